"""Mail: what is to be sent, what became of it, and what a person must decide."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from uppsikt.figures import UppsiktError
from uppsikt.platform.access.rules import Thing, Verb, may
from uppsikt.platform.outbox import selectors, services
from uppsikt.platform.outbox.rules import MAY_BE_RESENT, State
from uppsikt.platform.outbox.selectors import Sending
from uppsikt.platform.outbox.sending import current_server
from uppsikt.web.clock import now
from uppsikt.web.links import Crumb
from uppsikt.web.reader import actor_of, reader_of

SHOWN = 200
"""The most messages in the list; the page says if there are more."""

_DO = {"igen": services.resend, "framme": services.count_as_sent}


@dataclass(frozen=True, slots=True)
class ShownSending:
    """A message in the list."""

    sending: Sending
    page: str


@require_safe
def mail(request: HttpRequest) -> HttpResponse:
    """What was written, the newest first; above it what somebody must decide."""
    reader = reader_of(request)
    every = selectors.messages(reader=reader, limit=SHOWN + 1)
    context = {
        "section": "mail",
        "messages": [_shown(one) for one in every[:SHOWN]],
        "is_cut": len(every) > SHOWN,
        "shown": SHOWN,
        "waits": [
            _shown(one)
            for state in sorted(MAY_BE_RESENT, reverse=True)
            for one in selectors.messages(reader=reader, state=state, limit=SHOWN)
        ],
        "sees_all": may(reader, Verb.READ, Thing.MAIL),
        "has_server": current_server() is not None,
    }
    return render(request, "web/site/mail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def message(request: HttpRequest, number: int) -> HttpResponseBase:
    """One message; a form decides what becomes of it."""
    found = selectors.message(reader=reader_of(request), number=number)
    fault = None
    if request.method == "POST":
        fault = _decided(request, number)
        if fault is None:
            return redirect("message", number=number)
    context = {
        "section": "mail",
        "crumbs": (Crumb("Utskick", reverse("mail")),),
        "sending": found,
        "may_resend": found.state in MAY_BE_RESENT,
        "is_unknown": found.state is State.UNKNOWN,
        "fault": fault,
    }
    return render(request, "web/site/message.html", context, status=409 if fault else 200)


def _decided(request: HttpRequest, number: int) -> UppsiktError | None:
    """Does what the form asks for; why not, if the message has gone on meanwhile."""
    do = _DO.get(request.POST.get("gor", ""))
    if do is None:
        return UppsiktError("Det framgår inte vad som ska göras.", todo="Välj en av knapparna.")
    try:
        do(actor=actor_of(request), now=now(), number=number)
    except services.NotNow as fault:
        return fault
    return None


def _shown(one: Sending) -> ShownSending:
    return ShownSending(one, reverse("message", args=(one.number,)))
