"""`uppsikt columns`: shows a file's head, and keeps which of its columns are which fields."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from uppsikt.cli import acting, installation
from uppsikt.cli.given import existing_file

if TYPE_CHECKING:
    from uppsikt.sheets import Option, Scheme, Value
    from uppsikt.sources.choosing import Choice
    from uppsikt.sources.kinds import FileKind
    from uppsikt.sources.mappings import SavedMapping

_WIDTH = 40
_NONE = "–"


def run(options: argparse.Namespace) -> int:
    """Shows a file's head and what its columns could be; with a source the choice is kept.

    Without a file the choices that are kept are shown.
    """
    from uppsikt.sheets import open_book
    from uppsikt.sources.choosing import choose
    from uppsikt.sources.kinds import kind_named

    if options.file is None:
        installation.open_to_read()
        print("\n".join(_kept(options.source)))
        return 0
    path = existing_file(options.file)
    installation.open_to_write()
    choice = choose(
        kind_named(options.kind),
        open_book(path),
        columns=options.column,
        options=options.option,
        sheet=options.sheet or "",
        row=options.row,
    )
    print("\n".join(_shown(path, choice)))
    if options.source is None:
        print("\n".join(_next(path, choice)))
    else:
        print("\n".join(_keep(options.source, choice)))
    return 0


def _keep(source: str, choice: Choice) -> Iterator[str]:
    """Keeps the choice. Raises MappingNotWhole, with nothing changed."""
    from uppsikt.sources.mappings import save_mapping

    saved = save_mapping(
        actor=acting.actor(),
        now=installation.now(),
        source=source,
        kind=choice.kind,
        scheme=choice.scheme,
    )
    yield ""
    yield f"Sparat som {saved.source}, version {saved.version}."
    yield f"Läs in med: uppsikt import FIL --source {shlex.quote(saved.source)}"


def _kept(source: str | None) -> Iterator[str]:
    """All sources, or one with all its versions. Raises UnknownSource."""
    from uppsikt.sources.kinds import kind_named
    from uppsikt.sources.mappings import mapping, mappings

    if source is None:
        found = mappings(reader=acting.reader())
        yield from (_line(one) for one in found)
        if not found:
            yield "Inga kolumner är kopplade. Börja med: uppsikt columns FIL"
        return
    saved = mapping(reader=acting.reader(), source=source)
    yield _line(saved)
    yield ""
    yield from _fields(kind_named(saved.kind), saved.scheme)
    former = [
        one
        for one in mappings(reader=acting.reader(), with_former=True)
        if one.source == source and not one.in_force
    ]
    if former:
        yield ""
        yield "Tidigare versioner:"
        yield from (f"  {_line(one)}" for one in former)


def _line(saved: SavedMapping) -> str:
    from uppsikt.sources.kinds import kind_named

    made, kind = installation.minute(saved.made_at), kind_named(saved.kind)
    return (
        f"{saved.source}: {kind.noun} ({kind.key}), version {saved.version}, {made}, {saved.actor}"
    )


def _shown(path: Path, choice: Choice) -> Iterator[str]:
    """The head with its first rows, and what each field would be taken from."""
    from uppsikt.sheets import letters, sample

    yield f"{path.name}: rubrikerna står på {choice.sheet.place(choice.head.last)}."
    yield ""
    rows = [cells for _, cells in sample(choice.sheet, choice.head)]
    heads = [
        (letters(column), name, *(_cell(cells, column) for cells in rows))
        for column, name in enumerate(choice.head.names)
        if name
    ]
    yield from _aligned(heads)
    yield ""
    yield f"Läst som {choice.kind.noun}:"
    yield from _fields(choice.kind, choice.scheme)
    if lacking := choice.kind.lacking(choice.told):
        yield ""
        yield f"Saknas: {'; '.join(lacking)}."


def _fields(kind: FileKind, scheme: Scheme) -> Iterator[str]:
    """Each field and option with what was chosen for it."""
    yield from _aligned(
        [
            (one.label, _source_of(one.name, scheme), one.about)
            for one in kind.fields
            if one.name in scheme.fields or one.name in scheme.constants or not _is_month(one.name)
        ]
    )
    yield from _aligned(
        [(one.label, _chosen(one, scheme.options.get(one.name)), one.about) for one in kind.options]
    )


def _is_month(name: str) -> bool:
    """Whether a field is a budget's column of one month, of which twelve are seldom there."""
    return len(name) == 3 and name.isalpha() and name.istitle()


def _source_of(name: str, scheme: Scheme) -> str:
    if name in scheme.constants:
        return f"= {scheme.constants[name]}"
    return scheme.fields.get(name, _NONE)


def _chosen(option: Option, value: str | None) -> str:
    said = next((text for text, code in option.choices.items() if code == value), option.default)
    return f"{said} (av {', '.join(option.choices)})"


def _cell(cells: Sequence[Value], column: int) -> str:
    from uppsikt.sheets import displayed

    return displayed(cells[column]) if column < len(cells) else ""


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    cut = [(*(_cut(cell) for cell in row[:-1]), row[-1]) for row in rows]
    widths = [max(len(row[place]) for row in cut) for place in range(len(cut[0]))] if cut else []
    for row in cut:
        padded = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        yield f"  {'  '.join(padded)}".rstrip()


def _cut(cell: str) -> str:
    return cell if len(cell) <= _WIDTH else f"{cell[: _WIDTH - 1]}…"


def _next(path: Path, choice: Choice) -> Iterator[str]:
    """What to do to keep the choice."""
    yield ""
    yield "Ingenting är sparat. Ändra med --column FÄLT=KOLUMN och --option NAMN=VÄRDE. Spara med:"
    kind = choice.kind.key
    yield f"  uppsikt columns {shlex.quote(str(path))} --kind {kind} --source KÄLLA"
