"""Steps of a monthly round, up to where something is killed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uppsikt.figures import Period

_COMMITTEE = "arbetslivsnamnden"
GATE = f"/namnder/{_COMMITTEE}/2022-09/runda/grind/"


def reviewed_round() -> None:
    """A round where all is done that there is to do before its report is fixed."""
    from datetime import date

    from uppsikt.cli import installation
    from uppsikt.platform.access.rules import COMMAND_LINE
    from uppsikt.platform.stores import current_store
    from uppsikt.review_desk.result import Found
    from uppsikt.rounds.gate import compile_report, keep_review
    from uppsikt.rounds.gate_selectors import at_work
    from uppsikt.rounds.rules import Dates
    from uppsikt.rounds.selectors import reporting_lines
    from uppsikt.rounds.services import excuse, set_dates

    now, month, store = installation.now(), _month(), current_store()
    dates = Dates(month, "monthly", date(2022, 10, 1), date(2022, 10, 8))
    set_dates(actor=COMMAND_LINE, now=now, committee=_COMMITTEE, rounds=[dates])
    for line in reporting_lines(reader=COMMAND_LINE, committee=_COMMITTEE, month=month):
        excuse(
            actor=COMMAND_LINE, now=now, committee=_COMMITTEE, month=month, activity=line.key,
            reason="Som förra månaden",
        )  # fmt: skip
    compile_report(actor=COMMAND_LINE, now=now, store=store, committee=_COMMITTEE, month=month)
    _end_jobs()
    content = at_work(store=store, committee=_COMMITTEE, month=month, form="monthly").content
    keep_review(
        actor=COMMAND_LINE, now=now, committee=_COMMITTEE, month=month, content=content,
        found=Found("Inga motsägelser", 0, (), is_cut=False),
    )  # fmt: skip


def fixed_round() -> None:
    """A round whose report is fixed and not public."""
    from uppsikt.cli import installation
    from uppsikt.platform.access.rules import COMMAND_LINE
    from uppsikt.platform.stores import current_store
    from uppsikt.rounds.gate import fix

    reviewed_round()
    fix(
        actor=COMMAND_LINE, now=installation.now(), store=current_store(), committee=_COMMITTEE,
        month=_month(),
    )  # fmt: skip


def _end_jobs() -> None:
    """The review that was asked for is done by hand."""
    from uppsikt.platform.jobs.models import Job

    Job.everything.all().delete()


def _month() -> Period:
    from uppsikt.figures import Period

    return Period.month(2022, 9)
