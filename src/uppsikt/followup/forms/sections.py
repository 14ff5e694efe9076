"""The texts of a report as blocks, by their place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from uppsikt.documents import Block, Heading
from uppsikt.followup.basis.facts import Place
from uppsikt.followup.book.computed import Computed
from uppsikt.followup.words.prose import BoundSection, bind


def sections_at(figures: Computed, place: Place) -> Iterator[Block]:
    """The texts that stand at a place of the report, each under its own heading."""
    for section in figures.facts.sections:
        if section.place == place:
            yield from section_blocks(bind(section, figures, 2), 1)


def section_blocks(section: BoundSection, level: Literal[1, 2]) -> Iterator[Block]:
    """One text with its heading, if it has one."""
    if section.heading:
        yield Heading(level, section.heading)
    yield from section.blocks
