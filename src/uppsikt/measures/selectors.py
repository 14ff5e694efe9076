"""What is read of measures. A month without a count is missing, never zero."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from uppsikt.figures import MISSING, UppsiktError, Value
from uppsikt.measures import models
from uppsikt.measures.rules import Sort, to_date
from uppsikt.organisation import selectors as organisation
from uppsikt.organisation.rules import nearest
from uppsikt.platform.access.rules import Reader, Thing, Verb, demand


class UnknownMeasure(UppsiktError):
    """The committee has no such measure."""


@dataclass(frozen=True)
class MeasureYear:
    """A measure's counts of a year: twelve values from January, each a count or missing.

    `activity` is a report line's key, empty for the whole committee. `corrected` are the months
    (1–12) whose count has been corrected.
    """

    key: str
    name: str
    unit: str
    activity: str
    sort: Sort
    year: int
    months: tuple[Value, ...]
    corrected: frozenset[int]

    def to_date(self, month: int) -> Value:
        """The value of January to the month: sum, mean or last; absent where it cannot be told."""
        return to_date(self.months[:month], self.sort)


@dataclass(frozen=True)
class KeptCount:
    """A count as it was once given for a month (yyyymm)."""

    month: int
    value: int
    reason: str
    file: str
    given_at: datetime
    actor: str


def measures(*, reader: Reader, committee: str, year: int) -> tuple[MeasureYear, ...]:
    """The committee's measures with their counts of a year, in the order of the set-up file.

    Raises UnknownCommittee, and NotAllowed: small counts can point out a person, so nobody reads
    them without the right to.
    """
    demand(reader, Verb.READ, Thing.MEASURES.of(committee))
    organisation.committee(reader=reader, slug=committee)
    rows = models.Count.objects.seen_by(reader).filter(
        committee__slug=committee, month__gte=year * 100 + 1, month__lte=year * 100 + 12
    )
    given: dict[tuple[str, int], list[int]] = {}
    for row in rows.order_by("id"):
        given.setdefault((row.measure, row.month % 100), []).append(row.value)
    found = models.Measure.objects.seen_by(reader).filter(committee__slug=committee)
    return tuple(_year(row, year, given) for row in found)


def count_history(*, reader: Reader, committee: str, measure: str) -> tuple[KeptCount, ...]:
    """Every count that a measure (by key) has had, by month and then the first given first.

    Raises UnknownCommittee, UnknownMeasure and NotAllowed.
    """
    demand(reader, Verb.READ, Thing.MEASURES.of(committee))
    organisation.committee(reader=reader, slug=committee)
    known = (
        models.Measure.objects.seen_by(reader)
        .filter(committee__slug=committee)
        .values_list("key", flat=True)
    )
    if measure not in known:
        raise UnknownMeasure(
            f"Måttet ”{measure}” finns inte hos nämnden.",
            todo=f"Närmast: {nearest(measure, known)}." if known else "Nämnden har inga mått.",
        )
    rows = models.Count.objects.seen_by(reader).filter(committee__slug=committee, measure=measure)
    return tuple(
        KeptCount(row.month, row.value, row.reason, row.file_name, row.given_at, row.actor)
        for row in rows.order_by("month", "id")
    )


def latest_counts(committee: str) -> dict[tuple[str, int], int]:
    """The counts that hold, by measure and month (yyyymm): for services of this room."""
    rows = models.Count.everything.filter(committee__slug=committee).order_by("id")
    return {(row.measure, row.month): row.value for row in rows}


def _year(row: models.Measure, year: int, given: dict[tuple[str, int], list[int]]) -> MeasureYear:
    values = {month: given.get((row.key, month), []) for month in range(1, 13)}
    return MeasureYear(
        key=row.key,
        name=row.name,
        unit=row.unit,
        activity=row.activity,
        sort=Sort(row.sort),
        year=year,
        months=tuple(its[-1] if its else MISSING for its in values.values()),
        corrected=frozenset(month for month, its in values.items() if len(its) > 1),
    )
