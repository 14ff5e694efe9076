"""The rounds of a year: the dates that are suggested for them, and how wrong dates are told. Pure.

What is suggested: a round opens on the first workday after its month, managers have five workdays,
the notice goes out five workdays later and the committee meets a week after the notice. A person
sets the dates; the suggestion saves the typing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from uppsikt.figures import Period, UppsiktError
from uppsikt.rounds.rules import Dates
from uppsikt.rounds.workdays import workday_after, workday_from

_DAYS = 5
"""Workdays that managers have, and that the report is then made in."""
_FORMS = {4: "interim", 8: "interim", 12: "annual"}


def suggested_form(month: Period) -> str:
    """The form of the report that a month leads to: every one a follow-up, three of them larger."""
    return _FORMS.get(month.last, "monthly")


def suggested_dates(month: Period) -> Dates:
    """The dates that a round after the month could have."""
    opens = workday_after(month.last_day)
    due = workday_after(opens, _DAYS)
    sent = workday_after(due, _DAYS)
    return Dates(
        month=month,
        form=suggested_form(month),
        opens_on=opens,
        due_on=due,
        sent_on=sent,
        meeting_on=workday_from(sent + timedelta(days=7)),
    )


class YearRefused(UppsiktError):
    """Dates of a year that cannot be set: why, for each month that something is wrong with."""

    def __init__(self, faults: Mapping[Period, UppsiktError]) -> None:
        months = ", ".join(month.text for month in sorted(faults))
        first = faults[min(faults)]
        super().__init__(
            f"Datumen går inte att spara: {months}.",
            values=[fault.what for fault in faults.values()],
            why=first.why,
            todo=first.todo or "Rätta månaderna ovan. Inget är sparat.",
        )
        self.faults = dict(faults)


class YearChanged(UppsiktError):
    """Somebody else has changed the year's rounds since they were seen."""
