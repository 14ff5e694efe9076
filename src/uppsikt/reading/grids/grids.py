"""From a grid of cells to a table of figures, or to the words in it if it holds no figures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from uppsikt.figures import Unit
from uppsikt.reading.cells import EMPTY_CELL, figure_cell
from uppsikt.reading.grids.grid import HOLE, Grid, GridCell
from uppsikt.reading.grids.grid_columns import Columns, columns_of
from uppsikt.reading.grids.grid_heads import head_rows, is_new_head, paths, same_words
from uppsikt.reading.model import EMPTY, Cell, Column, Row, Table, Text, joined
from uppsikt.reading.sections import Sections
from uppsikt.reading.stated import first_unit, stated_unit

_LONG = 30  # characters: a comment with more than this is read as a sentence


@dataclass(frozen=True, slots=True)
class GridRead:
    """What a grid became: its tables in order, and the texts in it that are no part of them."""

    tables: tuple[Table, ...]
    texts: tuple[Text, ...] = ()


def read_grid(grid: Grid, title: Text = EMPTY, about: Sequence[str] = ()) -> GridRead:
    """Read a grid. ``title`` names it; ``about`` are other texts that may state its unit.

    A grid without any figure beside a label (a frame for layout, an address) gives its texts,
    cell by cell, and no table.
    """
    tables: list[Table] = []
    texts: list[Text] = []
    for part in _parts(grid):
        read = _part(part, title, about)
        tables.extend(read.tables)
        texts.extend(read.texts)
    return GridRead(tuple(tables), tuple(texts))


def _parts(grid: Grid) -> Iterator[Grid]:
    """The tables that are stacked in one grid: each begins where a header comes after figures."""
    start = 0
    titles, heads = head_rows(grid)
    begun = titles + heads
    for index in range(begun, len(grid)):
        if index <= start + titles + heads or not heads:
            continue
        head = grid[start + titles + heads - 1]
        if same_words(grid[index], head) or not is_new_head(grid[index], _value_columns(grid)):
            continue
        first = index
        while first > begun and _lone(grid[first - 1]):
            first -= 1
        yield grid[start:first]
        start = first
        titles, heads = head_rows(grid[first:])
    yield grid[start:]


def _value_columns(grid: Grid) -> range:
    return range(1, len(grid[0]) if grid else 1)


def _lone(row: Sequence[GridCell]) -> bool:
    return len({id(cell) for cell in row if cell.words}) == 1 and bool(row[0].words)


def _part(grid: Grid, title: Text, about: Sequence[str]) -> GridRead:
    """One table with its header, or its texts."""
    titles, head_count = head_rows(grid) if grid else (0, 0)
    heads = grid[titles : titles + head_count]
    body = [row for row in grid[titles + head_count :] if not _repeats(row, heads)]
    cells = [_cells(row, above) for row, above in zip(body, [None, *body], strict=False)]
    width = len(grid[0]) if grid else 0
    head_paths = paths(heads, width)
    columns = columns_of(body, cells, [" ".join(map(str, path)) for path in head_paths])
    if width < 2 or not columns.figures or not any(cell.number for row in cells for cell in row):
        return GridRead((), tuple(_texts(grid)))
    named = [cell.text for row in grid[:titles] for cell in row[:1]]
    rows, after = _rows(body, cells, columns)
    corner = joined([text for column in columns.labels for text in head_paths[column]])
    table = Table(
        columns=_columns(columns, head_paths),
        rows=tuple(rows),
        title=title if title.text else (named[0] if named else EMPTY),
        corner=corner,
    )
    unit = first_unit([corner.text, *map(str, reversed(named)), title.text, *about])
    heads_of_figures = [" ".join(map(str, head_paths[column])) for column in columns.figures]
    comments = [
        text
        for text in _comments(body, columns)
        if text.text and not _is_remark(text.text, heads_of_figures)
    ]
    return GridRead((replace(table, unit=unit or _shared_unit(table)),), (*after, *comments))


def _repeats(row: Sequence[GridCell], heads: Grid) -> bool:
    return any(same_words(row, head) for head in heads)


def _cells(row: Sequence[GridCell], above: Sequence[GridCell] | None) -> list[Cell]:
    """The cells of a row as read; a cell that spans several places is read at the first."""
    cells: list[Cell] = []
    for column, cell in enumerate(row):
        spanned = cell is not HOLE and (
            (column > 0 and cell is row[column - 1])
            or (above is not None and cell is above[column])
        )
        cells.append(EMPTY_CELL if spanned else figure_cell(cell.text, cell.given))
    return cells


def _columns(columns: Columns, head_paths: Sequence[tuple[Text, ...]]) -> tuple[Column, ...]:
    """The figure columns. Where each repeats its labels, the label's header is part of the path."""
    if not columns.repeated:
        return tuple(Column(head_paths[column]) for column in columns.figures)
    before = [
        head_paths[columns.repeated.get(column, columns.labels[-1])] for column in columns.figures
    ]
    differ = len({" ".join(map(str, path)) for path in before}) == len(before)
    return tuple(
        Column((*outer, *head_paths[column]) if differ else head_paths[column])
        for column, outer in zip(columns.figures, before, strict=True)
    )


def _rows(
    body: Grid, cells: Sequence[Sequence[Cell]], columns: Columns
) -> tuple[list[Row], list[Text]]:
    """The rows, and the labels without figures that come after the last of them."""
    sections = Sections()
    rows: list[Row] = []
    after: list[Text] = []
    group: GridCell = HOLE
    for line, read in zip(body, cells, strict=True):
        label = _label(line, columns)
        if columns.group is not None:
            group = _group(line, columns, group)
            label = label if label.text else line[columns.group].text
        if all(not read[column].text.text for column in columns.figures):
            if label.text:
                sections.open(label)
                after.append(label)
            continue
        after.clear()
        under = sections.row(label)
        if group.words and group.text is not label:
            under = (*under, group.text)
        rows.append(Row(label, tuple(_cell(line, read, columns, one) for one in columns.figures),
                        under))  # fmt: skip
    return rows, after


def _label(line: Sequence[GridCell], columns: Columns) -> Text:
    parts = {id(line[column]): line[column].text for column in columns.labels if line[column].words}
    return joined(list(parts.values())) if len(parts) != 1 else next(iter(parts.values()))


def _group(line: Sequence[GridCell], columns: Columns, last: GridCell) -> GridCell:
    """The group of a row: its own, or the last one named; none for a row with nothing within."""
    assert columns.group is not None
    own = line[columns.group]
    if not any(line[column].words and line[column] is not own for column in columns.labels):
        return HOLE
    return own if own.words else last


def _cell(line: Sequence[GridCell], read: Sequence[Cell], columns: Columns, column: int) -> Cell:
    cell = read[column]
    own = line[columns.repeated[column]] if column in columns.repeated else HOLE
    if not own.words or own.words.casefold() == line[columns.labels[-1]].words.casefold():
        return cell
    return replace(cell, label=own.text)


def _shared_unit(table: Table) -> Unit | None:
    """The unit that the heads of all columns state alike."""
    units = {stated_unit(column.path[-1].text) if column.path else None for column in table.columns}
    return units.pop() if len(units) == 1 else None


def _texts(grid: Grid) -> Iterator[Text]:
    """Each text of a grid once, row by row."""
    seen: set[int] = set()
    for row in grid:
        for cell in row:
            if cell.words and id(cell) not in seen:
                seen.add(id(cell))
                yield cell.text


def _is_remark(text: str, heads: Sequence[str]) -> bool:
    """Whether a comment begins with the head of a column: ``Prognos 2022: fler hushåll``.

    It is then said of the figure that stands beside it, as in our own reports, and is no sentence
    of the document: its numbers are of anything, and have no name.
    """
    named, colon, _ = text.partition(":")
    return bool(colon) and _bare(named) in map(_bare, heads)


def _bare(head: str) -> str:
    """A head without spaces, hyphens and the difference of small and large letters."""
    return "".join(head.replace("-", "").split()).casefold()


def _comments(body: Grid, columns: Columns) -> Iterator[Text]:
    """Sentences in columns of words: figures stand in them too."""
    for row in body:
        for column in columns.words:
            if len(row[column].words) > _LONG and row[column].text not in (
                row[other].text for other in range(column)
            ):
                yield row[column].text
