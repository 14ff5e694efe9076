"""Open, preliminary and closed months: what they are until decided, and what has changed in them.

Pure. Months and spans are yyyymm, amounts whole öre with income positive.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from uppsikt.figures import Period
from uppsikt.sources.balances import Span, merged

_DECEMBER = 12


class State(StrEnum):
    """How settled a committee's month is."""

    OPEN = "open"
    PRELIMINARY = "preliminary"
    CLOSED = "closed"

    @property
    def text(self) -> str:
        """The state in Swedish: öppen."""
        return _TEXTS[self]


_TEXTS = {
    State.OPEN: "öppen",
    State.PRELIMINARY: "preliminär",
    State.CLOSED: "stängd",
}


class BookedAt(NamedTuple):
    """Where an amount is booked: on an account of a report line, over a span of months.

    `line` is empty for what feeds no line.
    """

    line: str
    account: str
    first: int
    last: int


class Moved(NamedTuple):
    """What has become different on an account of a line, over a span: öre before and after."""

    line: str
    account: str
    first: int
    last: int
    before: int
    after: int

    @property
    def amount(self) -> int:
        """After less before."""
        return self.after - self.before


def state_until_decided(month: int) -> State:
    """A month that nobody has decided on: open, but December preliminary until the accounts.

    Year-end entries are booked in December long after the month is over.
    """
    return State.PRELIMINARY if month % 100 == _DECEMBER else State.OPEN


def needs_decision(month: int) -> bool:
    """Whether closing the month must name a decision: December is closed by the accounts."""
    return month % 100 == _DECEMBER


def moved(
    before: Mapping[BookedAt, int], after: Mapping[BookedAt, int], closed: Collection[int]
) -> tuple[Moved, ...]:
    """What differs in closed months, account by account.

    Where one side knows a sum over several months and the other its parts, they are compared over
    all of them: a sum is never spread over its months.
    """
    every = [*before, *after]
    spans = merged({(at.first, at.last) for at in every if touches((at.first, at.last), closed)})
    return tuple(one for span in spans for one in _moved_in(before, after, span))


def touches(span: Span, months: Collection[int]) -> bool:
    """Whether any of the months lies in the span."""
    return any(span[0] <= month <= span[1] for month in months)


def _moved_in(
    before: Mapping[BookedAt, int], after: Mapping[BookedAt, int], span: Span
) -> Iterable[Moved]:
    then, now = _sums(before, span), _sums(after, span)
    for line, account in sorted({*then, *now}):
        amounts = then.get((line, account), 0), now.get((line, account), 0)
        if amounts[0] != amounts[1]:
            yield Moved(line, account, *span, *amounts)


def _sums(booked: Mapping[BookedAt, int], span: Span) -> dict[tuple[str, str], int]:
    """The sums by line and account of what lies in the span."""
    found: dict[tuple[str, str], int] = {}
    for at, amount in booked.items():
        if span[0] <= at.first and at.last <= span[1]:
            found[at.line, at.account] = found.get((at.line, at.account), 0) + amount
    return found


def months_text(months: Iterable[int]) -> str:
    """Months (yyyymm) in Swedish, runs of them together: januari–mars 2022, maj 2022."""
    runs: list[list[int]] = []
    for month in sorted(set(months)):
        if runs and month == runs[-1][-1] + 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    return ", ".join(span_text((run[0], run[-1])) for run in runs)


def span_text(span: Span) -> str:
    """A span in Swedish: januari–mars 2022."""
    (first_year, first), (last_year, last) = (divmod(month, 100) for month in span)
    if first_year == last_year:
        return Period(first_year, first, last).text
    return f"{Period.month(first_year, first).text}–{Period.month(last_year, last).text}"
