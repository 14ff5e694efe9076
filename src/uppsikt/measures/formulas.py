"""A measure as a formula of others: what its text means, in which order, and its value. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from uppsikt.figures import MISSING, Absent, Exact, Value, tidy

Formula = tuple[tuple[int, str], ...]
"""Each measure (by key) that is added (1) or taken away (-1), in order."""

_SIGN = re.compile(r"\s+([+\-−–])\s+")


class FormulaFault(ValueError):
    """A text that is no formula; the message is Swedish and says why."""


class Circle(ValueError):
    """Formulas that need each other; `keys` are those on the way round, the first also last."""

    def __init__(self, keys: Sequence[str]) -> None:
        super().__init__(" → ".join(keys))
        self.keys = tuple(keys)


def parse_formula(text: str) -> tuple[tuple[int, str], ...]:
    """The terms of ``anställningar − växlat bidrag mot lön``, as they are written.

    A sign has spaces around it, since keys and names have hyphens. Raises FormulaFault.
    """
    first, *rest = _SIGN.split(text.strip())
    terms = [(1, first), *((-1 if sign in "-−–" else 1, name)
                           for sign, name in zip(rest[::2], rest[1::2], strict=True))]  # fmt: skip
    if any(not name or name != name.strip(" +-−–") for _, name in terms):
        raise FormulaFault("ett mått fattas vid ett plus eller minus")
    names = [name.casefold() for _, name in terms]
    if twice := [name for name in names if names.count(name) > 1]:
        raise FormulaFault(f"”{twice[0]}” står två gånger")
    return tuple(terms)


def formula_text(formula: Formula, names: Mapping[str, str]) -> str:
    """A formula as it is read, with the measures' names: ``Anställningar − Växlat``."""
    told = "".join(f" {'−' if sign < 0 else '+'} {names.get(key, key)}" for sign, key in formula)
    return told.removeprefix(" + ").strip()


def in_order(formulas: Mapping[str, Formula]) -> tuple[str, ...]:
    """The measures with formulas, each after those that it needs. Raises Circle."""
    done: dict[str, None] = {}

    def visit(key: str, way: tuple[str, ...]) -> None:
        if key in way:
            raise Circle([*way[way.index(key) :], key])
        for _, member in formulas[key]:
            if member in formulas and member not in done:
                visit(member, (*way, key))
        done[key] = None

    for key in formulas:
        if key not in done:
            visit(key, ())
    return tuple(done)


def computed(formula: Formula, values: Mapping[str, Value]) -> Value:
    """What a formula comes to: missing where any of its measures is, never as if it were zero."""
    total: Exact = 0
    for sign, key in formula:
        value = values.get(key, MISSING)
        if isinstance(value, Absent):
            return value
        total += sign * value
    return tidy(total)
