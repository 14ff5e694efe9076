"""What hands a forecast in as its form was sent, and asks the controller about it."""

from __future__ import annotations

from datetime import datetime

from uppsikt.figures import Period
from uppsikt.platform.access.rules import OPERATOR, Actor, Thing, Verb, demand
from uppsikt.platform.accounts.controllers import controllers_of
from uppsikt.platform.audit.services import record
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.rounds.answer_rules import Answer, demand_why, handed_in
from uppsikt.rounds.asked import held_against
from uppsikt.rounds.letters import place_of, write_question
from uppsikt.rounds.rules import RoundFault, StepKind
from uppsikt.rounds.selectors import reporting_line
from uppsikt.rounds.services import held, report
from uppsikt.store import Store

LONGEST_QUESTION = 2_000
"""Signs in a question to the controller."""


def hand_in(
    *,
    actor: Actor,
    now: datetime,
    store: Store,
    committee: str,
    month: Period,
    activity: str,
    answer: Answer,
    revision: int,
) -> int:
    """Hands the forecast in that the answer comes to; its amount in öre.

    `revision` is that of the draft that the form began from, 0 without one. Raises AnswerFault
    for what must be mended or confirmed first, and what `report` raises.
    """
    suggested, beside = held_against(
        reader=actor, store=store, committee=committee, month=month, activity=activity
    )
    net = handed_in(answer, suggested, beside)
    demand_why(net, answer.comment, beside)
    report(
        actor=actor,
        now=now,
        committee=committee,
        month=month,
        activity=activity,
        net=net,
        comment=answer.comment,
        way="own" if answer.is_own else answer.way,
        revision=revision,
    )
    return net


def ask_controller(
    *, actor: Actor, now: datetime, committee: str, month: Period, activity: str, question: str
) -> int:
    """Asks the committee's controllers about an activity; how many of them get a letter.

    The letter holds no question: what is asked can be about a person, and is read by who is signed
    in. Raises RoundFault for an empty or too long question, NoRound and NoForecast.
    """
    demand(actor, Verb.CHANGE, Thing.FORECASTS.of(committee, activity))
    text = question.strip()
    if not text:
        raise RoundFault("Frågan är tom.", todo="Skriv vad du vill veta, och fråga igen.")
    if len(text) > LONGEST_QUESTION:
        raise RoundFault(
            f"Frågan har {len(text)} tecken, och {LONGEST_QUESTION} får plats.",
            todo="Korta frågan.",
        )
    today = now.astimezone(STOCKHOLM).date()
    with held(actor, now, committee, month) as round_:
        line = reporting_line(reader=OPERATOR, committee=committee, month=month, activity=activity)
        round_.step(StepKind.ASKED, activity=activity, text=text)
        record(
            actor=actor,
            now=now,
            verb="frågade controllern",
            thing=f"{committee} {month} {activity}",
            committee=committee,
        )
        letters = controllers_of(reader=OPERATOR, committee=committee, on=today)
        write_question(actor, now, place_of(round_.row), letters, line)
    return len(letters)
