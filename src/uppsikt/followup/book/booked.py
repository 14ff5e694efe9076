"""What a committee has booked, of all years, and which months that is enough for."""

from __future__ import annotations

from uppsikt.figures import Absent, Period
from uppsikt.platform.access.rules import Reader
from uppsikt.sources.balances import Balances
from uppsikt.sources.selectors import balances
from uppsikt.store import Store

EARLIEST_YEAR, LATEST_YEAR = 1900, 2999


def all_balances(
    *, reader: Reader, store: Store, committee: str, known_at: int | None = None
) -> Balances:
    """What a committee has booked, of all years; `known_at` as in `balances`."""
    return balances(
        reader=reader,
        store=store,
        committee=committee,
        first_year=EARLIEST_YEAR,
        last_year=LATEST_YEAR,
        known_at=known_at,
    )


def booked_months(booked: Balances) -> tuple[Period, ...]:
    """The months up to which everything since January is booked, in order."""
    years = sorted({cell.last // 100 for cell in booked.cells})
    return tuple(
        Period.month(year, month)
        for year in years
        for month in range(1, 13)
        if not isinstance(booked.value(Period.to_date(year, month)), Absent)
    )
