"""What a report of one committee is made of, read from each source once."""

from __future__ import annotations

from copy import copy
from datetime import date
from functools import cached_property
from typing import Self

from uppsikt.figures import Absent, Figure, Period
from uppsikt.followup.basis import earmarked, known_items
from uppsikt.followup.basis.facts import Facts
from uppsikt.followup.book.amended import AmendedBudget
from uppsikt.followup.book.booked import all_balances, booked_months
from uppsikt.followup.book.carried import Carried
from uppsikt.planning import selectors as planning
from uppsikt.planning.earmarked import Project, projects
from uppsikt.planning.known import Known
from uppsikt.planning.known_item_selectors import FollowedItem
from uppsikt.planning.next_year_rules import Steps
from uppsikt.planning.next_year_selectors import steps
from uppsikt.planning.proposal_selectors import Proposal, proposal, proposed
from uppsikt.planning.rules import (
    BudgetBook,
    BudgetDecision,
    ForecastRow,
    Grant,
    ResultItems,
    forecasts_in_force,
)
from uppsikt.platform.access.rules import Reader
from uppsikt.sources.balances import Balances
from uppsikt.sources.restated import Flows
from uppsikt.sources.selectors import account_names, balances, flows, has_moved
from uppsikt.store import Store

_READ_OF = {
    "imports": ("balances", "restated", "flows", "known_items"),
    "placings": ("balances", "restated", "flows"),
    "budgets": ("budget_decisions", "amended"),
    "transfers": ("budget_decisions", "amended"),
    "forecasts": ("forecasts", "forecast_history"),
    "proposals": ("proposal",),
    "carry_overs": ("carried",),
    "withdrawn_carry_overs": ("carried",),
}
"""What is kept of each kind of reading, besides budgets and grants."""


class Material:
    """Reads what one report of one committee needs, each source once.

    With `known` it reads what had been read of ledgers and plans by then, by today's set-up.
    """

    def __init__(
        self,
        *,
        reader: Reader,
        store: Store,
        committee: str,
        month: Period,
        first_year: int,
        known: Known | None = None,
    ) -> None:
        self._reader = reader
        self._store = store
        self._committee = committee
        self._month = month
        self._first_year = first_year
        self._known = known
        self._known_at = None if known is None else known.imports
        self._placed_at = None if known is None else known.placings
        self._budgets: dict[int, BudgetBook] = {}
        self._grants: dict[int, Grant] = {}
        self._items: dict[int, ResultItems] = {}

    def as_known(self, known: Known) -> Self:
        """The same report's, when only `known` had been read; it keeps what is the same by then."""
        other = copy(self)
        other._known, other._known_at, other._placed_at = known, known.imports, known.placings
        books = list(self._budgets.values())
        with_shape = not books or any(book.follows_last_year for book in books)
        for kind, read in _READ_OF.items():
            if self._known is None or getattr(self._known, kind) != getattr(known, kind):
                for field in read:
                    other.__dict__.pop(field, None)
                shaping = with_shape and kind in ("imports", "placings")
                if shaping or kind in ("budgets", "transfers"):
                    other._budgets, other._grants = {}, {}
        return other

    @cached_property
    def carried(self) -> Carried:
        """What is known of the accumulated result."""
        return Carried(self._reader, self._committee, self._month, self._known)

    @cached_property
    def balances(self) -> Balances:
        """What is booked, from the first year that the report speaks of."""
        return self._balances()

    @cached_property
    def restated(self) -> Balances:
        """What is booked, with earlier years by the organisation of the report's year."""
        return self._balances(restated_to=self._month.year)

    def _balances(self, restated_to: int | None = None) -> Balances:
        return balances(
            reader=self._reader,
            store=self._store,
            committee=self._committee,
            first_year=self._first_year,
            last_year=self._month.year,
            restated_to=restated_to,
            known_at=self._known_at,
            placed_at=self._placed_at,
        )

    @cached_property
    def has_moved(self) -> bool:
        """Whether last year, by this year's organisation, is not as it was published."""
        return has_moved(
            reader=self._reader,
            store=self._store,
            committee=self._committee,
            first_year=self._first_year,
            last_year=self._month.year,
        )

    @cached_property
    def flows(self) -> Flows:
        """Where last year's rows stand in the report's year, from and to the committee."""
        return flows(
            reader=self._reader,
            store=self._store,
            committee=self._committee,
            first_year=self._first_year,
            last_year=self._month.year,
            restated_to=self._month.year,
        )

    def booked_by(self, organisation: int) -> Balances:
        """What is booked as published (0), or restated to the report's year."""
        return self.restated if organisation else self.balances

    @cached_property
    def account_names(self) -> dict[str, str]:
        """What the ledger calls its accounts, by code."""
        return account_names(reader=self._reader, committee=self._committee)

    @cached_property
    def forecasts(self) -> dict[str, ForecastRow]:
        """The forecasts in force after the month, by activity."""
        rows = forecasts_in_force(self.forecast_history, self._month)
        return {row.activity: row for row in rows}

    @cached_property
    def forecast_history(self) -> tuple[ForecastRow, ...]:
        """Every forecast that was given of the year."""
        return planning.forecast_history(
            reader=self._reader,
            committee=self._committee,
            year=self._month.year,
            known=self._known,
        )

    @property
    def rounds(self) -> tuple[Period, ...]:
        """The months after which the year was forecast, up to the report's, in order."""
        months = {row.month for row in self.forecast_history if row.month <= self._month}
        return tuple(sorted(months))

    @cached_property
    def projects(self) -> tuple[Project, ...]:
        """The earmarked projects, as decided at the end of the month."""
        return projects(reader=self._reader, committee=self._committee, as_of=self._month.last_day)

    def project_figures(self, facts: Facts) -> tuple[Figure, ...]:
        """What is approved for the report's earmarked projects, and what they have used."""
        if not facts.projects:
            return ()
        booked = all_balances(
            reader=self._reader,
            store=self._store,
            committee=self._committee,
            known_at=self._known_at,
        )
        rows = earmarked.Rows(self._reader, self._store, self._committee, booked, self._known_at)
        return tuple(earmarked.figures(self.projects, facts, rows))

    @cached_property
    def known_items(self) -> dict[str, FollowedItem]:
        """The year's known items as they stand at the end of the month, by key."""
        where = self._reader, self._store, self._committee
        return known_items.of_year(*where, self._month, self._known_at)

    @cached_property
    def proposal(self) -> Proposal | None:
        """The budget that is proposed for the year after the report's, as it stood in its month."""
        return proposal(
            reader=self._reader,
            committee=self._committee,
            year=self._month.year + 1,
            month=self._month,
            known=self._known,
        )

    @cached_property
    def steps(self) -> Steps:
        """What leads from this year's budget to the coming year's, as known in the month."""
        return steps(
            reader=self._reader,
            committee=self._committee,
            year=self._month.year + 1,
            month=self._month,
        )

    @cached_property
    def budget_decisions(self) -> tuple[BudgetDecision, ...]:
        """The decisions that made the year's budget, as known in the month; oldest first."""
        return planning.budget_changes(
            reader=self._reader,
            committee=self._committee,
            year=self._month.year,
            as_of=self._as_of(self._month.year),
            known=self._known,
        )

    @cached_property
    def amended(self) -> AmendedBudget:
        """The year's budget before and after the decisions that have changed it."""
        year = self._month.year
        return AmendedBudget.of(
            self.budget(year), self.budget_decisions, self.grant(year), self.result_items(year)
        )

    def proposals(self) -> tuple[tuple[int, Period], ...]:
        """The years that budgets are proposed for, and the months they were made after."""
        return proposed(reader=self._reader, committee=self._committee)

    def budget(self, year: int) -> BudgetBook:
        """The budget of a year: this year's as decided at the end of the report's month."""
        if year not in self._budgets:
            self._budgets[year] = planning.budget(
                reader=self._reader,
                committee=self._committee,
                year=year,
                as_of=self._as_of(year),
                store=self._store,
                known=self._known,
            )
        return self._budgets[year]

    def report_months(self) -> tuple[Period, ...]:
        """The months, of any year, up to which everything is booked, in years with a budget.

        Without any budget, all months that are booked.
        """
        booked = booked_months(
            all_balances(reader=self._reader, store=self._store, committee=self._committee)
        )
        return tuple(month for month in booked if self._has_budget(month.year)) or booked

    def is_unread(self, month: Period) -> bool:
        """Whether no span that reaches into the month is known for the whole committee."""
        return not any(span.overlaps(month) for span in self.balances.spans(month.year))

    def years_with_budget(self) -> list[int]:
        """The years near the report's that have a budget."""
        year = self._month.year
        return [near for near in range(year - 6, year + 7) if self._has_budget(near)]

    def _has_budget(self, year: int) -> bool:
        return not isinstance(self.budget(year).value(Period.whole_year(year)), Absent)

    def grant(self, year: int) -> Grant:
        """The municipal grant of a year, as known in the report's month."""
        if year not in self._grants:
            self._grants[year] = planning.grant(
                reader=self._reader,
                committee=self._committee,
                year=year,
                as_of=self._known_by(year),
                store=self._store,
                known_budget=lambda: self.budget(year),
                known=self._known,
            )
        return self._grants[year]

    def result_items(self, year: int) -> ResultItems:
        """What is decided of a year's result, as known in the report's month."""
        if year not in self._items:
            self._items[year] = planning.result_items(
                reader=self._reader,
                committee=self._committee,
                year=year,
                as_of=self._known_by(year),
            )
        return self._items[year]

    def _as_of(self, year: int) -> date:
        """Decisions after the report's month are not known in it; a year that is over is whole."""
        if year == self._month.year:
            return self._month.last_day
        return Period.whole_year(year).last_day

    def _known_by(self, year: int) -> date:
        """As `_as_of`, and of a year to come what is decided in the report's month."""
        return min(self._month.last_day, Period.whole_year(year).last_day)
