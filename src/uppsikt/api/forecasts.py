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
from uppsikt.api.shapes import Amount, Link, Month, Ore, Slug, amount
from uppsikt.followup.forecast_export import forecasts_data
from uppsikt.followup.tables.forecasts import forecasts_document
from uppsikt.planning.accuracy import forecasts_tried
from uppsikt.planning.suggestion_rules import EXPLAINED, Suggestion
from uppsikt.planning.suggestions import ActivitySuggestions, suggested_forecasts
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


class SuggestionShape(Schema):
    """What a way says that the year ends on, and how wrong it has been."""

    way: str
    name: str
    explained: str
    value: Amount = Field(description="Vad året slutar på, i öre")
    low: Ore | None = Field(description="Åtta år av tio väntas sluta mellan low och high")
    high: Ore | None
    mean_miss: Ore | None = Field(
        description="Felet i snitt efter samma månad tidigare år, null om sättet är oprövat"
    )
    years: list[int] = Field(description="Åren som felet är ett snitt av")
    held: int | None = Field(description="Hur många av åren i tried som slutade inom intervallet")
    tried: list[int]


class SuggestedShape(Schema):
    """An activity after a month: booked so far, the forecast in force, and the suggestions."""

    activity: str
    name: str
    booked: Amount = Field(description="Utfallet hittills, i öre")
    forecast: Ore | None = Field(description="Prognosen som gäller efter månaden")
    forecast_month: Month | None = Field(description="Månaden som den lämnades efter")
    suggestions: list[SuggestionShape]


class SuggestionsShape(Schema):
    """The suggestions of a committee's activities."""

    committee: str
    month: Month
    activities: list[SuggestedShape]


@reads(
    router,
    "/committees/{slug}/{period}/suggestions",
    SuggestionsShape,
    name="suggestions",
    summary="Förslag till helårsprognoser, och hur fel varje sätt har haft",
    kept=True,
)
def suggested(request: HttpRequest, slug: Slug, period: Month) -> dict[str, Any]:
    """What each activity's year could end on. Raises UnknownCommittee."""
    found = suggested_forecasts(
        reader=reader_of(request), store=current_store(), committee=slug, month=period
    )
    return {
        "committee": slug,
        "month": period,
        "activities": [_activity(one) for one in found],
    }


def _activity(one: ActivitySuggestions) -> dict[str, Any]:
    return {
        "activity": one.key,
        "name": one.name,
        "booked": amount(one.booked),
        "forecast": one.last.net if one.last else None,
        "forecast_month": one.last.month if one.last else None,
        "suggestions": [suggestion_of(its) for its in one.suggestions],
    }


def suggestion_of(one: Suggestion) -> dict[str, Any]:
    """A suggestion as it is told."""
    return {
        "way": one.way.name.lower(),
        "name": one.way.value,
        "explained": EXPLAINED[one.way],
        "value": amount(one.value),
        "low": one.low,
        "high": one.high,
        "mean_miss": one.miss.mean if one.miss else None,
        "years": list(one.miss.years) if one.miss else [],
        "held": one.held.times if one.held else None,
        "tried": list(one.held.years) if one.held else [],
    }
