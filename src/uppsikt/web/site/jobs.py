"""The pages of jobs: what waits, goes on and has ended, and each one whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from uppsikt.figures import UppsiktError
from uppsikt.platform.access.rules import Actor, Reader, Thing, Verb, may_somewhere
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.platform.jobs import services
from uppsikt.platform.jobs.rules import State, may_be_cancelled, may_be_retried
from uppsikt.platform.jobs.selectors import JobView, demand_jobs, job, jobs, may_change
from uppsikt.sources.jobs import IMPORT, PREVIEW
from uppsikt.web import clock
from uppsikt.web.reader import actor_of, reader_of
from uppsikt.web.site.import_words import on_a_page
from uppsikt.web.site.job_parts import links_of, preview_part

FOLLOW = "folj"
"""The page is fetched again and again only when its reader has asked for that, and can stop it."""
_SECONDS = 2


@dataclass(frozen=True)
class Shown:
    """A job as a page shows it."""

    job: JobView
    asked: str
    started: str
    ended: str
    percent: int | None
    address: str

    @property
    def tone(self) -> str:
        """The class of its state, which says in words what the colour says."""
        return str(self.job.state.value)


@require_safe
def job_list(request: HttpRequest) -> HttpResponse:
    """The latest jobs that the reader may see."""
    reader = reader_of(request)
    demand_jobs(reader)
    found = [_shown(one) for one in jobs(reader=reader)]
    active = sum(not one.job.state.is_ended for one in found)
    context = {
        "section": "jobs",
        "heading": "Arbeten",
        "listed": found,
        "may_read_in": may_somewhere(reader, Verb.CHANGE, Thing.IMPORTS),
        "lead": _lead([one.job.state for one in found]),
        **_following(request, is_active=bool(active)),
    }
    return _again(request, render(request, "web/site/jobs.html", context), is_active=bool(active))


@require_safe
def one_job(request: HttpRequest, number: int) -> HttpResponse:
    """One job: how far it has come, its result, or what went wrong."""
    reader = reader_of(request)
    return job_page(request, reader, job(reader=reader, number=number))


def job_page(
    request: HttpRequest,
    reader: Reader,
    found: JobView,
    more: Mapping[str, object] = {},
    status: int = 200,
) -> HttpResponse:
    """The page of a job; `more` is what else it shows."""
    state, is_active = found.state, not found.state.is_ended
    changing = may_change(reader=reader, job=found)
    text = str(found.result.get("text") or found.logged)
    context = {
        "section": "jobs",
        "heading": found.title,
        "crumbs": [{"address": reverse("jobs"), "text": "Arbeten"}],
        "one": _shown(found),
        "lines": text.splitlines(),
        "links": links_of(reader, found),
        "fault": None if found.fault is None else fault_parts(found.fault),
        "may_cancel": changing and may_be_cancelled(state) and not found.cancel_asked,
        "may_retry": changing and may_be_retried(state),
        "reads_file": found.kind in {IMPORT, PREVIEW},
        **(preview_part(reader, found) if found.kind == PREVIEW else {}),
        **_following(request, is_active=is_active),
        **more,
    }
    answer = render(request, "web/site/job.html", context, status=status)
    return _again(request, answer, is_active=is_active)


@require_POST
def cancel_job(request: HttpRequest, number: int) -> HttpResponse:
    """Cancels a job."""
    return _changed(request, number, services.cancel)


@require_POST
def retry_job(request: HttpRequest, number: int) -> HttpResponse:
    """Lets a job that failed or was cancelled wait for its turn again."""
    return _changed(request, number, services.retry)


class _Change(Protocol):
    def __call__(self, *, actor: Actor, now: datetime, number: int) -> object: ...


def _changed(request: HttpRequest, number: int, change: _Change) -> HttpResponse:
    reader, actor = reader_of(request), actor_of(request)
    found = job(reader=reader, number=number)
    try:
        change(actor=actor, now=clock.now(), number=number)
    except services.JobEnded as fault:
        now = job(reader=reader, number=number)
        return job_page(request, reader, now, {"refused": fault_parts(fault)}, status=409)
    return followed(found.number)


def followed(number: int) -> HttpResponse:
    """To the page of a job that was just asked for, which is then followed."""
    return redirect(f"{reverse('job', args=(number,))}?{FOLLOW}=ja")


def fault_parts(fault: UppsiktError) -> UppsiktError:
    """A fault as a page tells it: what to do is done on a page, not with an option."""
    return UppsiktError(
        fault.what,
        where=fault.where,
        values=fault.values,
        why=on_a_page(fault.why),
        todo=on_a_page(fault.todo),
    )


def _following(request: HttpRequest, *, is_active: bool) -> dict[str, object]:
    return {"is_active": is_active, "is_followed": is_active and FOLLOW in request.GET}


def _again(request: HttpRequest, answer: HttpResponse, *, is_active: bool) -> HttpResponse:
    """Has the browser ask again soon, if the reader follows something that is not ended."""
    if is_active and FOLLOW in request.GET:
        answer.headers["Refresh"] = str(_SECONDS)
    return answer


def _shown(one: JobView) -> Shown:
    percent = None if one.share is None else int(one.share * 100)
    return Shown(
        one,
        _minute(one.asked_at),
        _minute(one.started_at),
        _minute(one.ended_at),
        percent,
        reverse("job", args=(one.number,)),
    )


def _minute(when: datetime | None) -> str:
    return "" if when is None else f"{when.astimezone(STOCKHOLM):%Y-%m-%d %H.%M}"


_LEADS = (
    (State.RUNNING, "pågår"),
    (State.WAITING, "väntar"),
    (State.FAILED, "misslyckades"),
)


def _lead(states: Sequence[State]) -> str:
    """What stands, in one sentence."""
    counts = [(states.count(state), verb) for state, verb in _LEADS]
    told = [f"{count} {verb}" for count, verb in counts if count]
    if not told:
        return "Allt som är beställt är avslutat." if states else ""
    return f"{', '.join(told)}."
