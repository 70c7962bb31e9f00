"""Does a question ask what the card of an instrument tells: who issued it, under which number, when it was adopted?"""

from __future__ import annotations

import re

from banfa.question import Question

_BODIES_EN = r"(?:agenc(?:y|ies)|bod(?:y|ies)|departments?|ministr(?:y|ies)|authorit(?:y|ies)|regulators?|organs?|offices?)"
_ISSUED_EN = r"(?:issued|adopted|promulgated|enacted|passed|released|published|signed|wrote|drew up|made|announced)"
_CARD_EN = re.compile(
    rf"\b(?:who|(?:which|what|how many)(?: \w+){{0,2}} {_BODIES_EN})\b(?: \w+){{0,3}}? {_ISSUED_EN}\b"
    rf"|\bwhen (?:was|were)\b[^?.]{{0,90}}\b{_ISSUED_EN}\b(?: (?:and )?by whom)?"
    rf"|\b{_ISSUED_EN}\b[^?.]{{0,40}}\bby (?:whom|who|(?:which|what|how many)(?: \w+){{0,2}} {_BODIES_EN})\b"
    r"|\b(?:what(?:['’]s| is| was)? the|which) (?:order|document|decree) (?:number|no\.?)",
    re.IGNORECASE,
)
_CARD_ZH = re.compile(
    r"(?:是|由|都?有)?(?:谁|哪些|哪[几个]*[个家]?|几[个家]|多少个?|什么)(?:部门|机关|单位|机构|部委)?(?:联合|共同|一起)?"
    r"(?:发布|公布|制定|颁布|印发|通过|出台|发|定|搞出来)的?"
    r"|(?:哪年|哪月|哪天|哪一?[年月天日]|几月|几号|何时|什么时候)+(?:正式)?(?:公布|发布|通过|颁布|出台|印发|制定|签署)的?"
    r"|(?:文号|令号|第?几号令|多少号令)(?:是多少|是什么|是几号)?"
)
_SMALL = re.compile(
    r"\b(?:the|was|were|is|are|of|by|and|it|they|them|china(?:'s)?|chinese|first|officially|jointly|together|tell|me|please|do|you|know)\b"
    r"|是|的|了|吗|呢|请问|到底|一共|联合|这部?|中国|我国|正式|啊",
    re.IGNORECASE,
)
_REST = re.compile(r"[A-Za-z]{2,}|[㐀-鿿]")
_MOST_WORDS, _MOST_HAN = 1, 3
"""So much may be left of a question that asks for nothing else."""


def asks_card(question: Question) -> bool:
    """Whether it asks who issued a named instrument, when, or under which number, and nothing else of it."""
    form = _CARD_ZH if question.language == "zh" else _CARD_EN
    if question.cited or not any(m.held for m in question.mentions):
        return False
    text = question.text
    for m in sorted(question.mentions, key=lambda m: -m.start):
        text = f"{text[: m.start]} {text[m.end :]}"
    if not form.search(text):
        return False
    rest = _REST.findall(_SMALL.sub(" ", form.sub(" ", text)))
    return len(rest) <= (_MOST_HAN if question.language == "zh" else _MOST_WORDS)
