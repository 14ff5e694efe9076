"""A review in a child process, so that no file can take the program that asked for it along.

The parent gives paths and gets back a header of one line and the rendered review as bytes. It
never unpickles what comes from the child, and it ends the child when the time is up, when more
comes back than should, and when it is itself interrupted.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Thread
from typing import IO, Any, Literal

from uppsikt.figures import UppsiktError
from uppsikt.review.words import shown

Format = Literal["text", "json", "html", "both"]

CHILD = (
    sys.executable,
    "-P",
    "-s",
    *(("-B",) if sys.dont_write_bytecode else ()),
    *(("-X", f"pycache_prefix={sys.pycache_prefix}") if sys.pycache_prefix else ()),
    "-m",
    "uppsikt.review.child",
)
"""How the child is started: nothing is imported from the folder that the user stands in.

What Python compiles is kept where this process keeps it: an installer may have left that to the
first run, and each review would compile its whole room anew.
"""
_HEADER = 65_536
"""The most bytes that the child's first line may have."""
_SOURCE = Path(__file__).parents[2]
"""The folder that this very program is imported from."""
_FAULTS = ("what", "where", "why", "todo")


class Stopped(UppsiktError):
    """The review was ended before it was done: a limit was reached, or the child died."""


@dataclass(frozen=True)
class Bounds:
    """How much a review may take. ``memory`` and ``output`` are bytes, ``seconds`` by the clock.

    ``memory`` bounds addresses, which a process asks for in larger portions than it uses.
    """

    memory: int = 2 * 1024**3
    seconds: float = 120
    output: int = 256 * 1024**2


BOUNDS = Bounds()


@dataclass(frozen=True)
class Outcome:
    """A review that was done: its ``status`` (0 or 1), and the rendered bytes."""

    status: int
    content: bytes


@dataclass(frozen=True)
class Shown:
    """A review that was done, as JSON and as a page. Neither is trusted: a file steered both."""

    result: bytes
    document: bytes


def both(file: str, *, bounds: Bounds = BOUNDS) -> Shown:
    """Review one file, and get the result in two forms for the time of one. Raises as `safely`."""
    content = safely([file], form="both", bounds=bounds).content
    result, between, document = content.partition(b"\0")
    if not between:
        raise _no_answer(file)
    return Shown(result, document)


def safely(
    files: Sequence[str],
    earlier: Sequence[str] = (),
    *,
    form: Format = "text",
    bounds: Bounds = BOUNDS,
) -> Outcome:
    """Review files in a child process with limits.

    Raises Unreadable for a file that cannot be read, and Stopped if a limit is reached or the
    child ends without an answer.
    """
    request = {
        "files": list(files),
        "earlier": list(earlier),
        "form": form,
        "bounds": asdict(bounds),
    }
    where = ", ".join((*files, *earlier))
    return _answer(_asked(json.dumps(request).encode(), bounds, where), where)


def _asked(request: bytes, bounds: Bounds, where: str) -> bytes:
    """All that the child answers. The child ends with the block, whatever ends the block."""
    process = subprocess.Popen(
        CHILD,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        close_fds=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        _send(process.stdin, request)
        answer = _received(process.stdout, bounds, where)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
        _close(process.stdin)
    return answer


def _send(pipe: IO[bytes], request: bytes) -> None:
    """Send the request. The pipe stays open: the child ends itself when it closes."""
    try:
        pipe.write(request + b"\n")
        pipe.flush()
    except OSError:
        return  # the child is dead, which its missing answer tells


def _close(pipe: IO[bytes]) -> None:
    try:
        pipe.close()
    except OSError:
        return  # what was left to send has nobody to receive it


def _received(pipe: IO[bytes], bounds: Bounds, where: str) -> bytes:
    """Everything up to the end of the pipe, read beside so that the clock can be watched."""
    chunks: list[bytes] = []
    most = bounds.output + _HEADER

    def read() -> None:
        left = most
        while left > 0 and (chunk := os.read(pipe.fileno(), min(left, _HEADER))):
            chunks.append(chunk)
            left -= len(chunk)

    reader = Thread(target=read, daemon=True)
    reader.start()
    reader.join(bounds.seconds)
    if reader.is_alive():
        raise Stopped(
            "Granskningen avbröts: den tog för lång tid.",
            where=where,
            why=f"En granskning får ta högst {bounds.seconds:g} sekunder.",
            todo="Dela upp dokumentet, eller kontrollera att filen är hel.",
        )
    return b"".join(chunks)


def _answer(answer: bytes, where: str) -> Outcome:
    """The outcome in what the child answered; nothing of it is trusted."""
    head, _, content = answer.partition(b"\n")
    header = _header(head)
    if header is None or header.get("size") != len(content):
        raise _no_answer(where)
    fault = header.get("fault")
    if isinstance(fault, dict):
        raise _refusal(fault.get("kind"))(**_parts(fault, where))
    return Outcome(1 if header.get("status") == 1 else 0, content)


def _no_answer(where: str) -> Stopped:
    return Stopped(
        "Granskningen avbröts: filen går inte att läsa inom gränserna för minne och tid.",
        where=where,
        why="Filen är skadad, eller mycket större uppackad än den ser ut att vara.",
        todo="Öppna filen i ett annat program, spara den på nytt och försök igen.",
    )


def _refusal(kind: object) -> type[UppsiktError]:
    """The error that a refusal of the child becomes here."""
    if kind != "unreadable":
        return Stopped
    # The room of reading knows six formats' libraries, which the parent starts faster without.
    from uppsikt.reading.errors import Unreadable  # noqa: PLC0415

    return Unreadable


def _header(head: bytes) -> Mapping[str, Any] | None:
    try:
        header = json.loads(head) if len(head) <= _HEADER else None
    except (ValueError, RecursionError):
        return None
    return header if isinstance(header, dict) else None


def _parts(fault: Mapping[str, object], where: str) -> dict[str, Any]:
    parts: dict[str, Any] = {name: shown(str(fault.get(name) or "")) for name in _FAULTS}
    values = fault.get("values")
    parts["values"] = [shown(str(one)) for one in values] if isinstance(values, list) else []
    parts["what"] = parts["what"] or "Granskningen avbröts."
    parts["where"] = parts["where"] or where
    return parts


def _environment() -> dict[str, str]:
    """A clean environment: nothing of the user's that a parser could be steered by."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TZ") if name in os.environ}
    environment = {**kept, "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8"}
    installed = Path(sysconfig.get_path("purelib"))
    if installed != _SOURCE:
        environment["PYTHONPATH"] = str(_SOURCE)
    return environment
