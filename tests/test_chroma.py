"""The vector store: what it finds, and that threads may open it side by side."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from time import sleep

import numpy as np
import pytest
from chromadb.api.rust import RustBindingsAPI

from banfa.adapters.chroma import ChromaStore
from banfa.errors import IndexUnusable

ASKERS = 8


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    ChromaStore(tmp_path / "written", create=True).add(
        ["kite", "bell"], np.array([[1.0, 0.0], [0.0, 1.0]], dtype=np.float32), ["kites", "bells"]
    )
    # Chroma remembers what this process opened by its path; a copy is new to it.
    return (tmp_path / "written").rename(tmp_path / "moved")


def test_the_nearest_row_comes_first_with_its_cosine(folder: Path) -> None:
    found = ChromaStore(folder).nearest(np.array([3.0, 4.0], dtype=np.float32), 2)
    assert [row for row, _ in found] == ["bell", "kite"]
    assert [cosine for _, cosine in found] == pytest.approx([0.8, 0.6])


def test_threads_that_open_a_store_at_once_each_get_a_started_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Chroma lists a store before it is started; a slow start lets every other thread meet it half-open."""
    start = RustBindingsAPI.start

    def slow(api: RustBindingsAPI) -> None:
        sleep(0.05)
        start(api)

    monkeypatch.setattr(RustBindingsAPI, "start", slow)
    together = Barrier(ASKERS)

    def opened(_: int) -> int:
        together.wait()
        return len(ChromaStore(folder))

    with ThreadPoolExecutor(ASKERS) as askers:
        assert list(askers.map(opened, range(ASKERS))) == [2] * ASKERS


def test_a_folder_without_a_store_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(IndexUnusable, match="banfa ingest --rebuild"):
        ChromaStore(tmp_path / "empty")
