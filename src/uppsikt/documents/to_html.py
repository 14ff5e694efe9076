"""A document as a web page: good on a screen, a telephone and paper, whole in one file."""

from __future__ import annotations

import base64
import functools
import html
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from . import printed
from .charts import inline_svg
from .inline import bar_svg
from .look import OWN_LOOK, Look
from .look_css import logo_html, look_css
from .model import (
    Block,
    Bullets,
    Cell,
    Chart,
    Column,
    Document,
    Facts,
    FigureText,
    Heading,
    Lead,
    Link,
    Note,
    PageBreak,
    Paragraph,
    Row,
    Run,
    Runs,
    Table,
)
from .outline import Entry, contents, entries

STATIC_FOLDER = Path(__file__).parent / "static"
_CSS = STATIC_FOLDER / "uppsikt" / "report.css"

_FEW = 3  # columns: they stand near their names

RowAddress = Callable[[Row], str | None]
CellAddress = Callable[[Table, Row, Column, Cell], str | None]


def render_html(
    doc: Document, *, standalone: bool = True, cell_address: CellAddress | None = None
) -> str:
    """Return the document as HTML.

    Standalone: a whole page with style, letters and pictures inside it. Otherwise only the
    `<article>`, for a page that links `uppsikt/report.css` itself; there `cell_address` may give
    the page of a cell.
    """
    if not standalone:
        return _article(doc, cells=cell_address)
    article = _article(doc, logo_html(doc.look))
    return (
        f'<!doctype html>\n<html lang="{_text(doc.language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(doc.title)}</title>\n"
        f'<meta name="author" content="{_text(doc.author)}">\n'
        f'<meta name="dcterms.identifier" content="{_text(doc.identifier)}">\n'
        f"<style>\n{_style()}{look_css(doc.look)}</style>\n</head>\n"
        f'<body class="paper"><main>\n{article}</main></body>\n</html>\n'
    )


def table_html(
    table: Table,
    *,
    address: RowAddress | None = None,
    cell_address: CellAddress | None = None,
    bars: bool = False,
) -> str:
    """Return one table with its notes.

    `address` gives the page of a row and `cell_address` that of a cell, if it has one. `bars` adds
    a small bar for the last variance column, where there is room: not beside comments.
    """
    column = _last_variance(table) if bars and not table.has_comments else None
    links = _Links(address, cell_address)
    width = " commented" if table.has_comments else _few(table)
    narrow = any(column.priority > 1 for column in table.columns)
    return (
        f'<div class="figures{width}" id="tabell-{_text(table.key)}">'
        + (_all_columns(table) if narrow else "")
        + f'<div class="scroll" role="region" tabindex="0" aria-label="{_text(table.caption)}">'
        + f"<table>{_caption(table)}{_head(table, column)}{_bodies(table, links, column)}</table>"
        + "</div>"
        + "".join(f'<p class="note">{_text(note)}</p>' for note in printed.table_notes(table))
        + "</div>\n"
    )


def chart_html(chart: Chart, *, heading_level: int = 3, look: Look = OWN_LOOK) -> str:
    """Return one chart under its heading, in a wide and a narrow drawing of which one is shown."""
    level, mark = f"h{heading_level}", chart.unit_mark
    unit = f' <span class="unit">{_text(mark)}</span>' if mark else ""
    return (
        f'<figure class="picture"><{level}>{_text(chart.heading)}{unit}</{level}>'
        f"{inline_svg(chart, look=look)}{inline_svg(chart, narrow=True, look=look)}</figure>\n"
    )


def runs_html(runs: Runs) -> str:
    """Return the runs of a paragraph."""
    return "".join(_run(run) for run in runs)


def prose_html(blocks: Iterable[Block], heading_level: int) -> str:
    """Return blocks of prose as a part of a page, their first headings at `heading_level`."""
    pieces = []
    for block in blocks:
        if isinstance(block, Heading):
            level = min(heading_level + block.level - 1, 6)
            pieces.append(f"<h{level}>{_text(block.text)}</h{level}>\n")
        else:
            pieces.append(_block(block, None))
    return "".join(pieces)


def _article(doc: Document, logo: str = "", cells: CellAddress | None = None) -> str:
    parts = (doc.period_text, doc.author, doc.date)
    about = " · ".join(f"<span>{_text(part)}</span>" for part in parts if part)
    pieces = [
        '<article class="report">\n<header class="report-head">',
        logo,
        f'<p class="crumb">{_text(doc.subtitle)}</p>' if doc.subtitle else "",
        f"<h1>{_text(doc.title)}</h1>",
        f'<p class="about">{about}</p>' if about else "",
        "</header>\n",
        *_blocks(doc, cells),
        "</article>\n",
    ]
    return "".join(pieces)


def _blocks(doc: Document, cells: CellAddress | None) -> Iterator[str]:
    headings = iter(entries(doc))
    listed = contents(doc)
    level = 1
    for block in doc.blocks:
        if isinstance(block, Heading | PageBreak) and listed:
            yield _contents(listed)
            listed = ()
        if isinstance(block, Heading):
            level = block.level + 1
            yield _heading(next(headings))
        elif isinstance(block, Chart):
            yield chart_html(block, heading_level=min(level + 1, 6), look=doc.look)
        else:
            yield _block(block, cells)


def _block(block: Block, cells: CellAddress | None) -> str:
    match block:
        case Lead(runs) | Paragraph(runs) | Note(runs):
            kind = {Lead: ' class="lead"', Note: ' class="note"'}.get(type(block), "")
            return f"<p{kind}>{runs_html(runs)}</p>\n"
        case Bullets(items):
            return "<ul>" + "".join(f"<li>{runs_html(item)}</li>" for item in items) + "</ul>\n"
        case Facts(items):
            return _facts(items)
        case Table():
            return table_html(block, cell_address=cells, bars=True)
        case PageBreak():
            return '<div class="page-break"></div>\n'
    raise TypeError(f"no HTML for {type(block).__name__}")


def _contents(listed: Sequence[Entry]) -> str:
    lines = [
        f'<li class="level-{entry.level}"><a href="#{entry.anchor}">{_text(entry.text)}</a></li>'
        for entry in listed
    ]
    return (
        '<nav class="contents" aria-labelledby="innehall"><h2 id="innehall">Innehåll</h2><ul>'
        + "".join(lines)
        + "</ul></nav>\n"
    )


def _heading(entry: Entry) -> str:
    level = entry.level + 1
    return f'<h{level} id="{entry.anchor}">{_text(entry.text)}</h{level}>\n'


def _facts(items: Sequence[tuple[str, str, str]]) -> str:
    lines = [
        f"<div><dt>{_text(term)}</dt><dd>{_text(value)}"
        + (f" <small>{_text(unit)}</small>" if unit else "")
        + "</dd></div>"
        for term, value, unit in items
    ]
    return f'<dl class="facts">{"".join(lines)}</dl>\n'


def _run(run: Run) -> str:
    match run:
        case FigureText(text, name_text, direction):
            kind = f" {direction}" if direction else ""
            return f'<b class="figure{kind}" data-figure="{_text(name_text)}">{_text(text)}</b>'
        case Link(text, href):
            return f'<a href="{_text(href)}">{_text(text)}</a>'
        case _:
            marked = _text(run.text)
            marked = f"<em>{marked}</em>" if run.emphasis else marked
            return f"<strong>{marked}</strong>" if run.strong else marked


def _all_columns(table: Table) -> str:
    name = f"alla-{_text(table.key)}"
    return (
        f'<input class="all-columns" type="checkbox" id="{name}">'
        f'<label for="{name}">Visa alla kolumner</label>'
    )


def _caption(table: Table) -> str:
    unit = f' <span class="unit">{_text(table.unit.symbol)}</span>'
    return f"<caption>{_text(table.caption)}{unit}</caption>"


def _head(table: Table, bar: int | None) -> str:
    cells = [f'<th scope="col" class="{_classes(one)}">{_lines(one.head)}</th>' for one in
             table.columns]  # fmt: skip
    if bar is not None:
        cells.append('<td class="bars"></td>')
    if table.has_comments:
        cells.append(f'<th scope="col" class="comment">{printed.COMMENT_HEAD}</th>')
    return f'<thead><tr><th scope="col">{_text(table.row_head)}</th>{"".join(cells)}</tr></thead>'


@dataclass(frozen=True, slots=True)
class _Links:
    """Where the rows and the cells of a table lead."""

    rows: RowAddress | None
    cells: CellAddress | None


def _bodies(table: Table, links: _Links, bar: int | None) -> str:
    """Return the rows; the sums that end the table stand in a foot of their own."""
    foot = printed.first_of_last_sums(table)
    largest = _largest(table, bar)
    rows = [_row(table, row, links, bar, largest) for row in table.rows]
    body = f"<tbody>{''.join(rows[:foot])}</tbody>" if foot else ""
    return body + (f"<tfoot>{''.join(rows[foot:])}</tfoot>" if foot < len(rows) else "")


def _row(table: Table, row: Row, links: _Links, bar: int | None, largest: int) -> str:
    href = links.rows(row) if links.rows else None
    name = _text(row.text)
    name = f'<a href="{_text(href)}">{name}</a>' if href else name
    if not row.cells:
        span = len(table.columns) + 1 + (bar is not None) + table.has_comments
        return f'<tr class="head"><th scope="rowgroup" colspan="{span}">{name}</th></tr>'
    cells = [
        _cell(cell, column, links.cells(table, row, column, cell) if links.cells else None)
        for cell, column in zip(row.cells, table.columns, strict=True)
    ]
    if bar is not None:
        cells.append(f'<td class="bars">{bar_svg(row.cells[bar].printed, largest)}</td>')
    about = ""
    if table.has_comments:
        said = printed.comments(row, table.columns)
        cells.append(f'<td class="comment">{"<br>".join(map(_text, said))}</td>')
        # On a telephone the comment stands below the name, where a column has no room.
        about = f' data-comment="{_text(" / ".join(said))}"' if said else ""
    return f'<tr class="{row.role}"><th scope="row"{about}>{name}</th>{"".join(cells)}</tr>'


def _cell(cell: Cell, column: Column, href: str | None) -> str:
    text = _text(printed.cell_text(cell, column))
    if cell.absent is not None:
        words = printed.absent_words(cell.absent)
        text = f'<span aria-hidden="true">{text}</span><span class="unseen">{words}</span>'
    if href:
        text = f'<a href="{_text(href)}">{text}</a>'
    if cell.absent is not None:
        return f'<td class="{_classes(column)} absent">{text}</td>'
    kind = printed.direction(cell, column)
    return f'<td class="{_classes(column)}{" " + kind if kind else ""}">{text}</td>'


def _classes(column: Column) -> str:
    tone = "" if column.tone == "normal" else f" {column.tone}"
    priority = "" if column.priority == 1 else f" p{column.priority}"
    return f"num{tone}{priority}"


def _last_variance(table: Table) -> int | None:
    tones = [column.tone for column in table.columns]
    return len(tones) - 1 - tones[::-1].index("variance") if "variance" in tones else None


def _few(table: Table) -> str:
    return " few" if len(table.columns) <= _FEW else ""


def _largest(table: Table, bar: int | None) -> int:
    if bar is None:
        return 0
    return max((abs(row.cells[bar].printed or 0) for row in table.rows if row.cells), default=0)


def _text(text: str) -> str:
    return html.escape(printed.plain(text))


def _lines(text: str) -> str:
    return "<br>".join(_text(line) for line in text.split("\n"))


@functools.cache
def _style() -> str:
    """Return the style sheet with its letters inside it, so that the page is one file."""

    def inside(found: re.Match[str]) -> str:
        data = base64.b64encode((_CSS.parent / found[1]).read_bytes()).decode("ascii")
        return f'url("data:font/woff2;base64,{data}")'

    return re.sub(r'url\("(fonts/[\w.-]+\.woff2)"\)', inside, _CSS.read_text("utf-8"))
