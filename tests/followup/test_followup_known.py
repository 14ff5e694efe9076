"""Known items in a report: in the first sentence, in a table, and from a cell down."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from planning.plan_files import BUDGET, FIRST, give_budget
from sources.city import NOW, WORK, aid, fee, load, set_up, sie
from uppsikt.figures import IDENTITIES, Period
from uppsikt.followup.basis import names
from uppsikt.followup.basis.address import CellAddress
from uppsikt.followup.cells.explained import explained
from uppsikt.followup.cells.row_request import read_request, write_request
from uppsikt.followup.given.giving import give_out
from uppsikt.followup.given.reports import given_figures, given_file, given_reports
from uppsikt.followup.report import Report
from uppsikt.followup.services import build_report
from uppsikt.planning.known_item_services import import_known
from uppsikt.platform.access.rules import COMMAND_LINE, PUBLIC
from uppsikt.platform.data_folder import DataFolder
from uppsikt.platform.stores import current_store
from uppsikt.sources.voucher_selectors import voucher_rows

pytestmark = [pytest.mark.database, pytest.mark.django_db]
HEAD = "Post;Slag;Benämning;Månad;Verksamhet;Enhet;Belopp;Referens\n"
RENT = "K-1;känd kostnad;hyra;2022-02;Ekonomiskt bistånd;kr;-5000;F-8821\n"
GRANT = "K-2;känd intäkt;bidrag;2022-03;Arbete;kr;2000;\n"
ORDER = "B-1;åtagande;inventarier;2022-01;Arbete;kr;-9000;\n"
MARCH = Period.month(2022, 3)


@pytest.fixture(autouse=True)
def _city(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "DATA_FOLDER", DataFolder(tmp_path / "data"))
    grant = '[[kommunbidrag]]\nar = 2022\ndatum = 2021-11-25\nbelopp = "1 200 tkr"\n'
    set_up(tmp_path, WORK + grant)
    give_budget(tmp_path, BUDGET + FIRST)
    vouchers = aid("20220110", 1000), fee("20220210", 1), aid("20220310", 3000)
    text = sie(*vouchers).replace('20220310 "Rad"', '20220310 "Faktura F-8821"')
    load(tmp_path, text)


def give(folder: Path, *rows: str) -> None:
    path = folder / "kanda.csv"
    path.write_text(HEAD + "".join(rows), encoding="utf-8")
    import_known(actor=COMMAND_LINE, now=NOW, path=path, committee="arbete")


def report(month: Period = MARCH) -> Report:
    return build_report(
        reader=PUBLIC, store=current_store(), committee="arbete", period=month, form="monthly"
    )


def rows(found: Report, table: str) -> dict[str, list[int | None]]:
    return {row.key: [cell.printed for cell in row.cells] for row in found.table(table).rows}


def words(found: Report) -> str:
    return str(found.document.blocks[0]).replace("\u00a0", " ")


def test_items_and_commitments_are_tables_in_kronor(tmp_path: Path) -> None:
    give(tmp_path, RENT, GRANT, ORDER)
    assert rows(report(), "kanda") == {
        "post.k-1": [-5000, -3000, -2000],
        "post.k-2": [2000, 0, 2000],
        "summa": [-3000, -3000, 0],
    }
    assert rows(report(), "ataganden")["summa"] == [-9000, 0, -9000]
    assert rows(report(Period.month(2022, 2)), "kanda")["summa"] == [-5000, 0, -5000]


def test_the_result_with_what_is_known_counts_the_rest_alone(tmp_path: Path) -> None:
    give(tmp_path, RENT, ORDER)
    found = report()
    facts = found.figures.facts
    base = found.book.value(names.result(facts))
    assert isinstance(base, int)
    assert found.book.value(names.result_with_unbooked(facts)) == base - 200_000


def test_a_few_open_items_are_said_in_words_and_many_in_one_sentence(tmp_path: Path) -> None:
    give(tmp_path, GRANT)
    found = report()
    assert "kanda" not in [table.key for table in found.tables]
    assert "ej bokförd bidrag" in words(found)
    give(tmp_path, *(GRANT.replace("K-2", f"K-{number}") for number in range(2, 6)))
    found = report()
    assert "4 ej bokförda poster" in words(found)
    assert rows(found, "kanda")["summa"] == [8000, 0, 8000]


def test_two_items_that_might_have_the_voucher_are_told(tmp_path: Path) -> None:
    give(tmp_path, RENT, RENT.replace("K-1", "K-9"))
    found = report()
    assert rows(found, "kanda")["summa"] == [-10_000, 0, -10_000]
    assert "samma verifikation kan höra till k-9" in str(found.table("kanda").notes)


def test_a_cell_leads_to_amount_reversal_and_voucher(tmp_path: Path) -> None:
    give(tmp_path, RENT, ORDER)

    def at(row: str, column: str) -> CellAddress:
        return CellAddress("arbete", MARCH, "monthly", "kanda", row, column)

    told = explained(reader=PUBLIC, store=current_store(), address=at("post.k-1", "kvar"))
    assert told.text.endswith("för hyra")
    (derivation,) = told.derivations
    assert derivation.rule == IDENTITIES["known_left"].rule
    assert [part.value for part in derivation.parts] == [-500_000, -300_000]
    reversed_ = derivation.parts[1].address
    assert reversed_ is not None
    behind = explained(reader=PUBLIC, store=current_store(), address=reversed_)
    assert behind.source == "verifikation A-3, mars 2022"


def test_the_rows_behind_what_is_reversed_are_the_vouchers(tmp_path: Path) -> None:
    give(tmp_path, RENT, ORDER)
    address = CellAddress("arbete", MARCH, "monthly", "kanda", "post.k-1", "aterfort")
    told = explained(reader=PUBLIC, store=current_store(), address=address)
    assert told.query is not None
    words = write_request(told.query, MARCH.to_date_of())
    assert words == {"verksamhet": "bistand", "verifikation": "A-3"}
    asked = read_request(reader=PUBLIC, committee="arbete", period=MARCH.to_date_of(), given=words)
    assert asked == told.query
    found = voucher_rows(reader=PUBLIC, store=current_store(), query=asked)
    assert (found.total, found.amount) == (1, -300_000)


def test_a_report_given_out_stays_as_it_was_when_the_voucher_comes(tmp_path: Path) -> None:
    give(tmp_path, RENT.replace("F-8821", "F-9999"))
    where = {"store": current_store(), "committee": "arbete", "period": MARCH}
    give_out(actor=COMMAND_LINE, now=NOW, **where)  # type: ignore[arg-type]
    (kept,) = given_reports(reader=PUBLIC, committee="arbete")

    def file() -> bytes:
        return given_file(reader=PUBLIC, store=current_store(), given=kept, kind="json")

    before = file()
    vouchers = aid("20220110", 1000), fee("20220210", 1), aid("20220310", 3000), fee("20220311", 2)
    text = sie(*vouchers).replace('20220310 "Rad"', '20220310 "Faktura F-9999"')
    load(tmp_path, text)
    assert file() == before
    now = report()
    assert rows(now, "kanda")["summa"] == [-5000, -3000, -2000]
    then = given_figures(reader=PUBLIC, store=current_store(), given=kept)
    left = names.unbooked_total(now.figures.facts)
    assert (then.amounts[left], now.book.value(left)) == (-500_000, -200_000)
