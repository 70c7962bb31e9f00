"""Where the vectors of index builds are kept: with the build, or on a Chroma server whose address the settings name.

A build on a server has a collection of its own there, with a name that nobody else has; the build's ``chroma/server.json`` says
which. What serves is decided by the pointer in the data folder, so that readers see a build with its collection or not at all.
"""

from __future__ import annotations

import json
import logging
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import chromadb
from chromadb.api import ClientAPI
from chromadb.config import DEFAULT_DATABASE, DEFAULT_TENANT

from banfa.adapters.chroma import SPACE, ChromaStore, quiet
from banfa.errors import IndexUnusable, UsageError
from banfa.settings import Settings

_LOG = logging.getLogger("banfa.store")
_NAME = "server.json"
_SECONDS = 20.0
_REMEDY = "Start the Chroma server, or correct BANFA_STORE, and ask again; where it lost its rows, run `banfa ingest`."
_BATCH = 500
"""Rows in one request: a few megabytes of JSON."""


class ServerStore(ChromaStore):
    """Rows of one index build, in a collection of a server."""

    def __init__(self, stores: Stores, collection: str, *, create: bool = False) -> None:
        self._where = f"at {stores.address}"
        self._remedy = _REMEDY
        self._batch, self._copy = _BATCH, None
        client = self._call(stores.client)
        if create:
            self._rows = self._call(client.create_collection, name=collection, configuration=SPACE, embedding_function=None)
        else:
            self._rows = self._call(client.get_collection, name=collection, embedding_function=None)


@dataclass(frozen=True)
class Stores:
    """The stores of the builds of one data folder: ``url`` is ``http(s)://host[:port][/tenant/database]``, or empty."""

    url: str = ""
    key: str = field(default="", repr=False)

    @classmethod
    def of(cls, settings: Settings) -> Stores:
        """The stores that the settings name.

        Raises:
            UsageError: the address is none.
        """
        stores = cls(settings.store, settings.store_key)
        stores._parts()
        return stores

    @property
    def kind(self) -> str:
        """What a manifest says of where the vectors are: empty, or ``server``."""
        return "server" if self.url else ""

    @property
    def address(self) -> str:
        """The address as messages show it: without what may be secret in it."""
        host, port, secure, *_ = self._parts()
        return f"http{'s' if secure else ''}://{host}:{port}"

    def _parts(self) -> tuple[str, int, bool, str, str]:
        try:
            parts = urlsplit(self.url or "http://127.0.0.1")
            port = parts.port
        except ValueError:
            parts, port = urlsplit(""), None
        path = [step for step in parts.path.split("/") if step]
        if (
            parts.scheme not in {"http", "https"}
            or not parts.hostname
            or len(path) not in {0, 2}
            or parts.query
            or parts.username
        ):
            raise UsageError("BANFA_STORE is no address of a Chroma server: write it as http://127.0.0.1:8000[/tenant/database].")
        tenant, database = path or [DEFAULT_TENANT, DEFAULT_DATABASE]
        secure = parts.scheme == "https"
        return parts.hostname, port or (443 if secure else 8000), secure, tenant, database

    def client(self) -> ClientAPI:
        """A client of the server that waits no longer than 20 seconds for anything."""
        host, port, secure, tenant, database = self._parts()
        headers = {"x-chroma-token": self.key} if self.key else {}
        client = chromadb.HttpClient(host, port, ssl=secure, headers=headers, settings=quiet(), tenant=tenant, database=database)
        session = getattr(getattr(client, "_server", None), "_session", None)
        if session is not None:
            session.timeout = _SECONDS  # Chroma's own client waits for ever
        return client

    def create(self, build: Path) -> ChromaStore:
        """An empty store for a build that is being written.

        Raises:
            IndexUnusable: it cannot be made.
        """
        if not self.url:
            return ChromaStore(build / "chroma", create=True)
        collection = f"banfa-{uuid.uuid4().hex}"
        (build / "chroma").mkdir()
        (build / "chroma" / _NAME).write_text(json.dumps({"collection": collection}), encoding="utf-8")
        return ServerStore(self, collection, create=True)

    def open(self, build: Path) -> ChromaStore:
        """The store of a build.

        Raises:
            IndexUnusable: it is not there, or the server does not answer.
        """
        return ServerStore(self, _collection(build)) if self.url else ChromaStore(build / "chroma")

    def drop(self, build: Path) -> None:
        """Forget what a server keeps for a build that is to be removed; where that fails it stays there, and the log says so."""
        if not self.url or not (build / "chroma" / _NAME).exists():
            return
        try:
            self.client().delete_collection(_collection(build))
        except Exception as error:
            _LOG.warning("The collection of %s stays on %s: %s", build.name, self.address, type(error).__name__)


def _collection(build: Path) -> str:
    try:
        return str(json.loads((build / "chroma" / _NAME).read_text(encoding="utf-8"))["collection"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexUnusable(f"The build {build} does not say where its vectors are: {error}. Run `banfa ingest`.") from error
