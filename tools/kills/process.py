"""A step in a process of its own, which tells when it begins to write, and may be killed."""

from __future__ import annotations

import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from random import Random
from typing import Any

from .places import Place

Step = Callable[[], object]

_BEGUN, _WRITES, _ENDED = b"b", b"w", b"e"
_TOLD = ".told.txt"
_READING = ("select", "pragma", "explain", "set ", "show", "begin", "savepoint", "release")
_OPENED_TO_WRITE = os.O_WRONLY | os.O_RDWR
_FILE_EVENTS = {"os.rename", "os.remove", "os.mkdir", "os.link", "shutil.rmtree"}
_EDGE = 0.05
"""The share of the kills that come before the first write, and of those after the end."""


class StepFailed(Exception):
    """A step that nobody killed ended badly: with what it told."""


class Where(StrEnum):
    """When a kill came: before anything was written, during the step, or when it had ended."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


@dataclass(frozen=True)
class Moment:
    """When to kill: so many seconds after the process has told of its `count`-th doing."""

    count: int
    seconds: float


@dataclass(frozen=True)
class Trace:
    """What a step that nobody killed told, in seconds from its beginning: each write, the end."""

    times: Sequence[float]

    @property
    def seconds(self) -> float:
        """How long it took."""
        return self.times[-1]

    def moments(self, count: int, chance: Random) -> list[Moment]:
        """As many moments, spread over the step: some before its first write and after its end.

        Every other is drawn from the time between first write and end, and the rest from the
        writes: many short ones, as of one transaction, would else hardly ever be hit. Each is
        counted from the write before it, so that a busy machine does not move it elsewhere.
        """
        shares = [(place + chance.random()) / count for place in range(count)]
        return [self._moment(share, place, chance) for place, share in enumerate(shares)]

    def _moment(self, share: float, place: int, chance: Random) -> Moment:
        first, last = self.times[1], self.times[-1]
        if share < _EDGE:
            return Moment(1, first * chance.random())
        if share > 1 - _EDGE:
            return Moment(len(self.times), 0.05 * chance.random())
        within = (share - _EDGE) / (1 - 2 * _EDGE)
        if place % 2:
            at = 1 + int(within * (len(self.times) - 2))
            return Moment(at + 1, (self.times[at + 1] - self.times[at]) * chance.random())
        when = first + within * (last - first)
        count = sum(one <= when for one in self.times[:-1])
        return Moment(count, when - self.times[count - 1])


def done(place: Place, step: Step) -> Trace:
    """Takes a step to its end. Raises StepFailed."""
    running = _started(place, step)
    told = running.told()
    running.ended()
    if told[-1][0] != _ENDED:
        raise StepFailed(running.text())
    return Trace([when - told[0][1] for _, when in told])


def killed(place: Place, step: Step, moment: Moment) -> Where:
    """Takes a step and kills it at the moment. Raises StepFailed if it ended badly before."""
    running = _started(place, step)
    told = running.told(moment.count)
    time.sleep(moment.seconds)
    with suppress(ProcessLookupError):
        os.kill(running.child, signal.SIGKILL)
    told += running.told()
    status = running.ended()
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise StepFailed(running.text())
    if told[-1][0] == _ENDED:
        return Where.AFTER
    return Where.DURING if len(told) > 1 else Where.BEFORE


@dataclass(frozen=True)
class _Running:
    """A process that takes a step, and the end of the pipe where it tells of its doings."""

    place: Place
    child: int
    pipe: int

    def told(self, count: int | None = None) -> list[tuple[bytes, float]]:
        """What it tells, each with when it came: so many, or all until it has ended."""
        found: list[tuple[bytes, float]] = []
        while count is None or len(found) < count:
            one = os.read(self.pipe, 1)
            if not one:
                break
            found.append((one, time.monotonic()))
        return found

    def ended(self) -> int:
        """Its status, when it has ended."""
        os.close(self.pipe)
        return os.waitpid(self.child, 0)[1]

    def text(self) -> str:
        """What it wrote for people."""
        return (self.place.folder / _TOLD).read_text("utf-8", errors="replace")


def _started(place: Place, step: Step) -> _Running:
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.close(read)
        _be(place, step, write)
    os.close(write)
    return _Running(place, child, read)


def _be(place: Place, step: Step, pipe: int) -> None:
    """Takes the step and ends, whatever happens: the process is a copy of its parent."""
    status = 1
    try:
        _turn_to(place)
        from django.db import connection, connections

        _tell_writes(pipe, connection)
        os.write(pipe, _BEGUN)
        step()
        connections.close_all()
        os.write(pipe, _ENDED)
        status = 0
    except BaseException:  # noqa: BLE001 - nothing of the parent's may run in the child
        traceback.print_exc()
    sys.stderr.flush()
    os._exit(status)


def _turn_to(place: Place) -> None:
    """Works in the place from now on, and tells people there."""
    file = os.open(place.folder / _TOLD, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(file, 1)
    os.dup2(file, 2)
    place.enter()


def _tell_writes(pipe: int, connection: Any) -> None:  # noqa: ANN401 - Django's proxy
    """Tells of each statement that changes rows, each file written, and each letter's lines."""

    def statement(
        execute: Callable[..., object], text: str, params: object, many: bool, context: object
    ) -> object:
        if not text.lstrip().casefold().startswith(_READING):
            os.write(pipe, _WRITES)
        return execute(text, params, many, context)

    def event(name: str, told: Sequence[object]) -> None:
        opened = name == "open" and isinstance(told[2], int) and told[2] & _OPENED_TO_WRITE
        if opened or name in _FILE_EVENTS or name == "smtplib.send":
            os.write(pipe, _WRITES)

    connection.execute_wrappers.append(statement)
    sys.addaudithook(event)
