"""From facts to figures: exact by the identities, printed by one rounding of all tables together.

Printed values are settled first for everything that is entered, booked or a sum of such; what is
a difference (variances, results) then follows from the printed values by the same identities.
Tables, sentences, charts, Excel and JSON all take their figures from here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from uppsikt.documents import Cell
from uppsikt.figures import (
    MISSING,
    Absent,
    AnyRelation,
    Exact,
    Figure,
    FigureBook,
    Name,
    Relation,
    Settlement,
    Side,
    Subject,
    Unit,
    Value,
    settle,
)
from uppsikt.followup.basis import names
from uppsikt.followup.basis.facts import Facts
from uppsikt.followup.basis.names import SummaryRow
from uppsikt.followup.basis.value_columns import NEAREST_WHATS, UNIT, ValueColumn
from uppsikt.followup.book import rules

_FACTOR = int(UNIT.factor)
Earlier = Mapping[tuple[Name, Exact], int]
"""Printed values (tkr) of earlier reports, by figure and exact value."""
Sum = tuple[Name, list[Name]]
# Ratios and means are rounded each by itself; printed parts would not give them back. What remains
# of a known item is added to the result, and its table is in kronor.
_ROUNDED_ALONE = frozenset({"mean", "share", "known_left"})


@dataclass(frozen=True)
class Computed:
    """The figures of one report: exact in öre, printed in whole tkr (held as öre).

    `settled` are the amounts that were rounded, not those that follow from printed ones.
    `moved` are figures whose value printed in an earlier report could not stand, although the
    figure itself is unchanged.
    """

    facts: Facts
    exact: FigureBook
    printed: FigureBook
    moved: frozenset[Name]
    settled: tuple[Name, ...]

    def tkr(self, name: Name) -> int | Absent:
        """The printed value in whole tkr, or why there is none."""
        value = self.printed.value(name)
        if isinstance(value, Absent):
            return value
        return int(value // UNIT.factor)

    def known(self, name: Name) -> int | None:
        """The printed value in whole tkr, or None."""
        value = self.tkr(name)
        return None if isinstance(value, Absent) else value

    def cell(self, name: Name, sign: int = 1) -> Cell:
        """The table cell of a figure; `sign` −1 shows a cost as a positive amount."""
        value = self.tkr(name)
        if isinstance(value, Absent):
            return Cell(absent=value, name=name)
        exact = _in_tkr(self.exact.value(name), sign)
        return Cell(printed=sign * value, exact=exact, name=name)


def compute(
    facts: Facts, relations: Sequence[AnyRelation], earlier: Earlier | None = None
) -> Computed:
    """Fill in what follows from the facts by the relations, and settle what is printed.

    `earlier` holds what earlier reports printed; it is kept where it can stand.
    Raises Contradiction when two facts cannot both be true.
    """
    exact = FigureBook()
    for figure in facts.figures:
        exact.add(figure)
    for variance, basis in unvarying(facts):
        exact.add(nothing_varies(variance, exact.value(basis)))
    exact.fill(relations)
    printed, moved, settled = _printed(facts, exact, relations, earlier or {})
    return Computed(facts, exact, printed, moved, settled)


def unvarying(facts: Facts) -> Iterator[tuple[Name, Name]]:
    """The variance of each row whose figure is one and the same in both columns; and the figure."""
    for row in (SummaryRow.GRANT, *names.DECISIONS):
        for column, basis, _ in facts.value_columns.variances:
            yield names.summary(facts, row, column), names.summary(facts, row, basis)


def nothing_varies(variance: Name, value: Value) -> Figure:
    """Such a variance: nothing, or absent where the figure is."""
    shown = value if isinstance(value, Absent) else 0
    return Figure(variance, shown, UNIT, "samma uppgift i båda kolumnerna")


def _printed(
    facts: Facts, exact: FigureBook, relations: Sequence[AnyRelation], earlier: Earlier
) -> tuple[FigureBook, frozenset[Name], tuple[Name, ...]]:
    """The printed book, the names whose earlier value could not stand, and all that was rounded."""
    sums = [one for one in relations if rules.is_sum(one) and not _printed_alone(one)]
    following = [one for one in relations if not rules.is_sum(one) and not _printed_alone(one)]
    derived = {one.result for one in following}
    # What is missing was entered so, for nothing that follows is: it is told as that in print too.
    base = {
        name: value
        for name in exact.names()
        if (value := exact.value(name)) is MISSING or name not in derived
    }
    money = {
        name: value
        for name, value in base.items()
        if not isinstance(value, Absent) and _unit(exact, name).is_money
    }
    settled, moved = _settle(facts, money, sums, _planned(facts, following), earlier)
    book = FigureBook()
    for name, value in base.items():
        shown: Value = settled[name] * UNIT.factor if name in settled else value
        book.add(Figure(name, shown, _unit(exact, name), "tryckt värde"))
    book.fill(following)
    return book, moved, tuple(settled)


def _printed_alone(relation: AnyRelation) -> bool:
    """Whether the result is rounded by itself and not from printed parts."""
    return relation.identity.code in _ROUNDED_ALONE or rules.is_detail(relation)


def _unit(book: FigureBook, name: Name) -> Unit:
    figure = book.get(name)
    return UNIT if figure is None else figure.unit


def _settle(
    facts: Facts,
    values: Mapping[Name, Exact],
    relations: Sequence[AnyRelation],
    planned: Mapping[Name, Name],
    earlier: Earlier,
) -> tuple[dict[Name, int], frozenset[Name]]:
    """Settle each set of figures that sums tie together; a figure tied to none is the nearest."""
    sums = [
        (one.result, [name for _, name in one.terms])
        for one in relations
        if isinstance(one, Relation) and all(name in values for name in one.names)
    ]
    printed: dict[Name, int] = {}
    moved: set[Name] = set()
    whole = names.whole(facts, Side.NET)
    # Plans go first, so that what is measured against them can be settled with them in mind.
    components = sorted(
        _components(values, sums), key=lambda one: any(name in planned for name in one[0])
    )
    for members, tied in components:
        grand = {name for name in members if _is_grand(name, whole)}
        settled = _settled(
            members,
            tied,
            values,
            nearest=grand if tied else members,
            earlier=earlier,
            wished=_wished(members, planned, values, printed),
        )
        printed.update({members[at]: value for at, value in settled.printed.items()})
        moved.update(members[at] for at in settled.moved)
    return printed, frozenset(moved)


def _is_grand(name: Name, whole: Subject) -> bool:
    """Whether a figure is the committee's own total, as published or restated."""
    return name.what in NEAREST_WHATS and names.by_organisation(name.of, 0) == whole


def _settled(
    members: Sequence[Name],
    tied: Sequence[Sum],
    values: Mapping[Name, Exact],
    *,
    nearest: Collection[Name],
    earlier: Earlier,
    wished: Mapping[Name, Exact],
) -> Settlement[int]:
    """Settle some figures under their numbers in `members`: names are slow to compare."""
    at = {name: number for number, name in enumerate(members)}
    return settle(
        {number: values[name] for name, number in at.items()},
        [(at[result], [at[part] for part in parts]) for result, parts in tied],
        unit=UNIT,
        nearest={at[name] for name in nearest},
        earlier={
            at[name]: (values[name], earlier[name, values[name]])
            for name in members
            if (name, values[name]) in earlier
        },
        wished={at[name]: wish for name, wish in wished.items()},
    )


def _planned(facts: Facts, relations: Iterable[AnyRelation]) -> dict[Name, Name]:
    """For each actual and forecast of the report's columns the budget it is measured against.

    Months are left out: they are printed alike whether a page shows their variances or not.
    What a budget was changed by is set against the budget that it became.
    """
    columns = [one.result for one in facts.value_columns.variances]
    found: dict[Name, Name] = {}
    for relation in relations:
        if not isinstance(relation, Relation) or len(relation.terms) != 2:
            continue
        (_, first), (_, second) = relation.terms
        if relation.identity.code == "original_budget":
            found[second] = first
        elif relation.identity.code == "variance" and ValueColumn.of(relation.result) in columns:
            found[first] = second
    return found


def _wished(
    members: Iterable[Name],
    planned: Mapping[Name, Name],
    values: Mapping[Name, Exact],
    printed: Mapping[Name, int],
) -> dict[Name, Exact]:
    """What would make each printed variance the nearest, given the printed budgets."""
    return {
        name: values[name] - values[plan] + printed[plan] * UNIT.factor
        for name in members
        if (plan := planned.get(name)) is not None and plan in printed
    }


def _components(
    values: Mapping[Name, Exact], sums: Sequence[Sum]
) -> list[tuple[list[Name], list[Sum]]]:
    """The names that sums tie together, with their sums; last all names that stand alone."""
    every = list(values)
    at = {name: number for number, name in enumerate(every)}
    root = list(range(len(every)))

    def find(number: int) -> int:
        while root[number] != number:
            root[number] = root[root[number]]
            number = root[number]
        return number

    for result, parts in sums:
        for part in parts:
            root[find(at[part])] = find(at[result])
    tied: dict[int, list[Sum]] = {}
    for one in sums:
        tied.setdefault(find(at[one[0]]), []).append(one)
    members: dict[int, list[Name]] = {}
    alone: list[Name] = []
    for number, name in enumerate(every):
        group = find(number)
        (members.setdefault(group, []) if group in tied else alone).append(name)
    return [(members[key], tied[key]) for key in tied] + ([(alone, [])] if alone else [])


def _in_tkr(value: Value, sign: int) -> Decimal | None:
    """An exact amount in tkr as a decimal; whole öre have at most five decimals there."""
    if isinstance(value, Absent):
        return None
    exact = Fraction(sign * value)
    return Decimal(exact.numerator) / Decimal(exact.denominator * _FACTOR)
