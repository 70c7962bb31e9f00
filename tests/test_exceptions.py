"""The exceptions of a rule: how they are read from the law, and who leaves one out."""

from __future__ import annotations

from datetime import date

import pytest

from banfa.answer import Claim
from banfa.corpus import Corpus
from banfa.exceptions import exemptions, left_out
from banfa.law import Citation
from banfa.memo_clashes import Clashes
from banfa.quoting import supported
from banfa.verify import objection

TODAY = date(2026, 11, 22)
PUBLIC = "A handler must not make public the information that it handles, except where the separate consent has been obtained."


class TestReading:
    @pytest.mark.parametrize(
        ("law", "case"),
        [
            (PUBLIC, "where the separate consent has been obtained"),
            ("Except for fines collected on the spot, the organ must not collect fines.", "for fines collected on the spot"),
            ("Data must be disclosed to the public in good time. Data that must be kept secret is excepted.", None),
            ("Providers must inform persons. This does not apply to crime-fighting systems.", "to crime-fighting systems"),
        ],
    )
    def test_an_exception_stands_before_behind_or_in_the_next_sentence(self, law: str, case: str | None) -> None:
        (found,) = exemptions(law)
        assert found.case == (case or "Data that must be kept secret")

    def test_what_other_laws_provide_is_only_reserved(self) -> None:
        (found,) = exemptions("The entity must complete its registration, except as otherwise provided by law.")
        assert found.reserved

    def test_an_exception_by_number_alone_is_none(self) -> None:
        assert exemptions("(b) Chapter V and Chapter XII apply from 2 August 2025, except Article 101;") == ()


class TestLeavingOut:
    @pytest.mark.parametrize(
        "claim",
        [
            "A handler must not make public the information that it handles.",
            "A handler must not make public the information it handles in any circumstances.",
            "处理者不得公开其处理的信息。",
        ],
    )
    def test_who_states_the_rule_has_to_give_it(self, corpus: Corpus, claim: str) -> None:
        found = left_out(claim, PUBLIC, corpus.english)
        assert found is not None
        assert "consent" in found.case

    @pytest.mark.parametrize(
        "claim",
        [
            "A handler must not make public the information that it handles, unless there is separate consent.",
            "Without separate consent obtained from the individual, a handler must not make the information public.",
            "As a rule a handler must not make the information public.",
            "处理者不得公开其处理的信息，取得单独同意的除外。",
            "A handler must protect the information.",
        ],
    )
    def test_who_mentions_it_or_speaks_of_something_else_leaves_nothing_out(self, corpus: Corpus, claim: str) -> None:
        assert left_out(claim, PUBLIC, corpus.english) is None

    def test_a_reservation_of_other_law_is_left_out_only_by_who_says_always(self, corpus: Corpus) -> None:
        law = "Without the consent of the holder, the likeness must not be made or used, except as otherwise provided by law."
        claim = "Without the consent of the holder the likeness must not be used"
        assert left_out(f"{claim}.", law, corpus.english) is None
        assert left_out(f"{claim}, without exception.", law, corpus.english) is not None


class TestTheCheck:
    def test_a_quote_that_breaks_off_before_the_exception_does_not_hide_it(self, corpus: Corpus) -> None:
        quote = "A personal information handler must not make public the personal information that it handles"
        claim = Claim(
            "A handler must not make public the personal information it handles.", (Citation("cn-pipl", "art_25", quote),)
        )
        assert (objection(claim, corpus, TODAY) or "").startswith("it leaves out the exception: where the separate consent")

    def test_a_duty_of_which_the_quote_has_none_is_held_against_the_rest_of_the_article(self, corpus: Corpus) -> None:
        law = corpus.provision("eu-ai-act", "art_25", TODAY)
        lead = next(unit for unit in law.units if unit.locator == "art_25__para_1")
        text = "The initial provider {} closely cooperate with the new provider."
        said = {
            word: Claim(text.format(word), (Citation("eu-ai-act", lead.locator, lead.text),)) for word in ("must", "must not")
        }
        assert objection(said["must"], corpus, TODAY) is None
        assert objection(said["must not"], corpus, TODAY) == "it forbids what the quote does not forbid"

    def test_one_article_named_twice_in_a_row_is_a_slip(self, corpus: Corpus) -> None:
        law = corpus.provision("cn-admin-penalty", "art_62", TODAY)
        text = (
            "Without notice under Articles {} and 45 the decision must not be made, unless the party expressly waives the right."
        )
        right, slip = (supported(text.format(n), law, "art_62", corpus, TODAY) for n in (44, 45))
        assert objection(right, corpus, TODAY) is None
        assert objection(slip, corpus, TODAY) == "it names one article twice: Articles 45 and 45"


class TestTheMemo:
    def test_a_claim_that_denies_the_exception_is_wrong_in_it(self, corpus: Corpus) -> None:
        law = corpus.provision("cn-pipl", "art_25", TODAY)
        kinds = {
            text: {clash.kind for clash in Clashes(corpus).of(text, law, ["art_25"])}
            for text in (
                "A handler may never make public the personal information it handles, under any circumstances.",
                "A handler must not make public the personal information it handles.",
            )
        }
        denied, omitted = kinds.values()
        assert "exception" in denied
        assert "exception" not in omitted
