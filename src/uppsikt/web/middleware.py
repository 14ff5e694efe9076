"""What every answer carries, whichever view wrote it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from uppsikt.web.reader import asked_reader

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""Nothing but our own style sheet, fonts and pictures: no script at all, no inline style."""

SCRIPT_POLICY = f"{CONTENT_SECURITY_POLICY}; script-src 'self'; connect-src 'self'"
"""For the few pages with a script: our own file, which asks nobody but us, and nothing inline."""

UNUSED_POWERS = (
    "accelerometer", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope",
    "hid", "microphone", "midi", "payment", "serial", "usb", "xr-spatial-tracking",
)  # fmt: skip
"""What a browser could let a page do and no page of ours ever asks for."""

SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    # A page may change with the next import: the browser asks each time, and mostly gets a 304.
    "Cache-Control": "no-cache",
    "Permissions-Policy": ", ".join(f"{power}=()" for power in UNUSED_POWERS),
    # Nobody else's page may show our pictures, styles or documents as its own.
    "Cross-Origin-Resource-Policy": "same-origin",
}


def security_headers(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: the headers that Django's own security middleware does not send.

    That one sends nosniff, the referrer and opener policies and, with https, HSTS (settings).

    It stands first in the list, so that error pages and static files get them too.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        asked_for = response.headers.get("Cache-Control", "")
        if asked_reader(request).user is not None and "no-store" not in asked_for:
            # What one person may read must not be kept by a proxy and shown to another. A page of
            # the account asks for more: its secrets are not kept by the browser either.
            response.headers["Cache-Control"] = "private, no-cache"
        for header, value in SECURITY_HEADERS.items():
            response.headers.setdefault(header, value)
        return response

    return answer


COMPRESSED = ("text/html", "text/css", "text/javascript", "image/svg+xml")
"""What a page is made of. Letters and pictures are compressed already, and files are saved."""


class Compressed(GZipMiddleware):
    """Middleware: pages and their styles are sent compressed, to browsers that can take it.

    A report of many tables is an eighth as heavy so. Django adds bytes at random, lest the length
    tell what stands beside something that somebody else has put on the page.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """The answer, compressed if it is a part of a page."""
        if not response.headers.get("Content-Type", "").startswith(COMPRESSED):
            return response
        return super().process_response(request, response)
