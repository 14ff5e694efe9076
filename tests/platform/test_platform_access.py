"""Rights and the audit log: every role, every thing."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model

from uppsikt.platform.access.models import User
from uppsikt.platform.access.rules import (
    COMMAND_LINE,
    OPERATOR,
    PUBLIC,
    NotAllowed,
    Thing,
    Verb,
    demand,
    may,
)
from uppsikt.platform.audit.models import Entry
from uppsikt.platform.audit.services import record
from uppsikt.platform.data_folder import STOCKHOLM

HIDDEN = {Thing.VOUCHER_TEXTS, Thing.IMPORTS, Thing.MEASURES, Thing.FORMER_COMMENTS}


@pytest.mark.parametrize("thing", Thing)
@pytest.mark.parametrize("verb", Verb)
def test_who_may_do_what(thing: Thing, verb: Verb) -> None:
    assert may(OPERATOR, verb, thing)
    assert may(COMMAND_LINE, verb, thing)
    assert may(PUBLIC, verb, thing) is (verb is Verb.READ and thing not in HIDDEN)


def test_a_refusal_says_who_and_what() -> None:
    with pytest.raises(NotAllowed, match="Allmänheten får inte ändra budget och prognos"):
        demand(PUBLIC, Verb.CHANGE, Thing.PLANS)
    demand(PUBLIC, Verb.READ, Thing.PLANS)


def test_the_user_model_is_our_own() -> None:
    assert get_user_model() is User
    assert settings.AUTH_USER_MODEL == "access.User"


@pytest.mark.django_db
@pytest.mark.database
def test_an_entry_is_recorded() -> None:
    now = datetime(2022, 11, 8, 9, 30, tzinfo=STOCKHOLM)
    record(actor=COMMAND_LINE, now=now, verb="läste in", thing="SIE.se", detail={"rows": 3})
    entry = Entry.objects.get()
    assert (entry.actor, entry.verb, entry.thing) == ("kommandoraden", "läste in", "SIE.se")
    assert entry.at == now
    assert entry.detail == {"rows": 3}
