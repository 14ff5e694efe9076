"""What the pages read: all committees, one committee's months, and one activity."""

from __future__ import annotations

from dataclasses import dataclass, replace

from uppsikt.documents import Cell
from uppsikt.figures import Absent, Name, Period, UppsiktError, What
from uppsikt.followup import names, rules
from uppsikt.followup.activity import ActivityPage
from uppsikt.followup.activity import activity_page as page_of
from uppsikt.followup.computed import Computed, compute
from uppsikt.followup.facts import Facts
from uppsikt.followup.gather import gather, look_up, report_lines
from uppsikt.followup.given_out import given_out
from uppsikt.followup.lookup import Lookup, all_balances, booked_months
from uppsikt.followup.names import SummaryRow
from uppsikt.followup.texts import KeptHistory, histories
from uppsikt.followup.value_columns import Columns
from uppsikt.organisation import selectors as organisation
from uppsikt.organisation.remembering import remembered
from uppsikt.organisation.rules import nearest
from uppsikt.planning import selectors as planning
from uppsikt.platform.access.rules import Reader, Thing, Verb, demand
from uppsikt.store import Store

__all__ = [
    "ActivityPage",
    "KeptHistory",
    "OverviewRow",
    "UnknownActivity",
    "activity_page",
    "histories",
    "months",
    "overview",
]


class UnknownActivity(UppsiktError):
    """The committee has no such activity in the report."""


@dataclass(frozen=True)
class OverviewRow:
    """One committee on the page of all committees: printed cells, in tkr.

    `spark` is the net cost of each month of the year as a positive amount, None where it is not
    known by itself.
    """

    slug: str
    name: str
    grant: Cell
    actual: Cell
    forecast: Cell
    variance: Cell
    spark: tuple[int | None, ...]


def overview(*, reader: Reader, store: Store, period: Period) -> tuple[OverviewRow, ...]:
    """All committees after a month; what a committee lacks stands as absent, never as zero."""
    demand(reader, Verb.READ, Thing.REPORTS)
    with remembered():
        return tuple(
            _overview_row(reader, store, committee, period)
            for committee in organisation.committees(reader=reader)
        )


def _overview_row(
    reader: Reader, store: Store, committee: organisation.Committee, month: Period
) -> OverviewRow:
    stored = organisation.all_lines(reader=reader, committee=committee.slug)
    facts = Facts(
        committee.slug, committee.name, month, report_lines(stored, month), groups=(), figures=()
    )
    lookup = Lookup(
        reader=reader, store=store, committee=committee.slug, month=month, first_year=month.year
    )
    figures = _whole_figures(facts, lookup)
    columns, whole = Columns.of(month), names.whole(facts)
    return OverviewRow(
        committee.slug,
        committee.name,
        figures.cell(names.summary(facts, SummaryRow.GRANT, columns.budget)),
        figures.cell(names.cell(whole, columns.actual)),
        figures.cell(names.cell(whole, columns.forecast)),
        figures.cell(names.cell(whole, columns.forecast_variance)),
        tuple(_spark(figures, Name(What.ACTUAL, whole, one)) for one in facts.year.months),
    )


def _whole_figures(facts: Facts, lookup: Lookup) -> Computed:
    """The committee's own totals. As the grand totals of its report they are the nearest tkr, so
    page and report print the same."""
    columns, whole = Columns.of(facts.month), names.whole(facts)
    asked = [
        names.summary(facts, SummaryRow.GRANT, columns.budget),
        names.cell(whole, columns.actual),
        names.cell(whole, columns.budget),
        names.cell(whole, columns.forecast),
        *(Name(What.ACTUAL, whole, month) for month in facts.to_date.months),
        *(
            names.cell(names.line(facts, line.key), columns.forecast)
            for line in facts.lines
            if line.exists(facts.year)
        ),
    ]
    figures = tuple(look_up(facts, lookup, dict.fromkeys(asked)))
    return compute(replace(facts, figures=figures), tuple(rules.whole_forecast(facts)))


def _spark(figures: Computed, name: Name) -> int | None:
    value = figures.known(name)
    return None if value is None else -value


def months(*, reader: Reader, store: Store, committee: str) -> tuple[Period, ...]:
    """The months that a committee's report can be made after, in order.

    Everything since January is booked, and the year has a budget.
    """
    demand(reader, Verb.READ, Thing.REPORTS)
    with remembered():
        return _months(reader, store, committee)


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
    *, reader: Reader, store: Store, committee: str, activity: str, period: Period
) -> ActivityPage:
    """An activity (by key) after a month: by month, by account group and by account.

    Raises UnknownActivity, and what `build_report` raises of ledger and budget.
    """
    demand(reader, Verb.READ, Thing.REPORTS)
    facts, lookup = gather(
        reader=reader,
        store=store,
        committee=committee,
        month=period,
        form="monthly",
        detail=(activity,),
    )
    known = [line.key for line in facts.lines]
    if activity not in known:
        raise UnknownActivity(
            f"Verksamheten ”{activity}” finns inte hos {facts.committee_name} {period.text}.",
            todo=f"Närmast: {nearest(activity, known)}.",
        )
    before = given_out(reader=reader, committee=committee)
    return page_of(facts, lookup, activity, before.printed)
