"""What changes rounds: their dates, forecasts that are saved and handed in, and what follows.

Each step is a row that is never changed; see `rules` for what a round is by its steps.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from uppsikt.figures import Period, UppsiktError
from uppsikt.followup.forms.form import demand_month, form_of
from uppsikt.organisation import selectors as organisation
from uppsikt.organisation.models import Committee
from uppsikt.planning.forecasts_given import LONGEST, ForecastRefused, give_forecast
from uppsikt.platform.access.rules import OPERATOR, Actor, Role, Thing, Verb, demand
from uppsikt.platform.audit.services import record
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.rounds import models
from uppsikt.rounds.rules import (
    Dates,
    RoundFault,
    RoundState,
    StepKind,
    demand_changeable,
    demand_in_order,
    demand_reason,
    demand_reportable,
    round_state,
)
from uppsikt.rounds.selectors import (
    KeptDraft,
    dates_of,
    kept_draft,
    no_round,
    reporting_line,
    step_of,
)

_LONGEST_TYPED = 40


class SavedByOther(UppsiktError):
    """Somebody else saved the same form since it was opened; `saved` is what they saved."""

    def __init__(self, saved: KeptDraft) -> None:
        super().__init__(
            "Någon annan har sparat prognosen sedan du öppnade den.",
            values=[saved.actor],
            todo="Jämför med det du skrev, och spara det som ska gälla.",
        )
        self.saved = saved


@dataclass(frozen=True)
class Held:
    """A round that nobody else takes a step in as long as it is held."""

    row: models.Round
    dates: Dates
    state: RoundState
    actor: Actor
    now: datetime

    @property
    def committee(self) -> str:
        """The committee's short name."""
        return self.row.committee.slug

    def demand_reportable(self) -> None:
        """Raises RoundFault unless forecasts are taken now."""
        demand_reportable(self.state, self.dates.month)

    def demand_changeable(self) -> None:
        """Raises RoundFault where the report is fixed."""
        demand_changeable(self.state, self.dates.month)

    def step(
        self,
        kind: StepKind,
        *,
        activity: str = "",
        text: str = "",
        detail: Mapping[str, object] = {},
    ) -> models.Step:
        """Take a step."""
        return models.Step.everything.create(
            round=self.row,
            kind=kind,
            activity=activity,
            text=text,
            at=self.now,
            actor=self.actor.name,
            role=role_text(self.actor, self.committee),
            detail=dict(detail),
        )


@contextmanager
def held(actor: Actor, now: datetime, committee: str, month: Period) -> Iterator[Held]:
    """The round in a transaction of its own, held against others. Raises NoRound."""
    with transaction.atomic():
        row = (
            models.Round.everything.select_for_update(of=("self",))
            .select_related("committee")
            .filter(committee__slug=committee, month=str(month))
            .first()
        )
        if row is None:
            raise no_round(month)
        steps = [step_of(one) for one in models.Step.everything.filter(round=row)]
        state = round_state(steps, row.opens_on, now.astimezone(STOCKHOLM).date())
        yield Held(row, dates_of(row), state, actor, now)


def role_text(actor: Actor, committee: str) -> str:
    """What the actor is in the committee, as a role in words; the one that reaches farthest."""
    roles = {grant.role for grant in actor.grants if grant.committee in (None, committee)}
    for role in (Role.CONTROLLER, Role.HEAD, Role.SECRETARY, Role.MANAGER, Role.OPERATOR):
        if role in roles:
            return role.value
    return ""


def set_dates(
    *, actor: Actor, now: datetime, committee: str, rounds: Sequence[Dates]
) -> tuple[Period, ...]:
    """Sets the dates of rounds, all or none; the months whose dates are new or changed.

    The form of a round in which something has been done stays. Raises UnknownCommittee,
    UnknownForm, FormNotForMonth and RoundFault.
    """
    demand(actor, Verb.CHANGE, Thing.ROUNDS.of(committee))
    organisation.committee(reader=OPERATOR, slug=committee)
    for dates in rounds:
        demand_month(form_of(dates.form), dates.month)
        demand_in_order(dates)
    with transaction.atomic():
        known = {
            row.month: row
            for row in models.Round.everything.select_for_update().filter(committee__slug=committee)
        }
        owner = Committee.everything.get(slug=committee)
        changed = [
            one.month for one in rounds if _set(owner, known.get(str(one.month)), one, actor, now)
        ]
        if changed:
            record(
                actor=actor,
                now=now,
                verb="satte datum för månadsrundor",
                thing=f"{committee}, {len(changed)} månader",
                committee=committee,
                detail={"months": [str(month) for month in changed]},
            )
    return tuple(changed)


def save_draft(
    *,
    actor: Actor,
    now: datetime,
    committee: str,
    month: Period,
    activity: str,
    way: str,
    typed: str,
    comment: str,
    revision: int,
) -> KeptDraft:
    """Saves an unfinished form as it stands. `revision` is that of the form it began from, 0: none.

    Nothing that others are shown changes, so nothing is recorded. Raises NoRound, RoundFault,
    ForecastRefused for texts that are too long, and SavedByOther.
    """
    demand(actor, Verb.CHANGE, Thing.FORECASTS.of(committee, activity))
    _refuse_long(typed, comment)
    with held(actor, now, committee, month) as round_:
        round_.demand_reportable()
        row = _own_draft(round_, activity, revision)
        if row is None:
            row = models.Draft(round=round_.row, activity=activity, revision=0)
        elif (row.way, row.typed, row.comment) == (way, typed, comment):
            return kept_draft(row)
        row.way, row.typed, row.comment = way, typed, comment
        row.revision += 1
        row.saved_at, row.actor = now, actor.name
        row.save()
    return kept_draft(row)


def report(
    *,
    actor: Actor,
    now: datetime,
    committee: str,
    month: Period,
    activity: str,
    net: int,
    comment: str,
    way: str = "",
    revision: int = 0,
) -> None:
    """Hands in an activity's forecast of the year (öre, costs negative), and why.

    Raises NoRound, RoundFault, ForecastRefused and SavedByOther.
    """
    demand(actor, Verb.CHANGE, Thing.FORECASTS.of(committee, activity))
    with held(actor, now, committee, month) as round_:
        round_.demand_reportable()
        draft = _own_draft(round_, activity, revision)
        given = _give(round_, activity, net, comment)
        round_.step(
            StepKind.REPORTED,
            activity=activity,
            text=comment.strip(),
            detail={"forecast": given, "net": net, "way": way},
        )
        if draft is not None:
            draft.delete()


def send_back(
    *, actor: Actor, now: datetime, committee: str, month: Period, activity: str, question: str
) -> None:
    """Returns an activity's forecast with a question. Raises NoRound, NoForecast and RoundFault."""
    demand(actor, Verb.CHANGE, Thing.ROUNDS.of(committee))
    why = demand_reason(question, "Att skicka tillbaka")
    with held(actor, now, committee, month) as round_:
        _act(round_, StepKind.RETURNED, activity, why)


def excuse(
    *, actor: Actor, now: datetime, committee: str, month: Period, activity: str, reason: str
) -> None:
    """Goes on without an activity's forecast, with the reason. Raises NoRound and RoundFault."""
    demand(actor, Verb.CHANGE, Thing.ROUNDS.of(committee))
    why = demand_reason(reason, "Att gå vidare")
    with held(actor, now, committee, month) as round_:
        _act(round_, StepKind.EXCUSED, activity, why)


def adjust(
    *,
    actor: Actor,
    now: datetime,
    committee: str,
    month: Period,
    activity: str,
    net: int,
    reason: str,
) -> None:
    """Puts another forecast (öre) in the place of an activity's own, with the reason.

    What the manager gave stays in the history. Raises NoRound, RoundFault and ForecastRefused.
    """
    demand(actor, Verb.CHANGE, Thing.ROUNDS.of(committee))
    why = demand_reason(reason, "En justering")
    with held(actor, now, committee, month) as round_:
        round_.demand_changeable()
        given = _give(round_, activity, net, why)
        round_.step(
            StepKind.ADJUSTED,
            activity=activity,
            text=why,
            detail={"forecast": given, "net": net},
        )


def _act(round_: Held, kind: StepKind, activity: str, text: str) -> None:
    """A step about an activity that changes no forecast."""
    round_.demand_changeable()
    reporting_line(
        reader=OPERATOR,
        committee=round_.committee,
        month=round_.dates.month,
        activity=activity,
    )
    round_.step(kind, activity=activity, text=text)
    record(
        actor=round_.actor,
        now=round_.now,
        verb=kind.text,
        thing=f"{round_.committee} {round_.dates.month} {activity}",
        committee=round_.committee,
    )


def _give(round_: Held, activity: str, net: int, comment: str) -> int:
    return give_forecast(
        actor=round_.actor,
        now=round_.now,
        committee=round_.committee,
        month=round_.dates.month,
        activity=activity,
        net=net,
        author=role_text(round_.actor, round_.committee),
        comment=comment,
    )


def _own_draft(round_: Held, activity: str, revision: int) -> models.Draft | None:
    """The draft that the form began from. Raises SavedByOther if it is another one by now."""
    row = models.Draft.everything.filter(round=round_.row, activity=activity).first()
    if row is not None and row.revision != revision:
        raise SavedByOther(kept_draft(row))
    return row


def _refuse_long(typed: str, comment: str) -> None:
    if len(typed) > _LONGEST_TYPED:
        raise ForecastRefused(
            f"Beloppet har {len(typed)} tecken.", todo="Skriv ett belopp i tusental kronor."
        )
    if len(comment) > LONGEST:
        raise ForecastRefused(
            f"Kommentaren har {len(comment)} tecken, och {LONGEST} får plats.",
            todo="Korta texten. Längre resonemang skrivs som ett avsnitt i rapporten.",
        )


def demand_form_free(row: models.Round) -> None:
    """Raises RoundFault where something has been done in the round, so that its form stays."""
    if models.Step.everything.filter(round=row).exists():
        raise RoundFault(
            f"Rundan för {Period.parse(row.month).text} är redan påbörjad och leder till "
            f"{form_of(row.form).name.lower()}.",
            todo="Behåll rapportformen.",
        )


def _set(
    committee: Committee, row: models.Round | None, dates: Dates, actor: Actor, now: datetime
) -> bool:
    """Whether the dates were new or changed."""
    if row is None:
        row = models.Round(committee=committee, month=str(dates.month), revision=0)
    elif dates_of(row) == dates:
        return False
    elif row.form != dates.form:
        demand_form_free(row)
    row.form = dates.form
    row.opens_on, row.due_on = dates.opens_on, dates.due_on
    row.sent_on, row.meeting_on = dates.sent_on, dates.meeting_on
    row.revision += 1
    row.set_at, row.actor = now, actor.name
    row.save()
    return True
