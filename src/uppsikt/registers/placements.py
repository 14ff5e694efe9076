"""Placements and open care: a row for each spell of a person's care (docs/registerutdrag.md)."""

from __future__ import annotations

from collections.abc import Mapping

from uppsikt.registers.register import Cells, Column, Kind, Register

CHILD, ADULT, ALONE = "child", "adult", "alone"
FAMILY, EMERGENCY, OPEN = "family", "emergency", "open"
OWN, BOUGHT = "own", "bought"

GROUPS: Mapping[str, str] = {
    "barn och unga 0-20": CHILD,
    "vuxna över 20": ADULT,
    "ensamkommande barn": ALONE,
}
"""Whom care is for, as the committees' own reports divide them: each person is in one of them."""

CARE: Mapping[str, str] = {
    "familjehem": FAMILY,
    "jourhem": EMERGENCY,
    "hvb": "hvb",
    "stödboende": "supported",
    "skyddat boende": "protected",
    "sis-institution": "sis",
    "annan heldygnsvård": "other",
    "öppenvård": OPEN,
}
"""Kinds of care; all but the last are around the clock. A list of our own choice, after the kinds
of placement in the social services act: free words could point out a person or a home."""

SUPPLIERS: Mapping[str, str] = {"egen": OWN, "köpt": BOUGHT}
"""Own or bought. Which home or company is not taken: a family home is a person."""


def _nothing_odd(_row: Cells) -> str:
    return ""


PLACEMENTS = Register(
    key="placements",
    label="Placeringar",
    columns=(
        Column(
            "Person", "person", Kind.IDENTITY,
            "personens beteckning, samma i alla rader: ärendenummer eller personnummer. Sparas "
            "aldrig, bara som en nyckelberoende kod", "P-0001",
        ),
        Column("Vård", "care", Kind.CHOICE, "vårdens slag", "familjehem", choices=CARE),
        Column(
            "Grupp", "client_group", Kind.CHOICE, "vem vården är för", "barn och unga 0-20",
            choices=GROUPS,
        ),
        Column("Från", "begins", Kind.DAY, "första dygnet som betalas", "2023-02-01"),
        Column(
            "Till", "ends", Kind.DAY,
            "sista dygnet som betalas; tomt så länge vården pågår", "2023-05-31",
            needed=False, may_come=True,
        ),
        Column("Utförare", "supplier", Kind.CHOICE, "egen eller köpt", "köpt", choices=SUPPLIERS),
        Column(
            "Dygnspris", "price", Kind.MONEY,
            "vad ett dygn kostar, i kronor; 0 om inget betalas per dygn", "2150", most=5_000_000,
        ),
    ),
    one_of=("person", "care", "begins"),
    twice="personen står två gånger med samma vård från samma dag",
    kept_months=36,
    odd=_nothing_odd,
    when="begins",
    last="ends",
    alone=("person", "care"),
)  # fmt: skip
