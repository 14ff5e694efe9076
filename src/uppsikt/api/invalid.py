"""What is wrong with a request's parameters, in Swedish: pydantic's own words are English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from uppsikt.figures import UppsiktError

OWN = "uppsikt"
"""The type of a fault whose words are ours already."""
_LONGEST = 80
_WHOLE, _DAY = "Det ska vara ett heltal.", "Det ska vara en dag, till exempel 2022-10-31."
_WORDS = {
    "int_parsing": _WHOLE,
    "int_parsing_size": _WHOLE,
    "int_from_float": _WHOLE,
    "greater_than_equal": "Det ska vara minst {ge}.",
    "less_than_equal": "Det ska vara högst {le}.",
    "literal_error": "Det ska vara något av {expected}.",
    "string_too_long": "Det ska vara högst {max_length} tecken.",
    "bool_parsing": "Det ska vara true eller false.",
    "date_parsing": _DAY,
    "date_from_datetime_parsing": _DAY,
    "missing": "Den måste anges.",
}
"""What pydantic's kinds of faults are called."""


class InvalidRequest(UppsiktError):
    """A parameter of the request is none that the address takes."""


def invalid(errors: Sequence[Mapping[str, Any]], given: Mapping[str, str]) -> InvalidRequest:
    """The fault of what pydantic found: the first parameter, and every value that is wrong.

    `given` is what the request has by parameter.
    """
    first = errors[0]
    wrong = [name for one in errors if (name := _where(one)) in given]
    return InvalidRequest(
        "En parameter i förfrågan går inte att använda.",
        where=_where(first),
        values=[f"{name}: ”{given[name][:_LONGEST]}”" for name in wrong],
        why=_why(first),
        todo="Ändra parametern. Vad varje adress tar emot står på /api/.",
    )


def _where(one: Mapping[str, Any]) -> str:
    """The parameter's name: pydantic tells (query, model, name)."""
    return str(one["loc"][-1])


def _why(one: Mapping[str, Any]) -> str:
    if one["type"] == OWN:
        return str(one["msg"])
    told = {key: str(value) for key, value in one.get("ctx", {}).items()}
    if "expected" in told:
        told["expected"] = told["expected"].replace(" or ", " eller ").replace("'", "")
    words = _WORDS.get(one["type"], "Den har inte den form som adressen tar emot.")
    return words.format(**told)
