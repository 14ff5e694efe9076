"""What a measure is: how it is told, by whom, how often, and what it should be. Pure values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from uppsikt.figures import Exact, Unit, tidy
from uppsikt.measures.formulas import Formula
from uppsikt.measures.rules import Sort
from uppsikt.platform.access.rules import Role


class Direction(StrEnum):
    """Which way a measure is wanted to go, by the word for it in the set-up file."""

    UP = "upp"
    DOWN = "ned"
    NONE = "ingen"


class Frequency(StrEnum):
    """How often a measure is told, by the word for it in the set-up file."""

    MONTH = "månad"
    TERTIAL = "tertial"
    QUARTER = "kvartal"
    HALF_YEAR = "halvår"
    YEAR = "år"

    @property
    def months(self) -> int:
        """How many months a value is for."""
        return _MONTHS[self]

    def is_due(self, month: int) -> bool:
        """Whether a value is told for what ends with the month (yyyymm, or 1–12)."""
        return month % 100 % self.months == 0


_MONTHS = {
    Frequency.MONTH: 1,
    Frequency.QUARTER: 3,
    Frequency.TERTIAL: 4,
    Frequency.HALF_YEAR: 6,
    Frequency.YEAR: 12,
}


class Kind(StrEnum):
    """In which table a measure stands. An indicator has a wanted direction."""

    MEASURE = "verksamhetsmått"
    INDICATOR = "indikator"


class Status(StrEnum):
    """How sure a value is, by the word for it in a file of counts."""

    FINAL = "slutlig"
    PRELIMINARY = "preliminär"


class Origin(StrEnum):
    """Where a measure's values come from, as a reader is told."""

    GIVEN = "lämnas av nämnden"
    REGISTER = "räknas ur register"
    FORMULA = "räknas ur andra mått"


class LevelKind(StrEnum):
    """What a measure is held against."""

    TARGET = "mål"
    BUDGET = "budget"


@dataclass(frozen=True, order=True)
class Level:
    """A target or a budget of a measure: for a whole year, or for a month (yyyymm) of it."""

    kind: LevelKind
    year: int
    month: int
    value: Exact


@dataclass(frozen=True)
class Definition:
    """A measure as the set-up file defines it.

    `activity` is a report line's key, empty for the whole committee. `owner` is a role's word or
    the address of an account, empty where nobody is said to answer for it. `register` names a
    count of a register (see `register_counts`). `people` says whether it counts people, so that a
    small value could point somebody out.
    """

    key: str
    name: str
    unit: str
    activity: str
    sort: Sort
    direction: Direction = Direction.NONE
    frequency: Frequency = Frequency.MONTH
    kind: Kind = Kind.MEASURE
    formula: Formula = ()
    register: str = ""
    owner: str = ""
    about: str = ""
    decimals: int = 0
    people: bool = True
    levels: tuple[Level, ...] = ()

    @property
    def origin(self) -> Origin:
        """Where its values come from."""
        if self.formula:
            return Origin.FORMULA
        return Origin.REGISTER if self.register else Origin.GIVEN

    @property
    def printed_unit(self) -> Unit:
        """The unit of its cells: per cent, kronor, or what it counts."""
        return Unit.from_text(self.unit) or Unit.COUNT

    def level(self, kind: LevelKind, year: int, month: int = 0) -> Exact | None:
        """The target or budget for a year, or for a month (yyyymm) of it; None where none is."""
        found = (
            one for one in self.levels if (one.kind, one.year, one.month) == (kind, year, month)
        )
        return next((one.value for one in found), None)


OWNERS: Mapping[str, Role] = {
    role.value: role for role in (Role.CONTROLLER, Role.HEAD, Role.MANAGER, Role.SECRETARY)
}
"""The roles that can answer for a measure, by the word for them. Who has the role answers."""


def scaled(value: Exact, decimals: int) -> int:
    """A value as a whole number of its last decimal: 8,1 with one decimal is 81.

    Raises ValueError where it has more decimals.
    """
    found = Fraction(value) * Fraction(10**decimals)
    if found.denominator != 1:
        raise ValueError(f"{value} has more than {decimals} decimals")
    return found.numerator


def unscaled(value: int, decimals: int) -> Exact:
    """The value that `scaled` made a whole number of."""
    return tidy(Fraction(value, 10**decimals))
