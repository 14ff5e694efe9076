"""`uppsikt user`: accounts, and who has which role."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from uppsikt.cli import acting, installation
from uppsikt.figures import UppsiktError
from uppsikt.platform.access.rules import Role
from uppsikt.platform.data_folder import STOCKHOLM

if TYPE_CHECKING:
    from uppsikt.platform.access.models import User
    from uppsikt.platform.accounts.selectors import Account


class NobodyNamed(UppsiktError):
    """It was not said whose account it is."""


class NotADay(UppsiktError):
    """A day was not written as one."""


def run(options: argparse.Namespace) -> int:
    """Does what the verb says."""
    verbs = {
        "list": _list,
        "add": _add,
        "role": _role,
        "end": _end,
        "close": _close,
        "open": _open,
        "reset": _reset,
        "forget": _forget,
    }
    for line in verbs[options.verb](options):
        print(line)
    return 0


def _list(options: argparse.Namespace) -> Iterator[str]:
    """All accounts with the roles that they have now, or one with all that it has had."""
    if options.who:
        user = user_named(options)
        from uppsikt.platform.accounts.selectors import account_of

        one = account_of(user)
        yield _told(one)
        yield from (f"  {line}" for line in _roles(one))
        return
    installation.open_to_read()
    from uppsikt.platform.accounts.role_rules import State, told
    from uppsikt.platform.accounts.selectors import accounts

    every, today = accounts(reader=acting.reader()), installation.now().date()
    for one in every:
        yield _told(one)
        yield from (f"  {told(span)}" for span in one.roles if span.state(today) is State.HELD)
    if not every:
        yield "Inga konton finns. Lägg upp ett med «uppsikt user add ADRESS --name NAMN»."


def _told(one: Account) -> str:
    seen = f"{one.last_sign_in.astimezone(STOCKHOLM):%Y-%m-%d}" if one.last_sign_in else "aldrig"
    state = "" if one.is_open else ", stängt"
    password = "" if one.has_password else ", har inget lösenord"
    return f"{one.email}  {one.name}{state}{password}, inloggad senast: {seen}"


def _roles(one: Account) -> Iterator[str]:
    from uppsikt.platform.accounts.role_rules import told

    today = installation.now().date()
    for span in one.roles:
        yield f"{told(span)} ({span.state(today)})"
    if not one.roles:
        yield "Inga roller: läser som allmänheten."


def _role(options: argparse.Namespace) -> Iterator[str]:
    """Gives a role."""
    asked = _asked_role(options)
    user = user_named(options)
    from uppsikt.organisation.scopes import check_scope
    from uppsikt.platform.accounts.role_rules import Span, told
    from uppsikt.platform.accounts.role_services import give_role
    from uppsikt.platform.accounts.selectors import span_of

    activities = tuple(key.strip() for key in options.activities.split(",") if key.strip())
    check_scope(reader=acting.reader(), slug=options.committee, activities=activities)
    now = installation.now()
    first = day_given(getattr(options, "from"), "--from") or now.date()
    new = Span(asked, options.committee, first, day_given(options.to, "--to"), activities)
    row = give_role(actor=acting.actor(), now=now, user=user, new=new)
    yield f"{user.first_name} har fått rollen {told(span_of(row))}."


def _end(options: argparse.Namespace) -> Iterator[str]:
    """Ends the role that is held, or is to be held, in the committee."""
    asked = _asked_role(options)
    user = user_named(options)
    from uppsikt.platform.accounts.role_rules import told
    from uppsikt.platform.accounts.role_services import end_role
    from uppsikt.platform.accounts.selectors import role_to_end, span_of

    now = installation.now()
    row = role_to_end(
        reader=acting.reader(), user=user, role=asked, committee=options.committee, on=now.date()
    )
    end_role(actor=acting.actor(), now=now, role=row, last=day_given(options.to, "--to"))
    yield f"Rollen är avslutad: {told(span_of(row))}."


def _asked_role(options: argparse.Namespace) -> Role:
    """The role that was named. Raises NobodyNamed where none was."""
    if not options.role:
        raise NobodyNamed(
            "Det framgår inte vilken roll det gäller.",
            todo=f"Skriv till exempel «uppsikt user {options.verb} ADRESS --role controller».",
        )
    return Role[options.role.upper()]


def day_given(text: str | None, option: str) -> date | None:
    """A day as it was given; None where none was. Raises NotADay."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise NotADay(
            "Det är ingen dag.",
            where=option,
            values=[f"”{text}”"],
            todo="Skriv den som 2026-01-31.",
        ) from fault


def _add(options: argparse.Namespace) -> Iterator[str]:
    email = _named(options)
    installation.open_to_write()
    from uppsikt.platform.accounts.services import add_user, invite_user

    make = add_user if options.link else invite_user
    user = make(actor=acting.actor(), now=installation.now(), email=email, name=options.name)
    yield f"Kontot {user.username} ({user.first_name}) är upplagt."
    yield from _shown_link(user) if options.link else _sent(user)


def _reset(options: argparse.Namespace) -> Iterator[str]:
    yield from _link(options, user_named(options))


def _link(options: argparse.Namespace, user: User) -> Iterator[str]:
    """The link to a password: shown, or sent by mail."""
    from uppsikt.platform.accounts.services import send_password_link

    if options.link:
        yield from _shown_link(user)
        return
    send_password_link(actor=acting.actor(), now=installation.now(), user=user)
    yield from _sent(user)


def _shown_link(user: User) -> Iterator[str]:
    from uppsikt.platform.accounts.services import password_link

    link = password_link(actor=acting.actor(), now=installation.now(), user=user)
    yield f"Lämna länken till {user.first_name} och ingen annan:\n{link}"


def _sent(user: User) -> Iterator[str]:
    yield f"Ett brev med en länk till lösenordet skickas till {user.email}."


def _close(options: argparse.Namespace) -> Iterator[str]:
    user = user_named(options)
    from uppsikt.platform.accounts.services import close_user

    if close_user(actor=acting.actor(), now=installation.now(), user=user):
        yield f"Kontot {user.username} är stängt."
    else:
        yield f"Kontot {user.username} var redan stängt. Ingenting är ändrat."


def _open(options: argparse.Namespace) -> Iterator[str]:
    user = user_named(options)
    from uppsikt.platform.accounts.services import open_user

    if open_user(actor=acting.actor(), now=installation.now(), user=user):
        yield f"Kontot {user.username} är öppet igen."
    else:
        yield f"Kontot {user.username} var redan öppet. Ingenting är ändrat."


def _forget(options: argparse.Namespace) -> Iterator[str]:
    user = user_named(options)
    from uppsikt.platform.accounts.services import forget_codes

    if forget_codes(actor=acting.actor(), now=installation.now(), user=user):
        yield f"Engångskoden för {user.username} är borttagen."
    else:
        yield f"{user.username} har ingen engångskod. Ingenting är ändrat."


def user_named(options: argparse.Namespace) -> User:
    """The account that was named. Raises NobodyNamed and UnknownUser."""
    email = _named(options)
    installation.open_to_read()
    from uppsikt.platform.accounts.selectors import account_named

    return account_named(reader=acting.reader(), email=email)


def _named(options: argparse.Namespace) -> str:
    if not options.who:
        raise NobodyNamed(
            "Det framgår inte vilket konto det gäller.",
            todo=f"Skriv till exempel «uppsikt {options.command} {options.verb} ADRESS».",
        )
    return str(options.who)
