"""Earmarked projects in a report: approved, used to last year, used this year, and remaining."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from uppsikt.figures import (
    NOT_COMPUTABLE,
    Absent,
    Figure,
    Name,
    Period,
    Relation,
    Subject,
    Unit,
    Value,
    What,
    earmarked_left,
    total,
)
from uppsikt.followup.basis.facts import Facts
from uppsikt.planning.earmarked import Project
from uppsikt.platform.access.rules import Reader
from uppsikt.sources.balances import Balances
from uppsikt.sources.drill import drill
from uppsikt.sources.row_filter import RowFilter
from uppsikt.sources.voucher_selectors import VoucherQuery
from uppsikt.store import Store

GIVEN = (What.APPROVED_PROJECT, What.USED_BEFORE, What.USED_THIS_YEAR)


@dataclass(frozen=True)
class Rows:
    """Where a committee's rows are read; `booked` is what it has booked of all years.

    `known_at` is the number of the last import that counts; None is now.
    """

    reader: Reader
    store: Store
    committee: str
    booked: Balances
    known_at: int | None = None

    def used(self, code: str, period: Period) -> Value:
        """What a project used in a period, in öre: its rows' net cost, as a positive amount.

        NOT_COMPUTABLE where something of the period is not booked, or known only as a sum that
        may hide rows of the project.
        """
        if isinstance(self.booked.value(period), Absent):
            return NOT_COMPUTABLE
        query = VoucherQuery(
            self.committee, period, RowFilter(project=code), known_at=self.known_at
        )
        found = drill(reader=self.reader, store=self.store, query=query, limit=1)
        return NOT_COMPUTABLE if found.balances else -found.rows.amount


def figures(projects: Sequence[Project], facts: Facts, rows: Rows) -> Iterator[Figure]:
    """The figures of the projects that do not follow from others."""
    for one in projects:
        years = range(one.first_year, facts.month.year)
        before = [rows.used(one.code, Period.whole_year(year)) for year in years]
        given = (one.approved, _sum([one.used, *before]), rows.used(one.code, facts.to_date))
        for what, value in zip(GIVEN, given, strict=True):
            yield Figure(name_of(facts, what, one.key), value, Unit.TKR, "öronmärkt projekt")


def name_of(facts: Facts, what: What, key: str = "") -> Name:
    """The figure of a project (by key), or of all of them."""
    return Name(what, Subject(facts.committee, group=f"=projekt {key}"), facts.to_date)


def relations(facts: Facts) -> Iterator[Relation]:
    """Approved = to last year + this year + remaining; and all projects together."""
    keys = [key for key, _ in facts.projects]
    if not keys:
        return
    for what in GIVEN:
        yield total(name_of(facts, what), [name_of(facts, what, key) for key in keys])
    for key in (*keys, ""):
        approved, before, now = (name_of(facts, what, key) for what in GIVEN)
        yield earmarked_left(name_of(facts, What.REMAINING, key), approved, before, now)


def _sum(values: Sequence[Value]) -> Value:
    whole = 0
    for value in values:
        if not isinstance(value, int):
            return NOT_COMPUTABLE
        whole += value
    return whole
