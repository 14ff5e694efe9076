"""The tables of the defined measures: as published, and month by month over three years."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from uppsikt.documents import Cell, Column, Row, Table
from uppsikt.figures import (
    MISSING,
    Absent,
    Exact,
    Period,
    Unit,
    Value,
    join_words,
    month_name,
    round_half_away,
)
from uppsikt.followup.measured.defined.values import ShownMeasure
from uppsikt.followup.measured.defined.words import OFTEN, WANTED, better_by, span_words
from uppsikt.followup.measured.sections import short_month, year_columns
from uppsikt.measures.definitions import Definition, Direction, Frequency, Kind, LevelKind
from uppsikt.measures.rules import Sort

_DIGITS = 6
_UNIT_KEYS = {Unit.PERCENT: "procent", Unit.KR: "kr", Unit.TKR: "tkr", Unit.MNKR: "mnkr"}
_BETTER_NOTE = "Plus är bättre och minus sämre, efter hur måttet ska gå."
_MISSING_NOTE = "Saknas: inget värde är lämnat. Det räknas aldrig som noll."


def value_cell(value: Value | None, decimals: int = 0) -> Cell:
    """A cell of a value in its unit; None is left blank."""
    if value is None:
        return Cell()
    if isinstance(value, Absent):
        return Cell(absent=value)
    exact = Fraction(value)
    decimal = round(Decimal(exact.numerator) / Decimal(exact.denominator), _DIGITS)
    return Cell(round_half_away(exact * 10**decimals), decimal.normalize())


def measures_tables(
    period: Period, shown: Iterable[ShownMeasure], others: Sequence[Row] = ()
) -> tuple[Table, ...]:
    """*Verksamhetsmått* after a month: last year, budget, actual, and how it goes.

    One table for each unit. `others` are rows of registers that the committee has not defined,
    with a cell for the same month last year and one for this; they stand last among the counts.
    """
    mine = [one for one in shown if one.definition.kind is Kind.MEASURE]
    groups = dict(_by_unit(mine))
    if others:
        groups.setdefault((Unit.COUNT, 0), [])
    return tuple(
        _measures_table(
            period, unit, decimals, group, others if unit is Unit.COUNT and not decimals else ()
        )
        for (unit, decimals), group in groups.items()
    )


def indicator_tables(period: Period, shown: Iterable[ShownMeasure]) -> tuple[Table, ...]:
    """*Indikatorer* over years with the way that each is wanted to go, one table for each unit."""
    mine = [one for one in shown if one.definition.kind is Kind.INDICATOR]
    return tuple(
        _indicator_table(period, unit, decimals, group)
        for (unit, decimals), group in _by_unit(mine)
    )


def months_table(one: ShownMeasure) -> Table:
    """A measure month by month over three years, and its sum or mean to date."""
    about = one.definition
    rows = [
        Row(
            month_name(at).capitalize(), month_name(at).capitalize(), "row",
            tuple(_month_cell(one, year * 100 + at) for year in one.years), f"{at:02d}",
        )
        for at in range(1, 13)
        if about.frequency.is_due(at)
    ]  # fmt: skip
    if about.sort is not Sort.LAST:
        rows += _together(one)
    columns = tuple(
        Column(each.name, each.head, each.tone, decimals=about.decimals)
        for each in year_columns(one.years)
    )
    return Table(
        f"matt_{about.key}", about.name, about.name, about.printed_unit, columns, tuple(rows),
        tuple(_month_notes(one)), row_head="Månad",
    )  # fmt: skip


def _month_cell(one: ShownMeasure, at: int) -> Cell:
    """A month's cell; a month of this year that has not been is blank."""
    return value_cell(one.values.get(at), one.definition.decimals)


def _together(one: ShownMeasure) -> Iterator[Row]:
    """What the months come to: up to now in each year, and in each whole year before."""
    word = "Summa" if one.definition.sort is Sort.SUM else "Medel"
    decimals = one.definition.decimals
    last = one.last_due(one.period.year)
    if last is not None:
        cells = tuple(
            value_cell(one.to_date[year * 100 + last % 100], decimals) for year in one.years
        )
        label = f"{word} {span_words(last)}"
        yield Row(label, label, "subtotal", cells, "to-date")
    if last is None or last % 100 < 12:
        whole = (None, *(one.whole_year(year) for year in one.years[1:]))
        cells = tuple(value_cell(value, decimals) for value in whole)
        yield Row(f"{word} hela året", f"{word} hela året", "subtotal", cells, "year")


def _month_notes(one: ShownMeasure) -> Iterator[str]:
    if any(value is MISSING for value in one.values.values()):
        yield _MISSING_NOTE
    for year in one.years:
        told = one.months_told(year)
        known, due = one.of[told[-1]] if told else (0, 0)
        if one.definition.sort is Sort.MEAN and 0 < known < due:
            yield f"Medel {year} är av {known} värden; {due - known} saknas."
    for word, months in (("Preliminärt", one.preliminary), ("Rättat", one.corrected)):
        if months:
            told_months = join_words([Period.month(*divmod(at, 100)).text for at in sorted(months)])
            yield f"{word}: {told_months}."


def _by_unit(
    shown: Iterable[ShownMeasure],
) -> Iterator[tuple[tuple[Unit, int], list[ShownMeasure]]]:
    """Measures that can stand in one table: in one unit, with as many decimals; counts first."""

    def kind(one: ShownMeasure) -> tuple[int, str, int]:
        unit = one.definition.printed_unit
        return int(unit is not Unit.COUNT), unit.symbol, one.definition.decimals

    for _, group in groupby(sorted(shown, key=kind), key=kind):
        same = list(group)
        first = same[0].definition
        yield (first.printed_unit, first.decimals), same


def _named(key: str, name: str, unit: Unit, decimals: int) -> tuple[str, str]:
    """The key and the name in JSON of a table: the counts' own, the others' with their unit."""
    if unit is Unit.COUNT:
        return (f"{key}_{decimals}", f"{name}, {decimals} decimaler") if decimals else (key, name)
    suffix = f"_{decimals}" if decimals else ""
    return f"{key}_{_UNIT_KEYS[unit]}{suffix}", f"{name}, {unit.symbol}"


def _measures_table(
    period: Period, unit: Unit, decimals: int, group: Sequence[ShownMeasure], others: Sequence[Row]
) -> Table:
    has_budget = any(one.budget() is not None for one in group)
    key, name = _named("matt", "Verksamhetsmått", unit, decimals)
    last_year, this = short_month(period.previous_year()), short_month(period)
    columns = [_column(f"Utfall {last_year}", decimals, "pale")]
    if group:
        columns.append(_column(f"Årsutfall {period.year - 1}", decimals, "pale"))
    if has_budget:
        columns.append(_column(f"Budget {period.year}", decimals))
    columns.append(_column(f"Utfall {this}", decimals))
    if has_budget:
        columns.append(Column("Avvikelse", "Avvikelse", "variance", decimals=decimals))
    rows = [_measure_row(one, has_budget) for one in group]
    rows += [_other_row(row, has_group=bool(group), has_budget=has_budget) for row in others]
    return Table(
        key, name, "Verksamhetsmått", unit, tuple(columns), tuple(rows),
        tuple(_notes(group, rows, has_variance=has_budget)), row_head="Mått",
    )  # fmt: skip


def _column(name: str, decimals: int, tone: str = "normal") -> Column:
    head = name.replace(" ", "\n", 1)
    return Column(name, head, "pale" if tone == "pale" else "normal", decimals=decimals)


def _measure_row(one: ShownMeasure, has_budget: bool) -> Row:
    year, decimals = one.period.year, one.definition.decimals
    now = one.told(year)
    values: list[Value | None] = [one.told(year - 1), one.whole_year(year - 1)]
    if has_budget:
        values.append(one.budget())
    values.append(now)
    if has_budget:
        values.append(_against(one.definition, now, one.budget_now()))
    return _row(one, tuple(value_cell(value, decimals) for value in values))


def _other_row(row: Row, *, has_group: bool, has_budget: bool) -> Row:
    before, now = row.cells
    blank = (Cell(),)
    cells = (before, *(blank * has_group), *(blank * has_budget), now, *(blank * has_budget))
    return Row(row.label, row.text, row.role, cells, row.key, row.sum_of)


def _against(one: Definition, value: Value, level: Exact | None) -> Value | None:
    """How much better than it should be; blank where nothing says what it should be."""
    if level is None or one.direction is Direction.NONE:
        return None
    return value if isinstance(value, Absent) else better_by(one, value, level)


def _row(one: ShownMeasure, cells: tuple[Cell, ...]) -> Row:
    """A row with the way that it is wanted to go after its name."""
    about = one.definition
    wanted = "" if about.direction is Direction.NONE else f" ({WANTED[about.direction]})"
    return Row(about.name, f"{about.name}{wanted}", "row", cells, about.key)


def _indicator_table(
    period: Period, unit: Unit, decimals: int, group: Sequence[ShownMeasure]
) -> Table:
    key, name = _named("ind", "Indikatorer", unit, decimals)
    has_target = any(_target(one) is not None for one in group)
    earlier = (period.year - 2, period.year - 1)
    columns = [_column(f"Utfall {year}", decimals, "pale") for year in earlier]
    columns.append(_column(f"Utfall {_span(period, group)}", decimals))
    if has_target:
        columns.append(_column(f"Mål {period.year}", decimals))
        columns.append(Column("Avvikelse", "Avvikelse", "variance", decimals=decimals))
    rows = []
    for one in group:
        now = one.told(period.year)
        values: list[Value | None] = [*(one.whole_year(year) for year in earlier), now]
        if has_target:
            values += [_target(one), _against(one.definition, now, _target_now(one))]
        rows.append(_row(one, tuple(value_cell(value, decimals) for value in values)))
    notes = tuple(_notes(group, rows, has_variance=has_target))
    return Table(
        key, name, "Indikatorer", unit, tuple(columns), tuple(rows), notes, row_head="Indikator"
    )


def _target(one: ShownMeasure) -> Exact | None:
    return one.definition.level(LevelKind.TARGET, one.period.year)


def _target_now(one: ShownMeasure) -> Exact | None:
    """The year's target where it can be held against now: a sum of some months cannot be."""
    is_part = one.definition.sort is Sort.SUM and one.period.last < 12
    return None if is_part else _target(one)


def _span(period: Period, group: Sequence[ShownMeasure]) -> str:
    """The time that indicators are told of: ``T2 2025`` where all are told each tertial."""
    every = {one.definition.frequency for one in group}
    if every == {Frequency.TERTIAL} and period.last % 4 == 0:
        return f"T{period.last // 4} {period.year}"
    return short_month(period)


def _notes(
    group: Sequence[ShownMeasure], rows: Sequence[Row], *, has_variance: bool
) -> Iterator[str]:
    """What the cells do not say: sums, older values, those not final, and how better is told."""
    if any(cell.absent is MISSING for row in rows for cell in row.cells):
        yield _MISSING_NOTE
    sums = [one.definition.name for one in group if one.definition.sort is Sort.SUM]
    if sums:
        yield f"Utfall från januari: {join_words(sums)}."
    for one in group:
        last = one.last_due(one.period.year)
        if last is not None and last != one.period.first_month:
            about = one.definition
            yield (
                f"{about.name} lämnas {OFTEN[about.frequency]}: utfallet är "
                f"{'från' if about.sort is not Sort.SUM else 'till och med'} "
                f"{month_name(last % 100)}."
            )
    for word, which in (("Preliminärt", "preliminary"), ("Rättat", "corrected")):
        names = [
            one.definition.name
            for one in group
            if one.last_due(one.period.year) in getattr(one, which)
        ]
        if names:
            yield f"{word}: {join_words(names)}."
    if has_variance:
        yield _BETTER_NOTE
