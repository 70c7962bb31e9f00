"""What the page that sets China beside the EU says, in both languages."""

from __future__ import annotations

LABELS: dict[str, tuple[str, str]] = {
    "page_compare": ("Compare", "中欧对照"),
    "compare_lead": (
        "The same facts under China's rules and under the EU AI Act, side by side. Neither side answers for the other.",
        "同一组事实，分别放在中国规则和欧盟人工智能法之下对照。一边的结论不能代替另一边。",
    ),
    "compare_view": ("Show", "显示"),
    "compare_by_case": ("Your case", "您的情况"),
    "compare_by_topic": ("By topic", "按主题"),
    "compare_no_facts": (
        "No facts are known yet, so every row is undetermined. Answer the questions below, or begin with the scope check.",
        "尚无任何事实，各行均尚不能确定。请回答下面的问题，或者先做适用范围检查。",
    ),
    "compare_from": (
        "From {n} answers of this visit, those of the scope check among them.",
        "根据本次会话中的{n}项回答（含适用范围检查中的回答）。",
    ),
    "compare_to_scope": ("Go to the scope check", "去做适用范围检查"),
    "compare_ask": ("Facts that most rows still turn on", "多数行仍取决于以下事实"),
    "compare_more": ("{n} facts are still open", "还有{n}项事实未定"),
    "compare_use": ("Use these answers", "采用这些回答"),
    "compare_all_known": (
        "Nothing is left to ask that would change a row.",
        "没有其他会改变对照结果的问题了。",
    ),
    "compare_known": ("What is known ({n})", "已知事实（{n}）"),
    "compare_forget": ("Take back", "撤回"),
    "compare_forget_this": ("Take back: {fact}", "撤回：{fact}"),
    "compare_why": ("Why, in the words of the law", "理由与条文"),
    "compare_differs": ("How they differ (our reading)", "区别（本站的解读）"),
    "compare_not_inferred": ("Not to be inferred", "不可推断"),
    "compare_topic_lead": (
        "What the texts say on either side, whatever the case. Open a chip to read the provision.",
        "不论个案，两边条文怎么说。点开引注即可阅读条文。",
    ),
    "compare_topic": ("Topic", "主题"),
    "compare_notes": ("Our notes on this ({n})", "本站的说明（{n}）"),
    "compare_note_of": ("As of {date}; confidence: {confidence}.", "截至{date}；把握程度：{confidence}。"),
    "compare_take_what": (
        "Each file holds the facts, both tables and the quotes, with its day and the hash of the corpus.",
        "文件含事实、两张对照表和引文，并注明日期和语料哈希。",
    ),
    "high": ("high", "高"),
    "medium": ("medium", "中"),
    "low": ("low", "低"),
}
