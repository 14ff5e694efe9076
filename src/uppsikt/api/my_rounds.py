"""Whoever gives forecasts: the own activities of a round, and one as its form is shown."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from uppsikt.api import clock
from uppsikt.api.faults import Told, told
from uppsikt.api.forecasts import SuggestionShape, suggestion_of
from uppsikt.api.links import page
from uppsikt.api.reader import reader_of
from uppsikt.api.reading import reads
from uppsikt.api.rounds import RoundShape, StepShape, round_data, step_data
from uppsikt.api.shapes import Amount, Link, Month, Ore, Slug, amount
from uppsikt.organisation.selectors import committee as committee_of
from uppsikt.platform.access.rules import Thing, Verb, demand
from uppsikt.platform.stores import current_store
from uppsikt.rounds.answer_rules import TKR
from uppsikt.rounds.asked import Asked, Choice, Standing, asked_forecast, standings
from uppsikt.rounds.mine import mine
from uppsikt.rounds.rules import ActivityState
from uppsikt.rounds.selectors import KeptDraft, round_of

router = Router(tags=["Månadsrundor"])


class StandingShape(Schema):
    """How an activity stands, as the month's report prints it: whole tkr, in öre."""

    actual: Ore | None = Field(description="Utfallet hittills, i hela tkr. Null om det saknas")
    period_budget: Ore | None
    budget: Ore | None
    forecast: Ore | None = Field(description="Prognosen som gäller nu")


class MineShape(StandingShape):
    """An own activity, and how far it has come."""

    activity: str
    name: str
    state: ActivityState
    state_text: str
    page: Link


class MyRoundShape(Schema):
    """A round as whoever gives forecasts in it sees it."""

    round: RoundShape
    lack: Told | None = Field(description="Varför månadens siffror saknas, där de gör det")
    activities: list[MineShape]
    page: Link


class ChoiceShape(SuggestionShape):
    """A suggestion to choose; `offered` is the amount that the form offers."""

    offered: Amount = Field(description="Förslaget i hela tkr, som formuläret har det")


class LastShape(Schema):
    """The forecast of an earlier month."""

    month: Month
    forecast: Ore
    comment: str


class UnbookedShape(Schema):
    """Something known that is not booked."""

    name: str
    month: Month = Field(description="Månaden som posten är känd i")
    remaining: Ore


class DraftShape(Schema):
    """A form that somebody has begun, as it was last saved."""

    way: str = Field(description="Det valda förslaget, own för eget belopp, tomt om inget är valt")
    typed: str = Field(description="Beloppet som det är skrivet")
    comment: str
    revision: int
    saved_at: datetime
    actor: str


class MyForecastShape(StandingShape):
    """An activity that a forecast is asked for."""

    activity: str
    name: str
    state: ActivityState
    state_text: str
    round: RoundShape
    lack: Told | None
    last: LastShape | None = Field(description="Prognosen från en tidigare månad")
    suggestions: list[ChoiceShape]
    unbooked: list[UnbookedShape]
    draft: DraftShape | None
    question: str = Field(description="Frågan som prognosen kom tillbaka med")
    steps: list[StepShape]
    page: Link


@reads(
    router,
    "/committees/{slug}/{period}/round/mine",
    MyRoundShape,
    name="my_round",
    summary="De egna verksamheterna i en månadsrunda, och vad som väntar",
)
def my_round(request: HttpRequest, slug: Slug, period: Month) -> dict[str, Any]:
    """The activities that the reader gives forecasts for. Raises NoRound."""
    reader = reader_of(request)
    committee_of(reader=reader, slug=slug)
    demand(reader, Verb.READ, Thing.DRAFTS.of(slug))
    found = round_of(reader=reader, now=clock.now(), committee=slug, month=period)
    own = mine(reader=reader, committee=slug, month=period)
    keys = [one.line.key for one in own]
    stands, lack = standings(reader=reader, store=current_store(), found=found, keys=keys)
    return {
        "round": round_data(found),
        "lack": None if lack is None else told(lack),
        "activities": [
            {
                "activity": one.line.key,
                "name": one.line.name,
                "state": one.state,
                "state_text": one.state.text,
                "page": page("my_forecast", slug, period, one.line.key),
                **_standing(stands[one.line.key]),
            }
            for one in own
        ],
        "page": page("my_round", slug, period),
    }


@reads(
    router,
    "/committees/{slug}/{period}/round/mine/{key}",
    MyForecastShape,
    name="my_forecast",
    summary="En verksamhet som en prognos lämnas för: läget, förslagen, utkastet och frågorna",
)
def my_forecast(request: HttpRequest, slug: Slug, period: Month, key: Slug) -> dict[str, Any]:
    """What the form of the activity shows. Raises NotAllowed, NoRound and NoForecast."""
    reader = reader_of(request)
    committee_of(reader=reader, slug=slug)
    found = asked_forecast(
        reader=reader,
        now=clock.now(),
        store=current_store(),
        committee=slug,
        month=period,
        activity=key,
    )
    return {**_asked(found), "page": page("my_forecast", slug, period, key)}


def _asked(found: Asked) -> dict[str, Any]:
    last, returned = found.last, found.returned
    return {
        "activity": found.line.key,
        "name": found.line.name,
        "state": found.state,
        "state_text": found.state.text,
        "round": round_data(found.round),
        "lack": None if found.lack is None else told(found.lack),
        **_standing(found.standing),
        "last": None
        if last is None
        else {"month": last.month, "forecast": last.net, "comment": last.comment},
        "suggestions": [_choice(one) for one in found.choices],
        "unbooked": [
            {
                "name": one.item.name,
                "month": f"{one.item.month // 100}-{one.item.month % 100:02}",
                "remaining": one.standing.remaining,
            }
            for one in found.items
        ],
        "draft": None if found.draft is None else _draft(found.draft),
        "question": "" if returned is None else returned.text,
        "steps": [step_data(step) for step in found.steps],
    }


def _choice(one: Choice) -> dict[str, Any]:
    return {**suggestion_of(one.suggestion), "offered": amount(one.value)}


def _draft(draft: KeptDraft) -> dict[str, Any]:
    return {
        "way": draft.way,
        "typed": draft.typed,
        "comment": draft.comment,
        "revision": draft.revision,
        "saved_at": draft.saved_at,
        "actor": draft.actor,
    }


def _standing(stands: Standing) -> dict[str, Any]:
    return {
        "actual": _ore(stands.actual),
        "period_budget": _ore(stands.period_budget),
        "budget": _ore(stands.budget),
        "forecast": _ore(stands.forecast),
    }


def _ore(printed: int | None) -> int | None:
    """A printed amount in tkr as öre."""
    return None if printed is None else printed * TKR
