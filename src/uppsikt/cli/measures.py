"""`uppsikt measures`: a committee's counts of a year, or all that a measure has been."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from uppsikt.cli import acting, installation
from uppsikt.cli.given import month
from uppsikt.figures import Absent, Value, month_name, number, thousands

if TYPE_CHECKING:
    from uppsikt.measures.selectors import KeptCount, MeasureYear


def run(options: argparse.Namespace) -> int:
    """Prints the counts up to the month, or the history of one measure."""
    period = month(options.period)
    installation.open_to_read()
    # Know the database, so they can be imported only when Django has started.
    from uppsikt.measures.selectors import count_history, measures
    from uppsikt.platform.audit.services import record_reading

    if options.history:
        found = count_history(
            reader=acting.reader(), committee=options.committee, measure=options.history
        )
        lines = [_kept(one) for one in found] or ["Inga antal är lämnade."]
    else:
        years = measures(reader=acting.reader(), committee=options.committee, year=period.year)
        lines = [line for one in years for line in _year(one, period.last)]
        lines = lines or ["Nämnden har inga mått. Lägg upp dem med [[matt]] i installationsfilen."]
    record_reading(
        reader=acting.actor(),
        now=installation.now(),
        thing="mått",
        committee=options.committee,
        detail={"year": period.year},
    )
    print("\n".join(lines))
    return 0


def _year(measure: MeasureYear, last: int) -> Iterator[str]:
    yield f"{measure.name}, {measure.unit} {measure.year}"
    for at in range(1, last + 1):
        mark = " (rättat)" if at in measure.corrected else ""
        yield f"  {month_name(at):<10} {_text(measure.months[at - 1]):>12}{mark}"
    yield f"  {measure.sort.value:<10} {_text(measure.to_date(last)):>12}"
    yield ""


def _text(value: Value) -> str:
    if isinstance(value, Absent):
        return value.text
    return thousands(value) if isinstance(value, int) else number(Fraction(value), 1)


def _kept(one: KeptCount) -> str:
    when = f"{one.month // 100}-{one.month % 100:02d}"
    reason = f": {one.reason}" if one.reason else ""
    return (
        f"{when} {thousands(one.value):>12}  lämnat {installation.day(one.given_at)} "
        f"av {one.actor} ({one.file}){reason}"
    )
