"""Reading accounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from django.db.models import Prefetch, QuerySet

from uppsikt.figures import UppsiktError, swedish_sort_key
from uppsikt.platform.access.models import RoleGrant, User
from uppsikt.platform.access.rules import Reader, Role, Thing, Verb, demand
from uppsikt.platform.accounts.role_rules import Span, State, WrongRole


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
    has_code: bool
    last_sign_in: datetime | None
    roles: tuple[Span, ...]
    """All roles that it has or has had, in the order that they began."""


def accounts(*, reader: Reader, text: str = "") -> tuple[Account, ...]:
    """All accounts whose name or address has the text in it: the open ones first, by name."""
    demand(reader, Verb.READ, Thing.USERS)
    users = User.objects.prefetch_related(Prefetch("roles", RoleGrant.everything.all()))
    with_code = frozenset(_codes().values_list("user_id", flat=True))
    wanted = text.strip().casefold()
    # Compared here: SQLite knows no small å, ä and ö.
    found = [
        one
        for one in (_account(user, has_code=user.pk in with_code) for user in users)
        if wanted in f"{one.name} {one.email}".casefold()
    ]
    return tuple(
        sorted(found, key=lambda one: (not one.is_open, swedish_sort_key(one.name), one.email))
    )


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


def role_to_end(*, reader: Reader, user: User, role: Role, committee: str, on: date) -> RoleGrant:
    """The role that a user has in a committee on a day, or the first that is to come.

    Raises WrongRole if there is none.
    """
    demand(reader, Verb.READ, Thing.USERS)
    rows = RoleGrant.objects.seen_by(reader).filter(user=user, role=role.name, committee=committee)
    left = [row for row in rows if span_of(row).state(on) is not State.ENDED]
    if not left:
        raise WrongRole(
            f"Personen har inte rollen {role} där.",
            values=[committee] if committee else [],
            todo=f"Se rollerna med «uppsikt user list {user.username}».",
        )
    return left[0]


def roles_of(user: User) -> tuple[tuple[int, Span], ...]:
    """The roles that a user has, has had and is to have, each with its number; the first first.

    For the user, and for whoever may see users.
    """
    return tuple((row.pk, span_of(row)) for row in RoleGrant.everything.filter(user=user))


def role_numbered(*, reader: Reader, user: int, number: int) -> RoleGrant | None:
    """A role of a user's by its number; None for one that somebody else has."""
    demand(reader, Verb.READ, Thing.USERS)
    rows = RoleGrant.objects.seen_by(reader).select_related("user")
    return rows.filter(user=user, pk=number).first()


def account_of(user: User) -> Account:
    """What is shown of an account."""
    return _account(user, has_code=_codes().filter(user=user).exists())


def _codes() -> QuerySet[Authenticator]:
    """What one-time codes come from."""
    rows: QuerySet[Authenticator] = Authenticator.objects.filter(type=Authenticator.Type.TOTP)
    return rows


def _account(user: User, *, has_code: bool) -> Account:
    return Account(
        user.pk,
        user.username,
        user.get_full_name() or user.username,
        user.is_active,
        user.has_usable_password(),
        has_code,
        user.last_login,
        tuple(span_of(row) for row in user.roles(manager="everything").all()),
    )


def span_of(row: RoleGrant) -> Span:
    """A role as it is kept, as a plain value."""
    return Span(Role[row.role], row.committee, row.valid_from, row.valid_to, tuple(row.activities))
