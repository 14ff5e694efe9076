"""The letters of a round, to those who answer for its activities.

They say what is asked and where, never what somebody wrote: a question can be about a person, and
is read by who is signed in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse

from uppsikt.figures import Period, join_words
from uppsikt.organisation.selectors import Line
from uppsikt.platform.access.rules import Actor
from uppsikt.platform.accounts.answering import Person
from uppsikt.platform.accounts.links import LOCAL
from uppsikt.platform.calendars import Occasion, calendar_file
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.platform.outbox.letters import BadLetter, checked_address
from uppsikt.platform.outbox.services import CalendarEnclosed, write
from uppsikt.rounds import models
from uppsikt.rounds.days import the_day_text


@dataclass(frozen=True, slots=True)
class Place:
    """A round as letters tell of it: its committee, month, last day and calendar number."""

    number: int
    revision: int
    committee: str
    name: str
    month: Period
    due_on: date


def place_of(row: models.Round) -> Place:
    """The round of a row."""
    return Place(
        number=row.pk,
        revision=row.revision,
        committee=row.committee.slug,
        name=row.committee.name,
        month=Period.parse(row.month),
        due_on=row.due_on,
    )


def reachable(people: Iterable[Person]) -> tuple[Person, ...]:
    """Those of the people whom a letter can be sent to."""
    return tuple(person for person in people if _has_address(person))


def by_person(
    lines: Sequence[Line], people: Mapping[str, Sequence[Person]]
) -> dict[Person, tuple[Line, ...]]:
    """The activities that each person who can be reached answers for, in report order."""
    found: dict[Person, list[Line]] = {}
    for line in lines:
        for person in reachable(people.get(line.key, ())):
            found.setdefault(person, []).append(line)
    return {person: tuple(own) for person, own in found.items()}


def write_reminder(
    actor: Actor, now: datetime, place: Place, person: Person, lines: Sequence[Line]
) -> None:
    """Reminds somebody of the forecasts that are not given yet; the last day is enclosed."""
    names = join_words([line.name for line in lines])
    is_late = place.due_on < now.astimezone(STOCKHOLM).date()
    asked = "skulle ha lämnats" if is_late else "ska lämnas"
    write(
        actor=actor,
        now=now,
        to=person.email,
        subject=f"Påminnelse: prognos efter {place.month.text}",
        text=(
            f"Hej!\n\nPrognosen efter {place.month.text} {asked} "
            f"senast {_day(place.due_on)}. Den saknas för {names}.\n\nLämna den här:\n\n"
            f"{page_of(place)}\n"
        ),
        enclosed=(calendar_of(place, now),),
    )  # fmt: skip


def write_returned(actor: Actor, now: datetime, place: Place, person: Person, line: Line) -> None:
    """Tells somebody that a forecast has come back with a question."""
    write(
        actor=actor,
        now=now,
        to=person.email,
        subject=f"Fråga om prognosen för {line.name}",
        text=(
            f"Hej!\n\n{actor.name} har en fråga om prognosen för {line.name} efter "
            f"{place.month.text} och har skickat tillbaka den till dig.\n\nLäs frågan och lämna "
            f"prognosen igen här:\n\n{page_of(place, line.key)}\n"
        ),
    )


def write_answer(actor: Actor, now: datetime, place: Place, person: Person, line: Line) -> None:
    """Tells somebody that a question of theirs is answered."""
    write(
        actor=actor,
        now=now,
        to=person.email,
        subject=f"Svar om prognosen för {line.name}",
        text=(
            f"Hej!\n\n{actor.name} har svarat på din fråga om prognosen för {line.name} efter "
            f"{place.month.text}.\n\nLäs svaret här:\n\n{_at('round_activity', place, line.key)}\n"
        ),
    )


def write_question(
    actor: Actor, now: datetime, place: Place, to: Iterable[str], line: Line
) -> None:
    """Tells the controllers at the addresses that a manager asks; it is answered on the board."""
    for address in to:
        write(
            actor=actor,
            now=now,
            to=address,
            subject=f"Fråga om prognosen för {line.name}",
            text=(
                f"Hej!\n\n{actor.name} har en fråga om prognosen för {line.name} efter "
                f"{place.month.text}. Den ska lämnas senast {_day(place.due_on)}."
                f"\n\nLäs frågan och svara här:\n\n{_at('round_activity', place, line.key)}\n"
            ),
        )


def write_dates(
    actor: Actor, now: datetime, person: Person, set_: Sequence[Place], gone: Sequence[Place]
) -> None:
    """Tells somebody the last days of rounds whose dates are new or changed, and of those gone."""
    name = (*set_, *gone)[0].name
    told = [f"{one.month.text.capitalize()}: senast {_day(one.due_on)}" for one in set_]
    told += [f"{one.month.text.capitalize()}: ingen prognos" for one in gone]
    write(
        actor=actor,
        now=now,
        to=person.email,
        subject=f"Sista dag för prognoser, {name}",
        text=(
            "Hej!\n\nDet här gäller nu för dina prognoser:\n\n"
            + "\n".join(told)
            + "\n\nDagarna finns som kalenderfiler i brevet och ersätter dem som du har fått.\n"
        ),
        enclosed=[
            *(calendar_of(one, now) for one in set_),
            *(calendar_of(one, now, is_cancelled=True) for one in gone),
        ],
    )


def calendar_of(place: Place, now: datetime, *, is_cancelled: bool = False) -> CalendarEnclosed:
    """The last day as a calendar file: a later one has the place of the earlier."""
    occasion = Occasion(
        uid=f"manadsrunda-{place.number}@uppsikt",
        summary=f"Sista dag för prognos efter {place.month.text}, {place.name}",
        start=place.due_on,
        sequence=place.revision + is_cancelled,
        address=page_of(place),
        is_cancelled=is_cancelled,
    )
    return CalendarEnclosed(f"prognos-{place.month}.ics", calendar_file(occasion, now=now))


def page_of(place: Place, activity: str = "") -> str:
    """The page where forecasts are given, or an activity's is, at the site's own address."""
    if activity:
        return _at("my_forecast", place, activity)
    return _at("my_round", place)


def _at(name: str, place: Place, *activity: str) -> str:
    page = reverse(name, args=(place.committee, place.month, *activity))
    return f"{settings.ADDRESS or LOCAL}{page}"


def _day(day: date) -> str:
    return f"{the_day_text(day)} {day.year}"


def _has_address(person: Person) -> bool:
    try:
        checked_address(person.email)
    except BadLetter:
        return False
    return True
