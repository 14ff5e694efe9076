"""`uppsikt worker`: does jobs, one at a time, until it is told to end."""

from __future__ import annotations

import argparse
import logging
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from uppsikt.cli import installation
from uppsikt.cli.breaking import Terminated
from uppsikt.cli.output import progress
from uppsikt.cli.tending import Tending
from uppsikt.platform.data_folder import DataFolder
from uppsikt.platform.logs import event

_POLL = 1.0
"""Seconds between two looks for a job."""
_HOUR = 3600.0
"""Seconds between two looks for what ended long ago."""
_PAUSE = 5.0
"""Seconds before the database is tried again."""

logger = logging.getLogger(__name__)


def run(options: argparse.Namespace) -> int:
    """Does what waits, or goes on until it is told to end, which is no fault."""
    folder = installation.open_to_read()
    if not options.until_empty:
        progress("Utför arbeten. Avsluta med Ctrl+C.")
    work(folder, until_empty=options.until_empty)
    return 0


def work(folder: DataFolder, *, until_empty: bool = False) -> None:
    """Does jobs until there is none, or until Ctrl+C or SIGTERM: then a job is handed back.

    Between jobs it does its chores.
    """
    from django.db import DatabaseError, connection

    from uppsikt.platform.jobs.running import Worker
    from uppsikt.platform.jobs.workers import signed_on

    with _ending_once(), signed_on(folder) as name:
        worker = Worker(name, folder, installation.now)
        tending, swept = Tending(), float("-inf")
        while True:
            try:
                did = worker.run_next()
                tending.look()
                if not did and time.monotonic() - swept > _HOUR:
                    worker.sweep()
                    swept = time.monotonic()
            except DatabaseError as fault:
                event(logger, "no database", logging.WARNING, fault=type(fault).__name__)
                connection.close()
                time.sleep(_PAUSE)
                continue
            if not did and until_empty:
                return
            if not did:
                time.sleep(_POLL)


@contextmanager
def _ending_once() -> Iterator[None]:
    """The block ends by the first SIGINT or SIGTERM, and what it then does is not disturbed."""

    def end(_number: int, _frame: FrameType | None) -> None:
        for one in signals:
            signal.signal(one, signal.SIG_IGN)
        raise Terminated

    signals = (signal.SIGINT, signal.SIGTERM)
    former = [signal.signal(one, end) for one in signals]
    try:
        yield
    except Terminated:
        pass
    finally:
        for one, handler in zip(signals, former, strict=True):
            signal.signal(one, handler)
