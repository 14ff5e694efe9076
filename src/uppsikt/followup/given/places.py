"""Tables and figures of reports that were given out, each at its address: as printed then.

All is read from the files that were put aside. A later version, or the report as it is now, is
looked at only to say whether a figure is another one there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

from uppsikt.documents import Table
from uppsikt.figures import NothingThere, Value
from uppsikt.figures.absent import tidy
from uppsikt.followup.basis.address import FoundCell, UnknownCell, cell_at, cells_of, column_key
from uppsikt.followup.given import kept_tables
from uppsikt.followup.given.kept_tables import KeptTables
from uppsikt.followup.given.reports import Given, content_of, given_figures, given_reports
from uppsikt.organisation.rules import nearest
from uppsikt.platform.access.rules import Reader, Thing, Verb, demand
from uppsikt.store import Store


class NoSuchTable(NothingThere):
    """The report that was given out has no table with that key."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A figure in one version of a report, or as it is now (`given` is None); `cell` None if it
    is not in there."""

    given: Given | None
    cell: FoundCell | None

    def as_in(self, other: FoundCell) -> bool:
        """Whether it is the same as in the other cell: exact, and printed in the same unit."""
        cell = self.cell
        if cell is None or cell_value(cell) != cell_value(other):
            return False
        alike = (cell.table.unit, cell.column.decimals) == (other.table.unit, other.column.decimals)
        return not alike or cell.cell.printed == other.cell.printed


def given_tables(*, reader: Reader, store: Store, given: Given) -> KeptTables:
    """All tables of the report as they were given out."""
    demand(reader, Verb.READ, Thing.REPORTS.of(given.committee))
    return _tables(store.root, given.figures, given.files.get("json", ""))


def table_keys(*, reader: Reader, store: Store, given: Given) -> tuple[str, ...]:
    """The keys of the tables, for lists of many reports."""
    demand(reader, Verb.READ, Thing.REPORTS.of(given.committee))
    return _keys(store.root, given.figures, given.files.get("json", ""))


def given_table(*, reader: Reader, store: Store, given: Given, key: str) -> Table:
    """A table as it was given out. Raises NoSuchTable, with the keys that are nearest."""
    tables = given_tables(reader=reader, store=store, given=given).tables
    for table in tables:
        if table.key == key:
            return table
    raise NoSuchTable(
        f"Tabellen ”{key}” finns inte i rapporten.",
        where=_version_text(given),
        why=f"Närmast: {nearest(key, [table.key for table in tables])}.",
        todo="Välj en av rapportens tabeller.",
    )


def given_cell(
    *, reader: Reader, store: Store, given: Given, place: tuple[str, str, str]
) -> FoundCell:
    """A cell as it was given out, by the keys of its table, row and column.

    Raises NoSuchTable, and UnknownCell with the keys that are nearest.
    """
    table = given_table(reader=reader, store=store, given=given, key=place[0])
    try:
        found = cell_at([table], place, where=_version_text(given))
    except UnknownCell as fault:
        raise UnknownCell(
            fault.what, where=fault.where, why=fault.todo, todo="Välj en siffra i tabellen."
        ) from None
    if found.cell.printed is None and found.cell.absent is None:
        raise UnknownCell(
            "Cellen är tom.", where=_version_text(given), todo="Välj en siffra i tabellen."
        )
    return found


def later(*, reader: Reader, store: Store, given: Given, found: FoundCell) -> tuple[Standing, ...]:
    """The figure in each later version of the report."""
    every = given_reports(
        reader=reader, committee=given.committee, month=given.month, form=given.form
    )
    return tuple(
        Standing(one, same_figure(_of(reader, store, one), found))
        for one in every
        if one.version > given.version
    )


def same_figure(tables: Iterable[Table], found: FoundCell) -> FoundCell | None:
    """The cell of other tables where the same figure stands: at the same place if it does.

    What is no figure with a name is the same where it stands at the same place.
    """
    among = sorted(cells_of(tables), key=lambda one: _distance(one, found))
    for one in among:
        if one.name == found.name and (found.name is not None or _distance(one, found) == 0):
            return one
    return None


def cell_value(found: FoundCell) -> Value | None:
    """What stands in a cell in base units (öre), exact where that is known; None if it is not."""
    if found.cell.absent is not None:
        return found.cell.absent
    if found.cell.exact is None:
        return None
    return tidy(Fraction(found.cell.exact) * Fraction(found.table.unit.factor))


def figure_words(*, reader: Reader, store: Store, given: Given, found: FoundCell) -> str:
    """What stands in the cell in words, by the names of then: Utfall 2022 för Integration."""
    name = found.name
    if name is None:
        return f"{found.row.label}, {found.column.name}"
    kept = given_figures(reader=reader, store=store, given=given)
    whom = kept.subject_text(name.of)
    return f"{name.what.text[:1].upper()}{name.what.text[1:]} {name.when.text} för {whom}"


def _of(reader: Reader, store: Store, given: Given) -> tuple[Table, ...]:
    return given_tables(reader=reader, store=store, given=given).tables


def _distance(one: FoundCell, other: FoundCell) -> int:
    """0 for the same place, up to 3: as many of table, row and column as differ."""
    return sum(a != b for a, b in zip(_place(one), _place(other), strict=True))


def _place(found: FoundCell) -> tuple[str, str, str]:
    return found.table.key, found.row.key, column_key(found.column)


def _version_text(given: Given) -> str:
    return f"{given.title}, version {given.version}"


@lru_cache(maxsize=32)
def _tables(root: Path, figures: str, open_data: str) -> KeptTables:
    """Files are named by their content, so what was read once is so for ever."""
    kept = json.loads(content_of(Store(root), figures))
    if "tables" in kept:
        return kept_tables.read(kept)
    if not open_data:
        return KeptTables((), frozenset())
    told = json.loads(content_of(Store(root), open_data), parse_float=Decimal)
    return kept_tables.read_open_data(told["tables"])


@lru_cache(maxsize=4096)
def _keys(root: Path, figures: str, open_data: str) -> tuple[str, ...]:
    return tuple(table.key for table in _tables(root, figures, open_data).tables)
