"""Of whom a text requires, forbids or allows something, as far as patterns can tell: in English and in Chinese."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType

from banfa.duties import PASSIVE, PAUSE, SENTENCE, Modality, modals

# The kinds that are told apart. What begins first counts, then what stands first here: an "app distribution platform" is a store.
_EN = {
    "technical supporter": r"technical supporters?",
    "app store": r"app(?:lication)? (?:stores?|distribution platforms?)",
    "entrusted party": r"entrusted (?:part(?:y|ies)|persons?)",
    "institution": r"(?:professional|certification|cybersecurity service|audit) (?:institutions?|bod(?:y|ies))",
    "handler": r"(?:handlers?|(?:data|information) (?:processors?|controllers?))"
    r"|(?:whoever|providers? (?:that|who)|companies that|a company that) (?:handles?|process(?:es)?)"
    r" (?:[\w-]+ ){0,3}(?:data|information)",
    "infrastructure operator": r"(?:critical (?:information )?infrastructure|CII) operators?"
    r"|operators? of critical (?:information )?infrastructure|CIIOs?",
    "operator": r"operators?",
    "platform": r"(?:content|network|internet|online) (?:\w+ ){0,2}platforms?(?! rules)"
    r"|platforms?(?=\s*$)|platforms?(?= (?:that|which|with|must|may|shall|are|is|services?)\b)",
    "producer": r"(?:producers?|manufacturers?)",
    "deployer": r"deployers?",
    "importer": r"importers?",
    "distributor": r"distributors?",
    "guardian": r"(?:guardians?|parents?)",
    "school": r"schools?",
    "provider": r"(?:providers?|whoever (?:provides|offers)|part(?:y|ies) providing)",
    "user": r"users?",
    "individual": r"(?:individuals?(?! (?:consent|rights?|basis|cases?)\b)|natural persons?|data subjects?)",
    "recipient": r"recipients?",
    "authority": r"(?:departments?|authorit(?:y|ies)|organs?|CAC|courts?|enforcement officers?|Commission|AI Office"
    r"|Member States?|governments?(?! rules?)|State Council)",
    "party": r"(?<!third )(?<!infringed )(?<!contracting )part(?:y|ies)(?! (?:receiving|providing|and State)\b)",
}
_ZH = {
    "technical supporter": "技术支持者",
    "app store": "应用商店|分发平台",
    "entrusted party": "受托人|受托方",
    "institution": "专业机构|认证机构|安全服务机构",
    "handler": "处理者",
    "infrastructure operator": "关键信息基础设施(?:的)?运营者|关基运营者",
    "operator": "运营者",
    "platform": "平台(?!规则|内)",
    "producer": "生产者|制造者|制造商",
    "deployer": "部署者",
    "importer": "进口者|进口商",
    "distributor": "分销者|经销者|经销商",
    "guardian": "监护人|父母|家长",
    "school": "学校",
    "provider": "提供者|服务商|提供商",
    "user": "使用者|用户",
    "individual": "自然人|个人(?!信息|隐私|数据|权|同意|特征|身份|敏感|之间)",
    "recipient": "接收方",
    "authority": "部门|机关|网信办|法院|执法人员|委员会|成员国|国务院|政府(?!规章)",
    "party": "当事人",
}
_KIND = {name.replace(" ", "_"): name for name in _EN}
_ACTOR = re.compile("|".join(rf"(?P<{key}>\b(?:{_EN[name]})\b|{_ZH[name]})" for key, name in _KIND.items()), re.IGNORECASE)
_ANY_EN = "|".join(_EN.values())
_ANY_ZH = "|".join(_ZH.values())
_ANYONE = re.compile(
    r"\b(?:(?:organisations?|units?) (?:and|or) individuals?|individuals? (?:and|or) organisations?"
    r"|whoever(?! (?:provides|offers|handles|processes))|anyone)\b"
    r"|(?:任何)?(?:组织|个人|单位)(?:(?:和|或者|、)(?:组织|个人|单位))+|任何(?:组织|个人|单位)",
    re.IGNORECASE,
)
# Somebody's data, a number of users, what is told to users: named, and not the one addressed.
_BYSTANDER = re.compile(
    r"\b(?:of|to|on|for|from|by|than|with|between|among|identif\w+|inform(?:s|ed|ing)?|tell|prompt\w*|remind\w*|alert\w*)"
    rf"\s+(?:[\w-]+ ){{0,4}}?(?:{_ANY_EN})\b"
    rf"|\b(?:{_ANY_EN})(?:['’]|\s(?:tags?|terms|models?|(?:service )?agreements?|identit|inputs?|data\b|obligations?))"
    rf"|(?:未经|未征得|未取得|经|征得)[^，。；]{{0,10}}?(?:{_ANY_ZH})(?=的?(?:书面|单独|明确)?(?:同意|许可|批准|授权))"
    rf"|[向对与给][^，。；]{{0,8}}?(?:{_ANY_ZH})的?|由[^，。；]{{0,8}}?(?:使用者|用户|个人)"
    r"|非(?!法)[^，。；]{0,12}者|[^，。；]{0,14}者(?=以外|之外)"
    rf"|(?:{_ANY_ZH})(?=(?:依法)?(?:规定|制定|公布|确定|认可|要求|发布|授权|组织|认定|指定|收集|产生|作出)的)"
    r"|(?:使用者|用户|提供者|处理者|运营者|监护人|个人|平台)(?=的[^，。；]|规模|身份|数据|数量|标签|模型|输入|服务协议|协议|权益)",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"^\W*(?:where|when|if|once|after|before|unless|on|upon|without)\b|^(?:经|除|依|按|根据|因|对|向|与|自|从)|(?:的|时|后)$",
    re.IGNORECASE,
)
# What says which one is meant: "a handler that serves State organs" is a handler.
_RELATIVE = re.compile(r"\b(?:that|which|who|whose|\w+ing)\b.*|\([^)]*\)|（[^）]*）", re.IGNORECASE)
_WHICH = re.compile(rf"\b(?:{_ANY_EN}) (?:that|which|who|serving)\b", re.IGNORECASE)
_NUMBER = re.compile(r"^\W*(?:\w{1,3}\))?\s*")
_ATTRIBUTE = re.compile(r"^.*(?<!设施)的(?=.)")
_CAN = re.compile(r"can\b|不能", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:it|they|he or she)\s*(?:,|$)", re.IGNORECASE)
_AND = re.compile(r"\W*(?:and|or|but|also|then|并|并且|且|还|也|亦|同时|或者)?(?:also|还|也)?\W*", re.IGNORECASE)
_AGENT = re.compile(r"[^.;,:]*?\bby (?:the |an? )?(?P<who>[^.;,:]*)")
_NO_DUTY = {Modality.APPLIES.name, Modality.APPLIES_NOT.name}
# Who is meant where the law speaks to another: by definition, or because the one is the other in another role.
_PARTY = {"party"}
_ALSO = {
    "app store": {"platform", "provider", "party"},
    "platform": {"provider", "operator", "party"},
    "provider": {"operator", "party"},
    "infrastructure operator": {"operator", "party"},
    "user": {"individual", "party"},
    "individual": {"user", "party"},
    "authority": set(),
}


def strangers(said: frozenset[str], meant: frozenset[str]) -> list[str]:
    """Those addressed that are not meant."""
    return sorted(who for who in said - meant if not _ALSO.get(who, _PARTY) & meant)


@lru_cache(maxsize=8192)
def mentioned(text: str) -> frozenset[str]:
    """Who is named in a text without a word of duty, such as an item of a list; not in a condition ("where users declare")."""
    if modals(text):
        return frozenset()
    return frozenset().union(*(_actors(piece) for piece in PAUSE.split(_NUMBER.sub("", text)) if not _CONDITION.search(piece)))


@lru_cache(maxsize=8192)
def named(text: str) -> frozenset[str]:
    """Who stands before the first modal of each sentence, or directly before a later one, and so may be addressed; nobody
    where anyone is."""
    found: set[str] = set()
    for sentence, duties in _sentences(text):
        before = sentence[: duties[0].start()]
        actors = _actors(before)
        if not actors and _ANYONE.search(before):
            return frozenset()
        found |= actors or _all(before)
        for last, duty in pairwise(duties):
            found |= _all(PAUSE.split(sentence[last.end() : duty.start()])[-1])
        found |= _all(sentence) if any(_is_passive(sentence, duty) for duty in duties) else set()
    return frozenset(found)


@lru_cache(maxsize=8192)
def bound(text: str) -> Mapping[int, frozenset[str]]:
    """For each word of duty of a law, by where it stands, whose it is: not those of a condition ("where users complain,
    providers must …"), and nobody where that is not said, or where anyone is."""
    found: dict[int, frozenset[str]] = {}
    for offset, sentence, duties in _placed(text):
        who: set[str] = set()
        for last, duty in zip([None, *duties], duties, strict=False):
            before = sentence[: duty.start()]
            if last is not None:
                who = _next(who, sentence[last.end() : duty.start()])
            else:
                close = PAUSE.split(before)[-1] if _CONDITION.search(sentence) else before
                who = set() if _PRONOUN.search(close) else _actors(close) or _actors(before)
            agent = _AGENT.match(sentence, duty.end())
            passive = _all(agent["who"]) if agent else set()
            found[offset + duty.start()] = frozenset(passive if _is_passive(sentence, duty) else who)
    return MappingProxyType(found)


@lru_cache(maxsize=8192)
def subjects(text: str) -> Mapping[int, frozenset[str]]:
    """For each word of duty, by where it stands, who stands before it as its subject: not in a condition, nor as one who must
    be given."""
    found: dict[int, frozenset[str]] = {}
    for offset, sentence, duties in _placed(text):
        who: set[str] = set()
        for last, duty in zip([None, *duties], duties, strict=False):
            if last is not None:
                who = _next(who, sentence[last.end() : duty.start()])
            else:
                pieces = PAUSE.split(sentence[: duty.start()])
                at = _subject(pieces)
                aside = at is not None and at < len(pieces) - 1 and _CONDITION.search(pieces[at])
                who = set() if at is None or aside else _heads(pieces[at])
            unsaid = _CAN.match(duty[0]) or _is_passive(sentence, duty)
            found[offset + duty.start()] = frozenset() if unsaid else frozenset(who)
    return MappingProxyType(found)


def _next(who: set[str], between: str) -> set[str]:
    """Whose the next duty of a sentence is: of who stands directly before it, or the same where nobody does ("…, and must")."""
    pieces = PAUSE.split(between)
    if _AND.fullmatch(pieces[-1]):
        return who if len(pieces) > 1 or not _all(between) else set()
    if len(pieces) > 1:
        return _heads(pieces[-1])
    return _heads(pieces[0].rpartition(" and ")[2]) if " and " in between else set()


@lru_cache(maxsize=8192)
def addressed(text: str) -> frozenset[str]:
    """Who stands directly before the first modal of a sentence that has anybody before it."""
    return frozenset().union(*subjects(text).values())


def _is_passive(sentence: str, duty: re.Match[str]) -> bool:
    passive = PASSIVE.match(sentence, duty.end()) is not None or sentence[: duty.start()].endswith("被")
    return passive and duty[0].lower() != "can"


def _subject(pieces: Sequence[str]) -> int | None:
    """Which piece names the subject: one with "a provider that …", else the last that names anybody."""
    named = [n for n, piece in enumerate(pieces) if _heads(piece)]
    told = [n for n in named if not _CONDITION.search(pieces[n]) and _WHICH.search(_BYSTANDER.sub(" ", pieces[n]))]
    return told[0] if told else named[-1] if named else None


def _placed(text: str) -> list[tuple[int, str, list[re.Match[str]]]]:
    """The same, with where each sentence begins."""
    found, at = [], 0
    for sentence, duties in _sentences(text):
        at = text.index(sentence, at)
        found.append((at, sentence, duties))
    return found


def _sentences(text: str) -> list[tuple[str, list[re.Match[str]]]]:
    """The sentences that have words of duty, with these."""
    found = [(sentence, [m for m in modals(sentence) if m.lastgroup not in _NO_DUTY]) for sentence in SENTENCE.split(text)]
    return [(sentence, duties) for sentence, duties in found if duties]


def _heads(piece: str) -> set[str]:
    """Who is the subject of a piece of a sentence, without those who are named to say which one is meant."""
    plain = _BYSTANDER.sub(" ", _ANYONE.sub(" ", piece))
    first = _ACTOR.search(plain)
    if first is None:
        return set()
    return _all(
        plain[: first.end()] + _RELATIVE.sub(" ", plain[first.end() :]) if first[0].isascii() else _ATTRIBUTE.sub("", plain)
    )


def _actors(text: str) -> set[str]:
    return _all(_BYSTANDER.sub(" ", _ANYONE.sub(" ", text)))


def _all(text: str) -> set[str]:
    return {_KIND[actor.lastgroup or ""] for actor in _ACTOR.finditer(text)}
