"""From a sum to its rows: rows and balances are the sum, to the öre, however it is narrowed."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from sources.city import SCHOOL, WORK, aid, fee, load, school, set_up, sie
from uppsikt.figures import Period, Side
from uppsikt.platform.access.rules import OPERATOR, PUBLIC, NotAllowed
from uppsikt.platform.data_folder import DataFolder
from uppsikt.platform.stores import current_store
from uppsikt.sources.drill import Drill, drill
from uppsikt.sources.row_filter import RowFilter
from uppsikt.sources.voucher_selectors import (
    EVERY_ROW,
    VoucherQuery,
    voucher_blocks,
    voucher_rows,
    voucher_sums,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.any_database]

YEAR = Period.to_date(2022, 10)
BALANCES = (
    "Från;Till;Ansvar;Verksamhet;Konto;Motpart;Belopp (kr)\n"
    "2021-01;2021-06;1401;5750;4510;870;-1000,50\n"
    "2021-07;2021-12;1401;5750;3010;;20,25\n"
)


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "DATA_FOLDER", DataFolder(tmp_path / "data"))


def city(folder: Path) -> None:
    set_up(folder, WORK)
    set_up(folder, SCHOOL)
    load(folder, whole_year())
    load(folder, BALANCES, "saldon.csv", committee="arbete")


def whole_year() -> str:
    chance = random.Random(7)
    made = [
        make(f"2022{month:02}15", chance.randint(1, 900))
        for month in range(1, 11)
        for make in (aid, fee, school)
    ]
    return sie(*made)


def looked(chosen: RowFilter = EVERY_ROW, period: Period = YEAR, committee: str = "arbete",
           limit: int = 100) -> Drill:  # fmt: skip
    query = VoucherQuery(committee, period, chosen)
    return drill(reader=OPERATOR, store=current_store(), query=query, limit=limit)


FILTERS = [
    RowFilter(),
    RowFilter("bistand"),
    RowFilter("arbete"),
    RowFilter(side=Side.INCOME),
    RowFilter(side=Side.COST),
    RowFilter("bistand", group="kostnader"),
    RowFilter(account="3010"),
    RowFilter(unit="1401", counterpart=""),
]


@pytest.mark.parametrize("chosen", FILTERS)
def test_rows_and_parts_are_the_sum(tmp_path: Path, chosen: RowFilter) -> None:
    city(tmp_path)
    for period in (YEAR, Period.to_date(2022, 5), Period.month(2022, 3)):
        found = looked(chosen, period)

        assert found.rows.amount == found.booked == sum(row.amount for row in found.rows.rows)
        assert found.rows.total == len(found.rows.rows) > 0
        assert found.balances == ()
        assert found.breakdowns
        for one in found.breakdowns:
            assert sum(part.amount for part in one.parts) == found.booked, one
            assert sum(part.rows for part in one.parts) == found.rows.total
            query = found.query
            page, sums = voucher_sums(
                reader=OPERATOR,
                store=current_store(),
                query=query,
                dimensions=(one.dimension,),
                limit=1,
            )
            assert sums == (one.parts,)
            assert (page.total, page.amount) == (found.rows.total, found.rows.amount)


def test_what_has_no_rows_is_told_with_its_months(tmp_path: Path) -> None:
    city(tmp_path)
    found = looked(RowFilter("bistand"), Period.whole_year(2021))

    assert (found.booked, found.rows.total, found.without_rows) == (-98_025, 0, -98_025)
    assert [(one.first, one.last, one.amount) for one in found.balances] == [
        (202101, 202106, -100_050),
        (202107, 202112, 2_025),
    ]
    half = looked(RowFilter("bistand", side=Side.COST), Period.to_date(2021, 6))
    assert (half.booked, half.without_rows) == (-100_050, -100_050)
    # Only rows can tell a project: the balances say that they may hide something.
    assert looked(RowFilter("bistand", project="7"), Period.whole_year(2021)).booked is None
    assert len(looked(RowFilter("bistand", project="7"), Period.whole_year(2021)).balances) == 2


@hypothesis_settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(least=st.integers(0, 90_000), most=st.integers(0, 90_000), order=st.booleans())
def test_amounts_are_from_and_to_without_sign(
    drilled_city: None, least: int, most: int, order: bool
) -> None:
    chosen = RowFilter(least=least, most=most)
    found = looked(chosen)
    every = looked().rows.rows

    wanted = [row for row in every if least <= abs(row.amount) <= most]
    assert list(found.rows.rows) == wanted
    assert found.rows.amount == sum(row.amount for row in wanted)
    assert found.booked is None
    query = VoucherQuery("arbete", YEAR, chosen)
    page = voucher_rows(reader=OPERATOR, store=current_store(), query=query, order="amount")
    assert sorted(page.rows) == sorted(wanted)
    sizes = [abs(row.amount) for row in page.rows]
    assert sizes == sorted(sizes, reverse=True)


@pytest.fixture
def drilled_city(tmp_path: Path) -> None:
    city(tmp_path)


def test_blocks_are_all_rows_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    city(tmp_path)
    monkeypatch.setattr("uppsikt.sources.voucher_selectors._BLOCK", 5)
    query = VoucherQuery("arbete", YEAR)
    blocks = list(voucher_blocks(reader=OPERATOR, store=current_store(), query=query))

    assert [len(block) for block in blocks] == [5, 5, 5, 5]
    assert tuple(row for block in blocks for row in block) == looked().rows.rows


def test_a_reader_without_the_right_neither_sees_texts_nor_finds_out_by_searching(
    tmp_path: Path,
) -> None:
    city(tmp_path)
    store = current_store()
    seen = voucher_rows(reader=PUBLIC, store=store, query=VoucherQuery("arbete", YEAR))
    (block, *_) = voucher_blocks(reader=PUBLIC, store=store, query=VoucherQuery("arbete", YEAR))
    search = VoucherQuery("arbete", YEAR, RowFilter(text="rad"))

    assert {row.text for row in (*seen.rows, *block)} == {None}
    assert looked(RowFilter(text="rAD")).rows.total == seen.total
    assert looked(RowFilter(text="rad%")).rows.total == 0
    with pytest.raises(NotAllowed):
        voucher_rows(reader=PUBLIC, store=store, query=search)
    with pytest.raises(NotAllowed):
        voucher_blocks(reader=PUBLIC, store=store, query=search)
    with pytest.raises(NotAllowed):
        voucher_sums(reader=PUBLIC, store=store, query=search, dimensions=("account",))
    with pytest.raises(NotAllowed):
        drill(reader=PUBLIC, store=store, query=search)


def test_the_neighbours_rows_are_never_among_them(tmp_path: Path) -> None:
    city(tmp_path)

    assert {row.unit for row in looked().rows.rows} == {"1401", "1402"}
    assert {row.unit for row in looked(committee="skola").rows.rows} == {"2001"}
