"""Pages about the site itself."""

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from uppsikt import __version__
from uppsikt.platform.access.rules import PUBLIC, Reader
from uppsikt.platform.health.rules import State
from uppsikt.platform.health.selectors import health as look_at_health
from uppsikt.web import clock
from uppsikt.web.kept import kept
from uppsikt.web.reader import reader_of


@require_safe
@kept
def method(request: HttpRequest) -> HttpResponse:
    """How the columns are computed, and what the marks mean."""
    return render(request, "web/method.html", {"section": "method"})


@require_safe
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """Whether the site has all it needs: 200 or 503, as plain text, and to some what that is.

    Who reads is asked of the database, so that the public's answer must not depend on it.
    """
    found = look_at_health(reader=_reader(request), now=clock.now())
    is_well = found.state is not State.ILL
    lines = ["Uppsikt svarar." if is_well else "Uppsikt svarar inte som det ska."]
    if found.signs:
        lines.append(f"Version {__version__}.")
        lines += [f"{sign.state.text}: {sign.name} {sign.text}" for sign in found.signs]
    return HttpResponse(
        "\n".join(lines) + "\n",
        content_type="text/plain; charset=utf-8",
        status=200 if is_well else 503,
    )


def _reader(request: HttpRequest) -> Reader:
    try:
        return reader_of(request)
    except DatabaseError:
        return PUBLIC
