"""The list of a report's texts: what each says, who saved it, and what waits for somebody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from uppsikt.figures import Period
from uppsikt.followup import selectors
from uppsikt.followup.basis.facts import PLACES
from uppsikt.followup.basis.written import Origin
from uppsikt.followup.editing import services
from uppsikt.followup.editing.rules import Where
from uppsikt.followup.editing.selectors import (
    ListedSection,
    Template,
    listed_sections,
    templates,
)
from uppsikt.followup.editing.services import TextChanged
from uppsikt.followup.forms.form import form_of, forms
from uppsikt.organisation.selectors import committee as committee_of
from uppsikt.platform.access.rules import Actor, Thing, Verb, demand
from uppsikt.platform.stores import current_store
from uppsikt.rounds.days import moment_text
from uppsikt.web import clock
from uppsikt.web.links import Crumb
from uppsikt.web.reader import actor_of, reader_of
from uppsikt.web.round.report_asked import (
    may_write,
    report_asked,
    text_page,
    texts_page,
    way_up,
)
from uppsikt.web.switcher import switcher

PLACE_NAMES: Mapping[str, str] = {
    "inledning": "Inledning",
    "analys": "Analys",
    "avslutning": "Avslutning",
}

_STEPS = {"upp": -1, "ner": 1}


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A section in the list. `since` is the month that its words were written for, in words."""

    key: str
    address: str
    heading: str
    begins: str
    saved: str
    since: str
    faults: int
    number: int
    is_first: bool = False
    is_last: bool = False


@dataclass(frozen=True, slots=True)
class ShownTemplate:
    """A template in the list."""

    key: str
    heading: str
    begins: str
    starts: str
    saved: str


@require_http_methods(["GET", "HEAD", "POST"])
def texts(request: HttpRequest, slug: str, period: Period, form: str) -> HttpResponse:
    """The sections in the report's order, by place; those that are taken out; the templates."""
    where = report_asked(request, slug, period, form)
    changed = None
    if request.method == "POST":
        demand(reader_of(request), Verb.CHANGE, Thing.TEXTS.of(slug))
        try:
            _decided(actor_of(request), where, request)
        except TextChanged as told:
            changed = told
        else:
            return redirect(texts_page(where))
    context = {**_context(request, where), "changed": changed}
    return render(request, "web/round/texts.html", context, status=409 if changed else 200)


def _context(request: HttpRequest, where: Where) -> dict[str, object]:
    reader, store = reader_of(request), current_store()
    listed, out = listed_sections(reader=reader, store=store, where=where)
    chosen = form_of(where.form)
    months = selectors.months(reader=reader, store=store, committee=where.committee)
    waiting = [one for one in listed if one.section.since]
    return {
        "section": "committee",
        "crumbs": way_up(request, where),
        "committee": committee_of(reader=reader, slug=where.committee),
        "period": where.month,
        "form": chosen,
        "switcher": switcher(
            [month for month in months if month.last in chosen.months],
            where.month,
            lambda month: texts_page(Where(where.committee, month, where.form)),
            over_gaps=True,
        ),
        "places": tuple(_places(listed, where)),
        "count": len(listed),
        "waiting": len(waiting),
        "wrong": sum(bool(one.faults) for one in listed),
        "out": [_shown(one, where) for one in out],
        "templates": [_template(one) for one in templates(reader=reader, where=where)],
        "may_write": may_write(request, where.committee),
        "new_text": reverse("new_text", args=(where.committee, where.month, chosen.slug)),
        "others": [
            Crumb(other.name, texts_page(Where(where.committee, where.month, other.key)))
            for other in forms()
            if other.key != where.form and where.month.last in other.months
        ],
    }


def _places(
    listed: Iterable[ListedSection], where: Where
) -> Iterator[tuple[str, list[ShownSection]]]:
    every = tuple(listed)
    for place in PLACES:
        here = [one for one in every if one.section.place == place]
        if here:
            yield (
                PLACE_NAMES[place],
                [
                    _shown(one, where, is_first=one is here[0], is_last=one is here[-1])
                    for one in here
                ],
            )


def _shown(
    one: ListedSection, where: Where, *, is_first: bool = False, is_last: bool = False
) -> ShownSection:
    found = one.section
    return ShownSection(
        key=found.key,
        address=text_page(where, found.key),
        heading=one.heading or "Utan rubrik",
        begins=one.begins,
        saved=_saved(one),
        since=Period.parse(found.since).text if found.since else "",
        faults=one.faults,
        number=found.number,
        is_first=is_first,
        is_last=is_last,
    )


def _saved(one: ListedSection) -> str:
    found = one.section
    if found.saved_at is None:
        return "Står i installationsfilen"
    when = moment_text(found.saved_at, clock.now())
    told = f"Sparad av {found.actor} {when}"
    return f"{told}, som mall" if found.origin is Origin.TEMPLATE else told


def _template(one: Template) -> ShownTemplate:
    when = moment_text(one.saved_at, clock.now())
    return ShownTemplate(
        one.key,
        one.heading or "Utan rubrik",
        one.begins,
        one.starts.text,
        f"Sparad av {one.actor} {when}",
    )


def _decided(actor: Actor, where: Where, request: HttpRequest) -> None:
    """Does what a button of the list says; whatever else is sent changes nothing."""
    key, seen = request.POST.get("avsnitt", ""), number_of(request.POST.get("sedd", ""))
    now, do = clock.now(), request.POST.get("gor", "")
    if do in _STEPS:
        services.move_text(actor=actor, now=now, where=where, key=key, step=_STEPS[do])
    elif do == "stammer":
        services.confirm_text(actor=actor, now=now, where=where, key=key, seen=seen)
    elif do == "ta-mallen":
        services.take_template_back(actor=actor, now=now, where=where, key=key)


def number_of(text: str) -> int:
    """The number of the wording that a form was opened with; 0 for none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0
