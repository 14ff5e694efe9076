"""A report is given out from its page, as a job, by whoever may in the committee."""

from __future__ import annotations

import re
from contextlib import nullcontext
from datetime import datetime

import pytest
from django.conf import settings
from django.test import Client
from test_web_pages import text_of

from uppsikt.figures import Period
from uppsikt.followup.cells.commenting import Wish, comment
from uppsikt.followup.models import GivenReport
from uppsikt.platform.access.models import RoleGrant, User
from uppsikt.platform.access.rules import COMMAND_LINE
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.platform.jobs.models import Job
from uppsikt.platform.jobs.running import Worker
from uppsikt.platform.stores import current_store
from uppsikt.store import Store

pytestmark = [pytest.mark.database, pytest.mark.django_db]

WHEN = datetime(2022, 11, 11, 9, 0, tzinfo=STOCKHOLM)
PAGE = "/namnder/arbetslivsnamnden/2022-10/manadsuppfoljning/"
GIVE = f"{PAGE}lamna-ut/"


def controller(committee: str) -> Client:
    user = User.objects.create_user(f"controller-{committee}")
    RoleGrant.objects.create(
        user=user, role="CONTROLLER", committee=committee, valid_from=WHEN.date()
    )
    client = Client()
    client.force_login(user)
    return client


def work() -> None:
    worker = Worker("prov", settings.DATA_FOLDER, lambda: WHEN, lambda _: nullcontext())
    while worker.run_next():
        pass


def test_it_is_asked_for_and_given_once(demo: Client) -> None:
    mine, others = controller("arbetslivsnamnden"), controller("ifon")
    assert "Lämna ut rapporten" in text_of(mine.get(PAGE))
    for other in (demo, others):
        assert "Lämna ut rapporten" not in text_of(other.get(PAGE))
        assert other.get(GIVE).status_code == 403
        assert other.post(GIVE).status_code == 403
    before = GivenReport.everything.count()
    asked = text_of(mine.get(GIVE))
    assert f"lämnas i version {before + 1}. Den sparas som den är nu" in asked
    assert GivenReport.everything.count() == before

    first, again = mine.post(GIVE), mine.post(GIVE)
    assert first.status_code == 302
    assert first.headers["Location"] == again.headers["Location"]
    work()
    one = GivenReport.everything.last()
    assert one is not None
    assert GivenReport.everything.count() == before + 1
    assert one.actor == "controller-arbetslivsnamnden"
    done = mine.get(f"/arbeten/{Job.everything.get().pk}/")
    assert f"är lämnad i version {one.version}. Den ändras aldrig mer." in text_of(done)
    assert f'href="{PAGE}version/{one.version}/"' in done.content.decode()
    assert "är redan lämnad, och ingenting har ändrats sedan dess." in text_of(mine.get(GIVE))
    mine.post(GIVE)
    work()
    assert GivenReport.everything.count() == before + 1
    _is_corrected_for_a_reason(mine)


def _is_corrected_for_a_reason(mine: Client) -> None:
    """What has changed since is given out again when it is said why."""
    last = GivenReport.everything.last()
    assert last is not None
    wish = Wish(Period.month(2022, 10), "monthly", "Integration", "Prognos 2022", "", "Fler barn")
    comment(
        actor=COMMAND_LINE, now=WHEN, store=current_store(), committee=last.committee.slug,
        wish=wish,
    )  # fmt: skip
    jobs = Job.everything.count()
    for reason, words in (("", "Skriv varför rapporten lämnas på nytt."), ("x" * 501, "Korta")):
        refused = mine.post(GIVE, {"reason": reason})
        assert refused.status_code == 400
        assert words in text_of(refused)
        assert Job.everything.count() == jobs
    assert mine.post(GIVE, {"reason": "Nämnden, §  112"}).status_code == 302
    work()
    now = GivenReport.everything.last()
    assert now is not None
    assert (now.version, now.reason) == (last.version + 1, "Nämnden, § 112")


def test_what_others_have_changed_meanwhile_is_not_given_out_unseen(
    demo: Client, demo_store: Store
) -> None:
    """Both have the page open; one comments a figure, and the other would give the report out."""
    mine = controller("arbetslivsnamnden")
    seen = re.findall(r'name="seen" value="([^"]+)"', mine.get(GIVE).content.decode())
    wish = Wish(Period.month(2022, 10), "monthly", "Integration", "Prognos 2022", "", "Fler elever")
    comment(
        actor=COMMAND_LINE, now=WHEN, store=demo_store, committee="arbetslivsnamnden", wish=wish
    )

    refused = mine.post(GIVE, {"seen": seen})
    assert refused.status_code == 409
    assert "Rapporten har ändrats sedan du öppnade sidan" in text_of(refused)
    assert Job.everything.count() == 0
    (now,) = re.findall(r'name="seen" value="([^"]+)"', refused.content.decode())
    assert now not in seen
    assert mine.post(GIVE, {"seen": now}).status_code == 302
    assert Job.everything.count() == 1


def test_an_address_that_names_no_form_is_no_page(demo: Client) -> None:
    assert demo.get(f"{PAGE.replace('manadsuppfoljning', 'annat')}lamna-ut/").status_code == 404
