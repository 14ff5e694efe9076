"""Tables written by hand for tests of the review: cells by ``|``, as lines of a text document."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from uppsikt.figures import HARD_SPACE, MINUS, AmountError, Period, Unit, amount
from uppsikt.reading import Cell, Column, Document, Line, Number, Piece, Row, Span, Table, Text
from uppsikt.review.material import Material, Reviewed
from uppsikt.review.model import Finding, Statement


def table_of(text: str, *, unit: Unit | None = Unit.TKR, title: str = "", first: int = 0) -> Table:
    """A table from lines ``label | cell | cell``; the first line is its head.

    A head ``2025 / Utfall`` has two levels, a line without ``|`` begins a section (``-`` ends
    it), and an empty cell holds nothing. ``first`` is the index of its first line.
    """
    lines = lines_of(text)
    head, *body = [(first + at, line) for at, line in enumerate(lines)]
    columns = tuple(
        Column(tuple(Text(part.strip()) for part in words.text.split(" / ")))
        for words in _parts(*head)[1:]
    )
    rows: list[Row] = []
    under: tuple[Text, ...] = ()
    for number, line in body:
        parts = _parts(number, line)
        if len(parts) == 1:
            under = () if line.strip() == "-" else (parts[0],)
            continue
        rows.append(Row(parts[0], tuple(_cell(part) for part in parts[1:]), under))
    return Table(columns, tuple(rows), Text(title), _parts(*head)[0], unit)


def lines_of(text: str) -> list[str]:
    """The lines of a table's text, without the empty ones."""
    return [line.strip() for line in text.strip().splitlines() if line.strip()]


def document_of(*texts: str, unit: Unit | None = Unit.TKR, title: str = "") -> Document:
    """A document of some tables, with the lines that they stand on."""
    lines: list[str] = []
    tables: list[Table] = []
    for text in texts:
        tables.append(table_of(text, unit=unit, title=title, first=len(lines)))
        lines += lines_of(text)
    numbered = tuple(Line(1, at, line) for at, line in enumerate(lines, 1))
    return Document("rapport.txt", "txt", numbered, tuple(tables))


def material_of(
    document: Document, period: Period | None = None, statements: Sequence[Statement] = ()
) -> Material:
    """A material of one document."""
    return Material([Reviewed(0, document, "namnden", period, tuple(statements))])


def changed(document: Document, old: str, new: str, place: int = 0) -> Document:
    """The document with a printed number changed wherever that number's cell stands."""
    found = 0
    tables: list[Table] = []
    for table in document.tables:
        rows: list[Row] = []
        for row in table.rows:
            cells = list(row.cells)
            for at, cell in enumerate(cells):
                if cell.number and cell.number.text == old:
                    if found == place:
                        cells[at] = replace(cell, number=_renumbered(cell.number, new))
                    found += 1
            rows.append(replace(row, cells=tuple(cells)))
        tables.append(replace(table, rows=tuple(rows)))
    assert found > place, f"no cell {old}"
    return replace(document, blocks=tuple(tables))


def plain(findings: Iterable[Finding]) -> list[Finding]:
    """The findings with ordinary spaces and minus signs where they print hard and true ones."""

    def bare(text: str) -> str:
        return text.replace(HARD_SPACE, " ").replace(MINUS, "-")

    return [
        replace(
            one,
            message=bare(one.message),
            expected=bare(one.expected),
            tolerance=bare(one.tolerance),
            cures=tuple(replace(cure, instead=bare(cure.instead)) for cure in one.cures),
        )
        for one in findings
    ]


def _renumbered(number: Number, new: str) -> Number:
    return replace(number, text=new, amount=amount(new))


def _parts(number: int, line: str) -> list[Text]:
    parts: list[Text] = []
    at = 0
    for part in line.split("|"):
        start = at + len(part) - len(part.lstrip())
        bare = part.strip()
        pieces = (Piece(0, number, start, len(bare)),) if bare else ()
        parts.append(Text(bare, pieces))
        at += len(part) + 1
    return parts


def _cell(text: Text) -> Cell:
    if not text.text:
        return Cell()
    try:
        read = amount(text.text)
    except AmountError:
        return Cell(text)
    assert isinstance(read.number, Decimal)
    bare = text.text.removesuffix("%").strip()
    spans: tuple[Span, ...] = text.spans(0, len(bare))
    return Cell(text, Number(read, bare, 0, len(bare), spans))
