"""Grids of cells become tables: heads, labels, groups, missing figures, notes, units."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from table_text import cell_text, table_text

from uppsikt.figures import Unit
from uppsikt.reading.cells import figure_cell
from uppsikt.reading.grids.grid import GridCell, Spanning, laid_out
from uppsikt.reading.grids.grids import GridRead, read_grid
from uppsikt.reading.model import Text
from uppsikt.reading.source import Source
from uppsikt.reading.stated import stated_unit


def grid_of(*rows: str, title: str = "") -> GridRead:
    """Read rows with ``|`` between cells; ``=`` goes on with the cell to the left, ``^`` above."""
    source = Source("rutnät")
    lines: list[list[Any]] = []
    for row in rows:
        line: list[Any] = []
        for column, text in enumerate(part.strip() for part in row.split("|")):
            if text == "=":
                line.append(line[-1])
            elif text == "^":
                line.append(lines[-1][column])
            else:
                line.append(GridCell(source.line(text)))
        lines.append(line)
    return read_grid(lines, Text(title))


def one(*rows: str, title: str = "") -> list[str]:
    read = grid_of(*rows, title=title)
    assert len(read.tables) == 1
    return table_text(read.tables[0])


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("-11 149", "-11149"),
        ("− 6\u00a0000", "-6000"),
        ("– 6 000", "-6000"),
        ("(300)", "-300"),
        ("+1 000", "1000"),
        ("8 530 tkr", "8530 tkr"),
        ("44%", "44 %"),
        ("16,5", "16.5"),
        ("636*", "636^*"),
        ("636¹", "636^¹"),
        ("204 1)", "204^1)"),
        ("±0", "0"),
        ("+/- 0", "0"),
        ("–", "'–'"),
        ("", "_"),
        ("0", "0"),
        ("2022-10-31", "'2022-10-31'"),
        ("1,234", "'1,234'"),
        ("45 (52)", "'45 (52)'"),
        ("033-35 70 00", "'033-35 70 00'"),
        ("12 personer", "'12 personer'"),
        ("1 000-", "'1 000-'"),
    ],
)
def test_a_cell_holds_one_number_or_none(printed: str, read: str) -> None:
    assert cell_text(figure_cell(Source("cell").line(printed))) == read


def test_a_plain_table_with_unit_in_the_corner() -> None:
    read = grid_of(
        "Tkr | Utfall 2021-10 | Budget 2022", "Politisk verksamhet | -920 | -1 675",
        "Buffert | 0 | –", "Summa | -920 | -1 675",
    )  # fmt: skip
    assert read.tables[0].unit is Unit.TKR
    assert table_text(read.tables[0]) == [
        "Utfall 2021-10 | Budget 2022",
        "Politisk verksamhet: -920 | -1675",
        "Buffert: 0 | '–'",
        "Summa: -920 | -1675",
    ]


def test_groups_of_columns_are_spread_over_their_columns() -> None:
    assert (
        one(
            " | 2025 | = | 2024 | =",
            "^ | Utfall | Budget | Utfall | Budget",
            "Bistånd | 1 | 2 | 3 | 4",
        )[0]
        == "2025 / Utfall | 2025 / Budget | 2024 / Utfall | 2024 / Budget"
    )


def test_a_group_named_over_its_first_column_only() -> None:
    assert one("Tkr | Utfall | | Budget", " | 2021 | 2022 | 2022", "Bistånd | 1 | 2 | 3")[0] == (
        "Utfall / 2021 | Utfall / 2022 | Budget / 2022"
    )
    # Not where the blank may be a head of its own.
    assert one("Tkr | Budget | ", " | 2022 | Avvikelse", "Bistånd | 1 | 2")[0] == (
        "Budget / 2022 | Avvikelse"
    )


def test_years_alone_are_a_head_and_counts_like_years_are_not() -> None:
    assert one("| 2022 | 2021", "Januari | 4 814 | 4 357")[0] == "2022 | 2021"
    assert one("Antal | Utfall | Mål", "Deltagare | 2015 | 1980", "Hushåll | 636 | 600")[1] == (
        "Deltagare: 2015 | 1980"
    )


def test_years_down_the_first_column_are_labels() -> None:
    assert one("År | Antal", "2020 | 345", "2021 | 360") == ["Antal", "2020: 345", "2021: 360"]


def test_rows_without_figures_open_groups() -> None:
    assert one(
        "Tkr | Utfall | Budget", "Integration | |", "Intäkt | 4 | 5", "Kostnad | -9 | -9",
        "Nettokostnad | -5 | -4", "Övrigt | = | =", "Intäkt | 1 | 1", "Kostnad | -2 | -2",
        "Nettokostnad | -1 | -1", "Summa | -6 | -5",
    )[1:] == [
        "Integration > Intäkt: 4 | 5",
        "Integration > Kostnad: -9 | -9",
        "Integration > Nettokostnad: -5 | -4",
        "Övrigt > Intäkt: 1 | 1",
        "Övrigt > Kostnad: -2 | -2",
        "Övrigt > Nettokostnad: -1 | -1",
        "Summa: -6 | -5",
    ]  # fmt: skip


def test_a_sum_ends_its_group() -> None:
    assert one(
        "Tkr | Utfall", "Intäkter |", "Avgifter | 4", "Summa intäkter | 4", "Kostnader |",
        "Personal | -9", "Summa kostnader | -9", "Resultat | -5",
    )[1:] == [
        "Intäkter > Avgifter: 4",
        "Intäkter > Summa intäkter: 4",
        "Kostnader > Personal: -9",
        "Kostnader > Summa kostnader: -9",
        "Resultat: -5",
    ]  # fmt: skip


def test_a_merged_or_blank_label_column_names_groups() -> None:
    rows = ["Verksamhet | Slag | Utfall", "Bistånd | Intäkt | 4", "^ | Kostnad | -9",
            "Summa | | -5"]  # fmt: skip
    read = ["Utfall", "Bistånd > Intäkt: 4", "Bistånd > Kostnad: -9", "Summa: -5"]
    assert one(*rows) == read
    assert one(*(row.replace("^", "") for row in rows)) == read


def test_two_label_columns_are_one_label() -> None:
    assert one("Enhet | Insats | Antal", "Norr | Praktik | 4", "Syd | Praktik | 5")[1:] == [
        "Norr Praktik: 4", "Syd Praktik: 5",
    ]  # fmt: skip


def test_numbers_that_are_names_are_no_figures() -> None:
    assert one("Nr | Verksamhet | Not | Utfall", "1 | Bistånd | 3 | 40", "2 | Övrigt | 4 | 50") == [
        "Utfall", "Bistånd: 40", "Övrigt: 50",
    ]  # fmt: skip


def test_labels_repeated_before_each_figure() -> None:
    assert one(
        "2022 | Utfall tkr | 2021 | Utfall tkr", "Januari | 4 814 | Januari | 4 357",
        "Februari | 5 166 | Februari | 4 610", "Summa: Jan-Okt | 9 980 | Summa | 8 967",
    ) == [
        "2022 / Utfall tkr | 2021 / Utfall tkr",
        "Januari: 4814 | 4357",
        "Februari: 5166 | 4610",
        "Summa: Jan-Okt: 9980 | 8967 (Summa)",
    ]  # fmt: skip


def test_comments_are_no_figures_but_are_read() -> None:
    comment = "Kostnaden ökade med 300 tkr under hösten jämfört med fjolåret."
    read = grid_of("Mål | Utfall | Kommentar", f"Hushåll | 636 | {comment}", "Barn | 12 | ")
    assert table_text(read.tables[0]) == ["Utfall", "Hushåll: 636", "Barn: 12"]
    assert [text.text for text in read.texts] == [comment]


def test_a_head_repeated_in_the_body_is_left_out() -> None:
    head = "Tkr | Utfall | Budget"
    assert one(head, "A | 1 | 2", head, "B | 3 | 4")[1:] == ["A: 1 | 2", "B: 3 | 4"]


def test_another_head_begins_another_table() -> None:
    read = grid_of(
        "Tkr | Utfall | Budget", "A | 1 | 2", "Antal personer | = | =",
        "Enhet | Kvinnor | Män", "B | 3 | 4",
    )  # fmt: skip
    assert [table_text(table) for table in read.tables] == [
        ["Utfall | Budget", "A: 1 | 2"], ["Kvinnor | Män", "B: 3 | 4"],
    ]  # fmt: skip
    assert read.tables[1].title.text == "Antal personer"


def test_a_title_over_the_whole_width_is_the_title() -> None:
    read = grid_of("Nettokostnader, mnkr | = | =", "| Utfall | Budget", "A | 1,5 | 2,0")
    assert (read.tables[0].title.text, read.tables[0].unit) == ("Nettokostnader, mnkr", Unit.MNKR)


@pytest.mark.parametrize(
    "rows",
    [
        ("Kontakt | Telefon", "Växel | 033-35 70 00"),
        ("Nämnden beslutar att godkänna rapporten.",),
        ("Åtgärd | Ansvarig | Klart", "Minska köerna | Chef | Hösten 2022"),
        ("",),
        (),
    ],
)
def test_a_grid_without_figures_is_no_table(rows: tuple[str, ...]) -> None:
    read = grid_of(*rows)
    assert read.tables == ()
    wanted = [part.strip() for row in rows for part in row.split("|") if part.strip()]
    assert [text.text for text in read.texts] == wanted


def test_a_note_under_the_table_is_text() -> None:
    read = grid_of("Tkr | Utfall | Budget", "A | 1 | 2", "* Avser helår. | = | =")
    assert table_text(read.tables[0])[1:] == ["A: 1 | 2"]
    assert [text.text for text in read.texts] == ["* Avser helår."]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Tkr", Unit.TKR),
        ("(tkr)", Unit.TKR),
        ("Belopp i tkr", Unit.TKR),
        ("Alla belopp anges i mnkr.", Unit.MNKR),
        ("Nettokostnader, tkr (okt 2022)", Unit.TKR),
        ("Nettokostnader (mkr)", Unit.MNKR),
        ("Antal", Unit.COUNT),
        ("Andel (%)", Unit.PERCENT),
        ("Kronor per invånare", None),
        ("Antal hushåll", None),
        ("Belopp i tkr och andel (%)", None),
        ("Verksamhet", None),
    ],
)
def test_the_unit_that_a_text_states(text: str, unit: Unit | None) -> None:
    assert stated_unit(text) is unit


@given(st.lists(st.lists(st.tuples(
    st.sampled_from(["", "A", "Summa", "2022", "1 000", "-3", "–", "12 %", "Utfall", "Tkr"]),
    st.integers(-1, 4), st.integers(-1, 4), st.booleans()), max_size=5), max_size=6,
))  # fmt: skip
def test_no_grid_is_too_strange(rows: list[list[tuple[str, int, int, bool]]]) -> None:
    source = Source("rutnät")
    laid = laid_out(
        [[Spanning(GridCell(source.line(text), head), columns, height)
          for text, columns, height, head in row] for row in rows],
        source,
    )  # fmt: skip
    for table in read_grid(laid).tables:
        assert all(len(row.cells) == len(table.columns) for row in table.rows)
