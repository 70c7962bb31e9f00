"""The default writer: no model. It answers with our gists of the provisions found, each with its pinpoint and its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from banfa import locator as loc
from banfa.answer import Claim, Draft, Remark, Status
from banfa.asked import (
    asks_any_sanction,
    asks_for_a_list,
    asks_only_commencement,
    asks_sanction,
    asks_the_worst,
    asks_when,
    wants_whole,
)
from banfa.asked_figure import figures_asked
from banfa.citation_triage import asks_for_an_article_alone
from banfa.corpus import Corpus
from banfa.law import Citation, Displacement, Provision, Statement, Unit
from banfa.passage import Passage
from banfa.phrases import phrase
from banfa.pinpoints import articles_named
from banfa.quantities import quantities
from banfa.question import Question
from banfa.quoting import supported, with_items
from banfa.sides import Side, of_each_side, side_by_side, sides_of
from banfa.weights import Weights

_GRAVE = re.compile(
    r"\b(?:circumstances|consequences) (?:\w+ ){0,2}serious\b|\bserious (?:circumstances|consequences)\b", re.IGNORECASE
)
_PEERS = 3
"""Units of one article that are cited at most, where not the whole of it is asked for."""
_FAR = 0.5
"""The best of one side that has no more than this share of the score of the best is told to be far from the question."""
_RELATING = 2
"""Provisions on how two instruments stand to each other that are cited at most."""
_DEFINING = 2
"""Of the provisions on a term that is asked about, so many are cited whatever their score."""


class EmbeddedWriter:
    """Composes an answer from gists: the best provision leads, those nearly as good follow, each quoted where it says so."""

    name = "embedded"

    def __init__(self, corpus: Corpus, weights: Weights) -> None:
        self._corpus = corpus
        self._rule = weights.writer

    def write(self, question: Question, passages: Sequence[Passage], on: date) -> Draft:
        """An answer from the passages; with none, an abstention."""
        if not passages:
            return Draft(Status.NOT_IN_CORPUS, (), opening=phrase("nothing_found", question.language))
        order = [(c.instrument, loc.article_of(c.locator)) for c in question.cited]
        cited = [p for p in passages if "citation" in p.why]
        cited.sort(key=lambda p: order.index(where) if (where := (p.provision.instrument, p.provision.locator)) in order else -1)
        sides = sides_of(question, self._corpus)
        chosen = self._chosen(question, passages, cited, on)
        claims: dict[str, Claim] = {}
        between: set[str] = set()
        for number, passage in enumerate(chosen):
            standing = self._still_standing(passage, chosen, on)
            for claim in self._claims(question, passage, on, standing, lead=number < max(1, len(sides))):
                claims.setdefault(claim.text, claim)
                between |= {claim.text} if "relates" in passage.why else set()
        opening = side_by_side(sides, self._corpus, question.language, _without_much(sides, passages))
        told = of_each_side(tuple(claims.values()), sides, self._corpus, question.language, between)
        return Draft(Status.ANSWERED, told, opening=opening)

    def stream(self, question: Question, passages: Sequence[Passage], on: date) -> Iterator[str]:
        """The prose sentence by sentence."""
        for claim in self.write(question, passages, on).claims:
            yield claim.text + " "

    def _chosen(self, question: Question, passages: Sequence[Passage], cited: list[Passage], on: date) -> list[Passage]:
        """What the answer rests on, the leading passage first."""
        since = [p for p in passages if "commencement" in p.why and p not in cited]
        if since and not cited and asks_only_commencement(question):
            return since
        chosen = self._with_rival(question, passages, cited) or self._figure_first(
            question, passages, self._with_reach(passages, self._worth_citing(passages)), on
        )
        if asks_sanction(question):
            chosen = _with_the_duty(chosen, passages)
        relating = sorted((p for p in passages if "relates" in p.why), key=lambda p: -max(p.gists.values()))[:_RELATING]
        if sides := sides_of(question, self._corpus):
            return _of_each_side(sides, passages, [*relating, *chosen], int(self._rule["most"]))
        chosen = [*relating, *(p for p in chosen if p not in relating)]
        defining = [p for p in passages if "defines" in p.why][:_DEFINING]
        first = [p for p in since if p not in chosen] if asks_when(question) else []
        return [*first, *chosen, *(p for p in [*since, *defining] if p not in chosen and p not in first)]

    def _with_rival(self, question: Question, passages: Sequence[Passage], cited: list[Passage]) -> list[Passage]:
        """What is cited, and the best of the rest where more is asked than what it says and that lies nearer to this."""
        rest = [p for p in passages if p not in cited]
        if not cited or not rest or wants_whole(question) or asks_for_an_article_alone(question):
            return cited
        near = max(_without_names(p) for p in cited)
        return [*cited, rest[0]] if _without_names(rest[0]) > near + self._rule["rival"] else cited

    def _with_reach(self, passages: Sequence[Passage], chosen: list[Passage]) -> list[Passage]:
        """Where it is asked whether the rules apply at all, the article that says to whom leads."""
        reach = [p for p in passages if "reach" in p.why]
        return [*reach, *(p for p in chosen if p not in reach)]

    def _worth_citing(self, passages: Sequence[Passage]) -> list[Passage]:
        best = passages[0].score
        enough = best - self._rule["keep"] * (best - passages[-1].score)
        return [p for p in passages if p.score >= enough][: int(self._rule["most"])]

    def _figure_first(self, question: Question, passages: Sequence[Passage], chosen: list[Passage], on: date) -> list[Passage]:
        """Where a figure is asked for, the best of what is cited that has one which still holds leads; where the best of all
        gives way, the best of what was found that has one."""
        asked = figures_asked(question.text)
        among = [*chosen, *passages] if chosen and self._gives_way(chosen[0], on) else chosen
        first = next((p for p in among if any(u in asked for _, u in quantities(self._standing_text(p, on), words=True))), None)
        return chosen if first is None else [first, *(p for p in chosen if p is not first)]

    def _gives_way(self, passage: Passage, on: date) -> tuple[Displacement, ...]:
        return self._corpus.instruments[passage.provision.instrument].displacements(passage.provision.locator, on)

    def _claims(self, question: Question, passage: Passage, on: date, standing: Sequence[str], *, lead: bool) -> list[Claim]:
        provision, language = passage.provision, question.language
        every = asks_any_sanction(question) and "penalty" in provision.about().modality
        units = [provision.locator] if every else list(standing) or self._units(question, passage, lead=lead)
        claims = []
        for locator in units:
            gist = provision.about(locator).gist(language)
            if gist:
                claim = supported(gist, provision, locator, self._corpus, on, () if every else passage.units_by_nearness)
                claims.append(with_items(claim, provision, locator, self._corpus, on))
        return claims

    def _units(self, question: Question, passage: Passage, *, lead: bool) -> list[str]:
        """Which gists to give: of an article asked for by number its own and each unit's; else the nearest and its peers."""
        provision = passage.provision
        if "reach" in passage.why:
            return self._both_sides(passage)
        if asks_for_a_list(question) and "citation" not in passage.why:
            return [passage.provision.locator]
        if wants_whole(question):
            inside = [u.locator for u in provision.units if u.locator != passage.pinpoint and not _leads_in(u, provision)]
            inside = [u for u in inside if loc.within(u, passage.pinpoint)]
            return [passage.pinpoint, *(inside if len(provision.units) > 1 else [])]
        near, margin = passage.gists, self._rule["unit_margin"] if lead else 0.0
        units = [u for u in passage.units_by_nearness if u != provision.locator]
        if "citation" in passage.why:
            inside = [u for u in units if loc.within(u, passage.pinpoint) and u != passage.pinpoint]
            return [passage.pinpoint, *self._peers(inside, near, margin)]
        if worst := self._worst(question, provision):
            return [worst]
        clear = self._clear(units, near)
        if not units or not (clear or near[units[0]] - near.get(provision.locator, -1.0) > self._rule["unit_lead"]):
            return [provision.locator]
        chosen = self._peers(units, near, margin)
        return [provision.locator, *chosen] if lead and not clear and "item_" in units[0] else chosen

    @staticmethod
    def _worst(question: Question, provision: Provision) -> str | None:
        """Where the worst is asked for, the only paragraph of a sanction that is on serious circumstances alone."""
        if not asks_the_worst(question) or "penalty" not in provision.about().modality:
            return None
        told = [u for u in provision.units if provision.about(u.locator).gist(question.language)]
        grave = [u.locator for u in told if _GRAVE.search(u.text)]
        return grave[0] if len(grave) == 1 and len(provision.units) > 1 else None

    def _clear(self, units: Sequence[str], near: Mapping[str, float]) -> bool:
        """Whether the nearest unit leads its sisters by so much that it is meant, and not the article."""
        sister = next((u for u in units[1:] if not loc.within(u, units[0]) and not loc.within(units[0], u)), None)
        return sister is not None and near[units[0]] - near[sister] >= self._rule["unit_clear"]

    def _standing_text(self, passage: Passage, on: date) -> str:
        """The text of an article; of one that gives way the units that stand."""
        gone = self._gives_way(passage, on)
        standing = (passage.provision.text_at(at) for displaced in gone for at in displaced.stands)
        return "\n".join(standing) if gone else passage.provision.text

    def _still_standing(self, passage: Passage, chosen: Sequence[Passage], on: date) -> list[str]:
        """Of an article that gives way in part the units that stand, where what displaces the rest is no part of the answer."""
        there = {p.provision.instrument for p in chosen}
        gone = self._gives_way(passage, on) if "citation" not in passage.why else ()
        return [at for displaced in gone if displaced.statement.instrument not in there for at in displaced.stands]

    def _both_sides(self, passage: Passage) -> list[str]:
        """Of an article on whom an instrument binds its first paragraph, on who is bound, and the one nearest to the question;
        that first where it is nearer by far."""
        near = passage.gists
        found = [u.locator for u in passage.provision.units if "item_" not in u.locator]
        if len(found) < 2:
            return [passage.provision.locator]
        other = max(found[1:], key=lambda unit: near.get(unit, -1.0))
        lead = {found[0]: self._rule["reach_lead"]}
        return sorted([found[0], other], key=lambda unit: -near.get(unit, -1.0) - lead.get(unit, 0.0))

    def _peers(self, units: Sequence[str], near: Mapping[str, float], margin: float) -> list[str]:
        """The nearest unit, and those that come within a margin of it."""
        return [u for u in units if near[u] >= near[units[0]] - margin and not _inside_another(u, units)][:_PEERS]


def _with_the_duty(chosen: list[Passage], passages: Sequence[Passage]) -> list[Passage]:
    """Behind a sanction that leads and names articles the best of these that was found: what is punished."""
    if not chosen or "penalty" not in chosen[0].provision.about().modality:
        return chosen
    lead = chosen[0].provision
    named = articles_named(lead.text)
    duty = next((p for p in passages if p.provision.instrument == lead.instrument and p.provision.locator in named), None)
    return chosen if duty is None else [chosen[0], duty, *(p for p in chosen[1:] if p is not duty)]


def _of_each_side(sides: Sequence[Side], passages: Sequence[Passage], chosen: Sequence[Passage], most: int) -> list[Passage]:
    """What says how the sides stand to each other, then the best of each side, then what else of them is nearly as good."""
    best = [next((p for p in passages if p.provision.instrument in side.instruments), None) for side in sides]
    relating = [p for p in chosen if "relates" in p.why]
    more = [p for p in chosen if any(p.provision.instrument in side.instruments for side in sides)]
    first: list[Passage] = []
    for passage in (*relating, *(p for p in best if p is not None), *more):
        first += [passage] if passage not in first else []
    return first[: max(most, len(relating) + len(sides))]


def _without_much(sides: Sequence[Side], passages: Sequence[Passage]) -> list[Side]:
    """The sides of which nothing was found that comes near enough to the best of the others."""
    scores = [
        max((p.score - p.why.get("relates", 0.0) for p in passages if p.provision.instrument in side.instruments), default=0.0)
        for side in sides
    ]
    return [side for side, score in zip(sides, scores, strict=True) if score < _FAR * max(scores)]


def _without_names(passage: Passage) -> float:
    """The score of a passage without what it gains from being cited or named."""
    return passage.score - sum(passage.why.get(name, 0.0) for name in ("citation", "named"))


def _leads_in(unit: Unit, provision: Provision) -> bool:
    """Whether a paragraph only opens a list of items, which say what it comes to."""
    return unit.text.rstrip().endswith((":", "：")) and provision.text_at(unit.locator) != unit.text


def _inside_another(unit: str, units: Sequence[str]) -> bool:
    """Whether a unit lies in a paragraph that is nearer still."""
    before = units[: list(units).index(unit)]
    return any(loc.within(unit, u) or loc.within(u, unit) for u in before)


def statements_to_claims(statements: Sequence[Statement], corpus: Corpus, language: str, on: date) -> list[Claim]:
    """Our sentences about provisions as claims with quotes; one on a provision not in force that day is left out."""
    claims = []
    for statement in statements:
        found = [(_in_force(corpus, instrument, locator, on), locator) for instrument, locator in statement.cites]
        law = [(provision, provision.resolve(locator) or locator) for provision, locator in found if provision is not None]
        if len(law) == len(found):
            text = statement.text(language)
            parts = [supported(text, provision, locator, corpus, on) for provision, locator in law]
            claims.append(lead_claim(text, parts))
    return claims


def _in_force(corpus: Corpus, instrument: str, locator: str, on: date) -> Provision | None:
    return next((p for p in corpus.wordings(instrument, locator) if p.in_force(on)), None)


def lead_claim(text: str, claims: Sequence[Claim]) -> Claim:
    """A leading sentence carried by the citations of the claims below it."""
    citations: Mapping[Citation, None] = dict.fromkeys(c for claim in claims for c in claim.citations)
    return Claim(text, tuple(citations))


def practice(text: str) -> tuple[Remark, ...]:
    """A remark on known practice, or nothing."""
    return (Remark("practice", text),) if text else ()
