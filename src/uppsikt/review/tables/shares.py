"""Columns of shares in tables, and whether their rows are all the parts of one whole."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeAlias

from uppsikt.figures import Figure, Unit, find_contradictions, total
from uppsikt.figures import Finding as Contradicted
from uppsikt.reading import Column, Row, Table
from uppsikt.review.lexicon.vocabulary import Role, is_sum, key, role
from uppsikt.review.printed import Printed, in_cell, local
from uppsikt.review.tables.columns import unit_of

Band: TypeAlias = tuple[int, int | None]
"""From and to, both included; an open end is None."""

_SHARE_HEAD = re.compile(r"%|\bandel|\bprocent", re.IGNORECASE)
_NO_SHARE = re.compile(
    r"förändr|ökning|minskning|avvik|\bavv\b|diff|jämför|mål\b|budget|prognos|uppräkn|ränta|"
    r"grad\b|tillväxt|måluppf",
    re.IGNORECASE,
)


def unit_at(table: Table, row: Row, column: Column) -> Unit | None:
    """The unit that the head, the row's label or the table says of a cell."""
    return unit_of(column.text) or unit_of(row.label.text) or table.unit


def where_of(row: Row, column: Column) -> str:
    """The words that tell a reader which cell it is."""
    texts = (" ".join(text.split()).rstrip(" :") for text in (row.label.text, column.text))
    return ", ".join(text for text in texts if text)


def printed_at(table: Table, file: int, row: Row, position: int) -> Printed | None:
    """The number of a row in a column; None if it holds none."""
    if position >= len(row.cells):
        return None
    column = table.columns[position]
    cell = row.cells[position]
    return in_cell(cell, file, where_of(row, column), unit_at(table, row, column))


def is_share_column(table: Table, position: int) -> bool:
    """Whether a column holds shares: its head says so, or every number in it has a per cent."""
    head = table.columns[position].text
    if _NO_SHARE.search(head):
        return False
    if _SHARE_HEAD.search(head):
        return True
    numbers = [
        row.cells[position].number
        for row in table.rows
        if position < len(row.cells) and row.cells[position].number
    ]
    percents = [one for one in numbers if one and one.amount.unit is Unit.PERCENT]
    return len(numbers) >= 3 and len(percents) == len(numbers)


@dataclass(frozen=True)
class Shares:
    """Some rows of a column of shares: the parts, and the row that is printed as their sum.

    ``whole`` tells whether every part could be read.
    """

    table: Table
    position: int
    rows: tuple[Row, ...]
    parts: tuple[Printed, ...]
    total: Printed | None
    whole: bool

    @property
    def name(self) -> str:
        """What the shares are of, for a reader: the label column's head or the table's title."""
        corner, title = self.table.corner.text.strip(), self.table.title.text.strip()
        return " ".join((corner or title).split())

    @property
    def keys(self) -> frozenset[str]:
        """The keys of the parts' labels."""
        return frozenset(key(row.label.text) for row in self.rows)


def shares_of(table: Table, file: int) -> Iterator[Shares]:
    """The columns of shares in a table, for each group of rows under one heading."""
    for position in range(len(table.columns)):
        if is_share_column(table, position):
            groups: dict[tuple[str, ...], list[Row]] = {}
            for row in table.rows:
                groups.setdefault(tuple(text.text for text in row.under), []).append(row)
            for rows in groups.values():
                yield _shares(table, file, position, rows)


def _shares(table: Table, file: int, position: int, rows: Sequence[Row]) -> Shares:
    """The shares of some rows, with the sum row taken out."""
    parts: list[tuple[Row, Printed]] = []
    total: Printed | None = None
    whole = not table.unread
    for row in rows:
        printed = printed_at(table, file, row, position)
        if is_sum(row.label.text):
            whole = whole and total is None
            total = printed or total
        elif printed is None or role(row.label.text) in (Role.PART, Role.MEAN):
            whole = False
        else:
            parts.append((row, as_share(printed)))
    return Shares(
        table,
        position,
        tuple(row for row, _ in parts),
        tuple(one for _, one in parts),
        as_share(total) if total else None,
        whole,
    )


def as_share(printed: Printed) -> Printed:
    """A number of a share column as per cent, also where the unit stands in the head only."""
    if printed.unit is Unit.PERCENT:
        return printed
    factor = Fraction(Unit.PERCENT.factor) / Fraction(printed.unit.factor)
    return replace(
        printed,
        value=printed.value * factor,
        half=printed.half * factor,
        unit=Unit.PERCENT,
        stated=True,
    )


_WHOLE = local("helhet")


def not_all(shares: Shares) -> Contradicted | None:
    """The contradiction if the parts cannot be 100 per cent together; None if they can."""
    names = [local(str(place)) for place in range(len(shares.parts))]
    if len(names) < 2:
        return None
    figures = [one.figure(name) for one, name in zip(shares.parts, names, strict=True)]
    every = Figure(_WHOLE, 1, Unit.PERCENT, "100 %")
    found = find_contradictions([every, *figures], [total(_WHOLE, names)])
    return found[0] if found else None


_REST = re.compile(
    r"^(?:övrig[at]?|övriga (?:länder|språk|svar)|övrigt|annat|annan|annat land|okän[dt]\w*|"
    r"ej känt|saknas|uppgift saknas|uppgifter saknas|ingen uppgift|vet (?:ej|inte)|ej svar\w*|"
    r"inget svar|statslösa?|ospecificera\w*|resten|resterande|vill (?:ej|inte) (?:uppge|svara))$"
)
_SEXES = (frozenset(["kvinnor", "män"]), frozenset(["flickor", "pojkar"]))
_BANDS = (
    (re.compile(r"^(\d{1,3}) ?[-–] ?(\d{1,3})$"), 0, 0),
    (re.compile(r"^(?:<|under) ?(\d{1,3})$"), None, -1),
    (re.compile(r"^(?:≤|högst|upp till|-|–) ?(\d{1,3})$"), None, 0),
    (re.compile(r"^(\d{1,3}) ?(?:>|\+|[-–]|(?:och|eller) (?:äldre|över|fler|mer))$"), 0, None),
    (re.compile(r"^≥ ?(\d{1,3})$"), 0, None),
    (re.compile(r"^(?:>|över|mer än) ?(\d{1,3})$"), 1, None),
    (re.compile(r"^(\d{1,3})$"), 0, 0),
)  # fmt: skip


def band_of(label: str) -> Band | None:
    """The span of years that a label is: ``7-15``, ``60>``, ``>12``, ``65 år och äldre``.

    An open lower end is from 0.
    """
    plain = " ".join(re.sub(r"\bår(?:ingar)?\b|:", " ", label.casefold()).split())
    for pattern, low, high in _BANDS:
        if found := pattern.match(plain):
            first, last = int(found[1]), int(found[found.re.groups])
            return (
                0 if low is None else first + low,
                None if high is None else last + high,
            )
    return None


def is_partition(labels: Sequence[str]) -> bool:
    """Whether labels by their nature are all the parts of a whole.

    Ages or years without gaps up to an open end; a list with a row for the rest of them; the two
    sexes.
    """
    keys = [key(label) for label in labels]
    if len(set(keys)) != len(keys):
        return False
    named = [label for label, one in zip(labels, keys, strict=True) if not _REST.match(one)]
    bands = [band for label in named if (band := band_of(label))]
    if bands:
        return len(bands) == len(named) >= 3 and _without_gaps(bands)
    return len(named) < len(labels) >= 4


def is_sexes(labels: Sequence[str]) -> bool:
    """Whether the labels are the two sexes and nothing else."""
    return frozenset(key(label) for label in labels) in _SEXES and len(labels) == 2


def _without_gaps(bands: Sequence[Band]) -> bool:
    """Whether spans follow on each other, to an open end at the top.

    A last span may overlap the one before by a year or leave one out: ``>60`` after ``40-59``.
    """
    ordered = sorted(bands, key=lambda band: band[0])
    if ordered[-1][1] is not None:
        return False
    for before, after in itertools.pairwise(ordered):
        if before[1] is None:
            return False
        last = after[1] is None
        if after[0] - before[1] not in ((0, 1, 2) if last else (1,)):
            return False
    return True
