"""Section templates: which parts of a form a report has, in which order, under which headings.

A look has them (`Look.sections`), for all committees. A form without a template is laid out as it
is, without numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from uppsikt.documents import Block, Heading, Table
from uppsikt.documents.look import Look, SectionTemplate
from uppsikt.followup.basis.facts import Place, SectionText
from uppsikt.followup.forms.form import Layout, Part
from uppsikt.followup.forms.parts import place_of
from uppsikt.followup.words.prose import BoundSection

PLACE: Place = "utseende"
"""Where the texts of section templates stand among a report's texts."""


def template_texts(look: Look, form: str) -> tuple[SectionText, ...]:
    """The headings and texts of a form's sections, in order, for their figures to be bound."""
    return tuple(
        SectionText(place_of(one), one.heading, one.text, PLACE) for one in look.sections_of(form)
    )


def arranged(
    layout: Layout, templates: Sequence[SectionTemplate], texts: Sequence[BoundSection]
) -> Layout:
    """The layout with the parts that the templates name, in their order; as it is without any.

    `texts` are the templates' own, bound. Tables of parts that are left out stay open data, since
    pages and other systems ask for them by key.
    """
    if not templates:
        return layout
    known = {part.key: part for part in layout.parts}
    parts = [
        _part(known.get(one.part), one, text)
        for one, text in zip(templates, texts, strict=True)
        if not one.part or (one.part in known and known[one.part].blocks)
    ]
    named = {one.part for one in templates}
    hidden = [_tables(part.blocks) for part in layout.parts if part.key not in named]
    return Layout(layout.head, tuple(parts), (*layout.data, *(t for one in hidden for t in one)))


def blocks_of(layout: Layout) -> Iterator[Block]:
    """The blocks of a layout: its head, then each part that holds anything, under its heading."""
    yield from layout.head
    for part in layout.parts:
        if part.blocks:
            if part.heading:
                yield Heading(1, part.heading)
            yield from part.blocks


def _part(part: Part | None, template: SectionTemplate, text: BoundSection) -> Part:
    heading = text.heading or (part.heading if part else "")
    if heading and template.number:
        heading = f"{template.number} {heading}"
    blocks = _numbered(part.blocks, template.tables) if part else ()
    return Part(template.part, heading, (*text.blocks, *blocks))


def _numbered(blocks: Iterable[Block], numbers: Sequence[str]) -> Iterator[Block]:
    """The blocks with the numbers before the names of their tables, as far as they go."""
    waiting = iter(numbers)
    for block in blocks:
        number = next(waiting, "") if isinstance(block, Table) else ""
        if isinstance(block, Table) and number:
            name, caption = f"{number} {block.name}", f"{number} {block.caption}"
            yield replace(block, name=name, caption=caption)
        else:
            yield block


def _tables(blocks: Iterable[Block]) -> tuple[Table, ...]:
    return tuple(block for block in blocks if isinstance(block, Table))
