"""An import killed at any point changes nothing, and the next one works."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from uppsikt_program import Program

from killing import KILLED, NOWHERE, outcomes

COMMAND = '''
from killing import die_in, take_steps
import sys
from pathlib import Path
from sources.city import aid, load, set_up, sie
from uppsikt.figures import Period
from uppsikt.platform.access.rules import OPERATOR
from uppsikt.platform.stores import current_store
from uppsikt.sources import models, selectors, services
from uppsikt.store import Store

folder = Path(sys.argv[1])


POINTS = {
    "before anything is written": lambda: die_in(Store, "write_bytes", after=False),
    "after the original file": lambda: die_in(Store, "write_bytes"),
    "after the rows": lambda: die_in(Store, "write", 1),
    "after the cube": lambda: die_in(Store, "write", 2),
    "inside the transaction": lambda: die_in(Store, "write", 3),
    "before the commit": lambda: die_in(services, "record"),
    "after the commit": lambda: die_in(services, "sweep", after=False),
}


def do(amount):
    """Imports a file whose January costs `amount`."""
    return load(folder, sie(aid("20220115", amount))).status


def look():
    found = selectors.balances(
        reader=OPERATOR, store=current_store(), committee="arbete",
        first_year=2022, last_year=2022,
    )
    return [
        found.value(Period.month(2022, 1)),
        models.Import.everything.count(),
        models.Coverage.everything.filter(replaced_at=None).count(),
        len(services.sweep(store=current_store(), force=True)),
    ]


def prepare():
    set_up(folder)


take_steps(prepare, POINTS, do, look)
'''


@pytest.mark.slow
def test_killed_at_any_point(tmp_path: Path) -> None:
    steps: list[tuple[str, int]] = [
        (NOWHERE, 100),
        ("before anything is written", 250),
        ("after the original file", 250),
        ("after the rows", 250),
        ("after the cube", 250),
        ("inside the transaction", 250),
        ("before the commit", 250),
        ("after the commit", 250),
        (NOWHERE, 250),
        (NOWHERE, 300),
    ]
    # What each step ended in, and what was then in force: January, files, months, orphans.
    assert outcomes(Program.installed(tmp_path), COMMAND, tmp_path, json.dumps(steps)) == [
        ["new", [-10000, 1, 1, 0]],
        [KILLED, [-10000, 1, 1, 0]],
        [KILLED, [-10000, 1, 1, 1]],
        [KILLED, [-10000, 1, 1, 2]],
        [KILLED, [-10000, 1, 1, 3]],
        [KILLED, [-10000, 1, 1, 4]],
        [KILLED, [-10000, 1, 1, 4]],
        [KILLED, [-25000, 2, 1, 0]],
        ["unchanged", [-25000, 2, 1, 0]],
        ["replaced", [-30000, 3, 1, 0]],
    ]
