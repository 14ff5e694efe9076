"""Every address and form in every role, committee and state, held against the table of rights.

Somebody goes to every address in each role, in the own committee and in another, and sends every
form, so that it would do its work; what comes of it is undone. The refused must have written
nothing. Addresses that show a month, a report or a look are visited in each of their states.
"""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import connection
from rights_people import (
    OCTOBER,
    Person,
    Secret,
    Things,
    made_people,
    made_secrets,
    made_things,
)
from rights_places import OWN, PLACES, STATED
from rights_walk import FORMS, KEPT_BY_THE_WAY, OWNED, ROUTES, Answer, came, form_fits, page_fits

from look.look_folder import make_look
from uppsikt.cli import installation
from uppsikt.cli.rights import run
from uppsikt.followup.models import GivenReport
from uppsikt.look.services import add_look, choose_look
from uppsikt.organisation.remembering import remembered
from uppsikt.platform.access.models import RoleGrant, User
from uppsikt.platform.access.rules import COMMAND_LINE, OPERATOR, Role, Thing
from uppsikt.platform.accounts.demo import is_demo_account
from uppsikt.platform.tokens.services import make_token
from uppsikt.rounds.selectors import year_mark
from uppsikt.sources.models import Import
from uppsikt.sources.period_rules import State
from uppsikt.sources.periods import set_period
from uppsikt.store import Store
from uppsikt.web import clock, rights_table
from uppsikt.web.addresses import addresses
from uppsikt.web.rights_table import RIGHTS, ROLES, Meets, committee_in, meets, sends

pytestmark = [pytest.mark.database]

DOCS = Path(__file__).parents[2] / "docs/rattigheter.md"

A_STRANGER = f"{Role.CONTROLLER.value} i annan nämnd"
"""Of those elsewhere, the one who may do most there."""
LIKE_THE_PUBLIC = {"konto utan roll", "rollen är slut", "kontot är stängt"}
ELSEWHERE = {*(f"{role.value} i annan nämnd" for role in ROLES), *LIKE_THE_PUBLIC}
"""Those who differ from others only at the committee's addresses, and by their own things.

What they ask of the database at the former is what the others ask, with another committee's name in
it: of PostgreSQL too, the others ask it.
"""
ON_POSTGRES = connection.vendor == "postgresql"


@dataclass(frozen=True)
class Cast:
    """Who goes where: the people, the things that are theirs and the committee's, and examples."""

    people: dict[str, Person]
    secrets: tuple[Secret, ...]
    places: dict[str, str]
    committees: Things
    own: dict[str, Things]

    def visits(self, names: Iterable[str]) -> Iterator[tuple[str, str, Person, Things | None]]:
        """Each address with each person, for the things that may be theirs."""
        for name in names:
            for who, person in self.people.items():
                if name in OWNED:
                    yield name, who, person, self.committees
                    if who in self.own:
                        yield name, who, person, self.own[who]
                elif who not in ELSEWHERE or (committee_in(ROUTES[name]) and not ON_POSTGRES):
                    yield name, who, person, None

    def at(self, things: Things | None) -> dict[str, str]:
        """What the examples of addresses are filled with."""
        return {**self.places, **(things.places if things else {})}


@pytest.fixture(scope="module")
def cast(demo_store: Store, tmp_path_factory: pytest.TempPathFactory) -> Cast:
    """Everybody, with an account that has a role and a key, and a look that is not chosen."""
    secrets, people = made_secrets(demo_store), made_people()
    own = {
        who: made_things(one.committee, one)
        for who, one in people.items()
        if one.user is not None and one.user.is_active
    }
    head, now = people["förvaltningschef"].user, clock.now()
    assert head is not None
    key = make_token(actor=COMMAND_LINE, now=now, user=head, name="Excel", by_code=True)
    folder = make_look(tmp_path_factory.mktemp("look") / "look")
    look = add_look(actor=COMMAND_LINE, now=now, store=demo_store, folder=folder).look
    places = {
        "rounds": year_mark(reader=OPERATOR, committee=OWN, year=2022),
        "user": str(head.pk),
        "role": str(RoleGrant.everything.get(user=head).pk),
        "token": str(key.token.number),
        "look": str(look.number),
        "imported": str(Import.everything.filter(parts__committee=OWN).latest("pk").pk),
        "demo": str(next(one.pk for one in User.objects.all() if is_demo_account(one.username))),
    }
    return Cast(people, secrets, places, made_things(OWN, None), own)


def test_every_address_has_a_line_and_an_example_and_every_form_its_content() -> None:
    names = [name for name, _ in addresses()]
    assert sorted(names) == sorted(RIGHTS) == sorted(PLACES)
    assert sorted(FORMS) == sorted(name for name, asked in RIGHTS.items() if asked.form)


def shown_wrongly(cast: Cast, name: str, person: Person, answer: Answer) -> Iterator[Secret]:
    """What is shown to somebody that is not for them, or that the table says nothing of."""
    for one in cast.secrets:
        if one.text in answer.text and not (
            one.is_for(person.reader) and one.kind in RIGHTS[name].hides
        ):
            yield one


@pytest.mark.django_db
def test_every_role_meets_at_every_address_what_the_table_says(cast: Cast) -> None:
    wrong: list[str] = []
    shown: set[tuple[str, Thing]] = set()
    with remembered():  # what is organised is the same for everybody who comes
        for name, who, person, things in cast.visits(ROUTES):
            answer = came(person, name, cast.at(things))
            if not page_fits(name, person, things, answer):
                wrong.append(f"{name}, {who}: {answer}")
            wrong += [
                f"{name}, {who}: shows {one.text}"
                for one in shown_wrongly(cast, name, person, answer)
            ]
            shown |= {(name, one.kind) for one in cast.secrets if one.text in answer.text}
    assert not wrong, "\n".join(wrong)
    declared = {(name, kind) for name, asked in RIGHTS.items() for kind in asked.hides}
    assert declared == shown, "what is hidden from some is shown to others"


@pytest.mark.django_db
def test_every_form_is_taken_from_whom_the_table_says_and_others_change_nothing(
    cast: Cast,
) -> None:
    wrong = []
    for name, who, person, things in cast.visits(FORMS):
        answer = came(person, name, cast.at(things), FORMS[name][0])
        if not form_fits(name, person, things, answer):
            wrong.append(f"{name}, {who}, {'own' if things and things.owner else ''}: {answer}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
def test_an_address_without_a_form_takes_none(cast: Cast) -> None:
    wrong = []
    for name, who, person, things in cast.visits(sorted(ROUTES.keys() - FORMS.keys())):
        answer = came(person, name, cast.at(things), {"gor": "radera"})
        is_led = answer.status == 302 and answer.location.startswith("/konto/logga-in/")
        if not (is_led or answer.status in (405, 401)) or answer.written - KEPT_BY_THE_WAY:
            wrong.append(f"{name}, {who}: {answer}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.any_database
@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("state", [State.PRELIMINARY, State.CLOSED])
def test_what_state_a_month_a_report_and_a_look_are_in_changes_no_right(
    cast: Cast, demo_store: Store, state: State
) -> None:
    """Closed, given out and chosen; else preliminary, given out by nobody and not chosen."""
    now, look, missing = clock.now(), int(cast.places["look"]), set[str]()
    if state is State.CLOSED:
        choose_look(actor=COMMAND_LINE, now=now, number=look)
    else:
        GivenReport.everything.all().delete()
        missing = {
            "given_report", "given_file", "given_table", "given_table_file", "given_cell",
            "api:version", "api:given_table", "api:given_cell",
        }  # fmt: skip
    set_period(
        actor=COMMAND_LINE, now=now, store=demo_store, committee=OWN, period=OCTOBER, state=state
    )
    stated = [name for name, route in ROUTES.items() if route.startswith(STATED)]
    visits = [one for one in cast.visits(stated) if one[1] not in ELSEWHERE - {A_STRANGER}]
    wrong = []
    with remembered():
        for name, who, person, things in visits:
            answer = came(person, name, cast.at(things))
            fits = page_fits(name, person, things, answer)
            if not (answer.status in (404, 401) if name in missing else fits):
                wrong.append(f"{name}, {who}: {answer}")
    for name, who, person, things in visits:
        if name in FORMS:
            sent = came(person, name, cast.at(things), FORMS[name][0])
            if not form_fits(name, person, things, sent):
                wrong.append(f"{name}, {who}, the form: {sent}")
    assert not wrong, "\n".join(wrong)


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
    assert "lamna-ut/, formuläret  kräver: ändra rapporter" in told
    assert "  skickar / nej: controller, förvaltningschef" in told
    assert not re.search(r"[<>]", told), "no word of the program's own"


@pytest.mark.parametrize("role", ROLES)
def test_nobody_meets_more_in_another_committee_than_in_the_own(role: Role) -> None:
    order = [Meets.SIGN_IN, Meets.NO, Meets.WITHIN, Meets.PART, Meets.ALL]
    who = rights_table.somebody(role)
    for name, asked in RIGHTS.items():
        own, other = (meets(asked, who, committee=c, activity=c) for c in ("egen", "annan"))
        assert order.index(other) <= order.index(own), name


@pytest.mark.parametrize("role", ROLES)
def test_nobody_sends_what_they_could_not_open(role: Role) -> None:
    who = rights_table.somebody(role)
    for name, asked in RIGHTS.items():
        for committee in ("egen", "annan") if asked.form else ():
            opened = meets(asked, who, committee=committee)
            sent = sends(asked, who, committee=committee)
            if opened in (Meets.NO, Meets.SIGN_IN):
                assert sent is opened, name
