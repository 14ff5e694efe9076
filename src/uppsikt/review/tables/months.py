"""Series of months in tables: which cells are months, and which are means or sums of them.

Months may stand in rows, a column a year, or in columns, a row a measure. Some tables repeat the
month before each figure, and some start with a span (``Januari-Maj``).
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Literal, TypeAlias

from uppsikt.figures import Unit, month_name
from uppsikt.reading import Cell, Column, Row, Table, Text
from uppsikt.review.lexicon.vocabulary import key, month
from uppsikt.review.printed import Printed, in_cell
from uppsikt.review.tables.columns import unit_of

Months: TypeAlias = tuple[int, int]
"""First and last month, 1 to 12."""
Kind = Literal["mean", "sum"]

_YEAR = re.compile(r"(?:19|20)\d\d")
_SHORT_YEAR = re.compile(r"[12]\d")
_MEANS = frozenset(
    {
        "medel", "medelvärde", "medelvärdet", "medeltal", "medelantal", "snitt", "snittet",
        "genomsnitt", "genomsnittet", "genomsnittligt", "månadsmedel", "månadssnitt",
    }
)  # fmt: skip
_SUMS = frozenset(
    ["summa", "totalt", "total", "s:a", "sammanlagt", "totalsumma", "ackumulerat", "ack"]
)
_FILLERS = frozenset(
    {
        "för", "under", "per", "månad", "månader", "till", "och", "med", "tom", "t", "o", "m",
        "perioden", "period", "året", "år", "hittills", "ack", "ackumulerat", "utfall", "tkr", "kr",
        "mnkr", "antal", "antalet", "helår", "helåret", "hela", "i",
    }
)  # fmt: skip
_YEARLY = frozenset(["helår", "helåret"])


@dataclass(frozen=True, slots=True)
class Entry:
    """One month (or span) of a series. ``printed`` is None if nothing is printed there;
    ``hidden`` tells that something that is no number is (a mark for a suppressed value)."""

    months: Months
    label: str
    printed: Printed | None
    hidden: bool
    under: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """A mean or sum over months. ``months`` are those that its label names, if it does."""

    kind: Kind
    months: Months | None
    label: Text
    printed: Printed | None
    under: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Other:
    """A figure among the months that is no month: its label tells."""

    label: Text
    printed: Printed | None
    under: tuple[str, ...] = ()


Item: TypeAlias = Entry | Summary | Other


@dataclass(frozen=True)
class Series:
    """A series of months: one column of a table (or one row, where months are columns).

    ``line`` is which; ``head`` is what it is called. ``words`` are all words that say what is
    counted: title, corner, head and groups.
    """

    file: int
    table: Table
    line: int
    head: str
    words: str
    items: tuple[Item, ...] = field(repr=False)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The months in order."""
        return tuple(item for item in self.items if isinstance(item, Entry))

    @cached_property
    def values(self) -> tuple[Printed, ...]:
        """The printed values of the months."""
        return valued(self.entries)

    @cached_property
    def is_rate(self) -> bool:
        """Whether the values are no counts or amounts, so that months weigh differently."""
        percent = any(one.unit is Unit.PERCENT for one in self.values)
        return percent or bool(_RATE.search(self.words))

    @property
    def weighs_alike(self) -> bool:
        """Whether the mean of the months is the plain one: of whole numbers or of money."""
        plain = all(one.decimals == 0 or (one.stated and one.unit.is_money) for one in self.values)
        return plain and not self.is_rate

    @cached_property
    def is_count(self) -> bool:
        """Whether the months are counts of whole things, which are exact as printed."""
        whole = all(one.unit is Unit.COUNT and one.decimals == 0 for one in self.values)
        if not self.values or not whole or _NOT_WHOLE.search(self.words):
            return False
        small = all(-_SMALL < one.value < _SMALL and not one.stated for one in self.values)
        return bool(_COUNTED.search(self.words)) or (small and not _MONEY.search(self.words))


_RATE = re.compile(
    r"%|andel|procent|\bper (?!månad\b|\d)|grad\b|kvot|index|ålder\b|\bmedel(?!s)|\bsnitt|"
    r"genomsnitt|(?:kö|vänte|vård|handläggnings|svars|ligg|rese?|\b)tid(?:en|er)?\b|pris|styck|"
    r"betyg|poäng|nöjd|frånvaro|frekvens|täthet|beläggning",
    re.IGNORECASE,
)
_SMALL = 1000
"""Whole numbers below it, in a table that speaks neither of money nor of units, are counts."""
_MONEY = re.compile(
    r"kostnad|intäkt|netto|utfall|budget|belopp|kr\b|kronor|lön|bistånd|bidrag", re.IGNORECASE
)
_COUNTED = re.compile(r"\bantal(?:et)?\b|\bst\b", re.IGNORECASE)
_NOT_WHOLE = re.compile(
    r"årsarb|heltid|\btjänst(?:er)?\b|årsplats|\b(?:vård|boende|plats)?dygn\b|\btimm|avrund|"
    r"cirka|\bca\b|beräkna|vägd",
    re.IGNORECASE,
)


_MOST_ROWS = 600
"""Fifty years of months; a longer table is no series that somebody sums by eye."""


def series_of(table: Table, file: int) -> list[Series]:
    """Every series of at least three months in a table; none in a list of raw data."""
    if len(table.rows) > _MOST_ROWS:
        return []
    return [one for one in (*_down(table, file), *_across(table, file)) if len(one.entries) >= 3]


def _down(table: Table, file: int) -> Iterator[Series]:
    """A series in each column, where months are rows."""
    spans = [months_of(row.label.text) or _own_months(row) for row in table.rows]
    if sum(1 for span in spans if span) < 3:
        return
    for position, column in enumerate(table.columns):
        head = _words_of(column)
        items = tuple(_item_down(row, head, position, table, file) for row in table.rows)
        yield Series(file, table, position, head, _words(table, column.text), items)


def _own_months(row: Row) -> Months | None:
    """The months that a row's cells are labelled with, where its own label says nothing."""
    return next((found for cell in row.cells if (found := months_of(cell.label.text))), None)


def _item_down(row: Row, head: str, position: int, table: Table, file: int) -> Item:
    cell = row.cells[position] if position < len(row.cells) else Cell()
    label = cell.label if cell.label.text else row.label
    where = ", ".join(part for part in (_plain(label.text), head) if part)
    group = unit_of(row.under[-1].text) if row.under else None
    unit = unit_of(head) or unit_of(row.label.text) or group or table.unit
    printed = in_cell(cell, file, where, unit)
    return _item(label, cell, printed, tuple(text.text for text in row.under))


def _across(table: Table, file: int) -> Iterator[Series]:
    """A series in each row, where months are columns."""
    heads = [column.text for column in table.columns]
    if sum(1 for head in heads if months_of(head)) < 3:
        return
    for position, row in enumerate(table.rows):
        unit = unit_of(row.label.text) or table.unit
        name = _plain(row.label.text)
        items = []
        for cell, column in zip(row.cells, table.columns, strict=False):
            where = ", ".join(part for part in (name, _words_of(column)) if part)
            head = column.path[-1] if len(column.path) == 1 else Text(column.text)
            items.append(_item(head, cell, in_cell(cell, file, where, unit), ()))
        words = _words(table, row.label.text, *(text.text for text in row.under))
        yield Series(file, table, position, name, words, tuple(items))


def _item(label: Text, cell: Cell, printed: Printed | None, under: tuple[str, ...]) -> Item:
    """What a cell is by its label."""
    if span := months_of(label.text):
        hidden = printed is None and any(map(str.isalnum, cell.text.text))
        return Entry(span, _plain(label.text), printed, hidden, under)
    if summary := summary_of(label.text):
        return Summary(*summary, label, printed, under)
    return Other(label, printed, under)


def _words(table: Table, *more: str) -> str:
    return " ".join((table.title.text, table.corner.text, *more))


def _plain(text: str) -> str:
    return " ".join(text.split()).rstrip(" :")


def _words_of(column: Column) -> str:
    return _plain(column.text)


@lru_cache(maxsize=10_000)
def months_of(label: str) -> Months | None:
    """The month or span that a label is, with or without a year; None if it is anything else.

    >>> months_of("Januari-Maj"), months_of("okt 2022"), months_of("Majblommor")
    ((1, 5), (10, 10), None)
    """
    words = key(label).split()
    if not 1 <= len(words) <= 4:
        return None
    if len(words) == 2 and _YEAR.fullmatch(words[0]) and re.fullmatch(r"0[1-9]|1[0-2]", words[1]):
        return int(words[1]), int(words[1])
    found = [month(word) for word in words if not _is_year(word)]
    return _span([one for one in found if one]) if found and all(found) else None


def _is_year(word: str) -> bool:
    return bool(_YEAR.fullmatch(word) or _SHORT_YEAR.fullmatch(word))


def _span(found: Sequence[int]) -> Months | None:
    """One month, or the span from the first to the last of two."""
    if len(found) == 1:
        return found[0], found[0]
    return (found[0], found[1]) if len(found) == 2 and found[0] < found[1] else None


@lru_cache(maxsize=10_000)
def summary_of(label: str) -> tuple[Kind, Months | None] | None:
    """Whether a label is a mean or sum of months and of which, if it names them.

    Every word must be known: ``Totalt antal unika hushåll`` and ``Medel från staten`` are neither.

    >>> summary_of("Medel Januari-Juli"), summary_of("Summa"), summary_of("Summa intäkter")
    (('mean', (1, 7)), ('sum', None), None)
    """
    words = [word for word in key(label).split() if not _is_year(word)]
    while words[:1] == ["i"]:
        words = words[1:]
    if not words or not (words[0] in _MEANS or words[0] in _SUMS):
        return None
    kind: Kind = "mean" if words[0] in _MEANS or any(word in _MEANS for word in words) else "sum"
    rest = [word for word in words[1:] if word not in _MEANS]
    months = [month(word) for word in rest]
    if any(not found and word not in _FILLERS for found, word in zip(months, rest, strict=True)):
        return None
    return kind, _named([one for one in months if one], rest)


def _named(months: Sequence[int], rest: Sequence[str]) -> Months | None:
    """The months that the words after ``Summa`` name."""
    if len(months) == 1 and ("med" in rest or "tom" in rest or {"t", "o", "m"} <= set(rest)):
        return 1, months[0]
    if not months and any(word in _YEARLY for word in rest):
        return 1, 12
    return _span(months) if len(months) == 2 else None


def valued(entries: Sequence[Entry]) -> tuple[Printed, ...]:
    """The values of those months that have one."""
    return tuple(entry.printed for entry in entries if entry.printed)


def contiguous(entries: Sequence[Entry]) -> bool:
    """Whether the months follow on each other without gaps; December goes on to January."""
    return all(
        after.months[0] == before.months[1] % 12 + 1
        for before, after in itertools.pairwise(entries)
    )


def within(entries: Sequence[Entry], months: Months) -> list[Entry]:
    """The months that lie in a span."""
    return [one for one in entries if months[0] <= one.months[0] and one.months[1] <= months[1]]


def covers(entries: Sequence[Entry], months: Months) -> bool:
    """Whether the entries are all months of the span, each once."""
    return (
        bool(entries)
        and contiguous(entries)
        and (entries[0].months[0], entries[-1].months[1]) == months
    )


def span_text(months: Months) -> str:
    """A span in Swedish: ``januari–juli``."""
    first, last = (month_name(one) for one in months)
    return first if months[0] == months[1] else f"{first}–{last}"
