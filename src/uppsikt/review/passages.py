"""The words of a document, in sentences and in tables, and marks in them."""

from collections.abc import Iterator

from uppsikt.reading import Document, Table, Text
from uppsikt.review.model import Mark, Place


def passages(document: Document) -> Iterator[Text]:
    """Every sentence, and every title, head, label and cell of words in tables, in order."""
    for sentence in document.sentences():
        yield sentence.text
    for table in document.tables:
        yield from (text for text in _words(table) if text.text)


def _words(table: Table) -> Iterator[Text]:
    yield table.title
    yield table.corner
    for column in table.columns:
        yield from column.path
    for row in table.rows:
        yield row.label
        yield from (cell.text for cell in row.cells if cell.number is None)


def mark_in(file: int, text: Text, start: int, end: int) -> Mark:
    """The characters from ``start`` to ``end`` of a text as a mark with the text around them."""
    return Mark(Place(file, text.spans(start, end)), text.text, (start, end))
