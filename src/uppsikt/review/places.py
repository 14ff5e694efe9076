"""Where a finding's figures stand: the exact characters, and how a reader finds them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from uppsikt.figures import join_words
from uppsikt.reading import Document, Line, Span, Text
from uppsikt.review.model import Finding, Place


def sharpened(finding: Finding, documents: Sequence[Document]) -> Finding:
    """The finding with its places drawn in to the figures at stake.

    A rule may give a whole sentence as the place and say which words of it matter; what is marked
    and held against other findings is those words.
    """
    return replace(
        finding,
        marks=tuple(
            replace(mark, place=_drawn_in(mark.place, mark.text[slice(*mark.mark)], documents))
            if mark.mark
            else mark
            for mark in finding.marks
        ),
        cures=tuple(
            replace(cure, place=_drawn_in(cure.place, cure.printed, documents))
            for cure in finding.cures
        ),
    )


def _drawn_in(place: Place, words: str, documents: Sequence[Document]) -> Place:
    lines = documents[place.file].lines
    printed = "".join(lines[span.line].text[span.start : span.end] for span in place.spans)
    if not words or _bare(words) == _bare(printed):
        return place
    return Place(place.file, _narrowed(words, lines, place.spans) or place.spans)


def _narrowed(words: str, lines: Sequence[Line], spans: Sequence[Span]) -> tuple[Span, ...]:
    """The one run of the words inside the spans; nothing if they are broken over lines."""
    for span in spans:
        at = lines[span.line].text.find(words, span.start, span.end)
        if at >= 0:
            return (Span(span.line, at, at + len(words)),)
    return ()


def _bare(text: str) -> str:
    """Without spaces, which differ where a text was put together from several lines."""
    return "".join(text.split())


def overlap(one: Place, other: Place) -> bool:
    """Whether two places share a character."""
    return one.file == other.file and any(
        a.line == b.line and a.start < b.end and b.start < a.end
        for a in one.spans
        for b in other.spans
    )


def first_place(finding: Finding) -> tuple[int, int, int]:
    """What findings are sorted by: where the first of its places begins."""
    begins = [
        (mark.place.file, span.line, span.start)
        for mark in finding.marks
        for span in mark.place.spans
    ]
    return min(begins, default=(0, 0, 0))


def page_of(document: Document, line: Line) -> int | None:
    """The page (the sheet of a workbook), or None where the format has no pages."""
    paged = document.kind in ("pdf", "xlsx") or (document.pages or 0) > 1
    return line.page if paged else None


_COUNTED = {"docx": "stycke", "html": "stycke"}
"""What a line is called where it is no line: a paragraph or a table row, counted from the top."""


def where(place: Place, documents: Sequence[Document]) -> str:
    """How a reader finds the place: ``sid 7, rad 4``, and the file's name if there are several."""
    document = documents[place.file]
    told = _told(document, [document.lines[line] for line in lines_of(place)])
    return f"{document.name}, {told}" if len(documents) > 1 else told


def lines_of(place: Place) -> list[int]:
    """The lines that the place stands on, as indexes in ``Document.lines``, in order."""
    return sorted({span.line for span in place.spans})


def _told(document: Document, lines: Sequence[Line]) -> str:
    pages: dict[int, list[str]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(str(line.number))
    head = {"pdf": "sid", "xlsx": "blad"}.get(document.kind)
    word = _COUNTED.get(document.kind, "rad")
    told = [
        (f"{head} {page}, " if head else "") + f"{word} {_from_to(numbers)}"
        for page, numbers in pages.items()
    ]
    return join_words(told) or "hela dokumentet"


def _from_to(numbers: Sequence[str]) -> str:
    return numbers[0] if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"


def where_text(text: Text, file: int, documents: Sequence[Document]) -> str:
    """How a reader finds a text of one of the documents."""
    return where(Place(file, text.spans()), documents)
