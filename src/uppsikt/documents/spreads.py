"""Which parts of a document lie down on paper: wide tables with comments, under their headings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from . import printed
from .model import Block, Heading, Table


@dataclass(frozen=True, slots=True)
class Spread:
    """Blocks in order that stand on upright pages, or that lie on pages of their own."""

    lying: bool
    blocks: tuple[Block, ...]


def spreads(blocks: Iterable[Block]) -> tuple[Spread, ...]:
    """Return all blocks in order, upright and lying ones apart.

    A heading goes with the table that it stands right above. Tables that follow on each other lie
    on the same pages.
    """
    found: list[tuple[bool, list[Block]]] = []
    heads: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading):
            heads.append(block)
            continue
        lying = isinstance(block, Table) and printed.lies_down(block)
        if not found or found[-1][0] != lying:
            found.append((lying, []))
        found[-1][1].extend((*heads, block))
        heads = []
    if heads:
        found.append((False, heads))
    return tuple(Spread(lying, tuple(those)) for lying, those in found)
