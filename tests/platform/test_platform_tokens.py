"""Keys: whose they are and until when, who makes and ends them, and that no secret is kept."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.core import mail
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st
from icalendar import Calendar
from uppsikt_program import Program

from people import one
from uppsikt.platform.access.models import RoleGrant, User
from uppsikt.platform.access.rules import COMMAND_LINE, Actor, NotAllowed, Role
from uppsikt.platform.accounts.services import add_user, close_user, note_new_password, open_user
from uppsikt.platform.accounts.sign_ins import end_all as sign_out_everywhere
from uppsikt.platform.audit.models import Entry
from uppsikt.platform.backup.rows import columns, lines, tables
from uppsikt.platform.data_folder import STOCKHOLM, DataFolder
from uppsikt.platform.outbox.models import Message
from uppsikt.platform.tokens.models import Token
from uppsikt.platform.tokens.rules import WrongToken
from uppsikt.platform.tokens.secret import digest_of, new_secret
from uppsikt.platform.tokens.selectors import owner_of, token_named, token_of, tokens_of
from uppsikt.platform.tokens.services import Made, end_token, forget_old, make_token

pytestmark = [pytest.mark.database, pytest.mark.django_db]

NOW = datetime(2026, 11, 29, 15, 0, tzinfo=STOCKHOLM)
TODAY = NOW.date()
DAY = timedelta(days=1)
ADMINISTRATOR = one(Role.ADMINISTRATOR, None, user=999)


@pytest.fixture
def owner() -> User:
    return add_user(actor=COMMAND_LINE, now=NOW, email="anna@kommunen.example", name="Anna")


def made(user: User, name: str = "Power BI", *, by_code: bool = True, **more: date) -> Made:
    return make_token(actor=COMMAND_LINE, now=NOW, user=user, name=name, by_code=by_code, **more)


def as_owner(user: User) -> Actor:
    return Actor(user.first_name, (), user.pk)


def test_a_key_is_its_owners_until_its_last_day_is_over(owner: User) -> None:
    key = made(owner, last_day=TODAY + DAY)

    assert owner_of(key.secret, now=NOW) == owner
    evening = datetime(2026, 11, 30, 23, 59, tzinfo=STOCKHOLM)
    assert owner_of(key.secret, now=evening) == owner
    assert owner_of(key.secret, now=evening + timedelta(minutes=1)) is None
    assert token_of(key.secret, now=evening) is not None
    assert token_of(key.secret, now=evening + timedelta(minutes=1)) is None


def test_what_is_no_key_is_nobodys(owner: User) -> None:
    secret = made(owner).secret
    body = secret.removeprefix("uppsikt_")
    for forged in (
        "", " ", "uppsikt_", body, secret[:-1], f"{secret}A", f" {secret}", f"{secret}\n",
        f"{secret}\0", secret.upper(), new_secret(), secret.replace("uppsikt_", "uppsikt-"),
        f"uppsikt_{'å' * 43}", f"uppsikt_{chr(0xD800) * 43}", "uppsikt_" + "' or 1=1 --".ljust(43),
        digest_of(secret) or "", "uppsikt_" * 100_000,
    ):  # fmt: skip
        assert owner_of(forged, now=NOW) is None, forged[:80]
    assert owner_of(secret, now=NOW) == owner


def test_a_key_that_is_ended_opens_nothing_and_ends_once(owner: User) -> None:
    key, other = made(owner), made(owner, "Excel")
    row = token_named(reader=as_owner(owner), user=owner, name="Power  BI", on=TODAY)

    assert end_token(actor=as_owner(owner), now=NOW, token=row)

    assert owner_of(key.secret, now=NOW) is None
    assert owner_of(other.secret, now=NOW) == owner
    assert not end_token(actor=as_owner(owner), now=NOW, token=row)
    told = Entry.objects.filter(verb="avslutade en nyckel")
    assert [(entry.thing, "Power BI" in entry.detail_text) for entry in told] == [
        (owner.username, True)
    ]
    with pytest.raises(WrongToken, match="Det finns ingen nyckel som heter så"):
        token_named(reader=as_owner(owner), user=owner, name="Power BI", on=TODAY)
    shown = tokens_of(reader=as_owner(owner), user=owner, on=TODAY)
    assert [(token.name, f"{token.state}") for token in shown] == [
        ("Excel", "gäller"), ("Power BI", "avslutad"),
    ]  # fmt: skip


def test_all_keys_end_with_the_account_the_password_and_every_session(owner: User) -> None:
    key = made(owner)
    close_user(actor=COMMAND_LINE, now=NOW, user=owner)
    assert owner_of(key.secret, now=NOW) is None
    open_user(actor=COMMAND_LINE, now=NOW, user=owner)
    assert owner_of(key.secret, now=NOW) is None, "it does not come back"

    for end in (note_new_password, sign_out_everywhere):
        owner.refresh_from_db()
        key = made(owner)
        assert owner_of(key.secret, now=NOW) == owner
        end(actor=as_owner(owner), now=NOW, user=owner)
        assert owner_of(key.secret, now=NOW) is None
    assert Entry.objects.filter(verb="avslutade alla nycklar").count() == 3


def test_a_closed_account_reads_nothing_whatever_its_keys_say(owner: User) -> None:
    key = made(owner)
    User.objects.filter(pk=owner.pk).update(is_active=False)
    assert owner_of(key.secret, now=NOW) is None
    with pytest.raises(WrongToken, match="Kontot är stängt"):
        made(owner, "Excel")


def test_the_demos_people_have_keys_in_the_demo_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    person = User.objects.create_user("revisor@demo.invalid", email="revisor@demo.invalid")
    with pytest.raises(WrongToken):
        made(person)
    with monkeypatch.context() as patched:
        patched.setattr(DataFolder, "is_demo", True)
        key = made(person)
        assert owner_of(key.secret, now=NOW) == person
    assert owner_of(key.secret, now=NOW) is None


def test_a_key_made_by_password_alone_is_dead_while_a_role_demands_a_code(owner: User) -> None:
    weak, strong = made(owner, "Excel", by_code=False), made(owner, by_code=True)
    assert owner_of(weak.secret, now=NOW) == owner
    role = RoleGrant.objects.create(user=owner, role="ADMINISTRATOR", valid_from=TODAY)
    assert owner_of(weak.secret, now=NOW) is None
    assert owner_of(strong.secret, now=NOW) == owner
    with override_settings(CODE_ROLES=frozenset()):
        assert owner_of(weak.secret, now=NOW) == owner
    role.valid_to, role.valid_from = TODAY - DAY, TODAY - DAY
    role.save()
    assert owner_of(weak.secret, now=NOW) == owner


def test_nobody_makes_a_key_for_another_but_the_operator(owner: User) -> None:
    for actor in (ADMINISTRATOR, one(Role.AUDITOR, None), one(Role.CONTROLLER), Actor("någon")):
        with pytest.raises((WrongToken, NotAllowed)):
            make_token(actor=actor, now=NOW, user=owner, name="Excel", by_code=True)
    assert not Token.objects.exists()
    make_token(actor=as_owner(owner), now=NOW, user=owner, name="Excel", by_code=True)
    assert tokens_of(reader=ADMINISTRATOR, user=owner, on=TODAY)
    assert tokens_of(reader=one(Role.AUDITOR, None), user=owner, on=TODAY)
    assert not tokens_of(reader=one(Role.HEAD, "ifon"), user=owner, on=TODAY)
    row = Token.objects.get()
    for actor in (one(Role.AUDITOR, None), one(Role.HEAD, "ifon"), Actor("någon")):
        with pytest.raises(NotAllowed):
            end_token(actor=actor, now=NOW, token=row)
    assert end_token(actor=ADMINISTRATOR, now=NOW, token=row)


@pytest.mark.parametrize(
    ("name", "last_day", "told"),
    [
        ("", TODAY, "behöver ett namn"),
        (" \t\n", TODAY, "behöver ett namn"),
        ("x" * 81, TODAY, "går inte att använda"),
        ("Excel\0", TODAY, "går inte att använda"),
        ("Excel\u202e", TODAY, "går inte att använda"),
        ("Uppsikt_abc", TODAY, "ser ut att innehålla en nyckel"),
        ("Excel", TODAY - DAY, "kan inte gälla till den dagen"),
        ("Excel", TODAY + timedelta(days=366), "kan inte gälla till den dagen"),
    ],
)
def test_a_key_that_cannot_be_made_says_why(
    owner: User, name: str, last_day: date, told: str
) -> None:
    with pytest.raises(WrongToken, match=told):
        made(owner, name, last_day=last_day)
    assert not Token.objects.exists()
    assert not mail.outbox


def test_two_keys_of_one_name_do_not_hold_at_once(owner: User) -> None:
    made(owner, "Excel", last_day=TODAY)
    with pytest.raises(WrongToken, match="redan en nyckel med det namnet"):
        made(owner, " Excel ")
    later = make_token(actor=COMMAND_LINE, now=NOW + DAY, user=owner, name="Excel", by_code=True)
    assert owner_of(later.secret, now=NOW + DAY) == owner, "the first is over"


def test_an_account_has_so_many_keys_and_no_more(owner: User) -> None:
    for number in range(20):
        made(owner, f"Excel {number}")
    with pytest.raises(WrongToken, match="har redan 20 nycklar"):
        made(owner)


def test_the_owner_is_told_without_the_secret(owner: User) -> None:
    key = made(owner, last_day=TODAY)
    (letter,) = mail.outbox
    assert letter.to == [owner.email]
    assert letter.subject == "Ny nyckel till ditt konto i Uppsikt"
    assert "”Power BI” och gäller till och med 2026-11-29" in letter.body
    assert "2026-11-29 klockan 15.00" in letter.body
    assert key.secret not in letter.body
    assert key.secret not in repr(key)
    (attached,) = letter.attachments
    assert (attached.filename, attached.mimetype) == ("nyckeln-slutar-galla.ics", "text/calendar")
    (event,) = Calendar.from_ical(attached.content).walk("VEVENT")
    assert event["summary"] == "Nyckeln ”Power BI” till Uppsikt slutar gälla"
    assert event.decoded("dtstart") == TODAY
    assert key.secret not in attached.content


def test_the_letter_in_the_outbox_has_the_day_with_it(owner: User) -> None:
    with override_settings(EMAIL_BACKEND="uppsikt.web.mail_backend.ToOutbox"):
        made(owner, last_day=TODAY)
        (row,) = Message.everything.all()
        (enclosed,) = row.attachments
        assert enclosed["name"] == "nyckeln-slutar-galla.ics"
        assert "DTSTART;VALUE=DATE:20261129" in enclosed["calendar"]
        other = EmailMessage("Fil", "text", to=["a@kommunen.example"])
        other.attach("fil.pdf", b"%PDF", "application/pdf")
        with pytest.raises(ValueError, match="is written by"):
            other.send()


def test_a_key_is_made_though_its_owner_cannot_be_written_to(owner: User) -> None:
    User.objects.filter(pk=owner.pk).update(email="anna@söder.example")
    with override_settings(EMAIL_BACKEND="uppsikt.web.mail_backend.ToOutbox"):
        assert owner_of(made(owner).secret, now=NOW) == owner


def test_use_is_noted_by_the_day(owner: User) -> None:
    key = made(owner)

    def used() -> date | None:
        (shown,) = tokens_of(reader=as_owner(owner), user=owner, on=TODAY)
        return shown.used_on

    assert used() is None
    owner_of(key.secret, now=NOW)
    assert used() == TODAY
    with CaptureQueriesContext(connection) as asked:
        owner_of(key.secret, now=NOW + timedelta(hours=3))
    assert [one["sql"] for one in asked if not one["sql"].startswith("SELECT")] == []
    owner_of(key.secret, now=NOW + DAY)
    assert used() == TODAY + DAY
    owner_of(key.secret, now=NOW)
    assert used() == TODAY + DAY, "a late clock takes nothing back"


@contextmanager
def writing_nothing() -> Iterator[None]:
    """The database can be read and not written in."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL transaction_read_only = on")
            yield
            transaction.set_rollback(True)
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON")
        yield
        cursor.execute("PRAGMA query_only = OFF")


def test_a_database_that_cannot_be_written_in_is_read(
    owner: User, caplog: pytest.LogCaptureFixture
) -> None:
    key = made(owner)
    with writing_nothing():
        assert owner_of(key.secret, now=NOW) == owner
    assert "token use not noted" in caplog.text
    assert key.secret not in caplog.text


BUSY = """
import sqlite3, sys, time
from uppsikt.cli import installation
folder = installation.open_to_write()
from uppsikt.platform.access.rules import COMMAND_LINE
from uppsikt.platform.accounts.services import add_user
from uppsikt.platform.tokens.selectors import owner_of
from uppsikt.platform.tokens.services import make_token
now = installation.now()
user = add_user(actor=COMMAND_LINE, now=now, email="a@kommunen.example", name="A")
key = make_token(actor=COMMAND_LINE, now=now, user=user, name="Excel", by_code=True)
other = sqlite3.connect(folder.database, isolation_level=None)
other.execute("BEGIN IMMEDIATE")
began = time.monotonic()
assert owner_of(key.secret, now=now) == user
print(f"{time.monotonic() - began:.1f}")
other.execute("ROLLBACK")
user.tokens(manager="everything").get(used_on=None)
assert owner_of(key.secret, now=now) == user
user.tokens(manager="everything").get(used_on=now.date())
"""


def test_a_reading_does_not_wait_for_a_long_writing(tmp_path: Path) -> None:
    """On SQLite in a file, as it is used, where another process holds the lock."""
    done = subprocess.run(
        [sys.executable, "-c", BUSY],
        env={**os.environ, **Program(tmp_path).environment, "DATABASE_URL": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert float(done.stdout) < 5, "a writer may hold the lock for twenty seconds"


def test_keys_that_are_over_are_shown_for_a_while_and_then_forgotten(owner: User) -> None:
    made(owner, "kort", last_day=TODAY)
    made(owner, "lång", last_day=TODAY + timedelta(days=365))
    made(owner, "avslutad", last_day=TODAY + timedelta(days=365))
    row = Token.objects.get(name="avslutad")
    end_token(actor=COMMAND_LINE, now=NOW, token=row)

    assert forget_old(now=NOW + timedelta(days=90)) == 0
    assert forget_old(now=NOW + timedelta(days=91)) == 2
    assert [token.name for token in Token.objects.all()] == ["lång"]


@given(st.text(st.characters(categories=["L", "N", "P"]), max_size=60), st.integers(0, 365))
@how(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_secret_stands_in_any_table_or_log(
    caplog: pytest.LogCaptureFixture, name: str, days: int
) -> None:
    """Whatever the key is called and however long it holds; in what a backup holds, too."""
    with (
        transaction.atomic(),
        override_settings(EMAIL_BACKEND="uppsikt.web.mail_backend.ToOutbox"),
    ):
        user = User.objects.create_user("n@kommunen.example", email="n@kommunen.example")
        try:
            key = made(user, name, last_day=TODAY + days * DAY)
        except WrongToken as fault:
            assert "uppsikt_" not in f"{fault}"  # noqa: PT017
        else:
            assert owner_of(key.secret, now=NOW) == user
            end_token(actor=COMMAND_LINE, now=NOW, token=Token.objects.get())
            assert owner_of(key.secret, now=NOW) is None
            kept = b"".join(
                line for model in tables(apps).values() for line in lines(model, columns(model))
            )
            assert f"{digest_of(key.secret)}" in kept.decode(), "it looks where it should"
            for part in (key.secret, key.secret.removeprefix("uppsikt_"), key.secret[8:24]):
                assert part.encode() not in kept
                assert part not in caplog.text
        transaction.set_rollback(True)
