"""A correction in a closed month is shown with its reason on every page that holds the month."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from test_web_given import SLUG, WHEN, corrected
from test_web_pages import text_of

from uppsikt.figures import Period
from uppsikt.platform.access.rules import COMMAND_LINE
from uppsikt.platform.stores import current_store
from uppsikt.sources.period_rules import State
from uppsikt.sources.periods import ClosedPeriod, set_period
from uppsikt.sources.services import import_ledger

pytestmark = [pytest.mark.database, pytest.mark.django_db]

ACTIVITY = f"/namnder/{SLUG}/2022-10/verksamhet"
HEADING = "Ändrat i stängda perioder"


@pytest.fixture
def changed(demo: Client, tmp_path: Path) -> Client:
    """A visitor after March was closed and a corrected ledger was let in with a reason."""
    set_period(
        actor=COMMAND_LINE,
        now=WHEN,
        store=current_store(),
        committee=SLUG,
        period=Period.month(2022, 3),
        state=State.CLOSED,
    )
    file = corrected(tmp_path)

    def read(reason: str) -> None:
        import_ledger(
            actor=COMMAND_LINE,
            now=WHEN + timedelta(days=3),
            store=current_store(),
            path=file,
            reason=reason,
        )

    with pytest.raises(ClosedPeriod), transaction.atomic():
        read("")
    read("Dubbelt bokförd hyra")
    return demo


@pytest.mark.parametrize(
    "address",
    [
        f"/namnder/{SLUG}/perioder/",
        f"/namnder/{SLUG}/2022-10/",
        f"{ACTIVITY}/ekonomiskt-bistand/",
        f"/namnder/{SLUG}/2022-10/manadsuppfoljning/",
        f"/namnder/{SLUG}/2022-05/",
    ],
)
def test_the_change_is_shown_wherever_the_month_is(changed: Client, address: str) -> None:
    text = text_of(changed.get(address))
    assert HEADING in text
    assert "Ändrat den 14 november 2022, efter stängningen. Skäl: Dubbelt bokförd hyra" in text
    row = re.search(r"Ekonomiskt bistånd, mars 2022([\d\s,\u2212-]+)", text)
    assert row is not None


@pytest.mark.parametrize(
    "address", [f"/namnder/{SLUG}/2022-02/", f"{ACTIVITY}/integration/", "/namnder/ifon/2023-07/"]
)
def test_it_is_not_shown_where_the_month_is_not(changed: Client, address: str) -> None:
    assert HEADING not in text_of(changed.get(address))


def test_all_committees_tell_whose_actual_holds_it(changed: Client) -> None:
    text = text_of(changed.get("/namnder/2022-10/"))
    assert "Arbetslivsnämnden: i utfallet har stängda perioder ändrats med" in text


def test_periods_before_anything_has_changed(demo: Client) -> None:
    answer = demo.get(f"/namnder/{SLUG}/perioder/")
    text = text_of(answer)
    assert HEADING not in text
    assert "3 månader hos Arbetslivsnämnden är stängda." in text
    assert "Årsredovisning 2021" in text
    assert demo.get("/namnder/ingen/perioder/").status_code == 404
