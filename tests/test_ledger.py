"""No word of duty is lost: every 应当 and 不得 of the official text became a duty, or the ledger says why not; and no duty says
more than the words that it quotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from banfa.answer import Claim
from banfa.corpus import Corpus
from banfa.corpus.obligations import WORDS, DutyWord, Obligation, read_ledger, read_obligations
from banfa.errors import UnknownProvision
from banfa.law import Citation
from banfa.settings import Settings
from banfa.verify import objection
from tests.test_corpus_against_chinese import CHINESE, FILES, official

TODAY = date(2026, 11, 22)
LEDGERS = {file.parent.name: file for file in sorted(Path(Settings().corpus).glob("*/ledger.toml"))}


@cache
def duties() -> dict[str, Obligation]:
    """Every obligation of the corpus by its id."""
    return {duty.id: duty for duty in read_obligations(sorted(Path(Settings().corpus).glob("*/obligations.toml")))}


@cache
def ledger(instrument: str) -> tuple[DutyWord, ...]:
    """The ledger of an instrument."""
    return read_ledger(LEDGERS[instrument])


class TestTheLedger:
    def test_every_ai_rule_of_which_the_official_text_is_at_hand_has_one(self) -> None:
        assert {"cn-genai-measures", "cn-labelling", "cn-deep-synthesis", "cn-algorithm-recommendation"} <= set(LEDGERS)

    @pytest.mark.parametrize("instrument", LEDGERS)
    def test_every_entry_names_a_unit_of_the_text(self, corpus: Corpus, instrument: str) -> None:
        units = {unit.locator for p in corpus.in_force(TODAY) if p.instrument == instrument for unit in p.units}
        assert [word.locator for word in ledger(instrument) if word.locator not in units] == []

    @pytest.mark.parametrize("instrument", LEDGERS)
    def test_every_entry_names_duties_that_there_are_or_gives_its_reason_in_both_languages(self, instrument: str) -> None:
        unknown = [(word.locator, name) for word in ledger(instrument) for name in word.obligations if name not in duties()]
        assert unknown == []
        assert all(word.obligations or (word.reason_en and word.reason_zh) for word in ledger(instrument))

    @pytest.mark.skipif(not CHINESE.is_dir(), reason="the official Chinese texts are not beside this checkout")
    @pytest.mark.parametrize("instrument", LEDGERS)
    def test_it_holds_every_word_of_duty_of_the_chinese_text_and_no_other(self, corpus: Corpus, instrument: str) -> None:
        held = [(word.locator, word.word, word.nth) for word in ledger(instrument)]
        assert held == list(words_of_duty(corpus, instrument))


def words_of_duty(corpus: Corpus, instrument: str) -> Iterator[tuple[str, str, int]]:
    """Where the official text that is in force has a word of duty, in order: unit, word, and how often it came in that unit."""
    provisions = [p for p in corpus.in_force(TODAY) if p.instrument == instrument]
    chinese = official((instrument, provisions[0].effective.isoformat()))
    for provision in provisions:
        for unit, line in zip(provision.units, chinese[provision.locator].text.splitlines(), strict=True):
            seen: Counter[str] = Counter()
            for match in re.finditer("|".join(WORDS), line):
                seen[match[0]] += 1
                yield unit.locator, match[0], seen[match[0]]


class TestTheObligations:
    def test_every_citation_resolves_in_its_canonical_form(self, corpus: Corpus) -> None:
        assert [(duty.id, *cite) for duty in duties().values() for cite in duty.cites if not is_canonical(corpus, *cite)] == []

    def test_every_quote_is_verbatim_in_the_provision_that_carries_the_duty(self, corpus: Corpus) -> None:
        wrong = []
        for duty in duties().values():
            instrument, locator = duty.cites[0]
            if duty.quote not in corpus.provision(instrument, locator, TODAY).text_at(locator):
                wrong.append(f"{duty.id}: not in {instrument}:{locator}: {duty.quote}")
        assert "\n".join(wrong) == ""

    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_none_says_more_than_its_quote(self, corpus: Corpus, language: str) -> None:
        objections = []
        for duty in duties().values():
            text = duty.what_zh if language == "zh" else duty.what_en
            why = objection(Claim(text, (Citation(*duty.cites[0], duty.quote),)), corpus, TODAY)
            if why is not None:
                objections.append(f"{duty.id}: {why}\n    says:   {text}\n    quotes: {duty.quote}")
        assert "\n".join(objections) == ""

    def test_a_duty_that_said_more_would_be_noticed(self, corpus: Corpus) -> None:
        duty = duties()["labelling.unlabelled_logs"]
        text = duty.what_en.replace("6 months", "9 months")
        why = objection(Claim(text, (Citation(*duty.cites[0], duty.quote),)), corpus, TODAY)
        assert why == "the quote does not say 9 month"

    def test_what_is_practice_and_no_text_says_so(self) -> None:
        practices = [duty for duty in duties().values() if duty.practice]
        assert {"genai_filing", "genai_registration"} <= {duty.kind for duty in practices}
        unsaid = [d.id for d in practices if "practice" not in d.what_en.lower() or not re.search("实践|实务", d.what_zh)]
        assert unsaid == []


def is_canonical(corpus: Corpus, instrument: str, locator: str) -> bool:
    """Whether there is such a provision today, and this is how its address is written."""
    try:
        return corpus.provision(instrument, locator, TODAY).resolve(locator) == locator
    except UnknownProvision:
        return False


@pytest.mark.skipif(not CHINESE.is_dir(), reason="the official Chinese texts are not beside this checkout")
def test_the_official_texts_of_all_ledgers_are_known(corpus: Corpus) -> None:
    current = {(p.instrument, p.effective.isoformat()) for p in corpus.in_force(TODAY) if p.instrument in LEDGERS}
    assert current <= set(FILES)
