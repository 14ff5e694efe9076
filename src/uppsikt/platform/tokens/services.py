"""What changes keys: made by the one whom they are of, ended, and forgotten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from uppsikt.platform.access.models import User
from uppsikt.platform.access.rules import Actor, Thing, Verb, demand
from uppsikt.platform.accounts.demo import may_sign_in
from uppsikt.platform.accounts.mails import tell
from uppsikt.platform.audit.services import record
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.platform.tokens.mails import token_made_mail
from uppsikt.platform.tokens.models import Token
from uppsikt.platform.tokens.rules import KEPT, MOST, WrongToken, checked_last_day, checked_name
from uppsikt.platform.tokens.secret import TAIL, digest_of, new_secret
from uppsikt.platform.tokens.selectors import KnownToken, shown_token


@dataclass(frozen=True, slots=True)
class Made:
    """A new key, and its secret: to be shown now, for nobody can tell it later."""

    token: KnownToken
    secret: str

    def __repr__(self) -> str:
        """Without the secret, so that no log and no traceback holds it."""
        return f"Made({self.token!r})"


def make_token(
    *,
    actor: Actor,
    now: datetime,
    user: User,
    name: str,
    last_day: date | None = None,
    by_code: bool,
) -> Made:
    """Makes a key that reads with all rights of its owner, and tells the owner by mail.

    `name` is what it is for, `last_day` the last day that it holds (Stockholm), and `by_code`
    whether the one who makes it has shown more than a password. Raises WrongToken, and NotAllowed
    for whoever makes one for another: the operator alone does.
    """
    demand(actor, Verb.CHANGE, Thing.TOKENS.of(owner=user.pk))
    called, today = checked_name(name), now.astimezone(STOCKHOLM).date()
    last = checked_last_day(last_day, today)
    secret = new_secret()
    with transaction.atomic():
        # Locked, so that a form that is sent twice makes one key.
        owner = User.objects.select_for_update().get(pk=user.pk)
        _check_owner(actor, owner)
        _check_room(owner, called, today)
        row = Token.everything.create(
            user=owner,
            name=called,
            digest=digest_of(secret) or "",
            tail=secret[-TAIL:],
            by_code=by_code,
            made_at=now,
            last_day=last,
        )
        told = {"token": called, "last_day": f"{last}"}
        _record(actor, now, "gjorde en nyckel", owner, told)
        tell(owner, token_made_mail(owner, called, last, now, row.pk))
    return Made(shown_token(row, today), secret)


def _check_owner(actor: Actor, user: User) -> None:
    """Raises WrongToken for another's key, and for an account that nobody can be."""
    if not actor.is_operator and actor.user != user.pk:
        raise WrongToken(
            "En nyckel görs av den som den tillhör.",
            why="Den som har nyckeln läser allt som kontots ägare får läsa.",
            todo="Be personen göra nyckeln på sidan Nycklar, eller driften.",
        )
    if not user.is_active or not may_sign_in(user.username, settings.DATA_FOLDER):
        raise WrongToken(
            "Kontot är stängt och får ingen nyckel.",
            values=[user.username],
            todo="Öppna kontot först.",
        )


def _check_room(user: User, name: str, today: date) -> None:
    """Raises WrongToken where a key of the name holds already, or too many keys do."""
    held = Token.everything.filter(user=user, ended_at=None, last_day__gte=today)
    if held.filter(name=name).exists():
        raise WrongToken(
            "Det finns redan en nyckel med det namnet.",
            values=[f"”{name}”"],
            todo="Välj ett annat namn. Är den nyckeln borttappad: avsluta den först.",
        )
    if held.count() >= MOST:
        raise WrongToken(
            f"Kontot har redan {MOST} nycklar.",
            todo="Avsluta någon som inte används.",
        )


def end_token(*, actor: Actor, now: datetime, token: Token) -> bool:
    """Ends a key: nothing is read with it from now. False if it was ended already.

    For its owner and for whoever may end others' keys.
    """
    demand(actor, Verb.CHANGE, Thing.TOKENS.of(owner=token.user_id))
    with transaction.atomic():
        ended = Token.everything.filter(pk=token.pk, ended_at=None).update(ended_at=now)
        if ended:
            _record(actor, now, "avslutade en nyckel", token.user, {"token": token.name})
    return bool(ended)


def end_all(*, actor: Actor, now: datetime, user: User) -> None:
    """Ends all keys of a user, as when everything that the user has open is ended.

    Call it inside the transaction of that. Whether it may be done is asked there.
    """
    count = Token.everything.filter(user=user, ended_at=None).update(ended_at=now)
    if count:
        _record(actor, now, "avslutade alla nycklar", user, {"tokens": count})


def forget_old(*, now: datetime) -> int:
    """Removes keys that have held no more for long; how many. The audit log still tells of them."""
    before = now - KEPT
    over = Q(ended_at__lt=before) | Q(last_day__lt=before.astimezone(STOCKHOLM).date())
    count, _ = Token.everything.filter(over).delete()
    return count


def _record(
    actor: Actor, now: datetime, verb: str, user: User, detail: Mapping[str, object]
) -> None:
    record(actor=actor, now=now, verb=verb, thing=user.username, detail=detail, quiet=True)
