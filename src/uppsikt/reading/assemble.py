"""From the parts that a structured format names (headings, paragraphs, items, grids) to blocks."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from uppsikt.reading.grids.grid import Grid
from uppsikt.reading.grids.grids import read_grid
from uppsikt.reading.model import (
    EMPTY,
    Block,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Sentence,
    Text,
)
from uppsikt.reading.sentences import sentences
from uppsikt.reading.stated import stated_unit

_NUMBER = re.compile(r"\s*(\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+(?=[^\W\d])")
_BULLET = re.compile(r"\s*(?:([-–])|[•·▪◦‣●○■\uf0b7\uf0a7])\s+(?=\S)")
_CAPTION = 160  # characters: a longer line before a table is no caption
_INTRO_END = (":", "varav", "följande", "nedan")


@dataclass(frozen=True, slots=True)
class RawHeading:
    """A heading as the format marks it."""

    level: int
    text: Text


@dataclass(frozen=True, slots=True)
class RawParagraph:
    """A paragraph."""

    text: Text


@dataclass(frozen=True, slots=True)
class RawItem:
    """An item of a list; items that follow each other are one list."""

    text: Text


@dataclass(frozen=True, slots=True)
class RawGrid:
    """A table, with its caption if the format has one for it."""

    grid: Grid
    caption: Text = EMPTY


Raw: TypeAlias = RawHeading | RawParagraph | RawItem | RawGrid


def assembled(raws: Iterable[Raw]) -> tuple[Block, ...]:
    """The blocks that the parts make, in order."""
    making = _Making()
    for raw in raws:
        making.add(raw)
    making.end_list()
    return tuple(making.blocks)


class _Making:
    """The blocks so far, and what a table or a list takes from what stood before it."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._items: list[ListItem] = []
        self._heading = EMPTY
        self._before: Text = EMPTY
        self._dash: Text | None = None

    def add(self, raw: Raw) -> None:
        if isinstance(raw, RawParagraph) and (bullet := _BULLET.match(raw.text.text)):
            self._dash = raw.text if bullet[1] and not self._items else None
            raw = RawItem(raw.text.part(bullet.end(), len(raw.text.text)))
        elif isinstance(raw, RawItem):
            self._dash = None
            if bullet := _BULLET.match(raw.text.text):
                raw = RawItem(raw.text.part(bullet.end(), len(raw.text.text)))
        if isinstance(raw, RawItem):
            self._items.append(ListItem(sentences(raw.text)))
            return
        self.end_list()
        match raw:
            case RawHeading():
                self._add_heading(raw)
            case RawParagraph():
                self._add_paragraph(raw.text)
                self._before = raw.text
            case RawGrid():
                self._add_grid(raw)

    def end_list(self) -> None:
        """Close the list that is being read, if there is one."""
        if len(self._items) == 1 and self._dash is not None:
            # A single line with a dash before it is no list.
            self._items = []
            self._add_paragraph(self._dash)
        elif self._items:
            self.blocks.append(ListBlock(self._intro(), tuple(self._items)))
            self._items = []
            self._before = EMPTY

    def _intro(self) -> Sentence | None:
        """The sentence before a list that leads into it."""
        last = self.blocks[-1] if self.blocks else None
        if not isinstance(last, Paragraph) or not last.sentences:
            return None
        sentence = last.sentences[-1]
        return sentence if sentence.text.text.rstrip().endswith(_INTRO_END) else None

    def _add_heading(self, raw: RawHeading) -> None:
        number = _NUMBER.match(raw.text.text)
        text = raw.text.part(number.end(), len(raw.text.text)) if number else raw.text
        parts = sentences(text)
        # A heading is one sentence, whatever dots stand in it.
        numbers = parts[0].numbers if len(parts) == 1 else ()
        self.blocks.append(Heading(raw.level, Sentence(text, numbers), number[1] if number else ""))
        self._heading, self._before = text, EMPTY

    def _add_paragraph(self, text: Text) -> None:
        parts = sentences(text)
        if parts:
            self.blocks.append(Paragraph(parts))

    def _add_grid(self, raw: RawGrid) -> None:
        before = self._before if _is_caption(self._before.text) else EMPTY
        title = raw.caption if raw.caption.text else before
        if not title.text or (len(title.text) < 20 and stated_unit(title.text) is not None):
            # ”Belopp i tkr” right above a table states its unit and does not name it.
            title = self._heading if self._heading.text else title
        read = read_grid(raw.grid, title, (before.text, self._heading.text))
        self.blocks.extend(read.tables)
        for text in read.texts:
            self._add_paragraph(text)
        self._before = EMPTY


def _is_caption(text: str) -> bool:
    plain = text.rstrip()
    return 0 < len(plain) <= _CAPTION and not plain.endswith((".", "!", "?"))


def joined_over_break(first: str, second: str) -> bool:
    """Whether a paragraph that a page break cut off goes on in the one after it."""
    before, after = first.rstrip(), second.lstrip()
    return (
        bool(before and after)
        and before[-1] not in ".!?:"
        and (after[0].islower() or after[0].isdigit() or before[-1] in ",-–")
    )
