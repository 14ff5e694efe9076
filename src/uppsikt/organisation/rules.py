"""Pure decisions: which report line a ledger row feeds, which group an account belongs to.

A *feed* is a triple of prefixes (unit, activity, account) that leads to a report line. Of the
feeds that a row meets, the narrowest wins. Feed A is narrower than feed B when each of A's three
prefixes begins with B's. Two feeds that can meet the same row, neither narrower than the other,
are a fault in the set-up, found there and not when the month is run.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from typing import NamedTuple, Protocol, TypeVar

from uppsikt.figures import Side

RESULT_CLASSES = ("3", "4", "5", "6", "7", "8")
"""Kommun-Bas: 3 income, 4 to 7 costs, 8 taxes, general grants and financial items. Classes 1 and
2 are the balance sheet and never part of a committee's net cost."""

LARGEST_AMOUNT = 10**14
"""Öre. A larger amount is a slip of the keys: it is a thousand times what a city turns over."""

EARLIEST, LATEST = 0, 999_912
"""The months (yyyymm) that stand for 'always has' and 'always will'."""

_CLASS_SIDES = {"3": Side.INCOME, "4": Side.COST, "5": Side.COST, "6": Side.COST, "7": Side.COST}


@dataclass(frozen=True)
class Feed:
    """A triple of prefixes and where it leads, in the months `first` to `last` (yyyymm).

    `line` is empty for what is the committee's own without feeding any line.
    """

    committee: str
    line: str
    unit: str = ""
    activity: str = ""
    account: str = ""
    first: int = EARLIEST
    last: int = LATEST

    @property
    def prefixes(self) -> tuple[str, str, str]:
        """Unit, activity and account prefix."""
        return self.unit, self.activity, self.account

    @property
    def length(self) -> int:
        """The sum of the prefixes' lengths; a narrower feed is always longer."""
        return len(self.unit) + len(self.activity) + len(self.account)

    def holds(self, month: int) -> bool:
        """Whether the feed is in force in the month (yyyymm)."""
        return self.first <= month <= self.last


class Target(NamedTuple):
    """Where a ledger row belongs; both empty when it is nobody's."""

    committee: str
    line: str


NOBODY = Target("", "")


@dataclass(frozen=True)
class Mapping:
    """All feeds together: finds the one that a ledger row belongs to."""

    feeds: tuple[Feed, ...]

    @cached_property
    def unit_prefixes(self) -> tuple[str, ...]:
        """The unit prefixes in use, longest first."""
        return longest_first(feed.unit for feed in self.feeds)

    @cached_property
    def activity_prefixes(self) -> tuple[str, ...]:
        """The activity prefixes in use, longest first."""
        return longest_first(feed.activity for feed in self.feeds)

    @cached_property
    def account_prefixes(self) -> tuple[str, ...]:
        """The account prefixes in use, longest first."""
        return longest_first(feed.account for feed in self.feeds)

    @cached_property
    def _by_unit(self) -> dict[str, list[Feed]]:
        found: dict[str, list[Feed]] = {}
        for feed in self.feeds:
            found.setdefault(feed.unit, []).append(feed)
        return found

    def target(self, unit: str, activity: str, account: str, month: int) -> Target:
        """Where a row with these codes belongs in the month (yyyymm).

        Codes may be cut to the longest prefix in use that they begin with: every shorter prefix
        that they meet is a prefix of that one too, so the answer is the same.
        """
        met = [
            feed
            for length in range(len(unit) + 1)
            for feed in self._by_unit.get(unit[:length], ())
            if feed.holds(month)
            and activity.startswith(feed.activity)
            and account.startswith(feed.account)
        ]
        owners_with_line = {feed.committee for feed in met if feed.line}
        met = [feed for feed in met if feed.line or feed.committee not in owners_with_line]
        if not met:
            return NOBODY
        best = max(met, key=lambda feed: feed.length)
        return Target(best.committee, best.line)


def longest_first(prefixes: Iterable[str]) -> tuple[str, ...]:
    """The distinct prefixes that are not empty, longest first, so that the first hit is it."""
    return tuple(sorted({p for p in prefixes if p}, key=lambda p: (-len(p), p)))


def cut_to_prefix(code: str, prefixes: Sequence[str]) -> str:
    """The longest of `prefixes` (longest first) that the code begins with, or an empty text."""
    return next((prefix for prefix in prefixes if code.startswith(prefix)), "")


def ambiguities(feeds: Sequence[Feed]) -> list[tuple[Feed, Feed]]:
    """The pairs of feeds that can meet the same row without either being the narrower one.

    A pair is settled by a third feed that is exactly what the two have in common. Within one
    committee a report line always goes before what is merely the committee's own.
    """
    found = []
    for number, one in enumerate(feeds):
        for other in feeds[number + 1 :]:
            common = _common(one, other) if _compete(one, other) else None
            if common is None:
                continue
            same = one.prefixes == other.prefixes
            nested = common in (one.prefixes, other.prefixes)
            if same or not (nested or _settled(common, one, other, feeds)):
                found.append((one, other))
    return found


def _settled(common: tuple[str, str, str], one: Feed, other: Feed, feeds: Sequence[Feed]) -> bool:
    """Whether a feed for exactly what two feeds have in common holds as long as both do."""
    first, last = max(one.first, other.first), min(one.last, other.last)
    return any(
        feed.prefixes == common and feed.first <= first and last <= feed.last for feed in feeds
    )


def _compete(one: Feed, other: Feed) -> bool:
    """Whether it matters which of the two wins: different targets, at the same time."""
    if one.last < other.first or other.last < one.first:
        return False
    if one.committee != other.committee:
        return True
    return one.line != other.line and bool(one.line) and bool(other.line)


def _common(one: Feed, other: Feed) -> tuple[str, str, str] | None:
    """The widest triple that both feeds meet, or None if no row can meet both."""
    pairs = [sorted(pair, key=len) for pair in zip(one.prefixes, other.prefixes, strict=True)]
    if any(not longer.startswith(shorter) for shorter, longer in pairs):
        return None
    unit, activity, account = (longer for _, longer in pairs)
    return unit, activity, account


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
    """The names most like `text` as a Swedish list, or all of them when none is like it."""
    known = list(names)
    return ", ".join(get_close_matches(text, known, n=3, cutoff=0.6) or known)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
