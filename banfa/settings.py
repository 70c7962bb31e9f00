"""Settings: read once from the environment (``BANFA_*``), then frozen. Nothing else in the library reads the environment."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

import platformdirs

from banfa.errors import UsageError

_ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """Everything that can be chosen. Each field is the variable ``BANFA_<FIELD>``."""

    corpus: Path = _ROOT / "corpus"
    """The folder of the law."""
    prompts: Path = _ROOT / "prompts"
    """The folder of prompts for chat models."""
    data: Path = _ROOT / ".banfa"
    """Where the index, the official texts and local feedback are kept."""
    gold: Path = _ROOT / "evals" / "gold"
    """Where the gold questions are; read as plain data to tell which of them a changed law touches, if the folder is there."""
    models: Path = Path(platformdirs.user_cache_dir("banfa")) / "models"
    """Where converted model weights are kept."""
    embedder: str = "e5-small"
    """``e5-small``, ``minilm``, or the name or folder of any sentence-transformers model."""
    writer: str = "embedded"
    """``embedded``, or a chat model as LangChain names it: ``openai:gpt-…``, ``anthropic:…``, ``ollama:…``."""
    fact_reader: str = "embedded"
    """What reads descriptions of products: ``embedded``, or a chat model as LangChain names it (at ``writer_url``, if set)."""
    writer_url: str = ""
    """The base address of an OpenAI-compatible server, for ``openai:`` writers."""
    writer_timeout: float = 30.0
    """Seconds to wait for a chat model."""
    top_k: int = 10
    """Passages shown with an answer."""
    chunk_tokens: int = 400
    """The token budget of a chunk (cl100k tokens)."""
    prompt_tokens: int = 6000
    """The token budget of the passages given to a chat model."""
    question_chars: int = 20_000
    """The longest question that is read; the rest is left unread, and the answer says so."""
    store: str = ""
    """The address of a Chroma server, ``http(s)://host[:port][/tenant/database]``; empty: vectors are kept in the data folder."""
    store_key: str = field(default="", repr=False)
    """What the Chroma server asks for as ``x-chroma-token``."""
    traces: str = ""
    """Where traces go: the address of an OpenTelemetry collector (OTLP over gRPC, ``http://127.0.0.1:4317``); empty: nowhere."""
    api_keys: str = field(default="", repr=False)
    """The keys that the HTTP doors accept, with commas between them; without one they ask for none."""
    api_rate: int = 120
    """Requests a minute from one key, or from one address without a key; 0 sets no limit."""
    api_body: int = 262_144
    """The longest request body that the HTTP doors read, in bytes."""
    api_seconds: float = 60.0
    """The longest time that the HTTP API works on one request."""
    history: str = field(default="", repr=False)
    """Where threads are kept: empty for a file in the data folder, ``off``, or ``postgresql://user:password@host/name``."""
    page_rate: int = 20
    """Questions, descriptions and memos a minute of one session of the page, together; 0 sets no limit."""
    sign_in: str = "optional"
    """``required`` closes the page to whoever is not signed in; how to sign in stands in Streamlit's secrets file."""

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Settings with each ``BANFA_*`` variable put in place of its default."""
        environ = os.environ if environ is None else environ
        known = {f"BANFA_{f.name.upper()}": f for f in fields(cls)}
        values: dict[str, object] = {}
        for name, text in environ.items():
            if name not in known or text == "":
                continue
            spec = known[name]
            try:
                values[spec.name] = _CONVERT[str(spec.type)](text)
            except ValueError as error:
                raise UsageError(f"{name} is {text!r}, which is not a {spec.type}. Set it to one, or unset it.") from error
        return cls(**values)  # type: ignore[arg-type]


def keep_offline(settings: Settings) -> None:
    """Tell the libraries that load models to send no statistics and, unless the embedder is named as on a hub, to ask no hub for
    anything. They read it when they are imported, so this comes first. What the environment says already stays.
    """
    quiet = dict.fromkeys(("HF_HUB_DISABLE_TELEMETRY", "DISABLE_TELEMETRY", "DO_NOT_TRACK"), "1")
    on_a_hub = "/" in settings.embedder and not Path(settings.embedder).is_dir()
    if not on_a_hub:
        quiet |= dict.fromkeys(("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_DATASETS_OFFLINE"), "1")
    for name, value in quiet.items():
        os.environ.setdefault(name, value)


def _path(text: str) -> Path:
    return Path(text).expanduser()


_CONVERT: dict[str, Callable[[str], object]] = {"str": str, "int": int, "float": float, "Path": _path}
