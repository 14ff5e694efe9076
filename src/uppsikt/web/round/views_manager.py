"""What somebody answers for in a month's round: each activity, and the one to do next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from uppsikt.figures import Period, thousands
from uppsikt.organisation.selectors import Line
from uppsikt.organisation.selectors import committee as committee_of
from uppsikt.platform.access.rules import Thing, Verb, demand
from uppsikt.platform.stores import current_store
from uppsikt.rounds.asked import Standing, standings
from uppsikt.rounds.days import day_text
from uppsikt.rounds.mine import Mine, mine, next_of
from uppsikt.rounds.rules import RoundState
from uppsikt.rounds.selectors import Round, round_of
from uppsikt.web import clock
from uppsikt.web.links import crumbs
from uppsikt.web.reader import reader_of


@dataclass(frozen=True, slots=True)
class ShownActivity:
    """An activity in the list; amounts in tkr as text, empty where there are none."""

    name: str
    state: str
    waits: bool
    actual: str
    forecast: str
    address: str


@require_safe
def my_round(request: HttpRequest, slug: str, period: Period) -> HttpResponse:
    """The reader's activities in the round; those who read the round alone are told so."""
    reader = reader_of(request)
    found = committee_of(reader=reader, slug=slug)
    demand(reader, Verb.READ, Thing.DRAFTS.of(slug))
    round_ = round_of(reader=reader, now=clock.now(), committee=slug, month=period)
    own = mine(reader=reader, committee=slug, month=period)
    keys = [one.line.key for one in own]
    stands, lack = standings(reader=reader, store=current_store(), found=round_, keys=keys)
    todo = next_of(own, "") if round_.state is RoundState.OPEN else None
    context = {
        "section": "committee",
        "committee": found,
        "period": period,
        "crumbs": crumbs(found, period),
        "heading": "Mina prognoser",
        "round": round_,
        "lack": lack,
        "rows": [_shown(one, stands[one.line.key], round_) for one in own],
        "left": sum(not one.state.is_done for one in own),
        "next": todo,
        "next_page": forecast_page(round_, todo) if todo else "",
        **round_words(round_),
    }
    return render(request, "web/round/mine.html", context)


def forecast_page(round_: Round, line: Line) -> str:
    """The form of an activity in the round."""
    return reverse("my_forecast", args=(round_.committee, round_.month, line.key))


def round_words(round_: Round) -> dict[str, object]:
    """The round's days in words, and how far it has come."""
    today, dates = clock.today(), round_.dates
    return {
        "opens": day_text(dates.opens_on, today),
        "due": day_text(dates.due_on, today),
        "is_late": dates.due_on < today,
        "meeting": day_text(dates.meeting_on, today) if dates.meeting_on else "",
        "is_planned": round_.state is RoundState.PLANNED,
        "is_open": round_.state is RoundState.OPEN,
        "is_public": round_.state is RoundState.PUBLIC,
    }


def place_of(own: Sequence[Mine], key: str) -> str:
    """Where an activity stands among several, as they are done: 1 av 3 verksamheter."""
    keys = [one.line.key for one in own]
    return f"{keys.index(key) + 1} av {len(keys)} verksamheter" if len(keys) > 1 else ""


def tkr(value: int | None) -> str:
    """A printed amount, empty for none."""
    return "" if value is None else thousands(value)


def _shown(one: Mine, stands: Standing, round_: Round) -> ShownActivity:
    return ShownActivity(
        name=one.line.name,
        state=one.state.text,
        waits=not one.state.is_done,
        actual=tkr(stands.actual),
        forecast=tkr(stands.forecast),
        address=forecast_page(round_, one.line),
    )
