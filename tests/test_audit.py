"""What Banfa runs on: its licences are permitted, and the audit says what it found, and what it could not find out."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts import dependencies, licences
from scripts.licences import Package, Policy

ROOT = Path(__file__).resolve().parent.parent
POLICY = licences.read_policy()


def package(licence: str, name: str = "kite") -> Package:
    return Package(name, "1", licence, "")


class TestLicences:
    def test_every_package_that_is_needed_to_run_has_a_permitted_licence_or_an_exception(self) -> None:
        found = licences.installed(licences.wanted(), POLICY)
        assert {"streamlit", "chromadb", "numpy", "starlette"} <= {p.name for p in found}
        assert licences.objections(found, POLICY) == []

    def test_packages_that_others_need_are_held_to_it_too(self) -> None:
        needed = licences.installed(["streamlit"], POLICY)
        assert "tornado" in {p.name for p in needed} or "starlette" in {p.name for p in needed}
        assert {p.name for p in needed} < {p.name for p in licences.installed(licences.wanted(), POLICY)}

    def test_tools_are_not_held_to_it(self) -> None:
        assert "mypy" not in {p.name for p in licences.installed(licences.wanted(), POLICY)}

    @pytest.mark.parametrize(
        ("licence", "fine"),
        [
            ("MIT", True),
            ("GPL-3.0-only", False),
            ("GPL-3.0-only OR MIT", True),
            ("GPL-3.0-only AND MIT", False),
            ("Apache-2.0 WITH LLVM-exception", True),
            ("(AGPL-3.0-only OR MIT) AND BSD-3-Clause", True),
        ],
    )
    def test_one_of_two_licences_is_enough_where_one_may_choose(self, licence: str, fine: bool) -> None:
        assert licences.is_permitted(licence, POLICY.permitted) is fine
        assert (licences.objections([package(licence)], POLICY) == []) is fine

    def test_a_package_that_says_nothing_of_its_licence_is_objected_to(self) -> None:
        assert "no licence that we can read" in licences.objections([package("")], POLICY)[0]

    def test_an_exception_holds_for_the_licence_that_it_names_and_only_while_it_is_needed(self) -> None:
        policy = Policy(POLICY.permitted, {}, {"kite": "GPL-3.0-only"}, {})
        assert licences.objections([package("GPL-3.0-only")], policy) == []
        assert "Look at it again" in licences.objections([package("AGPL-3.0-only")], policy)[0]
        assert "not needed" in licences.objections([package("MIT")], policy)[0]
        assert licences.objections([package("MIT", "balloon")], policy) == []

    def test_an_exception_without_a_reason_is_refused(self, tmp_path: Path) -> None:
        file = tmp_path / "licences.toml"
        file.write_text('permitted = []\n[names]\n[[exception]]\npackage = "kite"\nlicence = ""\nreason = " "\n')
        with pytest.raises(ValueError, match="kite has no reason"):
            licences.read_policy(file)

    @pytest.mark.parametrize(
        ("about", "expected"),
        [
            ("License-Expression: MIT OR Apache-2.0\nLicense: other", "MIT OR Apache-2.0"),
            ("License: Apache License, Version 2.0", "Apache-2.0"),
            ("License: MIT License\n        \n        Copyright (c) somebody", "MIT"),
            ("License: see the file\nClassifier: License :: OSI Approved :: MIT License", "MIT"),
            (
                "Classifier: License :: OSI Approved :: MIT License\nClassifier: License :: OSI Approved :: BSD License",
                "BSD-3-Clause AND MIT",
            ),
            ("License: do what you like", ""),
        ],
    )
    def test_what_packages_say_is_read_as_an_expression(self, tmp_path: Path, about: str, expected: str) -> None:
        folder = tmp_path / "kite-1.dist-info"
        folder.mkdir()
        (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: kite\nVersion: 1\n{about}\n", encoding="utf-8")
        assert licences.licence_of(Distribution.at(folder), POLICY) == expected

    def test_the_list_names_licence_and_exception(self) -> None:
        rows = licences.as_markdown([package("MIT"), package("MPL-2.0", "certifi")], POLICY).splitlines()
        assert rows[2:] == ["| kite | 1 | MIT |  |", "| certifi | 1 | MPL-2.0 (excepted) |  |"]


class Advisories(BaseHTTPRequestHandler):
    """A service in the manner of OSV that knows one vulnerability, of idna."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        affected = {
            "package": {"name": "idna", "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"fixed": "99"}]}],
        }
        found = {"id": "KITE-1", "aliases": [], "summary": "It tears.", "affected": [affected]}
        body = json.dumps({"vulns": [found]} if asked["package"]["name"] == "idna" else {}).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    """The address of the service, on this machine."""
    server = HTTPServer(("127.0.0.1", 0), Advisories)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture
def audit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The audit of a file of pins, without the bill of materials."""
    monkeypatch.setattr(dependencies, "bill", lambda _: None)

    def run(pins: str, *more: str) -> int:
        (tmp_path / "pins.txt").write_text(pins)
        return dependencies.main(["--reports", str(tmp_path), "--pins", str(tmp_path / "pins.txt"), *more])

    return run


class TestVulnerabilities:
    def test_a_known_one_fails_the_audit_and_is_named_with_its_mend(
        self, audit: Any, service: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert audit("jinja2==3.1.6\nidna==3.20\n", "--osv-url", service) == dependencies.FOUND
        assert "idna 3.20: KITE-1, mended in 99" in capsys.readouterr().out

    def test_none_passes_and_the_number_asked_about_is_told(
        self, audit: Any, service: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert audit("jinja2==3.1.6\n", "--osv-url", service) == 0
        assert "1 pinned packages were asked about, 0 known" in capsys.readouterr().out

    def test_a_service_that_cannot_be_reached_is_no_clean_result(self, audit: Any, capsys: pytest.CaptureFixture[str]) -> None:
        assert audit("jinja2==3.1.6\n", "--osv-url", "http://127.0.0.1:9/") == dependencies.NOT_ASKED
        assert "NOT CHECKED" in capsys.readouterr().err

    @pytest.mark.parametrize(("until", "code"), [(date.max, 0), (date.min, dependencies.FOUND)])
    def test_an_accepted_one_passes_until_its_day(
        self, audit: Any, service: str, monkeypatch: pytest.MonkeyPatch, until: date, code: int
    ) -> None:
        policy = Policy(POLICY.permitted, POLICY.names, POLICY.exceptions, {"KITE-1": until})
        monkeypatch.setattr(licences, "read_policy", lambda: policy)
        assert audit("idna==3.20\n", "--osv-url", service) == code

    def test_offline_says_that_nothing_is_known(self, audit: Any, capsys: pytest.CaptureFixture[str]) -> None:
        assert audit("", "--offline") == 0
        assert "nothing is known of vulnerabilities" in capsys.readouterr().out

    def test_a_licence_that_is_not_permitted_fails_it(self, audit: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(licences, "read_policy", lambda: Policy(frozenset(), {}, {}, {}))
        assert audit("", "--offline") == dependencies.FOUND


def test_the_bill_of_materials_names_what_is_installed_and_what_needs_it(tmp_path: Path) -> None:
    dependencies.bill(tmp_path / "sbom.json", validate=False)
    found = json.loads((tmp_path / "sbom.json").read_text(encoding="utf-8"))
    assert (found["bomFormat"], found["metadata"]["component"]["name"]) == ("CycloneDX", "banfa")
    assert f"numpy=={distribution('numpy').version}" in {f"{c['name']}=={c['version']}" for c in found["components"]}
    root = next(d for d in found["dependencies"] if d["ref"] == found["metadata"]["component"]["bom-ref"])
    assert any(need.startswith("streamlit==") for need in root["dependsOn"])


def test_every_workflow_that_runs_anything_runs_scripts_of_this_checkout() -> None:
    jobs = yaml.safe_load((ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8"))["jobs"]
    ran = [step["run"] for job in jobs.values() for step in job["steps"] if "run" in step]
    assert any("scripts/audit" in line for line in ran)
    assert any("scripts/site" in line for line in ran)
