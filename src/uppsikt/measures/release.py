"""What of the given counts the public is shown: decided month by month, as reports came out.

Only counts of people can point somebody out. What a register gives is hidden by the register's own
rules; a formula is of given counts alone or of registers' alone, so that no one has to know both.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from uppsikt.disclosure import Release, Row, Sum
from uppsikt.figures import Value
from uppsikt.measures.definitions import Definition
from uppsikt.measures.rules import Sort
from uppsikt.measures.series import Place, due_months


def month_name(key: str, month: int) -> str:
    """The name of a measure's count in a month (yyyymm) among what is published."""
    return f"{key} {month}"


def span_name(key: str, month: int) -> str:
    """The name of what a measure's months come to from January to the month (yyyymm)."""
    return f"{key} {month // 100}01-{month}"


def after(memory: str, smallest: int) -> Release[str]:
    """A release after what is remembered; empty text is nothing. Raises NotAMemory."""
    return Release.from_memory(memory, str, smallest) if memory else Release(smallest)


def released_year(
    definitions: Sequence[Definition],
    values: Mapping[Place, Value],
    year: int,
    *,
    smallest: int,
    memory: str = "",
) -> Release[str]:
    """All that is published of a year's given counts of people, each month a report.

    A mean tells the sum that it is of, and so a sum to date is published for both.
    """
    release = after(memory, smallest)
    told = of_given(definitions)
    so_far: dict[str, tuple[str, int]] = {}
    for month in range(year * 100 + 1, year * 100 + 13):
        counts = {
            one.key: value
            for one in told
            if one.frequency.is_due(month)
            and isinstance(value := values.get((one.key, month)), int)
        }
        if not counts:
            continue
        sums: list[Sum[str] | Row[str]] = [*_formulas(told, counts, month)]
        totals = _to_date(told, counts, month, so_far, sums)
        people = {month_name(key, month): value for key, value in counts.items()}
        release.publish(people, sums, totals=totals)
    return release


def of_given(definitions: Iterable[Definition]) -> tuple[Definition, ...]:
    """The measures of people that are given, and the formulas of them, each after its members."""
    by_key = {one.key: one for one in definitions}

    def is_given(one: Definition) -> bool:
        if one.formula:
            return all(is_given(by_key[member]) for _, member in one.formula)
        return not one.register

    return tuple(one for one in by_key.values() if one.people and is_given(one))


def hidden_besides(
    definitions: Sequence[Definition],
    values: Mapping[Place, Value],
    year: int,
    *,
    smallest: int,
    hidden: Collection[str],
) -> set[str]:
    """What of registers' counts and of formulas of them is hidden, beside the registers' own.

    `hidden` are the months that the registers hide. A formula is hidden where one of its counts is
    or where it is small itself, and what months come to is where one of the months is.
    """
    found = set(hidden)
    given = {one.key for one in of_given(definitions)}
    others = [one for one in definitions if one.people and one.key not in given]
    for one in sorted(others, key=lambda one: _depth(one, definitions)):
        so_far = False
        for month in due_months(one, year, 12):
            name = month_name(one.key, month)
            if any(month_name(member, month) in found for _, member in one.formula) or (
                one.formula and _is_small(values.get((one.key, month)), smallest)
            ):
                found.add(name)
            so_far = so_far or name in found
            if so_far:
                found.add(span_name(one.key, month))
    return found


def _depth(one: Definition, definitions: Sequence[Definition]) -> int:
    """How many formulas lie under one, so that it comes after them."""
    by_key = {other.key: other for other in definitions}
    below = [_depth(by_key[member], definitions) for _, member in one.formula]
    return 1 + max(below) if below else 0


def _is_small(value: Value | None, smallest: int) -> bool:
    return isinstance(value, int) and 0 < value < smallest


def _formulas(
    told: Iterable[Definition], counts: Mapping[str, int], month: int
) -> Iterable[Row[str]]:
    for one in told:
        if one.formula and one.key in counts:
            terms = [(sign, month_name(member, month)) for sign, member in one.formula]
            yield Row(((-1, month_name(one.key, month)), *terms))


def _to_date(
    told: Iterable[Definition],
    counts: Mapping[str, int],
    month: int,
    so_far: dict[str, tuple[str, int]],
    sums: list[Sum[str] | Row[str]],
) -> dict[str, int]:
    """The sums to date; `so_far` is each measure's latest one, and what it is the sum of is added.

    A month without a count adds nothing, and then there is no new sum.
    """
    totals: dict[str, int] = {}
    for one in told:
        if one.sort is Sort.LAST or one.key not in counts:
            continue
        this = month_name(one.key, month)
        if one.key not in so_far:
            so_far[one.key] = this, counts[one.key]
            continue
        before, sum_before = so_far[one.key]
        name = span_name(one.key, month)
        totals[name] = sum_before + counts[one.key]
        sums.append(Sum(name, (before, this)))
        so_far[one.key] = name, totals[name]
    return totals
