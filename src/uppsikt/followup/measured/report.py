"""The report of a committee's measures from its registers, by the right to small numbers."""

from __future__ import annotations

import hashlib
from datetime import datetime

from uppsikt.documents import Block, Document, Heading, Lead, Table, Text
from uppsikt.extracts.assistance import AssistanceCounts, assistance_counts
from uppsikt.figures import NothingThere, Period, month_name
from uppsikt.followup.measured.book import assistance_book
from uppsikt.followup.measured.tables import Tables
from uppsikt.look.selectors import chosen_look
from uppsikt.organisation import selectors as organisation
from uppsikt.platform.access.rules import Reader, Thing, Verb, demand
from uppsikt.platform.audit.services import record_reading
from uppsikt.store import Store

YEARS = 3
"""The report tells of three years, this one included."""


class NoRegister(NothingThere):
    """No extract tells of the month."""


def measures_report(
    *, reader: Reader, now: datetime, store: Store, committee: str, period: Period
) -> Document:
    """What the registers of a committee give after a month; that it is read is recorded.

    Raises NotAllowed, UnknownCommittee, NoRegister, ReadingNotRecorded and StoreError.
    """
    demand(reader, Verb.READ, Thing.SMALL_NUMBERS.of(committee))
    about = organisation.committee(reader=reader, slug=committee)
    counts = assistance_counts(store, committee, period, YEARS)
    if period not in counts.months:
        _refuse(about.name, period, counts)
    tables = Tables(committee, counts, assistance_book(committee, counts)).all()
    record_reading(
        reader=reader,
        now=now,
        thing="mått ur register",
        committee=committee,
        detail={"months": [period.first_month]},
    )
    last = period.last_day
    blocks: tuple[Block, ...] = (
        _lead(tables[1], period),
        tables[0],
        Heading(1, "Ekonomiskt bistånd"),
        *tables[1:],
    )
    mark = hashlib.sha256(repr(blocks).encode()).hexdigest()[:16]
    return Document(
        title=f"Mått efter {month_name(period.last)} {period.year}",
        subtitle=about.name,
        author=about.municipality or about.name,
        date=f"läget den {last.day} {month_name(last.month)} {last.year}",
        period_text=period.to_date_of().text,
        blocks=blocks,
        identifier=f"{committee}-{period}-measures-{mark}",
        look=chosen_look(reader=reader, store=store),
    )


def _lead(households: Table, period: Period) -> Lead:
    """The first sentence: households this year and the years before, as the table prints them."""
    row = households.rows[0]
    told = []
    for column, cell in zip(households.columns, row.cells, strict=True):
        count = "okänt antal" if cell.printed is None else str(cell.printed)
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
