"""The tables on subsidised employment, with the names that the committees' own reports have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from uppsikt.documents import Column, Row, Table
from uppsikt.extracts.employment import FORMS_OF, SOON
from uppsikt.figures import Name, Period, Unit, month_name
from uppsikt.followup.measured.employment.book import (
    EMPLOYED,
    ENDED,
    ENDING,
    IN_MEASURES,
    OWN_COST,
    STARTED,
    SUPPORT,
    SWITCHED,
    WAGE,
    Counts,
    form_name,
    measured,
)
from uppsikt.followup.measured.sections import MISSING_NOTE, Layout, year_columns

YEARS = 2
"""The committees' own tables tell of two years, this one included."""

LABELS: Mapping[str, str] = {
    "security": "Trygghetsanställningar",
    "sheltered": "OSA Anställning",
    "development": "Utvecklingsanställningar",
    "new_start": "Nystartsjobb",
    "introduction": "Introduktionsjobb",
    "extra": "Extratjänster",
    "wage_subsidy": "Lönebidrag",
}
"""The forms as the published tables name them."""
_SHORT: Mapping[str, str] = {
    "security": "Trygghet",
    "sheltered": "OSA",
    "development": "Utveckling",
    "new_start": "Nystart",
    "introduction": "Introduktion",
    "extra": "Extra",
    "wage_subsidy": "Lönebidrag",
}
_FLOW_NOTE = (
    "Började och slutade räknas från den sista dagen i förra månaden: den som byter form har "
    "slutat i den ena och börjat i den andra, och den vars sista dag är månadens sista är anställd "
    "då och har slutat månaden efter."
)
_INSURANCE_NOTE = (
    "Vilka former som räknas i arbetslöshetsförsäkringen är regler med datum och källa; där ingen "
    "regel är känd för hela tiden går antalet inte att beräkna."
)


@dataclass(frozen=True)
class Tables:
    """Lays out the counts of a committee."""

    committee: str
    counts: Counts
    period: Period
    layout: Layout

    def all(self) -> tuple[Table, ...]:
        """Every table, in order."""
        return (self.forms(), self.state(), self.months(), self.cost())

    def measures(self) -> tuple[Row, ...]:
        """The rows among the committee's measures: last year and this."""
        ends = (self.period.previous_year(), self.period)
        told = (
            ("Antal personer i arbetsmarknadsinsatser", IN_MEASURES),
            ("Antal växla bidrag mot lön", SWITCHED),
        )
        return tuple(
            Row(
                label, label, "row",
                self.layout.cells(self._name(measure, end) for end in ends), measure,
            )
            for label, measure in told
        )  # fmt: skip

    def forms(self) -> Table:
        """Those employed at the month's end by form, as published: the sum stands in the next."""
        rows = []
        for form in FORMS_OF:
            names = (form_name(self.committee, form, end) for end in self._ends)
            rows.append(
                Row(LABELS[form], LABELS[form], "row", self.layout.cells(names), f"form-{form}")
            )
        name = f"Arbetsmarknadsanställningar ({month_name(self.period.last)})"
        return self._by_year("anst", name, "Form", tuple(rows))

    def state(self) -> Table:
        """All employed, who came and went, who switched, and who is about to end uninsured."""
        last = self.period.last_day
        month = month_name(last.month)
        rows = (
            self._row(f"Anställda {last.day} {month}", EMPLOYED),
            self._row(f"Började i {month}", STARTED),
            self._row(f"Slutade i {month}", ENDED),
            self._row("Har växlat bidrag mot lön", SWITCHED),
            self._row("Andra i arbetsmarknadsinsatser", IN_MEASURES),
            self._row(f"Slutar inom {SOON} månader i en form utan a-kassa", ENDING),
        )
        name = f"Anställda i arbetsmarknadsinsatser i {month}"
        return self._by_year("anst_lage", name, "Mått", rows, notes=(_FLOW_NOTE, _INSURANCE_NOTE))

    def months(self) -> Table:
        """Those employed at the end of each month of the year, by form and together."""
        rows = tuple(
            Row(
                month_name(end.last).capitalize(), month_name(end.last).capitalize(), "row",
                self.layout.cells(
                    (
                        *(form_name(self.committee, form, end) for form in FORMS_OF),
                        self._name(EMPLOYED, end),
                    )
                ),
                f"employed-{end.last:02d}",
            )
            for end in self.period.to_date_of().months
        )  # fmt: skip
        heads = (*(_SHORT[form] for form in FORMS_OF), "Summa")
        name = f"Arbetsmarknadsanställda per månad {self.period.year}"
        lacking = any(end not in self.counts for end in self.period.to_date_of().months)
        return Table(
            "anst_manad", name, name, Unit.COUNT, tuple(Column(head, head) for head in heads), rows,
            (MISSING_NOTE,) if lacking else (), row_head="Månad",
        )  # fmt: skip

    def cost(self) -> Table:
        """What those who switched cost a month: wage, support, and what is left to pay."""
        rows = (
            self._row("Lönekostnad", WAGE, Unit.KR),
            self._row("Statligt stöd", SUPPORT, Unit.KR),
            self._row("Lönekostnad minus statligt stöd", OWN_COST, Unit.KR),
        )
        name = (
            f"Lön per månad till dem som har växlat bidrag mot lön, {month_name(self.period.last)}"
        )
        return self._by_year("vaxlat_kostnad", name, "Belopp", rows, unit=Unit.KR)

    @property
    def _ends(self) -> Iterator[Period]:
        """This month and the same month of the years before, the newest first."""
        return (Period.month(self.period.year - back, self.period.last) for back in range(YEARS))

    def _by_year(
        self,
        key: str,
        name: str,
        head: str,
        rows: tuple[Row, ...],
        *,
        notes: tuple[str, ...] = (),
        unit: Unit = Unit.COUNT,
    ) -> Table:
        lacking = any(end not in self.counts for end in self._ends)
        columns = year_columns(end.year for end in self._ends)
        more = (MISSING_NOTE,) if lacking else ()
        return Table(key, name, name, unit, columns, rows, (*notes, *more), row_head=head)

    def _row(self, label: str, measure: str, unit: Unit = Unit.COUNT) -> Row:
        names = (self._name(measure, end) for end in self._ends)
        return Row(label, label, "row", self.layout.cells(names, unit), measure)

    def _name(self, measure: str, end: Period) -> Name:
        return measured(self.committee, measure, end)
