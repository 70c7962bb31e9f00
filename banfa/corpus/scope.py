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


_CLAUSE = re.compile(r"[^,，。;；:：.!！?？\n]+[,，。;；:：.!！?？\n]*")
_WH_EN = re.compile(
    r"\b(?:how|what|which|who|whom|whose)\b"
    r"|\b(?:when|where|why)\s+(?:do|does|did|must|should|shall|can|may|is|are|will|would|has|have)\b",
    re.IGNORECASE,
)
_MODAL_EN = re.compile(r"\b(?:do|does|must|should|shall|need|is|are|can|may|will|would)\b", re.IGNORECASE)
_WH_ZH = re.compile(r"什么|怎么|怎样|如何|何时|多久|多长|多少|几[天个日]|哪|谁")
_EITHER_ZH = re.compile(r"吗|(?<![什怎这那])么\W*$|是否|是不是|有没有|要不要|需不需要|用不用|得不得|该不该")


@dataclass(frozen=True)
class Gate:
    """A kind of question that turns on one fact.

    ``whether``: only where it asks whether something is so, and not when, where, how or of whom.
    """

    id: str
    fact: str
    asks: re.Pattern[str]
    about: re.Pattern[str]
    claims: tuple[Statement, ...]
    whether: bool = False

    def met(self, text: str) -> bool:
        """Whether a question is of this kind."""
        asked = asked_whether(text) if self.whether else text
        return bool(self.asks.search(asked) and self.about.search(text))


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
        return any(g.id == FILING and g.met(text) for g in self.gates)

    def asks_reach(self, text: str) -> str:
        """The instrument of the rules that a question asks about when it asks if they apply at all; empty if it does not."""
        gates = (g for g in self.gates if g.id == REACH and g.met(text))
        return next((gate.claims[0].instrument for gate in gates), "")

    def missing(self, text: str) -> Gate | None:
        """The gate whose fact a question needs and does not tell, if there is one."""
        told = without_the_rules(text)
        for gate in self.gates:
            if gate.met(text) and not self.facts[gate.fact].tells.search(told):
                return gate
        return None


def asked_whether(text: str) -> str:
    """A question without its clauses that ask when, where, how, what or who."""
    return "".join(clause for clause in _CLAUSE.findall(text) if not _asks_wh(clause))


def _asks_wh(clause: str) -> bool:
    wh, modal = _WH_EN.search(clause), _MODAL_EN.search(clause)
    if wh is not None and (modal is None or wh.start() < modal.start()):
        return True
    return _WH_ZH.search(clause) is not None and _EITHER_ZH.search(clause) is None


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
    whether = bool(f.table.get("whether", False))
    return Gate(f.text("id"), fact, _patterns(f, "asks"), _patterns(f, "about"), statements(f), whether)


def _patterns(f: Fields, name: str) -> re.Pattern[str]:
    return compiled(f, name, "|".join(f"(?:{p})" for p in f.texts(f"{name}_en") + f.texts(f"{name}_zh")))
