"""Reminds those who have not reported, answers those who ask, and tells of changed dates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from uppsikt.figures import Period, UppsiktError
from uppsikt.organisation.selectors import Line
from uppsikt.platform.access.rules import OPERATOR, Actor, Thing, Verb, demand
from uppsikt.platform.accounts.answering import Person, answering
from uppsikt.platform.audit.services import record
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.rounds import models
from uppsikt.rounds.letters import (
    Place,
    by_person,
    place_of,
    reachable,
    write_answer,
    write_dates,
    write_reminder,
    write_returned,
)
from uppsikt.rounds.rules import (
    RoundFault,
    Step,
    StepKind,
    activity_states,
    demand_reason,
    demand_reportable,
)
from uppsikt.rounds.selectors import reporting_line, reporting_lines, step_of
from uppsikt.rounds.services import Held, held, send_back


class RemindedToday(UppsiktError):
    """Somebody has been reminded today already; `people` are their names."""

    def __init__(self, people: Sequence[str]) -> None:
        super().__init__(
            "Någon har redan fått en påminnelse i dag.",
            values=people,
            todo="Bekräfta att du vill påminna igen.",
        )
        self.people = tuple(people)


def remind(
    *, actor: Actor, now: datetime, committee: str, month: Period, again: bool = False
) -> int:
    """Writes a letter to each manager whose activities wait; how many were written to.

    Raises NoRound, RoundFault where nobody waits or can be reached, and RemindedToday unless it is
    to be done `again`.
    """
    demand(actor, Verb.CHANGE, Thing.ROUNDS.of(committee))
    today = _day(now)
    with held(actor, now, committee, month) as round_:
        demand_reportable(round_.state, month)
        steps = steps_in(round_.row)
        waiting = _waiting(committee, month, steps)
        people = by_person(waiting, answering(reader=OPERATOR, committee=committee, on=today))
        if not people:
            raise _nobody(waiting)
        reminded = reminded_on(steps, today)
        already = [person.name for person in people if person.number in reminded]
        if already and not again:
            raise RemindedToday(already)
        place = place_of(round_.row)
        for person, lines in people.items():
            write_reminder(actor, now, place, person, lines)
        _note(round_, people)
    return len(people)


def answer(
    *, actor: Actor, now: datetime, committee: str, month: Period, activity: str, text: str
) -> None:
    """Answers what was asked about an activity. Raises NoRound, NoForecast and RoundFault."""
    demand(actor, Verb.CHANGE, Thing.ROUNDS.of(committee))
    told = demand_reason(text, "Ett svar")
    with held(actor, now, committee, month) as round_:
        line = reporting_line(reader=OPERATOR, committee=committee, month=month, activity=activity)
        round_.step(StepKind.ANSWERED, activity=activity, text=told)
        record(
            actor=actor,
            now=now,
            verb=StepKind.ANSWERED.text,
            thing=f"{committee} {month} {activity}",
            committee=committee,
        )
        for person in _others(actor, committee, activity, now):
            write_answer(actor, now, place_of(round_.row), person, line)


def send_back_and_tell(
    *, actor: Actor, now: datetime, committee: str, month: Period, activity: str, question: str
) -> None:
    """Returns an activity's forecast with a question, and writes so to those who answer for it.

    Raises NoRound and RoundFault.
    """
    with held(actor, now, committee, month) as round_:
        send_back(
            actor=actor,
            now=now,
            committee=committee,
            month=month,
            activity=activity,
            question=question,
        )
        line = reporting_line(reader=OPERATOR, committee=committee, month=month, activity=activity)
        for person in _others(actor, committee, activity, now):
            write_returned(actor, now, place_of(round_.row), person, line)


def tell_dates(
    *, actor: Actor, now: datetime, set_: Sequence[models.Round], gone: Sequence[Place]
) -> int:
    """Writes each manager one letter of the rounds that still wait for them; how many letters.

    Called in the transaction that changes the dates. Days that are past are told to nobody.
    """
    today = _day(now)
    committee = ([row.committee.slug for row in set_] + [one.committee for one in gone])[0]
    managers = answering(reader=OPERATOR, committee=committee, on=today)
    to_set: dict[Person, list[Place]] = {}
    for row in set_:
        if row.due_on < today:
            continue
        waiting = _waiting(committee, Period.parse(row.month), steps_in(row))
        for person in by_person(waiting, managers):
            to_set.setdefault(person, []).append(place_of(row))
    every = {person for people in managers.values() for person in reachable(people)}
    coming = [one for one in gone if one.due_on >= today]
    for person in sorted(every, key=lambda one: one.number):
        if person in to_set or coming:
            write_dates(actor, now, person, to_set.get(person, ()), coming)
    return len(every if coming else to_set)


def reminded_on(steps: Iterable[Step], day: date) -> frozenset[int]:
    """The numbers of those who were reminded on a day."""
    found: set[int] = set()
    for step in steps:
        people = step.detail.get("people")
        if step.kind is StepKind.REMINDED and _day(step.at) == day and isinstance(people, list):
            found.update(people)
    return frozenset(found)


def steps_in(row: models.Round) -> list[Step]:
    """All steps of a round."""
    return [step_of(one) for one in models.Step.everything.filter(round=row)]


def _note(round_: Held, people: dict[Person, tuple[Line, ...]]) -> None:
    """A step of each activity that somebody was reminded of, and one entry in the log."""
    lines = dict.fromkeys(line.key for own in people.values() for line in own)
    for key in lines:
        numbers = [
            person.number for person, own in people.items() if key in {line.key for line in own}
        ]
        round_.step(StepKind.REMINDED, activity=key, detail={"people": numbers})
    record(
        actor=round_.actor,
        now=round_.now,
        verb=StepKind.REMINDED.text,
        thing=f"{round_.committee} {round_.dates.month}, {len(people)} personer",
        committee=round_.committee,
    )


def _waiting(committee: str, month: Period, steps: Sequence[Step]) -> list[Line]:
    lines = reporting_lines(reader=OPERATOR, committee=committee, month=month)
    states = activity_states(steps, [line.key for line in lines])
    return [line for line in lines if not states[line.key].is_done]


def _nobody(waiting: Sequence[Line]) -> RoundFault:
    if not waiting:
        return RoundFault("Alla har lämnat, så det finns ingen att påminna.")
    return RoundFault(
        "Det finns ingen chef med e-postadress att påminna.",
        values=[line.name for line in waiting],
        todo="Den som är administratör ger rollen chef för verksamheten.",
    )


def _others(actor: Actor, committee: str, activity: str, now: datetime) -> tuple[Person, ...]:
    """Those who answer for the activity and can be reached, but for whoever does this."""
    people = answering(reader=OPERATOR, committee=committee, on=_day(now)).get(activity, ())
    return tuple(one for one in reachable(people) if one.number != actor.user)


def _day(now: datetime) -> date:
    return now.astimezone(STOCKHOLM).date()
