"""Rows that can be split in several ways."""

from dataclasses import replace

from hand_tables import document_of

from uppsikt.figures import Period
from uppsikt.reading import Cell, Document
from uppsikt.review.tables.settling import settle, settle_table

MAY = Period.to_date(2024, 5)
TEXT = """
Tkr | Budget 2024 | Prognos 2024 | Avvikelse
Park | 2 400 | 2 500 | 100
Gata | 6 000 | 5 900 | -100
Avfall | 3 600 | 3 800 | 200
Stab | 1 200 | 1 250 | 50
Summa | 13 200 | 13 450 | 250
"""
SUMS = """
Tkr | Bokslut 2022 | Bokslut 2023
Park | 2 400 | 2 500
Gata | 6 000 | 5 900
Summa | 8 400 | 8 400
"""


def ambiguous(text: str, row: int, *others: str) -> Document:
    """A document whose row can also be split into other cells, the first of them read first."""
    document = document_of(text)
    table = document.tables[0]
    alternatives = [
        document_of(f"x | a | b | c | d\nx | {cells}").tables[0].rows[0].cells for cells in others
    ]
    own = table.rows[row]
    read, *rest = alternatives
    changed = replace(own, cells=read, others=(own.cells, *rest))
    rows = (*table.rows[:row], changed, *table.rows[row + 1 :])
    return replace(document, blocks=(replace(table, rows=rows),))


def texts(cells: tuple[Cell, ...]) -> list[str]:
    return [cell.text.text for cell in cells]


def test_the_split_that_the_variance_agrees_with_is_taken() -> None:
    document, unread = settle(ambiguous(TEXT, 1, "6 | 000 5 900 | -100", "600 | 5 900 | -100"), MAY)
    assert unread == 0
    assert texts(document.tables[0].rows[1].cells) == ["6 000", "5 900", "-100"]
    assert document.tables[0].rows[1].others == ()


def test_the_split_that_the_sum_agrees_with_is_taken() -> None:
    table, unread = settle_table(ambiguous(SUMS, 0, "2 | 4 002 500").tables[0], MAY)
    assert unread == 0
    assert texts(table.rows[0].cells) == ["2 400", "2 500"]


def test_what_the_identities_cannot_tell_is_left_out_and_counted() -> None:
    text = "Tkr | Bokslut 2022 | Bokslut 2023\nPark | 2 400 | 2 500\nGata | 6 000 | 5 900"
    table, unread = settle_table(ambiguous(text, 0, "2 | 4 002 500").tables[0], MAY)
    assert unread == 1
    assert [row.label.text for row in table.rows] == ["Gata"]
    assert "flera sätt" in table.unread[0].why
    assert "Park" in table.unread[0].text.text


def test_two_splits_that_are_as_good_are_left_out() -> None:
    text = SUMS.replace("8 400 | 8 400", "9 999 | 9 999")
    _, unread = settle_table(ambiguous(text, 0, "2 | 4 002 500").tables[0], MAY)
    assert unread == 1


def test_a_cell_may_be_empty_where_two_identities_say_so() -> None:
    text = """
    Tkr | Bokslut 2022 | Budget 2023 | Prognos 2023 | Budget 2024
    Nettokostnader | -377 100 | -420 200 | -425 200 | -428 800
    Kommunbidrag |  | 420 200 | 420 200 | 428 800
    Resultat |  | 0 | -5 000 | 0
    """
    table = ambiguous(
        text, 1, "420 200 | 420 200 | 428 | 800", "420 | 200 420 200 | 428 | 800"
    ).tables[0]
    misread = replace(table.rows[1], others=table.rows[1].others[1:])
    rows = (table.rows[0], misread, table.rows[2])
    settled, unread = settle_table(replace(table, rows=rows), MAY)
    assert unread == 0
    assert texts(settled.rows[1].cells) == ["", "420 200", "420 200", "428 800"]


def test_a_document_without_ambiguous_rows_is_as_it_was() -> None:
    document = document_of(TEXT)
    assert settle(document, MAY) == (document, 0)
