"""The report of a committee's measures, given or from registers: as the public sees it or whole."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from uppsikt.documents import Block, Bullets, Document, Heading, Lead, Note, Row, Text
from uppsikt.extracts.selectors import labels_without, latest_month
from uppsikt.figures import MISSING, NothingThere, Period, month_name
from uppsikt.followup.measured.assistance import section as assistance
from uppsikt.followup.measured.defined.tables import indicator_tables, measures_tables, months_table
from uppsikt.followup.measured.defined.values import ShownMeasure, measures_of
from uppsikt.followup.measured.defined.words import change_runs
from uppsikt.followup.measured.employment import section as employment
from uppsikt.followup.measured.holiday import section as holiday
from uppsikt.followup.measured.placements import section as placements
from uppsikt.followup.measured.refugees import section as refugees
from uppsikt.followup.measured.sections import Asked, Section
from uppsikt.followup.measured.transfers import section as transfers
from uppsikt.look.selectors import chosen_look
from uppsikt.organisation import selectors as organisation
from uppsikt.platform.access.rules import Reader, Thing, Verb, demand, may
from uppsikt.platform.audit.services import record_reading
from uppsikt.store import Store

_WHOLE_NOTE = "Här står också små antal, som kan peka ut någon. Sprid inte uppgifterna."
SECTIONS: tuple[Callable[[Asked], Section | None], ...] = (
    assistance.section,
    employment.section,
    placements.section,
    refugees.section,
    holiday.section,
    transfers.section,
)
"""The registers in the order in which the report tells of them."""


class NoRegister(NothingThere):
    """No extract and no count tells of the month."""


def measures_report(
    *, reader: Reader, now: datetime, store: Store, committee: str, period: Period
) -> Document:
    """What a committee has counted after a month, and what its registers give.

    Whoever may read small numbers is given all of them, which is recorded; everybody else, and the
    operator who runs a command as nobody, what can be shown to the public.
    Raises NotAllowed, UnknownCommittee, NoRegister, ReadingNotRecorded and StoreError.
    """
    demand(reader, Verb.READ, Thing.REPORTS.of(committee))
    whole = not reader.is_operator and may(reader, Verb.READ, Thing.SMALL_NUMBERS.of(committee))
    about = organisation.committee(reader=reader, slug=committee)
    asked = Asked(store, committee, period, whole, about.smallest_count)
    sections = [found for one in SECTIONS if (found := one(asked)) is not None]
    measures = [one for one in measures_of(asked) if _tells(one)]
    if not sections and not measures:
        _refuse(about.name, committee, period)
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
        *_lead(sections),
        *measures_tables(period, measures, _undefined(measures, sections)),
        *indicator_tables(period, measures),
        *_changes(measures),
        *_blocks(sections),
        *_months(measures),
        *_lacking(committee, period),
        Note((Text(_WHOLE_NOTE if whole else _public_note(about.smallest_count)),)),
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


def _public_note(smallest: int) -> str:
    return (
        f"Antal från 1 till {smallest - 1} visas inte, och inte heller de som de skulle kunna "
        "räknas fram ur, här eller i tidigare rapporter."
    )


def _lead(sections: Iterable[Section]) -> Iterator[Block]:
    told = " ".join(one.lead for one in sections if one.lead)
    if told:
        yield Lead((Text(told),))


def _blocks(sections: Iterable[Section]) -> Iterator[Block]:
    for one in sections:
        yield Heading(1, one.heading)
        yield from one.tables


def _tells(one: ShownMeasure) -> bool:
    """Whether a measure has any value this year: one that nobody has given yet is left out."""
    return any(
        value is not MISSING for at, value in one.values.items() if at // 100 == one.period.year
    )


def _undefined(measures: Iterable[ShownMeasure], sections: Iterable[Section]) -> list[Row]:
    """The registers' rows among the measures, but for those that the committee has defined."""
    defined = {one.definition.register.partition(".")[2] for one in measures}
    names = {one.definition.name.casefold() for one in measures}
    return [
        row
        for one in sections
        for row in one.measures
        if row.key not in defined and row.label.casefold() not in names
    ]


def _changes(measures: Iterable[ShownMeasure]) -> Iterator[Block]:
    """Each measure in words: more or fewer than last year, and if that is wanted."""
    items = tuple(change_runs(one) for one in measures)
    if items:
        yield Bullets(items)


def _months(measures: Iterable[ShownMeasure]) -> Iterator[Block]:
    """The measures month by month that no section of a register tells of."""
    tables = [months_table(one) for one in measures if not one.definition.register]
    if tables:
        yield Heading(1, "Månad för månad")
        yield from tables


def _lacking(committee: str, period: Period) -> Iterator[Note]:
    """That a register which the committee has tells nothing of the month: it is not left out."""
    if labels := labels_without(committee, period.first_month):
        told = ", ".join(label.lower() for label in labels)
        yield Note((Text(f"Inget utdrag för {period.text} är inläst ur: {told}."),))


def _refuse(name: str, committee: str, period: Period) -> None:
    latest = latest_month(committee)
    raise NoRegister(
        f"{name} har inga mått för {period.text}: inget registerutdrag och inga lämnade antal.",
        values=[f"senast: {Period.month(*divmod(latest, 100)).text}"] if latest else [],
        todo=(
            "Läs in utdraget med «uppsikt register add» eller antalen med «uppsikt import», "
            "eller välj en annan månad."
        ),
    )
