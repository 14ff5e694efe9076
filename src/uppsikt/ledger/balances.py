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
    numbers, rows = dims.numbers(), []
    for stated in cells.values():
        rows += _cell(stated, numbers)
        found += _unclear(header, stated)
    return sorted(rows), found


def _cell(stated: Sequence[PeriodBalance], numbers: Four) -> list[Row]:
    """One account and period: object rows of one set of dimensions, and the remainder."""
    whole = [balance for balance in stated if not balance.pairs]
    chosen = _chosen(stated, numbers, whole=bool(whole))
    rows = [_row(one, one.amount, four(one.pairs or (), numbers)) for one in chosen]
    if whole:
        rest = whole[0].amount - sum(balance.amount for balance in chosen)
        if rest or not chosen:
            rows.append(_row(whole[0], rest, NOTHING))
    return rows


def _chosen(stated: Sequence[PeriodBalance], numbers: Four, *, whole: bool) -> list[PeriodBalance]:
    """The object rows of the set of dimensions that tells the most of what we ask for.

    Most of the four, then the earlier of them, then the fewest others. A set that tells none of
    them is of use only where the row of the whole account is missing.
    """
    sets: defaultdict[tuple[str, ...], list[PeriodBalance]] = defaultdict(list)
    for balance in stated:
        if balance.pairs:
            sets[tuple(sorted({dimension for dimension, _ in balance.pairs}))].append(balance)
    if not sets:
        return []

    def rank(dimensions: tuple[str, ...]) -> tuple[int, list[bool], int, tuple[str, ...]]:
        told = [bool(number) and number in dimensions for number in numbers]
        return -sum(told), [not one for one in told], len(dimensions), dimensions

    best = min(sets, key=rank)
    return [] if whole and rank(best)[0] == 0 else sets[best]


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
