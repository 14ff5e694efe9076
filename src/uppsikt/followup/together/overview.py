"""All committees after a month: what each has, their sums, and the internal entries in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from uppsikt.documents import Cell
from uppsikt.figures import Absent, Name, Period, Side, What
from uppsikt.followup.basis import names
from uppsikt.followup.basis.facts import Facts
from uppsikt.followup.basis.names import SummaryRow
from uppsikt.followup.basis.value_columns import Columns
from uppsikt.followup.book import rules
from uppsikt.followup.book.computed import Computed, compute
from uppsikt.followup.book.lookup import Lookup
from uppsikt.followup.gather import look_up, report_lines
from uppsikt.followup.together.facts import SCALES, Committee, Entry, Scale
from uppsikt.followup.together.facts import Facts as AllFacts
from uppsikt.followup.together.sums import Together, add_up
from uppsikt.organisation import selectors as organisation
from uppsikt.organisation.counterparts import Counterparties
from uppsikt.organisation.remembering import remembered
from uppsikt.platform.access.rules import Reader, Thing, Verb, demand
from uppsikt.sources.counterparts import counterpart_sums
from uppsikt.store import Store

COLUMNS = (What.GRANT, What.ACTUAL, What.FORECAST, What.FORECAST_VARIANCE)
"""The columns of the page: grant, actual to date, forecast and its variance from the budget."""


@dataclass(frozen=True)
class OverviewRow:
    """One committee on the page of all committees: printed cells, in the page's unit.

    `spark` is the net cost of each month of the year as a positive amount in tkr, None where it is
    not known by itself.
    """

    slug: str
    name: str
    grant: Cell
    actual: Cell
    forecast: Cell
    variance: Cell
    spark: tuple[int | None, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells in the order of COLUMNS."""
        return self.grant, self.actual, self.forecast, self.variance


@dataclass(frozen=True)
class Overview:
    """All committees, their sums and the internal entries, in one unit."""

    period: Period
    rows: tuple[OverviewRow, ...]
    together: Together

    @property
    def scale(self) -> Scale:
        """The unit that everything is printed in."""
        return self.together.scale

    def sum_cells(self) -> tuple[Cell, ...]:
        """The sum of all committees by column; not computable where one of them lacks its part."""
        return tuple(
            Cell(absent=_absent(self.together, what))
            if self.together.lacking(what)
            else self.together.cell(self.together.of(what))
            for what in COLUMNS
        )

    def part_cells(self) -> tuple[Cell, ...] | None:
        """The sum of those that have figures, where some lack them; None where none does."""
        if not any(self._is_part(what) for what in COLUMNS):
            return None
        return tuple(self.together.cell(self.together.of(what)) for what in COLUMNS)

    def _is_part(self, what: What) -> bool:
        lacking = len(self.together.lacking(what))
        return 0 < lacking < len(self.rows)


def _absent(together: Together, what: What) -> Absent:
    """Missing where nobody has the figure, else not computable: never a smaller sum."""
    values = {together.exact.value(together.of(what, o.slug)) for o in together.facts.committees}
    return Absent.MISSING if values == {Absent.MISSING} else Absent.NOT_COMPUTABLE


def overview(
    *, reader: Reader, store: Store, period: Period, scale: Scale = SCALES["tkr"]
) -> Overview:
    """All committees after a month; what a committee lacks stands as absent, never as zero.

    Committees that did not exist in the year up to the month are left out.
    """
    demand(reader, Verb.READ, Thing.REPORTS)
    with remembered():
        every = [
            committee
            for committee in organisation.committees(reader=reader)
            if committee.exists(period.to_date_of())
        ]
        found = [_of_one(reader, store, committee, period) for committee in every]
        facts = _facts(reader, store, period, [values for values, _ in found])
    together = add_up(facts, scale)
    rows = tuple(_row(together, values, spark) for values, spark in found)
    return Overview(period, rows, together)


def _of_one(
    reader: Reader, store: Store, committee: organisation.Committee, month: Period
) -> tuple[Committee, tuple[int | None, ...]]:
    """The committee's own totals, exact, and its months."""
    stored = organisation.all_lines(reader=reader, committee=committee.slug)
    facts = Facts(
        committee.slug, committee.name, month, report_lines(stored, month), groups=(), figures=()
    )
    lookup = Lookup(
        reader=reader, store=store, committee=committee.slug, month=month, first_year=month.year
    )
    figures = _whole_figures(facts, lookup)
    columns, whole = Columns.of(month), names.whole(facts)
    exact = figures.exact
    values = Committee(
        committee.slug,
        committee.name,
        grant=exact.value(names.summary(facts, SummaryRow.GRANT, columns.budget)),
        budget=exact.value(names.cell(whole, columns.budget)),
        actual=exact.value(names.cell(whole, columns.actual)),
        income=lookup.balances.value(facts.to_date, side=Side.INCOME),
        cost=lookup.balances.value(facts.to_date, side=Side.COST),
        forecast=exact.value(names.cell(whole, columns.forecast)),
    )
    months = (Name(What.ACTUAL, whole, one) for one in facts.year.months)
    return values, tuple(_spark(figures, name) for name in months)


def _whole_figures(facts: Facts, lookup: Lookup) -> Computed:
    """The committee's own totals. As the grand totals of its report they are the nearest tkr, so
    page and report print the same."""
    columns, whole = Columns.of(facts.month), names.whole(facts)
    asked = [
        names.summary(facts, SummaryRow.GRANT, columns.budget),
        names.cell(whole, columns.actual),
        names.cell(whole, columns.budget),
        names.cell(whole, columns.forecast),
        *(Name(What.ACTUAL, whole, month) for month in facts.to_date.months),
        *(
            names.cell(names.line(facts, line.key), columns.forecast)
            for line in facts.lines
            if line.exists(facts.year)
        ),
    ]
    figures = tuple(look_up(facts, lookup, dict.fromkeys(asked)))
    return compute(replace(facts, figures=figures), tuple(rules.whole_forecast(facts)))


def _spark(figures: Computed, name: Name) -> int | None:
    value = figures.known(name)
    return None if value is None else -value


def _facts(
    reader: Reader, store: Store, period: Period, committees: Sequence[Committee]
) -> AllFacts:
    """What the sums rest on: the committees, and their entries on internal counterparts."""
    parts = organisation.counterparties(reader=reader)
    booked = {one.slug for one in committees if one.has_actual}
    parties = {party.key: party.name for its in parts for party in its.parties}
    coded = {party.key for its in parts for party in its.parties if party.prefixes}
    return AllFacts(
        month=period,
        committees=tuple(committees),
        entries=tuple(_entries(reader, store, period, parts, booked)),
        parties=parties,
        codeless=tuple(one.slug for one in committees if one.slug not in coded),
    )


def _entries(
    reader: Reader,
    store: Store,
    period: Period,
    parts: Iterable[Counterparties],
    booked: set[str],
) -> Iterator[Entry]:
    of = {party.key: its for its in parts for party in its.parties if party.key in booked}
    sums = counterpart_sums(
        reader=reader,
        store=store,
        prefixes={slug: of[slug].prefixes for slug in sorted(of)},
        period=period.to_date_of(),
    )
    for slug, found in sums.items():
        for one in found if not isinstance(found, Absent) else ():
            party = of[slug].party(one.prefix)
            if party is not None:
                yield Entry(slug, party.key, one.side, one.amount, one.rows)


def _row(together: Together, values: Committee, spark: tuple[int | None, ...]) -> OverviewRow:
    grant, actual, forecast, variance = (
        together.cell(together.of(what, values.slug)) for what in COLUMNS
    )
    return OverviewRow(values.slug, values.name, grant, actual, forecast, variance, spark)
