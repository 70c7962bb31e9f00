"""Nothing leaves the machine: the embedded engine works where no socket can be made, and no dependency sends statistics."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from banfa.settings import Settings
from tests.scripted_server import Fail, Say, ScriptedServer
from tests.toy_corpus import LAW, write_toy_corpus

ROOT = Path(__file__).resolve().parent.parent
QUESTIONS = {
    "en": "How much is the fine for an unregistered kite?",
    "zh": "风筝没有登记，罚款多少？",
}
REAL = {"en": "When must we file our algorithm?", "zh": "什么时候办理算法备案？"}
SEAL = "from evals.sealed import seal\nheld = seal()\n"
SIGSYS = 31
KERNEL = sys.platform == "linux" and platform.machine() in {"x86_64", "aarch64"}


def run(*arguments: str, environment: Mapping[str, str] | None = None, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Python with these arguments; what turns libraries quiet or loud is taken out of the environment."""
    loud = ("HF_", "TRANSFORMERS_", "DO_NOT_TRACK", "DISABLE_TELEMETRY", "LANG", "ANONYMIZED", "STREAMLIT", "BANFA_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(loud)}
    env = {**kept, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **(environment or {})}
    return subprocess.run([sys.executable, *arguments], cwd=cwd, env=env, capture_output=True, text=True, check=False)


def told(code: str, environment: Mapping[str, str] | None = None, cwd: Path = ROOT) -> str:
    """The last line that a piece of code prints."""
    done = run("-c", code, environment=environment, cwd=cwd)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()[-1]


def asked(folder: Path, questions: Mapping[str, str]) -> Path:
    """A batch file with these questions."""
    file = folder / "questions.jsonl"
    lines = [json.dumps({"id": id, "question": text}, ensure_ascii=False) for id, text in questions.items()]
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


class TestTheSeal:
    @pytest.mark.parametrize(
        "attempt",
        [
            "import socket; socket.socket()",
            "import socket; socket.getaddrinfo('kites.example', 443)",
            "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
            "import httpx; httpx.get('http://[::1]:9/')",
        ],
    )
    def test_python_code_that_tries_a_network_ends_the_process_even_where_it_passes_over_errors(self, attempt: str) -> None:
        done = run("-c", f"{SEAL}try:\n    {attempt}\nexcept BaseException:\n    pass")
        assert done.returncode == 97
        assert "sealed: socket." in done.stderr

    @pytest.mark.skipif(not KERNEL, reason="only Linux on x86-64 and ARM64 holds native code to it")
    @pytest.mark.parametrize("family", [2, 10])
    def test_native_code_that_makes_a_socket_ends_the_process_too(self, family: int) -> None:
        done = run("-c", f"{SEAL}assert held\nimport ctypes\nctypes.CDLL(None).socket({family}, 1, 0)")
        assert done.returncode == -SIGSYS

    @pytest.mark.skipif(not KERNEL, reason="only Linux on x86-64 and ARM64 holds native code to it")
    def test_it_holds_for_threads_and_for_processes_that_are_started_later(self) -> None:
        native = "import ctypes; ctypes.CDLL(None).socket(2, 1, 0)"
        assert (
            run("-c", f"{SEAL}import threading\nthreading.Thread(target=exec, args=({native!r},)).start()").returncode == -SIGSYS
        )
        child = f"import subprocess, sys\nprint(subprocess.run([sys.executable, '-c', {native!r}]).returncode)"
        assert told(SEAL + child) == str(-SIGSYS)

    def test_what_needs_no_network_goes_on(self) -> None:
        assert told(f"{SEAL}import socket, asyncio\nsocket.socketpair()\nasyncio.run(asyncio.sleep(0))\nprint('well')") == "well"


class TestTheEngine:
    def test_it_builds_its_index_and_answers_in_both_languages_where_no_socket_can_be_made(self, tmp_path: Path) -> None:
        house = {"BANFA_CORPUS": str(write_toy_corpus(tmp_path / "corpus")), "BANFA_DATA": str(tmp_path / "data")}
        built = run("-m", "evals.sealed", "ingest", environment=house)
        assert built.returncode == 0, built.stderr
        done = run("-m", "evals.sealed", "ask", "--batch", str(asked(tmp_path, QUESTIONS)), environment=house)
        assert done.returncode == 0, done.stderr
        replies = [json.loads(line) for line in done.stdout.splitlines()]
        assert [(r["id"], r["language"], r["status"]) for r in replies] == [("en", "en", "answered"), ("zh", "zh", "answered")]
        assert all(r["citations"][0]["instrument"] == LAW for r in replies)

    @pytest.mark.slow
    def test_so_it_does_over_the_whole_corpus(self, tmp_path: Path) -> None:
        house = {"BANFA_DATA": str(Settings.from_environment().data)}
        current = run("-m", "ingest", "--check", environment=house)
        if current.returncode:
            pytest.skip(f"the index of the corpus is not current: {current.stderr}")
        done = run("-m", "evals.sealed", "ask", "--batch", str(asked(tmp_path, REAL)), environment=house)
        assert done.returncode == 0, done.stderr
        replies = [json.loads(line) for line in done.stdout.splitlines()]
        assert [r["language"] for r in replies] == ["en", "zh"]
        assert all(r["citations"] for r in replies)


class TestStatistics:
    def test_chroma_sends_none_whatever_the_environment_says(self, tmp_path: Path) -> None:
        code = (
            "from pathlib import Path\nfrom banfa.adapters.chroma import ChromaStore\n"
            f"found = ChromaStore(Path({str(tmp_path / 'store')!r}), create=True)._rows._client._system.settings\n"
            "print(found.anonymized_telemetry, repr(found.chroma_otel_collection_endpoint), found.chroma_otel_granularity)"
        )
        loud = {"ANONYMIZED_TELEMETRY": "True", "CHROMA_OTEL_COLLECTION_ENDPOINT": "http://127.0.0.1:9"}
        assert told(code, {**loud, "CHROMA_OTEL_GRANULARITY": "all"}) == "False '' none"

    def test_the_libraries_of_models_send_none_and_ask_no_hub(self) -> None:
        code = (
            "from banfa.settings import Settings\nfrom banfa.wiring import make_embedder\n"
            "make_embedder(Settings.from_environment())\n"
            "from huggingface_hub import constants\n"
            "print(constants.HF_HUB_DISABLE_TELEMETRY, constants.HF_HUB_OFFLINE)"
        )
        pytest.importorskip("huggingface_hub")
        assert told(code) == "True True"
        assert told(code, {"BANFA_EMBEDDER": "minilm"}) == "True True"
        assert told(code, {"BANFA_EMBEDDER": "somebody/model"}) == "True False", "who names a model on a hub wants it fetched"

    def test_a_folder_with_a_model_is_no_model_on_a_hub(self, tmp_path: Path) -> None:
        code = (
            "import os\nfrom banfa.settings import Settings, keep_offline\n"
            f"keep_offline(Settings(embedder={str(tmp_path)!r}))\nprint(os.environ['HF_HUB_OFFLINE'])"
        )
        assert told(code) == "1"

    def test_a_chat_model_is_asked_and_langsmith_hears_nothing_of_it(self) -> None:
        with ScriptedServer(Fail(500)) as langsmith, ScriptedServer(Say("{}")) as model:
            code = (
                "from datetime import date\n"
                "from banfa.adapters.langchain import ChatWriter\nfrom banfa.corpus import read_corpus\n"
                "from banfa.settings import Settings\n"
                f"settings = Settings(writer='openai:scripted', writer_url={model.url!r})\n"
                "writer = ChatWriter.from_settings(settings, read_corpus(settings.corpus))\n"
                "print(writer._ask('rules', 'a question that stays here')[:30])\n"
                "from langsmith import utils\nassert utils.tracing_is_enabled(), 'the environment was not heard'\n"
                "from langchain_core.tracers.langchain import wait_for_all_tracers\nwait_for_all_tracers()"
            )
            loud = {"LANGSMITH_TRACING": "true", "LANGCHAIN_TRACING_V2": "true", "LANGSMITH_API_KEY": "none"}
            address = langsmith.url.removesuffix("/v1")
            done = run("-c", code, environment={**loud, "LANGSMITH_ENDPOINT": address, "LANGCHAIN_ENDPOINT": address})
            assert done.returncode == 0, done.stderr
            assert model.requests
            assert langsmith.requests == []

    @pytest.mark.parametrize("elsewhere", [False, True], ids=["from the checkout", "from anywhere else"])
    def test_streamlit_sends_none_and_listens_on_this_machine_only(self, elsewhere: bool, tmp_path: Path) -> None:
        names = ("browser.gatherUsageStats", "server.address", "server.showEmailPrompt", "client.showErrorDetails")
        code = (
            "from streamlit import config\n"
            f"config._main_script_path = {str(ROOT / 'app' / 'chat.py')!r}\n"
            f"print([config.get_option(name) for name in {names!r}])"
        )
        assert told(code, cwd=tmp_path if elsewhere else ROOT) == "[False, '127.0.0.1', False, 'none']"

    def test_both_settings_of_streamlit_agree(self) -> None:
        whole, part = (tomllib.loads((ROOT / f / ".streamlit" / "config.toml").read_text()) for f in (".", "app"))
        for table, values in part.items():
            assert values.items() <= whole[table].items() | values.items()
            assert {name: whole[table].get(name) for name in values} == values


class TestAddresses:
    @pytest.mark.parametrize("door", ["api", "mcp"])
    def test_a_door_that_is_opened_without_an_address_listens_on_this_machine_only(
        self, door: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from typer.testing import CliRunner

        from banfa.cli import app

        opened: list[str] = []
        monkeypatch.setattr("banfa.adapters.http_api.serving.serve", lambda _app, host, _port: opened.append(host))
        result = CliRunner().invoke(app, [door, "--http"] if door == "mcp" else [door])
        assert (result.exit_code, opened) == (0, ["127.0.0.1"])

    def test_the_chat_page_is_served_to_this_machine_only(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from typer.testing import CliRunner

        from banfa.cli import app

        class Done:
            returncode = 0

        called: list[list[str]] = []
        monkeypatch.setattr("banfa.cli.subprocess.run", lambda command, **_: called.append(command) or Done())
        assert CliRunner().invoke(app, ["serve"]).exit_code == 0
        assert called[0][called[0].index("--server.address") + 1] == "127.0.0.1"
        assert "--server.address 127.0.0.1" in (ROOT / "scripts" / "chat").read_text()
