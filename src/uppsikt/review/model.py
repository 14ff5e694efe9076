"""What a review works with: statements that figures make, and findings about them."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from uppsikt.figures import Absent, Exact, Figure, Name, Unit
from uppsikt.reading import Document, Number, Span, Text


class Direction(StrEnum):
    """Which way a sentence says that something goes or lies."""

    UP = "up"
    """higher, more, increased"""
    DOWN = "down"
    """lower, less, decreased"""
    PLUS = "plus"
    """surplus, better than budget"""
    MINUS = "minus"
    """deficit, worse than budget"""
    SAME = "same"
    """unchanged, plus minus noll"""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is printed: ``file`` is an index among the reviewed documents."""

    file: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """What one printed number says.

    ``figure`` is its value in base units with its name (what, of whom, when) and ``half``, how
    far the exact value may lie from what is printed (rounding, ``cirka``). Of whom is
    ``Subject(committee, activity, side, group)`` with keys from ``vocabulary.key``: ``activity``
    is the key of the activity or measure, empty for the committee itself.

    ``signed`` says whether the sign is known: a cost of 60 000 tkr in prose has none, −60 000 in
    a table has, and so has ``minus 6 000`` and ``ett underskott på 6 000``.
    ``where`` is the words around it for the reader: the sentence, or ``Rad, Kolumn`` of a cell.
    """

    figure: Figure
    place: Place
    number: Number
    where: str
    signed: bool = True
    direction: Direction | None = None
    table: int | None = None
    """Index of the table in ``Document.tables`` of its document; None in prose."""
    row: int | None = None
    column: int | None = None
    sentence: Text | None = None

    @property
    def name(self) -> Name:
        """What, of whom, when."""
        return self.figure.name

    @property
    def value(self) -> Exact:
        """The value in base units."""
        value = self.figure.value
        assert not isinstance(value, Absent), "a printed number has a value"
        return value

    @property
    def unit(self) -> Unit:
        """The unit it is printed in."""
        return self.figure.unit


Severity = Literal["contradiction", "note"]


@dataclass(frozen=True, slots=True)
class Named:
    """One value in a finding, for text and JSON: what it is called, and as printed."""

    label: str
    value: str
    place: int | None = None
    """Index among the finding's places, if the value is printed at one of them."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a finding with the words there; ``mark`` is the number or words that are at
    stake, as columns in ``text``."""

    place: Place
    text: str
    mark: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Cure:
    """What would make a finding go away: a printed figure, and what it would have to be."""

    place: Place
    printed: str
    instead: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What cannot be true together, or (a note) what is unusual but possible.

    ``code`` is its rule's; ``message`` one Swedish sentence with the values; ``values`` what takes
    part; ``expected`` what the others give and ``tolerance`` what rounding could explain, both as
    printed and empty where they mean nothing. ``cures`` are the single figures that, changed,
    would end it, most likely first. ``group`` is given by the diagnosis, from 1.
    """

    code: str
    message: str
    marks: tuple[Mark, ...]
    severity: Severity = "contradiction"
    values: tuple[Named, ...] = ()
    expected: str = ""
    tolerance: str = ""
    cures: tuple[Cure, ...] = ()
    group: int = 0


@dataclass(frozen=True)
class Counts:
    """How much was read, for the verdict."""

    tables: int
    numbers: int
    tables_unread: int
    rows_unread: int


@dataclass(frozen=True)
class Review:
    """A finished review: the documents, what was found in them (grouped), and what was read."""

    documents: tuple[Document, ...]
    findings: tuple[Finding, ...]
    counts: Counts
    diagnoses: tuple[str, ...] = field(default=())
    """One Swedish sentence a group, in the groups' order; empty where there is nothing to say."""
    earlier: int = 0
    """How many of the documents, the last ones, are earlier reports that the others are held
    against."""

    @property
    def contradictions(self) -> tuple[Finding, ...]:
        """The findings that are contradictions."""
        return tuple(one for one in self.findings if one.severity == "contradiction")

    @property
    def notes(self) -> tuple[Finding, ...]:
        """The findings that are unusual but possible."""
        return tuple(one for one in self.findings if one.severity == "note")
