"""The forecasts of a year against what it became, as a document: sentence, picture and tables."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from uppsikt.documents import (
    Block,
    Cell,
    Chart,
    Column,
    Document,
    FigureText,
    Heading,
    Lead,
    Paragraph,
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
from uppsikt.followup.tables.layout import ROUNDING_NOTE
from uppsikt.planning.accuracy import ForecastsTried, LineForecasts, YearForecasts
from uppsikt.planning.accuracy_rules import Accuracy, Tried

ACCURACY = "Hur fel prognoserna har haft"
BY_ACTIVITY = "Verksamheternas prognoser"
_FACTOR = int(UNIT.factor)
_Key = tuple[str, Period | None]
"""An activity (empty: all) and the month that was forecast after; None is the outcome."""
_MISS_NOTE = "Missen är utfallet minus prognosen: minus är att året blev dyrare än prognosen sa."
_MEAN_NOTE = (
    "Miss i snitt är missarna med sina tecken: minus är att åren i snitt blev dyrare än "
    "prognoserna sa. Fel i snitt är missarna utan tecken: så långt ifrån låg prognoserna. Bara "
    "prognoser vars utfall är känt räknas."
)


@dataclass(frozen=True)
class _Printed:
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


def forecasts_document(of: ForecastsTried) -> Document:
    """The year's forecasts against its outcome, and how right the forecasts of all years were."""
    printed = _printed(of.asked)
    blocks: list[Block] = [Lead(lead(of.asked, printed))]
    if of.asked.tried:
        blocks += picture(of.asked, printed)
        blocks.append(_whole_table(of.asked, printed))
    blocks += _accuracy_blocks(of)
    if of.asked.tried:
        blocks += [Heading(1, BY_ACTIVITY), _activities_table(of.asked, printed)]
    mark = hashlib.sha256(repr(blocks).encode()).hexdigest()[:16]
    return Document(
        title=f"Prognoserna {of.asked.year} mot utfallet",
        subtitle=of.committee.name,
        author=of.committee.municipality,
        date="",
        period_text=str(of.asked.year),
        blocks=tuple(blocks),
        identifier=f"{of.committee.slug}-prognoser-{of.asked.year}-{mark}",
    )


def _printed(year: YearForecasts) -> _Printed:
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
    return _Printed(settle(exact, sums, unit=UNIT, nearest=nearest).printed, exact)


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


def lead(year: YearForecasts, printed: _Printed) -> Runs:
    """What the year became against its first and last forecast, in a sentence.

    A year that is not over has no outcome: then it is told how its forecasts moved.
    """
    said = [one.month for one in year.tried if ("", one.month) in printed.values]
    if not year.tried:
        return (Text(f"Ingen prognos är lämnad för {year.year}."),)
    if not said:
        return (
            Text(
                f"Det finns prognoser för {year.year}, men inte för alla verksamheter, så nämndens "
                "prognos går inte att beräkna."
            ),
        )
    return tuple(_outcome(year, said, printed) if year.is_over else _so_far(year, said, printed))


def _outcome(year: YearForecasts, said: list[Period], printed: _Printed) -> Iterator[Run]:
    became = printed.values["", None]
    yield Text(f"Nettokostnaden för {year.year} blev ")
    yield FigureText(with_unit(-became, UNIT), f"utfall {year.year}")
    yield Text(": ")
    for number, month in enumerate(dict.fromkeys((said[0], said[-1]))):
        if number:
            yield Text(" och ")
        miss = became - printed.values["", month]
        than = (
            f"prognosen efter {month_name(month.last)}"
            if not number
            else (f"den efter {month_name(month.last)}")
        )
        yield FigureText(higher_lower(-miss, UNIT, than), f"miss efter {month.text}")
    yield Text(".")


def _so_far(year: YearForecasts, said: list[Period], printed: _Printed) -> Iterator[Run]:
    first, last = said[0], said[-1]
    now = printed.values["", last]
    yield Text(f"Efter {month_name(last.last)} var prognosen för {year.year} ")
    yield FigureText(with_unit(-now, UNIT), f"prognos efter {last.text}")
    if last != first:
        moved = now - printed.values["", first]
        yield Text(", ")
        than = f"prognosen efter {month_name(first.last)}"
        yield FigureText(higher_lower(-moved, UNIT, than), f"ändring sedan {first.text}")
    yield Text(f". Utfallet för hela {year.year} är inte känt ännu.")


def picture(year: YearForecasts, printed: _Printed) -> Iterator[Chart]:
    """The committee's forecasts through the year, and the outcome where it is known."""
    said = {
        one.month.last: -printed.values["", one.month]
        for one in year.tried
        if ("", one.month) in printed.values
    }
    became = printed.values.get(("", None))
    if len(said) < (1 if became is not None else 2):
        return
    series = [Series("Prognos", "this", tuple(said.get(month) for month in range(1, 13)))]
    if became is not None:
        series.append(Series(f"Utfall {year.year}", "last", (-became,) * 12))
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


def _columns(year: YearForecasts, *, with_outcome: bool) -> tuple[Column, ...]:
    columns = (
        Column(f"Prognos {year.year}", f"Prognos\n{year.year}"),
        Column("Ändring", "Ändring sedan\nförra", priority=2 if with_outcome else 1),
    )
    if not with_outcome:
        return columns
    outcome = Column(f"Utfall {year.year}", f"Utfall\n{year.year}", priority=2)
    return (*columns, outcome, Column("Miss", "Miss", "variance"))


def _whole_table(year: YearForecasts, printed: _Printed) -> Table:
    rows = tuple(_rows("", year.tried, printed, with_outcome=year.is_over))
    caption = f"Hela nämndens prognos för {year.year}"
    return Table(
        "namnden", caption, caption, UNIT, _columns(year, with_outcome=year.is_over), rows,
        (_MISS_NOTE,) if year.is_over else (), row_head="Prognos efter",
    )  # fmt: skip


def _activities_table(year: YearForecasts, printed: _Printed) -> Table:
    """Each activity's forecasts under its name, and who gave them."""
    shown = [line for line in year.activities if line.tried]
    with_outcome = any((line.key, None) in printed.values for line in shown)
    rows: list[Row] = []
    for line in shown:
        head = f"{line.name} – {join_words(_authors(line))}"
        rows.append(Row(line.name, head, "head", (), f"{line.key}.rubrik"))
        rows += _rows(line.key, line.tried, printed, with_outcome=with_outcome, under=line.name)
    caption = f"Prognoserna för {year.year}, och vem som lämnade dem"
    return Table(
        "verksamheter", caption, caption, UNIT, _columns(year, with_outcome=with_outcome),
        tuple(rows), (ROUNDING_NOTE,),
    )  # fmt: skip


def _rows(
    key: str,
    tried: tuple[Tried, ...],
    printed: _Printed,
    *,
    with_outcome: bool,
    under: str = "",
) -> Iterator[Row]:
    before: _Key | None = None
    for one in tried:
        now, text = (key, one.month), after_text(one.month)
        changed = printed.between(now, before) if before else None
        cells: tuple[Cell, ...] = (printed.cell(now, one.said), changed or Cell())
        if with_outcome:
            miss = printed.between((key, None), now)
            cells = (
                *cells,
                printed.cell((key, None), one.became),
                miss or printed.cell(("=", None), one.miss),
            )
        label = f"{under} / {text}" if under else text
        row_key = f"{key}.{one.month}" if under else str(one.month)
        yield Row(label, text, "sub" if under else "row", cells, row_key)
        before = now


def _authors(line: LineForecasts) -> list[str]:
    """Who gave the activity's forecasts, each once."""
    return list(dict.fromkeys(one.row.author for one in line.tried if one.row))


def _accuracy_blocks(of: ForecastsTried) -> Iterator[Block]:
    """How right the forecasts were of all years whose outcome is known."""
    whole, activities = of.of_all(), of.by_activity()
    yield Heading(1, ACCURACY)
    if not activities and whole is None:
        yield Paragraph((Text(_untried(of)),))
        return
    years = sorted({year for one in activities.values() for year in one.years})
    span = _years_text(years)
    rows = [] if whole is None else [_mean_row("=namnden", "Hela nämnden", whole)]
    rows += [_mean_row(key, of.names[key], one) for key, one in activities.items()]
    yield _means("fel-verksamhet", f"Per verksamhet, {span}", "Verksamhet", rows, (_MEAN_NOTE,))
    if whole is not None and len(whole.years) > 1:
        rows = [
            _mean_row(f"{month:02d}", month_name(month).capitalize(), one)
            for month, one in of.by_month().items()
        ]
        caption = f"Hela nämndens prognos per månad, {_years_text(whole.years)}"
        yield _means("fel-manad", caption, "Prognos efter", rows)
    authors = enumerate(of.by_author().items(), 1)
    rows = [_mean_row(f"{at:02d}", who, one) for at, (who, one) in authors]
    yield _means("fel-lamnare", f"Per den som lämnade prognosen, {span}", "Lämnad av", rows)


def _untried(of: ForecastsTried) -> str:
    if not of.every:
        return "Nämnden har inga prognoser. De läses in med uppsikt import."
    return (
        f"Det finns prognoser för {_years_text(of.years)}, men inget av åren har ett utfall att "
        "pröva dem mot. Det kommer när årets alla månader är inlästa."
    )


def _means(
    key: str, caption: str, row_head: str, rows: list[Row], notes: tuple[str, ...] = ()
) -> Table:
    columns = (
        Column("Antal prognoser", "Antal\nprognoser", "pale", 2),
        Column("Miss i snitt", "Miss\ni snitt", "variance"),
        Column("Fel i snitt", "Fel\ni snitt"),
    )
    return Table(key, caption, caption, UNIT, columns, tuple(rows), notes, row_head=row_head)


def _mean_row(key: str, text: str, one: Accuracy) -> Row:
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


def _years_text(years: list[int] | tuple[int, ...]) -> str:
    """Years in words: a row of them as a span."""
    if len(years) > 2 and years[-1] - years[0] == len(years) - 1:
        return f"{years[0]}–{years[-1]}"
    return join_words([str(year) for year in years])
