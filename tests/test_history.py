"""Kept threads, in SQLite and in PostgreSQL: they come back as they were, belong to one owner, are found, survive accidents."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Timer

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from banfa.adapters.history import HEAD, TABLES, SqlThreads
from banfa.adapters.history_opening import open_file, open_url
from banfa.citing import Citator
from banfa.corpus import Corpus
from banfa.errors import HistoryDamaged, HistoryUnusable, UnknownThread
from banfa.settings import Settings
from banfa.thread_search import read_search
from banfa.threads import CitedArticle, Kept, ThreadSearch, folded, owner_of, title_of
from banfa.wiring import make_threads
from tests.databases import postgres, postgres_programs

ROOT = Path(__file__).resolve().parent.parent
DAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
needs_postgres = pytest.mark.skipif(postgres_programs() is None, reason="PostgreSQL is not installed: apt-get install postgresql")


def emptied(address: str) -> str:
    """The address of a PostgreSQL database, with nothing left in it."""
    engine = sa.create_engine(address.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as db:
        db.execute(sa.text("DROP SCHEMA public CASCADE"))
        db.execute(sa.text("CREATE SCHEMA public"))
    engine.dispose()
    return address


Opened = Callable[[], SqlThreads]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A PostgreSQL server for the tests of this file."""
    with postgres() as address:
        yield address


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=needs_postgres)])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opened]:
    """Opens the same, at first empty, history as often as it is called, as another process would."""
    address = f"sqlite:///{tmp_path / 'history.db'}"
    if request.param == "postgresql":
        address = emptied(request.getfixturevalue("server"))
    stores: list[SqlThreads] = []

    def open_it() -> SqlThreads:
        stores.append(open_url(address))
        return stores[-1]

    yield open_it
    for store in stores:
        store.close()


def turn(question: str = "When must we file?", answer: str = "Within ten days.", *cites: str, status: str = "answered") -> Kept:
    """A turn as it is kept; ``cites`` are addresses like ``cn-genai-measures:art_17``."""
    addresses = tuple((instrument, locator) for instrument, _, locator in (c.partition(":") for c in cites))
    return Kept(question, "en", status, DAY, folded(f"{question} {answer}"), addresses, {"answer": answer})


class TestBothDatabases:
    def test_a_thread_comes_back_as_it_was_after_a_restart(self, opened: Opened) -> None:
        first = turn("备案何时办？ \U0001f600", "十个工作日内。", "cn-genai-measures:art_17__para_1")
        second = turn("And labels?", "Yes.")
        store = opened()
        thread = store.begin("local", "备案", first)
        store.add("local", thread, second)
        store.close()
        found = opened().read("local", thread)
        assert found.turns == (first, second)
        assert (found.card.id, found.card.title, found.card.created) == (thread, "备案", DAY)

    def test_nobody_sees_renames_or_deletes_the_thread_of_somebody_else(self, opened: Opened) -> None:
        store = opened()
        thread = store.begin("alice", "Mine", turn())
        assert store.find("bob", ThreadSearch(), 10) == []
        for act in (
            lambda: store.read("bob", thread),
            lambda: store.add("bob", thread, turn()),
            lambda: store.rename("bob", thread, "x"),
            lambda: store.delete("bob", thread),
        ):
            with pytest.raises(UnknownThread):
                act()
        assert store.read("alice", thread).card.title == "Mine"

    def test_the_last_used_comes_first_and_no_more_than_asked_for(self, opened: Opened) -> None:
        store = opened()
        ids = [store.begin("local", str(n), replace(turn(), asked=DAY + timedelta(minutes=n))) for n in range(4)]
        store.add("local", ids[1], replace(turn(), asked=DAY + timedelta(hours=1)))
        assert [card.title for card in store.find("local", ThreadSearch(), 3)] == ["1", "3", "2"]

    def test_words_are_found_in_titles_questions_and_answers_whatever_their_case_and_width(self, opened: Opened) -> None:
        store = opened()
        store.begin("local", "Our Chatbot", turn("Must we FILE?", "算法备案应当办理。"))
        for words in (["chatbot"], ["file"], ["备案"], ["ＦＩＬＥ", "算法"]):
            assert len(store.find("local", ThreadSearch(tuple(words)), 5)) == 1, words
        for words in (["chatbot", "nothing"], ["f_le"], ["%"], ["' OR 1=1 --"]):
            assert store.find("local", ThreadSearch(tuple(words)), 5) == [], words

    @pytest.mark.parametrize(
        ("locator", "instruments", "found"),
        [
            ("art_17", ("cn-genai-measures",), True),
            ("art_17__para_1", ("cn-genai-measures",), True),
            ("art_17__para_1__item_2", ("cn-genai-measures",), True),
            ("art_17__para_2", ("cn-genai-measures",), False),
            ("art_1", ("cn-genai-measures",), False),
            ("art_17", ("cn-labelling",), False),
            ("art_17", (), True),
            ("artX17", (), False),
        ],
    )
    def test_a_thread_is_found_by_what_it_cites(
        self, opened: Opened, locator: str, instruments: tuple[str, ...], found: bool
    ) -> None:
        store = opened()
        store.begin("local", "t", turn("q", "a", "cn-genai-measures:art_17__para_1"))
        search = ThreadSearch(articles=(CitedArticle(locator, instruments, "not in it"),))
        assert bool(store.find("local", search, 5)) is found

    def test_a_renamed_thread_is_found_by_its_new_name_only(self, opened: Opened) -> None:
        store = opened()
        thread = store.begin("local", "Old", turn("q"))
        store.rename("local", thread, "New \ud800\0name")
        assert [c.title for c in store.find("local", ThreadSearch(("new",)), 5)] == ["New ? name"]
        assert store.find("local", ThreadSearch(("old",)), 5) == []

    def test_a_deleted_thread_leaves_nothing_behind(self, opened: Opened) -> None:
        store = opened()
        thread = store.begin("local", "t", turn("q", "a", "cn-pipl:art_13", status="not_in_corpus"))
        store.delete("local", thread)
        assert store.find("local", ThreadSearch(), 5) == []
        assert store.unanswered(["not_in_corpus"], 5) == []
        with pytest.raises(UnknownThread):
            store.read("local", thread)
        with store._reading.begin() as db:
            assert [db.scalar(sa.select(sa.func.count()).select_from(t)) for t in TABLES.sorted_tables] == [0, 0, 0]

    def test_the_unanswered_are_listed_most_frequent_first_and_without_their_owners(self, opened: Opened) -> None:
        store = opened()
        for owner in ("alice", "bob"):
            store.begin(owner, "t", turn("What of quantum law?", status="not_in_corpus"))
        store.begin("alice", "t", turn("Broke?", status="failed"))
        store.begin("alice", "t", turn("Fine"))
        found = store.unanswered(["not_in_corpus", "failed"], 5)
        assert [(row.question, row.status, row.times) for row in found] == [
            ("What of quantum law?", "not_in_corpus", 2),
            ("Broke?", "failed", 1),
        ]

    def test_a_record_that_was_changed_in_the_database_is_not_given_out(self, opened: Opened) -> None:
        store = opened()
        thread = store.begin("local", "t", turn(answer="You must file."))
        store.add("local", thread, turn(answer="Whole"))
        with store._writing.begin() as db:
            db.execute(sa.text("UPDATE turns SET record = replace(record, 'must', 'may') WHERE number = 1"))
        damaged, whole = store.read("local", thread).turns
        assert damaged.record == {}
        assert whole.record == {"answer": "Whole"}

    def test_the_tables_are_those_that_the_steps_make(self, opened: Opened) -> None:
        with opened()._reading.connect() as db:
            assert compare_metadata(MigrationContext.configure(db), TABLES) == []
            assert db.scalar(sa.text("SELECT version_num FROM alembic_version")) == HEAD

    def test_what_a_newer_version_wrote_is_left_alone_and_told(self, opened: Opened) -> None:
        store = opened()
        with store._writing.begin() as db:
            db.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
        with pytest.raises(HistoryUnusable, match=r"newer version \(step 9999.*Update Banfa"):
            opened()

    def test_no_question_stands_in_an_error(self, opened: Opened) -> None:
        store = opened()
        with store._writing.begin() as db:
            db.execute(sa.text("DROP TABLE cites"))
            db.execute(sa.text("DROP TABLE turns"))
        with pytest.raises(HistoryUnusable) as told:
            store.begin("local", "t", turn("my secret question"))
        assert "secret" not in f"{told.value} {told.value.__cause__}"
        assert store.find("local", ThreadSearch(), 5) == [], "half a thread is never kept"


WRITER = """
import sys
from datetime import UTC, datetime
from banfa.adapters.history_opening import open_url
from banfa.threads import Kept
store = open_url(sys.argv[1])
for n in range(int(sys.argv[4])):
    store.add("local", sys.argv[2], Kept(f"{sys.argv[3]}{n}", "en", "answered", datetime.now(UTC), "w", (), {"n": n}))
"""


def _write_at_once(address: str, thread: str, times: int) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, address, thread, name, str(times)], cwd=ROOT, stderr=subprocess.PIPE)
        for name in ("a", "b")
    ]
    for writer in writers:
        _, told = writer.communicate(timeout=120)
        assert writer.returncode == 0, told.decode()


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=needs_postgres)])
def test_two_processes_that_write_at_once_lose_nothing(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    address = f"sqlite:///{tmp_path / 'history.db'}" if kind == "sqlite" else emptied(request.getfixturevalue("server"))
    store = open_url(address)
    thread = store.begin("local", "t", turn())
    _write_at_once(address, thread, 25)
    found = [t.question for t in store.read("local", thread).turns]
    store.close()
    assert [q for q in found if q.startswith("a")] == [f"a{n}" for n in range(25)]
    assert [q for q in found if q.startswith("b")] == [f"b{n}" for n in range(25)]
    assert len(found) == 51


class TestTheFile:
    def keep_one(self, file: Path) -> str:
        """A file with one thread in it, closed."""
        store = open_file(file)
        thread = store.begin("local", "Kept", turn("q" * 20_000))
        store.close()
        return thread

    @pytest.mark.parametrize(
        "harm",
        [
            lambda _: b"",
            lambda whole: whole[: len(whole) // 2],
            lambda _: b"no database at all, just words. " * 500,
            lambda whole: whole[:100] + bytes(b ^ 0xFF for b in whole[100:5000]) + whole[5000:],
        ],
        ids=["emptied", "cut in half", "overwritten", "bits turned"],
    )
    def test_a_damaged_file_is_kept_aside_and_a_new_one_begun(self, tmp_path: Path, harm: Callable[[bytes], bytes]) -> None:
        file = tmp_path / "history.db"
        self.keep_one(file)
        damaged = harm(file.read_bytes())
        file.write_bytes(damaged)
        store = open_file(file)
        (aside,) = tmp_path.glob("history.damaged-*.db")
        assert aside.read_bytes() == damaged
        assert store.notice == aside.name
        thread = store.begin("local", "New", turn())
        store.close()
        again = open_file(file)
        assert again.read("local", thread).card.title == "New"
        assert again.notice == aside.name, "it is told until somebody takes the file away"
        aside.unlink()
        assert open_file(file).notice == ""

    def test_damage_under_an_open_history_is_told_as_such(self, tmp_path: Path) -> None:
        file = tmp_path / "history.db"
        self.keep_one(file)
        store = open_file(file)
        file.write_bytes(b"\xff" * file.stat().st_size)
        with pytest.raises(HistoryDamaged, match="damaged"):
            store.find("local", ThreadSearch(("x",)), 5)

    def test_it_is_readable_by_its_user_alone(self, tmp_path: Path) -> None:
        self.keep_one(tmp_path / "history.db")
        assert (tmp_path / "history.db").stat().st_mode & 0o077 == 0

    def test_a_folder_that_cannot_be_written_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        with pytest.raises(HistoryUnusable, match="cannot be kept in"):
            open_file(tmp_path / "file" / "history.db")

    def test_a_second_opening_needs_no_alembic(self, tmp_path: Path) -> None:
        self.keep_one(tmp_path / "history.db")
        code = (
            "import sys\nfrom pathlib import Path\nfrom banfa.adapters.history_opening import open_file\n"
            f"open_file(Path({str(tmp_path / 'history.db')!r}))\nsys.exit('alembic' in sys.modules)"
        )
        assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0

    def test_a_deleted_question_is_not_left_in_the_file(self, tmp_path: Path) -> None:
        store = open_file(tmp_path / "history.db")
        thread = store.begin("local", "t", turn("xylophone"))
        store.delete("local", thread)
        store.close()
        assert all(b"xylophone" not in file.read_bytes() for file in tmp_path.glob("history.db*"))

    def test_a_writer_waits_for_another_that_is_at_work(self, tmp_path: Path) -> None:
        store = open_file(tmp_path / "history.db")
        other = sqlite3.connect(tmp_path / "history.db", isolation_level=None, check_same_thread=False)
        other.execute("BEGIN IMMEDIATE")
        finished = Timer(0.3, lambda: other.execute("COMMIT"))
        finished.start()
        assert store.begin("local", "t", turn())
        finished.join()
        other.close()


class TestTheAddress:
    @pytest.mark.parametrize(
        ("address", "told"),
        [
            ("no address", "no address of a database"),
            ("mysql://root@localhost/x", "PostgreSQL and SQLite are supported"),
            ("postgresql://who:s3cret@127.0.0.1:1/none", "cannot be used at the moment"),
        ],
    )
    def test_one_that_leads_nowhere_is_told_without_its_password(self, address: str, told: str) -> None:
        with pytest.raises(HistoryUnusable, match=told) as error:
            open_url(address)
        assert "s3cret" not in str(error.value)

    def test_the_settings_choose(self, tmp_path: Path) -> None:
        assert make_threads(Settings(data=tmp_path, history="off")) is None
        assert not (tmp_path / "history.db").exists()
        assert make_threads(Settings(data=tmp_path)) is not None
        assert (tmp_path / "history.db").exists()
        assert "s3cret" not in repr(Settings(history="postgresql://who:s3cret@host/x"))


class TestSearch:
    @pytest.mark.parametrize(
        ("typed", "words", "articles"),
        [
            ("暂行办法第十七条", (), [("art_17", ("cn-genai-measures",))]),
            ("Interim Measures art 17", (), [("art_17", ("cn-genai-measures",))]),
            ("PIPL art 13 consent", ("consent",), [("art_13", ("cn-pipl",))]),
            ("article 17 of the Interim Measures", (), [("art_17", ("cn-genai-measures",))]),
            ("chatbot  Labels", ("chatbot", "labels"), []),
            ("标识办法第四条 水印", ("水印",), [("art_4", ("cn-labelling",))]),
            ("第十七条", (), [("art_17", ())]),
            ("art 17 deadline", ("deadline",), [("art_17", ())]),
            ("", (), []),
        ],
    )
    def test_what_is_typed_is_read_as_words_and_articles(
        self, corpus: Corpus, citator: Citator, typed: str, words: tuple[str, ...], articles: list[tuple[str, tuple[str, ...]]]
    ) -> None:
        search = read_search(typed, corpus, citator)
        assert search.words == words
        assert [(a.locator, a.instruments) for a in search.articles] == articles

    def test_a_part_of_a_name_beside_an_article_means_every_law_so_named(self, corpus: Corpus, citator: Citator) -> None:
        (article,) = read_search("Measures art 17", corpus, citator).articles
        assert article.locator == "art_17"
        assert {"cn-genai-measures", "cn-labelling"} <= set(article.instruments)
        assert "cn-pipl" not in article.instruments

    def test_a_search_of_any_length_or_kind_is_read(self, corpus: Corpus, citator: Citator) -> None:
        for typed in ("a " * 5000, "\0\ud800%_'\"; DROP TABLE turns", "第" * 999, "art 17 " * 60):
            read_search(typed, corpus, citator)


def test_a_title_is_one_short_line() -> None:
    assert title_of(" When\nmust we file? ") == "When must we file?"
    assert len(title_of("x" * 500)) == 80


def test_an_owner_tells_nobodys_name_and_two_issuers_never_share_one() -> None:
    owner = owner_of("https://id.example", "li.wei@example.cn")
    assert "li" not in owner.removeprefix("oidc-")
    assert owner == owner_of("https://id.example", "li.wei@example.cn")
    assert len({owner, owner_of("https://other.example", "li.wei@example.cn"), owner_of("https://id.example", "x")}) == 3
