"""Read ``scope.toml``: the facts on which the reach of the rules turns, the regimes, and the questions that turn on a fact."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from banfa.corpus.comparisons import Comparison, read_comparisons
from banfa.corpus.facts import Derived, Fact, Facts, compiled, read_facts
from banfa.corpus.knowledge import entries, statements
from banfa.corpus.regimes import Regime, read_regimes
from banfa.corpus.tables import Fields
from banfa.law import Statement

REACH = "measures-apply"
"""The gate of questions that ask whether a rule applies at all."""
FILING = "filing-applies"
"""The gate of questions that ask whether a service must be filed or assessed."""

_THE_RULES = re.compile(
    r"\b(?:china(?:['’]s)?|chinese|prc|mainland) (?:[\w-]+ ){0,4}?(?:rules?|laws?|regulations?|measures|regime|provisions)\b"
    r"|\b(?:ai|gen(?:erative)?[- ]?ai|chatbot|deepfake) (?:rules?|rule ?books?|laws?|regulations?|measures|regime|provisions)\b"
    r"|(?:中国|国内|大陆)的?[^,，。?？]{0,12}(?:规定|法规|办法|规则)"
    r"|(?:AI|人工智能|生成式|聊天)[^,，。?？]{0,6}(?:规定|法规|办法|规则|规矩|新规)",
    re.IGNORECASE,
)
"""What names the rules tells nothing of a case: "China's rules" is not "in China", "the AI rules" is no AI service."""


@dataclass(frozen=True)
class Gate:
    """A kind of question that turns on one fact."""

    id: str
    fact: str
    asks: re.Pattern[str]
    about: re.Pattern[str]
    claims: tuple[Statement, ...]


@dataclass(frozen=True)
class Scope:
    """The facts, regimes and gates of the corpus, and what of one jurisdiction is set beside what of another."""

    known: Facts
    regimes: tuple[Regime, ...]
    gates: tuple[Gate, ...]
    comparisons: tuple[Comparison, ...] = ()

    @property
    def facts(self) -> dict[str, Fact]:
        """The facts to ask."""
        return self.known.asked

    @property
    def derived(self) -> dict[str, Derived]:
        """The facts derived from numbers."""
        return self.known.derived

    def asks_to_file(self, text: str) -> bool:
        """Whether a question asks if a service must be filed or assessed."""
        return any(g.id == FILING and g.asks.search(text) and g.about.search(text) for g in self.gates)

    def asks_reach(self, text: str) -> str:
        """The instrument of the rules that a question asks about when it asks if they apply at all; empty if it does not."""
        gates = (g for g in self.gates if g.id == REACH and g.asks.search(text) and g.about.search(text))
        return next((gate.claims[0].instrument for gate in gates), "")

    def missing(self, text: str) -> Gate | None:
        """The gate whose fact a question needs and does not tell, if there is one."""
        told = without_the_rules(text)
        for gate in self.gates:
            if gate.asks.search(text) and gate.about.search(text) and not self.facts[gate.fact].tells.search(told):
                return gate
        return None


def without_the_rules(text: str) -> str:
    """A question without what names the rules in it."""
    return _THE_RULES.sub(" ", text)


def read_scope(files: list[Path]) -> Scope:
    """What all ``scope.toml`` files say.

    Raises:
        CorpusError: a malformed entry; a gate, a rule or an implication on a fact that is not there; a comparison of a regime
            that is not there.
    """
    facts = read_facts(files)
    gates = tuple(_gate(f, facts) for file in files for f in entries(file, "gate"))
    regimes = read_regimes(files, facts.yes_no)
    return Scope(facts, regimes, gates, read_comparisons(files, {regime.id for regime in regimes}))


def _gate(f: Fields, facts: Facts) -> Gate:
    fact = f.text("fact")
    if fact not in facts.asked:
        raise f.fail(f"there is no fact {fact!r}.", "Add a [[fact]] of that name.")
    return Gate(f.text("id"), fact, _patterns(f, "asks"), _patterns(f, "about"), statements(f))


def _patterns(f: Fields, name: str) -> re.Pattern[str]:
    return compiled(f, name, "|".join(f"(?:{p})" for p in f.texts(f"{name}_en") + f.texts(f"{name}_zh")))
