"""Counts as a kind of file."""

from __future__ import annotations

from uppsikt.figures import UppsiktError
from uppsikt.measures import count_file
from uppsikt.measures.services import CountOutcome, import_counts
from uppsikt.sheets import Field
from uppsikt.sources.kinds import FileKind, Wanted, register_kind
from uppsikt.sources.ledger_kind import DATES, MARKS

_FIELDS = (
    Field("Månad", "Månad", "månaden som antalet gäller", ("period",), fixed=True),
    Field("Mått", "Mått", "måttets nyckel eller namn", ("indikator", "nyckeltal"), fixed=True),
    Field("Antal", "Antal", "ett tal; tomt saknas", ("värde", "utfall")),
    Field("Skäl", "Skäl", "varför ett lämnat antal ändras", ("orsak", "kommentar"), fixed=True),
    Field("Status", "Status", "preliminär eller slutlig", fixed=True),
)


class CommitteeNotGiven(UppsiktError):
    """Counts were given without saying whose they are."""


def read_file(wanted: Wanted) -> CountOutcome:
    """Reads counts; see ``import_counts``. Raises CommitteeNotGiven."""
    if wanted.committee is None:
        raise CommitteeNotGiven(
            "Det går inte att veta vilken nämnd antalen gäller.",
            where=wanted.path.name,
            todo="Lägg till --committee KORTNAMN.",
        )
    return import_counts(
        actor=wanted.actor,
        now=wanted.now,
        path=wanted.path,
        committee=wanted.committee,
        columns=wanted.columns,
        rehearsal=wanted.rehearsal,
    )


COUNTS = FileKind(
    key="counts",
    noun="antal",
    needs_committee=True,
    fields=_FIELDS,
    options=(DATES, MARKS),
    needs=tuple(((column,),) for column in count_file.COLUMNS),
    read=read_file,
    heads=count_file.COLUMNS,
    label="Antal",
    slug="antal",
    template={head: head for head in (*count_file.COLUMNS, *count_file.OPTIONAL)},
    example={"Månad": "2022-10", "Mått": "Hushåll med försörjningsstöd", "Antal": "636"},
)


def register() -> None:
    """Registers the kind."""
    register_kind(COUNTS)
