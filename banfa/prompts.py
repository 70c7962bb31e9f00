"""Prompts are files in ``prompts/`` with ``$variables``; a missing variable or file is named."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from string import Template

from banfa.errors import UsageError


def render(folder: Path, name: str, **variables: str) -> str:
    """The prompt ``<folder>/<name>.md`` with its ``$variables`` filled in."""
    file = folder / f"{name}.md"
    try:
        template = Template(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UsageError(f"There is no prompt {file}. Write it, or set BANFA_PROMPTS to the folder that has it.") from None
    missing = set(template.get_identifiers()) - set(variables)
    if missing:
        raise UsageError(f"The prompt {file} wants {', '.join(sorted(missing))}, which the program does not give it.")
    return template.substitute(variables).strip()


def fingerprint(file: Path) -> str:
    """The first 12 hex digits of the SHA-256 of a prompt: by it a report names the wording that was used."""
    return sha256(file.read_bytes()).hexdigest()[:12]
