"""What is written takes the look that is chosen; what was given out keeps the one it had."""

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client

from look.look_folder import FAMILY, TOML, make_look
from uppsikt.figures import Period
from uppsikt.followup.given.giving import give_out
from uppsikt.followup.services import build_report
from uppsikt.look.services import add_look, choose_look
from uppsikt.platform.access.rules import COMMAND_LINE, PUBLIC
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.platform.stores import current_store

pytestmark = [pytest.mark.database, pytest.mark.django_db]

SLUG, OCTOBER = "arbetslivsnamnden", Period.month(2022, 10)
REPORT = f"/namnder/{SLUG}/2022-10/manadsuppfoljning"
NOW = datetime(2026, 11, 29, 9, 0, tzinfo=STOCKHOLM)


@pytest.fixture
def visitor(demo: Client, tmp_path: Path) -> Iterator[Client]:
    """A visitor where a look is added; what is done is undone after the test."""
    point = transaction.savepoint()
    folder = make_look(tmp_path / "utseende", toml=TOML.split("[[avsnitt]]", maxsplit=1)[0])
    add_look(actor=COMMAND_LINE, now=NOW, store=current_store(), folder=folder)
    yield demo
    transaction.savepoint_rollback(point)


def choose(number: int) -> None:
    choose_look(actor=COMMAND_LINE, now=NOW, number=number)


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(name).decode()


def test_files_take_the_look_that_is_chosen(visitor: Client) -> None:
    before = visitor.get(f"{REPORT}.docx")
    assert "Provköping" not in part(before.content, "word/styles.xml")
    choose(1)
    after = visitor.get(f"{REPORT}.docx", headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert after.headers["ETag"] != before.headers["ETag"]
    header = part(after.content, "word/header1.xml")
    assert "Provköpings kommun · Arbetslivsnämnden" in header
    assert FAMILY in part(visitor.get(f"{REPORT}.xlsx").content, "xl/styles.xml")
    again = visitor.get(f"{REPORT}.docx", headers={"If-None-Match": after.headers["ETag"]})
    assert again.status_code == 304
    choose(0)
    assert visitor.get(f"{REPORT}.docx").content == before.content


def test_a_report_given_out_keeps_its_look_and_is_not_said_to_have_changed(
    visitor: Client,
) -> None:
    given = give_out(
        actor=COMMAND_LINE, now=NOW, store=current_store(), committee=SLUG, period=OCTOBER
    )
    frozen = visitor.get(f"{REPORT}/version/1.docx").content
    choose(1)
    assert visitor.get(f"{REPORT}/version/1.docx").content == frozen
    assert visitor.get(f"{REPORT}.docx").content != frozen
    assert "Ingenting har ändrats sedan dess" in visitor.get(f"{REPORT}/").content.decode()
    again = give_out(
        actor=COMMAND_LINE, now=NOW, store=current_store(), committee=SLUG, period=OCTOBER
    )
    assert (given.is_new, again.is_new) == (True, False)


def test_two_looks_say_the_same(visitor: Client) -> None:
    before = build_report(reader=PUBLIC, store=current_store(), committee=SLUG, period=OCTOBER)
    choose(1)
    after = build_report(reader=PUBLIC, store=current_store(), committee=SLUG, period=OCTOBER)
    assert after.content == before.content
    assert after.mark != before.mark
    assert after.document.look.name == "Provköpings utseende"
