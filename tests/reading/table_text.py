"""A table as lines of text, so that a test can show all of what was read."""

from __future__ import annotations

from uppsikt.reading import Cell, Document, ListBlock, Paragraph, Table, sentences_of


def cell_text(cell: Cell) -> str:
    """``8530 tkr``, ``636^1`` with a note, ``'–'`` for words, ``_`` for nothing."""
    if cell.number is None:
        text = f"'{cell.text.text}'" if cell.text.text else "_"
    else:
        amount = cell.number.amount
        text = str(amount.number) + (f" {amount.unit.symbol}" if amount.unit else "")
        text += f"^{cell.note}" if cell.note else ""
    return text + (f" ({cell.label.text})" if cell.label.text else "")


def table_text(table: Table) -> list[str]:
    """The head, then each row: ``Group > Label: cell | cell``."""
    head = " | ".join(" / ".join(part.text for part in column.path) for column in table.columns)
    rows = [
        " > ".join([*(one.text for one in row.under), row.label.text])
        + ": "
        + " | ".join(map(cell_text, row.cells))
        for row in table.rows
    ]
    return [head, *rows]


def prose(document: Document) -> list[str]:
    """The text of each paragraph, item and heading that is no table."""
    texts: list[str] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            texts.append(" ".join(one.text.text for one in block.sentences))
        elif isinstance(block, ListBlock):
            texts.extend(
                "- " + " ".join(one.text.text for one in item.sentences) for item in block.items
            )
        else:
            texts.extend("# " + one.text.text for one in sentences_of(block))
    return texts


def assert_places(document: Document) -> int:
    """Every number stands where it says; return how many there are."""
    cells = [cell.number for table in document.tables for row in table.rows for cell in row.cells]
    numbers = [one for one in cells if one is not None]
    numbers += [one for sentence in document.sentences() for one in sentence.numbers]
    for number in numbers:
        printed = "".join(
            document.lines[span.line].text[span.start : span.end] for span in number.spans
        )
        assert "".join(printed.split()) == "".join(number.text.split())
    return len(numbers)
