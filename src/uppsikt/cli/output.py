"""Where results go: standard output, or a file that is whole or not there at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from uppsikt.figures import UppsiktError
from uppsikt.platform.faults import from_system


class NotWritable(UppsiktError):
    """The result cannot be written where the user asked for it."""


def progress(text: str) -> None:
    """Tells on standard error what is going on; results alone go to standard output."""
    print(text, file=sys.stderr, flush=True)


def write_standard(content: bytes, *, is_text: bool, todo: str) -> None:
    """Writes a result to standard output, byte for byte.

    Raises NotWritable, with `todo`, if a terminal would be given a binary file.
    """
    if not is_text and sys.stdout.isatty():
        raise NotWritable(
            "Formatet går inte att visa i terminalen.",
            why="Det är en binär fil.",
            todo=todo,
        )
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def refuse_folder(path: Path) -> None:
    """Raises NotWritable if the path is a folder, or lies in one that does not exist.

    Asked before the work begins, so that nobody waits for a report that has nowhere to go.
    """
    if path.is_dir():
        raise NotWritable(
            "Det går inte att skriva filen: sökvägen är en mapp.",
            where=str(path),
            todo="Ange ett filnamn i mappen.",
        )
    if not path.parent.is_dir():
        raise NotWritable(
            "Det går inte att skriva filen: mappen finns inte.",
            where=str(path.parent),
            todo="Skapa mappen eller ange en annan.",
        )


def write_file(path: Path, content: bytes) -> None:
    """Writes a file: all of it, or nothing; an earlier file stays until the new one is whole.

    Raises NotWritable if the path is a folder, its folder is missing, or the system refuses.
    """
    write_through(path, lambda draft: draft.write_bytes(content))


def deliver(content: bytes, target: Path | None, *, is_text: bool, todo: str, done: str) -> None:
    """Writes to the file that was asked for and says so (`done`), or else to standard output.

    `todo` says what to do where standard output is a terminal and the content is no text.
    """
    if target is None:
        write_standard(content, is_text=is_text, todo=todo)
    else:
        write_file(target, content)
        progress(f"{done} till {target}.")


def write_through(path: Path, write: Callable[[Path], object]) -> None:
    """As `write_file`, but `write` writes to the path that it is given, a bit at a time."""
    refuse_folder(path)
    try:
        _write(path, write)
    except OSError as fault:
        known = from_system(fault, where=str(path))
        if known is None:
            raise
        raise NotWritable(
            "Det går inte att skriva filen.", where=known.where, why=known.what, todo=known.todo
        ) from fault


def _write(path: Path, write: Callable[[Path], object]) -> None:
    """The draft is flushed before it takes the name, and then the folder that has the name."""
    target = path.resolve()
    if target.exists() and not target.is_file():
        write(target)  # a device or a pipe must be written to, not replaced
        return
    draft = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        draft.touch(exist_ok=False)
        write(draft)
        with draft.open("rb+") as file:
            os.fsync(file.fileno())
        draft.replace(target)
        _flush(target.parent)
    finally:
        draft.unlink(missing_ok=True)


def _flush(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
