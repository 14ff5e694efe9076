"""Received refugees: a row for each person, with the day of reception (docs/registerutdrag.md)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from uppsikt.registers.countries import COUNTRIES
from uppsikt.registers.register import Cells, Column, Kind, Register

SEXES: Mapping[str, str] = {"kvinna": "woman", "man": "man"}
"""The sexes by the words for them."""
_OLDEST = 115
_MOST_SCHOOL = 30


def _odd(row: Cells) -> str:
    received, born, school = row["received"], row["born"], row["school"]
    assert isinstance(received, date)
    assert isinstance(born, int)
    age = received.year - born
    if age < 0:
        return "personen är mottagen före sitt födelseår"
    if age > _OLDEST:
        return f"personen skulle vara över {_OLDEST} år"
    if isinstance(school, int) and school > age:
        return "fler år i skolan än personen har levat"
    return ""


REFUGEES = Register(
    key="refugees",
    label="Mottagna flyktingar",
    columns=(
        Column(
            "Person", "person", Kind.IDENTITY,
            "personens beteckning: ärendenummer eller personnummer. Sparas aldrig, bara som en "
            "nyckelberoende kod", "P-0001",
        ),
        Column("Mottagen", "received", Kind.DAY, "dagen då personen togs emot", "2022-10-03"),
        Column("Kön", "sex", Kind.CHOICE, "kvinna eller man", "kvinna", choices=SEXES),
        Column("Födelseår", "born", Kind.COUNT, "fyra siffror", "1988", least=1870, most=2200),
        Column("Land", "country", Kind.CHOICE, "ursprungsland", "Syrien", choices=COUNTRIES),
        Column(
            "År i skolan", "school", Kind.COUNT,
            f"hela år i skolan, 0–{_MOST_SCHOOL}; tomt om det inte är känt", "9",
            needed=False, most=_MOST_SCHOOL,
        ),
    ),
    one_of=("person",),
    twice="personen står två gånger",
    kept_months=36,
    odd=_odd,
    when="received",
)  # fmt: skip
