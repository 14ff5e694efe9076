"""The committees, and what each of them has that is not of one month."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from uppsikt.api import clock
from uppsikt.api.papers import DocumentShape, LateShape, document_of, late_of
from uppsikt.api.reader import reader_of
from uppsikt.api.reading import reads
from uppsikt.api.shapes import Month, Ore, Page, Paging, Slug, cut, month_text
from uppsikt.figures import Period
from uppsikt.followup import selectors
from uppsikt.followup.basis.late import late_of as changed_late
from uppsikt.followup.tables.late import late_tables
from uppsikt.followup.tables.result_years import result_document, result_years
from uppsikt.organisation.selectors import Committee, all_lines
from uppsikt.organisation.selectors import committee as committee_of
from uppsikt.organisation.selectors import committees as all_committees
from uppsikt.planning.carry_over_rules import CarryOverVersion
from uppsikt.platform.access.rules import Reader
from uppsikt.platform.stores import current_store
from uppsikt.sources.period_rules import State
from uppsikt.sources.period_selectors import MonthState, month_states, state_of

router = Router(tags=["Nämnder"])


class CommitteeShape(Schema):
    """A committee and the months that its follow-up can be read for."""

    slug: str = Field(description="Kortnamnet, som står i adresser")
    name: str
    designation: str = Field(description="Vad nämnden kallas i löpande text")
    municipality: str
    municipality_code: str
    valid_from: date | None
    valid_to: date | None
    months: list[Month] = Field(description="Månader som har siffror, i ordning")
    latest: Month | None = Field(description="Den senaste av dem, null om det inte finns någon")


@reads(
    router, "/committees", Page[CommitteeShape], name="committees", summary="Nämnderna", kept=True
)
def committees(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """All committees, by name."""
    reader = reader_of(request)
    page = cut(request, paging, all_committees(reader=reader))
    return {**page, "items": [_told(reader, one) for one in page["items"]]}


@reads(
    router, "/committees/{slug}", CommitteeShape, name="committee", summary="En nämnd", kept=True
)
def committee(request: HttpRequest, slug: Slug) -> dict[str, Any]:
    """One committee. Raises UnknownCommittee."""
    reader = reader_of(request)
    return _told(reader, committee_of(reader=reader, slug=slug))


class MonthStateShape(Schema):
    """How settled a month is, and who decided so."""

    month: str
    state: State
    state_text: str
    set_at: datetime | None = Field(description="När någon beslutade om läget; null om ingen har")
    actor: str
    reason: str
    decision: str


class PeriodsShape(Schema):
    """The months of a committee, and what has changed in closed ones."""

    months: list[MonthStateShape]
    late: list[LateShape]


@reads(
    router,
    "/committees/{slug}/periods",
    PeriodsShape,
    name="periods",
    summary="En nämnds perioder: öppna, preliminära och stängda, och ändringar i de stängda",
    kept=True,
)
def periods(request: HttpRequest, slug: Slug) -> dict[str, Any]:
    """The months that are booked or decided on, in order."""
    reader = reader_of(request)
    committee_of(reader=reader, slug=slug)
    known = month_states(reader=reader, committee=slug)
    booked = selectors.months(reader=reader, store=current_store(), committee=slug)
    months = sorted({month.last_month for month in booked} | set(known))
    names = {line.key: line.name for line in all_lines(reader=reader, committee=slug)}
    years = [Period.whole_year(year) for year in sorted({month // 100 for month in months})]
    late = changed_late(reader=reader, committee=slug, periods=years)
    return {
        "months": [_state(state_of(month, known)) for month in months],
        "late": late_of(late_tables(late, names)),
    }


def _state(one: MonthState) -> dict[str, Any]:
    return {
        "month": month_text(one.month),
        "state": one.state,
        "state_text": one.state.text,
        "set_at": one.set_at,
        "actor": one.actor,
        "reason": one.reason,
        "decision": one.decision,
    }


class DecisionShape(Schema):
    """A decision on a year's result, as it was read at a time."""

    year: int
    decided: date
    decision: str
    result: Ore
    carried: Ore
    written_off: Ore
    given_at: datetime
    actor: str
    replaced_at: datetime | None = Field(description="När beslutet rättades eller togs tillbaka")
    reason: str


class AccumulatedShape(DocumentShape):
    """The accumulated result year by year, and every decision on it."""

    decisions: list[DecisionShape]


@reads(
    router,
    "/committees/{slug}/accumulated",
    AccumulatedShape,
    name="accumulated",
    summary="En nämnds ackumulerade resultat, år för år",
    kept=True,
)
def accumulated(request: HttpRequest, slug: Slug) -> dict[str, Any]:
    """Opening, result, decision and closing year by year."""
    years = result_years(reader=reader_of(request), store=current_store(), committee=slug)
    document = result_document(years, clock.now().date())
    return {**document_of(document), "decisions": [_decision(one) for one in years.versions]}


def _decision(one: CarryOverVersion) -> dict[str, Any]:
    told = one.told
    return {
        "year": told.year,
        "decided": told.decided,
        "decision": told.decision,
        "result": told.result,
        "carried": told.carried,
        "written_off": told.written_off,
        "given_at": one.given_at,
        "actor": one.actor,
        "replaced_at": one.replaced_at,
        "reason": one.reason,
    }


def _told(reader: Reader, one: Committee) -> dict[str, Any]:
    months = selectors.months(reader=reader, store=current_store(), committee=one.slug)
    return {
        "slug": one.slug,
        "name": one.name,
        "designation": one.designation,
        "municipality": one.municipality,
        "municipality_code": one.municipality_code,
        "valid_from": one.valid_from,
        "valid_to": one.valid_to,
        "months": list(months),
        "latest": months[-1] if months else None,
    }
