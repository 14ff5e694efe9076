"""Every rule is found: each module is imported, each rule has its reason, and none is twice."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import uppsikt.review.rules
from uppsikt.review.registry import RULES, Rule, rule

FOLDER = Path(uppsikt.review.rules.__file__).parent
MODULES = sorted(path for path in FOLDER.glob("*.py") if path.name != "__init__.py")


def codes_in(path: Path) -> list[str]:
    """The codes that a module's decorators give."""
    return re.findall(r'^@rule\(\s*"([^"]+)"', path.read_text(encoding="utf-8"), re.M)


def test_every_module_of_rules_is_imported() -> None:
    tree = ast.parse((FOLDER / "__init__.py").read_text(encoding="utf-8"))
    imported = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }

    assert {path.stem for path in MODULES} == imported


def test_every_decorated_function_is_registered_and_no_other() -> None:
    assert MODULES
    assert {code for path in MODULES for code in codes_in(path)} == set(RULES)


@pytest.mark.parametrize("one", RULES.values(), ids=lambda one: one.code)
def test_a_rule_has_an_english_code_a_swedish_name_and_a_reason(one: Rule) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", one.code)
    assert one.name[0].isupper()
    assert not one.name.endswith(".")
    assert len(one.reason.split()) >= 8


def test_names_tell_rules_apart() -> None:
    names = [one.name for one in RULES.values()]

    assert len(names) == len(set(names))


def test_a_code_is_taken_once() -> None:
    code = next(iter(RULES))

    with pytest.raises(ValueError, match=code):
        rule(code, "En regel till")(lambda _material: ())
