"""The examples of the API's description. A test sends the requests, and holds the replies against the schemas."""

from __future__ import annotations

from typing import Any

ASK: dict[str, Any] = {
    "english": {"summary": "English", "value": {"question": "What does article 17 of the Interim Measures say?"}},
    "chinese": {"summary": "Chinese", "value": {"question": "《暂行办法》第十七条说的是什么？"}},
    "past": {
        "summary": "The law of a day gone by",
        "value": {"question": "What does article 21 of the Cybersecurity Law say?", "as_of": "2025-06-01", "id": "q-7"},
    },
    "filtered": {
        "summary": "Binding provisions on minors",
        "value": {"question": "What must we do for children?", "legal_force": "binding", "topic": ["minors"]},
    },
    "follow_up": {
        "summary": "A question that leans on one before it",
        "value": {"question": "And on text?", "earlier": ["Do we have to put a visible label on AI-generated audio?"]},
    },
    "several": {
        "summary": "Two questions in one; a claim says in `part` which one it answers",
        "value": {"question": "算法备案要在什么时候办？未满十四周岁儿童的个人信息处理要谁同意？"},
    },
}
RETRIEVE: dict[str, Any] = {
    "three": {"summary": "Three provisions", "value": {"question": "Who checks deepfake apps before they are listed?", "k": 3}},
}
REPLY: dict[str, Any] = {
    "id": "",
    "question": "What does article 17 of the Interim Measures say?",
    "as_of": "2026-11-22",
    "language": "en",
    "status": "answered",
    "answer": "**…** [Interim Measures art 17]",
    "claims": [{"text": "…", "citations": [0]}],
    "citations": [
        {
            "instrument": "cn-genai-measures",
            "locator": "art_17",
            "quote": "…",
            "effective": "2023-08-15",
            "legal_force": "binding",
            "official_url": "https://www.cac.gov.cn/2023-07/13/c_1690898327029107.htm",
        }
    ],
    "remarks": [],
    "withheld": [],
    "passages": [
        {
            "instrument": "cn-genai-measures",
            "locator": "art_17",
            "pinpoint": "art_17",
            "score": 21.4,
            "text": "…",
            "why": {"meaning": 3.1, "words": 1.2},
            "contributions": {"lexical": 1.2, "dense": 3.1, "glossary": 0.0, "cross_reference": 0.0, "other": 17.1},
        }
    ],
    "notice": "",
    "writer": "embedded",
    "elapsed_ms": 230.5,
    "corpus_hash": "0" * 64,
}
RETRIEVAL: dict[str, Any] = {"id": "", "passages": REPLY["passages"]}
EVENTS = """event: received
data: {"request_id": "…"}

event: claim
data: {"text": "…", "citations": […]}

event: claim
data: {"text": "…", "citations": […], "part": "算法备案要在什么时候办?"}

event: reply
data: {…}

"""
