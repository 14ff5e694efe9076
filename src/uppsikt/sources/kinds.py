"""The kinds of files that can be read: each room adds its own when Django starts.

A kind says which fields a file has, how it may be written, and who reads it. Commands, pages and
templates look kinds up here, so that a new one changes none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path

from uppsikt.figures import UppsiktError, join_words
from uppsikt.platform.access.rules import Actor
from uppsikt.sheets import Columns, Field, Option, Scheme, open_book
from uppsikt.sources.progress import UNHEARD, Progress
from uppsikt.sources.rehearsal import Rehearsal
from uppsikt.store import Store


class MappingNotWhole(UppsiktError):
    """A choice of columns that lacks what the kind of file needs, or has too much."""


@dataclass(frozen=True)
class Wanted:
    """A file to read, and how: what every kind's reader is given.

    `scheme` is a choice of columns for a file without our own heads, `source` the name that it is
    saved under and `mapping` its number. `rehearsal` is given when nothing may change.
    `reason` is why a closed month may change, empty if it may not.
    """

    actor: Actor
    now: datetime
    store: Store
    path: Path
    committee: str | None = None
    accept: bool = False
    scheme: Scheme | None = None
    source: str = ""
    mapping: int | None = None
    reason: str = ""
    rehearsal: Rehearsal | None = None
    progress: Progress = UNHEARD

    @cached_property
    def columns(self) -> Columns | None:
        """Where the fields stand, for which the file is opened; None for our own heads.

        Raises FileFault.
        """
        return self.scheme.resolved(open_book(self.path), self.source) if self.scheme else None


@dataclass(frozen=True)
class FileKind:
    """One kind of file. `noun` is Swedish with its article: ``en budget``.

    `needs`: for each thing that a file must tell, the fields that tell it, as alternatives.
    `one_of` are ways to tell one thing, of which a file has a single one.
    `heads` are the heads by which a file without a mapping is known for this kind. `template` is
    the heads of its template with the field under each, `example` a row of it by head; `label` and
    `slug` name it on the page of templates and in addresses.
    """

    key: str
    noun: str
    needs_committee: bool
    fields: tuple[Field, ...]
    options: tuple[Option, ...]
    needs: tuple[tuple[tuple[str, ...], ...], ...]
    read: Callable[[Wanted], object]
    one_of: tuple[tuple[str, ...], ...] = ()
    heads: tuple[str, ...] = ()
    label: str = ""
    slug: str = ""
    template: Mapping[str, str] = field(default_factory=dict)
    example: Mapping[str, str] = field(default_factory=dict)

    def field(self, name: str) -> Field | None:
        """A field by its name or by what a user calls it."""
        wanted = name.casefold()
        return next(
            (one for one in self.fields if wanted in {one.name.casefold(), one.label.casefold()}),
            None,
        )

    def option(self, name: str) -> Option | None:
        """An option by its name or by what a user calls it."""
        wanted = name.casefold()
        return next(
            (one for one in self.options if wanted in {one.name, one.label.casefold()}), None
        )

    @property
    def fixed_fields(self) -> tuple[Field, ...]:
        """The fields that may have one text for the whole file."""
        return tuple(one for one in self.fields if one.fixed)

    def lacking(self, told: Sequence[str]) -> tuple[str, ...]:
        """What a file must tell and these fields do not, as a user calls it."""
        return tuple(
            self._ways(ways)
            for ways in self.needs
            if not any(set(way) <= set(told) for way in ways)
        )

    def refuse_lacking(self, told: Sequence[str]) -> None:
        """Raises MappingNotWhole unless the fields tell all that a file must, each thing once."""
        if lacking := self.lacking(told):
            raise MappingNotWhole(
                "Kopplingen är inte hel: kolumner saknas.",
                values=lacking,
                todo="Ange dem med --column FÄLT=KOLUMN, eller ett fast värde med "
                "--option FÄLT=VÄRDE.",
            )
        several = [way for way in self.one_of if set(way) & set(told)]
        if len(several) > 1:
            raise MappingNotWhole(
                "Samma sak är kopplad två gånger.",
                values=[self._ways([way]) for way in several],
                todo="Ta bort den ena med --column FÄLT= (inget efter likhetstecknet).",
            )

    def _ways(self, ways: Sequence[Sequence[str]]) -> str:
        return " eller ".join(
            join_words([one.label for name in way if (one := self.field(name))]) for way in ways
        )


_kinds: dict[str, FileKind] = {}


def register_kind(kind: FileKind) -> None:
    """Adds a kind. Called by the room that reads it, when Django starts."""
    _kinds[kind.key] = kind


def kinds() -> tuple[FileKind, ...]:
    """All kinds, in the order in which their rooms added them."""
    return tuple(_kinds.values())


def kind_named(key: str) -> FileKind:
    """The kind of that key; KeyError is a fault in the program, since keys come from here."""
    return _kinds[key]
