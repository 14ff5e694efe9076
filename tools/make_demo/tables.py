"""Writes period balances and plans as CSV: semicolons, UTF-8, decimal comma."""

from collections.abc import Iterable, Sequence

from . import budgets, carry_overs, forecasts, known, proposals
from .activities import ACTIVITIES, CONTINGENCY, Activity
from .actuals import GROUP_NAMES
from .booked import Booked
from .chart import LANDLORD, STATE, mix
from .groups import PREMISES, SIDE_OF, STAFF, STATE_GRANTS
from .rounding import TKR

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Maj", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dec")
_COUNTERPARTS = {STATE_GRANTS: STATE, PREMISES: LANDLORD}


def kronor(ore: int) -> str:
    """Kronor with a decimal comma where there are öre.

    >>> kronor(-123450), kronor(-500)
    ('-1234,50', '-5')
    """
    sign = "-" if ore < 0 else ""
    whole, part = divmod(abs(ore), 100)
    return f"{sign}{whole},{part:02}" if part else f"{sign}{whole}"


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    """The table; raises if a cell holds what parts cells or rows."""
    if any(sign in cell for row in rows for cell in row for sign in ';"\n'):
        raise ValueError("a cell holds a semicolon, a quote or a line break")
    return "".join(";".join(row) + "\n" for row in rows).encode()


def balances(booked: Iterable[Booked]) -> bytes:
    """Period balances: one row per span, unit, activity, account."""
    rows = [["Från", "Till", "Ansvar", "Verksamhet", "Konto", "Motpart", "Belopp (kr)"]]
    for one in sorted(booked, key=lambda b: b.span):
        activity = next(a for a in ACTIVITIES[one.committee] if a.key == one.activity)
        unit, code = activity.places[0]
        rows.append(
            [
                _month(one.span[0]),
                _month(one.span[1]),
                unit,
                code,
                _account(activity, one.group),
                _COUNTERPARTS.get(one.group, ""),
                kronor(one.amount),
            ]
        )
    return _csv(rows)


def _month(month: int) -> str:
    return f"{month // 100}-{month % 100:02}"


def _account(activity: Activity, group: str) -> str:
    return "5011" if group == STAFF else mix(activity.accounts, group)[0][0]


def budget(committee: str, year: int, rows: Iterable[budgets.Row]) -> bytes:
    """A budget file, amounts in kronor."""
    head = ["År", "Datum", "Beslut", "Verksamhet", "Slag", "Kontogrupp", "Enhet", "Belopp"]
    found = [[*head, "Fördelning", *_MONTHS]]
    for row in rows:
        own = [kronor(month) for month in row.months] if row.months else [""] * 12
        spread = "egna månader" if row.months else "tolftedelar"
        group = GROUP_NAMES.get(row.group, "")
        name = _name(committee, row.activity)
        cells = [str(year), row.date, row.decision, name, row.side, group, "kr", kronor(row.year)]
        found.append([*cells, spread, *own])
    return _csv(found)


def forecast(committee: str, rows: Iterable[forecasts.Row]) -> bytes:
    """A forecast file, amounts in kronor."""
    head = ["Månad", "Verksamhet", "Slag", "Kontogrupp", "Enhet", "Belopp", "Lämnad", "Lämnad av"]
    found = [[*head, "Kommentar"]]
    for row in rows:
        side = SIDE_OF.get(row.group, "netto")
        name = _name(committee, row.activity)
        cells = [row.month, name, side, GROUP_NAMES.get(row.group, ""), "kr", kronor(row.amount)]
        found.append([*cells, row.given, row.author, row.comment])
    return _csv(found)


def proposal(
    committee: str, year: int, version: str, after: str, rows: Iterable[proposals.Row]
) -> bytes:
    """A proposal file, amounts in tkr."""
    found = [["År", "Version", "Efter", "Verksamhet", "Slag", "Kontogrupp", "Enhet", "Belopp"]]
    for row in rows:
        group, amount = GROUP_NAMES.get(row.group, ""), str(row.amount // TKR)
        name = _name(committee, row.activity)
        found.append([str(year), version, after, name, row.side, group, "tkr", amount])
    return _csv(found)


def known_items(rows: Iterable[known.Row]) -> bytes:
    """A file of known items, amounts in kronor."""
    head = ["Post", "Slag", "Benämning", "Månad", "Verksamhet", "Kontogrupp", "Enhet", "Belopp"]
    found = [[*head, "Referens", "Orsak", "Väntas"]]
    for row in rows:
        name, group = _name(known.COMMITTEE, row.activity), GROUP_NAMES.get(row.group, "")
        cells = [row.item, row.kind, row.name, row.month, name, group, "kr", row.amount]
        found.append([*cells, row.reference, row.reason, row.expected])
    return _csv(found)


def decisions(rows: Iterable[carry_overs.Row]) -> bytes:
    """A file of decisions on results, amounts in kronor."""
    head = ["År", "Datum", "Beslut", "Nämnd", "Enhet", "Resultat", "Överförs", "Avskrivs"]
    found = [head]
    for row in rows:
        amounts = (row.result, row.carried, row.written_off)
        said = [str(row.year), row.decided, row.decision, row.committee, "kr"]
        found.append([*said, *map(str, amounts)])
    return _csv(found)


def _name(committee: str, key: str) -> str:
    if key == CONTINGENCY:
        return "Buffert"
    return next(a.name for a in ACTIVITIES[committee] if a.key == key)
