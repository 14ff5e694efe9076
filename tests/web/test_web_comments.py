"""Comments on the pages: beside the row, on the figure's page, and in a report given out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from html import unescape

import pytest
from django.db import transaction
from django.test import Client
from signing_in import Answer
from test_web_pages import text_of

from uppsikt.figures import Period
from uppsikt.followup.cells.commenting import Wish, comment
from uppsikt.followup.given.giving import give_out
from uppsikt.organisation.models import Committee
from uppsikt.platform.access.models import RoleGrant, User
from uppsikt.platform.access.rules import COMMAND_LINE
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.platform.stores import current_store
from uppsikt.rounds.models import Round

pytestmark = [pytest.mark.database, pytest.mark.django_db]

SLUG, OCTOBER = "arbetslivsnamnden", Period.month(2022, 10)
MONTH = f"/namnder/{SLUG}/2022-10"
REPORT = f"{MONTH}/manadsuppfoljning"
CELL = f"{REPORT}/siffra/netto/integration/prognos-2022/"
NOW = datetime(2022, 11, 8, 9, 0, tzinfo=STOCKHOLM)
FIRST, SECOND = "Hyran för boendet är <inte> betald", "Hyran kommer i december"


def say(text: str, hours: int = 0) -> None:
    wish = Wish(OCTOBER, "monthly", "Integration", "Prognos 2022", "", text, "enhetschef")
    now = NOW + timedelta(hours=hours)
    comment(actor=COMMAND_LINE, now=now, store=current_store(), committee=SLUG, wish=wish)


@pytest.fixture
def visitor(demo: Client) -> Iterator[Client]:
    """A visitor of the demo; what is said is undone after the test."""
    point = transaction.savepoint()
    yield demo
    transaction.savepoint_rollback(point)


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_comment_stands_beside_its_row_on_every_page_of_the_report(visitor: Client) -> None:
    pages = (f"{REPORT}/", f"{MONTH}/")
    assert all("Kommentar" not in page(visitor, address) for address in pages)
    say(FIRST)

    for address in pages:
        shown = page(visitor, address)
        assert shown.count('class="comment">Kommentar</th>') == 1
        assert "Prognos 2022: Hyran för boendet är &lt;inte&gt; betald</td>" in shown
    assert FIRST in page(visitor, f"{REPORT}.json")


def test_the_figures_page_tells_what_holds_and_when_others_did(visitor: Client) -> None:
    assert "Kommentarer" not in page(visitor, CELL)
    say(FIRST)
    say(SECOND, hours=24)
    text = text_of(visitor.get(CELL))

    assert re.search(rf"{SECOND}\s*9 november 2022 av kommandoraden, från enhetschef", text)
    assert "En tidigare kommentar, som har ändrats eller tagits tillbaka." in text
    assert FIRST not in text
    say("", hours=48)
    assert "Kommentaren togs tillbaka." in text_of(visitor.get(CELL))
    assert "Kommentar" not in page(visitor, f"{REPORT}/")


def test_a_report_given_out_keeps_the_comments_it_had(visitor: Client) -> None:
    say(FIRST)
    given = {"actor": COMMAND_LINE, "store": current_store(), "committee": SLUG, "period": OCTOBER}
    assert give_out(now=NOW, **given).is_new  # type: ignore[arg-type]
    kept = [visitor.get(f"{REPORT}/version/1.{kind}").content for kind in ("pdf", "json")]
    say(SECOND, hours=1)

    assert [visitor.get(f"{REPORT}/version/1.{kind}").content for kind in ("pdf", "json")] == kept
    shown = page(visitor, f"{REPORT}/version/1/")
    assert "Hyran för boendet" in shown
    words = text_of(visitor.get(f"{REPORT}/version/1/"))
    assert re.search(rf"kommentar\s+I rapporten\s*{FIRST}\s*Nu\s*{SECOND}", words)
    assert SECOND not in shown.partition("<article")[2]
    assert (
        "Inget belopp har ändrats, men rapporten skulle nu få andra texter eller kommentarer"
        in shown
    )
    assert give_out(now=NOW, reason="Ny kommentar", **given).given.version == 2  # type: ignore[arg-type]


def writer(role: str, committee: str = SLUG) -> Client:
    user = User.objects.create_user(f"{role}-{committee}", first_name=role.title())
    RoleGrant.everything.create(
        user=user, role=role, committee=committee, valid_from=NOW.date(),
        activities=["integration"] if role == "MANAGER" else [],
    )  # fmt: skip
    client = Client()
    client.force_login(user)
    return client


def put(client: Client, text: str, seen: str = "", do: str = "spara") -> Answer:
    return client.post(CELL, {"kommentar": text, "sagt": seen, "gor": do})


def test_a_comment_is_put_changed_and_taken_back_on_the_figures_page(visitor: Client) -> None:
    chief = writer("HEAD")
    assert "Kommentera siffran" in page(chief, CELL)
    assert put(chief, FIRST).status_code == 302
    assert "Prognos 2022: Hyran för boendet är &lt;inte&gt; betald</td>" in page(
        visitor, f"{REPORT}/"
    )
    assert "Ändra kommentaren" in page(chief, CELL)
    assert put(chief, SECOND, seen=FIRST).status_code == 302
    assert SECOND in page(visitor, CELL)
    assert put(chief, "", seen=SECOND, do="ta-bort").status_code == 302
    assert "Kommentaren togs tillbaka." in text_of(visitor.get(CELL))


def test_nobody_elses_comment_is_changed_unseen(visitor: Client) -> None:
    chief, controller = writer("HEAD"), writer("CONTROLLER")
    put(chief, FIRST)
    answer = put(controller, SECOND)
    shown = unescape(answer.content.decode())
    assert answer.status_code == 409
    assert "Head har ändrat kommentaren sedan du öppnade sidan." in shown
    assert f">\n{SECOND}</textarea>" in shown
    assert f'name="sagt" value="{FIRST}"' in shown
    assert put(controller, SECOND, seen=FIRST).status_code == 302


def test_a_comment_that_has_no_room_is_refused_and_kept_in_the_field(visitor: Client) -> None:
    answer = put(writer("CONTROLLER"), "ord " * 200)
    assert answer.status_code == 400
    assert "Kommentaren har 799 tecken, och 500 får plats." in text_of(answer)
    assert "ord ord ord" in text_of(answer)


def make_round(form: str) -> None:
    committee = Committee.everything.get(slug=SLUG)
    Round.everything.create(
        committee=committee, month="2022-10", form=form, opens_on=NOW.date(),
        due_on=NOW.date(), meeting_on=NOW.date(), sent_on=NOW.date(), set_at=NOW, actor="prov",
    )  # fmt: skip


def test_a_report_beside_the_rounds_own_has_nobody_to_make_its_comments_public(
    visitor: Client,
) -> None:
    make_round("interim")
    assert put(writer("MANAGER"), FIRST).status_code == 403
    assert put(writer("CONTROLLER"), FIRST).status_code == 302
    assert FIRST in unescape(page(visitor, CELL))


def test_in_a_month_with_a_round_it_is_public_with_the_report(visitor: Client) -> None:
    make_round("monthly")
    chief = writer("MANAGER")
    put(chief, SECOND)
    assert "Inte offentlig än" in text_of(chief.get(CELL))
    assert SECOND in page(chief, f"{REPORT}/")
    for address in (CELL, f"{REPORT}/", f"{REPORT}.json"):
        assert SECOND not in page(visitor, address)


def test_others_have_no_form_and_are_refused(visitor: Client) -> None:
    # Without a round it would be public at once: that is for those who give the report out.
    strangers = (
        visitor, writer("READER"), writer("CONTROLLER", "ifon"), writer("MANAGER"),
        writer("SECRETARY"),
    )  # fmt: skip
    for stranger in strangers:
        assert "Kommentera siffran" not in page(stranger, CELL)
        assert put(stranger, FIRST).status_code == 403
