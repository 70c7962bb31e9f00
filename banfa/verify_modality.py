"""Whether a sentence requires, forbids or allows what its quote does not: as a whole, and clause by clause."""

from __future__ import annotations

from collections.abc import Sequence

from banfa.clauses import Clause, English, clauses_of, law_clauses
from banfa.duties import Modality, granted, modalities

_ALIKE, _AHEAD, _BARELY = 0.5, 0.3, 0.2  # how like another clause, how much more than its own, how little its own
DUTY = {Modality.MUST, Modality.MUST_NOT, Modality.MAY}
_NOT_SO = {
    Modality.MUST_NOT: "it forbids what the quote does not forbid",
    Modality.MUST: "it makes a duty of what the quote does not require",
    Modality.MAY: "it leaves to choice what the quote does not",
    Modality.CAN: "it makes possible what the quote forbids",
    Modality.NEED_NOT: "it denies a duty that the quote sets",
    Modality.NO_BAN: "it denies a ban that the quote sets",
    Modality.APPLIES: "it applies what the quote says does not apply",
    Modality.APPLIES_NOT: "it takes out what the quote says applies",
}
_LIKE = {Modality.MAY: {Modality.MAY, Modality.CAN}, Modality.CAN: {Modality.CAN, Modality.MAY}}  # a right may stand for a "may"
_AGAINST = {
    Modality.MUST_NOT: {Modality.MUST, Modality.MAY, Modality.CAN, Modality.MIGHT},
    Modality.MUST: {Modality.MUST_NOT, Modality.MAY, Modality.CAN, Modality.MIGHT},
    Modality.MAY: {Modality.MUST, Modality.MUST_NOT},
    Modality.CAN: {Modality.MUST_NOT},
    Modality.NEED_NOT: {Modality.MUST},
    Modality.NO_BAN: {Modality.MUST_NOT},
    Modality.APPLIES: {Modality.APPLIES_NOT},
    Modality.APPLIES_NOT: {Modality.APPLIES},
}
# These three must be in the quote as soon as it says anything to the contrary.
_NEEDS: dict[Modality, set[Modality]] = {Modality.MUST_NOT: set(), Modality.MUST: set(), Modality.MAY: {Modality.CAN}}


def modality_clash(claim: str, read: Sequence[str], english: English) -> str | None:
    """The duty, ban or choice of a claim that the words it quotes (``read``) do not have but speak against."""
    known = frozenset().union(*map(granted, read))
    spoken = frozenset().union(*map(modalities, read))
    for modality in _NOT_SO:
        if modality in modalities(claim) - known and _against(modality, known, spoken):
            return _NOT_SO[modality]
    quoted = [clause for line in read for clause in law_clauses(line)]
    return next((_NOT_SO[said.modality] for said in clauses_of(claim, english) if _is_other(said, quoted)), None)


def unquoted_clash(claim: str, read: Sequence[str], rest: Sequence[str], english: English) -> str | None:
    """What the rest of the article says against a duty, ban or choice of the claim when the quote has none of that kind."""
    quoted = {clause.modality for line in read for clause in law_clauses(line)}
    there = [clause for line in rest for clause in law_clauses(line)]
    forbids, spoken = Modality.MUST_NOT, {clause.modality for clause in there}
    if not quoted and forbids in modalities(claim) and forbids not in spoken and spoken & _AGAINST[forbids]:
        return _NOT_SO[forbids]
    for said in clauses_of(claim, english):
        if said.modality in DUTY and not quoted & _LIKE.get(said.modality, {said.modality}) and _is_other(said, there):
            return _NOT_SO[said.modality]
    return None


def _against(modality: Modality, known: frozenset[Modality], spoken: frozenset[Modality]) -> bool:
    """Whether what a quote does say speaks against a modality that it does not have."""
    if modality in _NEEDS:
        return not known & _NEEDS[modality] and bool(spoken & _AGAINST[modality])
    return bool(known) and known <= _AGAINST[modality]


def _is_other(said: Clause, quoted: Sequence[Clause]) -> bool:
    """Whether a clause of the claim is more like one of the quote with another modality than like any with its own."""
    if said.modality not in _AGAINST:
        return False
    own = [c for c in quoted if c.modality in _LIKE.get(said.modality, {said.modality})]
    contrary = [c for c in quoted if c.modality in _AGAINST[said.modality]]
    if len(said.head) > 1 and max(map(said.heads, contrary), default=0.0) == 1.0 and not any(map(said.heads, own)):
        return True
    same = max(map(said.inside, own), default=0.0)
    other = max(map(said.inside, contrary), default=0.0)
    return other >= _ALIKE and other > same + _AHEAD and (len(said.terms) > 1 or same < _BARELY)
