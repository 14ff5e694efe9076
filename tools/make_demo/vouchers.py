"""Vouchers for a year of the city ledger: balanced, in öre, and summing to what shall be booked.

Amounts here have the ledger's sign: debit positive, credit negative, so that costs are positive.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from .activities import ACTIVITIES, FAMILY, SOCIAL_ASSISTANCE, Activity
from .booked import Booked
from .chart import BANK, INTERNAL_INCOME, LANDLORD, RECEIVABLE, SALARY, STATE, mix
from .dice import Dice, portions
from .groups import CAPITAL, FEES, GOODS, PREMISES, STAFF, STATE_GRANTS

KRONA = 100
Place = tuple[str, str]  # unit, activity code
CellKey = tuple[str, str, str, int]  # committee, activity, group, month yyyymm


@dataclass(frozen=True)
class Entry:
    """One row. Only TRANS counts: RTRANS (added) is followed by its TRANS, BTRANS is removed."""

    account: str
    amount: int
    place: Place | None = None
    counterpart: str = ""
    project: str = ""
    kind: str = "TRANS"


@dataclass(eq=False)
class Voucher:
    """A voucher before it has its number. ``reverses`` is the voucher that this one takes back."""

    series: str
    date: int
    text: str
    entries: list[Entry]
    reverses: "Voucher | None" = None
    number: int = field(default=0)


@dataclass(frozen=True)
class Landmark:
    """A voucher of whole thousands, in Uppsikt's sign, that stands in the ledger by itself."""

    key: CellKey
    amount: int
    account: str
    place: Place
    text: str
    project: str = ""


@dataclass(frozen=True)
class Accrued:
    """An accrual against a balance account, in Uppsikt's sign, and the month that turns it back.

    Without such a month it is not turned back in the year's ledger. What is booked beside it is
    so much less, so the month and the activity add up to the same.
    """

    key: CellKey
    amount: int
    account: str
    place: Place
    balance: str
    text: str
    back: int | None = None


class YearBook:
    """Turns a year's booked cells into vouchers, one kind of voucher after the other."""

    def __init__(self, year: int, booked: Iterable[Booked]) -> None:
        self.dice = Dice(f"vouchers {year}")
        self.left: dict[CellKey, int] = {
            (b.committee, b.activity, b.group, b.span[0]): b.amount for b in booked
        }
        self.vouchers: list[Voucher] = []

    def landmark(self, mark: Landmark) -> None:
        """Book one voucher of whole thousands."""
        self._take(mark.key, mark.amount)
        counterpart = STATE if mark.key[2] == STATE_GRANTS else ""
        row = Entry(mark.account, -mark.amount, mark.place, counterpart, mark.project)
        self._add("M", self._day(mark.key[3]), mark.text, [row, Entry(BANK, mark.amount)])

    def wrong_and_reversed(self, key: CellKey, back: int, amount: int) -> None:
        """Book an amount too much in one month and take it back in a later one."""
        self._take(key, amount)
        self._take((*key[:3], back), -amount)
        activity = _activity(key)
        account = _first_account(activity, key[2])
        row = Entry(account, -amount, activity.places[0])
        rows = [row, Entry(BANK, amount)]
        wrong = self._add("L", self._day(key[3]), "Leverantörsfaktura, felaktig", rows)
        opposite = [Entry(e.account, -e.amount, e.place) for e in rows]
        self._add("L", self._day(back), "", opposite, reverses=wrong)

    def accrued(self, accrual: Accrued) -> None:
        """Book an accrual at the end of its month, and its reversal on the first day of another."""
        amount = accrual.amount
        self._take(accrual.key, amount)
        rows = [Entry(accrual.account, -amount, accrual.place), Entry(accrual.balance, amount)]
        self._add("U", self._day(accrual.key[3], 28), accrual.text, rows)
        if accrual.back is not None:
            self._take((*accrual.key[:3], accrual.back), -amount)
            opposite = [Entry(e.account, -e.amount, e.place) for e in rows]
            text = f"Återföring, {accrual.text[0].lower()}{accrual.text[1:]}"
            self._add("U", self._day(accrual.back, 1), text, opposite)

    def everything_else(self) -> None:
        """Book what is left of every cell, in the way of its account group."""
        ways = {
            STAFF: self._salaries,
            PREMISES: self._rents,
            GOODS: self._invoices,
            STATE_GRANTS: self._grants,
            FEES: self._fees,
            CAPITAL: self._depreciation,
        }
        for key, amount in list(self.left.items()):
            if amount:
                self._take(key, amount)
                ways[key[2]](_activity(key), key, -amount)

    def _take(self, key: CellKey, amount: int) -> None:
        self.left[key] = self.left.get(key, 0) - amount

    def _add(
        self,
        series: str,
        date: int,
        text: str,
        entries: list[Entry],
        *,
        reverses: Voucher | None = None,
    ) -> Voucher:
        if sum(e.amount for e in entries if e.kind == "TRANS"):
            raise ValueError(f"unbalanced voucher {series} {date} {text}: {entries}")
        voucher = Voucher(series, date, text, entries, reverses)
        self.vouchers.append(voucher)
        return voucher

    def _day(self, month: int, day: int = 0) -> int:
        return month * 100 + (day or self.dice.between(1, 28))

    def _parts(self, amount: int, most: int) -> list[int]:
        """An amount in uneven parts, none of them less than a krona."""
        count = max(1, min(most, abs(amount) // (1_000 * KRONA)))
        weights = [self.dice.between(30, 170) for _ in range(count)]
        return [part for part in portions(amount, weights) if part]

    def _salaries(self, activity: Activity, key: CellKey, amount: int) -> None:
        places = activity.places
        parts = portions(amount, [self.dice.between(80, 120) for _ in places])
        salary = SALARY.get(activity.key, "5011")
        for place, part in zip(places, parts, strict=True):
            if not part:
                continue
            accounts = [salary, "5021", "5610", "5710", "5510"]
            split = portions(part, [640 + self.dice.between(0, 40), 30, 220, 80, 8])
            rows = [Entry(a, p, place) for a, p in zip(accounts, split, strict=True) if p]
            self._add("P", self._day(key[3], 25), "Löner", [*rows, Entry(BANK, -part)])

    def _rents(self, activity: Activity, key: CellKey, amount: int) -> None:
        places = activity.places
        parts = portions(amount, [self.dice.between(60, 140) for _ in places])
        own = "162" if key[0] == FAMILY else "161"
        for place, part in zip(places, parts, strict=True):
            inner, outer = portions(part, [3, 1], KRONA)
            if inner:
                rows = [
                    Entry("6011", inner, place, LANDLORD),
                    Entry(INTERNAL_INCOME, -inner, ("3600", "8300"), own),
                ]
                self._add("I", self._day(key[3], 15), "Internhyra", rows)
            if outer:
                rows = [Entry("6012", outer, place, "870"), Entry(BANK, -outer)]
                self._add("L", self._day(key[3]), "Hyresfaktura", rows)

    def _invoices(self, activity: Activity, key: CellKey, amount: int) -> None:
        assistance = activity.key == SOCIAL_ASSISTANCE
        accounts = mix(activity.accounts, GOODS)
        text = "Utbetalning ekonomiskt bistånd" if assistance else "Leverantörsfaktura"
        most = 16 if assistance else 9
        for part in self._parts(amount, most):
            place = self.dice.pick(activity.places)
            counterpart = "880" if assistance else self.dice.pick(["870", "870", "890"])
            rows = self._on_accounts(accounts, part, place, counterpart)
            rows = self._sometimes_corrected(rows, activity)
            series = "F" if assistance else "L"
            self._add(series, self._day(key[3]), text, [*rows, Entry(BANK, -part)])

    def _on_accounts(
        self, accounts: tuple[tuple[str, int], ...], part: int, place: Place, counterpart: str
    ) -> list[Entry]:
        """All on one account, or on two."""
        first = self._weighted(accounts)
        if self.dice.between(1, 3) < 3:
            return [Entry(first, part, place, counterpart)]
        second = self._weighted(accounts)
        split = portions(part, [self.dice.between(40, 80), 30])
        rows = zip((first, second), split, strict=True)
        return [Entry(account, p, place, counterpart) for account, p in rows if p]

    def _weighted(self, accounts: tuple[tuple[str, int], ...]) -> str:
        at = self.dice.between(1, sum(weight for _, weight in accounts))
        for account, weight in accounts:
            at -= weight
            if at <= 0:
                return account
        raise AssertionError("weights were counted wrongly")

    def _sometimes_corrected(self, rows: list[Entry], activity: Activity) -> list[Entry]:
        """One invoice in forty had its first row on the wrong amount and was corrected in place."""
        if self.dice.between(1, 40) > 1:
            return rows
        right = rows[0]
        wrong = Entry(
            right.account,
            right.amount + self.dice.between(1, 900_000),
            activity.places[-1],
            right.counterpart,
            kind="BTRANS",
        )
        added = Entry(right.account, right.amount, right.place, right.counterpart, kind="RTRANS")
        return [wrong, added, *rows]

    def _grants(self, activity: Activity, key: CellKey, amount: int) -> None:
        for part in self._parts(amount, 3):
            account = self._weighted(mix(activity.accounts, STATE_GRANTS))
            row = Entry(account, part, self.dice.pick(activity.places), STATE)
            self._add("K", self._day(key[3]), "Statlig ersättning", [row, Entry(BANK, -part)])

    def _fees(self, activity: Activity, key: CellKey, amount: int) -> None:
        for part in self._parts(amount, 5):
            account = self._weighted(mix(activity.accounts, FEES))
            row = Entry(account, part, self.dice.pick(activity.places))
            counter = Entry(self.dice.pick([BANK, RECEIVABLE]), -part)
            self._add("K", self._day(key[3]), "Kundfaktura", [row, counter])

    def _depreciation(self, activity: Activity, key: CellKey, amount: int) -> None:
        rows = [Entry("7910", amount, activity.places[0]), Entry(BANK, -amount)]
        self._add("M", self._day(key[3], 28), "Avskrivning", rows)


def _activity(key: CellKey) -> Activity:
    return next(a for a in ACTIVITIES[key[0]] if a.key == key[1])


def _first_account(activity: Activity, group: str) -> str:
    return "5011" if group == STAFF else mix(activity.accounts, group)[0][0]


def number(vouchers: list[Voucher]) -> list[Voucher]:
    """Order by series and date and number each series from 1."""
    ordered = sorted(vouchers, key=lambda v: (v.series, v.date))
    last: dict[str, int] = {}
    for voucher in ordered:
        last[voucher.series] = last.get(voucher.series, 0) + 1
        voucher.number = last[voucher.series]
    return ordered
