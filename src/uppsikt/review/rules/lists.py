"""Lists that do not hold as much as their intro announces."""

from collections.abc import Iterable, Iterator, Sequence

from uppsikt.figures import Figure, Unit, find_contradictions, total
from uppsikt.reading import Block, Document, ListBlock, Paragraph
from uppsikt.review.announced import (
    Announced,
    Counted,
    announced,
    counted,
    is_numbering,
    is_open,
    one_frame,
)
from uppsikt.review.grid import line_name
from uppsikt.review.material import Material
from uppsikt.review.model import Finding, Mark, Named
from uppsikt.review.passages import mark_in
from uppsikt.review.registry import rule

_MOST = 15
"""A longer list has lists within it, or is no list of what was announced."""


@rule("list-count", "Antal i lista")
def check_lists(material: Material) -> Iterable[Finding]:
    """``Fem leverantörer varav:`` is the sum of its items, ``tre delar:`` as many as the items.

    Told only where neither the number of items nor the sum of their counts fits. A list that says
    it is not complete, that another list or a new page breaks, or whose items may hold two things
    is left alone; so is a ``varav`` whose items need not divide the whole.
    """
    for one in material.reviewed:
        lists = _lists(one.document)
        for block, following, told, items in lists:
            if is_open(block) or len(items) < 2 or len(items) > _MOST:
                continue
            if told.parts:
                wrong = _divided(told, items, [other for other in lists if other[0] is not block])
            else:
                wrong = _listed(one.document, following, told, items)
            if wrong:
                yield _finding(one.index, block, told, items)


_List = tuple[ListBlock, Block | None, Announced, list[Counted]]


def _lists(document: Document) -> list[_List]:
    """The lists with an announced number, each with the block after it."""
    found: list[_List] = []
    after: Sequence[Block | None] = (*document.blocks[1:], None)
    for block, following in zip(document.blocks, after, strict=True):
        if isinstance(block, ListBlock) and block.intro:
            told = announced(block.intro.text.text)
            if told:
                found.append((block, following, told, [counted(item) for item in block.items]))
    return found


def _divided(told: Announced, items: Sequence[Counted], others: Sequence[_List]) -> bool:
    """Whether items that divide the whole do not make it up.

    That they divide it is shown by their all saying one thing with other numbers, or by two other
    lists of the kind that hold.
    """
    if any(one.number is None for one in items) or is_numbering(items):
        return False
    if _sums_up(told.number, [one.number for one in items]):
        return False
    alike = [
        other
        for _, _, other, parts in others
        if other.parts
        and other.noun == told.noun
        and all(part.number is not None for part in parts)
        and _sums_up(other.number, [part.number for part in parts])
    ]
    return one_frame(items, told.noun) or len(alike) >= 2


def _listed(
    document: Document, following: Block | None, told: Announced, items: Sequence[Counted]
) -> bool:
    """Whether a list is surely whole and holds another number of items."""
    ones: list[int | None] = [1] * len(items)
    counts = ones if is_numbering(items) else [one.number or 1 for one in items]
    if _sums_up(told.number, ones) or _sums_up(told.number, counts):
        return False
    near = abs(told.number - len(items)) <= max(1, told.number // 4)
    return near and _whole(document, following, items) and not _doubled(told, items)


def _whole(document: Document, following: Block | None, items: Sequence[Counted]) -> bool:
    """Whether the list surely ends where it was read to end, and each item is one item."""
    if isinstance(following, ListBlock) or (
        isinstance(following, Paragraph) and following.sentences[0].text.text[:1].islower()
    ):
        return False
    if following is None and not items[-1].text.text.rstrip().endswith("."):
        return False
    cases = {one.text.text[:1].islower() for one in items}
    lines = [piece.line for one in items for piece in one.text.pieces]
    pages = {document.lines[line].page for line in lines}
    return len(cases) == 1 and len(pages) <= 1 and all(one.text.text for one in items)


def _doubled(told: Announced, items: Sequence[Counted]) -> bool:
    """Whether an item may hold two of what is counted: ``Kultur och fritid``."""
    joined = any(
        f" {word} " in f" {one.text.text} " for one in items for word in ("och", "samt", "/", "&")
    )
    return len(items) < told.number and (joined or any("/" in one.text.text for one in items))


def _sums_up(number: int, counts: Sequence[int | None]) -> bool:
    """Whether the counts make up the number."""
    parts = [line_name(str(place)) for place in range(len(counts))]
    whole = line_name("list")
    figures = [
        Figure(name, count or 0, Unit.COUNT, "listan")
        for name, count in zip((whole, *parts), (number, *counts), strict=True)
    ]
    return not find_contradictions(figures, (total(whole, parts),))


def _finding(file: int, block: ListBlock, told: Announced, items: Sequence[Counted]) -> Finding:
    assert block.intro is not None, "only a list with an intro is announced"
    intro = block.intro.text
    words = intro.text[told.start : told.end]
    counts = [one.number for one in items]
    if told.parts:
        given = sum(count or 0 for count in counts)
        says = f"men delarna är {' + '.join(str(count) for count in counts)} = {given}"
    else:
        given = len(items)
        says = f"men listan har {given} punkter"
    marks = (
        mark_in(file, intro, told.start, told.end),
        *(_mark(file, one, told) for one in items),
    )
    return Finding(
        code="list-count",
        message=f"”{words}” anges, {says}.",
        marks=marks,
        values=tuple(_values(words, items, told)),
        expected=str(given),
    )


def _mark(file: int, one: Counted, told: Announced) -> Mark:
    """The count of an item, or the item where items are counted."""
    start, end = (one.start, one.end) if told.parts else (0, len(one.text.text))
    return mark_in(file, one.text, start, end)


def _values(words: str, items: Sequence[Counted], told: Announced) -> Iterator[Named]:
    yield Named("i inledningen", words, 0)
    for place, one in enumerate(items, 1):
        text = one.text.text
        yield Named(f"punkt {place}", text[one.start : one.end] if told.parts else text, place)
