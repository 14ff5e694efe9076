"""Writes a year of the city ledger as SIE 4E: code page 437, vouchers, balances, period changes.

Object rows of ``#PSALDO`` stand beside the row of the whole account, ``{}``, as the format says;
adding both doubles everything. They agree with the vouchers.
"""

from collections import defaultdict

from .chart import (
    ACCOUNTS,
    ACTIVITY,
    ACTIVITY_CODES,
    BANK,
    COUNTERPART,
    COUNTERPARTS,
    DIMENSIONS,
    EQUITY,
    PROJECT,
    PROJECTS,
    RECEIVABLE,
    UNIT,
    UNITS,
)
from .vouchers import Entry, Voucher

_NOTE = (
    "Demonstrationsdata: verifikationerna är konstruerade så att de publicerade utfallen kommer "
    "fram. De är inte Borås Stads bokföring."
)
_OPENING = {RECEIVABLE: 412_356_180, BANK: 98_765_432_150}


def write(year: int, last: int, vouchers: list[Voucher]) -> bytes:
    """The file's bytes; ``last`` is the last month with entries (1-12)."""
    lines = [
        *_head(year, last),
        *_plan(vouchers),
        *_balances(vouchers),
        *_periods(vouchers),
    ]
    for voucher in vouchers:
        lines += _voucher(voucher)
    return "".join(f"{line}\r\n" for line in lines).encode("cp437")


def amount(ore: int) -> str:
    """Kronor with a point and two decimals.

    >>> amount(-123450)
    '-1234.50'
    """
    sign = "-" if ore < 0 else ""
    return f"{sign}{abs(ore) // 100}.{abs(ore) % 100:02}"


def _head(year: int, last: int) -> list[str]:
    end = {7: "0731", 8: "0831", 10: "1031"}[last]
    return [
        "#FLAGGA 0",
        '#PROGRAM "Uppsikt demodata" "1"',
        "#FORMAT PC8",
        f"#GEN {year}{last + 1:02}05",
        "#SIETYP 4",
        f'#PROSA "{_NOTE}"',
        "#ORGNR 212000-1561",
        '#FNAMN "Borås Stad (demonstrationsdata)"',
        f"#RAR 0 {year}0101 {year}1231",
        f"#OMFATTN {year}{end}",
        "#VALUTA SEK",
    ]


def _plan(vouchers: list[Voucher]) -> list[str]:
    entries = [entry for voucher in vouchers for entry in voucher.entries]
    used = {entry.account for entry in entries} | {EQUITY}
    lines = [f'#KONTO {code} "{name}"' for code, name in ACCOUNTS.items() if code in used]
    lines += [f'#DIM {number} "{name}"' for number, name in DIMENSIONS.items()]
    units = {entry.place[0] for entry in entries if entry.place}
    activities = {entry.place[1] for entry in entries if entry.place}
    objects: list[tuple[int, dict[str, str], set[str]]] = [
        (UNIT, UNITS, units),
        (ACTIVITY, ACTIVITY_CODES, activities),
        (COUNTERPART, COUNTERPARTS, {entry.counterpart for entry in entries}),
        (PROJECT, PROJECTS, {entry.project for entry in entries}),
    ]
    for dimension, names, seen in objects:
        lines += [f'#OBJEKT {dimension} {c} "{n}"' for c, n in names.items() if c in seen]
    return lines


def _counted(vouchers: list[Voucher]) -> list[tuple[int, Entry]]:
    return [(v.date // 100, e) for v in vouchers for e in v.entries if e.kind == "TRANS"]


def _balances(vouchers: list[Voucher]) -> list[str]:
    sums: dict[str, int] = defaultdict(int)
    for _, entry in _counted(vouchers):
        sums[entry.account] += entry.amount
    opening = {**_OPENING, EQUITY: -sum(_OPENING.values())}
    lines = [f"#IB 0 {account} {amount(ore)}" for account, ore in sorted(opening.items())]
    for account in sorted({*opening, *(account for account in sums if account[0] in "12")}):
        closing = opening.get(account, 0) + sums.get(account, 0)
        lines.append(f"#UB 0 {account} {amount(closing)}")
    results = sorted(account for account in sums if account[0] in "345678")
    return lines + [f"#RES 0 {account} {amount(sums[account])}" for account in results]


def _periods(vouchers: list[Voucher]) -> list[str]:
    whole: dict[tuple[int, str], int] = defaultdict(int)
    parts: dict[tuple[int, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for month, entry in _counted(vouchers):
        whole[month, entry.account] += entry.amount
        objects = _objects(entry)
        if objects != "{}":
            parts[month, entry.account][objects] += entry.amount
    lines = []
    for (month, account), ore in sorted(whole.items()):
        rows = {"{}": ore, **dict(sorted(parts[month, account].items()))}
        lines += [f"#PSALDO 0 {month} {account} {o} {amount(v)}" for o, v in rows.items()]
    return lines


def _objects(entry: Entry) -> str:
    if entry.place is None:
        return "{}"
    pairs = [(UNIT, entry.place[0]), (ACTIVITY, entry.place[1])]
    pairs += [(COUNTERPART, entry.counterpart), (PROJECT, entry.project)]
    return "{" + " ".join(f'{number} "{code}"' for number, code in pairs if code) + "}"


def _voucher(voucher: Voucher) -> list[str]:
    text = voucher.text
    if voucher.reverses is not None:
        text = f"Rättelse av {voucher.reverses.series} {voucher.reverses.number}"
    lines = [f'#VER {voucher.series} {voucher.number} {voucher.date} "{text}"', "{"]
    rows = [f"#{e.kind} {e.account} {_objects(e)} {amount(e.amount)}" for e in voucher.entries]
    return [*lines, *rows, "}"]
