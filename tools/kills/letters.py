"""Letters that are sent while their sender is killed: each goes once, or a person is told."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from .judging import Found, Left, Measure, Verdict
from .places import State
from .process import Step

_COUNT = 12
_PORT, _RECEIVED = "KILLS_SMTP_PORT", "KILLS_SMTP_RECEIVED"
_TABLE = "outbox_message"
_UNDECIDED = {"'waiting'", "'taken'", "'handed'"}


@contextmanager
def sink() -> Iterator[None]:
    """A mail server in a process of its own, for the block."""
    with tempfile.TemporaryDirectory(prefix="uppsikt-kills-mail-") as folder:
        received = Path(folder) / "received"
        received.touch()
        words = [sys.executable, "-m", "tools.kills.mail_server", str(received)]
        root = Path(__file__).parents[2]
        with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, cwd=root) as server:
            assert server.stdout is not None
            os.environ[_PORT] = server.stdout.readline().strip()
            os.environ[_RECEIVED] = str(received)
            try:
                yield
            finally:
                server.terminate()


def write_letters() -> None:
    """Letters that wait to be sent, one of them with a key that is erased when it has gone."""
    from django.db import transaction

    from uppsikt.cli import installation
    from uppsikt.platform.access.rules import COMMAND_LINE
    from uppsikt.platform.outbox.services import write

    with transaction.atomic():
        for number in range(_COUNT):
            write(
                actor=COMMAND_LINE,
                now=installation.now(),
                to="ledamot@kommunen.example",
                subject=f"Kallelse {number}",
                text="Välkommen!",
                secret=number == 3,
            )


def send_letters(*, hours: int = 0) -> Step:
    """The letters are sent, so many hours from now; the sender's address tells the copy's name."""

    def step() -> None:
        from uppsikt.cli import installation
        from uppsikt.platform.outbox.sending import send_waiting
        from uppsikt.platform.outbox.servers import Smtp

        sender = f"{Path.cwd().name}@kommunen.example"
        server = Smtp("127.0.0.1", int(os.environ[_PORT]), sender, tls="none")
        send_waiting(server=server, clock=lambda: installation.now() + timedelta(hours=hours))

    return step


def letters_once(_measure: Measure, found: Found) -> Verdict:
    """No letter came twice; each came that is said to be sent; only one is not known of."""
    received = _received(found.place.folder.name)
    states = _states(found.again)
    unknown = [letter for letter, state in states.items() if state == "'unknown'"]
    wrong = [
        *(f"{letter} came {count} times" for letter, count in received.items() if count > 1),
        *(
            f"{letter} is {state} and came {received[letter]} times"
            for letter, state in states.items()
            if state in _UNDECIDED or (state == "'sent'" and received[letter] != 1)
        ),
        *(f"{len(unknown)} letters are not known of" for _ in unknown[1:2]),
        *(f"{letter} was refused" for letter, state in states.items() if state == "'failed'"),
    ]
    if wrong:
        return Verdict(Left.WRONG, "; ".join(wrong))
    if unknown:
        return Verdict(Left.TOLD)
    begun = set(_states(found.left).values()) != {"'waiting'"}
    return Verdict(Left.ALL if begun else Left.NOTHING)


def _received(place: str) -> Counter[str]:
    """How many times each letter came from a copy."""
    lines = Path(os.environ[_RECEIVED]).read_text().splitlines()
    told = [line.split(" ", 1) for line in lines]
    return Counter(letter for sender, letter in told if sender.startswith(f"{place}@"))


def _states(state: State) -> dict[str, str]:
    """Where each letter stands, by its number."""
    numbers = [one.strip("'") for one in state.values(f"{_TABLE}.message_id")]
    return dict(zip(numbers, state.values(f"{_TABLE}.state"), strict=True))
