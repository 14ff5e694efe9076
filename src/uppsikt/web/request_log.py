"""One line in the log for each request: what was asked for and what it came to, never by whom."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Callable
from time import perf_counter

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from uppsikt.platform.fault_files import log_fault
from uppsikt.platform.logs import event, new_number, request_number
from uppsikt.web.clock import now

NUMBER_HEADER = "X-Request-ID"

_logger = logging.getLogger("uppsikt.requests")
_PROXY_NUMBER = re.compile(r"[A-Za-z0-9-]{8,64}")
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def request_log(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: numbers each request, and logs it by the name of its route.

    An address may hold a key that is nobody else's business, and a query what somebody looked
    for, so neither is logged; nor is who asked, or what was sent. It stands first in the list.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        began = perf_counter()
        token = request_number.set(_number(request))
        try:
            response = get_response(request)
            response.headers[NUMBER_HEADER] = request_number.get()
            event(
                _logger,
                "request",
                logging.ERROR if response.status_code >= 500 else logging.INFO,
                method=request.method if request.method in _METHODS else "?",
                route=_route(request),
                status=response.status_code,
                ms=round((perf_counter() - began) * 1000),
            )
        finally:
            request_number.reset(token)
        return response

    return answer


def log_unforeseen(sender: object, **told: object) -> None:
    """Receives Django's signal that something in answering raised what nobody caught."""
    fault = sys.exc_info()[1]
    if fault is not None:
        log_fault(fault, now=now())


def _number(request: HttpRequest) -> str:
    """The number that our own proxy has given the request, or else a new one."""
    given = request.headers.get(NUMBER_HEADER, "") if settings.BEHIND_PROXY else ""
    return given if _PROXY_NUMBER.fullmatch(given) else new_number()


def _route(request: HttpRequest) -> str:
    if request.path_info.startswith(settings.STATIC_URL):
        return "static"
    found = request.resolver_match
    return (found and found.view_name) or "-"
