"""Reading a file of known items (docs/kanda-poster.md)."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from uppsikt.figures import Side, Unit, value_text
from uppsikt.organisation.faults import refuse
from uppsikt.planning.files import Names, PlanFault, PlanFaults, Row
from uppsikt.planning.known_item_rules import KIND_TEXTS, KnownItem, KnownKind

COLUMNS = ("Post", "Slag", "Benämning", "Månad", "Verksamhet", "Enhet", "Belopp")
OPTIONAL = ("Kontogrupp", "Motpart", "Referens", "Orsak", "Väntas", "Återtagen")
TOLD = ("Återfört", "Kvar", "Läge", "Dagar", "Verifikationer")
"""Columns of what `uppsikt known` writes: how an item stood then. They are not read."""
AMOUNTS = ("Belopp",)

_KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")
_LONGEST = {"Benämning": 200, "Motpart": 200, "Referens": 100}
_LEAST_REFERENCE = 4
_YES_NO = {"": False, "nej": False, "ja": True}
_SIDES = {KnownKind.COST: Side.COST, KnownKind.INCOME: Side.INCOME, KnownKind.COMMITMENT: Side.COST}


def known_items(
    file: str, rows: Sequence[Row], names: Names, elsewhere: Collection[str]
) -> tuple[KnownItem, ...]:
    """The items of the file, in its order. Raises PlanFault(s).

    `elsewhere` are the keys of the items that the set-up file has.
    """
    faults: list[PlanFault] = []
    found: dict[str, tuple[Row, KnownItem]] = {}
    for row in rows:
        try:
            item = _item(row, names, elsewhere)
            if item.key in found:
                row.fault(
                    f"Posten ”{item.key}” står två gånger.",
                    values=[f"rad {found[item.key][0].number}", f"rad {row.number}"],
                    todo="Ge varje post ett eget nummer, eller ta bort den ena raden.",
                    column="Post",
                )
        except PlanFault as fault:
            faults.append(fault)
        else:
            found[item.key] = row, item
    refuse(file, faults, PlanFaults)
    return tuple(item for _, item in found.values())


def _item(row: Row, names: Names, elsewhere: Collection[str]) -> KnownItem:
    key, kind, month = _key(row, elsewhere), row.choice("Slag", KIND_TEXTS), row.month("Månad")
    of_year = names.of_year(month.year)
    line = row.line(of_year)
    if line.is_contingency:
        what = f"”{line.name}” är en buffert och har aldrig något utfall."
        row.fault(what, todo="Ange verksamheten där posten bokförs.", column="Verksamhet")
    return KnownItem(
        key=key,
        kind=kind,
        name=_needed(row, "Benämning"),
        activity=line.key,
        group=row.group(of_year, _SIDES[kind], line),
        month=month.first_month,
        amount=_amount(row, kind),
        counterpart=_text(row, "Motpart"),
        reference=_reference(row),
        reason=row.text("Orsak"),
        expected=row.day("Väntas").isoformat() if row.text("Väntas") else "",
        withdrawn=row.choice("Återtagen", _YES_NO),
    )


def _key(row: Row, elsewhere: Collection[str]) -> str:
    key = row.text("Post").casefold()
    if not _KEY.fullmatch(key):
        row.fault(
            f"”{row.text('Post')}” kan inte vara en posts nummer.",
            todo="Använd bokstäverna a–z, siffror, - och _, till exempel K-2022-14.",
            column="Post",
        )
    if key in elsewhere:
        row.fault(
            f"Posten ”{key}” finns redan i installationsfilen, under [[ej_bokford]].",
            todo="Ge posten ett annat nummer, eller ta bort den ur installationsfilen.",
            column="Post",
        )
    return key


def _amount(row: Row, kind: KnownKind) -> int:
    """The amount, with the sign of its kind."""
    amount = row.money("Belopp")
    if amount * kind.sign <= 0:
        sign = "utan minustecken" if kind.sign > 0 else "med minustecken"
        row.fault(
            f"Belopp: {value_text(amount, Unit.KR)} passar inte för slaget {kind.text}.",
            values=[row.text("Belopp")],
            todo=f"Skriv beloppet {sign}: kostnader och åtaganden är negativa, intäkter positiva.",
            column="Belopp",
        )
    return amount


def _reference(row: Row) -> str:
    """What the voucher's text will hold; a short one would be found in any text."""
    text = _text(row, "Referens")
    if text and (len(text) < _LEAST_REFERENCE or not any(sign.isdigit() for sign in text)):
        row.fault(
            f"Referens: ”{text}” är för kort eller saknar siffra, och kan stå i vilken "
            "verifikation som helst.",
            todo="Skriv fakturans, orderns eller avtalets nummer, minst fyra tecken, eller lämna "
            "kolumnen tom.",
            column="Referens",
        )
    return text


def _needed(row: Row, column: str) -> str:
    text = _text(row, column)
    if not text:
        row.fault(f"{column} saknas.", todo="Skriv vad posten är, i ord.", column=column)
    return text


def _text(row: Row, column: str) -> str:
    text = row.text(column)
    if len(text) > _LONGEST[column]:
        what = f"{column} är längre än {_LONGEST[column]} tecken."
        row.fault(what, todo="Korta texten.", column=column)
    return text
