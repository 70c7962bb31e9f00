"""Which packages Banfa runs on, and whether the licence of each is permitted (``licences.toml``)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from license_expression import ExpressionError, LicenseExpression, ParseError, get_spdx_licensing
from packaging.requirements import Requirement

FILE = Path(__file__).parent / "licences.toml"
PYPROJECT = Path(__file__).parent.parent / "pyproject.toml"
EXTRAS = ("team",)
"""Extras that whoever runs Banfa installs; the others are tools."""
_SPDX = get_spdx_licensing()


@dataclass(frozen=True)
class Package:
    """An installed package and what its metadata says of its licence, as an SPDX expression; empty where it says nothing."""

    name: str
    version: str
    licence: str
    home: str


@dataclass(frozen=True)
class Policy:
    """What is permitted, by SPDX name; exceptions by package; accepted vulnerabilities by id, each with its last day."""

    permitted: frozenset[str]
    names: Mapping[str, str]
    exceptions: Mapping[str, str]
    accepted: Mapping[str, date]


def read_policy(file: Path = FILE) -> Policy:
    """The policy.

    Raises:
        ValueError: an exception or an accepted vulnerability has no reason.
    """
    table: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
    for entry in (*table.get("exception", ()), *table.get("accepted", ())):
        if not str(entry.get("reason", "")).strip():
            raise ValueError(f"{file.name}: {entry.get('package') or entry.get('id')} has no reason. Say why it is let through.")
    exceptions = {normal(entry["package"]): str(entry["licence"]) for entry in table.get("exception", ())}
    accepted = {str(entry["id"]): entry["until"] for entry in table.get("accepted", ())}
    return Policy(frozenset(table["permitted"]), table["names"], exceptions, accepted)


def normal(name: str) -> str:
    """The name of a package as registries compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def wanted(pyproject: Path = PYPROJECT, extras: Iterable[str] = EXTRAS) -> list[str]:
    """What Banfa asks for in order to run, as requirements (PEP 508)."""
    project = tomllib.loads(pyproject.read_text(encoding="utf-8"))["project"]
    return [*project["dependencies"], *(need for extra in extras for need in project["optional-dependencies"][extra])]


def installed(requirements: Iterable[str], policy: Policy) -> list[Package]:
    """The installed packages that meet requirements, and those that they need in turn, by name."""
    found: dict[str, Distribution] = {}
    open_ = [(need.name, frozenset(need.extras)) for need in map(Requirement, requirements)]
    met: set[tuple[str, frozenset[str]]] = set()
    while open_:
        name, extras = open_.pop()
        if (normal(name), extras) in met:
            continue
        met.add((normal(name), extras))
        try:
            found[normal(name)] = distribution(name)
        except PackageNotFoundError:
            continue  # torch and what needs it may be left out: scripts/setup
        open_ += _needs(found[normal(name)], extras)
    return [Package(name, d.version, licence_of(d, policy), _home(d)) for name, d in sorted(found.items())]


def _needs(package: Distribution, extras: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    for text in package.requires or ():
        needed = Requirement(text)
        if needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            yield needed.name, frozenset(needed.extras)


def licence_of(package: Distribution, policy: Policy) -> str:
    """What a package says: its expression (PEP 639), else its line ``License``, else its classifiers, all of them at once."""
    about = package.metadata
    line = next(iter((about["License"] or "").strip().splitlines()), "")
    classified = [c.split(" :: ")[-1] for c in about.get_all("Classifier") or () if c.startswith("License :: ")]
    named = [_spdx(c, policy) for c in classified if c != "OSI Approved"]
    for said in (about["License-Expression"] or "", _spdx(line, policy), " AND ".join(sorted(n for n in named if n))):
        if said:
            return said
    return ""


def _spdx(said: str, policy: Policy) -> str:
    """What somebody calls a licence as an expression of SPDX; empty where it is none."""
    plain = policy.names.get(said.strip().rstrip(".").lower(), said.strip())
    try:
        _SPDX.parse(plain, validate=True)
    except (ExpressionError, ParseError):
        return ""
    return plain


def _home(package: Distribution) -> str:
    links = dict(link.split(", ", 1) for link in package.metadata.get_all("Project-URL") or () if ", " in link)
    named = (links[name] for name in ("Homepage", "Repository", "Source", "homepage", "repository", "source") if name in links)
    return package.metadata["Home-page"] or next(named, "")


def objections(packages: Sequence[Package], policy: Policy) -> list[str]:
    """What stands against the policy, a sentence each: a licence, an exception that does not fit or is not needed."""
    told, used = [], set()
    for package in packages:
        if package.licence and is_permitted(package.licence, policy.permitted):
            continue
        used.add(package.name)
        excepted = policy.exceptions.get(package.name)
        if excepted is None:
            said = package.licence or "no licence that we can read"
            told.append(f"{package.name} {package.version} has {said}. Replace it, or write an exception with a reason.")
        elif excepted != package.licence:
            told.append(f"{package.name} is excepted for {excepted!r} and now has {package.licence!r}. Look at it again.")
    idle = {package.name for package in packages} & set(policy.exceptions) - used
    return [*told, *(f"The exception for {name} is not needed. Take it out." for name in sorted(idle))]


def is_permitted(licence: str, permitted: frozenset[str]) -> bool:
    """Whether an expression can be met by permitted licences alone."""
    return _met(_SPDX.parse(licence), permitted)


def _met(part: LicenseExpression, permitted: frozenset[str]) -> bool:
    if isinstance(part, _SPDX.AND):
        return all(_met(each, permitted) for each in part.args)
    if isinstance(part, _SPDX.OR):
        return any(_met(each, permitted) for each in part.args)
    return part.render() in permitted


def as_markdown(packages: Iterable[Package], policy: Policy) -> str:
    """The list to read."""
    rows = ["| package | version | licence | home |", "|---|---|---|---|"]
    for package in packages:
        noted = " (excepted)" if package.name in policy.exceptions else ""
        rows.append(f"| {package.name} | {package.version} | {package.licence or 'not said'}{noted} | {package.home} |")
    return "\n".join(rows) + "\n"
