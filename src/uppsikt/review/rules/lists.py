"""Lists that do not hold as much as their intro announces."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from uppsikt.figures import Figure, Unit, find_contradictions, total
from uppsikt.reading import Block, Document, Heading, ListBlock, Paragraph, Text, sentences_of
from uppsikt.review.lexicon.announced import (
    Announced,
    Counted,
    announced,
    announced_of_names,
    announced_within,
    are_parts_of_cases,
    counted,
    is_numbering,
    is_open,
    may_be_two,
    one_frame,
    parted,
    parts_in,
)
from uppsikt.review.material import Material
from uppsikt.review.model import Finding, Mark, Named
from uppsikt.review.passages import mark_in
from uppsikt.review.registry import rule
from uppsikt.review.tables.grid import line_name

_MOST = 15
"""A longer list has lists within it, or is no list of what was announced."""
_NEAR = 3
"""How many blocks after a list may hold the rest of it."""


@rule("list-count", "Antal i lista")
def check_lists(material: Material) -> Iterable[Finding]:
    """``Fem leverantörer varav:`` is the sum of its items, ``tre delar:`` as many as the items.

    Told only where neither the number of items nor the sum of their counts fits. A list that says
    it is not complete, that another list or a new page breaks, or whose items may hold two things
    is left alone; so is a ``varav`` whose items need not divide the whole.
    """
    for one in material.reviewed:
        lists = list(_lists(one.document))
        for each in lists:
            if each.open or not 2 <= len(each.items) <= _MOST:
                continue
            if each.told.parts:
                wrong = _divided(each, lists)
            else:
                wrong = each.block is not None and _listed(one.document, each)
            if wrong:
                yield _finding(one.index, each)


@dataclass(frozen=True)
class _List:
    """An announced number with what follows it.

    ``block`` is the list, None where the parts stand in a sentence; ``following`` are the blocks
    after the list, before the next heading. ``open`` is true of a list that says it is not
    complete. ``last`` is true where nothing at all follows.
    """

    intro: Text
    told: Announced
    items: Sequence[Counted]
    open: bool
    block: ListBlock | None = None
    following: tuple[Block, ...] = ()
    last: bool = False


def _lists(document: Document) -> Iterator[_List]:
    """The lists with an announced number, and the sentences that divide one."""
    for at, block in enumerate(document.blocks, 1):
        if isinstance(block, ListBlock) and block.intro:
            intro = block.intro.text
            names = [item.sentences[0].text.text for item in block.items if item.sentences]
            told = announced(intro.text) or announced_of_names(intro.text, names)
            whole = " ".join(one.text.text for one in sentences_of(block))
            if told:
                items = [counted(item) for item in block.items]
                next_ones = document.blocks[at : at + _NEAR]
                after = tuple(takewhile(lambda one: not isinstance(one, Heading), next_ones))
                yield _List(intro, told, items, is_open(whole), block, after, not next_ones)
    yield from _in_sentences(document)


def _in_sentences(document: Document) -> Iterator[_List]:
    """``Fem leverantörer varav tre har … och en har …``, with or without a colon and a new line."""
    for block, following in pairwise((*document.blocks, None)):
        if not isinstance(block, Paragraph):
            continue
        for sentence in block.sentences:
            found = announced_within(sentence.text.text) or parted(sentence.text.text)
            if found:
                parts = parts_in(sentence.text, found[1])
                yield _List(sentence.text, found[0], parts, is_open(sentence.text.text))
        last = block.sentences[-1].text
        told = announced(last.text)
        if told and told.parts and isinstance(following, Paragraph):
            text = following.sentences[0].text
            yield _List(last, told, parts_in(text), is_open(text.text))


def _divided(one: _List, lists: Sequence[_List]) -> bool:
    """Whether items that divide the whole do not make it up.

    That they divide it is shown by their all saying one thing with other numbers, or by two other
    lists of the kind that hold.
    """
    counts = [item.number for item in one.items]
    if None in counts or is_numbering(one.items) or _sums_up(one.told.number, counts):
        return False
    alike = [
        other
        for other in lists
        if other is not one
        and other.told.parts
        and other.told.noun == one.told.noun
        and all(part.number is not None for part in other.items)
        and _sums_up(other.told.number, [part.number for part in other.items])
    ]
    if one_frame(one.items, one.told.noun) or _too_many(one, counts):
        return True
    return one.block is not None and len(alike) >= 2


def _too_many(one: _List, counts: Sequence[int | None]) -> bool:
    """Whether the parts of cases are a little more than the cases."""
    more = sum(count or 0 for count in counts) - one.told.number
    near = 0 < more <= max(1, one.told.number // 4)
    return near and are_parts_of_cases(one.items, one.told.noun)


def _listed(document: Document, one: _List) -> bool:
    """Whether a list is surely whole and holds another number of items."""
    told, items = one.told, one.items
    ones: list[int | None] = [1] * len(items)
    counts = ones if is_numbering(items) else [one.number or 1 for one in items]
    if _sums_up(told.number, ones) or _sums_up(told.number, counts):
        return False
    near = abs(told.number - len(items)) <= max(1, told.number // 4)
    return near and _whole(document, one) and not _doubled(told, items)


def _whole(document: Document, one: _List) -> bool:
    """Whether the list surely ends where it was read to end, and each item is one item."""
    items = one.items
    if any(_goes_on(block) for block in one.following):
        return False
    if one.last and not items[-1].text.text.rstrip().endswith("."):
        return False
    cases = {item.text.text[:1].islower() for item in items}
    lines = [piece.line for item in items for piece in item.text.pieces]
    pages = {document.lines[line].page for line in lines}
    return len(cases) == 1 and len(pages) <= 1 and all(item.text.text for item in items)


def _goes_on(block: Block) -> bool:
    """Whether a block may be more of the list before it: an item, or the rest of one."""
    if isinstance(block, ListBlock):
        return not (block.intro and block.intro.text.text.rstrip().endswith(":"))
    return isinstance(block, Paragraph) and block.sentences[0].text.text[:1].islower()


def _doubled(told: Announced, items: Sequence[Counted]) -> bool:
    """Whether too few items may be enough, because one of them holds two things."""
    return len(items) < told.number and any(may_be_two(one.text.text) for one in items)


def _sums_up(number: int, counts: Sequence[int | None]) -> bool:
    """Whether the counts make up the number."""
    parts = [line_name(str(place)) for place in range(len(counts))]
    whole = line_name("list")
    figures = [
        Figure(name, count or 0, Unit.COUNT, "listan")
        for name, count in zip((whole, *parts), (number, *counts), strict=True)
    ]
    return not find_contradictions(figures, (total(whole, parts),))


def _finding(file: int, one: _List) -> Finding:
    intro, told, items = one.intro, one.told, one.items
    words = intro.text[told.start : told.end]
    counts = [item.number for item in items]
    if told.parts:
        given = sum(count or 0 for count in counts)
        says = f"men delarna är {' + '.join(str(count) for count in counts)} = {given}"
    else:
        given = len(items)
        says = f"men listan har {given} punkter"
    marks = (
        mark_in(file, intro, told.start, told.end),
        *(_mark(file, item, told) for item in items),
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
