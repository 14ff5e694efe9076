"""Pure decisions: which group an account belongs to, when something holds, what a name means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Protocol, TypeVar

from uppsikt.figures import Side

RESULT_CLASSES = ("3", "4", "5", "6", "7", "8")
"""Kommun-Bas: 3 income, 4 to 7 costs, 8 taxes, general grants and financial items. Classes 1 and
2 are the balance sheet and never part of a committee's net cost."""

SMALLEST_COUNT = 5
"""Counts of people below it are not shown to the public, where a committee says nothing else."""

LARGEST_AMOUNT = 10**14
"""Öre. A larger amount is a slip of the keys: it is a thousand times what a city turns over."""

EARLIEST, LATEST = 0, 999_912
"""The months (yyyymm) that stand for 'always has' and 'always will'."""

_NAMED = 20
"""How many names a fault lists when none of them is like what was written."""

_CLASS_SIDES = {"3": Side.INCOME, "4": Side.COST, "5": Side.COST, "6": Side.COST, "7": Side.COST}


def longest_first(prefixes: Iterable[str]) -> tuple[str, ...]:
    """The distinct prefixes that are not empty, longest first, so that the first hit is it."""
    return tuple(sorted({p for p in prefixes if p}, key=lambda p: (-len(p), p)))


def cut_to_prefix(code: str, prefixes: Sequence[str]) -> str:
    """The longest of `prefixes` (longest first) that the code begins with, or an empty text."""
    return next((prefix for prefix in prefixes if code.startswith(prefix)), "")


@dataclass(frozen=True)
class Group:
    """An account group: accounts by prefix, on one side of the books, in report order."""

    key: str
    name: str
    side: Side
    order: int
    prefixes: tuple[str, ...]
    first: int = EARLIEST
    last: int = LATEST


def group_of(account: str, month: int, groups: Sequence[Group]) -> Group | None:
    """The group with the longest prefix that the account begins with, in the month (yyyymm)."""
    met = [
        (len(prefix), group)
        for group in groups
        if group.first <= month <= group.last
        for prefix in group.prefixes
        if account.startswith(prefix)
    ]
    return max(met, key=lambda pair: pair[0])[1] if met else None


def side_of_class(account: str) -> Side | None:
    """The side that the account's class stands for, for an account in no group.

    None in class 8, which holds both. Source: Kommun-Bas account classes.
    """
    return _CLASS_SIDES.get(account[:1])


def is_result_account(account: str) -> bool:
    """Whether the account is part of the result and not of the balance sheet."""
    return account[:1] in RESULT_CLASSES


def month_number(day: date | None, default: int) -> int:
    """The day's month as yyyymm, or `default` for no day."""
    return default if day is None else day.year * 100 + day.month


def holds_on(valid_from: date | None, valid_to: date | None, day: date) -> bool:
    """Whether something that is valid from and to these days (both included) holds on the day."""
    return (valid_from is None or valid_from <= day) and (valid_to is None or day <= valid_to)


class Named(Protocol):
    """Something found by its key, its name or another spelling."""

    @property
    def key(self) -> str:
        """The name that never changes."""

    @property
    def name(self) -> str:
        """The name that is shown."""


N = TypeVar("N", bound=Named)


def find_named(things: Iterable[N], text: str) -> N | None:
    """The thing whose key, name or alias is `text`, whatever the case and the spaces."""
    wanted = _plain(text)
    for thing in things:
        aliases: Sequence[str] = getattr(thing, "aliases", ())
        if wanted in {_plain(name) for name in (thing.key, thing.name, *aliases)}:
            return thing
    return None


def nearest(text: str, names: Iterable[str]) -> str:
    """The names most like `text` as a Swedish list; when none is like it the first twenty of all,
    and how many more there are."""
    known = list(names)
    shown = get_close_matches(text, known, n=3, cutoff=0.6)
    if shown or len(known) <= _NAMED:
        return ", ".join(shown or known)
    return f"{', '.join(known[:_NAMED])} och {len(known) - _NAMED} till"


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
