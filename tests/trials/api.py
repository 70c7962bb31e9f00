"""``banfa api`` with the fake embedder and no index, to be maltreated: ``python -m tests.trials.api --port N``."""

from __future__ import annotations

import argparse

import banfa.opening
from banfa.cli_doors import api
from banfa.corpus import read_corpus
from banfa.desk import Desk
from banfa.settings import Settings
from tests.doors import OpenEngine
from tests.fakes import fake_assistant


def main() -> None:
    """Open the desk, then serve until interrupted; keys and limits are those of the environment."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--port", type=int, required=True)
    port = wanted.parse_args().port
    engine = OpenEngine(Desk(fake_assistant(read_corpus(Settings().corpus))))
    banfa.opening.OpenedOnce = lambda _: engine  # type: ignore[assignment,misc]
    api(port=port)


if __name__ == "__main__":
    main()
