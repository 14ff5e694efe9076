"""What the pages read: all committees, one committee's months, and one activity."""

from __future__ import annotations

from uppsikt.figures import Absent, NothingThere, Period
from uppsikt.followup.activity import ActivityPage
from uppsikt.followup.activity import activity_page as page_of
from uppsikt.followup.book.booked import all_balances, booked_months
from uppsikt.followup.forms.form import Form, forms
from uppsikt.followup.gather import gather
from uppsikt.followup.given.printed import given_out
from uppsikt.followup.last_year.view import LastYear
from uppsikt.followup.texts import KeptHistory, histories
from uppsikt.followup.together.overview import Overview, OverviewRow, overview
from uppsikt.organisation.remembering import remembered
from uppsikt.organisation.rules import nearest
from uppsikt.planning import selectors as planning
from uppsikt.platform.access.rules import Reader, Thing, Verb, demand, sight
from uppsikt.platform.kept.keeper import Keeper
from uppsikt.store import Store

__all__ = [
    "ActivityPage",
    "KeptHistory",
    "LastYear",
    "Overview",
    "OverviewRow",
    "UnknownActivity",
    "activity_page",
    "histories",
    "months",
    "offered_forms",
    "overview",
]


MONTHS: Keeper[tuple[Period, ...]] = Keeper(64)
"""Every page has the months to choose from, which are the same when more is booked in one."""


class UnknownActivity(NothingThere):
    """The committee has no such activity in the report."""


def months(*, reader: Reader, store: Store, committee: str) -> tuple[Period, ...]:
    """The months that a committee's report can be made after, in order.

    Everything since January is booked, and the year has a budget.
    """
    demand(reader, Verb.READ, Thing.REPORTS.of(committee))

    def make() -> tuple[Period, ...]:
        with remembered():
            return _months(reader, store, committee)

    return MONTHS.answer((str(store.root), sight(reader, committee), committee), make)


def offered_forms(*, reader: Reader, committee: str, period: Period) -> tuple[Form, ...]:
    """The forms that a committee's report after a month is offered in, in their order."""
    demand(reader, Verb.READ, Thing.REPORTS.of(committee))
    return tuple(
        form
        for form in forms()
        if period.last in form.months
        and (form.offered is None or form.offered(reader, committee, period))
    )


def _months(reader: Reader, store: Store, committee: str) -> tuple[Period, ...]:
    booked = booked_months(all_balances(reader=reader, store=store, committee=committee))
    budgeted = {
        year
        for year in {month.year for month in booked}
        if not isinstance(
            planning.budget(
                reader=reader,
                committee=committee,
                year=year,
                as_of=Period.whole_year(year).last_day,
                store=store,
            ).value(Period.whole_year(year)),
            Absent,
        )
    }
    return tuple(month for month in booked if month.year in budgeted)


def activity_page(
    *,
    reader: Reader,
    store: Store,
    committee: str,
    activity: str,
    period: Period,
    last_year: LastYear = LastYear.PUBLISHED,
) -> ActivityPage:
    """An activity (by key) after a month: by month, by account group and by account.

    `last_year` is as in `build_report`.
    Raises UnknownActivity, and what `build_report` raises of ledger and budget.
    """
    demand(reader, Verb.READ, Thing.REPORTS.of(committee))
    facts, lookup = gather(
        reader=reader,
        store=store,
        committee=committee,
        month=period,
        form="monthly",
        detail=(activity,),
        restated=last_year is LastYear.RESTATED,
    )
    known = [line.key for line in facts.lines]
    if activity not in known:
        raise UnknownActivity(
            f"Verksamheten ”{activity}” finns inte hos {facts.committee_name} {period.text}.",
            todo=f"Närmast: {nearest(activity, known)}.",
        )
    before = given_out(reader=reader, committee=committee)
    return page_of(facts, lookup, activity, before.printed)
