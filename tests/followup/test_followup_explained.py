"""The cells of the demo's reports lead down to what they are made of, and that adds up."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from uppsikt.figures import Absent, Name, Period, What
from uppsikt.followup.basis.address import CellAddress, FoundCell, UnknownCell, address_of, cells_of
from uppsikt.followup.cells.explained import Explained, booked_query, explained
from uppsikt.followup.report import Report
from uppsikt.followup.services import build_report
from uppsikt.organisation.remembering import remembered
from uppsikt.platform.access.rules import PUBLIC
from uppsikt.sources.drill import drill
from uppsikt.store import Store

pytestmark = [pytest.mark.database, pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture(autouse=True)
def one_organisation() -> Iterator[None]:
    """It is read once for a test, which asks about hundreds of cells and changes nothing."""
    with remembered():
        yield


def made(store: Store, of: tuple[str, str, str]) -> Report:
    committee, month, form = of
    return build_report(
        reader=PUBLIC, store=store, committee=committee, period=Period.parse(month), form=form
    )


REPORTS = [
    ("arbetslivsnamnden", "2022-10", "monthly"),
    ("ifon", "2023-07", "monthly"),
    ("arbetslivsnamnden", "2025-08", "interim"),
]


def named(report: Report) -> Iterator[tuple[FoundCell, Name]]:
    """The cells that are figures: all but those of the vouchers that are marked as accruals."""
    for found in cells_of(report.tables):
        assert (found.name is None) == (found.table.key == "periodiserat"), found
        if found.name is not None:
            yield found, found.name


@pytest.mark.parametrize("of", REPORTS)
def test_rows_and_balances_of_every_booked_cell_are_the_cell(
    demo_store: Store, of: tuple[str, str, str]
) -> None:
    report = made(demo_store, of)
    looked_at: set[Name] = set()
    with_rows = without = 0
    for found, name in named(report):
        query = booked_query(name)
        if not query or name in looked_at:
            continue
        looked_at.add(name)
        behind = drill(reader=PUBLIC, store=demo_store, query=query, limit=1)
        exact = report.book.value(name)
        if isinstance(exact, Absent):
            assert not isinstance(behind.booked, int) or behind.booked == 0, found
            continue
        assert behind.booked == exact, found
        assert behind.without_rows == sum(one.amount for one in behind.balances), found
        assert exact == behind.rows.amount + sum(one.amount for one in behind.balances), found
        for one in behind.breakdowns:
            assert sum(part.amount for part in one.parts) == exact, (found, one.dimension)
        with_rows += bool(behind.rows.total)
        without += bool(behind.balances)
    assert with_rows > 10
    assert without > 5


def one_of_each_kind(report: Report) -> list[FoundCell]:
    """The first cell of each kind: what is told, of a whole or a part of it, for which months."""
    kinds: dict[tuple[object, ...], FoundCell] = {}
    for found, name in named(report):
        of = name.of
        kind = (name.what, of.side, bool(of.activity), bool(of.group), name.when, found.row.role)
        kinds.setdefault(kind, found)
    return list(kinds.values())


@pytest.mark.parametrize("of", REPORTS)
def test_every_kind_of_cell_is_explained_by_parts_that_add_up(
    demo_store: Store, of: tuple[str, str, str]
) -> None:
    report = made(demo_store, of)
    derived = 0
    for found in one_of_each_kind(report):
        at = address_of(found, report.figures.facts.committee, report.figures.facts.month, of[2])
        told = explained(reader=PUBLIC, store=demo_store, address=at)
        assert told.found == found
        derived += _adds_up(told)
    assert derived >= 30


def _adds_up(told: Explained) -> int:
    """How many derivations were tried; each gives the figure where all its parts are known."""
    tried = 0
    for one in told.derivations:
        values = [
            part.weight * part.value for part in one.parts if not isinstance(part.value, Absent)
        ]
        if not isinstance(told.value, Absent) and len(values) == len(one.parts):
            assert sum(values) == told.value, told.text
            tried += 1
    return tried


def test_a_sum_leads_to_the_cells_of_its_parts(demo_store: Store) -> None:
    at = CellAddress.parse("arbetslivsnamnden/2022-10/monthly/netto/alla/utfall-2022-10")
    told = explained(reader=PUBLIC, store=demo_store, address=at)

    assert told.text == "Utfall januari–oktober 2022 för Arbetslivsnämnden"
    lines = next(one for one in told.derivations if len(one.parts) > 2)
    assert {str(part.address).split("/")[3] for part in lines.parts} == {"netto"}
    assert told.query is not None
    assert told.name.what is What.ACTUAL


def test_a_cell_that_is_not_there_is_refused(demo_store: Store) -> None:
    at = CellAddress.parse("arbetslivsnamnden/2022-10/monthly/netto/alla/utfall-2022-11")

    with pytest.raises(UnknownCell, match="utfall-2022-10"):
        explained(reader=PUBLIC, store=demo_store, address=at)
