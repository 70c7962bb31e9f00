"""``sh scripts/audit``: hold licences to the policy, write the bill of materials, ask an advisory service for vulnerabilities."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from scripts import licences

ROOT = Path(__file__).resolve().parent.parent
PINS = ROOT / "constraints.txt"
FOUND, NOT_ASKED = 1, 75
"""Exit codes: something is wrong; it could not be found out (EX_TEMPFAIL: try again later)."""


class NotAsked(Exception):
    """The advisory service gave no answer, so nothing is known."""


@dataclass(frozen=True)
class Advice:
    """What an advisory service says of pinned packages: how many it was asked about, which it did not know, what it found."""

    asked: int
    unknown: tuple[str, ...]
    found: tuple[str, ...]


def options(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """What is to be done."""
    parser = argparse.ArgumentParser(prog="sh scripts/audit", description="Licences, bill of materials, known vulnerabilities.")
    parser.add_argument("--offline", action="store_true", help="ask no advisory service: licences and bill of materials only")
    parser.add_argument("--reports", type=Path, default=ROOT / ".banfa" / "reports", help="the folder for what is written")
    parser.add_argument("--pins", type=Path, default=PINS, help="the pinned packages that are asked about")
    parser.add_argument("--osv-url", help="ask this server in the manner of OSV instead of the default service")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Do all three and say what was found; the exit code says whether anything was."""
    wanted = options(arguments)
    wanted.reports.mkdir(parents=True, exist_ok=True)
    policy = licences.read_policy()
    failed = _licences(policy, wanted.reports / "licences.md")
    bill(wanted.reports / "sbom.json")
    print(f"audit: bill of materials in {wanted.reports / 'sbom.json'}")
    if wanted.offline:
        print("audit: no advisory service was asked (--offline), so nothing is known of vulnerabilities")
        return FOUND if failed else 0
    try:
        vulnerable = _vulnerabilities(policy, wanted.pins, wanted.osv_url)
    except NotAsked as error:
        print(
            f"audit: NOT CHECKED for vulnerabilities: {error}\naudit: this is no clean result. Run it again later.",
            file=sys.stderr,
        )
        return FOUND if failed else NOT_ASKED
    return FOUND if failed or vulnerable else 0


def _licences(policy: licences.Policy, file: Path) -> bool:
    packages = licences.installed(licences.wanted(), policy)
    file.write_text(licences.as_markdown(packages, policy), encoding="utf-8")
    against = licences.objections(packages, policy)
    print(f"audit: licences of {len(packages)} packages in {file}", *against, sep="\naudit: ")
    return bool(against)


def bill(file: Path, *, validate: bool = True) -> None:
    """Write the bill of materials of this environment: CycloneDX as JSON, the same for the same environment.

    ``validate`` holds it against the schema of CycloneDX, which takes half a minute.

    Raises:
        subprocess.CalledProcessError: the tool failed; what it said stands above.
    """
    checked = "--validate" if validate else "--no-validate"
    about = (checked, "--pyproject", str(licences.PYPROJECT), "--mc-type", "application", "--output-reproducible")
    command = [sys.executable, "-m", "cyclonedx_py", "environment", *about, "--output-file", str(file), sys.executable]
    subprocess.run(command, check=True)


def _vulnerabilities(policy: licences.Policy, pins: Path, osv_url: str | None) -> bool:
    today = date.today()
    advice = advised(pins, [id for id, until in policy.accepted.items() if today <= until], osv_url)
    print(
        f"audit: {advice.asked} pinned packages were asked about, {len(advice.found)} known vulnerabilities",
        *advice.found,
        sep="\naudit: ",
    )
    if advice.unknown:
        print("audit: the service knows nothing of", ", ".join(advice.unknown))
    return bool(advice.found)


def advised(pins: Path, accepted: Sequence[str] = (), osv_url: str | None = None) -> Advice:
    """What the advisory service of pip-audit (or one in the manner of OSV) says of the pins of a file.

    Raises:
        NotAsked: it could not be reached, or gave no answer that can be read.
    """
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(pins), "--no-deps", "--disable-pip", "--format", "json"]
    command += ["--progress-spinner", "off"]
    command += [part for id in accepted for part in ("--ignore-vuln", id)]
    if osv_url:
        command += ["--vulnerability-service", "osv", "--osv-url", osv_url]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        rows = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        said = done.stderr.strip().splitlines() or ["it said nothing"]
        raise NotAsked(f"the advisory service could not be asked ({said[-1][:300]})") from None
    return Advice(
        len(rows),
        tuple(r["name"] for r in rows if "skip_reason" in r),
        tuple(_told(r, v) for r in rows for v in r.get("vulns", ())),
    )


def _told(row: Mapping[str, Any], found: Mapping[str, Any]) -> str:
    mended = ", ".join(found.get("fix_versions") or ()) or "no version yet"
    return f"{row['name']} {row['version']}: {found['id']}, mended in {mended}"


if __name__ == "__main__":
    sys.exit(main())
