"""What a report would say otherwise than the one that was given out, besides its amounts.

Texts paragraph by paragraph, comments, names and notes of tables, and amounts that are the same
but would be printed otherwise. Pure: compares what was put aside with what would be now. A figure
in a text is compared by its name, so that a text is not told to be another one for its amounts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest
from typing import Any

from uppsikt.documents import (
    Bullets,
    Document,
    FigureText,
    Heading,
    Lead,
    Note,
    Paragraph,
    Runs,
    Table,
)
from uppsikt.documents.printed import cell_text, head_text, plain, table_notes
from uppsikt.followup.basis.address import FoundCell, cells_of, column_key


class Kind(StrEnum):
    """What is another one, in Swedish."""

    TEXT = "text"
    COMMENT = "kommentar"
    NAME = "namn"
    NOTE = "anmärkning"
    ROUNDING = "avrundning"


@dataclass(frozen=True, slots=True)
class Retold:
    """Something that would be told otherwise: where it stands, then and now; empty for nothing."""

    kind: Kind
    place: str
    then: str
    now: str


@dataclass(frozen=True, slots=True)
class Paragraphed:
    """A paragraph below its heading: as it is shown, and with figures by name."""

    heading: str
    shown: str
    named: str


def paragraphs(document: Document) -> Iterator[Paragraphed]:
    """The texts of a document in order; a heading is one too, so that a new one is seen."""
    heading = ""
    for block in document.blocks:
        match block:
            case Heading(text=text):
                heading = plain(text)
                yield Paragraphed(heading, heading, heading)
            case Lead(runs=runs) | Paragraph(runs=runs) | Note(runs=runs):
                yield _paragraph(heading, runs)
            case Bullets(items=items):
                yield from (_paragraph(heading, runs) for runs in items)


def written(document: Document) -> list[list[str]]:
    """The texts as JSON has them."""
    return [[one.heading, one.shown, one.named] for one in paragraphs(document)]


def read(content: Sequence[Sequence[Any]]) -> tuple[Paragraphed, ...]:
    """The texts that were written so."""
    return tuple(Paragraphed(*one) for one in content)


def retold_texts(then: Sequence[Paragraphed], now: Sequence[Paragraphed]) -> Iterator[Retold]:
    """The paragraphs that are others now, paired where as many are gone as are new."""
    before = [(one.heading, one.named) for one in then]
    after = [(one.heading, one.named) for one in now]
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for change, first, last, start, end in matcher.get_opcodes():
        if change == "equal":
            continue
        for old, new in zip_longest(then[first:last], now[start:end]):
            place = (new or old).heading
            yield Retold(Kind.TEXT, place, old.shown if old else "", new.shown if new else "")


def retold_tables(then: Iterable[Table], now: Iterable[Table]) -> Iterator[Retold]:
    """Names, notes, comments and printed values of tables that both have."""
    present = {table.key: table for table in now}
    for table in then:
        if table.key in present:
            yield from _retold_table(table, present[table.key])


def _paragraph(heading: str, runs: Runs) -> Paragraphed:
    shown = plain("".join(run.text for run in runs))
    named = "".join(
        f"[{run.name_text}]" if isinstance(run, FigureText) else run.text for run in runs
    )
    return Paragraphed(heading, shown, plain(named))


def _retold_table(then: Table, now: Table) -> Iterator[Retold]:
    if then.caption != now.caption:
        yield Retold(Kind.NAME, then.caption, then.caption, now.caption)
    names = {row.key: row.text for row in now.rows}
    for row in then.rows:
        if names.get(row.key, row.text) != row.text:
            yield Retold(Kind.NAME, now.caption, row.text, names[row.key])
    before, after = table_notes(then), table_notes(now)
    gone = [one for one in before if one not in after]
    new = [one for one in after if one not in before]
    for old, fresh in zip_longest(gone, new, fillvalue=""):
        yield Retold(Kind.NOTE, now.caption, old, fresh)
    cells = {_place(one): one for one in cells_of([now])}
    for one in cells_of([then]):
        if _place(one) in cells:
            yield from _retold_cell(one, cells[_place(one)])


def _retold_cell(then: FoundCell, now: FoundCell) -> Iterator[Retold]:
    place = f"{now.table.caption}: {now.row.label}, {head_text(now.column)}"
    if then.cell.comment != now.cell.comment:
        yield Retold(Kind.COMMENT, place, then.cell.comment, now.cell.comment)
    same = then.cell.exact == now.cell.exact and then.cell.absent == now.cell.absent
    if same and then.cell.printed != now.cell.printed:
        yield Retold(
            Kind.ROUNDING, place, cell_text(then.cell, then.column), cell_text(now.cell, now.column)
        )


def _place(found: FoundCell) -> tuple[str, str]:
    return found.row.key, column_key(found.column)
