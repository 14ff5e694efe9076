"""What is read of measures. A month without a count is missing, never zero."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from uppsikt.figures import MISSING, Exact, UppsiktError, Value
from uppsikt.measures import models
from uppsikt.measures.definitions import (
    Definition,
    Direction,
    Frequency,
    Kind,
    Level,
    LevelKind,
    Status,
    unscaled,
)
from uppsikt.measures.rules import Sort, known_of, to_date
from uppsikt.measures.series import due_months, with_formulas
from uppsikt.organisation import selectors as organisation
from uppsikt.organisation.rules import nearest
from uppsikt.platform.access.rules import Reader, Thing, Verb, demand


class UnknownMeasure(UppsiktError):
    """The committee has no such measure."""


@dataclass(frozen=True)
class Held:
    """A count that holds. `corrected` says that one that was final has been changed to it."""

    value: Exact
    status: Status
    corrected: bool = False


@dataclass(frozen=True)
class MeasureYear:
    """A measure's values of a year: twelve from January, each a value or missing.

    `corrected` are the months (1–12) whose count has been corrected, `preliminary` those whose
    count is not final.
    """

    definition: Definition
    year: int
    months: tuple[Value, ...]
    corrected: frozenset[int]
    preliminary: frozenset[int]

    def due(self, month: int) -> tuple[Value, ...]:
        """The values that are told for January to the month."""
        places = due_months(self.definition, self.year, month)
        return tuple(self.months[place % 100 - 1] for place in places)

    def known(self, month: int) -> tuple[int, int]:
        """How many values there are for January to the month, and how many there should be."""
        return len(known_of(self.due(month))), len(self.due(month))

    def to_date(self, month: int) -> Value:
        """The value of January to the month: sum, mean or last; absent where it cannot be told."""
        due = self.due(month)
        return to_date(due, self.definition.sort) if due else MISSING


@dataclass(frozen=True)
class KeptCount:
    """A count as it was once given for a month (yyyymm)."""

    month: int
    value: Exact
    status: Status
    reason: str
    file: str
    given_at: datetime
    actor: str


def measures(*, reader: Reader, committee: str, year: int) -> tuple[MeasureYear, ...]:
    """The committee's measures with their values of a year, in the order of the set-up file.

    What a register gives is not among them: the report tells it.

    Raises UnknownCommittee, and NotAllowed: small counts can point out a person, so nobody reads
    them without the right to.
    """
    demand(reader, Verb.READ, Thing.MEASURES.of(committee))
    organisation.committee(reader=reader, slug=committee)
    found = all_definitions(committee)
    held = latest_counts(committee)
    values = with_formulas(found, {place: one.value for place, one in held.items()})
    return tuple(_year(one, year, values, held) for one in found)


def definition_of(*, reader: Reader, committee: str, measure: str) -> Definition:
    """A measure by its key: what it is and should be, which the public may read too.

    Raises UnknownCommittee, UnknownMeasure and NotAllowed.
    """
    demand(reader, Verb.READ, Thing.REPORTS.of(committee))
    organisation.committee(reader=reader, slug=committee)
    known = {one.key: one for one in all_definitions(committee)}
    if measure not in known:
        raise _unknown(measure, list(known))
    return known[measure]


def count_history(*, reader: Reader, committee: str, measure: str) -> tuple[KeptCount, ...]:
    """Every count that a measure (by key) has had, by month and then the first given first.

    Raises UnknownCommittee, UnknownMeasure and NotAllowed.
    """
    demand(reader, Verb.READ, Thing.MEASURES.of(committee))
    definition_of(reader=reader, committee=committee, measure=measure)
    rows = models.Count.objects.seen_by(reader).filter(committee__slug=committee, measure=measure)
    return tuple(
        KeptCount(
            row.month,
            unscaled(row.value, row.decimals),
            Status(row.status),
            row.reason,
            row.file_name,
            row.given_at,
            row.actor,
        )
        for row in rows.order_by("month", "id")
    )


def all_definitions(committee: str) -> tuple[Definition, ...]:
    """The committee's measures: for whoever has asked about the committee before."""
    levels: dict[str, list[Level]] = {}
    for row in models.MeasureLevel.everything.filter(committee__slug=committee):
        value = unscaled(row.value, row.decimals)
        level = Level(LevelKind(row.kind), row.year, row.month, value)
        levels.setdefault(row.measure, []).append(level)
    rows = models.Measure.everything.filter(committee__slug=committee)
    return tuple(_definition(row, tuple(levels.get(row.key, ()))) for row in rows)


def latest_counts(committee: str) -> dict[tuple[str, int], Held]:
    """The counts that hold, by measure and month (yyyymm): for whoever decides what is shown."""
    found: dict[tuple[str, int], Held] = {}
    for row in models.Count.everything.filter(committee__slug=committee).order_by("id"):
        place, value = (row.measure, row.month), unscaled(row.value, row.decimals)
        before = found.get(place)
        corrected = before is not None and (
            before.corrected or (before.status is Status.FINAL and before.value != value)
        )
        found[place] = Held(value, Status(row.status), corrected)
    return found


def _unknown(measure: str, known: list[str]) -> UnknownMeasure:
    return UnknownMeasure(
        f"Måttet ”{measure}” finns inte hos nämnden.",
        todo=f"Närmast: {nearest(measure, known)}." if known else "Nämnden har inga mått.",
    )


def _definition(row: models.Measure, levels: tuple[Level, ...]) -> Definition:
    return Definition(
        key=row.key,
        name=row.name,
        unit=row.unit,
        activity=row.activity,
        sort=Sort(row.sort),
        direction=Direction(row.direction),
        frequency=Frequency(row.frequency),
        kind=Kind(row.kind),
        formula=tuple((int(sign), str(key)) for sign, key in row.formula),
        register=row.register,
        owner=row.owner,
        about=row.about,
        decimals=row.decimals,
        people=row.people,
        levels=levels,
    )


def _year(
    one: Definition,
    year: int,
    values: dict[tuple[str, int], Value],
    held: dict[tuple[str, int], Held],
) -> MeasureYear:
    months = range(1, 13)
    own = {month: held.get((one.key, year * 100 + month)) for month in months}
    return MeasureYear(
        definition=one,
        year=year,
        months=tuple(values.get((one.key, year * 100 + month), MISSING) for month in months),
        corrected=frozenset(month for month, its in own.items() if its and its.corrected),
        preliminary=frozenset(
            month for month, its in own.items() if its and its.status is Status.PRELIMINARY
        ),
    )
