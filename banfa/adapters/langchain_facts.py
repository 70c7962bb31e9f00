"""Any chat model that LangChain knows as a reader of descriptions, which travel as fenced data; all it says passes a gate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel

from banfa.adapters.langchain import connect, inert, structured
from banfa.corpus import Corpus
from banfa.errors import WriterError
from banfa.fact_gate import Suggestion
from banfa.prompts import render
from banfa.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_ABROAD = "EU"
"""Facts that only the comparison turns on are not read from descriptions."""


class ReadFact(BaseModel):
    """A fact as a model read it."""

    fact: str
    value: str
    words: str


class ReadFacts(BaseModel):
    """What a model read from a description."""

    facts: list[ReadFact]


class ChatFactReader:
    """Reads descriptions with a chat model.

    Args:
        name: what the settings call the model.
        model: the LangChain chat model.
        corpus: which facts there are.
        prompts: the folder with ``facts.md``.
    """

    def __init__(self, name: str, model: BaseChatModel, corpus: Corpus, prompts: Path) -> None:
        self._name, self._model = name, model
        self._rules = render(prompts, "facts", facts="\n".join(_asked(corpus)))

    @classmethod
    def from_settings(cls, settings: Settings, corpus: Corpus) -> ChatFactReader:
        """The reader that the settings name.

        Raises:
            UsageError: LangChain cannot set up such a model, or the prompt is missing.
        """
        model = connect(replace(settings, writer=settings.fact_reader), "BANFA_FACT_READER")
        return cls(settings.fact_reader, model, corpus, settings.prompts)

    @property
    def name(self) -> str:
        """The name of the chat model, as the settings give it."""
        return self._name

    def suggest(self, text: str) -> Sequence[Suggestion]:
        """What the model takes from a description.

        Raises:
            WriterError: nothing usable came.
        """
        found = structured(self._model, ReadFacts, self._rules, f"<description>\n{inert(text)}\n</description>")
        if isinstance(found, str):
            raise WriterError("its reply was not in the form asked for")
        return [Suggestion(f.fact.strip(), f.value, f.words) for f in found.facts]


def _asked(corpus: Corpus) -> list[str]:
    """The facts with their questions, one a line."""
    return [
        f"- `{fact.name}` ({'a whole number' if fact.kind == 'number' else 'yes or no'}): {fact.ask('en')}"
        for fact in corpus.scope.facts.values()
        if corpus.instruments[fact.rests_on[0]].jurisdiction != _ABROAD
    ]
