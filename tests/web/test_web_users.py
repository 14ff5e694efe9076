"""An administrator's pages: accounts made, roles given and ended, accounts closed; and refusals."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from signing_in import Answer, make_user, name_in_head

from uppsikt.platform.access.models import RoleGrant, User
from uppsikt.platform.access.rules import COMMAND_LINE, GIVEN_ROLES, Role
from uppsikt.platform.accounts.role_rules import Span
from uppsikt.platform.accounts.role_services import give_role
from uppsikt.platform.audit.models import Entry
from uppsikt.web.clock import now, today

pytestmark = [pytest.mark.database, pytest.mark.django_db]

DAY = timedelta(days=1)


def text(answer: Answer) -> str:
    return answer.content.decode()


def with_role(
    role: Role, committee: str = "", *activities: str, name: str = ""
) -> tuple[User, Client]:
    """A user who has had the role since today, and that user's browser."""
    user = make_user(
        f"{name or role.name.lower()}{committee}@kommunen.example", role.value.capitalize()
    )
    new = Span(role, committee, today(), activities=activities)
    give_role(actor=COMMAND_LINE, now=now(), user=user, new=new)
    client = Client()
    client.force_login(user)
    return user, client


@pytest.fixture
def administrator(demo: Client) -> Client:
    return with_role(Role.ADMINISTRATOR)[1]


@pytest.fixture
def person(demo: Client) -> User:
    return make_user("person@kommunen.example", "Person Åberg")


def role_of(user: User) -> list[tuple[str, str, list[str], date | None]]:
    rows = RoleGrant.objects.filter(user=user)
    return [(row.role, row.committee, row.activities, row.valid_to) for row in rows]


def test_an_account_is_made_and_its_owner_gets_a_link(administrator: Client) -> None:
    form = {"email": "Ny@Kommunen.example", "name": "Ny Person"}

    answer = administrator.post("/anvandare/ny/", form)

    user = User.objects.get(username="ny@kommunen.example")
    assert answer["Location"] == f"/anvandare/{user.pk}/"
    assert mail.outbox[0].to == ["ny@kommunen.example"]
    assert mail.outbox[0].subject == "Ditt konto i Uppsikt"
    made = Entry.objects.get(thing=user.username, verb="lade upp kontot")
    assert made.actor.startswith("Administratör (konto ")
    again = text(administrator.post("/anvandare/ny/", form))
    assert "Det finns redan ett konto med den adressen." in again


def test_an_account_whose_link_cannot_be_sent_is_not_made(
    administrator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "EMAIL_BACKEND", "uppsikt.web.mail_backend.ToOutbox")
    before = Entry.objects.count()

    answer = administrator.post("/anvandare/ny/", {"email": "ny@[127.0.0.1]", "name": "Ny Person"})

    assert "E-postadressen går inte att skicka till." in text(answer)
    assert 'value="Ny Person"' in text(answer)
    assert not User.objects.filter(first_name="Ny Person").exists()
    assert Entry.objects.count() == before


def test_a_role_is_given_and_ended_from_the_next_page_on(
    administrator: Client, person: User
) -> None:
    theirs = Client()
    theirs.force_login(person)
    rows = "/namnder/ifon/2023-07/verifikationer/"
    assert 'name="text"' not in text(theirs.get(rows))

    administrator.post(f"/anvandare/{person.pk}/roll/", {"role": "CONTROLLER", "committee": "ifon"})
    assert role_of(person) == [("CONTROLLER", "ifon", [], None)]
    assert 'name="text"' in text(theirs.get(rows))
    page = text(administrator.get(f"/anvandare/{person.pk}/"))
    assert "Personen har en roll i dag." in page
    assert "Individ- och familjeomsorgsnämnden" in page

    (row,) = RoleGrant.objects.filter(user=person)
    administrator.post(f"/anvandare/{person.pk}/roll/{row.pk}/", {"last": ""})
    assert 'name="text"' not in text(theirs.get(rows))
    assert "samma dag" in text(administrator.get(f"/anvandare/{person.pk}/"))
    recorded = Entry.objects.filter(thing=person.username).values_list("verb", flat=True)
    assert list(recorded)[-2:] == ["gav en roll", "avslutade en roll"]


def test_a_manager_has_activities_of_the_committee_that_was_chosen(
    administrator: Client, person: User
) -> None:
    form = {
        "role": "MANAGER",
        "committee": "arbetslivsnamnden",
        "activities": ["arbetslivsnamnden integration", "ifon barn-och-unga"],
    }
    page = text(administrator.get(f"/anvandare/{person.pk}/roll/"))
    assert 'value="arbetslivsnamnden integration"' in page
    known = 'value="ifon barn-och-unga"' in page

    answer = administrator.post(
        f"/anvandare/{person.pk}/roll/",
        form if known else {**form, "activities": form["activities"][:1]},
    )

    assert answer.status_code == 302, text(answer)
    assert role_of(person) == [("MANAGER", "arbetslivsnamnden", ["integration"], None)]


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"role": "MANAGER", "committee": "ifon"}, "En chef behöver en nämnd och minst en"),
        ({"role": "AUDITOR", "committee": "ifon"}, "gäller alla nämnder, eller ingen"),
        ({"role": "OPERATOR"}, "Välj ett giltigt alternativ"),
        ({"role": "READER", "committee": "finns-inte"}, "Välj ett giltigt alternativ"),
        ({"role": "READER", "first": "2020-01-01"}, "kan inte börja gälla i efterhand"),
        ({"role": "READER", "last": "2020-01-01"}, "Rollen slutar innan den börjar."),
        ({"role": "READER", "first": "i morgon"}, "Skriv dagen som 2026-01-31."),
        ({}, "Fyll i fältet."),
    ],
)
def test_a_role_that_cannot_be_given_says_why(
    administrator: Client, person: User, form: dict[str, str], words: str
) -> None:
    answer = administrator.post(f"/anvandare/{person.pk}/roll/", form)

    assert answer.status_code == 200
    assert words in text(answer)
    assert role_of(person) == []


def test_the_same_role_is_not_given_twice_at_a_time(administrator: Client, person: User) -> None:
    page, form = f"/anvandare/{person.pk}/roll/", {"role": "HEAD", "committee": "ifon"}
    administrator.post(page, {**form, "last": str(today() + 30 * DAY)})

    assert "har redan rollen" in text(administrator.post(page, form))
    after = administrator.post(page, {**form, "first": str(today() + 31 * DAY)})
    assert after.status_code == 302
    assert "har redan rollen" not in text(
        administrator.post(page, {"role": "HEAD", "committee": "arbetslivsnamnden"})
    )


def test_two_who_decide_of_the_same_account_the_second_is_told(
    administrator: Client, person: User
) -> None:
    """Both have the form open; the second is told what there is, and keeps what they wrote."""
    other = with_role(Role.ADMINISTRATOR, name="annan")[1]
    page = f"/anvandare/{person.pk}"
    form = {"email": "ny@kommunen.example", "name": "Ny Person"}
    administrator.post("/anvandare/ny/", form)
    second = text(other.post("/anvandare/ny/", {**form, "name": "Nya Personen"}))
    assert "Det finns redan ett konto med den adressen." in second
    assert "Det gäller: ny@kommunen.example." in second
    assert 'value="Nya Personen"' in second

    role = {"role": "HEAD", "committee": "ifon", "first": str(today())}
    administrator.post(f"{page}/roll/", role)
    second = text(other.post(f"{page}/roll/", {**role, "last": str(today() + 9 * DAY)}))
    assert f"Det gäller: förvaltningschef, ifon, från {today()}." in second
    assert f'value="{today() + 9 * DAY}"' in second
    assert role_of(person) == [("HEAD", "ifon", [], None)]

    (row,) = RoleGrant.objects.filter(user=person)
    administrator.post(f"{page}/roll/{row.pk}/", {"last": ""})
    second = text(other.post(f"{page}/roll/{row.pk}/", {"last": str(today() + 3 * DAY)}))
    assert "Rollen är redan avslutad." in second
    assert f'value="{today() + 3 * DAY}"' in second

    for what, words in (("stang", "redan stängt"), ("oppna", "redan öppet")):
        assert administrator.post(f"{page}/{what}/").status_code == 302
        before = Entry.objects.count()
        assert words in text(other.post(f"{page}/{what}/"))
        assert Entry.objects.count() == before
    assert "ingen engångskod" in text(other.post(f"{page}/kod/"))


def test_a_role_that_another_has_ended_meanwhile_is_not_ended_unseen(
    administrator: Client, person: User
) -> None:
    row = give_role(
        actor=COMMAND_LINE, now=now(), user=person, new=Span(Role.READER, "ifon", today())
    )
    page, first = f"/anvandare/{person.pk}/roll/{row.pk}/", today() + 9 * DAY
    assert '<input type="hidden" name="seen" id="id_seen">' in text(administrator.get(page))
    assert administrator.post(page, {"last": str(first), "seen": ""}).status_code == 302

    second = text(administrator.post(page, {"last": str(today() + DAY), "seen": ""}))

    assert "Någon annan har ändrat rollen sedan du öppnade sidan." in second
    assert f"till {first}" in second
    assert f'value="{today() + DAY}"' in second
    assert role_of(person) == [("READER", "ifon", [], first)]
    (seen,) = re.findall(r'name="seen" value="([^"]+)"', second)
    again = administrator.post(page, {"last": str(today() + DAY), "seen": seen})
    assert again.status_code == 302
    assert role_of(person) == [("READER", "ifon", [], today() + DAY)]


def test_a_role_is_not_made_longer_or_ended_in_hindsight(
    administrator: Client, person: User
) -> None:
    new = Span(Role.READER, "ifon", today(), today() + 5 * DAY)
    row = give_role(actor=COMMAND_LINE, now=now(), user=person, new=new)
    page = f"/anvandare/{person.pk}/roll/{row.pk}/"

    for last, words in (
        (today() - 2 * DAY, "kan inte avslutas i efterhand"),
        (today() + 9 * DAY, "Rollen slutar redan tidigare."),
    ):
        assert words in text(administrator.post(page, {"last": str(last)}))
    assert administrator.post(page, {"last": str(today() + DAY)}).status_code == 302
    assert administrator.post(page, {"last": ""}).status_code == 302
    assert "Rollen är redan avslutad." in text(administrator.post(page, {"last": ""}))
    row.refresh_from_db()
    assert row.valid_to == today() - DAY


def test_an_account_is_closed_opened_and_sent_a_link(administrator: Client, person: User) -> None:
    theirs = Client()
    theirs.force_login(person)
    page = f"/anvandare/{person.pk}"

    assert "loggas ut genast" in text(administrator.get(f"{page}/stang/"))
    administrator.post(f"{page}/stang/")
    assert name_in_head(theirs) == ""
    assert "Kontot är stängt." in text(administrator.get(f"{page}/"))
    refused = administrator.post(f"{page}/lank/")
    assert "Kontot är stängt och får ingen länk." in text(refused)
    administrator.post(f"{page}/oppna/")
    administrator.post(f"{page}/lank/")
    assert [one.to for one in mail.outbox] == [[person.email]]
    assert administrator.get(f"{page}/nagot-annat/").status_code == 404


def test_nobody_decides_about_the_own_account(demo: Client) -> None:
    user, client = with_role(Role.ADMINISTRATOR)
    row = RoleGrant.objects.get(user=user)
    own = f"/anvandare/{user.pk}"

    for page, form in (
        (f"{own}/roll/", {"role": "CONTROLLER"}),
        (f"{own}/roll/{row.pk}/", {"last": ""}),
        (f"{own}/stang/", {}),
    ):
        assert "Du kan inte" in text(client.post(page, form))
    assert role_of(user) == [("ADMINISTRATOR", "", [], None)]
    assert "Det här är ditt eget konto." in text(client.get(f"{own}/"))
    assert "Ge en roll" not in text(client.get(f"{own}/"))


@pytest.mark.parametrize("role", [None, *GIVEN_ROLES])
def test_who_may_see_and_change_accounts(demo: Client, person: User, role: Role | None) -> None:
    """The public is led to sign-in; of all roles two may read, and one of them change."""
    if role is None:
        client = Client()
    else:
        chosen = () if role is not Role.MANAGER else ("integration",)
        committee = "" if role in (Role.AUDITOR, Role.ADMINISTRATOR) else "arbetslivsnamnden"
        client = with_role(role, committee, *chosen)[1]
    reads = role in (Role.AUDITOR, Role.ADMINISTRATOR)
    row = give_role(
        actor=COMMAND_LINE, now=now(), user=person, new=Span(Role.READER, "ifon", today())
    )
    pages = {"": reads, f"{person.pk}/": reads}
    for page in ("ny/", f"{person.pk}/roll/", f"{person.pk}/roll/{row.pk}/", f"{person.pk}/stang/"):
        pages[page] = role is Role.ADMINISTRATOR
    for page, allowed in pages.items():
        refused = 302 if role is None else 403
        assert client.get(f"/anvandare/{page}").status_code == (200 if allowed else refused), page
        if role is not Role.ADMINISTRATOR:
            client.post(f"/anvandare/{page}", {"email": "x@y.example", "name": "X", "last": ""})
    if role is not Role.ADMINISTRATOR:
        assert not User.objects.filter(username="x@y.example").exists()
        assert User.objects.get(pk=person.pk).is_active
        assert role_of(person) == [("READER", "ifon", [], None)]


def test_accounts_are_searched_by_name_and_address(administrator: Client, person: User) -> None:
    assert "Person Åberg" in text(administrator.get("/anvandare/?sok=åBERG"))
    assert "Person Åberg" in text(administrator.get("/anvandare/?sok=person@"))
    nobody = text(administrator.get("/anvandare/?sok=finns inte"))
    assert "Inget konto har ”finns inte”" in nobody


def test_one_sees_the_own_roles(demo: Client) -> None:
    _, client = with_role(Role.MANAGER, "arbetslivsnamnden", "integration")

    page = text(client.get("/konto/"))

    assert "<strong>Chef</strong>, Arbetslivsnämnden: Integration" in page
    assert "Alla användare" not in page
