"""The engine of a long-running door: opened at first use, and anew when another index was published."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from pathlib import Path

from banfa.corpus import hash_of
from banfa.desk import Desk
from banfa.errors import BanfaError, NotReady
from banfa.index import check_fresh, current_build, read_manifest
from banfa.official import digest
from banfa.settings import Settings
from banfa.wiring import make_assistant, officials_of

_CHECKED_FOR = 2.0
"""Seconds for which a finding on freshness is good: to find it, every file of the corpus is read."""


class OpenedOnce:
    """The desk for some settings, shared by all threads of a process."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._opening, self._checking = threading.Lock(), threading.Lock()
        self._desk: Desk | None = None
        self._build: Path | None = None
        self._finding, self._found_at = "", float("-inf")

    def desk(self) -> Desk:
        """The desk over the published index; the first call, and the first after a publication, load it.

        Raises:
            NotReady: the settings, the corpus, the index or a model are not usable.
        """
        with self._opening:
            build = current_build(self._settings.data)
            if self._desk is None or build != self._build:
                try:
                    assistant = make_assistant(self._settings)
                    assistant.retriever.finder.find("algorithm filing")  # loads the model now, not in the first answer
                except BanfaError as error:
                    raise NotReady(str(error)) from error
                self._desk, self._build = Desk(assistant), build
            return self._desk

    def check(self) -> None:
        """Open the desk, and compare its index with the corpus and the official texts as they are on disk.

        Raises:
            NotReady: it cannot be opened, or the index is stale or damaged.
        """
        desk = self.desk()
        with self._checking:
            if time.monotonic() - self._found_at > _CHECKED_FOR:
                self._finding, self._found_at = self._stale(desk), time.monotonic()
            if self._finding:
                raise NotReady(self._finding)

    def _ping(self, build: Path) -> None:
        from banfa.adapters.stores import Stores

        len(Stores.of(self._settings).open(build))

    def _stale(self, desk: Desk) -> str:
        """Why the index is not that of the corpus as it lies on disk, or its store does not answer; empty when all is well."""
        try:
            texts = digest(officials_of(desk.assistant.corpus, self._settings))
            build = self._build
            if build is not None:
                wanted = replace(read_manifest(build), corpus_hash=hash_of(self._settings.corpus), official_texts=texts)
                check_fresh(build, wanted)
                if self._settings.store:
                    self._ping(build)
        except (BanfaError, OSError) as error:
            return str(error)
        return ""
