"""From a file to rows that are some committee's: which reader it takes, and what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import polars as pl

from uppsikt import ledger
from uppsikt.ledger import Kept, LedgerFile, Problem, Told
from uppsikt.organisation import selectors as organisation
from uppsikt.organisation.dimensions import Dimensions
from uppsikt.platform.access.rules import OPERATOR
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.sheets import Columns, is_table, open_book
from uppsikt.sources import findings, models
from uppsikt.sources.attribution import attribute
from uppsikt.sources.placement import left_behind, takes_over

Chosen = Callable[[], Columns | None]
"""Tells where the columns that were chosen stand in a file, which is opened only then."""


def not_chosen() -> Columns | None:
    """A file with our own heads, or none."""
    return None


@dataclass(frozen=True)
class Reading:
    """A file as read and held against the set-up: whose its rows are, and what is wrong."""

    path: Path
    committee: str | None
    file: LedgerFile
    cube: pl.DataFrame
    rows: pl.DataFrame
    problems: tuple[Problem, ...]

    @property
    def slugs(self) -> tuple[str, ...]:
        """The committees that the file has rows for."""
        return tuple(sorted(slug for slug in self.rows["committee"].unique().to_list() if slug))

    @property
    def touched(self) -> frozenset[str]:
        """The committees whose sums an import of it may change, and empty for nobody's rows."""
        found = set(self.rows["committee"].unique().to_list())
        if self.committee is not None:
            found.add(self.committee)
        return frozenset(found | set(left_behind(_covering(self.file, self.committee), self.slugs)))


def read(
    path: Path,
    *,
    committee: str | None,
    chosen: Chosen,
    kept: Kept,
    told: Told,
    now: datetime,
) -> Reading:
    """Reads a file and finds whose its rows are; with a committee, only its are taken.

    Raises what `read_ledger` raises.
    """
    dimensions = organisation.dimensions(reader=OPERATOR, committee=committee)
    file = read_ledger(path, dimensions, chosen, kept=kept, told=told)
    cube = ledger.cube(file.blocks, pl.lit(""))
    rows = take(attribute(cube, organisation.mapping(reader=OPERATOR)), committee)
    problems = _problems(file, path, rows, committee, now)
    return Reading(path, committee, file, cube, rows, problems)


def read_ledger(
    path: Path, dimensions: Dimensions, chosen: Chosen, *, kept: Kept, told: Told
) -> LedgerFile:
    """Reads a SIE file, or a table with our own heads of a ledger or of period balances.

    With `chosen` columns it is a table that has them. What is read of a large table is kept in
    `kept`, and what is kept there is not read again. `told` hears how far the reading has come.
    Raises LedgerError for a file that is none of these, or that cannot be read.
    """
    if ledger.is_whole(kept):
        return ledger.kept_file(path, kept)
    columns = chosen()
    if columns is not None:
        return ledger.read_ledger_table(path, columns, kept=kept, told=told)
    if is_table(path):
        book = open_book(path)
        own = ledger.own_columns(book)
        if own is not None:
            return ledger.read_ledger_table(path, own, book, kept=kept, told=told)
        return ledger.read_balances_csv(path, book, kept=kept, told=told)
    return ledger.read_sie(
        path,
        ledger.Dimensions(
            activity=dimensions.activity,
            unit=dimensions.unit,
            project=dimensions.project,
            counterpart=dimensions.counterpart,
        ),
        told=told,
    )


def take(rows: pl.DataFrame, committee: str | None) -> pl.DataFrame:
    """The rows, or with a committee its rows alone."""
    return rows if committee is None else rows.filter(pl.col("committee") == committee)


def _covering(file: LedgerFile, committee: str | None) -> models.Import:
    """The file as an import that is not saved: what months it would answer for, and whose."""
    return models.Import(
        kind=file.kind,
        only_for=committee or "",
        first_month=file.first_month,
        last_month=file.last_month,
    )


def _problems(
    file: LedgerFile, path: Path, rows: pl.DataFrame, committee: str | None, now: datetime
) -> tuple[Problem, ...]:
    slugs = sorted(slug for slug in rows["committee"].unique().to_list() if slug)
    covering = _covering(file, committee)
    groups = {slug: organisation.groups(reader=OPERATOR, committee=slug) for slug in slugs}
    today = now.astimezone(STOCKHOLM).date()
    return (
        *file.problems,
        *findings.find_time(file, path.name, today),
        *findings.find_kind(file, path.name, takes_over=takes_over(covering, slugs)),
        *findings.find_place(rows, groups, committee, path.name),
        *findings.find_left_behind(left_behind(covering, slugs), path.name),
    )
