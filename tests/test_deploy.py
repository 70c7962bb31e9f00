"""The files for a host: bound to loopback, checked for health, without root, pinned, without a secret in them."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from banfa.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "deploy"


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    """The services of compose, with what they share filled in."""
    found: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]
    return found


def test_every_lasting_service_has_a_health_check_and_comes_back(services: dict[str, Any]) -> None:
    assert set(services) == {"ingest", "app", "api", "chroma", "postgres"}
    for name, service in services.items():
        if name != "ingest":
            assert service["healthcheck"]["test"], name
            assert service["restart"] == "unless-stopped", name


def test_ports_are_open_to_this_machine_only(services: dict[str, Any]) -> None:
    ports = [port for service in services.values() for port in service.get("ports", ())]
    assert ports == ["127.0.0.1:8501:8501", "127.0.0.1:8700:8700"]


def test_nothing_of_ours_runs_as_root_or_writes_to_its_image(services: dict[str, Any]) -> None:
    for name in ("ingest", "app", "api", "chroma"):
        assert services[name]["read_only"], name
        assert services[name]["cap_drop"] == ["ALL"], name
        assert "user" not in services[name], name
    assert re.findall(r"^USER (.+)$", (DEPLOY / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE) == ["banfa"]


def test_images_are_pinned_to_a_version(services: dict[str, Any]) -> None:
    bases = re.findall(r"^FROM (\S+)", (DEPLOY / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)
    outside = [*bases, *(s["image"] for s in services.values() if s["image"] != "banfa:local")]
    assert all(re.search(r":\d+\.\d+", image) for image in outside), outside


def test_secrets_come_from_outside_the_files(services: dict[str, Any]) -> None:
    assert services["postgres"]["environment"]["POSTGRES_PASSWORD"].startswith("${POSTGRES_PASSWORD:?")
    assert services["api"]["environment"]["BANFA_API_KEYS"].startswith("${BANFA_API_KEYS:?")
    for line in (DEPLOY / "env.example").read_text(encoding="utf-8").splitlines():
        if re.match(r"\w*(?:PASSWORD|KEYS)=", line):
            assert line.endswith("="), line
    auth = tomllib.loads((DEPLOY / "secrets.example.toml").read_text(encoding="utf-8"))["auth"]
    assert {auth[name] for name in ("cookie_secret", "client_id", "client_secret")} == {""}
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {"deploy/.env", "deploy/secrets.toml"} <= set(ignored)


def test_the_settings_that_compose_gives_are_settings(services: dict[str, Any]) -> None:
    given = {name: "" for service in services.values() for name in service["environment"] if name.startswith("BANFA_")}
    known = {f"BANFA_{name.upper()}" for name in Settings.__dataclass_fields__}
    assert set(given) - known <= {"BANFA_STORE"}


def test_what_the_image_takes_is_in_the_tree() -> None:
    text = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    for line in re.findall(r"^COPY (?!--from)(.+)$", text, re.MULTILINE):
        for source in line.split()[:-1]:
            assert (ROOT / source).exists(), source


@pytest.mark.skipif(shutil.which("nginx") is None, reason="nginx is not installed: apt-get install nginx-light")
def test_nginx_takes_its_file(tmp_path: Path) -> None:
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    text = re.sub(r"ssl_certificate.*|listen.*ssl.*", "", text).replace("/var/log/nginx", str(tmp_path))
    (tmp_path / "nginx.conf").write_text(f"pid {tmp_path}/pid; error_log {tmp_path}/log; events {{}} http {{ {text} }}")
    done = subprocess.run(["nginx", "-t", "-c", str(tmp_path / "nginx.conf")], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
