"""Changes killed at a point: what a test and the process that it starts need to try them.

The process imports this first, which readies Django, and takes its steps each in a child of its
own: the children are what is killed, as a process is that somebody kills or that loses its power.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

import django
from uppsikt_program import Program

django.setup()

KILLED = "killed"
NOWHERE = "nowhere"
"""The point of a step that nobody kills."""
Point = Callable[[], object]


def outcomes(program: Program, code: str, *arguments: str | Path) -> list[Any]:
    """What the code printed in its process, a JSON value a line."""
    done = program.code(code, *arguments)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def take_steps(
    prepare: Callable[[], object],
    points: Mapping[str, Point],
    do: Callable[[Any], object],
    look: Callable[[], object],
) -> None:
    """Take the steps in the last argument, JSON of point and value: ``[["nowhere", 100]]``.

    Each is `do(value)`, killed at its point, or at none where that has no function among `points`.
    Printed is what it ended in and what `look` saw then.
    """
    in_a_child(prepare)
    for point, value in json.loads(sys.argv[-1]):
        done = in_a_child(partial(_step, points.get(point), do, value))
        print(json.dumps([done, in_a_child(look)]), flush=True)


def in_a_child(step: Callable[[], object]) -> object:
    """What a step answers when it is run in a process of its own; KILLED if that died."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.dup2(2, 1)
        os.write(write, json.dumps(step()).encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as answer:
        text = answer.read()
    _, status = os.waitpid(child, 0)
    return KILLED if os.WIFSIGNALED(status) else json.loads(text)


def die(*_: object, **__: object) -> NoReturn:
    """End the process as a kill does, in place of a function with any arguments."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("still here")


def die_in(owner: object, name: str, turn: int = 1, *, after: bool = True) -> None:
    """Let the owner's function kill the process the turn-th time that it is called.

    `after` lets it do its work first.
    """
    known, calls = getattr(owner, name), []

    def killed(*args: object, **kwargs: object) -> object:
        calls.append(1)
        if len(calls) < turn:
            return known(*args, **kwargs)
        if after:
            known(*args, **kwargs)
        die()

    setattr(owner, name, killed)


def _step(point: Point | None, do: Callable[[Any], object], value: object) -> object:
    if point is not None:
        point()
    return do(value)
