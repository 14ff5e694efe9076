"""A ledger as a table with chosen columns: counted as any other, and told of before it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from sources.city import NOW, aid, load, set_up, sie
from uppsikt.figures import Period
from uppsikt.platform.access.rules import COMMAND_LINE, OPERATOR
from uppsikt.platform.audit.models import Entry
from uppsikt.platform.data_folder import DataFolder
from uppsikt.platform.stores import current_store
from uppsikt.sheets import Columns
from uppsikt.sources import models, selectors
from uppsikt.sources.rehearsal import Rehearsal
from uppsikt.sources.row_filter import RowFilter
from uppsikt.sources.services import ImportOutcome, import_ledger
from uppsikt.sources.voucher_selectors import VoucherQuery, voucher_rows

pytestmark = [pytest.mark.django_db, pytest.mark.database]

COLUMNS = Columns("", 1, {"date": 0, "number": 1, "account": 2, "unit": 3, "activity": 4,
                          "amount": 5, "text": 6})  # fmt: skip
HEAD = "Datum;Ver;Konto;Ansvar;Verksamhet;Belopp;Text\n"
FIRST = "2022-01-15;1;4510;1401;5750;-100;Bidrag\n2022-02-03;2;3010;1402;6110;40;Avgift\n"
MENDED = "2022-01-15;1;4510;1401;5750;-70;Bidrag\n2022-02-03;2;3010;1402;6110;40;Avgift\n"


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "DATA_FOLDER", DataFolder(tmp_path / "data"))


def read(folder: Path, rows: str, rehearsal: Rehearsal | None = None) -> ImportOutcome:
    path = folder / "bok.csv"
    path.write_text(HEAD + rows, encoding="utf-8")
    return import_ledger(
        actor=COMMAND_LINE,
        now=NOW,
        store=current_store(),
        path=path,
        chosen=lambda: COLUMNS,
        rehearsal=rehearsal,
    )


def net(period: Period) -> object:
    return selectors.balances(
        reader=OPERATOR, store=current_store(), committee="arbete", first_year=2022, last_year=2022
    ).value(period)


def state() -> list[Any]:
    tables = [models.Import, models.Part, models.Coverage, Entry]
    rows = [list(table._default_manager.order_by("pk").values()) for table in tables]
    root = current_store().root
    return [*rows, sorted(path.name for path in root.iterdir()) if root.is_dir() else []]


def test_a_table_counts_as_a_ledger_with_its_vouchers(tmp_path: Path) -> None:
    set_up(tmp_path)
    assert read(tmp_path, FIRST).status == "new"
    assert net(Period.to_date(2022, 2)) == -6000
    page = voucher_rows(
        reader=OPERATOR,
        store=current_store(),
        query=VoucherQuery("arbete", Period.month(2022, 1), RowFilter("bistand")),
    )
    assert [(row.number, row.amount, row.text) for row in page.rows] == [("1", -10000, "Bidrag")]
    assert read(tmp_path, FIRST).status == "unchanged"
    assert read(tmp_path, MENDED).status == "replaced"
    assert net(Period.to_date(2022, 2)) == -3000


def test_a_rehearsal_tells_the_change_and_makes_none(tmp_path: Path) -> None:
    set_up(tmp_path)
    read(tmp_path, FIRST)
    before = state()
    rehearsal = Rehearsal()
    read(tmp_path, MENDED, rehearsal)
    assert state() == before
    [found] = rehearsal.found
    assert (found.rows.new, found.rows.same, found.rows.gone) == (1, 1, 1)
    moved = {one.activity: one.difference for one in found.sums if one.moves}
    assert moved == {"Ekonomiskt bistånd": 3000, "": 3000}
    assert rehearsal.stops == []


def test_what_is_rehearsed_is_what_happens(tmp_path: Path) -> None:
    set_up(tmp_path)
    load(tmp_path, sie(aid("20220115", 100), aid("20220301", 5)))
    rehearsal = Rehearsal()
    read(tmp_path, MENDED, rehearsal)
    read(tmp_path, MENDED)
    whole = next(one for one in rehearsal.found[0].sums if not one.activity)
    assert whole.after == net(Period.to_date(2022, 2)) == -3000
    assert whole.before == -10000


def test_a_rehearsal_tells_what_would_stop(tmp_path: Path) -> None:
    set_up(tmp_path)
    rehearsal = Rehearsal()
    read(tmp_path, FIRST + "2022-02-04;3;4510;1401;9999;-1;Fel\n", rehearsal)
    assert any("ingen rapportrad" in text for text in rehearsal.stops)
    assert rehearsal.found
