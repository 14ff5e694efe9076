"""The tables of the form `measures`, with the names that the committees' own reports have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from uppsikt.documents import Cell, Column, Row, Table
from uppsikt.extracts.assistance import AssistanceCounts
from uppsikt.figures import (
    Absent,
    Name,
    Period,
    Unit,
    What,
    month_name,
)
from uppsikt.followup.measured.assistance.book import (
    CAUSES_TOLD,
    CHILDREN,
    HOUSEHOLDS,
    LONG,
    OVER,
    PAID,
    PER_HOUSEHOLD,
    cause_name,
    measured,
)
from uppsikt.followup.measured.cost_change import Compared, Words, change_table
from uppsikt.followup.measured.sections import MISSING_NOTE, Layout, year_columns

_OVER_NOTE = (
    "Före november har ingen elfte månad av året varit, så hushåll med bistånd i mer än tio "
    "månader under kalenderåret går inte att räkna."
)
_WORDS = Words("Kostnaden för ekonomiskt bistånd", "hushåll", "per hushåll och månad")


@dataclass(frozen=True)
class Tables:
    """Lays out the counts of a committee."""

    committee: str
    counts: AssistanceCounts
    layout: Layout

    def all(self) -> tuple[Table, ...]:
        """Every table, in order; the households by year come first."""
        return (self.households(), self.months(), self.causes(), self.paid(), self.change())

    def measures(self) -> Row:
        """The households as they stand among the committee's measures: last year and this."""
        this = self.counts.month
        label = "Antal hushåll med försörjningsstöd"
        names = (measured(self.committee, HOUSEHOLDS, end) for end in (this.previous_year(), this))
        return Row(label, label, "row", self._cells(names), HOUSEHOLDS)

    def households(self) -> Table:
        """Households at the month's end, their mean to date, the long ones, and children."""
        last = self.counts.month.last_day
        day = f"{last.day} {month_name(last.month)}"
        span = "januari" if last.month == 1 else f"januari-{month_name(last.month)}"
        rows = [
            self._row(f"Antal hushåll {day}", HOUSEHOLDS),
            self._row(f"Medel {span}", HOUSEHOLDS, What.MEAN),
            self._row(f"Hushåll minst 10 av de senaste 12 månaderna {day}", LONG),
            self._row(f"Hushåll >10 månader under kalenderåret {day}", OVER),
            self._row(f"Barn i hushåll med ekonomiskt bistånd {day}", CHILDREN),
        ]
        notes = (*self._notes(), *((_OVER_NOTE,) if last.month < 11 else ()))
        return Table(
            "hushall", "Hushåll med ekonomiskt bistånd", "Hushåll med ekonomiskt bistånd",
            Unit.COUNT, self._years(), tuple(rows), notes, row_head="Mått",
        )  # fmt: skip

    def months(self) -> Table:
        """Households month by month over the years, and their mean."""
        rows = [
            Row(
                month_name(at).capitalize(), month_name(at).capitalize(), "row",
                self._cells(
                    measured(self.committee, HOUSEHOLDS, Period.month(year, at))
                    for year in self._newest_first
                ),
                f"{HOUSEHOLDS}-{at:02d}",
            )
            for at in range(1, self.counts.month.last + 1)
        ]  # fmt: skip
        rows.append(self._row("Medel", HOUSEHOLDS, What.MEAN))
        return Table(
            "hushall_manad", "Antal hushåll per månad", "Antal hushåll per månad", Unit.COUNT,
            self._years(), tuple(rows), self._notes(), row_head="Månad",
        )  # fmt: skip

    def causes(self) -> Table:
        """Households by cause in the month, and together."""
        rows, keys = [], []
        for cause, words in CAUSES_TOLD.items():
            label, key = words[0].upper() + words[1:], f"cause-{cause or 'untold'}"
            names = (cause_name(self.committee, cause, end) for end in self._ends)
            rows.append(Row(label, label, "row", self._cells(names), key))
            keys.append(key)
        whole = (measured(self.committee, HOUSEHOLDS, end) for end in self._ends)
        rows.append(Row("Summa", "Summa", "sum", self._cells(whole), HOUSEHOLDS, tuple(keys)))
        name = f"Hushåll efter orsak i {month_name(self.counts.month.last)}"
        return Table(
            "orsaker", name, name, Unit.COUNT, self._years(), tuple(rows), self._notes(),
            row_head="Orsak",
        )  # fmt: skip

    def paid(self) -> Table:
        """What was paid in the month, to date, and per household in the month."""
        month = month_name(self.counts.month.last)
        rows = [self._row(f"Utbetalat i {month}", PAID, unit=Unit.KR)]
        if self.counts.month.last > 1:
            span = [measured(self.committee, PAID, end.to_date_of()) for end in self._ends]
            label = f"Utbetalat januari-{month}"
            rows.append(Row(label, label, "row", self._cells(span, Unit.KR), "paid-to-date"))
        rows.append(
            self._row(f"Utbetalat per hushåll i {month}", PER_HOUSEHOLD, What.SHARE, Unit.KR)
        )
        name = "Utbetalat ekonomiskt bistånd"
        return Table(
            "bistand", name, name, Unit.KR, self._years(), tuple(rows), self._notes(),
            row_head="Belopp",
        )  # fmt: skip

    def change(self) -> Table:
        """Why what was paid has changed since last year, in the month and to date."""
        this = self.counts.month
        spans = (this,) if this.last == 1 else (this, this.to_date_of())
        compared = [
            Compared(
                span,
                self._both(HOUSEHOLDS, span),
                self._both(PAID, span),
            )
            for span in spans
        ]
        return change_table(compared, self.layout.book, self.layout.hidden, _WORDS)

    def _both(self, measure: str, span: Period) -> tuple[Name, Name]:
        """A measure of the same months last year, and this."""
        before = measured(self.committee, measure, span.previous_year())
        return before, measured(self.committee, measure, span)

    @property
    def _newest_first(self) -> tuple[int, ...]:
        return tuple(reversed(self.counts.years))

    @property
    def _ends(self) -> Iterator[Period]:
        return (Period.month(year, self.counts.month.last) for year in self._newest_first)

    def _years(self) -> tuple[Column, ...]:
        return year_columns(self._newest_first)

    def _row(
        self, label: str, measure: str, what: What = What.MEASURE, unit: Unit = Unit.COUNT
    ) -> Row:
        """A row of a measure in the month of each year, or of its mean up to the month."""
        names = (
            measured(self.committee, measure, end.to_date_of() if what is What.MEAN else end, what)
            for end in self._ends
        )
        return Row(label, label, "row", self._cells(names, unit), f"{measure}-{what.value}")

    def _cells(self, names: Iterable[Name], unit: Unit = Unit.COUNT) -> tuple[Cell, ...]:
        return self.layout.cells(names, unit)

    def _notes(self) -> tuple[str, ...]:
        lacking = any(
            self.counts.at(month).households is Absent.MISSING
            for end in self._ends
            for month in end.to_date_of().months
        )
        return (MISSING_NOTE,) if lacking else ()
