"""What is counted of received refugees: exact, so never shown without the right to it.

An age is the year that is told of less the year of birth, since no more than that is known: whoever
is received in 2022 and born in 2002 is twenty, also before the birthday.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from uppsikt.extracts.selectors import rows_held
from uppsikt.figures import NOT_COMPUTABLE, Period, Value
from uppsikt.registers import REFUGEES
from uppsikt.store import Store

ESTABLISHED = 24
"""The months that a municipality is reimbursed for, the month of reception the first
(förordning 2010:1122)."""
GROWN = 20
"""The age from which schooling is told of: over nineteen."""
AGES: Mapping[str, tuple[int, int]] = {
    "0-5": (0, 5), "6": (6, 6), "7-15": (7, 15), "16-19": (16, 19), "20-39": (20, 39),
    "40-59": (40, 59), "60>": (60, 999),
}  # fmt: skip
"""The age groups of the committees' reports: the first and last age of each."""
SCHOOLING: Mapping[str, tuple[int, int]] = {
    ">12": (13, 999), "10-12": (10, 12), "7-9": (7, 9), "4-6": (4, 6), "1-3": (1, 3), "0": (0, 0),
}  # fmt: skip
"""Years in school. Whoever never went is in a group of its own, which the reports have not."""
UNKNOWN_SCHOOL = "saknas"

_PEOPLE = (
    "select month, sex, born, country, school, count(*) from rows "
    "group by month, sex, born, country, school order by month, sex, born, country, school"
)


@dataclass(frozen=True)
class Alike:
    """So many persons who are alike: month of reception (yyyymm), sex, year of birth, country and
    years in school, None where those are not known."""

    month: int
    sex: str
    born: int
    country: str
    school: int | None
    persons: int

    @property
    def age(self) -> int:
        """In the year of reception."""
        return self.month // 100 - self.born

    @property
    def schooling(self) -> str:
        """The group of the years in school; empty for whoever is not over nineteen."""
        if self.age < GROWN:
            return ""
        return UNKNOWN_SCHOOL if self.school is None else group_of(SCHOOLING, self.school)


@dataclass(frozen=True)
class RefugeeCounts:
    """All who were received in the months (yyyymm) that an extract tells of, up to `month`."""

    month: Period
    told: frozenset[int]
    people: tuple[Alike, ...]

    def in_month(self, month: int) -> Iterator[Alike]:
        """Those who were received in a month."""
        return (one for one in self.people if one.month == month)

    def received(self, month: int, of: Callable[[Alike], bool]) -> Value:
        """How many of some kind were received in a month; not computable where none tells of it."""
        if month not in self.told:
            return NOT_COMPUTABLE
        return sum(one.persons for one in self.in_month(month) if of(one))

    def established(self, month: int, ages: tuple[int, int]) -> Value:
        """The person-months of a month: those of an age that year whose time is not over.

        Not computable unless every month that they can have been received in is told of.
        """
        window = {before(month, back) for back in range(ESTABLISHED)}
        if not window <= self.told:
            return NOT_COMPUTABLE
        first, last = ages
        return sum(
            one.persons
            for one in self.people
            if one.month in window and first <= month // 100 - one.born <= last
        )


def refugee_counts(
    store: Store, committee: str, month: Period, first: int | None = None
) -> RefugeeCounts:
    """All up to a month from the `first` (yyyymm), or as far back as last year's months need.

    Whoever shows them has asked for the right. Raises StoreError for rows that are lost.
    """
    start = before((month.year - 1) * 100 + 1, ESTABLISHED) if first is None else first
    held = rows_held(committee, REFUGEES.key)
    wanted = {at: files for at, files in held.items() if start <= at <= month.first_month}
    rows = store.query(_PEOPLE, {"rows": list(wanted.values())}, ()) if wanted else []
    return RefugeeCounts(month, frozenset(wanted), tuple(_alike(row) for row in rows))


def group_of(groups: Mapping[str, tuple[int, int]], years: int) -> str:
    """The group that a number of years is in."""
    return next(key for key, (first, last) in groups.items() if first <= years <= last)


def before(month: int, back: int) -> int:
    """The month (yyyymm) that is so many months before another."""
    year, number = divmod(month // 100 * 12 + month % 100 - 1 - back, 12)
    return year * 100 + number + 1


def _alike(row: tuple[object, ...]) -> Alike:
    month, sex, born, country, school, persons = row
    assert isinstance(month, int)
    assert isinstance(born, int)
    assert isinstance(persons, int)
    assert school is None or isinstance(school, int)
    return Alike(month, str(sex), born, str(country), school, persons)
