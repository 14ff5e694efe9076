"""The history of a figure: every value it has had, what made it so, and where it was printed.

Pure. Values are exact, in base units (öre), or absent: what is missing, zero and not computable
are three things, and each change between them is a step of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from uppsikt.figures import NOT_COMPUTABLE, Absent, Name, Period, Unit, Value


class Cause(StrEnum):
    """What kind of thing gave a figure its value."""

    LEDGER = "ledger"
    SETUP = "setup"
    BUDGET = "budget"
    TRANSFER = "transfer"
    FORECAST = "forecast"
    PROPOSAL = "proposal"
    CARRY_OVER = "carry-over"
    CARRY_OVER_WITHDRAWN = "carry-over-withdrawn"

    @property
    def text(self) -> str:
        """The Swedish word, in lower case."""
        return _TEXTS[self]


_TEXTS = {
    Cause.LEDGER: "huvudbok",
    Cause.SETUP: "installationsfil",
    Cause.BUDGET: "budgetbeslut",
    Cause.TRANSFER: "omföring",
    Cause.FORECAST: "prognos",
    Cause.PROPOSAL: "budgetförslag",
    Cause.CARRY_OVER: "resultatreglering",
    Cause.CARRY_OVER_WITHDRAWN: "tillbakatagen resultatreglering",
}


@dataclass(frozen=True, slots=True)
class Event:
    """Something that was read or decided, and may have changed figures.

    `number` is that of the import, 0 for what has none. `text` says what it is: the months of a
    ledger, the words of a decision. `day` is that of the decision or of the forecast. `reasons`
    are those given for changing closed periods, or for taking a decision back. `file` and `actor`
    are empty for a reader who may not read them; `author` answers for a forecast.
    """

    cause: Cause
    at: datetime
    number: int = 0
    text: str = ""
    day: date | None = None
    reasons: tuple[str, ...] = ()
    file: str = ""
    actor: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A value that the figure got by an event, and had until the next step.

    `before` is the value that it had until then.
    """

    event: Event
    before: Value
    value: Value

    @property
    def change(self) -> Value:
        """The value less the one before; the whole value where that one was absent.

        NOT_COMPUTABLE where there is no value any more. So the changes since there last was
        none add up to the value.
        """
        if isinstance(self.value, Absent):
            return NOT_COMPUTABLE
        return self.value if isinstance(self.before, Absent) else self.value - self.before


@dataclass(frozen=True, slots=True)
class Printing:
    """That a report that was given out holds the figure: `value` exact, as it was then.

    `printed` is in whole tkr, None where the report holds no number or it was not kept.
    """

    month: Period
    form: str
    version: int
    title: str
    at: datetime
    actor: str
    value: Value
    printed: int | None

    def as_now(self, now: Value) -> bool:
        """Whether the figure is still what it was."""
        return same(self.value, now)


@dataclass(frozen=True)
class FigureHistory:
    """Every value of a figure, oldest first, and the reports in which it was printed.

    `text` says what figure it is and `unit` what it is told in. `first` is its value by the set-up
    alone, before anything was read; `now` is the value today.
    """

    name: Name
    text: str
    unit: Unit
    first: Value
    now: Value
    steps: tuple[Step, ...]
    printings: tuple[Printing, ...] = ()

    def told(self) -> tuple[Step | Printing, ...]:
        """Values and reports together, oldest first; of one moment the value stands first."""
        found: list[Step | Printing] = []
        waiting = sorted(self.printings, key=lambda one: one.at)
        for step in self.steps:
            while waiting and waiting[0].at < step.event.at:
                found.append(waiting.pop(0))
            found.append(step)
        return (*found, *waiting)


def steps_of(values: Iterable[tuple[Event, Value]], first: Value) -> Iterator[Step]:
    """The events that changed a figure, of all with the value after each, in order.

    `first` is the value before any of them.
    """
    before = first
    for event, value in values:
        if not same(before, value):
            yield Step(event, before, value)
            before = value


def same(one: Value, other: Value) -> bool:
    """Whether two values are one and the same; two that are absent in one way are."""
    if isinstance(one, Absent) or isinstance(other, Absent):
        return one is other
    return one == other
