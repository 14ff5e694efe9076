"""What is read of the way from this year's budget to the coming year's."""

from __future__ import annotations

from uppsikt.figures import Period
from uppsikt.planning.next_year_models import BudgetRequest
from uppsikt.planning.next_year_models import Efficiency as StoredEfficiency
from uppsikt.planning.next_year_models import Indexation as StoredIndexation
from uppsikt.planning.next_year_rules import Efficiency, Indexation, Request, Steps
from uppsikt.platform.access.rules import Reader, Thing, Verb, demand


def steps(*, reader: Reader, committee: str, year: int, month: Period) -> Steps:
    """What leads to the year's budget, as decided or asked for at the end of `month`.

    Of several decisions on one account group, or on efficiency, the last one counts.
    """
    demand(reader, Verb.READ, Thing.PLANS.of(committee))
    decided = {
        "committee__slug": committee,
        "year": year,
        "decided__lte": month.last_day,
    }
    rates = {row.group: row for row in StoredIndexation.objects.seen_by(reader).filter(**decided)}
    efficiency = StoredEfficiency.objects.seen_by(reader).filter(**decided).last()
    asked = BudgetRequest.objects.seen_by(reader).filter(
        committee__slug=committee, year=year, after__lte=month.last_month
    )
    return Steps(
        tuple(Indexation(row.group, row.rate, row.decision) for row in rates.values()),
        None
        if efficiency is None
        else Efficiency(efficiency.rate, efficiency.after_indexation, efficiency.decision),
        tuple(_request(row) for row in asked),
    )


def _request(row: BudgetRequest) -> Request:
    return Request(
        key=row.key,
        name=row.name,
        activity=row.activity,
        amount=row.amount,
        reason=row.reason,
        consequence=row.consequence,
        included=row.included,
    )
