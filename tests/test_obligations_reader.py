"""A broken obligation or ledger entry is refused; the message names file, line and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from banfa.corpus.obligations import DutyWord, Obligation, read_ledger, read_obligations
from banfa.errors import CorpusError

DUTY = """# Kites.

[[obligation]]
id = "registration.kite"
who = "user"
stage = "launch"
modality = "must"
when = { all = ["flies_kite", { not = "toy" }] }
what_en = "A user must register the kite."
what_zh = "使用者应当登记风筝。"
deadline_en = "within 10 days of the first flight"
deadline_zh = "首次放飞之日起十日内"
days = 10
unit = "days"
after = "start_of_service"
evidence_en = "The number."
evidence_zh = "编号。"
cites = ["toy-kites:art_2", "toy-kites:art_3"]
quote = "The owner of a kite must register it"
"""
WORD = """[[word]]
locator = "art_2"
word = "应当"
nth = 1
obligations = ["registration.kite"]

[[word]]
locator = "art_3__para_2"
word = "不得"
nth = 2
reason_en = "It addresses the town."
reason_zh = "对象是镇政府。"
"""
FAULTS = [
    ("stage =", "phase =", "unknown key 'phase'", "Use after, cites, "),
    ('who = "user"', 'who = "kite"', "who is 'kite'", "Use one of anyone, app_store, "),
    ('stage = "launch"', 'stage = "later"', "stage is 'later'", "Use one of train, launch, operate, incident, leave."),
    ('modality = "must"', 'modality = "should"', "modality is 'should'", "Use one of must, must_not, may."),
    ('id = "registration.kite"', 'id = "Registration kite"', "'Registration kite' is no id", '"labelling.explicit"'),
    ('what_zh = "使用者应当登记风筝。"', "", "what_zh is missing", 'Write what_zh = "…".'),
    ('evidence_en = "The number."', 'evidence_en = " "', "evidence_en is empty", 'Write evidence_en = "…".'),
    ('when = { all = ["flies_kite", { not = "toy" }] }', "", "when is missing or no rule", "{ not = "),
    ('when = { all = ["flies_kite", { not = "toy" }] }', "when = 3", "when is missing or no rule", "{ not = "),
    ('cites = ["toy-kites:art_2", "toy-kites:art_3"]', "cites = []", "cites is missing", "first what carries the duty"),
    ('"toy-kites:art_3"', '"art_3"', "'art_3' is no citation", 'Write "cn-genai-measures:art_17"'),
    ('"toy-kites:art_3"', '"toy-kites:article 3"', "'article 3' is no locator", 'Write "art_17"'),
    ('deadline_zh = "首次放飞之日起十日内"', "", "deadline_zh is missing", 'Write deadline_zh = "…".'),
    ('unit = "days"', "", "unit is missing", 'Write unit = "…".'),
    ('unit = "days"', 'unit = "moons"', "unit is 'moons'", "Use one of working_days, days, "),
    ('after = "start_of_service"', 'after = "full_moon"', "after is 'full_moon'", "Use one of start_of_service, "),
    ("days = 10", "days = 0", "days is 0", "Write days = 1 or more."),
    ("days = 10", "days = true", "days is True", "Write days = 1 or more."),
    ('quote = "The', 'practice = "yes"\nquote = "The', "practice is 'yes'", "Write practice = true"),
]
LEDGER_FAULTS = [
    ('word = "应当"', 'word = "可以"', 1, "word is '可以'", "Use one of 应当, 不得."),
    ('locator = "art_2"', 'locator = "2"', 1, "'2' is no locator", 'Write "art_17"'),
    ("nth = 2", "", 7, "nth is missing", "Write nth = "),
    ('obligations = ["registration.kite"]', "", 1, "reason_en is missing", 'Write reason_en = "…".'),
    ('reason_zh = "对象是镇政府。"', "", 7, "reason_zh is missing", 'Write reason_zh = "…".'),
    ('reason_en = "It', 'why = "It', 7, "unknown key 'why'", "Use locator, nth, "),
]


def write(folder: Path, name: str, text: str) -> Path:
    """A file of the folder of an instrument."""
    file = folder / "toy-kites" / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def changed(text: str, before: str, after: str) -> str:
    assert text.count(before) == 1
    return text.replace(before, after)


def test_an_obligation_is_read_with_all_that_it_says(tmp_path: Path) -> None:
    assert read_obligations([write(tmp_path, "obligations.toml", DUTY)]) == (
        Obligation(
            id="registration.kite",
            instrument="toy-kites",
            who="user",
            stage="launch",
            modality="must",
            when={"all": ["flies_kite", {"not": "toy"}]},
            what_en="A user must register the kite.",
            what_zh="使用者应当登记风筝。",
            evidence_en="The number.",
            evidence_zh="编号。",
            cites=(("toy-kites", "art_2"), ("toy-kites", "art_3")),
            quote="The owner of a kite must register it",
            deadline_en="within 10 days of the first flight",
            deadline_zh="首次放飞之日起十日内",
            days=10,
            unit="days",
            after="start_of_service",
        ),
    )


def test_the_kind_of_a_duty_is_what_stands_before_the_dot(tmp_path: Path) -> None:
    (duty,) = read_obligations([write(tmp_path, "obligations.toml", DUTY)])
    assert duty.kind == "registration"


def test_a_ledger_is_read_in_order(tmp_path: Path) -> None:
    assert read_ledger(write(tmp_path, "ledger.toml", WORD)) == (
        DutyWord("toy-kites", "art_2", "应当", 1, ("registration.kite",)),
        DutyWord("toy-kites", "art_3__para_2", "不得", 2, (), "It addresses the town.", "对象是镇政府。"),
    )


@pytest.mark.parametrize(("before", "after", "what", "remedy"), FAULTS)
def test_a_broken_obligation_is_refused(tmp_path: Path, before: str, after: str, what: str, remedy: str) -> None:
    file = write(tmp_path, "obligations.toml", changed(DUTY, before, after))
    with pytest.raises(CorpusError) as caught:
        read_obligations([file])
    assert (caught.value.file, caught.value.line) == (file, 3)
    assert what in caught.value.what
    assert remedy in caught.value.remedy


def test_an_id_that_is_given_twice_is_refused_across_instruments(tmp_path: Path) -> None:
    one = write(tmp_path, "obligations.toml", DUTY)
    other = tmp_path / "obligations.toml"
    other.write_text(DUTY, encoding="utf-8")
    with pytest.raises(CorpusError, match=r"registration\.kite: the id is given twice, also in toy-kites\."):
        read_obligations([one, other])


def test_a_time_without_the_words_of_a_deadline_is_refused(tmp_path: Path) -> None:
    text = "\n".join(line for line in DUTY.splitlines() if not line.startswith("deadline_"))
    with pytest.raises(CorpusError, match="a time without its words"):
        read_obligations([write(tmp_path, "obligations.toml", text)])


@pytest.mark.parametrize("text", [DUTY.replace("[[obligation]]", "[[duty]]"), DUTY.replace("[[obligation]]", "[obligation]")])
def test_other_tables_are_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(CorpusError, match=r"Write (?:\[\[obligation\]\] tables only|each entry under \[\[obligation\]\])"):
        read_obligations([write(tmp_path, "obligations.toml", text)])


@pytest.mark.parametrize(("before", "after", "line", "what", "remedy"), LEDGER_FAULTS)
def test_a_broken_ledger_is_refused(tmp_path: Path, before: str, after: str, line: int, what: str, remedy: str) -> None:
    file = write(tmp_path, "ledger.toml", changed(WORD, before, after))
    with pytest.raises(CorpusError) as caught:
        read_ledger(file)
    assert (caught.value.file, caught.value.line) == (file, line)
    assert what in caught.value.what
    assert remedy in caught.value.remedy
