"""An import of known items killed at any point changes nothing, and the next one works."""

from __future__ import annotations

from pathlib import Path

import pytest
from uppsikt_program import Program

COMMAND = """
import os, signal, sys
from pathlib import Path

import django
django.setup()

from django.core.management import call_command
from sources.city import NOW, WORK, set_up
from uppsikt.planning import known_item_services
from uppsikt.planning.known_item_selectors import items_in_force
from uppsikt.platform.access.rules import COMMAND_LINE

folder, point, amount = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
if point == "prepare":
    call_command("migrate", verbosity=0)
    set_up(folder, WORK)


def die(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGKILL)


if point == "before the first version":
    known_item_services.StoredItem.objects.create = die
elif point == "between the items":
    store, stored = known_item_services._store, []

    def store_one(*args):
        if stored:
            die()
        stored.append(1)
        return store(*args)

    known_item_services._store = store_one
elif point == "before the commit":
    known_item_services.record_reading = die
path = folder / "kanda.csv"
path.write_text(
    "Post;Slag;Benämning;Månad;Verksamhet;Enhet;Belopp\\n"
    f"k-1;känd kostnad;hyra;2022-02;Arbete;kr;-{amount}\\n"
    f"k-2;åtagande;bord;2022-02;Arbete;kr;-{amount}\\n"
)
if point != "look":
    known_item_services.import_known(actor=COMMAND_LINE, now=NOW, path=path, committee="arbete")
print(*((one.key, one.version, one.amount) for one in items_in_force("arbete", None)), sep=";")
"""


@pytest.mark.slow
def test_killed_at_any_point(tmp_path: Path) -> None:
    program = Program(tmp_path)

    def take(point: str, amount: int) -> str:
        done = program.code(COMMAND, tmp_path, point, str(amount))
        assert done.returncode in (0, -9), done.stderr
        return done.stdout.strip()

    first = "('k-1', 1, -10000);('k-2', 1, -10000)"
    assert take("prepare", 100) == first
    for point in ("before the first version", "between the items", "before the commit"):
        assert take(point, 250) == ""
        assert take("look", 0) == first
    assert take("nowhere", 250) == "('k-1', 2, -25000);('k-2', 2, -25000)"
