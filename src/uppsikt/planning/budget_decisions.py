"""The decisions that make a committee's budget, with their rows: read once for all that asks.

The budget, what has changed it and what transfers move of the grant are all made of the same rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from uppsikt.figures import Side
from uppsikt.organisation.remembering import once
from uppsikt.planning import models
from uppsikt.planning.known import Known, in_force
from uppsikt.planning.rules import BudgetDecision, BudgetLine, Profile

_LINE = ("activity", "side", "group", "amount", "profile", "months")


class Numbered(NamedTuple):
    """A decision under its number; revisions and transfers have numbers of their own."""

    number: int
    decision: BudgetDecision


def decided(
    committee: str, year: int, as_of: date, known: Known | None = None
) -> tuple[Numbered, ...]:
    """The decisions on a year's budget up to and including the day: revisions, then transfers.

    Each in the order of their days. With `known`, what had been read of them by then. Of a
    transfer the rows of the committee alone, and none of the names of others.
    """
    about = (committee, year, as_of, known)
    return once("budget decisions", about, lambda: (*_revisions(*about), *_transfers(*about)))


def _revisions(committee: str, year: int, as_of: date, known: Known | None) -> Iterator[Numbered]:
    about = {"committee__slug": committee, "year": year, "decided__lte": as_of}
    read = None if known is None else known.budgets
    counting = in_force(models.BudgetRevision, read, ("decided",), about)
    rows = models.BudgetRow.everything.filter(
        revision__in=models.BudgetRevision.everything.filter(counting, **about)
    ).order_by("revision__decided", "revision_id", "id")
    told = ("revision_id", "revision__decided", "revision__decisions")
    for (number, day, texts), lines in _together(rows.values_list(*told, *_LINE)):
        yield Numbered(number, BudgetDecision(day, ", ".join(texts) or "Budgetbeslut", lines))


def _transfers(committee: str, year: int, as_of: date, known: Known | None) -> Iterator[Numbered]:
    about = {"year": year, "decided__lte": as_of}
    read = None if known is None else known.transfers
    counting = in_force(models.Transfer, read, ("decided", "decision"), about)
    rows = models.TransferRow.everything.filter(
        committee__slug=committee, transfer__in=models.Transfer.everything.filter(counting, **about)
    ).order_by("transfer__decided", "transfer_id", "id")
    told = ("transfer_id", "transfer__decided", "transfer__decision")
    for (number, day, text), lines in _together(rows.values_list(*told, *_LINE)):
        yield Numbered(number, BudgetDecision(day, text, lines, is_transfer=True))


def _together(
    rows: Iterable[tuple[Any, ...]],
) -> Iterator[tuple[tuple[Any, ...], tuple[BudgetLine, ...]]]:
    """What is told of each decision, and its rows; `rows` are in the order of decisions."""
    found: dict[int, tuple[tuple[Any, ...], list[BudgetLine]]] = {}
    for number, day, text, *line in rows:
        found.setdefault(number, ((number, day, text), []))[1].append(_line(tuple(line)))
    return ((told, tuple(lines)) for told, lines in found.values())


def _line(stored: tuple[Any, ...]) -> BudgetLine:
    activity, side, group, amount, profile, months = stored
    return BudgetLine(activity, Side(side), group, amount, Profile(profile), tuple(months))
