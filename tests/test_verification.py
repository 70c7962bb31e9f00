"""corpus/VERIFICATION.md says what the data says."""

from __future__ import annotations

from banfa.corpus import Corpus
from banfa.settings import Settings
from banfa.verification import verification


def test_the_page_is_in_step_with_the_data(corpus: Corpus) -> None:
    page = (Settings().corpus / "VERIFICATION.md").read_text(encoding="utf-8")
    assert page == verification(corpus), "run: banfa law verification > corpus/VERIFICATION.md"
