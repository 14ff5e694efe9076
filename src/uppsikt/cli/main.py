"""The door to all commands: parses, runs, and turns whatever goes wrong into a Swedish text.

Statuses: 0 done, 1 a fault in the program, 2 a fault in what the user gave. `review` tells by 1
that it found contradictions, and ends with 2 after any fault. 130 and 141 are the shell's own for
an interrupted command and for output that nobody reads to its end.
"""

from __future__ import annotations

import atexit
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING

from uppsikt.cli.breaking import INTERRUPTED
from uppsikt.cli.parser import parse

if TYPE_CHECKING:
    import argparse

NOBODY_READS = 141


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command line (by default the process's own) and returns its status."""
    _make_printable()
    if arguments is None:
        # What is registered first is done last.
        atexit.register(_close_stderr)
    if os.environ.get("UPPSIKT_LOG") == "json":
        from uppsikt.cli.logged import logged

        return logged(lambda: _run(arguments), sys.argv[1:] if arguments is None else arguments)
    return _run(arguments)


def _close_stderr() -> None:
    """What libraries say while Python closes down is for nobody: the command has said its own.

    DuckDB 2.0 lists each object that it thinks is left, thirty lines after every report.
    """
    with suppress(OSError, ValueError, AttributeError):
        sys.stderr.flush()
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())


def _run(arguments: Sequence[str] | None) -> int:
    after_fault = 1
    try:
        try:
            options = parse(sys.argv[1:] if arguments is None else arguments)
            after_fault = options.fault
            if options.acting_as is not None:
                _choose(options)
            status = _command(options.run)(options)
        finally:
            sys.stdout.flush()
    except KeyboardInterrupt:
        print("\nAvbrutet.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # What is left in the buffer would raise again when Python closes down.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NOBODY_READS
    except Exception as fault:  # noqa: BLE001 — the outermost door: no user meets a traceback
        from uppsikt.cli.faults import explain

        text, status = explain(fault)
        print(text, file=sys.stderr)
        status = max(status, after_fault)
    return status


def _choose(options: argparse.Namespace) -> None:
    """What `--as` says; looked at before the command does anything."""
    from uppsikt.cli import acting

    acting.choose(options.acting_as, options.command)


def _make_printable() -> None:
    """A terminal that lacks a letter shows a question mark instead of ending the command."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def _command(dotted: str) -> Callable[[argparse.Namespace], int]:
    module, _, name = dotted.partition(":")
    run: Callable[[argparse.Namespace], int] = getattr(import_module(module), name)
    return run
