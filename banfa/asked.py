"""What kind of thing a question asks for, as far as its own words tell: an overview, a comparison, a commencement, a sanction."""

from __future__ import annotations

import re

from banfa.citing import Status
from banfa.question import Question

FILLER = re.compile(
    r"\b(?:china(?:'s)?|chinese|the|about|please|exactly|mean|means)\b|中国的?|一部|一种|什么样|规定|请|一下|到底|究竟|的|是",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"\b(?:how|does|do|did|and|with|between|from|to|under|for|if|someone|provider)\b|怎么|如何|哪些|会?有什么|会|和|与",
    re.IGNORECASE,
)
CONTENT = re.compile(r"[A-Za-z]{3,}|[㐀-鿿]")
BARE = 2
_OVERVIEW = re.compile(
    r"^\W*(?:so\s+)?(?:what(?:'s| is| are)|tell me about|explain|give me an? (?:overview|summary)|summari[sz]e)\b"
    r"|是(?:一部)?什么|什么样|介绍|概述|概况|讲讲|主要内容|讲了些?什么|说说",
    re.IGNORECASE,
)
_COMPARISON = re.compile(
    r"\bcompar\w*(?: to| with)?|\bdiffer\w*|\bversus\b|\bvs\b|\bsame as\b|\bsimilar\w*"
    r"|相比|区别|不同|对比|比较|差别|差异|异同|一样",
    re.IGNORECASE,
)
_RULES = re.compile(
    r"\b(?:generative|artificial|intelligence|ai|regimes?|rules?|laws?|regulat\w+|acts?|frameworks?|approach\w*|systems?|union|side"
    r"|main|key|points?|overall|whole|general|both|two|each|other)\b|人工智能|生成式|大模型|监管|制度|法规|规则|立法|总体|整体|主要|两边|双方",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"\b(?:bigger|higher|lower|stricter|tougher|longer|shorter|heavier|wider|broader|narrower|harsher|larger|earlier|later|sooner"
    r"|more (?:strict|severe|lenient)|milder|softer|worse|cheaper)\b"
    r"|\bboth (?:\w+ ){0,2}(?:regimes?|laws?|rules|sides|jurisdictions|systems|places|markets|acts|texts|instruments)\b"
    r"|\bin both\b|\bequivalents?\b|\bcounterparts?\b|\bthe same (?:\w+ ){0,2}(?:in|for|there|on|under|rule|duty)\b"
    r"|\b(?:china|chinese law|beijing) or (?:in )?(?:the )?(?:eu|europe|brussels)\b"
    r"|\b(?:eu|europe|brussels) or (?:in )?(?:china|chinese|beijing)\b"
    r"|哪[一个边方部]{0,2}.{0,8}更|谁.{0,10}更|两边|两地|两套|双方|对应|也有(?:这|同|类|相|吗)|也(?:这样|同样|一样|规定|要求|要)|还是|各(?:要|是|自|怎么)|分别",
    re.IGNORECASE,
)
_RELATION = re.compile(
    r"\bprevails?\b|\btakes? precedence\b|\boverrid\w+|\bsupersed\w+|\brelat(?:e|ed|es|ion|ions|ionship)\b(?: to| between| of)?"
    r"|\binterplay\b|\bfit together\b|\bconflict\w*|\bcontradict\w*"
    r"|\bwhich (?:one|of (?:them|these|those|the two))\b.*\b(?:follow|appl\w+|use|govern\w*|count\w*|obey|go by|win\w*)\b"
    r"|什么关系|的关系|为准|听谁的|[看按依]哪[个一部]|哪[个一部]{1,2}(?:优先|说了算|算数)|优先适用|冲突|打架|不一致|矛盾|衔接|怎么配合",
    re.IGNORECASE,
)
_COMMENCEMENT = re.compile(
    r"\b(?:c[oa]me|coming|comes|enter\w*|been|be|was|were|is|are|put)\s+(?:\w+\s+)?(?:in|into)\s+(?:force|effect)\b"
    r"|\btak\w+\s+effect\b|\btook\s+effect\b"
    r"|\bin force\b|\beffective (?:date|from|since)\b|\bstart(?:s|ed)? (?:to )?appl|\bappl(?:y|ies) (?:from|since)\b"
    r"|\bsince when\b"
    r"|\bentry into force\b|施行|生效|实施的?(?:日期|时间)|(?:什么时候|何时|哪天|哪一天)(?:开始|起)?(?:实施|执行|管)",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"\b(?:when|dates?|days?|how long|yet|already)\b|什么时候|何时|哪[天年]|哪一[天年]|日期|时间|多久|了吗|了没", re.IGNORECASE
)
_SAYS = re.compile(
    r"\b(?:say|says|said|state|states|provide|provides|require|requires|read|reads|contain|contains|cover|covers|there|text|wording|content"
    r"|contents|article|articles|paragraph|full|whole|show|list|quote|tell|me|us|give|want|need|know|it|what|which|is|are|was|in|on|by)\b"
    r"|讲|说|写|内容|原文|全文|条文|怎样|什么|了|要求|列|看看?|给我|想知道|告诉我",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"\b(?:since|when|what|which|give|me|on|have|has|dates?|days?|year|exact|order|of|it|they|there|been|not|yet|already|now|still)\b"
    r"|什么时候|何时|哪(?:一)?[天年]|从|自|起|开始|日期|时间|分别|各|现在|已经|还|了吗?|没有?",
    re.IGNORECASE,
)
_SANCTION = re.compile(
    r"\bpenalt(?:y|ies)\b|\bfine[sd]?\b(?![- ]tun)|\bsanction\w*|\bpunish\w*|\bconsequences?\b|\bnon-?complian\w+"
    r"|\bwhat happens if\b|\bliab\w+|\bwhat(?:['’]s| is) the damage\b|\bworst (?:case|that can happen)\b|\bget away with\b"
    r"|\bhow much (?:\w+ )?(?:could|can|would|might|will|do|does|must) (?:\w+ ){1,3}(?:personally |have to )?(?:pay|owe)\b"
    r"|罚|后果|吊销|停业|会怎么?样|违反|不遵守|法律责任",
    re.IGNORECASE,
)

_WORST = re.compile(
    r"\bworst\b|\b(?:really|very|especially|particularly) (?:serious|grave|bad|severe)\b"
    r"|\bserious (?:case|circumstances|breach)\w*"
    r"|\b(?:maximum|highest|biggest|steepest|top|at most|ceiling)\b|最[重高坏多大严]|顶格|上限|情节严重|严重的话",
    re.IGNORECASE,
)
_BEFALLS = re.compile(
    r"\bwhat (?:can|could|will|would|may|might|do)"
    r" (?:they|the (?:\w+ )?(?:authorities|authority|regulators?|cac|government|state|police))"
    r" (?:\w+ )?do (?:to|against|about) (?:us|me|it|our)\b|拿我们怎么|把我们怎么|怎么(?:处置|处理|收拾|对付)我们",
    re.IGNORECASE,
)

_LIST = re.compile(
    r"\bhow many (?:kinds|types|categories|cases|circumstances|occasions|grounds|conditions|items|exceptions|exemptions)\b"
    r"|\b(?:which|what) (?:kinds|types|categories|cases|circumstances|situations|occasions|grounds|conditions|exceptions"
    r"|exemptions)\b"
    r"|\blists? (?:all|the|every)\b|哪几[类种项个条]|[哪几](?:些)?(?:类|种|情形|情况)|列(?:了|明|举|出)",
    re.IGNORECASE,
)


_TOWARDS = r"(?<![到在给往去向从])"
_OF_A_LAW = (
    r"(?:人工智能|个人|[^,，。?？!！人公企用客服模要遵守有存传放按依合能可怎]){0,8}?"
    r"(?:法案|法律|法规|法典|条例|法令|规定|[AS]B ?\d+|(?<![办合])法(?=[对要怎规有里的,，。?？]|\W*$))"
)
_LAW_THERE = r"(?:当地|那边|国内)?对[^,，。?？]{1,14}?(?:有|是)(?:什么|哪些|啥|没有|何)[^,，。?？]{0,6}(?:法|规定|要求|规则)"


def law_of_elsewhere(text: str, places: re.Pattern[str]) -> bool:
    """Whether a question in Chinese asks of the law of another place, and not of one who comes from there."""
    return re.search(f"{_TOWARDS}(?:{places.pattern})(?:{_OF_A_LAW}|{_LAW_THERE})", text, re.IGNORECASE) is not None


def asks_what_befalls(question: Question) -> bool:
    """Whether it asks what the authorities can do to the asker."""
    return _BEFALLS.search(question.text) is not None


def wants_overview(question: Question) -> bool:
    """Whether it asks what a named instrument is, and nothing else of it."""
    return bool(question.mentions) and not question.cited and _OVERVIEW.search(question.text) is not None and names_only(question)


def names_only(question: Question) -> bool:
    """Whether next to nothing is left of it without the instruments that it names and the words of asking."""
    return question.topic == question.text or _bare(_COMPARISON.sub(" ", _OVERVIEW.sub(" ", question.topic)))


def asks_in_general(question: Question, *named: re.Pattern[str]) -> bool:
    """Whether it compares whole bodies of rules, and no matter of theirs; ``named`` are patterns of what these go by."""
    text = _COMPARISON.sub(" ", _OVERVIEW.sub(" ", question.bare_topic))
    for pattern in (*named, _RULES):
        text = pattern.sub(" ", text)
    return _bare(text)


def asks_any_sanction(question: Question) -> bool:
    """Whether it asks what a breach of a named instrument leads to, whichever breach it is."""
    return bool(question.mentions) and asks_sanction(question) and _bare(_SANCTION.sub(" ", _OVERVIEW.sub(" ", question.topic)))


def _bare(text: str) -> bool:
    return len(CONTENT.findall(_ASKING.sub(" ", FILLER.sub(" ", text)))) < BARE


def wants_whole(question: Question) -> bool:
    """Whether it asks what a cited article says, and nothing more of it."""
    if all(cited.status is not Status.RESOLVED for cited in question.cited):
        return False
    if question.topic == question.text:
        return True
    return _bare(_SAYS.sub(" ", _OVERVIEW.sub(" ", question.bare_topic)))


def asks_overview(question: Question) -> bool:
    """Whether it is put as people put a question for an overview: "What is …", "…是什么"."""
    return _OVERVIEW.search(question.text) is not None


def matter(question: Question) -> str:
    """What a question for an overview asks about, without its words of asking; empty for any other question."""
    return _ASKING.sub(" ", FILLER.sub(" ", _OVERVIEW.sub(" ", question.bare_topic))) if asks_overview(question) else ""


def compares(question: Question) -> bool:
    """Whether it sets two things side by side."""
    return _COMPARISON.search(question.text) is not None


def sets_against(question: Question) -> bool:
    """Whether it holds one thing against another, in any way: more than those that compare outright."""
    return compares(question) or asks_relation(question) or _AGAINST.search(question.text) is not None


def asks_relation(question: Question) -> bool:
    """Whether it asks how two texts stand to each other, or which of them is to be followed."""
    return _RELATION.search(question.text) is not None


def asks_commencement(question: Question) -> bool:
    """Whether it asks since when something is the law."""
    return _COMMENCEMENT.search(question.text) is not None


def asks_when(question: Question) -> bool:
    """Whether it asks for the day since when something is the law, and does not just speak of it."""
    return asks_commencement(question) and _DAY.search(question.text) is not None


def asks_only_commencement(question: Question) -> bool:
    """Whether since when named instruments are the law is all that it asks."""
    if not question.mentions or not asks_commencement(question):
        return False
    return question.bare_topic == question.text or _bare(_WHEN.sub(" ", _COMMENCEMENT.sub(" ", question.bare_topic)))


def asks_for_a_list(question: Question) -> bool:
    """Whether it asks which or how many kinds of a thing there are, and so for the whole of an article that lists them."""
    return _LIST.search(question.text) is not None


def asks_the_worst(question: Question) -> bool:
    """Whether it asks for the most that can happen, or for the grave case."""
    return _WORST.search(question.text) is not None


def asks_sanction(question: Question) -> bool:
    """Whether it asks what a breach leads to."""
    return _SANCTION.search(question.text) is not None
