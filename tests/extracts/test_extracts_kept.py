"""Extracts that are kept: which rows hold, who may, what is deleted, and where the key lies."""

from __future__ import annotations

import os
import stat
import zipfile
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from django.conf import settings

from people import one
from sources.city import NOW, SCHOOL, WORK, set_up
from uppsikt.extracts.models import Extract, ExtractMonth
from uppsikt.extracts.selectors import extracts, rows_held, time_is_out
from uppsikt.extracts.services import (
    ExtractOutcome,
    NothingToDelete,
    OtherKey,
    StillThere,
    add_extract,
    delete_due,
    delete_expired,
    delete_months,
)
from uppsikt.organisation.selectors import UnknownCommittee
from uppsikt.platform.access.rules import (
    COMMAND_LINE,
    GIVEN_ROLES,
    OPERATOR,
    PUBLIC,
    Actor,
    NotAllowed,
    Role,
)
from uppsikt.platform.audit.models import Entry
from uppsikt.platform.backup.make import back_up
from uppsikt.platform.data_folder import DataFolder, FolderUnusable
from uppsikt.platform.health.rules import State
from uppsikt.platform.stores import current_store, kept
from uppsikt.registers import ASSISTANCE, RegisterFault

pytestmark = [pytest.mark.django_db, pytest.mark.database]

SLUG = "arbete"
HEAD = "Hushåll;Månad;Belopp;Vuxna;Barn;Orsak\n"
FIRST = HEAD + "19800101-1231;2022-01;100;1;0;\nH-1;2022-01;50;2;1;\nH-1;2022-02;50;2;1;\n"


@pytest.fixture(autouse=True)
def _city(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "DATA_FOLDER", DataFolder(tmp_path / "data"))
    monkeypatch.delenv("UPPSIKT_REGISTER_KEY", raising=False)
    set_up(tmp_path, WORK)
    set_up(tmp_path, SCHOOL)


def read(
    folder: Path,
    text: str,
    *,
    actor: Actor = COMMAND_LINE,
    now: datetime = NOW,
    committee: str = SLUG,
    name: str = "bistand.csv",
) -> ExtractOutcome:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return add_extract(
        actor=actor,
        now=now,
        store=current_store(),
        path=path,
        committee=committee,
        register=ASSISTANCE,
    )


def on_disk() -> set[str]:
    return set(current_store().everything())


def told() -> Iterator[str]:
    """All that the database and the data folder say, but for the key."""
    for model in (Extract, ExtractMonth, Entry):
        for row in model.everything.values():
            yield str(row)
    for path in settings.DATA_FOLDER.root.rglob("*"):
        if path.is_file():
            yield path.read_bytes().decode("latin-1")


def test_what_is_told_anew_takes_the_place_of_what_was_told(tmp_path: Path) -> None:
    outcome = read(tmp_path, FIRST)
    assert (outcome.new, outcome.changed, outcome.same, outcome.status) == (2, 0, 0, "new")
    first = rows_held(SLUG, "assistance")
    assert on_disk() == set(first.values())

    entries = Entry.objects.count()
    assert read(tmp_path, FIRST).status == "unchanged"
    assert (Extract.objects.count(), Entry.objects.count()) == (1, entries)

    changed = FIRST.replace("H-1;2022-02;50", "H-1;2022-02;60") + "H-1;2022-03;50;2;1;\n"
    outcome = read(tmp_path, changed)
    assert (outcome.new, outcome.changed, outcome.same, outcome.gone) == (1, 1, 1, 1)
    now = rows_held(SLUG, "assistance")
    assert (now[202201], now[202202] != first[202202]) == (first[202201], True)
    assert on_disk() == set(now.values()), "what was replaced is gone from the disk"
    kept_extracts = extracts(reader=OPERATOR, committee=SLUG)
    assert [(one.months_held, one.rows_held) for one in kept_extracts] == [(1, 2), (2, 2)]
    assert kept_extracts[0].delete_on.year == NOW.year + 3


def test_no_identity_is_kept_anywhere(tmp_path: Path) -> None:
    read(tmp_path, FIRST, name="bistand 19800101-1231.csv")
    with pytest.raises(RegisterFault):
        read(tmp_path, FIRST + "19800101-1231;2022-01;1;1;0;\n")

    for text in told():
        assert "8001011231" not in text
        assert "800101-1231" not in text
        assert "H-1" not in text


def test_a_refused_file_changes_nothing(tmp_path: Path) -> None:
    read(tmp_path, FIRST)
    before = (rows_held(SLUG, "assistance"), on_disk(), Entry.objects.count())
    with pytest.raises(RegisterFault):
        read(tmp_path, FIRST.replace("2022-02;50", "2022-02;-1"))

    assert (rows_held(SLUG, "assistance"), on_disk(), Entry.objects.count()) == before


@pytest.mark.django_db(transaction=True)
def test_the_key_is_made_once_for_its_owner_alone_and_is_in_no_backup(tmp_path: Path) -> None:
    read(tmp_path, FIRST)
    path = settings.DATA_FOLDER.root / "register.key"
    key = path.read_text().strip()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert settings.DATA_FOLDER.register_key() == key

    (tmp_path / "kopia.zip").touch()
    back_up(tmp_path / "kopia.zip", actor=COMMAND_LINE, now=NOW, progress=lambda _: None)
    with zipfile.ZipFile(tmp_path / "kopia.zip") as backup:
        contents = {name: backup.read(name) for name in backup.namelist()}
    assert any(next(iter(on_disk())) in name for name in contents), "the rows are in it"
    assert not [name for name, content in contents.items() if key.encode() in content]


def test_another_key_is_refused_until_the_rows_are_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(tmp_path, FIRST)
    monkeypatch.setenv("UPPSIKT_REGISTER_KEY", "a" * 32)
    with pytest.raises(OtherKey):
        read(tmp_path, FIRST)
    delete_months(
        actor=COMMAND_LINE, now=NOW, store=current_store(), committee=SLUG, register=ASSISTANCE
    )
    assert read(tmp_path, FIRST).new == 2

    monkeypatch.setenv("UPPSIKT_REGISTER_KEY", "kort")
    with pytest.raises(FolderUnusable, match="för kort"):
        read(tmp_path, FIRST)


def test_rows_are_deleted_when_their_time_is_over(tmp_path: Path) -> None:
    read(tmp_path, FIRST)
    end = extracts(reader=OPERATOR, committee=SLUG)[0].delete_on
    over = datetime(end.year, end.month, end.day, 12, tzinfo=NOW.tzinfo)

    def expired(now: datetime) -> int:
        return delete_expired(
            actor=COMMAND_LINE, now=now, store=current_store(), committee=SLUG, register=ASSISTANCE
        )

    assert expired(over - timedelta(days=1)) == 0
    assert len(on_disk()) == 2
    assert time_is_out(over)[0] is State.WELL, "the last day is a day too"
    state, told = time_is_out(over + timedelta(days=1))
    assert (state, told[:27]) == (State.WARNING, "2 månader skulle ha raderat")
    assert expired(over) == 2
    assert (rows_held(SLUG, "assistance"), on_disk()) == ({}, set())
    kept_extract = extracts(reader=OPERATOR, committee=SLUG)[0]
    assert (kept_extract.rows, kept_extract.months_held) == (3, 0), "that it was read stays"
    assert Entry.objects.filter(verb="raderade registerutdrag").count() == 1


def test_rows_that_an_extract_no_longer_has_are_told_of(tmp_path: Path) -> None:
    read(tmp_path, FIRST)
    outcome = read(tmp_path, HEAD + "19800101-1231;2022-01;100;1;0;\nH-1;2022-02;50;2;1;\n")
    assert (outcome.changed, outcome.same, outcome.gone) == (1, 1, 1)
    assert "Av de ersatta månadernas rader är 1 borta eller ändrade." in str(outcome)
    outcome = read(tmp_path, FIRST)
    assert (outcome.changed, outcome.gone) == (1, 0), "rows that are new are none that are gone"
    current_store().remove([rows_held(SLUG, "assistance")[202202]])
    outcome = read(tmp_path, FIRST.replace("H-1;2022-02;50", "H-1;2022-02;60"))
    assert (outcome.changed, outcome.gone) == (1, None)
    assert "de förra har gått förlorade" in str(outcome)


def test_all_whose_time_is_over_goes_and_a_backup_delays_the_files_alone(tmp_path: Path) -> None:
    read(tmp_path, FIRST)
    read(tmp_path, FIRST.replace("50;2", "60;2"), committee="skola")
    read(tmp_path, HEAD + "H-2;2022-03;50;2;1;\n", now=NOW + timedelta(days=400))
    end = extracts(reader=OPERATOR, committee="skola")[0].delete_on
    over = datetime(end.year, end.month, end.day, 12, tzinfo=NOW.tzinfo)
    due = partial(delete_due, actor=COMMAND_LINE, store=current_store())

    assert due(now=over - timedelta(days=1)) == 0
    with current_store().unswept(), pytest.raises(StillThere):
        due(now=over)
    assert list(rows_held(SLUG, "assistance")) == [202203], "the other rows' time is not over"
    assert rows_held("skola", "assistance") == {}, "one that has to wait delays no other"
    assert Entry.objects.filter(verb="raderade registerutdrag").count() == 2
    for path in settings.DATA_FOLDER.columns.iterdir():
        os.utime(path, (0, 0))  # what is younger than an hour may be about to count
    assert due(now=over) == 0
    assert on_disk() == set(kept())


def test_a_month_is_deleted_and_rows_that_another_has_stay(tmp_path: Path) -> None:
    read(tmp_path, FIRST)
    read(tmp_path, FIRST, committee="skola")
    delete = partial(
        delete_months, actor=COMMAND_LINE, now=NOW, store=current_store(), register=ASSISTANCE
    )
    assert delete(committee=SLUG, months=[202201]) == 1
    assert list(rows_held(SLUG, "assistance")) == [202202]
    assert on_disk() == set(kept()), "the other committee has the very same rows"
    with pytest.raises(NothingToDelete):
        delete(committee=SLUG, months=[202201])

    with current_store().unswept(), pytest.raises(StillThere):
        delete(committee="skola", months=[202201])
    assert list(rows_held("skola", "assistance")) == [202202], "they can be read by nobody"


def test_the_controller_of_the_committee_alone_reads_in_and_deletes(tmp_path: Path) -> None:
    whole = {Role.AUDITOR, Role.ADMINISTRATOR}
    people = [PUBLIC, *(one(role, None if role in whole else SLUG) for role in GIVEN_ROLES)]
    for who in people:
        actor = Actor(who.name, who.grants, who.user)
        role = who.grants[0].role if who.grants else Role.PUBLIC
        for committee in (SLUG, "skola"):
            may_change = role is Role.CONTROLLER and committee == SLUG
            with nullcontext() if may_change else pytest.raises(NotAllowed):
                read(tmp_path, FIRST, actor=actor, committee=committee)
            with nullcontext() if may_change else pytest.raises(NotAllowed):
                delete_months(
                    actor=actor,
                    now=NOW,
                    store=current_store(),
                    committee=committee,
                    register=ASSISTANCE,
                )
            with nullcontext() if may_change or role is Role.AUDITOR else pytest.raises(NotAllowed):
                extracts(reader=who, committee=committee)


def test_an_unknown_committee_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownCommittee):
        read(tmp_path, FIRST, committee="okand")
