"""The history of a figure: every value that its cell has had, from which reading."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings
from django.db import transaction
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from sources.city import NOW, SCHOOL, WORK, aid, fee, school, set_up, sie
from uppsikt.figures import (
    MISSING,
    NOT_COMPUTABLE,
    Absent,
    Name,
    Period,
    Subject,
    Unit,
    UppsiktError,
    Value,
    What,
)
from uppsikt.followup.basis.address import CellAddress, address_of, cells_of
from uppsikt.followup.cells.city_history import NoCommittees, city_history, together
from uppsikt.followup.cells.figure_history import cell_history, history_of
from uppsikt.followup.cells.figure_request import asked_figure
from uppsikt.followup.cells.history import Cause, Event, FigureHistory, Step, steps_of
from uppsikt.followup.cells.history_export import history_csv, history_json, history_xlsx
from uppsikt.followup.cells.history_words import lines
from uppsikt.followup.given.giving import give_out
from uppsikt.followup.report import Report
from uppsikt.followup.services import build_report
from uppsikt.organisation.services import setup_committee
from uppsikt.planning.services import import_budget, import_forecasts
from uppsikt.planning.transfers import import_transfers
from uppsikt.platform.access.rules import COMMAND_LINE, OPERATOR, PUBLIC, Reader
from uppsikt.platform.data_folder import DataFolder
from uppsikt.platform.stores import current_store
from uppsikt.sources import selectors
from uppsikt.sources.period_rules import State
from uppsikt.sources.periods import set_period
from uppsikt.sources.services import import_ledger, sweep

pytestmark = [pytest.mark.django_db, pytest.mark.database]

FEBRUARY = Period.month(2022, 2)
BUDGET = "År;Datum;Beslut;Verksamhet;Slag;Kontogrupp;Enhet;Belopp;Fördelning\n"
TRANSFER = "År;Datum;Beslut;Nämnd;Verksamhet;Slag;Kontogrupp;Enhet;Belopp;Fördelning\n"
FORECAST = "Månad;Verksamhet;Slag;Kontogrupp;Enhet;Belopp;Lämnad;Lämnad av;Kommentar\n"
FIRST = sie(aid("20220115", 100), fee("20220115", 30), aid("20220215", 10), extent="20220228")
CORRECTED = sie(aid("20220115", 90), fee("20220115", 30), aid("20220215", 10), extent="20220228")


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "DATA_FOLDER", DataFolder(tmp_path / "data"))


@contextmanager
def undone() -> Iterator[None]:
    """What is read within is undone after, so that each example begins with nothing."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Office:
    """Somebody who reads in files, one minute after the other."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._minutes = count()

    def _file(self, name: str, text: str) -> Path:
        path = self._folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def now(self) -> datetime:
        return NOW + timedelta(minutes=next(self._minutes))

    def ledger(self, text: str, name: str = "bok.se", reason: str = "") -> None:
        import_ledger(
            actor=COMMAND_LINE,
            now=self.now(),
            store=current_store(),
            path=self._file(name, text),
            accept=True,
            reason=reason,
        )

    def budget(self, *rows: str) -> None:
        path = self._file("budget.csv", BUDGET + "".join(f"{row}\n" for row in rows))
        import_budget(
            actor=COMMAND_LINE, now=self.now(), path=path, committee="arbete", accept=True
        )

    def transfer(self, *rows: str) -> None:
        path = self._file("omforing.csv", TRANSFER + "".join(f"{row}\n" for row in rows))
        import_transfers(actor=COMMAND_LINE, now=self.now(), path=path, accept=True)

    def set_up(self, text: str, reason: str = "") -> None:
        setup_committee(
            actor=COMMAND_LINE, now=self.now(), path=self._file("arbete.toml", text), reason=reason
        )

    def forecast(self, *rows: str) -> None:
        path = self._file("prognos.csv", FORECAST + "".join(f"{row}\n" for row in rows))
        import_forecasts(actor=COMMAND_LINE, now=self.now(), path=path, committee="arbete")

    def give_out(self) -> None:
        give_out(
            actor=COMMAND_LINE,
            now=self.now(),
            store=current_store(),
            committee="arbete",
            period=FEBRUARY,
            reason="Rättad",
        )

    def close(self, month: Period) -> None:
        set_period(
            actor=COMMAND_LINE,
            now=self.now(),
            store=current_store(),
            committee="arbete",
            period=month,
            state=State.CLOSED,
        )


def made(committee: str = "arbete") -> Report:
    return build_report(
        reader=OPERATOR, store=current_store(), committee=committee, period=FEBRUARY
    )


def told(cell: str, reader: Reader = OPERATOR, committee: str = "arbete") -> FigureHistory:
    address = CellAddress.parse(f"{committee}/2022-02/monthly/{cell}")
    return cell_history(reader=reader, store=current_store(), address=address)


def asked(figure: str, activity: str = "") -> FigureHistory:
    report = made()
    name = asked_figure(report, figure, activity=activity)
    return history_of(name, report, reader=OPERATOR, store=current_store())


def values(history: FigureHistory) -> list[Value]:
    return [step.value for step in history.steps]


BOUND = """
[[avsnitt]]
nyckel = "arbete"
rubrik = "Arbete"
text = "[[Arbete: prognosavvikelse]], och [[Arbete: avvikelse mot periodbudget]]."
"""
ORIGINAL = (
    "2022;2021-11-25;Budget 2022;bistand;kostnad;kostnader;kr;-1200;tolftedelar",
    "2022;2021-11-25;Budget 2022;arbete;intäkt;intakter;kr;360;tolftedelar",
)
MOVED = (
    "2022;2022-02-10;Beslut § 8;arbete;bistand;kostnad;kostnader;kr;120;tolftedelar",
    "2022;2022-02-10;Beslut § 8;arbete;arbete;kostnad;kostnader;kr;-120;tolftedelar",
)


def test_each_event_tells_what_it_made_of_the_figure(tmp_path: Path) -> None:
    set_up(tmp_path)
    office = Office(tmp_path)
    office.budget(*ORIGINAL)
    office.ledger(FIRST)
    office.ledger(FIRST + "\n", "samma-igen.se")  # another file with the same rows
    office.transfer(*MOVED)
    office.close(Period.month(2022, 1))
    office.ledger(CORRECTED, "rattad.se", reason="Dubbelt bokförd hyra")

    booked = told("netto/bistand/utfall-2022-02")
    assert values(booked) == [-11000, -10000]
    assert [step.change for step in booked.steps] == [-11000, 1000]
    assert [step.event.file for step in booked.steps] == ["bok.se", "rattad.se"]
    assert booked.steps[1].event.reasons == ("Dubbelt bokförd hyra",)
    assert booked.steps[1].event.number > booked.steps[0].event.number
    assert booked.steps[0].event.text == "januari–februari 2022"
    assert booked.steps[0].event.actor == "kommandoraden"

    budget = told("netto/bistand/budget-2022")
    assert values(budget) == [-120000, -108000]
    assert [step.event.cause for step in budget.steps] == [Cause.BUDGET, Cause.TRANSFER]
    assert [step.event.text for step in budget.steps] == ["Budget 2022", "Beslut § 8"]
    assert [str(step.event.day) for step in budget.steps] == ["2021-11-25", "2022-02-10"]

    variance = asked("variance", "bistand")
    causes = [step.event.cause for step in variance.steps]
    assert causes == [Cause.LEDGER, Cause.TRANSFER, Cause.LEDGER]
    # period budget −200 kr, then −180 kr
    assert values(variance) == [9000, 7000, 8000]
    assert variance.first is NOT_COMPUTABLE

    for one in (booked, budget, variance):
        assert one.steps[-1].value == one.now
        assert (
            sum(change for step in one.steps if isinstance(change := step.change, int)) == one.now
        )


REMAPPED = WORK.replace('["575"]', '["579"]').replace('["61"]', '["61", "575"]')


def test_a_set_up_that_moves_rows_to_another_line_is_told(tmp_path: Path) -> None:
    set_up(tmp_path)
    office = Office(tmp_path)
    office.budget(*ORIGINAL)
    office.ledger(FIRST)
    office.close(Period.month(2022, 1))
    office.set_up(REMAPPED, reason="Bistånd redovisas under arbete")
    office.ledger(CORRECTED, "rattad.se", reason="Dubbelt bokförd hyra")

    left, taken, whole = (
        told(f"netto/{row}/utfall-2022-02") for row in ("bistand", "arbete", "alla")
    )
    assert values(left) == [-11000, 0]
    assert values(taken) == [3000, -8000, -7000]
    assert values(whole) == [-8000, -7000]
    assert [step.event.cause for step in taken.steps] == [Cause.LEDGER, Cause.SETUP, Cause.LEDGER]
    assert taken.steps[1].event.reasons == ("Bistånd redovisas under arbete",)
    assert taken.steps[1].event.text == "för arbete ändrade vad som hör hit"
    assert told("netto/arbete/utfall-2022-02", PUBLIC).steps[1].event.actor == ""
    sweep(store=current_store(), force=True)  # what it was is kept for ever
    selectors._kept.clear()
    assert values(told("netto/bistand/utfall-2022-02")) == [-11000, 0]


def test_the_whole_is_not_told_from_lines_that_are_gone(tmp_path: Path) -> None:
    set_up(tmp_path)
    office = Office(tmp_path)
    office.ledger(FIRST)
    office.set_up(WORK.replace('nyckel = "bistand"', 'nyckel = "stod"'))
    office.budget("2022;2021-11-25;Budget;stod;kostnad;kostnader;kr;-1200;tolftedelar")

    whole = told("netto/alla/utfall-2022-02")
    assert whole.first is NOT_COMPUTABLE
    assert values(whole) == [-8000]
    assert whole.steps[0].event.cause is Cause.SETUP
    assert values(told("netto/stod/utfall-2022-02")) == [0, -11000]


def test_a_forecast_is_told_by_month_and_author(tmp_path: Path) -> None:
    set_up(tmp_path)
    office = Office(tmp_path)
    office.budget(*ORIGINAL)
    office.ledger(FIRST)
    office.forecast("2022-01;bistand;netto;;kr;-1250;2022-02-08;ekonomen;")
    office.forecast("2022-02;bistand;netto;;kr;-1300;2022-03-08;ekonomen;Fler")

    history = told("netto/bistand/prognos-2022")
    assert values(history) == [-125000, -130000]
    assert [step.event.text for step in history.steps] == [
        "efter januari 2022",
        "efter februari 2022",
    ]
    assert history.steps[0].event.author == "ekonomen"
    whole = told("netto/alla/prognos-2022")
    assert all(isinstance(step.value, Absent) for step in whole.steps)  # not every line has one


def test_a_forecast_is_told_by_its_own_author_and_not_by_all_in_the_file(tmp_path: Path) -> None:
    set_up(tmp_path)
    office = Office(tmp_path)
    office.budget(*ORIGINAL)
    office.ledger(FIRST)
    office.forecast(
        "2022-02;bistand;netto;;kr;-1300;2022-03-08;ekonomen;",
        "2022-02;arbete;netto;;kr;300;2022-03-08;chefen;",
        "2022-02;buffert;netto;;kr;0;2022-03-08;chefen;",
    )
    told_by = {"bistand": "ekonomen", "arbete": "chefen", "": "chefen, ekonomen"}
    for activity, author in told_by.items():
        (step,) = asked("forecast", activity).steps
        assert step.event.author == author


def test_a_variance_that_a_text_binds_has_its_history(tmp_path: Path) -> None:
    set_up(tmp_path, WORK + BOUND)
    office = Office(tmp_path)
    office.budget(*ORIGINAL)
    office.ledger(FIRST)
    office.forecast("2022-02;arbete;netto;;kr;300;2022-03-08;controller;")
    office.transfer(*MOVED)
    assert values(asked("forecast-variance", "arbete")) == [-60_00, 60_00]
    assert len(values(asked("variance", "arbete"))) == len(values(asked("variance", "bistand"))) > 1


@pytest.mark.parametrize("committee", ["arbete", "skola"])
@pytest.mark.parametrize("reader", [OPERATOR, PUBLIC], ids=["operator", "public"])
def test_who_reads_the_cell_reads_its_values_but_not_everybody_the_files(
    reader: Reader, committee: str, tmp_path: Path
) -> None:
    set_up(tmp_path)
    set_up(tmp_path, SCHOOL)
    office = Office(tmp_path)
    office.transfer(*(row.replace(";arbete;arbete;", ";skola;bistand;") for row in MOVED))
    office.ledger(sie(aid("20220115", 100), school("20220115", 50), extent="20220228"))
    office.close(Period.month(2022, 1))
    rest = sie(aid("20220115", 90), school("20220115", 40), extent="20220228")
    office.ledger(rest, "rattad.se", reason="Dubbelt bokförd hyra")

    may_read_files = reader is OPERATOR
    for cell in ("netto/bistand/utfall-2022-02", "netto/bistand/budget-2022"):
        history, own = told(cell, reader, committee), told(cell, OPERATOR, committee)
        assert values(history) == values(own) != []
        assert [s.event.reasons for s in history.steps] == [s.event.reasons for s in own.steps]
        for step in history.steps:
            assert bool(step.event.file) is bool(step.event.actor) is may_read_files


_months = st.integers(1, 2)
_amounts = st.integers(1, 9)
_ledgers = st.lists(
    st.tuples(st.sampled_from((aid, fee, school)), _months, _amounts), max_size=4
).map(
    lambda its: (
        "ledger",
        sie(*(make(f"2022{month:02}15", kr) for make, month, kr in its), extent="20220228"),
    )
)
_shapes = st.sampled_from(("tolftedelar", "förra årets form"))
_budgets = st.tuples(st.sampled_from(("2021-11-25", "2022-02-10")), _amounts, _shapes).map(
    lambda one: ("budget", _budget(*one))
)
_transfers = st.tuples(st.sampled_from(("§ 1", "§ 2")), _amounts).map(
    lambda one: ("transfer", "\n".join(_moves(*one)))
)


def _budget(decided: str, kr: int, shape: str = "tolftedelar") -> str:
    return f"2022;{decided};Beslut;bistand;kostnad;kostnader;kr;-{kr};{shape}"


def _moves(decision: str, kr: int) -> Iterator[str]:
    """What goes from one committee to the other."""
    for committee, amount in (("arbete", kr), ("skola", -kr)):
        start = f"2022;2022-02-01;Beslut {decision};{committee};bistand"
        yield f"{start};kostnad;kostnader;kr;{amount};tolftedelar"


_forecasts = st.tuples(
    st.sampled_from(("bistand", "arbete")), _months, _amounts, st.booleans()
).map(lambda one: ("forecast", _forecast(*one)))


def _forecast(activity: str, month: int, kr: int, by_group: bool) -> str:
    """A forecast as net, or by account group."""
    start, end = f"2022-{month:02};{activity}", f"2022-03-0{kr};x;"
    if not by_group:
        return f"{start};netto;;kr;-{kr};{end}"
    return f"{start};kostnad;kostnader;kr;-{kr};{end}\n{start};intäkt;intakter;kr;1;{end}"


_setups = st.sampled_from((WORK, REMAPPED)).map(lambda text: ("set_up", text))


# An older decision that is read in later takes no row from the one that was there.
@example(files=[("budget", _budget("2022-02-10", 2)), ("budget", _budget("2021-11-25", 1))])
# The second decision undoes the first: no row differs, and the original budget is not shown.
@example(files=[("transfer", "\n".join(_moves("§ 1", 3))), ("budget", _budget("2022-02-10", 3))])
@given(files=st.lists(st.one_of(_ledgers, _budgets, _transfers, _forecasts, _setups), max_size=6))
@hypothesis_settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_each_value_is_what_the_cell_was_then(files: list[tuple[str, str]], tmp_path: Path) -> None:
    """The oracle is the report itself, made after each reading; every seventh cell is looked at."""
    with undone():
        set_up(tmp_path)
        set_up(tmp_path, SCHOOL)
        office = Office(tmp_path)
        office.ledger(sie(aid("20210115", 5), year=2021), "forra-aret.se")
        office.budget("2022;2021-11-01;Ram;arbete;kostnad;kostnader;kr;-6;tolftedelar")
        office.ledger(FIRST)
        seen: dict[str, list[Value]] = {}
        for kind, text in [("", ""), *files]:
            try:
                if kind:
                    getattr(office, kind)(text)
            except UppsiktError:
                continue  # refused: changes nothing
            report = made()
            shown: set[str] = set()
            for found in cells_of(report.tables):
                assert found.name is not None
                at = str(address_of(found, "arbete", FEBRUARY, "monthly"))
                value = report.book.value(found.name)
                shown.add(at)
                its = seen.setdefault(at, [])
                if not its or (its[-1] is not value and its[-1] != value):
                    its.append(value)
            seen = {at: its for at, its in seen.items() if at in shown}
        for at, its in list(seen.items())[len(files) :: 7]:
            history = cell_history(
                reader=OPERATOR, store=current_store(), address=CellAddress.parse(at)
            )
            every = [history.first, *values(history)]
            assert every[-len(its) :] == its, at
            assert every[-1] is history.now or every[-1] == history.now


def test_missing_zero_and_not_computable_are_three_things() -> None:
    def event(number: int) -> Event:
        return Event(Cause.LEDGER, NOW, number)

    given_values: list[Value] = [MISSING, 0, 0, NOT_COMPUTABLE, 500, MISSING, 500]
    steps = list(steps_of(((event(n), v) for n, v in enumerate(given_values)), MISSING))
    assert [step.event.number for step in steps] == [1, 3, 4, 5, 6]
    assert [step.change for step in steps] == [0, NOT_COMPUTABLE, 500, NOT_COMPUTABLE, 500]


def test_files_tell_the_same_as_the_text(tmp_path: Path) -> None:
    set_up(tmp_path)
    office = Office(tmp_path)
    office.budget(*ORIGINAL)
    office.ledger(FIRST)
    office.transfer(*(row.replace("Beslut § 8", "=SUM(A1)") for row in MOVED))
    history = told("netto/bistand/budget-2022")

    read = list(csv.reader(io.StringIO(history_csv(history).decode("utf-8-sig")), delimiter=";"))
    assert [row[2] for row in read] == ["Belopp", "-1200,00", "-1080,00"]
    assert [row[3] for row in read] == ["Förändring", "-1200,00", "120,00"]
    assert [row[4] for row in read] == ["Före", "saknas", "-1200,00"]
    sheet = openpyxl.load_workbook(io.BytesIO(history_xlsx(history))).active
    assert sheet is not None
    rows = list(sheet.iter_rows(min_row=3, values_only=True))
    assert [row[2] for row in rows] == ["Belopp", -1200, -1080]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    kept = json.loads(history_json(history))
    assert [one["value"]["exact"] for one in kept["values"]] == [-120000, -108000]
    assert kept["values"][0]["before"] == {"exact": None, "state": "saknas"}
    text = "\n".join(lines(history)).replace("\xa0", " ")
    assert "Omföring =SUM(A1), beslutad 2022-02-10 (+120,00)" in text
    assert text.endswith("Nu: −1 080,00 kr")


def test_a_ratio_is_told_in_its_own_unit() -> None:
    step = Step(Event(Cause.LEDGER, NOW), MISSING, 5)
    history = FigureHistory(
        Name(What.SHARE, Subject("arbete"), Period.whole_year(2022)),
        "Andel 2022 för Nämnden",
        Unit.COUNT,
        MISSING,
        5,
        (step,),
    )
    assert "5,00 st" in "\n".join(lines(history))


def test_reports_that_printed_the_figure_stand_among_its_values(tmp_path: Path) -> None:
    set_up(tmp_path)
    office = Office(tmp_path)
    office.budget(*ORIGINAL)
    office.ledger(FIRST)
    office.give_out()
    office.ledger(CORRECTED, "rattad.se")
    office.give_out()

    history = told("netto/bistand/utfall-2022-02")
    kinds = [type(one).__name__ for one in history.told()]
    assert kinds == ["Step", "Printing", "Step", "Printing"]
    first, second = history.printings
    assert (first.version, first.value, first.printed) == (1, -11000, 0)
    assert (second.version, second.value, second.printed) == (2, -10000, 0)
    assert [one.as_now(history.now) for one in history.printings] == [False, True]
    shown = "\n".join(lines(history)).replace("\xa0", " ")
    assert "februari 2022, version 1: 0 tkr (exakt −110,00 kr)" in shown
    rows = list(csv.reader(io.StringIO(history_csv(history).decode("utf-8-sig")), delimiter=";"))
    assert [row[5] for row in rows] == ["Tryckt, tkr", "", "0", "", "0"]
    kept = json.loads(history_json(history))
    assert [one["version"] for one in kept["printed"]] == [1, 2]
    # A cell without a number was printed without one.
    missing = told("netto/arbete/prognos-2022").printings
    assert [(one.value, one.printed) for one in missing] == [(MISSING, None)] * 2


def test_all_committees_together_change_by_the_same_event(tmp_path: Path) -> None:
    set_up(tmp_path)
    set_up(tmp_path, SCHOOL)
    office = Office(tmp_path)
    office.ledger(sie(aid("20220115", 100), school("20220115", 50), extent="20220228"))
    office.ledger(sie(aid("20220115", 90), school("20220115", 45), extent="20220228"), "ny.se")

    actual = city_history(reader=OPERATOR, store=current_store(), period=FEBRUARY, figure="actual")
    assert actual.text == "Utfall januari–februari 2022 för alla nämnder"
    assert values(actual) == [-15000, -13500]
    assert [step.event.file for step in actual.steps] == ["bok.se", "ny.se"]
    assert actual.now == -13500

    set_up(tmp_path, WORK.replace('"arbete"\nnamn = "A', '"ny"\nnamn = "A').replace('"14"', '"33"'))
    left_out = city_history(
        reader=OPERATOR, store=current_store(), period=FEBRUARY, figure="actual"
    )
    assert left_out.text.endswith("för alla nämnder, utom Arbetsnämnden som saknar uppgiften")
    assert values(left_out) == [-15000, -13500]


def test_a_sum_is_known_when_every_committee_is() -> None:
    def event(cause: Cause, minute: int) -> Event:
        return Event(cause, NOW + timedelta(minutes=minute))

    moved = event(Cause.TRANSFER, 3)
    work = (Step(event(Cause.BUDGET, 1), MISSING, 100), Step(moved, 100, 90))
    schools = (Step(event(Cause.BUDGET, 2), MISSING, 50), Step(moved, 50, 60))
    first, steps = together({"arbete": (MISSING, work), "skola": (MISSING, schools)})
    assert first is MISSING
    # What is moved from one to the other leaves the sum as it was.
    assert [step.value for step in steps] == [NOT_COMPUTABLE, 150]


def test_without_committees_there_is_no_sum(tmp_path: Path) -> None:
    with pytest.raises(NoCommittees, match="Ingen nämnd finns januari–februari 2022"):
        city_history(reader=OPERATOR, store=current_store(), period=FEBRUARY, figure="actual")
