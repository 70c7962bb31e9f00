"""Drafts for the routes on which no writer is asked: abstentions of each type, and corrections of mistaken premises."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from banfa import locator as loc
from banfa import routes
from banfa.answer import Claim, Draft, Remark, Status
from banfa.asked import asks_sanction
from banfa.card_told import told_of
from banfa.citation_triage import says_old
from banfa.corpus import Corpus, Note
from banfa.corrections import correction
from banfa.embedded import EmbeddedWriter, lead_claim, practice, statements_to_claims
from banfa.law import Instrument, Statement
from banfa.passage import Passage
from banfa.phrases import phrase
from banfa.polarity import asks_to_be_free, denies, without_flat_no
from banfa.question import Question
from banfa.quoting import supported
from banfa.render import cited, day
from banfa.sides import side_by_side
from banfa.verify import verify

_SAYS_SO = re.compile(r"^[^.。]*(?:\bnot settle|\bleaves? (?:it |this )?open|没有规定|没有写明|没有明确)")
"""An open point whose first sentence says itself that the text does not settle it."""
_BESIDE = 2
"""Provisions that answer beside a popular error which none of the best of them is about."""
_SHORT = 3
_FILING = {"algorithm_filing", "security_assessment"}
"""Of an article of so many paragraphs a correction tells the whole."""


class Replies:
    """Turns a route into a draft."""

    def __init__(self, corpus: Corpus, writer: EmbeddedWriter) -> None:
        self._corpus = corpus
        self._writer = writer

    def draft(self, route: routes.Route, question: Question, passages: Sequence[Passage], on: date) -> Draft | None:
        """The draft for a route, or None where the provisions answer and a writer is to be asked."""
        language = question.language
        match route:
            case routes.Greeting():
                return Draft(Status.OUT_OF_FIELD, (), opening=phrase("greeting", language))
            case routes.OutsideField(improper=improper):
                return Draft(Status.OUT_OF_FIELD, (), opening=phrase("improper" if improper else "outside", language))
            case routes.NotHeld():
                return self._not_held(route, language)
            case routes.Unnamed():
                return self._unnamed(route, question)
            case routes.NoSuchArticle():
                return self._no_such_article(route, question, passages, on)
            case routes.NotInForce():
                return self._not_in_force(route, language, on)
            case routes.Renumbered():
                return self._renumbered(route, question, passages, on)
            case routes.WrongArticle():
                return self._wrong_article(route, question, passages, on)
            case routes.Mistaken():
                return self._mistaken(route, question, passages, on)
            case routes.Contradicted():
                return self._contradicted(route, question, passages, on)
            case routes.Open():
                return self._open(route, question, on)
            case routes.NoFigure():
                return self._no_figure(route, question, passages, on)
            case routes.Noted():
                return self._noted(route, question, on)
            case routes.NeedsFact():
                return self._needs_fact(route, question, on)
            case routes.OwnCaseDecided():
                return self._own_case(route, question, passages, on)
            case routes.MissingFact():
                return self._missing_fact(route, question, on)
            case routes.Overview():
                return self._overview(route, question, on)
            case _:
                return None

    def _not_held(self, route: routes.NotHeld, language: str) -> Draft:
        known = route.instrument
        if known is None and route.cited is not None and route.cited.instrument is None:
            values = {"text": route.cited.text, "title": route.cited.unknown}
            return Draft(Status.NOT_IN_CORPUS, (), phrase("not_known", language, **values))
        if known is None:
            assert route.cited is not None
            card = self._corpus.instruments[route.cited.instrument or ""]
            opening = phrase("not_held_article", language, citation=card.cite(route.cited.locator, language))
            return Draft(Status.NOT_IN_CORPUS, (), opening, (Remark("link", _link(card, language)),))
        stage = known.stage_zh if language == "zh" else known.stage_en
        name = "not_held_draft" if known.draft else "not_held"
        about = known.about_zh if language == "zh" else known.about_en
        remarks = [Remark("about", phrase("about_it", language, about=about))]
        if known.official_url:
            remarks.append(Remark("link", phrase("look_there", language, url=known.official_url)))
        return Draft(Status.NOT_IN_CORPUS, (), phrase(name, language, title=known.title(language), stage=stage), tuple(remarks))

    def _unnamed(self, route: routes.Unnamed, question: Question) -> Draft:
        named = [m.instrument for m in question.mentions if m.held]
        cards = [self._corpus.instruments[name] for name in dict.fromkeys(named)]
        language, locator = question.language, loc.article_of(route.cited.locator)
        such = [card.cite(locator, language) for card in cards if self._corpus.wordings(card.id, locator)]
        joined = ("、" if language == "zh" else ", ").join(such)
        opening = phrase("unnamed_of" if such else "unnamed", language, text=route.cited.text, such=joined)
        return Draft(Status.NEEDS_FACT, (), opening)

    def _overview(self, route: routes.Overview, question: Question, on: date) -> Draft:
        card, language = self._corpus.instruments[route.instrument], question.language
        opening, statements = told_of(card, language), card.overview
        if route.card:
            statements = tuple(s for s in card.overview if self._says_from_when(s, on)) or card.overview[:1]
        remarks: tuple[Remark, ...] = ()
        if route.against is not None:
            remarks = (Remark("not_held", phrase("other_side", language, title=route.against.title(language))),)
        return Draft(Status.ANSWERED, tuple(statements_to_claims(statements, self._corpus, language, on)), opening, remarks)

    def _says_from_when(self, statement: Statement, on: date) -> bool:
        """Whether a sentence rests on the article on entry into force."""
        law = (p for name, at in statement.cites for p in self._corpus.wordings(name, loc.article_of(at)) if p.in_force(on))
        return any("entry_into_force" in p.about().topics for p in law)

    def _no_such_article(self, route: routes.NoSuchArticle, question: Question, passages: Sequence[Passage], on: date) -> Draft:
        cited, language = route.cited, question.language
        card = self._corpus.instruments[cited.instrument or ""]
        exists = any(p.instrument == card.id and p.locator == cited.locator for p in self._corpus.provisions)
        values = {"citation": card.cite(cited.locator, language), "title": card.title(language), "count": card.articles}
        opening = phrase("no_such_unit" if exists else "no_such_article", language, **values)
        if any("citation" in p.why for p in passages):
            return Draft(Status.PREMISE_CORRECTED, self._writer.write(question, passages, on).claims, opening)
        rest = self._writer.write(replace(question, cited=()), _without_citation(passages), on)
        return Draft(Status.PREMISE_CORRECTED, rest.claims, f"{opening} {phrase('nearest', language)}")

    def _not_in_force(self, route: routes.NotInForce, language: str, on: date) -> Draft:
        card = self._corpus.instruments[route.instrument]
        title = f"《{card.title_zh}》" if language == "zh" else card.title_en
        name = card.cite(route.locator, language) if route.locator else title
        own = [p for p in self._corpus.provisions if p.instrument == card.id and route.locator in (None, p.locator)]
        effective = min(p.effective for p in own)
        opening = phrase("not_in_force", language, title=name, date=day(on, language), first=day(effective, language))
        return Draft(Status.PREMISE_CORRECTED, (), opening)

    def _renumbered(self, route: routes.Renumbered, question: Question, passages: Sequence[Passage], on: date) -> Draft:
        """Where each article went; then what it says today, and of one alone what has its number now."""
        first, language = route.moved[0], question.language
        card = self._corpus.instruments[first.cited.instrument or ""]
        law = {p.locator: p for p in self._corpus.in_force(on) if p.instrument == card.id}
        also = "、" if language == "zh" else " and "

        def went(moved: routes.Moved) -> str:
            values = {"old": card.cite(loc.article_of(moved.cited.locator), language)}
            values["new"] = also.join(card.cite(to, language) for to in moved.now)
            return phrase("moved_and_changed" if moved.changed else "moved", language, **values)

        told = phrase("moved_between", language).join(went(moved) for moved in route.moved)
        opening = phrase("renumbered", language, date=day(law[first.now[0]].effective, language), moved=told)
        claims: list[Claim] = []
        status = Status.ANSWERED if says_old(question) else Status.PREMISE_CORRECTED
        if len(route.moved) > 1:
            for to in dict.fromkeys(to for moved in route.moved for to in moved.now):
                claims += self._rule_itself((card.id, to), language, on)
            return Draft(status, tuple(claims), opening)
        opening += ("" if language == "zh" else " ") + phrase("same_number", language)
        near = {p.provision.locator: p for p in passages if p.provision.instrument == card.id}
        for locator in (*first.now, loc.article_of(first.cited.locator)):
            passage = near.get(locator) or Passage(law[locator], 0.0, locator)
            claims += self._writer.write(replace(question, cited=()), _without_citation([passage]), on).claims[:2]
        return Draft(status, tuple(claims), opening)

    def _wrong_article(self, route: routes.WrongArticle, question: Question, passages: Sequence[Passage], on: date) -> Draft:
        language = question.language
        card = self._corpus.instruments[route.cited.instrument or ""]
        wrong, right = card.cite(route.cited.locator, language), card.cite(route.right, language)
        order = (route.right, loc.article_of(route.cited.locator))
        by_key = {p.provision.locator: p for p in passages if p.provision.instrument == card.id}
        claims: list[Claim] = []
        for key in order:
            if key in by_key:
                claims += self._writer.write(replace(question, cited=()), _without_citation([by_key[key]]), on).claims[:2]
        if asks_sanction(question):
            liable = [p for p in by_key.values() if "penalties" in p.provision.about().topics][:1]
            claims += self._writer.write(replace(question, cited=()), _without_citation(liable), on).claims[:1] if liable else []
        return Draft(Status.PREMISE_CORRECTED, tuple(claims), phrase("wrong_article", language, wrong=wrong, right=right))

    def _mistaken(self, route: routes.Mistaken, question: Question, passages: Sequence[Passage], on: date) -> Draft:
        belief, language = route.misbelief, question.language
        claims = statements_to_claims(belief.claims, self._corpus, language, on)
        right = belief.right_zh if language == "zh" else belief.right_en
        status = Status.ANSWERED if question.polar and not route.granted else Status.PREMISE_CORRECTED
        wrong = belief.wrong_zh if language == "zh" else belief.wrong_en
        if status is Status.ANSWERED and denies(question.text) != denies(wrong):
            right = without_flat_no(right)
        told = (lead_claim(right, claims), *(claims if len(claims) > 1 else ()))
        opening = correction(route.also, self._corpus, language) if route.also is not None else ""
        if status is Status.ANSWERED and not _rests_on(claims, passages[:1]):
            # The question may ask more than what is so often got wrong.
            beside = self._writer.write(question, passages, on).claims
            told += tuple(claim for claim in beside if _rests_on([claim], passages[:_BESIDE]))
        return Draft(status, told, opening)

    def _contradicted(self, route: routes.Contradicted, question: Question, passages: Sequence[Passage], on: date) -> Draft:
        """First what is wrong, then the rule where it stands, then an answer to what was asked."""
        found, language = route.contradiction, question.language
        lead = self._rule_itself(found.right, language, on) if found.kind != "issuer" or not passages else []
        if found.wrong is not None and found.wrong[0] == found.right[0]:
            lead += self._rule_itself((found.wrong[0], loc.article_of(found.wrong[1])), language, on)
        if found.elsewhere is not None:
            lead += self._rule_itself(found.elsewhere, language, on)
        rest = self._writer.write(replace(question, cited=()), _without_citation(passages), on).claims if passages else ()
        claims = {claim.text: claim for claim in (*lead, *rest)}
        return Draft(Status.PREMISE_CORRECTED, tuple(claims.values()), correction(found, self._corpus, language))

    def _rule_itself(self, address: tuple[str, str], language: str, on: date) -> list[Claim]:
        """What a provision says, as a claim: the article as a whole, or of a long one the unit."""
        instrument, locator = address
        provision = next((p for p in self._corpus.wordings(instrument, locator) if p.in_force(on)), None)
        if provision is None:
            return []
        paragraphs = {"__".join(unit.locator.split("__")[:2]) for unit in provision.units}
        whole = len(paragraphs) <= _SHORT or "__item" in locator or not provision.about(locator).gist(language)
        unit = provision.locator if whole else locator
        gist = provision.about(unit).gist(language)
        return [supported(gist, provision, unit, self._corpus, on)] if gist else []

    def _open(self, route: routes.Open, question: Question, on: date) -> Draft:
        point, zh = route.point, question.language == "zh"
        remarks = practice(point.practice_zh if zh else point.practice_en)
        fact = point.fact_zh if zh else point.fact_en
        if fact:
            remarks += (Remark("fact", phrase("one_fact", question.language, fact=fact)),)
        told = point.zh if zh else point.en
        opening = told if _SAYS_SO.search(told) else f"{phrase('open', question.language)} {told}"
        return Draft(
            Status.UNSETTLED, tuple(statements_to_claims(point.claims, self._corpus, question.language, on)), opening, remarks
        )

    def _no_figure(self, route: routes.NoFigure, question: Question, passages: Sequence[Passage], on: date) -> Draft:
        """That the law gives no such figure, and what it says instead."""
        asked, language = route.asked, question.language
        cite = self._corpus.instruments[asked.instrument].cite(asked.locator, language)
        opening = f"{phrase('open', language)} {phrase(f'no_{asked.kind}', language, cite=cite, term=asked.term)}"
        near = [p for p in passages if (p.provision.instrument, p.provision.locator) == (asked.instrument, asked.locator)]
        rest = self._writer.write(replace(question, cited=()), _without_citation(near or passages), on)
        return Draft(Status.UNSETTLED, rest.claims, opening)

    def _noted(self, route: routes.Noted, question: Question, on: date) -> Draft:
        note, language = route.note, question.language
        remarks = [Remark("practice", line.text(language)) for line in note.practice]
        sources = dict.fromkeys(note.sources[name] for line in note.practice for name in line.sources)
        if sources:
            remarks.append(Remark("sources", phrase("sources", language, sources="; ".join(sources))))
        remarks.append(Remark("note", phrase("note_ends", language, change=note.would_change(language))))
        told = side_by_side(route.sides, self._corpus, language) or summary_of(note, self._corpus, language, on)
        confidence = phrase(f"confidence_{note.confidence}", language)
        opening = phrase("note_opens", language, summary=told, date=day(note.as_of, language), confidence=confidence)
        claims = statements_to_claims(route.asked or note.claims, self._corpus, language, on)
        return Draft(Status.ANSWERED, tuple(claims), opening, tuple(remarks))

    def _needs_fact(self, route: routes.NeedsFact, question: Question, on: date) -> Draft:
        fact = self._corpus.scope.facts[route.gate.fact]
        asked = fact.ask_zh if question.language == "zh" else fact.ask_en
        opening = f"{phrase('needs_fact', question.language)} {asked}"
        return Draft(
            Status.NEEDS_FACT, tuple(statements_to_claims(route.gate.claims, self._corpus, question.language, on)), opening
        )

    def _own_case(self, route: routes.OwnCaseDecided, question: Question, passages: Sequence[Passage], on: date) -> Draft | None:
        """Whether the rules reach the asker's service, by which words of theirs and of the law; then an answer to the rest."""
        language = question.language
        grounds, _ = verify(statements_to_claims(route.grounds, self._corpus, language, on), self._corpus, on)
        if not grounds or grounds[0].text != route.grounds[0].text(language):
            return None
        first = grounds[0].citations[0]
        card = self._corpus.instruments[first.instrument]
        values = {
            "words": ("、" if language == "zh" else ", ").join(f"“{words}”" for words in route.words),
            "rules": card.short(language),
            "cite": card.cite_on(first.locator, language, on),
        }
        told = phrase("reaches" if route.applies else "reaches_not", language, **values)
        plain = route.asked and not asks_to_be_free(question.text)
        opening = phrase("yes" if route.applies else "no", language) + told if plain else told
        rest = self._writer.write(question, passages, on).claims
        articles = {(c.instrument, loc.article_of(c.locator)) for claim in grounds for c in claim.citations}
        beside = [c for c in rest if articles.isdisjoint((x.instrument, loc.article_of(x.locator)) for x in c.citations)]
        if not route.applies and not route.asked:
            beside = [c for c in beside if not self._on_filing(c)]
        return Draft(Status.ANSWERED, (*grounds, *beside), opening)

    def _on_filing(self, claim: Claim) -> bool:
        """Whether a claim is on filing or on the security assessment that goes with it."""
        topics = {t for c in claim.citations for t in self._corpus.provision(c.instrument, c.locator).about().topics}
        return bool(topics & _FILING)

    def _missing_fact(self, route: routes.MissingFact, question: Question, on: date) -> Draft:
        """The fact to ask for, what is due where it is so, and that nothing of this is due where it is not."""
        fact, language = self._corpus.scope.facts[route.fact], question.language
        derived = self._corpus.scope.derived.get(route.turns_on)
        why, rests_on = (derived.title(language), derived.rests_on) if derived else (fact.why(language), fact.rests_on)
        cite = self._corpus.instruments[rests_on[0]].cite(rests_on[1], language)
        told = phrase("turns_on", language, fact=fact.ask(language), why=why.rstrip(".。"), cite=cite)
        statements = [Statement(*duty.cites[0], duty.what_en, duty.what_zh) for duty in route.duties]
        claims = tuple(statements_to_claims(statements, self._corpus, language, on))
        return Draft(Status.NEEDS_FACT, claims, told, (Remark("otherwise", phrase("otherwise", language)),))


def _link(card: Instrument, language: str) -> str:
    return f"{phrase('look_there', language, url=card.official_url)} {card.leads_to(language)}".rstrip()


def summary_of(note: Note, corpus: Corpus, language: str, on: date) -> str:
    """The summary of a note: each sentence about the law with its pinpoints, left out where the check objects to it on a day."""
    told = []
    for sentence in note.summary:
        if isinstance(sentence, Statement):
            passed, _ = verify(statements_to_claims([sentence], corpus, language, on), corpus, on)
            told += [cited(claim, corpus, language, on) for claim in passed]
        else:
            told.append(sentence.text(language))
    return ("" if language == "zh" else " ").join(told)


def _rests_on(claims: Sequence[Claim], passages: Sequence[Passage]) -> bool:
    """Whether some claim cites one of the passages; so it is taken where there is none."""
    cited = {(c.instrument, loc.article_of(c.locator)) for claim in claims for c in claim.citations}
    return not passages or any((p.provision.instrument, p.provision.locator) in cited for p in passages)


def _without_citation(passages: Sequence[Passage]) -> list[Passage]:
    return [replace(p, why={k: v for k, v in p.why.items() if k != "citation"}) for p in passages]
