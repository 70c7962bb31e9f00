"""How a question is read: cleaned, its language, what it cites, what it is about, and whether it asks for yes or no."""

from __future__ import annotations

from datetime import date

import pytest

from banfa.citing import Citator, Status
from banfa.errors import UsageError
from banfa.question import Question, clean, language_of, understand

DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Do we have to file?", "en"),
        ("", "en"),
        ("12345 ???", "en"),
        ("我们需要备案吗？", "zh"),
        ("我们的API要不要备案？", "zh"),
        ("GPT-4能在中国用吗", "zh"),
        ("What does 备案 mean under the Interim Measures?", "en"),
        ("暂行办法 article 17", "zh"),
        ("Müssen wir das anmelden?", "en"),
    ],
)
def test_a_question_is_chinese_where_its_characters_outweigh_the_latin_words(text: str, expected: str) -> None:
    assert language_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  Do we file?  ", "Do we file?"),
        ("art １７（２）", "art 17(2)"),
        ("ﬁle", "file"),
        ("a\u200bb", "a b"),
        ("a\u202eb\u2066c", "a b c"),
        ("a\x00b", "a b"),
        ("a\x1b[31mb", "a [31mb"),
        ("\ufeffWhat?", "What?"),
        ("line\nbreak\tand tab", "line\nbreak\tand tab"),
        ("备\u200d案", "备 案"),
        ("a\u00adb\u2028c", "a b c"),
        ("a\U000e0041b", "a b"),
        ("a\ud800b", "a b"),
    ],
)
def test_what_cannot_be_seen_is_taken_out_and_full_width_is_made_plain(text: str, expected: str) -> None:
    assert clean(text) == expected


@pytest.mark.parametrize("code", [*range(9), 0x0B, 0x0C, 0x0D, 0x1F, 0x7F, 0x9F, 0x200B, 0x200F, 0x202A, 0x202E, 0x2060, 0xFEFF])
def test_no_control_or_invisible_character_survives(code: int) -> None:
    assert clean(f"a{chr(code)}b") == "a b"


@pytest.mark.parametrize("text", ["Do we file \ud800?", "\udfff我们要备案吗", "a\ud83d\udc7eb"])
def test_what_is_no_character_does_not_reach_the_engine(text: str, citator: Citator) -> None:
    assert understand(text, citator, DAY).text.encode("utf-8")


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "???", "！？。", "\u200b\u200b", "\x00", "--- … ---", "\ud800"])
def test_where_there_is_nothing_to_answer_the_message_shows_what_to_ask(text: str, citator: Citator) -> None:
    with pytest.raises(UsageError, match=r"The question is empty\. Ask, for example: "):
        understand(text, citator, DAY)


class TestLongQuestions:
    def test_one_within_the_limit_is_read_whole(self, citator: Citator) -> None:
        text = "w" * 20_000
        question = understand(text, citator, DAY)
        assert (question.text, question.truncated) == (text, False)

    @pytest.mark.parametrize("length", [20_001, 40_001, 1_000_000])
    def test_one_beyond_it_is_cut_and_says_so(self, citator: Citator, length: int) -> None:
        question = understand("w" * length, citator, DAY)
        assert (len(question.text), question.truncated) == (20_000, True)

    def test_one_that_grows_as_it_is_made_plain_stays_within_the_limit(self, citator: Citator) -> None:
        assert len(understand("㍿" * 30, citator, DAY, limit=50).text) == 50

    def test_what_is_cited_beyond_the_limit_is_not_read(self, citator: Citator) -> None:
        text = "Do we file? " + "x " * 20 + "art 17 of the Interim Measures"
        assert understand(text, citator, DAY, limit=30).cited == ()
        assert len(understand(text, citator, DAY).cited) == 1

    def test_what_cannot_be_seen_does_not_use_up_the_limit(self, citator: Citator) -> None:
        assert understand("\u200b" * 30 + "Do we file?", citator, DAY, limit=30).text == "Do we file?"


class TestWhatItIsAbout:
    @pytest.mark.parametrize(
        ("text", "topic"),
        [
            (
                "What is the deadline for filing under art 24 of the Algorithm Provisions?",
                "What is the deadline for filing under of Algorithm ?",
            ),
            ("Which fine does article 9 of the Interim Measures set?", "Which fine does of set?"),
            ("暂行办法第十七条对安全评估怎么规定？", "对安全评估怎么规定?"),
            ("Do we have to label pictures?", "Do we have to label pictures?"),
            ("Who pays under the deepfake rules?", "Who pays under deepfake ?"),
        ],
    )
    def test_is_what_is_left_without_names_and_numbers(self, citator: Citator, text: str, topic: str) -> None:
        assert understand(text, citator, DAY).topic == topic

    @pytest.mark.parametrize(
        "text",
        [
            "What does art 17 of the Interim Measures say?",
            "Interim Measures",
            "暂行办法第十七条？",
            "articles 16 to 18 of the Interim Measures",
        ],
    )
    def test_is_the_whole_question_where_nothing_is_left(self, citator: Citator, text: str) -> None:
        question = understand(text, citator, DAY)
        assert question.topic == question.text

    def test_what_it_cites_and_names_is_known(self, citator: Citator) -> None:
        question = understand("Does art １７ of the Interim Measures or the PIPL apply?", citator, DAY)
        assert [(c.locator, c.status) for c in question.cited] == [("art_17", Status.RESOLVED)]
        assert [m.instrument for m in question.mentions] == ["cn-genai-measures", "cn-pipl"]
        assert question.as_of == DAY


def polar(text: str) -> bool:
    """Whether a text, as it stands, asks for yes or no."""
    return Question(clean(text), language_of(text), DAY).polar


class TestWhatIsStated:
    @pytest.mark.parametrize(
        "text", ["The law sets a fine of 50,000. How is it paid?", "I heard that small firms are exempt. Since when?"]
    )
    def test_a_statement_on_the_law_is_one(self, citator: Citator, text: str) -> None:
        assert understand(text, citator, DAY).asserts

    @pytest.mark.parametrize(
        "text", ["We run an app that clones voices. Whose consent is it?", "Our shop sells plush bears in Wuhan. What now?"]
    )
    def test_what_askers_tell_of_themselves_is_not(self, citator: Citator, text: str) -> None:
        assert not understand(text, citator, DAY).asserts


class TestYesOrNo:
    @pytest.mark.parametrize(
        "text",
        [
            "Do the Interim Measures apply to an internal tool?",
            "Is a label required on audio?",
            "Must we file?",
            "We have 300 users in Shanghai. Do we need a security assessment?",
            "can users ask for unlabelled content?",
            "Are there fines in the Interim Measures?",
            "我们需要备案吗？",
            "内部使用是否适用暂行办法？",
            "能不能不加标识？",
            "用户数不到一百万要不要评估",
            "可否委托第三方评估？",
        ],
    )
    def test_is_asked(self, text: str) -> None:
        assert polar(text)

    @pytest.mark.parametrize(
        "text",
        [
            "What must the label look like?",
            "When do we have to file?",
            "Which penalty does article 9 of the Measures set for not labelling?",
            "How many users do we need before the filing becomes mandatory?",
            "Tell me about labels.",
            "什么时候备案？",
            "第九条规定的罚款是多少？",
            "谁负责打标识？",
        ],
    )
    def test_is_not_asked(self, text: str) -> None:
        assert not polar(text)

    @pytest.mark.parametrize(
        "text",
        [
            "We have fewer than 1 million users, so no security assessment is needed, right?",
            "Article 9 is the labelling article, isn't it?",
            "Small services are exempt, correct?",
            "用户不足一百万，可以不做安全评估吧？",
            "安全评估只有金融行业要做，对吧？",
            "暂行办法第九条是标识条款，没错吧",
        ],
    )
    def test_is_not_asked_by_right_behind_a_statement(self, text: str) -> None:
        assert not polar(text)
