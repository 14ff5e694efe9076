"""What has become different since a report was given out: exact amounts then against now.

Pure: compares two sets of frozen amounts. An amount that only one of them has stood on a row that
the other did not have, and is counted whole; one that was or is absent makes no difference in
kronor, and the difference is then not computable, never zero.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from uppsikt.figures import MISSING, NOT_COMPUTABLE, Absent, Name, Subject, Value
from uppsikt.followup.basis.names import cell
from uppsikt.followup.basis.value_columns import ValueColumn
from uppsikt.followup.given.frozen import FrozenFigures, subject_words


@dataclass(frozen=True, slots=True)
class Difference:
    """An amount then and now, in öre; None where the figure did not exist."""

    name: Name
    then: Value | None
    now: Value | None

    @property
    def is_changed(self) -> bool:
        """Whether the two differ."""
        return self.then != self.now

    @property
    def amount(self) -> Value:
        """Now less then, in öre; not computable where one of them is absent."""
        then, now = (0 if value is None else value for value in (self.then, self.now))
        if isinstance(then, Absent) or isinstance(now, Absent):
            return 0 if then is now else NOT_COMPUTABLE
        return now - then


@dataclass(frozen=True, slots=True)
class ColumnDifference:
    """A value column whose net costs have changed, activity by activity.

    `lines` are the activities that have changed; `unchanged` is what the others are together, None
    where there are none; `whole` is the committee.
    """

    column: ValueColumn
    lines: tuple[Difference, ...]
    unchanged: Value | None
    whole: Difference


@dataclass(frozen=True)
class Since:
    """Everything that differs between a report then and now.

    `columns` hold the net costs by value column, `others` all other figures. `names` gives each
    activity and part its name, the present one where it has two.
    """

    columns: tuple[ColumnDifference, ...]
    others: tuple[Difference, ...]
    committee_name: str
    lines: dict[str, str]
    parts: dict[str, str]

    @property
    def count(self) -> int:
        """How many figures differ."""
        in_columns = sum(len(column.lines) + column.whole.is_changed for column in self.columns)
        return in_columns + len(self.others)

    def subject_text(self, subject: Subject) -> str:
        """Whom a figure is about, by the names that people use."""
        return subject_words(subject, self.committee_name, self.lines, self.parts)


def since(then: FrozenFigures, now: FrozenFigures) -> Since:
    """What differs between two states of one report."""
    columns = tuple(
        found
        for column in dict.fromkeys((*then.columns, *now.columns))
        if (found := _column(then, now, column)) is not None
    )
    shown = {
        one.name for column in columns for one in (*column.lines, column.whole) if one.is_changed
    }
    every = dict.fromkeys((*now.amounts, *then.amounts))
    differences = (_difference(then, now, name) for name in sorted(every))
    return Since(
        columns=columns,
        others=tuple(one for one in differences if one.is_changed and one.name not in shown),
        committee_name=now.committee_name,
        lines={**then.lines, **now.lines},
        parts={**then.parts, **now.parts},
    )


def _difference(then: FrozenFigures, now: FrozenFigures, name: Name) -> Difference:
    return Difference(name, then.amounts.get(name), now.amounts.get(name))


def _column(
    then: FrozenFigures, now: FrozenFigures, column: ValueColumn
) -> ColumnDifference | None:
    """The column's net costs, or None if none of them has changed."""
    found = list(_net_costs(then, now, column))
    whole = _difference(then, now, cell(Subject(now.committee), column))
    changed = tuple(one for one in found if one.is_changed)
    if not changed and not whole.is_changed:
        return None
    same = [one.now for one in found if not one.is_changed and one.now is not MISSING]
    return ColumnDifference(column, changed, _together(same), whole)


def _net_costs(
    then: FrozenFigures, now: FrozenFigures, column: ValueColumn
) -> Iterator[Difference]:
    """Each activity that has the column in either report, those of now first, in their order."""
    for key in dict.fromkeys((*now.lines, *then.lines)):
        name = cell(Subject(now.committee, key), column)
        if name in then.amounts or name in now.amounts:
            yield _difference(then, now, name)


def _together(values: Sequence[Value | None]) -> Value | None:
    """The sum of values of which none is missing; None if there are none at all."""
    if not values:
        return None
    known = [value for value in values if value is not None and not isinstance(value, Absent)]
    return sum(known) if len(known) == len(values) else NOT_COMPUTABLE
