"""The address of a cell: each cell has one, it leads back to the cell, and nothing else is one."""

from __future__ import annotations

import pytest
from followup_books import OCTOBER, SLUG, october
from hypothesis import given
from hypothesis import strategies as st

from uppsikt.documents import Cell
from uppsikt.figures import Name, Period, Subject, What
from uppsikt.followup.basis.address import (
    PART,
    CellAddress,
    UnknownCell,
    address_of,
    cells_of,
    find_cell,
)
from uppsikt.followup.report import Report, compose

REPORTS = {form: compose(october(), form) for form in ("monthly", "interim")}
NET = CellAddress(SLUG, OCTOBER, "monthly", "netto", "ekonomiskt-bistand", "utfall-2022-10")


def address(report: Report, form: str) -> list[CellAddress]:
    facts = report.figures.facts
    return [
        address_of(found, facts.committee, facts.month, form) for found in cells_of(report.tables)
    ]


@pytest.mark.parametrize("form", REPORTS)
def test_every_cell_has_an_address_of_its_own_that_leads_back(form: str) -> None:
    report = REPORTS[form]
    addresses = address(report, form)

    assert len(set(addresses)) == len(addresses) > 50
    for at, found in zip(addresses, cells_of(report.tables), strict=True):
        assert CellAddress.parse(str(at)) == at
        assert find_cell(report.tables, at) == found


@pytest.mark.parametrize("form", REPORTS)
def test_every_cell_names_the_figure_that_is_printed_in_it(form: str) -> None:
    figures = REPORTS[form].figures

    for found in cells_of(REPORTS[form].tables):
        assert found.name is not None, found
        printed = figures.known(found.name)
        # Histories show costs without their minus.
        assert found.cell.printed in (printed, None if printed is None else -printed)


def test_a_cells_figure_is_no_part_of_how_it_looks() -> None:
    name = Name(What.ACTUAL, Subject(SLUG), OCTOBER)

    assert Cell(printed=1, name=name) == Cell(printed=1)


def test_an_address_is_written_in_one_way() -> None:
    assert str(NET) == ("arbetslivsnamnden/2022-10/monthly/netto/ekonomiskt-bistand/utfall-2022-10")
    found = find_cell(REPORTS["monthly"].tables, NET)
    assert found.name == Name(
        What.ACTUAL, Subject(SLUG, "ekonomiskt-bistand"), Period.to_date(2022, 10)
    )


@pytest.mark.parametrize(
    ("part", "wanted", "says"),
    [
        ("table", "netta", "Tabellen ”netta” finns inte"),
        ("row", "ekonomiskt-bidrag", "Närmast: ekonomiskt-bistand"),
        ("column", "utfall-2022-11", "utfall-2022-10"),
    ],
)
def test_a_cell_that_is_not_there_is_refused_with_the_nearest(
    part: str, wanted: str, says: str
) -> None:
    parts = {name: getattr(NET, name) for name in NET.__slots__} | {part: wanted}

    with pytest.raises(UnknownCell) as refused:
        find_cell(REPORTS["monthly"].tables, CellAddress(**parts))

    assert says in str(refused.value)


@given(st.text(max_size=60) | st.from_regex(f"{PART}(/{PART}){{5}}", fullmatch=True))
def test_a_text_is_an_address_or_refused(text: str) -> None:
    try:
        found = CellAddress.parse(text)
    except UnknownCell:
        return
    assert str(found) == text
