"""An invented report as plain text: in columns, broken up as copied text is, and as Markdown."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from .source import Block, Heading, Items, Paragraph, Table

WIDTH = 96
LABEL = 34
NARROW = 24


def columns(blocks: Sequence[Block]) -> str:
    """As a program that keeps the page's layout prints it: tables stand in columns."""
    return "\n\n".join("\n".join(_laid_out(block)) for block in blocks) + "\n"


def broken(blocks: Sequence[Block], title: str) -> str:
    """As text copied from a PDF often is: stacked heads, broken labels, page feet in between."""
    parts = ["\n".join(_broken(block)) for block in blocks]
    foot = f"\n\n{title} {{}}(2)\n\x0c"
    middle = len(parts) // 2
    return "\n\n".join([*parts[:middle], foot.format(1), *parts[middle:], f"{title} 2(2)"]).replace(
        "\n\n\n", "\n\n"
    )


def markdown(blocks: Sequence[Block]) -> str:
    """As Markdown."""
    return "\n\n".join("\n".join(_marked_up(block)) for block in blocks) + "\n"


def _laid_out(block: Block) -> Iterator[str]:
    if isinstance(block, Table):
        yield from _in_columns(block)
    elif isinstance(block, Items):
        for number, item in enumerate(block.items, 1):
            mark = f"{number}." if block.ordered else "•"
            yield from textwrap.wrap(item, WIDTH, initial_indent=f"  {mark} ")
    else:
        yield from textwrap.wrap(block.text, WIDTH)


def _in_columns(table: Table) -> Iterator[str]:
    heads = [textwrap.wrap(head, 12, break_long_words=False) or [""] for head in table.head]
    deep = max(map(len, heads))
    stacked = [[""] * (deep - len(head)) + head for head in heads]
    grid = [*zip(*stacked, strict=True), *table.rows]
    widths = [max(len(row[at]) for row in grid) for at in range(len(table.head))]
    for row in grid:
        first = row[0].ljust(max(widths[0], LABEL))
        rest = [cell.rjust(width + 3) for cell, width in zip(row[1:], widths[1:], strict=True)]
        yield (first + "".join(rest)).rstrip()


def _broken(block: Block) -> Iterator[str]:
    if isinstance(block, Table):
        for head in block.head:
            yield from textwrap.wrap(head, 10, break_long_words=False)
        yield ""
        for row in block.rows:
            yield from _broken_row(row)
    elif isinstance(block, Items):
        for number, item in enumerate(block.items, 1):
            yield from textwrap.wrap(f"{f'{number}.' if block.ordered else '•'} {item}", 88)
            yield ""
    else:
        yield from textwrap.wrap(block.text, 88)


def _broken_row(row: tuple[str, ...]) -> Iterator[str]:
    label, figures = row[0], " ".join(cell for cell in row[1:] if cell)
    if len(label) <= NARROW:
        yield f"{label} {figures}".rstrip()
    else:
        yield from textwrap.wrap(label, NARROW)
        yield ""
        yield figures
    yield ""


def _marked_up(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"{'#' * block.level} {block.text}"
    elif isinstance(block, Paragraph):
        yield block.text
    elif isinstance(block, Items):
        for number, item in enumerate(block.items, 1):
            yield f"{f'{number}.' if block.ordered else '-'} {item}"
    else:
        yield _row(block.head)
        yield _row(["---", *["---:"] * (len(block.head) - 1)])
        yield from map(_row, block.rows)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
