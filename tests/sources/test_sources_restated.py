"""Last year by this year's organisation, from files read in: sums, spans, accounts and vouchers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings

from sources.city import SCHOOL, WORK, load, set_up, sie
from uppsikt.figures import MISSING, NOT_COMPUTABLE, Period, Side
from uppsikt.organisation.moves import REMAINDER
from uppsikt.platform.access.rules import OPERATOR
from uppsikt.platform.data_folder import STOCKHOLM, DataFolder
from uppsikt.platform.stores import current_store
from uppsikt.sources.balances import Balances
from uppsikt.sources.restated import Flows
from uppsikt.sources.row_filter import RowFilter
from uppsikt.sources.selectors import balances, flows
from uppsikt.sources.voucher_selectors import VoucherQuery, voucher_rows

pytestmark = [pytest.mark.django_db, pytest.mark.database]
COMMITTEES = ("arbete", "skola")
NOW = datetime(2023, 2, 8, 9, 0, tzinfo=STOCKHOLM)
YEAR_2022 = Period.whole_year(2022)
GONE = WORK.replace('verksamhet = ["61"]', 'verksamhet = ["61"]\ntill = 2022-12-31')
MOVE = """
[[flytt]]
datum = 2023-01-01
beslut = "Fullmäktige"
fran = "arbete"
till_namnd = "skola"
till = "bistand"
"""
# The school's groups have other keys, to see whose groups a moved krona comes to stand in.
TAKER = SCHOOL.replace('"kostnader"', '"utgifter"').replace('"intakter"', '"inkomster"')


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> Iterator[None]:
    before = settings.DATA_FOLDER
    settings.DATA_FOLDER = DataFolder(tmp_path / "data")
    yield
    settings.DATA_FOLDER = before


def row(account: str, unit: str, activity: str, kronor: int) -> list[tuple[str, str, str, str]]:
    return [(account, unit, activity, f"{kronor}.00"), ("1930", "", "", f"{-kronor}.00")]


def book(folder: Path) -> None:
    load(
        folder,
        sie(
            ("20220110", row("4510", "1401", "5750", 1000)),
            ("20220215", row("5010", "1402", "6110", 300)),
            ("20220315", row("3010", "1402", "6110", -70)),
            ("20220715", row("5010", "1402", "6120", 50)),
            ("20220410", row("5010", "2001", "4400", 500)),
            extent="20221231",
        ),
        now=NOW,
    )


def read(committee: str, restated_to: int | None = None) -> Balances:
    return balances(
        reader=OPERATOR,
        store=current_store(),
        committee=committee,
        first_year=2022,
        last_year=2023,
        restated_to=restated_to,
    )


def flows_of(committee: str) -> Flows:
    return flows(
        reader=OPERATOR,
        store=current_store(),
        committee=committee,
        first_year=2022,
        last_year=2023,
        restated_to=2023,
    )


def sums(restated_to: int | None) -> dict[str, object]:
    return {slug: read(slug, restated_to).value(YEAR_2022) for slug in COMMITTEES}


def test_a_whole_line_goes_to_the_other_committee(tmp_path: Path) -> None:
    set_up(tmp_path, GONE + MOVE)
    set_up(tmp_path, TAKER)
    book(tmp_path)
    assert sums(None) == {"arbete": -128_000, "skola": -50_000}
    assert sums(2023) == {"arbete": -100_000, "skola": -78_000}
    giver, taker = read("arbete", 2023), read("skola", 2023)
    assert giver.value(YEAR_2022, activity="arbete") is MISSING
    assert giver.value(YEAR_2022, activity="bistand") == -100_000
    assert taker.value(YEAR_2022, activity="bistand") == -78_000
    assert taker.value(Period.month(2022, 3), activity="bistand") == 7_000
    assert taker.value(YEAR_2022, activity="bistand", group="utgifter") == -85_000
    assert taker.value(YEAR_2022, activity="bistand", side=Side.INCOME) == 7_000
    assert taker.value(YEAR_2022, group="kostnader") == 0
    assert [(one.code, one.amount) for one in taker.accounts(YEAR_2022, "bistand")] == [
        ("3010", 7_000),
        ("5010", -85_000),
    ]
    assert taker.value(YEAR_2022, activity="bistand", account="3010") == 7_000
    assert [one.code for one in taker.units(YEAR_2022, "bistand")] == ["1402", "2001"]


def test_without_the_taker_the_amount_is_the_remainder(tmp_path: Path) -> None:
    set_up(tmp_path, GONE + MOVE)
    book(tmp_path)
    before = read("arbete", 2023)
    assert before.value(YEAR_2022) == -128_000
    assert before.value(YEAR_2022, activity=REMAINDER) == -28_000
    set_up(tmp_path, TAKER)
    assert read("arbete", 2023).value(YEAR_2022, activity=REMAINDER) is MISSING
    assert sums(2023) == {"arbete": -100_000, "skola": -78_000}
    assert sums(None) == {"arbete": -128_000, "skola": -50_000}


def test_a_part_of_a_line_goes_and_the_rest_stays(tmp_path: Path) -> None:
    part = MOVE.replace('fran = "arbete"', 'fran = "arbete"\nverksamhet = ["611"]')
    set_up(tmp_path, WORK + part)
    set_up(tmp_path, TAKER)
    book(tmp_path)
    assert sums(2023) == {"arbete": -105_000, "skola": -73_000}
    assert read("arbete", 2023).value(YEAR_2022, activity="arbete") == -5_000
    found = flows_of("arbete")
    assert {
        (flow.origin.line, tuple(flow.target)): found.value(flow, YEAR_2022) for flow in found.flows
    } == {
        ("bistand", ("arbete", "bistand")): -100_000,
        ("arbete", ("skola", "bistand")): -23_000,
        ("arbete", ("arbete", "arbete")): -5_000,
    }
    assert {flow.origin.committee for flow in flows_of("skola").flows} == {"arbete", "skola"}


def test_a_move_in_the_middle_of_the_year_moves_only_the_months_after_it(tmp_path: Path) -> None:
    text = GONE.replace("2022-12-31", "2023-06-30") + MOVE.replace("2023-01-01", "2023-07-01")
    set_up(tmp_path, text)
    set_up(tmp_path, TAKER)
    book(tmp_path)
    assert sums(2023) == {"arbete": -123_000, "skola": -55_000}
    giver = read("arbete", 2023)
    assert giver.value(Period(2022, 1, 6), activity="arbete") == -23_000
    assert giver.value(Period(2022, 7, 12), activity="arbete") is MISSING


def test_a_span_that_a_move_cuts_is_not_computable(tmp_path: Path) -> None:
    text = GONE.replace("2022-12-31", "2023-06-30") + MOVE.replace("2023-01-01", "2023-07-01")
    set_up(tmp_path, text)
    set_up(tmp_path, TAKER)
    head = "Från;Till;Ansvar;Verksamhet;Konto;Motpart;Belopp (kr)\n"
    whole = "2022-01;2022-12;1402;6110;5010;;-300\n2022-01;2022-12;1401;5750;4510;;-1000\n"
    load(tmp_path, head + whole, "saldon.csv", committee="arbete", now=NOW)
    load(
        tmp_path,
        head + "2022-01;2022-12;2001;4400;5010;;-500\n",
        "s.csv",
        committee="skola",
        now=NOW,
    )
    assert read("arbete").value(YEAR_2022, activity="arbete") == -30_000
    assert read("arbete", 2023).value(YEAR_2022, activity="arbete") is NOT_COMPUTABLE
    assert read("skola", 2023).value(YEAR_2022, activity="bistand") is NOT_COMPUTABLE
    assert read("arbete", 2023).value(YEAR_2022, activity="bistand") == -100_000
    cells = [cell for slug in COMMITTEES for cell in read(slug, 2023).cells]
    assert sum(cell.amount for cell in cells) == -180_000


def test_what_is_known_of_one_giver_only_is_not_computable(tmp_path: Path) -> None:
    set_up(tmp_path, GONE + MOVE)
    set_up(tmp_path, TAKER)
    head = "Från;Till;Ansvar;Verksamhet;Konto;Motpart;Belopp (kr)\n"
    load(
        tmp_path,
        head + "2022-01;2022-07;2001;4400;5010;;-500\n",
        "s.csv",
        committee="skola",
        now=NOW,
    )
    assert read("skola", 2023).value(Period(2022, 1, 7), activity="bistand") is NOT_COMPUTABLE
    months = "".join(f"2022-{m:02};2022-{m:02};1402;6110;5010;;-10\n" for m in range(1, 9))
    load(tmp_path, head + months, "a.csv", committee="arbete", now=NOW)
    taker = read("skola", 2023)
    assert taker.value(Period(2022, 1, 7), activity="bistand") == -57_000
    assert taker.value(Period(2022, 1, 8), activity="bistand") is NOT_COMPUTABLE
    assert taker.spans(2022, "bistand") == (Period(2022, 1, 7),)


def test_a_units_successor_stands_in_its_place(tmp_path: Path) -> None:
    unit = '\n[[enhet]]\nkod = "1402"\nnamn = "E"\ntill = 2022-12-31\neftertradare = "2001"\n'
    set_up(tmp_path, GONE + MOVE + unit)
    set_up(tmp_path, TAKER)
    book(tmp_path)
    (one,) = read("skola", 2023).units(YEAR_2022, "bistand")
    assert (one.code, one.amount) == ("2001", -78_000)
    assert read("skola", 2023).value(YEAR_2022, activity="bistand", unit="2001") == -78_000


def test_the_vouchers_behind_a_restated_balance(tmp_path: Path) -> None:
    set_up(tmp_path, GONE + MOVE)
    set_up(tmp_path, TAKER)
    book(tmp_path)

    def page(committee: str, activity: str, account: str | None = None) -> tuple[int, int]:
        found = voucher_rows(
            reader=OPERATOR,
            store=current_store(),
            query=VoucherQuery(
                committee, YEAR_2022, RowFilter(activity, account=account), restated_to=2023
            ),
        )
        assert sum(one.amount for one in found.rows) == found.amount
        return found.total, found.amount

    assert page("skola", "bistand") == (4, -78_000)
    assert page("skola", "bistand", "3010") == (1, 7_000)
    assert page("arbete", "bistand") == (1, -100_000)
    assert page("arbete", "arbete") == (0, 0)


def test_restated_balances_are_kept_until_something_changes(tmp_path: Path) -> None:
    set_up(tmp_path, GONE)
    set_up(tmp_path, TAKER)
    book(tmp_path)
    first = read("skola", 2023)
    assert read("skola", 2023) is first
    set_up(tmp_path, GONE + MOVE)
    assert read("skola", 2023).fingerprint != first.fingerprint
