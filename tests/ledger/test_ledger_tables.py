"""Our own CSV files: heads, rows, encodings, and faults that name the row."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from uppsikt.figures import UppsiktError
from uppsikt.ledger import (
    EmptyFile,
    LedgerError,
    NotThisFormat,
    read_balances_csv,
)
from uppsikt.sheets import TableFault, read_table

HEAD = "Från;Till;Ansvar;Verksamhet;Konto;Motpart;Belopp (kr)\n"


def file(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "saldon.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "cp437"])
def test_rows_with_their_lines(tmp_path: Path, encoding: str) -> None:
    text = (
        'Månad; belopp ;Åsikt\r\n2022-01;1;"två\r\nrader; med ""citat"""\r\n'
        ";;\r\n2022-02; 2 ;å;;\r\n"
    )
    rows = read_table(file(tmp_path, text, encoding), ["Belopp", "Månad"], ["Åsikt", "Övrigt"])
    assert [(row.number, dict(row.cells)) for row in rows] == [
        (2, {"Månad": "2022-01", "Belopp": "1", "Åsikt": 'två\nrader; med "citat"'}),
        (5, {"Månad": "2022-02", "Belopp": "2", "Åsikt": "å"}),
    ]


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        ("", EmptyFile, "Filen är tom"),
        ("PK\0\0", NotThisFormat, "inte en textfil"),
        ("x" * 70_000, NotThisFormat, "aldrig tar slut"),
        ("<html>\n", TableFault, "saknas: A, B"),
        ("A b\n1 2\n", TableFault, "saknas: A, B"),
        ("A;B;Bc\n", TableFault, "okänd: Bc (menade du B?)"),
        ("A;B;A\n", TableFault, "står två gånger: A"),
        ("A;B\n1;2\n3\n", TableFault, "rad 3. Värden: 1 i stället för 2; 3"),
        ("A;B\n1;2;3\n", TableFault, "rad 2. Värden: 3 i stället för 2; 1;2;3"),
        ('A;B\n1;2\n3;"4\n5;6\n', TableFault, "rad 3. Varför: En cell som börjar"),
    ],
)
def test_faults_of_a_table(tmp_path: Path, text: str, kind: type[UppsiktError], said: str) -> None:
    with pytest.raises(kind) as error:
        read_table(file(tmp_path, text), ["A", "B"])
    assert said in str(error.value)
    assert "saldon.csv" in str(error.value)


def test_period_balances(tmp_path: Path) -> None:
    text = (
        HEAD
        + "2021-01;2021-05;6120;5750;4510;;-25 624 874,74\n"
        + "2021-06;2021-06;6120;5750;3670;810;−5\n"
    )
    ledger = read_balances_csv(file(tmp_path, text))
    assert (ledger.kind, ledger.first_month, ledger.last_month) == ("csv", 202101, 202106)
    assert ledger.rows.rows() == [
        (2, "", "", 0, 202101, 202105, "4510", "5750", "6120", "", "", -2562487474, ""),
        (3, "", "", 0, 202106, 202106, "3670", "5750", "6120", "", "810", -500, ""),
    ]
    assert ledger.problems == ()


def test_the_head_says_the_unit(tmp_path: Path) -> None:
    text = "Från;Till;Konto;Belopp (tkr)\n2022-01;2022-01;4010;-1,5\n"
    assert read_balances_csv(file(tmp_path, text)).rows["amount"].to_list() == [-150000]


def test_a_month_twice_stops(tmp_path: Path) -> None:
    text = (
        HEAD
        + "2022-01;2022-03;1;5;4510;;-1\n2022-04;2022-04;1;5;4510;;-1\n"
        + "2022-03;2022-03;1;5;4510;;-1\n2022-01;2022-03;1;6;4510;;-1\n"
    )
    problems = read_balances_csv(file(tmp_path, text)).problems
    assert [(one.code, one.line, one.stops) for one in problems] == [("overlap", 4, True)]
    assert "samma koder som rad 2 (konto 4510)" in problems[0].message


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("2022-13;2022-12;;;4010;;1", "”2022-13” är ingen månad"),
        ("2022-02;2022-01;;;4010;;1", "månader i ordning inom ett år"),
        ("2022-12;2023-01;;;4010;;1", "månader i ordning inom ett år"),
        ("2022;2022;;;4010;;1", "Från: ”2022” är ingen månad"),
        ("2022-01;2022-01;;;;;1", "Konto saknas"),
        ("2022-01;2022-01;;;4010;;1.000", "1.000"),
        ("2022-01;2022-01;;;4010;;0,001", "delar av ett öre"),
        ("2022-01;2022-01;;;4010;;999999999999999", "orimligt stort"),
        ("2022-01;2022-01;;;4010;;", "rad 2"),
    ],
)
def test_cells_that_cannot_be_read(tmp_path: Path, row: str, said: str) -> None:
    with pytest.raises(LedgerError) as error:
        read_balances_csv(file(tmp_path, HEAD + row + "\n"))
    assert said in str(error.value)
    assert "rad 2: " in str(error.value)


def test_all_bad_cells_are_listed_and_the_list_says_if_it_is_cut(tmp_path: Path) -> None:
    with pytest.raises(LedgerError) as error:
        read_balances_csv(file(tmp_path, HEAD + "x;x;;;4010;;1\n" * 25))
    assert error.value.values[-1] == "listan är kortad: 5 till"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD, "Filen har inga saldon"),
        ("Från;Till;Konto\n2022-01;2022-01;4010\n", "en kolumn med belopp"),
        (
            "Från;Till;Konto;Belopp (kr);Belopp (tkr)\n2022-01;2022-01;4010;1;1\n",
            "en kolumn med belopp",
        ),
    ],
)
def test_files_without_one_column_of_amounts(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(LedgerError, match=said):
        read_balances_csv(file(tmp_path, text))


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    rest=st.lists(
        st.lists(st.sampled_from(["2022-01", "4010", "-1,5", '"', "å", "", "\r", "=1", " "])),
        max_size=4,
    ),
)
def test_any_rows_are_read_or_refused_in_words(tmp_path: Path, rest: list[list[str]]) -> None:
    text = HEAD + "\n".join(";".join(cells) for cells in rest)
    with contextlib.suppress(UppsiktError):
        assert read_balances_csv(file(tmp_path, text)).rows.height
