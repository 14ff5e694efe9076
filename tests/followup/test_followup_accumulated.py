"""The accumulated result in reports carries over by decision alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from planning.plan_files import BUDGET, FIRST, give_budget
from sources.city import NOW, WORK, aid, fee, load, set_up, sie
from uppsikt.documents import render_json
from uppsikt.figures import IDENTITIES, UNDECIDED, Exact, Period, UppsiktError, Value
from uppsikt.followup.basis.address import CellAddress, column_key, find_cell
from uppsikt.followup.cells.figure_history import cell_history
from uppsikt.followup.cells.history import Cause
from uppsikt.followup.cells.history_words import lines
from uppsikt.followup.report import Report
from uppsikt.followup.services import KEEPER, build_report
from uppsikt.followup.tables.result_years import result_document, result_years, years_table
from uppsikt.planning.carry_overs import import_carry_overs, withdraw_carry_over
from uppsikt.platform.access.rules import COMMAND_LINE, OPERATOR, PUBLIC
from uppsikt.platform.data_folder import DataFolder
from uppsikt.platform.stores import current_store

pytestmark = [pytest.mark.database, pytest.mark.django_db]
LATER = NOW.replace(year=2023)
DECEMBER = Period.month(2022, 12)
GIVEN = """
[[kommunbidrag]]
ar = 2022
datum = 2021-11-25
belopp = "1 200 tkr"

[[kommunbidrag]]
ar = 2023
datum = 2022-11-25
belopp = "1 300 tkr"

[[resultatpost]]
ar = 2022
datum = 2022-01-01
slag = "ackumulerat resultat"
belopp = "1 000 tkr"
"""
HEAD = "År;Datum;Beslut;Nämnd;Enhet;Resultat;Överförs;Avskrivs\n"
DECIDED = "2022;2023-04-20;KF § 51;arbete;tkr;300;200;100\n"
NEXT = FIRST.replace("2022;2021-11-25", "2023;2022-11-25")


@pytest.fixture(autouse=True)
def booked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A grant of 1 200 tkr and 900 tkr used: 300 tkr left of 2022."""
    monkeypatch.setattr(settings, "DATA_FOLDER", DataFolder(tmp_path / "data"))
    set_up(tmp_path, WORK + GIVEN)
    give_budget(tmp_path, BUDGET + FIRST + NEXT)
    whole = sie(aid("20220510", 900_000), fee("20221201", 4), extent="20221231")
    load(tmp_path, whole, "2022.se", now=LATER)
    part = sie(aid("20230510", 400_000), fee("20230501", 4), year=2023, extent="20230531")
    load(tmp_path, part, "2023.se", now=LATER)


def decide(folder: Path, text: str = DECIDED, now: datetime = LATER) -> None:
    path = folder / "resultat.csv"
    path.write_text(HEAD + text, encoding="utf-8")
    import_carry_overs(actor=COMMAND_LINE, now=now, path=path)


def take_back(now: datetime = LATER) -> None:
    withdraw_carry_over(
        actor=COMMAND_LINE, now=now, committee="arbete", year=2022, reason="Återremiss"
    )


def report(form: str = "annual", month: Period = DECEMBER) -> Report:
    return build_report(
        reader=PUBLIC, store=current_store(), committee="arbete", period=month, form=form
    )


def opening(month: Period) -> object:
    found = report("monthly", month).table("samm")
    (row,) = [row for row in found.rows if row.key == "accumulated"]
    cell = row.cells[1]
    return cell.absent if cell.printed is None else cell.printed


def test_nothing_is_carried_before_the_decision(tmp_path: Path) -> None:
    found = report()
    assert [cell.printed for row in found.table("ackumulerat").rows for cell in row.cells] == [
        1000, 300, None, None,
    ]  # fmt: skip
    assert {row.cells[0].absent for row in found.table("ackumulerat").rows[2:]} == {UNDECIDED}
    assert "Resultatet för 2022 är ej beslutat" in found.table("ackumulerat").notes[0]
    assert opening(Period.month(2023, 5)) is UNDECIDED
    assert any("2022 är ej beslutat" in note for note in _summary_notes(2023, 5))


def _summary_notes(year: int, month: int) -> tuple[str, ...]:
    return report("monthly", Period.month(year, month)).table("samm").notes


def test_the_decision_closes_the_year_and_opens_the_next(tmp_path: Path) -> None:
    decide(tmp_path)
    found = report()
    assert [row.cells[0].printed for row in found.table("ackumulerat").rows] == [
        1000, 300, -100, 1200,
    ]  # fmt: skip
    assert "KF § 51" in found.table("ackumulerat").notes[0]
    assert opening(Period.month(2023, 3)) is UNDECIDED  # decided in April
    assert opening(Period.month(2023, 5)) == 1200
    assert any("KF § 51" in note for note in _summary_notes(2023, 5))
    take_back()
    assert opening(Period.month(2023, 5)) is UNDECIDED


AGAIN = DECIDED.replace("KF § 51;arbete;tkr;300;200;100", "KF § 60;arbete;tkr;300;250;50")
MAY = Period.month(2023, 5)
TKR = 100_000


@pytest.mark.parametrize(
    ("form", "month", "table", "row", "place"),
    [
        ("annual", DECEMBER, "ackumulerat", "utgaende", 0),
        ("monthly", MAY, "samm", "accumulated", 1),
    ],
    ids=["what the year leaves", "what the next one begins with"],
)
def test_the_history_tells_each_decision_and_that_one_was_taken_back(
    tmp_path: Path, form: str, month: Period, table: str, row: str, place: int
) -> None:
    column = column_key(report(form, month).table(table).columns[place])
    at = CellAddress("arbete", month, form, table, row, column)

    def value() -> Value:
        made = report(form, month)
        name = find_cell(made.tables, at).name
        assert name is not None
        return made.book.value(name)

    times = [LATER + timedelta(minutes=number) for number in range(1, 5)]
    seen = [value()]
    decide(tmp_path, now=times[0])
    seen.append(value())
    decide(tmp_path, AGAIN, now=times[1])
    seen.append(value())
    take_back(times[2])
    seen.append(value())
    decide(tmp_path, now=times[3])
    seen.append(value())
    told = cell_history(reader=OPERATOR, store=current_store(), address=at)

    assert seen == [UNDECIDED, 1_200 * TKR, 1_250 * TKR, UNDECIDED, 1_200 * TKR]
    steps = told.steps[-4:]
    assert [steps[0].before, *(step.value for step in steps)] == seen
    assert [step.event.text for step in steps] == ["KF § 51", "KF § 60", "KF § 60", "KF § 51"]
    assert [step.event.cause for step in steps] == [
        Cause.CARRY_OVER, Cause.CARRY_OVER, Cause.CARRY_OVER_WITHDRAWN, Cause.CARRY_OVER,
    ]  # fmt: skip
    assert steps[2].event.reasons == ("Återremiss",)
    words = "\n".join(lines(told))
    assert "Resultatreglering KF § 51, beslutad 2023-04-20" in words
    assert "Tillbakatagen resultatreglering KF § 60, beslutad 2023-04-20" in words
    assert "skäl: Återremiss" in words


def test_a_decision_on_another_result_than_the_booked_one_is_told(tmp_path: Path) -> None:
    decide(tmp_path, DECIDED.replace("300;200;100", "320;200;120"))
    found = report().table("ackumulerat")
    assert [row.cells[0].printed for row in found.rows] == [1000, 300, -100, 1200]
    assert any("Beslutet om 2022 räknar med resultatet 320" in note for note in found.notes)
    years = result_years(reader=PUBLIC, store=current_store(), committee="arbete")
    assert any("räknar med resultatet 320" in note for note in years_table(years).notes)


def test_a_deficit_is_carried_with_its_sign(tmp_path: Path) -> None:
    load(tmp_path, sie(aid("20220510", 1_500_000), fee("20221201", 4), extent="20221231"),
         "2022b.se", now=LATER)  # fmt: skip
    decide(tmp_path, DECIDED.replace("300;200;100", "-300;-100;-200"))
    found = report().table("ackumulerat")
    assert [row.cells[0].printed for row in found.rows] == [1000, -300, 200, 900]


def test_without_anything_known_there_is_no_table(tmp_path: Path) -> None:
    set_up(tmp_path, WORK + GIVEN[: GIVEN.index("[[resultatpost]]")])
    assert "ackumulerat" not in [table.key for table in report().tables]
    decide(tmp_path)
    assert [row.cells[0].printed for row in report().table("ackumulerat").rows] == [
        None, 300, -100, None,
    ]  # fmt: skip


@pytest.mark.parametrize("code", ["result_adjustment", "closing_result"])
def test_a_broken_identity_breaks_the_year_end(
    tmp_path: Path, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide(tmp_path)
    right = outcome(lambda: render_json(report().document))
    identity = IDENTITIES[code]

    def wrong(count: int) -> tuple[Exact, ...]:
        weights = identity.weights(count)
        return (-3 * weights[0], *weights[1:])

    monkeypatch.setitem(IDENTITIES, code, replace(identity, weights=wrong))
    monkeypatch.setattr("uppsikt.followup.services._known", lambda _: None)
    KEEPER.forget()
    assert outcome(lambda: render_json(report().document)) != right


def outcome(make: Callable[[], str]) -> str:
    try:
        return make()
    except UppsiktError as fault:
        return str(fault)


def test_the_years_stand_together_with_every_decision(tmp_path: Path) -> None:
    decide(tmp_path)
    decide(tmp_path, DECIDED.replace("200;100", "250;50"))
    years = result_years(reader=PUBLIC, store=current_store(), committee="arbete")
    assert [(year, cells[0], cells[-1]) for year, cells in years.years] == [
        (2022, 100_000_000, 125_000_000),
        (2023, 125_000_000, UNDECIDED),
    ]
    text = render_json(result_document(years, date(2023, 5, 1)))
    assert "ackumulerat" in text
    blocks = str(result_document(years, date(2023, 5, 1)).blocks)
    assert "Gäller inte längre. Rättat" in blocks
    assert "Alla avslutade års resultat är beslutade." in blocks
