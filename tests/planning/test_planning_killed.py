"""An import of transfers killed at any point changes nothing, and the next one works."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from uppsikt_program import Program

COMMAND = """
import os, signal, sys
from datetime import date
from pathlib import Path

import django
django.setup()

from django.core.management import call_command
from sources.city import NOW, SCHOOL, WORK, set_up
from uppsikt.figures import Period
from uppsikt.planning import models, selectors, transfers
from uppsikt.platform.access.rules import COMMAND_LINE, OPERATOR

folder, point, amount = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
if point == "prepare":
    call_command("migrate", verbosity=0)
    set_up(folder, WORK)
    set_up(folder, SCHOOL)


def die(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGKILL)


if point == "after the former gave way":
    models.Transfer.objects.create = die
elif point == "before the rows":
    transfers._rows = die
elif point == "before the commit":
    transfers.record = die
path = folder / "omforing.csv"
path.write_text(
    "År;Datum;Beslut;Nämnd;Verksamhet;Slag;Enhet;Belopp;Fördelning\\n"
    f"2022;2022-06-13;§ 1;arbete;Arbete;kostnad;kr;{amount};tolftedelar\\n"
    f"2022;2022-06-13;§ 1;skola;Arbete;kostnad;kr;-{amount};tolftedelar\\n"
)
if point != "look":
    transfers.import_transfers(actor=COMMAND_LINE, now=NOW, path=path)
for committee in ("arbete", "skola"):
    book = selectors.budget(
        reader=OPERATOR, committee=committee, year=2022, as_of=date(2022, 12, 31)
    )
    print(book.value(Period.whole_year(2022)))
"""


@pytest.mark.slow
def test_killed_at_any_point(tmp_path: Path) -> None:
    program = Program(tmp_path)

    def take(point: str, amount: int) -> list[int]:
        done = program.code(COMMAND, tmp_path, point, str(amount))
        assert done.returncode in (0, -9), done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    assert take("prepare", 100) == [10_000, -10_000]
    for point in ("after the former gave way", "before the rows", "before the commit"):
        assert take(point, 250) == []
        assert take("look", 0) == [10_000, -10_000]
    assert take("nowhere", 250) == [25_000, -25_000]
