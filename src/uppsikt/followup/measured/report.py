"""The report of a committee's measures from its registers: as the public may see it, or whole."""

from __future__ import annotations

import hashlib
from datetime import datetime

from uppsikt.disclosure import THRESHOLD
from uppsikt.documents import Block, Document, Heading, Lead, Note, Table, Text
from uppsikt.documents.printed import cell_text
from uppsikt.extracts.assistance import AssistanceCounts, assistance_counts
from uppsikt.figures import SUPPRESSED, NothingThere, Period, month_name
from uppsikt.followup.measured.book import assistance_book
from uppsikt.followup.measured.public import hidden_names
from uppsikt.followup.measured.tables import Tables
from uppsikt.look.selectors import chosen_look
from uppsikt.organisation import selectors as organisation
from uppsikt.platform.access.rules import Reader, Thing, Verb, demand, may
from uppsikt.platform.audit.services import record_reading
from uppsikt.store import Store

_WHOLE_NOTE = "Här står också små antal, som kan peka ut någon. Sprid inte uppgifterna."
_PUBLIC_NOTE = (
    f"Antal från 1 till {THRESHOLD - 1} visas inte, och inte heller de som de skulle kunna räknas "
    "fram ur, här eller i tidigare rapporter."
)
YEARS = 3
"""The report tells of three years, this one included."""


class NoRegister(NothingThere):
    """No extract tells of the month."""


def measures_report(
    *, reader: Reader, now: datetime, store: Store, committee: str, period: Period
) -> Document:
    """What the registers of a committee give after a month.

    Whoever may read small numbers is given all of them, which is recorded; everybody else, and the
    operator who runs a command as nobody, what can be shown to the public.
    Raises NotAllowed, UnknownCommittee, NoRegister, ReadingNotRecorded and StoreError.
    """
    demand(reader, Verb.READ, Thing.REPORTS.of(committee))
    whole = not reader.is_operator and may(reader, Verb.READ, Thing.SMALL_NUMBERS.of(committee))
    about = organisation.committee(reader=reader, slug=committee)
    counts = assistance_counts(store, committee, period, YEARS)
    if period not in counts.months:
        _refuse(about.name, period, counts)
    hidden = frozenset() if whole else hidden_names(committee, counts)
    tables = Tables(committee, counts, assistance_book(committee, counts), hidden).all()
    if whole:
        record_reading(
            reader=reader,
            now=now,
            thing="mått ur register, med små antal",
            committee=committee,
            detail={"months": [period.first_month]},
        )
    last = period.last_day
    blocks: tuple[Block, ...] = (
        _lead(tables[1], period),
        tables[0],
        Heading(1, "Ekonomiskt bistånd"),
        *tables[1:],
        Note((Text(_WHOLE_NOTE if whole else _PUBLIC_NOTE),)),
    )
    mark = hashlib.sha256(repr(blocks).encode()).hexdigest()[:16]
    return Document(
        title=f"Mått efter {month_name(period.last)} {period.year}",
        subtitle=about.name,
        author=about.municipality or about.name,
        date=f"läget den {last.day} {month_name(last.month)} {last.year}",
        period_text=period.to_date_of().text,
        blocks=blocks,
        identifier=f"{committee}-{period}-{'measures' if whole else 'measures-public'}-{mark}",
        look=chosen_look(reader=reader, store=store),
    )


def _lead(households: Table, period: Period) -> Lead:
    """The first sentence: households this year and the years before, as the table prints them."""
    row = households.rows[0]
    told = []
    for column, cell in zip(households.columns, row.cells, strict=True):
        count = cell_text(cell, column) if cell.absent in (None, SUPPRESSED) else "okänt antal"
        told.append(f"{count} i {month_name(period.last)} {column.name}")
    first, *earlier = told
    text = f"Hushåll med ekonomiskt bistånd var {first}, jämfört med {' och '.join(earlier)}."
    return Lead((Text(text),))


def _refuse(name: str, period: Period, counts: AssistanceCounts) -> None:
    latest = max(counts.months, default=None)
    raise NoRegister(
        f"{name} har inget registerutdrag för {period.text}.",
        values=[f"senast: {latest.text}"] if latest else [],
        todo="Läs in utdraget med «uppsikt register add», eller välj en annan månad.",
    )
