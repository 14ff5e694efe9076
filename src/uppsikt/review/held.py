"""What sentences are held against: the figures of one document by name, with costs as negative.

Tables print costs with a minus or without, sentences always without. Here every figure of net
costs is turned so that a cost is negative, as the identities have it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from uppsikt.figures import (
    HARD_SPACE,
    Exact,
    Figure,
    Name,
    Side,
    Unit,
    What,
    find_contradictions,
    value_text,
)
from uppsikt.review import words
from uppsikt.review.material import MADE_AGAIN, Reviewed
from uppsikt.review.model import Cure, Direction, Mark, Named, Statement

_COSTS = (What.ACTUAL, What.BUDGET, What.FORECAST)


@dataclass(frozen=True)
class Held:
    """The statements of one document, by name and part."""

    reviewed: Reviewed

    @property
    def by_name(self) -> Mapping[tuple[Name, int], Sequence[Statement]]:
        """The statements by what they are about; of what is made anew, by part as well."""
        return self.reviewed.by_name

    def part(self, statement: Statement) -> int:
        """The part of the document that a figure of a forecast belongs to; 0 for all others."""
        return self.reviewed.part(statement)

    def cells(self, name: Name, part: int = 0) -> list[Statement]:
        """The cells of tables that state a figure."""
        part = part if name.what in MADE_AGAIN else 0
        return [one for one in self.by_name.get((name, part), ()) if one.table is not None]

    def stated(self, name: Name, part: int = 0) -> list[Statement]:
        """The cells that state a figure; where no table does, the sentences."""
        part = part if name.what in MADE_AGAIN else 0
        return self.cells(name, part) or list(self.by_name.get((name, part), ()))

    @cached_property
    def costs_negative(self) -> bool:
        """Whether the document's tables print costs with a minus; month tables never do."""
        nets = [
            one.value
            for one in self.reviewed.statements
            if one.table is not None and one.unit.is_money and _is_cost(one.name) and one.value
            if one.signed
        ]
        return sum(value < 0 for value in nets) * 2 >= len(nets)

    def figure(self, statement: Statement) -> Figure:
        """The figure with costs as negative; a cost told in a sentence is a cost."""
        figure = statement.figure
        if not statement.unit.is_money or not _is_cost(statement.name):
            return figure
        if not statement.signed:
            return replace(figure, value=-_size(statement.value))
        return figure if self.costs_negative else replace(figure, value=-statement.value)


def _is_cost(name: Name) -> bool:
    return name.what in _COSTS and name.of.side is not Side.INCOME


def _size(value: Exact) -> Exact:
    return max(value, -value)


def size_of(statement: Statement) -> Figure:
    """The figure without its sign, for statements of which one has none."""
    return replace(statement.figure, value=_size(statement.value))


def comparable(statements: Sequence[Statement]) -> list[Figure]:
    """The figures of one name as they may be held against each other."""
    if all(one.signed for one in statements):
        return [one.figure for one in statements]
    return [size_of(one) for one in statements]


def agree(first: Figure, second: Figure) -> bool:
    """Whether two figures of one name can be the same value."""
    return not find_contradictions([first, replace(second, name=first.name)], [])


def printed(statement: Statement, *, bare: bool = False) -> str:
    """A statement's value as printed, with its unit; words (``plus minus noll``) as they are.

    ``bare`` leaves out a minus, where values are compared by size. A surplus or deficit that a
    sentence tells is given the word for its sign.
    """
    if not any(map(str.isdigit, statement.number.text)):
        return statement.number.text
    shown = words.as_number(statement.number.text)
    if bare:
        shown = shown.lstrip("-−–+ ")
    word = _SIGN_WORDS.get(statement.direction or Direction.SAME, "")
    signed = statement.table is None and shown[:1].isdigit() and not bare
    unit = "" if statement.unit is Unit.COUNT else HARD_SPACE + statement.unit.symbol
    return (word if signed else "") + shown + unit


_SIGN_WORDS = {Direction.PLUS: "plus ", Direction.MINUS: "minus "}


def mark(statement: Statement) -> Mark:
    """A statement's place with its words and the number at stake."""
    number = statement.number
    if statement.table is None:
        return Mark(statement.place, statement.where, (number.start, number.end))
    before = words.before(statement.where)
    return Mark(
        statement.place, before + number.text, (len(before), len(before) + len(number.text))
    )


def marks(statements: Iterable[Statement]) -> tuple[Mark, ...]:
    """The marks of several statements, each place once."""
    return tuple({one.place: mark(one) for one in statements}.values())


def named(statements: Iterable[Statement]) -> tuple[Named, ...]:
    """The values of several statements, by their marks' order."""
    unique = {one.place: one for one in statements}
    return tuple(
        Named(one.name.text, printed(one), place) for place, one in enumerate(unique.values())
    )


def cure(statement: Statement, value: Exact) -> Cure:
    """The correction that gives a printed figure another value."""
    text = value_text(value, statement.unit)
    bare = text.removesuffix(HARD_SPACE + statement.unit.symbol)
    return Cure(statement.place, statement.number.text, bare)


def corrected(statement: Statement, right: Statement) -> Cure:
    """The correction that makes a statement say what another one of the same figure says."""
    value = right.value
    if not (statement.signed and right.signed):
        negative = statement.value < 0
        value = -_size(value) if negative else _size(value)
    return cure(statement, value)


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]
