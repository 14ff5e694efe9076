"""Mail after a backup was put back: what may have been sent since is sent by no machine."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import transaction

from uppsikt.platform.access.rules import COMMAND_LINE, OPERATOR
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.platform.health.rules import State as Health
from uppsikt.platform.outbox import selectors, services
from uppsikt.platform.outbox.models import Message
from uppsikt.platform.outbox.rules import State

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=STOCKHOLM)

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def write(text: str, *, secret: bool = False) -> int:
    with transaction.atomic():
        return services.write(
            actor=COMMAND_LINE, now=NOW, to="a@example.se", subject="Hej", text=text, secret=secret
        )


def test_what_waited_is_for_a_person_to_say_of() -> None:
    waiting, handed, secret, sent = (write("x"), write("y"), write("z", secret=True), write("s"))
    Message.objects.filter(pk=handed).update(state=State.HANDED, taken_at=NOW)
    Message.objects.filter(pk=sent).update(state=State.SENT, sent_at=NOW)
    services.doubt_all()
    states = dict(Message.objects.values_list("pk", "state"))
    assert [states[one] for one in (waiting, handed, secret, sent)] == [
        State.UNKNOWN, State.UNKNOWN, State.UNKNOWN, State.SENT,
    ]  # fmt: skip
    assert Message.objects.get(pk=secret).body == ""
    services.count_as_sent(actor=COMMAND_LINE, now=NOW, number=waiting)
    assert selectors.message(reader=OPERATOR, number=waiting).sent_at == NOW
    services.resend(actor=COMMAND_LINE, now=NOW, number=handed)
    assert selectors.message(reader=OPERATOR, number=handed).state is State.WAITING
    with pytest.raises(services.NotNow, match="raderad"):
        services.resend(actor=COMMAND_LINE, now=NOW, number=secret)


def test_mail_that_waits_long_is_to_be_seen_to() -> None:
    number = write("x")
    assert selectors.waiting(NOW + timedelta(minutes=59))[0] is Health.WELL
    assert selectors.waiting(NOW + timedelta(minutes=61)) == (
        Health.WARNING,
        "1 har väntat över en timme",
    )
    Message.objects.filter(pk=number).update(state=State.FAILED)
    assert selectors.waiting(NOW) == (Health.WARNING, "1 väntar på besked")
