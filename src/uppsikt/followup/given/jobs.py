"""Giving a report out as a job."""

from __future__ import annotations

from datetime import datetime

from uppsikt.figures import Period
from uppsikt.followup.forms.form import form_of
from uppsikt.followup.given.giving import give_out
from uppsikt.followup.last_year.view import LastYear
from uppsikt.organisation import selectors as organisation
from uppsikt.platform.access.rules import Actor, Thing
from uppsikt.platform.jobs import services as jobs
from uppsikt.platform.jobs.kinds import JobKind, Result, Run, register_job
from uppsikt.platform.jobs.services import Placed
from uppsikt.platform.stores import current_store

GIVE_OUT = "give-out"


def ask_give_out(
    *,
    actor: Actor,
    now: datetime,
    committee: str,
    period: Period,
    form: str,
    last_year: LastYear = LastYear.PUBLISHED,
    reason: str = "",
) -> Placed:
    """Asks for a report to be given out, as ``give_out`` does it then, for the reason.

    As long as it is not done, the same report is one job. Raises NotAllowed and UnknownCommittee.
    """
    name = organisation.committee(reader=actor, slug=committee).name
    return jobs.ask(
        actor=actor,
        now=now,
        kind=GIVE_OUT,
        title=f"Utlämning av {form_of(form).name.lower()}, {name}, {period.text}",
        arguments={
            "period": str(period),
            "form": form,
            "last_year": last_year.value,
            "reason": reason,
        },
        committee=committee,
        key=f"{committee} {period} {form}",
    )


def _give_out(run: Run) -> Result:
    period, form = Period.parse(run.arguments["period"]), run.arguments["form"]
    run.step("Skriver rapporten i alla format …")
    outcome = give_out(
        actor=run.actor,
        now=run.now,
        store=current_store(),
        committee=run.committee,
        period=period,
        form=form,
        last_year=LastYear(run.arguments["last_year"]),
        reason=run.arguments.get("reason", ""),
    )
    return {"text": str(outcome), "version": outcome.given.version}


def register() -> None:
    """Adds the kinds of jobs of this room."""
    register_job(JobKind(GIVE_OUT, "utlämning av rapport", Thing.REPORTS, run=_give_out))
