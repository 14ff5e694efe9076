"""What the forecasts of a year are told with: a sentence, a picture, and rows of amounts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from uppsikt.documents import (
    Cell,
    Chart,
    Column,
    FigureText,
    Row,
    Run,
    Runs,
    Series,
    Table,
    Text,
    forecast_chart,
)
from uppsikt.figures import (
    Absent,
    Exact,
    Period,
    Value,
    higher_lower,
    join_words,
    month_name,
    round_half_away,
    settle,
    with_unit,
)
from uppsikt.followup.basis.value_columns import UNIT
from uppsikt.followup.tables.annual import after_text
from uppsikt.planning.accuracy import YearForecasts
from uppsikt.planning.accuracy_rules import Accuracy, Tried

_FACTOR = int(UNIT.factor)
_Key = tuple[str, Period | None]
"""An activity (empty: all) and the month that was forecast after; None is the outcome."""
_MISS_NOTE = "Missen är utfallet minus prognosen: minus är att året blev dyrare än prognosen sa."
MEAN_NOTE = (
    "Miss i snitt är missarna med sina tecken: minus är att åren i snitt blev dyrare än "
    "prognoserna sa. Fel i snitt är missarna utan tecken: så långt ifrån låg prognoserna. Bara "
    "prognoser vars utfall är känt räknas."
)


@dataclass(frozen=True)
class Printed:
    """Whole tkr of what a year's tables show, so settled that the activities add up."""

    values: Mapping[_Key, int]
    exact: Mapping[_Key, Exact]

    def cell(self, key: _Key, absent: Value) -> Cell:
        """The cell of a figure; `absent` is its value, in case there is no number."""
        if key in self.values:
            return Cell(printed=self.values[key], exact=_tkr(self.exact[key]))
        return Cell(absent=absent if isinstance(absent, Absent) else None)

    def between(self, later: _Key, earlier: _Key) -> Cell | None:
        """One figure less another, from what is printed; None where either is absent."""
        if later not in self.values or earlier not in self.values:
            return None
        return Cell(
            printed=self.values[later] - self.values[earlier],
            exact=_tkr(self.exact[later] - self.exact[earlier]),
        )


@dataclass(frozen=True)
class Shown:
    """Whose forecasts of a year are told: of an activity (key and name), or of all (both empty)."""

    year: int
    key: str
    name: str
    became: Value
    tried: tuple[Tried, ...]

    @property
    def is_over(self) -> bool:
        """Whether it is known what the year became."""
        return not isinstance(self.became, Absent)


def shown_of_all(year: YearForecasts) -> Shown:
    """The forecasts of the committee."""
    return Shown(year.year, "", "", year.became, year.tried)


def printed_of(year: YearForecasts) -> Printed:
    """Settle the forecasts of each month with their sum, and the outcome with its."""
    exact: dict[_Key, Exact] = {}
    sums: list[tuple[_Key, list[_Key]]] = []
    counts: dict[str, Value] = {}
    for one in year.tried:
        counts.update(
            (line.key, its.said)
            for line in year.lines
            for its in line.tried
            if its.month == one.month
        )
        _tie(exact, sums, one.month, one.said, counts)
    became = {line.key: line.became for line in year.activities}
    _tie(exact, sums, None, year.became, became)
    tied = {key for total, parts in sums for key in (total, *parts)}
    nearest = {total for total, _ in sums} | (set(exact) - tied)
    return Printed(settle(exact, sums, unit=UNIT, nearest=nearest).printed, exact)


def _tie(
    exact: dict[_Key, Exact],
    sums: list[tuple[_Key, list[_Key]]],
    month: Period | None,
    total: Value,
    parts: Mapping[str, Value],
) -> None:
    """Add a total and its parts to what is settled, tied together where they are a sum."""
    known = {(key, month): value for key, value in parts.items() if not isinstance(value, Absent)}
    exact.update(known)
    if not isinstance(total, Absent):
        exact["", month] = total
        if sum(known.values()) == total:
            sums.append((("", month), list(known)))


def lead(of: Shown, printed: Printed) -> Runs:
    """What the year became against its first and last forecast, in a sentence.

    A year that is not over has no outcome: then it is told how its forecasts moved.
    """
    said = [one.month for one in of.tried if (of.key, one.month) in printed.values]
    if not of.tried:
        return (Text(f"Ingen prognos är lämnad för {of.year}."),)
    if not said:
        return (
            Text(
                f"Det finns prognoser för {of.year}, men inte för alla verksamheter, så nämndens "
                "prognos går inte att beräkna."
            ),
        )
    return tuple(_outcome(of, said, printed) if of.is_over else _so_far(of, said, printed))


def _outcome(of: Shown, said: list[Period], printed: Printed) -> Iterator[Run]:
    became = printed.values[of.key, None]
    yield Text(f"Nettokostnaden för {of.year} blev ")
    yield FigureText(with_unit(-became, UNIT), f"utfall {of.year}")
    yield Text(": ")
    for number, month in enumerate(dict.fromkeys((said[0], said[-1]))):
        if number:
            yield Text(" och ")
        miss = became - printed.values[of.key, month]
        than = (
            f"prognosen efter {month_name(month.last)}"
            if not number
            else (f"den efter {month_name(month.last)}")
        )
        yield FigureText(higher_lower(-miss, UNIT, than), f"miss efter {month.text}")
    yield Text(".")


def _so_far(of: Shown, said: list[Period], printed: Printed) -> Iterator[Run]:
    first, last = said[0], said[-1]
    now = printed.values[of.key, last]
    yield Text(f"Efter {month_name(last.last)} var prognosen för {of.year} ")
    yield FigureText(with_unit(-now, UNIT), f"prognos efter {last.text}")
    if last != first:
        moved = now - printed.values[of.key, first]
        yield Text(", ")
        than = f"prognosen efter {month_name(first.last)}"
        yield FigureText(higher_lower(-moved, UNIT, than), f"ändring sedan {first.text}")
    yield Text(f". Utfallet för hela {of.year} är inte känt ännu.")


def picture(of: Shown, printed: Printed) -> Iterator[Chart]:
    """The committee's forecasts through the year, and the outcome where it is known."""
    said = {
        one.month.last: -printed.values[of.key, one.month]
        for one in of.tried
        if (of.key, one.month) in printed.values
    }
    became = printed.values.get((of.key, None))
    if len(said) < (1 if became is not None else 2):
        return
    series = [Series("Prognos", "this", tuple(said.get(month) for month in range(1, 13)))]
    if became is not None:
        series.append(Series(f"Utfall {of.year}", "last", (-became,) * 12))
    yield forecast_chart(_point(said, became), "nettokostnad för hela året", series, UNIT)


def _point(said: Mapping[int, int], became: int | None) -> str:
    """What the picture says."""
    first, last = min(said), max(said)
    if became is None:
        up = said[last] - said[first]
        if not up:
            return f"Prognosen är densamma som efter {month_name(first)}"
        word = "höjts" if up > 0 else "sänkts"
        return f"Prognosen har {word} med {with_unit(abs(up), UNIT)} sedan {month_name(first)}"
    furthest = max(said, key=lambda month: abs(-became - said[month]))
    off = -became - said[furthest]
    if not off:
        return "Alla prognoser stämde med utfallet"
    after = f"prognosen efter {month_name(furthest)}"
    return f"Längst ifrån låg {after}: utfallet blev {higher_lower(off, UNIT, 'den')}"


def year_columns(year: int, *, with_outcome: bool) -> tuple[Column, ...]:
    """Forecast and change; with an outcome, that and the miss besides."""
    columns = (
        Column(f"Prognos {year}", f"Prognos\n{year}"),
        Column("Ändring", "Ändring sedan\nförra", priority=2 if with_outcome else 1),
    )
    if not with_outcome:
        return columns
    outcome = Column(f"Utfall {year}", f"Utfall\n{year}", priority=2)
    return (*columns, outcome, Column("Miss", "Miss", "variance"))


def own_table(of: Shown, printed: Printed) -> Table:
    """The forecasts month by month, under no other name."""
    rows = tuple(forecast_rows(of, printed, with_outcome=of.is_over))
    caption = (
        f"Prognosen för {of.year}: {of.name}"
        if of.name
        else (f"Hela nämndens prognos för {of.year}")
    )
    return Table(
        of.key or "namnden", caption, caption, UNIT,
        year_columns(of.year, with_outcome=of.is_over), rows,
        (_MISS_NOTE,) if of.is_over else (), row_head="Prognos efter",
    )  # fmt: skip


def forecast_rows(
    of: Shown, printed: Printed, *, with_outcome: bool, nested: bool = False
) -> Iterator[Row]:
    """A row of each month; `nested` stand under the name of their activity."""
    before: _Key | None = None
    for one in of.tried:
        now, text = (of.key, one.month), after_text(one.month)
        changed = printed.between(now, before) if before else None
        cells: tuple[Cell, ...] = (printed.cell(now, one.said), changed or Cell())
        if with_outcome:
            miss = printed.between((of.key, None), now)
            cells = (
                *cells,
                printed.cell((of.key, None), one.became),
                miss or printed.cell(("=", None), one.miss),
            )
        label = f"{of.name} / {text}" if nested else text
        row_key = f"{of.key}.{one.month}" if nested else str(one.month)
        yield Row(label, text, "sub" if nested else "row", cells, row_key)
        before = now


def means_table(
    key: str, caption: str, row_head: str, rows: list[Row], notes: tuple[str, ...] = ()
) -> Table:
    """How right some forecasts were, a row for each part of them."""
    columns = (
        Column("Antal prognoser", "Antal\nprognoser", "pale", 2),
        Column("Miss i snitt", "Miss\ni snitt", "variance"),
        Column("Fel i snitt", "Fel\ni snitt"),
    )
    return Table(key, caption, caption, UNIT, columns, tuple(rows), notes, row_head=row_head)


def mean_row(key: str, text: str, one: Accuracy) -> Row:
    """How many forecasts, the bias and the error."""
    cells = (Cell(printed=one.count), _mean_cell(one.bias), _mean_cell(one.error))
    return Row(text, text, "row", cells, key)


def _mean_cell(value: Fraction) -> Cell:
    return Cell(printed=round_half_away(value / _FACTOR), exact=_tkr(value))


def _tkr(value: Exact) -> Decimal | None:
    """An exact amount in tkr; None for a mean that no decimal tells exactly."""
    ratio = Fraction(value) / _FACTOR
    rest = ratio.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return Decimal(ratio.numerator) / Decimal(ratio.denominator) if rest == 1 else None


def years_text(years: list[int] | tuple[int, ...]) -> str:
    """Years in words: a row of them as a span."""
    if len(years) > 2 and years[-1] - years[0] == len(years) - 1:
        return f"{years[0]}–{years[-1]}"
    return join_words([str(year) for year in years])
