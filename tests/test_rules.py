"""Rules as data: what may be written, the three values, the tree of reasons."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from banfa.errors import CorpusError
from banfa.rules import Place, Value, evaluate, explain, facts_of, parse

PLACE = Place(Path("toy/scope.toml"), 7, "[[regime]] kites")
KNOWN = ("a", "b", "c")
VALUES: tuple[Value, ...] = (True, False, None)


def value(raw: object, **facts: Value) -> Value:
    return evaluate(parse(raw, KNOWN, PLACE), facts)


class TestParsing:
    @pytest.mark.parametrize(
        ("raw", "says"),
        [
            ("d", "no fact 'd'"),
            ({"some": ["a"]}, "no key 'some'"),
            ({"all": []}, "at least one rule"),
            ({"any": "a"}, "at least one rule"),
            ({"all": ["a"], "any": ["b"]}, "no rule"),
            ({"not": ["a"]}, "no rule"),
            (True, "no rule"),
            (None, "no rule"),
            ({"all": ["a", {"any": ["b", "x"]}]}, "no fact 'x'"),
        ],
    )
    def test_what_is_no_rule_is_refused_with_its_place(self, raw: object, says: str) -> None:
        with pytest.raises(CorpusError, match=r"toy/scope\.toml, line 7: \[\[regime\]\] kites: ") as refusal:
            parse(raw, KNOWN, PLACE)
        assert says in str(refusal.value)

    def test_a_name_nearly_right_is_suggested(self) -> None:
        with pytest.raises(CorpusError, match="Did you mean 'generates_content'"):
            parse("generate_content", ("generates_content",), PLACE)

    def test_the_facts_of_a_rule(self) -> None:
        assert facts_of(parse({"all": ["a", {"not": {"any": ["b", "c"]}}]}, KNOWN, PLACE)) == {"a", "b", "c"}


class TestThreeValues:
    @pytest.mark.parametrize(("a", "b"), list(product(VALUES, VALUES)))
    def test_all_and_any_follow_kleene(self, a: Value, b: Value) -> None:
        rank = {False: 0, None: 1, True: 2}
        assert value({"all": ["a", "b"]}, a=a, b=b) is min(a, b, key=rank.__getitem__)
        assert value({"any": ["a", "b"]}, a=a, b=b) is max(a, b, key=rank.__getitem__)

    def test_not_turns_yes_and_no_and_leaves_the_unknown(self) -> None:
        assert [value({"not": "a"}, a=v) for v in VALUES] == [False, True, None]

    def test_a_fact_that_is_not_there_is_unknown(self) -> None:
        assert value("a") is None


class TestReasons:
    def test_only_what_decided_is_named(self) -> None:
        rule = parse({"all": ["a", {"any": ["b", "c"]}]}, KNOWN, PLACE)
        assert list(explain(rule, {"a": False, "b": True}).facts()) == [("a", False)]
        assert list(explain(rule, {"a": True, "b": True, "c": None}).facts()) == [("a", True), ("b", True)]
        assert list(explain(rule, {"a": True, "b": False}).facts()) == [("c", None)]

    def test_the_value_at_the_root_is_that_of_the_rule(self) -> None:
        rule = parse({"any": [{"all": ["a", "b"]}, {"not": "c"}]}, KNOWN, PLACE)
        for a, b, c in product(VALUES, repeat=3):
            facts = {"a": a, "b": b, "c": c}
            assert explain(rule, facts).value is evaluate(rule, facts)
