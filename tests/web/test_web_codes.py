"""One-time codes: linked, asked for, used once, demanded of some roles, lost, and taken away."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from unittest import mock

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.core import mail
from django.test import Client, override_settings
from signing_in import CONTROLLER, PASSWORD, Answer, make_user, name_in_head, sign_in

from uppsikt.figures import UppsiktError
from uppsikt.platform.access.models import User
from uppsikt.platform.access.rules import COMMAND_LINE, Role
from uppsikt.platform.accounts.role_rules import Span
from uppsikt.platform.accounts.role_services import give_role
from uppsikt.platform.accounts.services import forget_codes
from uppsikt.platform.audit.models import Entry
from uppsikt.web.clock import now, today
from uppsikt.web.setting_values import code_roles

pytestmark = [pytest.mark.database, pytest.mark.django_db]

ASK, LINK = "/konto/logga-in/kod/", "/konto/engangskod/koppla/"
HALF_MINUTE = 30
CHANGED = "Engångskoden till Uppsikt är ändrad"
RECOVERY = "/konto/engangskod/reservkoder/"
Linked = tuple[User, str, list[str]]
Commits = Callable[..., AbstractContextManager[object]]


def text(answer: Answer) -> str:
    return answer.content.decode()


def code_of(secret: str, steps: int = 0) -> str:
    """The code that a telephone shows, so many half minutes from now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // HALF_MINUTE + steps)))


def at(steps: int) -> AbstractContextManager[object]:
    """So many half minutes on, for allauth and for the telephone."""
    return mock.patch("time.time", return_value=time.time() + steps * HALF_MINUTE)


def link_telephone(client: Client) -> str:
    """Links a telephone as a person does; its secret."""
    client.post(f"/konto/bekrafta/?next={LINK}", {"password": PASSWORD})
    page = text(client.get(LINK))
    found = re.search(r"<code>([A-Z2-7 ]+)</code>", page)
    assert found, page
    secret = found[1].replace(" ", "")
    answer = client.post(LINK, {"code": code_of(secret)})
    assert answer["Location"] == "/konto/engangskod/reservkoder/", text(answer)
    return secret


@pytest.fixture
def linked(client: Client) -> Linked:
    """A user with a telephone, signed out: the user, the secret and the recovery codes."""
    user = make_user()
    sign_in(client)
    secret = link_telephone(client)
    codes = re.findall(r"<li><code>(\d{8})</code>", text(client.get(RECOVERY)))
    assert len(codes) == 10
    client.post("/konto/logga-ut/")
    return user, secret, codes


def test_a_telephone_is_linked_after_a_confirmation(
    client: Client,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    make_user()
    sign_in(client)

    asked = client.get(LINK)
    assert asked["Location"].startswith("/konto/bekrafta/")
    page = text(client.get(asked["Location"]))
    assert "Bekräfta att det är du" in page
    with django_capture_on_commit_callbacks(execute=True):
        secret = link_telephone(client)

    assert "Du loggar in med lösenord och en kod" in text(client.get("/konto/engangskod/"))
    kept = Authenticator.objects.get(type="totp")
    assert secret not in str(kept.data), "sealed with the installation's key"
    verbs = Entry.objects.filter(thing=CONTROLLER).values_list("verb", flat=True)
    assert "kopplade engångskod" in verbs
    (letter,) = (one for one in mail.outbox if one.subject == CHANGED)
    assert letter.to == [CONTROLLER]
    assert "Någon, troligen du, kopplade engångskod till ditt konto" in letter.body
    assert secret not in letter.body


def test_the_owner_is_told_once_of_codes_that_are_changed_or_taken_away(
    client: Client, linked: Linked, django_capture_on_commit_callbacks: Commits
) -> None:
    _, secret, _ = linked
    sign_in(client)
    with at(2):
        client.post(ASK, {"code": code_of(secret)})
    client.post(f"/konto/bekrafta/?next={RECOVERY}", {"password": PASSWORD})
    told = []
    for path in (f"{RECOVERY}nya/", "/konto/engangskod/ta-bort/"):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            assert client.post(path).status_code == 302, path
        told.append([f"{one.subject}: {one.body}" for one in mail.outbox])
    assert [len(one) for one in told] == [1, 1]
    assert "bytte reservkoder" in told[0][0]
    assert "tog bort engångskod" in told[1][0]


def test_the_owner_is_told_when_an_administrator_takes_the_codes_away(linked: Linked) -> None:
    user, _, _ = linked
    mail.outbox.clear()
    assert forget_codes(actor=COMMAND_LINE, now=now(), user=user)
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == ([CONTROLLER], CHANGED)
    assert "En administratör tog bort engångskoden till ditt konto" in letter.body
    assert not forget_codes(actor=COMMAND_LINE, now=now(), user=user)
    assert len(mail.outbox) == 1, "nothing was taken away"


def test_the_picture_holds_nothing_that_the_policy_forbids(client: Client) -> None:
    make_user()
    sign_in(client)
    client.post(f"/konto/bekrafta/?next={LINK}", {"password": PASSWORD})

    page = text(client.get(LINK))

    assert '<svg role="img"' in page
    assert not re.search(r"<script|<style|\sstyle=|data:", page)


def test_sign_in_asks_for_the_code(client: Client, linked: Linked) -> None:
    _, secret, _ = linked

    assert sign_in(client)["Location"] == ASK
    assert name_in_head(client) == "", "the password alone lets nobody in"
    assert "Koden stämmer inte" in text(client.post(ASK, {"code": "000000"}))
    with at(2):
        done = client.post(ASK, {"code": code_of(secret)})

    assert done["Location"] == "/"
    assert name_in_head(client) == "Controllern"
    assert "med lösenord och kod" in text(client.get("/konto/"))


def test_a_code_is_used_once(client: Client, linked: Linked) -> None:
    """Whichever web worker is shown it: allauth's own note of it is in one process alone."""
    _, secret, _ = linked
    with at(2), mock.patch("allauth.mfa.totp.internal.auth.cache.add", return_value=True):
        code = code_of(secret)
        sign_in(client)
        assert client.post(ASK, {"code": code}).status_code == 302
        other = Client()
        sign_in(other)
        again = other.post(ASK, {"code": f"{code[:3]} {code[3:]}"})

    assert "är redan använd" in text(again)
    assert name_in_head(other) == ""


@pytest.mark.parametrize("steps", [-2, -1, 0, 1, 2])
def test_a_telephone_may_be_half_a_minute_wrong(client: Client, linked: Linked, steps: int) -> None:
    _, secret, _ = linked
    with at(10):
        sign_in(client)
        answer = client.post(ASK, {"code": code_of(secret, steps)})

    assert (answer.status_code == 302) is (abs(steps) <= 1)


def test_codes_are_limited_as_passwords_are(client: Client, linked: Linked) -> None:
    for number in range(5):
        sign_in(client)
        client.post(ASK, {"code": f"00000{number}"})

    assert sign_in(client).status_code == 429


def test_who_has_the_password_guesses_thirty_codes_a_day(client: Client, linked: Linked) -> None:
    start, statuses = now(), []
    for number in range(31):
        when = start + timedelta(minutes=20 * number)
        with mock.patch("uppsikt.web.account.limits.now", return_value=when):
            sign_in(client)
            answer = client.post(ASK, {"code": f"0000{number:02}"})
            statuses.append(answer.status_code)

    assert statuses == [200] * 30 + [429]
    assert "Försök igen om 14 timmar" in text(answer)


def test_a_recovery_code_lets_in_once(client: Client, linked: Linked) -> None:
    _, _, codes = linked
    sign_in(client)
    assert client.post(ASK, {"code": codes[0]}).status_code == 302
    client.post("/konto/logga-ut/")

    sign_in(client)
    assert "Koden stämmer inte" in text(client.post(ASK, {"code": codes[0]}))
    assert client.post(ASK, {"code": codes[1]}).status_code == 302
    asked = client.get(RECOVERY)
    assert asked["Location"].startswith("/konto/bekrafta/"), "shown after a confirmation alone"
    client.post(asked["Location"], {"password": PASSWORD})
    assert "8 av 10" in text(client.get(RECOVERY))


def test_a_new_password_by_mail_does_not_pass_the_code_by(client: Client, linked: Linked) -> None:
    user, _, _ = linked
    user.set_password("en helt ny lösenfras")
    user.save()

    assert sign_in(client, password="en helt ny lösenfras")["Location"] == ASK


def test_nobody_comes_to_the_code_without_the_password(client: Client, linked: Linked) -> None:
    _, secret, _ = linked

    assert client.post(ASK, {"code": code_of(secret)})["Location"] == "/konto/logga-in/"
    assert name_in_head(client) == ""


def test_a_link_is_taken_away_by_oneself_or_for_one(client: Client, linked: Linked) -> None:
    user, _, codes = linked
    sign_in(client)
    client.post(ASK, {"code": codes[0]})
    page = "/konto/engangskod/ta-bort/"
    assert client.post(page)["Location"].startswith("/konto/bekrafta/")
    client.post(f"/konto/bekrafta/?next={page}", {"password": PASSWORD})
    client.post(page)
    assert not Authenticator.objects.exists()

    link_telephone(client)
    assert forget_codes(actor=COMMAND_LINE, now=now(), user=user)
    assert not forget_codes(actor=COMMAND_LINE, now=now(), user=user)
    client.post("/konto/logga-ut/")
    assert sign_in(client)["Location"] == "/"


def test_with_another_key_no_code_is_right(client: Client, linked: Linked) -> None:
    _, secret, codes = linked
    sign_in(client)
    with override_settings(SECRET_KEY="another", SECRET_KEY_FALLBACKS=[settings.SECRET_KEY]):
        for code in (code_of(secret), codes[0], format_hotp_value(hotp_value("", 0))):
            assert "Koden stämmer inte" in text(client.post(ASK, {"code": code}))


# --- roles that demand a code -----------------------------------------------------------------


def test_a_role_that_demands_a_code_shows_nothing_until_it_is_linked(client: Client) -> None:
    user = make_user()
    new = Span(Role.CONTROLLER, "ifon", today())
    give_role(actor=COMMAND_LINE, now=now(), user=user, new=new)
    assert not settings.DATA_FOLDER.is_demo
    sign_in(client)

    for page in ("/", "/sa-raknas-det/", "/anvandare/", "/namnder/ifon/"):
        assert client.get(page)["Location"] == "/konto/engangskod/", page
    assert client.post("/anvandare/ny/", {})["Location"] == "/konto/engangskod/"
    assert "Din roll kräver en engångskod" in text(client.get("/konto/engangskod/"))
    assert client.get("/static/web/mark.svg").status_code == 200
    link_telephone(client)

    assert client.get("/sa-raknas-det/").status_code == 200


def test_other_roles_and_other_settings_demand_none(client: Client) -> None:
    user = make_user()
    give_role(actor=COMMAND_LINE, now=now(), user=user, new=Span(Role.READER, "ifon", today()))
    sign_in(client)
    assert name_in_head(client)
    give_role(actor=COMMAND_LINE, now=now(), user=user, new=Span(Role.HEAD, "ifon", today()))
    assert client.get("/sa-raknas-det/").status_code == 302

    with override_settings(CODE_ROLES=frozenset()):
        assert name_in_head(client)


def test_the_setting_is_read_or_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    name = "UPPSIKT_CODE_ROLES"
    monkeypatch.delenv(name, raising=False)
    own = {Role.ADMINISTRATOR, Role.CONTROLLER, Role.SECRETARY, Role.HEAD}
    assert code_roles(name) == own
    monkeypatch.setenv(name, "none")
    assert code_roles(name) == frozenset()
    monkeypatch.setenv(name, " Auditor, reader ")
    assert code_roles(name) == {Role.AUDITOR, Role.READER}
    for wrong in ("operator", "controller,,", "kung"):
        monkeypatch.setenv(name, wrong)
        with pytest.raises(UppsiktError, match="kräver engångskod går inte att läsa"):
            code_roles(name)
