"""Counts of subsidised employment as figures, and what follows from them by the identities."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from uppsikt.extracts.employment import FORMS_OF, EmploymentMonth, month_before
from uppsikt.figures import (
    AnyRelation,
    Figure,
    FigureBook,
    Name,
    Period,
    Unit,
    Value,
    total,
)
from uppsikt.followup.measured.books import filled, measure_name, source_of
from uppsikt.registers import EMPLOYMENT

EMPLOYED, SWITCHED, IN_MEASURES = "employed", "switched", "in-measures"
STARTED, ENDED, ENDING = "started", "ended", "ending"
WAGE, SUPPORT, OWN_COST = "wage", "support", "own-cost"
_CAME = "came"
"""Those who were employed when the month began or have started since: all who can have ended."""
_SOURCE = source_of(EMPLOYMENT)

Counts = Mapping[Period, EmploymentMonth]
"""The counts of every month that an extract tells of."""


measured = partial(measure_name, EMPLOYMENT)
"""The name of a measure of the register: how many, of which committee, in which month."""


def form_name(committee: str, form: str, month: Period) -> Name:
    """The name of those employed in a form at the month's end."""
    return measured(committee, f"form-{form}", month)


def employment_book(committee: str, counts: Counts) -> FigureBook:
    """The figures, filled by the identities. Raises Contradiction where counts do not agree."""
    relations = (one for month in counts for one in _relations(committee, counts, month))
    return filled(_figures(committee, counts), relations)


def _figures(committee: str, counts: Counts) -> Iterator[Figure]:
    for month, one in counts.items():
        for measure, value in _measures(one):
            unit = Unit.KR if measure in (WAGE, SUPPORT) else Unit.COUNT
            yield Figure(measured(committee, measure, month), value, unit, _SOURCE)


def _measures(one: EmploymentMonth) -> Iterator[tuple[str, Value]]:
    yield from ((f"form-{form}", count) for form, count in one.forms.items())
    yield from ((SWITCHED, one.switched), (WAGE, one.wage), (SUPPORT, one.support))
    yield from ((STARTED, one.started), (ENDED, one.ended), (ENDING, one.ending))


def _relations(committee: str, counts: Counts, month: Period) -> Iterator[AnyRelation]:
    """All employed are the forms together, and those who switched with those in measures.

    What the committee pays is the wage cost less the support. Who was employed the month before or
    has started since is employed now or has ended.
    """

    def name(measure: str, at: Period = month) -> Name:
        return measured(committee, measure, at)

    yield total(name(EMPLOYED), [form_name(committee, form, month) for form in FORMS_OF])
    yield total(name(EMPLOYED), [name(SWITCHED), name(IN_MEASURES)])
    yield total(name(WAGE), [name(SUPPORT), name(OWN_COST)])
    before = month_before(month)
    if before in counts:
        yield total(name(_CAME), [name(EMPLOYED, before), name(STARTED)])
        yield total(name(_CAME), [name(EMPLOYED), name(ENDED)])
