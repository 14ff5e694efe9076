"""`uppsikt user`: accounts, and who has which role."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from uppsikt.cli import installation
from uppsikt.figures import UppsiktError
from uppsikt.platform.access.rules import COMMAND_LINE, OPERATOR
from uppsikt.platform.data_folder import STOCKHOLM

if TYPE_CHECKING:
    from uppsikt.platform.access.models import User


class NobodyNamed(UppsiktError):
    """It was not said whose account it is."""


def run(options: argparse.Namespace) -> int:
    """Does what the verb says."""
    verbs = {"list": _list, "add": _add, "close": _close, "open": _open, "reset": _reset}
    for line in verbs[options.verb](options):
        print(line)
    return 0


def _list(options: argparse.Namespace) -> Iterator[str]:
    if options.who:
        raise NobodyNamed("list visar alla konton.", values=[f"”{options.who}”"])
    installation.open_to_read()
    from uppsikt.platform.accounts.selectors import accounts

    every = accounts(reader=OPERATOR)
    for one in every:
        seen = (
            f"{one.last_sign_in.astimezone(STOCKHOLM):%Y-%m-%d}" if one.last_sign_in else "aldrig"
        )
        state = "" if one.is_open else ", stängt"
        password = "" if one.has_password else ", har inget lösenord"
        yield f"{one.email}  {one.name}{state}{password}, inloggad senast: {seen}"
    if not every:
        yield "Inga konton finns. Lägg upp ett med «uppsikt user add ADRESS --name NAMN»."


def _add(options: argparse.Namespace) -> Iterator[str]:
    email = _named(options)
    installation.open_to_write()
    from uppsikt.platform.accounts.services import add_user

    user = add_user(actor=COMMAND_LINE, now=installation.now(), email=email, name=options.name)
    yield f"Kontot {user.username} ({user.first_name}) är upplagt."
    yield from _link(options, user)


def _reset(options: argparse.Namespace) -> Iterator[str]:
    yield from _link(options, _user(options))


def _link(options: argparse.Namespace, user: User) -> Iterator[str]:
    """The link to a password: shown, or sent by mail."""
    from uppsikt.platform.accounts.services import password_link, send_password_link

    if options.link:
        link = password_link(actor=COMMAND_LINE, now=installation.now(), user=user)
        yield f"Lämna länken till {user.first_name} och ingen annan:\n{link}"
        return
    send_password_link(actor=COMMAND_LINE, now=installation.now(), user=user)
    yield f"Ett brev med en länk till lösenordet skickas till {user.email}."


def _close(options: argparse.Namespace) -> Iterator[str]:
    user = _user(options)
    from uppsikt.platform.accounts.services import close_user

    if close_user(actor=COMMAND_LINE, now=installation.now(), user=user):
        yield f"Kontot {user.username} är stängt."
    else:
        yield f"Kontot {user.username} var redan stängt. Ingenting är ändrat."


def _open(options: argparse.Namespace) -> Iterator[str]:
    user = _user(options)
    from uppsikt.platform.accounts.services import open_user

    if open_user(actor=COMMAND_LINE, now=installation.now(), user=user):
        yield f"Kontot {user.username} är öppet igen."
    else:
        yield f"Kontot {user.username} var redan öppet. Ingenting är ändrat."


def _user(options: argparse.Namespace) -> User:
    """The account that was named. Raises NobodyNamed and UnknownUser."""
    email = _named(options)
    installation.open_to_read()
    from uppsikt.platform.accounts.selectors import account_named

    return account_named(reader=OPERATOR, email=email)


def _named(options: argparse.Namespace) -> str:
    if not options.who:
        raise NobodyNamed(
            "Det framgår inte vilket konto det gäller.",
            todo=f"Skriv till exempel «uppsikt user {options.verb} namn@kommunen.se».",
        )
    return str(options.who)
