"""What is counted of holiday work: exact, so never shown without the right to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from uppsikt.extracts.selectors import rows_held
from uppsikt.figures import MISSING, NOT_COMPUTABLE, Period, Value
from uppsikt.registers import HOLIDAY
from uppsikt.registers.holiday import FIRST_MONTH, GROUPS
from uppsikt.registers.spells import months_of
from uppsikt.store import Store

APPLIED, OFFERED, ACCEPTED = "applied", "offered", "accepted"
STAGES = (APPLIED, OFFERED, ACCEPTED)
"""How far somebody has come: each stage is part of the one before."""
GROUPS_OF = tuple(GROUPS.values())
"""The groups by key, in order."""

# Each person stands in one month, that of the application.
_PEOPLE = (
    "select year, pupils, year(applied) * 100 + month(applied), "
    "year(offered) * 100 + month(offered), year(accepted) * 100 + month(accepted), count(*) "
    "from rows group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5"
)


@dataclass(frozen=True)
class Alike:
    """So many persons of a group and year, with the month (yyyymm) of each stage they came to."""

    year: int
    group: str
    months: Mapping[str, int]
    persons: int


@dataclass(frozen=True)
class HolidayCounts:
    """All who applied for holiday work, up to `month`; `told` are the months (yyyymm) known of."""

    month: Period
    told: frozenset[int]
    people: tuple[Alike, ...]

    def so_far(self, stage: str, group: str, end: Period) -> Value:
        """How many of a group have come to a stage for the year, by the end of a month.

        Missing where no extract tells of the month, not computable unless all months since
        applications for the year could come in are told of.
        """
        if end.first_month not in self.told:
            return MISSING
        if not set(season(end)) <= self.told:
            return NOT_COMPUTABLE
        return sum(
            one.persons
            for one in self.people
            if (one.year, one.group) == (end.year, group)
            and one.months.get(stage, end.first_month + 1) <= end.first_month
        )


def season(end: Period) -> tuple[int, ...]:
    """The months (yyyymm) in which applications for the year came in, up to the end of a month."""
    return tuple(months_of(((end.year - 1) * 100 + FIRST_MONTH, end.first_month)))


def holiday_counts(store: Store, committee: str, month: Period) -> HolidayCounts:
    """All up to a month. Whoever shows them has asked for the right.

    Raises StoreError for rows that are lost.
    """
    held = rows_held(committee, HOLIDAY.key)
    wanted = {at: file for at, file in held.items() if at <= month.first_month}
    rows = store.query(_PEOPLE, {"rows": list(wanted.values())}, ()) if wanted else []
    return HolidayCounts(month, frozenset(wanted), tuple(_alike(row) for row in rows))


def _alike(row: tuple[object, ...]) -> Alike:
    year, group, *months, persons = row
    assert isinstance(year, int)
    assert isinstance(persons, int)
    known = {
        stage: month for stage, month in zip(STAGES, months, strict=True) if isinstance(month, int)
    }
    return Alike(year, str(group), known, persons)
