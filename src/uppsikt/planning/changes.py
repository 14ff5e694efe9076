"""What a budget or forecast file changes: its rows beside those that counted, and the sums."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet

from uppsikt.figures import MISSING, Period, Value
from uppsikt.organisation import selectors as organisation
from uppsikt.organisation.models import Committee
from uppsikt.planning import models, selectors
from uppsikt.planning.budget_file import BudgetBatch
from uppsikt.planning.carry_over_file import Given
from uppsikt.planning.carry_over_rules import CarriedOver
from uppsikt.planning.carry_over_selectors import carried_over
from uppsikt.planning.known_item_models import KnownItem as StoredKnownItem
from uppsikt.planning.known_item_rules import KnownItem, KnownKind
from uppsikt.planning.proposal_file import ProposalBatch
from uppsikt.planning.proposal_models import ProposalRow
from uppsikt.planning.proposal_selectors import proposal
from uppsikt.planning.rules import ForecastRow
from uppsikt.planning.transfer_file import TransferBatch
from uppsikt.platform.access.rules import OPERATOR
from uppsikt.sources.changes import Comparison, RowCounts, SumChange

_ALL_DECIDED = date(9999, 12, 31)


class PlanLook:
    """Looks at rows and sums before and after. `activity` is a key, empty for the committee."""

    def __init__(
        self,
        committee: str,
        noun: str,
        periods: Sequence[Period],
        rows: Callable[[], list[Hashable]],
        value: Callable[[Period, str], Value],
    ) -> None:
        self.committee = committee
        self.noun = noun
        self.periods = periods
        self.rows = rows
        self.value = value
        self._rows: list[Hashable] = []
        self._sums: dict[tuple[Period, str], Value] = {}

    def before(self) -> None:
        """Keeps rows and sums as they are."""
        self._rows, self._sums = self.rows(), self._read()

    def after(self) -> Comparison:
        """Rows that count now beside those that did, and all sums."""
        lines = organisation.all_lines(reader=OPERATOR, committee=self.committee)
        names = {line.key: line.name for line in lines}
        return Comparison(
            noun=self.noun,
            rows=RowCounts.of(self._rows, self.rows()),
            sums=tuple(
                SumChange(
                    self.committee, names.get(key, ""), period.text, self._sums[period, key], value
                )
                for (period, key), value in self._read().items()
            ),
            periods=tuple(period.text for period in self.periods),
        )

    def _read(self) -> dict[tuple[Period, str], Value]:
        lines = organisation.all_lines(reader=OPERATOR, committee=self.committee)
        keys = (*(line.key for line in lines), "")
        return {(period, key): self.value(period, key) for period in self.periods for key in keys}


@dataclass(frozen=True)
class TogetherLook:
    """Several committees' looks as one; they look at the same rows."""

    looks: Sequence[PlanLook]

    def before(self) -> None:
        """Keeps what every look needs."""
        for look in self.looks:
            look.before()

    def after(self) -> Comparison:
        """The rows once, and every committee's sums."""
        found = [look.after() for look in self.looks]
        return replace(found[0], sums=tuple(change for one in found for change in one.sums))


def budget_look(row: Committee, batches: Sequence[BudgetBatch]) -> PlanLook:
    """For a budget file: the rows of its days of decision, and each year's whole budget."""
    days = {(batch.year, batch.decided) for batch in batches}
    years = sorted({batch.year for batch in batches})

    def rows() -> list[Hashable]:
        found = models.BudgetRow.everything.filter(
            revision__committee=row, revision__year__in=years, revision__replaced_at=None
        ).select_related("revision")
        return [
            (one.revision.year, one.revision.decided, one.activity, one.side, one.group,
             one.amount, one.profile, tuple(one.months))
            for one in found
            if (one.revision.year, one.revision.decided) in days
        ]  # fmt: skip

    periods = [Period.whole_year(year) for year in years]
    return PlanLook(row.slug, "budgetrader", periods, rows, _budgeted(row.slug))


def transfer_look(batches: Sequence[TransferBatch]) -> TogetherLook:
    """For a transfer file: its decisions' rows, and each committee's budget of each year."""
    decisions = {(batch.year, batch.decided, batch.decision) for batch in batches}
    years = sorted({batch.year for batch in batches})
    slugs = sorted({move.committee for batch in batches for move in batch.moves})

    def rows() -> list[Hashable]:
        found = models.TransferRow.everything.filter(
            transfer__year__in=years, transfer__replaced_at=None
        ).select_related("transfer", "committee")
        return [
            (one.transfer.year, one.transfer.decided, one.transfer.decision, one.committee.slug,
             one.activity, one.side, one.group, one.amount, one.profile, tuple(one.months))
            for one in found
            if (one.transfer.year, one.transfer.decided, one.transfer.decision) in decisions
        ]  # fmt: skip

    periods = [Period.whole_year(year) for year in years]
    return TogetherLook(
        [PlanLook(slug, "omföringsrader", periods, rows, _budgeted(slug)) for slug in slugs]
    )


def _budgeted(committee: str) -> Callable[[Period, str], Value]:
    """What a committee's budget says of a year, with every decision that has been read."""

    def value(period: Period, activity: str) -> Value:
        book = selectors.budget(
            reader=OPERATOR, committee=committee, year=period.year, as_of=_ALL_DECIDED
        )
        return book.value(period, activity=activity or None)

    return value


def carry_over_look(given: Given) -> TogetherLook:
    """For decisions on results: those of the file's years, and what is carried into the next."""
    into = sorted({Period.whole_year(year + 1) for one in given.values() for year in one})

    def known(slug: str) -> CarriedOver:
        return carried_over(reader=OPERATOR, committee=slug, as_of=_ALL_DECIDED)

    def rows() -> list[Hashable]:
        decided = [(slug, known(slug).decided.get(year)) for slug in given for year in given[slug]]
        return [(slug, one) for slug, one in decided if one is not None]

    def opening(slug: str) -> Callable[[Period, str], Value]:
        return lambda period, activity: MISSING if activity else known(slug).opening(period.year)

    return TogetherLook(
        [PlanLook(slug, "resultatregleringar", into, rows, opening(slug)) for slug in sorted(given)]
    )


def forecast_look(row: Committee, given: Sequence[ForecastRow]) -> PlanLook:
    """For a forecast file: the forecasts in force after each of its months."""
    months = sorted({one.month for one in given})

    def in_force(month: Period) -> tuple[ForecastRow, ...]:
        return selectors.forecasts(
            reader=OPERATOR, committee=row.slug, year=month.year, month=month
        )

    def rows() -> list[Hashable]:
        return [
            (str(month), one.activity, one.net, one.income, one.cost,
             tuple(sorted(one.groups.items())), one.author, one.comment)
            for month in months
            for one in in_force(month)
            if one.month == month
        ]  # fmt: skip

    def value(month: Period, activity: str) -> Value:
        nets = [one.net for one in in_force(month) if activity in {"", one.activity}]
        return sum(nets) if nets else MISSING

    return PlanLook(row.slug, "prognoser", months, rows, value)


def proposal_look(row: Committee, batches: Sequence[ProposalBatch]) -> PlanLook:
    """For a proposal file: the rows of its versions, and each year's proposal as it would count."""
    versions = {(batch.year, batch.version) for batch in batches}
    years = sorted({batch.year for batch in batches})

    def rows() -> list[Hashable]:
        found = ProposalRow.everything.filter(
            proposal__committee=row, proposal__year__in=years, proposal__replaced_at=None
        ).select_related("proposal")
        return [
            (one.proposal.year, one.proposal.version, one.activity, one.side, one.group, one.amount)
            for one in found
            if (one.proposal.year, one.proposal.version) in versions
        ]

    def value(period: Period, activity: str) -> Value:
        last = Period.month(period.year - 1, 12)
        counts = proposal(reader=OPERATOR, committee=row.slug, year=period.year, month=last)
        return MISSING if counts is None else counts.book.value(period, activity=activity or None)

    return PlanLook(row.slug, "förslagsrader", [Period.whole_year(y) for y in years], rows, value)


def known_look(row: Committee, items: Sequence[KnownItem]) -> PlanLook:
    """For a file of known items: the items that it names, and the sums of its months.

    Commitments are no part of the sums: they are counted nowhere.
    """
    keys = {item.key for item in items}
    months = sorted({Period.month(*divmod(item.month, 100)) for item in items})

    def in_force() -> QuerySet[StoredKnownItem]:
        return StoredKnownItem.everything.filter(committee=row, replaced_at=None)

    def rows() -> list[Hashable]:
        return [
            (one.key, one.kind, one.name, one.activity, one.group, one.month, one.amount,
             one.counterpart, one.reference, one.reason, one.expected, one.withdrawn)
            for one in in_force()
            if one.key in keys
        ]  # fmt: skip

    def value(month: Period, activity: str) -> Value:
        found = in_force().filter(month=month.first_month, withdrawn=False)
        found = found.exclude(kind=KnownKind.COMMITMENT)
        amounts = [one.amount for one in found if activity in {"", one.activity}]
        return sum(amounts) if amounts else MISSING

    return PlanLook(row.slug, "kända poster", months, rows, value)
