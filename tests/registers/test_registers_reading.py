"""Extracts at the door: what is read, what is refused, and that no person comes through."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uppsikt.cli import register_command
from uppsikt.demo.made_registers import assistance_csv
from uppsikt.registers import (
    ASSISTANCE,
    REGISTERS,
    ReadExtract,
    RegisterFault,
    Sealer,
    hidden,
    read_extract,
    template,
)
from uppsikt.registers.identity import canonical, holds_number
from uppsikt.sheets import Value, read_table, workbook_bytes

TODAY = date(2022, 11, 14)
SEALER = Sealer("en nyckel som ingen annan har")
HEAD = "Hushåll;Månad;Belopp;Vuxna;Barn;Orsak\n"
WHOLE, SHORT = "19800101-1231", "8001011231"
"""A made-up number with the right check digit, with its century and without."""
BAD_DIGIT = "19800101-1238"


def read(folder: Path, text: str, name: str = "utdrag.csv") -> ReadExtract:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_extract(path, ASSISTANCE, today=TODAY, sealer=SEALER)


def refused(folder: Path, text: str, name: str = "utdrag.csv") -> RegisterFault:
    with pytest.raises(RegisterFault) as fault:
        read(folder, text, name)
    return fault.value


def test_rows_come_by_month_with_their_identities_sealed(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        HEAD + "H-2;2022-10;8 120,50;1;2;språkhinder\nH-1;2022-10;100;2;0;\nH-1;2022-09;7;1;0;\n",
    )

    assert (found.rows, list(found.months)) == (3, [202209, 202210])
    october = {row["household"]: row for row in found.months[202210].to_dicts()}
    assert october[SEALER.seal("h-2")] == {
        "household": SEALER.seal("h-2"), "month": 202210, "amount": 812_050, "adults": 1,
        "children": 2, "cause": "language",
    }  # fmt: skip
    assert october[SEALER.seal("h-1")]["cause"] == ""
    assert found.months[202209]["household"][0] == SEALER.seal("h-1")


def test_a_workbook_gives_the_same_rows(tmp_path: Path) -> None:
    heads = [column.head for column in ASSISTANCE.columns]
    rows: list[list[Value]] = [
        ["H-1", date(2022, 10, 31), Decimal("8120.5"), Decimal(1), Decimal(2), "Språkhinder"]
    ]
    path = tmp_path / "utdrag.xlsx"
    path.write_bytes(workbook_bytes(("Utdrag", heads, rows)))
    book = read_extract(path, ASSISTANCE, today=TODAY, sealer=SEALER)
    text = read(tmp_path, HEAD + "H-1;2022-10;8120,50;1;2;språkhinder\n")

    assert book.months[202210].equals(text.months[202210])


@pytest.mark.parametrize(
    "written", [WHOLE, "198001011231", SHORT, "800101-1231", "800101–1231", f" {WHOLE} "]
)
def test_an_identity_number_is_one_household_however_it_is_written(
    tmp_path: Path, written: str
) -> None:
    found = read(tmp_path, HEAD + f"{written};2022-10;100;1;0;\n")

    assert found.months[202210]["household"].to_list() == [SEALER.seal("198001011231")]


def test_the_century_follows_from_the_day_and_the_sign() -> None:
    assert canonical("800101-1231", TODAY) == "198001011231"
    assert canonical("050101-1233", TODAY)[:4] == "2005"
    assert canonical("050101+1233", TODAY)[:4] == "1905"
    assert canonical("Ärende  12", TODAY) == "ärende 12"
    assert canonical("800161-1238", TODAY) == "198001611238", "a co-ordination number"


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (f"{BAD_DIGIT};2022-10;1;1;0;\n", "rad 2, Hushåll: kontrollsiffran stämmer inte"),
        (f"{WHOLE};2022-10;1;1;0;\n{SHORT};2022-09;1;1;0;\n", "med och utan århundrade"),
        (f"H-1;2022-10;{WHOLE};1;0;\n", "rad 2, Belopp: här står ett personnummer"),
        (f"H-1;2022-10;1;1;0;{SHORT}\n", "rad 2, Orsak: här står ett personnummer"),
        (f"H-1;{BAD_DIGIT};1;1;0;\n", "rad 2, Månad: här står ett personnummer"),
        (f"H-1;2022-10;1;1;0;se {WHOLE} ovan\n", "rad 2, Orsak: här står ett personnummer"),
        ("H-1;2022-10;1;1;0;\nH-1;202209;1;1;0;\n", "skrivna på olika sätt, först på rad 2"),
        ("H-1;10/2022;1;1;0;\n", "rad 2, Månad: ingen månad"),
        ("H-1;2022-12;1;1;0;\n", "rad 2, Månad: månaden har inte varit än"),
        ("H-1;1922-10;1;1;0;\n", "rad 2, Månad: månaden är före 1990"),
        ("H-1;2022-10;1;1;0;\nh-1;2022-10;2;1;0;\n", "rad 3: hushållet står två gånger"),
        ("H-1;2022-10;0;1;0;\n", "rad 2, Belopp: kan inte stämma"),
        ("H-1;2022-10;-5;1;0;\n", "rad 2, Belopp: kan inte stämma"),
        ("H-1;2022-10;mycket;1;0;\n", "rad 2, Belopp: inget belopp i kronor"),
        ("H-1;2022-10;1;11;0;\n", "rad 2, Vuxna: kan inte stämma"),
        ("H-1;2022-10;1;1;1,5;\n", "rad 2, Barn: inget helt antal"),
        ("H-1;2022-10;1;0;0;\n", "rad 2: hushållet har varken vuxna eller barn"),
        ("H-1;2022-10;1;1;0;hon är ledsen\n", "rad 2, Orsak: ordet finns inte i listan"),
        (";2022-10;1;1;0;\n", "rad 2, Hushåll: cellen är tom"),
        ("H-1;2022-10;1;1;0;;x\n", "rad 2: raden har fler celler än rubriker"),
    ],
)
def test_a_fault_names_row_and_column_and_repeats_no_cell(
    tmp_path: Path, rows: str, told: str
) -> None:
    fault = refused(tmp_path, HEAD + rows)

    assert told in str(fault)
    assert not re.search(r"1238|1231|mycket|ledsen|H-1", str(fault))
    assert fault.__cause__ is None


def test_all_faults_are_told_and_a_long_list_says_that_it_is_cut(tmp_path: Path) -> None:
    fault = refused(tmp_path, HEAD + ";2022-10;1;1;0;\n" * 40)

    assert fault.what.startswith("Utdraget har 40 fel")
    assert len(fault.values) == 31
    assert fault.values[-1] == "listan är kortad: 10 fel till"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Hushåll;Månad;Belopp;Vuxna;Orsak\nH;2022-10;1;1;\n", "kolumnen Barn saknas"),
        (HEAD.replace("Orsak", "Namn") + "H;2022-10;1;1;0;Anna\n", "kolumn F"),
        (HEAD.replace("Orsak", "Barn") + "H;2022-10;1;1;0;1\n", "Barn står två gånger"),
        (f"{WHOLE};Anna;2022-10\n{WHOLE};Anna;2022-09\n", "kolumnen Hushåll saknas"),
        ("Månad;Mått;Antal\n2022-10;Hushåll;636\n", "kolumnen Belopp saknas"),
    ],
)
def test_a_file_with_other_columns_is_refused_and_no_head_of_it_repeated(
    tmp_path: Path, text: str, told: str
) -> None:
    fault = refused(tmp_path, text)

    assert told in str(fault)
    assert "Anna" not in str(fault)
    assert WHOLE not in str(fault)


def test_what_is_no_table_is_refused_without_its_content(tmp_path: Path) -> None:
    assert "tomt" in refused(tmp_path, HEAD).what
    assert "tom" in refused(tmp_path, "").what
    (tmp_path / "bok.xlsx").write_bytes(b"PK\x03\x04 " + WHOLE.encode())
    with pytest.raises(RegisterFault) as fault:
        read_extract(tmp_path / "bok.xlsx", ASSISTANCE, today=TODAY, sealer=SEALER)
    assert WHOLE not in str(fault.value)


def test_a_number_in_the_name_of_a_file_is_hidden(tmp_path: Path) -> None:
    fault = refused(tmp_path, HEAD, name=f"bistand {WHOLE}.csv")

    assert fault.where == "bistand ••••••.csv"


@given(st.text())
def test_what_is_hidden_holds_no_number(text: str) -> None:
    assert not holds_number(hidden(text))
    assert not holds_number(hidden(f"{text} {WHOLE} {text}"))


@pytest.mark.parametrize(
    "name",
    [
        "bistand_19800101_1231.csv", "19800101.1231.csv", "800101 1231", "utdrag-198001011231-ny",
        "8001011231", "800101–1231.xlsx", "680161x1234",
    ],
)  # fmt: skip
def test_no_identity_stays_in_a_name(name: str) -> None:
    assert "1231" not in hidden(name)
    assert "1234" not in hidden(name)
    assert "0101" not in hidden(name)
    for plain in ("bistand-2022-10.csv", "utdrag oktober 2022", "Blad 12, rad 1234"):
        assert hidden(plain) == plain


def test_a_second_sheet_is_never_lost(tmp_path: Path) -> None:
    heads = [column.head for column in ASSISTANCE.columns]
    row: list[Value] = ["H-1", "2022-01", Decimal(100), Decimal(1), Decimal(0), ""]
    path = tmp_path / "bistand.xlsx"
    path.write_bytes(
        workbook_bytes(("19800101-1231", heads, [row]), ("Feb", heads, [row]), ("Om", ["x"], []))
    )
    with pytest.raises(RegisterFault, match="2 blad har registrets rubriker") as told:
        read_extract(path, ASSISTANCE, today=TODAY, sealer=SEALER)
    assert "1231" not in str(told.value)


def test_a_seal_tells_nothing_without_the_key() -> None:
    other = Sealer("en annan nyckel")

    assert SEALER.seal("198001011231") != other.seal("198001011231")
    assert SEALER.mark != other.mark
    assert re.fullmatch("[0-9a-f]{32}", SEALER.seal("h-1"))


def test_the_command_knows_every_register() -> None:
    assert tuple(REGISTERS) == register_command.REGISTERS


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_template_has_the_heads_that_are_read(tmp_path: Path, form: str) -> None:
    path = tmp_path / f"mall.{form}"
    path.write_bytes(template(ASSISTANCE, form))
    columns = ASSISTANCE.columns

    assert not read_table(path, [one.head for one in columns if one.needed], ["Orsak"]).rows
    example = ";".join(one.example for one in columns)
    assert read(tmp_path, HEAD + example).rows == 1


def test_the_made_register_is_one_that_can_be_read(tmp_path: Path) -> None:
    found = read(tmp_path, assistance_csv().decode("utf-8-sig"))

    heights = {month: rows.height for month, rows in found.months.items()}
    assert [heights[month] for month in (202210, 202110, 202010)] == [636, 724, 734]
    assert found.months[202205]["amount"].sum() == 4_986_000_00
