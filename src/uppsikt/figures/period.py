"""Months and spans of months inside one calendar year."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal

from uppsikt.figures.errors import UppsiktError
from uppsikt.figures.swedish import month_name, month_short

PeriodKind = Literal["month", "to_date", "tertial", "year", "span"]

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:--(\d{4})-(\d{2}))?)?", re.ASCII)


class PeriodError(UppsiktError):
    """A text or numbers that are no period."""


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """The months ``first`` to ``last`` (1–12, both included) of ``year``.

    Ordered by year, first and last month. Its one text form is ``2022-10`` for a month, ``2022``
    for a year and ``2022-01--2022-10`` for anything else:

    >>> str(Period.to_date(2022, 10))
    '2022-01--2022-10'
    >>> Period.parse("2022-10").previous_year().text
    'oktober 2021'
    """

    year: int
    first: int
    last: int

    def __post_init__(self) -> None:
        if not (1900 <= self.year <= 2999 and 1 <= self.first <= self.last <= 12):
            raise PeriodError(
                "Perioden finns inte.",
                values=[f"år {self.year}, månad {self.first} till {self.last}"],
                why="En period är månader mellan 1 och 12 inom ett och samma år.",
            )

    @classmethod
    def month(cls, year: int, month: int) -> "Period":
        """One month."""
        return cls(year, month, month)

    @classmethod
    def to_date(cls, year: int, month: int) -> "Period":
        """January up to and including the month."""
        return cls(year, 1, month)

    @classmethod
    def tertial(cls, year: int, number: int) -> "Period":
        """The four months of tertial 1, 2 or 3."""
        return cls(year, 4 * number - 3, 4 * number)

    @classmethod
    def whole_year(cls, year: int) -> "Period":
        """January to December."""
        return cls(year, 1, 12)

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read the one text form; raises ``PeriodError`` for anything else."""
        match = _FORM.fullmatch(text.strip())
        if match is None:
            raise _unreadable(text)
        year, first, last_year, last = (
            None if part is None else int(part) for part in match.groups()
        )
        assert year is not None
        if first is None:
            return cls.whole_year(year)
        if last is None:
            return cls.month(year, first)
        if last_year != year:
            raise PeriodError(
                "Perioden går över ett årsskifte.",
                values=[text.strip()],
                todo="Dela upp den i en period per år.",
            )
        return cls(year, first, last)

    def __str__(self) -> str:
        if self.kind == "year":
            return f"{self.year:04d}"
        start = f"{self.year:04d}-{self.first:02d}"
        return start if self.kind == "month" else f"{start}--{self.year:04d}-{self.last:02d}"

    @property
    def kind(self) -> PeriodKind:
        """What the period is; January to April counts as ``to_date``, January alone as a month."""
        if self.first == self.last:
            return "month"
        if self.first == 1:
            return "year" if self.last == 12 else "to_date"
        return "tertial" if (self.first, self.last) in ((5, 8), (9, 12)) else "span"

    @property
    def months(self) -> "tuple[Period, ...]":
        """The single months, in order."""
        return tuple(Period.month(self.year, month) for month in range(self.first, self.last + 1))

    @property
    def first_day(self) -> date:
        """The first day of the first month."""
        return date(self.year, self.first, 1)

    @property
    def last_day(self) -> date:
        """The last day of the last month."""
        return date(self.year, self.last, monthrange(self.year, self.last)[1])

    @property
    def first_month(self) -> int:
        """The first month as yyyymm."""
        return self.year * 100 + self.first

    @property
    def last_month(self) -> int:
        """The last month as yyyymm."""
        return self.year * 100 + self.last

    @property
    def span(self) -> tuple[int, int]:
        """The first and the last month as yyyymm."""
        return self.first_month, self.last_month

    def previous_year(self) -> "Period":
        """The same months one year earlier."""
        return Period(self.year - 1, self.first, self.last)

    def to_date_of(self) -> "Period":
        """January up to and including the last month."""
        return Period.to_date(self.year, self.last)

    def contains(self, other: "Period") -> bool:
        """Whether every month of the other period is in this one."""
        return self.year == other.year and self.first <= other.first and other.last <= self.last

    def overlaps(self, other: "Period") -> bool:
        """Whether the two share a month."""
        return self.year == other.year and self.first <= other.last and other.first <= self.last

    @property
    def text(self) -> str:
        """The period in Swedish: ``oktober 2022``, ``januari–oktober 2022``, ``2022``."""
        if self.kind == "year":
            return str(self.year)
        if self.kind == "month":
            return f"{month_name(self.first)} {self.year}"
        return f"{month_name(self.first)}–{month_name(self.last)} {self.year}"

    @property
    def short_text(self) -> str:
        """The period in short Swedish: ``okt 2022``, ``jan–okt 2022``, ``2022``."""
        if self.kind == "year":
            return str(self.year)
        if self.kind == "month":
            return f"{month_short(self.first)} {self.year}"
        return f"{month_short(self.first)}–{month_short(self.last)} {self.year}"


def _unreadable(text: str) -> PeriodError:
    """The error for a text in no known form; the text is cut if it is long."""
    return PeriodError(
        "Perioden går inte att läsa.",
        values=[f"”{text.strip()[:40]}”"],
        todo="Skriv år och månad, till exempel 2022-10, eller bara året, 2022.",
    )
