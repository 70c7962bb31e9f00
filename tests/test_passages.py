"""What is embedded of the law: verbatim stretches that never leave their provision and stay within the budget."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from banfa.corpus import Corpus
from banfa.errors import IndexUnusable
from banfa.law import Provision, Unit
from banfa.locator import article_of
from banfa.passage import Chunk, View, chunks, findables, key_of
from banfa.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
BUDGETS = (15, 40, 120, 400)


def words(text: str) -> int:
    """A token counter that a reader can follow: the number of words."""
    return len(text.split())


def article(*units: tuple[str, str]) -> Provision:
    """An article with the given units, each a locator inside it and a text."""
    return Provision("toy", "art_1", "A heading", "", tuple(Unit(f"art_1{at}", text) for at, text in units), date(2020, 1, 1))


LISTED = article(
    ("__para_1", "One two three:"),
    ("__para_1__item_1", "(1) four five;"),
    ("__para_1__item_2", "(2) six seven."),
    ("__para_2", "Eight nine ten."),
)


class TestChunks:
    def test_an_article_that_fits_stays_in_one_piece(self) -> None:
        (only,) = chunks(LISTED, 12, words)
        assert (only.locator, only.text) == ("art_1", LISTED.text)

    def test_one_that_does_not_fit_is_cut_into_paragraphs_with_their_items(self) -> None:
        first, second = chunks(LISTED, 11, words)
        assert (first.locator, first.text) == ("art_1__para_1", "One two three:\n(1) four five;\n(2) six seven.")
        assert (second.locator, second.text) == ("art_1__para_2", "Eight nine ten.")

    def test_a_long_paragraph_is_cut_between_sentences(self) -> None:
        long = article(("__para_1", "One two three. Four five six. Seven eight; nine ten."), ("__para_2", "Eleven."))
        assert [c.text for c in chunks(long, 6, words)] == ["One two three. Four five six.", "Seven eight; nine ten.", "Eleven."]

    def test_pieces_of_a_paragraph_keep_its_address(self) -> None:
        long = article(("__para_1", "One two three. Four five six."), ("__para_2", "Seven."))
        assert [c.locator for c in chunks(long, 3, words)] == ["art_1__para_1", "art_1__para_1", "art_1__para_2"]

    def test_a_chinese_paragraph_is_cut_between_sentences(self) -> None:
        long = article(("__para_1", "一只风筝要登记。两只风筝也要登记；三只风筝不必。"), ("__para_2", "到此为止。"))
        assert [c.text for c in chunks(long, 11, len)] == [
            "一只风筝要登记。",
            "两只风筝也要登记；",
            "三只风筝不必。",
            "到此为止。",
        ]

    def test_a_sentence_is_never_cut_however_long(self) -> None:
        sentence = " ".join(["word"] * 50) + "."
        long = article(("__para_1", f"Short one. {sentence} Short two."), ("__para_2", "End."))
        assert sentence in [c.text for c in chunks(long, 10, words)]

    def test_a_number_is_never_cut(self) -> None:
        long = article(("__para_1", "The fine is 1.5 times the gain at 10:30 or later."), ("__para_2", "End."))
        assert chunks(long, 3, words)[0].text == "The fine is 1.5 times the gain at 10:30 or later."


@pytest.mark.parametrize("budget", BUDGETS)
class TestCorpus:
    def test_every_chunk_is_verbatim_and_stays_in_the_unit_that_it_names(self, corpus: Corpus, budget: int) -> None:
        for provision in corpus.provisions:
            for chunk in chunks(provision, budget, words):
                assert chunk.provision is provision
                assert chunk.text in provision.text_at(chunk.locator)

    def test_the_chunks_of_an_article_hold_all_of_it_in_order(self, corpus: Corpus, budget: int) -> None:
        for provision in corpus.provisions:
            joined = "".join(chunk.text for chunk in chunks(provision, budget, words))
            assert re.sub(r"\s", "", joined) == re.sub(r"\s", "", provision.text)

    def test_a_chunk_beyond_the_budget_is_a_single_sentence(self, corpus: Corpus, budget: int) -> None:
        for provision in corpus.provisions:
            for chunk in chunks(provision, budget, words):
                assert words(chunk.text) <= budget or not re.search(r"[.;:]\s+\S", chunk.text)

    def test_what_is_embedded_of_an_article_is_its_own_text_under_its_own_name(self, corpus: Corpus, budget: int) -> None:
        law = {f.key: f for f in findables(corpus, corpus.provisions, budget, words) if f.kind == "provision"}
        for provision in corpus.provisions:
            views = [view for view in law[key_of(provision)].views if view.role == "text"]
            assert views
            for view in views:
                path, _, text = view.text.partition(f": {provision.heading}. ")
                assert path.startswith(corpus.instruments[provision.instrument].short_en)
                assert text in provision.text_at(view.pinpoint)


class TestFindables:
    def test_what_helps_the_search_is_never_embedded_as_text_of_the_law(self, corpus: Corpus) -> None:
        for found in findables(corpus, corpus.provisions, 400, words):
            asked = {view.text for view in found.views if view.role != "text"}
            assert not asked & {view.text for view in found.views if view.role == "text"}
            assert found.kind == "provision" or not found.fields["text"]

    def test_every_gist_points_at_the_unit_that_it_sums_up(self, corpus: Corpus) -> None:
        law = {f.key: f for f in findables(corpus, corpus.provisions, 400, words)}
        for provision in corpus.provisions:
            gists = {(v.pinpoint, v.text) for v in law[key_of(provision)].views if v.role == "gist"}
            assert gists == {(at, text) for at, e in provision.enrichment.items() for text in (e.gist_en, e.gist_zh)}

    def test_a_situation_leads_to_each_provision_that_answers_it_as_it_reads_now(self, corpus: Corpus) -> None:
        law = {f.key: f for f in findables(corpus, corpus.provisions, 400, words)}
        assert corpus.situations
        for told in corpus.situations:
            for instrument, locator in told.cites:
                found = law[f"{instrument}:{article_of(locator)}"]
                assert View(told.text, locator, "ask") in found.views
                assert told.text in found.fields["asks"]

    def test_a_way_of_asking_for_a_paragraph_points_at_it(self, corpus: Corpus) -> None:
        law = {f.key: f for f in findables(corpus, corpus.provisions, 400, words)}
        of_paragraphs = [(p, at, e) for p in corpus.provisions for at, e in p.enrichment.items() if at != p.locator and e.asks]
        assert of_paragraphs
        for provision, at, enrichment in of_paragraphs:
            assert {View(ask, at, "ask") for ask in enrichment.asks} <= set(law[key_of(provision)].views)


def test_the_real_token_counter_works_without_a_network_and_the_budget_is_kept_by_its_count() -> None:
    code = """
import socket
def refuse(*_args, **_named):
    raise OSError("no network")
socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = refuse

import re
from banfa.adapters.tokens import count_tokens
from banfa.corpus import read_corpus
from banfa.passage import chunks
from banfa.settings import Settings

settings = Settings()
corpus = read_corpus(settings.corpus)
print(count_tokens("Interim Measures"), count_tokens("暂行办法"))
print(max(count_tokens(c.text) for p in corpus.provisions for c in chunks(p, settings.chunk_tokens, count_tokens)))
small = [c.text for p in corpus.provisions for c in chunks(p, 60, count_tokens)]
print(len(small) - len(corpus.provisions), sum(count_tokens(t) > 60 and bool(re.search(r"[.;:]\\s+\\S", t)) for t in small))
"""
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    english, chinese, longest, cuts, beyond = map(int, run.stdout.split())
    assert (english, chinese) == (3, 6)
    assert 100 < longest <= Settings().chunk_tokens
    assert cuts > 50
    assert beyond == 0


def test_a_provision_that_would_not_be_searched_whole_is_refused(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("banfa.passage.chunks", lambda provision, *_: [Chunk(provision, provision.locator, provision.text[:20])])
    with pytest.raises(IndexUnusable, match="its text would not be searched whole"):
        findables(corpus, corpus.provisions[:3], 480, len)
