"""Budgets, forecasts and the plan tables of a set-up file, through the services."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from planning.plan_files import (
    BUDGET,
    CHANGE,
    FIRST,
    TABLES,
    YEAR,
    budget,
    current,
    give_budget,
    give_forecast,
)
from sources.city import NOW, WORK, aid, load, set_up, sie
from uppsikt.figures import MISSING, NOT_COMPUTABLE, Period, Side
from uppsikt.ledger import LedgerError
from uppsikt.organisation.selectors import UnknownCommittee
from uppsikt.organisation.setup_file import SetupFault
from uppsikt.planning import models, selectors
from uppsikt.planning.carry_over_selectors import carried_over
from uppsikt.planning.files import PlanFault, PlanFaults
from uppsikt.planning.known_item_selectors import known
from uppsikt.planning.services import (
    OtherDecisions,
    import_budget,
    import_forecasts,
)
from uppsikt.platform.access.rules import COMMAND_LINE, OPERATOR, Actor, NotAllowed
from uppsikt.platform.audit.models import Entry
from uppsikt.platform.data_folder import DataFolder
from uppsikt.platform.stores import current_store

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "DATA_FOLDER", DataFolder(tmp_path / "data"))
    set_up(tmp_path)


def test_decisions_add_up_and_later_ones_are_not_known_before(tmp_path: Path) -> None:
    assert give_budget(tmp_path, BUDGET + FIRST + CHANGE).status == "new"
    assert budget(date(2022, 5, 31)).value(YEAR) == -120_000_000
    assert budget(date(2022, 10, 31)).value(YEAR) == -125_000_000
    assert budget(date(2021, 1, 1)).value(YEAR) is MISSING
    assert budget().value(YEAR, activity="bistand", group="kostnader") == -125_000_000


def test_the_same_budget_twice_changes_nothing(tmp_path: Path) -> None:
    give_budget(tmp_path, BUDGET + FIRST)
    entries = Entry.objects.count()
    assert give_budget(tmp_path, BUDGET + FIRST).status == "unchanged"
    assert models.BudgetRevision.objects.count() == 1
    assert Entry.objects.count() == entries


def test_a_corrected_budget_takes_its_place_and_the_old_stays(tmp_path: Path) -> None:
    give_budget(tmp_path, BUDGET + FIRST)
    assert give_budget(tmp_path, BUDGET + FIRST.replace("1200", "1300")).status == "replaced"
    assert budget().value(YEAR) == -130_000_000
    old = models.BudgetRevision.objects.exclude(replaced_at=None).get()
    assert old.rows.get().amount == -120_000_000


def test_another_decision_of_the_same_day_is_not_lost_in_silence(tmp_path: Path) -> None:
    give_budget(tmp_path, BUDGET + FIRST)
    other = BUDGET + FIRST.replace(";Budget;", ";Ny budget;")
    with pytest.raises(OtherDecisions, match="”Budget”"):
        give_budget(tmp_path, other)
    assert budget().value(YEAR) == -120_000_000
    outcome = give_budget(tmp_path, other, accept=True)
    assert "”Budget”" in str(outcome)
    assert models.BudgetRevision.objects.get(replaced_at=None).accepted


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("Ekonomiskt bistånd", "Ekonomiskt bistand", "Menade du någon av dessa: Ekonomiskt"),
        ("Ekonomiskt bistånd", "Bidrag", "lägg det gamla namnet som alias i installationsfilen."),
        ("kostnad;", "utgift;", "intäkt, kostnad, netto"),
        ("kostnad;Kostnader", "intäkt;Kostnader", "är kostnad, men raden är intäkt"),
        ("Kostnader", "Personal", "Kontogruppen ”Personal” finns inte"),
        ("tkr", "dollar", "kr, tkr eller mnkr"),
        ("-1200", "-1.200", "tusental"),
        ("-1200", "", "Belopp"),
        ("-1200", "-99999999999999", "orimligt"),
        ("2021-11-25", "25/11", "ingen dag"),
        ("2022;2021", "22;2021", "inget år"),
        ("tolftedelar", "jämnt", "Fördelning"),
        ("Ekonomiskt bistånd;kostnad;Kostnader", "Buffert;kostnad;Kostnader", "buffert"),
    ],
)
def test_a_fault_names_its_row(tmp_path: Path, old: str, new: str, says: str) -> None:
    with pytest.raises(PlanFault) as fault:
        give_budget(tmp_path, BUDGET + FIRST.replace(old, new, 1))
    assert "budget.csv, rad 2" in str(fault.value)
    assert says in str(fault.value)
    assert not models.BudgetRevision.objects.exists()


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(PlanFaults, match="2 fel"):
        give_budget(tmp_path, BUDGET + FIRST.replace("tkr", "") + CHANGE.replace("tkr", ""))


@pytest.mark.parametrize("text", ["", "a;b\n1;2\n", BUDGET])
def test_what_is_no_budget_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises((LedgerError, PlanFault)):
        give_budget(tmp_path, text)


MONTHS = "Jan;Feb;Mar;Apr;Maj;Jun;Jul;Aug;Sep;Okt;Nov;Dec"


def test_own_months_must_sum_to_the_year(tmp_path: Path) -> None:
    head = BUDGET.replace("Fördelning", f"Fördelning;{MONTHS}")
    row = FIRST.replace("tolftedelar\n", "egna månader;0;0;0;0;0;-700;-500;0;0;0;0;0\n")
    give_budget(tmp_path, head + row)
    assert budget().value(Period.to_date(2022, 5)) == 0
    assert budget().value(Period.to_date(2022, 10)) == -120_000_000
    with pytest.raises(PlanFault, match="skillnad"):
        give_budget(tmp_path, head + row.replace("-500", "-501"))
    with pytest.raises(PlanFault, match="annan fördelning"):
        give_budget(tmp_path, head + row.replace("egna månader", "tolftedelar"))


def test_last_years_shape_follows_last_years_vouchers(tmp_path: Path) -> None:
    give_budget(tmp_path, BUDGET + FIRST.replace("tolftedelar", "förra årets form"))
    assert budget().value(Period.to_date(2022, 6)) is NOT_COMPUTABLE
    vouchers = [aid(f"2021{month:02}15", 300 if month == 6 else 100) for month in range(1, 13)]
    load(tmp_path, sie(*vouchers, year=2021))
    assert budget().value(Period.to_date(2022, 5)) == -120_000_000 * 5 // 14
    assert budget().value(Period.to_date(2022, 6)) == -120_000_000 * 8 // 14
    assert budget().value(YEAR) == -120_000_000


def test_a_forecast_by_net_by_side_and_by_group(tmp_path: Path) -> None:
    outcome = give_forecast(
        tmp_path,
        "2022-10;Ekonomiskt bistånd;netto;;tkr;-60000;2022-11-07;Enhetschef;Fler hushåll.",
        "2022-10;Arbete;intäkt;Intäkter;tkr;100;2022-11-07;;",
        "2022-10;Arbete;kostnad;Kostnader;tkr;-300;2022-11-07;;",
    )
    assert (outcome.status, outcome.rows) == ("new", 2)
    aided, work = current()["bistand"], current()["arbete"]
    assert (aided.net, aided.income, aided.groups) == (-6_000_000_000, None, {})
    assert (aided.author, aided.comment) == ("Enhetschef", "Fler hushåll.")
    assert (work.net, work.income, work.cost) == (-20_000_000, 10_000_000, -30_000_000)
    assert work.groups == {"intakter": 10_000_000, "kostnader": -30_000_000}


def test_a_new_forecast_overwrites_none(tmp_path: Path) -> None:
    first = "2022-10;bistand;netto;;kr;-1;2022-11-07;;"
    second = "2022-10;bistand;netto;;kr;-2;2022-11-08;;"
    give_forecast(tmp_path, first)
    assert give_forecast(tmp_path, first).status == "unchanged"
    give_forecast(tmp_path, second)
    assert current()["bistand"].net == -200
    assert give_forecast(tmp_path, first).status == "unchanged"  # an older file read once more
    assert current()["bistand"].net == -200
    history = selectors.forecast_history(reader=OPERATOR, committee="arbete", year=2022)
    assert [row.net for row in history] == [-100, -200]


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (["2022-10;bistand;intäkt;;kr;1;;;"], "bara det ena slaget"),
        (
            ["2022-10;bistand;netto;;kr;-5;;;", "2022-10;bistand;intäkt;;kr;1;;;",
             "2022-10;bistand;kostnad;;kr;-7;;;"],
            "samma netto",
        ),
        (
            ["2022-10;bistand;netto;;kr;-5;;;", "2022-10;bistand;kostnad;;kr;-5;;;",
             "2022-10;bistand;kostnad;Kostnader;kr;-6;;;"],
            "kontogrupperna",
        ),
        (["2022-10;bistand;netto;;kr;1;;;"] * 2, "två gånger"),
        (["2022;bistand;netto;;kr;1;;;"], "ingen månad"),
    ],
)  # fmt: skip
def test_forecasts_that_do_not_agree_are_refused(
    tmp_path: Path, rows: list[str], says: str
) -> None:
    with pytest.raises((PlanFault, PlanFaults), match=says):
        give_forecast(tmp_path, *rows)
    assert not models.Forecast.objects.exists()


def test_splits_that_differ_are_told_in_the_unit_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(PlanFault) as fault:
        give_forecast(
            tmp_path,
            "2022-10;bistand;netto;;tkr;-4700;;;",
            "2022-10;bistand;intäkt;;tkr;1,5;;;",
            "2022-10;bistand;kostnad;;tkr;-4600;;;",
        )
    assert fault.value.values[:2] == (
        "netto −4\N{NO-BREAK SPACE}700\N{NO-BREAK SPACE}tkr",
        "intäkt och kostnad −4\N{NO-BREAK SPACE}598,5\N{NO-BREAK SPACE}tkr",
    )


def test_one_is_told_in_the_singular(tmp_path: Path) -> None:
    one = "2022-10;bistand;netto;;kr;-1;2022-11-07;;"
    assert "1 prognos inläst." in str(give_forecast(tmp_path, one))
    two = [one.replace("-1;", "-2;"), one.replace("bistand", "arbete")]
    assert "2 prognoser inlästa." in str(give_forecast(tmp_path, *two))
    assert "1 budgetrad inläst." in str(give_budget(tmp_path, BUDGET + FIRST))
    assert "1 budgetrad inläst." in str(give_budget(tmp_path, BUDGET + FIRST + CHANGE))


def test_net_and_one_side_give_the_other(tmp_path: Path) -> None:
    give_forecast(tmp_path, "2022-10;bistand;netto;;kr;-5;;;", "2022-10;bistand;intäkt;;kr;2;;;")
    assert (current()["bistand"].income, current()["bistand"].cost) == (200, -700)


def test_the_plan_tables_of_a_set_up_file(tmp_path: Path) -> None:
    (tmp_path / "budget.csv").write_text(BUDGET + FIRST, encoding="utf-8")
    set_up(tmp_path, WORK + TABLES)
    october = date(2022, 10, 31)
    grant = selectors.grant(reader=OPERATOR, committee="arbete", year=2022, as_of=october)
    assert grant.year == 25_295_000_000
    assert [revision.amount for revision in grant.revisions] == [25_290_000_000, 5_000_000]
    assert grant.to_date(Period.to_date(2022, 6)) == 12_647_500_000
    may = selectors.grant(reader=OPERATOR, committee="arbete", year=2022, as_of=date(2022, 5, 31))
    assert may.year == 25_290_000_000
    stated = selectors.grant(reader=OPERATOR, committee="arbete", year=2021, as_of=october)
    assert stated.to_date(Period.to_date(2021, 8)) == 10_000_000
    assert stated.year is MISSING
    (one,) = known(
        reader=OPERATOR, store=current_store(), committee="arbete", month=Period.month(2022, 10)
    )
    assert (one.item.name, one.item.activity) == ("hyra", "arbete")
    assert one.standing.remaining == -600_000_000
    items = selectors.result_items(reader=OPERATOR, committee="arbete", year=2022, as_of=october)
    assert (items.earmarked, items.approved_use) == (MISSING, MISSING)
    carried = carried_over(reader=OPERATOR, committee="arbete", as_of=october)
    assert (carried.opening(2022), carried.opening(2021)) == (300_000_000, MISSING)


def test_plan_tables_set_up_twice_change_nothing_and_once_gone_are_gone(tmp_path: Path) -> None:
    (tmp_path / "budget.csv").write_text(BUDGET + FIRST, encoding="utf-8")
    set_up(tmp_path, WORK + TABLES)
    entries = Entry.objects.count()
    set_up(tmp_path, WORK + TABLES)
    assert Entry.objects.count() == entries
    set_up(tmp_path, WORK)
    assert not models.Grant.objects.exists()
    assert budget().value(YEAR) == -120_000_000  # a decided budget is not undone by silence


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('belopp = "50 tkr"', 'belopp = "50"', "enhet"),
        ('belopp = "50 tkr"', "belopp = 50", "citattecken"),
        ('till_och_med = "2021-08"', 'till_och_med = "2022-08"', "ligger inte i år 2021"),
        ('slag = "ackumulerat resultat"', 'slag = "vinst"', "godkänt ianspråktagande"),
        ('verksamhet = "Arbete"', 'verksamhet = "Arbeta"', "Menade du"),
        ('verksamhet = "Arbete"', 'aterfors = "2022-09"', "inte efter"),
        ('fil = "budget.csv"', 'fil = "borta.csv"', "finns inte"),
    ],
)
def test_a_fault_in_a_plan_table_names_its_line(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    (tmp_path / "budget.csv").write_text(BUDGET + FIRST, encoding="utf-8")
    text = WORK + TABLES.replace(old, new)
    with pytest.raises(SetupFault, match=says) as fault:
        set_up(tmp_path, text)
    line = text[: text.index(new)].count("\n") + 1
    assert f"namnd.toml, rad {line}" in str(fault.value)
    assert not models.Grant.objects.exists()


def test_a_line_with_a_budget_may_not_just_vanish(tmp_path: Path) -> None:
    give_budget(tmp_path, BUDGET + FIRST)
    with pytest.raises(SetupFault, match="bistand"):
        set_up(tmp_path, WORK.replace('nyckel = "bistand"', 'nyckel = "nytt"'))


def test_rights_and_unknown_committee(tmp_path: Path) -> None:
    path = tmp_path / "budget.csv"
    path.write_text(BUDGET + FIRST, encoding="utf-8")
    nobody = Actor("någon")
    with pytest.raises(NotAllowed):
        import_budget(actor=nobody, now=NOW, path=path, committee="arbete")
    with pytest.raises(NotAllowed):
        import_forecasts(actor=nobody, now=NOW, path=path, committee="arbete")
    with pytest.raises(UnknownCommittee, match="arbete"):
        import_budget(actor=COMMAND_LINE, now=NOW, path=path, committee="arbetet")


def test_income_of_the_budget_is_zero_where_only_costs_stand(tmp_path: Path) -> None:
    give_budget(tmp_path, BUDGET + FIRST)
    assert budget().value(YEAR, activity="bistand", side=Side.INCOME) == 0
