"""Where a finding points: its lines, and whether it touches a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from uppsikt.reading import Document, Span
from uppsikt.review.model import Finding, Review

_SAME = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "−": "-", "–": "-"})
_NO_DIGIT = re.compile(r"\D+")
_WORD = re.compile(r"[^\W\d_]+")
_NO_WORD = re.compile(r"[\W_]+")


def lines_of(review: Review, finding: Finding) -> set[int]:
    """The numbers of the lines that a finding points at."""
    return {document.lines[span.line].number for document, span in spans_of(review, finding)}


def spans_of(review: Review, finding: Finding) -> Iterator[tuple[Document, Span]]:
    """Every place of a finding, with the document that it is in."""
    for mark in finding.marks:
        for span in mark.place.spans:
            yield review.documents[mark.place.file], span


def touches(review: Review, finding: Finding, *, words: str, block: str) -> bool:
    """Whether a place of the finding lies on these words of this block (a row, a paragraph).

    The block may be broken over lines, with its label apart from its figures, and stand among
    other blocks in one line.
    """
    return any(_on(document, span, words, block) for document, span in spans_of(review, finding))


def _on(document: Document, span: Span, words: str, block: str) -> bool:
    line = document.lines[span.line].text.translate(_SAME)
    if not _alike(line, block):
        return False
    sought = words.translate(_SAME)
    at = line.find(sought)
    while at >= 0:
        if span.start < at + len(sought) and at < span.end:
            return True
        at = line.find(sought, at + 1)
    return _broken(document, span, sought)


def _broken(document: Document, span: Span, sought: str) -> bool:
    """Words that may be broken over lines: the span holds a part of them."""
    part = _letters(document.lines[span.line].text[span.start : span.end])
    return " " in sought and len(part) > 1 and part in _letters(sought)


def _alike(line: str, block: str) -> bool:
    words, of_block = _letters(line), _letters(block)
    if words in of_block or of_block in words:
        return True
    digits = _NO_DIGIT.sub("", line)
    if len(digits) < 3 or digits not in _NO_DIGIT.sub("", block):
        return False
    return all(word in of_block for word in map(_letters, _WORD.findall(line)))


def _letters(text: str) -> str:
    return _NO_WORD.sub("", text.casefold())
