"""Documents and findings made by hand, for the tests of what a review is told as."""

from __future__ import annotations

from uppsikt.figures import amount
from uppsikt.reading import (
    EMPTY,
    Cell,
    Column,
    Document,
    Heading,
    Kind,
    Line,
    ListBlock,
    ListItem,
    Number,
    Paragraph,
    Piece,
    Row,
    Sentence,
    Span,
    Table,
    Text,
    Unread,
)
from uppsikt.review.diagnosis import diagnose
from uppsikt.review.model import Counts, Cure, Finding, Mark, Named, Place, Review

PAGES = (
    (
        "Budgetuppföljning efter oktober 2031",
        "Kulturnämnden, Budgetuppföljning 1(2)",
        "Nettokostnaden för biblioteken beräknas till 60 500 tkr under 2031.",
        "Verksamhet Utfall Prognos",
        "Bibliotek −49 479 −60 000",
        "Museer 1 2 3 4",
        "Summa −59 479 −72 000",
        "Följande händer:",
        "Museet stänger 31 april.",
    ),
    (
        "Kulturnämnden, Budgetuppföljning 2(2)",
        "Prognosen är 8",
        "530 tkr för museerna, och <b>60 000</b> tkr för biblioteken.",
    ),
)


def printed(pages: tuple[tuple[str, ...], ...], kind: Kind) -> tuple[Line, ...]:
    """The lines of pages; a text file counts through, the others on each page."""
    lines: list[Line] = []
    for page, texts in enumerate(pages, start=1):
        for number, text in enumerate(texts, start=1):
            lines.append(Line(page, len(lines) + 1 if kind == "txt" else number, text))
    return tuple(lines)


def text_of(lines: tuple[Line, ...], index: int, words: str = "") -> Text:
    """A line, or the words in it, as a text that knows its place."""
    whole = lines[index].text
    start = whole.index(words) if words else 0
    return Text(words or whole, (Piece(0, index, start, len(words or whole)),))


def cell(lines: tuple[Line, ...], index: int, words: str) -> Cell:
    text = text_of(lines, index, words)
    return Cell(text, Number(amount(words), words, 0, len(words), text.spans()))


def report(kind: Kind = "pdf", name: str = "kultur.pdf") -> Document:
    """A report of two pages with a heading, text, a table, a list and what could not be read."""
    lines = printed(PAGES, kind)
    told = text_of(lines, 2)
    number = Number(amount("60 500 tkr"), "60 500", 45, 51, told.spans(45, 51))
    table = Table(
        columns=tuple(Column((text_of(lines, 3, word),)) for word in ("Utfall", "Prognos")),
        rows=(
            Row(
                text_of(lines, 4, "Bibliotek"),
                (cell(lines, 4, "−49 479"), cell(lines, 4, "−60 000")),
            ),
            Row(text_of(lines, 6, "Summa"), (cell(lines, 6, "−59 479"), cell(lines, 6, "−72 000"))),
        ),
        corner=text_of(lines, 3, "Verksamhet"),
        unread=(Unread(text_of(lines, 5), "fyra tal i två kolumner"),),
    )
    broken = Text(
        "Prognosen är 8 530 tkr för museerna, och <b>60 000</b> tkr för biblioteken.",
        (Piece(0, 10, 0, 14), Piece(15, 11, 0, len(lines[11].text))),
    )
    return Document(
        name=name,
        kind=kind,
        lines=lines,
        blocks=(
            Heading(1, Sentence(text_of(lines, 0))),
            Paragraph((Sentence(told, (number,)),)),
            table,
            Paragraph((Sentence(text_of(lines, 7)),)),
            ListBlock(Sentence(text_of(lines, 7)), (ListItem((Sentence(text_of(lines, 8)),)),)),
            Paragraph((Sentence(broken),)),
        ),
        pages=2 if kind == "pdf" else None,
        unread=(Unread(EMPTY, "en bild utan text"),),
    )


def place(document: Document, line: int, words: str, file: int = 0) -> Place:
    """The place of words in a line, by its index."""
    start = document.lines[line].text.index(words)
    return Place(file, (Span(line, start, start + len(words)),))


def mark(document: Document, line: int, words: str, file: int = 0) -> Mark:
    """A mark on words in a line."""
    text = document.lines[line].text
    start = text.index(words)
    return Mark(place(document, line, words, file), text, (start, start + len(words)))


def forecast(document: Document) -> Finding:
    """One forecast told with two values in three places."""
    return Finding(
        code="same-figure",
        message="Prognosen för bibliotek är 60 500 på ett ställe och 60 000 på två.",
        marks=(
            mark(document, 2, "60 500"),
            mark(document, 4, "−60 000"),
            mark(document, 11, "60 000"),
        ),
        values=(Named("texten", "60 500 tkr", 0), Named("budget", "57 500 tkr")),
        expected="60 000 tkr",
        tolerance="0,5 tkr",
        cures=(Cure(place(document, 2, "60 500"), "60 500", "60 000"),),
    )


def date(document: Document) -> Finding:
    """A day that no calendar has."""
    return Finding(
        code="impossible-date",
        message="Den 31 april finns inte.",
        marks=(mark(document, 8, "31 april"),),
    )


def broken_number(document: Document) -> Finding:
    """A note about a figure that is broken over two lines, and a head of a page."""
    spans = (Span(10, 13, 14), Span(11, 0, 3))
    return Finding(
        code="period-budget-above-year",
        severity="note",
        message="Periodbudgeten är större än årsbudgeten.",
        marks=(
            Mark(Place(0, spans), "Prognosen är 8 530 tkr för museerna", (13, 18)),
            mark(document, 9, "2(2)"),
        ),
    )


COUNTS = Counts(tables=1, numbers=7, tables_unread=1, rows_unread=1)


def reviewed(*documents: Document, findings: tuple[Finding, ...] | None = None,
             counts: Counts = COUNTS, earlier: int = 0) -> Review:  # fmt: skip
    """A review of documents with the findings given, or the three above."""
    first = documents[0]
    given = findings if findings is not None else (
        date(first), broken_number(first), forecast(first)
    )  # fmt: skip
    grouped, diagnoses = diagnose(given, documents)
    return Review(documents, grouped, counts, diagnoses, earlier)
