"""What is logged, and how: one line for each thing that happened, without personal data. No Django.

A line holds fields that the code chose: a route's name, a status, a number. Texts from elsewhere
never reach it. Of another library's message only the template is written, with its numbers: what
it would have filled in may be an address, a search word or a name. Of an exception its class and
the lines of code are written, not its message; that is kept with the fault (`fault_files`).
"""

from __future__ import annotations

import json
import logging
import os
import secrets
import traceback
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from uppsikt.figures import UppsiktError
from uppsikt.platform.data_folder import STOCKHOLM

SETTING = "UPPSIKT_LOG"
TEXT, JSON = "text", "json"

request_number: ContextVar[str] = ContextVar("request_number", default="")
"""The number of the request that is being answered: in the log, the answer and on error pages."""

_FIELDS = "uppsikt_fields"


def form() -> str:
    """How lines are written: `text` or `json`, as UPPSIKT_LOG says. Raises UppsiktError."""
    chosen = os.environ.get("UPPSIKT_LOG") or TEXT
    if chosen not in {TEXT, JSON}:
        raise UppsiktError(
            "Loggens form går inte att läsa.",
            where=f"inställningen {SETTING}",
            values=[chosen],
            todo="Skriv text eller json, eller ta bort inställningen: då används text.",
        )
    return chosen


def new_number() -> str:
    """A number for a request or a fault, short enough to be read out."""
    return secrets.token_hex(6)


def event(logger: logging.Logger, name: str, level: int = logging.INFO, **fields: object) -> None:
    """Logs that something happened. The fields are plain values that tell of no person."""
    logger.log(level, name, extra={_FIELDS: fields})


class Lines(logging.Formatter):
    """Writes each record as one line, as text or as JSON."""

    def __init__(self, form: str = TEXT) -> None:
        super().__init__()
        self._json = form == JSON

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        when = datetime.fromtimestamp(record.created, STOCKHOLM)
        told = {
            "time": when.isoformat("T", "milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": _template(record),
            **{name: value for name, value in _fields(record).items() if value is not None},
        }
        if number := request_number.get():
            told.setdefault("request", number)
        if record.exc_info and record.exc_info[1] is not None:
            told |= _fault(record.exc_info[1])
        return json.dumps(told, ensure_ascii=False) if self._json else _as_text(told)


def configuration(form: str) -> dict[str, Any]:
    """Logging as the settings want it: everything to standard error, in this form."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": Lines, "form": form}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "uppsikt": {"level": "INFO"},
            "django": {"level": "WARNING", "handlers": [], "propagate": True},
            # Each request has its own line (web.middleware), with the status that it came to.
            "django.request": {"level": "CRITICAL"},
            "django.security": {"level": "CRITICAL"},
        },
    }


def _fields(record: logging.LogRecord) -> Mapping[str, object]:
    found: Mapping[str, object] = getattr(record, _FIELDS, {})
    return found


def _template(record: logging.LogRecord) -> str:
    """The message with its numbers, and a mark where it had anything else."""
    text = str(record.msg)
    if not isinstance(record.args, tuple):
        return text
    shown = tuple(one if isinstance(one, int | float) else _Hidden() for one in record.args)
    try:
        return text % shown
    except (TypeError, ValueError):
        return text


class _Hidden:
    def __str__(self) -> str:
        return "…"

    __repr__ = __str__


def _fault(fault: BaseException) -> dict[str, object]:
    """The class and where it was raised, the innermost line last; never what it said."""
    frames = traceback.extract_tb(fault.__traceback__)
    kind = type(fault)
    return {
        "fault": f"{kind.__module__}.{kind.__qualname__}",
        "lines": [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames],
    }


def _short(path: str) -> str:
    return "/".join(path.split("/")[-3:])


def _as_text(told: Mapping[str, object]) -> str:
    rest = dict(told)
    head = [str(rest.pop(name)) for name in ("time", "level", "event")]
    rest.pop("logger")
    lines = rest.pop("lines", None)
    tail = [f"{name}={value}" for name, value in rest.items()]
    text = " ".join([*head, *tail]).replace("\n", " ")
    return "\n  ".join([text, *lines]) if isinstance(lines, list) else text
