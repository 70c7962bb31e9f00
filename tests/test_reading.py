"""What the page shows and stores, without a page: marked articles, neighbours, safe text, feedback."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from app import feedback
from app.plain import pieces, plain, short
from app.reading import Reading, marked_text, neighbours
from banfa.answer import Reply, Status
from banfa.corpus import Corpus
from banfa.errors import UnknownProvision

DAY = date(2026, 11, 22)
MARK = '{background="rgba('


def test_every_unit_of_the_corpus_can_be_marked_and_nothing_of_the_text_is_lost(corpus: Corpus) -> None:
    for provision in corpus.provisions:
        for locator in [provision.locator, *(unit.locator for unit in provision.units)]:
            quote = provision.text_at(locator)
            marked = marked_text(provision, Reading(provision.instrument, locator, (quote,)))
            parts = re.findall(r':material/format_quote: :color\[(.*?)\]\{background="[^"]*"\}', marked)
            assert "\n".join(parts) == plain(quote)
            bare = re.sub(r':material/format_quote: :color\[|\]\{background="[^"]*"\}', "", marked)
            assert bare == "\n\n".join(plain(unit.text) for unit in provision.units)


def test_words_are_found_whatever_their_case_and_spacing_and_overlaps_are_one_mark(corpus: Corpus) -> None:
    article = corpus.provision("cn-genai-measures", "art_12")
    first, second = "PROVIDERS  must label", "label images, video"
    marked = marked_text(article, Reading("cn-genai-measures", "art_12", (first, second, "not in the text at all")))
    assert marked.count(MARK) == 1
    assert ":color[Providers must label images, video]" in marked


def test_neighbours_stop_at_the_ends_of_the_instrument(corpus: Corpus) -> None:
    first, last = corpus.provision("cn-genai-measures", "art_1"), corpus.provision("cn-genai-measures", "art_24")
    assert neighbours(first, corpus, DAY)[0] is None
    assert neighbours(last, corpus, DAY)[1] is None
    after = neighbours(first, corpus, DAY)[1]
    assert after is not None
    assert after.locator == "art_2"


def test_an_address_must_be_one() -> None:
    assert Reading.at("cn-pipl:art_38__para_1").address == "cn-pipl:art_38__para_1"
    with pytest.raises(UnknownProvision, match="is no address"):
        Reading.at("cn-pipl")


def test_text_is_shown_as_it_stands_and_cut_without_loss() -> None:
    assert plain("1. a\n- b [c] 5*3 $d$ :e: <f>") == "1\\. a\n\\- b \\[c\\] 5\\*3 \\$d\\$ \\:e\\: \\<f\\>"
    text = "算法备案，应当在十个工作日内办理。It is 10.5 days; no more"
    assert "".join(pieces(text)) == text
    assert short("a  b\nc" + "d" * 20, 8) == "a b cdd…"
    assert short("an AI video generator", 14) == "an AI video…"
    assert short("an AI video generator", 12) == "an AI video…"
    assert short("It is China. Do they apply?", 15) == "It is China…"
    assert short("我们的AI视频生成服务", 8) == "我们的AI视频…"


def test_feedback_of_many_at_once_keeps_its_lines_apart(tmp_path: Path) -> None:
    line = feedback.entry(
        Reply("长问题" * 2000, "zh", DAY, Status.ANSWERED, "", (), (), (), (), "embedded", "", 1.0, "abc"), "up", ""
    )
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: feedback.append(tmp_path, {**line, "n": n}), range(64)))
    stored = [json.loads(row)["n"] for row in (tmp_path / feedback.FILE).read_text(encoding="utf-8").splitlines()]
    assert sorted(stored) == list(range(64))
