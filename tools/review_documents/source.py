"""The source of an invented report: one text from which a clean and a planted report are made.

The text is Markdown with three additions. ``<!-- plant P1 total must: why -->`` announces a
planted contradiction; ``{clean=>planted|P1}`` holds both of its texts where it stands;
``{~rounding}`` marks a block that invites a false alarm, and is taken away.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

FOLDER = Path(__file__).resolve().parents[2] / "tests" / "review" / "documents"

_CHOICE = re.compile(r"\{([^{}|]*)=>([^{}|]*)\|(P\d+)\}")
_TRAP = re.compile(r" ?\{~([^{}]*)\}")
_PLANT = re.compile(r"<!-- plant (P\d+) ([a-z-]+) (must|should): (.*?) -->")
_COMMENT = re.compile(r"<!--.*?-->\n?")
_RULE = re.compile(r"\|[-:| ]+\|$")
_ITEM = re.compile(r"^(?:-|\d+\.) ")

Severity = Literal["must", "should"]


@dataclass(frozen=True)
class Heading:
    """A heading; level from 1."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """Running text in one line."""

    text: str


@dataclass(frozen=True)
class Items:
    """A list."""

    items: tuple[str, ...]
    ordered: bool


@dataclass(frozen=True)
class Table:
    """A table as printed: the head, and rows whose first cell is the label."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Items | Table


@dataclass(frozen=True)
class Plant:
    """A planted contradiction: what it is, what stands there, and the block that it stands in.

    ``line`` is its line in the source, from 1. ``block`` is the planted table row, list item or
    paragraph, and ``head`` the table's head if it stands in one.
    """

    key: str
    kind: str
    severity: Severity
    why: str
    clean: str
    planted: str
    line: int
    block: str
    in_table: bool


@dataclass(frozen=True)
class Trap:
    """A block that invites a false alarm, and which kind of trap it is."""

    kind: str
    line: int
    block: str


def names() -> list[str]:
    """The names of all invented reports."""
    return sorted(path.stem for path in FOLDER.glob("*.md"))


def source(name: str) -> str:
    """The text of one source."""
    return (FOLDER / f"{name}.md").read_text("utf-8")


def report(text: str, *, planted: bool) -> tuple[Block, ...]:
    """The blocks of the clean or the planted report."""
    chosen = _CHOICE.sub(r"\2" if planted else r"\1", _COMMENT.sub("", text))
    plain = _TRAP.sub("", chosen).replace("**", "")
    return tuple(_block(part.splitlines()) for part in re.split(r"\n{2,}", plain.strip()))


def plants(text: str) -> list[Plant]:
    """Every planted contradiction, in the order of the list at the top of the source.

    Raises ValueError if one is announced and does not stand in the text, or the other way round.
    """
    told = {key: (kind, severity, why) for key, kind, severity, why in _PLANT.findall(text)}
    placed = {found.key: found for found in _placed(text, told)}
    if set(told) != set(placed):
        raise ValueError(f"announced or placed, not both: {set(told) ^ set(placed)}")
    return [placed[key] for key in told]


def traps(text: str) -> list[Trap]:
    """Every block that is marked as a trap."""
    return [
        Trap(kind, number, _shown(line))
        for number, line in enumerate(text.splitlines(), 1)
        for kind in _TRAP.findall(line)
    ]


def cells(line: str) -> tuple[str, ...]:
    """The cells of one row of a Markdown table."""
    return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))


def _placed(text: str, told: dict[str, tuple[str, str, str]]) -> list[Plant]:
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        for clean, planted, key in _CHOICE.findall(line):
            kind, severity, why = told.get(key, ("", "must", ""))
            hard: Severity = "must" if severity == "must" else "should"
            shown, in_table = _shown(line), line.startswith("|")
            found.append(Plant(key, kind, hard, why, clean, planted, number, shown, in_table))
    return found


def _shown(line: str) -> str:
    plain = _TRAP.sub("", _CHOICE.sub(r"\2", line)).replace("**", "")
    return " ".join(cells(plain)) if line.startswith("|") else _ITEM.sub("", plain, count=1)


def _block(lines: list[str]) -> Block:
    if lines[0].startswith("#"):
        marks, _, words = lines[0].partition(" ")
        return Heading(len(marks), words)
    if lines[0].startswith("|"):
        rows = [cells(line) for line in lines if not _RULE.match(line)]
        return Table(rows[0], tuple(rows[1:]))
    if _ITEM.match(lines[0]):
        shown = tuple(_ITEM.sub("", line, count=1) for line in lines)
        return Items(shown, ordered=lines[0][0].isdigit())
    return Paragraph(" ".join(lines))
