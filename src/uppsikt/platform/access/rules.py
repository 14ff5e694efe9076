"""Who may do what: pure decisions, asked by every selector and service."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from uppsikt.figures import UppsiktError


class Verb(StrEnum):
    """What somebody wants to do with a thing."""

    READ = "läsa"
    CHANGE = "ändra"


class Thing(StrEnum):
    """The kinds of things that rights are given for."""

    ORGANISATION = "organisationen"
    BALANCES = "saldon"
    VOUCHER_TEXTS = "verifikationstexter"
    IMPORTS = "inläsningar"
    PLANS = "budget och prognos"
    MEASURES = "mått"
    REPORTS = "rapporter"
    PERIODS = "periodernas läge"
    LOOKS = "utseenden"
    FORMER_COMMENTS = "tidigare kommentarer"


class Role(StrEnum):
    """Whom a reader or an actor stands for, until sign-in gives people roles of their own."""

    OPERATOR = "operator"
    PUBLIC = "public"


@dataclass(frozen=True)
class Reader:
    """Somebody who reads. `name` is shown in the audit log and in refusals."""

    name: str
    role: Role


@dataclass(frozen=True)
class Actor:
    """Somebody who changes something. `name` is recorded with what was changed."""

    name: str
    role: Role = Role.OPERATOR


OPERATOR = Reader("driften", Role.OPERATOR)
PUBLIC = Reader("allmänheten", Role.PUBLIC)
COMMAND_LINE = Actor("kommandoraden")

# Free text on a voucher of the social services can point out a person, and secrecy is presumed
# there (OSL 26:1), so the public reads amounts but not texts, and no list of received files. Nor
# does it read counts: a small one can point out a person too. A comment in a report is public as
# the report is, but one that was taken back may have been so because it pointed somebody out.
_PUBLIC_READS = frozenset(
    {Thing.ORGANISATION, Thing.BALANCES, Thing.PLANS, Thing.REPORTS, Thing.PERIODS, Thing.LOOKS}
)


class NotAllowed(UppsiktError):
    """The reader or the actor has no right to this."""


def may(who: Reader | Actor, verb: Verb, thing: Thing) -> bool:
    """Whether `who` may do `verb` with `thing`: the one place where rights are decided."""
    if who.role is Role.OPERATOR:
        return True
    return verb is Verb.READ and thing in _PUBLIC_READS


def demand(who: Reader | Actor, verb: Verb, thing: Thing) -> None:
    """Raises NotAllowed unless `who` may do `verb` with `thing`."""
    if not may(who, verb, thing):
        raise NotAllowed(
            f"{who.name.capitalize()} får inte {verb.value} {thing.value}.",
            todo="Logga in som någon som har rätten, eller be den som ansvarar för systemet.",
        )
