"""Pure decisions on accruals: which vouchers are some, and which reversal belongs to which.

A cost that belongs to one month and is paid in another is booked with an account for accruals
(Kommun-Bas 17 and 29) and turned back later. The amounts are whole öre, income positive: a debit
is negative.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

DEFAULT_ACCOUNTS = ("17", "29")
"""Kommun-Bas: prepaid costs and accrued income; accrued costs and prepaid income."""
_ASSETS = "1"
_WORD = re.compile(r"[^\W_]{3,}")
_SAID = re.compile(r"^(?:periodis|upplup|förutbet|återför|återf$|vändning|vänd$|bokslut|ver$|enl$)")


@dataclass(frozen=True, slots=True)
class AccrualSigns:
    """What makes a voucher an accrual: its series, the beginning of an account on it, or a word in
    its text. `next_month` says that a reversal is always booked in the month after."""

    series: tuple[str, ...] = ()
    accounts: tuple[str, ...] = DEFAULT_ACCOUNTS
    words: tuple[str, ...] = ()
    next_month: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing makes a voucher an accrual."""
        return not (self.series or self.accounts or self.words)


@dataclass(frozen=True, slots=True, order=True)
class VoucherKey:
    """A voucher among all that count: its day (yyyymmdd), series and number."""

    date: int
    series: str
    number: str

    @property
    def text(self) -> str:
        """As people write it: ``P 17``."""
        return f"{self.series} {self.number}".strip()


class Turn(StrEnum):
    """Whether a voucher opens an account for accruals, closes it, or does not say."""

    OPENS = "opens"
    CLOSES = "closes"
    UNKNOWN = "unknown"


Leg = tuple[str, str, int]
"""An account, a unit and the öre booked there."""


@dataclass(frozen=True, slots=True)
class AccrualVoucher:
    """A committee's part of a voucher that is an accrual or a reversal.

    `legs` are its sums on result accounts by account and unit, in order, none of them zero;
    `accounts` are the accounts for accruals on the voucher. `month` is yyyymm.
    """

    key: VoucherKey
    month: int
    legs: tuple[Leg, ...]
    accounts: tuple[str, ...]
    turn: Turn
    text: str

    @property
    def amount(self) -> int:
        """What it adds to the committee's net, in öre."""
        return sum(amount for _, _, amount in self.legs)


class Fate(StrEnum):
    """What is known of an accrual or a reversal."""

    PAIRED = "paired"
    ALONE = "alone"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Accrual:
    """A voucher with what it is, and the other one of the pair; all that may be it where that is
    not sure."""

    voucher: AccrualVoucher
    is_reversal: bool
    fate: Fate
    others: tuple[AccrualVoucher, ...] = ()


@dataclass(frozen=True, slots=True)
class MonthAccruals:
    """What of a month's actual is accruals and what is reversals, in öre. `month` is yyyymm."""

    month: int
    accrued: int
    reversed: int

    @property
    def amount(self) -> int:
        """Both together."""
        return self.accrued + self.reversed


def by_month(found: Sequence[Accrual], year: int) -> tuple[MonthAccruals, ...]:
    """The months of a year that have some, in order."""
    sums: dict[int, list[int]] = {}
    for one in found:
        if one.voucher.month // 100 == year:
            both = sums.setdefault(one.voucher.month, [0, 0])
            both[one.is_reversal] += one.voucher.amount
    return tuple(MonthAccruals(month, *sums[month]) for month in sorted(sums))


def turn_of(balances: Iterable[tuple[str, int]]) -> Turn:
    """Whether rows on accounts for accruals (account, öre) open or close them.

    An asset grows by a debit, which is negative here, and a debt by a credit. Where some rows
    open and others close, the voucher does not say.
    """
    found = {
        Turn.OPENS if (amount < 0) is account.startswith(_ASSETS) else Turn.CLOSES
        for account, amount in balances
        if amount
    }
    return found.pop() if len(found) == 1 else Turn.UNKNOWN


def paired(vouchers: Sequence[AccrualVoucher], *, next_month: bool = False) -> tuple[Accrual, ...]:
    """Every voucher with its other one, in the order of day, series and number.

    A reversal has the accounts of its accrual with the opposite amounts, to the öre, in a later
    month (the next one where set-up says so). A reversal that has one accrual left belongs to it.
    Where several fit, equal words of the texts tell; if they do not, nothing is guessed. Two that
    fit in amounts alone and share no word of their texts, where both have some, are not sure.
    """
    found = [
        accrual
        for _, group in groupby(sorted(vouchers, key=_shape), key=_shape)
        for accrual in _in_group(sorted(group, key=_time), next_month)
    ]
    return tuple(sorted(found, key=lambda one: _time(one.voucher)))


def _time(one: AccrualVoucher) -> tuple[int, VoucherKey]:
    return one.month, one.key


def _shape(one: AccrualVoucher) -> tuple[object, ...]:
    """The same for an accrual and its reversal: the legs whatever their sign, and the accounts."""
    sign = 1 if one.legs[0][2] > 0 else -1
    return tuple((account, unit, sign * amount) for account, unit, amount in one.legs), one.accounts


def _in_group(vouchers: Sequence[AccrualVoucher], next_month: bool) -> Iterator[Accrual]:
    """The vouchers of one shape, in order of time."""
    opening = _opening_sign(vouchers)
    accruals = [one for one in vouchers if _sign(one) == opening]
    reversals = [one for one in vouchers if _sign(one) != opening]
    edges = {
        (at, to)
        for at, accrual in enumerate(accruals)
        for to, reversal in enumerate(reversals)
        if _in_time(accrual.month, reversal.month, next_month)
    }
    pairs = _pairs(edges, lambda at, to: _likeness(accruals[at].text, reversals[to].text))
    left = {edge for edge in edges if edge[0] not in pairs and edge[1] not in pairs.values()}
    back = {to: at for at, to in pairs.items()}
    for at, one in enumerate(accruals):
        yield _told(one, reversals, pairs.get(at), [to for of, to in left if of == at], False)
    for to, one in enumerate(reversals):
        yield _told(one, accruals, back.get(to), [at for at, of in left if of == to], True)


def _told(
    one: AccrualVoucher,
    others: Sequence[AccrualVoucher],
    pair: int | None,
    possible: Sequence[int],
    is_reversal: bool,
) -> Accrual:
    if pair is not None:
        return Accrual(one, is_reversal, Fate.PAIRED, (others[pair],))
    if possible:
        return Accrual(one, is_reversal, Fate.UNSURE, tuple(others[at] for at in sorted(possible)))
    return Accrual(one, is_reversal, Fate.ALONE)


def _opening_sign(vouchers: Sequence[AccrualVoucher]) -> bool:
    """The sign of the accruals: as the accounts say, else that of the first in time."""
    for one in vouchers:
        if one.turn is not Turn.UNKNOWN:
            return _sign(one) is (one.turn is Turn.OPENS)
    return _sign(vouchers[0])


def _sign(one: AccrualVoucher) -> bool:
    return one.legs[0][2] > 0


def _in_time(accrual: int, reversal: int, next_month: bool) -> bool:
    after = accrual + 1 if accrual % 100 < 12 else accrual + 89
    return reversal == after if next_month else reversal > accrual


Edges = set[tuple[int, int]]


def _pairs(edges: Edges, likeness: Callable[[int, int], int]) -> dict[int, int]:
    """The edges that are sure: first among texts that are equal, then among those that do not
    contradict each other.

    An edge is sure when it is the only one of both its ends, or the only one left of its reversal
    and of no other reversal: something was accrued before it was turned, but an accrual may wait.
    """
    found: dict[int, int] = {}
    for least in (2, 1):
        fitting = {one for one in edges if likeness(*one) >= least}
        while sure := _sure({one for one in fitting if not _is_taken(one, found)}):
            found.update(sure)
    return found


def _is_taken(edge: tuple[int, int], found: dict[int, int]) -> bool:
    return edge[0] in found or edge[1] in found.values()


def _sure(fitting: Edges) -> dict[int, int]:
    """The edges of reversals that have one accrual left, where no two such want the same."""
    of_reversal = Counter(to for _, to in fitting)
    alone = sorted(one for one in fitting if of_reversal[one[1]] == 1)
    wanted = Counter(at for at, _ in alone)
    return {at: to for at, to in alone if wanted[at] == 1}


def _likeness(accrual: str, reversal: str) -> int:
    """2 for texts with the same words, 1 for some in common or a text that says nothing, else 0."""
    first, second = _words(accrual), _words(reversal)
    if first == second and first:
        return 2
    return 1 if first & second or not first or not second else 0


def _words(text: str) -> frozenset[str]:
    """The words of a text that tell one voucher from another."""
    return frozenset(word for word in _WORD.findall(text.casefold()) if not _SAID.match(word))
