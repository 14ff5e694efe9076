"""Every address in every role, in the own committee and in another, held against the table."""

from __future__ import annotations

import re
from argparse import Namespace
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from api_addresses import API_ADDRESSES
from uppsikt.api.limits import COUNTER
from uppsikt.cli import installation
from uppsikt.cli.rights import run
from uppsikt.figures import Period
from uppsikt.followup.cells.commenting import Wish, comment
from uppsikt.followup.given.giving import give_out
from uppsikt.planning.known_item_models import KnownItem as StoredItem
from uppsikt.planning.models import Forecast
from uppsikt.platform.access.models import RoleGrant, User
from uppsikt.platform.access.rules import (
    COMMAND_LINE,
    OPERATOR,
    PUBLIC,
    ROLES_OF_ALL,
    Reader,
    Role,
    Thing,
    Verb,
    may,
)
from uppsikt.platform.access.selectors import reader_of_user
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.platform.tokens.models import Token
from uppsikt.platform.tokens.services import make_token
from uppsikt.sources.models import ClosedChange, Import
from uppsikt.sources.period_rules import State
from uppsikt.sources.periods import set_period
from uppsikt.sources.row_filter import RowFilter
from uppsikt.sources.voucher_selectors import VoucherQuery, voucher_rows
from uppsikt.store import Store
from uppsikt.web import clock, rights_table
from uppsikt.web.addresses import addresses
from uppsikt.web.rights_table import RIGHTS, ROLES, Meets, activity_in, committee_in, meets

pytestmark = [pytest.mark.database]

DOCS = Path(__file__).parents[2] / "docs/rattigheter.md"
OWN, OTHER = "arbetslivsnamnden", "ifon"
ACTIVITY = "ekonomiskt-bistand"
OCTOBER = Period.month(2022, 10)
KEY = "AbCdEfGhIjKlMnOpQrStUvWx"
_MONTH = "/namnder/{slug}/2022-10"
_CELL = f"{_MONTH}/manadsuppfoljning/siffra/netto/{{key}}/prognos-2022"

PLACES = {
    "start": "/",
    "committees": "/namnder/",
    "overview": "/namnder/2022-10/",
    "internal": "/namnder/2022-10/internt/",
    "last_year": "/namnder/2023-07/fjolaret/",
    "committee_latest": "/namnder/{slug}/",
    "periods": "/namnder/{slug}/perioder/",
    "accumulated": "/namnder/{slug}/ackumulerat/",
    "committee": f"{_MONTH}/",
    "activity": f"{_MONTH}/verksamhet/{{key}}/",
    "vouchers": f"{_MONTH}/verksamhet/{{key}}/verifikationer/",
    "rows": f"{_MONTH}/verifikationer/",
    "rows_file": f"{_MONTH}/verifikationer.csv",
    "known": f"{_MONTH}/kanda-poster/",
    "known_file": f"{_MONTH}/kanda-poster.csv",
    "accruals": f"{_MONTH}/periodiseringar/",
    "new_tree": f"{_MONTH}/nya-verksamheter/",
    "report": f"{_MONTH}/manadsuppfoljning/",
    "report_file": f"{_MONTH}/manadsuppfoljning.json",
    "cell": f"{_CELL}/",
    "history": f"{_CELL}/historik/",
    "history_file": f"{_CELL}/historik.csv",
    "given_report": f"{_MONTH}/manadsuppfoljning/version/1/",
    "given_file": f"{_MONTH}/manadsuppfoljning/version/1.json",
    "give_out": f"{_MONTH}/manadsuppfoljning/lamna-ut/",
    "templates": "/mallar/",
    "template": "/mallar/prognos.csv",
    "looks": "/utseende/",
    "look": "/utseende/0/",
    "look_style": "/utseende/0/stil.css",
    "look_logo": "/utseende/0/logotyp",
    "look_letters": "/utseende/0/typsnitt/1",
    "look_picture": "/utseende/0/sida-1.svg",
    "look_trial": "/utseende/0/prov.docx",
    "account": "/konto/",
    "account_login": "/konto/logga-in/",
    "account_logout": "/konto/logga-ut/",
    "sign_out_everywhere": "/konto/logga-ut/overallt/",
    "sign_in_as_demo": "/konto/demo/",
    "account_reauthenticate": "/konto/bekrafta/",
    "mfa_reauthenticate": "/konto/bekrafta/kod/",
    "mfa_authenticate": "/konto/logga-in/kod/",
    "mfa_index": "/konto/engangskod/",
    "mfa_activate_totp": "/konto/engangskod/koppla/",
    "mfa_deactivate_totp": "/konto/engangskod/ta-bort/",
    "mfa_view_recovery_codes": "/konto/engangskod/reservkoder/",
    "mfa_generate_recovery_codes": "/konto/engangskod/reservkoder/nya/",
    "openid_connect_login": "/konto/katalog/kommunen/",
    "openid_connect_callback": "/konto/katalog/kommunen/svar/",
    "account_change_password": "/konto/losenord/",
    "account_password_changed": "/konto/losenord/bytt/",
    "account_reset_password": "/konto/losenord/glomt/",
    "account_reset_password_done": "/konto/losenord/skickat/",
    "account_reset_password_from_key": "/konto/losenord/nytt/1-abc/",
    "account_reset_password_from_key_done": "/konto/losenord/klart/",
    "tokens": "/konto/nycklar/",
    "new_token": "/konto/nycklar/ny/",
    "end_token": "/konto/nycklar/999999/",
    "users": "/anvandare/",
    "new_user": "/anvandare/ny/",
    "user": "/anvandare/{user}/",
    "new_role": "/anvandare/{user}/roll/",
    "end_role": "/anvandare/{user}/roll/{role}/",
    "user_act": "/anvandare/{user}/stang/",
    "end_users_token": "/anvandare/{user}/nyckel/{token}/",
    "reviews": "/granska/",
    "review": f"/granska/{KEY}/",
    "review_document": f"/granska/{KEY}/dokument/",
    "review_result": f"/granska/{KEY}/resultat.json",
    "jobs": "/arbeten/",
    "job": "/arbeten/1/",
    "cancel_job": "/arbeten/1/avbryt/",
    "retry_job": "/arbeten/1/gor-om/",
    "read_in": "/las-in/",
    "read_previewed": "/las-in/1/",
    "search": "/sok/?q=7f3",
    "mail": "/utskick/",
    "message": "/utskick/1/",
    "file": f"/filer/{KEY}/",
    "log": "/logg/",
    "log_file": "/logg.csv",
    "method": "/sa-raknas-det/",
    "health": "/halsa/",
    "api": "/api/",
    **{f"api:{name}": address for name, address in API_ADDRESSES.items()},
    "api:import": "/api/v1/imports/{imported}",
    "api:user": "/api/v1/users/{user}",
}
"""An example of each address; `key` is an activity that the own committee's manager answers for."""

NOT_THERE = {
    "openid_connect_login", "openid_connect_callback", "end_token", "api:job",
    "api:message", "api:file", "api:file_content", "api:review",
    "job", "cancel_job", "retry_job", "read_previewed", "look_logo", "look_letters", "review",
    "review_document", "review_result", "message", "file", "sign_in_as_demo",
}  # fmt: skip
"""Those of which there is nothing to show in the demo: they are found by nobody."""


OF_THE_ACCOUNT = {
    "account_reauthenticate", "account_change_password", "mfa_reauthenticate",
    "mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
}  # fmt: skip
"""Those that answer by what the account has: a password, a code (test_web_sessions)."""
LEADING = {
    "mfa_authenticate", "committees", "committee_latest", "account_login", "account_logout",
    "account_reset_password", "sign_out_everywhere",
}  # fmt: skip
"""Those that lead elsewhere, some of them only whoever is signed in already."""
POSTED = {
    "sign_in_as_demo", "sign_out_everywhere", "cancel_job", "retry_job", "read_previewed"
}  # fmt: skip
ENDING = {"sign_out_everywhere"}
"""Visited last: nobody is signed in after it."""


ELSEWHERE = {
    *(f"{role.value} i annan nämnd" for role in ROLES), "konto utan roll", "rollen är slut",
    "kontot är stängt",
}  # fmt: skip
"""Those who differ from others only at the committee's addresses.

What they ask of the database is what the others ask, with another committee's name in it: of
PostgreSQL too, the others ask it.
"""


@dataclass(frozen=True)
class Person:
    """Somebody at a browser, and what the program makes of who it is."""

    role: Role
    client: Client
    reader: Reader
    user: User | None = None
    secret: str = ""
    """The key that a program of theirs comes with."""


@dataclass(frozen=True)
class Secret:
    """A text that stands somewhere on the site, for those who may read the part alone."""

    kind: Thing
    activity: str
    text: str

    def is_for(self, reader: Reader) -> bool:
        """Whether the reader may see it."""
        return may(reader, Verb.READ, self.kind.of(OWN, self.activity))


@pytest.fixture(scope="module")
def secrets(demo_store: Store) -> tuple[Secret, ...]:
    """What is secret in the demo's committee; what it has none of is put there."""
    now = datetime(2026, 11, 22, 9, 0, tzinfo=STOCKHOLM)
    query = VoucherQuery(OWN, OCTOBER.to_date_of(), RowFilter(ACTIVITY))
    rows = voucher_rows(reader=OPERATOR, store=demo_store, query=query).rows
    Import.everything.filter(parts__committee=OWN).update(file_name="bok-7f3.se")
    Forecast.everything.filter(committee__slug=OWN).update(file_name="bok-7f3.se")
    StoredItem.everything.filter(committee__slug=OWN).update(
        counterpart="Motparten 7f3", activity=ACTIVITY
    )
    for place, text in enumerate(("Pekar ut 7f3", "Ändrad")):
        wish = Wish(OCTOBER, "monthly", "Ekonomiskt bistånd", "Prognos 2022", "", text)
        comment(
            actor=COMMAND_LINE, now=now + timedelta(hours=place), store=demo_store, committee=OWN,
            wish=wish,
        )  # fmt: skip
    set_period(
        actor=COMMAND_LINE, now=now, store=demo_store, committee=OWN,
        period=Period.month(2022, 3), state=State.CLOSED,
    )  # fmt: skip
    ClosedChange.everything.create(
        committee=OWN, cause="orsak-7f3.se", reason="Rättat", changed_at=now + timedelta(days=1),
        actor="någon", rows=[[ACTIVITY, "4510", 202203, 202203, -100, -200]],
    )  # fmt: skip
    give_out(actor=COMMAND_LINE, now=now, store=demo_store, committee=OWN, period=OCTOBER)
    return (
        Secret(Thing.VOUCHER_TEXTS, ACTIVITY, next(row.text for row in rows if row.text)),
        Secret(Thing.VOUCHER_TEXTS, ACTIVITY, "Motparten 7f3"),
        Secret(Thing.IMPORTS, "", "bok-7f3.se"),
        Secret(Thing.IMPORTS, "", "orsak-7f3.se"),
        Secret(Thing.FORMER_COMMENTS, "", "Pekar ut 7f3"),
    )


def _person(
    role: Role, committee: str, *, until: date | None = None, is_active: bool = True
) -> Person:
    name = f"{role.name}-{committee}-{until}-{is_active}".lower()
    user = User.objects.create_user(name)
    if role is not Role.PUBLIC:
        RoleGrant.everything.create(
            user=user,
            role=role.name,
            committee=committee,
            activities=[ACTIVITY] if role is Role.MANAGER else [],
            valid_from=date(2022, 1, 1),
            valid_to=until,
        )
    client = Client()
    client.force_login(user)
    key = make_token(actor=COMMAND_LINE, now=clock.now(), user=user, name="Qlik", by_code=True)
    if not is_active:
        # Its key is ended too when an account is closed; here it meets the closed account alone.
        User.objects.filter(pk=user.pk).update(is_active=False)
        user.refresh_from_db()
    return Person(role, client, reader_of_user(user, on=clock.today()), user, key.secret)


@pytest.fixture(scope="module")
def people(secrets: tuple[Secret, ...]) -> dict[str, Person]:
    """Somebody in each role, in the committee and in another; and who has none any more."""
    found = {"allmänheten": Person(Role.PUBLIC, Client(), PUBLIC)}
    for role in ROLES[1:]:
        if role in ROLES_OF_ALL:
            found[role.value] = _person(role, "")
        else:
            found[role.value] = _person(role, OWN)
            found[f"{role.value} i annan nämnd"] = _person(role, OTHER)
    found["konto utan roll"] = _person(Role.PUBLIC, OWN)
    found["rollen är slut"] = _person(Role.CONTROLLER, OWN, until=clock.today() - timedelta(days=1))
    closed = found["kontot är stängt"] = _person(Role.CONTROLLER, OWN, is_active=False)
    assert closed.reader == PUBLIC
    return found


def _visit(person: Person, name: str, places: dict[str, str]) -> tuple[int, str, str]:
    """The status, where it leads, and all that was answered."""
    address = PLACES[name].format(slug=OWN, key=ACTIVITY, **places)
    if name.startswith("api:"):
        COUNTER.forget()
        key = {"Authorization": f"Bearer {person.secret}"} if person.secret else {}
        told = Client().get(address, headers=key)
        return told.status_code, "", told.content.decode()
    answer = person.client.post(address) if name in POSTED else person.client.get(address)
    body = answer.getvalue()
    return answer.status_code, answer.headers.get("Location", ""), body.decode(errors="replace")


def _is_as_said(name: str, person: Person, expected: Meets, status: int, location: str) -> bool:
    """Whether an answer is what the table says; a program with a closed account's key is told."""
    if not name.startswith("api:"):
        return _fits(name, expected, status, location)
    if expected is Meets.SIGN_IN or (person.user is not None and not person.user.is_active):
        return status == 401
    return _fits(name, expected, status, location)


def _fits(name: str, expected: Meets, status: int, location: str) -> bool:
    """Whether an answer is what the table says."""
    if expected is Meets.SIGN_IN:
        return status == 302 and location.startswith("/konto/logga-in/")
    if expected is Meets.NO:
        return status == 403
    if name in OF_THE_ACCOUNT:
        return status < 500 and not location.startswith("/konto/logga-in/")
    if name in NOT_THERE or (expected is Meets.WITHIN and RIGHTS[name].owned):
        return status == 404
    if name in LEADING:
        return status in (200, 302) and not location.startswith("/konto/logga-in/?")
    return status == 200


def test_every_address_has_a_line_and_an_example() -> None:
    names = [name for name, _ in addresses()]
    assert sorted(names) == sorted(RIGHTS) == sorted(PLACES)


@pytest.mark.django_db
def test_every_role_meets_at_every_address_what_the_table_says(
    people: dict[str, Person], secrets: tuple[Secret, ...]
) -> None:
    head = people["förvaltningschef"].user
    assert head is not None
    held = RoleGrant.everything.get(user=head)
    key, imported = Token.everything.get(user=head), Import.everything.filter(parts__committee=OWN)
    places = {
        "user": str(head.pk), "role": str(held.pk), "token": str(key.pk),
        "imported": str(imported.earliest("pk").pk),
    }  # fmt: skip
    wrong: list[str] = []
    shown: set[tuple[str, Thing]] = set()
    for name, route in sorted(addresses(), key=lambda one: one[0] in ENDING):
        committee = OWN if committee_in(route) else ""
        activity = ACTIVITY if activity_in(route) else ""
        for who, person in people.items():
            if who in ELSEWHERE and (not committee or connection.vendor == "postgresql"):
                continue
            expected = meets(RIGHTS[name], person.reader, committee=committee, activity=activity)
            status, location, text = _visit(person, name, places)
            if not _is_as_said(name, person, expected, status, location):
                wrong.append(f"{name}, {who}: {status} {location}, {expected}")
            for secret in (one for one in secrets if one.text in text):
                shown.add((name, secret.kind))
                if not secret.is_for(person.reader) or secret.kind not in RIGHTS[name].hides:
                    wrong.append(f"{name}, {who}: shows {secret.text}")
    assert not wrong, "\n".join(wrong)
    declared = {(name, kind) for name, asked in RIGHTS.items() for kind in asked.hides}
    assert declared == shown, "what is hidden from some is shown to others"


def test_the_table_in_the_documentation_is_what_the_command_prints(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installation, "open_to_read", lambda: None)
    run(Namespace(markdown=True))
    assert capsys.readouterr().out == DOCS.read_text(encoding="utf-8"), (
        "uppsikt rights --markdown > docs/rattigheter.md"
    )
    run(Namespace(markdown=False))
    told = capsys.readouterr().out
    for name, route in addresses():
        assert rights_table.shown_route(route) in told, name
    assert "  allt / delar: controller, förvaltningschef" in told
    assert not re.search(r"[<>]", told), "no word of the program's own"


@pytest.mark.parametrize("role", ROLES)
def test_nobody_meets_more_in_another_committee_than_in_the_own(role: Role) -> None:
    order = [Meets.SIGN_IN, Meets.NO, Meets.WITHIN, Meets.PART, Meets.ALL]
    who = rights_table.somebody(role)
    for name, asked in RIGHTS.items():
        own, other = (meets(asked, who, committee=c, activity=c) for c in ("egen", "annan"))
        assert order.index(other) <= order.index(own), name
