"""How a document looks: colours, letters, logotype, Word template and sections, as one value.

A document carries its look, so whoever keeps or caches documents follows a changed look without
knowing of it. The default is Uppsikt's own look.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Literal

from .lettering import FAMILY

Weight = Literal[400, 600]
LogoKind = Literal["svg", "png"]


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours by what they are for, as #rrggbb in small letters. Paper is always white.

    `accent` is for what can be pressed and for this year in charts, `accent_soft` lies behind it;
    `ground` lies around the paper, `line` parts what belongs apart.
    """

    heading: str = "#1b2126"
    ink: str = "#1b2126"
    ink_2: str = "#4f5a63"
    ink_3: str = "#66717a"
    accent: str = "#0b4f6c"
    accent_soft: str = "#e3eef3"
    good: str = "#1d6a43"
    bad: str = "#a12622"
    ground: str = "#f6f4ef"
    line: str = "#dcd7cc"

    def of(self, role: str) -> str:
        """The colour of a role, by name; raises AttributeError."""
        return str(getattr(self, role))

    @staticmethod
    def roles() -> tuple[str, ...]:
        """The roles in order."""
        return tuple(one.name for one in fields(Colours))


@dataclass(frozen=True, slots=True)
class FontFile:
    """One file of letters; `content` is TrueType or OpenType, `web` the file for web pages."""

    weight: Weight
    italic: bool
    suffix: str
    content: bytes
    web: bytes
    web_suffix: str


@dataclass(frozen=True, slots=True)
class Letters:
    """A family of letters by the name that its files carry."""

    family: str
    files: tuple[FontFile, ...]


@dataclass(frozen=True, slots=True)
class Logo:
    """A logotype: a sanitised SVG or PNG, what it shows in words, and its size in pixels."""

    kind: LogoKind
    content: bytes
    alt: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class WordTemplate:
    """A checked .docx file, and the names of its styles for our roles (role → style)."""

    content: bytes
    styles: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SectionTemplate:
    """A section of the reports of a form, as the look's file says it.

    `part` is the part of the form that stands in it, empty for a text alone. `heading` (empty: the
    part's own) and `text` may bind figures. `number` stands before the heading, and `tables`
    before the names of the part's tables, in order. `line` is where the file says it, and
    `text_at` in which file and on which line the text begins; they are no part of what it is.
    """

    form: str
    part: str = ""
    heading: str = ""
    number: str = ""
    text: str = ""
    tables: tuple[str, ...] = ()
    line: int = field(default=0, compare=False, repr=False)
    text_at: tuple[str, int] = field(default=("", 0), compare=False, repr=False)


@dataclass(frozen=True)
class Look:
    """A whole look. Two looks are equal when their fingerprints are."""

    name: str = "Uppsikts eget utseende"
    colours: Colours = field(default_factory=Colours)
    letters: Letters | None = field(default=None, repr=False)
    logo: Logo | None = field(default=None, repr=False)
    word: WordTemplate | None = field(default=None, repr=False)
    sections: tuple[SectionTemplate, ...] = field(default=(), repr=False)

    @cached_property
    def fingerprint(self) -> str:
        """The name of everything in the look, as hex."""
        whole = hashlib.sha256()
        for part in self._parts():
            whole.update(len(part).to_bytes(8, "big") + part)
        return whole.hexdigest()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Look) and self.fingerprint == other.fingerprint

    def __hash__(self) -> int:
        return hash(self.fingerprint)

    def sections_of(self, form: str) -> tuple[SectionTemplate, ...]:
        """The sections of a form in their order; none leaves the form as it is."""
        return tuple(one for one in self.sections if one.form == form)

    @property
    def families(self) -> tuple[str, ...]:
        """The families to set text in: the look's own, and ours for the signs that it lacks."""
        return (FAMILY,) if self.letters is None else (self.letters.family, FAMILY)

    @property
    def family(self) -> str:
        """The family that office files name."""
        return self.families[0]

    def _parts(self) -> Iterator[bytes]:
        yield self.name.encode()
        yield repr(self.colours).encode()
        if self.letters is not None:
            yield b"letters:" + self.letters.family.encode()
            for file in self.letters.files:
                yield f"{file.weight}{file.italic}{file.suffix}{file.web_suffix}".encode()
                yield file.content
                yield file.web
        if self.logo is not None:
            yield f"logo:{self.logo.kind}:{self.logo.alt}".encode()
            yield self.logo.content
        if self.word is not None:
            yield b"word:" + repr(sorted(self.word.styles.items())).encode()
            yield self.word.content
        for one in self.sections:
            yield b"section:" + repr(one).encode()


OWN_LOOK = Look()
"""Uppsikt's own look, for those who have chosen none."""


def bare(colour: str) -> str:
    """A colour as office files write it: 0B4F6C."""
    return colour.lstrip("#").upper()
