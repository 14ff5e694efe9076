"""What is read of plans. `as_of` is a day: later decisions are not yet known then."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from uppsikt.figures import MISSING, Period, Value
from uppsikt.organisation import selectors as organisation
from uppsikt.organisation.remembering import once
from uppsikt.planning import models
from uppsikt.planning.budget_decisions import decided
from uppsikt.planning.carry_over_selectors import stored_items
from uppsikt.planning.known import Known
from uppsikt.planning.rules import (
    BudgetBook,
    BudgetDecision,
    BudgetLine,
    ForecastRow,
    Grant,
    GrantRevision,
    ResultItem,
    ResultItems,
    ResultKind,
    Shape,
    forecasts_in_force,
)
from uppsikt.platform.access.rules import Reader, Thing, Verb, demand
from uppsikt.platform.stores import current_store
from uppsikt.sources.balances import Balances
from uppsikt.sources.selectors import balances
from uppsikt.store import Store


def budget(
    *,
    reader: Reader,
    committee: str,
    year: int,
    as_of: date,
    store: Store | None = None,
    known: Known | None = None,
) -> BudgetBook:
    """The budget of a year: all decisions up to and including the day `as_of`, transfers too.

    `store` is only read for budget rows that follow last year's shape; it is by default the
    installation's own. With `known`, what had been read of decisions and ledgers by then.
    """
    demand(reader, Verb.READ, Thing.PLANS.of(committee))
    lines = organisation.all_lines(reader=reader, committee=committee)
    groups = organisation.groups(reader=reader, committee=committee)
    return BudgetBook(
        year=year,
        lines=tuple(
            line for _, one in decided(committee, year, as_of, known) for line in one.lines
        ),
        sides={group.key: group.side for group in groups},
        contingencies=frozenset(line.key for line in lines if line.is_contingency),
        shape=_last_year(reader, committee, year - 1, store, known),
    )


def budget_changes(
    *, reader: Reader, committee: str, year: int, as_of: date, known: Known | None = None
) -> tuple[BudgetDecision, ...]:
    """The decisions that made the year's budget, oldest first; the first is the original budget.

    Of one day, a revision stands before transfers. Without a revision there is no original.
    With `known`, what had been read of them by then.
    """
    demand(reader, Verb.READ, Thing.PLANS.of(committee))
    found = decided(committee, year, as_of, known)
    others = _others(committee, [number for number, one in found if one.is_transfer])
    in_order = sorted(
        found, key=lambda one: (one.decision.decided, one.decision.is_transfer, one.number)
    )
    return tuple(
        replace(one, others=tuple(others.get(number, ()))) if one.is_transfer else one
        for number, one in in_order
    )


def _others(committee: str, transfers: Sequence[int]) -> dict[int, list[str]]:
    """The names of the other committees that each of the transfers has rows of."""
    found: dict[int, list[str]] = {}
    if not transfers:
        return found
    rows = (
        models.TransferRow.everything.filter(transfer_id__in=transfers)
        .exclude(committee__slug=committee)
        .order_by("committee__name")
        .values_list("transfer_id", "committee__name")
        .distinct()
    )
    for transfer, name in rows:
        found.setdefault(transfer, []).append(name)
    return found


def grant(
    *,
    reader: Reader,
    committee: str,
    year: int,
    as_of: date,
    store: Store | None = None,
    known_budget: Callable[[], BudgetBook] | None = None,
    known: Known | None = None,
) -> Grant:
    """The grant of a year with its decisions up to and including the day `as_of`.

    `known_budget` gives the year's budget on that day, from whoever reads it for more than this.
    With `known`, what had been read of budgets and transfers by then.
    """
    demand(reader, Verb.READ, Thing.PLANS.of(committee))
    rows = [row for row in _grants(committee) if row.year == year and row.decided <= as_of]
    first = [
        GrantRevision(row.decided, row.amount, row.decision) for row in rows if row.to_month is None
    ]
    revisions = (*first, *_grant_moved(committee, year, as_of, known)) if first else ()
    total: Value = sum(one.amount for one in revisions) if revisions else MISSING
    return Grant(
        of_year=year,
        year=total,
        revisions=tuple(sorted(revisions, key=lambda one: one.decided)),
        stated={
            Period.to_date(year, row.to_month): row.amount
            for row in rows
            if row.to_month is not None
        },
        budget=known_budget
        or partial(
            budget,
            reader=reader,
            committee=committee,
            year=year,
            as_of=as_of,
            store=store,
            known=known,
        ),
    )


def _grants(committee: str) -> tuple[models.Grant, ...]:
    """All decisions on the committee's grants, of every year."""
    rows = models.Grant.everything.filter(committee__slug=committee)
    return once("grants", committee, lambda: tuple(rows))


def _grant_moved(
    committee: str, year: int, as_of: date, known: Known | None
) -> Iterator[GrantRevision]:
    """What transfers to and from other committees change in the grant: the net sum, turned.

    A committee that takes over costs is given what they cost, so its result is as before.
    """
    for _, one in decided(committee, year, as_of, known):
        total = sum(line.amount for line in one.lines)
        if one.is_transfer and total:
            yield GrantRevision(one.decided, -total, one.decision)


def forecasts(
    *, reader: Reader, committee: str, year: int, month: Period
) -> tuple[ForecastRow, ...]:
    """The forecast of each activity that counts after `month`: see `forecasts_in_force`."""
    history = forecast_history(reader=reader, committee=committee, year=year)
    return forecasts_in_force(history, month)


def forecast_history(
    *, reader: Reader, committee: str, year: int, known: Known | None = None
) -> tuple[ForecastRow, ...]:
    """Every forecast that was given of a year, in the order of month and day given.

    With `known`, those that had been read by then.
    """
    demand(reader, Verb.READ, Thing.PLANS.of(committee))
    rows = models.Forecast.objects.seen_by(reader).filter(committee__slug=committee, year=year)
    if known is not None:
        rows = rows.filter(id__in=known.forecasts)
    return tuple(_forecast_row(row) for row in rows)


def forecasts_of_years(
    *, reader: Reader, committee: str, first: int, last: int, activity: str | None = None
) -> tuple[ForecastRow, ...]:
    """Every forecast that was given of the years, as `forecast_history`, of an activity or all."""
    demand(reader, Verb.READ, Thing.PLANS.of(committee))
    rows = models.Forecast.objects.seen_by(reader).filter(
        committee__slug=committee, year__range=(first, last)
    )
    found = rows if activity is None else rows.filter(activity=activity)
    return tuple(_forecast_row(row) for row in found)


def _forecast_row(row: models.Forecast) -> ForecastRow:
    return ForecastRow(
        activity=row.activity,
        month=Period.month(row.year, row.month),
        net=row.net,
        income=row.income,
        cost=row.cost,
        groups=row.groups,
        author=row.author,
        comment=row.comment,
        given_at=row.given_on,
    )


def result_items(*, reader: Reader, committee: str, year: int, as_of: date) -> ResultItems:
    """What stands beside the year's result, decided up to and including the day `as_of`."""
    demand(reader, Verb.READ, Thing.PLANS.of(committee))
    return ResultItems(
        tuple(
            ResultItem(ResultKind(row.kind), row.decided, row.amount, row.name, row.decision)
            for row in stored_items(committee)
            if row.year == year and row.decided <= as_of
        )
    )


def _last_year(
    reader: Reader, committee: str, year: int, store: Store | None, at: Known | None
) -> Shape:
    """A function that gives the booked months of `year` for a budget row; read when first asked."""
    known: list[Balances] = []

    def shape(row: BudgetLine) -> Sequence[int] | None:
        if not known:
            known.append(
                balances(
                    reader=reader,
                    store=store or current_store(),
                    committee=committee,
                    first_year=year,
                    last_year=year,
                    known_at=None if at is None else at.imports,
                    placed_at=None if at is None else at.placings,
                )
            )
        months = [
            known[0].value(
                Period.month(year, month),
                activity=row.activity,
                side=None if row.group else row.side,
                group=row.group or None,
            )
            for month in range(1, 13)
        ]
        whole = [value for value in months if isinstance(value, int)]
        return whole if len(whole) == 12 else None

    return shape
