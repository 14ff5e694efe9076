"""What reports that were given out have printed, so that the next report prints it alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Max

from uppsikt.figures import Name, Period, Side, Subject, What
from uppsikt.followup.basis.value_columns import UNIT
from uppsikt.followup.book.computed import Computed, Earlier
from uppsikt.followup.models import PrintedFigure
from uppsikt.platform.access.rules import Reader, Thing, Verb, demand

_COLUMNS = ("what", "activity", "side", "group", "organisation", "period", "exact", "printed")


@dataclass(frozen=True)
class GivenOut:
    """What has been printed of a committee; `mark` changes when there is more of it."""

    mark: int
    printed: Earlier


def given_out(*, reader: Reader, committee: str) -> GivenOut:
    """What earlier reports of the committee (by its short name) have printed."""
    demand(reader, Verb.READ, Thing.REPORTS.of(committee))
    rows = PrintedFigure.objects.seen_by(reader).filter(committee__slug=committee)
    mark = rows.aggregate(last=Max("id"))["last"] or 0
    return GivenOut(mark, _printed(committee, mark) if mark else {})


@lru_cache(maxsize=32)
def _printed(committee: str, mark: int) -> Earlier:
    """Rows are only ever added, so all up to a mark are the same for ever."""
    rows = PrintedFigure.everything.filter(committee__slug=committee, id__lte=mark)
    return {
        (
            Name(
                What(what),
                Subject(committee, activity, Side(side), group, organisation),
                Period.parse(period),
            ),
            exact,
        ): printed
        for what, activity, side, group, organisation, period, exact, printed in rows.values_list(
            *_COLUMNS
        )
    }


def choices(figures: Computed) -> Iterator[tuple[Name, int, int]]:
    """Name, exact öre and printed tkr of each amount that could have been printed otherwise."""
    for name in figures.settled:
        exact, printed = figures.exact.value(name), figures.known(name)
        if isinstance(exact, int) and printed is not None and exact % int(UNIT.factor):
            yield name, exact, printed
