"""How the site is: told to all by yes or no, and to whoever looks after it in full."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError
from django.test import Client
from uppsikt_program import Program

from uppsikt.platform.access.models import RoleGrant, User
from uppsikt.platform.access.rules import COMMAND_LINE, OPERATOR, PUBLIC
from uppsikt.platform.audit.services import record
from uppsikt.platform.backup.make import BACKED_UP
from uppsikt.platform.data_folder import STOCKHOLM, DataFolder
from uppsikt.platform.health import selectors
from uppsikt.platform.health.rules import Sign, State, disk, worst
from uppsikt.platform.health.selectors import health, register_probe
from uppsikt.platform.jobs.models import Job
from uppsikt.platform.jobs.workers import signed_on

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=STOCKHOLM)
GB = 1_000_000_000


@pytest.fixture(autouse=True)
def plenty_of_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk that the tests run on is none of their business."""
    monkeypatch.setattr(selectors, "disk", lambda *_: (State.WELL, "tom"))


@pytest.fixture
def broken() -> Iterator[None]:
    """Something that a room needs, and that does not answer."""

    def fail(_now: datetime) -> tuple[State, str]:
        raise DatabaseError

    register_probe("något", fail)
    yield
    del selectors._probes["något"]


def state_of(name: str) -> State:
    signs = {sign.name: sign for sign in health(reader=OPERATOR, now=NOW).signs}
    return signs[name].state


@pytest.mark.parametrize(
    ("free", "total", "state"),
    [
        (500 * GB, 1000 * GB, State.WELL),
        (99 * GB, 1000 * GB, State.WARNING),
        (19 * GB, 1000 * GB, State.ILL),
        (4 * GB, 30 * GB, State.WARNING),
        (0.9 * GB, 30 * GB, State.ILL),
        (2.1 * GB, 10 * GB, State.WELL),
        (1.9 * GB, 10 * GB, State.WARNING),
        (0.5 * GB, 2 * GB, State.WELL),
        (0.3 * GB, 2 * GB, State.ILL),
    ],
)
def test_a_disk_is_small_before_it_is_full(free: float, total: float, state: State) -> None:
    assert disk(int(free), int(total))[0] is state


def test_the_worst_counts() -> None:
    signs = [Sign("a", State.WELL, ""), Sign("b", State.ILL, ""), Sign("c", State.WARNING, "")]
    assert [worst(signs), worst(signs[:1]), worst([])] == [State.ILL, State.WELL, State.WELL]


@pytest.mark.django_db
def test_a_backup_is_missed_when_it_is_old() -> None:
    assert state_of("säkerhetskopian") is State.WARNING
    for age, state in ((51, State.WARNING), (49, State.WELL)):
        at = NOW - timedelta(hours=age)
        record(actor=COMMAND_LINE, now=at, verb=BACKED_UP, thing="k.zip")
        assert state_of("säkerhetskopian") is state


@pytest.mark.django_db
def test_work_that_nobody_does_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DATA_FOLDER", DataFolder(tmp_path))
    assert state_of("arbetena") is State.WARNING
    job = Job.everything.create(kind="prov", title="prov", asked_by="driften", asked_at=NOW)
    assert state_of("arbetena") is State.WARNING
    Job.everything.filter(pk=job.pk).update(asked_at=NOW - timedelta(minutes=31))
    assert state_of("arbetena") is State.ILL
    with signed_on(settings.DATA_FOLDER):
        assert state_of("arbetena") is State.WARNING
        job.delete()
        assert state_of("arbetena") is State.WELL
    assert state_of("arbetena") is State.WARNING


@pytest.mark.django_db
def test_a_folder_that_cannot_be_written_to_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert state_of("datamappen") is State.WELL
    monkeypatch.setattr(os, "access", lambda *_: False)  # the tests may run as root, who may all
    assert state_of("datamappen") is State.ILL


@pytest.mark.django_db
def test_the_public_is_told_no_more_than_yes_or_no(broken: None) -> None:
    assert health(reader=PUBLIC, now=NOW) == selectors.Health(State.ILL, ())
    answer = Client().get("/halsa/")
    assert (answer.status_code, answer.content.decode()) == (
        503,
        "Uppsikt svarar inte som det ska.\n",
    )


@pytest.mark.django_db
def test_whoever_looks_after_it_is_told_all() -> None:
    client, user = Client(), User.objects.create_user("driften")
    client.force_login(user)
    assert client.get("/halsa/").content.decode() == "Uppsikt svarar.\n"
    RoleGrant.objects.create(user=user, role="ADMINISTRATOR", valid_from=date(2022, 1, 1))
    told = client.get("/halsa/").content.decode().splitlines()
    assert told[0] == "Uppsikt svarar."
    assert "i ordning: tabellerna av programmets version" in told
    assert "se upp: säkerhetskopian ingen är tagen" in told


@pytest.mark.django_db
def test_a_database_that_is_away_is_told_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object, **__: object) -> None:
        raise DatabaseError

    monkeypatch.setattr("uppsikt.web.site.about.reader_of", away)
    monkeypatch.setitem(selectors._OWN, "databasen", away)
    assert Client().get("/halsa/").status_code == 503


@pytest.mark.slow
def test_the_commands_status_is_what_watches_it_knows(made_demo: Path, tmp_path: Path) -> None:
    shutil.copytree(made_demo / "data", tmp_path / "data")
    program = Program(tmp_path)
    done = program("health", "--format", "json")
    found = json.loads(done.stdout)
    states = {sign["name"]: sign["state"] for sign in found["signs"]}
    assert states.pop("disken") in {"well", "warning", "ill"}
    assert states.pop("arbetena") == "warning"  # nobody serves it, so there is no worker
    assert set(states.values()) == {"well"}
    (tmp_path / "data/DEMO").unlink()
    assert "se upp" in program("health").stdout
    with closing(sqlite3.connect(tmp_path / "data/uppsikt.db")) as database, database:
        database.execute("delete from django_migrations where app = 'sources'")
    done = program("health")
    assert (done.returncode, done.stderr) == (2, "")
    assert "av en äldre version: kör uppsikt upgrade" in done.stdout
    assert Program(tmp_path, tmp_path / "tom")("health").returncode == 2
