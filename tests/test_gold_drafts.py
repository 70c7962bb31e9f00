"""From thumbs to drafts of gold questions, and from kept threads to the list of what was not answered."""

from __future__ import annotations

import json
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from banfa.cli import app
from banfa.corpus import Corpus
from banfa.errors import CorpusError
from banfa.gold_drafts import drafts
from banfa.settings import Settings
from banfa.threads import Kept
from banfa.wiring import make_threads
from evals.gold import read_gold

UP = {
    "time": "2026-11-23T08:00:00+00:00",
    "thumb": "up",
    "reason": "clear",
    "question": "When must we file our algorithm?",
    "language": "en",
    "as_of": "2026-11-23",
    "status": "answered",
    "claims": ["You must file within ten working days."],
    "citations": [{"instrument": "cn-algorithm-recommendation", "locator": "art_24"}],
}
DOWN = UP | {
    "thumb": "down",
    "reason": "left out\n[[question]]",
    "question": 'Which "labels"\\ \x7f \x00 apply?\n# x',
    "as_of": "?",
}


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    """Runs ``banfa feedback`` over a data folder of its own."""
    monkeypatch.setenv("BANFA_DATA", str(tmp_path))

    def ran(*arguments: str) -> Result:
        return CliRunner().invoke(app, ["feedback", *arguments])

    return ran


def test_a_draft_has_the_form_of_a_gold_question_and_names_what_has_to_be_decided() -> None:
    text = drafts([UP, DOWN])
    good, bad = tomllib.loads(text)["question"]
    assert good["question"] == UP["question"]
    assert good["id"].startswith("en-feedback-")
    assert (good["status"], good["gold"]) == ("answered", [["cn-algorithm-recommendation:art_24"]])
    assert good["as_of"].isoformat() == "2026-11-23"
    assert bad["question"] == DOWN["question"]
    assert (bad["status"], bad["gold"]) == ("", []), "what a reader found wrong is not proposed as right"
    assert "# cited: cn-algorithm-recommendation:art_24" in text
    assert "# thumb down on 2026-11-23: left out [[question]]" in text
    assert "# was told: You must file within ten working days." in text


def test_no_draft_counts_before_a_person_has_reviewed_it(tmp_path: Path, corpus: Corpus) -> None:
    file = tmp_path / "drafts.toml"
    file.write_text(drafts([UP]), encoding="utf-8")
    with pytest.raises(CorpusError):
        read_gold(corpus, tmp_path)
    text = file.read_text(encoding="utf-8")
    for empty, filled in (
        ('slice = ""', 'slice = "deadline"'),
        ("# lay = true or false", "lay = true"),
        ('reviewer = ""', 'reviewer = "A. Reviewer"'),
        ("# reviewed = the day", "reviewed = 2026-11-23"),
    ):
        with pytest.raises(CorpusError):
            read_gold(corpus, tmp_path)
        assert empty in text
        text = text.replace(empty, filled)
        file.write_text(text, encoding="utf-8")
    assert [q.question for q in read_gold(corpus, tmp_path)] == [UP["question"]]


def test_feedback_on_one_question_makes_one_draft() -> None:
    again = UP | {"question": "when must we file our ALGORITHM? ", "thumb": "down", "reason": "wrong article"}
    (draft,) = tomllib.loads(drafts([UP, again]))["question"]
    assert draft["status"] == "", "the last thumb decides"


def test_the_command_writes_a_new_file_and_never_over_an_old_one(run: object, tmp_path: Path) -> None:
    assert callable(run)
    (tmp_path / "feedback.jsonl").write_text(f"{json.dumps(UP)}\nno json\n{json.dumps(DOWN)}\n[]\n", encoding="utf-8")
    done = run("--draft", str(tmp_path / "drafts.toml"))
    assert (done.exit_code, "2 drafts" in done.output, "2 lines" in done.output) == (0, True, True), done.output
    assert len(tomllib.loads((tmp_path / "drafts.toml").read_text(encoding="utf-8"))["question"]) == 2
    refused = run("--draft", str(tmp_path / "drafts.toml"))
    assert "is there already" in str(refused.exception)


def test_the_unanswered_are_listed_for_maintainers(run: object, tmp_path: Path) -> None:
    assert callable(run)
    threads = make_threads(Settings(data=tmp_path))
    assert threads is not None
    at = datetime(2026, 11, 23, tzinfo=UTC)
    for status in ("not_in_corpus", "not_in_corpus", "answered", "unsettled"):
        threads.begin("somebody", "t", Kept(f"A {status}\nquestion?", "en", status, at, "", (), {}))
    listed = run("--unanswered").output.splitlines()
    assert [line.split() for line in listed] == [
        ["2", "2026-11-23", "not_in_corpus", "A", "not_in_corpus", "question?"],
        ["1", "2026-11-23", "unsettled", "A", "unsettled", "question?"],
    ]
    assert "somebody" not in "".join(listed)
    assert run("--unanswered", "--status", "unsettled").output.count("question?") == 1
    assert "There is no status" in str(run("--unanswered", "--status", "answered").exception)
    assert "Give --draft" in str(run().exception)
