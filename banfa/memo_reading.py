"""Read a memo: from Markdown or plain text to the claims that it makes on the law, each with what is carried on from before.

A heading, the sentence before or the line that opens a list may name the instrument or the article; the claim below it is then
read with that. What states no law (greetings, advice, questions) is left out and counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from banfa.citing import Citator
from banfa.duties import modalities
from banfa.memo_wording import in_words_of_law
from banfa.quantities import quantities

_FENCE = re.compile(r"^\s*(?:```|~~~)")
_RULE = re.compile(r"^[\s|:=*_-]+$")
_MARK = re.compile(r"^\s*(?:[-*+•·–]|\(?\d{1,2}[.)、]|[（(][一二三四五六七八九十\d]{1,3}[）)]|[①-⑳])\s*")
_HASHES = re.compile(r"^\s*#{1,6}\s+|^\s*\*\*(?=[^*]+\*\*\s*$)")
_NUMBERED = re.compile(r"^\s*(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]+[部章节]分?|[IVX]+\.|\d+(?:\.\d+)*\.?\s)")
_END = re.compile(r"[.。!！?？;；]\s*$")
_NO_STOP = re.compile(
    r"\b(?:Arts?|No|Nos|para|paras|cl|cls|sec|e\.g|i\.e|cf|etc|vs|approx|Inc|Ltd|Co|Mr|Ms|Dr|U\.S|E\.U|lit|pt|p|pp)\.$",
    re.IGNORECASE,
)
_STOP = re.compile(r"(?<=[.!?])[\"”’)\]]*\s+(?=[\"“‘(\[]?[A-Z\d《㐀-鿿])|(?<=[。！？])[”’）]*\s*")
_ON = re.compile(
    r"^\W*(?:it|they|this|these|those|that|such|the (?:same )?(?:article|provision|paragraph|measures|law|duty|rule"
    r"|logs?|obligation)|there|further(?:more)?|in addition"
    r"|moreover|also|likewise|however|otherwise|同条|该条|本条|此条|该款|此外|同时|另外|其(?!他|中)|该(?:办法|规定|法|条例)|否则|但)",
    re.IGNORECASE,
)
_NO_CLAIM = re.compile(
    r"^\W*(?:we (?:recommend|suggest|advise|propose|understand|note|have been|were|are pleased|look forward|would)"
    r"|please|this (?:memo|note|guide|paper|document|email)"
    r"|thank|dear|kind regards|best regards|sincerely|i (?:am|would|have|hope|think|suggest|recommend)|you (?:asked"
    r"|have asked|may wish|told|mentioned)|in our view|our (?:advice|recommendation)"
    r"|next steps?|to:|from:|date:|subject:|re:|let (?:me|us)|if you have"
    r"|建议|我们(?:建议|认为|理解|注意到|将)|请(?!求)|本(?:备忘录|文|报告"
    r"|指南|函)|您|贵司|贵方|致[:：]|此致|敬礼|综上|如有|感谢|日期[:：]|主题[:：])"
    r"|[?？]\s*$",
    re.IGNORECASE,
)
_OF_LAW = re.compile(
    r"\b(?:fines?|penalt\w+|prohibit\w*|requires?|liab\w+|filing|file[sd]?|deadline|applies|apply|in force"
    r"|effect(?:ive)?|consent|assessment|label\w*|exempt\w*|threshold|oblig\w+|regulator|suspen\w+|valid)\b"
    r"|罚款|处罚|备案|评估|施行|生效|同意|标识|适用|义务|责任|有效期|报告|许可|审计|出境|留存|免予|豁免",
    re.IGNORECASE,
)
_OF_THE_CASE = re.compile(
    r"\b(?:by our (?:reckoning|count|calculation|estimate)|our client|the client|we|our|us|my"
    r"|the (?:company|start-?up|product|app|cto|team))\b"
    r"|\b(?:that|this|the) (?:deadline|date|filing|deal|launch) (?:has |have )?(?:passed|expired|lapsed|was missed|is past)\b"
    r"|客户|我司|贵司|我们|该公司|(?:^|[，。])(?:该|本)?产品|月活|日活|注册用户约|现有员工"
    r"|底层(?:调用|接入|使用|模型)|已(?:于|经)?[^，。]{0,12}(?:上线|备案)(?!的?(?:提供者|企业|应当))",
    re.IGNORECASE,
)
"""Facts of the client's own case: where they name no law and no duty, there is nothing of the law to check."""
_FEW = 3
_CONTENT = re.compile(r"[A-Za-z]{2,}|\d+|[㐀-鿿]{2}")


@dataclass(frozen=True)
class Statement:
    """A claim as it stands in a text; ``lead``: what it is to be read behind; ``context``: the instrument being spoken of."""

    text: str
    lead: str = ""
    context: str | None = None

    @property
    def whole(self) -> str:
        """The claim with its lead."""
        return f"{self.lead.rstrip(':： ')} {self.text}".strip()


@dataclass(frozen=True)
class Reading:
    """The claims of a text, and how many sentences make none."""

    statements: tuple[Statement, ...]
    skipped: int


def read_memo(text: str, citator: Citator) -> Reading:
    """The claims on the law in a text, in order."""
    found: list[Statement] = []
    skipped = 0
    context: str | None = None
    place = ""
    for kind, lead, sentence in _sentences(text):
        mentions = [m for m in citator.mentions(sentence) if m.held]
        cited = citator.find(sentence, context=context)
        if kind == "heading":
            context = mentions[0].instrument if mentions else context
            place = sentence if cited else ""
            continue
        own = bool(cited or mentions)
        carried = place if place and not own and not lead and (_ON.match(sentence) or kind == "under") else ""
        if _makes_claim(sentence, own=own or bool(carried or lead)):
            found.append(Statement(sentence, lead or carried, context))
        else:
            skipped += 1
        context = mentions[-1].instrument if mentions else context
        if cited:
            place = sentence[cited[0].start : cited[0].end] if context else ""
        elif own:
            place = ""
    return Reading(tuple(found), skipped)


def _makes_claim(sentence: str, *, own: bool) -> bool:
    if _NO_CLAIM.search(sentence) or len(_CONTENT.findall(sentence)) < _FEW:
        return False
    if not own and _OF_THE_CASE.search(sentence) and not modalities(in_words_of_law(sentence)):
        return False
    return (
        own
        or bool(modalities(in_words_of_law(sentence)))
        or bool(_OF_LAW.search(sentence) and (quantities(sentence) or len(sentence) > 20))
    )


def _sentences(text: str) -> Iterator[tuple[str, str, str]]:
    """Kind (``heading``, ``sentence``, or ``under`` for the first below a heading), lead and text of each sentence."""
    fenced, opener, below = False, "", False
    for line in text.splitlines():
        if _FENCE.match(line):
            fenced = not fenced
        if fenced or _FENCE.match(line) or _RULE.match(line) or not line.strip():
            continue
        item = _MARK.match(line)
        if line.lstrip().startswith("|"):
            yield from (("sentence", lead, cell) for lead, cell in _row(line))
            continue
        if _is_heading(line):
            opener, below = "", True
            yield "heading", "", re.sub(r"[#*]+", "", line).strip()
            continue
        body = re.sub(r"\*\*|__|`", "", line[item.end() :] if item else line).strip().lstrip("> ")
        opener = opener if item else ""
        pieces = split_sentences(body)
        for piece in pieces:
            if piece.endswith((":", "：")) and piece is pieces[-1]:
                opener = piece
                continue
            yield ("under" if below else "sentence"), opener if item else "", piece
            below = False


def _is_heading(line: str) -> bool:
    if _HASHES.match(line):
        return True
    bare = line.strip()
    return bool(_NUMBERED.match(bare)) and not _END.search(bare) and len(bare) < 60 and not bare.endswith((":", "："))


def _row(line: str) -> Iterator[tuple[str, str]]:
    """The cells of a row; a short one that cites goes before the others."""
    cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
    short = " ".join(
        cell
        for cell in cells
        if cell
        and len(_CONTENT.findall(cell)) <= 2 * _FEW
        and re.search(r"\bart|§|第.+条|《|PIPL|CSL|DSL|Measures|Provisions", cell, re.IGNORECASE)
    )
    for cell in cells:
        if cell and cell not in short:
            yield from ((short, piece) for piece in split_sentences(cell))


def split_sentences(text: str) -> list[str]:
    """The sentences of a line; "Art. 17" and "No. 15" do not end one."""
    pieces: list[str] = []
    start = 0
    for match in _STOP.finditer(text):
        if _NO_STOP.search(text[start : match.start()]):
            continue
        pieces.append(text[start : match.end()].strip())
        start = match.end()
    return [piece for piece in (*pieces, text[start:].strip()) if piece]
