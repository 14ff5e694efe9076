"""Rights and the audit log: every role, every thing, in the own committee and in another."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from hypothesis import given
from hypothesis import strategies as st

from uppsikt.platform.access.models import RoleGrant, User
from uppsikt.platform.access.rules import (
    COMMAND_LINE,
    GIVEN_ROLES,
    OPERATOR,
    PUBLIC,
    Actor,
    Grant,
    NotAllowed,
    Reader,
    Role,
    Thing,
    Verb,
    demand,
    may,
    may_somewhere,
    reach,
    sight,
)
from uppsikt.platform.access.selectors import reader_of_user
from uppsikt.platform.audit.models import Entry
from uppsikt.platform.audit.services import record
from uppsikt.platform.data_folder import STOCKHOLM

OPEN = {
    Thing.ORGANISATION,
    Thing.BALANCES,
    Thing.PLANS,
    Thing.REPORTS,
    Thing.PERIODS,
    Thing.LOOKS,
}
HIDDEN = set(Thing) - OPEN
SIGNED_IN = {Thing.ROUNDS}
AT_WORK = {Thing.DRAFTS, Thing.TEXTS}
OWN, OTHER = "ifon", "arbete"
DAY = timedelta(days=1)


def one(role: Role, committee: str | None = OWN, *activities: str) -> Reader:
    return Reader("någon", (Grant(role, committee, activities),), user=7)


@pytest.mark.parametrize("thing", Thing)
@pytest.mark.parametrize("verb", Verb)
def test_who_may_do_what_without_signing_in(thing: Thing, verb: Verb) -> None:
    assert may(OPERATOR, verb, thing)
    assert may(COMMAND_LINE, verb, thing)
    assert may(PUBLIC, verb, thing) is (verb is Verb.READ and thing in OPEN)


@pytest.mark.parametrize("role", GIVEN_ROLES)
def test_everybody_reads_what_the_public_reads(role: Role) -> None:
    for thing in OPEN:
        assert may(one(role), Verb.READ, thing.of(OTHER))


@pytest.mark.parametrize(
    ("role", "read", "change"),
    [
        (Role.READER, set(), set()),
        (Role.SECRETARY, {Thing.FORMER_COMMENTS, *AT_WORK}, {Thing.TEXTS}),
        (
            Role.CONTROLLER,
            {
                Thing.VOUCHER_TEXTS, Thing.IMPORTS, Thing.MEASURES, Thing.FORMER_COMMENTS,
                Thing.FILES, Thing.JOBS, Thing.FORECASTS, Thing.REGISTERS,
                Thing.SMALL_NUMBERS, *AT_WORK,
            },
            {
                Thing.ORGANISATION, Thing.IMPORTS, Thing.PLANS, Thing.MEASURES, Thing.REPORTS,
                Thing.PERIODS, Thing.JOBS, Thing.ROUNDS, Thing.FORECASTS, Thing.TEXTS,
                Thing.REGISTERS,
            },
        ),
        (
            Role.HEAD,
            {
                Thing.VOUCHER_TEXTS, Thing.IMPORTS, Thing.MEASURES, Thing.FORMER_COMMENTS,
                Thing.FILES, Thing.JOBS, Thing.AUDIT, Thing.FORECASTS,
                Thing.SMALL_NUMBERS, *AT_WORK,
            },
            {Thing.REPORTS, Thing.PERIODS, Thing.ROUNDS, Thing.TEXTS},
        ),
    ],
)  # fmt: skip
def test_a_role_reaches_its_own_committee_alone(
    role: Role, read: set[Thing], change: set[Thing]
) -> None:
    who = one(role)
    for thing in Thing:
        assert may(who, Verb.READ, thing.of(OWN)) is (thing in read | OPEN | SIGNED_IN), thing
        assert may(who, Verb.CHANGE, thing.of(OWN)) is (thing in change | {Thing.REVIEWS}), thing
        assert may(who, Verb.READ, thing.of(OTHER)) is (thing in OPEN | SIGNED_IN), thing
        assert may(who, Verb.CHANGE, thing.of(OTHER)) is (thing is Thing.REVIEWS), thing
        assert may(who, Verb.READ, thing) is (thing in OPEN | SIGNED_IN), "all of a kind"
        if thing in change:
            assert may(one(role, None), Verb.CHANGE, thing), "a role in all committees"


def test_a_manager_reads_the_texts_of_the_own_activities_alone() -> None:
    who = one(Role.MANAGER, OWN, "integration", "bistand")
    texts = Thing.VOUCHER_TEXTS
    assert may(who, Verb.READ, texts.of(OWN, "integration"))
    assert not may(who, Verb.READ, texts.of(OWN, "missbruk"))
    assert not may(who, Verb.READ, texts.of(OWN)), "not all of the committee"
    assert not may(who, Verb.READ, texts.of(OTHER, "integration")), "another's activity"
    assert reach(who, Verb.READ, texts).activities == {(OWN, "integration"), (OWN, "bistand")}
    for nowhere in (one(Role.MANAGER), one(Role.MANAGER, None, "integration")):
        assert not may_somewhere(nowhere, Verb.READ, texts)


def test_a_manager_gives_forecasts_of_the_own_activities_and_writes_with_the_others() -> None:
    who = one(Role.MANAGER, OWN, "integration")
    for verb in Verb:
        assert may(who, verb, Thing.FORECASTS.of(OWN, "integration"))
        assert not may(who, verb, Thing.FORECASTS.of(OWN, "missbruk"))
        assert not may(who, verb, Thing.FORECASTS.of(OTHER, "integration"))
        assert may(who, verb, Thing.TEXTS.of(OWN))
    assert may(who, Verb.READ, Thing.DRAFTS.of(OWN))
    assert not may(who, Verb.READ, Thing.DRAFTS.of(OTHER))


def test_those_who_may_read_the_same_of_a_committee_have_the_same_sight_of_it() -> None:
    one_of_them, another = (one(Role.MANAGER, OWN, key) for key in ("integration", "bistand"))
    assert sight(one_of_them, OWN) == sight(another, OWN)
    assert sight(one_of_them, OTHER) != sight(PUBLIC, OTHER) == sight(Reader("någon"), OTHER)
    different = [sight(one(role), OWN) for role in (Role.READER, Role.MANAGER, Role.CONTROLLER)]
    assert len({*different, sight(PUBLIC, OWN), sight(OPERATOR, OWN)}) == 5


def test_an_auditor_reads_all_and_changes_nothing() -> None:
    who = one(Role.AUDITOR, None)
    assert all(may(who, Verb.READ, thing) for thing in Thing)
    assert [thing for thing in Thing if may(who, Verb.CHANGE, thing)] == [Thing.REVIEWS]


def test_an_administrator_reads_no_secret_by_it() -> None:
    who = one(Role.ADMINISTRATOR, None)
    secret = (
        Thing.VOUCHER_TEXTS, Thing.IMPORTS, Thing.MEASURES, Thing.FORMER_COMMENTS, Thing.DRAFTS,
    )  # fmt: skip
    assert not any(may_somewhere(who, Verb.READ, thing) for thing in secret)
    assert may(who, Verb.CHANGE, Thing.USERS)


def test_a_user_reaches_own_things_whatever_the_role() -> None:
    who = one(Role.READER)
    for thing in Thing:
        owned = thing in {
            Thing.FILES, Thing.JOBS, Thing.MAIL, Thing.REVIEWS, Thing.TOKENS,
        }  # fmt: skip
        open_to_all = thing in OPEN | SIGNED_IN
        assert may(who, Verb.READ, thing.of(OTHER, owner=7)) is (owned or open_to_all), thing
        assert may(who, Verb.READ, thing.of(OTHER, owner=8)) is open_to_all, thing
        assert not may(PUBLIC, Verb.CHANGE, thing.of(owner=None))


GRANTS = st.builds(
    Grant,
    st.sampled_from(GIVEN_ROLES),
    st.sampled_from([None, OWN, OTHER]),
    st.lists(st.sampled_from(["integration", "bistand"]), max_size=2).map(tuple),
)


@given(st.lists(GRANTS, max_size=3), GRANTS, st.sampled_from(Verb), st.sampled_from(Thing))
def test_one_role_more_never_takes_a_right_away(
    held: list[Grant], more: Grant, verb: Verb, kind: Thing
) -> None:
    before = Reader("någon", tuple(held))
    after = Reader("någon", (*held, more))
    for committee in ("", OWN, OTHER):
        for activity in ("", "integration"):
            part = kind.of(committee, activity)
            assert may(after, verb, part) >= may(before, verb, part)
            assert may(before, verb, part) <= may_somewhere(before, verb, kind)
    assert may(before, verb, kind) <= all(may(before, verb, kind.of(c)) for c in (OWN, OTHER))


def test_a_refusal_says_who_and_what_and_where() -> None:
    with pytest.raises(NotAllowed, match="Allmänheten får inte ändra budget och prognos"):
        demand(PUBLIC, Verb.CHANGE, Thing.PLANS)
    with pytest.raises(NotAllowed) as caught:
        demand(Actor("controllern"), Verb.CHANGE, Thing.PLANS.of(OWN))
    assert (caught.value.what, caught.value.where) == (
        "Controllern får inte ändra budget och prognos.",
        OWN,
    )
    demand(PUBLIC, Verb.READ, Thing.PLANS)


def test_the_user_model_is_our_own() -> None:
    assert get_user_model() is User
    assert settings.AUTH_USER_MODEL == "access.User"


@pytest.mark.django_db
@pytest.mark.database
def test_a_role_is_had_from_its_first_day_to_its_last() -> None:
    user = User.objects.create_user("controllern", first_name="Controllern")
    days = {"valid_from": date(2022, 3, 1), "valid_to": date(2022, 3, 31)}
    RoleGrant.objects.create(user=user, role="CONTROLLER", committee=OWN, **days)
    RoleGrant.objects.create(user=user, role="AUDITOR", valid_from=date(2022, 3, 31))

    def roles(day: int) -> tuple[Role, ...]:
        held = reader_of_user(user, on=date(2022, 3, 1) + (DAY * day)).grants
        return tuple(grant.role for grant in held)

    assert roles(-1) == ()
    assert roles(0) == roles(29) == (Role.CONTROLLER,)
    assert roles(30) == (Role.CONTROLLER, Role.AUDITOR)
    assert roles(31) == (Role.AUDITOR,)
    assert reader_of_user(user, on=date(2022, 3, 1)).grants == (Grant(Role.CONTROLLER, OWN),)
    user.is_active = False
    assert reader_of_user(user, on=date(2022, 3, 1)) == PUBLIC, "a closed account has no roles"


@pytest.mark.django_db
@pytest.mark.database
def test_an_entry_is_recorded() -> None:
    now = datetime(2022, 11, 8, 9, 30, tzinfo=STOCKHOLM)
    record(actor=COMMAND_LINE, now=now, verb="läste in", thing="SIE.se", detail={"rows": 3})
    entry = Entry.objects.get()
    assert (entry.actor, entry.verb, entry.thing) == ("kommandoraden", "läste in", "SIE.se")
    assert entry.at == now
    assert entry.detail == {"rows": 3}
