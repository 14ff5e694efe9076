"""The sentences of a document with the heading that each stands under."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from uppsikt.reading import Document, Heading, ListBlock, Paragraph, Sentence, Text
from uppsikt.review.about import line_of


@dataclass(frozen=True)
class Section:
    """What stands between one heading and the next.

    ``headings`` are the heading and those above it, the nearest last. ``start`` and ``stop`` are
    its lines (indexes; ``stop`` is the first line of the next section). ``sentences`` are those
    of its paragraphs and lists in order, each with the number of its block in the section.
    """

    headings: tuple[str, ...]
    start: int
    stop: int
    sentences: tuple[tuple[int, Sentence], ...]

    def holds(self, line: int) -> bool:
        """Whether a line (an index) stands in the section."""
        return self.start <= line < self.stop

    def after(self, place: int) -> str:
        """The sentence after the one at ``place`` in the same block; empty if there is none."""
        if place + 1 >= len(self.sentences):
            return ""
        (block, _), (following, sentence) = self.sentences[place : place + 2]
        return sentence.text.text if block == following else ""


def sections(document: Document) -> Iterator[Section]:
    """The sections of a document in order; before the first heading is one without."""
    stack: list[Heading] = []
    told: list[tuple[int, Sentence]] = []
    start = 0
    for number, block in enumerate(document.blocks):
        if isinstance(block, Heading):
            stop = line_of(block.sentence.text) or start
            yield Section(_texts(stack), start, stop, tuple(told))
            stack = [one for one in stack if one.level < block.level] + [block]
            start, told = stop, []
        elif isinstance(block, Paragraph):
            told.extend((number, one) for one in block.sentences)
        elif isinstance(block, ListBlock):
            told.extend((number, one) for item in block.items for one in item.sentences)
    yield Section(_texts(stack), start, len(document.lines), tuple(told))


def _texts(stack: Sequence[Heading]) -> tuple[str, ...]:
    return tuple(one.sentence.text.text for one in stack)


def first_line(text: Text) -> int:
    """The line (an index) that a text begins on; 0 if it has none."""
    return line_of(text) or 0
