"""What the cells of a month table state: one figure a month, their sums and their means."""

import re
from collections.abc import Iterator

from uppsikt.figures import Figure, Name, Period, Subject, Unit, What
from uppsikt.review.lexicon.vocabulary import Labels, Role, is_sum, month, role
from uppsikt.review.model import Statement
from uppsikt.review.tables.columns import head_period, plain_head, unit_of
from uppsikt.review.tables.grid import Grid, Held, Spot

_FRAME = re.compile(
    r"^(?:utveckling(?:en)? av|antal(?:et)?|kostnad(?:er)? för|utfall(?:et)? (?:av|för))\s+", re.I
)
_COUNTED = re.compile(r"^antal|\bantal\b|personer|hushåll|barn|ungdomar|placeringar", re.I)


def month_statements(
    index: int, grid: Grid, committee: str, labels: Labels, caption: str = ""
) -> list[Statement]:
    """The statements of a table whose rows are months and whose columns are years.

    What is counted stands in the corner, in the caption right above the table or in its title,
    which may be a heading further up. Rows that sum months are to date, rows of
    means are of the months that they name; a row that names neither states nothing.
    """
    activity = _activity(grid, labels, caption)
    if not activity:
        return []
    found: list[Statement] = []
    for column in grid.columns:
        year = _year(grid, column)
        if year is not None:
            found.extend(_of_column(index, grid, column, Subject(committee, activity), year))
    return found


def _activity(grid: Grid, labels: Labels, caption: str) -> str:
    """The key of what the months count: from the corner, the caption or the title."""
    for text in (grid.table.corner.text, caption, grid.table.title.text):
        bare = text.split(",")[0].strip(" .:")
        if not bare or month(bare) or (unit_of(bare) and len(bare.split()) == 1):
            continue
        framed = labels.key(_FRAME.sub("", bare))
        return framed if labels.knows(framed) else labels.key(bare)
    return ""


def _year(grid: Grid, column: int) -> int | None:
    """The year that a column's head names, if it names that and no month."""
    head = plain_head(grid.table.columns[column].text)
    period, point = head_period(head, None)
    plain = grid.meanings[column].what in (What.ACTUAL, None) and grid.meanings[column].additive
    whole = period is not None and period.kind == "year" and not point
    return period.year if period and whole and plain else None


def _of_column(
    index: int, grid: Grid, column: int, subject: Subject, year: int
) -> Iterator[Statement]:
    """The statements of one year."""
    for row in grid.rows:
        spot = (row, column)
        named = _row_name(_label(grid, spot), year, subject)
        if grid.at(spot) is None or named is None:
            continue
        unit = _unit(grid, spot)
        held = grid.hold(spot, unit) if unit else None
        if held is not None:
            yield _statement(index, grid, spot, named, held)


def _unit(grid: Grid, spot: Spot) -> Unit | None:
    """The cell's unit: as printed, or a count's where the table counts something."""
    texts = f"{grid.table.corner.text} {grid.table.title.text}"
    return grid.unit_at(spot) or unit_of(texts) or (Unit.COUNT if _COUNTED.search(texts) else None)


def _label(grid: Grid, spot: Spot) -> str:
    """The label of a cell: its own where a table repeats labels, else the row's."""
    own = grid.table.rows[spot[0]].cells[spot[1]].label.text
    return own or grid.table.rows[spot[0]].label.text


_RANGE = re.compile(r"([a-zåäö]{3,9})\.?\s*(?:-|–|—|till|t o m)\s*([a-zåäö]{3,9})", re.I)


def _row_name(label: str, year: int, subject: Subject) -> Name | None:
    """The name of a row's figure; None if the row is neither month, span, sum nor mean."""
    plain = plain_head(label).strip(" :.")
    single = month(plain)
    if single:
        return Name(What.ACTUAL, subject, Period.month(year, single))
    span = _RANGE.search(plain)
    first, last = (month(span[1]), month(span[2])) if span else (None, None)
    if first and last and first <= last:
        mean = role(label) is Role.MEAN
        return Name(What.MEAN if mean else What.ACTUAL, subject, Period(year, first, last))
    if is_sum(label) and "år" in plain.split():
        return Name(What.ACTUAL, subject, Period.whole_year(year))
    return _yearly(plain, year, subject)


def _yearly(plain: str, year: int, subject: Subject) -> Name | None:
    """A row that tells the whole year below its months: ``Bokslut``, ``Prognos``."""
    what = {"bokslut": What.ACTUAL, "årsutfall": What.ACTUAL, "prognos": What.FORECAST}.get(plain)
    return Name(what, subject, Period.whole_year(year)) if what else None


def _statement(index: int, grid: Grid, spot: Spot, name: Name, held: Held) -> Statement:
    """One statement; money in month tables is printed without the sign of its side."""
    where = f"{_label(grid, spot)}, {grid.head(spot[1])}"
    figure = Figure(name, held.value, held.unit, where, held.half)
    return Statement(
        figure,
        grid.place(spot),
        held.number,
        where,
        signed=not held.unit.is_money,
        table=index,
        row=spot[0],
        column=spot[1],
    )
