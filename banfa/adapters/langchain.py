"""Any chat model that LangChain knows as an `AnswerWriter`: OpenAI, Anthropic, Ollama, any OpenAI-compatible server.

The model sees passages under keys that were minted for this one request and answers with those keys and with quotes. Instrument
and locator come from our own table of keys, never from the model's memory; a claim with a key that was not given loses all its
citations, so that the check withholds it and counts it. The question and the passages travel as fenced data.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from pydantic import BaseModel, ValidationError, model_validator

from banfa import locator as loc
from banfa.adapters.tokens import count_tokens
from banfa.answer import Claim, Draft, Status
from banfa.corpus import Corpus
from banfa.embedded import lead_claim
from banfa.errors import UsageError, WriterError
from banfa.law import Citation, Unit
from banfa.passage import Passage
from banfa.phrases import phrase
from banfa.prompts import render
from banfa.quantities import quantities
from banfa.question import Question
from banfa.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_TAG = re.compile(r"<(?=\s*[/!?|a-z])", re.IGNORECASE)
_ONE_QUESTION = re.compile(r"[^.!?。！？；\n]{1,300}[?？]")
_LANGUAGES = {"en": "English", "zh": "Simplified Chinese (简体中文)"}
_NO_KEY = "no-key-needed"
_FAILURES = {
    "ModelTimeoutError": "no reply in time",
    "TimeoutException": "no reply in time",
    "TimeoutError": "no reply in time",
    "ModelConnectionError": "it cannot be reached",
    "ConnectError": "it cannot be reached",
    "ConnectionError": "it cannot be reached",
    "LengthFinishReasonError": "its reply was cut off at its length limit",
    "ContextOverflowError": "the question and the passages are too long for it",
    "ContentFilterFinishReasonError": "it declined to answer",
    "OpenAIRefusalError": "it declined to answer",
    "ModelAuthenticationError": "its server did not accept the key",
    "ModelPermissionDeniedError": "its server did not accept the key",
    "ModelNotFoundError": "its server does not know this model",
    "ModelRateLimitError": "its server is over its rate limit",
}


Form = TypeVar("Form", bound=BaseModel)


class WrittenCitation(BaseModel):
    """A key and the words quoted from the piece that has it."""

    key: str
    quote: str


class WrittenClaim(BaseModel):
    """One sentence about the law and what carries it."""

    text: str
    citations: list[WrittenCitation]


class Written(BaseModel):
    """The reply to a question about the law."""

    status: Literal["answered", "unsettled", "needs_fact", "not_in_passages"]
    opening: str
    claims: list[WrittenClaim]

    @model_validator(mode="after")
    def _says_something(self) -> Written:
        if self.status in ("answered", "unsettled") and not self.claims:
            raise ValueError(f"a reply that is {self.status} needs at least one claim")
        if self.status == "needs_fact" and not self.opening.strip():
            raise ValueError("a reply that needs a fact asks for it in the opening")
        return self


@dataclass(frozen=True)
class Given:
    """Passages as the model sees them, and the (instrument, locator) that each minted key stands for."""

    text: str
    keys: Mapping[str, tuple[str, str]]


class ChatWriter:
    """Writes answers with a chat model. Nothing that it writes is trusted; `banfa.verify` sees all of it.

    Args:
        name: what the settings call the model.
        model: the LangChain chat model.
        corpus: where citations and titles come from.
        prompts: the folder with ``answer.md`` and ``repair.md``.
        budget: the most tokens of passages in one request.
    """

    def __init__(self, name: str, model: BaseChatModel, corpus: Corpus, prompts: Path, budget: int) -> None:
        self._name = name
        self._model = model
        self._corpus = corpus
        self._prompts = prompts
        self._budget = budget

    @classmethod
    def from_settings(cls, settings: Settings, corpus: Corpus) -> ChatWriter:
        """The writer that the settings name.

        Raises:
            UsageError: LangChain cannot set up such a model, or a prompt is missing.
        """
        writer = cls(settings.writer, connect(settings), corpus, settings.prompts, settings.prompt_tokens)
        writer._rules("en", date.today())
        writer._repair("")
        return writer

    @property
    def name(self) -> str:
        """The name of the chat model, as the settings give it."""
        return self._name

    def write(self, question: Question, passages: Sequence[Passage], on: date) -> Draft:
        """Claims from these passages; a malformed reply is sent back once.

        Raises:
            WriterError: nothing usable came.
        """
        if not passages:
            return _nothing(question.language)
        given = give(passages, self._corpus, self._budget)
        rules, data = self._rules(question.language, on), _data(question, given)
        written = self._ask(rules, data)
        if isinstance(written, str):
            written = self._ask(rules, f"{data}\n\n{self._repair(written)}")
        if isinstance(written, str):
            raise WriterError("its reply was twice not in the form asked for")
        return draft(written, given, question.language)

    def stream(self, question: Question, passages: Sequence[Passage], on: date) -> Iterator[str]:
        """The prose as it is written, before the check.

        Raises:
            WriterError: the model failed on the way.
        """
        from langchain_core.output_parsers import JsonOutputParser

        if not passages:
            return
        data = _data(question, give(passages, self._corpus, self._budget))
        chain = self._model | JsonOutputParser()  # no schema here: only plain text streams alike from every provider
        shown = ""
        try:
            with untraced():
                for partial in chain.stream(_messages(self._rules(question.language, on), data)):
                    prose = _prose(partial)
                    if len(prose) > len(shown) and prose.startswith(shown):
                        yield prose[len(shown) :]
                        shown = prose
        except Exception as error:
            raise WriterError(_why(error)) from error

    def _rules(self, language: str, on: date) -> str:
        return render(self._prompts, "answer", language=_LANGUAGES[language], as_of=on.isoformat())

    def _repair(self, problem: str) -> str:
        return render(self._prompts, "repair", problem=problem)

    def _ask(self, rules: str, data: str) -> Written | str:
        """The reply, or in words what is wrong with its form."""
        return structured(self._model, Written, rules, data)


def structured(model: BaseChatModel, schema: type[Form], rules: str, data: str) -> Form | str:
    """A reply in the form of a schema, or in words what is wrong with its form.

    Raises:
        WriterError: the model failed.
    """
    from langchain_core.exceptions import ModelInvalidRequestError

    def invoke(**how: Any) -> Form:
        with untraced():
            reply = model.with_structured_output(schema, **how).invoke(_messages(rules, data))
        return reply if isinstance(reply, schema) else schema.model_validate(reply)

    try:
        try:
            return invoke()
        except ModelInvalidRequestError:  # many compatible servers take tool calls and refuse JSON schemas
            return invoke(method="function_calling")
    except ValidationError as error:
        return "; ".join(f"{'.'.join(map(str, e['loc'])) or 'the object'}: {e['msg']}" for e in error.errors())
    except ValueError:
        return "it was empty, or not the JSON object asked for"
    except Exception as error:
        raise WriterError(_why(error)) from error


@contextmanager
def untraced() -> Iterator[None]:
    """No question goes to LangSmith, even where the environment turns its tracing on for other programs."""
    from langsmith import tracing_context

    with tracing_context(enabled=False):
        yield


def give(passages: Sequence[Passage], corpus: Corpus, budget: int, count: Callable[[str], int] = count_tokens) -> Given:
    """The passages under keys (``P1``, its pieces ``P1.1``, ``P1.2`` …), as many as fit ``budget`` tokens, best first.

    Of an article that does not fit, the unit that the question is about is given, with what leads up to it.

    Raises:
        WriterError: not one passage fits.
    """
    blocks: list[str] = []
    keys: dict[str, tuple[str, str]] = {}
    for number, passage in enumerate(passages, 1):
        for units in (passage.provision.units, _around(passage)):
            block, minted = _block(f"P{number}", passage, units, corpus)
            if count("\n".join([*blocks, block])) <= budget:
                blocks.append(block)
                keys |= minted
                break
    if not blocks:
        raise WriterError(f"no passage fits into {budget} tokens; raise BANFA_PROMPT_TOKENS")
    return Given("\n".join(blocks), keys)


def draft(written: Written, given: Given, language: str) -> Draft:
    """What the model wrote as claims of ours. An opening that is not a bare question is a claim like any other."""
    if written.status == "not_in_passages":
        return _nothing(language)
    claims = tuple(_claim(claim, given.keys) for claim in written.claims)
    opening = _line(written.opening)
    asks = written.status == "needs_fact" and _is_bare_question(opening, given)
    if opening and not asks:
        claims = (lead_claim(opening, claims if all(c.citations for c in claims) else ()), *claims)
    match written.status:
        case "needs_fact":
            return Draft(Status.NEEDS_FACT, claims, f"{phrase('needs_fact', language)} {opening if asks else ''}".strip())
        case "unsettled":
            return Draft(Status.UNSETTLED, claims, phrase("open", language))
        case _:
            return Draft(Status.ANSWERED, claims)


def connect(settings: Settings, named_by: str = "BANFA_WRITER", retries: int = 0) -> BaseChatModel:
    """The chat model that the settings name as the writer.

    Args:
        settings: which model, where, and how long to wait for it.
        named_by: what a person set to choose it, for the message when it cannot be set up.
        retries: how often a request that fails is sent again; none where a person waits for the answer.

    Raises:
        UsageError: LangChain cannot set up such a model.
    """
    from langchain.chat_models import init_chat_model

    options: dict[str, Any] = {"timeout": settings.writer_timeout, "max_retries": retries}
    if settings.writer.startswith("ollama:"):
        options = {"client_kwargs": {"timeout": settings.writer_timeout}}
    if settings.writer_url:
        options["base_url"] = settings.writer_url
    try:
        model: BaseChatModel = init_chat_model(settings.writer, **options)
    except Exception as error:
        if not (settings.writer_url and "api_key" in str(error)):
            reason = str(error).partition("\n")[0]
            remedy = f"Give {named_by} as provider:model (openai:…, anthropic:…, ollama:…), or unset it."
            raise UsageError(f"LangChain cannot set up the chat model {settings.writer!r}: {reason} {remedy}") from error
        model = init_chat_model(settings.writer, api_key=_NO_KEY, **options)  # a local server needs none, its client does
    return model


def _messages(rules: str, data: str) -> list[tuple[str, str]]:
    return [("system", rules), ("human", data)]


def _data(question: Question, given: Given) -> str:
    return f"<passages>\n{given.text}\n</passages>\n\n<question>\n{inert(question.text)}\n</question>"


def inert(text: str) -> str:
    """The text with nothing in it that could close a fence or pass for markup of a chat template."""
    return _TAG.sub("‹", text)


def _block(key: str, passage: Passage, units: Sequence[Unit], corpus: Corpus) -> tuple[str, dict[str, tuple[str, str]]]:
    provision = passage.provision
    card = corpus.instruments[provision.instrument]
    minted = {key: (provision.instrument, provision.locator)}
    lines = [f"{card.cite(provision.locator)}, {provision.heading} ({card.kind}, this wording since {provision.effective})"]
    for number, unit in enumerate(provision.units, 1):
        own = key if len(provision.units) == 1 else f"{key}.{number}"
        if unit in units:
            minted[own] = (provision.instrument, unit.locator)
            lines.append(f"[{own}] {unit.text}")
    text = inert("\n".join(lines))
    return f"<passage>\n{text}\n</passage>", minted


def _around(passage: Passage) -> list[Unit]:
    """The units of the pinpoint, those that contain it, and the one that opens the article."""
    units, pinpoint = passage.provision.units, passage.pinpoint
    return [u for u in units if u is units[0] or loc.within(u.locator, pinpoint) or loc.within(pinpoint, u.locator)]


def _claim(written: WrittenClaim, keys: Mapping[str, tuple[str, str]]) -> Claim:
    """The claim with its citations; with none at all where one of its keys was never given."""
    found = [(keys.get(c.key.strip(" []").upper()), c.quote.strip()) for c in written.citations]
    citations = tuple(Citation(*address, quote) for address, quote in found if address is not None)
    return Claim(_line(written.text), citations if len(citations) == len(found) else ())


def _is_bare_question(text: str, given: Given) -> bool:
    """Whether it is a single question with no figure that the passages do not have: it asks, it states no law."""
    return bool(_ONE_QUESTION.fullmatch(text)) and quantities(text) <= quantities(given.text)


def _line(text: str) -> str:
    return " ".join(text.split())


def _nothing(language: str) -> Draft:
    return Draft(Status.NOT_IN_CORPUS, (), phrase("nothing_found", language))


def _prose(partial: object) -> str:
    """The sentences in a reply that is still being written."""
    if not isinstance(partial, dict):
        return ""
    claims = [c for c in partial.get("claims") or [] if isinstance(c, dict)]
    return " ".join(text for text in (partial.get("opening"), *(c.get("text") for c in claims)) if text)


def _why(error: Exception) -> str:
    """A failure in a few plain words. What the server said is left out: it may repeat the key."""
    for kind in type(error).__mro__:
        if kind.__name__ in _FAILURES:
            return _FAILURES[kind.__name__]
    status = getattr(error, "status_code", None)
    return f"its server answered with error {status}" if status else f"it failed with {type(error).__name__}"
