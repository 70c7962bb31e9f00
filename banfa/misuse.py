"""Does a question tell of what others do against the rules and ask what to do about it, or does it ask for help to do it?"""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"[^.!?。！？\n]+[.!?。！？\n]*")
_CLAUSE = re.compile(r"[^,，;；:：.!?。！？\n]+")
_OTHERS = re.compile(
    r"\b(?:users?|customers?|clients?|subscribers?|visitors?|members?|accounts?|players?|students?|fans?|competitors?|rivals?"
    r"|suppliers?|vendors?|strangers?|scammers?|fraudsters?|criminals?|hackers?|trolls?|somebody|someone|some (?:one|people|guy"
    r"|person)|people|others|third part(?:y|ies)|an? (?:man|woman|person|guy|employee|colleague|contractor|reseller|company|firm)"
    r"|he|she|they|who)\b"
    r"|用户|客户|网友|使用者|会员|学生|粉丝|账号|有人|别人|他人|对方|竞争对手|同行|骗子|黑客|不法分子|员工|供应商|代理商|第三方|他们?|她们?",
    re.IGNORECASE,
)
_OWN_EN = re.compile(r"\b(?:i|we|let us)\b|\b(?:asks?|asked|wants?|wanted|tells?|told|pays?|paid) (?:me|us) to\b", re.IGNORECASE)
_OWN_ZH = re.compile(r"我们?(?:想|要|打算|准备|能|怎么|如何)|(?:要|让|叫|请|托)我们?")
_DOING_EN = re.compile(
    r"\b(?:how|what|which way)\b[^?.]{0,40}?\b(?:do|can|could|would|should|might|to)\b(?: (?:i|we))?"
    r"(?! (?:\w+ )?(?:stop|prevent|detect|spot|notice|block|ban|report|respond|react|handle|deal|remove|take down|act|do|protect"
    r"|proceed|cut))",
    re.IGNORECASE,
)
_DUTY_EN = re.compile(
    r"\bwhat\b[^?.]{0,20}?\b(?:must|should|ha(?:ve|s) to|needs? to|(?:required|obliged|supposed|bound) to)\b[^?.]{0,12}?\bdo\b"
    r"(?! (?:to|so|that)\b)",
    re.IGNORECASE,
)
"""Who asks what must be done asks for a duty, and not how to do what is forbidden."""
_DOING_ZH = re.compile(r"怎么(?:才能|样才能|做到|做才|弄|搞|操作)|教我|帮我|如何(?:才能|做到|操作)")
_ABOUT_IT = re.compile(
    r"\b(?:must|may|can|could|should|shall|do|does|are|is|have|what|who|whom|how)\b.{0,80}?"
    r"\b(?:we|us|our|i|me|he|him|she|her|they|them|it|that|anybody|anyone|somebody|someone|liable|responsible|illegal|lawful|allowed|report\w*)\b"
    r"|怎么办|怎么处[理置]|如何处[理置]|咋办|要不要|能不能|可不可以|该不该|是否|责任|举报|上报|报告|报警|封[号禁]|违法|犯法|罚|要我们|吗",
    re.IGNORECASE,
)


def asks_about_others(text: str, evades: re.Pattern[str]) -> bool:
    """Whether all that betrays an evasion (``evades``) is told of others, and it is asked what the law wants done about it."""
    asked = [s for s in _SENTENCE.findall(text) if s.rstrip().endswith(("?", "？"))] or _SENTENCE.findall(text)[-1:]
    clauses = [m[0] for m in _CLAUSE.finditer(text)]
    told = [clause for clause in clauses if evades.search(clause)]
    if not told or not all(_done_by_others(clause, evades) for clause in told):
        return False
    rest = " ".join(asked)
    helps = _DOING_EN.search(_DUTY_EN.sub(" ", rest)) or _DOING_ZH.search(rest)
    return helps is None and _ABOUT_IT.search(rest) is not None


def _done_by_others(clause: str, evades: re.Pattern[str]) -> bool:
    """Whether others, and not the asker, stand before the word that betrays an evasion."""
    cue = evades.search(clause)
    before = clause[: cue.start()] if cue else ""
    return bool(_OTHERS.search(before)) and not _OWN_EN.search(before) and not _OWN_ZH.search(before)
