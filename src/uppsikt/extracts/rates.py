"""Dated rates that registers are counted with, and where the ledger has what they give.

They are set-up, no personal data: whoever shows what is counted with them has asked for the right.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from uppsikt.extracts.rate_models import Reconciliation, SavedAssistance, TransferRate
from uppsikt.figures import Period

REIMBURSEMENT = "schablonersattning"
"""What a reconciliation is about that is not about transfers."""


@dataclass(frozen=True)
class Rate:
    """An amount in öre for one person and month, from a day to a day, with where it is from."""

    amount: int
    source: str
    first: date
    last: date

    def holds_in(self, month: Period) -> bool:
        """Whether it is what holds in a month; a rate holds in whole months."""
        return self.first <= month.last_day <= self.last


@dataclass(frozen=True)
class TransferGroup:
    """Refugees from the first to the last age, for whom another committee is given money.

    `receiver` is that committee's name.
    """

    key: str
    name: str
    receiver: str
    ages: tuple[int, int]
    rate: Rate


@dataclass(frozen=True)
class Reconciled:
    """What a register gives that is booked in one place: keys of transfers, or `REIMBURSEMENT`.

    The codes are beginnings of units, activities, accounts and counterparts.
    """

    key: str
    name: str
    measures: tuple[str, ...]
    codes: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]


def rate_in(rates: Iterable[Rate], month: Period) -> Rate | None:
    """The rate that holds in a month; None where none does."""
    return next((one for one in rates if one.holds_in(month)), None)


def transfer_groups(committee: str) -> tuple[TransferGroup, ...]:
    """Every group with every rate of it, in the order of the set-up file."""
    rows = TransferRate.everything.filter(committee__slug=committee)
    return tuple(
        TransferGroup(row.key, row.name, row.receiver, (row.first_age, row.last_age), _rate(row))
        for row in rows
    )


def saved_rates(committee: str) -> tuple[Rate, ...]:
    """What assistance costs less a month for each who switches; none where nothing is said."""
    return tuple(_rate(row) for row in SavedAssistance.everything.filter(committee__slug=committee))


def reconciled(committee: str) -> tuple[Reconciled, ...]:
    """Where the committee has booked what its registers give, in the order of the set-up file."""
    return tuple(
        Reconciled(
            row.key,
            row.name,
            tuple(row.measures),
            (
                tuple(row.units), tuple(row.activities), tuple(row.accounts),
                tuple(row.counterparts),
            ),
        )
        for row in Reconciliation.everything.filter(committee__slug=committee)
    )  # fmt: skip


def _rate(row: TransferRate | SavedAssistance) -> Rate:
    return Rate(row.amount, row.source, row.valid_from or date.min, row.valid_to or date.max)
