"""`uppsikt import`: files of every kind that a room has registered, told apart by their heads."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from uppsikt.cli import installation
from uppsikt.cli.breaking import ending_softly, status_of
from uppsikt.cli.commands import KINDS
from uppsikt.cli.faults import FAULT_IN_INPUT, in_lines
from uppsikt.cli.given import existing_file
from uppsikt.cli.telling import Teller
from uppsikt.figures import UppsiktError, number
from uppsikt.platform.data_folder import DataFolder

if TYPE_CHECKING:
    from uppsikt.sources.kinds import FileKind, Wanted
    from uppsikt.sources.mappings import SavedMapping
    from uppsikt.sources.rehearsal import Rehearsal

LEDGER = KINDS[0]


class OtherKind(UppsiktError):
    """A source's files are of another kind than the user says."""


class WouldStop(UppsiktError):
    """A preview found what stops the import."""


def run(options: argparse.Namespace) -> int:
    """Reads the files one by one and tells what became of each, or would become.

    A file that is refused changes nothing and does not stop the others; the status is then 2. Who
    breaks it off is told what became of the file that was being read.
    """
    paths = [existing_file(text) for text in options.files]
    folder = installation.open_to_write()
    refused: list[Path] = []
    with ending_softly():
        for place, path in enumerate(paths, 1):
            job = _Job(path, options, folder, installation.now())
            try:
                if not job.done():
                    refused.append(path)
            except KeyboardInterrupt as end:
                print(_broken_off(job, paths[place:]), file=sys.stderr)
                return status_of(end)
    if len(paths) > 1:
        print(_verdict(len(paths), refused, preview=options.preview))
    return FAULT_IN_INPUT if refused else 0


def kind_of(path: Path) -> str:
    """What a file is, by its headings: the kind that most of its columns belong to.

    A file that is like no kind with heads of its own is taken for a ledger, whose reader says what
    is wrong if it is not.
    """
    from uppsikt.sheets import FileFault, heads, is_table, open_book
    from uppsikt.sources.kinds import kinds

    if not is_table(path):
        return LEDGER
    try:
        book = open_book(path)
    except FileFault:
        return LEDGER
    known = [kind for kind in kinds() if kind.heads]
    found = [
        (*_share({text.casefold() for text in head.texts}, kind), kind.key)
        for sheet in book.visible
        for head in heads(sheet)
        for kind in known
    ]
    share, _, key = max(found, default=(0.0, 0, LEDGER))
    return key if share > 0.5 else LEDGER


def _share(headings: Collection[str], kind: FileKind) -> tuple[float, int]:
    """How much of a kind's heads are among the headings, and how many they are.

    All of a budget's columns are also a transfer's, which has more.
    """
    there = sum(column.casefold() in headings for column in kind.heads)
    return there / len(kind.heads), there


@dataclass(frozen=True)
class _Job:
    """One file to read or to preview, as the user asked for it, at one time."""

    path: Path
    options: argparse.Namespace
    folder: DataFolder
    now: datetime

    def done(self) -> bool:
        """Reads the file and prints what became of it; whether it was read."""
        try:
            if self.options.preview:
                self._preview()
            else:
                before = self._last_import()
                print(self._read(), flush=True)
                self._tell_of_known_items(before)
        except UppsiktError as fault:
            verb = "kan inte läsas in" if self.options.preview else "inte inläst"
            print(f"{self.path.name}: {verb}, ingenting är ändrat.", flush=True)
            print(in_lines(fault), file=sys.stderr, flush=True)
            return False
        return True

    def _last_import(self) -> int:
        """The number of the ledger that was read last."""
        from uppsikt.platform.access.rules import OPERATOR
        from uppsikt.sources.latest import last_import

        return last_import(reader=OPERATOR)

    def _tell_of_known_items(self, before: int) -> None:
        """Prints which known items the ledger, if it was one, has reversed or opened again."""
        from uppsikt.cli.known import changed_lines
        from uppsikt.store import Store

        if self._last_import() != before:
            for line in changed_lines(Store(self.folder.columns), before):
                print(line, flush=True)

    def was_read(self) -> bool:
        """Whether the file was read to its end before the command was broken off."""
        from django.db import connection

        from uppsikt.platform.audit.selectors import is_recorded

        connection.close()  # it may have been broken off in the middle of a transaction
        return is_recorded(at=self.now, thing=self.path.name)

    def _preview(self) -> None:
        """Tells what reading the file would change. Raises WouldStop."""
        from uppsikt.cli.preview import lines
        from uppsikt.sources.rehearsal import Rehearsal

        rehearsal = Rehearsal()
        outcome = self._read(rehearsal)
        print("\n".join(lines(self.path.name, rehearsal, str(outcome))), flush=True)
        accepting = "Rätta filen, eller läs in den ändå med --accept: då noteras vad som godtogs."
        stops = () if self.options.accept else rehearsal.stops
        _refuse(self.path, stops, "har brister", accepting)
        giving_why = 'Ange skälet med --reason "…" när filen läses in.'
        _refuse(self.path, rehearsal.closed, "ändrar stängda perioder utan ett skäl", giving_why)

    def kept_rows(self) -> int:
        """How many of the file's rows are read and kept for the next time."""
        from uppsikt.sources.staging import kept_of

        saved = _saved(self.options)
        return len(kept_of(self.path, saved.number if saved else None))

    def _read(self, rehearsal: Rehearsal | None = None) -> object:
        from uppsikt.sources.kinds import kind_named

        with Teller(sys.stderr, moving=sys.stderr.isatty()) as teller:
            saved = _saved(self.options)
            kind = kind_named(saved.kind if saved else self._kind(teller))
            return kind.read(self._wanted(saved, rehearsal, teller))

    def _kind(self, teller: Teller) -> str:
        """The kind that the user says, or else the file; one that is half read is not opened."""
        from uppsikt.sheets import is_large
        from uppsikt.sources.staging import kept_of

        if self.options.kind or not is_large(self.path):
            return self.options.kind or kind_of(self.path)
        if kept_of(self.path, None):
            return LEDGER  # of no other kind is anything kept
        teller.step(f"Öppnar {self.path.name} …")
        return kind_of(self.path)

    def _wanted(
        self, saved: SavedMapping | None, rehearsal: Rehearsal | None, teller: Teller
    ) -> Wanted:
        from uppsikt.platform.access.rules import COMMAND_LINE
        from uppsikt.sources.kinds import Wanted
        from uppsikt.sources.progress import Progress
        from uppsikt.store import Store

        return Wanted(
            actor=COMMAND_LINE,
            now=self.now,
            store=Store(self.folder.columns),
            path=self.path,
            committee=self.options.committee,
            accept=self.options.accept,
            scheme=saved.scheme if saved else None,
            source=saved.source if saved else "",
            mapping=saved.number if saved else None,
            reason=self.options.reason,
            rehearsal=rehearsal,
            progress=Progress(teller.step, teller.far),
        )


def _saved(options: argparse.Namespace) -> SavedMapping | None:
    """The mapping of the source, if one was named. Raises UnknownSource and OtherKind."""
    from uppsikt.platform.access.rules import OPERATOR
    from uppsikt.sources.kinds import kind_named
    from uppsikt.sources.mappings import mapping

    if options.source is None:
        return None
    saved = mapping(reader=OPERATOR, source=options.source)
    if options.kind not in {None, saved.kind}:
        raise OtherKind(
            f"Källan {saved.source} är kopplad som {kind_named(saved.kind).noun}, "
            f"inte {kind_named(options.kind).noun}.",
            todo="Utelämna --kind, eller ange en annan källa.",
        )
    return saved


def _refuse(path: Path, stops: Sequence[str], what: str, todo: str) -> None:
    """Raises WouldStop where something would."""
    if stops:
        raise WouldStop(
            f"{path.name} {what}, och det stoppar inläsningen.",
            where=path.name,
            values=stops,
            todo=todo,
        )


def _broken_off(job: _Job, later: Sequence[Path]) -> str:
    """What became of the file that was being read, and which files were never begun."""
    name = job.path.name
    if job.options.preview:
        lines = ["Avbrutet. Ingenting är ändrat."]
    elif job.was_read():
        lines = [f"Avbrutet, men först sedan {name} hade lästs in i sin helhet."]
    else:
        again = "Kör samma kommando igen för att läsa in filen."
        if rows := job.kept_rows():
            again = f"Kör samma kommando igen: {number(rows, 0)} rader är redan lästa och sparade."
        lines = [
            f"Avbrutet. Ingenting är inläst från {name}, allt är som det var.",
            f"  Gör så här: {again}",
        ]
    if later:
        lines.append(f"  Inte påbörjade: {', '.join(path.name for path in later)}.")
    return "\n".join(lines)


def _verdict(files: int, refused: list[Path], *, preview: bool) -> str:
    done, all_done = "är lästa", f"Klart: alla {files} filer är lästa."
    if preview:
        done, all_done = "kan läsas in", f"Alla {files} filer kan läsas in. Ingenting är ändrat."
    if not refused:
        return all_done
    names = ", ".join(path.name for path in refused)
    return f"{files - len(refused)} av {files} filer {done}. Inte inlästa: {names}."
