"""`uppsikt measures`: a committee's counts of a year, or all that a measure has been."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from uppsikt.cli import acting, installation
from uppsikt.cli.given import month
from uppsikt.figures import Absent, Exact, Value, month_name, number

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
    about = measure.definition
    yield f"{about.name}, {about.unit} {measure.year}"
    if about.register:
        yield f"  {about.origin.value}, se «uppsikt report --form measures»"
        yield ""
        return
    for at in range(1, last + 1):
        if about.frequency.is_due(at):
            text = _text(measure.months[at - 1], about.decimals)
            yield f"  {month_name(at):<10} {text:>12}{_marks(measure, at)}"
    to_date = _text(measure.to_date(last), about.decimals)
    yield f"  {about.sort.value:<10} {to_date:>12}{_of_how_many(measure, last)}"
    yield ""


def _marks(measure: MeasureYear, month: int) -> str:
    marks = [
        word
        for word, months in (
            ("rättat", measure.corrected),
            ("preliminärt", measure.preliminary),
        )
        if month in months
    ]
    return f" ({', '.join(marks)})" if marks else ""


def _of_how_many(measure: MeasureYear, last: int) -> str:
    """Of how many values a mean is, where some are missing: they are no zeros."""
    known, due = measure.known(last)
    is_partial = 0 < known < due and measure.definition.sort.value == "medel"
    return f" (av {known} värden, {due - known} saknas)" if is_partial else ""


def _text(value: Value, decimals: int) -> str:
    if isinstance(value, Absent):
        return value.text
    return number(value, decimals if isinstance(value, int) or decimals else 1)


def _kept(one: KeptCount) -> str:
    when = f"{one.month // 100}-{one.month % 100:02d}"
    reason = f": {one.reason}" if one.reason else ""
    status = ", preliminärt" if one.status.value == "preliminär" else ""
    return (
        f"{when} {number(one.value, _decimals(one.value)):>12}  lämnat "
        f"{installation.day(one.given_at)} av {one.actor} ({one.file}){status}{reason}"
    )


def _decimals(value: Exact) -> int:
    """How many decimals a value was given with, at most three."""
    return next(count for count in range(4) if (value * 10**count) % 1 == 0)
