"""A small committee read from files: what a report refuses, and what it says of odd accounts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from followup_books import NOW, write_setup_file

from uppsikt.figures import MISSING, NOT_COMPUTABLE, Period
from uppsikt.followup.errors import NoLedger, NotPlaced
from uppsikt.followup.report import Report
from uppsikt.followup.selectors import months, overview
from uppsikt.followup.services import build_report
from uppsikt.organisation.services import setup_committee
from uppsikt.platform.access.rules import COMMAND_LINE, OPERATOR
from uppsikt.platform.data_folder import DataFolder
from uppsikt.sources.services import import_ledger
from uppsikt.store import Store

pytestmark = [pytest.mark.database, pytest.mark.django_db, pytest.mark.any_database]
BUDGET = (
    "År;Datum;Beslut;Verksamhet;Slag;Kontogrupp;Enhet;Belopp;Fördelning\n"
    "2022;2021-11-25;Budget;Skola;kostnad;Personal;tkr;-1200;tolftedelar\n"
)
GRANT = (
    '[[budget]]\nfil = "budget.csv"\n'
    '[[kommunbidrag]]\nar = 2022\ndatum = 2021-11-25\nbelopp = "1 200 tkr"\n'
)


@dataclass(frozen=True)
class City:
    """A data folder with one committee in it."""

    folder: Path
    store: Store

    def book(self, rows: Sequence[str], *, accept: bool = False) -> None:
        """Read period balances in: from;to;unit;activity;account;counterpart;kronor."""
        path = self.folder / f"saldon-{len(list(self.folder.iterdir()))}.csv"
        head = "Från;Till;Ansvar;Verksamhet;Konto;Motpart;Belopp (kr)"
        path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
        import_ledger(
            actor=COMMAND_LINE,
            now=NOW,
            store=self.store,
            path=path,
            committee="provnamnden",
            accept=accept,
        )

    def report(self, month: str, form: str = "monthly") -> Report:
        return build_report(
            reader=OPERATOR,
            store=self.store,
            committee="provnamnden",
            period=Period.parse(month),
            form=form,
        )


@pytest.fixture
def setup_file(tmp_path: Path) -> Path:
    return write_setup_file(tmp_path)


@pytest.fixture
def city(setup_file: Path) -> Iterator[City]:
    folder = DataFolder(setup_file.parent / "data")
    before = settings.DATA_FOLDER
    settings.DATA_FOLDER = folder
    (setup_file.parent / "budget.csv").write_text(BUDGET, encoding="utf-8")
    setup_file.write_text(setup_file.read_text(encoding="utf-8") + GRANT, encoding="utf-8")
    setup_committee(actor=COMMAND_LINE, now=NOW, path=setup_file)
    yield City(setup_file.parent, Store(folder.columns))
    settings.DATA_FOLDER = before


def month(number: int, activity: str = "4", account: str = "5010", kronor: str = "-90000") -> str:
    return f"2022-{number:02d};2022-{number:02d};77;{activity};{account};;{kronor}"


def test_a_report_of_a_few_rows(city: City) -> None:
    city.book([month(1), month(2, kronor="-110400,50")])
    report = city.report("2022-02")
    cells = report.table("netto").rows[-1].cells
    assert [cell.printed for cell in cells] == [None, -1200, -200, -200, None, None]
    assert [cell.absent for cell in cells] == [
        NOT_COMPUTABLE,
        None,
        None,
        None,
        MISSING,
        NOT_COMPUTABLE,
    ]
    assert str(cells[3].exact) == "-200.4005"


def test_without_a_ledger_the_error_says_what_to_read_in(city: City) -> None:
    with pytest.raises(NoLedger, match="Ingen huvudbok är inläst"):
        city.report("2022-02")
    assert months(reader=OPERATOR, store=city.store, committee="provnamnden") == ()
    (row,) = overview(reader=OPERATOR, store=city.store, period=Period.month(2022, 2)).rows
    assert row.actual.absent is MISSING
    assert row.forecast.absent is MISSING
    assert row.grant.printed == 1200


def test_a_month_that_is_not_read_in_stops_the_report_and_is_named(city: City) -> None:
    city.book([month(1), month(3)])
    with pytest.raises(NoLedger, match="saknas: februari"):
        city.report("2022-03")
    assert [str(one) for one in months(
        reader=OPERATOR, store=city.store, committee="provnamnden"
    )] == ["2022-01"]  # fmt: skip


def test_what_feeds_no_line_is_refused_and_not_lost(city: City) -> None:
    city.book([month(1), month(1, activity="9", kronor="-5")], accept=True)
    with pytest.raises(NotPlaced, match="utan att höra till någon verksamhet"):
        city.report("2022-01")


def test_accounts_in_no_group_are_in_the_sums_and_noted(city: City) -> None:
    city.book([month(1), month(1, account="6010", kronor="-10000")], accept=True)
    table = city.report("2022-01").table("samm")
    rows = {row.label: row.cells[3].printed for row in table.rows}
    assert (rows["Personal"], rows["Summa kostnader"]) == (-90, -100)
    assert any("inte hör till någon kontogrupp" in note for note in table.notes)
