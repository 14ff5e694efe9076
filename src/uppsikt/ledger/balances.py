"""Rows from a SIE file without vouchers: period balances (types 2, 3) and year balances (type 1).

Never a doubled sum: a file of type 3 states the balance of the whole account *and* of each object,
and may do so for several sets of dimensions (by activity, by project, by both). For each account
and period one set of dimensions is chosen, and what it does not explain of the whole account stays
as one remainder row. The rows of an account and period always sum to its balance.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TypeAlias

from uppsikt.ledger import problems
from uppsikt.ledger.fields import objects
from uppsikt.ledger.header import Header, PeriodBalance
from uppsikt.ledger.model import Dimensions, Problem

Row: TypeAlias = tuple[int, str, str, int, int, int, str, str, str, str, str, int, str]
Pairs: TypeAlias = tuple[tuple[str, str], ...]
Four: TypeAlias = tuple[str, str, str, str]
_Cell: TypeAlias = tuple[list[Row], list[Problem]]

NOTHING: Four = ("", "", "", "")


def four(pairs: Pairs, numbers: Four) -> Four:
    """Activity, unit, project and counterpart among a row's objects; empty where there is none.

    ``numbers`` are the dimensions in that order. If one stands twice, the first counts.
    """
    if not pairs:
        return NOTHING
    found = dict(reversed(pairs))
    first, second, third, fourth = (found.get(number, "") if number else "" for number in numbers)
    return first, second, third, fourth


@lru_cache(maxsize=1 << 17)
def coded(inside: str, numbers: Four) -> Four | None:
    """As ``four``, of the text inside braces; None if it is not pairs of dimension and object."""
    pairs = objects(inside)
    return None if pairs is None else four(pairs, numbers)


def year_rows(header: Header, first: int, last: int) -> list[Row]:
    """One row per ``#RES`` of the file's own year: a span of months, never spread over them."""
    return [
        (line, "", "", 0, first, last, account, *NOTHING, -amount, "")
        for account, (line, amount) in header.results.items()
    ]


def period_rows(header: Header, dims: Dimensions) -> tuple[list[Row], list[Problem]]:
    """The rows of the file's period balances, and what in them cannot be told for certain."""
    cells: defaultdict[tuple[int, str], list[PeriodBalance]] = defaultdict(list)
    found: list[Problem] = []
    for balance in header.balances:
        cells[balance.period, balance.account].append(balance)
        if balance.pairs is None:
            found.append(problems.odd_objects(header.path, balance.line, balance.inside, ""))
    rows: list[Row] = []
    numbers = dims.numbers()
    for stated in cells.values():
        made, notes = _cell(header, stated, numbers)
        rows += made
        found += notes
        found += _unclear(header, stated)
    return sorted(rows), found


def _cell(header: Header, stated: Sequence[PeriodBalance], numbers: Four) -> _Cell:
    """One account and period: object rows of one set of dimensions, and the remainder."""
    whole = next((balance for balance in stated if not balance.pairs), None)
    sets = _sets(stated)
    chosen = _chosen(sets, numbers, whole)
    rows = [_row(one, one.amount, four(one.pairs or (), numbers)) for one in chosen]
    rest = whole.amount - sum(balance.amount for balance in chosen) if whole else 0
    if whole and (rest or not chosen):
        rows.append(_row(whole, rest, NOTHING))
    if chosen and rest and len(sets) > 1:
        place = (chosen[0].period, chosen[0].account)
        return rows, [problems.left_over(header.path, chosen[0].line, place, rest)]
    return rows, []


def _sets(stated: Sequence[PeriodBalance]) -> dict[tuple[str, ...], list[PeriodBalance]]:
    """The object rows by the set of dimensions that they tell."""
    sets: defaultdict[tuple[str, ...], list[PeriodBalance]] = defaultdict(list)
    for balance in stated:
        if balance.pairs:
            sets[tuple(sorted({dimension for dimension, _ in balance.pairs}))].append(balance)
    return sets


def _chosen(
    sets: dict[tuple[str, ...], list[PeriodBalance]], numbers: Four, whole: PeriodBalance | None
) -> list[PeriodBalance]:
    """The object rows of the one set that is taken.

    A set with activity or unit goes before one without; then the one that leaves least of the
    account unexplained, then the one that tells most of the four dimensions that we ask for, then
    the earlier of them, then the fewest others. A set that tells none of the four is of use only
    where the row of the whole account is missing.
    """

    def told(dimensions: tuple[str, ...]) -> list[bool]:
        return [bool(number) and number in dimensions for number in numbers]

    def rank(
        dimensions: tuple[str, ...],
    ) -> tuple[bool, int, int, list[bool], int, tuple[str, ...]]:
        sum_ = sum(balance.amount for balance in sets[dimensions])
        rest = abs(whole.amount - sum_) if whole else 0
        missing = [not one for one in told(dimensions)]
        return all(missing[:2]), rest, sum(missing), missing, len(dimensions), dimensions

    useful = [one for one in sets if any(told(one)) or whole is None]
    return sets[min(useful, key=rank)] if useful else []


def _unclear(header: Header, stated: Sequence[PeriodBalance]) -> Iterator[Problem]:
    """What is not certain about the sum of an account and period, or about its objects."""
    first = stated[0]
    cell = (first.period, first.account)
    wholes = sum(1 for balance in stated if not balance.pairs)
    insides = [balance.inside for balance in stated if balance.pairs]
    repeated = len(set(insides)) < len(insides)
    sets = {frozenset(dim for dim, _ in balance.pairs or ()) for balance in stated}
    why = ""
    if wholes > 1:
        why = "flera rader gäller hela kontot."
    elif not wholes and repeated:
        why = "raden för hela kontot saknas, och samma objekt står på flera rader."
    elif not wholes and len(sets) > 1:
        why = "raden för hela kontot saknas, och flera slags objekt är uppräknade."
    if why:
        yield problems.unclear_balance(header.path, first.line, cell, why)
    elif repeated:
        yield problems.repeated_object(header.path, first.line, cell)


def _row(balance: PeriodBalance, amount: int, codes: Four) -> Row:
    period = balance.period
    return (
        balance.line, "", "", 0, period, period, balance.account, *codes, -amount, "",
    )  # fmt: skip
