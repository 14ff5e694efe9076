"""How the rooms below are asked for a figure, which figures are decided, and what a budget is."""

from __future__ import annotations

from typing import NamedTuple, TypedDict

from uppsikt.figures import MISSING, Absent, Name, Side, Value, What
from uppsikt.planning.rules import BudgetBook

AHEAD = frozenset(
    (
        What.PROPOSAL,
        What.INDEXATION,
        What.EFFICIENCY,
        What.REQUEST,
        What.EXTRA_REQUEST,
        What.EARLIER_FORECAST,
    )
)
"""What is said of a coming year in a report of this one, and what was said of this one."""
_DECIDED = (What.BUDGET, What.GRANT, What.APPROVED_USE, What.EARMARKED, What.ACCUMULATED)


class Found(NamedTuple):
    """A value and where it comes from, in Swedish."""

    value: Value
    source: str


class Selection(TypedDict):
    """How the rooms below are asked: None is everything."""

    activity: str | None
    side: Side | None
    group: str | None


def selected(name: Name) -> Selection:
    """Whom a figure is about, in the words of the rooms below; a group tells its own side."""
    of = name.of
    side = None if of.side is Side.NET or of.group else of.side
    return {"activity": of.activity or None, "side": side, "group": of.group or None}


def planned(book: BudgetBook, name: Name, is_contingency: bool) -> Value:
    """What a budget, or one that is proposed, has for a figure."""
    value = book.value(name.when, **selected(name))
    if is_contingency and name.of.group:
        return MISSING
    if is_contingency and name.of.side is not Side.NET and isinstance(value, Absent):
        return as_cost(name.of.side, book.value(name.when, activity=name.of.activity))
    return value


def as_cost(side: Side, net: Value) -> Value:
    """A contingency that is only known net: it is a reserve of cost and never an income."""
    if isinstance(net, Absent):
        return net
    return 0 if side is Side.INCOME else net


def is_decided(name: Name) -> bool:
    """Whether a figure is decided or foreseen, and not booked: those are what they were.

    By another organisation than that of their own time there are none.
    """
    return name.what in _DECIDED or (name.what is What.FORECAST and bool(name.of.activity))
