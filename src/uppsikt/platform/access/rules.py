"""Who may do what, with what, of which committee: pure decisions, asked by every other room.

A right is a line in `_RIGHTS`: what a role may do with a kind of thing, and how far. Nothing else
in the program knows what a role may.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import NoReturn

from uppsikt.figures import UppsiktError


class Verb(StrEnum):
    """What somebody wants to do with a thing."""

    READ = "läsa"
    CHANGE = "ändra"


class Thing(StrEnum):
    """The kinds of things that rights are given for. A kind alone means all of its things."""

    ORGANISATION = "organisationen"
    BALANCES = "saldon"
    VOUCHER_TEXTS = "verifikationstexter"
    IMPORTS = "inläsningar"
    PLANS = "budget och prognos"
    MEASURES = "mått"
    REGISTERS = "register"
    SMALL_NUMBERS = "små antal"
    REPORTS = "rapporter"
    PERIODS = "periodernas läge"
    LOOKS = "utseenden"
    FORMER_COMMENTS = "tidigare kommentarer"
    ROUNDS = "månadsrundor"
    FORECASTS = "verksamheternas prognoser"
    TEXTS = "rapporternas texter"
    DRAFTS = "arbetsmaterial"
    AUDIT = "loggen"
    USERS = "användare"
    TOKENS = "nycklar"
    FILES = "filer"
    JOBS = "arbeten"
    MAIL = "utskick"
    REVIEWS = "granskningar"
    SITE = "webbplatsens skötsel"

    def of(self, committee: str = "", activity: str = "", *, owner: int | None = None) -> Part:
        """The things of this kind in a committee or in one activity of it, or that a user owns."""
        return Part(self, committee, activity, owner)


@dataclass(frozen=True)
class Part:
    """Some things of a kind: those of a committee, of an activity in it, or of the user `owner`.

    Without a committee they belong to the municipality as a whole.
    """

    kind: Thing
    committee: str = ""
    activity: str = ""
    owner: int | None = None


class Role(StrEnum):
    """What somebody is, in one committee or in all; the text is what people call it."""

    PUBLIC = "allmänheten"
    READER = "förtroendevald"
    MANAGER = "chef"
    CONTROLLER = "controller"
    SECRETARY = "nämndsekreterare"
    HEAD = "förvaltningschef"
    AUDITOR = "revisor"
    ADMINISTRATOR = "administratör"
    OPERATOR = "driften"


GIVEN_ROLES = tuple(role for role in Role if role not in (Role.PUBLIC, Role.OPERATOR))
"""The roles that a person can have. Everybody is the public, and commands are the operator."""

ROLES_OF_ALL = frozenset({Role.AUDITOR, Role.ADMINISTRATOR})
"""The roles that are had in all committees or not at all."""


@dataclass(frozen=True)
class Grant:
    """A role that somebody has now, in a committee (None: in all).

    `activities` are the keys of the report lines that a manager answers for; others have none.
    """

    role: Role
    committee: str | None = None
    activities: tuple[str, ...] = ()


class Door(StrEnum):
    """The way that somebody came in by."""

    COMMAND = "kommando"
    PAGE = "webbsida"
    API = "gränssnitt"
    JOB = "arbete"


@dataclass(frozen=True)
class Reader:
    """Somebody who reads. `name` is shown in the audit log and in refusals.

    `user` is the number of a user's account; the public and the operator have none.
    """

    name: str
    grants: tuple[Grant, ...] = ()
    user: int | None = None

    @property
    def is_operator(self) -> bool:
        """Whether this is the one who runs the commands, who may do everything."""
        return any(grant.role is Role.OPERATOR for grant in self.grants)


@dataclass(frozen=True)
class Actor(Reader):
    """Somebody who changes something. `name` is recorded with what was changed, and the door."""

    door: Door = Door.COMMAND


OPERATOR = Reader("driften", (Grant(Role.OPERATOR),))
PUBLIC = Reader("allmänheten")
COMMAND_LINE = Actor("kommandoraden", (Grant(Role.OPERATOR),))


class _Far(IntEnum):
    """How far a right goes."""

    PART = 1  # the activities of the grant
    OWN = 2  # the committee of the grant
    ALL = 3  # everywhere, in whichever committee the role is had


_READ, _CHANGE = Verb.READ, Verb.CHANGE

# Free text on a voucher of the social services can point out a person, and secrecy is presumed
# there (OSL 26:1), so the public reads amounts but not texts, and no list of received files. Nor
# does it read counts: a small one can point out a person too. A comment in a report is public as
# the report is, but one that was taken back may have been so because it pointed somebody out.
# An elected member has no right to such texts without a case that needs them (OSL 26:1, 10:2).
_OPEN = {
    (_READ, kind): _Far.ALL
    for kind in (
        Thing.ORGANISATION,
        Thing.BALANCES,
        Thing.PLANS,
        Thing.REPORTS,
        Thing.PERIODS,
        Thing.LOOKS,
    )
}
_HIDDEN_OF_COMMITTEE = {
    (_READ, kind): _Far.OWN
    for kind in (
        Thing.VOUCHER_TEXTS,
        Thing.IMPORTS,
        Thing.MEASURES,
        Thing.SMALL_NUMBERS,
        Thing.FORMER_COMMENTS,
    )
}
_SIGNED_IN = {**_OPEN, (_CHANGE, Thing.REVIEWS): _Far.ALL, (_READ, Thing.ROUNDS): _Far.ALL}

# What is not finished is no public document (TF 2:9-12): those at work on a report read it, and
# everybody else, elected members too, when it is made public.
_AT_WORK = {
    (_READ, Thing.DRAFTS): _Far.OWN,
    (_READ, Thing.TEXTS): _Far.OWN,
    (_CHANGE, Thing.TEXTS): _Far.OWN,
}

# A manager sees the texts behind the activities that are theirs to answer for, and no others.
_MANAGER = {
    **_SIGNED_IN,
    **_AT_WORK,
    (_READ, Thing.VOUCHER_TEXTS): _Far.PART,
    (_READ, Thing.FORECASTS): _Far.PART,
    (_CHANGE, Thing.FORECASTS): _Far.PART,
}

# The month's work: what is read in, planned, closed and given out in the own committee.
_CONTROLLER = {
    **_SIGNED_IN,
    **_AT_WORK,
    **_HIDDEN_OF_COMMITTEE,
    **{
        (_CHANGE, kind): _Far.OWN
        for kind in (
            Thing.ORGANISATION,
            Thing.IMPORTS,
            Thing.PLANS,
            Thing.MEASURES,
            Thing.REGISTERS,
            Thing.REPORTS,
            Thing.PERIODS,
            Thing.ROUNDS,
            Thing.FORECASTS,
        )
    },
    (_READ, Thing.FORECASTS): _Far.OWN,
    (_READ, Thing.REGISTERS): _Far.OWN,
    (_READ, Thing.FILES): _Far.OWN,
    (_READ, Thing.JOBS): _Far.OWN,
    (_CHANGE, Thing.JOBS): _Far.OWN,
}
_SECRETARY = {**_SIGNED_IN, **_AT_WORK, (_READ, Thing.FORMER_COMMENTS): _Far.OWN}

# The head answers for the administration: sees all of it and gives its reports out.
_HEAD = {
    **_SIGNED_IN,
    **_AT_WORK,
    **_HIDDEN_OF_COMMITTEE,
    (_READ, Thing.FORECASTS): _Far.OWN,
    (_CHANGE, Thing.ROUNDS): _Far.OWN,
    (_CHANGE, Thing.REPORTS): _Far.OWN,
    (_CHANGE, Thing.PERIODS): _Far.OWN,
    (_READ, Thing.FILES): _Far.OWN,
    (_READ, Thing.JOBS): _Far.OWN,
    (_READ, Thing.AUDIT): _Far.OWN,
}

# The auditors may ask for whatever they need (KL 12:9), and change nothing that they audit.
_AUDITOR = {**_SIGNED_IN, **{(_READ, kind): _Far.ALL for kind in Thing}}

# Whoever keeps the site decides who has which role, but reads no secret by it.
_ADMINISTRATOR = {
    **_SIGNED_IN,
    (_CHANGE, Thing.LOOKS): _Far.ALL,
    (_READ, Thing.AUDIT): _Far.ALL,
    (_READ, Thing.USERS): _Far.ALL,
    (_CHANGE, Thing.USERS): _Far.ALL,
    (_READ, Thing.TOKENS): _Far.ALL,
    (_CHANGE, Thing.TOKENS): _Far.ALL,
    (_READ, Thing.JOBS): _Far.ALL,
    (_CHANGE, Thing.JOBS): _Far.ALL,
    (_READ, Thing.MAIL): _Far.ALL,
    (_CHANGE, Thing.MAIL): _Far.ALL,
    (_READ, Thing.SITE): _Far.ALL,
    (_CHANGE, Thing.SITE): _Far.ALL,
}

_RIGHTS: dict[Role, dict[tuple[Verb, Thing], _Far]] = {
    Role.PUBLIC: _OPEN,
    Role.READER: _SIGNED_IN,
    Role.MANAGER: _MANAGER,
    Role.CONTROLLER: _CONTROLLER,
    Role.SECRETARY: _SECRETARY,
    Role.HEAD: _HEAD,
    Role.AUDITOR: _AUDITOR,
    Role.ADMINISTRATOR: _ADMINISTRATOR,
    Role.OPERATOR: {(verb, kind): _Far.ALL for verb in Verb for kind in Thing},
}

_OF_ITS_OWNER = frozenset({Thing.FILES, Thing.JOBS, Thing.MAIL, Thing.REVIEWS, Thing.TOKENS})
"""What a user may read and change for being its owner, whatever role the user has."""


@dataclass(frozen=True)
class Reach:
    """Where a right is had: everywhere, or in some committees and in some activities of others.

    `owner` is the user whose own things it is had for besides. Whoever filters rows by it needs
    nothing else to know which may be seen.
    """

    everywhere: bool = False
    committees: frozenset[str] = frozenset()
    activities: frozenset[tuple[str, str]] = frozenset()
    owner: int | None = None

    def covers(self, part: Part) -> bool:
        """Whether the right is had for all of the part."""
        return (
            self.everywhere
            or part.committee in self.committees
            or (part.committee, part.activity) in self.activities
            or (self.owner is not None and part.owner == self.owner)
        )


@dataclass(frozen=True)
class Sight:
    """What somebody may read of a committee as a whole: the same to those with the same sight."""

    kinds: tuple[Thing, ...]
    drafts: Reach


def sight(who: Reader, committee: str) -> Sight:
    """Which kinds of things `who` may read all of in the committee, and whose working material.

    For what is kept of a committee's figures, which are never about one activity's texts: a
    hundred managers are shown the same report, and it is made once.
    """
    return Sight(
        tuple(kind for kind in Thing if may(who, Verb.READ, kind.of(committee))),
        reach(who, Verb.READ, Thing.DRAFTS),
    )


_ASK = "Logga in som någon som har rätten, eller be den som ansvarar för Uppsikt."


class NotAllowed(UppsiktError):
    """The reader or the actor has no right to this."""


def reach(who: Reader, verb: Verb, kind: Thing) -> Reach:
    """Where `who` may do `verb` with things of a kind: what a query filters by."""
    committees: set[str] = set()
    activities: set[tuple[str, str]] = set()
    for grant in (Grant(Role.PUBLIC), *who.grants):
        far = _RIGHTS[grant.role].get((verb, kind))
        if far is None:
            continue
        if far is _Far.ALL or (far is _Far.OWN and grant.committee is None):
            return Reach(everywhere=True)
        if grant.committee is None:
            continue  # activities are a committee's own: without one they name nothing
        if far is _Far.OWN:
            committees.add(grant.committee)
        else:
            activities.update((grant.committee, key) for key in grant.activities)
    owner = who.user if kind in _OF_ITS_OWNER else None
    return Reach(False, frozenset(committees), frozenset(activities), owner)


def may(who: Reader, verb: Verb, thing: Thing | Part) -> bool:
    """Whether `who` may do `verb` with the thing: the one place where rights are decided."""
    part = thing.of() if isinstance(thing, Thing) else thing
    return reach(who, verb, part.kind).covers(part)


def may_somewhere(who: Reader, verb: Verb, kind: Thing) -> bool:
    """Whether there is any committee, activity or thing of their own that `who` may do it with.

    For what leads to a page; the page asks again of each thing.
    """
    where = reach(who, verb, kind)
    return bool(where.everywhere or where.committees or where.activities or where.owner is not None)


def demand(who: Reader, verb: Verb, thing: Thing | Part) -> None:
    """Raises NotAllowed unless `who` may do `verb` with the thing."""
    if not may(who, verb, thing):
        part = thing.of() if isinstance(thing, Thing) else thing
        _refuse(who, verb, part.kind, *filter(None, (part.committee, part.activity)))


def _refuse(who: Reader, verb: Verb, kind: Thing, *where: str, todo: str = _ASK) -> NoReturn:
    raise NotAllowed(
        f"{who.name[:1].upper()}{who.name[1:]} får inte {verb.value} {kind.value}.",
        where=", ".join(where),
        todo=todo,
    )


def demand_somewhere(who: Reader, verb: Verb, kind: Thing) -> None:
    """Raises NotAllowed unless there is any committee where `who` may do `verb` with the kind.

    For what shows first when it is read which committees it is about; then `demand_in` is asked.
    """
    if not may_somewhere(who, verb, kind):
        _refuse(who, verb, kind)


def demand_in(
    who: Reader, verb: Verb, kind: Thing, committees: Iterable[str], *, todo: str = _ASK
) -> None:
    """Raises NotAllowed unless `who` may do `verb` with the kind in each of the committees.

    The refusal names all where it may not, and `todo`, what can be done instead. Empty is what
    belongs to no committee: the municipality as a whole.
    """
    where = reach(who, verb, kind)
    lacking = sorted({one for one in committees if not where.covers(kind.of(one))})
    if lacking:
        places = [slug or "det som inte är någon nämnds" for slug in lacking]
        _refuse(who, verb, kind, *places, todo=todo)
