"""No text that is made to be read slowly keeps a door for long: pieces that regular expressions stumble over, again and again.

The texts have an eighth of the length that is read at most, so that what takes time by its square is seen without being suffered:
before it was mended, 20,000 characters of 第一条第一条 took three minutes, and 4,000 commas in a description ten seconds.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator

import pytest

from banfa.corpus import Corpus
from banfa.desk import Desk
from banfa.errors import UsageError
from banfa.reading_facts import propose
from tests.doors import toy_desk

LONG = 2_500
SECONDS = 0.5
"""Of one thread, for one text of that length; a text of sense of that length takes a twentieth of a second."""
PUMPS = (
    *("a", "A", " ", "1", "0", ",", ".", "-", "—", "(", ")", "[", "<", '"', "\t", "\n", "　"),
    *("，", "。", "、", "《", "》", "第", "条", "一", "十", "万", "款", "项", "日", "年", "人", "的", "不", "得"),
    *(
        "a ",
        "1,",
        "1 ",
        "1, ",
        "a, ",
        "a-",
        "a.",
        "a'",
        "1.",
        "(1)",
        "the ",
        "of ",
        "and ",
        "or ",
        "not ",
        "art ",
        "art. ",
        "Art 1, ",
    ),
    *(
        "article ",
        "articles 1, 2, ",
        "1 to ",
        "1-",
        "第一",
        "第一条",
        "第一条、",
        "一、",
        "《一",
        "《一》",
        "一万",
        "不得",
        "users ",
        "1 users ",
    ),
    *(
        "1000 ",
        "1,000 ",
        "2026-",
        "2026-01-01 ",
        "1 January ",
        "the Measures ",
        "the Provisions ",
        "Measures art 1 ",
        "\n- ",
        "> ",
        "**",
    ),
    *("a b ", "aB", "We ", "we do not ", "does it ", "用户", "我们", "我们不", "百万", "百万用户", "提供", "向", "境内", "公众"),
)
ENDS = ("", "!", "条")


IN_DESCRIPTIONS = (
    "a",
    " ",
    ",",
    "，",
    "—",
    "(1)",
    "1, ",
    "a, ",
    "1 ",
    "《一",
    "第一条、",
    "we do not ",
    "百万用户",
    "用户",
    "\n- ",
    "```",
)
"""Fewer, as a description is read by the hundreds of patterns of the corpus."""


def texts(pumps: tuple[str, ...], length: int = LONG) -> Iterator[str]:
    """A text of each piece, with one of the ends."""
    for n, pump in enumerate(pumps):
        end = ENDS[n % len(ENDS)]
        yield (pump * (length // len(pump) + 1))[: length - len(end)] + end


def slow(read: Callable[[str], object], pumps: tuple[str, ...], seconds: float = SECONDS) -> dict[str, float]:
    """The texts (their first characters) that take longer than so many seconds of this thread, with those."""
    found = {}
    for text in texts(pumps):
        taken = min(_seconds(read, text), *(_seconds(read, text) for _ in range(2))) if _seconds(read, text) > seconds else 0.0
        if taken > seconds:
            found[text[:12]] = round(taken, 2)
    return found


def _seconds(read: Callable[[str], object], text: str) -> float:
    started = time.thread_time()
    with contextlib.suppress(UsageError):  # read, and refused
        read(text)
    return time.thread_time() - started


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    made = toy_desk(tmp_path_factory.mktemp("corpus"))
    made.check(text="The fine is 50 yuan.")
    return made


def test_no_question_takes_long(desk: Desk) -> None:
    assert slow(desk.ask, PUMPS) == {}


def test_no_memo_takes_long(desk: Desk) -> None:
    assert slow(lambda text: desk.check(text=text), PUMPS) == {}


def test_no_description_of_a_product_takes_long(corpus: Corpus) -> None:
    propose("We offer a chatbot to the public in China.", corpus.readings)  # compiles the patterns
    assert slow(lambda text: propose(text, corpus.readings), IN_DESCRIPTIONS, 2 * SECONDS) == {}
