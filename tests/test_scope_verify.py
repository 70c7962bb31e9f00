"""``banfa verify``: still valid, law changed, quote moved, tampered, with their exit codes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from banfa.cli import app
from banfa.corpus import Corpus
from banfa.errors import UsageError
from banfa.law import Provision, Unit
from banfa.record_check import Standing, check_record
from banfa.scope_record import seal
from tests.test_scope_export import record_of

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def record(corpus: Corpus) -> dict[str, Any]:
    return record_of(corpus).object()


def resealed(record: Mapping[str, Any]) -> dict[str, Any]:
    return {**record, "seal": seal(record)}


def corpus_with(corpus: Corpus, locator: str, text: str) -> Corpus:
    """A later corpus in which a paragraph of the Interim Measures reads otherwise."""

    def changed(p: Provision) -> Provision:
        if p.instrument != "cn-genai-measures":
            return p
        return replace(p, units=tuple(Unit(u.locator, text) if u.locator == locator else u for u in p.units))

    return replace(corpus, provisions=tuple(map(changed, corpus.provisions)), hash="later")


class TestTheStanding:
    def test_a_record_of_today_is_still_valid(self, corpus: Corpus, record: dict[str, Any]) -> None:
        assert check_record(record, corpus, TODAY).standing is Standing.STILL_VALID

    def test_a_change_elsewhere_in_the_corpus_leaves_it_valid(self, corpus: Corpus, record: dict[str, Any]) -> None:
        assert check_record(record, replace(corpus, hash="later"), TODAY).standing is Standing.STILL_VALID

    def test_a_quote_that_is_gone_means_that_the_law_changed(self, corpus: Corpus, record: dict[str, Any]) -> None:
        found = check_record(record, corpus_with(corpus, "art_2__para_1", "These Measures apply to robots."), TODAY)
        assert found.standing is Standing.LAW_CHANGED
        assert "Interim Measures art 2 para 1" in found.because[0]

    def test_a_quote_that_stands_elsewhere_has_moved(self, corpus: Corpus, record: dict[str, Any]) -> None:
        article = corpus.provision("cn-genai-measures", "art_2")
        both = f"{article.text_at('art_2__para_2')} {article.text_at('art_2__para_1')}"
        later = corpus_with(corpus_with(corpus, "art_2__para_1", "Deleted."), "art_2__para_2", both)
        found = check_record(record, later, TODAY)
        assert found.standing is Standing.QUOTE_MOVED
        assert any("stands in art_2 now" in line for line in found.because)

    def test_an_answer_that_now_leads_elsewhere_means_that_the_law_changed(self, corpus: Corpus, record: dict[str, Any]) -> None:
        fewer = replace(corpus, obligations=corpus.obligations[1:], hash="later")
        found = check_record(record, fewer, TODAY)
        assert found.standing is Standing.LAW_CHANGED
        assert any("no longer among them" in line for line in found.because)

    @pytest.mark.parametrize("where", ["verdict", "as_of", "notices", "stated", "corpus"])
    def test_any_change_of_the_content_is_tampering(self, corpus: Corpus, record: dict[str, Any], where: str) -> None:
        assert check_record({**record, where: "x"}, corpus, TODAY).standing is Standing.TAMPERED

    def test_a_changed_quote_that_was_sealed_anew_is_tampering(self, corpus: Corpus, record: dict[str, Any]) -> None:
        other = deepcopy(record)
        other["findings"][0]["words"][0]["quote"] = "These Measures apply to nobody."
        assert check_record(resealed(other), corpus, TODAY).standing is Standing.TAMPERED

    def test_a_changed_verdict_that_was_sealed_anew_is_tampering(self, corpus: Corpus, record: dict[str, Any]) -> None:
        other = resealed({**record, "verdict": "out_of_scope"})
        assert check_record(other, corpus, TODAY).standing is Standing.TAMPERED

    @pytest.mark.parametrize("broken", [{"findings": 3}, {"duties": [{}]}, {"stated": []}, {"as_of": "?"}, {"rows": None}])
    def test_content_of_another_shape_is_tampering(self, corpus: Corpus, record: dict[str, Any], broken: dict[str, Any]) -> None:
        assert check_record(resealed({**record, **broken}), corpus, TODAY).standing is Standing.TAMPERED


class TestTheCommand:
    def run(self, file: Path) -> Any:
        return CliRunner().invoke(app, ["verify", str(file)])

    def test_the_exit_codes(self, tmp_path: Path, record: dict[str, Any]) -> None:
        file = tmp_path / "scope.json"
        file.write_text(json.dumps(record), encoding="utf-8")
        result = self.run(file)
        assert (result.exit_code, "still valid" in result.stdout) == (0, True)
        file.write_text(json.dumps({**record, "verdict": "out_of_scope"}), encoding="utf-8")
        assert self.run(file).exit_code == 1
        gone = deepcopy(record)
        gone["corpus"] = "earlier"
        gone["duties"][0]["words"]["quote"] = "Words that the law had once."
        file.write_text(json.dumps(resealed(gone)), encoding="utf-8")
        assert self.run(file).exit_code == 3

    @pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"format": "banfa-scope-record/1"}', "\ufeff3"])
    def test_what_is_no_record_is_wrong_usage(self, tmp_path: Path, text: str) -> None:
        file = tmp_path / "x.json"
        file.write_text(text, encoding="utf-8")
        assert isinstance(self.run(file).exception, UsageError)

    def test_a_file_that_is_not_there_is_wrong_usage(self, tmp_path: Path) -> None:
        assert isinstance(self.run(tmp_path / "nothing.json").exception, UsageError)
