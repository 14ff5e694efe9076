"""Which report line a ledger row feeds: pure decisions.

A *feed* is a triple of prefixes (unit, activity, account) that leads to a report line. Of the
feeds that a row meets, the narrowest wins. Feed A is narrower than feed B when each of A's three
prefixes begins with B's. Two feeds that can meet the same row, neither narrower than the other,
are a fault in the set-up, found there and not when the month is run.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from uppsikt.organisation.rules import EARLIEST, LATEST, longest_first


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
    def _index(self) -> _Index:
        return _Index(self.feeds)

    def target(self, unit: str, activity: str, account: str, month: int) -> Target:
        """Where a row with these codes belongs in the month (yyyymm).

        Codes may be cut to the longest prefix in use that they begin with: every shorter prefix
        that they meet is a prefix of that one too, so the answer is the same.
        """
        met = [
            feed
            for feed in self._index.met_by(unit, activity)
            if feed.holds(month) and account.startswith(feed.account)
        ]
        owners_with_line = {feed.committee for feed in met if feed.line}
        met = [feed for feed in met if feed.line or feed.committee not in owners_with_line]
        if not met:
            return NOBODY
        best = max(met, key=lambda feed: feed.length)
        return Target(best.committee, best.line)

    def winners_over(self, feed: Feed) -> list[Feed]:
        """The feeds to other targets that win over this one where a row meets both."""
        return [
            other
            for other in self._index.met_with(feed)
            if _compete_at_all(feed, other)
            and _common(feed, other) is not None
            and _wins(other, feed)
        ]


class _Index:
    """Feeds by unit and activity prefix: a city has thousands, but a row meets a handful."""

    def __init__(self, feeds: Iterable[Feed]) -> None:
        self.units: dict[str, dict[str, list[Feed]]] = {}
        for feed in feeds:
            activities = self.units.setdefault(feed.unit, {})
            activities.setdefault(feed.activity, []).append(feed)
        self.activities = {unit: sorted(found) for unit, found in self.units.items()}

    def met_by(self, unit: str, activity: str) -> Iterator[Feed]:
        """The feeds whose unit and activity prefixes these codes begin with."""
        for prefix in _beginnings(unit):
            found = self.units.get(prefix)
            if found is not None:
                for beginning in _beginnings(activity):
                    yield from found.get(beginning, ())

    def met_with(self, feed: Feed) -> Iterator[Feed]:
        """The feeds that some unit and activity can meet together with this one."""
        for unit, found in self.units.items():
            if not (unit.startswith(feed.unit) or feed.unit.startswith(unit)):
                continue
            for shorter in _beginnings(feed.activity[:-1]) if feed.activity else ():
                yield from found.get(shorter, ())
            activities = self.activities[unit]
            start = bisect_left(activities, feed.activity)
            for activity in activities[start:]:
                if not activity.startswith(feed.activity):
                    break
                yield from found[activity]


def _beginnings(code: str) -> Iterator[str]:
    """All prefixes of a code, the empty one and the whole code among them."""
    return (code[:length] for length in range(len(code) + 1))


def ambiguities(own: Sequence[Feed], others: Sequence[Feed] = ()) -> list[tuple[Feed, Feed]]:
    """The pairs of feeds that can meet the same row without either being the narrower one.

    Pairs within `own`, and of one in `own` with one in `others`; the first of a pair is always
    in `own`. A pair is settled by a third feed that is exactly what the two have in common.
    Within one committee a report line always goes before what is merely the committee's own.
    """
    index = _Index([*own, *others])
    order = {id(feed): number for number, feed in enumerate(own)}
    found = []
    for number, one in enumerate(own):
        for other in index.met_with(one):
            if order.get(id(other), len(order)) <= number:
                continue
            common = _common(one, other) if _compete(one, other) else None
            if common is None:
                continue
            same = one.prefixes == other.prefixes
            nested = common in (one.prefixes, other.prefixes)
            if same or not (nested or _settled(common, one, other, index)):
                found.append((one, other))
    return found


def _settled(common: tuple[str, str, str], one: Feed, other: Feed, index: _Index) -> bool:
    """Whether a feed for exactly what two feeds have in common holds as long as both do."""
    unit, activity, _ = common
    first, last = max(one.first, other.first), min(one.last, other.last)
    return any(
        feed.prefixes == common and feed.first <= first and last <= feed.last
        for feed in index.units.get(unit, {}).get(activity, ())
    )


def _wins(one: Feed, other: Feed) -> bool:
    """Whether `one` wins over `other` where a row meets both."""
    if one.committee == other.committee and bool(one.line) is not bool(other.line):
        return bool(one.line)
    narrower = all(map(str.startswith, one.prefixes, other.prefixes))
    return narrower and one.prefixes != other.prefixes


def _compete_at_all(one: Feed, other: Feed) -> bool:
    """Whether two feeds with different targets hold in the same month."""
    same = (one.committee, one.line) == (other.committee, other.line)
    return not same and one.first <= other.last and other.first <= one.last


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
