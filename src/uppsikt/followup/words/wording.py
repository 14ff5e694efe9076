"""How a printed figure is put into words. Text equals table: only printed values come in here."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from fractions import Fraction

from uppsikt.figures import (
    HARD_SPACE,
    Side,
    Unit,
    higher_lower,
    number,
    plus_minus,
    thousands,
    with_unit,
)
from uppsikt.followup.basis.value_columns import UNIT
from uppsikt.followup.words.vocabulary import Kind, Measure, expected_sign


class Style(StrEnum):
    """The ways to write a figure, by the words that writers use."""

    TABLE = "i tkr"
    UNSIGNED = "utan tecken"
    PLUS_MINUS = "plus/minus"
    HIGHER_LOWER = "högre/lägre"
    BETTER_WORSE = "bättre/sämre"
    SURPLUS = "överskott/underskott"
    WORDS = "i ord"
    BARE = "tal"
    MILLIONS = "i mnkr"
    WHOLE_PERCENT = "hela procent"


_SIGNED = (Style.TABLE, Style.PLUS_MINUS, Style.WORDS, Style.BARE, Style.MILLIONS)
ALLOWED: dict[Kind, tuple[Style, ...]] = {
    Kind.AMOUNT: (*_SIGNED, Style.UNSIGNED),
    Kind.VARIANCE: (*_SIGNED, Style.HIGHER_LOWER, Style.BETTER_WORSE, Style.SURPLUS),
    Kind.CHANGE: (*_SIGNED, Style.HIGHER_LOWER),
    Kind.RESULT: (*_SIGNED, Style.BETTER_WORSE, Style.SURPLUS),
    Kind.SHARE: (Style.TABLE, Style.WHOLE_PERCENT, Style.WORDS),
    Kind.WORDS: (Style.TABLE,),
}


def worded(value: int, measure: Measure, side: Side, style: Style, than: str) -> str:
    """A printed amount (whole tkr) in the style asked for; `than` is what it is measured against.

    Higher and lower speak of the cost, so a negative variance of a cost is higher.
    """
    if style is Style.WORDS:
        style = natural_style(measure)
    if style is Style.HIGHER_LOWER:
        return higher_lower(value if side is Side.INCOME else -value, UNIT, than)
    if style is Style.UNSIGNED:
        return unsigned(value, expected_sign(measure, side))
    return _SIMPLE[style](value)


def natural_style(measure: Measure) -> Style:
    """The style that `i ord` stands for."""
    if measure.wording:
        return Style(measure.wording)
    return Style.UNSIGNED if measure.kind is Kind.AMOUNT else Style.PLUS_MINUS


def unsigned(value: int, expected: int) -> str:
    """An amount without its sign; with the word if the sign is not the one it has by nature.

    So a net cost that has become a net income is never read as a cost.
    """
    if value * expected < 0:
        return plus_minus(value, UNIT)
    return with_unit(abs(value), UNIT)


def surplus(value: int) -> str:
    """A result as a noun: ett underskott på 6 000 tkr, ett nollresultat."""
    if value == 0:
        return "ett nollresultat"
    return f"ett {'överskott' if value > 0 else 'underskott'} på {with_unit(abs(value), UNIT)}"


def better_worse(value: int) -> str:
    """A variance or result against budget: 6 958 tkr bättre än budget."""
    if value == 0:
        return "i nivå med budget"
    return f"{with_unit(abs(value), UNIT)} {'bättre' if value > 0 else 'sämre'} än budget"


def millions(value: int) -> str:
    """Whole tkr as mnkr with one decimal."""
    return number(Fraction(value, 1000), 1) + HARD_SPACE + Unit.MNKR.symbol


_SIMPLE: dict[Style, Callable[[int], str]] = {
    Style.TABLE: lambda value: with_unit(value, UNIT),
    Style.PLUS_MINUS: lambda value: plus_minus(value, UNIT),
    Style.BETTER_WORSE: better_worse,
    Style.SURPLUS: surplus,
    Style.BARE: thousands,
    Style.MILLIONS: millions,
}
