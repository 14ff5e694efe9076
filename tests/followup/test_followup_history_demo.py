"""The history of the demo's cells, in every form: it ends with what stands in the cell."""

from __future__ import annotations

import pytest

from uppsikt.figures import Period
from uppsikt.followup.basis.address import address_of, cells_of
from uppsikt.followup.cells.figure_history import cell_history
from uppsikt.followup.last_year.view import LastYear
from uppsikt.followup.services import build_report
from uppsikt.platform.access.rules import OPERATOR
from uppsikt.store import Store

pytestmark = [pytest.mark.database, pytest.mark.django_db]

PUBLISHED, RESTATED = LastYear.PUBLISHED, LastYear.RESTATED


@pytest.mark.parametrize(
    ("committee", "month", "form", "shown"),
    [
        ("arbetslivsnamnden", "2022-10", "monthly", PUBLISHED),
        ("ifon", "2023-07", "monthly", RESTATED),
        ("ifon", "2023-07", "budget", PUBLISHED),
        ("ifon", "2023-12", "annual", PUBLISHED),
    ],
)
def test_the_last_value_is_what_stands_in_the_cell(
    demo_store: Store, committee: str, month: str, form: str, shown: LastYear
) -> None:
    period = Period.parse(month)
    report = build_report(
        reader=OPERATOR,
        store=demo_store,
        committee=committee,
        period=period,
        form=form,
        last_year=shown,
    )
    cells = {one.name: one for one in cells_of(report.tables) if one.name is not None}
    wrong = []
    for found in list(cells.values())[::7]:
        address = address_of(found, committee, period, form)
        history = cell_history(reader=OPERATOR, store=demo_store, address=address, last_year=shown)
        last = history.steps[-1].value if history.steps else history.first
        if last is not history.now and last != history.now:
            wrong.append((history.text, history.now, last))
    assert wrong == []
    assert len(cells) > 50
