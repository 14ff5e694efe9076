"""The budget that the family committee proposed for 2024, by account group.

Published is income and cost per activity (planning for 2024, table 6.3, column Budget 2024:1). How
a side falls on account groups is made up, in whole tkr.
"""

from dataclasses import dataclass

from .activities import CONTINGENCY, FAMILY, shares
from .actuals import PLANNING, sides_of
from .columns import COST
from .groups import SIDE_OF, spread
from .published import table
from .rounding import TKR

VERSION = "Budget 2024:1"


@dataclass(frozen=True)
class Row:
    """One row of a proposal file in öre. The contingency has no group."""

    activity: str
    group: str
    amount: int

    @property
    def side(self) -> str:
        """Income or cost."""
        return SIDE_OF.get(self.group, COST)


def rows_2024() -> list[Row]:
    """Every group of every activity, and the contingency."""
    column = table(PLANNING, "verk").column(VERSION)
    exact = {cell: value * TKR for cell, value in sides_of(FAMILY, column).items()}
    matrix = spread(exact, shares(FAMILY), grain=TKR)
    found = [Row(activity, group, amount) for (activity, group), amount in matrix.items() if amount]
    for activity in dict.fromkeys(activity for activity, _ in matrix):
        if not any(row.activity == activity for row in found):
            found.append(Row(activity, "material", 0))
    return [*found, Row(CONTINGENCY, "", column["Buffert / Kostnad"] * TKR)]
