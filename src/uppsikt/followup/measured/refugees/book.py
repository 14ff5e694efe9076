"""Received refugees as figures: what they are, how they add up, and what follows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from uppsikt.extracts.refugees import (
    AGES,
    GROWN,
    SCHOOLING,
    UNKNOWN_SCHOOL,
    Alike,
    RefugeeCounts,
    group_of,
)
from uppsikt.figures import (
    NOT_COMPUTABLE,
    AnyRelation,
    Figure,
    FigureBook,
    Period,
    Unit,
    Value,
    What,
    priced,
    share,
    to_date,
    total,
)
from uppsikt.followup.measured.books import filled, measure_name, source_of
from uppsikt.followup.measured.refugees.reimbursement import RATES, SOURCE
from uppsikt.registers import REFUGEES
from uppsikt.registers.countries import COUNTRIES
from uppsikt.registers.refugees import SEXES

ALL, ADULTS = "all", "adults"
BELOW, ABOVE = "below-limit", "above-limit"
DUE = "due"
STAY = "stay"
GROWN_AGES = tuple(f"age-{key}" for key, (first, _) in AGES.items() if first >= GROWN)
"""The age groups that those over nineteen are in."""
_SOURCE = source_of(REFUGEES)

Kind = Callable[[Alike], bool]


measured = partial(measure_name, REFUGEES)
"""The name of a measure of the register: how many, of which committee, when."""


@dataclass(frozen=True)
class Groups:
    """Those received in a year by every division of them that is told, each in measures.

    `kinds` says who is in a measure, `parts` which measures a whole is the sum of.
    """

    kinds: Mapping[str, Kind]
    parts: tuple[tuple[str, tuple[str, ...]], ...]


def groups(counts: RefugeeCounts, end: Period) -> Groups:
    """The divisions of a year up to a month: sexes, countries that somebody came from by then,
    ages and schooling."""
    months = {month.first_month for month in end.to_date_of().months}
    came = {one.country for one in counts.people if one.month in months}
    kinds: dict[str, Kind] = {ALL: lambda _: True}
    sexes = {f"sex-{key}": _is_sex(key) for key in SEXES.values()}
    lands = {f"country-{key}": _is_from(key) for key in COUNTRIES.values() if key in came}
    ages = {f"age-{key}": _is_aged(key) for key in AGES}
    schools = {f"school-{key}": _went(key) for key in (*SCHOOLING, UNKNOWN_SCHOOL)}
    kinds |= {**sexes, **lands, **ages, ADULTS: lambda one: one.age >= GROWN, **schools}
    parts = [
        (ALL, tuple(sexes)), (ALL, tuple(lands)), (ALL, tuple(ages)),
        (ADULTS, GROWN_AGES), (ADULTS, tuple(schools)),
    ]  # fmt: skip
    return Groups(kinds, tuple((whole, some) for whole, some in parts if some))


def _is_sex(key: str) -> Kind:
    return lambda one: one.sex == key


def _is_from(key: str) -> Kind:
    return lambda one: one.country == key


def _is_aged(key: str) -> Kind:
    return lambda one: group_of(AGES, one.age) == key


def _went(key: str) -> Kind:
    return lambda one: one.schooling == key


def so_far(counts: RefugeeCounts, kind: Kind, end: Period) -> Value:
    """How many of a kind were received in the year up to a month; not computable if one lacks."""
    found = 0
    for month in end.to_date_of().months:
        received = counts.received(month.first_month, kind)
        if not isinstance(received, int):
            return NOT_COMPUTABLE
        found += received
    return found


def refugee_book(committee: str, counts: RefugeeCounts) -> FigureBook:
    """The figures, filled by the identities. Raises Contradiction where counts do not agree."""
    figures = list(_stays(committee, counts))
    relations = list(_stay_sums(committee, counts.month))
    for end in (counts.month.previous_year(), counts.month):
        there = groups(counts, end)
        for measure, kind in there.kinds.items():
            name = measured(committee, measure, end.to_date_of())
            figures.append(Figure(name, so_far(counts, kind, end), Unit.COUNT, _SOURCE))
        figures += [*_limited(committee, counts, end), *_unpriced(committee, end)]
        relations += _relations(committee, there, end)
    return filled(figures, relations)


def _relations(committee: str, there: Groups, end: Period) -> Iterator[AnyRelation]:
    span = end.to_date_of()
    for whole, parts in there.parts:
        names = [measured(committee, part, span) for part in parts]
        yield total(measured(committee, whole, span), names)
        if (whole, parts) == (ADULTS, GROWN_AGES):
            continue
        for part, name in zip(parts, names, strict=True):
            of_whole = measured(committee, part, span, What.SHARE)
            yield share(of_whole, name, measured(committee, whole, span))
    if rate := RATES.get(end.year):
        dues = [measured(committee, f"{DUE}-{part}", span) for part in (BELOW, ABOVE)]
        prices = (rate.below, rate.above)
        for due, part, price in zip(dues, (BELOW, ABOVE), prices, strict=True):
            yield priced(due, measured(committee, part, span), price)
        yield total(measured(committee, DUE, span), dues)


def _limited(committee: str, counts: RefugeeCounts, end: Period) -> Iterator[Figure]:
    """Those under the age limit of their year's rate, and the others."""
    if rate := RATES.get(end.year):
        for measure, is_below in ((BELOW, True), (ABOVE, False)):
            value = so_far(counts, _is_below(rate.age_limit, is_below), end)
            yield Figure(measured(committee, measure, end.to_date_of()), value, Unit.COUNT, _SOURCE)


def _is_below(limit: int, is_below: bool) -> Kind:
    return lambda one: (one.age < limit) == is_below


def _unpriced(committee: str, end: Period) -> Iterator[Figure]:
    """What is due in a year whose amounts are not known: it cannot be computed."""
    if end.year not in RATES:
        for measure in (f"{DUE}-{BELOW}", f"{DUE}-{ABOVE}", DUE):
            name = measured(committee, measure, end.to_date_of())
            yield Figure(name, NOT_COMPUTABLE, Unit.KR, SOURCE)


def _stays(committee: str, counts: RefugeeCounts) -> Iterator[Figure]:
    for month in counts.month.to_date_of().months:
        for age, span in AGES.items():
            value = counts.established(month.first_month, span)
            name = measured(committee, f"{STAY}-{age}", month)
            yield Figure(name, value, Unit.COUNT, _SOURCE)


def _stay_sums(committee: str, end: Period) -> Iterator[AnyRelation]:
    span = end.to_date_of()
    for age in AGES:
        months = [measured(committee, f"{STAY}-{age}", month) for month in span.months]
        if len(months) > 1:
            yield to_date(measured(committee, f"{STAY}-{age}", span), months)
    for when in {end, span}:
        parts = [measured(committee, f"{STAY}-{age}", when) for age in AGES]
        yield total(measured(committee, STAY, when), parts)
