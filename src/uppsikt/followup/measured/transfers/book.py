"""Money for received refugees as figures: what follows from rates, and what is booked of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from uppsikt.extracts.rates import REIMBURSEMENT, Reconciled, TransferGroup
from uppsikt.extracts.refugees import RefugeeCounts
from uppsikt.figures import (
    AnyRelation,
    Figure,
    FigureBook,
    Name,
    Period,
    Subject,
    Unit,
    Value,
    What,
    change,
    priced,
    to_date,
    total,
)
from uppsikt.followup.measured.books import source_of
from uppsikt.followup.measured.refugees.book import DUE, refugee_book
from uppsikt.followup.measured.refugees.book import measured as refugees
from uppsikt.registers import REFUGEES

PERSONS, PAID = "persons", "paid"
BOOKED, DIFFERENCE = "booked", "difference"
_REGISTER = source_of(REFUGEES)
_LEDGER = "huvudboken"

Booked = Callable[[Reconciled, Period], Value]
"""What is booked where a reconciliation says, in öre; income positive."""


def measured(committee: str, measure: str, when: Period) -> Name:
    """The name of a measure: which, of which committee, when."""
    return Name(What.MEASURE, Subject(committee, group=f"transfers.{measure}"), when)


@dataclass(frozen=True)
class Basis:
    """What the figures are made of: people, rates, and where what they give is booked."""

    committee: str
    counts: RefugeeCounts
    rates: tuple[TransferGroup, ...]
    reconciled: tuple[Reconciled, ...]

    @property
    def end(self) -> Period:
        """The month that is told of."""
        return self.counts.month

    @property
    def span(self) -> Period:
        """The year up to that month."""
        return self.end.to_date_of()

    @property
    def groups(self) -> Mapping[str, TransferGroup]:
        """The groups that have a rate in the year so far or in the last, each as it is latest."""
        years = (*self.end.previous_year().to_date_of().months, *self.span.months)
        return {
            one.key: one for one in self.rates if any(one.rate.holds_in(month) for month in years)
        }

    def rated(self, key: str) -> dict[Period, TransferGroup]:
        """The months of the year so far in which a group has a rate, with what holds then."""
        return {
            month: one
            for month in self.span.months
            for one in self.rates
            if one.key == key and one.rate.holds_in(month)
        }

    def name(self, measure: str, when: Period) -> Name:
        """The name of a measure of the committee."""
        return measured(self.committee, measure, when)

    def told_spans(self, one: Reconciled) -> tuple[Period, ...]:
        """The periods that something is reconciled for, the latest first.

        Reimbursement is known to date alone, and last year's is paid on this year too.
        """
        if one.measures == (REIMBURSEMENT,):
            return self.span, self.span.previous_year()
        return (self.end,) if self.end == self.span else (self.end, self.span)


def transfers_book(basis: Basis, booked: Booked) -> FigureBook:
    """The figures, filled by the identities. Raises Contradiction where they do not agree."""
    book = refugee_book(basis.committee, basis.counts)
    for figure in (*_persons(basis), *_booked(basis, booked)):
        book.add(figure)
    book.fill([*_transfers(basis), *_reconciled(basis)])
    return book


def _persons(basis: Basis) -> Iterator[Figure]:
    """Person-months within the 24 months, of the ages that a group has then."""
    for key in basis.groups:
        for month, group in basis.rated(key).items():
            value = basis.counts.established(month.first_month, group.ages)
            yield Figure(basis.name(f"{PERSONS}-{key}", month), value, Unit.COUNT, _REGISTER)


def _transfers(basis: Basis) -> Iterator[AnyRelation]:
    """A month's money is the rate times the person-months; the year so far is its months.

    A group counts in the months in which it has a rate.
    """
    by_group = {key: basis.rated(key) for key in basis.groups}
    for key, months in by_group.items():
        persons, paid = f"{PERSONS}-{key}", f"{PAID}-{key}"
        for month, group in months.items():
            amount = group.rate.amount
            yield priced(basis.name(paid, month), basis.name(persons, month), amount)
        if months and basis.span not in months:
            for measure in (persons, paid):
                names = [basis.name(measure, month) for month in months]
                yield to_date(basis.name(measure, basis.span), names)
    for when in {*basis.span.months, basis.span}:
        there = [key for key, months in by_group.items() if months.keys() & set(when.months)]
        if there:
            yield total(
                basis.name(PAID, when), [basis.name(f"{PAID}-{key}", when) for key in there]
            )


def _booked(basis: Basis, booked: Booked) -> Iterator[Figure]:
    for one in basis.reconciled:
        is_income = one.measures == (REIMBURSEMENT,)
        for when in basis.told_spans(one):
            value = booked(one, when)
            if isinstance(value, int) and not is_income:
                value = -value
            name = basis.name(f"{BOOKED}-{one.key}", when)
            yield Figure(name, value, Unit.KR, _LEDGER)


def _reconciled(basis: Basis) -> Iterator[AnyRelation]:
    for one in basis.reconciled:
        for when in basis.told_spans(one):
            if parts := _given(basis, one, when):
                given = basis.name(f"{DUE}-{one.key}", when)
                yield total(given, parts)
                difference = basis.name(f"{DIFFERENCE}-{one.key}", when)
                yield change(difference, basis.name(f"{BOOKED}-{one.key}", when), given)


def _given(basis: Basis, one: Reconciled, when: Period) -> Sequence[Name]:
    """What a register gives of what is reconciled in a period; none where no rate holds."""
    if one.measures == (REIMBURSEMENT,):
        return [refugees(basis.committee, DUE, when)]
    return [
        basis.name(f"{PAID}-{key}", when)
        for key in one.measures
        if basis.rated(key).keys() & set(when.months)
    ]
