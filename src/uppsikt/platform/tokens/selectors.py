"""Reads keys: whose a secret is, and which keys somebody has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Q

from uppsikt.platform.access.models import User
from uppsikt.platform.access.rules import Reader
from uppsikt.platform.access.selectors import reader_of_user
from uppsikt.platform.accounts.demo import may_sign_in
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.platform.tokens.models import Token
from uppsikt.platform.tokens.noting import note_use
from uppsikt.platform.tokens.rules import State, WrongToken, state
from uppsikt.platform.tokens.secret import digest_of


@dataclass(frozen=True, slots=True)
class KnownToken:
    """A key as it is shown. `tail` is the end of its secret; days are Stockholm's."""

    number: int
    name: str
    tail: str
    made_on: date
    last_day: date
    used_on: date | None
    state: State

    @property
    def holds(self) -> bool:
        """Whether it can be read with today."""
        return self.state is State.HELD


def owner_of(secret: str, *, now: datetime) -> User | None:
    """Whose a secret is; None for one that is unknown, over, ended, or of a closed account.

    That it was used today is noted, once a day.
    """
    row = _held(secret, now)
    if row is None:
        return None
    note_use(row, day=_day(now))
    return row.user


def token_of(secret: str, *, now: datetime) -> KnownToken | None:
    """The key that a secret is of; None where `owner_of` gives nobody."""
    row = _held(secret, now)
    return None if row is None else _shown(row, _day(now))


def tokens_of(*, reader: Reader, user: User, on: date) -> tuple[KnownToken, ...]:
    """The keys of a user that the reader may see, those that hold first, the newest first."""
    rows = Token.objects.seen_by(reader).filter(user=user)
    return tuple(sorted((_shown(row, on) for row in rows), key=lambda one: not one.holds))


def owners(*, reader: Reader) -> tuple[User, ...]:
    """Those who have keys that the reader may see, by address."""
    have = Token.objects.seen_by(reader).values("user")
    return tuple(User.objects.filter(pk__in=have).order_by("username"))


def token_numbered(*, reader: Reader, user: int, number: int) -> Token | None:
    """A key of a user's by its number; None for one that is another's or that may not be seen."""
    return Token.objects.seen_by(reader).filter(user=user, pk=number).first()


def token_named(*, reader: Reader, user: User, name: str, on: date) -> Token:
    """The key of a user's that holds and is called so. Raises WrongToken."""
    rows = Token.objects.seen_by(reader).filter(
        user=user, name=" ".join(name.split()), ended_at=None, last_day__gte=on
    )
    row = rows.first()
    if row is None:
        raise WrongToken(
            "Det finns ingen nyckel som heter så och som gäller.",
            values=[f"”{name}”"],
            todo=f"Se nycklarna med «uppsikt token list {user.username}».",
        )
    return row


def shown_token(row: Token, on: date) -> KnownToken:
    """What is shown of a key."""
    return _shown(row, on)


def _held(secret: str, now: datetime) -> Token | None:
    """The key of a secret that its owner can be read for with, now."""
    digest, day = digest_of(secret), _day(now)
    if digest is None:
        return None
    held = Q(ended_at=None, last_day__gte=day, user__is_active=True)
    row = Token.everything.select_related("user").filter(held, digest=digest).first()
    if row is None or not may_sign_in(row.user.username, settings.DATA_FOLDER):
        return None
    return row if row.by_code or not _demands_code(row.user, day) else None


def _demands_code(user: User, day: date) -> bool:
    """Whether a role of the day demands more of a user than a password, as the pages do."""
    roles = {grant.role for grant in reader_of_user(user, on=day).grants}
    return bool(roles & settings.CODE_ROLES) and not settings.DATA_FOLDER.is_demo


def _day(now: datetime) -> date:
    return now.astimezone(STOCKHOLM).date()


def _shown(row: Token, on: date) -> KnownToken:
    return KnownToken(
        row.pk,
        row.name,
        row.tail,
        _day(row.made_at),
        row.last_day,
        row.used_on,
        state(last_day=row.last_day, ended_at=row.ended_at, on=on),
    )
