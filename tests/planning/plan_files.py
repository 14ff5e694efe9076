"""Budget and forecast files of the tiny city, and how they are given and read back."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from sources.city import NOW
from uppsikt.figures import Period
from uppsikt.planning import selectors
from uppsikt.planning.intake import PlanOutcome
from uppsikt.planning.rules import BudgetBook, ForecastRow
from uppsikt.planning.services import import_budget, import_forecasts
from uppsikt.platform.access.rules import COMMAND_LINE, OPERATOR, PUBLIC

YEAR = Period.whole_year(2022)
BUDGET = "År;Datum;Beslut;Verksamhet;Slag;Kontogrupp;Enhet;Belopp;Fördelning\n"
FIRST = "2022;2021-11-25;Budget;Ekonomiskt bistånd;kostnad;Kostnader;tkr;-1200;tolftedelar\n"
CHANGE = "2022;2022-09-22;Ramjustering;bistand;kostnad;Kostnader;tkr;-50;tolftedelar\n"
FORECAST = "Månad;Verksamhet;Slag;Kontogrupp;Enhet;Belopp;Lämnad;Lämnad av;Kommentar\n"


TABLES = """
[[kommunbidrag]]
ar = 2022
datum = 2021-11-25
belopp = "252 900 tkr"
beslut = "Budget"

[[kommunbidrag]]
ar = 2022
datum = 2022-09-22
belopp = "50 tkr"

[[kommunbidrag]]
ar = 2021
datum = 2020-11-25
belopp = "100 tkr"
till_och_med = "2021-08"

[[budget]]
fil = "budget.csv"

[[resultatpost]]
ar = 2022
datum = 2022-01-01
slag = "ackumulerat resultat"
belopp = "3 000 tkr"

[[ej_bokford]]
nyckel = "hyra"
namn = "hyra"
period = "2022-10"
belopp = "−6 000 tkr"
orsak = "Fakturan har inte kommit."
verksamhet = "Arbete"
"""


def give_budget(folder: Path, text: str, *, accept: bool = False) -> PlanOutcome:
    path = folder / "budget.csv"
    path.write_text(text, encoding="utf-8")
    return import_budget(actor=COMMAND_LINE, now=NOW, path=path, committee="arbete", accept=accept)


def give_forecast(folder: Path, *rows: str, now: datetime = NOW) -> PlanOutcome:
    path = folder / "prognos.csv"
    path.write_text(FORECAST + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return import_forecasts(actor=COMMAND_LINE, now=now, path=path, committee="arbete")


def budget(as_of: date = date(2022, 12, 31)) -> BudgetBook:
    return selectors.budget(reader=OPERATOR, committee="arbete", year=2022, as_of=as_of)


def current() -> dict[str, ForecastRow]:
    rows = selectors.forecasts(
        reader=PUBLIC, committee="arbete", year=2022, month=Period.month(2022, 10)
    )
    return {row.activity: row for row in rows}
