"""The claims of a memo in the words of the law: "obliges X to", "is not needed", 须, 不能 become must, need not, 应当, 不得.

For comparing only: what is shown is always the claim as it was written.
"""

from __future__ import annotations

import re
from functools import lru_cache

from banfa.duties import Modality, is_chinese, modalities

_NP = r"(?P<who>(?:[\w'’/-]+ ){1,9}?)"
_REQUIRES = r"(?:oblig(?:es?|ed)|requir(?:es?|ed)|forc(?:es?|ed)|compels?|expects?|wants?|makes?|tells?|asks?|demands? that|has)"
_BODY = r"(?:the |an? )?[\w'’/-]+(?: (?!must|has|have|is|are|to)[\w'’/-]+){0,6}?"
_DUTY = r"(?:dut(?:y|ies)|obligations?|responsibilit(?:y|ies)|task|job|business)"
_HAS_DAYS = r"\b(?:has|have|had) (?:\d+|[a-z]+) [\w ]{0,14}(?:days|hours|months) to\b"
_EN = tuple(
    (re.compile(pattern, re.IGNORECASE), to)
    for pattern, to in (
        (
            r"(?P<if>(?:^|[,;] )(?:where|if|when|once|as soon as|unless)\b[^,;]{0,80}?|\b(?:that|which) )"
            r"(?:lets|allows?|permits?|enables?)\b",
            r"\g<if>serves",
        ),
        (r"\bno (?P<what>(?:[\w'’-]+ ){1,6}?)(?:may|can|shall|must) (?=be\b)", r"\g<what>must not "),
        (r"\b(?:is|are) the ones? (?:who|that) (?=(?:must|shall|may|has|have|is|are|needs?)\b)", " "),
        (
            rf"\bwhether (?:or not )?(?:to|it|they) (?P<what>[^.;,]{{3,80}}?) (?:is|are|remains?) (?:entirely |left |a matter )?"
            rf"(?:up to|to|for|(?:at|within) the discretion of) (?P<who>{_BODY})(?: to (?:decide|choose|determine))?"
            r"(?=[.;,)]|$)",
            r"\g<who> need not \g<what>",
        ),
        (rf"{_HAS_DAYS} (?=(?:ask|apply|request|object|appeal|challenge|claim|seek|demand|contest)\b)", " may "),
        (_HAS_DAYS, " must "),
        (
            rf"\bit is (?!not\b)(?:only )?(?P<who>{_BODY}),? (?:that|who|which) (?=(?:must|shall|may|has|have|is|are|needs?)\b)",
            r"\g<who> ",
        ),
        (rf"\bit is (?!not\b)(?:only )?(?P<who>{_BODY}),? (?:that|who|which) (?P<does>[a-z]+)s\b", r"\g<who> must \g<does>"),
        (rf"\bit is for (?P<who>{_BODY}) to\b", r"\g<who> must"),
        (
            rf"\b(?:puts?|places?|lays?|leaves?) (?:it|the (?:onus|burden|{_DUTY})) (?:up)?(?:on|to) (?P<who>{_BODY}) to\b",
            r"\g<who> must",
        ),
        (rf"\b(?:it )?falls? (?:to|on|upon) (?P<who>{_BODY}) to\b", r"\g<who> must"),
        (
            rf"(?:,| and| but) not (?:by |on |for )?(?:the |an? |its )?{_BODY}(?:,|(?= (?:must|to|who|that|has|have)\b|[.;]?$))",
            "",
        ),
        (
            rf"^(?P<what>[^.;]{{8,160}}?),? (?:is|are|remains?) (?:solely |always )?(?:the |an? )?(?:legal |sole )?{_DUTY}"
            rf" of (?P<who>{_BODY})(?=[.;,)]|$| under| in| by)",
            r"\g<who> must \g<what>",
        ),
        (
            rf"\b(?:the )?{_DUTY} (?:to|of|for) (?P<what>[^.;,]{{5,120}}?) (?:lies?|rests?|sits?|is|falls?)"
            rf" (?:on|with|to|upon|borne by|incumbent on) (?P<who>{_BODY})(?=[.;,)]|$| under| in| by)",
            r"\g<who> must \g<what>",
        ),
        (r"\bmay (?P<what>[^.;,]{1,60}? )?only (?=with|after|if|where|when|once|on|upon|under|for|by)", r"must \g<what>only "),
        (r"\b(?:may|can) (?P<be>be |have |last |run )?(?P<no>no|not) (?=(?:\w{3,}er|less|more) than\b)", r"must \g<be>\g<no> "),
        (
            r"\b(?:falls?|lies?|stays?|remains?|are|is) (?:outside|out of|beyond) (?:the )?(?:scope(?: of)?|reach of)?",
            " do not apply to ",
        ),
        (
            r"\b(?:is|are|remain) (?:exempt(?:ed)? from|excluded from|not (?:covered|caught|subject to|bound) ?(?:by)?)",
            " do not apply to ",
        ),
        (r"\b(?:is|are) (?:subject to|covered by|caught by|governed by|bound by|within the scope of)", " apply to "),
        (
            r"\b(?:need|needs|do|does|did|is|are) (?:not|n['’]t) (?:be )?(?:needed|required|necessary|compulsory"
            r"|mandatory|obligatory|need|have to|require)\b",
            " need not ",
        ),
        (
            r"\b(?:is|are|remains?) free (?:from|of) (?:any |the |all |every )?(?:dut(?:y|ies)|obligations?|requirements?)"
            r"(?: (?:to|of|on))?",
            " need not ",
        ),
        (
            r"^\W*(?:also |even |still )?(?:govern|cover|catch|reach|bind|regulate|extend to)(?:s|es)? "
            r"(?=an? |the |any |all |every )",
            "apply to ",
        ),
        (r"\bneeds? (?:neither|no)\b|\bno (?=[\w -]{3,40} (?:is|are) (?:needed|required|necessary))", " need not "),
        (rf"\bmakes? {_NP}(?:compulsory|mandatory|obligatory)\b", r" \g<who>must be used "),
        (rf"\bmakes? {_NP}(?:optional|voluntary)\b", r" \g<who>may be used "),
        (
            rf"\bmakes? {_NP}(?:unlawful|illegal)\b"
            r"(?! (?:content|information|use|output|material|act|data|text))",
            r" \g<who>must not be used ",
        ),
        (r"\bwithout (?:having|needing) to\b", " need not "),
        (rf"\b(?:exempts?|frees?|releases?|relieves?|spares?) {_NP}(?:from|of)\b", r" \g<who>need not "),
        (rf"(?<!may )(?<!can )(?<!to )(?<!must )\b{_REQUIRES} {_NP}to(?= [a-z])", r" \g<who>must "),
        (rf"\b(?:lets|allows?|permits?|enables?|entitles?) {_NP}(?:to )?(?=[a-z]{{3,}}\b)", r" \g<who>may "),
        (rf"\b(?:bars?|prohibits?|forbids?|bans?|keeps?) {_NP}from\b", r" \g<who>must not "),
        (r"\b(?:is|are) (?:free|entitled|at liberty) to\b", " may "),
        (r"\b(?:may|can|must) never\b", " must not "),
        (r"\b(?:is|are) (?:barred|banned|prevented) from\b", " must not "),
        (r"\b(?:is|are) (?:up to|at the discretion of|optional|voluntary)\b", " may "),
        (
            r"\b(?:is|are|becomes?) (?:compulsory|mandatory|obligatory|needed|required|due|necessary(?! (?:to|for)\b))(?!\w)",
            " must be done ",
        ),
        (
            r"(?<!may )(?<!can )(?<!to )(?<!must )(?<!should )(?<!who )(?<!that )(?<!really )(?<!genuinely )"
            r"(?<!user )(?<!users )(?<!individual )(?<!individuals )(?<!person )(?<!guardian )(?<!guardians )(?<!party )"
            r"\b(?:requires?|demands?|calls? for|prescribes?|mandates?|imposes?|asks? for|needs?)\b(?! not\b)",
            " must have ",
        ),
        (r"\b(?:is|are) (?:responsible|liable|answerable) (?=for|to)", " must be responsible "),
        (
            r"(?<!must )(?<!may )\b(?:bears?|carr(?:y|ies)|assumes?) (?=(?:the |a |full |legal )*(?:responsib|liab|dut|oblig))",
            " must bear ",
        ),
        (r"\bnot being (?:an? |the )?[^,.;]{3,40}, ?", ""),
    )
)
_WHO_ZH = r"[^，。；、应须要得由是]{0,14}?(?:使用者|用户|平台|提供者|处理者|运营者|支持者|监护人|部门|企业|机构|商店|个人)"
_ZH = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"(?P<does>[可准能许要让该加做用报存签给])不(?P=does)", r"是否\g<does>"),
        (r"不必要(?=的|个人|信息)", "非必需"),
        (r"(?:谁|任何人|不管是谁|无论是谁|无论谁)[都也均]?(?:不得|不能|不可以?|不许|不准|别想)", "任何组织和个人不得"),
        (
            rf"(?P<who>{_WHO_ZH})(?P<case>(?:发现|知悉|获悉|得知|认为)[^，。；]{{2,60}}[的后时]?)，(?=(?:均|都|也)?(?:有权|应当?|可以|不得|必须|须|要))",
            r"\g<case>，\g<who>",
        ),
        (rf"(?:[，、]?而(?:不是|非)|[，、]不是)由?{_WHO_ZH}(?=应|必|须|来|负责|承担|主动|自行|[，。；]|$)", ""),
        (
            rf"^(?P<what>[^。；]{{6,120}}?)，?(?:均|都|也)?(?:是|属于|系|为)(?P<who>{_WHO_ZH})(?:自己)?的(?:法定)?(?:义务|责任|职责)",
            r"\g<who>应当\g<what>",
        ),
        (
            rf"(?P<what>[^。；，]{{4,60}})的(?:义务|责任|职责)(?:落在|归|归于|在于|由)(?P<who>{_WHO_ZH})(?:身上|承担)?",
            r"\g<who>应当\g<what>",
        ),
        (
            r"(?:不属于|不在)[^，。；]{0,12}(?:适用范围|调整范围|管辖)|不受[^，。；]{0,12}(?:约束|规制|调整|管)|不归[^，。；]{0,12}管",
            "不适用",
        ),
        (r"不得(?=(?:少|低|短|早)于)", "应当不"),
        (
            r"可以(?:由)?(?:自己|自行)(?P<does>[^，。；]{0,8})，?(?:也|还)?可以?(?:由|委托|聘请|请)(?=[^，。；]{0,14}(?:机构|第三方|专业|他人|单位))",
            r"自行\g<does>或者委托",
        ),
        (rf"(?:应当?|须|必须|需要?|要)由(?P<who>{_WHO_ZH})(?=[^，。；]{{2}})", r"\g<who>应当"),
        (
            rf"(?:是否|要不要|需不需要)(?P<what>[^，。；]{{1,24}}?)，?(?:完全|均|都)?(?:由|取决于)(?P<who>{_WHO_ZH})"
            r"(?:自行|自己|自主|酌情)?(?:决定|选择|酌定|判断|掌握|说了算|定(?!期))",
            r"\g<who>无需\g<what>",
        ),
        (r"可以不(?!得)|可不(?!得)|免予|免于|不用(?!于)|用不着|不必(?!要)", "无需"),
        (r"(?<!必)不能(?![够仅只证])|不可(?!以|能|避|抗)|不许|不准(?!确)|不应当?|禁止(?=\S)|严禁", "不得"),
        (
            r"只能|必须|务必|均须|一律须|(?<![无毋])须(?!知)|(?<![无不毋])需要?(?=[在由经向对将把按取进做办报设建提履遵通制开配])",
            "应当",
        ),
        (
            r"(?<![需不主重必只摘纲概扼简首提求想])要(?=[在由经向对将把按取进做办报设建提履遵通制开配及定标留存给让有保培承签公明采抽停防说申审登评核验检])",
            "应当",
        ),
        (
            r"(?:要求|责成|规定)(?P<who>[^，。；应须要不可]{0,8}?(?:提供者|使用者|用户|处理者|运营者|平台|企业|服务商|应用商店|开发者|部门))(?!应当|必须|须|不得|可以|对|的)",
            r"\g<who>应当",
        ),
        (r"(?<!应当)(?<!依法)承担(?=[^，。；]{0,14}(?:责任|义务))", "应当承担"),
        (
            r"由(?P<who>[^，。；应]{0,6}(?:使用者|用户|平台|提供者|处理者|运营者))(?=[^，。；应]{0,3}(?:承担|开展|进行|负责|办理|申报|提交|完成|履行|组织|实施))",
            r"\g<who>应当",
        ),
        (r"(?<![条项种个一])(?:即可|就可以|就行)", "可以"),
        (r"仍可(?!以)|也可(?!以)|(?<![不许认尚])可(?=[处并在向对将把由依按申延采请自])", "可以"),
    )
)


@lru_cache(maxsize=8192)
def in_words_of_law(claim: str) -> str:
    """The claim with its words of duty, ban and choice as the law puts them."""
    for pattern, to in _ZH if is_chinese(claim) else _EN:
        claim = pattern.sub(to, claim)
    return claim


_CHOICE = re.compile(
    r"\bwhether\b|\bup to\b|\bdiscretion\b|\boptional|是否|(?P<does>[可准能许要让该加做用报存签给])不(?P=does)"
    r"|自己定|自行决定|自愿",
    re.IGNORECASE,
)
_FREE = {Modality.NEED_NOT, Modality.APPLIES_NOT}
_SILENT_EN = re.compile(
    r"\b(?P<verb>sets?|contains?|imposes?|provides? for|prescribes?|carr(?:y|ies)|has|have|holds?|lists?|lays? down"
    r"|knows?) (?:no|neither)\b(?! (?:later|more|less|fewer))"
    r"|\b(?:do|does)(?: not|n['’]t) (?:themselves |itself |expressly |actually )?"
    r"(?P<other>set|contain|impose|mention|name|require|provide for|prescribe|order|list"
    r"|lay down|demand|define)\b"
    r"|\bno (?:provision|article|rule)s?\b[^.;]{0,40}?\b(?P<third>sets?|requires?|imposes?|mentions?|orders?|lists?|says?)\b",
    re.IGNORECASE,
)
_SILENT_ZH = re.compile(
    r"(?:没有|并未|并没有|未|并不)(?:明文|明确|直接|专门|单独)?(?P<verb>设定|规定|设置|要求|写明|列出|列举|提及|提到|包含|限定|强制)"
)


def affirmed(claim: str) -> str | None:
    """A claim that the law is silent on something, turned into the claim that it is not; None for any other claim."""
    pattern = _SILENT_ZH if is_chinese(claim) else _SILENT_EN
    match = pattern.search(claim)
    if match is None:
        return None
    verb = next(word for word in match.groupdict().values() if word)
    return f"{claim[: match.start()]}{verb}{claim[match.end() :]}"


def frees(text: str) -> bool:
    """Whether a text says that something need not be done or does not apply."""
    return bool(modalities(in_words_of_law(text)) & _FREE)


def leaves_free(claim: str, law: str) -> bool:
    """Whether a text of law frees from something as a claim does, or leaves it to choice where the claim speaks of a choice."""
    chosen = _CHOICE.search(claim) or Modality.MAY in modalities(in_words_of_law(claim))
    return frees(law) or bool(chosen and Modality.MAY in modalities(law))


def agrees(claim: str, law: str) -> bool:
    """Whether a text of law has one of the duties, bans, choices or exemptions of a claim."""
    said, there = (modalities(in_words_of_law(text)) for text in (claim, law))
    return bool(said & there) or bool(said & _FREE and there & _FREE)
