"""Marks in a document's own text: where each figure at stake stands, and how it is drawn."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from uppsikt.reading import Span, Text
from uppsikt.review.model import Place, Review
from uppsikt.review.verdict import Group, groups
from uppsikt.review.words import shown

SHORT = 24
"""The longest marked words, in characters, that are kept on one line."""


@dataclass
class Stake:
    """One printed figure at stake: its anchor in the page, and the groups that it takes part in."""

    anchor: str
    groups: list[Group]
    placed: bool = False
    """Whether the page has it already; an anchor stands once, also where the text stands twice."""


@dataclass(frozen=True)
class _Run:
    """A stake's characters in one text."""

    start: int
    end: int
    stake: Stake


@dataclass
class Stakes:
    """Every figure at stake in the reviewed documents."""

    by_place: dict[Place, Stake] = field(default_factory=dict)
    _on_line: dict[tuple[int, int], list[tuple[Span, Stake]]] = field(default_factory=dict)

    @classmethod
    def of(cls, review: Review) -> Stakes:
        """The stakes of a review, numbered as the findings name them."""
        stakes = cls()
        for group in groups(review):
            for finding in group.findings:
                for mark in finding.marks:
                    stakes._add(mark.place, group)
        return stakes

    def _add(self, place: Place, group: Group) -> None:
        known = self.by_place.get(place)
        if known is None:
            known = self.by_place[place] = Stake(f"stalle-{len(self.by_place) + 1}", [])
            for span in place.spans:
                self._on_line.setdefault((place.file, span.line), []).append((span, known))
        if group not in known.groups:
            known.groups.append(group)

    def unplaced(self, file: int) -> Iterator[int]:
        """The lines of the document that hold a figure at stake which the page lacks so far."""
        yield from sorted(
            line
            for (its, line), there in self._on_line.items()
            if its == file and any(not stake.placed for _, stake in there)
        )

    def text_html(self, text: Text, file: int, *, ahead: bool = False) -> str:
        """The text as HTML with its figures marked.

        The numbers that lead back stand after each figure; ``ahead`` of it in a column of figures,
        where nothing may come between the last digit and the edge.
        """
        runs = list(self._runs(text, file))
        if not runs:
            return escaped(text.text)
        ends = {edge for run in runs for edge in (run.start, run.end)}
        return "".join(
            _segment(
                escaped(text.text[start:end]),
                end,
                [run for run in runs if run.start < end and start < run.end],
                ahead=ahead,
            )
            for start, end in pairwise(sorted({0, len(text.text)} | ends))
        )

    def _runs(self, text: Text, file: int) -> Iterator[_Run]:
        """The stakes in a text; one that is broken over two lines is one run again."""
        found: dict[str, _Run] = {}
        for piece in text.pieces:
            for span, stake in self._on_line.get((file, piece.line), ()):
                start = max(span.start, piece.start)
                end = min(span.end, piece.start + piece.length)
                if start >= end:
                    continue
                offset = piece.offset - piece.start
                run = _Run(start + offset, end + offset, stake)
                known = found.get(stake.anchor)
                found[stake.anchor] = _Run(known.start, run.end, stake) if known else run
        yield from found.values()


def _segment(words: str, end: int, runs: Sequence[_Run], *, ahead: bool) -> str:
    """A part of a text that the same stakes cover: marked, numbered where a stake ends."""
    if not runs:
        return words
    anchors = ""
    for run in runs:
        if not run.stake.placed:
            run.stake.placed = True
            anchors += f'<span id="{run.stake.anchor}"></span>'
    covering = _once([group for run in runs for group in run.stake.groups])
    ending = _once([group for run in runs if run.end == end for group in run.stake.groups])
    kinds = ["note"] if all(group.severity == "note" for group in covering) else []
    kind = class_of([*kinds, *(["short"] if len(words) <= SHORT else [])])
    described = " ".join(f"{anchor_of(group)}-namn" for group in covering)
    names = ", ".join(group.name.lower() for group in covering)
    marked = (
        f'{anchors}<mark{kind} aria-describedby="{described}">'
        f'<span class="unseen">{names}: </span>{words}</mark>'
    )
    backs = "".join(map(_back, ending))
    return f'<span class="backs">{backs}</span>{marked}' if ahead and backs else marked + backs


def class_of(kinds: Sequence[str]) -> str:
    """An attribute ``class``, or nothing."""
    return f' class="{" ".join(kinds)}"' if kinds else ""


def _back(group: Group) -> str:
    kind = "back" if group.severity == "contradiction" else "back note"
    return (
        f'<a class="{kind}" href="#{anchor_of(group)}">'
        f'<span class="unseen">Till {group.name.lower().split()[0]} </span>{group.number}</a>'
    )


def _once(items: Sequence[Group]) -> list[Group]:
    return list({group.key: group for group in items}.values())


def anchor_of(group: Group) -> str:
    """The anchor of a group's card: ``motsagelse-3``."""
    return f"{'motsagelse' if group.severity == 'contradiction' else 'anmarkning'}-{group.number}"


def escaped(text: str) -> str:
    """Text of a reviewed report, safe to stand in a page."""
    return html.escape(shown(text))
