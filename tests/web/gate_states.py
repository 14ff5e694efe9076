"""Puts rounds into every state that the gate's page can show, each in a month of its own."""

from __future__ import annotations

from datetime import date
from typing import TypedDict

from uppsikt.figures import Period
from uppsikt.platform.access.rules import COMMAND_LINE, Actor
from uppsikt.platform.jobs.models import Job
from uppsikt.platform.stores import current_store
from uppsikt.review_desk.result import Finding, Found, Group, Place
from uppsikt.rounds import gate
from uppsikt.rounds.gate_rules import key_of
from uppsikt.rounds.gate_selectors import at_work
from uppsikt.rounds.rules import Dates
from uppsikt.rounds.selectors import reporting_lines
from uppsikt.rounds.services import excuse, set_dates
from uppsikt.web.clock import now

OWN = "ifon"
MISSING, FOUND, FAILED, FIXED, TWICE, PUBLIC, READY = (
    Period.month(2023, month) for month in (8, 6, 5, 4, 3, 2, 1)
)
WAITING, PLANNED = Period.month(2023, 9), Period.month(2031, 1)


class Where(TypedDict):
    """Who does it, and where."""

    actor: Actor
    committee: str


_WHERE: Where = {"actor": COMMAND_LINE, "committee": OWN}


def contradiction(number: int, message: str) -> Group:
    """A contradiction as the review tells it."""
    places = (
        Place("sid 2, rad 14", "Barn och unga  −52 180  −50 100  −2 080"),
        Place("sid 4, rad 3", "Barn och unga väntas gå 1 980 tkr sämre än budget."),
    )
    return Group(
        f"Motsägelse {number}", False, (Finding(message, "Avvikelse i ord", places),),
        "Det räcker att 1 980 ska vara 2 080.",
    )  # fmt: skip


NOTE = Group(
    "Anmärkning 1",
    True,
    (
        Finding(
            "Personalkostnaderna har ökat med 31 procent sedan förra månaden.",
            "Ovanlig förändring",
            (),
        ),
    ),
    "",
)
FINDINGS = Found(
    "2 motsägelser, 1 anmärkning; 9 tabeller och 317 tal lästa",
    2,
    (
        contradiction(1, "Avvikelsen för Barn och unga är −2 080 tkr i tabellen men 1 980."),
        contradiction(2, "Summan av verksamheternas budget är 1 tkr mer än nämndens."),
        NOTE,
    ),
    is_cut=False,
)
AGREEING = Found("Inga motsägelser; 9 tabeller och 317 tal lästa", 0, (), is_cut=False)


def fill_gate() -> None:
    """Rounds that lack forecasts, contradict, wait, are ready, fixed, public and not opened."""
    for month in (MISSING, FOUND, FAILED, FIXED, TWICE, PUBLIC, READY):
        _dates(month, month.last_day, date(2023, month.last + 1, 8))
    _dates(PLANNED, date(2031, 2, 1), date(2031, 2, 8))
    for month in (FOUND, FIXED, TWICE, PUBLIC, READY):
        _excuse(month)
        _reviewed(month, FINDINGS if month is FOUND else AGREEING)
    key = key_of(FINDINGS.groups[1])
    gate.accept(
        now=now(), month=FOUND, key=key, reason="Budgeten är avrundad i fullmäktiges beslut.",
        **_WHERE,
    )  # fmt: skip
    for month in (FIXED, TWICE, PUBLIC):
        gate.fix(now=now(), store=current_store(), month=month, **_WHERE)
    gate.publish(now=now(), month=PUBLIC, **_WHERE)
    gate.compile_report(now=now(), store=current_store(), month=FAILED, **_WHERE)
    Job.everything.filter(kind=gate.REVIEW).update(state="done")
    Job.everything.filter(kind=gate.REVIEW, arguments__month=str(FAILED)).update(
        state="failed",
        error={
            "what": "Granskningen avbröts: den tog för lång tid.", "where": "", "values": [],
            "why": "En granskning får ta högst 120 sekunder.", "todo": "Försök igen.",
        },
    )  # fmt: skip


def leave_gate() -> None:
    """A report whose review waits."""
    _dates(WAITING, date(2023, 10, 1), date(2023, 10, 8))
    gate.compile_report(now=now(), store=current_store(), month=WAITING, **_WHERE)


def _dates(month: Period, opens_on: date, due_on: date) -> None:
    dates = Dates(month, "monthly", opens_on, due_on, due_on.replace(day=15))
    set_dates(now=now(), rounds=[dates], **_WHERE)


def _excuse(month: Period) -> None:
    for line in reporting_lines(reader=COMMAND_LINE, committee=OWN, month=month):
        excuse(
            now=now(), month=month, activity=line.key, reason="Samma som förra månaden.", **_WHERE
        )


def _reviewed(month: Period, found: Found) -> None:
    store = current_store()
    gate.compile_report(now=now(), store=store, month=month, **_WHERE)
    content = at_work(store=store, committee=OWN, month=month, form="monthly").content
    gate.keep_review(now=now(), month=month, content=content, found=found, **_WHERE)
