"""What the page says about kept threads, signing in, and questions that are held back."""

from __future__ import annotations

LABELS: dict[str, tuple[str, str]] = {
    "threads_find": ("Earlier threads", "以往的问答"),
    "threads_find_like": ("words, or Measures art 17", "词语，或暂行办法第十七条"),
    "threads_more": ("More", "更多"),
    "threads_none": ("What you ask is kept here.", "您的问答会保存在这里。"),
    "threads_none_found": ("No thread has all of that.", "没有符合的问答。"),
    "threads_not_kept": (
        "This conversation is not kept: it is gone when you leave the page.",
        "本次问答不会保存，离开页面即消失。",
    ),
    "threads_trouble": (
        "Earlier threads cannot be shown, and what you ask now is not kept yet. Asking works as ever. {why}",
        "目前无法显示以往的问答，新的问答也尚未保存；提问不受影响。{why}",
    ),
    "threads_aside": (
        "The history file was damaged. It was kept aside as {file} in the data folder, and a new one was begun. This notice "
        "goes away with that file.",
        "历史文件已损坏，已在数据文件夹中另存为 {file}，并启用了新的文件。删除或移走该文件后，本提示即消失。",
    ),
    "thread": ("Thread", "本次问答"),
    "thread_name": ("Name", "名称"),
    "thread_take": ("To take away", "导出"),
    "thread_delete": ("Delete this thread", "删除本次问答"),
    "thread_delete_sure": (
        "Delete “{title}” with all its questions and answers? This cannot be undone.",
        "要删除“{title}”及其全部问答吗？删除后无法恢复。",
    ),
    "thread_delete_yes": ("Delete", "删除"),
    "thread_delete_no": ("Keep it", "保留"),
    "thread_gone": ("The thread was deleted.", "已删除。"),
    "thread_unknown": (
        "There is no such thread here. It was deleted, or it is kept for somebody else.",
        "没有这次问答：可能已被删除，或者不属于您。",
    ),
    "turn_lost": (
        "What was kept of this answer is damaged and is not shown. Ask again.",
        "这个答案的存档已损坏，不予显示。请重新提问。",
    ),
    "turn_as_text": (
        "This answer cites a law that is no longer held. It is shown as it was given.",
        "该答案引用的法规现已不再收录，以下按当时的内容显示。",
    ),
    "since": (
        "Since this thread was written, provisions that it cites have changed:",
        "自本次问答以来，其中引用的规定有变化：",
    ),
    "since_do": (
        "The answers below are as they were given. Ask again for the law of today.",
        "以下答案保持原样。请重新提问，以获取现行规定。",
    ),
    "since_new_wording": ("a new wording holds since {date}", "{date}起适用新的文本"),
    "since_repealed": ("no longer the law since {date}", "{date}起不再有效"),
    "since_gives_way": ("gives way to another provision since {date}", "{date}起让位于其他规定"),
    "since_text_corrected": (
        "our text was corrected: the words quoted are no longer in it",
        "本库文本已更正，所引文字已不在其中",
    ),
    "since_moved": ("the words quoted stand elsewhere now ({where})", "所引文字现见于他处（{where}）"),
    "since_not_held": ("no longer held in this library", "本库已不再收录"),
    # Signing in
    "sign_in": ("Sign in", "登录"),
    "sign_out": ("Sign out", "退出登录"),
    "sign_in_first": ("Please sign in to use this page.", "请先登录。"),
    "sign_in_missing": (
        "This page is open only to people who are signed in, and it is not set up how to sign in. Whoever runs it: "
        "docs/deployment.md, “Signing in”.",
        "本页仅对登录用户开放，但尚未配置登录方式。管理员请参阅 docs/deployment.md 的“Signing in”一节。",
    ),
    "you": ("Signed in", "已登录"),
    # Questions that are held back
    "held_why": (
        "**Not sent yet.** An outside chat model ({model}) would read this question, and it seems to hold:",
        "**尚未发送。**该问题将由外部对话模型（{model}）读取，其中似乎含有：",
    ),
    "held_before": (
        "**Not sent yet.** An outside chat model ({model}) may read this question along with those before it, "
        "and they seem to hold:",
        "**尚未发送。**外部对话模型（{model}）可能将该问题与之前的问题一并读取，其中似乎含有：",
    ),
    "held_before_out": ("A new conversation leaves them out.", "另开新对话，则不会一并发送。"),
    "held_alone": ("Ask in a new conversation", "另开新对话提问"),
    "held_email": ("an e-mail address", "电子邮箱"),
    "held_phone": ("a phone number", "电话号码"),
    "held_id_number": ("an identity card number", "身份证号码"),
    "held_bank_card": ("a bank card number", "银行卡号"),
    "held_passport": ("a passport number", "护照号码"),
    "held_secret": ("a key or password", "密钥或密码"),
    "held_marked": ("a mark of confidentiality", "保密标记"),
    "held_text": ("Your question", "您的问题"),
    "held_send": ("Send as edited", "发送修改后的问题"),
    "held_anyway": ("Send anyway", "仍然发送"),
    "held_drop": ("Do not send", "不发送"),
    "too_fast": (
        "Too many questions in a minute. This one was kept for you; it can be sent in {n} s.",
        "一分钟内提问过多。问题已为您保留，{n}秒后可以发送。",
    ),
    "too_fast_memo": (
        "Too much was asked in a minute. Your memo is still in the box; it can be checked in {n} s.",
        "一分钟内提交过多。备忘录仍在框内，{n}秒后可以核对。",
    ),
    "too_fast_describe": (
        "Too much was asked in a minute. Your description is still in the box; it can be read in {n} s.",
        "一分钟内提交过多。描述仍在框内，{n}秒后可以读取。",
    ),
}
