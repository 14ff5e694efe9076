"""The monthly rounds: a committee's, one with its activities, and all committees' at a glance."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from uppsikt.api import clock
from uppsikt.api.reader import reader_of
from uppsikt.api.reading import reads
from uppsikt.api.shapes import Amount, Month, Page, Paging, Slug, amount, cut
from uppsikt.organisation.selectors import committee as committee_of
from uppsikt.platform.access.rules import Thing, Verb, demand
from uppsikt.platform.stores import current_store
from uppsikt.rounds.board import BoardRow, board, net_of
from uppsikt.rounds.oversight import Overseen, lead, oversight
from uppsikt.rounds.rules import ActivityState, RoundState, Step, StepKind
from uppsikt.rounds.selectors import Round, rounds_of

router = Router(tags=["Månadsrundor"])


class RoundShape(Schema):
    """A round: its dates, and how far it has come."""

    month: Month
    form: str = Field(description="Rapporten som rundan leder till")
    state: RoundState
    state_text: str
    opens_on: date
    due_on: date = Field(description="Sista dagen att lämna prognos")
    sent_on: date | None = Field(description="När kallelsen skickas")
    meeting_on: date | None
    revision: int = Field(description="Ett mer för varje gång som datumen har ändrats")
    counts: dict[ActivityState, int] = Field(description="Antal verksamheter i varje läge")


class StepShape(Schema):
    """Something that was done with an activity."""

    kind: StepKind
    text: str
    at: datetime
    actor: str
    role: str


class OutlierShape(Schema):
    """What a forecast stands out against."""

    against: str
    text: str


class RoundActivityShape(Schema):
    """An activity in a round; amounts in öre."""

    activity: str
    name: str
    state: ActivityState | None = Field(description="Null för buffert, som inte lämnar prognos")
    state_text: str
    since: datetime | None
    managers: list[str]
    forecast: Amount = Field(description="Prognosen som gäller nu")
    earlier: Amount = Field(description="Prognosen som gällde efter månaden före")
    change: Amount
    budget: Amount
    booked: Amount = Field(description="Bokfört till och med månaden")
    comment: str
    outliers: list[OutlierShape]
    steps: list[StepShape]


class BoardShape(RoundShape):
    """A round with all its activities."""

    activities: list[RoundActivityShape]


class OverseenShape(Schema):
    """A committee after a month."""

    committee: str
    name: str
    result: Amount = Field(description="Kommunbidrag till och med månaden plus utfall, öre")
    forecast: Amount
    variance: Amount = Field(description="Prognos minus budget, öre")
    round: RoundShape | None
    open_contradictions: int | None = Field(
        description="Null utan granskning, och för den som inte får veta innan rapporten är "
        "offentlig"
    )


class OversightShape(Schema):
    """All committees, the one with the worst forecast first."""

    month: Month
    lead: str
    committees: list[OverseenShape]


@reads(
    router,
    "/months/{period}/oversight",
    OversightShape,
    name="oversight",
    summary="Nämndernas resultat, prognoser, rundor och öppna motsägelser",
    kept=True,
)
def all_overseen(request: HttpRequest, period: Month) -> dict[str, Any]:
    """What the executive board oversees."""
    page = oversight(
        reader=reader_of(request), now=clock.now(), store=current_store(), month=period
    )
    rows = [_overseen(row) for row in page.rows]
    return {"month": period, "lead": lead(page), "committees": rows}


@reads(
    router,
    "/committees/{slug}/rounds",
    Page[RoundShape],
    name="rounds",
    summary="En nämnds månadsrundor, med datum och läge",
    kept=True,
)
def rounds(
    request: HttpRequest, slug: Slug, paging: Query[Paging], year: int | None = None
) -> dict[str, Any]:
    """The rounds of a year or of all, by month."""
    reader = reader_of(request)
    committee_of(reader=reader, slug=slug)
    found = rounds_of(reader=reader, now=clock.now(), committee=slug, year=year)
    return cut(request, paging, [round_data(one) for one in found])


@reads(
    router,
    "/committees/{slug}/{period}/round",
    BoardShape,
    name="round",
    summary="En månadsrunda med verksamheternas prognoser, för dem som arbetar med den",
)
def oneround_data(request: HttpRequest, slug: Slug, period: Month) -> dict[str, Any]:
    """The board. Raises NoRound."""
    reader = reader_of(request)
    committee_of(reader=reader, slug=slug)
    demand(reader, Verb.READ, Thing.DRAFTS.of(slug))
    found = board(
        reader=reader, now=clock.now(), store=current_store(), committee=slug, month=period
    )
    return {**round_data(found.round), "activities": [_activity(row) for row in found.rows]}


def round_data(one: Round) -> dict[str, Any]:
    """A round as it is told."""
    dates = one.dates
    return {
        "month": one.month,
        "form": dates.form,
        "state": one.state,
        "state_text": one.state.text,
        "opens_on": dates.opens_on,
        "due_on": dates.due_on,
        "sent_on": dates.sent_on,
        "meeting_on": dates.meeting_on,
        "revision": one.revision,
        "counts": one.counts,
    }


def _activity(row: BoardRow) -> dict[str, Any]:
    return {
        "activity": row.line.key,
        "name": row.line.name,
        "state": row.state,
        "state_text": "" if row.state is None else row.state.text,
        "since": row.since,
        "managers": [person.name for person in row.people],
        "forecast": amount(net_of(row.now)),
        "earlier": amount(net_of(row.earlier)),
        "change": amount(row.change),
        "budget": amount(row.budget),
        "booked": amount(row.booked),
        "comment": "" if row.now is None else row.now.comment,
        "outliers": [{"against": one.against, "text": one.text} for one in row.outliers],
        "steps": [step_data(step) for step in row.steps],
    }


def step_data(step: Step) -> dict[str, Any]:
    """A step as it is told."""
    return {
        "kind": step.kind,
        "text": step.text,
        "at": step.at,
        "actor": step.actor,
        "role": step.role,
    }


def _overseen(row: Overseen) -> dict[str, Any]:
    return {
        "committee": row.slug,
        "name": row.name,
        "result": amount(row.result),
        "forecast": amount(row.forecast),
        "variance": amount(row.variance),
        "round": None if row.round is None else round_data(row.round),
        "open_contradictions": row.open,
    }
