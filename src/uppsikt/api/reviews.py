"""The reader's own reviews of reports, and what they found."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from uppsikt.api import clock
from uppsikt.api.faults import Told, told
from uppsikt.api.links import page
from uppsikt.api.reader import reader_of
from uppsikt.api.reading import reads
from uppsikt.api.shapes import Link, Page, Paging, cut
from uppsikt.api.texts import Key
from uppsikt.platform.access.rules import Thing, Verb, demand
from uppsikt.platform.jobs.rules import State
from uppsikt.review_desk import selectors
from uppsikt.review_desk.result import Found
from uppsikt.review_desk.rules import may_ask
from uppsikt.review_desk.selectors import ReviewView, Visitor

router = Router(tags=["Granskningar"])


class PlaceShape(Schema):
    """Where a figure is printed."""

    where: str
    text: str


class FindingShape(Schema):
    """Something that was found."""

    message: str
    rule: str
    places: list[PlaceShape]


class FindingsShape(Schema):
    """Findings with one root."""

    name: str
    is_note: bool = Field(description="En anmärkning, ingen motsägelse")
    diagnosis: str
    findings: list[FindingShape]


class ReviewShape(Schema):
    """A review that the reader has asked for."""

    key: str
    name: str = Field(description="Rapportens filnamn")
    asked_at: datetime
    expires_at: datetime | None = Field(description="När den raderas, null om den behålls")
    state: str = Field(description="waiting, running, done, failed eller cancelled")
    state_text: str = Field(description="Läget på svenska")
    verdict: str = Field(description="Utslaget i en mening, tomt tills den är klar")
    fault: Told | None = Field(description="Varför det inte blev något")
    page: Link


class WholeReviewShape(ReviewShape):
    """A review with what it found."""

    contradictions: int | None = Field(description="Antal motsägelser, null tills den är klar")
    groups: list[FindingsShape]
    is_cut: bool = Field(description="Om det finns fler fynd än de som står här")


@reads(
    router, "/reviews", Page[ReviewShape], name="reviews",
    summary="Dina granskningar, de senaste först",
)  # fmt: skip
def reviews(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """One's own that are not erased. Raises NotAllowed where the site has none for the public."""
    visitor = _visitor(request)
    if not may_ask(visitor.reader, is_open=selectors.is_open()):
        demand(visitor.reader, Verb.CHANGE, Thing.REVIEWS)
    own = selectors.own_reviews(visitor=visitor, now=clock.now())
    return cut(request, paging, [_told(one) for one in own])


@reads(
    router, "/reviews/{key}", WholeReviewShape, name="review",
    summary="En av dina granskningar, med fynden",
)  # fmt: skip
def review(request: HttpRequest, key: Key) -> dict[str, Any]:
    """One of one's own; `fault` tells also of a result that cannot be read.

    Raises UnknownReview.
    """
    visitor = _visitor(request)
    one = selectors.own_review(visitor=visitor, now=clock.now(), key=key)
    answer = {**_told(one), "contradictions": None, "groups": [], "is_cut": False}
    if one.state is not State.DONE:
        return answer
    try:
        return {**answer, **_found(selectors.found(visitor=visitor, now=clock.now(), key=key))}
    except selectors.UnreadableResult as fault:
        return {**answer, "fault": told(fault)}


def _visitor(request: HttpRequest) -> Visitor:
    """Who reads. Without a session, what the public asked for is nobody's."""
    return Visitor(reader_of(request))


def _told(one: ReviewView) -> dict[str, Any]:
    return {
        "key": one.key,
        "name": one.name,
        "asked_at": one.asked_at,
        "expires_at": one.expires_at,
        "state": one.state.value,
        "state_text": one.state.text,
        "verdict": one.verdict,
        "fault": None if one.fault is None else told(one.fault),
        "page": page("review", one.key),
    }


def groups_of(one: Found) -> list[dict[str, Any]]:
    """What a review found, group by group."""
    return [
        {
            "name": group.name,
            "is_note": group.is_note,
            "diagnosis": group.diagnosis,
            "findings": [
                {
                    "message": finding.message,
                    "rule": finding.rule,
                    "places": [
                        {"where": place.where, "text": place.text} for place in finding.places
                    ],
                }
                for finding in group.findings
            ],
        }
        for group in one.groups
    ]


def _found(one: Found) -> dict[str, Any]:
    return {
        "contradictions": one.contradictions,
        "is_cut": one.is_cut,
        "groups": groups_of(one),
    }
