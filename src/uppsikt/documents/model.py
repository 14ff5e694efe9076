"""What a report is, before it becomes a web page, a PDF, a DOCX, a workbook or JSON.

Everything here is an immutable value without behaviour of its own: the room that builds a report
says what stands in it, the renderers say how it looks. All text is Swedish and ready to be read;
figures in tables stay numbers until a renderer prints them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal
from urllib.parse import urlsplit

from uppsikt.figures import Absent, Name, Unit

from .look import OWN_LOOK, Look

Direction = Literal["", "better", "worse"]
ColumnTone = Literal["normal", "pale", "variance"]
RowRole = Literal["row", "sub", "subtotal", "sum", "head"]
ChartKind = Literal["year", "variance", "history", "forecast"]
SeriesRole = Literal["this", "last", "older", "budget", "forecast"]


def is_address(href: str) -> bool:
    """Say whether an address may stand in a document: http, https or mailto, nothing that runs."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return False
    return parts.scheme == "mailto" or (parts.scheme in ("http", "https") and bool(parts.netloc))


@dataclass(frozen=True, slots=True)
class Text:
    """A run of plain text; line breaks in it are shown as spaces."""

    text: str
    strong: bool = False
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A run that leads somewhere. Raises ValueError unless the address is http, https or mailto."""

    text: str
    href: str

    def __post_init__(self) -> None:
        if not is_address(self.href):
            raise ValueError(f"an address that may not be linked: {self.href!r}")


@dataclass(frozen=True, slots=True)
class FigureText:
    """A figure bound into prose: its printed text and its name in words.

    `direction` says whether the figure is better or worse than budget. It only colours the text;
    a word or a sign must say the same.
    """

    text: str
    name_text: str
    direction: Direction = ""


Run = Text | Link | FigureText
Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the highest one below the title of the document.

    Raises ValueError for an empty text: a place that nothing names cannot be found.
    """

    level: Literal[1, 2, 3]
    text: str

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueError("a heading without text")


@dataclass(frozen=True, slots=True)
class Lead:
    """The first sentence: what the document means, with the figures in it."""

    runs: Runs


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of prose."""

    runs: Runs


@dataclass(frozen=True, slots=True)
class Bullets:
    """A bullet list, one tuple of runs per item."""

    items: tuple[Runs, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """A few key figures as (term, printed value, unit)."""

    items: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A remark in small type."""

    runs: Runs


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page, where there are pages."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a table.

    Exactly one of three: a printed whole number in the table's unit, or in the last decimal of its
    column (with its exact value in the unit itself, where known), an absent value, or nothing at
    all, which is left blank. `name` is the figure that stands in it, which no format shows: two
    cells that show the same are equal. `comment` is what somebody says of it, shown beside the row.

    Raises ValueError for a cell that claims to be both printed and absent.
    """

    printed: int | None = None
    exact: Decimal | None = None
    absent: Absent | None = None
    name: Name | None = field(default=None, compare=False)
    comment: str = ""

    def __post_init__(self) -> None:
        if self.absent is not None and (self.printed is not None or self.exact is not None):
            raise ValueError("a cell is either printed or absent, not both")


@dataclass(frozen=True, slots=True)
class Column:
    """One value column.

    `name` is its name in JSON, `head` the short head that is shown (may hold a line break).
    `priority` 1 is always shown, 2 gives way on a telephone, 3 already on a small tablet.
    With `decimals` the printed values count the last of them: 2170 is 217,0 mnkr.
    """

    name: str
    head: str
    tone: ColumnTone = "normal"
    priority: Literal[1, 2, 3] = 1
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table.

    `label` is its name in JSON ("Aktivitet / Intäkt"), `text` what is shown. Roles: "row" is an
    ordinary row, "head" a group's head without cells, "sub" a part of that group (indented),
    "subtotal" the group's own result, "sum" a sum of the table.
    `sum_of` names by key the rows that this one is the sum of; the workbook makes a live formula
    of it.
    """

    label: str
    text: str
    role: RowRole
    cells: tuple[Cell, ...]
    key: str
    sum_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table of figures in one unit.

    `name` is its name in JSON, `caption` what is shown (the unit is added to it). `row_head` is
    the head of the first column.

    Raises ValueError if a row with cells has another number of them than there are columns.
    """

    key: str
    name: str
    caption: str
    unit: Unit
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    part_of_json: bool = True
    row_head: str = "Verksamhet"

    def __post_init__(self) -> None:
        for row in self.rows:
            if row.cells and len(row.cells) != len(self.columns):
                raise ValueError(
                    f"{self.key}: row {row.label!r} has {len(row.cells)} cells, "
                    f"the table has {len(self.columns)} columns"
                )

    @property
    def has_comments(self) -> bool:
        """Whether anything is said of a cell, so that the rows are shown with their comments."""
        return any(cell.comment for row in self.rows for cell in row.cells)


@dataclass(frozen=True, slots=True)
class Series:
    """One line (or row of bars) of a chart: a value or None per label of the chart.

    The role decides how it is drawn: "this" year, "last" year, "older", "budget", "forecast".
    """

    name: str
    role: SeriesRole
    values: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of figures in one unit; `heading` says its point, `alt` what it shows.

    Make one by `year_chart`, `variance_chart`, `history_chart` or `forecast_chart`, which also word
    the alt text.
    Labels are months ("jan" … "dec") or activities.

    Raises ValueError if a series has another number of values than there are labels, or if the
    alt text is empty.
    """

    kind: ChartKind
    heading: str
    alt: str
    labels: tuple[str, ...]
    data: tuple[Series, ...]
    unit: Unit

    def __post_init__(self) -> None:
        if not self.alt.strip():
            raise ValueError(f"the chart {self.heading!r} has no text for those who cannot see it")
        for series in self.data:
            if len(series.values) != len(self.labels):
                raise ValueError(f"{series.name!r} has not one value per label")

    @property
    def unit_mark(self) -> str:
        """The unit to show after the heading: nothing if the heading says it ("… 8 200 tkr …")."""
        words = (word.strip(".,;:()") for word in self.heading.split())
        return "" if self.unit.symbol in words else self.unit.symbol


Block = Heading | Lead | Paragraph | Bullets | Facts | Table | Chart | Note | PageBreak


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. `date` is its date in words or as 2022-11-11; it never comes from a clock.

    `author` is a role or an administration, never a person. `identifier` tells this document from
    every other one; it ends up in the files' own metadata. `data` are tables that are open data
    but not shown, since the document says the same in words or in another table. `look` is how
    all of it looks. `history` is what the last blocks tell of how the document came to be, for the
    formats that hold no prose.

    Raises ValueError without a title.
    """

    title: str
    subtitle: str
    author: str
    date: str
    period_text: str
    blocks: tuple[Block, ...]
    identifier: str
    language: str = "sv"
    data: tuple[Table, ...] = ()
    look: Look = OWN_LOOK
    history: tuple[str, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise ValueError("a document without a title")

    def tables(self) -> tuple[Table, ...]:
        """Return the tables in order."""
        return tuple(block for block in self.blocks if isinstance(block, Table))

    def charts(self) -> tuple[Chart, ...]:
        """Return the charts in order."""
        return tuple(block for block in self.blocks if isinstance(block, Chart))
