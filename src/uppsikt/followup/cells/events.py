"""What was read of a committee's ledgers and plans, in order, and what was known after each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from uppsikt.followup.cells.history import Cause, Event
from uppsikt.planning.known import Known
from uppsikt.planning.readings import PlanReading, plan_readings
from uppsikt.platform.access.rules import Reader
from uppsikt.sources.period_rules import span_text
from uppsikt.sources.readings import LedgerReading, ledger_readings

_CAUSES = {
    "budgets": Cause.BUDGET,
    "transfers": Cause.TRANSFER,
    "forecasts": Cause.FORECAST,
    "proposals": Cause.PROPOSAL,
}


def events(
    *, reader: Reader, committee: str, first_year: int, last_year: int, every_giver: bool
) -> Iterator[tuple[Event, Known]]:
    """Everything that may have changed the committee's figures of the years, oldest first.

    With each what was known when it was the last. `every_giver` takes in what was read of other
    committees too, for figures that hold what they once booked.
    """
    ledgers = ledger_readings(
        reader=reader,
        committee=None if every_giver else committee,
        first_year=first_year,
        last_year=last_year,
    )
    # A report of a year also holds what is proposed for the next one.
    plans = plan_readings(
        reader=reader, committee=committee, first_year=first_year, last_year=last_year + 1
    )
    known = Known()
    # Of what was read in one moment decisions stand first: sorting keeps their order.
    readings: list[PlanReading | LedgerReading] = [*plans, *ledgers]
    for one in sorted(readings, key=_time):
        if isinstance(one, LedgerReading):
            known = replace(known, imports=max(known.imports, one.number))
            yield _ledger(one, committee), known
        else:
            known = known.with_plans(one.kind, one.numbers)
            yield _plan(one), known


def _time(one: LedgerReading | PlanReading) -> datetime:
    return one.at


def _ledger(one: LedgerReading, committee: str) -> Event:
    return Event(
        cause=Cause.LEDGER,
        at=one.at,
        number=one.number,
        text=span_text((one.first, one.last)),
        reasons=tuple(reason for slug, reason in one.reasons if slug == committee),
        file=one.file,
        actor=one.actor,
    )


def _plan(one: PlanReading) -> Event:
    after = f"efter {one.after.text}" if one.after else ""
    return Event(
        cause=_CAUSES[one.kind],
        at=one.at,
        text=" ".join(text for text in (one.text, after) if text),
        day=one.day,
        file=one.file,
        actor=one.actor,
        author=one.author,
    )
