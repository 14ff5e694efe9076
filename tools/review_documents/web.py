"""An invented report as a web page, the way a municipality's own pages are built."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from .source import Block, Heading, Items, Paragraph, Table

_STYLE = (
    "body{font:11pt sans-serif;max-width:46em;margin:2em auto}table{border-collapse:collapse;"
    "font-size:8.5pt}h1,h2,h3,th{font-weight:normal}td,th{padding:.2em .5em;"
    "border-bottom:1px solid #999}td+td{text-align:right;white-space:nowrap}"
)


def page(blocks: Sequence[Block], title: str) -> str:
    """The whole page."""
    body = "\n".join(map(_html, blocks))
    head = f'<meta charset="utf-8"><title>{escape(title)}</title><style>{_STYLE}</style>'
    return f'<!doctype html><html lang="sv"><head>{head}</head><body>\n{body}\n</body></html>\n'


def _html(block: Block) -> str:
    if isinstance(block, Heading):
        return f"<h{block.level}>{escape(block.text)}</h{block.level}>"
    if isinstance(block, Paragraph):
        return f"<p>{escape(block.text)}</p>"
    if isinstance(block, Items):
        kind = "ol" if block.ordered else "ul"
        items = "".join(f"<li>{escape(item)}</li>" for item in block.items)
        return f"<{kind}>{items}</{kind}>"
    return _table(block)


def _table(table: Table) -> str:
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in table.head)
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in table.rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
