"""The walk through all addresses: somebody goes there or sends the form, and all is undone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from rights_people import Person, Things
from rights_places import ACTIVITY, OTHER, OWN, PLACES

from uppsikt.api.limits import COUNTER
from uppsikt.platform.access.rules import Thing, Verb
from uppsikt.web.addresses import addresses
from uppsikt.web.rights_table import RIGHTS, Meets, activity_in, committee_in, meets, sends

ROUTES = dict(addresses())
FILES = {"file", "api:file", "api:file_content"}
OWNED = {name for name, asked in RIGHTS.items() if asked.owned or asked.personal}


NOT_THERE = {"openid_connect_login", "openid_connect_callback"}
"""Those of which there is nothing in the demo: they are found by nobody."""
OF_THE_ACCOUNT = {
    "account_reauthenticate", "account_change_password", "mfa_reauthenticate",
    "mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
}  # fmt: skip
"""Those that answer by what the account has: a password, a code (test_web_sessions)."""
LEADING = {
    "mfa_authenticate", "committees", "committee_latest", "account_login", "account_logout",
    "account_reset_password", "account_reset_password_from_key",
}  # fmt: skip
"""Those that lead elsewhere, some of them only whoever is signed in already."""

FORMS: dict[str, tuple[dict[str, str], str]] = {
    "give_out": ({}, "jobs_job"),
    "round_dates": (
        {
            "seen": "{rounds}",
            "runda-2022-10": "ja",
            "form-2022-10": "monthly",
            "opens_on-2022-10": "2022-11-02",
            "due_on-2022-10": "2022-11-09",
        },
        "rounds_round",
    ),
    "round": ({}, "outbox_message"),
    "round_activity": ({"gor": "tillbaka", "text": "Hyran?"}, "rounds_step"),
    "gate": ({"gor": "sammanstall"}, "rounds_step"),
    "my_forecast": ({"val": "own", "belopp": "−60 500", "varfor": "Hyror"}, "rounds_step"),
    "cell": ({"kommentar": "Ord.", "sagt": "Ändrad"}, "followup_comment"),
    "texts": ({"gor": "ner", "avsnitt": "forutsattningar"}, "followup_writtentext"),
    "text": ({"gor": "spara", "text": "Ord."}, "followup_writtentext"),
    "new_text": ({"gor": "spara", "rubrik": "Nytt", "text": "Ord."}, "followup_writtentext"),
    "account_login": ({"login": "a@kommunen.example", "password": "fel"}, ""),
    "account_logout": ({}, ""),
    "sign_out_everywhere": ({}, "accounts_signin"),
    "sign_in_as_demo": ({"vem": "{demo}"}, "accounts_signin"),
    "account_reauthenticate": ({}, ""),
    "mfa_reauthenticate": ({}, ""),
    "mfa_authenticate": ({}, ""),
    "mfa_activate_totp": ({}, ""),
    "mfa_deactivate_totp": ({}, ""),
    "mfa_generate_recovery_codes": ({}, ""),
    "new_token": ({"name": "Power BI"}, "tokens_token"),
    "end_token": ({}, "tokens_token"),
    "account_change_password": ({}, ""),
    "account_reset_password": ({"email": "a@kommunen.example"}, ""),
    "account_reset_password_from_key": ({}, ""),
    "new_user": ({"email": "ny@kommunen.example", "name": "Ny"}, "access_user"),
    "new_role": ({"role": "READER", "committee": OTHER}, "access_rolegrant"),
    "end_role": ({"last": ""}, "access_rolegrant"),
    "user_act": ({}, "access_user"),
    "end_users_token": ({}, "tokens_token"),
    "reviews": ({"fil": "rapport.md"}, "review_desk_askedreview"),
    "review": ({"gor": "radera"}, "review_desk_askedreview"),
    "cancel_job": ({}, "jobs_job"),
    "retry_job": ({}, "jobs_job"),
    "read_in": ({"committee": "{committee}", "file": "prognos.csv"}, "jobs_job"),
    "read_previewed": ({}, "jobs_job"),
    "message": ({"gor": "igen"}, "outbox_message"),
}
"""What each form is sent with, so that it does its work, and the table that this is written in."""
_FILES = {"file": b"a;b\n1;2\n", "fil": b"# Rapport\n"}

KEPT_BY_THE_WAY = {"django_session", "accounts_signin", "tokens_token"}
"""What is written of a visit itself: that somebody is still there."""


@dataclass(frozen=True)
class Answer:
    """What somebody was answered, and the tables that were written to on the way."""

    status: int
    location: str
    text: str
    written: frozenset[str]

    def __str__(self) -> str:
        return f"{self.status} {self.location} {sorted(self.written)}"


def came(
    person: Person, name: str, places: Mapping[str, str], form: Mapping[str, str] | None = None
) -> Answer:
    """Goes to an address, or sends its form; all that came of it is undone."""
    address = PLACES[name].format(slug=OWN, key=ACTIVITY, **places)
    is_api = name.startswith("api:")
    browser = Client() if is_api else person.client
    COUNTER.forget()  # a program may not ask as often as this walk does
    key = {"Authorization": f"Bearer {person.secret}"} if is_api and person.secret else {}
    cookies = {name: one.value for name, one in browser.cookies.items()}
    with _undone() as written:
        if form is None:
            answer = browser.get(address, headers=key)
        else:
            answer = browser.post(address, _sent(form, person, places), headers=key)
        text = answer.getvalue().decode(errors="replace")
    browser.cookies = SimpleCookie(cookies)
    return Answer(answer.status_code, answer.headers.get("Location", ""), text, frozenset(written))


def _sent(form: Mapping[str, str], person: Person, places: Mapping[str, str]) -> dict[str, object]:
    return {
        name: SimpleUploadedFile(value, _FILES[name])
        if name in _FILES
        else value.format(committee=person.committee, **places)
        for name, value in form.items()
    }


@contextmanager
def _undone() -> Iterator[set[str]]:
    """The tables that are written to in the block; nothing of it is kept."""
    written: set[str] = set()

    def note(
        execute: Callable[..., object], text: str, params: object, many: bool, context: object
    ) -> object:
        found = re.match(r'(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"', text)
        if found:
            written.add(found[1])
        return execute(text, params, many, context)

    with transaction.atomic(), connection.execute_wrapper(note):
        yield written
        transaction.set_rollback(True)


def page_fits(name: str, person: Person, things: Things | None, answer: Answer) -> bool:
    """Whether what was answered at an address is what the table says."""
    asked, route = RIGHTS[name], ROUTES[name]
    is_closed = person.user is not None and not person.user.is_active
    committee = OWN if committee_in(route) else ""
    activity = ACTIVITY if activity_in(route) else ""
    expected = meets(asked, person.reader, committee=committee, activity=activity)
    if name.startswith("api:") and (expected is Meets.SIGN_IN or is_closed):
        return answer.status == 401
    if asked.form is not None and asked.form.alone:
        return answer.status == 405
    if expected is Meets.SIGN_IN:
        return answer.status == 302 and answer.location.startswith("/konto/logga-in/")
    if expected is Meets.NO:
        return answer.status == 403
    if name in OF_THE_ACCOUNT:
        return answer.status < 500 and not answer.location.startswith("/konto/logga-in/")
    if name in NOT_THERE or (things is not None and not _is_found(name, person, things)):
        return answer.status == (403 if name in FILES else 404)
    if name in LEADING:
        return answer.status in (200, 302) and not answer.location.startswith("/konto/logga-in/?")
    return answer.status == 200


def _is_found(name: str, person: Person, things: Things) -> bool:
    """Whether somebody's thing is there for the person."""
    asked = RIGHTS[name]
    if asked.personal:
        return things.are_of(person)
    if name in FILES:
        return things.may(person.reader, Verb.READ, Thing.IMPORTS)
    assert asked.opens is not None
    return things.may(person.reader, asked.verb, asked.opens)


def form_fits(name: str, person: Person, things: Things | None, answer: Answer) -> bool:
    """Whether what a form was answered is what the table says, and was done or left."""
    asked, route = RIGHTS[name], ROUTES[name]
    assert asked.form is not None
    committee = OWN if committee_in(route) else ""
    activity = ACTIVITY if activity_in(route) else ""
    expected = sends(asked, person.reader, committee=committee, activity=activity)
    does = FORMS[name][1]
    left = not answer.written - KEPT_BY_THE_WAY - {"accounts_attempt"}
    if expected is Meets.SIGN_IN:
        return left and answer.status == 302 and answer.location.startswith("/konto/logga-in/")
    if name in NOT_THERE or (things is not None and not _is_found(name, person, things)):
        return left and answer.status == 404
    lacks = things is not None and asked.form.opens is not None and not things.may(
        person.reader, asked.form.verb, asked.form.opens
    )  # fmt: skip
    if expected is Meets.NO or lacks:
        return left and answer.status == 403
    if name in OF_THE_ACCOUNT:
        return answer.status < 500 and not answer.location.startswith("/konto/logga-in/")
    done = answer.status in (200, 302) and (not does or does in answer.written)
    return done and (name in LEADING or not answer.location.startswith("/konto/logga-in/?"))
