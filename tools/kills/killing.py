"""Runs a scenario's steps in processes of their own, kills them, and compares what is left."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from .scenarios import Scenario

State = dict[str, Any]

_LONGER = 1.1
"""Some kills come after the step would have been done: then all of it must be there."""


@dataclass
class Outcome:
    """What became of a scenario: how many kills left nothing, and all, and what was wrong."""

    name: str
    seconds: float
    nothing: int = 0
    all: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def kills(self) -> int:
        """How many there were."""
        return self.nothing + self.all + len(self.wrong)


def run(
    base: Path, scenarios: Sequence[Scenario], kills: int, seed: int, told: Callable[[str], None]
) -> list[Outcome]:
    """Kills each scenario's step in turn, `kills` times in all, on copies of the folder `base`."""
    chance, found = Random(seed), []
    for place, scenario in enumerate(scenarios):
        share = kills // len(scenarios) + (place < kills % len(scenarios))
        outcome = _scenario(base, scenario, share, chance)
        told(_line(outcome))
        found.append(outcome)
    return found


def table(found: Sequence[Outcome]) -> str:
    """What became of all, a line each."""
    lines = ["scenario              kills  nothing  all  wrong  seconds undisturbed"]
    lines += [_line(one) for one in found]
    return "\n".join(lines)


def _line(one: Outcome) -> str:
    counts = f"{one.kills:>5}  {one.nothing:>7}  {one.all:>3}  {len(one.wrong):>5}"
    return "\n  ".join([f"{one.name:<20}  {counts}  {one.seconds:.2f}", *one.wrong])


def _scenario(base: Path, scenario: Scenario, kills: int, chance: Random) -> Outcome:
    with _copy(base) as prepared:
        _done(prepared, scenario.prepare)
        before = _look(prepared)
        with _copy(prepared) as undisturbed:
            seconds = _timed(undisturbed, scenario.step)
            after = _look(undisturbed)
        outcome = Outcome(scenario.name, seconds)
        if before == after:
            outcome.wrong.append("the step changes nothing")
        for _ in range(kills):
            delay = chance.random() * seconds * _LONGER
            with _copy(prepared) as folder:
                _killed(folder, scenario, delay)
                when = f"after {delay:.3f} s"
                _judge(outcome, folder, scenario, before=before, after=after, when=when)
    return outcome


def _judge(
    outcome: Outcome, folder: Path, scenario: Scenario, *, before: State, after: State, when: str
) -> None:
    """Says what the kill left, and what there is when the step is done again."""
    left = _look(folder)
    if left["rows"] not in (before["rows"], after["rows"]):
        outcome.wrong.append(f"{when}: {_differences(before, left)}")
        return
    _done(folder, scenario.step)
    again = _look(folder)
    if again != after:
        outcome.wrong.append(f"{when}, done again: {_differences(after, again)}")
    elif left["rows"] == before["rows"]:
        outcome.nothing += 1
    else:
        outcome.all += 1


def _differences(wanted: State, found: State) -> str:
    rows = {
        name: (wanted["rows"].get(name), count)
        for name, count in found["rows"].items()
        if wanted["rows"].get(name) != count
    }
    return f"{rows} jobs {wanted['jobs']} {found['jobs']} {found['database']}"


@contextmanager
def _copy(folder: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="uppsikt-kills-") as place:
        copy = Path(place) / "data"
        shutil.copytree(folder, copy)
        yield copy


def _timed(folder: Path, step: Callable[[], None]) -> float:
    """Seconds that a step takes from when Django is ready."""
    child, ready = _start(folder, step)
    ready()
    began = time.monotonic()
    _, status = os.waitpid(child, 0)
    assert status == 0, f"a step ended with {status}"
    return time.monotonic() - began


def _killed(folder: Path, scenario: Scenario, delay: float) -> None:
    child, ready = _start(folder, scenario.step)
    ready()
    time.sleep(delay)
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def _done(folder: Path, step: Callable[[], None]) -> None:
    child, ready = _start(folder, step)
    ready()
    _, status = os.waitpid(child, 0)
    assert status == 0, f"a step ended with {status}"


def _start(folder: Path, step: Callable[[], object]) -> tuple[int, Callable[[], str]]:
    """A process that does the step; what waits until it is ready and reads what it writes then."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.close(read)
        _be(folder, step, write)
    os.close(write)

    def ready() -> str:
        with os.fdopen(read) as answer:
            return answer.read()

    return child, ready


def _be(folder: Path, step: Callable[[], object], write: int) -> None:
    """Does the step and ends, whatever happens: the process is a copy of its parent."""
    try:
        os.environ["UPPSIKT_DATA"] = str(folder)
        os.environ["DJANGO_SETTINGS_MODULE"] = "uppsikt.web.settings"
        os.environ.pop("DATABASE_URL", None)
        import django
        import django.conf

        django.setup()
        if step is _state:
            os.write(write, json.dumps(_state()).encode())
            os.close(write)
        else:
            os.close(write)
            step()
        status = 0
    except BaseException:  # noqa: BLE001 — nothing of the parent's may run in the child
        traceback.print_exc()
        status = 1
    sys.stderr.flush()
    os._exit(status)


def _look(folder: Path) -> State:
    child, ready = _start(folder, _state)
    text = ready()
    _, status = os.waitpid(child, 0)
    assert status == 0, f"looking ended with {status}"
    found: State = json.loads(text)
    return found


def _state() -> State:
    """How many rows each table has, where jobs stand, and whether the database is whole."""
    from django.apps import apps
    from django.db import connection

    from uppsikt.platform.jobs.models import Job

    models = [model for model in apps.get_models() if model is not Job]
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        whole = cursor.fetchone()[0]
    return {
        "rows": {model._meta.label: model._base_manager.count() for model in models},
        "jobs": [one.state for one in Job.everything.order_by("pk")],
        "database": whole,
    }
