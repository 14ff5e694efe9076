"""The child process of a review: takes a request on standard input, answers on standard output.

It first gives away what it will not need: memory beyond a limit, time, the right to write files.
The answer is one line of JSON and, if the review was done, the rendered review.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Thread
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from uppsikt.reading import Document
    from uppsikt.review.model import Review

_OPEN_FILES = 64
_GRACE = 5
"""Seconds beyond the parent's limit before the child ends itself, should the parent be gone."""


def main() -> None:
    """Answer one request, and end."""
    request = json.loads(sys.stdin.buffer.readline())
    answer = sys.stdout.buffer
    leave_garbage()
    load()
    give_away(request["bounds"])
    _end_with_parent()
    try:
        status, content = _reviewed(request)
        header: dict[str, Any] = {"status": status, "size": len(content)}
    except BaseException as fault:  # noqa: BLE001 — whatever a file can cause is told, not raised
        content, header = b"", {"size": 0, "fault": _told(fault)}
    answer.write(json.dumps(header).encode() + b"\n" + content)
    answer.flush()
    os._exit(0)  # nothing is left to tidy up, and a broken library's tidying could hang


def leave_garbage() -> None:
    """Look for unused cycles of objects seldom: the review holds on to nearly all that it makes."""
    gc.set_threshold(100_000, 50, 100)


def load() -> None:
    """Import what every review needs while what Python compiles of it can still be kept.

    Nothing of the user's has been read by then. What a format needs besides comes later.
    """
    from uppsikt.reading import read  # noqa: F401, PLC0415
    from uppsikt.review import run, verdict  # noqa: F401, PLC0415

    sys.dont_write_bytecode = True


def give_away(bounds: Mapping[str, float]) -> None:
    """Set the limits for good. Where the system has none of a kind, the others still hold."""
    if hasattr(signal, "SIGINT"):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides, and ends us
    seconds = int(bounds["seconds"]) + _GRACE
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)
    try:
        import resource  # noqa: PLC0415 — not on every system
    except ImportError:
        return
    _limit(resource, "RLIMIT_AS", int(bounds["memory"]))
    _limit(resource, "RLIMIT_CPU", seconds)
    _limit(resource, "RLIMIT_FSIZE", 0)
    _limit(resource, "RLIMIT_CORE", 0)
    _limit(resource, "RLIMIT_NOFILE", _OPEN_FILES)


def _limit(resource: ModuleType, name: str, most: int) -> None:
    """Lower one limit; one that is lower already stays, one that is missing is passed over."""
    kind = getattr(resource, name, None)
    if kind is None:
        return
    _, hard = resource.getrlimit(kind)
    least = most if hard == resource.RLIM_INFINITY else min(most, hard)
    try:
        resource.setrlimit(kind, (least, least))
    except (OSError, ValueError):
        return  # some systems have a limit by name that they do not let anybody set


def _end_with_parent() -> None:
    """End when the parent does: the pipe from it then closes."""

    def wait() -> None:
        sys.stdin.buffer.read()
        os._exit(1)

    Thread(target=wait, daemon=True).start()


def _reviewed(request: Mapping[str, Any]) -> tuple[int, bytes]:
    from uppsikt.reading.read import read  # noqa: PLC0415
    from uppsikt.review import review  # noqa: PLC0415
    from uppsikt.review.verdict import status  # noqa: PLC0415

    under = len(request["files"])
    paths = [Path(name) for name in (*request["files"], *request["earlier"])]
    documents = told_apart([read(path) for path in paths], paths)
    done = review(documents[:under], documents[under:])
    return status(done), _renderer(request["form"])(done).encode("utf-8", "replace")


def told_apart(documents: Sequence[Document], paths: Sequence[Path]) -> list[Document]:
    """The documents; those that would share a name are called by their whole paths."""
    names = [document.name for document in documents]
    return [
        replace(document, name=str(path)) if names.count(document.name) > 1 else document
        for document, path in zip(documents, paths, strict=True)
    ]


def _renderer(form: str) -> Callable[[Review], str]:
    from uppsikt import review  # noqa: PLC0415

    if form == "both":  # no zero stands in JSON
        return lambda done: f"{review.render_json(done)}\0{review.render_html(done)}"
    renderers = {"text": "render_text", "json": "render_json", "html": "render_html"}
    render: Callable[[Review], str] = getattr(review, renderers[form])
    return render


def _told(fault: BaseException) -> dict[str, Any]:
    """A fault as the parent tells it on: in Swedish, and where in the program if it is ours."""
    from uppsikt.figures import UppsiktError  # noqa: PLC0415

    if isinstance(fault, UppsiktError):
        return {
            "kind": "unreadable",
            "what": fault.what,
            "where": fault.where,
            "values": list(fault.values),
            "why": fault.why,
            "todo": fault.todo,
        }
    if isinstance(fault, MemoryError):
        return {
            "what": "Granskningen avbröts: minnet räcker inte.",
            "why": "Filen är mycket stor, eller mycket större uppackad än den ser ut att vara.",
            "todo": "Dela upp dokumentet och granska delarna var för sig.",
        }
    return {
        "what": "Granskningen avbröts av ett fel i programmet.",
        "why": f"{type(fault).__name__} i {_where(fault)}",
        "todo": "Rapportera felet, gärna med filen.",
    }


def _where(fault: BaseException) -> str:
    """The innermost line of the program itself, without the user's folders."""
    trace, told = fault.__traceback__, "okänd plats"
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        if "uppsikt" in path.parts:
            told = f"{path.parent.name}/{path.name} rad {trace.tb_lineno}"
        trace = trace.tb_next
    return told


if __name__ == "__main__":
    main()
