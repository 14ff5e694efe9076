"""Those who switched: what they cost less support, against the assistance that is not paid."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from uppsikt.documents import Column, Row, Table
from uppsikt.extracts.rates import Rate, rate_in
from uppsikt.figures import (
    NOT_COMPUTABLE,
    SUPPRESSED,
    AnyRelation,
    Figure,
    FigureBook,
    Name,
    Period,
    Unit,
    change,
    join_words,
    month_name,
    priced,
    to_date,
)
from uppsikt.followup.measured.employment.book import OWN_COST, SWITCHED, Counts, measured
from uppsikt.followup.measured.sections import MISSING_NOTE, Layout, whole_kronor

SAVED, BEYOND = "saved", "beyond-saved"
_SOURCE = "installationsfilen: sparat bistånd"
_LABELS = (
    ("Lönekostnad minus statligt stöd", OWN_COST),
    ("Minskat ekonomiskt bistånd", SAVED),
    ("Kvar att betala", BEYOND),
)
_NOTE = "Räknat på dem som är anställda månadens sista dag och har växlat bidrag mot lön."
_HIDDEN_NOTE = "Löner och stöd visas inte för allmänheten."


@dataclass(frozen=True)
class Savings:
    """What those who switched cost and save in a month, in the year so far, and a year before."""

    committee: str
    counts: Counts
    month: Period
    rates: tuple[Rate, ...]

    @property
    def spans(self) -> Sequence[Period]:
        """The periods that are told of: this year's and then last year's."""
        ends = self.month, self.month.previous_year()
        return list(dict.fromkeys(span for end in ends for span in (end, end.to_date_of())))

    def name(self, measure: str, when: Period) -> Name:
        """The name of a measure of the committee."""
        return measured(self.committee, measure, when)

    def add_to(self, book: FigureBook) -> None:
        """Adds what follows to the register's book. Raises Contradiction."""
        for month in self._unrated():
            book.add(Figure(self.name(SAVED, month), NOT_COMPUTABLE, Unit.KR, _SOURCE))
        book.fill(list(self._relations()))

    def hidden(self, hidden: Collection[Name]) -> frozenset[Name]:
        """What the public is not shown besides what it is not shown of the register.

        What is left to pay tells wages. What is saved is the known rate times how many switched:
        of a month that is hidden it tells them, and so it does to date.
        """
        names = {self.name(measure, span) for measure in (OWN_COST, BEYOND) for span in self.spans}
        for span in self.spans:
            if any(self.name(SWITCHED, month) in hidden for month in span.months):
                names.add(self.name(SAVED, span))
        return frozenset(names)

    def table(self, layout: Layout) -> Table:
        """What they cost, what is saved and the difference."""
        rows = tuple(
            Row(
                label, label, "row",
                layout.cells((self.name(measure, span) for span in self.spans), Unit.KR), measure,
            )
            for label, measure in _LABELS
        )  # fmt: skip
        columns = tuple(_column(span, self.month.year) for span in self.spans)
        name = "Växlat bidrag mot lön: lön jämfört med bistånd"
        return Table(
            "vaxlat_bistand", name, name, Unit.KR, columns, rows, tuple(self._notes(rows)),
            row_head="Belopp",
        )  # fmt: skip

    def _months(self) -> Iterator[Period]:
        return (month for span in self.spans for month in span.months if month in self.counts)

    def _unrated(self) -> list[Period]:
        """The months that somebody is counted in, while nothing is said of what is saved."""
        months = dict.fromkeys(self._months())
        return [month for month in months if rate_in(self.rates, month) is None]

    def _relations(self) -> Iterator[AnyRelation]:
        for month in dict.fromkeys(self._months()):
            if rate := rate_in(self.rates, month):
                yield priced(self.name(SAVED, month), self.name(SWITCHED, month), rate.amount)
        for span in self.spans:
            told = [month for month in span.months if month in self.counts]
            if not told:
                continue
            if len(span.months) > 1:
                for measure in (OWN_COST, SAVED):
                    months = [self.name(measure, month) for month in span.months]
                    yield to_date(self.name(measure, span), months)
            beyond, cost, saved = (self.name(one, span) for one in (BEYOND, OWN_COST, SAVED))
            yield change(beyond, cost, saved)

    def _notes(self, rows: Iterable[Row]) -> Iterator[str]:
        yield _NOTE
        used = dict.fromkeys(rate_in(self.rates, month) for month in self._months())
        for rate in used:
            if rate is not None:
                yield (
                    f"Minskat ekonomiskt bistånd: {whole_kronor(rate.amount)} per person och månad "
                    f"({rate.source})."
                )
        if years := sorted({month.year for month in self._unrated()}):
            told = join_words([str(year) for year in years])
            yield (
                f"Vad en person som växlar sparar i bistånd är inte angivet för hela {told}, så "
                "minskningen går inte att beräkna."
            )
        cells = [cell for row in rows for cell in row.cells]
        if any(month not in self.counts for span in self.spans for month in span.months):
            yield MISSING_NOTE
        if any(cell.absent is SUPPRESSED for cell in cells):
            yield _HIDDEN_NOTE


def _column(span: Period, newest: int) -> Column:
    first, last = month_name(span.first), month_name(span.last)
    text = (first if first == last else f"{first}-{last}").capitalize()
    name = f"{text} {span.year}"
    return Column(name, f"{text}\n{span.year}", "normal" if span.year == newest else "pale")
