"""The three city ledgers: which vouchers stand out in each, and the whole file."""

from . import others, sie
from .activities import FAMILY, LABOUR, SOCIAL_ASSISTANCE
from .booked import Booked
from .chart import ACCRUED, ACCRUED_WAGES, PREPAID
from .dice import Dice
from .groups import GOODS, STAFF, STATE_GRANTS
from .rounding import TKR
from .vouchers import KRONA, Accrued, CellKey, Landmark, YearBook, number

_WORK = "arbetsmarknadsinsatser"
_CHILDREN = "barn-och-ungdomsvard"
_UKRAINE = "Schablonersättning evakueringsboende"


def _ukraine(month: int, tkr: int) -> Landmark:
    key = (LABOUR, "integration", STATE_GRANTS, month)
    return Landmark(key, tkr * TKR, "3512", ("6160", "6000"), _UKRAINE, "7001")


LANDMARKS = {
    2022: (
        _ukraine(202206, 2_500),
        _ukraine(202207, 1_200),
        _ukraine(202208, 2_000),
        _ukraine(202209, 2_700),
        Landmark(
            (LABOUR, SOCIAL_ASSISTANCE, GOODS, 202204),
            -250 * TKR,
            "4511",
            ("6120", "5750"),
            "Utbetalning ekonomiskt bistånd, samlingsfaktura boende",
        ),
        Landmark(
            (LABOUR, _WORK, STATE_GRANTS, 202202),
            900 * TKR,
            "3511",
            ("6131", "6120"),
            "Ersättning arbetsmarknadsanställningar",
            "7002",
        ),
    ),
    2023: (
        Landmark(
            (FAMILY, _CHILDREN, GOODS, 202305),
            -1_500 * TKR,
            "4611",
            ("6231", "5540"),
            "Familjehemsvård, samlingsfaktura",
        ),
    ),
    2025: (
        Landmark(
            (LABOUR, SOCIAL_ASSISTANCE, GOODS, 202507),
            -400 * TKR,
            "4511",
            ("6120", "5750"),
            "Utbetalning ekonomiskt bistånd, samlingsfaktura boende",
        ),
        Landmark(
            (LABOUR, _WORK, STATE_GRANTS, 202503),
            1_200 * TKR,
            "3511",
            ("6131", "6120"),
            "Ersättning arbetsmarknadsanställningar",
            "7002",
        ),
    ),
}

_SUPPORT = "arbetsforberedande-atgarder"
ACCRUALS = {
    2022: (
        Accrued(
            (LABOUR, _WORK, STAFF, 202206),
            -182_450 * KRONA,
            "5021",
            ("6131", "6120"),
            ACCRUED_WAGES,
            "Upplupna löner, timanställda juni",
            202207,
        ),
        Accrued(
            (LABOUR, "ifo-administration", GOODS, 202209),
            84_000 * KRONA,
            "6510",
            ("6121", "5700"),
            PREPAID,
            "Förutbetald licensavgift oktober",
            202210,
        ),
        Accrued(
            (LABOUR, _SUPPORT, GOODS, 202210),
            -57_300 * KRONA,
            "7010",
            ("6140", "6110"),
            ACCRUED,
            "Upplupen transportkostnad oktober",
        ),
    ),
    2023: (
        Accrued(
            (FAMILY, _CHILDREN, GOODS, 202306),
            -312_600 * KRONA,
            "4611",
            ("6231", "5540"),
            ACCRUED,
            "Upplupna ersättningar, familjehem juni",
            202307,
        ),
    ),
    2025: (
        Accrued(
            (LABOUR, _WORK, STAFF, 202506),
            -201_800 * KRONA,
            "5021",
            ("6131", "6120"),
            ACCRUED_WAGES,
            "Upplupna löner, timanställda juni",
            202507,
        ),
        Accrued(
            (LABOUR, _SUPPORT, GOODS, 202508),
            -43_900 * KRONA,
            "7010",
            ("6140", "6110"),
            ACCRUED,
            "Upplupen transportkostnad augusti",
        ),
    ),
}
"""Accruals against accounts 17 and 29, as in Kommun-Bas; made up like everything else here."""


def ledger(year: int, last: int, booked: list[Booked]) -> bytes:
    """The year's SIE file. Spans of several months are left to the period balances."""
    monthly = [b for b in booked if b.span[0] == b.span[1]]
    book = YearBook(year, monthly)
    for mark in LANDMARKS[year]:
        book.landmark(mark)
    _reversals(book, year, last)
    for accrual in ACCRUALS[year]:
        book.accrued(accrual)
    book.everything_else()
    if any(book.left.values()):
        raise ValueError(f"{year}: not everything was booked")
    return sie.write(year, last, number(book.vouchers + others.vouchers(year, 1, last)))


def _reversals(book: YearBook, year: int, last: int) -> None:
    """A dozen invoices booked wrongly and taken back in a later month."""
    dice = Dice(f"reversals {year}")
    keys = [k for k, v in book.left.items() if k[2] == GOODS and v < -60 * TKR]
    if year == 2023:
        quiet: CellKey = (FAMILY, "ovrig-verksamhet", GOODS, 202303)
        book.wrong_and_reversed(quiet, 202304, -4_812_575)
    for _ in range(12):
        key = dice.pick([k for k in keys if k[3] % 100 < last])
        back = dice.between(key[3] + 1, year * 100 + last)
        book.wrong_and_reversed(key, back, -dice.between(900_000, 4_900_000))
