"""Checking a memo: how it is read, which verdicts need no retrieval to be right, and the figures on the real index."""

from __future__ import annotations

import json
from datetime import date

import pytest

from banfa.citing import Citator
from banfa.cli_check import check
from banfa.corpus import Corpus
from banfa.errors import BanfaError, UsageError
from banfa.memo import MemoChecker
from banfa.memo_beliefs import Beliefs
from banfa.memo_reading import read_memo, split_sentences
from banfa.memo_verdict import Verdict
from banfa.memo_weights import MemoWeights
from banfa.retrieval import HybridRetriever
from banfa.settings import Settings
from banfa.wiring import make_checker
from evals.memo_claims import read_claims, score
from tests.fakes import HashEmbedder

TODAY = date(2026, 11, 22)
MEMO = """# The rules

Dear Anna, thank you for your call.

Article 17 of the Interim Measures requires a security assessment. It also requires the algorithm filing.

Under Article 7, providers must:
- use data from lawful sources;
- not infringe intellectual property rights.

| Rule | What it says |
|---|---|
| Labelling Measures art. 9 | Logs must be kept for six months. |

We recommend a call. Do you have users in Shanghai?
"""


@pytest.fixture(scope="module")
def checker(corpus: Corpus, citator: Citator, retriever: HybridRetriever) -> MemoChecker:
    weights = MemoWeights.read()
    beliefs = Beliefs(corpus, retriever.finder, HashEmbedder(), weights.rule)
    return MemoChecker(corpus, citator, retriever.finder, beliefs, weights)


class TestADayBeforeTheLaw:
    @pytest.mark.parametrize("claim", ["Logs must be kept for six months.", "第九条要求日志留存不少于三年。", "x"])
    def test_nothing_is_checked_where_nothing_that_a_claim_can_mean_was_the_law(self, checker: MemoChecker, claim: str) -> None:
        judged = checker.judge(claim, date(1990, 1, 1))
        assert (judged.verdict, judged.correct) == (Verdict.NOT_IN_CORPUS, ())
        assert "1990-01-01" in judged.why

    @pytest.mark.parametrize(
        ("claim", "day"),
        [
            ("A draft law requires labels.", date(1990, 1, 1)),
            ("The draft Interim Measures require labels.", date(2019, 1, 1)),
        ],
    )
    def test_a_draft_is_no_law_though_nothing_stands_in_its_place(self, checker: MemoChecker, claim: str, day: date) -> None:
        judged = checker.judge(claim, day)
        assert (judged.verdict, judged.correct) == (Verdict.SUPERSEDED, ())
        assert "draft" in judged.why


class TestReading:
    def test_claims_are_told_from_what_makes_none(self, citator: Citator) -> None:
        reading = read_memo(MEMO, citator)
        assert [s.text for s in reading.statements] == [
            "Article 17 of the Interim Measures requires a security assessment.",
            "It also requires the algorithm filing.",
            "use data from lawful sources;",
            "not infringe intellectual property rights.",
            "Logs must be kept for six months.",
        ]
        assert reading.skipped >= 3

    def test_what_stands_before_is_carried_on(self, citator: Citator) -> None:
        _, again, item, _, cell = read_memo(MEMO, citator).statements
        assert again.lead == "Article 17"
        assert again.context == "cn-genai-measures"
        assert item.whole == "Under Article 7, providers must use data from lawful sources;"
        assert cell.lead == "Labelling Measures art. 9"

    def test_a_chinese_heading_names_the_law_below_it(self, citator: Citator) -> None:
        (statement,) = read_memo("一、《暂行办法》\n第九条要求提供者签订服务协议。", citator).statements
        assert statement.context == "cn-genai-measures"

    def test_an_abbreviation_ends_no_sentence(self) -> None:
        assert split_sentences("Under Art. 17 it must file. It may not wait.") == [
            "Under Art. 17 it must file.",
            "It may not wait.",
        ]
        assert split_sentences("应当备案。不得拖延。") == ["应当备案。", "不得拖延。"]


class TestVerdicts:
    @pytest.mark.parametrize(
        ("claim", "verdict"),
        [
            ("Article 27 of the Interim Measures imposes criminal liability.", Verdict.NO_SUCH_ARTICLE),
            ("《标识办法》第二十条规定了罚款幅度。", Verdict.NO_SUCH_ARTICLE),
            ("Article 24 of the Copyright Law permits text and data mining.", Verdict.NOT_IN_CORPUS),
            ("《广告法》第九条禁止虚假广告。", Verdict.NOT_IN_CORPUS),
            ("The draft Artificial Intelligence Law requires licences for critical AI.", Verdict.SUPERSEDED),
            ("The Interim Measures were issued by six ministries.", Verdict.WRONG),
            ("The logs must be kept for three months (Labelling Measures art 9).", Verdict.WRONG),
        ],
    )
    def test_that_the_text_alone_decides(self, checker: MemoChecker, claim: str, verdict: Verdict) -> None:
        assert checker.judge(claim, TODAY).verdict is verdict

    def test_before_its_day_a_law_supports_nothing(self, checker: MemoChecker) -> None:
        claim = "The Labelling Measures require an implicit label in the metadata."
        assert checker.judge(claim, date(2024, 1, 1)).verdict is Verdict.SUPERSEDED

    def test_the_reason_is_given_in_the_language_of_the_claim(self, checker: MemoChecker) -> None:
        why = checker.judge("标识办法第九条要求日志留存不少于三年。", TODAY).why
        assert "有误之处" in why
        assert "所称3年" in why

    def test_a_text_is_judged_claim_by_claim(self, checker: MemoChecker) -> None:
        judged, skipped = checker.check("Dear Anna.\n\nArticle 27 of the Interim Measures imposes criminal liability.", TODAY)
        assert [one.verdict for one in judged] == [Verdict.NO_SUCH_ARTICLE]
        assert skipped == 1


class TestCommand:
    def test_needs_one_thing_to_check(self) -> None:
        with pytest.raises(UsageError, match="Give one file"):
            check()

    def test_names_a_bad_line_of_a_batch(self, tmp_path: pytest.TempPathFactory) -> None:
        batch = tmp_path / "batch.jsonl"  # type: ignore[operator]
        batch.write_text(json.dumps({"id": "1"}) + "\n", encoding="utf-8")
        with pytest.raises(UsageError, match='line 1: give "claim"'):
            check(batch=batch)


@pytest.mark.slow
def test_verdicts_on_the_real_index_are_right_in_nine_of_ten_or_nearly() -> None:
    try:
        real = make_checker(Settings.from_environment())
    except BanfaError as error:
        pytest.skip(f"the index of the corpus is not current: {error}")
    for name, least in (("heldout", 0.9), ("dev", 0.9), ("guide", 0.9)):
        outcomes = score(real, read_claims(name))
        assert sum(o.verdict == o.known.verdict for o in outcomes) / len(outcomes) >= least, name


@pytest.mark.parametrize("pinpoint", ["22(2)", "22(9)"])
def test_a_bare_pinpoint_leads_to_a_place_that_is_there(checker: MemoChecker, corpus: Corpus, pinpoint: str) -> None:
    judged = checker.judge(f"Article {pinpoint} names providers of generative AI services that use an interface.", TODAY)
    assert judged.correct
    assert all(corpus.provision(instrument, locator) for instrument, locator in judged.correct)
