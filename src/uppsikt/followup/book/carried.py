"""What is known of a committee's accumulated result, for the report of a month."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from uppsikt.figures import MISSING, Figure, Period
from uppsikt.followup.basis import accumulated
from uppsikt.followup.basis.facts import Facts
from uppsikt.planning.carry_over_rules import CarriedOver
from uppsikt.planning.carry_over_selectors import carried_over
from uppsikt.planning.known import Known
from uppsikt.platform.access.rules import Reader


class Carried:
    """Reads what is given and decided of the accumulated result, each day once.

    With `read` it is what had been read of decisions by then.
    """

    def __init__(
        self, reader: Reader, committee: str, month: Period, read: Known | None = None
    ) -> None:
        self._reader = reader
        self._read = read
        self._committee = committee
        self._month = month
        self._known: dict[date, CarriedOver] = {}

    def known_by(self, day: date) -> CarriedOver:
        """What was decided up to and including a day."""
        if day not in self._known:
            self._known[day] = carried_over(
                reader=self._reader, committee=self._committee, as_of=day, known=self._read
            )
        return self._known[day]

    def beginning(self, year: int) -> CarriedOver:
        """What was decided in the report's month of the result that a year begins with."""
        return self.known_by(min(self._month.last_day, Period.whole_year(year).last_day))

    @cached_property
    def in_the_end(self) -> CarriedOver:
        """Every decision up to now: one on a year comes when the year is over."""
        return self.known_by(date.max)

    @property
    def is_told(self) -> bool:
        """Whether anything is known of the result that the report's year begins with, or decided
        of what it leaves."""
        year = self._month.year
        known = self.in_the_end
        return known.opening(year) is not MISSING or year in known.decided

    def figures(self, facts: Facts) -> tuple[Figure, ...]:
        """What is decided of the year's result, in a report that tells of it."""
        return tuple(accumulated.figures(facts, self.in_the_end)) if facts.carries_over else ()
