"""Vouchers of the city's other committees: larger than ours, so that a naive sum is far off."""

from dataclasses import dataclass

from .chart import BANK, STATE
from .dice import Dice, portions
from .vouchers import KRONA, Entry, Place, Voucher


@dataclass(frozen=True)
class Other:
    """Another committee: where it books, its monthly staff cost and other costs in tkr."""

    places: tuple[Place, ...]
    staff: int
    goods: int
    accounts: tuple[str, ...]


_OTHERS = (
    Other((("1000", "9200"), ("1000", "1000")), 9_400, 6_100, ("7410", "6510", "7610")),
    Other((("3000", "2400"), ("3000", "9200")), 12_300, 21_500, ("7610", "7010", "6410")),
    Other((("3600", "8300"),), 4_200, 38_700, ("7610", "6012")),
    Other((("4000", "4400"), ("4000", "9200")), 96_800, 17_400, ("6410", "6810", "7610")),
    Other((("4500", "4070"),), 51_600, 6_300, ("6410", "7610")),
    Other((("5000", "5100"), ("5000", "9200")), 88_900, 19_800, ("4612", "6410", "7010")),
    Other((("5500", "5130"), ("5500", "1000")), 47_300, 13_600, ("4612", "7610")),
)


def vouchers(year: int, first: int, last: int) -> list[Voucher]:
    """A handful a month for each of the others."""
    dice = Dice(f"others {year}")
    found = []
    for month in range(year * 100 + first, year * 100 + last + 1):
        for other in _OTHERS:
            found += _month(dice, other, month)
    return found


def _month(dice: Dice, other: Other, month: int) -> list[Voucher]:
    found = []
    staff = other.staff * 1_000 * KRONA * dice.between(95, 105) // 100 + dice.between(0, 99_999)
    for place, part in zip(other.places, portions(staff, [9, 2][: len(other.places)]), strict=True):
        split = portions(part, [67, 23, 10])
        rows = [Entry(a, p, place) for a, p in zip(("5011", "5610", "5710"), split, strict=True)]
        rows.append(Entry(BANK, -part))
        found.append(Voucher("P", month * 100 + 25, "Löner", rows))
    goods = other.goods * 1_000 * KRONA + dice.between(0, 99_999)
    for part in portions(goods, [dice.between(40, 160) for _ in range(4)]):
        row = Entry(dice.pick(other.accounts), part, dice.pick(other.places), "870")
        day = dice.between(1, 28)
        found.append(
            Voucher("L", month * 100 + day, "Leverantörsfaktura", [row, Entry(BANK, -part)])
        )
    grant = dice.between(400, 2_600) * 1_000 * KRONA
    row = Entry("3519", -grant, other.places[0], STATE)
    found.append(Voucher("K", month * 100 + 20, "Statlig ersättning", [row, Entry(BANK, grant)]))
    return found
