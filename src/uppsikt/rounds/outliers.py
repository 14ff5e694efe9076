"""What a forecast stands out against: plain questions to ask before the report is made. Pure.

None of it stops anything. A forecast that stands out may be the right one; whoever gave it knows
why, and the controller asks. Amounts are whole öre, costs negative, so less is worse.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from uppsikt.figures import (
    Absent,
    Period,
    Unit,
    Value,
    month_name,
    round_half_away,
    with_unit,
)
from uppsikt.planning.suggestion_rules import Suggestion

MISSES = 2
"""How many of a way's mean misses a forecast may lie from what the way says."""
YEAR_SHARE, YEAR_AMOUNT = Fraction(5, 100), 500_000_00
"""Farther from the year's budget than both stands out: 5 per cent and 500 tkr."""
MONTH_SHARE, MONTH_AMOUNT = Fraction(10, 100), 200_000_00
"""A month farther from its budget than both has moved: 10 per cent and 200 tkr."""


@dataclass(frozen=True, slots=True)
class Outlier:
    """What a forecast stands out against, in a word or two, and how, in a sentence."""

    against: str
    text: str


@dataclass(frozen=True, slots=True)
class Said:
    """A forecast (`net`) of an activity after a month, and what it is held against.

    `earlier` and `earlier_comment` are of the forecast that counted after the month before, None
    if there was none. `booked` is what is booked up to and including the month, `of_month` in the
    month alone, and `month_budget` what was budgeted for that.
    """

    month: Period
    net: int
    comment: str
    earlier: int | None
    earlier_comment: str
    booked: Value
    budget: Value
    of_month: Value
    month_budget: Value
    suggestions: Sequence[Suggestion] = ()


def outliers(said: Said) -> tuple[Outlier, ...]:
    """All that the forecast stands out against, what is plainest first."""
    return tuple(one for rule in _RULES for one in rule(said))


def against_booked(said: Said) -> Iterator[Outlier]:
    """The year is to cost less than what is booked of it already."""
    if isinstance(said.booked, Absent) or said.booked >= 0 or said.net <= said.booked:
        return
    # No amount: what is booked is printed by the report, with all else that it is summed with.
    yield Outlier("bokfört", "Prognosen räknar med mindre än vad som redan är bokfört.")


def against_budget(said: Said) -> Iterator[Outlier]:
    """The year's end lies far from the year's budget: see `YEAR_SHARE` and `YEAR_AMOUNT`."""
    if isinstance(said.budget, Absent):
        return
    off = Fraction(said.net - said.budget)
    if is_far(off, said.budget, YEAR_SHARE, YEAR_AMOUNT):
        yield Outlier("budget", f"Prognosen är {_worse(off)} än budgeten, {tkr(said.budget)}.")


def against_ways(said: Said) -> Iterator[Outlier]:
    """It lies farther from what a way says than twice the way's mean miss, or beyond its interval.

    A way that has never been tried says nothing of how far is far.
    """
    for one in said.suggestions:
        if isinstance(one.value, Absent):
            continue
        off = Fraction(said.net - one.value)
        if one.low is not None and one.high is not None:
            if not one.low <= said.net <= one.high:
                yield Outlier(
                    one.way.value,
                    f"Prognosen är {_worse(off)} än ”{one.way.value}”, som väntar mellan "
                    f"{tkr(one.low)} och {tkr(one.high)}.",
                )
        elif one.miss is not None and abs(off) > MISSES * one.miss.mean:
            yield Outlier(
                one.way.value,
                f"Prognosen är {_worse(off)} än ”{one.way.value}”, {tkr(one.value)}, som i snitt "
                f"har slagit fel med {tkr(one.miss.mean)}.",
            )


def same_words(said: Said) -> Iterator[Outlier]:
    """The comment is last month's, while the amount is another."""
    if said.earlier is None or not said.comment.strip() or said.net == said.earlier:
        return
    if _plain(said.comment) == _plain(said.earlier_comment):
        off = Fraction(said.net - said.earlier)
        yield Outlier(
            "kommentaren",
            f"Kommentaren är densamma som förra gången, men prognosen är {_worse(off)}.",
        )


def same_amount(said: Said) -> Iterator[Outlier]:
    """The forecast is last month's, while the month was far from its budget."""
    if said.net != said.earlier:
        return
    if isinstance(said.of_month, Absent) or isinstance(said.month_budget, Absent):
        return
    off = Fraction(said.of_month - said.month_budget)
    if is_far(off, said.month_budget, MONTH_SHARE, MONTH_AMOUNT):
        yield Outlier(
            "månaden",
            f"Prognosen är oförändrad, men {month_name(said.month.last)} blev {_worse(off)} än "
            f"månadens budget.",
        )


_RULES: tuple[Callable[[Said], Iterator[Outlier]], ...] = (
    against_booked,
    against_budget,
    same_amount,
    same_words,
    against_ways,
)


def is_far(off: Fraction, from_: Value, share: Fraction, amount: int) -> bool:
    """Whether a difference is more than both the share of what it is from and the amount."""
    if isinstance(from_, Absent):
        return False
    return abs(off) > amount and abs(off) > share * abs(Fraction(from_))


def tkr(ore: Value) -> str:
    """An amount in whole tkr with its unit; why not, where there is none."""
    if isinstance(ore, Absent):
        return ore.text
    return with_unit(in_tkr(ore), Unit.TKR)


def in_tkr(ore: int | Fraction) -> int:
    """Öre as whole tkr, a half away from zero."""
    return round_half_away(Fraction(ore) / Unit.TKR.factor)


def _worse(off: Fraction) -> str:
    amount = with_unit(abs(in_tkr(off)), Unit.TKR)
    return f"{amount} {'sämre' if off < 0 else 'bättre'}"


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
