"""Claims that deny what a provision says: that an authority has a part in it, that a breach is fined."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from banfa.actors import addressed, mentioned
from banfa.duties import PAUSE
from banfa.memo_authorities import agencies
from banfa.memo_elements import Clash

_PART = re.compile(
    r"\b(?:has|have|plays?) (?:no|neither)\b[^.;,]{0,30}\b(?:say|role|part|power|competence|responsibilit|mandate)\w*"
    r"|(?:没有|并无|不具有|不具备|不享有)[^，。；]{0,8}(?:职责|权限|职权|权力|管辖权)|无权(?:监管|管理|过问|查处)",
    re.IGNORECASE,
)
_UNFINED = re.compile(
    r"\b(?:unfined|unpunished|unsanctioned)\b|\b(?:no|without (?:a |any )?|never an? )(?:fines?|penalt(?:y|ies)|sanctions?)\b"
    r"|\b(?:not|never|cannot) be (?:fined|penalised|penalized|punished|sanctioned)\b"
    r"|不(?:会|予|能|得|可)?(?:被)?(?:处以)?(?:罚款|处罚)|没有(?:规定|设定)?罚(?:款|则)|免于(?:罚款|处罚)",
    re.IGNORECASE,
)
_FINED = re.compile(r"\bfine[sd]?\b[^.;]{0,60}\b(?:RMB|EUR|\d)|(?:RMB|EUR)[^.;]{0,60}\bfines?\b", re.IGNORECASE)
_FREE = re.compile(
    r"\bno (?:administrative )?penalt|\bnot be (?:fined|penalised|punished)|\bmust not be given\b|\bexempt", re.IGNORECASE
)

_NOT_THESE = re.compile(
    r"\bonly\b[^.;]{3,60}?,? (?:and |but )?not (?:the |an? )?(?P<who>[\w -]{4,40}?)(?=[,.;]|$| (?:are|is|can|may|must|count)\b)"
    r"|(?:只|仅)[^。；]{2,30}，(?:而)?(?:不包括|不是|不含|不约束|不管)(?P<wer>[^，。；]{2,14})",
    re.IGNORECASE,
)
_ANYBODY = re.compile(
    r"\b(?:any|no) (?:organisation|individual)|\borganisations (?:and|or) individuals\b|\bwhoever\b(?! provides)", re.IGNORECASE
)


def denials(claim: str, law: str) -> Iterator[Clash]:
    """What a claim denies and a provision says.

    Args:
        claim: what is said.
        law: the words of the provision (in English).
    """
    parts, unfined = _denied(claim)
    for part in parts:
        both = agencies(part) & agencies(law)
        if both:
            yield Clash("negation", part.strip(), ", ".join(sorted(both)))
    if unfined and _FINED.search(law) and not _FREE.search(law):
        yield Clash("negation", unfined)
    yield from _excluded(claim, law)


@lru_cache(maxsize=1024)
def _denied(claim: str) -> tuple[tuple[str, ...], str]:
    """The words in which a claim denies a part in something, each with who stands before them, and those that deny a fine."""
    parts = tuple(PAUSE.split(claim[: match.start()])[-1] + match[0] for match in _PART.finditer(claim))
    unfined = _UNFINED.search(claim)
    return parts, unfined[0] if unfined else ""


def _excluded(claim: str, law: str) -> Iterator[Clash]:
    """Somebody whom a claim leaves out ("only users, not providers") though the law speaks of anybody, or of just these."""
    excluded = _NOT_THESE.search(claim)
    if not excluded:
        return
    who, there = mentioned(f"{excluded['who'] or excluded['wer']};"), addressed(law) | mentioned(law)
    if who and (_ANYBODY.search(law) or who & there):
        yield Clash("actor", ", ".join(sorted(who)), "anybody" if _ANYBODY.search(law) else ", ".join(sorted(there)))
