"""The fixed sentences of replies, in both languages. They state no law."""

from __future__ import annotations

_PHRASES: dict[str, tuple[str, str]] = {
    "scope_in_scope": ("in scope", "适用"),
    "scope_out_of_scope": ("out of scope", "不适用"),
    "scope_undetermined": ("undetermined", "尚不能确定"),
    "reader_failed": (
        "The chat model {model} could not read the description ({why}); the embedded reader did.",
        "对话模型{model}未能读取描述（{why}），已改用内置读取。",
    ),
    "reader_unproved": (
        "None of the {n} facts that the chat model {model} suggested is borne out by the description; the embedded reader did.",
        "对话模型{model}提出的{n}项事实在描述中都找不到依据，已改用内置读取。",
    ),
    "reader_dropped": (
        "Read by the chat model {model}; {n} of its suggestions were dropped, because the description does not bear them out.",
        "由对话模型{model}读取；其中{n}项因描述中没有依据而被舍弃。",
    ),
    "reaches": (
        "By what you say ({words}) the {rules} apply. [{cite}]",
        "适用：按您所说（{words}），{rules}管到这项服务。［{cite}］",
    ),
    "reaches_not": (
        "By what you say ({words}) the {rules} do not apply. [{cite}]",
        "不适用：按您所说（{words}），{rules}管不到这一情形。［{cite}］",
    ),
    "part": ("On “{part}”:", "关于“{part}”："),
    "part_outside": (
        "On “{part}”: that lies outside what Banfa covers.",
        "关于“{part}”：这一问不在本助手的范围之内。",
    ),
    "standing": ("Read as: {question}", "理解为：{question}"),
    "yes": ("Yes. ", ""),
    "no": ("No. ", ""),
    "scope_help": (
        "Answer yes or no (or a number). s skips, b goes back, w says why it is asked, q stops and shows the result.",
        "请回答是或者否（或者数字）。s 跳过，b 返回上一题，w 为什么问，q 结束并查看结果。",
    ),
    "scope_evidence": ("What settles it:", "可以用什么证明："),
    "scope_missing": ("Missing: {facts}", "还缺：{facts}"),
    "scope_flips": ("What would flip it:", "什么会改变结论："),
    "scope_if": ("{verdict} if {changes}", "如果{changes}，则{verdict}"),
    "scope_arguable": ("Arguable ({point}):", "有争议（{point}）："),
    "scope_for_in": ("for being inside: {argument}", "主张适用：{argument}"),
    "scope_for_out": ("for being outside: {argument}", "主张不适用：{argument}"),
    "scope_contradiction": (
        "Contradiction on {fact}: {yes} says yes, {no} says no. It counts as unknown until one is corrected.",
        "{fact}前后矛盾：按{yes}应为是，按{no}应为否。更正之前视为未知。",
    ),
    "scope_text_contradiction": (
        "The text contradicts itself on {fact}: {words}. It counts as unknown.",
        "文字对{fact}前后矛盾：{words}。视为未知。",
    ),
    "scope_proposed": (
        "The text suggests (confirm or correct; nothing counts until you do):",
        "文字提示（请确认或者更正，确认之前不作数）：",
    ),
    "scope_regimes": ("Regimes:", "各项规则："),
    "scope_duties": ("Duties that apply ({n}):", "适用的义务（{n}项）："),
    "scope_duties_if": ("Not yet, but if … ({n}):", "尚未适用，如果……则适用（{n}项）："),
    "scope_duties_how": ("--duties lists them in full.", "用 --duties 列出全文。"),
    "scope_stage": ("{stage} ({n})", "{stage}（{n}项）"),
    "scope_depends": ("depends on: {facts}", "取决于：{facts}"),
    "stage_train": ("train", "训练"),
    "stage_launch": ("launch", "上线"),
    "stage_operate": ("operate", "运营"),
    "stage_incident": ("incident", "事件"),
    "stage_leave": ("leave", "退出"),
    "scope_compare": ("China ↔ EU, row by row:", "中国 ↔ 欧盟，逐项对照："),
    "side_by_side": ("{sides}, side by side on what you ask.", "就所问的一点，{sides}对照如下。"),
    "side_without": (
        "Of {side} we found nothing in our texts that comes near to the question; what is cited of it may miss the point.",
        "{side}一方，未在本库找到与问题相近的规定；所引该方条款可能不切题。",
    ),
    "side_china": ("China", "中国"),
    "side_eu": ("EU", "欧盟"),
    "differs": ("How they differ (our reading): {text} [{cites}]", "区别（本站的解读）：{text} [{cites}]"),
    "not_inferred": ("Not to be inferred: {text}", "不可推断：{text}"),
    "our_reading": (
        "The EU AI Act is held as our restatement, as amended to 27 July 2026; how the sides differ is our reading.",
        "欧盟人工智能法为本站转述，修正至2026年7月27日；两边的区别是本站的解读。",
    ),
    "working_days": (
        "Monday to Friday counted; public holidays and working weekends in China move the day: check the official calendar.",
        "按周一至周五计算；法定节假日和调休会使日期变动，请核对官方日历。",
    ),
    "export_title": ("Scope check: China's generative-AI rules", "适用性自查：中国生成式人工智能规则"),
    "export_as_of": ("As of {day}. Corpus {hash}.", "截至{day}。语料库 {hash}。"),
    "export_facts": ("Facts", "事实"),
    "export_findings": ("Findings", "结论"),
    "export_dates": ("Dates", "日期"),
    "export_fact": ("Fact", "事实"),
    "export_value": ("Value", "取值"),
    "export_source": ("From", "来源"),
    "export_evidence": ("Evidence: {text}", "证据：{text}"),
    "export_deadline": ("Deadline: {text}", "期限：{text}"),
    "export_presumed": ("Presumed not so: {facts}", "推定不存在：{facts}"),
    "export_undetermined": ("Find out: does this apply? {regime}", "查明是否适用：{regime}"),
    "export_in_scope": ("In scope: {regime}", "适用：{regime}"),
    "export_duties": ("Duties that apply", "适用的义务"),
    "export_duties_if": ("Not yet, but if …", "尚未适用，如果……则适用"),
    "export_compare": ("China ↔ EU", "中国 ↔ 欧盟"),
    "compare_title": ("China and the EU side by side", "中国与欧盟对照"),
    "compare_case": ("The same facts under both", "同一事实，两边对照"),
    "compare_topics": ("By topic, whatever the case", "按主题对照（不论个案）"),
    "practice_duty": ("practice, in no text", "实务做法，条文没有写"),
    "scope_yes": ("yes", "是"),
    "scope_no": ("no", "否"),
    "unofficial": (
        "Unofficial translation; the Chinese text controls. Not legal advice.",
        "引文为本站自译的英文，仅供参考；以官方中文文本为准。不构成法律意见。",
    ),
    "unofficial_abroad": (
        "Restated in our own words; the official text controls. Not legal advice.",
        "以上为本站转述，以官方文本为准。不构成法律意见。",
    ),
    "restated_abroad": ("restated in our own words", "本站转述"),
    "restated": ("restated from secondary descriptions, not translated", "据二手资料转述，并非译文"),
    "in_force": ("in force since {date}", "自{date}起施行"),
    "as_amended": ("wording in force since {date}", "现行文本自{date}起施行"),
    "as_of": ("Law as of {date}.", "以{date}的有效规定为准。"),
    "nothing_found": (
        "Nothing in our corpus supports an answer to this. Try naming the service, the people it serves, or the article.",
        "本库中没有能支持回答的条文。请补充说明服务类型、服务对象，或者写明具体条文。",
    ),
    "all_withheld": (
        "No sentence of the answer passed the check against the law, so none is shown. The passages consulted are listed.",
        "答案中没有一句通过条文核对，因此不予显示。下方列出查阅过的条文。",
    ),
    "greeting": (
        "I answer questions on China's rules for generative AI: whether they apply to your service, and what they require. "
        "What does your service do, and for whom?",
        "我回答中国生成式人工智能监管规定方面的问题：是否适用、需要做什么。请说说您的服务做什么、面向谁。",
    ),
    "outside": (
        "This lies outside what this assistant covers: China's rules on generative AI and the data law around them. "
        "I will not guess.",
        "这不在本助手的范围之内：本助手只回答中国生成式人工智能监管及相关数据法律问题，不作猜测。",
    ),
    "improper": (
        "I won't help to evade the rules. I can tell you what they require of you, and of the provider when such use is found.",
        "我不协助规避监管。我可以说明规则对您的要求，以及提供者发现此类使用时应当怎么做。",
    ),
    "not_held": (
        "This is a matter of the {title}, which our corpus does not hold, so I will not state what it says.",
        "这属于《{title}》的内容，本库尚未收录该文件，因此不代述。",
    ),
    "not_held_draft": (
        "This concerns the {title}, which is not law as far as we know ({stage}); our corpus does not hold it.",
        "这涉及《{title}》，据我们所知尚非现行法（{stage}）；本库未收录。",
    ),
    "not_held_article": (
        "{citation} is not in our corpus: only some articles of that instrument are held. I will not state what it says.",
        "{citation}不在本库中：该文件只收录了部分条文，因此不代述其内容。",
    ),
    "not_known": (
        "{text} of “{title}” is not in our corpus: we know no instrument of that name. I will not state what it says.",
        "“{title}”的{text}不在本库中：我们不掌握名为“{title}”的文件，因此不代述其内容。",
    ),
    "unnamed": (
        "{text}: of which instrument? Name it, for example “{text} of the Interim Measures”.",
        "{text}：指哪一部文件？请写明，例如“暂行办法{text}”。",
    ),
    "unnamed_of": ("{text}: of which instrument? It could be {such}.", "{text}：指哪一部文件？可能是{such}。"),
    "left_elsewhere": (
        "Left aside: {text} of the {title}. It exists, but our corpus does not hold that instrument.",
        "未予回答：《{title}》{text}。该文件存在，但本库未收录。",
    ),
    "left_part": (
        "Left aside: {citation} is not in our corpus, which holds only some articles of that instrument.",
        "未予回答：{citation}不在本库中，该文件只收录了部分条文。",
    ),
    "left_unknown": (
        "Left aside: {text} of “{title}” is not in our corpus; we know no instrument of that name.",
        "未予回答：“{title}”{text}不在本库中，我们不掌握名为“{title}”的文件。",
    ),
    "left_no_such": (
        "Left aside: {citation} does not exist; the {title} has {count} articles.",
        "未予回答：{citation}不存在，《{title}》共{count}条。",
    ),
    "left_no_unit": ("Left aside: {citation} has no such paragraph or item.", "未予回答：{citation}没有这样的款或者项。"),
    "left_unnamed": (
        "Left aside: {text} names no instrument, or more than one could be meant.",
        "未予回答：{text}没有写明是哪一部文件，或者可能指不止一部。",
    ),
    "filters_leave_nothing": (
        "Your filters leave no provision in force on that day ({filters}). Take one away, or ask about another day.",
        "按所选条件，当日没有有效的条文可查（{filters}）。请去掉一项条件，或者换一个日期。",
    ),
    "filters_leave_out": (
        "What your question cites does not pass your filters ({filters}).",
        "问题所引的条文不符合所选条件（{filters}）。",
    ),
    "left_filtered": (
        "Left aside: {citation}, which the question cites, does not pass the filters.",
        "未予回答：问题所引的{citation}不符合所选条件。",
    ),
    "look_there": ("Official text: {url}", "官方文本：{url}"),
    "leads_to_home_page": (
        "The address leads only to the website of who issued it; that of the text itself is not known to us.",
        "该地址只到发布机关的网站首页；文本本身所在页面的地址我们不知道。",
    ),
    "leads_to_first_text": (
        "The address leads to the text as first published, before its amendment; we have no checked address of the amended one.",
        "该地址是最初公布、修改之前的文本；修改后的文本，我们没有核对过的地址。",
    ),
    "older_rule": (
        "The older rule, which gives way where the two differ: {text}",
        "旧规定（与现行规定不一致的，以现行规定为准）：{text}",
    ),
    "gives_way": ("gives way, wholly or in part", "已全部或者部分让位于其他规定"),
    "about_it": ("What it is: {about}", "该文件：{about}"),
    "no_such_article": ("There is no {citation}: the {title} has {count} articles.", "没有{citation}：《{title}》共{count}条。"),
    "no_such_unit": ("{citation} has no such paragraph or item.", "{citation}没有这样的款或者项。"),
    "not_in_force": ("Not the law on {date}: {title}, in force from {first}.", "{date}尚未施行：{title}，自{first}起施行。"),
    "nearest": ("The provision nearest to your question follows.", "与问题最接近的条文如下。"),
    "wrong_article": ("That is not what {wrong} deals with; see {right}.", "{wrong}规定的不是这个问题，请看{right}。"),
    "corrected_figure": ("One correction first: {cite} has {law}, not {said}.", "先更正一点：{cite}规定的是{law}，不是{said}。"),
    "corrected_no_figure": (
        "One correction first: the {what} in the question is not that of the law; see {cite}.",
        "先更正一点：问题中的{what}与规定不符，请看{cite}。",
    ),
    "corrected_no_such": ("One correction first: {cite} does not set {said}.", "先更正一点：{cite}没有规定{said}。"),
    "corrected_none": ("One correction first: {cite} sets no {what}.", "先更正一点：{cite}没有规定{what}。"),
    "corrected_from_then": (" It counts from the event on, not back from it.", "该期限自事件发生之日起算，不是在此之前。"),
    "corrected_none_found": (
        "One correction first: no such {what} was found in the {title}; the nearest provision is {cite}.",
        "先更正一点：在《{title}》中未找到这样的{what}，最接近的是{cite}。",
    ),
    "corrected_no_thing": ("One correction first: nothing in {cite} speaks of {what}.", "先更正一点：{cite}没有提到{what}。"),
    "corrected_elsewhere": (" What may be meant is {cite}.", "可能指的是{cite}。"),
    "corrected_elsewhere_figures": (
        " A {what} that may be meant is in {cite}: {figures}.",
        "可能指的是{cite}的{what}：{figures}。",
    ),
    "corrected_issuer": (
        "One correction first: the {title} were issued by {issuers} ({n} in all).",
        "先更正一点：《{title}》由{issuers}发布（共{n}个部门）。",
    ),
    "corrected_date": (
        "One correction first: not {said}. The {title} came into force on {date}.",
        "先更正一点：不是{said}年。《{title}》自{date}起施行。",
    ),
    "corrected_unsaid": ("One correction first: {wrong} does not say that.", "先更正一点：{wrong}没有这样规定。"),
    "corrected_nowhere": (
        "None: nothing found in the {title} says so. The nearest is {cite}.",
        "没有这样的条文：在《{title}》中未找到这一规定，最接近的是{cite}。",
    ),
    "corrected_not_forbidden": ("One correction first: {cite} does not forbid this.", "先更正一点：{cite}并未禁止。"),
    "corrected_not_required": (
        "One correction first: {cite} does not make this a duty.",
        "先更正一点：{cite}没有把这一点规定为义务。",
    ),
    "corrected_no_choice": ("One correction first: {cite} leaves no such choice.", "先更正一点：{cite}没有留下这样的选择余地。"),
    "corrected_forbidden": ("One correction first: {cite} does not allow this.", "先更正一点：{cite}并不允许这样做。"),
    "corrected_required": ("One correction first: {cite} does set this duty.", "先更正一点：{cite}规定了这项义务。"),
    "corrected_duty": (
        "One correction first: the duty in {cite} is a different one.",
        "先更正一点：{cite}规定的义务与问题所说的不同。",
    ),
    "corrected_actor": (
        "One correction first: {cite} addresses somebody else than the question says.",
        "先更正一点：{cite}的义务主体不是问题所说的主体。",
    ),
    "corrected_who": ("One correction first: {cite} {who}.", "先更正一点：{cite}{who}。"),
    "corrected_authority": (
        "One correction first: {cite} names {law}, not {said}.",
        "先更正一点：{cite}规定的是{law}，不是{said}。",
    ),
    "corrected_scope": (
        "One correction first: the rule is narrower than the question says; it does not hold for every case. See {cite}.",
        "先更正一点：规定的范围比问题所说的窄，并非一律适用，请看{cite}。",
    ),
    "corrected_only": (
        "One correction first: that is not the only way; {cite} knows others.",
        "先更正一点：这不是唯一的情形，{cite}还规定了其他情形。",
    ),
    "corrected_negation": ("One correction first: {cite} says the opposite.", "先更正一点：{cite}的规定正好相反。"),
    "corrected_timing": (
        "One correction first: the time is not as the question has it; see {cite}.",
        "先更正一点：时间的先后与规定不符，请看{cite}。",
    ),
    "corrected_superseded": (
        "One correction first: that is no longer the rule; see {cite}.",
        "先更正一点：这一规定已不再如此适用，请看{cite}。",
    ),
    "renumbered": (
        "The articles were renumbered: since {date}, {moved}.",
        "条文序号已调整：自{date}起，{moved}。",
    ),
    "moved": ("the former {old} is {new}", "原{old}为现{new}"),
    "moved_and_changed": ("the former {old} is {new}, with changes to its wording", "原{old}为现{new}（内容有修改）"),
    "moved_between": ("; ", "；"),
    "same_number": ("Today's article of that number follows it.", "现行同一序号的条文列在其后。"),
    "card": (
        "{title}: issued by {issuers}{days}.",
        "《{title}》由{issuers}发布{days}。",
    ),
    "card_bodies": ("{issuers} ({n} bodies)", "{issuers}共{n}个部门联合"),
    "card_adopted": ("adopted on {day}", "{day}通过"),
    "card_published": ("published on {day}", "{day}公布"),
    "card_in_force": ("in force since {day}", "自{day}起施行"),
    "other_side": (
        "The other side of the comparison, the {title}, is not in our corpus; only the Chinese side is answered here.",
        "比较的另一方《{title}》未收录于本库，这里只回答中国一方。",
    ),
    "unsure": (
        "We are not sure that this is the provision: what was found fits the question only loosely. "
        "Look at the other provisions found, or ask more precisely.",
        "我们不能确定就是这一条：检索到的条款与问题只是大致相符。请查看检索到的其他条款，或者把问题说得更具体。",
    ),
    "see_also": ("See also the {title}, which is not in our corpus.", "另见《{title}》，本库未收录。"),
    "open": ("The text does not settle this.", "条文对此没有明确规定。"),
    "no_time": (
        "{cite} and the provisions near it give no number of hours, days or months for this.",
        "{cite}及相关条文没有写明具体时限。",
    ),
    "no_share": ("{cite} and the provisions near it give no percentage for this.", "{cite}及相关条文没有写明具体比例。"),
    "no_count": ("{cite} and the provisions near it give no number for this.", "{cite}及相关条文没有写明具体数字。"),
    "no_degree": (
        "{cite} speaks of a degree and gives no figure for it; whether a case reaches it has to be argued.",
        "{cite}只用了程度性的表述，没有给出具体数字；个案是否达到，需要论证。",
    ),
    "note_opens": (
        "{summary} (Our note on practice of {date}, confidence {confidence}; not law.)",
        "{summary}（本库{date}的实务笔记，把握程度：{confidence}；并非法律规定。）",
    ),
    "sources": ("Sources of the practice: {sources}.", "实务情况的来源：{sources}。"),
    "recommended": ("recommended, not binding", "推荐性，不具有强制力"),
    "note_ends": ("What would change this: {change}", "什么会改变这一判断：{change}"),
    "note_beside": ("See also our note on practice of {date}: {summary}", "另见本库{date}的实务笔记：{summary}"),
    "confidence_high": ("high", "高"),
    "confidence_medium": ("medium", "中"),
    "confidence_low": ("low", "低"),
    "one_fact": ("One fact would help most: {fact}", "最关键的一个事实：{fact}"),
    "needs_fact": ("It depends on one fact that the question does not tell.", "这取决于问题中没有说明的一个事实。"),
    "turns_on": (
        "It depends on one fact that the question does not tell. {fact} What counts: {why} ({cite}). Where that is "
        "met, the following applies.",
        "这取决于问题中没有说明的一个事实。{fact}关键在于：{why}（{cite}）。符合的，适用以下规定。",
    ),
    "otherwise": (
        "Where it is not met, this duty does not apply; other duties may.",
        "不符合的，不适用这项义务，但可能适用其他义务。",
    ),
    "practice": ("Known practice, not law: {text}", "实务情况（并非法律规定）：{text}"),
    "truncated": ("Your question was very long; only the first {n} characters were read.", "问题过长，只读取了前{n}个字符。"),
    "writer_failed": (
        "The chat model gave nothing usable ({why}); the embedded writer answered instead.",
        "对话模型没有给出可用的结果（{why}），已改由内置写作器作答。",
    ),
    "turn_damaged": (
        "What was kept of this turn is damaged and is not shown.",
        "这一轮问答的存档已损坏，不予显示。",
    ),
    "withheld_some": ("{n} sentence(s) failed the check and are withheld.", "有{n}句未通过核对，已不予显示。"),
}


def phrase(name: str, language: str, **values: object) -> str:
    """A fixed sentence in ``en`` or ``zh`` with its values filled in."""
    english, chinese = _PHRASES[name]
    return (chinese if language == "zh" else english).format(**values)
