"""Voucher rows as files: all of them, typed, with sums, and harmless in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from sources.city import WORK, load, set_up, sie
from uppsikt.figures import Period
from uppsikt.followup.cells import voucher_export
from uppsikt.followup.cells.row_request import NONE, WrongRequest, read_request, write_request
from uppsikt.followup.cells.voucher_export import csv_pieces, row_file, write_xlsx
from uppsikt.platform.access.rules import OPERATOR, PUBLIC, NotAllowed, Reader
from uppsikt.platform.data_folder import DataFolder
from uppsikt.platform.stores import current_store
from uppsikt.sources.row_filter import RowFilter
from uppsikt.sources.voucher_selectors import VoucherQuery

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.any_database]

YEAR = Period.to_date(2022, 10)
EVIL = "=HYPERLINK(0,0)"


@pytest.fixture(autouse=True)
def _book(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "DATA_FOLDER", DataFolder(tmp_path / "data"))
    set_up(tmp_path, WORK)
    vouchers = [
        (f"2022{month:02}15", [("4510", "1401", "5750", f"{month * 100}.25"),
                               ("1930", "", "", f"-{month * 100}.25")])
        for month in range(1, 11)
    ]  # fmt: skip
    load(tmp_path, sie(*vouchers).replace('"Rad"', f'"{EVIL}"'))


QUERY = VoucherQuery("arbete", YEAR)
TOTAL = Decimal("-5502.50")


def rows_of_csv(pieces: Iterable[bytes]) -> list[list[str]]:
    text = b"".join(pieces).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def made(reader: Reader = OPERATOR, query: VoucherQuery = QUERY) -> voucher_export.RowFile:
    return row_file(reader=reader, store=current_store(), query=query)


def test_csv_holds_all_rows_and_their_sum() -> None:
    heads, *rows, last = rows_of_csv(csv_pieces(made()))

    assert len(rows) == 10
    amount = heads.index("Belopp")
    amounts = [Decimal(row[amount].replace(",", ".")) for row in rows]
    assert sum(amounts) == Decimal(last[amount].replace(",", ".")) == TOTAL
    assert rows[0][heads.index("Rapportrad")] == "Ekonomiskt bistånd"
    assert rows[0][0] == "2022-01-15"
    assert {len(row) for row in (heads, *rows, last)} == {len(heads)}


def test_a_text_is_never_a_formula(tmp_path: Path) -> None:
    heads, first, *_ = rows_of_csv(csv_pieces(made()))
    assert first[heads.index("Text")] == f"'{EVIL}"

    write_xlsx(made(), tmp_path / "rader.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "rader.xlsx")["Rader"]
    cell = sheet.cell(2, heads.index("Text") + 1)
    assert (cell.value, cell.data_type) == (EVIL, "s")


@given(st.sampled_from("=+-@\t\r"), st.text(max_size=5))
def test_no_cell_of_csv_begins_as_a_formula(sign: str, rest: str) -> None:
    assert voucher_export.csv_text(sign + rest)[0] == "'"
    assert voucher_export.csv_text("a" + rest) == "a" + rest


def test_excel_has_typed_cells_and_a_live_sum(tmp_path: Path) -> None:
    write_xlsx(made(), tmp_path / "rader.xlsx")
    book = openpyxl.load_workbook(tmp_path / "rader.xlsx", data_only=True)
    head, *rows, last = book["Rader"].iter_rows(values_only=True)
    amount = head.index("Belopp")

    assert str(rows[0][0]) == "2022-01-15 00:00:00"
    assert sum(Decimal(str(row[amount])) for row in rows) == TOTAL
    assert Decimal(str(last[amount])) == TOTAL
    assert rows[0][head.index("Konto")] == "4510"
    live = openpyxl.load_workbook(tmp_path / "rader.xlsx")["Rader"]
    assert live.cell(len(rows) + 2, amount + 1).value == "=SUM(K2:K11)"
    told = dict(book["Urval"].iter_rows(values_only=True))
    assert (told["Nämnd"], told["Antal rader"]) == ("Arbetsnämnden", 10)


def test_more_rows_than_a_sheet_holds_go_on_in_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(voucher_export, "_MOST_IN_SHEET", 4)
    write_xlsx(made(), tmp_path / "rader.xlsx")
    book = openpyxl.load_workbook(tmp_path / "rader.xlsx", data_only=True)

    assert book.sheetnames == ["Urval", "Rader", "Rader 2", "Rader 3"]
    sums, count = Decimal(0), 0
    for sheet in book.worksheets[1:]:
        head, *rows, last = sheet.iter_rows(values_only=True)
        count += len(rows)
        sums += Decimal(str(last[head.index("Belopp")]))
    assert (count, sums) == (10, TOTAL)


def test_nothing_chosen_is_a_file_with_a_sum_of_nothing(tmp_path: Path) -> None:
    nothing = VoucherQuery("arbete", YEAR, RowFilter(account="9999"))
    write_xlsx(made(query=nothing), tmp_path / "rader.xlsx")
    heads, last = rows_of_csv(csv_pieces(made(query=nothing)))

    assert last[heads.index("Belopp")] == "0,00"
    assert openpyxl.load_workbook(tmp_path / "rader.xlsx")["Rader"].max_row == 2


def test_the_public_gets_neither_texts_nor_file_names_in_any_file(tmp_path: Path) -> None:
    content = b"".join(csv_pieces(made(PUBLIC))).decode()
    write_xlsx(made(PUBLIC), tmp_path / "rader.xlsx")
    book = openpyxl.load_workbook(tmp_path / "rader.xlsx")
    cells = [str(c) for s in book for row in s.iter_rows(values_only=True) for c in row]

    for secret in ("HYPERLINK", "bok.se", "Text"):
        assert secret not in content
        assert not [cell for cell in cells if secret in cell]
    with pytest.raises(NotAllowed):
        made(PUBLIC, VoucherQuery("arbete", YEAR, RowFilter(text="HYPER")))


_codes = st.none() | st.just("") | st.sampled_from(("4510", "1401", "a b", "ö&=?"))


@given(
    st.builds(
        VoucherQuery,
        st.just("arbete"),
        st.builds(Period, st.just(2022), st.integers(1, 5), st.integers(5, 12)),
        st.builds(
            RowFilter,
            activity=st.sampled_from((None, "", "bistand")),
            group=st.sampled_from((None, "", "kostnader")),
            account=_codes,
            unit=_codes,
            counterpart=_codes,
            project=_codes,
            least=st.none() | st.integers(0, 10**12),
            most=st.none() | st.integers(0, 10**12),
            text=st.none() | st.just("hyra"),
        ),
        restated_to=st.none() | st.just(2024),
    )
)
def test_what_is_asked_for_can_be_written_and_read_back(query: VoucherQuery) -> None:
    words = write_request(query, YEAR)

    assert read_request(reader=PUBLIC, committee="arbete", period=YEAR, given=words) == query
    assert all(words.values())
    assert NONE != ""


@pytest.mark.parametrize(
    ("field", "text", "says"),
    [
        ("verksamhet", "bistond", "bistand"),
        ("verksamhet", "buffert", "bistand, arbete"),
        ("grupp", "personal", "intakter, kostnader"),
        ("slag", "netto", "intakt eller kostnad"),
        ("minst", "mycket", "Skriv kronor"),
        ("minst", "0,001", "Skriv kronor"),
        ("fran", "2022", "2022-10"),
        ("fran", "2021-12", "samma år"),
        ("till", "2023-01", "samma år"),
        ("omraknat", "i år", "Skriv ett år"),
        ("text", "x" * 300, "högst 200"),
    ],
)
def test_what_cannot_be_asked_for_is_refused(field: str, text: str, says: str) -> None:
    with pytest.raises(WrongRequest) as refused:
        read_request(reader=PUBLIC, committee="arbete", period=YEAR, given={field: text})

    assert says in refused.value.todo
    assert refused.value.where in (field, "till")
