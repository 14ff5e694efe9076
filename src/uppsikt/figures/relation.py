"""What a rule between figures is, and a rule bound to the names of figures."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TypeAlias

from uppsikt.figures.absent import NOT_COMPUTABLE, Absent, Exact, Value, spread, tidy
from uppsikt.figures.errors import UppsiktError
from uppsikt.figures.figure import Name

Weights: TypeAlias = Callable[[int], tuple[Exact, ...]]
"""From the number of terms to the weight of each term in result = Σ weight · term."""


class RelationError(UppsiktError):
    """Names were bound to an identity in a way that makes no sense."""


@dataclass(frozen=True)
class Identity:
    """A rule between figures: its code, its Swedish name, the rule in words, and its weights.

    ``source`` says where the rule comes from.
    """

    code: str
    name: str
    rule: str
    source: str
    weights: Weights


@dataclass(frozen=True)
class Relation:
    """A linear identity bound to names: result = Σ weight · term."""

    identity: Identity
    result: Name
    terms: tuple[tuple[Exact, Name], ...]

    def __post_init__(self) -> None:
        names = self.names
        if len(set(names)) != len(names):
            raise RelationError(
                "Samma uppgift står två gånger i ett samband.",
                where=self.identity.name,
                values=sorted({name.text for name in names if names.count(name) > 1}),
            )

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """All members: the result first, then the terms."""
        return (self.result, *(name for _, name in self.terms))

    @property
    def members(self) -> tuple[tuple[Exact, Name], ...]:
        """All members with the weights that make their sum zero."""
        return ((-1, self.result), *self.terms)

    def computed(self, values: Mapping[Name, Value]) -> Value:
        """The result that follows from the terms; absent if one of them is: see ``spread``."""
        total: Exact = 0
        absent: list[Absent] = []
        for weight, name in self.terms:
            value = values.get(name, NOT_COMPUTABLE)
            if isinstance(value, Absent):
                absent.append(value)
            else:
                total += weight * value
        return spread(absent) if absent else tidy(total)

    def solved(self, unknown: Name, values: Mapping[Name, Value]) -> Value:
        """What one member must be, given all the others."""
        own: Exact = 0
        others: Exact = 0
        for weight, name in self.members:
            if name == unknown:
                own = weight
                continue
            value = values.get(name, NOT_COMPUTABLE)
            if isinstance(value, Absent):
                return NOT_COMPUTABLE
            others += weight * value
        if own in (1, -1):
            return tidy(-own * others)
        return tidy(-Fraction(others) / Fraction(own)) if own else NOT_COMPUTABLE

    @property
    def ratios(self) -> tuple[Name, ...]:
        """The members that are ratios: none."""
        return ()

    @property
    def text(self) -> str:
        """The rule in Swedish words."""
        return self.identity.rule


@dataclass(frozen=True)
class Quotient:
    """A ratio bound to names: result = factor · part / whole. Computed forwards only."""

    identity: Identity
    result: Name
    part: Name
    whole: Name
    factor: Exact

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """All members: the result first."""
        return (self.result, self.part, self.whole)

    def computed(self, values: Mapping[Name, Value]) -> Value:
        """The ratio; not computable if a member is absent or the whole is zero."""
        part, whole = values.get(self.part, NOT_COMPUTABLE), values.get(self.whole, NOT_COMPUTABLE)
        if isinstance(part, Absent) or isinstance(whole, Absent) or whole == 0:
            return NOT_COMPUTABLE
        return tidy(Fraction(self.factor) * Fraction(part) / Fraction(whole))

    def solved(self, unknown: Name, values: Mapping[Name, Value]) -> Value:
        """The result, if it is what is unknown; a printed ratio says too little of its parts."""
        return self.computed(values) if unknown == self.result else NOT_COMPUTABLE

    @property
    def ratios(self) -> tuple[Name, ...]:
        """The members that are ratios: the result."""
        return (self.result,)

    @property
    def text(self) -> str:
        """The rule in Swedish words."""
        return self.identity.rule


AnyRelation: TypeAlias = Relation | Quotient
