"""The values of all measures by month, formulas computed: pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from uppsikt.figures import MISSING, NOT_COMPUTABLE, Absent, Value
from uppsikt.measures.definitions import Definition
from uppsikt.measures.formulas import computed, in_order

Place = tuple[str, int]
"""A measure (by key) in a month (yyyymm)."""


def with_formulas(
    definitions: Iterable[Definition], known: Mapping[Place, Value]
) -> dict[Place, Value]:
    """All that is known, and what follows from it by the formulas.

    A sum of people that comes to less than nobody is not computable: one of its counts is wrong.
    """
    by_key = {one.key: one for one in definitions}
    order = in_order({key: one.formula for key, one in by_key.items() if one.formula})
    values = dict(known)
    for month in sorted({month for _, month in known}):
        there = {key: values.get((key, month), MISSING) for key in by_key}
        for key in order:
            value = computed(by_key[key].formula, there)
            if by_key[key].people and not isinstance(value, Absent) and value < 0:
                value = NOT_COMPUTABLE
            there[key] = value
            if value is not MISSING:
                values[key, month] = value
    return values


def due_months(one: Definition, year: int, last: int) -> tuple[int, ...]:
    """The months (yyyymm) of a year up to one (1–12) that the measure is told for."""
    return tuple(year * 100 + month for month in range(1, last + 1) if one.frequency.is_due(month))


def months_of(
    one: Definition, values: Mapping[Place, Value], year: int, last: int
) -> Sequence[Value]:
    """The values that the measure is told for in a year up to a month (1–12)."""
    return [values.get((one.key, month), MISSING) for month in due_months(one, year, last)]
