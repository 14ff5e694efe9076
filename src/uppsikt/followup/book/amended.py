"""What a year's budget was at first, and what later decisions have changed in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from uppsikt.figures import MISSING, Absent, Name, Value, What
from uppsikt.followup.basis.amended import DECIDED, amended_rows, changing
from uppsikt.followup.basis.names import SummaryRow
from uppsikt.followup.book.asked import planned
from uppsikt.planning.rules import BudgetBook, BudgetDecision, Grant, ResultItems


@dataclass(frozen=True)
class AmendedBudget:
    """A year's budget in force, what of it was decided after the original, and what is beside it.

    `beside` holds the summary's decided rows by group key: the amount in force, and its change.
    `decisions` have changed the original budget, oldest first.
    """

    current: BudgetBook
    changes: BudgetBook
    beside: Mapping[str, tuple[Value, Value]]
    decisions: tuple[BudgetDecision, ...]

    @classmethod
    def of(
        cls,
        current: BudgetBook,
        decisions: Sequence[BudgetDecision],
        grant: Grant,
        items: ResultItems,
    ) -> AmendedBudget:
        """From all the year's decisions, oldest first.

        What is used of earlier results is decided beside the budget, and no change of it.
        """
        later = changing(decisions)
        granted = [one for one in grant.revisions if one.decided > grant.revisions[0].decided]
        return cls(
            current,
            replace(current, lines=tuple(line for one in later for line in one.lines)),
            {
                f"={SummaryRow.GRANT}": (grant.year, sum(one.amount for one in granted)),
                f"={SummaryRow.APPROVED_USE}": (items.approved_use, 0),
                f"={SummaryRow.EARMARKED}": (items.earmarked, 0),
            },
            later,
        )

    def value(self, name: Name, is_contingency: bool) -> Value | None:
        """A figure of ORIGINAL_BUDGET or BUDGET_CHANGE in öre; None if it only follows."""
        of = name.of
        if of.group.startswith(DECIDED):
            rows = amended_rows(self.decisions, of.committee, name.when)
            return next((row.amount for row in rows if row.name == name), MISSING)
        if of.group.startswith("=") and of.group not in self.beside:
            return None
        if not of.activity and not of.group:
            return None
        current, change = self.beside.get(of.group) or (
            planned(self.current, name, is_contingency),
            planned(self.changes, name, is_contingency),
        )
        if isinstance(current, Absent):
            return current
        if isinstance(change, Absent):
            change = 0 if change is MISSING else change
        if name.what is What.BUDGET_CHANGE or isinstance(change, Absent):
            return change
        return current - change
