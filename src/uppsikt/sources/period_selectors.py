"""What is read of periods: how settled each month is, and what has changed in closed ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from uppsikt.figures import Period
from uppsikt.organisation.remembering import once
from uppsikt.platform.access.rules import Reader, Thing, Verb, demand, may
from uppsikt.sources import models
from uppsikt.sources.balances import Span
from uppsikt.sources.period_rules import Moved, State, state_until_decided


@dataclass(frozen=True)
class MonthState:
    """How settled a month (yyyymm) is; without a decision on it, `set_at` is None."""

    month: int
    state: State
    reason: str = ""
    decision: str = ""
    set_at: datetime | None = None
    actor: str = ""


@dataclass(frozen=True)
class LateChange:
    """What was changed in closed months at one time: by what, why, when and by whom.

    `source` is the number of the import, None for a set-up file. `cause` is empty for a reader who
    may not read which files were received.
    """

    cause: str
    reason: str
    changed_at: datetime
    actor: str
    source: int | None
    rows: tuple[Moved, ...]


def month_states(*, reader: Reader, committee: str) -> dict[int, MonthState]:
    """The months that somebody has decided on, each with its last state."""
    demand(reader, Verb.READ, Thing.PERIODS.of(committee))
    return once("month states", committee, lambda: _month_states(committee))


def _month_states(committee: str) -> dict[int, MonthState]:
    rows = models.PeriodState.everything.filter(committee=committee).defer("amounts")
    return {
        row.month: MonthState(
            row.month, State(row.state), row.reason, row.decision, row.set_at, row.actor
        )
        for row in rows.order_by("id")
    }


def state_of(month: int, known: Mapping[int, MonthState]) -> MonthState:
    """How settled a month (yyyymm) is, among those that somebody has decided on."""
    return known.get(month, MonthState(month, state_until_decided(month)))


def preliminary_months(
    *, reader: Reader, committee: str, periods: Iterable[Period]
) -> tuple[int, ...]:
    """The months (yyyymm) of the periods that are preliminary."""
    known = month_states(reader=reader, committee=committee)
    months = {month.last_month for period in periods for month in period.months}
    return tuple(
        month for month in sorted(months) if state_of(month, known).state is State.PRELIMINARY
    )


def closed_months(*, reader: Reader, committee: str) -> frozenset[int]:
    """The months (yyyymm) that are closed."""
    known = month_states(reader=reader, committee=committee)
    return frozenset(month for month, one in known.items() if one.state is State.CLOSED)


def late_changes(
    *, reader: Reader, committee: str, periods: Iterable[Period] | None = None
) -> tuple[LateChange, ...]:
    """What has changed in months that are closed, since each was closed; the oldest first.

    With `periods` only what touches one of them. A change that a later closing has taken in is
    not among them: the amounts of that closing hold it already.
    """
    known = month_states(reader=reader, committee=committee)
    with_files = may(reader, Verb.READ, Thing.IMPORTS.of(committee))
    spans = None if periods is None else [period.span for period in periods]
    found = []
    for row in models.ClosedChange.objects.seen_by(reader).filter(committee=committee):
        rows = tuple(
            one
            for one in (Moved(*values) for values in row.rows)
            if _still_late(one, row.changed_at, known) and _meets(one, spans)
        )
        if rows:
            cause = row.cause if with_files else ""
            found.append(
                LateChange(cause, row.reason, row.changed_at, row.actor, row.source_id, rows)
            )
    return tuple(found)


def _still_late(one: Moved, at: datetime, known: dict[int, MonthState]) -> bool:
    """Whether a month of it is closed now, and was before the change."""
    return any(
        state.state is State.CLOSED
        and one.first <= state.month <= one.last
        and state.set_at is not None
        and state.set_at <= at
        for state in known.values()
    )


def _meets(one: Moved, spans: list[Span] | None) -> bool:
    return spans is None or any(one.first <= last and first <= one.last for first, last in spans)
