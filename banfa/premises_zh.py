"""What a Chinese question takes for granted of the law: 既然…, …为什么…, …要求的…, 听说…; full-width marks may have become
plain ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from banfa.citing import Citator
from banfa.premises import Premise

_M = "，,。；;！!？?"
"""The marks at which a clause ends."""
_CLAUSE = re.compile(rf"[^{_M}]+[{_M}]?")
_REASON = re.compile(r"既然|由于|鉴于|因为")
_ASKS = re.compile(
    r"吗|呢|么[?？]?$|什么|哪|多少|几[个天日条款小年月]|怎么|如何|为何|是否|是不是|要不要|能不能|算不算|可不可以|需不需要|有没有"
    r"|用不用|行不行|还是|谁|多久|多长|何时|[?？]"
)
_TELLER = "同事|老板|攻略|指南|文章|顾问|代理商?|律师|朋友|客户|博主|手册|法务|供应商"
_SAYS = re.compile(
    rf"^(?:听说|据说|据称|有人说|网上说|都说|说|(?:[^{_M}]{{0,10}}(?:{_TELLER})[^{_M}说讲称写]{{0,6}}"
    r"(?:说|讲|称|写道?|提到|告诉我们|吓唬我们)(?:的|过|了|是)?))[，,:：]?"
)
_OF_LAW = re.compile(
    r"规定|要求|允许|禁止|必须|应当|不得|一律|才要|才需要|就要|就得|就行|即可|罚|处以|有效|期限|只要"
    r"|[一二三四五六七八九十百\d]+个?(?:工作日|小时|日|天)(?:以?内|之内|后|才)"
    rf"|(?:报|归|去|找|到|向)[^{_M}]{{0,8}}(?:部|局|办|委)|过渡期|整改期|宽限期"
    rf"|才(?=[^{_M}]{{0,6}}(?:备案|评估|申报))|内(?:报|办|完成|备案)|由.{{1,16}}(?:来做|负责|发布|公布|制定|评估|审查)"
)
_OF_ONESELF = re.compile(r"^(?:我们?|我司|我方|本公司|本司|咱们?|公司|我家)(?!.{0,12}(?:规定|要求))")
_WHY = re.compile(rf"^(?P<who>[^{_M}]{{2,40}}?)(?:为什么|为何|凭什么)(?:要|会|得|非要)?(?P<rest>[^？?]+)[？?]?")
_NOT = re.compile(rf"^(?P<who>[^{_M}]{{2,30}}?)(?<!是)不是(?:写|说|规定|要求)?了?(?P<rest>[^吗？?。]{{4,80}})吗")
_CASE = re.compile(r"如果|要是|假如|假设|万一")
_OF = re.compile(rf"(?P<verb>要求|规定|设定|允许|禁止)的(?P<rest>[^{_M}]{{2,30}})$")
_MADE = re.compile(
    rf"^(?P<who>[^{_M}《]{{2,24}}?)(?:在.{{0,8}}?)?(?:自己|独自|单独|联合|共同|亲自)*(?:发布|公布|制定|颁布|出台|印发)(?:了|的)?"
    r"(?P<what>《.+》.*)$"
)
_INSIDE = re.compile(r"(?:里|中|上)?(?:说|写|规定)?[“\"「](?P<said>[^”\"」]{6,80})[”\"」]")
_TAG_WITHIN = re.compile(r"(?:对吧|对不对|是吧|没错吧|是这样吧|吧)[，,。]$")
_TAG = re.compile(r"(?:对吧|对不对|是吧|没错吧|是这样吧|吧)[?？。!！\s]*$")


def chinese_premises(text: str, citator: Citator) -> Iterator[Premise]:
    """The statements about the law that a question takes for granted, clause by clause."""
    body = _TAG.sub("", text.strip())
    tagged = body != text.strip()
    if not_so := _NOT.match(body):
        yield Premise(f"{not_so['who']}规定{not_so['rest']}")
        return
    if (why := _WHY.match(body)) and not _OF_ONESELF.match(why["who"]):
        yield Premise(_made(why["who"] + why["rest"]))
    held, told = "", tagged
    for clause in _CLAUSE.findall(body):
        said = _SAYS.sub("", clause.strip())
        told = told or said != clause.strip()
        if (within := _TAG_WITHIN.search(said)) is not None:
            yield from _said(held + said[: within.start()], citator, told=True)
            held, told = "", tagged
        elif _ASKS.search(said):
            yield from _asking(said, citator)
            yield from _said(held, citator, told=told)
            held, told = "", tagged
        elif (reason := _REASON.search(said)) is not None:
            cause = said[: reason.start()] + said[reason.end() :]
            yield from (Premise(_made(c)) for c in [cause] if not _OF_ONESELF.match(c))
        else:
            held += said
    yield from _said(held, citator, told=told)


def _asking(clause: str, citator: Citator) -> Iterator[Premise]:
    """What a clause that asks says in quotation marks of a law that it names."""
    quoted = _INSIDE.search(clause)
    if quoted and _OF_LAW.search(quoted["said"]) and citator.mentions(clause[: quoted.start()]):
        yield Premise(f"{clause[: quoted.start()]}规定{quoted['said']}")


def _said(text: str, citator: Citator, *, told: bool) -> Iterator[Premise]:
    """Clauses that state something of the law; what somebody says of their own case is left out."""
    clauses = [c.strip(_M) for c in _CLAUSE.findall(text)]
    own = [c for c in clauses if c and not _OF_ONESELF.match(c) and not _CASE.search(c)]
    claim = "，".join(own)
    quoted = _INSIDE.search(claim)
    if quoted and _OF_LAW.search(quoted["said"]) and citator.mentions(claim[: quoted.start()]):
        claim = f"{claim[: quoted.start()]}规定{quoted['said']}"
    if of := _OF.search(claim):
        claim = claim[: of.start()] + of["verb"] + of["rest"]
    if _OF_LAW.search(_unnamed(claim, citator)):
        yield Premise(_made(claim), certain=bool(citator.mentions(claim) or citator.find(claim)), told=told)


def _unnamed(text: str, citator: Citator) -> str:
    """A text without the names of laws in it, which have words of law in them."""
    for mention in sorted(citator.mentions(text), key=lambda m: -m.start):
        text = text[: mention.start] + text[mention.end :]
    return text


def _made(claim: str) -> str:
    """Who made something, as people put it the other way round: 国务院发布《…》 as 《…》由国务院发布."""
    made = _MADE.match(claim)
    return f"{made['what']}由{made['who']}发布" if made else claim
