"""What all committees together are made from, as plain values, and the names of their sums.

An *internal entry* is a result
row whose counterpart is a part of the same municipality. What a committee has sold to another is
the buyer's cost, so a sum that holds both holds the same money twice, once on each side.

The subject of all committees has an empty short name. A pair of seller and buyer is the subject
of the seller, with the buyer as its group: what the seller booked as income from the buyer, what
the buyer booked as cost to the seller, and net the part that does not meet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from uppsikt.figures import Absent, Name, Period, Side, Subject, Unit, Value, What

SIDES = (Side.INCOME, Side.COST, Side.NET)


@dataclass(frozen=True)
class Scale:
    """The unit that a whole page or document is printed in, with its decimals."""

    unit: Unit
    decimals: int = 0

    @property
    def step(self) -> int:
        """Öre in the last printed decimal."""
        return int(self.unit.step(self.decimals))


SCALES = {"tkr": Scale(Unit.TKR), "mnkr": Scale(Unit.MNKR, 1)}
"""The units to choose from; never both in one document."""


@dataclass(frozen=True)
class Committee:
    """What one committee has: öre, income positive; absent where it is not known."""

    slug: str
    name: str
    grant: Value
    budget: Value
    actual: Value
    income: Value
    cost: Value
    forecast: Value

    @property
    def has_actual(self) -> bool:
        """Whether its actual to date is known, so that it can be a part of the sum."""
        return not isinstance(self.actual, Absent)


@dataclass(frozen=True)
class Entry:
    """What a committee has booked on an internal counterpart (by key), on one side, in öre."""

    committee: str
    counterpart: str
    side: Side | None
    amount: int
    rows: int


@dataclass(frozen=True)
class Facts:
    """Everything that the sums rest on. `parties` are the names of all internal parts by key;
    `codeless` are the committees that no counterpart code stands for."""

    month: Period
    committees: tuple[Committee, ...]
    entries: tuple[Entry, ...] = ()
    parties: Mapping[str, str] | None = None
    codeless: tuple[str, ...] = ()

    @property
    def to_date(self) -> Period:
        """January up to and including the month."""
        return self.month.to_date_of()

    @property
    def year(self) -> Period:
        """The whole year."""
        return Period.whole_year(self.month.year)

    @property
    def booked(self) -> tuple[Committee, ...]:
        """The committees whose actual is known."""
        return tuple(one for one in self.committees if one.has_actual)

    @property
    def is_whole(self) -> bool:
        """Whether no committee lacks its actual, and there is one."""
        return bool(self.committees) and len(self.booked) == len(self.committees)

    def name_of(self, key: str) -> str:
        """The name of an internal part, by its key."""
        return (self.parties or {}).get(key, key)


@dataclass(frozen=True)
class Pair:
    """Internal entries from a seller to a buyer (both by key).

    `has_seller` and `has_buyer`: whether their books are among those summed. `is_sideless`: rows
    of the seller on accounts whose side nothing tells; only their net is known.
    """

    seller: str
    buyer: str
    has_seller: bool
    has_buyer: bool
    is_sideless: bool = False

    def subject(self, side: Side) -> Subject:
        """The pair as a subject on a side."""
        ending = "=" if self.is_sideless else ""
        return Subject(self.seller, "", side, f"={self.buyer}{ending}")


def whole(facts: Facts, side: Side = Side.NET) -> Name:
    """What the committees that have figures have booked together."""
    return Name(What.ACTUAL, Subject("", side=side), facts.to_date)


def internal(facts: Facts, side: Side = Side.NET) -> Name:
    """The internal entries in that; net, what meets no counter entry."""
    return Name(What.INTERNAL, Subject("", side=side), facts.to_date)


def external(facts: Facts, side: Side = Side.NET) -> Name:
    """What they have booked together without the internal entries."""
    return Name(What.EXTERNAL, Subject("", side=side), facts.to_date)


def in_pair(facts: Facts, pair: Pair, side: Side = Side.NET) -> Name:
    """A pair's income, cost, or what of them does not meet."""
    return Name(What.INTERNAL, pair.subject(side), facts.to_date)
