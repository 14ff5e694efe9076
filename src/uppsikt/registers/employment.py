"""Subsidised employment: a row for each employment, with its days (docs/registerutdrag.md)."""

from __future__ import annotations

from collections.abc import Mapping

from uppsikt.registers.register import Cells, Column, Kind, Register

FORMS: Mapping[str, str] = {
    "trygghetsanställning": "security",
    "osa": "sheltered",
    "utvecklingsanställning": "development",
    "nystartsjobb": "new_start",
    "introduktionsjobb": "introduction",
    "extratjänst": "extra",
    "lönebidrag": "wage_subsidy",
}
"""The forms by the words for them, in the order of the committees' own tables."""

YES, NO = "yes", "no"
_YES_NO = {"ja": YES, "nej": NO}
_MOST = 10_000_000
"""A hundred thousand kronor a month, in öre."""


def _odd(row: Cells) -> str:
    wage, support = row["wage"], row["support"]
    assert isinstance(wage, int)
    assert isinstance(support, int)
    return "det statliga stödet är större än lönekostnaden" if support > wage else ""


EMPLOYMENT = Register(
    key="employment",
    label="Arbetsmarknadsanställningar",
    columns=(
        Column(
            "Person", "person", Kind.IDENTITY,
            "personens beteckning, samma i alla rader: ärendenummer eller personnummer. Sparas "
            "aldrig, bara som en nyckelberoende kod", "P-0001",
        ),
        Column(
            "Form", "form", Kind.CHOICE, "anställningens form", "nystartsjobb", choices=FORMS
        ),
        Column("Från", "first", Kind.DAY, "första anställningsdagen", "2022-03-01"),
        Column(
            "Till", "last", Kind.DAY,
            "sista anställningsdagen, också en som är planerad; tom om ingen är bestämd",
            "2023-02-28", needed=False, may_come=True,
        ),
        Column(
            "Lönekostnad", "wage", Kind.MONEY,
            "lön med arbetsgivaravgift för en hel månad, i kronor, större än noll, högst 100 000",
            "27400", least=1, most=_MOST,
        ),
        Column(
            "Statligt stöd", "support", Kind.MONEY,
            "statens stöd till lönen för en hel månad, i kronor, utan stöd till handledare; 0 om "
            "det inte finns något", "14350", most=_MOST,
        ),
        Column(
            "Växlat bidrag mot lön", "switched", Kind.CHOICE,
            "ja om personen försörjdes med ekonomiskt bistånd när anställningen började, "
            "annars nej", "ja", choices=_YES_NO,
        ),
    ),
    one_of=("person", "first"),
    twice="personen står två gånger med samma första dag",
    kept_months=36,
    odd=_odd,
    when="first",
    last="last",
    alone=("person",),
)  # fmt: skip
