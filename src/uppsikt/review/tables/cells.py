"""What the cells of a table state: a name for every figure that its labels and heads make clear.

A cell whose row, column, period or unit is unsure states nothing: a wrong name would set two
different figures against each other.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from uppsikt.figures import Figure, Name, Period, Side, Subject, Unit, What
from uppsikt.reading import Table
from uppsikt.review import words
from uppsikt.review.lexicon.vocabulary import (
    Labels,
    Role,
    is_sum,
    named_side,
    role,
    side,
    sign,
    unsigned,
)
from uppsikt.review.model import Mark, Statement
from uppsikt.review.tables.columns import Meaning
from uppsikt.review.tables.differences import Formula, formulas
from uppsikt.review.tables.grid import Grid, Held, Spot
from uppsikt.review.tables.month_cells import month_statements


@dataclass(frozen=True)
class Context:
    """What the table's place in its document says.

    ``committee`` is the key of whom the document is about and ``period`` what it is about, to
    date. ``activity`` is the key of the activity whose section the table stands in, empty for
    the committee's own tables. ``labels`` are the labels of all documents under review.
    """

    file: int = 0
    committee: str = "namnden"
    period: Period | None = None
    labels: Labels = field(default_factory=Labels)
    activity: str = ""
    caption: str = ""


_MEASURES = re.compile(r"mått|indikator|nyckeltal|antal|volym|statistik", re.IGNORECASE)
_WHOLE = re.compile(
    r"nettokostnad|verksamhet|nämnd|drift|sammandrag|resultat|ekonomi|intäkt|kostnad|utfall|"
    r"uppföljning|budget"
)
_PARTIAL = re.compile(
    r"investering|projekt|varav|exkl|balans|exploatering|statsbidrag|kvinnor|män\b|fördel|periodiser"
)


def statements_of(
    index: int, table: Table, context: Context, grid: Grid | None = None
) -> list[Statement]:
    """The statements of one table, ``index`` in its document; ``grid`` is it, if it is made yet.

    Money keeps its printed sign. A measure is an activity of its own, in a month if its head
    names one. The sum row of a table that shows the whole committee is the committee's.
    """
    grid = grid or Grid(context.file, table, context.period)
    if grid.series:
        return month_statements(index, grid, context.committee, context.labels, context.caption)
    columns = _resolved(grid, context.period)
    found: list[Statement] = []
    for row in grid.rows:
        subject = _subject(grid, row, context)
        if subject is not None:
            found.extend(_of_row(index, grid, row, subject, columns))
    return found


def statement_mark(statement: Statement) -> Mark:
    """A cell's statement as a mark: its row and column in words, and the number at stake."""
    before = words.before(statement.where)
    text = before + statement.number.text
    return Mark(statement.place, text, (len(before), len(text)))


def _of_row(
    index: int, grid: Grid, row: int, subject: Subject, columns: Sequence[Meaning]
) -> Iterator[Statement]:
    """The statements of one row."""
    for column in grid.columns:
        held = grid.at((row, column))
        if held is None or not columns[column].plain:
            continue
        unit = grid.unit_at((row, column)) or (Unit.COUNT if _measures(grid) else None)
        if unit is None:
            continue
        signed = sign(grid.table.rows[row].label.text) != 0
        heads = _apart(columns[column]) if signed else columns[column]
        name = _name(grid.roles[row], subject, heads, unit)
        known = grid.hold((row, column), unit)
        if name is not None and known is not None:
            yield _statement(index, grid, (row, column), name, known)


def _apart(column: Meaning) -> Meaning:
    """A column whose row's label ends in plus or minus: its figures are no amounts but variances.

    ``Bibliotek plus 500`` under ``Prognos för 2023`` is the forecast's variance; under other heads
    nobody knows which it is.
    """
    what = What.FORECAST_VARIANCE if column.what is What.FORECAST else None
    return replace(column, what=what)


def _statement(index: int, grid: Grid, spot: Spot, name: Name, held: Held) -> Statement:
    where = grid.where(spot)
    figure = Figure(name, held.value, held.unit, where, held.half)
    return Statement(
        figure, grid.place(spot), held.number, where, table=index, row=spot[0], column=spot[1]
    )


def _measures(grid: Grid) -> bool:
    """Whether the table shows measures, which are counted where no unit is printed."""
    return _names_measures(f"{grid.table.corner.text} {grid.table.title.text}")


@lru_cache(maxsize=1_000)
def _names_measures(words: str) -> bool:
    """Kept, for every cell of a table asks the same."""
    return _MEASURES.search(words) is not None


_RESULTS = {
    What.ACTUAL: What.RESULT,
    What.BUDGET: What.BUDGET_RESULT,
    What.FORECAST: What.FORECAST_RESULT,
}


def _name(kind: Role, subject: Subject, column: Meaning, unit: Unit) -> Name | None:
    """The name of a cell's figure; None if row or column leave it unsure."""
    what, when = column.what, column.when
    if what is None or when is None:
        return None
    if unit is Unit.PERCENT or what in (What.SHARE, What.MEAN):
        return Name(What.SHARE, subject, when) if what is What.SHARE else None
    if kind is Role.RESULT:
        return Name(_RESULTS[what], subject, when) if what in _RESULTS else None
    if kind is Role.GRANT:
        return Name(What.GRANT, subject, when) if what is What.BUDGET else None
    if not unit.is_money and column.point:
        when = Period.month(when.year, when.last)
    return Name(what, subject, when)


def _resolved(grid: Grid, default: Period | None) -> list[Meaning]:
    """The columns' meanings with what the rows show of columns whose heads leave it open."""
    found = list(grid.meanings)
    for formula in formulas(grid):
        measured, planned = formula.terms
        found[formula.column] = _of_formula(grid, found, formula)
        if found[measured].what is What.FORECAST and found[planned].when is None and default:
            whole = Period.whole_year(default.year)
            found[planned] = replace(found[planned], when=found[measured].when or whole)
    return found


def _of_formula(grid: Grid, columns: Sequence[Meaning], formula: Formula) -> Meaning:
    """What a column of differences is, by the two columns that it follows from.

    It states something only where negative is bad: costs negative and measured less planned, or
    costs positive and planned less measured.
    """
    own = columns[formula.column]
    measured, planned = (columns[column] for column in formula.terms)
    agrees = _costs_negative(grid, formula) is not formula.turned
    if measured.what is What.FORECAST and planned.what is What.BUDGET:
        what, when = What.FORECAST_VARIANCE, measured.when
    elif measured.what is What.ACTUAL and planned.what is What.BUDGET:
        what, when = What.VARIANCE, measured.when if measured.when == planned.when else None
    else:
        return replace(own, what=own.what or What.CHANGE, when=None)
    return replace(own, what=what, when=when or own.when, plain=own.plain and agrees)


def _costs_negative(grid: Grid, formula: Formula) -> bool:
    """Whether the table prints costs as negative: income alone would leave hardly any."""
    held = [grid.at((row, formula.terms[0])) for row in formula.cases]
    values = [one.value for one in held if one and one.value]
    return sum(1 for value in values if value < 0) * 5 >= len(values)


def _subject(grid: Grid, row: int, context: Context) -> Subject | None:
    """Of whom a row speaks; None if its label leaves it unsure."""
    kind = grid.roles[row]
    if kind in (Role.PART, Role.MEAN, Role.APPROVED, Role.EARMARKED, Role.AVAILABLE, Role.SHARE):
        return None
    if kind is Role.ACCUMULATED or any(role(text) is Role.PART for text in grid.section(row)):
        return None
    committee, labels = context.committee, context.labels
    label = grid.table.rows[row].label.text
    if kind in (Role.GRANT, Role.RESULT):
        return Subject(committee, context.activity) if _is_whole(grid) else None
    if kind is Role.CONTINGENCY:
        return Subject(committee, "buffert")
    own_side = side(label)
    if own_side is not None:
        return _of_side(grid, row, own_side, context)
    if grid.sums[row]:
        return _of_sum(grid, row, context)
    if not labels.key(label):
        return None
    return _of_activity(grid, row, context)


def _of_side(grid: Grid, row: int, own: Side, context: Context) -> Subject | None:
    """A row that names a side: of its section, or of the whole that the table shows."""
    section = grid.section(row)
    if section and not is_sum(section[-1]):
        kind = role(section[-1])
        activity = "buffert" if kind is Role.CONTINGENCY else context.labels.key(section[-1])
        return Subject(context.committee, activity, own) if side(section[-1]) is None else None
    if not _is_whole(grid):
        return None
    apart = own is Side.COST and Role.CONTINGENCY in grid.roles
    return Subject(context.committee, context.activity, own, WITHOUT_CONTINGENCY if apart else "")


WITHOUT_CONTINGENCY = "exklusive buffert"
"""The group of a cost total in a table that keeps the contingency in a row of its own."""


def _of_sum(grid: Grid, row: int, context: Context) -> Subject | None:
    """A sum row: the committee's if it is the last and the table shows the whole."""
    last = max(one for one in grid.rows if grid.sums[one])
    if row != last or not _is_whole(grid) or sum(grid.sums) > 1:
        return None
    return Subject(context.committee, context.activity, _table_side(grid))


def _of_activity(grid: Grid, row: int, context: Context) -> Subject | None:
    """An activity, a measure, or an account group of the side that the next sum names."""
    own = context.labels.key(unsigned(grid.table.rows[row].label.text))
    following = next((one for one in grid.rows if one > row and grid.sums[one]), None)
    group_side = side(grid.table.rows[following].label.text) if following is not None else None
    if group_side in (Side.INCOME, Side.COST):
        whole = _is_whole(grid)
        return Subject(context.committee, context.activity, group_side, own) if whole else None
    section = grid.section(row)
    if section and side(section[-1]) is not None:
        return None
    listed = sign(grid.table.rows[row].label.text) != 0
    if section and not listed and not _measures(grid):
        own = f"{context.labels.key(section[-1])}/{own}"
    measure = grid.table.unit is None and _measures(grid)
    return Subject(context.committee, own, Side.NET if measure else _table_side(grid))


def _table_side(grid: Grid) -> Side:
    """The side that a table's title or corner names; the net if none."""
    titles = (grid.table.title.text, grid.table.corner.text)
    return next((found for text in titles if (found := named_side(text))), Side.NET)


def _is_whole(grid: Grid) -> bool:
    """Whether the table shows a whole (the committee or the section's activity), not a part."""
    words = f"{grid.table.title.text} {grid.table.corner.text}".casefold()
    if _PARTIAL.search(words):
        return False
    own = {Role.CONTINGENCY, Role.GRANT, Role.RESULT} & set(grid.roles)
    return bool(own) or bool(_WHOLE.search(words)) or _by_sides(grid)


def _by_sides(grid: Grid) -> bool:
    """Whether several sections are each told by income and cost."""
    sections: Mapping[tuple[str, ...], int] = {
        grid.section(row): row for row in grid.rows if grid.roles[row] is Role.NET
    }
    return len(sections) >= 3
