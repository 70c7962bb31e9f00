"""The claims of a memo in the words of the law: "obliges X to", "is not needed", 须, 不能 become must, need not, 应当, 不得.

For comparing only: what is shown is always the claim as it was written.
"""

from __future__ import annotations

import re

from banfa.duties import is_chinese

_NP = r"(?P<who>(?:[\w'’/-]+ ){1,9}?)"
_REQUIRES = r"(?:oblig(?:es?|ed)|requir(?:es?|ed)|forc(?:es?|ed)|compels?|expects?|wants?|makes?|tells?|asks?|demands? that|has)"
_EN = tuple(
    (re.compile(pattern, re.IGNORECASE), to)
    for pattern, to in (
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
        (r"\bneeds? (?:neither|no)\b|\bno (?=[\w -]{3,40} (?:is|are) (?:needed|required|necessary))", " need not "),
        (r"\bwithout (?:having|needing) to\b", " need not "),
        (rf"(?<!may )(?<!can )(?<!to )(?<!must )\b{_REQUIRES} {_NP}to(?= [a-z])", r" \g<who>must "),
        (rf"\b(?:lets|allows?|permits?|enables?|entitles?) {_NP}(?:to )?(?=[a-z]{{3,}}\b)", r" \g<who>may "),
        (rf"\b(?:bars?|prohibits?|forbids?|bans?|keeps?) {_NP}from\b", r" \g<who>must not "),
        (r"\b(?:is|are) (?:free|entitled|at liberty) to\b", " may "),
        (r"\b(?:may|can|must) never\b", " must not "),
        (r"\b(?:is|are) (?:barred|banned|prevented) from\b", " must not "),
        (r"\b(?:is|are) (?:up to|at the discretion of|optional|voluntary)\b", " may "),
        (r"\b(?:is|are|becomes?) (?:compulsory|mandatory|obligatory|needed|required|necessary|due)\b", " must be done "),
        (
            r"(?<!may )(?<!can )(?<!to )(?<!must )(?<!should )\b(?:requires?|demands?|calls? for|prescribes?|mandates?"
            r"|imposes?|asks? for|needs?)\b(?! not\b)",
            " must have ",
        ),
        (r"\b(?:is|are) (?:responsible|liable|answerable) (?=for|to)", " must be responsible "),
        (
            r"(?<!must )(?<!may )\b(?:bears?|carr(?:y|ies)|assumes?) (?=(?:the |a |full |legal )*(?:responsib|liab|dut|oblig))",
            " must bear ",
        ),
        (r"\b(?:has|have|had) \d+ [\w ]{0,14}days to\b", " must "),
    )
)
_ZH = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (
            r"(?:不属于|不在)[^，。；]{0,12}(?:适用范围|调整范围|管辖)|不受[^，。；]{0,12}(?:约束|规制|调整|管)|不归[^，。；]{0,12}管",
            "不适用",
        ),
        (r"可以不(?!得)|可不(?!得)|免予|免于|不用(?!于)|用不着|不必(?!要)", "无需"),
        (r"(?<!必)不能(?![够仅只证])|不可(?!以|能|避|抗)|不许|不准(?!确)|不应当?|禁止(?=\S)|严禁", "不得"),
        (r"只能|必须|务必|均须|一律须|须(?!知)|需要?(?=[在由经向对将把按取进做办报设建提履遵通制开配])", "应当"),
        (
            r"(?<![需不主重必只摘纲概扼简首提求想])要(?=[在由经向对将把按取进做办报设建提履遵通制开配及定标留存给让有保培承签公明采抽停防说])",
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


def in_words_of_law(claim: str) -> str:
    """The claim with its words of duty, ban and choice as the law puts them."""
    for pattern, to in _ZH if is_chinese(claim) else _EN:
        claim = pattern.sub(to, claim)
    return claim


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
