"""A long command that is broken off, by Ctrl+C or by the system, ends as a fault does: softly."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

INTERRUPTED, TERMINATED = 128 + signal.SIGINT, 128 + signal.SIGTERM
"""The shell's own statuses for a command that was broken off."""


class Terminated(KeyboardInterrupt):
    """The process was told to end (SIGTERM), as when the machine is shut down."""


@contextmanager
def ending_softly() -> Iterator[None]:
    """Within the block, SIGTERM raises Terminated, so that what was begun is taken back."""

    def end(_number: int, _frame: FrameType | None) -> None:
        raise Terminated

    former = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, former)


def status_of(end: KeyboardInterrupt) -> int:
    """The command's status after it was broken off."""
    return TERMINATED if isinstance(end, Terminated) else INTERRUPTED
