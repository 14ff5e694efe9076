"""Amounts, periods, figures and the identities between them. Standard library only.

Everything that other rooms need is named here; see ``docs/figures.md`` for how it fits together.
"""

from uppsikt.figures.absent import MISSING, NOT_COMPUTABLE, Absent, Exact, Value, tidy
from uppsikt.figures.errors import UppsiktError
from uppsikt.figures.figure import Figure, Name, Side, Subject, What
from uppsikt.figures.number import (
    AmbiguousAmountError,
    Amount,
    AmountError,
    EmptyAmountError,
    NotWholeOreError,
    UnitMismatchError,
    UnitUnknownError,
    UnreadableAmountError,
    amount,
)
from uppsikt.figures.period import Period, PeriodError, PeriodKind
from uppsikt.figures.swedish import (
    HARD_SPACE,
    MINUS,
    higher_lower,
    join_words,
    month_name,
    month_short,
    number,
    percent,
    plus_minus,
    round_half_away,
    swedish_sort_key,
    thousands,
    with_unit,
)
from uppsikt.figures.unit import Unit

__all__ = [
    "HARD_SPACE",
    "MINUS",
    "MISSING",
    "NOT_COMPUTABLE",
    "Absent",
    "AmbiguousAmountError",
    "Amount",
    "AmountError",
    "EmptyAmountError",
    "Exact",
    "Figure",
    "Name",
    "NotWholeOreError",
    "Period",
    "PeriodError",
    "PeriodKind",
    "Side",
    "Subject",
    "Unit",
    "UnitMismatchError",
    "UnitUnknownError",
    "UnreadableAmountError",
    "UppsiktError",
    "Value",
    "What",
    "amount",
    "higher_lower",
    "join_words",
    "month_name",
    "month_short",
    "number",
    "percent",
    "plus_minus",
    "round_half_away",
    "swedish_sort_key",
    "thousands",
    "tidy",
    "with_unit",
]
