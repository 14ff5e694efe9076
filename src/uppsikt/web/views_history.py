"""The page of a figure's history: every value that a cell has had, and where it was printed."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from uppsikt.figures import Absent, Period, Unit, with_unit
from uppsikt.followup.basis.address import CellAddress
from uppsikt.followup.cells.figure_history import cell_history
from uppsikt.followup.cells.history import FigureHistory, Printing, Step
from uppsikt.followup.cells.history_export import KINDS
from uppsikt.followup.cells.history_words import (
    BY_SETUP,
    actors_text,
    bare_text,
    change_text,
    event_text,
    exact_text,
    when_text,
)
from uppsikt.followup.forms.form import form_of
from uppsikt.organisation.selectors import committee as committee_of
from uppsikt.platform.stores import current_store
from uppsikt.web.kept import kept
from uppsikt.web.last_year import last_year_asked, last_year_query
from uppsikt.web.links import (
    Crumb,
    cell_link,
    crumbs,
    form_of_slug,
    history_link,
    links_of,
)
from uppsikt.web.reader import reader_of

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
_FILES = (("Excel", "xlsx"), ("CSV", "csv"), ("JSON", "json"))


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """A row of the page: a value with what gave it, or a report that printed it (`address`)."""

    when: str
    text: str
    about: tuple[str, ...]
    change: str
    amount: str
    address: str = ""


@require_safe
@kept
def history(
    request: HttpRequest, slug: str, period: Period, form: str, **place: str
) -> HttpResponse:
    """Every value that the figure in a cell has had. `place` is its table, row and column."""
    address, found = (
        _address(slug, period, form, place),
        committee_of(reader=reader_of(request), slug=slug),
    )
    shown = last_year_asked(request)
    query = last_year_query(shown)
    told = cell_history(
        reader=reader_of(request), store=current_store(), address=address, last_year=shown
    )
    report = links_of(form_of(address.form), slug, period, query)
    context = {
        "section": "committee",
        "committee": found,
        "period": period,
        "crumbs": (
            *crumbs(found, period, query),
            Crumb(report.name, report.page),
            Crumb("Cellen", cell_link(address) + query),
        ),
        "told": told,
        "unit": Unit.KR.symbol if told.unit.is_money else told.unit.symbol,
        "first": "" if isinstance(told.first, Absent) else bare_text(told.first, told.unit),
        "by_setup": BY_SETUP[:1].upper() + BY_SETUP[1:],
        "now": exact_text(told.now, told.unit),
        "entries": tuple(_entries(told, slug)),
        "values": len(told.steps),
        "printings": len(told.printings),
        "files": [Crumb(text, history_link(address, kind) + query) for text, kind in _FILES],
    }
    return render(request, "web/history.html", context)


@require_safe
def history_file(
    request: HttpRequest, slug: str, period: Period, form: str, *, kind: str, **place: str
) -> HttpResponse:
    """The history as a file."""
    address = _address(slug, period, form, place)
    if kind not in KINDS:
        raise Http404
    committee_of(reader=reader_of(request), slug=slug)
    told = cell_history(
        reader=reader_of(request),
        store=current_store(),
        address=address,
        last_year=last_year_asked(request),
    )
    answer = HttpResponse(KINDS[kind](told), content_type=CONTENT_TYPES[kind])
    name = f"historik-{slug}-{period}-{address.row}-{address.column}.{kind}"
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    return answer


def _address(slug: str, period: Period, form: str, place: dict[str, str]) -> CellAddress:
    chosen = form_of_slug(form)
    if chosen is None:
        raise Http404
    return CellAddress(slug, period, chosen.key, **place)


def _entries(told: FigureHistory, slug: str) -> Iterator[ShownEntry]:
    for one in told.told():
        yield _printing(one, told, slug) if isinstance(one, Printing) else _step(one, told.unit)


def _step(step: Step, unit: Unit) -> ShownEntry:
    event = step.event
    about = [text for text in (event.file, actors_text(event)) if text]
    about += [f"Skäl: {reason}" for reason in event.reasons]
    return ShownEntry(
        when_text(event.at),
        event_text(event),
        tuple(about),
        change_text(step, unit),
        bare_text(step.value, unit),
    )


def _printing(one: Printing, told: FigureHistory, slug: str) -> ShownEntry:
    place = (slug, one.month, form_of(one.form).slug, one.version)
    about = [] if one.printed is None else [f"Där står {with_unit(one.printed, Unit.TKR)}"]
    about += [] if one.as_now(told.now) else ["Beloppet är ett annat nu"]
    return ShownEntry(
        when_text(one.at),
        f"{one.title}, version {one.version}",
        tuple(about),
        "",
        bare_text(one.value, told.unit),
        reverse("given_report", args=place),
    )
