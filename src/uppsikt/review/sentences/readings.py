"""Which words of a sentence a figure rests on: the runs between commas and words that break off."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from uppsikt.review.sentences.phrases import Atom, Kind
from uppsikt.review.sentences.setting import Setting

VETO = re.compile(
    r"\b(?:skulle|ska|skall|bör|måste|målet|målsättning\w*|mål|om inte|förutsatt|äska\w*|begär\w*|"
    r"krav\w*|(?:förra|föregående|tidigare|senaste) (?:prognos|uppföljning|rapport|bedömning|"
    r"budgetuppföljning|delårs)\w*|omräkna\w*|justera\w*|ursprunglig\w*|innan beslut|"
    r"efter beslut|exklusive|exkl|inklusive|inkl|snitt\w*|genomsnitt\w*|per (?!den|\d)\w+|"
    r"i (?:(?:ekonomisk )?månads|tertial|delårs|kvartals)rapport\w*|rensa\w*|scenario|"
    r"årets början|ingången av|inledningsvis|tilläggs\w*|omfördel\w*|tidigare|ursprung\w*|"
    r"nästa år|kommande år|på sikt|årsbasis|årseffekt|helårseffekt|årligen|varje år|framöver|"
    r"hade kunnat|risk\w*|ram(?:en)? (?:ökar|minskar))\b",
    re.IGNORECASE,
)
"""Words that make a sentence say something else than what is."""

_FIGURES = {Kind.NUMBER, Kind.ZERO}


@dataclass(frozen=True, slots=True)
class Reading:
    """The atoms that one figure of a sentence is read by: those before it and after it."""

    figure: Atom
    left: tuple[Atom, ...]
    right: tuple[Atom, ...]
    earlier: tuple[Atom, ...] = ()
    """What the same thought says before the figure before it."""

    @property
    def kinds(self) -> set[Kind]:
        """What is said on both sides."""
        own = {self.figure.kind} if self.figure.kind is Kind.ZERO else set()
        return {one.kind for one in (*self.left, *self.right)} | own


def readings(setting: Setting) -> Iterator[Reading]:
    """Each figure of a sentence with the atoms around it that are about it."""
    for segment in segments(setting.outside, item=setting.item):
        at = [index for index, one in enumerate(segment) if one.kind in _FIGURES]
        for place, index in enumerate(at):
            start = at[place - 1] + 1 if place else 0
            stop = at[place + 1] if place + 1 < len(at) else len(segment)
            yield Reading(
                segment[index],
                tuple(_without_budget(segment[start:index])),
                tuple(_after(segment[index + 1 : stop])),
                tuple(segment[:start]),
            )


def segments(found: Sequence[Atom], *, item: bool = False) -> Iterator[list[Atom]]:
    """The runs of atoms between commas and words that begin another thought.

    A comma right before a figure (``till och med oktober, 49 479 tkr``) parts nothing, nor does
    a colon or dash in an item of a list.
    """
    run: list[Atom] = []
    for index, atom in enumerate(found):
        parts = atom.kind is Kind.BREAK and not (item and atom.text in ":–—-")
        if atom.kind is Kind.COMMA and not _leads_to_figure(found[index + 1 :]):
            parts = True
        if parts:
            yield run
            run = []
        elif atom.kind not in (Kind.COMMA, Kind.BREAK):
            run.append(atom)
    yield run


def _leads_to_figure(rest: Sequence[Atom]) -> bool:
    for atom in rest:
        if atom.kind in _FIGURES:
            return True
        if atom.kind not in (Kind.PERIOD, Kind.FILL, Kind.OF):
            return False
    return False


def _without_budget(atoms: Sequence[Atom]) -> Sequence[Atom]:
    """The atoms without ``mot budget`` in ``ett underskott mot budget med``, which adds nothing."""
    for index, (one, after) in enumerate(pairwise(atoms)):
        deficit = any(atom.kind in (Kind.PLUS, Kind.MINUS) for atom in atoms[:index])
        if deficit and one.kind is Kind.THAN and after.kind is Kind.BUDGET:
            return [*atoms[:index], *atoms[index + 2 :]]
    return atoms


def _after(atoms: Sequence[Atom]) -> Iterator[Atom]:
    """What is told of a figure after it: up to an ``och`` or a new thought."""
    for index, atom in enumerate(atoms):
        if atom.text.casefold() in ("och", "samt"):
            return
        yield atom
        if atom.kind is Kind.OTHER and index:
            return
