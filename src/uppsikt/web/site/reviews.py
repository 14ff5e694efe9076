"""Reviews on the pages: hand in a report, see how far it has come, read the result."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import BinaryIO, cast

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from uppsikt.figures import UppsiktError
from uppsikt.platform.access.rules import Thing, Verb, demand
from uppsikt.platform.accounts.attempts import TooManyAttempts, take
from uppsikt.platform.callers import address_of
from uppsikt.platform.files import errors as file_errors
from uppsikt.platform.files.errors import FileRefused
from uppsikt.platform.jobs.rules import State
from uppsikt.review_desk import selectors, services
from uppsikt.review_desk.rules import BY_THE_PUBLIC, may_ask
from uppsikt.review_desk.selectors import ReviewView, Visitor
from uppsikt.web.clock import now
from uppsikt.web.links import Crumb
from uppsikt.web.reader import actor_of, reader_of
from uppsikt.web.uploads import is_too_large, uploaded

_HELD = "granskningar"
_MOST_HELD = 30
_LOOK_AGAIN = "3"
"""Seconds until the browser asks again how far a review has come."""

DOCUMENT_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; font-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'; sandbox"
)
"""The document is made from anybody's file: it runs nothing and is not of the site's origin."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reviews(request: HttpRequest) -> HttpResponseBase:
    """A report to hand in, and the visitor's reviews."""
    if not may_ask(reader_of(request), is_open=selectors.is_open()):
        demand(reader_of(request), Verb.CHANGE, Thing.REVIEWS)
    fault: UppsiktError | None = None
    if request.method == "POST":
        try:
            return redirect("review", key=_handed_in(request))
        except (FileRefused, TooManyAttempts, services.TooManyWaiting) as refusal:
            fault = refusal
    visitor = _visitor(request)
    context = {
        "section": "reviews",
        "fault": fault,
        "own": selectors.own_reviews(visitor=visitor, now=now()),
        "is_signed_in": visitor.reader.user is not None,
    }
    return render(request, "web/site/reviews.html", context, status=400 if fault else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, key: str) -> HttpResponseBase:
    """How far a review has come, and then its result; a form keeps or erases it."""
    visitor = _visitor(request)
    found = selectors.own_review(visitor=visitor, now=now(), key=key)
    if request.method == "POST":
        return _decided(request, visitor, key)
    context: dict[str, object] = {
        "section": "reviews",
        "crumbs": (Crumb("Granska", reverse("reviews")),),
        "review": found,
        "is_waiting": found.state in (State.WAITING, State.RUNNING),
        "is_running": found.state is State.RUNNING,
        **_result(found, visitor),
    }
    answer = render(request, "web/site/review.html", context)
    if context["is_waiting"]:
        answer.headers["Refresh"] = _LOOK_AGAIN
    return answer


@never_cache
@require_safe
def document(request: HttpRequest, key: str) -> HttpResponseBase:
    """The report with its figures marked: a page of its own, which needs nothing else."""
    content = selectors.document_file(visitor=_visitor(request), now=now(), key=key)
    answer = FileResponse(content, content_type="text/html; charset=utf-8")
    answer.headers["Content-Security-Policy"] = DOCUMENT_POLICY
    return answer


@never_cache
@require_safe
def result(request: HttpRequest, key: str) -> HttpResponseBase:
    """The result as JSON, to save."""
    content = selectors.result_file(visitor=_visitor(request), now=now(), key=key)
    answer = FileResponse(
        content,
        as_attachment=True,
        filename="granskning.json",
        content_type="application/json; charset=utf-8",
    )
    answer.headers["Content-Security-Policy"] = DOCUMENT_POLICY
    return answer


def _visitor(request: HttpRequest) -> Visitor:
    """Who is here. The session is asked only where there is one: looking sets no cookie."""
    held = request.session.get(_HELD, [])
    return Visitor(reader_of(request), tuple(held) if isinstance(held, list) else ())


def _handed_in(request: HttpRequest) -> str:
    """Takes the file of the form in; the review's address, which the session then holds.

    Raises FileRefused, TooManyAttempts and TooManyWaiting.
    """
    actor, at = actor_of(request), now()
    file = uploaded(request, "fil")
    if file is None:
        raise _no_file(request)
    if actor.user is None:
        take({BY_THE_PUBLIC: address_of(request)}, at)
    with file.open("rb") as content:
        key = services.ask_review(
            actor=actor, now=at, content=cast("BinaryIO", content), name=file.name or ""
        )
    if actor.user is None:
        held = [*_visitor(request).held, key]
        request.session[_HELD] = held[-_MOST_HELD:]
    return key


def _no_file(request: HttpRequest) -> FileRefused:
    if is_too_large(request):
        return file_errors.too_large("", settings.FILE_LIMIT)
    return FileRefused("Ingen fil är vald.", todo="Välj en rapport, eller släpp den på fältet.")


def _decided(request: HttpRequest, visitor: Visitor, key: str) -> HttpResponseBase:
    """Does what the form says; whatever else it says changes nothing."""
    do: Mapping[str, tuple[Callable[..., None], str]] = {
        "behall": (services.keep, reverse("review", args=(key,))),
        "radera": (services.erase, reverse("reviews")),
    }
    chosen = do.get(request.POST.get("gor", ""))
    if chosen is None:
        return redirect("review", key=key)
    service, then = chosen
    service(actor=actor_of(request), visitor=visitor, now=now(), key=key)
    return redirect(then)


def _result(found: ReviewView, visitor: Visitor) -> dict[str, object]:
    """What was found, once it is done; a result that cannot be read is told as a fault."""
    if found.state is not State.DONE:
        return {}
    try:
        return {"found": selectors.found(visitor=visitor, now=now(), key=found.key)}
    except selectors.UnreadableResult as fault:
        return {"unreadable": fault}
