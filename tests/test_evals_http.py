"""Somebody else's assistant is asked over HTTP, and what it replies is scored like ours."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from banfa.corpus import Corpus
from banfa.errors import UsageError
from evals.asking_http import ask_over_http, shown
from evals.scorers import score
from tests.gold_desk import FILING, QUESTION, Desk

Answer = Callable[[dict[str, Any]], tuple[int, str]]


@contextmanager
def assistant_that(answers: Answer) -> Iterator[str]:
    """The address of an assistant on loopback that answers ``POST /ask`` so."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            code, text = answers(body) if self.path == "/ask" else (404, "")
            self.send_response(code)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_it_is_asked_the_question_and_scored_by_the_contract(corpus: Corpus) -> None:
    asked: list[dict[str, Any]] = []
    reply = Desk(corpus).trial("Open to the public: file within ten working days.", FILING).reply

    def answer(body: dict[str, Any]) -> tuple[int, str]:
        asked.append(body)
        return 200, json.dumps(reply)

    with assistant_that(answer) as address:
        (trial,) = ask_over_http(address, corpus, [QUESTION])
    assert asked[0].keys() == {"id", "question", "as_of"}
    assert asked[0]["question"] == QUESTION.question
    assert {s.scorer: s.value for s in score(trial)}["right"] == 1.0


def test_what_it_leaves_out_counts_as_empty(corpus: Corpus) -> None:
    with assistant_that(lambda _: (200, '{"status": "answered", "answer": "File.", "claims": null}')) as address:
        (trial,) = ask_over_http(address, corpus, [QUESTION])
    found = {s.scorer: s.value for s in score(trial)}
    assert (found["recall@5"], found["citation_recall"], found["right"]) == (0.0, 0.0, 0.0)
    assert trial.reply["elapsed_ms"] > 0


@pytest.mark.parametrize(("code", "text"), [(500, "oops"), (200, "no JSON"), (200, '{"reply": "File."}'), (200, "[]")])
def test_a_broken_reply_is_the_result_of_that_question(corpus: Corpus, code: int, text: str) -> None:
    with assistant_that(lambda _: (code, text)) as address:
        first, second = ask_over_http(address, corpus, [QUESTION, QUESTION])
    assert first.status == second.status == "crash"
    assert {s.value for s in score(first)} == {0.0}


def test_where_nobody_listens_it_says_so_at_once(corpus: Corpus) -> None:
    with assistant_that(lambda _: (200, "")) as address:
        pass
    with pytest.raises(UsageError, match="Nobody listens"):
        list(ask_over_http(address, corpus, [QUESTION]))


def test_a_password_in_the_address_is_not_shown() -> None:
    assert shown("https://me:secret@host.example/a") == "https://host.example/a"
