"""What the page says of itself, in both languages. The fixed sentences of replies are the library's (`banfa.phrases`)."""

from __future__ import annotations

from app import wording_compare, wording_history, wording_pages, wording_scope, wording_score
from banfa.answer import Status

SUGGESTIONS = {
    "en": (
        "Do the rules cover an internal staff tool?",
        "When must we file our algorithm?",
        "Which labels must an AI video carry?",
        "Which fines do the Interim Measures set?",
        "We host in Singapore. Do the rules apply?",
        "What must we do to protect minors?",
    ),
    "zh": (
        "仅供公司内部使用的AI助手，适用暂行办法吗？",
        "算法备案应当在什么时候办理？",
        "生成的图片和视频要加什么标识？",
        "违反暂行办法会怎样处罚？",
        "服务器在新加坡、用户在境内，暂行办法适用吗？",
        "面向未成年人的AI服务有什么要求？",
    ),
}
"""First questions of an in-house counsel, a product manager and an engineer."""

STATUS: dict[Status, tuple[str, str]] = {
    Status.UNSETTLED: (":material/balance:", "yellow"),
    Status.PREMISE_CORRECTED: (":material/edit_note:", "orange"),
    Status.NEEDS_FACT: (":material/help:", "blue"),
    Status.NOT_IN_CORPUS: (":material/inventory_2:", "gray"),
    Status.OUT_OF_FIELD: (":material/block:", "gray"),
}
"""The icon and colour of each status that is not a plain answer; its words are the label of the same name."""

_LABELS: dict[str, tuple[str, str]] = {
    "about": (
        "Ask whether China's generative-AI rules reach your service and what they require of it. "
        "Every sentence of an answer is checked against the article it cites before you see it.",
        "中国生成式人工智能规定是否适用于您的服务、要求做什么？答案的每一句都先与所引条文核对，再显示给您。",
    ),
    "try": ("Try one of these", "试问"),
    "ask_here": ("Ask in English or Chinese · 中英文均可提问", "中英文均可提问 · Ask in English or Chinese"),
    "new": ("New conversation", "新的对话"),
    "holdings": ("What it answers from", "收录的规定"),
    "cannot_answer": ("Banfa cannot answer yet.", "Banfa 暂时无法回答。"),
    "between": (" ", ""),
    "colon": (": ", "："),
    "comma": (", ", "、"),
    "aside": ("({text})", "（{text}）"),
    "unsettled": ("Unsettled", "尚无定论"),
    "premise_corrected": ("Premise corrected", "更正前提"),
    "needs_fact": ("Needs a fact", "需要事实"),
    "not_in_corpus": ("Not in our library", "本库未收录"),
    "out_of_field": ("Outside our field", "不在范围"),
    "unsettled_means": ("the text of the law does not decide this", "条文没有明确规定"),
    "premise_corrected_means": ("the question takes for granted something that is not so", "问题的前提与条文不符"),
    "needs_fact_means": ("the answer turns on something the question does not tell", "取决于问题中没有说明的一点"),
    "not_in_corpus_means": ("we do not hold a text that answers this", "没有收录能回答此问题的文本"),
    "out_of_field_means": ("no answer is attempted", "不作回答"),
    "practice": ("Practice, not law", "实务情况，并非法律规定"),
    "link": ("Official text", "官方文本"),
    "words": ("The words relied on", "所依据的原文"),
    "copy": ("Copy with citations", "连同引注复制"),
    "consulted": ("Provisions consulted ({n})", "查阅过的条文（{n}）"),
    "cited": ("cited", "已引用"),
    "score": ("Score {score}: {why}", "得分 {score}：{why}"),
    "made": ("Answered in {seconds} s by {writer}. Corpus {hash}.", "用时{seconds}秒，写作器：{writer}。语料 {hash}。"),
    "embedded": ("the embedded writer", "内置写作器"),
    "withheld": ("Sentences withheld ({n})", "未予显示的句子（{n}）"),
    "withheld_why": ("These failed the check against the law. Do not rely on them.", "以下句子未通过条文核对，请勿采信。"),
    "thinking": ("Reading the provisions and checking each sentence …", "正在查阅条文、逐句核对……"),
    "opening": ("Opening the library …", "正在打开法规库……"),
    "thanks": ("Thank you. Noted on this machine.", "谢谢，已记录在本机。"),
    "reason_good": ("What was good about it? (optional)", "好在哪里？（可不填）"),
    "reason_bad": ("What was wrong or missing? (optional)", "哪里不对、缺了什么？（可不填）"),
    "send": ("Save", "保存"),
    "stays": (
        "The question, the answer and your note are kept in {file} on the machine that runs Banfa, and go nowhere else.",
        "问题、答案和您的意见只保存在运行 Banfa 的机器上（{file}），不会外传。",
    ),
    "unsaved": ("It could not be saved: {why}", "未能保存：{why}"),
    "asked_long": ("({n} characters; the beginning is shown)", "（共{n}个字符，仅显示开头）"),
    "failed": (
        "Something went wrong on our side; the details are in the program's log. Please try again, or put it differently.",
        "回答时程序出错，详情见程序日志。请重试，或者换一种问法。",
    ),
    "again": ("Try again", "重试"),
    "room": ("Reading room", "条文"),
    "translation": ("our translation", "本站自译"),
    "restatement": ("restated in our own words, not translated", "本站转述，并非译文"),
    "not_the_text": (
        "This is a restatement in our own words, not the official text or a translation of it. What it rests on stands below.",
        "以下是本站的转述，并非官方文本，也不是译文。所据材料见下方。",
    ),
    "highlighted": ("The cited words are marked.", "引用的文字已标出。"),
    "summary": ("Our summary, not the law", "本站概括，并非法律原文"),
    "official": ("Official text", "官方文本"),
    "EU regulation": ("EU regulation", "欧盟条例"),
    "fetched": (
        "Official text: fetched {date} from {place}, SHA-256 {hash}.",
        "官方文本：{date}取自{place}，SHA-256 {hash}。",
    ),
    "deferred": ("Not all of this applies yet. {text}", "本条尚未全部适用。{text}"),
    "displaced": ("This gives way to another provision. {text}", "本条已让位于其他规定。{text}"),
    "until": ("until {date}", "至{date}止"),
    "checked": ("Checked against: {what}.", "核对依据：{what}。"),
    "previous": ("Previous", "上一条"),
    "next": ("Next", "下一条"),
    "turn_to": ("{name}: {where}", "{name}：{where}"),
    "binding": ("binding", "有约束力"),
    "recommended": ("recommended", "推荐性"),
    "policy": ("policy", "政策性"),
    "law": ("law", "法律"),
    "administrative regulation": ("administrative regulation", "行政法规"),
    "departmental rule": ("departmental rule", "部门规章"),
    "normative document": ("normative document", "规范性文件"),
    "standard": ("standard", "标准"),
    "why": ("Why this passage", "为何查到"),
    "why_lexical": ("Words of the question", "词语匹配"),
    "why_dense": ("Meaning", "语义相近"),
    "why_cross_reference": ("What refers to it", "其他文字的指引"),
    "why_other": ("Cited or named, and other reasons", "写明条文、法规等"),
    "why_nearest": ("Our summary that came nearest: {gist}", "最接近问题的本站概括：{gist}"),
    "why_crossref": ("cross-references", "条文之间的引用"),
    "filters_set": ("Filters ({n})", "筛选（{n}）"),
    "filters_told": ("Only: {values}", "限于：{values}"),
    "filter_instrument": ("Instrument", "法规"),
    "filter_legal_force": ("Legal force", "效力"),
    "filter_actor": ("Addressed to", "主体"),
    "filter_topic": ("Topic", "主题"),
    "filter_as_of": ("The law of the day", "以哪一天的规定为准"),
    "why_meaning": ("meaning", "语义"),
    "why_sentences": ("single sentences", "单句语义"),
    "why_other_language": ("meaning, in the texts in the other language", "另一语言文本中的语义"),
    "why_words": ("words", "词语"),
    "why_glossary": ("terms of art", "术语"),
    "why_citation": ("article cited", "写明条文"),
    "why_named": ("law named", "写明法规"),
    "why_asked": ("the kind of thing asked for", "所问事项的类型"),
    "why_defines": ("the term asked about", "所问术语的出处"),
    "why_reach": ("says to whom it applies", "规定适用范围"),
    "why_sanction": ("the sanction of what is found", "所找到条文的罚则"),
    "why_together": ("cited together with what leads", "常与居首条文一并引用"),
    "why_beside": ("our notes rest on it", "本库说明以其为据"),
    "why_prior": ("made for generative AI", "专门规范生成式人工智能"),
}

_ALL = {
    **_LABELS,
    **wording_pages.LABELS,
    **wording_scope.LABELS,
    **wording_compare.LABELS,
    **wording_score.LABELS,
    **wording_history.LABELS,
}


def label(name: str, language: str, /, **values: object) -> str:
    """A label in ``en`` or ``zh`` with its values filled in; a name that is not ours stands for itself."""
    english, chinese = _ALL.get(name, (name, name))
    return (chinese if language == "zh" else english).format(**values)
