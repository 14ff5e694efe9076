"""What was booked, such that the published tables come out.

Published are net costs per activity to date (2021 and 2022, and the other committee), income and
cost per activity with totals per account group (January-August 2024 and 2025), and social
assistance by month. The rest - how an activity's net splits on income and cost, and its months
where none were published - is made up here, and the demo says so.
"""

from . import assistance
from .activities import ACTIVITIES, FAMILY, LABOUR, SOCIAL_ASSISTANCE, key_of, shares
from .booked import Booked, by_month, less, over, without
from .columns import COST, INCOME, Cell, Column, draw
from .groups import CAPITAL, FEES, GOODS, PREMISES, STAFF, STATE_GRANTS, Matrix, spread
from .published import table
from .rounding import TKR, split

AUGUST = "arbetslivsnamnden-2025-08"
PLANNING = "ifon-2023-07-budget"

# Income to date in tkr where only net was published: made up. In the order of the report lines.
_INCOMES: dict[str, tuple[int, ...]] = {
    "arbetslivsnamnden 2021-05": (390, 0, 540, 1240, 150, 0, 4900, 27400, 2300, 700),
    "arbetslivsnamnden 2021-10": (860, 0, 1190, 2410, 330, 380, 9900, 52600, 4900, 2950),
    "arbetslivsnamnden 2022-05": (420, 0, 610, 1180, 260, 0, 5210, 21850, 1950, 880),
    "arbetslivsnamnden 2022-10": (905, 0, 1320, 2240, 540, 410, 10480, 43900, 14350, 2020),
    "ifon 2022-07": (2310, 0, 4180, 7640, 5220, 4510, 0),
    "ifon 2023-07": (1130, 0, 3790, 6120, 4870, 3610, 0),
}

# How far, in öre, the exact totals of income and cost lie from the sums of the printed cells, and
# one cell that rounding by itself would print wrongly.
_OFFSETS: dict[str, tuple[int, int, dict[Cell, int]]] = {
    "arbetslivsnamnden 2021-05": (4_100, -12_300, {}),
    "arbetslivsnamnden 2021-10": (-7_450, -21_160, {("integration", COST): -55_840}),
    "arbetslivsnamnden 2022-05": (6_380, -31_270, {("arbetsmarknadsinsatser", COST): -56_210}),
    "arbetslivsnamnden 2022-10": (
        -5_120,
        -28_940,
        {("arbetsforberedande-atgarder", COST): -57_330},
    ),
    "ifon 2022-07": (8_800, 9_400, {}),
    "ifon 2023-12": (4_200, -9_900, {}),
    "ifon 2022-12": (-6_350, 11_720, {("vard-av-vuxna", COST): 55_310}),
    "ifon 2023-07": (-3_700, -33_150, {("barn-och-ungdomsvard", COST): -56_480}),
}

# The interim report's exact account groups in öre. Each rounds to what was published; together
# they do not, which is why the published summary does not add up.
GROUP_TOTALS: dict[str, dict[str, int]] = {
    "Utfall jan-aug 2024": {
        STATE_GRANTS: 6_126_046_615,
        FEES: 1_363_940_320,
        STAFF: -16_625_519_540,
        PREMISES: -2_018_008_275,
        GOODS: -6_399_142_190,
        CAPITAL: 0,
    },
    "Utfall jan-aug 2025": {
        STATE_GRANTS: 5_967_612_480,
        FEES: 1_644_507_745,
        STAFF: -17_223_356_310,
        PREMISES: -1_695_097_865,
        GOODS: -7_195_405_550,
        CAPITAL: 0,
    },
}

GROUP_NAMES = {
    STATE_GRANTS: "Statsbidrag",
    FEES: "Avgifter och övriga intäkter",
    STAFF: "Personal",
    PREMISES: "Lokaler",
    GOODS: "Material och tjänster",
    CAPITAL: "Kapitalkostnader",
}


def net_column(committee: str, month: str, report: str, assisted: int | None) -> dict[Cell, int]:
    """Exact sides to date for a published column of net costs.

    ``report`` is the fixture that holds the column; ``assisted`` the exact net of social
    assistance, whose months are known by themselves.
    """
    name = f"{committee} {month}"
    nets = table(report, "netto").column(f"Utfall {month}")
    cells: dict[Cell, int] = {}
    for activity, income in zip(ACTIVITIES[committee], _INCOMES[name], strict=True):
        cells[activity.key, INCOME] = income
        cells[activity.key, COST] = nets[activity.name] - income
    fixed: dict[Cell, int] = {}
    if assisted is not None:
        income = cells[SOCIAL_ASSISTANCE, INCOME] * TKR + 3_127
        fixed[SOCIAL_ASSISTANCE, INCOME] = income
        fixed[SOCIAL_ASSISTANCE, COST] = assisted - income
    return draw(Column(name, cells, *_OFFSETS[name][:2], fixed, _OFFSETS[name][2]))


def interim_cells(title: str) -> dict[Cell, int]:
    """Printed income and cost per activity of a column of the interim table."""
    return sides_of(LABOUR, table(AUGUST, "verk").column(title))


def sides_of(committee: str, column: dict[str, int]) -> dict[Cell, int]:
    """Printed income and cost per activity of a table's column, without contingency and total."""
    sides = {"Intäkt": INCOME, "Kostnad": COST}
    cells: dict[Cell, int] = {}
    for label, value in column.items():
        name, side = label.split(" / ")
        if name not in {"Totalt", "Buffert"} and side in sides:
            cells[key_of(committee, name), sides[side]] = value
    return cells


def interim_column(title: str, assisted: int) -> Matrix:
    """Exact groups per activity for an interim column: both margins print as wanted."""
    totals = GROUP_TOTALS[title]
    cells = interim_cells(title)
    income = totals[STATE_GRANTS] + totals[FEES]
    cost = totals[STAFF] + totals[PREMISES] + totals[GOODS]
    printed = {side: sum(v for c, v in cells.items() if c[1] == side) for side in (INCOME, COST)}
    earned = cells[SOCIAL_ASSISTANCE, INCOME] * TKR + 2_745
    fixed = {
        (SOCIAL_ASSISTANCE, INCOME): earned,
        (SOCIAL_ASSISTANCE, COST): assisted - earned,
    }
    offsets = (income - printed[INCOME] * TKR, cost - printed[COST] * TKR)
    check_groups(title, totals, printed)
    exact = draw(Column(title, cells, *offsets, fixed))
    return spread(exact, shares(LABOUR), totals=totals, absorber="arbetsmarknadsinsatser")


def check_groups(title: str, totals: dict[str, int], printed: dict[str, int]) -> None:
    """Raise unless the groups print, inside the printed sides, as our fixture says."""
    expected = table(AUGUST, "samm").column(title)
    for side, keys in ((INCOME, (STATE_GRANTS, FEES)), (COST, (STAFF, PREMISES, GOODS, CAPITAL))):
        got = split(printed[side], [totals[key] for key in keys])
        want = tuple(expected[GROUP_NAMES[key]] for key in keys)
        if got != want:
            raise ValueError(f"{title}: groups print as {got}, not {want}")


def booked_2022() -> list[Booked]:
    """January-October 2022, month by month; both the May and the October table come out."""
    name = "arbetslivsnamnden"
    may = net_column(name, "2022-05", f"{name}-2022-05", assistance.net_to(2022, 5))
    october = net_column(name, "2022-10", f"{name}-2022-10", assistance.net_to(2022, 10))
    first = spread(may, shares(LABOUR))
    whole = spread(october, shares(LABOUR))
    early, late = without(first, SOCIAL_ASSISTANCE), without(less(whole, first), SOCIAL_ASSISTANCE)
    income = {5: may[SOCIAL_ASSISTANCE, INCOME], 10: october[SOCIAL_ASSISTANCE, INCOME]}
    return [
        *by_month(LABOUR, early, 202201, 202205),
        *by_month(LABOUR, late, 202206, 202210),
        *assistance.booked(2022, income),
    ]


def booked_2021() -> list[Booked]:
    """2021 as spans January-May and June-October; social assistance by month."""
    name = "arbetslivsnamnden"
    may = net_column(name, "2021-05", f"{name}-2022-05", assistance.net_to(2021, 5))
    october = net_column(name, "2021-10", f"{name}-2022-10", assistance.net_to(2021, 10))
    first = spread(may, shares(LABOUR))
    whole = spread(october, shares(LABOUR))
    income = {5: may[SOCIAL_ASSISTANCE, INCOME], 10: october[SOCIAL_ASSISTANCE, INCOME]}
    return [
        *over(LABOUR, without(first, SOCIAL_ASSISTANCE), 202101, 202105),
        *over(LABOUR, without(less(whole, first), SOCIAL_ASSISTANCE), 202106, 202110),
        *assistance.booked(2021, income),
    ]


def booked_2020() -> list[Booked]:
    """2020: only social assistance is known; its income to date (öre) is made up."""
    return assistance.booked(2020, {5: 109_041_250, 10: 218_377_730})


def booked_2024() -> list[Booked]:
    """2024 as one span January-August; social assistance in its published pieces."""
    matrix = interim_column("Utfall jan-aug 2024", assistance.net_to(2024, 8))
    income = {8: matrix[SOCIAL_ASSISTANCE, FEES]}
    rest = without(matrix, SOCIAL_ASSISTANCE)
    return [*over(LABOUR, rest, 202401, 202408), *assistance.booked(2024, income)]


def booked_2025() -> list[Booked]:
    """January-August 2025 by month; social assistance January-May is one span."""
    matrix = interim_column("Utfall jan-aug 2025", assistance.net_to(2025, 8))
    income = {8: matrix[SOCIAL_ASSISTANCE, FEES]}
    rest = without(matrix, SOCIAL_ASSISTANCE)
    return [*by_month(LABOUR, rest, 202501, 202508), *assistance.booked(2025, income)]


def family_2022() -> list[Booked]:
    """2022 as two spans: to July by the published net costs, and the rest to the year-end."""
    july = spread(net_column(FAMILY, "2022-07", "ifon-2023-07", None), shares(FAMILY))
    december = spread(year_end_2022(), shares(FAMILY))
    return [
        *over(FAMILY, july, 202201, 202207),
        *over(FAMILY, less(december, july), 202208, 202212),
    ]


def year_end_2022() -> dict[Cell, int]:
    """Exact sides of the year-end 2022, whose income and cost are published per activity."""
    cells = sides_of(FAMILY, table(PLANNING, "verk").column("Bokslut 2022"))
    name = "ifon 2022-12"
    return draw(Column(name, cells, *_OFFSETS[name][:2], {}, _OFFSETS[name][2]))


# The year-end 2023, income and cost per activity in tkr, in the order of the report lines: made up.
_YEAR_END_2023 = (
    (1_890, -21_130),
    (0, -2_391),
    (6_720, -108_940),
    (11_480, -198_930),
    (8_610, -124_640),
    (6_210, -6_210),
    (0, 0),
)


def family_late_2023() -> list[Booked]:
    """August-December 2023, month by month, up to a year-end that is made up."""
    july = spread(net_column(FAMILY, "2023-07", "ifon-2023-07", None), shares(FAMILY))
    cells: dict[Cell, int] = {}
    for activity, (income, cost) in zip(ACTIVITIES[FAMILY], _YEAR_END_2023, strict=True):
        cells[activity.key, INCOME], cells[activity.key, COST] = income, cost
    name = "ifon 2023-12"
    exact = draw(Column(name, cells, *_OFFSETS[name][:2]))
    booked = by_month(FAMILY, less(spread(exact, shares(FAMILY)), july), 202308, 202312)
    # Balances cover the lines that they have rows of, so a line of nothing needs its zeros.
    quiet = {activity.key for activity in ACTIVITIES[FAMILY]} - {one.activity for one in booked}
    months = range(202308, 202313)
    return booked + [Booked(FAMILY, a, GOODS, (m, m), 0) for a in sorted(quiet) for m in months]


def family_2023() -> list[Booked]:
    """January-July 2023, month by month."""
    exact = net_column(FAMILY, "2023-07", "ifon-2023-07", None)
    return by_month(FAMILY, spread(exact, shares(FAMILY)), 202301, 202307)
