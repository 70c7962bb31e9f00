"""Sentences made false on purpose, and the check on sentences that others wrote."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from banfa.corpus import Corpus
from banfa.errors import UsageError
from evals.corruptions import KINDS, Tally, another_article, corrupt, table, true_claims
from evals.entailment import agreement, read_pairs

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("kind", "true", "false"),
    [
        ("number", "Logs must be kept for 6 months.", "Logs must be kept for 7 months."),
        ("number", "应当在十个工作日内备案。", "应当在十一个工作日内备案。"),
        ("actor", "The provider must label it.", "The users must label it."),
        ("modality", "提供者应当添加标识。", "提供者可以添加标识。"),
        ("negation", "A user must not delete labels.", "A user must delete labels."),
        ("exception dropped", "Handlers must delete it, unless the law says otherwise.", "Handlers must delete it."),
    ],
)
def test_a_sentence_is_made_false_in_one_place(kind: str, true: str, false: str) -> None:
    assert list(KINDS[kind](true)) == [false]


def test_a_sentence_that_offers_no_occasion_is_left_alone() -> None:
    assert not [text for make in KINDS.values() for text in make("Purpose of the law.")]


def test_the_true_claims_are_the_same_every_time_and_of_both_languages(corpus: Corpus) -> None:
    claims = true_claims(corpus, TODAY, 20)
    assert claims == true_claims(corpus, TODAY, 20)
    assert [language for language, _ in claims] == ["en"] * 10 + ["zh"] * 10


def test_no_claim_passes_under_another_article(corpus: Corpus) -> None:
    _, claim = true_claims(corpus, TODAY, 2)[0]
    assert another_article(claim, corpus).citations[0].locator != claim.citations[0].locator
    assert [t.share for t in corrupt(corpus, TODAY, 20) if t.kind == "article"] == [0.0, 0.0]


def test_the_table_gives_each_kind_its_number() -> None:
    lines = table([Tally("number", "en", 4, ["one"])]).splitlines()
    assert "1 of    4 let through = 0.250" in lines[0]
    assert lines[-1].startswith("all")


def test_what_contradicts_its_clause_is_told_from_what_follows(corpus: Corpus, tmp_path: Path) -> None:
    rows = {
        "passages": [{"id": "p", "text": "The recipient must not disclose the information."}],
        "queries": [
            {"id": "a", "text": "The recipient must disclose it."},
            {"id": "b", "text": "The recipient must not disclose it."},
        ],
        "answers": [
            {"id": "a", "answer": "Contradiction", "citations": ["p"]},
            {"id": "b", "answer": "Entailment", "citations": ["p"]},
        ],
    }
    for name, lines in rows.items():
        (tmp_path / f"{name}.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    found = agreement(read_pairs(tmp_path), corpus)
    assert (found.contradicted, found.let_through, found.entailed, found.withheld) == (1, 0, 1, 0)


def test_a_folder_that_is_no_set_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"answers\.jsonl"):
        read_pairs(tmp_path)
