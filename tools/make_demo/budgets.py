"""Budgets per activity and account group, with months such that the published period budgets print.

Amounts are whole kronor, kept in öre. Social assistance and the contingency run in twelfths;
everything else has months of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from .activities import ACTIVITIES, CONTINGENCY, FAMILY, LABOUR, SOCIAL_ASSISTANCE, shares
from .actuals import check_groups, interim_cells
from .booked import less, weight, without
from .columns import COST, INCOME, Cell, Column, draw
from .dice import Dice, portions
from .groups import CAPITAL, FEES, GOODS, PREMISES, SIDE_OF, STAFF, STATE_GRANTS, Matrix, spread
from .published import table
from .rounding import TKR, nearest

KRONA = 100


@dataclass(frozen=True)
class Row:
    """One row of a budget file in öre; no months means twelfths. The contingency has no group."""

    date: str
    decision: str
    activity: str
    group: str
    year: int
    months: tuple[int, ...] | None = None

    @property
    def side(self) -> str:
        """Income or cost."""
        return SIDE_OF.get(self.group, COST)


@dataclass(frozen=True)
class Piece:
    """Budget of the months up to and including ``last`` since the piece before, in öre."""

    last: int
    matrix: Matrix


# Year budget of income in tkr where only net was published (made up), and income to date where
# twelfths would make the cost run backwards.
_INCOME_2022 = (1_100, 0, 1_500, 2_500, 500, 0, 12_400, 50_200, 5_600, 2_400)
_INCOME_TO_DATE = {("arbetsmarknadsinsatser", 5): 15_120, ("arbetsmarknadsinsatser", 10): 30_140}

# Planning for 2024, table 6.3, column Budget 2023: income per activity in tkr.
_INCOME_2023 = (480, 0, 6_401, 6_948, 8_892, 6_594, 0)

# Exact öre per account group; see GROUP_TOTALS in actuals. Whole kronor but for the twelfths of
# social assistance, which lie in goods.
GROUP_TOTALS_2025: dict[str, dict[str, int]] = {
    "Budget 2025": {
        STATE_GRANTS: 8_441_747_000,
        FEES: 2_230_343_000,
        STAFF: -24_299_392_000,
        PREMISES: -2_393_705_000,
        GOODS: -9_535_893_000,
        CAPITAL: 0,
    },
    "Budget jan-aug 2025": {
        STATE_GRANTS: 5_637_412_000,
        FEES: 1_486_913_000,
        STAFF: -16_240_408_000,
        PREMISES: -1_595_795_000,
        GOODS: -6_406_052_033,
        CAPITAL: 0,
    },
}

_CONTINGENCY = {2022: -2_529, 2023: -4_202, 2025: -2_581}


def twelfths(year: int, months: int) -> int:
    """A year's öre up to a month, to the nearest öre."""
    return round(Fraction(year * months, 12))


def rows_2022() -> list[Row]:
    """The council's budget and the later addition of 50 tkr to central administration."""
    year = _year_matrix(LABOUR, "arbetslivsnamnden-2022-05", "Budget 2022", _INCOME_2022)
    report = "arbetslivsnamnden"
    may = _to_date(LABOUR, f"{report}-2022-05", _INCOME_2022, year)
    october = _to_date(LABOUR, f"{report}-2022-10", _INCOME_2022, year)
    added = -50 * TKR
    own = tuple(added // 4 if month >= 9 else 0 for month in range(1, 13))
    october["central-administration", STAFF] -= sum(own[:10])
    pieces = [Piece(5, may), Piece(10, less(october, may)), Piece(12, less(year, october))]
    found = _rows("2021-11-25", "Budget 2022", 2022, year, pieces)
    addition = Row(
        "2022-09-22",
        "Ramjustering för personalkostnader",
        "central-administration",
        STAFF,
        added,
        own,
    )
    return [*found, addition]


def rows_2023() -> list[Row]:
    """The family committee's budget."""
    year = _year_matrix(FAMILY, "ifon-2023-07", "Budget 2023", _INCOME_2023)
    july = _to_date(FAMILY, "ifon-2023-07", _INCOME_2023, year)
    pieces = [Piece(7, july), Piece(12, less(year, july))]
    return _rows("2022-11-24", "Budget 2023", 2023, year, pieces)


def rows_2025() -> list[Row]:
    """The labour market committee's budget: income, cost and account groups as published."""
    year = _interim("Budget 2025", 12)
    august = _interim("Budget jan-aug 2025", 8)
    pieces = [Piece(8, august), Piece(12, less(year, august))]
    return _rows("2024-11-21", "Budget 2025", 2025, year, pieces)


def _year_matrix(committee: str, report: str, title: str, incomes: tuple[int, ...]) -> Matrix:
    """Whole tkr per activity and group for a year."""
    nets = table(report, "netto").column(title)
    exact: dict[Cell, int] = {}
    for activity, income in zip(ACTIVITIES[committee], incomes, strict=True):
        exact[activity.key, INCOME] = income * TKR
        exact[activity.key, COST] = (nets[activity.name] - income) * TKR
    return spread(exact, shares(committee), grain=TKR)


def _to_date(committee: str, report: str, incomes: tuple[int, ...], whole: Matrix) -> Matrix:
    """Exact öre to date per activity and group that print the published period budget."""
    year, month = (int(part) for part in report.split("-")[-2:])
    title = f"Budget {year}-{month:02}"
    nets = table(report, "netto").column(title)
    cells: dict[Cell, int] = {}
    for activity, income in zip(ACTIVITIES[committee], incomes, strict=True):
        part = nearest(twelfths(income * TKR, month))
        part = _INCOME_TO_DATE.get((activity.key, month), part)
        cells[activity.key, INCOME] = part
        cells[activity.key, COST] = nets[activity.name] - part
    cells[CONTINGENCY, COST] = nets["Buffert"]
    fixed = {(CONTINGENCY, COST): twelfths(_CONTINGENCY[year] * TKR, month)}
    if (SOCIAL_ASSISTANCE, INCOME) in cells:
        for side, group in ((INCOME, FEES), (COST, GOODS)):
            fixed[SOCIAL_ASSISTANCE, side] = twelfths(whole[SOCIAL_ASSISTANCE, group], month)
    return _draw(title, committee, cells, fixed)


def _draw(
    title: str, committee: str, cells: Mapping[Cell, int], fixed: Mapping[Cell, int]
) -> Matrix:
    """Free cells get whole kronor; their sums pull the total to the nearest."""
    offsets = {
        side: sum(v - cells[cell] * TKR for cell, v in fixed.items() if cell[1] == side)
        for side in (INCOME, COST)
    }
    pull = -(offsets[INCOME] + offsets[COST]) // 2 // KRONA * KRONA
    name = f"{committee} {title}"
    column = Column(name, cells, offsets[INCOME] + 5_300, offsets[COST] + pull, fixed, grain=KRONA)
    exact = draw(column)
    del exact[CONTINGENCY, COST]
    return spread(exact, shares(committee), grain=KRONA)


def _interim(title: str, month: int) -> Matrix:
    totals = GROUP_TOTALS_2025[title]
    cells = interim_cells(title)
    printed = {side: sum(v for c, v in cells.items() if c[1] == side) for side in (INCOME, COST)}
    check_groups(title, totals, printed)
    income = totals[STATE_GRANTS] + totals[FEES]
    cost = totals[STAFF] + totals[PREMISES] + totals[GOODS]
    contingency = twelfths(_CONTINGENCY[2025] * TKR, month)
    cells[CONTINGENCY, COST] = nearest(contingency)
    fixed = {
        (SOCIAL_ASSISTANCE, INCOME): twelfths(3_750 * TKR, month),
        (SOCIAL_ASSISTANCE, COST): twelfths(-68_750 * TKR, month),
        (CONTINGENCY, COST): contingency,
    }
    offsets = (
        income - printed[INCOME] * TKR,
        cost + contingency - (printed[COST] + cells[CONTINGENCY, COST]) * TKR,
    )
    exact = draw(Column(title, cells, *offsets, fixed, grain=KRONA))
    del exact[CONTINGENCY, COST]
    return spread(
        exact, shares(LABOUR), totals=totals, absorber="arbetsmarknadsinsatser", grain=KRONA
    )


def _rows(date: str, decision: str, year: int, whole: Matrix, pieces: list[Piece]) -> list[Row]:
    dice = Dice(f"{decision} {date}")
    found = []
    for (activity, group), amount in whole.items():
        if activity == SOCIAL_ASSISTANCE:
            if amount:
                found.append(Row(date, decision, activity, group, amount))
            continue
        months = _months(dice, activity, group, pieces)
        if any(months):
            found.append(Row(date, decision, activity, group, amount, months))
    found += _zero_sides(date, decision, whole)
    contingency = _CONTINGENCY[year] * TKR
    return [*found, Row(date, decision, CONTINGENCY, "", contingency)]


def _months(dice: Dice, activity: str, group: str, pieces: list[Piece]) -> tuple[int, ...]:
    months: list[int] = []
    for piece in pieces:
        calendar = range(len(months) + 1, piece.last + 1)
        weights = [weight(dice, activity, group, month) for month in calendar]
        months += portions(piece.matrix[activity, group], weights, KRONA)
    return tuple(months)


def _zero_sides(date: str, decision: str, whole: Matrix) -> list[Row]:
    """A budget of zero is said, so that it is not taken for a missing one."""
    found = []
    for activity in dict.fromkeys(activity for activity, _ in whole):
        for side, group in ((INCOME, FEES), (COST, GOODS)):
            amounts = [v for (a, g), v in whole.items() if a == activity and SIDE_OF[g] == side]
            if not any(amounts):
                found.append(Row(date, decision, activity, group, 0))
    return found


def year_matrix(rows: list[Row], until: str) -> Matrix:
    """The year's budget as decided up to a day (yyyy-mm-dd), without the contingency."""
    found: Matrix = {}
    for row in rows:
        if row.date <= until and row.activity != CONTINGENCY:
            key = (row.activity, row.group)
            found[key] = found.get(key, 0) + row.year
    return without(found, CONTINGENCY)
