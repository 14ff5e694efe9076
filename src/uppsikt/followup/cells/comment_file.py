"""Reading a file of comments (docs/kommentarer.md). A fault names file and cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from uppsikt.figures import Period, UppsiktError
from uppsikt.followup.cells.commenting import (
    CommentOutcome,
    CommentRefused,
    Placed,
    Placing,
    Wish,
    keep,
)
from uppsikt.followup.cells.places import NoSuchColumn, NoSuchRow, NoSuchTable
from uppsikt.followup.forms.form import Form, forms
from uppsikt.organisation import selectors as organisation
from uppsikt.organisation.faults import refuse
from uppsikt.organisation.rules import find_named
from uppsikt.platform.access.rules import OPERATOR, Thing, Verb, demand
from uppsikt.sheets import Columns, Field, Table, TableRow, month, read_columns, read_table
from uppsikt.sources.kinds import FileKind, Wanted, register_kind
from uppsikt.sources.ledger_kind import DATES

COLUMNS = ("Månad", "Rad", "Kolumn", "Kommentar")
OPTIONAL = ("Tabell", "Rapport", "Från")
_FIELDS = (
    Field("Månad", "Månad", "rapportens sista månad", ("period",), fixed=True),
    Field("Rad", "Rad", "radens namn i tabellen", ("verksamhet",)),
    Field("Kolumn", "Kolumn", "kolumnens rubrik i tabellen", ("värde",), fixed=True),
    Field("Kommentar", "Kommentar", "texten; tom tar tillbaka", ("text", "förklaring")),
    Field("Tabell", "Tabell", "tabellens namn, om raden finns i flera", fixed=True),
    Field("Rapport", "Rapport", "rapportens form, annars månadsuppföljning", fixed=True),
    Field("Från", "Från", "vems ord det är, som roll", ("av",), fixed=True),
)


_WRONG: dict[type[UppsiktError], str] = {
    NoSuchRow: "Rad",
    NoSuchColumn: "Kolumn",
    NoSuchTable: "Tabell",
    CommentRefused: "Kommentar",
}
"""The head of the cell that is wrong, by what is wrong."""


class CommentFault(UppsiktError):
    """Something in a file of comments is wrong; `where` names the file and the cell."""


class CommentFaults(UppsiktError):
    """Several faults in one file of comments."""


class CommitteeNotGiven(UppsiktError):
    """Comments were given without saying on whose report."""


def read_file(wanted: Wanted) -> CommentOutcome:
    """Reads a file of comments: all of it or nothing. The same file changes nothing.

    Raises CommitteeNotGiven, UnknownCommittee, FileFault, CommentFault(s) and FolderBusy.
    """
    if wanted.committee is None:
        raise CommitteeNotGiven(
            "Det går inte att veta vilken nämnds rapport kommentarerna gäller.",
            where=wanted.path.name,
            todo="Lägg till --committee KORTNAMN.",
        )
    demand(wanted.actor, Verb.CHANGE, Thing.REPORTS.of(wanted.committee))
    slug = organisation.committee(reader=OPERATOR, slug=wanted.committee).slug
    table = _table(wanted.path, wanted.columns)
    placing = Placing(wanted.store, slug)
    faults: list[UppsiktError] = []
    found: dict[object, tuple[TableRow, Placed]] = {}
    for row in table:
        try:
            placed = _placed(wanted, row, placing)
            if placed.address in found:
                first = found[placed.address][0].place()
                _fault(wanted.path, row, "Rad", f"Cellen har redan en kommentar, {first}.",
                       "Ta bort den ena.")  # fmt: skip
            found[placed.address] = (row, placed)
        except CommentFault as fault:
            faults.append(fault)
    refuse(wanted.path.name, faults, CommentFaults)
    outcome = keep(
        actor=wanted.actor,
        now=wanted.now,
        comments=[placed for _, placed in found.values()],
        about=wanted.path.name,
        rehearsal=wanted.rehearsal,
    )
    return replace(outcome, notes=table.notes)


def _table(path: Path, columns: Columns | None) -> Table:
    if columns is None:
        return read_table(path, COLUMNS, OPTIONAL)
    return read_columns(path, columns, required=COLUMNS, amounts=())


def _placed(wanted: Wanted, row: TableRow, placing: Placing) -> Placed:
    """The comment in a row with its address. Raises CommentFault."""
    path = wanted.path
    dates = wanted.columns.option("dates", "iso") if wanted.columns else "iso"
    try:
        when = Period.month(*divmod(month(row.cells.get("Månad", ""), dates=dates), 100))
    except UppsiktError as fault:
        _fault(path, row, "Månad", fault.what, "Skriv månaden som 2022-10.")
    texts = dict(_texts(path, row))
    form = _form(path, row, texts["Rapport"])
    wish = Wish(
        when, form.key, texts["Rad"], texts["Kolumn"], texts["Tabell"], texts["Kommentar"],
        texts["Från"],
    )  # fmt: skip
    try:
        return placing.place(wish)
    except UppsiktError as fault:
        _fault(path, row, _WRONG.get(type(fault), ""), fault.what, fault.todo)


def _texts(path: Path, row: TableRow) -> Iterator[tuple[str, str]]:
    for column in (*COLUMNS, *OPTIONAL):
        try:
            yield column, row.text(column).strip()
        except UppsiktError as fault:
            _fault(path, row, column, fault.what, fault.todo)


def _form(path: Path, row: TableRow, text: str) -> Form:
    if not text:
        return forms()[0]
    found = find_named(forms(), text)
    if found is None:
        known = ", ".join(form.name for form in forms())
        _fault(path, row, "Rapport", f"Rapporten ”{text}” finns inte.", f"Skriv en av: {known}.")
    return found


def _fault(path: Path, row: TableRow, column: str, what: str, todo: str) -> NoReturn:
    raise CommentFault(what, where=f"{path.name}, {row.place(column)}", todo=todo)


COMMENTS = FileKind(
    key="comments",
    noun="kommentarer",
    needs_committee=True,
    fields=_FIELDS,
    options=(DATES,),
    needs=tuple(((column,),) for column in COLUMNS),
    read=read_file,
    heads=COLUMNS,
    label="Kommentarer",
    slug="kommentarer",
    template={head: head for head in (*COLUMNS, *OPTIONAL)},
    example={
        "Månad": "2022-10",
        "Rad": "Ekonomiskt bistånd",
        "Kolumn": "Prognos 2022",
        "Kommentar": "Fler hushåll än väntat",
    },
)


def register() -> None:
    """Registers the kind."""
    register_kind(COMMENTS)
