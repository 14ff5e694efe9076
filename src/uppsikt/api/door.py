"""The middleware that every request to the API passes: no cookie comes in, and JSON goes out."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from uppsikt.api import ROOT, faults
from uppsikt.api.reader import reader_of


def door(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: stands before whatever looks at sessions.

    A refusal by something else than the API (an unknown address, a method, Django itself) is told
    in the API's own shape. HEAD is asked as GET; the server leaves the content out.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        if not f"{request.path_info}/".startswith(ROOT):
            return get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        asked = request.method
        request.method = "GET" if asked == "HEAD" else asked
        response = _in_json(get_response(request))
        request.method = asked
        patch_vary_headers(response, ["Authorization"])
        if reader_of(request).user is not None:
            # What one person may read must not be kept by a proxy and shown to another.
            response.headers["Cache-Control"] = "private, no-cache"
        return response

    return answer


def _in_json(response: HttpResponse) -> HttpResponse:
    is_json = response.headers.get("Content-Type", "").startswith("application/json")
    if response.status_code < 400 or is_json:
        return response
    told = faults.of_status(response.status_code)
    if "Allow" in response.headers:
        told.headers["Allow"] = "GET, HEAD"
    return told
