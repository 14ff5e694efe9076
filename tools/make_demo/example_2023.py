"""The labour market committee's 2023: made up, since no follow-up of that year was published.

It is there to show last year by another organisation: from 2023 the committee is without
relationship violence. Only social assistance is as published (see ``assistance``).
"""

from .activities import CONTINGENCY, LABOUR, SOCIAL_ASSISTANCE
from .assistance import booked
from .booked import Booked, over, without
from .budgets import Row, rows_2022, year_matrix
from .groups import Matrix
from .rounding import TKR

GONE = "insatser-relationsvald"
DATE, DECISION = "2022-11-24", "Påhittad budget 2023"
_RAISE = 1_025
"""This year's budget in thousandths of last year's."""
_CONTINGENCY = -2_500
# Thousandths of seven twelfths of the budget that are booked to July.
_PACE = {
    "central-administration": 968,
    "politisk-verksamhet": 1_012,
    "ifo-administration": 981,
    "feriearbeten": 1_240,
    "arbetsforberedande-atgarder": 957,
    "arbetsmarknadsinsatser": 1_016,
    "integration": 1_034,
    "ovrigt": 943,
}


def _year() -> Matrix:
    """Last year's budget without what has gone, raised and in whole tkr."""
    last = without(year_matrix(rows_2022(), "2022-12-31"), GONE)
    return {key: amount * _RAISE // 1_000 // TKR * TKR for key, amount in last.items()}


def rows() -> list[Row]:
    """The budget in twelfths, with a contingency."""
    found = [Row(DATE, DECISION, *key, amount) for key, amount in _year().items()]
    return [*found, Row(DATE, DECISION, CONTINGENCY, "", _CONTINGENCY * TKR)]


def actuals() -> list[Booked]:
    """What is booked: January-July as one span, social assistance in its published pieces."""
    rest = without(_year(), SOCIAL_ASSISTANCE)
    july = {
        (activity, group): amount * 7 * _PACE[activity] // 12_000
        for (activity, group), amount in rest.items()
    }
    return [*over(LABOUR, july, 202301, 202307), *booked(2023, {8: 151_062_415})]
