"""What an English question takes for granted of the law.

"Since article 9 sets a fine, may we …", "Why do the Measures require …", "Which article sets …", "The six bodies that issued
…": the
reading is grammatical and knows no law. What somebody says of their own case is no premise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from banfa.citing import Citator
from banfa.duties import modalities
from banfa.premises import Premise
from banfa.quantities import quantities

_ASKS = (
    r"(?:and |so |then |but )?(?:what|which|who|whom|whose|when|where|how|why|in which|on which|to whom|from when"
    r"|by when|do|does|did"
    r"|is|are|was|were|may|can|could|must|should|shall|will|would|has|have)\b"
)
_ASKS_ABOUT = r"(?:what|which|who|whom|whose|when|where|how|why)\b"
_REASON = re.compile(
    r"^\W*(?:and |so |but |well, )?(?:since|as|because|given(?: the fact)?(?: that)?|now that|seeing that|considering that)\s+"
    rf"(?P<claim>[^?]{{12,240}}?),\s+(?={_ASKS})",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"[,;]?\s(?:because|given that|now that|seeing that|considering that)\s+(?P<claim>[^?,]{12,200})\?\s*$", re.IGNORECASE
)
_LED_TO = re.compile(rf"^(?P<claim>[^?]{{20,200}}?),? so (?={_ASKS_ABOUT})", re.IGNORECASE)
_WHY = re.compile(r"^\W*(?:and |so |but )?why (?:do|does|did) (?P<claim>[^?]+)\?", re.IGNORECASE)
_PARTY = (
    r"(?:providers?|users?|handlers?|operators?|platforms?|compan(?:y|ies)|firms?|stores?|we|they|it|one|exporters?|services?)"
)
_WHY_MUST = re.compile(
    r"^\W*(?:and |so |but )?why (?P<aux>must|may|should|can|are|is) "
    rf"(?:(?P<who>(?:[\w'-]+ ){{0,6}}?{_PARTY})\b(?P<rest>[^?]+)|(?P<what>(?:[\w'-]+ ){{1,9}}?)(?P<be>be [^?]+))\?",
    re.IGNORECASE,
)
_WHICH = re.compile(
    r"^\W*(?:and |so |but )?(?:which|what) (?:article|provision|section|clause|paragraph)s? (?:of|in) (?P<name>[^?]{3,80}?)\s"
    r"(?P<verb>(?:sets?|obliges?|requires?|forces?|forbids?|prohibits?|bans?|imposes?|prescribes?|demands?|orders?|makes?"
    r"|allows?|permits?|lets?|caps?|limits?)\b[^?]+)\?",
    re.IGNORECASE,
)
_THAT = re.compile(
    r"\bthe (?P<n>(?:RMB |CNY )?\d[\d,.]*%?(?: (?:thousand|million|billion))?|two|three|four|five|six|seven|eight|nine"
    r"|ten|eleven|twelve)"
    r"(?P<what>(?: [\w-]+){0,4}?) (?:that|which|who) (?P<rest>[^?,;.]{6,140})",
    re.IGNORECASE,
)
_SETS = re.compile(
    r"^(?P<who>.{3,70}?) (?P<verb>sets?|prescribes?|requires?|gives?|allows?|names?|fix(?:es)?)\b(?P<rest>.*)$", re.IGNORECASE
)
_LIMIT = re.compile(
    r"\bthe (?P<limit>(?:RMB |CNY )?(?:\d[\d,.]*|two|three|four|five|six|seven|ten|thirty)[\w %-]{0,30}?"
    r"(?:deadline|limit|threshold|fine|period|term|cap|quota|window|minimum|maximum))(?P<purpose> (?:for|on"
    r"|to) [\w' -]{3,50}?)? (?:in|of|under|set by|from"
    r"|laid down in|that)"
    r" (?P<name>[^?,;]{4,80})",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"^\W*(?:(?:i|we|you)(?:'ve| have)? (?:read|heard|were told|was told|understand|learnt|saw|know|gather)(?: somewhere)?"
    r"|(?:somebody|someone|people|(?:our|my|the|a|an|some|their) [\w-]+)(?: [\w-]+){0,5}? (?:says?|said|writes?|wrote"
    r"|tells? us|told us|read|claims?|insists?|thinks?|believes?|warns? us)"
    r"|it is said|everybody says|people say|rumou?r has it)(?: that)?,?\s+",
    re.IGNORECASE,
)
_SO = re.compile(r"^(?:[^.?!]*,\s*)?(?:so|therefore|hence)\s+(?P<claim>.+)$", re.IGNORECASE)
_TAG = re.compile(
    r"(?:[,;.]\s*(?:(?:is|am) (?:that|this|i) )?(?:correct|true|ok|okay|yes|no|isn't it|aren't we|don't we|doesn't it)"
    r"|,?\s\bright)"
    r"\s*\?\s*$",
    re.IGNORECASE,
)
_OF_ONESELF = re.compile(r"\W*(?:we|i|our|my|us|we['’](?:re|ve|ll|d)|i['’](?:m|ve|ll|d))\b", re.IGNORECASE)
_SET_FOR_US = re.compile(
    r"\W*(?:we|i) (?:must|may|need|cannot|have to|(?:have|get|are given) (?:up to |only |at least )?[\w-]+ (?:working "
    r"|calendar )?"
    r"(?:hours|days|weeks|months|years))\b",
    re.IGNORECASE,
)
_LAW_SAYS = re.compile(
    r"\b(?:sets?|caps?|forces?|obliges?|requires?|prescribes?|imposes?|demands?|prohibits?|bans?|forbids?|mandat\w+|says?|lets?|allows?"
    r"|permits?|calls? for|wants?|asks?|gives?|must|may|need|needs|have to|has to|fined?|issued|valid|lasts?|holds?"
    r"|expires?|due|exempt"
    r"|makes? (?=(?:us|you|every|all|any|each|providers?|operators?|handlers?|platforms?|companies|users?|app stores?)\b)|tells?"
    r"|makes? [^.?;]{3,60} (?:compulsory|mandatory|obligatory|unlawful|illegal|optional|voluntary)"
    r"|entered into force|apply|applies|runs its own|carr(?:y|ies) out)\b",
    re.IGNORECASE,
)
_VERIFIES = re.compile(
    r"\W*(?:and |but |so )?(?:is|are|does|do) (?:that|this|it|he|she|they|the \w+)\b[^?]{0,24}\b(?:right|true|correct"
    r"|still|so|accurate|hold)\b",
    re.IGNORECASE,
)
"""Who asks whether what was told is so takes nothing for granted."""
_TRUE = re.compile(r"\W*(?:right|true|correct|really|fact)\b(?: or [^?]*)?\?$", re.IGNORECASE)
_DASHED = re.compile(rf"^(?P<claim>[^?]{{20,240}}?)\s*(?:\s-|[–—]|;)\s+(?={_ASKS})", re.IGNORECASE)
_OF_THE_LAW = re.compile(
    r"\b(?:the|an?|this|that) (?P<what>(?:[\w'-]+ ){1,6}?)(?:that|which) (?P<who>[^?,;]{3,80}?) "
    r"(?P<verb>tells?|obliges?|requires?|makes?|orders?|forces?|wants?|asks?|demands?|expects?|lets?|allows?|permits?)"
    r" (?P<rest>[^?.,;]{3,100})",
    re.IGNORECASE,
)
_AND = re.compile(r",? and ", re.IGNORECASE)
_SHORTEST = 3
"""The fewest spaces of a sentence that says something of the law."""
_CASE = re.compile(r"\W*(?:if|unless)\b", re.IGNORECASE)
_TOPIC = re.compile(r"^[^.?!,]{3,60}: ")
_TAGGED = re.compile(r"\?\s*$")
_SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[A-Z“\"'])")
_WH = re.compile(r"\b(?:what|which|who|whom|how|when|where|why|whether)\b", re.IGNORECASE)


def english_premises(text: str, citator: Citator) -> Iterator[Premise]:
    """The statements about the law that a question takes for granted, in the order of its sentences."""
    sentences = _SENTENCE.split(text.strip())
    told = len(sentences) > 1 and _SAYS.match(sentences[-2]) is not None
    if _VERIFIES.match(sentences[-1]) or (told and _TRUE.match(sentences[-1])):
        return
    for sentence in sentences:
        if not sentence.endswith("?"):
            yield from _stated(sentence, citator)
            continue
        if tag := _TAG.search(sentence):
            yield from _stated(f"{sentence[: tag.start()]}?", citator)
        elif (reason := _REASON.match(sentence) or _BEHIND.search(sentence)) is not None:
            yield from _stated(reason["claim"], citator, reason=True)
        elif (dashed := _DASHED.match(sentence)) and _LAW_SAYS.search(dashed["claim"]):
            yield from _stated(dashed["claim"], citator)
        elif lead := _LED_TO.match(sentence):
            yield from _stated(lead["claim"], citator, reason=True)
        elif (why := _WHY.match(sentence)) and not _OF_ONESELF.match(why["claim"]):
            yield Premise(why["claim"].partition(", and ")[0])
        elif why := _WHY_MUST.match(sentence):
            said = f"{why['who']} {why['aux']}{why['rest']}" if why["who"] else f"{why['what']}{why['aux']} {why['be']}"
            yield Premise(said.partition(", and ")[0])
        elif (which := _WHICH.match(sentence)) and not _WH.search(which["verb"]):
            yield Premise(f"{which['name']} {which['verb']}", asked_of=True)
    for that in _THAT.finditer(text):
        yield Premise(_turned(that))
    for of in _OF_THE_LAW.finditer(text):
        if citator.find(of["who"]) or citator.mentions(of["who"]):
            yield Premise(f"{of['who']} {of['verb']} {of['rest']} the {of['what'].strip()}")
    for limit in _LIMIT.finditer(text):
        named = next((limit["name"][m.start : m.end] for m in citator.mentions(limit["name"])), "")
        if named:
            yield Premise(f"The {named.removeprefix('the ')} set a {limit['limit']}{limit['purpose'] or ''}")


def _stated(sentence: str, citator: Citator, *, reason: bool = False) -> Iterator[Premise]:
    """A statement, without who told it; of what somebody says of their own case only what follows from the law.

    ``reason``: it is what a question builds on ("Since …, may we …?"), and so is said of the law.
    """
    claim = _SAYS.sub("", sentence)
    told = claim != sentence
    claim = _behind_the_case(claim, citator)
    if _OF_ONESELF.match(claim) and not _SET_FOR_US.match(claim):
        so = _SO.match(claim)
        if so is None or _OF_ONESELF.match(so["claim"]):
            return
        claim = so["claim"]
    if claim.count(" ") < _SHORTEST or _WH.match(claim) or _CASE.match(claim):
        return
    named = bool(citator.mentions(claim) or citator.find(claim)) and not _TOPIC.match(claim)
    of_law = _LAW_SAYS.search(claim) or modalities(claim) or ((reason or named) and quantities(claim, words=True))
    if not of_law:
        return
    if reason or told or named or _TAGGED.search(sentence):
        yield Premise(claim, certain=reason or named, told=told)


def _behind_the_case(claim: str, citator: Citator) -> str:
    """What is said of the law behind what is told of one's own plans: "launch is in June and article 24 wants the filing"."""
    for joint in _AND.finditer(claim):
        before, behind = claim[: joint.start()], claim[joint.end() :]
        of_law = _LAW_SAYS.search(before) or modalities(before) or citator.find(before) or citator.mentions(before)
        if not of_law and (citator.find(behind) or citator.mentions(behind)):
            return behind
    return claim


def _turned(that: re.Match[str]) -> str:
    """ "the six bodies that issued X" as "X was issued by six bodies"; "the 100,000 that X sets for Y" as "X sets 100,000
    for Y"."""
    number, what, rest = that["n"], that["what"], that["rest"].strip()
    made = re.match(
        r"(?:jointly |together )?(?P<verb>issued|published|adopted|made|released|wrote) (?P<what>.+?)(?::|$)", rest, re.IGNORECASE
    )
    if made:
        return f"{made['what']} was {made['verb']} by {number}{what}"
    if sets := _SETS.match(rest):
        return f"{sets['who']} {sets['verb']} {number}{what}{sets['rest']}"
    return f"{number}{what} {rest}"
