"""The examples of ``/scope`` and ``/check``. A test sends the requests, and holds the replies against the schemas."""

from __future__ import annotations

from typing import Any

SCOPE: dict[str, Any] = {
    "facts": {
        "summary": "Stated facts",
        "value": {"facts": {"offered_to_public_in_mainland": True, "generates_content": True, "people_handled": 120000}},
    },
    "text": {"summary": "A description", "value": {"text": "We run a public chatbot for consumers in Shanghai.", "id": "p-1"}},
    "both": {
        "summary": "A description, and a fact that somebody confirmed",
        "value": {"text": "A chatbot for our own staff.", "facts": {"internal_use_only": True}},
    },
}
CHECK: dict[str, Any] = {
    "claim": {"summary": "A claim", "value": {"claim": "Article 27 of the Interim Measures imposes criminal liability."}},
    "chinese": {"summary": "A claim in Chinese", "value": {"claim": "标识办法第九条要求日志留存不少于三年。"}},
    "text": {
        "summary": "A memo",
        "value": {"text": "Dear Anna.\n\nArticle 17 of the Interim Measures requires a security assessment.", "id": "memo"},
    },
}
SCOPED: dict[str, Any] = {
    "id": "",
    "verdict": "in_scope",
    "regimes": [
        {
            "id": "interim-measures",
            "verdict": "in_scope",
            "because": [{"instrument": "cn-genai-measures", "locator": "art_2__para_1", "quote": "…"}],
            "missing": [],
        }
    ],
    "facts": {
        "offered_to_public_in_mainland": {"value": "yes", "from": "stated"},
        "internal_use_only": {"value": "no", "from": "implied: offered_to_public_in_mainland"},
    },
    "duties": [{"id": "algorithm_rules.lawful", "cites": ["cn-algorithm-recommendation:art_4"]}],
    "duties_if": [
        {
            "id": "algorithm_rules.no_illegal_tags",
            "cites": ["cn-algorithm-recommendation:art_10"],
            "missing": ["personalised_recommendation"],
        }
    ],
    "flips": [{"change": {"generates_content": "no"}, "verdict": "out_of_scope"}],
    "contradictions": [],
}
JUDGED: dict[str, Any] = {
    "id": "",
    "claim": "Article 27 of the Interim Measures imposes criminal liability.",
    "verdict": "no_such_article",
    "correct": [],
    "why": "…",
}
