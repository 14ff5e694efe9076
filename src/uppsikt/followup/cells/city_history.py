"""The history of a sum over all committees: what each has been, put together event by event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from uppsikt.figures import (
    MISSING,
    NOT_COMPUTABLE,
    Absent,
    Name,
    Period,
    Side,
    Subject,
    Unit,
    UppsiktError,
    Value,
)
from uppsikt.followup.cells.figure_history import values_of
from uppsikt.followup.cells.figure_request import whole_figure
from uppsikt.followup.cells.history import Event, FigureHistory, Step, steps_of
from uppsikt.followup.cells.past import Past
from uppsikt.followup.gather import skeleton_of
from uppsikt.organisation.remembering import remembered
from uppsikt.organisation.selectors import committees
from uppsikt.platform.access.rules import Reader, Thing, Verb, demand
from uppsikt.store import Store

_FORM = "monthly"
Histories = Mapping[str, tuple[Value, tuple[Step, ...]]]
"""Of each committee its first value, and the steps since."""


class NoCommittees(UppsiktError):
    """There is no committee in the year of the month."""


def city_history(
    *, reader: Reader, store: Store, period: Period, figure: str, side: Side = Side.NET
) -> FigureHistory:
    """Every value that a figure of all committees together has had, after the month `period`.

    `figure` is one of FIGURES. The committees are those that exist in the year up to the month;
    internal entries are in the sum. One that lacks the figure today is left out and named, and
    until all others had theirs there was no sum. Raises NoCommittees.
    """
    demand(reader, Verb.READ, Thing.REPORTS)
    with remembered():
        every = [one for one in committees(reader=reader) if one.exists(period.to_date_of())]
        pasts = {
            one.slug: _past(one.slug, period, figure, side, reader=reader, store=store)
            for one in every
        }
        found = {slug: values_of(past, reader=reader) for slug, past in pasts.items()}
    if not found:
        raise NoCommittees(
            f"Ingen nämnd finns {period.to_date_of().text}.",
            todo="Lägg upp nämnderna med uppsikt setup, eller välj en annan månad.",
        )
    of_one = next(iter(pasts.values())).name
    what = of_one.what.text
    part = "" if side is Side.NET else f", {side.text}"
    without = [one for one in every if isinstance(_last(found[one.slug]), Absent)]
    if len(without) < len(every):
        for one in without:
            del found[one.slug]
            part += f", utom {one.name} som saknar uppgiften"
    first, steps = together(found)
    return FigureHistory(
        name=Name(of_one.what, Subject("", side=side), of_one.when),
        text=f"{what[:1].upper()}{what[1:]} {of_one.when.text} för alla nämnder{part}",
        unit=Unit.TKR,
        first=first,
        now=_last((first, steps)),
        steps=steps,
    )


def _past(
    slug: str, period: Period, figure: str, side: Side, *, reader: Reader, store: Store
) -> Past:
    skeleton = skeleton_of(reader=reader, committee=slug, month=period, form=_FORM)
    return Past(
        reader=reader,
        store=store,
        committee=slug,
        month=period,
        form=_FORM,
        name=whole_figure(skeleton, figure, side),
    )


def _last(history: tuple[Value, tuple[Step, ...]]) -> Value:
    first, steps = history
    return steps[-1].value if steps else first


def together(histories: Histories) -> tuple[Value, tuple[Step, ...]]:
    """The first value of the sum and its steps; what many committees got by one event is one."""
    values = {slug: first for slug, (first, _) in histories.items()}
    start = _sum(values.values())
    return start, tuple(steps_of(_sums(values, histories), start))


def _sums(values: dict[str, Value], histories: Histories) -> Iterator[tuple[Event, Value]]:
    """The sum after each event, in order."""
    changes: dict[tuple[object, ...], list[tuple[datetime, str, Step]]] = {}
    for slug, (_, steps) in histories.items():
        last: datetime | None = None
        for step in steps:
            # Also where a clock has been put back, a committee's own steps keep their order.
            last = step.event.at if last is None else max(last, step.event.at)
            changes.setdefault(_same_event(step.event), []).append((last, slug, step))
    for its in sorted(changes.values(), key=_time):
        values |= {slug: step.value for _, slug, step in its}
        reasons = dict.fromkeys(reason for *_, step in its for reason in step.event.reasons)
        yield replace(its[0][2].event, reasons=tuple(reasons)), _sum(values.values())


def _time(its: list[tuple[datetime, str, Step]]) -> tuple[datetime, int]:
    return max(at for at, *_ in its), its[0][2].event.number


def _same_event(event: Event) -> tuple[object, ...]:
    """What makes an event of two committees one and the same: one file and one decision in it."""
    return (event.cause, event.at, event.number, event.text, event.day, event.file)


def _sum(values: Iterable[Value]) -> Value:
    """All of them together; MISSING where all are, and not computable where one is absent."""
    every = list(values)
    if all(value is MISSING for value in every):
        return MISSING
    known = [value for value in every if not isinstance(value, Absent)]
    return sum(known) if len(known) == len(every) else NOT_COMPUTABLE
