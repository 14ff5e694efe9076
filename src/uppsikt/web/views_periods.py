"""A committee's periods: which are closed, preliminary or open, and what has changed since."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from uppsikt.figures import Period, month_name
from uppsikt.followup import selectors
from uppsikt.followup.basis.late import late_of
from uppsikt.followup.tables.late import late_tables
from uppsikt.organisation.selectors import all_lines
from uppsikt.organisation.selectors import committee as committee_of
from uppsikt.platform.stores import current_store
from uppsikt.sources.period_rules import State
from uppsikt.sources.period_selectors import MonthState, month_states, state_of
from uppsikt.web.given import day_text
from uppsikt.web.kept import kept
from uppsikt.web.late import html_of
from uppsikt.web.links import crumbs_to_latest
from uppsikt.web.reader import reader_of


@dataclass(frozen=True, slots=True)
class ShownMonth:
    """A month on the page: its name, state in words, and who decided so, when and why."""

    name: str
    state: str
    is_closed: bool
    decided: str
    why: str


@require_safe
@kept
def periods(request: HttpRequest, slug: str) -> HttpResponse:
    """The months that are booked or decided on, the newest year first."""
    found = committee_of(reader=reader_of(request), slug=slug)
    known = month_states(reader=reader_of(request), committee=slug)
    booked = selectors.months(reader=reader_of(request), store=current_store(), committee=slug)
    months = {month.last_month for month in booked} | set(known)
    years = sorted({month // 100 for month in months}, reverse=True)
    names = {line.key: line.name for line in all_lines(reader=reader_of(request), committee=slug)}
    late = late_of(
        reader=reader_of(request), committee=slug, periods=[Period.whole_year(y) for y in years]
    )
    context = {
        "section": "committee",
        "committee": found,
        "crumbs": crumbs_to_latest(reader_of(request), found),
        "years": [(year, tuple(_months(year, months, known))) for year in years],
        "closed": sum(one.state is State.CLOSED for one in known.values()),
        "late": html_of(late_tables(late, names)),
    }
    return render(request, "web/periods.html", context)


def _months(year: int, months: set[int], known: dict[int, MonthState]) -> Iterator[ShownMonth]:
    for month in sorted(one for one in months if one // 100 == year):
        one = state_of(month, known)
        yield ShownMonth(
            month_name(month % 100).capitalize(),
            one.state.text,
            one.state is State.CLOSED,
            f"{day_text(one.set_at)}, {one.actor}" if one.set_at else "",
            "; ".join(text for text in (one.decision, one.reason) if text),
        )
