"""Reading accounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from uppsikt.figures import UppsiktError
from uppsikt.platform.access.models import User
from uppsikt.platform.access.rules import Reader, Thing, Verb, demand


class UnknownUser(UppsiktError):
    """Nobody has the account that was named."""


@dataclass(frozen=True, slots=True)
class Account:
    """An account, as it is shown in lists."""

    number: int
    email: str
    name: str
    is_open: bool
    has_password: bool
    last_sign_in: datetime | None


def accounts(*, reader: Reader) -> tuple[Account, ...]:
    """All accounts, the open ones first, by name."""
    demand(reader, Verb.READ, Thing.USERS)
    users = User.objects.order_by("-is_active", "first_name", "username")
    return tuple(map(_account, users))


def account_named(*, reader: Reader, email: str) -> User:
    """The account with an address. Raises UnknownUser."""
    demand(reader, Verb.READ, Thing.USERS)
    user = User.objects.filter(username=email.strip().lower()).first()
    if user is None:
        raise UnknownUser(
            "Det finns inget konto med den adressen.",
            values=[f"”{email}”"],
            todo="Se kontona med «uppsikt user list».",
        )
    return user


def _account(user: User) -> Account:
    return Account(
        user.pk,
        user.username,
        user.get_full_name() or user.username,
        user.is_active,
        user.has_usable_password(),
        user.last_login,
    )
