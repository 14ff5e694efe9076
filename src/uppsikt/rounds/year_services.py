"""Sets a year's rounds at once: what is new, what is changed, and what is taken away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from uppsikt.figures import Period, UppsiktError
from uppsikt.followup.forms.form import demand_month, form_of
from uppsikt.organisation import selectors as organisation
from uppsikt.platform.access.rules import OPERATOR, Actor, Thing, Verb, demand
from uppsikt.platform.audit.services import record
from uppsikt.rounds import models
from uppsikt.rounds.letters import Place, place_of
from uppsikt.rounds.reminding import tell_dates
from uppsikt.rounds.rules import Dates, RoundFault, demand_in_order
from uppsikt.rounds.selectors import mark_of
from uppsikt.rounds.services import demand_form_free, held, set_dates
from uppsikt.rounds.year_rules import YearChanged, YearRefused


@dataclass(frozen=True)
class YearSet:
    """What became of a year's rounds: the months whose dates are new or changed, and removed.

    `letters` is how many were told.
    """

    changed: tuple[Period, ...]
    removed: tuple[Period, ...]
    letters: int = 0


def remove_round(*, actor: Actor, now: datetime, committee: str, month: Period) -> None:
    """Takes a month's round away. Raises NoRound, and RoundFault if anything was done in it."""
    demand(actor, Verb.CHANGE, Thing.ROUNDS.of(committee))
    with held(actor, now, committee, month) as round_:
        _demand_untouched(round_.row, month)
        round_.row.delete()
        record(
            actor=actor,
            now=now,
            verb="tog bort månadsrunda",
            thing=f"{committee} {month}",
            committee=committee,
        )


def set_year(
    *,
    actor: Actor,
    now: datetime,
    committee: str,
    year: int,
    rounds: Sequence[Dates],
    seen: str | None = None,
    tells: bool = False,
) -> YearSet:
    """Makes the year's rounds those that are given, all or nothing; other months have none.

    `seen` is what `selectors.year_mark` was when whoever asks saw the year; None: not asked.
    With `tells`, managers who have not reported are written to where the dates change.
    Raises UnknownCommittee, YearChanged, and YearRefused with each month's fault.
    """
    demand(actor, Verb.CHANGE, Thing.ROUNDS.of(committee))
    organisation.committee(reader=OPERATOR, slug=committee)
    with transaction.atomic():
        rows = models.Round.everything.select_for_update(of=("self",)).filter(
            committee__slug=committee, month__startswith=f"{year}-"
        )
        rows = rows.select_related("committee")
        known = {Period.parse(row.month): row for row in rows}
        if seen is not None and seen != mark_of(known.values()):
            raise YearChanged(
                f"Någon annan har ändrat rundorna för {year} sedan du öppnade sidan.",
                todo="Se efter vad som gäller nu. Inget av ditt är sparat.",
            )
        kept = {dates.month for dates in rounds}
        gone = [month for month in known if month not in kept]
        faults = dict(_faults(known, rounds, gone))
        if faults:
            raise YearRefused(faults)
        changed = set_dates(actor=actor, now=now, committee=committee, rounds=rounds)
        places = [place_of(known[month]) for month in gone]
        for month in gone:
            remove_round(actor=actor, now=now, committee=committee, month=month)
        letters = _tell(actor, now, committee, changed, places) if tells else 0
    return YearSet(changed, tuple(gone), letters)


def _tell(
    actor: Actor, now: datetime, committee: str, changed: Sequence[Period], gone: Sequence[Place]
) -> int:
    rows = models.Round.everything.select_related("committee").filter(
        committee__slug=committee, month__in=[str(month) for month in changed]
    )
    return tell_dates(actor=actor, now=now, set_=list(rows), gone=gone) if rows or gone else 0


def _faults(
    known: Mapping[Period, models.Round], rounds: Sequence[Dates], gone: Sequence[Period]
) -> Iterator[tuple[Period, UppsiktError]]:
    """What is wrong with the months, each by itself: so that all of it is told at once."""
    for dates in rounds:
        try:
            demand_month(form_of(dates.form), dates.month)
            demand_in_order(dates)
            row = known.get(dates.month)
            if row is not None and row.form != dates.form:
                demand_form_free(row)
        except UppsiktError as fault:
            yield dates.month, fault
    for month in gone:
        try:
            _demand_untouched(known[month], month)
        except RoundFault as fault:
            yield month, fault


def _demand_untouched(row: models.Round, month: Period) -> None:
    """Raises RoundFault where something has been done in the round, or somebody has begun to."""
    begun = models.Draft.everything.filter(round=row).exists()
    if begun or models.Step.everything.filter(round=row).exists():
        raise RoundFault(
            f"Rundan för {month.text} är redan påbörjad och kan inte tas bort.",
            todo="Behåll månaden. Datumen går att ändra.",
        )
