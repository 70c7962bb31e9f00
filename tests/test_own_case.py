"""Whether the rules reach the asker's own service: decided only by what a question says of its audience, with these words."""

from __future__ import annotations

from datetime import date

import pytest

from banfa.answer import Draft
from banfa.citing import Citator
from banfa.corpus import Corpus
from banfa.own_case import OwnCases
from banfa.question import understand
from banfa.replies import Replies
from banfa.routes import OwnCaseDecided
from banfa.weights import Weights
from tests.fakes import EmbeddedWriter

DAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def cases(corpus: Corpus) -> tuple[OwnCases, Citator]:
    return OwnCases(corpus), Citator(corpus)


def decided(cases: tuple[OwnCases, Citator], text: str) -> OwnCaseDecided | None:
    return cases[0].decided(understand(text, cases[1], DAY))


class TestReached:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            (
                "Our poem generator is sold to consumers in China. Are we subject to the generative AI rules?",
                "consumers in China",
            ),
            ("我们做了一款AI绘画小程序，面向国内用户收费，生成式人工智能办法管我们吗？", "面向国内用户收费"),
        ],
    )
    def test_a_service_for_the_mainland_public_is_reached_by_the_words_that_say_so(
        self, cases: tuple[OwnCases, Citator], text: str, words: str
    ) -> None:
        found = decided(cases, text)
        assert found is not None
        assert found.applies
        assert any(words in told for told in found.words)
        assert found.grounds[0].cites[0] == ("cn-genai-measures", "art_2__para_1")

    @pytest.mark.parametrize(
        "text",
        [
            "We run an internal HR chatbot used only by our employees in Shanghai. Do we have to file it with the CAC?",
            "我们公司只在内部用大模型写代码，需要备案吗？",
            "Our US company has no Chinese users and blocks Chinese IPs. Does China's AI law apply to us?",
            "Our app is sold only in Canada and mainland visitors are blocked. Do we have to make an algorithm filing?",
            "Only our own nurses use the shift planner that we fine-tuned. Is a filing required?",
            "Our 客服 bot is only used by colleagues. Do we have to do 算法备案?",
            "Our tool is for colleagues only. Is it a service to the 境内公众?",
        ],
    )
    def test_use_inside_and_services_elsewhere_are_not(self, cases: tuple[OwnCases, Citator], text: str) -> None:
        found = decided(cases, text)
        assert found is not None
        assert not found.applies
        assert found.grounds[0].cites[0] == ("cn-genai-measures", "art_2__para_3")

    def test_a_place_where_nobody_uses_it_is_shut_unless_some_get_in(self, cases: tuple[OwnCases, Citator]) -> None:
        shut = decided(cases, "我们在海外运营，大陆IP全屏蔽了，没有一个大陆用户，还需要做算法备案吗？")
        entered = decided(cases, "我们在海外运营，大陆IP全屏蔽了，没有大陆用户，但有人翻墙来用，还需要做算法备案吗？")
        assert shut is not None
        assert shut.closed
        assert entered is None or not entered.closed


class TestNotDecided:
    @pytest.mark.parametrize(
        "text",
        [
            "Do the generative AI rules apply to chatbots?",
            "We sell a lip-sync engine to other app developers and have no users ourselves. Do the AI rules apply to us?",
            "写作工具只给集团员工和外包人员用，算向公众提供吗？",
            "We made a writing helper. Do the AI rules apply to us?",
            "Our tool is internal now; from January our customers in Hebei will chat with it. Do the AI rules apply to us?",
            "We offer our bot to consumers in China. Does the PIPL apply to us?",
            "We offer our bot to consumers in China. How long must we keep its logs?",
            "We use a chatbot only inside the company. Must we label what we publish with it?",
            "我们只在公司内部用大模型，把员工数据传到境外要不要做安全评估？",
            "暂行办法为什么不适用于没有向境内公众开放的内部工具？",
            "招聘大模型老是给女生打低分，生成式AI的规定里有没有管这个的？",
            "Recipe app in Nanjing, every recipe typed by our cooks. Are the AI rulebooks meant for us?",
        ],
    )
    def test_who_tells_too_little_or_of_two_states_or_asks_something_else_gets_no_verdict(
        self, cases: tuple[OwnCases, Citator], text: str
    ) -> None:
        assert decided(cases, text) is None


class TestSaid:
    @pytest.mark.parametrize(
        ("text", "begins", "cited"),
        [
            (
                "We offer our image generator to consumers in China. Are we subject to the AI rules?",
                "Yes. By what you say (“We offer our image generator to consumers in China”) the Interim Measures apply.",
                "[Interim Measures art 2 para 1]",
            ),
            (
                "Our lab only develops a model. Are we exempt from the Interim Measures?",
                "By what you say (“Our lab only develops a model”) the Interim Measures do not apply.",
                "[Interim Measures art 2 para 3]",
            ),
            (
                "We run an internal HR chatbot used only by our employees. Do we have to file it with the CAC?",
                "By what you say",
                "[Interim Measures art 2 para 3]",
            ),
            ("我们公司只在内部用大模型写代码，需要备案吗？", "不适用：按您所说", "［暂行办法第二条第三款］"),
        ],
    )
    def test_the_verdict_leads_with_the_words_it_rests_on_and_its_pinpoint(
        self, cases: tuple[OwnCases, Citator], corpus: Corpus, text: str, begins: str, cited: str
    ) -> None:
        draft = drafted(cases, corpus, text, DAY)
        assert draft is not None
        assert draft.opening.startswith(begins)
        assert draft.opening.endswith(cited)
        assert draft.claims[0].citations[0].instrument == "cn-genai-measures"

    def test_before_the_measures_were_in_force_no_verdict_is_given(self, cases: tuple[OwnCases, Citator], corpus: Corpus) -> None:
        text = "We offer our image generator to consumers in China. Are we subject to the AI rules?"
        assert drafted(cases, corpus, text, date(2022, 6, 1)) is None


def drafted(cases: tuple[OwnCases, Citator], corpus: Corpus, text: str, on: date) -> Draft | None:
    question = understand(text, cases[1], on)
    route = cases[0].decided(question)
    assert route is not None
    return Replies(corpus, EmbeddedWriter(corpus, Weights.read())).draft(route, question, (), on)
