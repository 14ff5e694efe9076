"""Pure decisions on the accumulated result: what a committee takes with it from year to year.

All amounts are whole öre; a surplus is positive, a deficit negative.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from uppsikt.figures import MISSING, NOT_COMPUTABLE, UNDECIDED, Absent, Value


@dataclass(frozen=True, slots=True)
class CarryOver:
    """The council's decision on a year's result: result = carried + written off."""

    year: int
    decided: date
    decision: str
    result: int
    carried: int
    written_off: int


@dataclass(frozen=True, slots=True)
class CarryOverVersion:
    """A decision as it was read at a time, until it was corrected or withdrawn (with `reason`)."""

    told: CarryOver
    given_at: datetime
    actor: str
    replaced_at: datetime | None = None
    replaced_by: str = ""
    reason: str = ""


@dataclass(frozen=True)
class CarriedOver:
    """What is known of a committee's accumulated result: given amounts, and decisions by year.

    `given` are the amounts at the beginning of a year that the set-up file states.
    """

    given: Mapping[int, int] = field(default_factory=dict)
    decided: Mapping[int, CarryOver] = field(default_factory=dict)

    def opening(self, year: int) -> Value:
        """The accumulated result at the beginning of the year. See ``step``."""
        value: Value = MISSING
        for one in range(min((*self.given, *self.decided), default=year), year + 1):
            value = self.step(value, one)
        return value

    def step(self, before: Value, year: int) -> Value:
        """The opening of `year` from that of the year before.

        A given amount goes first. Otherwise the year before is carried over by its decision alone:
        without one the opening is UNDECIDED, unless nothing is known of earlier years at all
        (MISSING). A decision on top of what is not known is NOT_COMPUTABLE.
        """
        given = self.given.get(year)
        return self.by_decision(before, year) if given is None else given

    def by_decision(self, before: Value, year: int) -> Value:
        """As `step`, whatever is given for the year itself."""
        made = self.decided.get(year - 1)
        if made is not None and not isinstance(before, Absent):
            return before + made.carried
        if before is MISSING:
            return MISSING if made is None else NOT_COMPUTABLE
        return before if made is not None or before is NOT_COMPUTABLE else UNDECIDED

    def disagreement(self, year: int) -> Value | None:
        """What decisions say of the opening of a year, where another amount is given for it."""
        if year not in self.given:
            return None
        said = self.by_decision(self.opening(year - 1), year)
        return None if isinstance(said, Absent) or said == self.given[year] else said

    def undecided(self, year: int) -> tuple[int, ...]:
        """The years whose results wait for a decision before the opening of `year` is known."""
        known = [one for one in (*self.given, *self.decided) if one <= year]
        first = max((one for one in self.given if one <= year), default=min(known, default=year))
        return tuple(one for one in range(first, year) if one not in self.decided)

    def years(self, booked: Iterable[int]) -> range:
        """The years to tell of: from the first that anything is known of to the last."""
        known = (*self.given, *self.decided)
        if not known:
            return range(0)
        return range(min(known), max((*known, *booked)) + 1)
