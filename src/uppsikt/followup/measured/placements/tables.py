"""The tables of placements, with the keys and names that the committees' own reports have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from uppsikt.documents import Row, Table
from uppsikt.extracts.placements import PlacementCounts
from uppsikt.figures import Absent, Name, Period, Unit, What, month_name
from uppsikt.followup.measured.cost_change import Compared, Words, change_table
from uppsikt.followup.measured.placements.book import (
    AROUND_THE_CLOCK,
    BOUGHT,
    COST,
    DAYS,
    MEASURES,
    OWN,
    PAID,
    PER_DAY,
    Measure,
    amount_name,
    placed,
)
from uppsikt.followup.measured.sections import MISSING_NOTE, Layout, year_columns

_SUPPLIED = ((BOUGHT, "köpt vård"), (OWN, "enbart egen vård"))


@dataclass(frozen=True)
class Tables:
    """Lays out the counts of a committee."""

    committee: str
    counts: PlacementCounts
    layout: Layout

    def all(self) -> tuple[Table, ...]:
        """Every table, in order: those of people first."""
        return (
            *(self.people(one) for one in MEASURES),
            self.suppliers(),
            self.amounts("varddygn", "Betalda dygn", DAYS, Unit.COUNT),
            self.amounts("vardkostnad", "Kostnad", COST, Unit.KR),
            self.amounts("dygnskostnad", "Kostnad per dygn", PER_DAY, Unit.KR),
            *(self.change(one) for one in AROUND_THE_CLOCK),
        )

    def measures(self) -> tuple[Row, ...]:
        """The people as they stand among the committee's measures: last year and this."""
        this = self.counts.month
        return tuple(
            Row(one.measure, one.measure, "row",
                self.layout.cells(placed(self.committee, one.key, end)
                                  for end in (this.previous_year(), this)), one.key)
            for one in MEASURES if one.measure
        )  # fmt: skip

    def people(self, one: Measure) -> Table:
        """A measure month by month over the years, and its mean."""
        last = self.counts.month.last
        rows = [
            self._row(
                month_name(at).capitalize(), f"{one.key}-{at:02d}",
                [placed(self.committee, one.key, Period.month(year, at)) for year in self._years],
            )
            for at in range(1, last + 1)
        ]  # fmt: skip
        spans = [end.to_date_of() for end in self._ends]
        label = "Medel Januari" if last == 1 else f"Medel Januari-{month_name(last).capitalize()}"
        means = [placed(self.committee, one.key, span, What.MEAN) for span in spans]
        rows.append(self._row(label, f"{one.key}-mean", means))
        return self._table(one.key, one.name, rows, "Månad")

    def suppliers(self) -> Table:
        """Who has bought care around the clock in the month, and who own alone."""
        rows = []
        for one in AROUND_THE_CLOCK:
            for which, words in _SUPPLIED:
                key = f"{one.key}-{which}"
                names = [placed(self.committee, key, end) for end in self._ends]
                rows.append(self._row(f"{one.about}, {words}", key, names))
        month = month_name(self.counts.month.last)
        return self._table("utforare", f"Heldygnsvård efter utförare i {month}", rows, "Grupp")

    def amounts(self, key: str, name: str, which: str, unit: Unit) -> Table:
        """Paid days in the month, or what they cost, of those who are told apart by them."""
        rows = [
            self._row(
                one.about, f"{one.key}-{which}",
                [amount_name(self.committee, one.key, which, end) for end in self._ends], unit,
            )
            for one in PAID
        ]  # fmt: skip
        name = f"{name} i {month_name(self.counts.month.last)}"
        return self._table(key, name, rows, "Grupp", unit)

    def change(self, one: Measure) -> Table:
        """Why what care around the clock costs in the month has changed since last year."""
        this = self.counts.month
        days, cost = (
            (amount_name(self.committee, one.key, which, this.previous_year()),
             amount_name(self.committee, one.key, which, this))
            for which in (DAYS, COST)
        )  # fmt: skip
        about = one.about[0].lower() + one.about[1:]
        words = Words(f"Kostnaden för {about},", "betalda dygn", "per dygn")
        return change_table(
            [Compared(this, days, cost)], self.layout.book, self.layout.hidden, words,
            key=f"forandring_{one.key}", of=about,
        )  # fmt: skip

    def _row(self, label: str, key: str, names: Sequence[Name], unit: Unit = Unit.COUNT) -> Row:
        return Row(label, label, "row", self.layout.cells(names, unit), key)

    def _table(
        self, key: str, name: str, rows: Sequence[Row], head: str, unit: Unit = Unit.COUNT
    ) -> Table:
        lacking = any(cell.absent is Absent.MISSING for row in rows for cell in row.cells)
        notes = (MISSING_NOTE,) if lacking else ()
        return Table(
            key, name, name, unit, year_columns(self._years), tuple(rows), notes, row_head=head
        )

    @property
    def _years(self) -> tuple[int, ...]:
        return tuple(reversed(self.counts.years))

    @property
    def _ends(self) -> tuple[Period, ...]:
        return tuple(Period.month(year, self.counts.month.last) for year in self._years)
