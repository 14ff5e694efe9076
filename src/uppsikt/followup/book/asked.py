"""How the rooms below are asked for a figure, and what a budget answers."""

from __future__ import annotations

from typing import TypedDict

from uppsikt.figures import MISSING, Absent, Name, Side, Value
from uppsikt.planning.rules import BudgetBook


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
