"""Whether two statements of one figure differ by a slip of the unit: kr for tkr, tkr for mnkr."""

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from uppsikt.figures import Exact, Figure, tidy
from uppsikt.review.held import agree, size_of
from uppsikt.review.model import Statement

THOUSAND = 1000
_SHARP = Fraction(1, 20)
"""A figure told less exactly than this part of itself could be a thousand of many others."""


def is_unit_slip(first: Statement, second: Statement) -> bool:
    """Whether one figure is the other times a thousand, within rounding, by size.

    Both are money. ``5 200 kr`` and ``5 200 tkr`` are such a pair, and ``5,2 tkr`` and
    ``5 200 tkr``; zero, and figures told too roughly to tell, are in none.
    """
    if not (first.unit.is_money and second.unit.is_money):
        return False
    small, large = sorted((size_of(first), size_of(second)), key=_size)
    if not _size(small) or not all(_is_sharp(one) for one in (small, large)):
        return False
    return not agree(small, large) and agree(_thousandfold(small), large)


def slips(statements: Iterable[Statement], right: Iterable[Statement]) -> list[Statement]:
    """The statements that are a unit slip of every one of those held to be right."""
    others = list(right)
    return [one for one in statements if others and all(is_unit_slip(one, two) for two in others)]


def _thousandfold(figure: Figure) -> Figure:
    return replace(figure, value=tidy(_size(figure) * THOUSAND), half=tidy(figure.half * THOUSAND))


def _is_sharp(figure: Figure) -> bool:
    return figure.half <= _size(figure) * _SHARP


def _size(figure: Figure) -> Exact:
    """The value without its sign; a statement's figure always has one."""
    value = figure.value
    assert isinstance(value, int | Fraction), "a printed number has a value"
    return max(value, -value)
