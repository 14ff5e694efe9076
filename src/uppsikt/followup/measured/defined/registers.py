"""What registers give of the defined measures, month by month, and which months are hidden."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from uppsikt.extracts.assistance import assistance_counts
from uppsikt.extracts.employment import employment_counts
from uppsikt.extracts.placements import placement_counts
from uppsikt.figures import MISSING, FigureBook, Name, Period, Value
from uppsikt.followup.measured.assistance import public as assistance
from uppsikt.followup.measured.assistance.book import assistance_book
from uppsikt.followup.measured.books import measure_name
from uppsikt.followup.measured.employment import public as employment
from uppsikt.followup.measured.employment.book import employment_book
from uppsikt.followup.measured.placements import public as placements
from uppsikt.followup.measured.placements.book import placements_book
from uppsikt.followup.measured.remembered import hidden_from
from uppsikt.followup.measured.sections import Asked
from uppsikt.registers import ASSISTANCE, EMPLOYMENT, PLACEMENTS, Register

Months = Mapping[int, Value]
"""The values of a count by month (yyyymm), those that an extract tells of."""


@dataclass
class FromRegisters:
    """The counts of registers by their key (see `REGISTER_COUNTS`).

    `hidden` are the months (yyyymm) of each that whoever asks is not shown.
    """

    values: dict[str, Months] = field(default_factory=dict)
    hidden: dict[str, frozenset[int]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Book:
    """A register's figures, and those of them that are hidden."""

    book: FigureBook
    hidden: Collection[Name]


def from_registers(asked: Asked, wanted: Collection[str], years: int) -> FromRegisters:
    """The counts that are wanted, by key, of the last years; those of this year all through it.

    A month is decided by those before it, so what comes after the month that is asked for changes
    nothing of what is shown of it. Raises StoreError for rows that are lost.
    """
    found = FromRegisters()
    for register, read in _BOOKS:
        keys = [key for key in wanted if key.startswith(f"{register.key}.")]
        if not keys:
            continue
        book = read(asked, years)
        for key in keys:
            named = partial(measure_name, register, asked.committee, key.partition(".")[2])
            months = dict(_known(book.book, named, asked.period.year, years))
            found.values[key] = months
            found.hidden[key] = frozenset(
                at for at in months if named(Period.month(*divmod(at, 100))) in book.hidden
            )
    return found


def _known(
    book: FigureBook, named: Callable[[Period], Name], last: int, years: int
) -> Iterator[tuple[int, Value]]:
    for year in range(last - years + 1, last + 1):
        for month in Period.month(year, 12).to_date_of().months:
            value = book.value(named(month))
            if value is not MISSING:
                yield month.first_month, value


def _assistance(asked: Asked, years: int) -> _Book:
    counts = assistance_counts(asked.store, asked.committee, _december(asked), years)
    hide = partial(assistance.hidden_in_months, asked.committee, counts)
    return _Book(assistance_book(asked.committee, counts), hidden_from(asked, ASSISTANCE, hide))


def _employment(asked: Asked, _years: int) -> _Book:
    counts = employment_counts(asked.store, asked.committee, _december(asked))
    hide = partial(employment.hidden_names, asked.committee, counts)
    return _Book(employment_book(asked.committee, counts), hidden_from(asked, EMPLOYMENT, hide))


def _placements(asked: Asked, years: int) -> _Book:
    counts = placement_counts(asked.store, asked.committee, _december(asked), years)
    hide = partial(placements.hidden_names, asked.committee, counts)
    return _Book(placements_book(asked.committee, counts), hidden_from(asked, PLACEMENTS, hide))


def _december(asked: Asked) -> Period:
    return Period.month(asked.period.year, 12)


_BOOKS: tuple[tuple[Register, Callable[[Asked, int], _Book]], ...] = (
    (ASSISTANCE, _assistance),
    (EMPLOYMENT, _employment),
    (PLACEMENTS, _placements),
)
