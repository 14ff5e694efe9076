"""Which roles can be given, where and from when: pure decisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from uppsikt.figures import UppsiktError
from uppsikt.platform.access.rules import ROLES_OF_ALL, Role


class WrongRole(UppsiktError):
    """A role cannot be given or ended so."""


class State(StrEnum):
    """How a role stands on a day."""

    COMING = "kommande"
    HELD = "gäller"
    ENDED = "avslutad"


@dataclass(frozen=True)
class Span:
    """A role in a committee (empty: in all), from a day to another, both included.

    Without a last day it has no end. One that was ended on the day it was given ends before it
    begins: it counted for a part of that day, and for no whole one.
    """

    role: Role
    committee: str
    first: date
    last: date | None = None
    activities: tuple[str, ...] = ()

    def state(self, on: date) -> State:
        """How it stands on a day."""
        if self.last is not None and self.last < max(on, self.first):
            return State.ENDED
        return State.HELD if self.first <= on else State.COMING

    def overlaps(self, other: Span) -> bool:
        """Whether both are the same role in the same committee, on some day of both."""
        if (self.role, self.committee) != (other.role, other.committee):
            return False
        begins = max(self.first, other.first)
        return all(one.last is None or one.last >= begins for one in (self, other))


def check_new(new: Span, known: Sequence[Span], today: date) -> None:
    """Raises WrongRole for a role that cannot be given: where, for what, from when, or twice."""
    if new.role in ROLES_OF_ALL and new.committee:
        raise WrongRole(
            f"Rollen {new.role} gäller alla nämnder, eller ingen.",
            values=[new.committee],
            todo="Utelämna nämnden.",
        )
    if new.role is Role.MANAGER and not (new.committee and new.activities):
        raise WrongRole(
            "En chef behöver en nämnd och minst en av dess verksamheter.",
            why="En chef läser texterna på sina egna verksamheters verifikationer, inte andras.",
            todo="Ange nämnd och verksamheter.",
        )
    if new.role is not Role.MANAGER and new.activities:
        raise WrongRole(
            f"Rollen {new.role} gäller hela nämnden.",
            values=new.activities,
            todo="Utelämna verksamheterna, eller välj rollen chef.",
        )
    _check_days(new, today)
    for one in known:
        if one.overlaps(new):
            raise WrongRole(
                f"Personen har redan rollen {new.role} där då.",
                values=[told(one)],
                todo="Avsluta den först, eller välj en dag efter den.",
            )


def _check_days(new: Span, today: date) -> None:
    if new.first < today:
        raise WrongRole(
            "En roll kan inte börja gälla i efterhand.",
            values=[f"{new.first}"],
            why="Av rollerna ska det gå att se vem som fick läsa vad när.",
            todo="Välj i dag eller en senare dag.",
        )
    if new.last is not None and new.last < new.first:
        raise WrongRole(
            "Rollen slutar innan den börjar.",
            values=[f"från {new.first}", f"till {new.last}"],
            todo="Välj en sista dag som inte är före den första.",
        )


class RoleChanged(WrongRole):
    """Somebody else has ended the role otherwise, since it was seen."""


def check_seen(span: Span, seen: date | None) -> None:
    """Raises RoleChanged for a role that has got another last day than the one that was seen."""
    if span.last != seen:
        raise RoleChanged(
            "Någon annan har ändrat rollen sedan du öppnade sidan. Ingenting är ändrat av dig.",
            values=[told(span)],
            todo="Skicka igen om det du har skrivit ska gälla i stället.",
        )


def check_end(span: Span, last: date, today: date) -> None:
    """Raises WrongRole for an end that would change what has been, or that is no end."""
    if span.state(today) is State.ENDED:
        raise WrongRole("Rollen är redan avslutad.", values=[told(span)])
    if last < before(today):
        raise WrongRole(
            "En roll kan inte avslutas i efterhand.",
            values=[f"{last}"],
            why="Av rollerna ska det gå att se vem som fick läsa vad när.",
            todo="Avsluta den nu, eller välj en kommande dag.",
        )
    if span.last is not None and last >= span.last:
        raise WrongRole(
            "Rollen slutar redan tidigare.",
            values=[told(span)],
            todo="Ge personen en ny roll från dagen efter, om den ska vara längre.",
        )


def before(day: date) -> date:
    """The day before: the last day of a role that ends at once."""
    return date.fromordinal(day.toordinal() - 1)


def told(span: Span) -> str:
    """The role in words: controller, ifon, från 2026-01-01 till 2026-12-31."""
    where = f", {span.committee}" if span.committee else ""
    what = f" ({', '.join(span.activities)})" if span.activities else ""
    if span.last is not None and span.last < span.first:
        return f"{span.role}{where}{what}, {span.first}, avslutad samma dag"
    last = f" till {span.last}" if span.last else ""
    return f"{span.role}{where}{what}, från {span.first}{last}"
