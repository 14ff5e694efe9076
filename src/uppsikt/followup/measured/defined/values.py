"""The values of a committee's measures as whoever asks may see them, over three years."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from uppsikt.figures import MISSING, SUPPRESSED, Absent, Exact, Period, Value
from uppsikt.followup.measured.defined.registers import FromRegisters, from_registers
from uppsikt.followup.measured.sections import Asked
from uppsikt.measures.definitions import Definition, LevelKind, Status
from uppsikt.measures.published import remembered
from uppsikt.measures.release import (
    hidden_besides,
    month_name,
    released_year,
    span_name,
)
from uppsikt.measures.rules import Sort, known_of, to_date
from uppsikt.measures.selectors import Held, all_definitions, latest_counts
from uppsikt.measures.series import Place, due_months, months_of, with_formulas

YEARS = 3
"""A measure is told of three years: this one over the two before."""


@dataclass(frozen=True)
class ShownMeasure:
    """A measure up to a month. `values` are by month (yyyymm), of the months that it is told for.

    A value that is not shown is suppressed: it stands nowhere here. `to_date` is what the months
    from January come to at the end of each, and `of` how many of them have a value. `corrected`
    and `preliminary` are months, of those that are shown.
    """

    definition: Definition
    period: Period
    values: Mapping[int, Value]
    to_date: Mapping[int, Value]
    of: Mapping[int, tuple[int, int]]
    corrected: frozenset[int] = frozenset()
    preliminary: frozenset[int] = frozenset()

    @property
    def years(self) -> tuple[int, ...]:
        """The years, this one first."""
        return tuple(self.period.year - back for back in range(YEARS))

    def last_due(self, year: int, month: int | None = None) -> int | None:
        """The last month (yyyymm) of a year up to one (1–12) that it is told for."""
        due = due_months(self.definition, year, month or self.period.last)
        return due[-1] if due else None

    def told(self, year: int, month: int | None = None) -> Value:
        """The value that the tables have of a year up to a month: a sum to date, or the last one.

        What is counted anew each month (households) is told of the month, also where a year is
        their mean; what is added (received refugees) is told to date.
        """
        last = self.last_due(year, month)
        if last is None:
            return MISSING
        return (self.to_date if self.definition.sort is Sort.SUM else self.values)[last]

    def whole_year(self, year: int) -> Value:
        """What a year came to: its sum, mean or last value. Missing where December is."""
        last = due_months(self.definition, year, 12)[-1]
        return self.to_date.get(last, MISSING)

    def budget(self) -> Exact | None:
        """The budget that this year is held against: the year's, or the months' up to now."""
        told = self.definition.level(LevelKind.BUDGET, self.period.year)
        return self.budget_now() if told is None else told

    def budget_now(self) -> Exact | None:
        """What the value that is told should have been by now; None where no budget says.

        A sum is held against the months' budgets, for the year's is of months that have not been.
        """
        year = self.period.year
        level = self.definition.level
        due = due_months(self.definition, year, self.period.last)
        months = [level(LevelKind.BUDGET, year, month) for month in due]
        known = [one for one in months if one is not None]
        if self.definition.sort is Sort.SUM:
            whole = level(LevelKind.BUDGET, year) if self.period.last == 12 else None
            return sum(known) if known and len(known) == len(due) else whole
        if months and months[-1] is not None:
            return months[-1]
        return level(LevelKind.BUDGET, year)

    def months_told(self, year: int) -> tuple[int, ...]:
        """The months (yyyymm) of a year that are shown: of this one those that have been."""
        return due_months(
            self.definition, year, self.period.last if year == self.period.year else 12
        )


def measures_of(asked: Asked) -> tuple[ShownMeasure, ...]:
    """The committee's measures in the order of the set-up file, for whoever has been let in.

    Raises StoreError for rows that are lost.
    """
    definitions = all_definitions(asked.committee)
    held = latest_counts(asked.committee)
    registers = from_registers(asked, {one.register for one in definitions if one.register}, YEARS)
    known: dict[Place, Value] = {place: one.value for place, one in held.items()}
    for one in definitions:
        given = registers.values.get(one.register, {})
        known |= {(one.key, at): value for at, value in given.items()}
    values = with_formulas(definitions, known)
    hidden = frozenset() if asked.is_whole else _hidden(asked, definitions, values, registers)
    return tuple(_Shown(asked, one, values, held, hidden).measure() for one in definitions)


def _hidden(
    asked: Asked,
    definitions: Sequence[Definition],
    values: Mapping[Place, Value],
    registers: FromRegisters,
) -> frozenset[str]:
    """The names of months and of sums to date that the public is not shown."""
    by_register = {
        month_name(one.key, at)
        for one in definitions
        for at in registers.hidden.get(one.register, ())
    }
    found: set[str] = set()
    for year in range(asked.period.year - YEARS + 1, asked.period.year + 1):
        memory = remembered(asked.committee, year)
        release = released_year(definitions, values, year, smallest=asked.smallest, memory=memory)
        found |= release.hidden
        found |= hidden_besides(
            definitions, values, year, smallest=asked.smallest, hidden=by_register
        )
    return frozenset(found)


@dataclass(frozen=True)
class _Shown:
    """A measure's values on their way to be shown."""

    asked: Asked
    definition: Definition
    values: Mapping[Place, Value]
    held: Mapping[Place, Held]
    hidden: Collection[str]

    def measure(self) -> ShownMeasure:
        """The measure over the years, what is hidden suppressed."""
        now = self.asked.period
        months = [
            at
            for year in range(now.year - YEARS + 1, now.year + 1)
            for at in due_months(self.definition, year, now.last if year == now.year else 12)
        ]
        values = {at: self._value(at) for at in months}
        shown = {at for at, value in values.items() if value is not SUPPRESSED}
        mine = {at: one for at in shown if (one := self.held.get((self.definition.key, at)))}
        return ShownMeasure(
            self.definition,
            now,
            values,
            {at: self._to_date(at) for at in months},
            {at: self._of(at) for at in months},
            frozenset(at for at, one in mine.items() if one.corrected),
            frozenset(at for at, one in mine.items() if one.status is Status.PRELIMINARY),
        )

    def _value(self, at: int) -> Value:
        value = self.values.get((self.definition.key, at), MISSING)
        return self._seen(value, month_name(self.definition.key, at))

    def _to_date(self, at: int) -> Value:
        """What the months of the year come to, by the name that the release has decided it by."""
        key, year = self.definition.key, at // 100
        months = months_of(self.definition, self.values, year, at % 100)
        counted = [
            month
            for month, value in zip(
                due_months(self.definition, year, at % 100), months, strict=True
            )
            if not isinstance(value, Absent)
        ]
        names = [month_name(key, at)]
        if self.definition.sort is not Sort.LAST and counted:
            last = counted[-1]
            added = span_name(key, last) if len(counted) > 1 else month_name(key, last)
            names = [span_name(key, at), added]
        return self._seen(to_date(months, self.definition.sort), *names)

    def _of(self, at: int) -> tuple[int, int]:
        months = months_of(self.definition, self.values, at // 100, at % 100)
        return len(known_of(months)), len(months)

    def _seen(self, value: Value, *names: str) -> Value:
        is_hidden = not isinstance(value, Absent) and any(one in self.hidden for one in names)
        return SUPPRESSED if is_hidden else value
