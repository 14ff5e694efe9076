"""What is read of budget proposals."""

from __future__ import annotations

from dataclasses import dataclass

from uppsikt.figures import Period, Side
from uppsikt.organisation import selectors as organisation
from uppsikt.planning.known import Known, in_force
from uppsikt.planning.proposal_models import Proposal as StoredProposal
from uppsikt.planning.proposal_models import ProposalRow
from uppsikt.planning.rules import BudgetBook, BudgetLine, Profile
from uppsikt.platform.access.rules import Reader, Thing, Verb, demand


@dataclass(frozen=True)
class Proposal:
    """The budget that a committee proposes for a year; amounts as in a budget, for the year only.

    `after` is the month whose follow-up it was made after.
    """

    version: str
    after: Period
    book: BudgetBook


def proposal(
    *, reader: Reader, committee: str, year: int, month: Period, known: Known | None = None
) -> Proposal | None:
    """The proposal for a year that counts after `month`, or None.

    It is the one that was made after the latest month up to and including `month`; of two made
    after the same month, the one that was read last. With `known`, of those read by then.
    """
    demand(reader, Verb.READ, Thing.PLANS.of(committee))
    about = {"committee__slug": committee, "year": year}
    read = None if known is None else known.proposals
    counting = in_force(StoredProposal, read, ("version",), about)
    made = StoredProposal.objects.seen_by(reader).filter(
        counting, after__lte=month.last_month, **about
    )
    stored = made.order_by("after", "id").last()
    if stored is None:
        return None
    return Proposal(
        stored.version,
        Period.month(*divmod(stored.after, 100)),
        _book(reader, committee, stored),
    )


def proposed(*, reader: Reader, committee: str) -> tuple[tuple[int, Period], ...]:
    """The years that proposals are for and the months they were made after, oldest first."""
    demand(reader, Verb.READ, Thing.PLANS.of(committee))
    rows = StoredProposal.objects.seen_by(reader).filter(
        committee__slug=committee, replaced_at=None
    )
    return tuple(
        (year, Period.month(*divmod(after, 100)))
        for year, after in rows.order_by("year", "after", "id").values_list("year", "after")
    )


def _book(reader: Reader, committee: str, stored: StoredProposal) -> BudgetBook:
    lines = organisation.all_lines(reader=reader, committee=committee)
    groups = organisation.groups(reader=reader, committee=committee)
    return BudgetBook(
        year=stored.year,
        lines=tuple(
            BudgetLine(row.activity, Side(row.side), row.group, row.amount, Profile.TWELFTHS)
            for row in ProposalRow.objects.seen_by(reader).filter(proposal=stored)
        ),
        sides={group.key: group.side for group in groups},
        contingencies=frozenset(line.key for line in lines if line.is_contingency),
        shape=lambda _row: None,
    )
