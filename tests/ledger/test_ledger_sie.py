"""SIE files as programs write them: every peculiarity in a small file of our own."""

from __future__ import annotations

from pathlib import Path

import pytest
from sie_files import FILES, amounts, codes, read

from uppsikt.figures import UppsiktError
from uppsikt.ledger import (
    ROW_SCHEMA,
    BadLine,
    CutFile,
    Dimensions,
    EmptyFile,
    LedgerError,
    NotThisFormat,
    read_sie,
)

ROWS = [
    (26, "A", "1", 20220115, 202201, 202201, "4010", "5710", "6120", "P1", "810", -100050,
     "Hyra för köket"),
    (27, "A", "1", 20220115, 202201, 202201, "1930", "", "", "", "", 100050, "Hyra i Åmål"),
    (31, "A", "2", 20220228, 202202, 202202, "4010", "5710", "6120", "", "", -20000,
     'med ""flikar"'),
    (32, "A", "2", 20220228, 202202, 202202, "1930", "", "", "", "", 20000,
     'F"rskott till leverant"r'),
    (39, "A", "3", 20220331, 202203, 202203, "5010", "5710", "6120", "", "", -30000,
     "Tillagd rad"),
    (40, "A", "3", 20220331, 202203, 202203, "1930", "", "", "", "", 30000, "Rättad"),
    (45, "A", "3", 20220401, 202204, 202204, "3010", "5710", "6120", "", "", 50,
     "Samma nummer igen"),
    (46, "A", "3", 20220401, 202204, 202204, "1930", "", "", "", "", -50, "Samma nummer igen"),
    (50, "", "", 20220502, 202205, 202205, "3010", "", "", "", "", 1000, "Egen dag"),
    (51, "", "", 20220502, 202205, 202205, "1930", "", "", "", "", -1000,
     "Utan nummer och datum"),
]  # fmt: skip


def test_vouchers_with_all_that_the_format_allows() -> None:
    file = read("vouchers.se")
    assert file.rows.rows() == ROWS
    assert dict(file.rows.schema) == ROW_SCHEMA
    assert (file.kind, file.company, file.program) == ("sie4e", "Åmåls kök", "Prövning 1.0")
    assert file.years == ((20220101, 20221231), (20210101, 20211231))
    assert file.account_names["1930"] == "Bank"
    assert (file.first_month, file.last_month) == (202201, 202205)
    assert codes(file) == [("same_number", 35, False)]
    assert "Verifikation A 3 finns 2 gånger (rad 35, 43)" in file.problems[0].message


@pytest.mark.parametrize(
    ("name", "encoding", "warned"),
    [
        ("vouchers.se", "cp437", False),
        ("vouchers-cr.se", "cp437", False),
        ("vouchers-latin1.se", "cp1252", True),
        ("vouchers-utf8.se", "utf-8", True),
        ("vouchers-bom.se", "utf-8", True),
    ],
)
def test_encodings_are_told_by_content(name: str, encoding: str, warned: bool) -> None:
    file = read(name)
    assert file.rows.rows() == ROWS
    assert file.encoding == encoding
    assert [one.stops for one in file.problems if one.code == "encoding"] == [False] * warned


def test_dimensions_are_configuration() -> None:
    rows = read("vouchers.se", Dimensions(activity=21, unit=6)).rows
    first = rows.row(0, named=True)
    assert [first[name] for name in ("activity", "unit", "project", "counterpart")] == [
        "6120", "P1", "", "",
    ]  # fmt: skip


def test_problems_name_line_voucher_and_values() -> None:
    file = read("troubled.se")
    assert [(one.code, one.line, one.voucher, one.stops) for one in file.problems] == [
        ("unbalanced", 19, "A 1", True),
        ("unknown_account", 26, "A 2", True),
        ("outside_year", 29, "A 3", True),
        ("odd_objects", 36, "A 4", True),
        ("stray_line", 37, "", True),
    ]
    assert file.stops == file.problems
    texts = [one.message for one in file.problems]
    assert "summerar till 2,00 kr" in texts[0]
    assert "Konto FEL" in texts[1]
    assert "2023-01-16" in texts[2]
    assert "2022-01-01–2022-12-31" in texts[2]
    assert {one.file for one in file.problems} == {"troubled.se"}


def test_year_balances_stay_a_span() -> None:
    file = read("type1.se")
    assert file.kind == "sie1"
    assert amounts(file) == [
        (202201, "3010", "", "", "", 10000),
        (202201, "4010", "", "", "", -100000),
    ]
    assert file.rows["last"].unique().to_list() == [202210]  # as far as #OMFATTN says
    assert file.problems == ()


def test_period_balances_and_their_control() -> None:
    file = read("type2.se")
    assert amounts(file) == [
        (202201, "4010", "", "", "", -10000),
        (202202, "4010", "", "", "", -20000),
        (202202, "3010", "", "", "", 1000),
    ]
    assert codes(file) == [("control", 18, False)]
    assert "säger −20,00 kr" in file.problems[0].message
    assert "summerar till −10,00 kr" in file.problems[0].message


def test_object_rows_never_double_the_account() -> None:
    """Three sets of dimensions tell January; the one that explains most of it is taken."""
    file = read("type3.se")
    assert amounts(file) == [
        (202201, "4010", "", "", "", -10000),  # what no activity explains
        (202201, "4010", "5710", "", "", -60000),
        (202201, "4010", "5720", "", "", -30000),
        (202202, "4010", "", "", "810", -50000),
        (202203, "4010", "", "", "", -7000),  # a dimension that we do not ask for
        (202204, "4010", "5710", "", "", -4000),  # no row for the whole account
        (202201, "3010", "", "", "", 10000),
        (202205, "4010", "5710", "", "", -9000),
        (202202, "3010", "5710", "", "", -400),
        (202202, "3010", "5710", "", "", -600),
    ]
    assert codes(file) == [
        ("left_over", 18, False),
        ("repeated_object", 31, False),
        ("other_years", 34, False),
    ]


def test_unclear_balances_stop() -> None:
    file = read("type3-unclear.se")
    assert codes(file) == [
        ("unclear_balance", 17, True),
        ("unclear_balance", 19, True),
        ("unclear_balance", 21, True),
        ("outside_year", 23, True),
        ("unclear_balance", 24, True),
        ("odd_objects", 25, True),
    ]


def test_vouchers_win_over_balances_in_the_same_file() -> None:
    file = read("type4-with-balances.se")
    assert [row[:2] + row[-1:] for row in amounts(file)] == [
        (202201, "4010", -10000),
        (202201, "1930", 10000),
    ]
    assert codes(file) == [("control", 20, False)]


def test_import_file_without_year_chart_and_numbers() -> None:
    file = read("type4i.si")
    assert (file.kind, file.years, file.problems) == ("sie4i", (), ())
    assert (file.first_month, file.last_month) == (202205, 202206)


@pytest.mark.parametrize("name", ["checksum.se", "checksum-utf8.se"])
def test_right_checksum(name: str) -> None:
    assert "checksum" not in [one.code for one in read(name).problems]


def test_wrong_checksum_stops() -> None:
    assert codes(read("checksum-wrong.se")) == [("checksum", 23, True)]


def test_file_of_vouchers_without_vouchers_stops() -> None:
    assert codes(read("nothing.se")) == [("nothing_booked", 1, True)]


@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [
        ("empty.se", EmptyFile, "Filen är tom"),
        ("blank.se", EmptyFile, "Filen är tom"),
        ("page.se", NotThisFormat, "rad 1. Värden: <!DOCTYPE html>. Varför: Det är en webbsida"),
        ("table.se", NotThisFormat, "Filen är inte en SIE-fil"),
        ("binary.se", NotThisFormat, "binary.se, byte 12"),
        ("utf16.se", NotThisFormat, "UTF-16"),
        ("type5.se", NotThisFormat, "#SIETYP 5"),
        ("cut.se", BadLine, "rad 39. Värden: #TRANS 5010 {20 5710 21 6120}"),
        ("cut-by-voucher.se", CutFile, "verifikation A 3 öppnas med { på rad 36"),
        ("checksum-cut.se", CutFile, "#KSUMMA öppnas men summan saknas"),
        ("comma.se", BadLine, "rad 19. Värden: #TRANS 4010 {} 100,50. Varför: Beloppet ska ha"),
        ("stray.se", BadLine, "rad 17. Värden: #TRANS 4010 {} 100.50"),
        ("closed.se", BadLine, "En } utan någon { före"),
        ("no-day.se", BadLine, "finnas i almanackan"),
        ("no-date.se", BadLine, "Varken verifikationen eller raden har ett datum"),
        ("short.se", BadLine, "konto, objektlista och belopp"),
        ("open-list.se", BadLine, "konto, objektlista och belopp"),
        ("not-there.se", LedgerError, "Filen gick inte att öppna"),
    ],
)
def test_what_is_no_ledger_is_refused(name: str, kind: type[UppsiktError], said: str) -> None:
    with pytest.raises(kind) as error:
        read_sie(FILES / name, Dimensions(20, 21))
    assert name in str(error.value)
    assert said in str(error.value)
    assert error.value.todo


def test_the_end_cut_off_anywhere_within_a_voucher(tmp_path: Path) -> None:
    """Cut anywhere in the last vouchers: refused, or whole vouchers that balance."""
    content = (FILES / "vouchers.se").read_bytes()
    start = content.index(b"#VER A 3")
    for end in range(start + 12, len(content) - 3, 5):
        path = tmp_path / "cut.se"
        path.write_bytes(content[:end])
        try:
            file = read_sie(path, Dimensions(20, 21))
        except LedgerError:
            continue
        assert file.rows["amount"].sum() == 0
        assert file.rows.height in {4, 6, 8}
        assert file.stops or content[:end].endswith((b"}", b"\r", b"\n", b" "))


def test_a_voucher_without_braces_stops(tmp_path: Path) -> None:
    path = tmp_path / "cut.se"
    path.write_bytes((FILES / "type4i.si").read_bytes() + b"#VER A 2 20220630")
    assert codes(read_sie(path, Dimensions(20, 21))) == [
        ("no_rows", 18, True),
        ("unfinished", 18, True),
    ]


def test_the_sign_that_ends_a_file_in_dos_is_nothing(tmp_path: Path) -> None:
    path = tmp_path / "dos.se"
    path.write_bytes((FILES / "vouchers.se").read_bytes() + b"\x1a")
    assert read_sie(path, Dimensions(20, 21)).stops == ()


@pytest.mark.parametrize("name", ["type1.se", "type2.se", "type3.se"])
def test_balances_cut_off_anywhere(tmp_path: Path, name: str) -> None:
    """A cut inside a line is refused or stops: an amount that lacks digits is never taken."""
    content = (FILES / name).read_bytes()
    start = content.index(b"#RES" if name == "type1.se" else b"#PSALDO")
    for end in range(start + 5, len(content) - 2, 7):
        path = tmp_path / "cut.se"
        path.write_bytes(content[:end])
        try:
            stops = read_sie(path, Dimensions(20, 21)).stops
        except LedgerError:
            continue
        assert stops or content[:end].endswith((b" ", b"\r", b"\n"))


@pytest.mark.parametrize("filler", [b"x", b" ", b"\xe5"])
def test_endless_line(tmp_path: Path, filler: bytes) -> None:
    path = tmp_path / "endless.se"
    path.write_bytes(b"#FLAGGA 0\n#PROSA " + filler * 70_000)
    with pytest.raises(NotThisFormat, match="rad som aldrig tar slut"):
        read_sie(path, Dimensions(20, 21))


def test_long_list_of_problems_says_that_it_is_cut(tmp_path: Path) -> None:
    rows = "".join(f"#VER A {n} 20220101\n{{\n#TRANS 1 {{}} 1\n}}\n" for n in range(510))
    path = tmp_path / "many.se"
    path.write_text("#FLAGGA 0\n#SIETYP 4\n" + rows)
    problems = read_sie(path, Dimensions(20, 21)).problems
    assert len(problems) == 501
    assert "10 fler av samma slag" in problems[-1].message
