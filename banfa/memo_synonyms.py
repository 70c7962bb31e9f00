"""Ordinary words beside the words of the law: "keep" for "retain", "staff" for "personnel". For telling how much a claim shares.

Two sources: what the lexicon gives as English for one Chinese word, and a table of everyday words.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from banfa.clauses import stems
from banfa.lexicon import WORDS

_EVERYDAY = """
illegal unlawful banned prohibited | staff personnel employees workers people
tell inform notify notice disclose announce publish | check verify review examine inspect assess
firm company business enterprise organisation vendor shop operator provider handler | chatbot model service system
customer client user consumer registered | person individual people anyone somebody organisation | kid child children minor
parent guardian | fine fined penalty punish | delete remove erase strip wipe scrub eliminate removal
keep retain store hold preserve log logs record | abroad overseas outside foreign territory export exported cross-border
mainland China Chinese domestic territory within | inside within internal own | outside without | free exempt exemption waive
mark label tag watermark flag notice sign identify | hidden implicit invisible | visible explicit prominent noticeable
clip video | picture image photo opening frame | sound audio voice spoken speech | answer reply response feedback result
complaint complain grievance report | ask request apply application demand | get obtain acquire receive take
give provide offer supply | buy purchase acquire | sell offer | start begin launch online beginning before
end finish close expiry lapse expire | stop cease suspend terminate halt | fix rectify correct remedy improve
retrain optimise training | careful prudent | big large major significant | serious severe grave | need require necessary must
clear explicit plain clearly | easy convenient easily | fast prompt promptly timely quickly soon | month months
yearly annual annually | lawyer legal law | regulator authority authorities department competent office cyberspace CAC
court judicial enforcement organ | deal contract agreement terms | sign conclude | law statute rule provisions regulation act
break breach violate violation infringe comply | dataset data corpus | number amount scale quantity | source origin sourced
kind type category | explain explanation state account | refuse reject decline | object refuse | withdraw revoke
hurt harm damage injure | fake false fabricated forge forged | copy duplicate
upload publish post share disseminate release distribute | site platform website network content dissemination
uploader user poster | deepfake synthesis synthesised synthetic generated | AI generated synthetic artificial intelligence
shop store distribution app application | safety security | scrape scraping crawl automated automation tool collect
hack intrude intrusion illegal | secret confidential confidentiality | name identity identification identify real
rival competitor competition | price pricing differential | drop cancel deregister cancellation | yearly annual
foreigner foreign overseas | spread disseminate transmit | tool tools software service | hire appoint designate engage entrust
boss head person charge responsible | audit compliance | renew extend extension | valid validity good lasts | pay payment
tamper alter change modify | lie deceive mislead | firewall internal | interface API programmable | guess suspected suspect
prompt input inputs | output result generated | worker annotation annotator labelling | train training
supervise oversee guide | secretly covert | permission consent approval authorise licence license permit
sign-off approval approve | hand provide
""".strip()


def _groups() -> list[frozenset[str]]:
    lines = [group for line in _EVERYDAY.splitlines() for group in line.split("|")]
    return [stems(group) for group in lines] + [stems(" ".join(words)) for words in WORDS.values()]


@lru_cache(maxsize=1)
def _table() -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for group in _groups():
        for stem in group:
            found[stem] = found.get(stem, frozenset()) | group
    return MappingProxyType(found)


def others_for(stem: str) -> frozenset[str]:
    """The stems that may stand for a stem, itself among them."""
    return _table().get(stem, frozenset()) | {stem}
