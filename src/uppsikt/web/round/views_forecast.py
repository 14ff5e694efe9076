"""The form in which somebody gives an activity's forecast: saved as they go, then handed in."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from uppsikt.figures import Period, UppsiktError
from uppsikt.organisation.selectors import committee as committee_of
from uppsikt.planning.forecasts_given import ForecastRefused
from uppsikt.platform.access.rules import Thing, Verb, demand
from uppsikt.platform.stores import current_store
from uppsikt.rounds.answer_rules import Answer, AnswerFault, reading
from uppsikt.rounds.asked import Asked, asked_forecast
from uppsikt.rounds.days import moment_text
from uppsikt.rounds.handing_in import ask_controller, hand_in
from uppsikt.rounds.mine import mine, next_of
from uppsikt.rounds.rules import RoundFault, RoundState
from uppsikt.rounds.selectors import KeptDraft
from uppsikt.rounds.services import SavedByOther, save_draft
from uppsikt.web import clock
from uppsikt.web.links import Crumb, crumbs
from uppsikt.web.middleware import SCRIPT_POLICY
from uppsikt.web.reader import actor_of, reader_of
from uppsikt.web.round.answers import answer_of, is_same, whole
from uppsikt.web.round.forecast_parts import Sent, form_parts
from uppsikt.web.round.views_manager import forecast_page, place_of, round_words


@dataclass(frozen=True)
class Place:
    """The round and the activity that an address names."""

    slug: str
    period: Period
    key: str


@require_http_methods(["GET", "HEAD", "POST"])
def my_forecast(request: HttpRequest, slug: str, period: Period, key: str) -> HttpResponse:
    """The form of an activity; `gor` says whether it is saved, handed in or asked about."""
    committee_of(reader=reader_of(request), slug=slug)
    demand(reader_of(request), Verb.CHANGE, Thing.FORECASTS.of(slug, key))
    place = Place(slug, period, key)
    if request.method != "POST":
        return _page(request, place)
    answer = answer_of(request.POST)
    try:
        match request.POST.get("gor", "lamna"):
            case "spara":
                return _saved(request, place, answer)
            case "fraga":
                return _questioned(request, place, answer)
            case _:
                return _handed_in(request, place, answer)
    except (RoundFault, ForecastRefused, SavedByOther) as fault:
        kept = _kept_all_the_same(request, place, answer, fault)
        revision = kept.revision if kept else _revision(request)
        sent = Sent(answer, request.POST.get("fraga", ""), revision, fault, kept)
        if _is_by_script(request):
            return JsonResponse({"what": f"{fault.what} {fault.todo}"}, status=sent.status)
        return _page(request, place, sent)


def _kept_all_the_same(
    request: HttpRequest, place: Place, answer: Answer, fault: UppsiktError
) -> KeptDraft | None:
    """What is to be mended is kept as it was written, so that it is there whatever comes between.

    None where the fault is that it cannot be kept.
    """
    if not isinstance(fault, AnswerFault):
        return None
    try:
        return _save(request, place, answer)
    except (RoundFault, ForecastRefused, SavedByOther):
        return None


def _saved(request: HttpRequest, place: Place, answer: Answer) -> HttpResponse:
    kept = _save(request, place, answer)
    if not _is_by_script(request):
        return redirect("my_forecast", place.slug, place.period, place.key)
    return JsonResponse(
        {
            "revision": kept.revision,
            "saved": f"Sparat {moment_text(kept.saved_at, clock.now())}",
            "reading": reading(answer, place.period.year, whole(request.POST.get("budget", ""))),
        }
    )


def _save(request: HttpRequest, place: Place, answer: Answer) -> KeptDraft:
    """Saved; a save whose answer never came is made again, and is no other's."""
    try:
        return save_draft(
            actor=actor_of(request),
            now=clock.now(),
            committee=place.slug,
            month=place.period,
            activity=place.key,
            way=answer.way,
            typed=answer.typed,
            comment=answer.comment,
            revision=_revision(request),
        )
    except SavedByOther as other:
        if is_same(other.saved, answer):
            return other.saved
        raise


def _handed_in(request: HttpRequest, place: Place, answer: Answer) -> HttpResponse:
    def handed_in(revision: int) -> None:
        hand_in(
            actor=actor_of(request),
            now=clock.now(),
            store=current_store(),
            committee=place.slug,
            month=place.period,
            activity=place.key,
            answer=answer,
            revision=revision,
        )

    try:
        handed_in(_revision(request))
    except SavedByOther as other:
        if not is_same(other.saved, answer):
            raise
        # It was saved as it stands, and its writer was not told.
        handed_in(other.saved.revision)
    own = mine(reader=reader_of(request), committee=place.slug, month=place.period)
    to_do = next_of(own, place.key)
    if to_do is None:
        return redirect("my_round", place.slug, place.period)
    return redirect("my_forecast", place.slug, place.period, to_do.key)


def _questioned(request: HttpRequest, place: Place, answer: Answer) -> HttpResponse:
    """The question is asked, and what was begun is kept."""
    asked = _asked(request, place)
    page = forecast_page(asked.round, asked.line)
    ask_controller(
        actor=actor_of(request),
        now=clock.now(),
        committee=place.slug,
        month=place.period,
        activity=place.key,
        question=request.POST.get("fraga", ""),
    )
    if _is_begun(answer, asked):
        _save(request, place, answer)
    return redirect(f"{page}#fragor")


def _is_begun(answer: Answer, asked: Asked) -> bool:
    return asked.draft is not None or bool(answer.way or answer.typed or answer.comment.strip())


def _page(request: HttpRequest, place: Place, sent: Sent | None = None) -> HttpResponse:
    reader, asked = reader_of(request), _asked(request, place)
    found = committee_of(reader=reader, slug=place.slug)
    own = mine(reader=reader, committee=place.slug, month=place.period)
    to_do = next_of(own, place.key)
    context = {
        "section": "committee",
        "committee": found,
        "period": place.period,
        "crumbs": (
            *crumbs(found, place.period),
            Crumb("Mina prognoser", reverse("my_round", args=(place.slug, place.period))),
        ),
        "heading": asked.line.name,
        "place": place_of(own, place.key),
        "next": to_do,
        **round_words(asked.round),
        **form_parts(asked, clock.now(), sent),
    }
    response = render(
        request, "web/round/forecast.html", context, status=sent.status if sent else 200
    )
    if asked.round.state is RoundState.OPEN:
        response.headers["Content-Security-Policy"] = SCRIPT_POLICY
    return response


def _asked(request: HttpRequest, place: Place) -> Asked:
    return asked_forecast(
        reader=reader_of(request),
        now=clock.now(),
        store=current_store(),
        committee=place.slug,
        month=place.period,
        activity=place.key,
    )


def _revision(request: HttpRequest) -> int:
    return whole(request.POST.get("andring", "")) or 0


def _is_by_script(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")
