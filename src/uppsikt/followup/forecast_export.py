"""Forecasts against their outcome as files: CSV and JSON, exact and in öre."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from uppsikt.documents import json_text
from uppsikt.documents.to_json import Json
from uppsikt.figures import Absent, Value, round_half_away
from uppsikt.followup.cells.voucher_export import csv_text
from uppsikt.planning.accuracy import ForecastsTried, LineForecasts
from uppsikt.planning.accuracy_rules import Accuracy, Tried

_WHOLE = "Hela nämnden"
_HEADS = (
    "År",
    "Prognos efter",
    "Verksamhet",
    "Nyckel",
    "Lämnad av",
    "Lämnad",
    "Prognos (kr)",
    "Utfall (kr)",
    "Miss (kr)",
    "Kommentar",
)


def forecasts_csv(of: ForecastsTried) -> bytes:
    """The year's forecasts as CSV as Swedish spreadsheets read it; an empty field is none."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(_HEADS)
    writer.writerows([csv_text(field) for field in row] for row in _rows(of))
    return "\ufeff".encode() + text.getvalue().encode()


def forecasts_json(of: ForecastsTried) -> bytes:
    """The year's forecasts, and how right those of all years were, as JSON in öre."""
    return (json_text(forecasts_data(of)) + "\n").encode()


KINDS = {"csv": forecasts_csv, "json": forecasts_json}
"""What makes each kind of file."""


def forecasts_data(of: ForecastsTried) -> dict[str, Json]:
    """What the JSON file says. Amounts are öre, null where there is none; means are rounded."""
    year, names = of.asked, of.names
    return {
        "committee": of.committee.slug,
        "year": year.year,
        "years": list(of.years),
        "outcome": _amount(year.became),
        "whole": [_tried(one) for one in year.tried],
        "activities": [_line(line) for line in year.lines if line.tried],
        "accuracy": {
            "whole": _accuracy(of.of_all()),
            "months": [{"month": month, **_known(one)} for month, one in of.by_month().items()],
            "activities": [
                {"activity": key, "name": names[key], **_known(one)}
                for key, one in of.by_activity().items()
            ],
            "authors": [{"author": who, **_known(one)} for who, one in of.by_author().items()],
        },
    }


def _line(line: LineForecasts) -> dict[str, Json]:
    return {
        "activity": line.key,
        "name": line.name,
        "is_contingency": line.is_contingency,
        "outcome": _amount(line.became),
        "forecasts": [
            {
                **_tried(one),
                "author": one.row.author if one.row else None,
                "given_on": one.row.given_at if one.row else None,
                "comment": one.row.comment if one.row else None,
            }
            for one in line.tried
        ],
    }


def _tried(one: Tried) -> dict[str, Json]:
    return {
        "month": str(one.month),
        "forecast": _amount(one.said),
        "miss": _amount(one.miss),
    }


def _accuracy(one: Accuracy | None) -> dict[str, Json] | None:
    return None if one is None else _known(one)


def _known(one: Accuracy) -> dict[str, Json]:
    return {
        "count": one.count,
        "years": list(one.years),
        "bias": round_half_away(one.bias),
        "mean_error": round_half_away(one.error),
    }


def _amount(value: Value) -> int | None:
    return None if isinstance(value, Absent) else round_half_away(Fraction(value))


def _rows(of: ForecastsTried) -> Iterator[tuple[str | int | Decimal, ...]]:
    for one in of.asked.tried:
        yield _row(of.asked.year, one, _WHOLE, "")
    for line in of.asked.lines:
        for one in line.tried:
            yield _row(of.asked.year, one, line.name, line.key)


def _row(year: int, one: Tried, name: str, key: str) -> tuple[str | int | Decimal, ...]:
    given = one.row
    return (
        year,
        str(one.month),
        name,
        key,
        given.author if given else "",
        given.given_at.isoformat() if given else "",
        *(_kronor(value) for value in (one.said, one.became, one.miss)),
        given.comment if given else "",
    )


def _kronor(value: Value) -> Decimal | str:
    if isinstance(value, Absent):
        return ""
    return Decimal(round_half_away(Fraction(value))).scaleb(-2)
