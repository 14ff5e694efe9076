"""What changes periods: closing and opening months, and letting changes into closed ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from uppsikt.figures import Period, UppsiktError, kronor
from uppsikt.organisation import selectors as organisation
from uppsikt.platform.access.rules import OPERATOR, Actor, Thing, Verb, demand
from uppsikt.platform.audit.services import record
from uppsikt.sources import models
from uppsikt.sources.cubes import CubeReader
from uppsikt.sources.latest import last_import
from uppsikt.sources.period_rules import (
    BookedAt,
    Moved,
    State,
    months_text,
    moved,
    needs_decision,
    span_text,
)
from uppsikt.sources.period_selectors import closed_months, month_states, state_of
from uppsikt.sources.selectors import slices_in_force
from uppsikt.store import Store

_LISTED = 12
Booked = Mapping[BookedAt, int]


class ClosedPeriod(UppsiktError):
    """Something would change what is booked in a closed month, and no reason was given."""


class PeriodFault(UppsiktError):
    """A month cannot be given that state: something is lacking."""


@dataclass(frozen=True)
class PeriodOutcome:
    """What was decided on periods: the months (yyyymm) that got another state."""

    committee: str
    state: State
    months: tuple[int, ...]

    def __str__(self) -> str:
        if not self.months:
            return f"{self.committee}: perioderna är redan {_PLURAL[self.state]}."
        verb = _PLURAL[self.state] if len(self.months) > 1 else self.state.text
        return f"{self.committee}: {months_text(self.months)} är nu {verb}."


_PLURAL = {
    State.OPEN: "öppna",
    State.PRELIMINARY: "preliminära",
    State.CLOSED: "stängda",
}


def set_period(
    *,
    actor: Actor,
    now: datetime,
    store: Store,
    committee: str,
    period: Period,
    state: State,
    reason: str = "",
    decision: str = "",
) -> PeriodOutcome:
    """Give the months of a period a state; those that have it already are left alone.

    What is booked in a month that is closed is kept with it. A closed month is opened only with a
    reason, and December closed only with the decision on the year-end accounts.
    Raises UnknownCommittee, PeriodFault and FolderBusy.
    """
    demand(actor, Verb.CHANGE, Thing.PERIODS.of(committee))
    slug = organisation.committee(reader=OPERATOR, slug=committee).slug
    with settings.DATA_FOLDER.lock("ändring av perioder", now=now), transaction.atomic():
        known = month_states(reader=OPERATOR, committee=slug)
        months = [month.last_month for month in period.months]
        before = {number: state_of(number, known).state for number in months}
        changed = [number for number, was in before.items() if was is not state]
        booked = booked_in(store, slug, changed) if state is State.CLOSED else {}
        for number in changed:
            _refuse_opening(number, before[number], reason)
            if state is State.CLOSED:
                _refuse_closing(number, decision, booked)
        models.PeriodState.everything.bulk_create(
            models.PeriodState(
                committee=slug,
                month=number,
                state=state,
                reason=reason,
                decision=decision,
                set_at=now,
                actor=actor.name,
                known_at=last_import(reader=OPERATOR),
                amounts=_rows(booked, number),
            )
            for number in changed
        )
        if changed:
            record(
                actor=actor,
                now=now,
                verb=f"satte perioder som {_PLURAL[state]}",
                thing=f"{slug}, {months_text(changed)}",
                committee=slug,
                detail={"months": changed, "reason": reason, "decision": decision},
            )
    return PeriodOutcome(slug, state, tuple(changed))


def _refuse_opening(number: int, was: State, reason: str) -> None:
    """Raises PeriodFault for a closed month that is given another state without a reason."""
    if was is not State.CLOSED or reason.strip():
        return
    raise PeriodFault(
        f"{span_text((number, number)).capitalize()} är stängd och öppnas bara med ett skäl.",
        todo='Ange skälet med --reason "…".',
    )


def _refuse_closing(number: int, decision: str, booked: Booked) -> None:
    """Raises PeriodFault for December without a decision, and for a month with nothing booked."""
    name = span_text((number, number)).capitalize()
    if needs_decision(number) and not decision.strip():
        raise PeriodFault(
            f"{name} stängs först när bokslutet är beslutat.",
            why="December är preliminär till bokslutet.",
            todo='Ange beslutet med --decision, till exempel --decision "KF 2023-04-20 § 51".',
        )
    if not any(at.first <= number <= at.last for at in booked):
        raise PeriodFault(
            f"{name} går inte att stänga: ingenting är bokfört i månaden.",
            todo="Läs först in huvudboken för månaden.",
        )


def booked_in(store: Store, committee: str, months: Iterable[int]) -> Booked:
    """What counts now of what is booked in the years of the months, by line and account, in öre.

    Months beside them too: where one file knows a sum and another its parts, all are compared.
    """
    wanted = frozenset(months)
    if not wanted:
        return {}
    years = min(wanted) // 100 - 1, max(wanted) // 100 + 1
    reader = CubeReader(store, slices_in_force(committee, *years), ())
    found: dict[BookedAt, int] = {}
    for account, cell in reader.by_code("account", years[0] * 100, years[1] * 100 + 99):
        at = BookedAt(cell.line, account, cell.first, cell.last)
        found[at] = found.get(at, 0) + cell.amount
    return found


def _rows(booked: Booked, month: int) -> list[list[object]]:
    return [[*at, amount] for at, amount in booked.items() if at.first <= month <= at.last]


class ClosedWatch:
    """Sees to it that nothing changes silently in closed months: made before, asked after.

    Both within the transaction of the change. Looks at what is booked on the report lines,
    account by account, so that a set-up which moves rows to other lines is seen too.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        slugs = models.PeriodState.everything.filter(state=State.CLOSED).values_list(
            "committee", flat=True
        )
        self._closed = {
            slug: closed_months(reader=OPERATOR, committee=slug) for slug in sorted(set(slugs))
        }
        self._before = self._read()

    def moved(self) -> dict[str, tuple[Moved, ...]]:
        """What has changed in closed months since, by committee."""
        after = self._read()
        found = {
            slug: moved(self._before[slug], after[slug], months)
            for slug, months in self._closed.items()
        }
        return {slug: rows for slug, rows in found.items() if rows}

    def _read(self) -> dict[str, Booked]:
        return {slug: booked_in(self.store, slug, months) for slug, months in self._closed.items()}


def let_in(
    changes: Mapping[str, Sequence[Moved]],
    *,
    actor: Actor,
    now: datetime,
    cause: str,
    reason: str,
    source: models.Import | None = None,
) -> None:
    """Keep what has changed in closed months. Raises ClosedPeriod for changes without a reason."""
    if not changes:
        return
    if not reason.strip():
        raise closed_fault(changes, cause)
    models.ClosedChange.everything.bulk_create(
        models.ClosedChange(
            committee=slug,
            source=source,
            cause=cause[:300],
            reason=reason,
            changed_at=now,
            actor=actor.name,
            rows=[list(row) for row in rows],
        )
        for slug, rows in changes.items()
    )


def closed_fault(changes: Mapping[str, Sequence[Moved]], cause: str) -> ClosedPeriod:
    """The refusal of changes in closed months: which, how much, and what to do."""
    texts = closed_texts(changes)
    rest = len(texts) - _LISTED
    cut = [f"listan är kortad: {rest} ändringar till"] if rest > 0 else []
    return ClosedPeriod(
        f"{cause} ändrar det som är bokfört i stängda perioder.",
        where=cause,
        values=[*texts[:_LISTED], *cut],
        why="En stängd period ändras bara med ett skäl, som sedan visas med skillnaden.",
        todo='Ange skälet med --reason "…", eller öppna perioden med uppsikt period. '
        "Ingenting är ändrat.",
    )


def closed_texts(changes: Mapping[str, Sequence[Moved]]) -> list[str]:
    """Each line that has changed in a span, with its amounts before and after."""
    texts = []
    for slug, rows in changes.items():
        lines = organisation.all_lines(reader=OPERATOR, committee=slug)
        names = {line.key: line.name for line in lines}
        committee = organisation.committee(reader=OPERATOR, slug=slug).name
        sums: dict[tuple[str, int, int], tuple[int, int]] = {}
        for row in rows:
            before, after = sums.get((row.line, row.first, row.last), (0, 0))
            sums[row.line, row.first, row.last] = before + row.before, after + row.after
        for (line, *span), (before, after) in sums.items():
            name = names.get(line, line) or "utan verksamhet"
            texts.append(
                f"{committee}, {name}, {span_text((span[0], span[1]))}: "
                f"{kronor(before)} blir {kronor(after)} ({kronor(after - before)})"
            )
    return texts
