"""`uppsikt token`: keys that programs read with."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from uppsikt.cli import acting, installation
from uppsikt.cli.user import day_given, user_named

if TYPE_CHECKING:
    from uppsikt.platform.tokens.selectors import KnownToken


def run(options: argparse.Namespace) -> int:
    """Does what the verb says."""
    verbs = {"list": _list, "add": _add, "end": _end}
    for line in verbs[options.verb](options):
        print(line)
    return 0


def _list(options: argparse.Namespace) -> Iterator[str]:
    """The keys of an account, or of all accounts that have any."""
    installation.open_to_read()
    from uppsikt.platform.tokens.selectors import owners, tokens_of

    reader, today = acting.reader(), installation.now().date()
    users = (user_named(options),) if options.who else owners(reader=reader)
    every = [(user, tokens_of(reader=reader, user=user, on=today)) for user in users]
    for user, tokens in every:
        yield f"{user.username}  {user.first_name}"
        yield from (f"  {_told(one)}" for one in tokens)
    if not any(tokens for _, tokens in every):
        yield "Inga nycklar finns. Gör en med «uppsikt token add ADRESS --name NAMN»."


def _told(one: KnownToken) -> str:
    used = f"{one.used_on}" if one.used_on else "aldrig"
    return (
        f"{one.name}  slutar på {one.tail}, gjord {one.made_on}, sista dag {one.last_day}, "
        f"senast använd: {used} ({one.state})"
    )


def _add(options: argparse.Namespace) -> Iterator[str]:
    last_day = day_given(options.to, "--to")
    user = user_named(options)
    from uppsikt.platform.tokens.services import make_token

    made = make_token(
        actor=acting.actor(),
        now=installation.now(),
        user=user,
        name=options.name,
        last_day=last_day,
        by_code=True,  # whoever has the machine has more than a password
    )
    yield (
        f"Nyckeln ”{made.token.name}” gäller till och med {made.token.last_day}. Den visas bara "
        f"nu. Lämna den till {user.first_name} och ingen annan:\n{made.secret}"
    )


def _end(options: argparse.Namespace) -> Iterator[str]:
    user = user_named(options)
    from uppsikt.platform.tokens.selectors import token_named
    from uppsikt.platform.tokens.services import end_token

    now = installation.now()
    row = token_named(reader=acting.reader(), user=user, name=options.name, on=now.date())
    end_token(actor=acting.actor(), now=now, token=row)
    yield f"Nyckeln ”{row.name}” är avslutad."
