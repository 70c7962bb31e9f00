"""What the scope check and the page about Banfa say, in both languages."""

from __future__ import annotations

LABELS: dict[str, tuple[str, str]] = {
    "scope_lead": (
        "Find out which rules reach your service, why, and what would change that.",
        "看看哪些规定适用于您的服务、为什么、什么会改变结论。",
    ),
    "describe": ("Describe the service in your own words (optional)", "用自己的话描述服务（可不填）"),
    "describe_hint": (
        "What it does, who uses it and where they are, whose model it is. English or Chinese.",
        "做什么、谁在用、用户在哪里、用的谁的模型。中英文均可。",
    ),
    "describe_stays": (
        "It is read on the machine that runs Banfa, stays in this session and goes to no outside model.",
        "只在运行 Banfa 的机器上读取，仅留在本次会话中，不发送给外部模型。",
    ),
    "describe_held": (
        "**Not sent yet.** The chat model {model} is outside, and the description seems to hold what is below. Take it out and "
        "read again, or send it as it is.",
        "**尚未发送。**对话模型{model}在外部，描述中似乎含有下列内容。请删去后重新读取，或者原样发送。",
    ),
    "describe_read": ("Read it and propose facts", "阅读并提出事实"),
    "describe_sent": (
        "Whoever runs Banfa has set the chat model {model} to read descriptions: yours is sent to it.",
        "部署者设置由对话模型{model}读取描述：您的描述会发送给该模型。",
    ),
    "describe_none": (
        "No fact could be read from it with confidence. Please answer the questions below.",
        "没有读出可靠的事实，请回答下面的问题。",
    ),
    "proposed": ("Read from your description: confirm or correct", "从描述中读出：请确认或者更正"),
    "proposed_why": ("Nothing counts until you confirm it.", "确认之前都不作数。"),
    "proposed_words": ("From your words: {words}", "依据您的原话：{words}"),
    "proposed_both": ("Your text says both: {words}", "您的文字前后不一：{words}"),
    "confirm": ("Confirm these facts", "确认以上事实"),
    "discard": ("Discard", "放弃"),
    "question_n": ("Question {n} of at most {most}", "第{n}题，最多{most}题"),
    "question_edit": ("Correct an answer", "更正回答"),
    "fact_why_asked": ("Why it is asked: {why}", "为什么问：{why}"),
    "settles": ("What settles it: {evidence}", "什么可以证明：{evidence}"),
    "rests_on": ("It rests on", "依据"),
    "yes": ("Yes", "是"),
    "no": ("No", "否"),
    "unknown": ("I don't know", "不知道"),
    "skip": ("Skip", "跳过"),
    "back": ("Back", "上一题"),
    "keep": ("Keep it as it is", "保持不变"),
    "use_number": ("Use this number", "使用这个数字"),
    "number_label": ("A whole number", "整数"),
    "answered": ("Your answer so far: {value}", "目前的回答：{value}"),
    "done": (
        "Nothing is left to ask that would change a result.",
        "没有其他会改变结论的问题了。",
    ),
    "enough": (
        "Ten questions are enough for the main verdict in most cases. More answers settle more duties.",
        "十个问题通常足以得出主要结论；继续回答可以确定更多义务。",
    ),
    "more": ("Ask me more", "继续提问"),
    "restart": ("Start over", "重新开始"),
    "so_far": ("Result so far", "目前的结论"),
    "because": ("Because", "因为"),
    "law_says": ("What the law says", "条文怎么说"),
    "from_stated": ("you said so", "您的回答"),
    "from_implied": ("follows from: {fact}", "由此得出：{fact}"),
    "from_derived": ("from the number: {fact}", "由数字得出：{fact}"),
    "from_nobody": ("not answered", "未回答"),
    "arguable": ("Arguable: {point}", "有争议：{point}"),
    "for_in": ("For being inside", "主张适用"),
    "for_out": ("For being outside", "主张不适用"),
    "missing": ("What is missing", "还缺什么"),
    "missing_hint": ("Choose one to answer it.", "点选即可回答。"),
    "flips": ("What would flip it", "什么会改变结论"),
    "flip_if": ("if {changes}", "如果{changes}"),
    "flip_and": (" and ", "，并且"),
    "flip_to": ("{fact} {value}", "{fact}{value}"),
    "correct_one": ("Correct: {fact}", "更正：{fact}"),
    "presumed": ("Presumed for the duties until you say otherwise", "义务部分暂且推定（除非您另行说明）"),
    "regimes": ("The other rules", "其他规则"),
    "regimes_wait": (
        "Answer a first question and the {n} other sets of rules are sorted here.",
        "回答第一个问题之后，这里会列出其余{n}项规则的结论。",
    ),
    "practice_only": ("practice, not text", "实务，非条文"),
    "answers": ("Your answers ({n})", "您的回答（{n}）"),
    "follows": ("What follows from them ({n})", "由此得出（{n}）"),
    "skipped": ("Skipped ({n})", "跳过（{n}）"),
    "change": ("Change", "修改"),
    "take_away": ("Take it away", "导出结果"),
    "take_away_what": (
        "Verdicts with their reasons and quotes, duties by stage, and the EU AI Act beside it. Each file bears its day and the "
        "hash of the corpus; `banfa verify` says later whether the JSON still holds.",
        "含各项结论、理由和引文、按阶段排列的义务，并与欧盟人工智能法对照。文件注明日期和语料哈希；"
        "JSON文件日后可以用`banfa verify`核对是否仍然成立。",
    ),
    "launch_day": ("Day of launch, for the deadlines", "上线日期（用于计算期限）"),
    "calendar": ("Calendar", "日历"),
    "calendar_what": ("Deadlines that run from that day: {n}.", "自该日起算的期限：{n}项。"),
    # About
    "about_what": ("What it is", "这是什么"),
    "about_what_text": (
        "Banfa (办法) answers whether China's generative-AI rules reach a service and what they require. It holds {n} "
        "instruments and {m} provisions, a register of {d} duties and {f} facts on which the rules turn. It runs on "
        "the machine of whoever set it up.",
        "Banfa（办法）回答中国生成式人工智能规定是否适用于某项服务、有什么要求。"
        "收录{n}部文件、{m}条条文、{d}项义务，以及规则所取决的{f}项事实。程序在部署者的机器上运行。",
    ),
    "about_how": ("How an answer is verified", "答案怎样核对"),
    "about_how_text": (
        "- The words quoted must stand word for word in the provision cited.\n"
        "- The article must exist and be in force on the day asked about.\n"
        "- The numbers, the dates, who is to act, and must, must not or may must not contradict the words quoted.\n"
        "- A sentence that fails is withheld, and you are told so.",
        "- 所引文字必须逐字出自所引条文。\n"
        "- 条文必须存在，并在所问之日有效。\n"
        "- 数字、日期、义务主体以及应当、不得、可以，不得与所引文字矛盾。\n"
        "- 未通过核对的句子不予显示，并会告知。",
    ),
    "about_texts": ("On what our texts rest", "文本依据"),
    "about_texts_text": (
        "{t} instruments are our own English translations from the official Chinese, read by a second reader; {r} are "
        "restatements in our words, marked as such, because the official text was not at hand or is not Chinese. Each "
        "instrument says who verified what and when: see the library.",
        "{t}部是我们根据官方中文自译的英文，经第二人校读；{r}部因没有官方文本或者原文不是中文，由我们转述并注明。"
        "每部文件都写明谁在何时核对了什么，见法规库。",
    ),
    "about_limits": ("Its limits", "局限"),
    "about_limits_text": (
        "- A scope verdict is only as good as the answers it is given; where facts are missing it says *undetermined*.\n"
        "- It does not know unpublished practice, local rules, or laws it does not hold; the library lists {k} of these.\n"
        "- The memo check and the reading of descriptions are aids and can be wrong both ways.\n"
        "- What is practice and not text is marked as practice.",
        "- 适用结论取决于所给的回答；缺少事实时，结论是“尚不能确定”。\n"
        "- 不了解未公开的实务、地方规定以及未收录的法律；法规库列出了其中{k}部。\n"
        "- 备忘录核对和描述阅读只是辅助，可能有误。\n"
        "- 属于实务而非条文的内容均已注明。",
    ),
    "about_private": ("Your data", "您的数据"),
    "about_private_text": (
        "Answers in the scope check, descriptions and memos stay in your session and are forgotten with it. The threads that "
        "the side bar lists on the page Ask are kept by whoever runs Banfa until you delete them. Questions are not written to "
        "logs. Where whoever runs Banfa has set an outside chat model to write the answers, the questions on the page Ask go to "
        "it, each with those before it that it leans on; where one is set to read descriptions, the scope page says so and they "
        "go to it. What seems private is shown to you before it goes to an outside model. "
        "Feedback on an answer is kept on the machine that runs Banfa, and only if you save it.",
        "适用范围检查中的回答、描述和备忘录只留在会话中，会话结束即消失。“提问”页侧栏列出的问答由部署者保存，"
        "直至您删除。日志不记录问题内容。"
        "部署者设置了外部模型写作答案的，“提问”页的问题会连同其所承接的前文问题发送给该模型；设置了外部模型读取描述的，"
        "适用范围页会注明，描述会发送给该模型。发送给外部模型之前，似乎涉及隐私或者保密的内容会先向您提示。"
        "只有在您保存时，对答案的意见才会存在运行 Banfa 的机器上。",
    ),
    "about_data": ("Corpus {hash}, law as of {date}.", "语料 {hash}，以{date}的有效规定为准。"),
}
