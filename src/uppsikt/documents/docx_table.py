"""A table of figures as WordprocessingML, written at once: cell by cell takes far longer."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from docx.oxml.ns import nsdecls

from . import printed
from .docx_styles import FAINT, Frame
from .model import Cell, Column, Row, Table

_TWIPS_PER_EMU = 635
_GAP = 170
_BEFORE_COMMENT = 220
_FEW = 3  # columns
_SHORT = 20  # rows


def table_xml(table: Table, frame: Frame) -> str:
    """Return the `w:tbl` element: marked head row that repeats, rows that do not split."""
    widths = _widths(table, frame.width // _TWIPS_PER_EMU, frame.sign)
    foot = printed.first_of_last_sums(table)
    rows = [_row(table, index, widths, foot, frame) for index in range(len(table.rows))]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    caption = quoteattr(printed.plain(f"{table.caption}, {table.unit.symbol}"))
    return (
        f"<w:tbl {nsdecls('w')}><w:tblPr><w:tblStyle w:val={quoteattr(frame.table_style)}/>"
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="00A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" '
        'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={caption}/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"{_head(table, widths, frame)}{''.join(rows)}</w:tbl>"
    )


def _widths(table: Table, room: int, sign: int) -> list[int]:
    """Return the widths in twips: what the figures need, the rest for names and comments."""
    values = [
        max(
            *(len(line) for line in column.head.split("\n")),
            *(len(printed.cell_text(row.cells[index], column)) for row in table.rows if row.cells),
            5,
        )
        * sign
        + _GAP
        for index, column in enumerate(table.columns)
    ]
    # Few columns stand near their names.
    full = room * 7 // 10 if len(values) <= _FEW and not table.has_comments else room
    most = full // 2 if table.has_comments else full * 3 // 4
    if sum(values) > most:
        values = [value * most // sum(values) for value in values]
    rest = full - sum(values)
    if not table.has_comments:
        return [rest, *values]
    name = rest * 2 // 5
    return [name, *values, rest - name]


def _head(table: Table, widths: Sequence[int], frame: Frame) -> str:
    said = [printed.COMMENT_HEAD] if table.has_comments else []
    heads = [table.row_head, *(column.head for column in table.columns), *said]
    style, values = frame.styles["Tabellhuvud"], range(1, len(table.columns) + 1)
    cells = [
        _cell(
            _run(head),
            width,
            style=style,
            right=index in values,
            bottom=True,
            indent=_BEFORE_COMMENT if index > len(table.columns) else 0,
        )
        for index, (head, width) in enumerate(zip(heads, widths, strict=True))
    ]
    return "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" + "".join(cells) + "</w:tr>"


def _row(table: Table, index: int, widths: Sequence[int], foot: int, frame: Frame) -> str:
    row = table.rows[index]
    border = _border(row, index, foot, frame) if frame.draws_rules else ""
    style = frame.styles["Tabelltext"]
    # A short table stays on one page. Of a long one its groups and its last rows do, so that a
    # result never stands alone at the top of a page.
    first_kept = 0 if len(table.rows) <= _SHORT else len(table.rows) - 4
    keep = first_kept <= index < len(table.rows) - 1 or row.role in ("head", "sub")
    if not row.cells:
        name = _cell(
            _run(row.text, bold=True),
            sum(widths),
            style=style,
            span=len(widths),
            keep=keep,
            border=border,
        )
        return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{name}</w:tr>"
    bold = row.role in ("sum", "subtotal")
    indent = 220 if row.role in ("sub", "subtotal") else 0
    name = _run(row.text, bold=bold)
    cells = [_cell(name, widths[0], style=style, keep=keep, border=border, indent=indent)]
    for cell, column, width in zip(row.cells, table.columns, widths[1:], strict=False):
        cells.append(
            _cell(
                _figure(cell, column, bold, frame),
                width,
                style=style,
                right=True,
                keep=keep,
                border=border,
            )
        )
    if table.has_comments:
        said = "<w:r><w:br/></w:r>".join(map(_run, printed.comments(row, table.columns)))
        cells.append(
            _cell(said, widths[-1], style=style, keep=keep, border=border, indent=_BEFORE_COMMENT)
        )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def _border(row: Row, index: int, foot: int, frame: Frame) -> str:
    if index == foot:
        size, colour = 12, frame.colour("ink")
    elif row.role == "sum" and index < foot:
        size, colour = 6, frame.colour("ink_2")
    else:
        return ""
    return (
        f'<w:tcBorders><w:top w:val="single" w:sz="{size}" w:space="0" w:color="{colour}"/>'
        f'<w:bottom w:val="single" w:sz="4" w:space="0" w:color="{FAINT}"/></w:tcBorders>'
    )


def _figure(cell: Cell, column: Column, bold: bool, frame: Frame) -> str:
    pale = column.tone == "pale" or cell.absent is not None
    colour = frame.tone(printed.direction(cell, column)) or (frame.colour("ink_3") if pale else "")
    return _run(printed.cell_text(cell, column), bold=bold, colour=colour)


def _run(text: str, *, bold: bool = False, colour: str = "") -> str:
    look = ("<w:b/>" if bold else "") + (f'<w:color w:val="{colour}"/>' if colour else "")
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(printed.plain(line))}</w:t>'
        for line in text.split("\n")
    )
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{lines}</w:r>"


def _cell(
    run: str,
    width: int,
    *,
    style: str,
    right: bool = False,
    bottom: bool = False,
    keep: bool = False,
    border: str = "",
    indent: int = 0,
    span: int = 1,
) -> str:
    cell = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    cell += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    cell += border + ('<w:vAlign w:val="bottom"/>' if bottom else "")
    form = f"<w:pStyle w:val={quoteattr(style)}/>" + ("<w:keepNext/>" if keep else "")
    form += f'<w:ind w:left="{indent}"/>' if indent else ""
    form += '<w:jc w:val="right"/>' if right else ""
    return f"<w:tc><w:tcPr>{cell}</w:tcPr><w:p><w:pPr>{form}</w:pPr>{run}</w:p></w:tc>"
