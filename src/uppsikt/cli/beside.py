"""The worker that the server has beside it: a process of its own, started again if it dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock, Thread

from uppsikt.cli import installation
from uppsikt.cli.output import progress

SECONDS_TO_STOP = 3
"""A worker that has not handed its job back by then is ended; the next one takes the job up."""

_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0
"""Seconds before a worker that died is started again: longer each time that it dies at once."""
_LIVED = 60.0
"""A worker that lived so many seconds did not die at once."""
_LOOK = 1.0
"""Seconds between two looks at whether the server lives."""
_NICE = 10
"""Pages are answered before jobs are done."""


@contextmanager
def worker_beside() -> Iterator[None]:
    """Within the block, a worker is running; it has ended when the block has."""
    keeper = _Keeper()
    Thread(target=keeper.keep, daemon=True).start()
    try:
        yield
    finally:
        keeper.end()


class _Keeper:
    """Starts the worker, and again whenever it ends before it is told to."""

    def __init__(self) -> None:
        self._ended = Event()
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def keep(self) -> None:
        """Keeps a worker running until `end`."""
        pause = _FIRST_PAUSE
        while (process := self._start()) is not None:
            began = time.monotonic()
            status = process.wait()
            if self._ended.is_set():
                return
            if time.monotonic() - began > _LIVED:
                pause = _FIRST_PAUSE
            progress(f"Processen som utför arbeten avslutades ({status}) och startas igen.")
            self._ended.wait(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)

    def _start(self) -> subprocess.Popen[bytes] | None:
        with self._lock:
            if self._ended.is_set():
                return None
            command = [sys.executable, "-m", "uppsikt.cli.beside", str(os.getpid())]
            self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL)
            return self._process

    def end(self) -> None:
        """Tells the worker to end, and ends it if it does not."""
        with self._lock:
            self._ended.set()
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def main() -> int:
    """The worker's own process. It ends when whoever started it has, however that ended."""
    from uppsikt.cli.faults import explain
    from uppsikt.cli.worker import work

    os.nice(_NICE)
    Thread(target=_end_with, args=(int(sys.argv[1]),), daemon=True).start()
    try:
        work(installation.open_to_read())
    except Exception as fault:  # noqa: BLE001 — as at the outermost door of all commands
        text, status = explain(fault)
        print(text, file=sys.stderr)
        return status
    return 0


def _end_with(server: int) -> None:
    """Tells this process to end when the server is its parent no longer."""
    while os.getppid() == server:
        time.sleep(_LOOK)
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(main())
