"""`uppsikt suggest`: what each activity's year could end on, and how wrong each way has been."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from uppsikt.cli import acting, installation
from uppsikt.cli.given import month
from uppsikt.figures import Absent, Period, Value, thousands
from uppsikt.figures.swedish import round_half_away
from uppsikt.store import Store

if TYPE_CHECKING:
    from uppsikt.planning.suggestion_rules import Held, Miss
    from uppsikt.planning.suggestions import ActivitySuggestions

_TKR = 100_000


def run(options: argparse.Namespace) -> int:
    """Prints the suggestions of the activities that the committee's report has in the month."""
    period = month(options.period)
    folder = installation.open_to_read()
    # Know the database, so they can be imported only when Django has started.
    from uppsikt.planning.suggestions import suggested_forecasts

    found = suggested_forecasts(
        reader=acting.reader(),
        store=Store(folder.columns),
        committee=options.committee,
        month=period,
    )
    if options.format == "json":
        print(json.dumps([_plain(one) for one in found], ensure_ascii=False, indent=1))
        return 0
    if all(isinstance(one.booked, Absent) for one in found):
        print(
            f"Det finns inga förslag efter {period.text}: utfallet dittills är inte inläst i sin "
            "helhet för någon verksamhet. Läs in huvudboken med uppsikt import."
        )
        return 0
    print(f"Förslag till prognoser för {period.year}, efter {period.text}, tkr\n")
    print("\n".join(line for one in found for line in _told(one, period)).rstrip())
    return 0


def _told(one: ActivitySuggestions, period: Period) -> Iterator[str]:
    yield one.name
    yield f"  {'Utfall ' + period.to_date_of().text:<28} {_tkr(one.booked):>20}"
    for suggestion in one.suggestions:
        missed = _missed(suggestion.miss)
        yield f"  {suggestion.way.value:<28} {_tkr(suggestion.value):>20}  {missed}".rstrip()
        if suggestion.low is not None and suggestion.high is not None:
            between = f"troligen mellan {_tkr(suggestion.low)} och {_tkr(suggestion.high)}"
            yield f"    {between}, åtta gånger av tio{_held(suggestion.held)}"
    yield ""


def _tkr(value: Value) -> str:
    if isinstance(value, Absent):
        return value.text
    return thousands(round_half_away(Fraction(value) / _TKR))


def _missed(miss: Miss | None) -> str:
    if miss is None:
        return "ej prövat"
    return f"fel i snitt {_tkr(miss.mean)} ({_years(miss.years)})"


def _held(held: Held | None) -> str:
    if held is None:
        return ""
    return f" (stämde {held.times} av {_years(held.years)})"


def _years(years: tuple[int, ...]) -> str:
    return "1 år" if len(years) == 1 else f"{len(years)} år"


def _plain(one: ActivitySuggestions) -> dict[str, object]:
    return {
        "activity": one.key,
        "name": one.name,
        "booked": _json(one.booked),
        "suggestions": [
            {
                "way": suggestion.way.name.lower(),
                "name": suggestion.way.value,
                "value": _json(suggestion.value),
                "mean_miss": None if suggestion.miss is None else suggestion.miss.mean,
                "years": [] if suggestion.miss is None else list(suggestion.miss.years),
                "low": suggestion.low,
                "high": suggestion.high,
                "held": None if suggestion.held is None else suggestion.held.times,
                "tried": [] if suggestion.held is None else list(suggestion.held.years),
            }
            for suggestion in one.suggestions
        ],
    }


def _json(value: Value) -> object:
    """An amount in öre, or null where there is none."""
    return None if isinstance(value, Absent) else value
