"""`uppsikt outbox`: sends the mail that waits, and tells what became of it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from uppsikt.cli import acting, installation
from uppsikt.figures import UppsiktError, join_words
from uppsikt.platform.data_folder import STOCKHOLM

if TYPE_CHECKING:
    from uppsikt.platform.outbox.selectors import Sending
    from uppsikt.platform.outbox.sending import Tally

_SHOWN = 200


class NoServer(UppsiktError):
    """No mail server is named, so nothing can be sent."""


class NoNumber(UppsiktError):
    """It was not said which message."""


def run(options: argparse.Namespace) -> int:
    """Does what the verb says."""
    installation.open_to_read()
    verbs = {"list": _list, "send": _send, "resend": _resend, "settle": _settle}
    for line in verbs[options.verb](options):
        print(line)
    return 0


def _list(_: argparse.Namespace) -> Iterator[str]:
    from uppsikt.platform.outbox.selectors import messages

    found = messages(reader=acting.reader(), limit=_SHOWN + 1)
    if len(found) > _SHOWN:
        yield f"De {_SHOWN} senaste:"
    for one in reversed(found[:_SHOWN]):
        yield _line(one)
    if not found:
        yield "Det finns inga utskick."


def _line(one: Sending) -> str:
    when = f"{one.written_at.astimezone(STOCKHOLM):%Y-%m-%d %H:%M}"
    fault = f": {one.fault}" if one.fault else ""
    return f"{one.number:>6}  {when}  {one.to}  {one.subject}  {one.state.text}{fault}"


def _send(_: argparse.Namespace) -> Iterator[str]:
    """Raises NoServer."""
    from uppsikt.platform.outbox.sending import current_server, send_waiting

    server = current_server()
    if server is None:
        raise NoServer(
            "E-post är inte inställd, så inget kan skickas.",
            where="inställningen UPPSIKT_SMTP",
            why="Breven ligger kvar och väntar.",
            todo="Ange e-postservern; se docs/installningar.md.",
        )
    yield _told(send_waiting(server=server, clock=installation.now))


def _told(tally: Tally) -> str:
    parts = [
        f"{count} {words}"
        for count, words in (
            (tally.sent, "skickat" if tally.sent == 1 else "skickade"),
            (tally.put_off, "försöks igen senare"),
            (tally.failed, "gick inte att skicka"),
            (tally.unknown, "där det är ovisst om de kom fram, se «uppsikt outbox list»"),
        )
        if count
    ]
    return f"Utskick: {join_words(parts)}." if parts else "Inga utskick väntar."


def _resend(options: argparse.Namespace) -> Iterator[str]:
    from uppsikt.platform.outbox.services import resend

    number = _number(options)
    resend(actor=acting.actor(), now=installation.now(), number=number)
    yield f"Utskick {number} väntar på att skickas igen."


def _settle(options: argparse.Namespace) -> Iterator[str]:
    from uppsikt.platform.outbox.services import count_as_sent

    number = _number(options)
    count_as_sent(actor=acting.actor(), now=installation.now(), number=number)
    yield f"Utskick {number} räknas som skickat."


def _number(options: argparse.Namespace) -> int:
    """The number that was given. Raises NoNumber."""
    if options.number is None:
        raise NoNumber(
            "Det framgår inte vilket utskick.",
            todo=f"Skriv till exempel «uppsikt outbox {options.verb} 12». Se numren med list.",
        )
    return int(options.number)
