"""What was booked in closed months after they were closed, and which months are preliminary."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from uppsikt.figures import Period, What
from uppsikt.followup.basis.facts import Facts, Late
from uppsikt.platform.access.rules import Reader
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.sources.period_rules import months_text
from uppsikt.sources.period_selectors import late_changes, preliminary_months

LATE_HEADING = "Ändrat i stängda perioder"
LATE_NOTE = (
    f"I utfallet ingår belopp som har ändrats efter att perioden stängdes: se {LATE_HEADING}."
)
_TABLES = ("netto", "verk", "samm")


def with_periods(facts: Facts, reader: Reader) -> Facts:
    """The facts with what has changed in closed months that they show, and notes on the tables."""
    shown = _actuals(facts)
    late = late_of(reader=reader, committee=facts.committee, periods=(*shown, *_years(facts)))
    notes = {key: list(texts) for key, texts in facts.notes.items()}
    in_columns = [one for one in late if any(one.touches(period) for period in shown)]
    early = _preliminary(reader, facts, shown)
    for key in _TABLES:
        added = [LATE_NOTE] if in_columns else []
        if added or early:
            notes[key] = [*notes.get(key, []), *added, *early]
    for history in facts.histories:
        if history.shown and (texts := _preliminary(reader, facts, _history_years(facts))):
            notes[history.key] = [*notes.get(history.key, []), *texts]
    return replace(facts, late=late, notes={key: tuple(texts) for key, texts in notes.items()})


def late_of(*, reader: Reader, committee: str, periods: Iterable[Period]) -> tuple[Late, ...]:
    """What has changed in a committee's closed months, by report line and reason."""
    found: dict[tuple[date, str, str, int, int], tuple[int, int]] = {}
    for change in late_changes(reader=reader, committee=committee, periods=periods):
        day = change.changed_at.astimezone(STOCKHOLM).date()
        for row in change.rows:
            key = (day, change.reason, row.line, row.first, row.last)
            before, after = found.get(key, (0, 0))
            found[key] = (before + row.before, after + row.after)
    return tuple(Late(*key, *amounts) for key, amounts in found.items())


def _actuals(facts: Facts) -> tuple[Period, ...]:
    """The periods that the report's columns of actuals are about."""
    columns = facts.value_columns.measured
    return tuple(dict.fromkeys(one.when for one in columns if one.what is What.ACTUAL))


def _years(facts: Facts) -> tuple[Period, ...]:
    """The years that a month history shows whole, if the report has one."""
    return _history_years(facts) if any(one.shown for one in facts.histories) else ()


def _history_years(facts: Facts) -> tuple[Period, ...]:
    year = facts.month.year
    return (facts.to_date, Period.whole_year(year - 1), Period.whole_year(year - 2))


def _preliminary(reader: Reader, facts: Facts, periods: Iterable[Period]) -> list[str]:
    months = preliminary_months(reader=reader, committee=facts.committee, periods=periods)
    if not months:
        return []
    text = months_text(months)
    what = "är preliminära" if len(months) > 1 else "är preliminär"
    return [f"{text.capitalize()} {what}: utfallet kan ännu ändras."]
