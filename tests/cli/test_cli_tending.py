"""What the worker does between jobs."""

from __future__ import annotations

from pathlib import Path

import pytest
from uppsikt_program import Program

from uppsikt.cli.tending import Chore, Tending
from uppsikt.figures import UppsiktError


def test_each_chore_is_done_when_it_is_due_and_a_fault_in_one_stops_no_other() -> None:
    at, done = 0.0, []

    def fail() -> None:
        done.append("a")
        raise UppsiktError("Disken är full.")

    tending = Tending(lambda: at, [Chore(fail, 10), Chore(lambda: done.append("b"), 60)])
    for now in (0.0, 5.0, 10.0, 59.0, 60.0):
        at = now
        tending.look()

    assert done == ["a", "b", "a", "a", "b"]


PREPARED = """
import django
django.setup()

from datetime import datetime, timedelta
from django.conf import settings
from io import BytesIO
from uppsikt.platform.access.rules import COMMAND_LINE
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.platform.outbox.services import write
from uppsikt.review_desk.models import AskedReview
from uppsikt.review_desk.services import ask_review

settings.DATA_FOLDER.demo_marker.write_text("")
now = datetime.now(STOCKHOLM)
write(actor=COMMAND_LINE, now=now, to="a@exempel.se", subject="Prov", text="Hej från Uppsikt")
for asked in (now, now - timedelta(hours=2)):
    ask_review(actor=COMMAND_LINE, now=asked, content=BytesIO(b"Budget 12 tkr."), name="r.txt")
"""

LOOK = """
import django
django.setup()

from uppsikt.platform.outbox.models import Message
from uppsikt.review_desk.models import AskedReview
print(Message.everything.get().state, [bool(one.result) for one in AskedReview.everything.all()])
"""


@pytest.mark.slow
def test_the_worker_reviews_mails_and_erases(tmp_path: Path) -> None:
    program = Program.installed(tmp_path)
    prepared = program.code(PREPARED)
    assert prepared.returncode == 0, prepared.stderr

    done = program("worker", "--until-empty")

    assert done.returncode == 0, done.stderr
    assert "Hej från Uppsikt" in done.stdout
    assert program.code(LOOK).stdout == "sent [True]\n"
