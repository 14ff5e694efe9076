"""The forecasts of a year against what it became, and what a year could end on."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from uppsikt.api import links
from uppsikt.api.papers import DocumentShape, document_of
from uppsikt.api.reader import reader_of
from uppsikt.api.reading import reads
from uppsikt.api.shapes import Link, Month, Ore, Slug
from uppsikt.followup.forecast_export import forecasts_data
from uppsikt.followup.tables.forecasts import forecasts_document
from uppsikt.planning.accuracy import forecasts_tried
from uppsikt.platform.stores import current_store

router = Router(tags=["Prognoser"])
Year = Annotated[int, Field(ge=1900, le=2099, examples=[2023])]


class TriedShape(Schema):
    """What was said after a month: of the whole committee, or of an activity by somebody."""

    month: Month
    forecast: Ore | None
    miss: Ore | None = Field(
        description="Utfallet minus prognosen i öre; minus är att året blev dyrare. Null om "
        "utfallet inte är känt"
    )


class GivenShape(TriedShape):
    """A forecast as it was given. `author` is a role."""

    author: str
    given_on: date
    comment: str


class LineShape(Schema):
    """An activity's forecasts of the year."""

    activity: str
    name: str
    is_contingency: bool
    outcome: Ore | None
    forecasts: list[GivenShape]


class AccuracyShape(Schema):
    """How right some forecasts were, of the years whose outcome is known."""

    count: int = Field(description="Antal prognoser")
    years: list[int]
    bias: Ore = Field(description="Missarnas medelvärde med tecken, i öre, avrundat")
    mean_error: Ore = Field(description="Missarnas medelvärde utan tecken, i öre, avrundat")


class MonthAccuracy(AccuracyShape):
    """How right the committee's forecasts were after a month of the year."""

    month: int


class ActivityAccuracy(AccuracyShape):
    """How right an activity's forecasts were."""

    activity: str
    name: str


class AuthorAccuracy(AccuracyShape):
    """How right the forecasts were that a role gave."""

    author: str


class AllAccuracy(Schema):
    """How right the forecasts of all years were."""

    whole: AccuracyShape | None = Field(description="Nämndens prognoser, null om inga kan prövas")
    months: list[MonthAccuracy]
    activities: list[ActivityAccuracy]
    authors: list[AuthorAccuracy]


class ForecastsShape(DocumentShape):
    """The forecasts of a year against what it became."""

    committee: str
    year: int
    years: list[int] = Field(description="Åren som har prognoser")
    outcome: Ore | None
    whole: list[TriedShape]
    activities: list[LineShape]
    accuracy: AllAccuracy
    page: Link


@reads(
    router,
    "/committees/{slug}/forecasts/{year}",
    ForecastsShape,
    name="forecasts",
    summary="Ett års prognoser mot utfallet, och hur fel alla års prognoser har haft",
    kept=True,
)
def forecasts(request: HttpRequest, slug: Slug, year: Year) -> dict[str, Any]:
    """What the page of the year's forecasts shows. Raises UnknownCommittee."""
    told = forecasts_tried(
        reader=reader_of(request), store=current_store(), committee=slug, year=year
    )
    return {
        **document_of(forecasts_document(told)),
        **forecasts_data(told),
        "page": links.page("forecasts", slug, year),
    }
