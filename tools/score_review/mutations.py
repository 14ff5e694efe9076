"""One figure changed at a time in a real report: how many such errors does the review find?

This is the honest estimate of what is found: nobody chose the figures, and most figures in a
report stand there once, with nothing to hold them against.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from uppsikt.figures import Unit
from uppsikt.reading import Document, Number, Span, read_text
from uppsikt.review import review
from uppsikt.review.model import Finding, Review

from .places import spans_of
from .tally import Tally, kinds_table


@dataclass(frozen=True)
class Target:
    """A figure that can be changed: where it stands, and what kind of place that is."""

    span: Span
    kind: str


def targets(document: Document) -> list[Target]:
    """Every figure that stands in one piece on one line."""
    return [
        Target(number.spans[0], f"{where}, {_unit(number.amount.unit or unit)}")
        for where, number, unit in _numbers(document)
        if len(number.spans) == 1
    ]


def mutated(text: str, target: Target, chance: random.Random, document: Document) -> str | None:
    """The text with one figure changed by one slip; None if the slip changes nothing."""
    lines = text.split("\n")
    at = document.lines[target.span.line].number - 1
    start, end = target.span.start, target.span.end
    printed = lines[at][start:end]
    changed = chance.choice(SLIPS)(printed, chance)
    if changed == printed:
        return None
    lines[at] = lines[at][:start] + changed + lines[at][end:]
    return "\n".join(lines)


def measure(paths: Sequence[Path], *, rounds: int, seed: int) -> list[str]:
    """The section of the page about changed figures: ``rounds`` changes in each report."""
    kinds: dict[str, Tally] = {}
    for path in paths:
        for target, found in run(path, rounds=rounds, seed=seed):
            kinds.setdefault(target.kind, Tally()).add(path.name, found=found)
    total = sum(tally.there for tally in kinds.values())
    return [f"{total} ändringar, en i taget.", "", *kinds_table(kinds, "Siffran står i")]


def run(path: Path, *, rounds: int, seed: int) -> Iterator[tuple[Target, bool]]:
    """Change one figure at a time in a text file, and say whether the review points at it."""
    text = path.read_text("utf-8").replace("\r\n", "\n")
    document = read_text(text, path.name)
    known = {_told(one) for one in review([document]).contradictions}
    chance = random.Random(f"{seed} {path.name}")
    there = targets(document)
    for target in chance.sample(there, min(rounds, len(there))):
        changed = mutated(text, target, chance, document)
        if changed is not None:
            yield target, _found(changed, path.name, target, known)


def _found(text: str, name: str, target: Target, known: set[str]) -> bool:
    reviewed = review([read_text(text, name)])
    return any(
        _told(finding) not in known and _points_at(reviewed, finding, target)
        for finding in reviewed.contradictions
    )


def _points_at(reviewed: Review, finding: Finding, target: Target) -> bool:
    return any(
        span.line == target.span.line
        and span.start < target.span.end + 2
        and target.span.start < span.end + 2
        for _, span in spans_of(reviewed, finding)
    )


def _told(finding: Finding) -> str:
    return f"{finding.code} {finding.message}"


def _numbers(document: Document) -> Iterator[tuple[str, Number, Unit | None]]:
    """Every number with where it stands, and the unit of its table."""
    for table in document.tables:
        for cell in (cell for row in table.rows for cell in row.cells):
            if cell.number:
                yield "tabell", cell.number, table.unit
    for sentence in document.sentences():
        yield from (("löpande text", number, None) for number in sentence.numbers)


def _unit(unit: Unit | None) -> str:
    if unit is None or unit is Unit.COUNT:
        return "tal utan enhet"
    return "procent" if unit is Unit.PERCENT else "pengar"


def _digits(text: str) -> list[int]:
    return [at for at, character in enumerate(text) if character.isdigit()]


def _other_digit(text: str, chance: random.Random) -> str:
    """One digit is another one; the first does not become zero."""
    places = _digits(text)
    at = chance.choice(places)
    lowest = "1" if at == places[0] and len(places) > 1 else "0"
    digit = chance.choice([one for one in "0123456789" if one >= lowest and one != text[at]])
    return text[:at] + digit + text[at + 1 :]


def _swapped(text: str, chance: random.Random) -> str:
    """Two neighbouring digits have changed places."""
    places = _digits(text)
    pairs = [
        (one, two)
        for one, two in pairwise(places)
        if text[one] != text[two] and not (one == places[0] and text[two] == "0")
    ]
    if not pairs:
        return _other_digit(text, chance)
    one, two = chance.choice(pairs)
    return text[:one] + text[two] + text[one + 1 : two] + text[one] + text[two + 1 :]


SLIPS: tuple[Callable[[str, random.Random], str], ...] = (_other_digit, _swapped)
"""What a hand does wrong: another digit, or two in the wrong order."""
