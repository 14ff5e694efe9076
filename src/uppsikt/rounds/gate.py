"""The way of a report through the gate: compiled, reviewed, fixed and public.

Whatever is decided is decided about the report as it is in that moment: one that somebody changed
meanwhile is told of, and nothing is done.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from uppsikt.figures import Period
from uppsikt.followup.cells.commenting import release_comments
from uppsikt.followup.comments import last_comment
from uppsikt.followup.given.giving import GivenOutcome, give_out, make_public
from uppsikt.followup.report import Report
from uppsikt.followup.services import build_report
from uppsikt.planning.forecasts_given import release_forecasts
from uppsikt.platform.access.rules import OPERATOR, Actor, Thing, Verb, demand
from uppsikt.platform.audit.services import record
from uppsikt.platform.jobs import services as jobs
from uppsikt.platform.jobs.services import Placed
from uppsikt.review_desk.result import Found
from uppsikt.rounds import models
from uppsikt.rounds.gate_rules import (
    Obstacle,
    Reviewed,
    accepted,
    detail_of,
    fixed_comment,
    obstacles,
    reviewed,
    version_reason,
)
from uppsikt.rounds.gate_selectors import at_work
from uppsikt.rounds.rules import (
    RoundFault,
    RoundState,
    Step,
    StepKind,
    activity_states,
    demand_reason,
)
from uppsikt.rounds.selectors import reporting_lines, step_of
from uppsikt.rounds.services import Held, held
from uppsikt.store import Store

REVIEW, FIX = "review-round", "fix-round"
LONGEST = 500
"""Signs in a reason: it is printed in the report's history."""
_PASSED = (RoundState.FIXED, RoundState.PUBLIC)


def compile_report(
    *, actor: Actor, now: datetime, store: Store, committee: str, month: Period
) -> Placed:
    """Compiles the month's report as it is now, and asks for its review.

    Raises NoRound, RoundFault, and what `build_report` raises.
    """
    demand(actor, Verb.CHANGE, Thing.ROUNDS.of(committee))
    with held(actor, now, committee, month) as round_:
        _demand_begun(round_)
        content = _content(store, round_)
        round_.step(StepKind.COMPILED, detail={"content": content})
        _record(round_, StepKind.COMPILED.text)
        return jobs.ask(
            actor=actor,
            now=now,
            kind=REVIEW,
            title=f"Granskning av rapporten för {month.text}, {round_.row.committee.name}",
            arguments={"month": str(month), "round": _key(round_)},
            committee=committee,
            key=f"{_key(round_)} {content[:16]}",
        )


def keep_review(
    *, actor: Actor, now: datetime, committee: str, month: Period, content: str, found: Found
) -> bool:
    """Keeps what a review found in the report with the content; whether it still was of use.

    The report that somebody has changed since it was compiled is to be compiled again.
    """
    demand(actor, Verb.CHANGE, Thing.ROUNDS.of(committee))
    with held(actor, now, committee, month) as round_:
        if round_.state not in (RoundState.COMPILED, RoundState.REVIEWED):
            return False
        round_.step(StepKind.REVIEWED, detail=detail_of(found, content))
        _record(round_, StepKind.REVIEWED.text)
    return True


def accept(
    *, actor: Actor, now: datetime, committee: str, month: Period, key: str, reason: str
) -> None:
    """Says why a contradiction of the last review is right after all.

    Raises NoRound, and RoundFault for what the review did not find.
    """
    demand(actor, Verb.CHANGE, Thing.ROUNDS.of(committee))
    why = _demand_reason(reason, "Att godta en motsägelse")
    with held(actor, now, committee, month) as round_:
        round_.demand_changeable()
        message = _message(reviewed(_steps(round_)), key)
        round_.step(StepKind.ACCEPTED, text=why, detail={"key": key, "message": message})
        _record(round_, StepKind.ACCEPTED.text)


def take_back(*, actor: Actor, now: datetime, committee: str, month: Period, key: str) -> None:
    """Takes back that a contradiction was accepted. Raises NoRound and RoundFault."""
    demand(actor, Verb.CHANGE, Thing.ROUNDS.of(committee))
    with held(actor, now, committee, month) as round_:
        round_.demand_changeable()
        if key not in accepted(_steps(round_)):
            raise RoundFault("Motsägelsen är inte godtagen.", todo="Läs om sidan.")
        round_.step(StepKind.ACCEPTED, detail={"key": key})
        _record(round_, "tog tillbaka ett godtagande")


def ask_fix(
    *, actor: Actor, now: datetime, store: Store, committee: str, month: Period, seen: str = ""
) -> Placed:
    """Asks for the report to be fixed, if nothing stands in the way now.

    `seen` is the fingerprint of the report that the actor has before them, if they say so. Raises
    NoRound, and RoundFault with each obstacle.
    """
    demand(actor, Verb.CHANGE, Thing.REPORTS.of(committee))
    with held(actor, now, committee, month) as round_:
        content = _content(store, round_)
        _demand_open_way(round_, content)
        if seen not in ("", content):
            raise RoundFault(
                "Rapporten har ändrats och granskats igen sedan du öppnade sidan.",
                todo="Läs rapporten, och fastställ den sedan.",
            )
        return jobs.ask(
            actor=actor,
            now=now,
            kind=FIX,
            title=f"Fastställande av rapporten för {month.text}, {round_.row.committee.name}",
            arguments={"month": str(month), "round": _key(round_)},
            committee=committee,
            key=_key(round_),
        )


def fix(
    *, actor: Actor, now: datetime, store: Store, committee: str, month: Period
) -> GivenOutcome:
    """Fixes the month's report: kept whole in all its formats, for those at work until published.

    What somebody changes between the review and the moment that it is kept stops it: then nothing
    is fixed. Raises NoRound, RoundFault with each obstacle, and what `give_out` raises.
    """
    demand(actor, Verb.CHANGE, Thing.REPORTS.of(committee))
    with held(actor, now, committee, month) as round_:
        form, reason = round_.dates.form, version_reason(_steps(round_))
        _demand_open_way(round_, _content(store, round_))

    def within(report: Report, version: int) -> None:
        with held(actor, now, committee, month) as round_:
            last = last_comment(reader=OPERATOR, committee=committee, month=month, form=form)
            _demand_open_way(round_, _content(store, round_))
            _demand_same(report, store, round_)
            detail = {"version": version, "content": report.content, "comment": last}
            round_.step(StepKind.FIXED, text=reason, detail=detail)

    return give_out(
        actor=actor,
        now=now,
        store=store,
        committee=committee,
        period=month,
        form=form,
        reason=reason,
        is_public=False,
        within=within,
    )


def publish(*, actor: Actor, now: datetime, committee: str, month: Period) -> None:
    """Makes the fixed report public, with the forecasts, comments and texts that it rests on.

    A version that was fixed and opened again before that never becomes public.

    Raises NoRound and RoundFault.
    """
    demand(actor, Verb.CHANGE, Thing.REPORTS.of(committee))
    with held(actor, now, committee, month) as round_:
        if round_.state is not RoundState.FIXED:
            raise RoundFault(
                f"Rapporten för {month.text} kan inte göras offentlig: "
                f"månadens runda är {round_.state.text}.",
                todo="Fastställ rapporten först."
                if round_.state is not RoundState.PUBLIC
                else "Läs den på rapportens sida.",
            )
        form, last = round_.dates.form, fixed_comment(_steps(round_))
        round_.step(StepKind.PUBLIC)
        made = make_public(actor=actor, now=now, committee=committee, period=month, form=form)
        release_forecasts(actor=actor, now=now, committee=committee, month=month)
        release_comments(
            actor=actor, now=now, committee=committee, month=month, form=form, last=last
        )
        if made is None:
            _record(round_, StepKind.PUBLIC.text)


def reopen(*, actor: Actor, now: datetime, committee: str, month: Period, reason: str) -> None:
    """Opens a round whose report is fixed or public: the next one is a version with the reason.

    Raises NoRound and RoundFault.
    """
    demand(actor, Verb.CHANGE, Thing.ROUNDS.of(committee))
    why = _demand_reason(reason, "En ny version")
    with held(actor, now, committee, month) as round_:
        if round_.state not in _PASSED:
            raise RoundFault(
                f"Rundan för {month.text} är {round_.state.text}.",
                why="En ny version behövs bara när rapporten är fastställd.",
                todo="Ändra det som ska ändras, och sammanställ rapporten igen.",
            )
        round_.step(StepKind.REOPENED, text=why)
        _record(round_, StepKind.REOPENED.text)


def _demand_reason(text: str, what: str) -> str:
    """The reason, which is printed. Raises RoundFault for none, and for one that is too long."""
    reason = " ".join(demand_reason(text, what).split())
    if len(reason) > LONGEST:
        raise RoundFault(
            f"Skälet har {len(reason)} tecken, och {LONGEST} får plats.",
            todo="Korta texten. Den trycks i rapportens historia.",
        )
    return reason


def _demand_begun(round_: Held) -> None:
    round_.demand_changeable()
    if round_.state is RoundState.PLANNED:
        raise RoundFault(
            f"Rundan för {round_.dates.month.text} är inte öppnad.",
            todo="Vänta tills den öppnar, eller ändra datumet.",
        )


def _demand_open_way(round_: Held, content: str) -> None:
    """Raises RoundFault, with each obstacle, unless the report with the content can be fixed."""
    round_.demand_changeable()
    found = _obstacles(round_, content)
    if found:
        raise RoundFault(
            f"Rapporten för {round_.dates.month.text} kan inte fastställas än.",
            values=[one.text for one in found],
            todo=" ".join(dict.fromkeys(one.todo for one in found)),
        )


def _demand_same(report: Report, store: Store, round_: Held) -> None:
    """Raises RoundFault if the report that was written is no longer what it would be."""
    now = build_report(
        reader=OPERATOR,
        store=store,
        committee=round_.committee,
        period=round_.dates.month,
        form=round_.dates.form,
    )
    if now.content != report.content:
        raise RoundFault(
            "Rapporten ändrades medan den skrevs, och ingenting är fastställt.",
            todo="Sammanställ rapporten igen.",
        )


def _obstacles(round_: Held, content: str) -> Sequence[Obstacle]:
    steps = _steps(round_)
    lines = reporting_lines(
        reader=round_.actor, committee=round_.committee, month=round_.dates.month
    )
    states = activity_states(steps, [line.key for line in lines])
    return obstacles(
        state=round_.state,
        content=content,
        steps=steps,
        activities=[(line.key, line.name, states[line.key]) for line in lines],
    )


def _content(store: Store, round_: Held) -> str:
    dates = round_.dates
    return at_work(
        store=store, committee=round_.committee, month=dates.month, form=dates.form
    ).content


def _steps(round_: Held) -> list[Step]:
    return [step_of(one) for one in models.Step.everything.filter(round=round_.row)]


def _message(last: Reviewed | None, key: str) -> str:
    known = dict(last.contradictions) if last is not None else {}
    if key not in known:
        raise RoundFault(
            "Den senaste granskningen har ingen sådan motsägelse.",
            todo="Läs om sidan, och välj en av dem som står där.",
        )
    return known[key].findings[0].message


def _key(round_: Held) -> str:
    return f"{round_.committee} {round_.dates.month}"


def _record(round_: Held, verb: str) -> None:
    record(
        actor=round_.actor,
        now=round_.now,
        verb=verb,
        thing=f"{round_.committee} {round_.dates.month} {round_.dates.form}",
        committee=round_.committee,
    )
