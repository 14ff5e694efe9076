"""Tables in plain text: which figure stands in which row and column."""

import plain_reports
import pytest

from uppsikt.figures import Unit
from uppsikt.reading import Document, Table
from uppsikt.reading.plain.read import read_text


def only_table(text: str) -> Table:
    document = read_text(text, "rapport.txt")
    (table,) = document.tables
    assert not document.unread
    return table


def heads(table: Table) -> list[str]:
    return [column.text for column in table.columns]


def rows(table: Table) -> dict[str, list[str]]:
    return {
        row.label.text: [cell.number.text if cell.number else "" for cell in row.cells]
        for row in table.rows
    }


def test_columns_that_stand_under_each_other_are_told_by_where_they_stand() -> None:
    table = only_table(plain_reports.LAYOUT)
    assert heads(table) == [
        "Budget helår", "Budget ack", "Utfall ack", "Avvikelse ack", "Prognos helår",
        "Avvikelse prognos",
    ]  # fmt: skip
    assert rows(table)["Konsthall"] == ["-2 100", "-1 400", "", "1 400", "-2 100", "0"]
    assert table.unit is Unit.TKR
    assert table.title.text == "Ekonomi"


def test_stacked_headers_and_broken_labels_are_put_together() -> None:
    table = only_table(plain_reports.STACKED)
    assert heads(table) == [
        "Utfall 2023-04", "Budget 2024", "Budget 2024-04", "Utfall 2024-04", "Prognos 2024",
        "Avvikelse",
    ]  # fmt: skip
    assert rows(table) == {
        "Ledningsstöd": ["-1 149", "-5 829", "-1 943", "-1 831", "-5 829", "0"],
        "Hemtjänst och boendestöd": [
            "-37 311", "-148 184", "-49 395", "-53 787", "-152 184", "-4 000",
        ],
        "Särskilt boende": ["-50 150", "-157 500", "-52 500", "-49 479", "-156 500", "1 000"],
        "Summa": ["-88 610", "-311 513", "-103 838", "-105 097", "-314 513", "-3 000"],
    }  # fmt: skip
    assert table.unit is Unit.TKR
    assert table.title.text == "Verksamheternas nettokostnader"


def test_a_label_before_each_figure_gives_one_row() -> None:
    table = only_table(plain_reports.PAIRS)
    assert heads(table) == ["2024 Utfall tkr", "2023 Utfall tkr"]
    assert rows(table) == {
        "Januari": ["4 814", "4 357"],
        "Februari": ["5 203", "4 595"],
        "Mars": ["12 167", "901"],
        "Summa: Jan-Mars": ["22 184", "9 853"],
        "Prognos Bokslut": ["90 000", "87 766"],
    }
    assert table.rows[-1].cells[1].label.text == "Bokslut"
    assert not table.rows[0].cells[1].label.text


def test_a_wide_gap_is_an_empty_cell_where_the_others_are_narrow() -> None:
    assert rows(only_table(plain_reports.HOLES)) == {
        "Antal elever i särskola": ["24", "30", "36"],
        "Antal elever i modersmål": ["384", "", "344"],
        "Antal lärare": ["52", "", "61"],
    }


def test_a_table_goes_on_after_a_page_break() -> None:
    table = only_table(plain_reports.PAGES)
    assert list(rows(table)) == ["Januari", "Februari", "Mars", "April", "Medel Januari-April"]
    assert table.title.text == "Antal placerade barn"


def test_other_ways_to_split_a_row_are_kept() -> None:
    table = only_table(
        "Tkr Utfall 2023 Budget 2024 Utfall 2024\n\n"
        "Vägar -2 536 -5 120 -4 262\n\nParker 12 345 678 901\n\nSumma 300 200 100\n"
    )
    parks = table.rows[1]
    splits = [parks.cells, *parks.others]
    assert [[cell.text.text for cell in split] for split in splits] == [
        ["12 345", "678", "901"],
        ["12", "345 678", "901"],
        ["12", "345", "678 901"],
    ]


def test_a_row_without_room_to_tell_its_columns_is_unread() -> None:
    table = only_table(
        "Verksamhet Utfall 2023 Budget 2024 Utfall 2024\n"
        "Vägar -2 536 -5 120 -4 262\nParker -100 -200\nHamn -1 536 -2 120 -3 262\n"
    )
    assert list(rows(table)) == ["Vägar", "Hamn"]
    assert [one.text.text for one in table.unread] == ["Parker -100 -200"]


@pytest.mark.parametrize(
    "text",
    [
        "Nämnden sammanträdde den 12 maj 2024.\nNärvarande var 11\nledamöter och 3 ersättare.\n",
        "Postadress\n501 80 Norrsjö\nTelefon\n033-35 70 00\nDatum\n2024-05-12\n",
        "1. Godkännande av dagordning\n2. Val av justerare\n3. Budget 2024\n4. Budget 2025\n",
        "§ 12 Budgetuppföljning\n\nDnr 2024-00124 1.1.3.0\n\n§ 13 Planering budget 2025\n",
    ],
)
def test_what_is_no_table_is_none(text: str) -> None:
    document = read_text(text, "protokoll.txt")
    assert not document.tables
    assert not document.unread


def test_each_number_is_where_its_place_says() -> None:
    for text in vars(plain_reports).values():
        if isinstance(text, str) and "\n" in text:
            spelt_by_their_places(read_text(text, "rapport.txt"))


def spelt_by_their_places(document: Document) -> None:
    numbers = [
        cell.number for table in document.tables for row in table.rows for cell in row.cells
        if cell.number
    ]  # fmt: skip
    numbers += [number for sentence in document.sentences() for number in sentence.numbers]
    for number in numbers:
        parts = [document.lines[span.line].text[span.start : span.end] for span in number.spans]
        assert " ".join(parts) == number.text


def test_tabs_say_which_cells_are_empty() -> None:
    table = only_table(
        "Månad\tBudget\tUtfall\nJan\t1 200\t1 150\nFeb\t\t1 100\nMar\t1 300\t\nApr\t1 250\t1 190\n"
    )
    assert rows(table)["Feb"] == ["", "1 100"]
    assert rows(table)["Mar"] == ["1 300", ""]


def test_a_thousand_is_not_taken_for_two_figures_where_one_may_be_missing() -> None:
    table = only_table(
        "Månad Budget Utfall\nJan 1 200 1 150\nFeb 1 100\nMar 1 300 1 180\nApr 1 250 1 190\n"
    )
    assert list(rows(table)) == ["Jan", "Mar", "Apr"]
    assert [one.text.text for one in table.unread] == ["Feb 1 100"]


def test_periods_under_the_words_of_a_header_may_be_fewer() -> None:
    table = only_table(
        "Bokslut Budget Prognos Avvikelse\n2023 2024 2024\n"
        "Skola 1 200 1 150 1 160 10\nVård 2 200 2 150 2 160 10\nKultur 300 250 240 -10\n"
    )
    assert heads(table) == ["Bokslut 2023", "Budget 2024", "Prognos 2024", "Avvikelse"]


def test_a_header_under_each_other_begins_a_column_at_each_capital() -> None:
    table = only_table(
        "Tillsynsbesök\nPlan 2022\nGenomfört\n2022\nAndel av\nplan\n\n"
        "Livsmedel 312 298 96 %\n\nHälsoskydd 140 121 86 %\n\nMiljöskydd 88 80 91 %\n"
    )
    assert table.corner.text == "Tillsynsbesök"
    assert heads(table) == ["Plan 2022", "Genomfört 2022", "Andel av plan"]


MARKDOWN = """\
Nettokostnader, tkr

Verksamhet | Budget 2024 | Prognos 2024
--- | --- | ---
Skola | -1 200 | -1 250
Vård | | -2 150
Summa | -1 200 | -3 400
"""
FRAMED = "\n".join(f"| {line} |" if "|" in line else line for line in MARKDOWN.splitlines())
SEMICOLONS = """\
Verksamhet;Budget 2024;Prognos 2024
Skola;-1 200;-1 250
Vård;;-2 150
Summa;-1 200;-3 400
"""


@pytest.mark.parametrize("text", [MARKDOWN, FRAMED, SEMICOLONS])
def test_bars_and_semicolons_part_cells(text: str) -> None:
    table = only_table(text)
    assert heads(table) == ["Budget 2024", "Prognos 2024"]
    assert rows(table) == {
        "Skola": ["-1 200", "-1 250"],
        "Vård": ["", "-2 150"],
        "Summa": ["-1 200", "-3 400"],
    }


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("Verksamhet Budget helår Utfall jan–aug Avvikelse prognos",
         ["Budget helår", "Utfall jan–aug", "Avvikelse prognos"]),
        ("Ålder Flickor Pojkar Andel inskrivna", ["Flickor", "Pojkar", "Andel inskrivna"]),
        ("Sjukfrånvaro, procent av arbetstid 2021 2022 2023", ["2021", "2022", "2023"]),
        ("Ärendetyp Taxa 2024 (kr) Taxa 2025 (kr) Förändring",
         ["Taxa 2024 (kr)", "Taxa 2025 (kr)", "Förändring"]),
    ],
)  # fmt: skip
def test_a_header_in_one_line_is_cut_at_its_capitals(head: str, expected: list[str]) -> None:
    table = only_table(f"{head}\nSkola 412 365 47\nVård 310 305 5\nKultur 125 131 -6\n\nText.\n")
    assert heads(table) == expected


def test_a_column_of_what_is_no_amount_breaks_no_table_of_repeated_labels() -> None:
    document = read_text(
        "Januari 1.234 Januari 5 Januari 7\n\nFebruari 1.111 Februari 6 Februari 8\n\n"
        "Mars 1.300 Mars 9 Mars 4\n",
        "rapport.txt",
    )
    (table,) = document.tables
    assert [row.cells[-1].text.text for row in table.rows] == ["7", "8", "4"]


def test_one_row_without_room_between_its_figures_takes_no_header_away() -> None:
    table = only_table(
        "                 Budget     Utfall     Avvikelse  Prognos\n"
        "Tkr              2025       2025-08    2025-08    2025\n"
        "Grundskola     -980 200   -640 100     8 500     -984 200\n"
        "Fritidshem     -140 300    -92 000     2 400     -140 300\n"
        "Särskola        -98 500    -64 300     1 000     -100 500\n"
        "Summa        -1 219 000   -796 400    11 900   -1 225 000\n".replace("   -1 2", " -1 2")
    )
    assert heads(table) == ["Budget 2025", "Utfall 2025-08", "Avvikelse 2025-08", "Prognos 2025"]
    assert rows(table)["Summa"] == ["-1 219 000", "-796 400", "11 900", "-1 225 000"]
