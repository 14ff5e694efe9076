"""What was read of a committee's ledgers and plans, in order, and what was known after each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from uppsikt.followup.cells.history import Cause, Event
from uppsikt.planning.known import Known
from uppsikt.planning.readings import PlanReading, plan_readings
from uppsikt.platform.access.rules import Reader
from uppsikt.sources.period_rules import span_text
from uppsikt.sources.readings import (
    LedgerReading,
    PlacingReading,
    ledger_readings,
    placing_readings,
)

_CAUSES = {
    "budgets": Cause.BUDGET,
    "transfers": Cause.TRANSFER,
    "forecasts": Cause.FORECAST,
    "proposals": Cause.PROPOSAL,
    "carry_overs": Cause.CARRY_OVER,
    "withdrawn_carry_overs": Cause.CARRY_OVER_WITHDRAWN,
}


Reading = PlanReading | LedgerReading | PlacingReading
"""Something that was read, of any kind."""


def events(
    *,
    reader: Reader,
    committee: str,
    first_year: int,
    last_year: int,
    every_giver: bool,
    activity: str = "",
) -> Iterator[tuple[Event, Known]]:
    """Everything that may have changed the committee's figures of the years, oldest first.

    With each what was known when it was the last. `every_giver` takes in what was read of other
    committees too, for figures that hold what they once booked. With an activity's key only those
    who gave its own forecasts are named.
    """
    ledgers = ledger_readings(
        reader=reader,
        committee=None if every_giver else committee,
        first_year=first_year,
        last_year=last_year,
    )
    placed = placing_readings(reader=reader, committee=None if every_giver else committee)
    # A report of a year also holds what is proposed for the next one.
    plans = plan_readings(
        reader=reader,
        committee=committee,
        first_year=first_year,
        last_year=last_year + 1,
        activity=activity,
    )
    known = Known()
    # Of what was read in one moment decisions stand first: sorting keeps their order.
    booked: list[LedgerReading | PlacingReading] = [*ledgers, *placed]
    booked.sort(key=_number)
    every = [*_in_order(plans), *_in_order(booked)]
    for _, one in sorted(every, key=_time):
        if isinstance(one, LedgerReading):
            known = replace(known, imports=one.number)
            yield _ledger(one, committee), known
        elif isinstance(one, PlacingReading):
            known = replace(known, placings=one.number)
            yield _placing(one, committee), known
        else:
            known = known.with_plans(one.kind, one.numbers)
            yield _plan(one), known


def _in_order(
    readings: Iterable[Reading],
) -> Iterator[tuple[datetime, Reading]]:
    """Each with a time that is never before that of the one before it: a clock may be put back."""
    last: datetime | None = None
    for one in readings:
        last = one.at if last is None else max(last, one.at)
        yield last, one


def _time(timed: tuple[datetime, Reading]) -> datetime:
    return timed[0]


def _number(one: LedgerReading | PlacingReading) -> tuple[int, int]:
    """By the number of the import, and a set-up after the last one that was read before it."""
    return (one.number, 0) if isinstance(one, LedgerReading) else (one.last_import, one.number)


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


def _placing(one: PlacingReading, committee: str) -> Event:
    return Event(
        cause=Cause.SETUP,
        at=one.at,
        text=f"för {one.cause} ändrade vad som hör hit",
        reasons=tuple(reason for slug, reason in one.reasons if slug == committee),
        actor=one.actor,
    )


def _plan(one: PlanReading) -> Event:
    after = f"efter {one.after.text}" if one.after else ""
    return Event(
        cause=_CAUSES[one.kind],
        at=one.at,
        text=" ".join(text for text in (one.text, after) if text),
        day=one.day,
        reasons=(one.reason,) if one.reason else (),
        file=one.file,
        actor=one.actor,
        author=one.author,
    )
