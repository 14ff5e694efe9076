"""An import killed at any point changes nothing, and the next one works.

One process takes the steps, each in a child of its own: the children are what is killed.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from uppsikt_program import Program

COMMAND = '''
import json, os, signal, sys
from pathlib import Path

import django
django.setup()

from django.core.management import call_command
from sources.city import aid, load, set_up, sie
from uppsikt.figures import Period
from uppsikt.platform.access.rules import OPERATOR
from uppsikt.platform.stores import current_store
from uppsikt.sources import models, selectors, services
from uppsikt.store import Store

folder = Path(sys.argv[1])


def die_in(owner, name, turn=1, after=True):
    """The owner's function kills the process the turn-th time that it is called."""
    known, calls = getattr(owner, name), []

    def killed(*args, **kwargs):
        calls.append(1)
        if len(calls) < turn:
            return known(*args, **kwargs)
        if after:
            known(*args, **kwargs)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(owner, name, killed)


POINTS = {
    "before anything is written": lambda: die_in(Store, "write_bytes", after=False),
    "after the original file": lambda: die_in(Store, "write_bytes"),
    "after the rows": lambda: die_in(Store, "write", 1),
    "after the cube": lambda: die_in(Store, "write", 2),
    "inside the transaction": lambda: die_in(Store, "write", 3),
    "before the commit": lambda: die_in(services, "record"),
    "after the commit": lambda: die_in(services, "sweep", after=False),
    "nowhere": lambda: None,
}


def do(point, amount):
    """Imports a file whose January costs `amount`, killed at the point."""
    POINTS[point]()
    return load(folder, sie(aid("20220115", amount))).status


def look():
    found = selectors.balances(
        reader=OPERATOR, store=current_store(), committee="arbete",
        first_year=2022, last_year=2022,
    )
    return [
        found.value(Period.month(2022, 1)),
        models.Import.objects.count(),
        models.Coverage.objects.filter(replaced_at=None).count(),
        len(services.sweep(store=current_store(), force=True)),
    ]


def prepare():
    call_command("migrate", verbosity=0)
    set_up(folder)


def in_a_child(step):
    """What a step answers when it is run in a process of its own; "killed" if that died."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.write(write, json.dumps(step()).encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as answer:
        text = answer.read()
    _, status = os.waitpid(child, 0)
    return "killed" if os.WIFSIGNALED(status) else json.loads(text)


in_a_child(prepare)
for point, amount in json.loads(sys.argv[2]):
    done = in_a_child(lambda: do(point, amount))
    print(json.dumps([done, in_a_child(look)]), flush=True)
'''


def take(folder: Path, steps: list[tuple[str, int]]) -> list[object]:
    """What each step ended in, and what was then in force: January, files, months, orphans."""
    done = Program(folder).code(COMMAND, folder, json.dumps(steps))
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.slow
def test_killed_at_any_point(tmp_path: Path) -> None:
    steps: list[tuple[str, int]] = [
        ("nowhere", 100),
        ("before anything is written", 250),
        ("after the original file", 250),
        ("after the rows", 250),
        ("after the cube", 250),
        ("inside the transaction", 250),
        ("before the commit", 250),
        ("after the commit", 250),
        ("nowhere", 250),
        ("nowhere", 300),
    ]
    assert take(tmp_path, steps) == [
        ["new", [-10000, 1, 1, 0]],
        ["killed", [-10000, 1, 1, 0]],
        ["killed", [-10000, 1, 1, 1]],
        ["killed", [-10000, 1, 1, 2]],
        ["killed", [-10000, 1, 1, 3]],
        ["killed", [-10000, 1, 1, 4]],
        ["killed", [-10000, 1, 1, 4]],
        ["killed", [-25000, 2, 1, 0]],
        ["unchanged", [-25000, 2, 1, 0]],
        ["replaced", [-30000, 3, 1, 0]],
    ]
