"""2023 in the demo: arbetslivsnamnden without relationsvåld, last year published and restated."""

from __future__ import annotations

import pytest

from uppsikt.documents import Table
from uppsikt.figures import Period
from uppsikt.followup.last_year.view import LastYear
from uppsikt.followup.report import Report
from uppsikt.followup.services import build_report
from uppsikt.followup.together.facts import SCALES
from uppsikt.followup.together.last_year import (
    last_year_together,
    moved_together,
    together_lead,
    together_moves,
    together_table,
)
from uppsikt.platform.access.rules import OPERATOR
from uppsikt.store import Store

pytestmark = [pytest.mark.database, pytest.mark.django_db, pytest.mark.any_database]
JULY = Period.month(2023, 7)
LABOUR = "arbetslivsnamnden"
VIOLENCE, ADULTS = "Insatser relationsvåld", "Vård av vuxna"


def report(store: Store, committee: str, view: LastYear) -> Report:
    return build_report(
        reader=OPERATOR, store=store, committee=committee, period=JULY, last_year=view
    )


def last_year(table: Table) -> dict[str, int | None]:
    return {row.label: row.cells[0].printed for row in table.rows}


def test_the_committee_is_without_what_has_gone_and_the_sums_hold(demo_store: Store) -> None:
    published = last_year(report(demo_store, LABOUR, LastYear.PUBLISHED).table("netto"))
    restated = last_year(report(demo_store, LABOUR, LastYear.RESTATED).table("netto"))
    assert published[VIOLENCE] == -4898
    assert (published["Summa"], restated["Summa"]) == (-159_673, -154_775)
    assert VIOLENCE not in restated
    for column in (published, restated):
        parts = [value or 0 for label, value in column.items() if label != "Summa"]
        assert sum(parts) == column["Summa"]
    kept = {label: value for label, value in published.items() if label not in (VIOLENCE, "Summa")}
    assert kept == {label: value for label, value in restated.items() if label != "Summa"}


def test_the_other_committee_has_it_and_the_sum_of_both_is_the_same(demo_store: Store) -> None:
    published = last_year(report(demo_store, "ifon", LastYear.PUBLISHED).table("netto"))
    restated = last_year(report(demo_store, "ifon", LastYear.RESTATED).table("netto"))
    assert (published[ADULTS], restated[ADULTS]) == (-54_369, -59_267)
    assert (published["Summa"], restated["Summa"]) == (-206_447, -211_345)
    assert -159_673 - 206_447 == -154_775 - 211_345


@pytest.mark.parametrize(
    ("unit", "rows"),
    [
        (
            "tkr",
            {
                "Arbetslivsnämnden": (-159_673, 4_898, -154_775),
                "Individ- och familjeomsorgsnämnden": (-206_447, -4_898, -211_345),
                "Summa": (-366_120, 0, -366_120),
            },
        ),
        (
            "mnkr",
            {
                "Arbetslivsnämnden": (-1_597, 49, -1_548),
                "Individ- och familjeomsorgsnämnden": (-2_064, -49, -2_113),
                "Summa": (-3_661, 0, -3_661),
            },
        ),
    ],
)
def test_all_committees_together(
    demo_store: Store, unit: str, rows: dict[str, tuple[int, int, int]]
) -> None:
    found = last_year_together(reader=OPERATOR, store=demo_store, period=JULY, scale=SCALES[unit])
    assert moved_together(reader=OPERATOR, store=demo_store, period=JULY)
    assert found is not None
    table = together_table(found)
    assert {row.label: tuple(c.printed for c in row.cells) for row in table.rows} == rows
    moves = together_moves(found)
    assert moves is not None
    (item,) = moves.items
    assert "överflyttad enligt delårsrapporten augusti 2025" in item[0].text
    assert "både som publicerad och omräknad" in "".join(run.text for run in together_lead(found))


def test_a_year_without_moves_has_nothing_to_show(demo_store: Store) -> None:
    october = Period.month(2022, 10)
    assert last_year_together(reader=OPERATOR, store=demo_store, period=october) is None
    assert not moved_together(reader=OPERATOR, store=demo_store, period=october)
