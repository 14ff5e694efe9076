"""Who is signed in: begun, seen and ended. A page asks here whether a session still holds."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from uppsikt.platform.access.models import User
from uppsikt.platform.access.rules import Actor
from uppsikt.platform.accounts.endings import end_all_else
from uppsikt.platform.accounts.models import SignIn
from uppsikt.platform.accounts.sign_in_rules import IDLE, KEPT, NOTED, browser_in_words, is_over
from uppsikt.platform.audit.services import record


@dataclass(frozen=True, slots=True)
class OpenSignIn:
    """A sign-in that holds: where, how, since when, and when a page was last opened."""

    browser: str
    how: str
    began_at: datetime
    seen_at: datetime
    is_this: bool


def begin(*, actor: Actor, now: datetime, user: User, how: str, agent: str) -> str:
    """A user has signed in, `how` in Swedish; the key that the session holds it by."""
    key = secrets.token_urlsafe(32)
    with transaction.atomic():
        SignIn.objects.filter(seen_at__lt=now - KEPT).delete()
        SignIn.objects.create(
            user=user,
            key=key,
            how=how,
            browser=browser_in_words(agent),
            began_at=now,
            seen_at=now,
        )
        told = {"hur": how}
        record(
            actor=actor, now=now, verb="loggade in", thing=user.username, detail=told, quiet=True
        )
    return key


def holds(*, user: User, key: str, now: datetime) -> bool:
    """Whether the user is still signed in by the key; notes that a page is opened now."""
    row = SignIn.objects.filter(user=user, key=key, ended_at=None).first()
    if row is None:
        return False
    if is_over(began=row.began_at, seen=row.seen_at, now=now):
        SignIn.objects.filter(pk=row.pk).update(ended_at=min(now, row.seen_at + IDLE))
        return False
    if now - row.seen_at >= NOTED:
        SignIn.objects.filter(pk=row.pk).update(seen_at=now)
    return True


def end(*, actor: Actor, now: datetime, user: User, key: str) -> None:
    """The user signed out."""
    with transaction.atomic():
        if SignIn.objects.filter(user=user, key=key, ended_at=None).update(ended_at=now):
            record(actor=actor, now=now, verb="loggade ut", thing=user.username, quiet=True)


def end_all(*, actor: Actor, now: datetime, user: User) -> int:
    """Signs the user out everywhere, and ends the user's keys; the number of places."""
    with transaction.atomic():
        count = SignIn.objects.filter(user=user, ended_at=None).update(ended_at=now)
        end_all_else(actor=actor, now=now, user=user)
        record(
            actor=actor,
            now=now,
            verb="loggade ut överallt",
            thing=user.username,
            detail={"sign_ins": count},
            quiet=True,
        )
    return count


def open_sign_ins(*, user: User, key: str, now: datetime) -> tuple[OpenSignIn, ...]:
    """Where one is signed in oneself, the latest page first. `key` is the session that asks."""
    rows = SignIn.objects.filter(user=user, ended_at=None)
    return tuple(
        OpenSignIn(row.browser, row.how, row.began_at, row.seen_at, row.key == key)
        for row in rows
        if not is_over(began=row.began_at, seen=row.seen_at, now=now)
    )
