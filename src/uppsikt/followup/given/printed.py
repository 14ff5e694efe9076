"""What reports that were given out have printed, so that the next report prints it alike."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from uppsikt.figures import Name, Period, Side, Subject, What
from uppsikt.followup.basis.value_columns import UNIT
from uppsikt.followup.book.computed import Computed, Earlier
from uppsikt.followup.models import PrintedFigure
from uppsikt.platform.access.rules import Reader, Thing, Verb, demand
from uppsikt.platform.kept.keeper import Keeper

_COLUMNS = ("what", "activity", "side", "group", "organisation", "period", "exact", "printed")


@dataclass(frozen=True)
class GivenOut:
    """What has been printed of a committee; `mark` is a fingerprint of it, empty for nothing."""

    mark: str
    printed: Earlier


PRINTED: Keeper[GivenOut] = Keeper(32)


def given_out(*, reader: Reader, committee: str) -> GivenOut:
    """What earlier reports of the committee (by its short name) have printed."""
    demand(reader, Verb.READ, Thing.REPORTS.of(committee))
    return PRINTED.value(committee, lambda: _given_out(committee))


def _given_out(committee: str) -> GivenOut:
    # Known by all that they hold: when a backup is put back, other rows may have their numbers.
    rows = list(
        PrintedFigure.everything.filter(committee__slug=committee)
        .order_by("id")
        .values_list(*_COLUMNS)
    )
    mark = hashlib.sha256(repr(rows).encode()).hexdigest() if rows else ""
    return GivenOut(mark, dict(_printed(committee, rows)))


def _printed(
    committee: str, rows: Iterable[tuple[Any, ...]]
) -> Iterator[tuple[tuple[Name, int], int]]:
    for what, activity, side, group, organisation, period, exact, printed in rows:
        of = Subject(committee, activity, Side(side), group, organisation)
        yield (Name(What(what), of, Period.parse(period)), exact), printed


def choices(figures: Computed) -> Iterator[tuple[Name, int, int]]:
    """Name, exact öre and printed tkr of each amount that could have been printed otherwise."""
    for name in figures.settled:
        exact, printed = figures.exact.value(name), figures.known(name)
        if isinstance(exact, int) and printed is not None and exact % int(UNIT.factor):
            yield name, exact, printed
