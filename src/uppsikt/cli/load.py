"""`uppsikt import`: files of every kind that a room has registered, told apart by their heads."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from uppsikt.cli import acting, installation
from uppsikt.cli.breaking import ending_softly, status_of
from uppsikt.cli.faults import FAULT_IN_INPUT, in_lines
from uppsikt.cli.given import existing_file
from uppsikt.cli.telling import Teller
from uppsikt.figures import UppsiktError, number
from uppsikt.platform.data_folder import DataFolder

if TYPE_CHECKING:
    from uppsikt.sources.importing import Asked
    from uppsikt.sources.rehearsal import Rehearsal


class TwoWays(UppsiktError):
    """The options ask for two things that exclude each other."""


class WouldStop(UppsiktError):
    """A preview found what stops the import."""


def run(options: argparse.Namespace) -> int:
    """Reads the files one by one and tells what became of each, or would become.

    A file that is refused changes nothing and does not stop the others; the status is then 2. Who
    breaks it off is told what became of the file that was being read.
    """
    paths = [existing_file(text) for text in options.files]
    _refuse_two_ways(options)
    folder = installation.open_to_write()
    if options.later:
        return _ask_for_all(paths, options)
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


def _refuse_two_ways(options: argparse.Namespace) -> None:
    if options.later and options.preview:
        raise TwoWays(
            "En förhandsvisning görs genast, inte senare.",
            values=["--later", "--preview"],
            todo="Ange en av dem.",
        )


def _ask_for_all(paths: Sequence[Path], options: argparse.Namespace) -> int:
    """Keeps the files for the worker to read, and tells each one's number."""
    from uppsikt.sources.jobs import Upload, ask_import

    for path in paths:
        with path.open("rb") as content:
            placed = ask_import(
                actor=acting.actor(),
                now=installation.now(),
                upload=Upload(
                    content,
                    path.name,
                    kind=options.kind,
                    committee=options.committee,
                    source=options.source,
                ),
                accept=options.accept,
                reason=options.reason,
            )
        already = "" if placed.is_new else "redan "
        print(
            f"{path.name}: {already}beställt som arbete {placed.number}. "
            f"Se hur det går: uppsikt jobs {placed.number}"
        )
    return 0


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
                print("\n".join(self._read()), flush=True)
        except UppsiktError as fault:
            verb = "kan inte läsas in" if self.options.preview else "inte inläst"
            print(f"{self.path.name}: {verb}, ingenting är ändrat.", flush=True)
            print(in_lines(fault), file=sys.stderr, flush=True)
            return False
        return True

    def was_read(self) -> bool:
        """Whether the file was read to its end before the command was broken off."""
        from django.db import connection

        from uppsikt.platform.audit.selectors import is_recorded

        connection.close()  # it may have been broken off in the middle of a transaction
        return is_recorded(at=self.now, thing=self.path.name)

    def _preview(self) -> None:
        """Tells what reading the file would change. Raises WouldStop."""
        from uppsikt.cli.preview import lines
        from uppsikt.sources.previewed import previewed
        from uppsikt.sources.rehearsal import Rehearsal

        rehearsal = Rehearsal()
        found = previewed(rehearsal, self._read(rehearsal))
        print("\n".join(lines(self.path.name, found)), flush=True)
        accepting = "Rätta filen, eller läs in den ändå med --accept: då noteras vad som godtogs."
        stops = () if self.options.accept else found.stops
        _refuse(self.path, stops, "har brister", accepting)
        giving_why = 'Ange skälet med --reason "…" när filen läses in.'
        _refuse(self.path, found.closed, "ändrar stängda perioder utan ett skäl", giving_why)

    def kept_rows(self) -> int:
        """How many of the file's rows are read and kept for the next time."""
        from uppsikt.sources.importing import rows_kept

        return rows_kept(self._asked())

    def _read(self, rehearsal: Rehearsal | None = None) -> tuple[str, ...]:
        from uppsikt.sources.importing import read_file
        from uppsikt.sources.progress import Progress
        from uppsikt.store import Store

        with Teller(sys.stderr, moving=sys.stderr.isatty()) as teller:
            return read_file(
                self._asked(),
                actor=acting.actor(),
                now=self.now,
                store=Store(self.folder.columns),
                rehearsal=rehearsal,
                progress=Progress(teller.step, teller.far),
            )

    def _asked(self) -> Asked:
        from uppsikt.sources.importing import Asked

        options = self.options
        return Asked(
            self.path,
            kind=options.kind,
            committee=options.committee,
            source=options.source,
            accept=options.accept,
            reason=options.reason,
        )


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
