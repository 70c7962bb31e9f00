"""The corpus of the repository adds up, leads where it says, and says no more than the law."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from banfa.answer import Claim
from banfa.changes import versions
from banfa.citing import Citator, Status
from banfa.corpus import Corpus, cites, read_corpus
from banfa.crossrefs import Address, crossrefs
from banfa.embedded import lead_claim, statements_to_claims
from banfa.errors import UnknownProvision
from banfa.law import Provision, Statement
from banfa.locator import within
from banfa.passage import key_of
from banfa.quoting import supported
from banfa.settings import Settings
from banfa.verify import objection
from tests.toy_corpus import LAW, edit, write_toy_corpus

TODAY = date(2026, 11, 23)
LANGUAGES = ("en", "zh")
RESTATED = {
    "cn-companion-ai",
    "cn-export-certification",
    "cn-export-contract",
    "cn-gb-45438",
    "cn-gbt-22239",
    "cn-gbt-45654",
    "cn-security-assessment",
    "eu-ai-act",
    "oecd-ai-principles",
}
"""Those of which no official text was at hand that we may translate."""


@pytest.fixture(scope="module")
def references(corpus: Corpus, citator: Citator) -> dict[Address, tuple[Address, ...]]:
    return crossrefs(corpus, citator)


class TestTheLawAddsUp:
    @pytest.mark.parametrize(
        ("instrument", "day", "articles", "held"),
        [
            ("cn-genai-measures", TODAY, 24, 24),
            ("cn-deep-synthesis", TODAY, 25, 25),
            ("cn-algorithm-recommendation", TODAY, 35, 35),
            ("cn-labelling", TODAY, 14, 14),
            ("cn-pipl", TODAY, 74, 74),
            ("cn-dsl", TODAY, 55, 55),
            ("cn-csl", date(2025, 12, 31), 79, 79),
            ("cn-csl", TODAY, 81, 81),
            ("cn-network-data", TODAY, 64, 64),
            ("cn-minors-online", TODAY, 60, 60),
            ("cn-content-ecology", TODAY, 42, 42),
            ("cn-cross-border-data", TODAY, 14, 14),
            ("cn-internet-information", date(2025, 1, 19), 27, 27),
            ("cn-internet-information", TODAY, 27, 27),
            ("cn-security-assessment", TODAY, 18, 3),
            ("cn-civil-code", TODAY, 1260, 85),
            ("cn-admin-penalty", TODAY, 86, 69),
            ("eu-ai-act", TODAY, 113, 15),
        ],
    )
    def test_every_article_is_there(self, corpus: Corpus, instrument: str, day: date, articles: int, held: int) -> None:
        law = [p for p in corpus.in_force(day) if p.instrument == instrument]
        card = corpus.instruments[instrument]
        assert card.articles_at.get(law[0].effective, card.articles) == articles
        assert [p.locator for p in law] == list(card.articles_held or (f"art_{n}" for n in range(1, articles + 1)))
        assert len(law) == held

    def test_what_is_no_complete_translation_says_so(self, corpus: Corpus) -> None:
        cards = corpus.instruments.values()
        assert {card.id for card in cards if card.text_basis == "restatement"} == RESTATED
        silent = [card.id for card in cards if card.id in RESTATED and not re.search("restate|not the text", card.note.lower())]
        assert silent == []
        assert all(corpus.instruments[restated].articles_held for restated in RESTATED)
        articles = {card.id: sum(1 for locator in card.articles_held if locator.startswith("art_")) for card in cards}
        extracts = {card.id for card in cards if card.id not in RESTATED and 0 < articles[card.id] < card.articles}
        assert extracts == {"cn-admin-penalty", "cn-civil-code"}
        assert all("not held" in corpus.instruments[extract].note.lower() for extract in extracts)

    def test_every_text_is_held_from_the_day_its_card_names_or_the_card_says_since_when(self, corpus: Corpus) -> None:
        later = {}
        for card in corpus.instruments.values():
            first = min(p.effective for p in corpus.provisions if p.instrument == card.id)
            if first != card.in_force:
                later[card.id] = first
                assert first > card.in_force, card.id
                assert f"{first.day} {first:%B %Y}" in card.note, card.id
        assert set(later) == {"cn-internet-information", "eu-ai-act"}

    def test_every_card_tells_where_the_law_is_and_who_checked_our_text(self, corpus: Corpus) -> None:
        for card in corpus.instruments.values():
            # Parliament's own site answers on http only.
            assert card.official_url.startswith(("https://", "http://www.npc.gov.cn/")), card.id
            assert card.verified_on <= TODAY, card.id
            assert card.checked_against, card.id
            assert card.issuers, card.id
            page = card.official_url.removeprefix("https://").partition("/")[2]
            assert bool(page) or card.url_leads_to == "home page", card.id

    def test_an_address_that_is_not_that_of_the_text_we_hold_says_so(self, corpus: Corpus) -> None:
        elsewhere = {card.id: card.url_leads_to for card in corpus.instruments.values() if card.url_leads_to != "text"}
        assert elsewhere == {"cn-penalty-discretion": "home page", "eu-ai-act": "first text"}
        assert all(map(corpus.instruments["eu-ai-act"].leads_to, LANGUAGES))
        assert not corpus.instruments["cn-pipl"].leads_to("en")

    def test_every_article_can_be_found_and_read_in_both_languages(self, corpus: Corpus) -> None:
        for provision in corpus.provisions:
            about = provision.about()
            for written in (about.gist_en, about.gist_zh, about.asks_en, about.asks_zh, about.heading_zh, about.modality):
                assert written, f"{provision.instrument} {provision.locator}"

    def test_every_unit_of_an_article_of_several_has_its_gist_in_both_languages(self, corpus: Corpus) -> None:
        lacking = []
        for provision in corpus.provisions:
            summed_up = {unit.locator for unit in provision.units if all(map(provision.about(unit.locator).gist, LANGUAGES))}
            units = {unit.locator for unit in provision.units} - {provision.locator}
            lacking += [f"{provision.instrument} {locator}" for locator in sorted(units - summed_up - _leads(provision))]
        assert lacking == []

    def test_chinese_is_in_chinese_and_english_in_english(self, corpus: Corpus) -> None:
        for provision in corpus.provisions:
            for locator, about in provision.enrichment.items():
                where = f"{provision.instrument} {locator}"
                assert re.search(r"[一-鿿]", about.gist_zh), where
                # A standard prescribes Chinese words; they are quoted.
                assert not re.search(r"[一-鿿]", re.sub(r"['\"][一-鿿]+['\"]", "", about.gist_en)), where


class TestCitationsResolve:
    def test_every_reference_from_one_article_to_another_leads_somewhere(
        self, corpus: Corpus, references: dict[Address, tuple[Address, ...]]
    ) -> None:
        assert references["cn-deep-synthesis", "art_18"] == (("cn-deep-synthesis", "art_16"), ("cn-deep-synthesis", "art_17"))
        assert references["cn-labelling", "art_4"] == (("cn-deep-synthesis", "art_17__para_1"),)
        assert references["cn-labelling", "art_5"] == (("cn-deep-synthesis", "art_16"),)
        assert references["cn-algorithm-recommendation", "art_33"] == (("cn-algorithm-recommendation", "art_24__para_3"),)
        for targets in references.values():
            for instrument, locator in targets:
                assert corpus.provision(instrument, locator).resolve(locator) == locator

    def test_the_penalty_articles_lead_to_every_duty_that_they_sanction(
        self, references: dict[Address, tuple[Address, ...]]
    ) -> None:
        fined = [locator for _, locator in references["cn-algorithm-recommendation", "art_31"]]
        assert fined == [f"art_{n}" for n in ("7", "8", "9__para_1", "10", "14", "16", "17", "22", "24", "26")]
        others = [locator for _, locator in references["cn-algorithm-recommendation", "art_32"]]
        assert others[:2] + others[-2:] == ["art_6", "art_9__para_2", "art_27", "art_28__para_2"]

    def test_every_citation_beside_the_law_resolves_and_is_law_on_its_day(self, corpus: Corpus) -> None:
        wrong = []
        for cite in cites(corpus):
            law = corpus.provision(cite.instrument, cite.locator, cite.on or TODAY)
            wrong += [] if law.resolve(cite.locator) else [cite]
        assert wrong == []

    def test_no_citation_written_in_the_corpus_escapes_that_check(self, corpus: Corpus) -> None:
        folder, checked = Settings().corpus, {f"{cite.instrument}:{cite.locator}" for cite in cites(corpus)}
        written = {
            (file.relative_to(folder).as_posix(), address)
            for file in (*folder.rglob("*.toml"), *folder.glob("notes/*.md"))
            for address in re.findall(r"\b[a-z]+(?:-[a-z0-9]+)+:(?:art|annex|cl)_\w+", file.read_text(encoding="utf-8"))
        }
        assert len(written) > 1000
        assert sorted((file, address) for file, address in written if address not in checked) == []

    def test_the_summaries_of_the_notes_cite_what_their_lines_cite(self, corpus: Corpus) -> None:
        cited = [(note, s) for note in corpus.notes for s in note.summary if isinstance(s, Statement)]
        assert len({note.id for note, _ in cited}) > 20
        for note, sentence in cited:
            assert set(sentence.cites) <= {cite for claim in note.claims for cite in claim.cites}, note.id

    def test_renumbering_leads_from_articles_of_the_old_wording_to_articles_of_the_new_one(self, corpus: Corpus) -> None:
        for card in corpus.instruments.values():
            if card.moves:
                old, new = (_wording(corpus, card.id, day) for day in versions(corpus, card.id)[-2:])
                assert {name for move in card.moves for name in move.old} == set(old), card.id
                assert {name for move in card.moves for name in move.new} == set(new), card.id

    def test_a_line_of_a_note_on_practice_names_no_article_that_we_could_cite(self, corpus: Corpus, citator: Citator) -> None:
        named = [
            f"{note.id}: {cited.text}"
            for note in corpus.notes
            for sentence in (*note.summary, *note.lines)
            if not isinstance(sentence, Statement)
            for cited in (*citator.find(sentence.en), *citator.find(sentence.zh))
            if cited.status is Status.RESOLVED
        ]
        assert named == []

    def test_what_our_prose_cites_of_an_instrument_that_we_hold_exists(self, corpus: Corpus, citator: Citator) -> None:
        prose = [(belief.id, text) for belief in corpus.misbeliefs for text in (belief.right_en, belief.right_zh)]
        prose += [(point.id, text) for point in corpus.open_points for text in (point.en, point.zh)]
        missing = [
            f"{name}: {cited.text}"
            for name, text in prose
            for cited in citator.find(text)
            if cited.status is Status.NO_SUCH_ARTICLE
        ]
        assert missing == []

    def test_an_instrument_is_either_held_or_merely_known(self, corpus: Corpus) -> None:
        assert not set(corpus.instruments) & {known.id for known in corpus.known}


class TestNothingSaysMoreThanTheLaw:
    """Every sentence that an answer can be made of passes the check that a chat model's sentences pass."""

    @pytest.mark.parametrize("one_in", [pytest.param(1, marks=pytest.mark.slow, id="all"), pytest.param(9, id="some")])
    def test_every_gist_is_carried_by_its_provision(self, corpus: Corpus, one_in: int) -> None:
        objections = []
        for provision in corpus.provisions[::one_in]:
            day = provision.effective if provision.until else TODAY
            gists = [
                (f"{key_of(provision)} {locator}", supported(about.gist(language), provision, locator, corpus, day))
                for locator, about in provision.enrichment.items()
                for language in LANGUAGES
                if about.gist(language)
            ]
            assert gists
            objections.append(_objections(corpus, gists, day))
        assert len(objections) > 900 / one_in
        assert "\n".join(filter(None, objections)) == ""

    @pytest.mark.parametrize("kind", ["overview", "open point", "misbelief", "gate", "note"])
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_every_statement_is_carried_by_the_provision_that_it_cites(self, corpus: Corpus, kind: str, language: str) -> None:
        claims = [
            (where, claim)
            for where, statement in _statements(corpus)
            if where.startswith(kind)
            for claim in statements_to_claims([statement], corpus, language, TODAY)
        ]
        assert claims
        assert _objections(corpus, claims) == ""

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_every_correction_is_carried_by_the_claims_below_it(self, corpus: Corpus, language: str) -> None:
        corrections = []
        for belief in corpus.misbeliefs:
            right = belief.right_zh if language == "zh" else belief.right_en
            corrections.append((belief.id, lead_claim(right, statements_to_claims(belief.claims, corpus, language, TODAY))))
        assert _objections(corpus, corrections) == ""

    def test_no_statement_rests_on_a_provision_that_was_not_in_force_when_it_was_looked_at(self, corpus: Corpus) -> None:
        for point in corpus.open_points:
            assert len(statements_to_claims(point.claims, corpus, "en", point.as_of)) == len(point.claims), point.id


class TestDates:
    def test_a_provision_is_the_law_from_its_day_on(self, corpus: Corpus) -> None:
        assert corpus.provision("cn-labelling", "art_4", date(2025, 9, 1)).locator == "art_4"
        with pytest.raises(
            UnknownProvision, match=r"Labelling Measures art 4 was not in force on 2025-08-31; .* from 2025-09-01"
        ):
            corpus.provision("cn-labelling", "art_4", date(2025, 8, 31))

    def test_before_the_first_of_them_there_is_no_law_and_today_there_is_all_of_it(self, corpus: Corpus) -> None:
        first = min(p.effective for p in corpus.provisions)
        assert corpus.in_force(first - timedelta(days=1)) == ()
        assert {p.effective for p in corpus.in_force(first)} == {first}
        assert corpus.in_force(TODAY) == tuple(p for p in corpus.provisions if p.until is None)
        assert {(p.instrument, p.until) for p in corpus.provisions if p.until} == {
            ("cn-csl", date(2026, 1, 1)),
            ("cn-internet-information", date(2025, 1, 20)),
        }

    def test_a_new_text_ends_the_old_one_on_its_day(self, tmp_path: Path) -> None:
        folder = write_toy_corpus(tmp_path)
        for suffix in (".md", ".toml"):
            (folder / LAW / f"2024-01-01{suffix}").write_bytes((folder / f"{LAW}/2020-03-01{suffix}").read_bytes())
        edit(folder / LAW / "2024-01-01.md", "50 yuan", "80 yuan")
        toy = read_corpus(folder)
        assert "50 yuan" in toy.provision(LAW, "art_3", date(2023, 12, 31)).text
        assert "80 yuan" in toy.provision(LAW, "art_3", date(2024, 1, 1)).text
        assert "80 yuan" in toy.provision(LAW, "art_3").text


class TestWhatIsNotThereIsNamed:
    @pytest.mark.parametrize(
        ("instrument", "locator", "said"),
        [
            ("cn-genai-measures", "art_31", "Interim Measures has no art 31 here; it has articles 1 to 24."),
            ("cn-security-assessment", "art_7", "it has art 2, art 3, art 4 (as a restatement)."),
            (
                "cn-genai-measures",
                "art_4__item_9",
                "Interim Measures art 4 has no 'art_4__item_9'; it has art 4 para 1, art 4 item 1",
            ),
            ("cn-civil-code", "art_577", "art 1197 (as an extract)."),
            ("cn-gb-45438", "cl_9_9", "GB 45438 has no cl 9.9 here; it has cl 3.7, cl 5.1"),
            ("eu-ai-act", "annex_iv", "EU AI Act has no Annex IV here;"),
            ("cn-copyright", "art_1", "The corpus holds no instrument 'cn-copyright'. It holds cn-admin-penalty,"),
        ],
    )
    def test_in_one_message(self, corpus: Corpus, instrument: str, locator: str, said: str) -> None:
        with pytest.raises(UnknownProvision) as caught:
            corpus.provision(instrument, locator)
        assert said in str(caught.value)


class TestSpellingsOfAnAddress:
    @pytest.mark.parametrize(
        ("instrument", "written", "canonical"),
        [
            ("cn-genai-measures", "art_17__para_1", "art_17"),
            ("cn-genai-measures", "art_4__para_1__item_2", "art_4__item_2"),
            ("cn-labelling", "art_4__item_2", "art_4__para_1__item_2"),
            ("cn-genai-measures", "art_4__para_2", None),
            ("cn-genai-measures", "art_14__item_1", None),
        ],
    )
    def test_what_people_write_is_read_where_it_is_unambiguous(
        self, corpus: Corpus, instrument: str, written: str, canonical: str | None
    ) -> None:
        article = next(p for p in corpus.provisions if (p.instrument, p.locator) == (instrument, written.split("__")[0]))
        assert article.resolve(written) == canonical


class TestTheHash:
    def test_it_is_the_same_for_the_same_files_and_another_for_one_changed_letter(self, tmp_path: Path) -> None:
        one, other = write_toy_corpus(tmp_path / "one"), write_toy_corpus(tmp_path / "other")
        assert read_corpus(one).hash == read_corpus(other).hash
        edit(other / LAW / "2020-03-01.md", "50 yuan", "51 yuan")
        assert read_corpus(one).hash != read_corpus(other).hash

    def test_it_does_not_depend_on_what_is_no_data(self, tmp_path: Path) -> None:
        folder = write_toy_corpus(tmp_path)
        before = read_corpus(folder).hash
        (folder / "README.md").write_text("How to add a kite.", encoding="utf-8")
        (folder / ".DS_Store").write_bytes(b"\0")
        assert read_corpus(folder).hash == before


def _statements(corpus: Corpus) -> Iterator[tuple[str, Statement]]:
    """Every sentence of ours about one provision, and where it stands."""
    yield from ((f"overview {card.id}", s) for card in corpus.instruments.values() for s in card.overview)
    yield from ((f"open point {point.id}", s) for point in corpus.open_points for s in point.claims)
    yield from ((f"misbelief {belief.id}", s) for belief in corpus.misbeliefs for s in belief.claims)
    yield from ((f"gate {gate.id}", s) for gate in corpus.scope.gates for s in gate.claims)
    yield from ((f"note {note.id}", s) for note in corpus.notes for s in note.claims)
    yield from ((f"note {note.id} sums up", s) for note in corpus.notes for s in note.summary if isinstance(s, Statement))


def _wording(corpus: Corpus, instrument: str, day: date) -> list[str]:
    """The locators of the articles of an instrument as it read on a day."""
    return [p.locator for p in corpus.in_force(day) if p.instrument == instrument]


def _leads(provision: Provision) -> set[str]:
    """The paragraphs that only introduce the items below them: the gist of the article or of the items says it all."""
    return {
        unit.locator
        for unit, following in pairwise(provision.units)
        if unit.text.endswith(":") and (within(following.locator, unit.locator) or "__para_" not in following.locator)
    }


def _objections(corpus: Corpus, claims: list[tuple[str, Claim]], on: date = TODAY) -> str:
    """What the check has against the claims, in one text to read: where, why, the claim, its quotes."""
    found = []
    for where, claim in claims:
        why = objection(claim, corpus, on)
        if why is not None:
            quotes = " | ".join(f"{c.locator}: {c.quote}" for c in claim.citations)
            found.append(f"{where}: {why}\n    says:   {claim.text}\n    quotes: {quotes}")
    return "\n".join(found)
