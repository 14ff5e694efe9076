"""What is answered when something cannot be: one shape, in Swedish, whatever went wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.core.exceptions import SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import ValidationError
from pydantic import Field

from uppsikt.api import clock
from uppsikt.api.invalid import InvalidRequest, invalid
from uppsikt.api.limits import TooManyRequests
from uppsikt.api.reader import WrongKey
from uppsikt.documents import json_text
from uppsikt.figures import NothingThere, PeriodError, UppsiktError
from uppsikt.followup.cells.row_request import WrongRequest
from uppsikt.platform.access.rules import NotAllowed
from uppsikt.platform.audit.services import ReadingNotRecorded
from uppsikt.platform.fault_files import log_fault
from uppsikt.platform.logs import request_number

JSON = "application/json; charset=utf-8"
_SOON = "30"
"""Seconds until it is worth asking again of a database that is busy."""


class Told(Schema):
    """A fault as it is told."""

    code: str = Field(description="Felets namn, som inte ändras: unknown_committee, wrong_key …")
    what: str = Field(description="Vad som är fel")
    where: str = Field(description="Var: en parameter, en rubrik, en plats; tomt om inget")
    values: list[str] = Field(description="Värdena som det gäller, eller det som finns i stället")
    why: str = Field(description="Varför; tomt om det redan är sagt")
    todo: str = Field(description="Vad man gör åt det")


class Fault(Schema):
    """Every answer that is not what was asked for."""

    error: Told


_NEEDS_KEY = "Använd en nyckel vars ägare har rätten."
_OF_STATUS: Mapping[int, tuple[str, str, str]] = {
    400: ("bad_request", "Förfrågan går inte att förstå.", "Se efter i adressen och rubrikerna."),
    403: ("not_allowed", "Det får du inte läsa.", _NEEDS_KEY),
    404: ("not_found", "Det finns inget på den här adressen.", "Adresserna står på /api/."),
    405: ("method_not_allowed", "Här går det bara att läsa.", "Använd GET eller HEAD."),
}
_BROKEN = (
    "internal_error",
    "Något gick fel i Uppsikt.",
    "Försök igen. Om det upprepas, ange numret för den som ansvarar för Uppsikt.",
)


def of_status(status: int) -> HttpResponse:
    """The answer for a status that something else than the API gave."""
    code, what, todo = _OF_STATUS.get(status, _BROKEN)
    return _answer(status, Told(code=code, what=what, where="", values=_number(status), why="",
                                todo=todo))  # fmt: skip


def answer(fault: Exception, request: HttpRequest) -> HttpResponse:
    """The answer for what went wrong; a fault of ours is logged and kept with its number."""
    if isinstance(fault, Http404):
        return of_status(404)
    if isinstance(fault, SuspiciousOperation):  # so does Django tell what no browser sends
        return of_status(400)
    if isinstance(fault, ValidationError):
        return answer(invalid(fault.errors, _given(request)), request)
    if isinstance(fault, OperationalError | InterfaceError):
        log_fault(fault, now=clock.now())
        return _busy()
    if not isinstance(fault, UppsiktError):
        log_fault(fault, now=clock.now())
        return of_status(500)
    status, headers = _status(fault)
    if status == 500:
        # Its place (a path, a line) is for whoever runs the server.
        log_fault(fault, now=clock.now())
        shown = Told(
            code=code(fault), what=fault.what, where="", values=_number(500), why="",
            todo=fault.todo,
        )  # fmt: skip
        return _answer(500, shown)
    shown = told(fault)
    if isinstance(fault, NotAllowed):
        shown.todo = _NEEDS_KEY  # nobody signs in here, as on the pages
    return _answer(status, shown, headers)


def code(fault: UppsiktError) -> str:
    """A fault's name in answers: its class, as ``unknown_committee``."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", type(fault).__name__).lower()


def told(fault: UppsiktError) -> Told:
    """A fault, part by part."""
    return Told(
        code=code(fault),
        what=fault.what,
        where=fault.where,
        values=list(fault.values),
        why=fault.why,
        todo=fault.todo,
    )


def tell(api: NinjaAPI) -> None:
    """Has the API answer for whatever is raised."""

    def answered(request: HttpRequest, fault: Exception | type[Exception]) -> HttpResponse:
        return answer(fault if isinstance(fault, Exception) else fault(), request)

    for kind in (Exception, Http404, ValidationError):
        api.add_exception_handler(kind, answered)


def _status(fault: UppsiktError) -> tuple[int, Mapping[str, str]]:
    match fault:
        case NothingThere():
            return 404, {}
        case NotAllowed():
            return 403, {}
        case WrongKey():
            return 401, {"WWW-Authenticate": 'Bearer realm="Uppsikt", error="invalid_token"'}
        case TooManyRequests():
            return 429, {"Retry-After": str(fault.wait)}
        case InvalidRequest() | WrongRequest() | PeriodError():
            return 422, {}
        case ReadingNotRecorded():
            return 503, {"Retry-After": _SOON}
    return 500, {}


def _given(request: HttpRequest) -> dict[str, str]:
    """What the request has in its address and after it, by parameter."""
    found = request.resolver_match
    in_route = {} if found is None else {name: str(part) for name, part in found.kwargs.items()}
    return {**request.GET.dict(), **in_route}


def _busy() -> HttpResponse:
    shown = Told(
        code="database_busy", what="Databasen svarar inte.", where="", values=[], why="",
        todo="Vänta en stund och försök igen.",
    )  # fmt: skip
    return _answer(503, shown, {"Retry-After": _SOON})


def _number(status: int) -> list[str]:
    number = request_number.get()
    return [f"nummer {number}"] if number and status >= 500 else []


def _answer(status: int, told: Told, headers: Mapping[str, str] | None = None) -> HttpResponse:
    return HttpResponse(
        json_text({"error": told.model_dump()}), status=status, content_type=JSON, headers=headers
    )
