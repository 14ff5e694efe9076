"""Holiday work: a row for each young person who applied for a year (docs/registerutdrag.md)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from uppsikt.registers.register import Cells, Column, Kind, Register

GROUPS: Mapping[str, str] = {
    "årskurs 9": "nine",
    "gymnasiet år 1": "upper_one",
    "gymnasiet år 2": "upper_two",
    "annan": "other",
}
"""What they have just finished, as the committees offer holiday work; a list of our own choice."""

FIRST_MONTH = 10
"""Applications for a year come in from October of the year before."""


def _odd(row: Cells) -> str:
    year, applied, offered, accepted = (
        row[name] for name in ("year", "applied", "offered", "accepted")
    )
    assert isinstance(year, int)
    assert isinstance(applied, date)
    if not date(year - 1, FIRST_MONTH, 1) <= applied <= date(year, 12, 31):
        return "ansökan är varken från feriearbetets år eller hösten före"
    if isinstance(offered, date) and offered < applied:
        return "platsen är erbjuden före ansökan"
    if isinstance(accepted, date) and not isinstance(offered, date):
        return "personen har tackat ja utan att vara erbjuden en plats"
    if isinstance(accepted, date) and isinstance(offered, date) and accepted < offered:
        return "personen har tackat ja före erbjudandet"
    return ""


HOLIDAY = Register(
    key="holiday",
    label="Feriearbete",
    columns=(
        Column(
            "Person", "person", Kind.IDENTITY,
            "personens beteckning: ärendenummer eller personnummer. Sparas aldrig, bara som en "
            "nyckelberoende kod", "P-0001",
        ),
        Column(
            "År", "year", Kind.COUNT, "feriearbetets år, fyra siffror", "2022",
            least=1990, most=2200,
        ),
        Column(
            "Grupp", "pupils", Kind.CHOICE, "vad personen just har gått ut", "årskurs 9",
            choices=GROUPS,
        ),
        Column("Sökt", "applied", Kind.DAY, "dagen då ansökan kom in", "2022-02-14"),
        Column(
            "Erbjuden", "offered", Kind.DAY, "dagen då en plats erbjöds; tomt om ingen har det",
            "2022-04-20", needed=False,
        ),
        Column(
            "Tackat ja", "accepted", Kind.DAY, "dagen för svaret ja; tomt utan ett sådant",
            "2022-04-28", needed=False,
        ),
    ),
    one_of=("person", "year"),
    twice="personen står två gånger samma år",
    kept_months=36,
    odd=_odd,
    when="applied",
    begins=FIRST_MONTH,
    ages=(13, 25),
)  # fmt: skip
