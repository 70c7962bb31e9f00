"""The toy rules on kites as an official page would have them, in the layouts of the sites that we read, and a server of pages."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

TITLE = "镇上空风筝管理规则"
ARTICLES = (
    ("为了维护镇上空的秩序，在镇上空放风筝的人适用本规则。",),
    ("风筝的所有人应当在十日内到下列两处登记：", "（一）镇政府；", "（二）气象站。"),
    ("放未登记风筝的，缴纳五十元罚款。", "儿童放纸风筝，可以不登记。"),
)
NUMBERS = ("第一条", "第二条", "第三条")
HEAD = ("2020年2月1日镇议会通过", "第一章 总 则")


def lines(articles: tuple[tuple[str, ...], ...] = ARTICLES, gap: str = "\u3000") -> list[str]:
    """The rules, one paragraph or item a line."""
    return [
        f"{number}{gap}{line}" if place == 0 else line
        for number, article in zip(NUMBERS, articles, strict=False)
        for place, line in enumerate(article)
    ]


def changed(place: int, *article: str) -> tuple[tuple[str, ...], ...]:
    """The articles with other words in one of them."""
    return (*ARTICLES[:place], article, *ARTICLES[place + 1 :])


def cac(text: list[str] | None = None, charset: str = "utf-8") -> str:
    """As www.cac.gov.cn has it."""
    body = "".join(f"<p>\u3000\u3000{line}</p>\n" for line in [*HEAD, *(text or lines())])
    return f"""<!DOCTYPE html><html><head><meta charset="{charset}"><title>{TITLE}_中央网络安全和信息化委员会办公室</title>
<script>document.write("<p>第一条 script</p>")</script><style>p {{ text-indent: 2em }}</style></head><body>
<div class="nav"><a href="/">首页</a> <a href="/law">第一条新闻</a></div>
<div class="main-title"><h1 class="title">{TITLE}</h1></div>
<div class="main-content"><div id="BodyLabel">{body}<p>（来源：镇议会）</p></div><div>责任编辑：张三</div></div>
<div class="footer">相关阅读<p>版权所有。</p></div></body></html>"""


def npc() -> str:
    """As www.npc.gov.cn has it: line breaks, numbers in bold type against the words, a table of contents."""
    text = "<br>".join(["目 录", "第一章 总则", "第二章 附则", HEAD[0], "第一章 总则", *lines(gap=""), "（二〇二〇年二月一日）"])
    for number in NUMBERS:
        text = text.replace(number, f"<strong>{number}</strong>")
    return f"<html><head><title>{TITLE}_人大网</title></head><body><div id=Zoom>{text}</div><div>打印</div></body></html>"


def gov() -> str:
    """As www.gov.cn has it: a notice before the rules, layout tables, entities."""
    rows = "".join(f"<tr><td><table><tr><td><span>{line}</span></td></tr></table></td></tr>" for line in lines(gap="&emsp;"))
    return f"""<html><head><meta name="ArticleTitle" content="关于印发《{TITLE}》的通知"></head><body><h1>通知_中国政府网</h1>
<div class="pages_content" id="UCAP-CONTENT"><div class="trs_editor_view TRS_UEDITOR"><p>各村：</p>
<p>现将《{TITLE}》印发给你们。</p>
<p>{TITLE}</p><table>{rows}</table><p>（此件公开发布）</p></div></div></body></html>"""


def eur_lex() -> str:
    """As eur-lex.europa.eu has it: articles in subdivisions, points in tables."""
    return """<html><body><div class="eli-main-title"><p class="oj-doc-ti">RULES ON KITES ABOVE THE TOWN</p></div>
<p class="oj-normal">Whereas: (1) Article 9 is quoted.</p>
<div class="eli-subdivision" id="art_1"><p class="oj-ti-art">Article&nbsp;1</p><div class="eli-title" id="art_1.tit_1">
<p class="oj-sti-art">Subject matter</p></div><p class="oj-normal">These rules apply to whoever flies a kite.</p></div>
<div class="eli-subdivision" id="art_2"><p class="oj-ti-art">Article 2</p>
<div class="eli-title"><p class="oj-sti-art">Registration</p></div>
<p class="oj-normal">The owner must register it with:<span class="oj-super oj-note-tag">(3)</span></p>
<table><tr><td><p>(a)</p></td><td><p class="oj-normal">the town hall;</p></td></tr></table>
<table><tr><td><p>(b)</p></td><td><p class="oj-normal">the weather station.</p></td></tr></table></div>
<div class="eli-subdivision" id="art_3"><p class="oj-ti-art">Article 3</p>
<div class="eli-title"><p class="oj-sti-art">Fine</p></div>
<p class="oj-normal">1.&#160;&#160;&#160;A fine of 50 yuan.</p><p class="oj-normal">2. A child is free.</p></div>
<p>This Regulation shall be binding in its entirety.</p></body></html>"""


@dataclass
class Answer:
    """What the server answers at a path: its status, body and headers, after a wait; ``cut`` promises more bytes than come."""

    body: bytes = b""
    status: int = 200
    kind: str = "text/html"
    to: str = ""
    wait: float = 0.0
    cut: bool = False


@dataclass
class Site:
    """Pages on this machine. ``answers`` holds what each path answers, the last one for ever; ``asked`` what was asked for."""

    port: int
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}"

    def put(self, path: str, *answers: Answer | str) -> str:
        """Let a path answer these in turn, text as a page in UTF-8. Returns its address."""
        self.answers[path] = [Answer(a.encode()) if isinstance(a, str) else a for a in answers]
        return f"{self.address}{path}"


@contextmanager
def serving_pages() -> Iterator[Site]:
    """A site that answers until the end of the block."""
    site: Site

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, self.headers.get("User-Agent", "")))
            rest = site.answers.get(self.path, [Answer(status=404)])
            answer = rest.pop(0) if len(rest) > 1 else rest[0]
            time.sleep(answer.wait)
            try:
                self.send_response(answer.status)
                self.send_header("Content-Type", answer.kind)
                self.send_header("Content-Length", str(len(answer.body) + (1000 if answer.cut else 0)))
                if answer.to:
                    self.send_header("Location", answer.to)
                self.end_headers()
                self.wfile.write(answer.body)
            except OSError:
                return  # who asked has gone

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site = Site(server.server_port)
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
