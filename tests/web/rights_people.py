"""The people of the walks through all addresses, their things, and what is secret on the way."""

from __future__ import annotations

import secrets as chance
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.test import Client
from rights_places import ACTIVITY, OTHER, OWN

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
from uppsikt.platform.files.kinds import HTML, JSON
from uppsikt.platform.files.owners import Owner
from uppsikt.platform.files.services import keep_made
from uppsikt.platform.jobs.models import Job
from uppsikt.platform.jobs.rules import State as JobState
from uppsikt.platform.outbox.models import Message
from uppsikt.platform.outbox.rules import State as MailState
from uppsikt.platform.tokens.services import make_token
from uppsikt.review_desk.files import DESK, owner_of
from uppsikt.review_desk.models import AskedReview
from uppsikt.rounds import services as rounds
from uppsikt.rounds.year_rules import suggested_dates
from uppsikt.sources.jobs import PREVIEW
from uppsikt.sources.models import ClosedChange, Import
from uppsikt.sources.period_rules import State
from uppsikt.sources.periods import set_period
from uppsikt.sources.previewed import Previewed
from uppsikt.sources.row_filter import RowFilter
from uppsikt.sources.voucher_selectors import VoucherQuery, voucher_rows
from uppsikt.store import Store
from uppsikt.web import clock
from uppsikt.web.rights_table import ROLES

OCTOBER = Period.month(2022, 10)


@dataclass(frozen=True)
class Person:
    """Somebody at a browser, and what the program makes of who it is."""

    role: Role
    client: Client
    reader: Reader
    user: User | None = None
    secret: str = ""
    """The key that a program of theirs comes with."""
    token: int = 0
    committee: str = OWN
    """The one that they have the role in; the own one of who has it in all, or has none."""


@dataclass(frozen=True)
class Secret:
    """A text that stands somewhere on the site, for those who may read the part alone."""

    kind: Thing
    activity: str
    text: str

    def is_for(self, reader: Reader) -> bool:
        """Whether the reader may see it."""
        return may(reader, Verb.READ, self.kind.of(OWN, self.activity))


def made_secrets(store: Store) -> tuple[Secret, ...]:
    """What is secret in the demo's committee; what it has none of is put there."""
    now = datetime(2026, 11, 22, 9, 0, tzinfo=STOCKHOLM)
    query = VoucherQuery(OWN, OCTOBER.to_date_of(), RowFilter(ACTIVITY))
    rows = voucher_rows(reader=OPERATOR, store=store, query=query).rows
    Import.everything.filter(parts__committee=OWN).update(file_name="bok-7f3.se")
    Forecast.everything.filter(committee__slug=OWN).update(file_name="bok-7f3.se")
    StoredItem.everything.filter(committee__slug=OWN).update(
        counterpart="Motparten 7f3", activity=ACTIVITY
    )
    for place, text in enumerate(("Pekar ut 7f3", "Ändrad")):
        wish = Wish(OCTOBER, "monthly", "Ekonomiskt bistånd", "Prognos 2022", "", text)
        comment(
            actor=COMMAND_LINE, now=now + timedelta(hours=place), store=store, committee=OWN,
            wish=wish,
        )  # fmt: skip
    set_period(
        actor=COMMAND_LINE, now=now, store=store, committee=OWN,
        period=Period.month(2022, 3), state=State.CLOSED,
    )  # fmt: skip
    ClosedChange.everything.create(
        committee=OWN, cause="orsak-7f3.se", reason="Rättat", changed_at=now + timedelta(days=1),
        actor="någon", rows=[[ACTIVITY, "4510", 202203, 202203, -100, -200]],
    )  # fmt: skip
    give_out(actor=COMMAND_LINE, now=now, store=store, committee=OWN, period=OCTOBER)
    _made_round(now)
    return (
        Secret(Thing.VOUCHER_TEXTS, ACTIVITY, next(row.text for row in rows if row.text)),
        Secret(Thing.VOUCHER_TEXTS, ACTIVITY, "Motparten 7f3"),
        Secret(Thing.IMPORTS, "", "bok-7f3.se"),
        Secret(Thing.IMPORTS, "", "orsak-7f3.se"),
        Secret(Thing.FORMER_COMMENTS, "", "Pekar ut 7f3"),
        Secret(Thing.DRAFTS, "", "Frågan 7f3"),
    )


def _made_round(now: datetime) -> None:
    """A round where a forecast was given and sent back with a question."""
    rounds.set_dates(actor=COMMAND_LINE, now=now, committee=OWN, rounds=[suggested_dates(OCTOBER)])
    there: Any = {
        "actor": COMMAND_LINE, "now": now, "committee": OWN, "month": OCTOBER, "activity": ACTIVITY,
    }  # fmt: skip
    rounds.report(net=-60_000_000_00, comment="Lämnad", **there)
    rounds.send_back(question="Frågan 7f3", **there)


def _person(
    role: Role, committee: str, *, until: date | None = None, is_active: bool = True
) -> Person:
    name = f"{role.name}-{committee}-{until}-{is_active}".lower()
    user = User.objects.create_user(name, f"{name}@kommunen.example")
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
    return Person(
        role, client, reader_of_user(user, on=clock.today()), user, key.secret, key.token.number,
        committee or OWN,
    )  # fmt: skip


def made_people() -> dict[str, Person]:
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


@dataclass(frozen=True)
class Things:
    """Things that belong to somebody (null: to no user) and to a committee, by their addresses."""

    committee: str
    owner: int | None
    places: dict[str, str]

    def may(self, reader: Reader, verb: Verb, kind: Thing) -> bool:
        """What the table of rights says of them."""
        return may(reader, verb, kind.of(self.committee, owner=self.owner))

    def are_of(self, person: Person) -> bool:
        """Whether the person's and nobody else's."""
        return person.user is not None and self.owner == person.user.pk


def made_things(committee: str, person: Person | None) -> Things:
    """A thing of each kind that has an owner: of the person, or of no user."""
    owner = None if person is None else person.user
    file = keep_made(
        actor=COMMAND_LINE, now=clock.now(), content=b"{}", name="bok.json", kind=JSON,
        owner=Owner("import", committee),
    )  # fmt: skip
    message = Message.everything.create(
        message_id=f"<{chance.token_hex(8)}@kommunen.example>", to_address="a@kommunen.example",
        subject="Kallelse", user=owner, actor="någon", written_at=clock.now(),
        state=MailState.FAILED,
    )  # fmt: skip
    places = {
        "job": _job("preview", committee, owner, JobState.WAITING),
        "failed": _job("preview", committee, owner, JobState.FAILED),
        "preview": _job(PREVIEW, committee, owner, JobState.DONE),
        "message": str(message.pk),
        "file": file.key,
        "review": _review(owner),
        "own_token": str(person.token if person else 0),
    }
    return Things(committee, owner.pk if owner else None, places)


def _job(kind: str, committee: str, owner: User | None, state: JobState) -> str:
    arguments = {
        "file": "finns-inte", "name": "bok.se", "key": chance.token_hex(4), "kind": None,
        "committee": committee, "source": None,
    }  # fmt: skip
    job = Job.everything.create(
        kind=kind, title="Förhandsvisning av bok.se", arguments=arguments, committee=committee,
        user=owner, asked_by="någon", asked_at=clock.now(), ended_at=clock.now(), state=state,
        result={"preview": Previewed((), (), (), ()).as_json()},
    )  # fmt: skip
    return str(job.pk)


def _review(owner: User | None) -> str:
    """A review that is done, with its files."""
    key = chance.token_urlsafe(18)
    files = [
        keep_made(
            actor=DESK, now=clock.now(), content=b'{"findings": []}', name="granskning", kind=kind,
            owner=owner_of(key),
        ).key
        for kind in (JSON, HTML)
    ]  # fmt: skip
    AskedReview.everything.create(
        key=key, user=owner, name="rapport.pdf", asked_at=clock.now(), result=files[0],
        document=files[1],
    )  # fmt: skip
    return key
