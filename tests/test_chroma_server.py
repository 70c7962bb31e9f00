"""The vectors on a Chroma server: the same answers, a build published whole or not at all, a server that goes and comes back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from banfa.adapters.stores import Stores
from banfa.errors import IndexUnusable, NotReady, UsageError
from banfa.index import current_build
from banfa.opening import OpenedOnce
from banfa.passage import Findable, findables
from banfa.question import Question
from banfa.retrieval import HybridRetriever
from banfa.settings import Settings
from banfa.wiring import make_retriever, manifest_of
from ingest.build import Built, publish
from tests.chroma_server import COMMAND, ChromaServer
from tests.fakes import HashEmbedder
from tests.test_ingest import House, Overtaken, fail

DAY = date(2026, 1, 1)
FINE = "How many yuan is the fine?"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaServer]:
    if not COMMAND.exists():
        pytest.skip("the command chroma is not beside this Python")
    with ChromaServer(tmp_path_factory.mktemp("server")) as running:
        yield running


class ServedHouse(House):
    """A house whose vectors are on a server."""

    whole = False
    """Whether the texts beside the law are indexed too, which an assistant needs."""

    def __init__(self, folder: Path, url: str) -> None:
        super().__init__(folder)
        self.settings = replace(self.settings, store=url)
        self.stores = Stores.of(self.settings)

    def build_there(self, embedder: HashEmbedder) -> Built:
        manifest = manifest_of(self.corpus, embedder, self.settings)
        return publish(self.data, self.found(), embedder, manifest, lambda *_: None, stores=self.stores)

    def found(self) -> list[Findable]:
        return findables(self.corpus, self.corpus.provisions, 400, len) if self.whole else super().found()

    def retriever(self) -> HybridRetriever:
        return make_retriever(self.corpus, HashEmbedder(), self.settings)

    def collections(self) -> set[str]:
        """The names of the collections on the server."""
        return {collection.name for collection in self.stores.client().list_collections()}


@pytest.fixture
def house(tmp_path: Path, server: ChromaServer) -> ServedHouse:
    made = ServedHouse(tmp_path, server.url)
    for name in made.collections():
        made.stores.client().delete_collection(name)
    return made


def found(retriever: HybridRetriever) -> list[tuple[str, float]]:
    """What is found for the question, with its scores."""
    return [(p.provision.locator, round(p.score, 3)) for p in retriever.retrieve(Question(FINE, "en", DAY), 3, DAY)]


def test_the_same_is_found_as_with_vectors_in_the_folder(house: ServedHouse, tmp_path: Path) -> None:
    house.build_there(HashEmbedder())
    embedded = House(tmp_path / "embedded")
    embedded.build(HashEmbedder())
    assert found(house.retriever()) == found(make_retriever(embedded.corpus, HashEmbedder(), embedded.settings))


def test_readers_see_the_index_before_until_the_new_one_is_whole(house: ServedHouse) -> None:
    house.build_there(HashEmbedder())
    first, open_reader = current_build(house.data), house.retriever()
    seen: list[tuple[Path | None, list[tuple[str, float]]]] = []
    house.build_there(Overtaken(lambda: seen.append((current_build(house.data), found(house.retriever())))))
    assert seen == [(first, found(open_reader))]
    assert current_build(house.data) != first
    assert found(house.retriever()) == found(open_reader), "a reader of the build before goes on"


def test_two_collections_are_kept_and_no_vector_is_made_twice(house: ServedHouse) -> None:
    builds = [house.build_there(HashEmbedder()) for _ in range(3)]
    assert [built.embedded for built in builds] == [builds[0].rows, 0, 0]
    assert len(house.collections()) == 2


def test_a_build_that_fails_leaves_no_collection(house: ServedHouse) -> None:
    house.build_there(HashEmbedder())
    kept = house.collections()
    house.add_a_gist()
    with pytest.raises(RuntimeError, match="out of memory"):
        house.build_there(Overtaken(fail))
    assert house.collections() == kept


def test_the_collection_of_a_killed_build_is_swept_away_by_the_next(house: ServedHouse) -> None:
    half = house.data / "builds" / ".killed.partial"
    half.mkdir(parents=True)
    house.stores.create(half)
    assert len(house.collections()) == 1
    house.build_there(HashEmbedder())
    assert len(house.collections()) == 1
    assert not half.exists()


def test_an_index_in_the_folder_does_not_pass_for_one_on_a_server(house: ServedHouse) -> None:
    house.build(HashEmbedder())
    house.settings, served = replace(house.settings, store=""), house.settings
    house.build(HashEmbedder())
    house.settings = served
    with pytest.raises(IndexUnusable, match="stale: the kind of vector store changed"):
        house.retriever()


def test_a_server_that_stops_mid_traffic_is_named_and_one_that_comes_back_serves_on(
    house: ServedHouse, server: ChromaServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("banfa.wiring.make_embedder", lambda _: HashEmbedder())
    monkeypatch.setattr("banfa.opening._CHECKED_FOR", 0.0)
    house.whole = True
    house.build_there(HashEmbedder())
    engine = OpenedOnce(house.settings)
    right = engine.desk().ask("How much is the fine for an unregistered kite?")["answer"]
    engine.check()
    server.stop()
    try:
        with pytest.raises(IndexUnusable, match=r"at http://127\.0\.0\.1:\d+ does not answer.*Start the Chroma server"):
            engine.desk().ask("And what does it cost me, the kite?")
        with pytest.raises(NotReady, match="does not answer"):
            engine.check()
        with pytest.raises(IndexUnusable, match="What served before still serves"):
            house.build_there(HashEmbedder())
    finally:
        server.start()
    assert engine.desk().ask("How much is the fine for an unregistered kite?")["answer"] == right
    assert engine.desk().ask("And what does the paperwork of a kite cost me?")["claims"]
    engine.check()


@pytest.mark.parametrize("url", ["kites", "ftp://127.0.0.1", "http://", "http://h:99999", "http://h/one", "http://u:p@h:1"])
def test_an_address_that_is_none_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(UsageError, match="BANFA_STORE") as refusal:
        Stores.of(Settings(store=url))
    assert "u:p" not in str(refusal.value)


def test_a_tenant_and_a_database_may_follow_the_address_and_the_key_is_not_shown() -> None:
    settings = Settings(store="https://chroma.example/team/laws", store_key="very-secret")
    assert Stores.of(settings)._parts() == ("chroma.example", 443, True, "team", "laws")
    assert Stores.of(settings).address == "https://chroma.example:443"
    assert "very-secret" not in repr(settings) + repr(Stores.of(settings))
