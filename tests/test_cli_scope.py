"""``banfa scope``: what it prints, its exit codes, the batch contract, and the questions at a keyboard."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from banfa.cli import app
from banfa.errors import UsageError

KEYS = {"id", "verdict", "regimes", "facts", "duties", "flips"}
PUBLIC = "We run a public chatbot for consumers in Shanghai."


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, ["scope", *arguments], input=stdin)


def batch(folder: Path, *rows: object) -> str:
    file = folder / "cases.jsonl"
    file.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), encoding="utf-8")
    return str(file)


def objects(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code in (0, 3), result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


class TestBatch:
    def test_each_line_keeps_the_contract(self, tmp_path: Path) -> None:
        rows = (
            {"id": "a", "facts": {"offered_to_public_in_mainland": True, "generates_content": "yes"}},
            {"id": "b", "scenario": PUBLIC},
            {"id": 3, "facts": {}},
        )
        found = objects(run("--batch", batch(tmp_path, *rows)))
        assert [(o["id"], o["verdict"]) for o in found] == [("a", "in_scope"), ("b", "undetermined"), ("3", "undetermined")]
        for o in found:
            assert set(o) >= KEYS
            assert o["regimes"][0]["id"] == "interim-measures"
            assert o["regimes"][0]["verdict"] == o["verdict"]
            for regime in o["regimes"]:
                assert set(regime) >= {"id", "verdict", "because", "missing"}
                assert regime["because"]
                assert all(set(b) == {"instrument", "locator", "quote"} and b["quote"] for b in regime["because"])
            assert all(set(fact) >= {"value", "from"} and fact["from"] for fact in o["facts"].values())
            assert all(set(duty) >= {"id", "cites"} for duty in o["duties"])

    def test_a_proposal_counts_only_when_it_is_assumed(self, tmp_path: Path) -> None:
        file = batch(tmp_path, {"id": "b", "scenario": PUBLIC})
        [unconfirmed] = objects(run("--batch", file))
        fact = unconfirmed["facts"]["offered_to_public_in_mainland"]
        assert fact == {"value": "unknown", "from": "for consumers … Shanghai", "proposed": "yes"}
        [assumed] = objects(run("--batch", file, "--assume-proposed"))
        assert assumed["verdict"] == "in_scope"
        assert assumed["facts"]["offered_to_public_in_mainland"]["value"] == "yes"
        assert assumed["facts"]["offered_to_public_in_mainland"]["from"] == "for consumers … Shanghai"

    def test_stated_facts_come_before_what_the_text_suggests(self, tmp_path: Path) -> None:
        row = {"id": "c", "scenario": PUBLIC, "facts": {"offered_to_public_in_mainland": "no"}}
        [found] = objects(run("--batch", batch(tmp_path, row), "--assume-proposed"))
        assert found["verdict"] == "out_of_scope"

    def test_a_contradiction_is_shown_and_decides_nothing(self, tmp_path: Path) -> None:
        row = {"id": "d", "facts": {"internal_use_only": "yes", "offered_to_public_in_mainland": "yes"}}
        [found] = objects(run("--batch", batch(tmp_path, row)))
        assert found["verdict"] == "undetermined"
        assert {c["fact"] for c in found["contradictions"]} == {"internal_use_only", "offered_to_public_in_mainland"}
        assert found["facts"]["internal_use_only"]["value"] == "unknown"

    def test_a_fact_that_is_not_there_is_named_and_unknown(self, tmp_path: Path) -> None:
        result = run("--batch", batch(tmp_path, {"id": "e", "facts": {"internal_use": True}}))
        [found] = objects(result)
        assert found["verdict"] == "undetermined"
        assert "internal_use_only" in found["ignored"]["internal_use"]
        assert found["error"] == found["ignored"]["internal_use"]

    def test_the_other_cases_go_on_after_one_with_an_unknown_fact(self, tmp_path: Path) -> None:
        rows = ({"id": "e", "facts": {"internal_use": True}}, {"id": "f", "facts": {"internal_use_only": True}})
        found = objects(run("--batch", batch(tmp_path, *rows)))
        assert [("error" in o, o["verdict"]) for o in found] == [(True, "undetermined"), (False, "out_of_scope")]

    def test_a_number_that_a_text_tells_has_its_words(self, tmp_path: Path) -> None:
        text = "App面向国内用户，AI写诗。过去一年向新加坡总部传了12万用户昵称。"
        [found] = objects(run("--batch", batch(tmp_path, {"id": "n", "scenario": text}), "--assume-proposed"))
        assert found["facts"]["people_exported_this_year"] == {"value": 120_000, "from": "12万用户昵称"}
        assert found["facts"]["exports_100k_to_1m"]["value"] == "yes"

    @pytest.mark.parametrize("line", ["{", "[]", '{"id": 1}', '{"facts": {}}', '{"id": 1, "scenario": 2}', '"x"'])
    def test_a_bad_line_is_named_before_anything_is_printed(self, tmp_path: Path, line: str) -> None:
        result = run("--batch", batch(tmp_path, {"id": "a", "facts": {}}, line))
        assert isinstance(result.exception, UsageError)
        assert "line 2" in str(result.exception)
        assert result.stdout == ""

    def test_flips_say_what_would_turn_the_verdict(self, tmp_path: Path) -> None:
        row = {"id": "f", "facts": {"internal_use_only": "yes", "generates_content": "yes"}}
        [found] = objects(run("--batch", batch(tmp_path, row)))
        wanted = {"change": {"internal_use_only": "no", "offered_to_public_in_mainland": "yes"}, "verdict": "in_scope"}
        assert wanted in found["flips"]

    def test_an_empty_batch_prints_nothing(self, tmp_path: Path) -> None:
        assert objects(run("--batch", batch(tmp_path, ""))) == []


class TestFacts:
    def facts(self, folder: Path, text: str) -> str:
        file = folder / "product.toml"
        file.write_text(text, encoding="utf-8")
        return str(file)

    def test_strict_exits_with_3_while_undetermined(self, tmp_path: Path) -> None:
        file = self.facts(tmp_path, "generates_content = true\n")
        assert run("--facts", file, "--strict").exit_code == 3
        assert run("--facts", file).exit_code == 0

    @pytest.mark.parametrize("offered", ["true", "false"])
    def test_strict_exits_with_0_when_decided(self, tmp_path: Path, offered: str) -> None:
        file = self.facts(tmp_path, f"[facts]\ngenerates_content = true\noffered_to_public_in_mainland = {offered}\n")
        assert run("--facts", file, "--strict").exit_code == 0

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("internal_use = true", "Did you mean 'internal_use_only'"),
            ("generates_content = 3", "Write yes, no or unknown"),
            ('people_handled = "many"', "whole number"),
            ("people_handled = -1", "whole number"),
            ("exports_over_1m = true", "Give people_exported_this_year instead"),
            ("generates_content = ", "not valid TOML"),
            ("facts = 1", "not a table"),
        ],
    )
    def test_what_cannot_be_read_is_wrong_usage(self, tmp_path: Path, text: str, says: str) -> None:
        result = run("--facts", self.facts(tmp_path, text))
        assert isinstance(result.exception, UsageError)
        assert says in str(result.exception)

    def test_two_sources_at_once_are_wrong_usage(self, tmp_path: Path) -> None:
        assert isinstance(run("--facts", self.facts(tmp_path, ""), "--text", "x").exception, UsageError)

    def test_the_text_names_the_law_and_what_would_flip_it(self, tmp_path: Path) -> None:
        printed = run("--facts", self.facts(tmp_path, 'internal_use_only = "yes"')).stdout
        assert "OUT OF SCOPE" in printed
        assert "[Interim Measures art 2 para 3]" in printed
        assert "What would flip it" in printed
        chinese = run("--facts", self.facts(tmp_path, 'internal_use_only = "是"'), "--zh").stdout
        assert "不适用" in chinese
        assert "暂行办法第二条第三款" in chinese

    def test_facts_are_named_in_words_and_duties_counted_by_stage(self, tmp_path: Path) -> None:
        file = self.facts(tmp_path, "generates_content = true\noffered_to_public_in_mainland = true\n")
        printed = run("--facts", file).stdout
        assert "“users under 18”" in printed
        assert "serves_minors" not in printed
        assert re.search(r"Duties that apply \(\d+\):\n  train \(\d+\)\n  launch \(\d+\)", printed)
        assert len(run("--facts", file, "--duties").stdout.splitlines()) > len(printed.splitlines()) + 100


class TestText:
    def test_the_proposals_are_shown_with_their_words_and_do_not_count(self) -> None:
        printed = run("--text", PUBLIC).stdout
        assert "UNDETERMINED" in printed
        assert "“offered to the public in the mainland” = yes: “for consumers … Shanghai”" in printed

    def test_it_reads_standard_input(self) -> None:
        result = run("--text", "-", "--json", "--assume-proposed", stdin=PUBLIC)
        assert json.loads(result.stdout)["verdict"] == "in_scope"

    def test_an_empty_description_is_wrong_usage(self) -> None:
        assert isinstance(run("--text", " . ").exception, UsageError)


class TestInterview:
    def ask(self, monkeypatch: pytest.MonkeyPatch, *replies: str) -> Result:
        waiting = iter(replies)

        def reply(_: str = "") -> str:
            try:
                return next(waiting)
            except StopIteration:
                raise EOFError from None

        monkeypatch.setattr("builtins.input", reply)
        return run("--json")

    def test_two_answers_decide(self, monkeypatch: pytest.MonkeyPatch) -> None:
        found = json.loads(self.ask(monkeypatch, "yes", "yes", "q").stdout)
        assert found["verdict"] == "in_scope"

    def test_back_takes_the_last_answer_out_and_keeps_the_others(self, monkeypatch: pytest.MonkeyPatch) -> None:
        found = json.loads(self.ask(monkeypatch, "yes", "yes", "b", "no", "q").stdout)
        assert found["facts"]["offered_to_public_in_mainland"]["value"] == "yes"
        assert found["facts"]["generates_content"]["value"] == "no"

    def test_what_is_skipped_stays_unknown(self, monkeypatch: pytest.MonkeyPatch) -> None:
        found = json.loads(self.ask(monkeypatch, "s", "yes", "q").stdout)
        assert found["verdict"] == "undetermined"
        assert found["facts"]["offered_to_public_in_mainland"]["value"] == "unknown"

    def test_it_asks_ten_questions_at_most_and_shows_the_progress(self, monkeypatch: pytest.MonkeyPatch) -> None:
        result = self.ask(monkeypatch, *["yes"] * 40)
        assert "[10/10]" in result.output
        assert "[11/10]" not in result.output

    def test_a_reply_that_is_no_answer_is_asked_again(self, monkeypatch: pytest.MonkeyPatch) -> None:
        result = self.ask(monkeypatch, "perhaps", "yes", "q")
        assert result.output.count("[1/10]") == 2

    def test_why_tells_the_reason_and_the_evidence(self, monkeypatch: pytest.MonkeyPatch) -> None:
        result = self.ask(monkeypatch, "w", "q")
        assert "What settles it" in result.output


class TestListing:
    def test_it_lists_every_fact_with_its_question(self) -> None:
        assert "internal_use_only" in run("--list").stdout
        assert "是否只在本单位内部" in run("--list", "--zh").stdout

    def test_the_facts_of_the_eu_are_listed_only_where_it_is_compared(self) -> None:
        assert "eu_provider" not in run("--list").stdout
        assert "eu_provider" in run("--list", "--compare").stdout
