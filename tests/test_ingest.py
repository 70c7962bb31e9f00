"""An index is published whole or not at all, nothing is embedded twice, and what is stale or damaged says so, with the remedy."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest

from banfa.adapters.chroma import ChromaStore
from banfa.adapters.index_writer import Progress
from banfa.adapters.sums import check_sums
from banfa.corpus import Corpus, read_corpus
from banfa.errors import CorpusError, IndexUnusable
from banfa.index import check_fresh, current_build, read_listing, read_manifest
from banfa.passage import Findable, findables
from banfa.question import Question
from banfa.seams import Vectors
from banfa.settings import Settings
from banfa.wiring import make_retriever, manifest_of
from ingest.build import Built, alone, publish
from ingest.command import run
from tests.fakes import HashEmbedder
from tests.toy_corpus import LAW, edit, write_toy_corpus

DAY = date(2026, 1, 1)
PATIENCE = 120.0
OTHERS = multiprocessing.get_context("forkserver")


class Counting(HashEmbedder):
    """Remembers every text that it was given."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        self.seen += texts
        return super().passages(texts, progress)


class Overtaken(HashEmbedder):
    """While it works, something else happens."""

    def __init__(self, meanwhile: Callable[[], object]) -> None:
        self.meanwhile = meanwhile

    def passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        self.meanwhile()
        return super().passages(texts, progress)


def fail() -> None:
    raise RuntimeError("out of memory")


class House:
    """A corpus of one small law, and a data folder for its index; in a folder that has them already, those."""

    def __init__(self, folder: Path) -> None:
        corpus = folder / "corpus"
        self.folder = folder
        self.settings = Settings(corpus=corpus if corpus.exists() else write_toy_corpus(corpus), data=folder / "data")
        self.data = self.settings.data
        self.law = self.settings.corpus / LAW

    @property
    def corpus(self) -> Corpus:
        return read_corpus(self.settings.corpus)

    def found(self) -> list[Findable]:
        """The law alone: with one kind of thing there is nothing to learn, which saves the import of scikit-learn."""
        return [f for f in findables(self.corpus, self.corpus.provisions, 400, len) if f.kind == "provision"]

    def build(self, embedder: HashEmbedder, progress: Progress = lambda *_: None, *, fresh: bool = False) -> Built:
        return publish(
            self.data, self.found(), embedder, manifest_of(self.corpus, embedder, self.settings), progress, fresh=fresh
        )

    def best(self, text: str) -> str:
        """The provision that the published index finds for a question."""
        retriever = make_retriever(self.corpus, HashEmbedder(), self.settings)
        return retriever.retrieve(Question(text, "en", DAY), 1, DAY)[0].provision.locator

    def serving(self) -> Path:
        """The build that serves."""
        build = current_build(self.data)
        assert build is not None
        return build

    def builds(self) -> set[str]:
        """What lies in the folder of builds, without the lock."""
        return {entry.name for entry in (self.data / "builds").iterdir()} - {".lock", ".sweeping"}

    def add_a_gist(self) -> None:
        edit(self.law / "2020-03-01.toml", "The kite is registered with the town hall.", "The town hall keeps the list of kites.")


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A house without an index."""
    return House(tmp_path)


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A house with an index, to be copied."""
    made = House(tmp_path_factory.mktemp("stock"))
    made.build(HashEmbedder())
    return made


@pytest.fixture
def built(stock: House, tmp_path: Path) -> House:
    """A house with an index."""
    shutil.copytree(stock.folder, tmp_path / "house")
    return House(tmp_path / "house")


def snapshot(folder: Path) -> dict[str, tuple[int, str]]:
    """Every file and folder with its time and its content."""
    return {
        entry.relative_to(folder).as_posix(): (
            entry.stat().st_mtime_ns,
            hashlib.sha256(entry.read_bytes()).hexdigest() if entry.is_file() else "folder",
        )
        for entry in sorted(folder.rglob("*"))
    }


class TestPublishing:
    def test_a_build_is_published_and_can_be_read(self, house: House) -> None:
        built = house.build(HashEmbedder())
        assert built.folder == house.serving()
        assert read_manifest(built.folder) == manifest_of(house.corpus, HashEmbedder(), house.settings)
        assert read_listing(built.folder).keys == (f"{LAW}:art_1", f"{LAW}:art_2", f"{LAW}:art_3")
        assert len(read_listing(built.folder).rows) == built.rows == len(ChromaStore(built.folder / "chroma"))

    def test_the_published_index_finds_the_law(self, built: House) -> None:
        assert built.best("How many yuan is the fine?") == "art_3"

    def test_the_first_build_embeds_every_text(self, house: House) -> None:
        embedder = Counting()
        house.build(embedder)
        assert sorted(embedder.seen) == sorted(view.text for f in house.found() for view in f.views)

    def test_unchanged_texts_are_not_embedded_again(self, house: House) -> None:
        first = house.build(HashEmbedder())
        embedder = Counting()
        second = house.build(embedder)
        assert embedder.seen == []
        assert (second.embedded, second.reused, second.rows) == (0, first.rows, first.rows)

    def test_a_changed_gist_embeds_only_itself(self, built: House) -> None:
        built.add_a_gist()
        embedder = Counting()
        built.build(embedder)
        assert embedder.seen == ["The town hall keeps the list of kites."]

    def test_what_is_kept_finds_as_well_as_what_is_new(self, built: House) -> None:
        built.add_a_gist()
        built.build(HashEmbedder())
        assert built.best("How many yuan is the fine?") == "art_3"
        assert built.best("Who keeps the list of kites?") == "art_2"

    def test_a_fresh_build_embeds_everything_again(self, house: House) -> None:
        first = house.build(HashEmbedder())
        embedder = Counting()
        house.build(embedder, fresh=True)
        assert len(embedder.seen) == first.rows

    def test_vectors_of_another_embedder_are_not_reused(self, house: House) -> None:
        class Other(Counting):
            fingerprint = "hash:other"

        house.build(HashEmbedder())
        embedder = Other()
        house.build(embedder)
        assert embedder.seen

    def test_only_the_serving_build_and_the_one_before_it_are_kept(self, built: House) -> None:
        folders = [built.build(HashEmbedder()).folder.name for _ in range(2)]
        assert built.builds() == set(folders)


class TestFailing:
    def test_an_embedder_that_fails_leaves_the_old_index_serving(self, built: House) -> None:
        old = built.serving()
        with pytest.raises(RuntimeError, match="out of memory"):
            built.build(Overtaken(fail), fresh=True)
        assert built.serving() == old
        assert built.builds() == {old.name}
        assert built.best("How many yuan is the fine?") == "art_3"

    def test_a_first_build_that_fails_leaves_nothing_that_could_serve(self, house: House) -> None:
        with pytest.raises(RuntimeError, match="out of memory"):
            house.build(Overtaken(fail))
        assert current_build(house.data) is None
        assert house.builds() == set()

    @pytest.mark.parametrize("step", ["embedding", "storing"])
    def test_a_build_that_is_killed_leaves_the_old_index_serving(self, built: House, step: str) -> None:
        old = built.serving()
        kill_while(built, step)
        assert built.serving() == old
        assert len(built.builds() - {old.name}) == 1, "the kill came too late or too early: no half build is left"
        assert built.best("How many yuan is the fine?") == "art_3"

    def test_the_half_build_of_a_killed_one_is_swept_away_by_the_next(self, built: House) -> None:
        kill_while(built, "embedding")
        assert len(built.builds()) == 2
        before, after = built.serving(), built.build(HashEmbedder()).folder
        assert built.builds() == {before.name, after.name}

    def test_the_half_build_of_one_that_still_works_is_left_alone_however_old_it_is(self, house: House) -> None:
        def grow_old_and_be_overtaken() -> None:
            (half,) = (house.data / "builds").glob(".*.partial")
            os.utime(half, (0, 0))
            house.build(HashEmbedder())
            assert half.exists()

        assert house.build(Overtaken(grow_old_and_be_overtaken)).folder == house.serving()


def check_whole(house: House) -> None:
    """What ``banfa ingest --check`` proves of the build that serves."""
    manifest = manifest_of(house.corpus, HashEmbedder(), house.settings)
    check_sums(check_fresh(current_build(house.data), manifest))


def kill_while(house: House, step: str) -> None:
    """Start a build in another process and kill it (SIGKILL) in the middle of a step."""
    here, there = OTHERS.Pipe(duplex=False)
    builder = started(build_slowly, house.folder, step, there)
    there.close()
    assert here.poll(PATIENCE)
    assert here.recv() == "in the middle"
    builder.kill()
    builder.join(PATIENCE)


def build_slowly(folder: Path, where: str, tell: Connection) -> None:
    """A build that says when it is in the middle of a step, and stays there."""

    def stop() -> None:
        tell.send("in the middle")
        time.sleep(PATIENCE)

    def progress(step: str, _done: int, _total: int) -> None:
        if step == where == "storing":
            stop()

    House(folder).build(Overtaken(stop) if where == "embedding" else HashEmbedder(), progress, fresh=True)


def build_again_and_again(folder: Path, times: int) -> None:
    """Several builds after one another."""
    for _ in range(times):
        House(folder).build(HashEmbedder(), fresh=True)


def started(work: Callable[..., None], *arguments: object) -> ForkServerProcess:
    """Another Python that does some work; what takes long to import is imported once for all of them."""
    OTHERS.set_forkserver_preload(["chromadb", "bm25s"])
    process = OTHERS.Process(target=work, args=arguments)
    process.start()
    return process


class TestTwoAtOnce:
    def test_a_build_that_another_overtakes_is_still_published_whole(self, house: House) -> None:
        other: list[Path] = []
        built = house.build(Overtaken(lambda: other.append(house.build(HashEmbedder()).folder)))
        assert house.serving() == built.folder != other[0]
        assert house.builds() == {built.folder.name, other[0].name}
        assert house.best("How many yuan is the fine?") == "art_3"

    def test_a_build_waits_while_another_is_being_published(self, built: House) -> None:
        old = built.serving()
        embedding = threading.Event()
        with alone(built.data):
            builder = threading.Thread(target=built.build, args=(Overtaken(embedding.set),), kwargs={"fresh": True})
            builder.start()
            assert embedding.wait(PATIENCE)
            builder.join(1.5)
            assert builder.is_alive()
            assert built.serving() == old
        builder.join(PATIENCE)
        assert built.serving() != old

    def test_two_processes_that_build_again_and_again_never_leave_the_house_without_an_index(self, built: House) -> None:
        builders = [started(build_again_and_again, built.folder, 2) for _ in range(2)]
        missing = 0
        while any(builder.is_alive() for builder in builders):
            missing += current_build(built.data) is None
            time.sleep(0.002)
        assert [builder.exitcode for builder in builders] == [0, 0]
        assert missing == 0
        assert len(built.builds()) == 2
        assert built.best("How many yuan is the fine?") == "art_3"


class TestDamage:
    def refuses(self, house: House, what: str, remedy: str = "banfa ingest") -> None:
        """The engine does not start, says what is the matter, and what to do."""
        with pytest.raises(IndexUnusable) as refusal:
            make_retriever(house.corpus, HashEmbedder(), house.settings)
        assert what in str(refusal.value)
        assert f"Run `{remedy}`." in str(refusal.value)

    def test_a_house_without_an_index_says_so(self, house: House) -> None:
        self.refuses(house, "no index yet")

    def test_an_index_of_yesterdays_law_is_refused(self, built: House) -> None:
        built.add_a_gist()
        self.refuses(built, "stale: the corpus changed")

    def test_an_index_of_other_settings_is_refused(self, built: House) -> None:
        built.settings = replace(built.settings, chunk_tokens=100)
        self.refuses(built, "stale: the chunk size changed")

    def test_an_index_of_another_embedder_is_refused(self, house: House) -> None:
        class Other(HashEmbedder):
            fingerprint = "hash:other"

        house.build(Other())
        self.refuses(house, "stale: the embedder changed")

    @pytest.mark.parametrize("content", ['{"corpus_hash": "', "", "null", '{"corpus_hash": "x"}', '{"colour": "red"}'])
    def test_a_damaged_manifest_is_refused(self, built: House, content: str) -> None:
        (built.serving() / "manifest.json").write_text(content, encoding="utf-8")
        self.refuses(built, "no usable manifest", "banfa ingest --rebuild")

    @pytest.mark.parametrize("damage", [lambda text: text[:-20], lambda text: text + "{}\n", lambda text: '["one"]\n' + text])
    def test_a_damaged_listing_is_refused(self, built: House, damage: Callable[[str], str]) -> None:
        file = built.serving() / "rows.jsonl"
        file.write_text(damage(file.read_text(encoding="utf-8")), encoding="utf-8")
        self.refuses(built, "rows.jsonl is not as it was written")

    def test_a_listing_that_lost_whole_lines_is_refused(self, built: House) -> None:
        file = built.serving() / "rows.jsonl"
        file.write_text("".join(file.read_text(encoding="utf-8").splitlines(keepends=True)[:-3]), encoding="utf-8")
        self.refuses(built, "damaged")

    @pytest.mark.parametrize("part", ["sums.json", "chroma", "words", "findables.jsonl", "rows.jsonl"])
    def test_an_index_that_lost_a_part_is_refused_and_names_it(self, built: House, part: str) -> None:
        lost = built.serving() / part
        lost.rename(built.data / "elsewhere")
        self.refuses(built, f"{part} missing", "banfa ingest --rebuild")

    def test_an_emptied_vector_store_is_refused(self, built: House) -> None:
        folder = built.serving() / "chroma"
        folder.rename(built.data / "elsewhere")
        folder.mkdir()
        self.refuses(built, "vector store", "banfa ingest --rebuild")

    def test_a_damaged_model_of_kinds_is_refused(self, built: House) -> None:
        (built.serving() / "kinds.json").write_text('{"shift": [', encoding="utf-8")
        self.refuses(built, "kinds.json", "banfa ingest --rebuild")

    def test_one_flipped_bit_in_any_file_and_one_cut_short_are_found(self, built: House) -> None:
        build = built.serving()
        files = [f for f in build.rglob("*") if f.is_file() and f.suffix != ".bin" and f.name != ".lock" and f.stat().st_size]
        assert len(files) > 20
        for file in files:
            whole = file.read_bytes()
            middle = len(whole) // 2
            flipped = bytes([*whole[:middle], whole[middle] ^ 4, *whole[middle + 1 :]])
            for damage in (flipped, whole[:middle], b""):
                if file.suffix == ".sqlite3" and damage == flipped:
                    continue  # in the middle of it stands the text of a row, which no search reads
                file.write_bytes(damage)
                with pytest.raises(IndexUnusable, match="Run `banfa ingest"):
                    check_whole(built)
                if "chroma" not in file.parts:
                    with pytest.raises(IndexUnusable, match="Run `banfa ingest"):
                        make_retriever(built.corpus, HashEmbedder(), built.settings)
            file.write_bytes(whole)
        check_whole(built)

    def test_damaged_vectors_are_not_carried_over(self, built: House) -> None:
        vectors, embedder = built.serving() / "vectors.npy", Counting()
        vectors.write_bytes(vectors.read_bytes()[:-1] + b"x")
        self.refuses(built, "vectors.npy is not as it was written")
        built.build(embedder)
        assert len(embedder.seen) == len(read_listing(built.serving()).rows)

    def test_a_damaged_store_is_found_by_the_next_ingest_and_made_anew_from_the_vectors_beside_it(self, built: House) -> None:
        database, embedder = built.serving() / "chroma" / "chroma.sqlite3", Counting()
        with sqlite3.connect(database) as rows:
            rows.execute("UPDATE embeddings SET embedding_id = 'somebody else' WHERE id = 3")
        with pytest.raises(IndexUnusable, match=r"chroma\.sqlite3 is not as it was written"):
            check_whole(built)
        built.build(embedder)
        assert embedder.seen == []
        check_whole(built)

    def test_an_index_that_was_used_is_still_as_it_was_written(self, built: House) -> None:
        for _ in range(3):
            check_whole(built)
            assert built.best("How many yuan is the fine?") == "art_3"

    def test_a_pointer_out_of_the_folder_of_builds_is_not_followed(self, built: House) -> None:
        (built.data / "current").write_text("../..", encoding="utf-8")
        self.refuses(built, "no index yet")


class TestCommand:
    def ingest(self, house: House, *, check: bool = False) -> None:
        run(house.settings, check=check, embedder=HashEmbedder())

    def test_ingest_builds_what_is_missing_and_builds_again_what_is_stale(
        self, house: House, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.ingest(house)
        assert "49 embedded" in capsys.readouterr().err
        first = house.serving()
        self.ingest(house)
        assert "Nothing to do" in capsys.readouterr().err
        assert house.serving() == first
        house.add_a_gist()
        self.ingest(house)
        assert "1 embedded, 48 reused" in capsys.readouterr().err
        assert house.serving() != first
        self.ingest(house, check=True)
        assert "index is current" in " ".join(capsys.readouterr().err.split())

    def test_ingest_builds_again_what_is_damaged(self, built: House) -> None:
        damaged = built.serving()
        (damaged / "chroma").rename(built.data / "elsewhere")
        self.ingest(built)
        assert built.serving() != damaged
        assert built.best("How many yuan is the fine?") == "art_3"

    def test_the_check_of_a_house_without_an_index_says_so_and_makes_none(self, house: House) -> None:
        before = snapshot(house.folder)
        with pytest.raises(IndexUnusable, match="no index yet"):
            self.ingest(house, check=True)
        assert snapshot(house.folder) == before

    def test_the_check_of_a_stale_index_says_so_and_changes_nothing(self, built: House) -> None:
        built.add_a_gist()
        before = snapshot(built.folder)
        with pytest.raises(IndexUnusable, match="stale: the corpus changed"):
            self.ingest(built, check=True)
        assert snapshot(built.folder) == before

    def test_the_check_of_a_current_index_changes_nothing(self, built: House) -> None:
        before = snapshot(built.folder)
        self.ingest(built, check=True)
        assert snapshot(built.folder) == before

    def test_the_check_of_an_index_that_lost_its_vectors_says_so(self, built: House) -> None:
        (built.serving() / "chroma").rename(built.data / "elsewhere")
        with pytest.raises(IndexUnusable, match="chroma missing"):
            self.ingest(built, check=True)

    def test_a_broken_corpus_is_refused_before_anything_is_built(self, house: House) -> None:
        edit(house.law / "2020-03-01.md", "### Article 3. Fine", "### Article 4. Fine")
        with pytest.raises(CorpusError, match="Number the articles"):
            self.ingest(house)
        assert not house.data.exists()
