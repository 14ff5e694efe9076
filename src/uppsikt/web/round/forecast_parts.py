"""What stands in the form of a forecast: the choices, what was typed, questions and answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from uppsikt.figures import Absent, UppsiktError
from uppsikt.planning.forecasts_given import LONGEST, ForecastRefused
from uppsikt.planning.suggestion_rules import EXPLAINED
from uppsikt.rounds.answer_rules import (
    AMOUNT,
    OWN,
    WHY,
    Answer,
    AnswerFault,
    in_tkr,
    reading,
)
from uppsikt.rounds.asked import Asked
from uppsikt.rounds.days import moment_text
from uppsikt.rounds.forecast_words import absent_why, amount_words, lead, month_words, worth
from uppsikt.rounds.handing_in import LONGEST_QUESTION
from uppsikt.rounds.rules import ActivityState, Step, StepKind, demand_reportable
from uppsikt.rounds.selectors import KeptDraft
from uppsikt.rounds.services import SavedByOther
from uppsikt.web.round.answers import meant_text


@dataclass(frozen=True)
class Sent:
    """A form that was sent and is shown again: what was in it, and why it was not taken.

    `kept` is what was saved of it all the same.
    """

    answer: Answer
    question: str
    revision: int
    fault: UppsiktError
    kept: KeptDraft | None = None

    @property
    def theirs(self) -> KeptDraft | None:
        """What somebody else saved meanwhile."""
        return self.fault.saved if isinstance(self.fault, SavedByOther) else None

    @property
    def status(self) -> HTTPStatus:
        """400 for what is to be mended, 409 where something else has changed first."""
        mend = isinstance(self.fault, AnswerFault | ForecastRefused)
        return HTTPStatus.BAD_REQUEST if mend else HTTPStatus.CONFLICT


@dataclass(frozen=True, slots=True)
class ShownChoice:
    """A suggestion: its amount in tkr or, where there is none, `why`; `seen` is in öre."""

    key: str
    name: str
    explained: str
    amount: str
    seen: int | None
    worth: tuple[str, ...]
    why: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ShownItem:
    """Something known that is not booked: what, since when, and what remains of it in tkr."""

    name: str
    month: str
    remaining: str


@dataclass(frozen=True, slots=True)
class Said:
    """Something that was said or done, by whom and when."""

    what: str
    text: str
    who: str
    when: str
    amount: str = ""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A button that confirms an amount: what it sends, and its words."""

    value: str
    words: str


def form_parts(asked: Asked, now: datetime, sent: Sent | None) -> dict[str, object]:
    """The form as it is shown: as it was sent, else as it was saved, else as it was handed in."""
    month, answer = asked.round.month, sent.answer if sent else shown_answer(asked)
    chosen = OWN if answer.is_own else answer.way
    budget = asked.beside.budget
    return {
        "lead": lead(asked.standing, asked.beside.last, month),
        "lack": asked.lack,
        "budget_words": in_tkr(budget) if budget is not None else "",
        "budget": "" if budget is None else budget,
        "choices": tuple(_choices(asked, chosen)),
        "is_own": chosen == OWN,
        "answer": answer,
        "reading": reading(_seen(answer, asked), month.year, budget),
        "items": tuple(_items(asked)),
        "last_comment": asked.last.comment if asked.last else "",
        "revision": _revision(asked, sent),
        "saved": _saved(asked, now, sent),
        "said": tuple(_said(step, now) for step in asked.steps if step.kind in _SPOKEN),
        "returned": _said(asked.returned, now) if asked.returned else None,
        "given": _said(asked.given, now) if asked.given else None,
        "is_given": asked.state is ActivityState.REPORTED,
        "is_returned": asked.state is ActivityState.RETURNED,
        "state": asked.state.text,
        "closed": closed_words(asked),
        "longest": LONGEST,
        "longest_question": LONGEST_QUESTION,
        **_fault_parts(sent, now),
    }


def shown_answer(asked: Asked) -> Answer:
    """What the form holds when it is opened."""
    if asked.draft is not None:
        return Answer(asked.draft.way, asked.draft.typed, asked.draft.comment)
    given = asked.given
    if given is None:
        return Answer()
    way, net = str(given.detail.get("way", "")), given.detail.get("net")
    comment = given.text if given.kind is StepKind.REPORTED else ""
    if asked.suggested.get(way) == net:
        return Answer(way, "", comment)
    return Answer(OWN, typed_tkr(int(str(net))), comment)


def typed_tkr(net: int) -> str:
    """An amount in öre as somebody would type it in tkr."""
    return in_tkr(net).removesuffix("tkr").rstrip()


def closed_words(asked: Asked) -> str:
    """Why no forecast is taken now, and what to do; empty while it is."""
    try:
        demand_reportable(asked.round.state, asked.round.month)
    except UppsiktError as fault:
        return fault.todo
    return ""


_SPOKEN = (StepKind.ASKED, StepKind.RETURNED, StepKind.EXCUSED, StepKind.ADJUSTED)


def _choices(asked: Asked, chosen: str) -> Iterator[ShownChoice]:
    for one in asked.choices:
        value = one.value
        absent = isinstance(value, Absent)
        yield ShownChoice(
            key=one.key,
            name=one.suggestion.way.value,
            explained=EXPLAINED[one.suggestion.way],
            amount="" if isinstance(value, Absent) else amount_words(int(value)),
            seen=None if isinstance(value, Absent) else int(value),
            worth=worth(one.suggestion),
            why=absent_why(one, asked.round.month, is_booked=asked.standing.actual is not None)
            if absent
            else "",
            is_chosen=one.key == chosen and not absent,
        )


def _items(asked: Asked) -> Iterator[ShownItem]:
    for one in asked.items:
        yield ShownItem(
            name=one.item.name[:1].upper() + one.item.name[1:],
            month=month_words(one.item.month),
            remaining=amount_words(one.standing.remaining),
        )


def _seen(answer: Answer, asked: Asked) -> Answer:
    """The answer with the amounts that the page shows now."""
    seen = {key: int(value) for key, value in asked.suggested.items() if isinstance(value, int)}
    return Answer(answer.way, answer.typed, answer.comment, seen)


def _revision(asked: Asked, sent: Sent | None) -> int:
    """Which save the form began from; one that was told of another's goes on from that."""
    if sent is None:
        return asked.draft.revision if asked.draft else 0
    return sent.theirs.revision if sent.theirs else sent.revision


def _saved(asked: Asked, now: datetime, sent: Sent | None) -> str:
    draft = asked.draft if sent is None else sent.kept
    if draft is None:
        return "Inte sparat" if sent is not None else ""
    return f"Sparat {moment_text(draft.saved_at, now)}"


def _said(step: Step, now: datetime) -> Said:
    net = step.detail.get("net")
    return Said(
        what=step.kind.text,
        text=step.text,
        who=step.actor,
        when=moment_text(step.at, now),
        amount="" if net is None else in_tkr(int(str(net))),
    )


def _fault_parts(sent: Sent | None, now: datetime) -> dict[str, object]:
    if sent is None:
        return {}
    fault, part = sent.fault, getattr(sent.fault, "part", "")
    offers = fault.offers if isinstance(fault, AnswerFault) else ()
    return {
        "fault": fault,
        "amount_fault": part == AMOUNT,
        "why_fault": part == WHY,
        "offers": tuple(
            Confirmation(meant_text(sent.answer.typed, one.net), one.words) for one in offers
        ),
        "question": sent.question,
        "theirs": sent.theirs,
        "theirs_saved": moment_text(sent.theirs.saved_at, now) if sent.theirs else "",
    }
