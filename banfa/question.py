"""What a question is: its cleaned text, its language, the day it is asked about, what it cites, and how it is put."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from banfa.citing import Citator, Cited
from banfa.errors import UsageError
from banfa.filters import NO_FILTERS, Filters
from banfa.naming import Mention

_CJK = re.compile(r"[㐀-鿿]")
_LETTER = re.compile(r"[A-Za-z]+")
_INVISIBLE = re.compile(  # control characters, zero-width and direction marks, lone surrogates, tags
    r"[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_POLAR_EN = re.compile(
    r"\b(?:do|does|did|is|are|was|were|am|can|could|may|must|should|shall|will|would|has|have|need)\s+"
    r"[\w'-]+\b[^?]*\?",
    re.IGNORECASE,
)
_STATES_EN = re.compile(
    r"\b(?:sets?|forces?|obliges?|requires?|prescribes?|imposes?|demands?|prohibits?|bans?|forbids?|mandat\w+|says?|oblige us)\b",
    re.I,
)
_STATES_ZH = re.compile(r"规定|强制|必须|不得|一律|不是|都要|[^。！？?!]{6}[。！!]")
_STATEMENT = 5
_OF_ONESELF_EN = re.compile(r"\W*(?:\w+[:,] )?(?:we|i|our|my|we['’](?:re|ve)|i['’](?:m|ve))\b", re.IGNORECASE)
_OF_LAW_EN = re.compile(
    r"\b(?:must|ha(?:ve|s) to|need(?:s|n['’]t)?|requir\w+|allow\w+|legal\w*|law|rules?|measures|provisions|regulat\w+"
    r"|articles?|art\.?|appl(?:y|ies)|exempt\w*|fine[sd]?|ban(?:ned)?|forbid\w*|so we|therefore|heard|told|read that|says?"
    r"|under the|threshold|deadline)\b",
    re.IGNORECASE,
)
_TAG_EN = re.compile(
    r"(?:,|\bso\b.*)\s*(?:right|correct|true|ok|okay|yes|no|isn't it|aren't we|don't we)\s*\?\s*$", re.IGNORECASE
)
_TAG_ZH = re.compile(r"(?:对吧|对不对|是吧|没错吧|不是.{0,40}吗|吧)[?？。!！\s]*(?:$|[，,。])")
_POLAR_ZH = re.compile(
    r"吗|么[?？]|是否|能不能|可不可以|要不要|算不算|是不是|有没有|需不需要|用不用|行不行|对不对|对吧|可否|能否|会不会|该不该|管不管|属不属于|合不合"
)
_CONTENT = re.compile(
    r"(?!\b(?:what|which|does|the|are|for|and|say|says|about|under|our|you|please|pls|mean|means|china|chinese)\b)\b[a-z]{3,}|[㐀-鿿]{2}",
    re.IGNORECASE,
)
_ENOUGH = 2
_SHORT_NAME = 24
_TITLE_WORDS = re.compile(
    r"\b(?:the|china(?:'s)?|chinese|interim|measures|rules?|regulations?|provisions|regime|law|act|rulebook|of|on|for|in|\d{4}|august)\b"
    r"|[《》\"“”]|中华人民共和国|中国的?|暂行|管理|办法|规定|条例|规则|新规|监管|法规|法(?=$|》)",
    re.IGNORECASE,
)
_WH_EN = re.compile(r"\b(?:what|which|who|whom|whose|when|where|how|why)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Question:
    """A question, ready to be answered."""

    text: str
    language: str
    as_of: date
    cited: tuple[Cited, ...] = ()
    mentions: tuple[Mention, ...] = ()
    truncated: bool = False
    filters: Filters = NO_FILTERS

    @property
    def topic(self) -> str:
        """What it is about: without article numbers and names of instruments, but for what these say of their matter."""
        return self._without_names(keep_matter=True)

    @property
    def bare_topic(self) -> str:
        """The topic without what the names themselves say of their matter."""
        return self._without_names(keep_matter=False)

    def _without_names(self, *, keep_matter: bool) -> str:
        spans = [(m.start, m.end, _matter(self.text[m.start : m.end]) if keep_matter else "") for m in self.mentions]
        spans += [(c.start, c.end, "") for c in self.cited]
        text = self.text
        for start, end, matter in sorted(spans, reverse=True):
            text = f"{text[:start]} {matter} {text[end:]}"
        text = re.sub(r"\s+", " ", text).strip()
        return text if len(_CONTENT.findall(text)) >= _ENOUGH else self.text

    @property
    def polar(self) -> bool:
        """Whether it asks for yes or no, and so does not take for granted what it asks about.

        "Right?" behind a statement, and 对吧, ask for nothing: they take the statement for granted.
        """
        if self.language == "zh":
            return bool(_POLAR_ZH.search(self.text)) and not _TAG_ZH.search(self.text)
        asked = [s for s in re.split(r"(?<=[.?!])\s+", self.text.strip()) if s.endswith("?")]
        last = asked[-1] if asked else self.text
        yes_no, wh = _POLAR_EN.search(last), _WH_EN.search(last)
        return yes_no is not None and not _TAG_EN.search(last) and (wh is None or yes_no.start() < wh.start())

    @property
    def tagged(self) -> bool:
        """Whether it states something and asks only to be told so: "…, right?", 对吧."""
        return bool((_TAG_ZH if self.language == "zh" else _TAG_EN).search(self.text))

    @property
    def asserts(self) -> bool:
        """Whether it states something, or asks on the footing that the law sets, requires or forbids something."""
        if self.language == "zh":
            return self.tagged or any(_STATES_ZH.search(s) for s in re.split(r"(?<=[。！？?!])", self.text))
        told = [s for s in re.split(r"(?<=[.?!])\s+", self.text.strip()) if not s.endswith("?")]
        stated = [s for s in told if len(s.split()) >= _STATEMENT and (_OF_LAW_EN.search(s) or not _OF_ONESELF_EN.match(s))]
        return bool(stated or self.tagged or _STATES_EN.search(self.text))


def _matter(name: str) -> str:
    """What the name of an instrument says of its matter, where it does: "the deepfake rules" are on deepfakes."""
    rest = _TITLE_WORDS.sub(" ", name).strip()
    told = name.isascii() and len(_CONTENT.findall(rest)) >= 1
    return rest if told and len(rest) < _SHORT_NAME else ""


def language_of(text: str) -> str:
    """``zh`` when the Chinese characters outweigh the Latin words, else ``en``."""
    return "zh" if len(_CJK.findall(text)) > len(_LETTER.findall(text)) else "en"


def clean(text: str) -> str:
    """The text in NFKC form (full-width digits and brackets become plain ones) without invisible characters."""
    return _INVISIBLE.sub(" ", unicodedata.normalize("NFKC", text)).strip()


def readable(text: str) -> str:
    """The text without halves of characters, which no output can carry."""
    return text.encode("utf-8", "replace").decode("utf-8")


def understand(text: str, citator: Citator, as_of: date, limit: int = 20_000, filters: Filters | None = None) -> Question:
    """Read a question; what lies beyond ``limit`` characters is left unread and the question says so.

    ``filters`` say which provisions may be found for it.

    Raises:
        UsageError: there is no question in it.
    """
    cleaned = clean(text[: limit * 2])
    if not re.search(r"\w", cleaned):
        raise UsageError("The question is empty. Ask, for example: Do the Interim Measures apply to an internal tool?")
    truncated = len(text) > limit
    cleaned = cleaned[:limit]
    return Question(
        text=cleaned,
        language=language_of(cleaned),
        as_of=as_of,
        cited=tuple(citator.find(cleaned, on=as_of)),
        mentions=tuple(citator.mentions(cleaned)),
        truncated=truncated,
        filters=filters or NO_FILTERS,
    )
