"""Reading a file of any kind as somebody asked for it: from a command, a page or a job."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from uppsikt.figures import UppsiktError
from uppsikt.platform.access.rules import OPERATOR, Actor
from uppsikt.sheets import FileFault, heads, is_large, is_table, open_book
from uppsikt.sources.kinds import FileKind, Wanted, kind_named, kinds
from uppsikt.sources.latest import last_import
from uppsikt.sources.ledger_kind import LEDGER
from uppsikt.sources.mappings import SavedMapping, mapping
from uppsikt.sources.progress import UNHEARD, Progress
from uppsikt.sources.rehearsal import Rehearsal
from uppsikt.sources.staging import kept_of
from uppsikt.store import Store

Afterword = Callable[[Store, int], Iterator[str]]
"""What is told when a ledger has been read, given the number of the last one before it."""

_afterwords: list[Afterword] = []


class OtherKind(UppsiktError):
    """A source's files are of another kind than the user says."""


@dataclass(frozen=True)
class Asked:
    """A file to read, as somebody asked for it.

    `kind` is the key of its kind, None if the file itself is to tell; `source` names a saved
    mapping. `accept` is whether it is read in spite of what would stop it, and `reason` why closed
    months may change.
    """

    path: Path
    kind: str | None = None
    committee: str | None = None
    source: str | None = None
    accept: bool = False
    reason: str = ""


def register_afterword(afterword: Afterword) -> None:
    """Registers what is to be told after a ledger. Called when Django starts."""
    if afterword not in _afterwords:
        _afterwords.append(afterword)


def read_file(
    asked: Asked,
    *,
    actor: Actor,
    now: datetime,
    store: Store,
    rehearsal: Rehearsal | None = None,
    progress: Progress = UNHEARD,
) -> tuple[str, ...]:
    """Reads a file, or with a `rehearsal` tells what reading it would do; lines for the user.

    Raises what the kind's reader raises, UnknownSource and OtherKind.
    """
    before = last_import(reader=OPERATOR)
    saved = saved_mapping(asked)
    kind = kind_named(saved.kind if saved else _kind(asked, progress))
    outcome = kind.read(
        Wanted(
            actor=actor,
            now=now,
            store=store,
            path=asked.path,
            committee=asked.committee,
            accept=asked.accept,
            scheme=saved.scheme if saved else None,
            source=saved.source if saved else "",
            mapping=saved.number if saved else None,
            reason=asked.reason,
            rehearsal=rehearsal,
            progress=progress,
        )
    )
    lines = str(outcome).splitlines()
    if rehearsal is None and last_import(reader=OPERATOR) != before:
        lines += [line for afterword in _afterwords for line in afterword(store, before)]
    return tuple(lines)


def saved_mapping(asked: Asked) -> SavedMapping | None:
    """The mapping of the source, if one was named. Raises UnknownSource and OtherKind."""
    if asked.source is None:
        return None
    saved = mapping(reader=OPERATOR, source=asked.source)
    if asked.kind not in {None, saved.kind}:
        raise OtherKind(
            f"Källan {saved.source} är kopplad som {kind_named(saved.kind).noun}, "
            f"inte {kind_named(asked.kind).noun}.",
            todo="Utelämna --kind, eller ange en annan källa.",
        )
    return saved


def rows_kept(asked: Asked) -> int:
    """How many of the file's rows are read and kept for the next time."""
    saved = saved_mapping(asked)
    return len(kept_of(asked.path, saved.number if saved else None))


def kind_of(path: Path) -> str:
    """What a file is, by its headings: the kind that most of its columns belong to.

    A file that is like no kind with heads of its own is taken for a ledger, whose reader says what
    is wrong if it is not.
    """
    if not is_table(path):
        return LEDGER.key
    try:
        book = open_book(path)
    except FileFault:
        return LEDGER.key
    known = [kind for kind in kinds() if kind.heads]
    found = [
        (*_share({text.casefold() for text in head.texts}, kind), kind.key)
        for sheet in book.visible
        for head in heads(sheet)
        for kind in known
    ]
    share, _, key = max(found, default=(0.0, 0, LEDGER.key))
    return key if share > 0.5 else LEDGER.key


def _share(headings: Collection[str], kind: FileKind) -> tuple[float, int]:
    """How much of a kind's heads are among the headings, and how many they are.

    All of a budget's columns are also a transfer's, which has more.
    """
    there = sum(column.casefold() in headings for column in kind.heads)
    return there / len(kind.heads), there


def _kind(asked: Asked, progress: Progress) -> str:
    """The kind that the user says, or else the file; one that is half read is not opened."""
    if asked.kind or not is_large(asked.path):
        return asked.kind or kind_of(asked.path)
    if kept_of(asked.path, None):
        return LEDGER.key  # of no other kind is anything kept
    progress.step(f"Öppnar {asked.path.name} …")
    return kind_of(asked.path)
