"""The tree of errors. Every message says what happened, where, and what to do next.

BanfaError
├── CorpusError          a file of the corpus is broken
├── UsageError           the caller asked for something that cannot be asked
│   ├── UnknownProvision an instrument or locator that the corpus does not hold
│   ├── UnknownThread    a thread that is not kept for whoever asks
│   └── UnfitFacts       names that are no facts, or values that do not fit them
├── OfficialTextError    an official text cannot be had, read or kept
├── IndexUnusable        the index is missing, stale or damaged
├── ModelError           an embedder or its weights cannot be used
├── WriterError          a chat model gave nothing usable
├── HistoryUnusable      the kept threads cannot be read or written
│   └── HistoryDamaged   their file is no longer whole
└── NotReady             a door was opened and the engine behind it cannot start
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


class BanfaError(Exception):
    """Anything that Banfa reports to its user in one message."""


class CorpusError(BanfaError):
    """A broken corpus file: which file, which line, what is wrong, what to do."""

    def __init__(self, file: Path | str, line: int, what: str, remedy: str) -> None:
        self.file, self.line, self.what, self.remedy = Path(file), line, what, remedy
        super().__init__(f"{self.file}, line {line}: {what} {remedy}")


class UsageError(BanfaError):
    """The request itself cannot be carried out as asked."""


class UnknownProvision(UsageError):
    """An instrument or a locator that the corpus does not hold on that date."""


class UnfitFacts(UsageError):
    """Stated facts that cannot be read: ``mistakes`` says by name what is wrong with each."""

    def __init__(self, mistakes: Mapping[str, str]) -> None:
        self.mistakes = dict(mistakes)
        super().__init__(" ".join(self.mistakes.values()))


class UnknownThread(UsageError):
    """A thread that was deleted, or is not that of whoever asks; the two are not told apart."""


class OfficialTextError(BanfaError):
    """An official text cannot be downloaded, is not the text that it should be, or its file is damaged."""


class IndexUnusable(BanfaError):
    """The index is missing, was built from something else, or is damaged."""


class ModelError(BanfaError):
    """An embedding model or its weights cannot be loaded or are not the ones we pinned."""


class WriterError(BanfaError):
    """A chat model was slow, dead, or replied with something that is not an answer."""


class HistoryUnusable(BanfaError):
    """The database of kept threads cannot be opened, read or written."""


class HistoryDamaged(HistoryUnusable):
    """The file of kept threads is no longer whole; opening it anew puts it aside."""


class NotReady(BanfaError):
    """The engine behind a door cannot start. The message is for whoever runs it, never for whoever asks."""
