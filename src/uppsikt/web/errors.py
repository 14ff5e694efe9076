"""Error pages in Swedish: what happened, and where to go from here."""

from collections.abc import Callable, Sequence

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from uppsikt.figures import NothingThere, UppsiktError
from uppsikt.organisation.selectors import Committee, committees
from uppsikt.platform.access.rules import PUBLIC, NotAllowed
from uppsikt.platform.accounts.attempts import TooManyAttempts
from uppsikt.platform.audit.services import ReadingNotRecorded
from uppsikt.platform.fault_files import log_fault
from uppsikt.platform.logs import request_number
from uppsikt.web.clock import now


def _page(
    request: HttpRequest,
    status: int,
    heading: str,
    what: str,
    known: Sequence[Committee] = (),
    *,
    may_sign_in: bool = False,
) -> HttpResponse:
    number = "" if status == 404 else request_number.get()
    context = {
        "status": status, "heading": heading, "what": what, "known": known, "number": number,
        "may_sign_in": may_sign_in,
    }  # fmt: skip
    return render(request, "web/error.html", context, status=status)


def _known() -> Sequence[Committee]:
    """The committees that the page can point to; none if they cannot be read now."""
    try:
        return committees(reader=PUBLIC)
    except DatabaseError:
        return ()


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request is not one that the server can answer."""
    return _page(
        request,
        400,
        "Förfrågan gick inte att förstå",
        "Adressen eller något av det som skickades med den är felaktigt. Gå till översikten och"
        " försök därifrån.",
    )


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the reader has no right to this."""
    return _page(
        request,
        403,
        "Du får inte läsa den här sidan",
        "Sidan finns, men den är inte öppen för alla. Den som ansvarar för Uppsikt kan ge dig"
        " rätt att läsa den.",
        may_sign_in=request.method == "GET",
    )


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form without the mark that it is from a page of ours, or with an old one."""
    return _page(
        request,
        403,
        "Formuläret gällde inte längre",
        "Inget har ändrats. Gå tillbaka, ladda om sidan och försök igen. Tillåt kakor från den"
        " här webbplatsen i webbläsaren.",
    )


def not_signed_in(request: HttpRequest, why: str) -> HttpResponse:
    """403: somebody came from the municipality's directory and is not let in."""
    return _page(request, 403, "Du är inte inloggad", why)


def too_many(request: HttpRequest, fault: TooManyAttempts) -> HttpResponse:
    """429: too many attempts, and when the next one may be made."""
    again = now() + fault.wait
    what = f"{fault.what} {fault.todo[:-1]}, från klockan {again:%H.%M}. Inget har ändrats."
    response = _page(request, 429, "För många försök", what)
    response.headers["Retry-After"] = str(int(fault.wait.total_seconds()) + 1)
    return response


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing has this address; the committees that there are."""
    what = "Det finns ingen sida på den här adressen. Kanske är den felskriven eller flyttad."
    if isinstance(exception, UppsiktError):
        what = f"{exception.what} {exception.why}".strip()
    return _page(request, 404, "Sidan finns inte", what, _known())


def broken(request: HttpRequest) -> HttpResponse:
    """500: our fault. Stands on its own, so that it can be shown whatever is broken."""
    return render(None, "web/broken.html", {"number": request_number.get()}, status=500)


class ShownErrors:
    """Middleware: an error that is worded for people becomes a page that says it.

    Its place (a path, a line) is for whoever runs the server, not for whoever reads the page: what
    was not foreseen is kept in a file with the number that the page shows.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer for the view; None leaves the exception to Django."""
        if isinstance(exception, NothingThere):
            return not_found(request, exception)
        if isinstance(exception, NotAllowed):
            return refused(request, exception)
        if isinstance(exception, ReadingNotRecorded):
            what = f"{exception.what} {exception.why} {exception.todo}"
            answer = _page(request, 503, "Sidan går inte att visa nu", what)
            answer.headers["Retry-After"] = "30"
            return answer
        if isinstance(exception, UppsiktError):
            log_fault(exception, now=now())
            what = f"{exception.what} {exception.todo}"
            return _page(request, 500, "Sidan går inte att visa", what)
        return None
