"""Whom a command is run as: the operator, or a user whose rights the operator chose to have.

Every command asks here and nowhere else who reads and who acts.
"""

from __future__ import annotations

from uppsikt.figures import UppsiktError
from uppsikt.platform.access.rules import COMMAND_LINE, OPERATOR, Actor, Door, Reader

NOBODYS = frozenset(
    {"backup", "convert", "demo", "restore", "review", "serve", "template", "upgrade", "worker"}
)
"""Commands that are the operator's own, or that ask for nobody's rights."""

_chosen: dict[str, str] = {}
_found: dict[str, Actor] = {}


class NotAs(UppsiktError):
    """A command cannot be run as that user."""


def choose(email: str, command: str) -> None:
    """What `--as` says, before the command is run. Raises NotAs."""
    _found.clear()
    if command in NOBODYS:
        raise NotAs(
            f"Kommandot {command} utförs alltid av driften.",
            values=[f"--as {email}"],
            todo="Utelämna --as.",
        )
    _chosen["as"] = email


def actor() -> Actor:
    """Who acts. Asked when the database is open. Raises NotAs for a user who cannot sign in."""
    return _user() if _chosen else COMMAND_LINE


def reader() -> Reader:
    """Who reads. As `actor`."""
    return _user() if _chosen else OPERATOR


def _user() -> Actor:
    """The user with the rights of today; that the operator took them is recorded, once."""
    if "as" not in _found:
        _found["as"] = _looked_up(_chosen["as"])
    return _found["as"]


def _looked_up(email: str) -> Actor:
    from uppsikt.cli import installation
    from uppsikt.platform.access.selectors import reader_of_user
    from uppsikt.platform.accounts.demo import may_sign_in
    from uppsikt.platform.accounts.selectors import account_named
    from uppsikt.platform.audit.services import record
    from uppsikt.platform.data_folder import DataFolder

    user, now = account_named(reader=OPERATOR, email=email), installation.now()
    if not user.is_active or not may_sign_in(user.username, DataFolder.from_environment()):
        raise NotAs(
            "Kontot är stängt, och ingen kan handla som det.",
            where=f"--as {email}",
            todo="Öppna kontot, eller välj ett annat. Se kontona med «uppsikt user list».",
        )
    record(actor=COMMAND_LINE, now=now, verb="handlade som", thing=user.username)
    who = reader_of_user(user, on=now.date())
    return Actor(f"driften som {who.name}", who.grants, who.user, Door.COMMAND)
