"""What is read of plans. `as_of` is a day: later decisions are not yet known then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import QuerySet

from uppsikt.figures import MISSING, Period, Side, Value
from uppsikt.organisation import selectors as organisation
from uppsikt.planning import models
from uppsikt.planning.known import Known, in_force
from uppsikt.planning.rules import (
    BudgetBook,
    BudgetDecision,
    BudgetLine,
    ForecastRow,
    Grant,
    GrantRevision,
    Profile,
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
    demand(reader, Verb.READ, Thing.PLANS)
    rows = _revised(committee, year, as_of, known)
    moved = _transferred(committee, year, as_of, known)
    lines = organisation.all_lines(reader=reader, committee=committee)
    groups = organisation.groups(reader=reader, committee=committee)
    return BudgetBook(
        year=year,
        lines=(*map(_budget_line, rows), *map(_budget_line, moved)),
        sides={group.key: group.side for group in groups},
        contingencies=frozenset(line.key for line in lines if line.is_contingency),
        shape=_last_year(reader, committee, year - 1, store, known),
    )


def _revised(
    committee: str, year: int, as_of: date, known: Known | None = None
) -> QuerySet[models.BudgetRow]:
    about = {"committee__slug": committee, "year": year, "decided__lte": as_of}
    read = None if known is None else known.budgets
    counting = in_force(models.BudgetRevision, read, ("decided",), about)
    return models.BudgetRow.objects.filter(
        revision__in=models.BudgetRevision.objects.filter(counting, **about)
    ).order_by("revision__decided", "revision_id", "id")


def _transferred(
    committee: str, year: int, as_of: date, known: Known | None = None
) -> QuerySet[models.TransferRow]:
    about = {"year": year, "decided__lte": as_of}
    read = None if known is None else known.transfers
    counting = in_force(models.Transfer, read, ("decided", "decision"), about)
    return models.TransferRow.objects.filter(
        committee__slug=committee, transfer__in=models.Transfer.objects.filter(counting, **about)
    ).order_by("transfer__decided", "transfer_id", "id")


def budget_changes(
    *, reader: Reader, committee: str, year: int, as_of: date, known: Known | None = None
) -> tuple[BudgetDecision, ...]:
    """The decisions that made the year's budget, oldest first; the first is the original budget.

    Of one day, a revision stands before transfers. Without a revision there is no original.
    With `known`, what had been read of them by then.
    """
    demand(reader, Verb.READ, Thing.PLANS)
    found: dict[tuple[date, bool, int], tuple[str, list[BudgetLine]]] = {}
    moves = _transferred(committee, year, as_of, known)
    others = _others(committee, moves)
    for row in _revised(committee, year, as_of, known).select_related("revision"):
        one = row.revision
        text = ", ".join(one.decisions) or "Budgetbeslut"
        key = (one.decided, False, one.pk)
        found.setdefault(key, (text, []))[1].append(_budget_line(row))
    for moved in moves.select_related("transfer"):
        made = moved.transfer
        key = (made.decided, True, made.pk)
        found.setdefault(key, (made.decision, []))[1].append(_budget_line(moved))
    return tuple(
        BudgetDecision(
            key[0],
            text,
            tuple(lines),
            is_transfer=key[1],
            others=tuple(others.get(key[2], ())) if key[1] else (),
        )
        for key, (text, lines) in sorted(found.items(), key=lambda item: item[0])
    )


def _others(committee: str, moves: QuerySet[models.TransferRow]) -> dict[int, list[str]]:
    """The names of the other committees that each transfer of a committee's rows has rows of."""
    rows = (
        models.TransferRow.objects.filter(transfer_id__in=moves.order_by().values("transfer_id"))
        .exclude(committee__slug=committee)
        .order_by("committee__name")
        .values_list("transfer_id", "committee__name")
        .distinct()
    )
    found: dict[int, list[str]] = {}
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
    known_budget: BudgetBook | None = None,
    known: Known | None = None,
) -> Grant:
    """The grant of a year with its decisions up to and including the day `as_of`.

    `known_budget` is the year's budget on that day, from whoever has read it already. With
    `known`, what had been read of budgets and transfers by then.
    """
    demand(reader, Verb.READ, Thing.PLANS)
    rows = models.Grant.objects.filter(committee__slug=committee, year=year, decided__lte=as_of)
    decided = [
        GrantRevision(row.decided, row.amount, row.decision) for row in rows if row.to_month is None
    ]
    revisions = (*decided, *_grant_moved(committee, year, as_of, known)) if decided else ()
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
        or budget(
            reader=reader, committee=committee, year=year, as_of=as_of, store=store, known=known
        ),
    )


def _grant_moved(
    committee: str, year: int, as_of: date, known: Known | None
) -> Iterator[GrantRevision]:
    """What transfers to and from other committees change in the grant: the net sum, turned.

    A committee that takes over costs is given what they cost, so its result is as before.
    """
    sums: dict[int, tuple[models.Transfer, int]] = {}
    for row in _transferred(committee, year, as_of, known).select_related("transfer"):
        made, total = sums.get(row.transfer_id, (row.transfer, 0))
        sums[row.transfer_id] = (made, total + row.amount)
    for made, total in sums.values():
        if total:
            yield GrantRevision(made.decided, -total, made.decision)


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
    demand(reader, Verb.READ, Thing.PLANS)
    rows = models.Forecast.objects.filter(committee__slug=committee, year=year)
    if known is not None:
        rows = rows.filter(id__in=known.forecasts)
    return tuple(
        ForecastRow(
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
        for row in rows
    )


def result_items(*, reader: Reader, committee: str, year: int, as_of: date) -> ResultItems:
    """What stands beside the year's result, decided up to and including the day `as_of`."""
    demand(reader, Verb.READ, Thing.PLANS)
    rows = models.ResultItem.objects.filter(
        committee__slug=committee, year=year, decided__lte=as_of
    )
    return ResultItems(
        tuple(
            ResultItem(ResultKind(row.kind), row.decided, row.amount, row.name, row.decision)
            for row in rows
        )
    )


def _budget_line(row: models.BudgetRow | models.TransferRow) -> BudgetLine:
    return BudgetLine(
        activity=row.activity,
        side=Side(row.side),
        group=row.group,
        amount=row.amount,
        profile=Profile(row.profile),
        months=tuple(row.months),
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
