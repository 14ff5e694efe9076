"""Social assistance paid: a row for each household and month (docs/registerutdrag.md)."""

from __future__ import annotations

from collections.abc import Mapping

from uppsikt.registers.register import Cells, Column, Kind, Register

CAUSES: Mapping[str, str] = {
    "arbetslös utan ersättning": "unemployed",
    "arbetslös med otillräcklig ersättning": "unemployed_low",
    "sjuk utan ersättning": "ill",
    "sjuk med otillräcklig ersättning": "ill_low",
    "sjuk- eller aktivitetsersättning som inte räcker": "disability_low",
    "sociala skäl": "social",
    "språkhinder": "language",
    "föräldraledig": "parent",
    "arbetar deltid": "part_time",
    "arbetar heltid": "full_time",
    "utan försörjningshinder": "none",
    "annan": "other",
}
"""The causes by the words for them, after Socialstyrelsen's statistics of obstacles to support.

A list of our own choice: free words could point out a person.
"""


def _odd(row: Cells) -> str:
    if row["adults"] == 0 and row["children"] == 0:
        return "hushållet har varken vuxna eller barn"
    return ""


ASSISTANCE = Register(
    key="assistance",
    label="Ekonomiskt bistånd",
    columns=(
        Column(
            "Hushåll", "household", Kind.IDENTITY,
            "hushållets beteckning, samma i alla månader: ärendenummer eller sökandens "
            "personnummer. Sparas aldrig, bara som en nyckelberoende kod", "H-0001",
        ),
        Column("Månad", "month", Kind.MONTH, "månaden som biståndet är utbetalat", "2022-10"),
        Column(
            "Belopp", "amount", Kind.MONEY, "utbetalat i månaden, i kronor, större än noll",
            "8120,50", least=1, most=50_000_000,
        ),
        Column("Vuxna", "adults", Kind.COUNT, "vuxna i hushållet, 0–10", "1", most=10),
        Column("Barn", "children", Kind.COUNT, "barn i hushållet, 0–20", "2", most=20),
        Column(
            "Orsak", "cause", Kind.CHOICE,
            "det främsta hindret för egen försörjning; tomt om det inte är uppgivet",
            "språkhinder", needed=False, choices=CAUSES,
        ),
    ),
    one_of=("household", "month"),
    twice="hushållet står två gånger i månaden",
    kept_months=36,
    odd=_odd,
)  # fmt: skip
