"""An import of plans killed at any point changes nothing, and the next one works."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from uppsikt_program import Program

from killing import KILLED, NOWHERE, outcomes

pytestmark = pytest.mark.slow

BEGINNING = """
from killing import die_in, take_steps
import sys
from datetime import date
from pathlib import Path
from sources.city import NOW, SCHOOL, WORK, set_up
from uppsikt.planning import intake
from uppsikt.platform.access.rules import COMMAND_LINE, OPERATOR

folder = Path(sys.argv[1])


def prepare():
    set_up(folder, WORK)
    set_up(folder, SCHOOL)


def given(name, text):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return {"actor": COMMAND_LINE, "now": NOW, "path": path}


"""
TRANSFERS = """
from uppsikt.figures import Period
from uppsikt.planning import models, selectors, transfers

POINTS = {
    "after the former gave way": lambda: die_in(models.Transfer.everything, "create", after=False),
    "before the rows": lambda: die_in(transfers, "_rows"),
    "before the commit": lambda: die_in(intake, "record"),
}


def do(amount):
    text = (
        "År;Datum;Beslut;Nämnd;Verksamhet;Slag;Enhet;Belopp;Fördelning\\n"
        f"2022;2022-06-13;§ 1;arbete;Arbete;kostnad;kr;{amount};tolftedelar\\n"
        f"2022;2022-06-13;§ 1;skola;Arbete;kostnad;kr;-{amount};tolftedelar\\n"
    )
    return transfers.import_transfers(**given("omforing.csv", text)).status


def look():
    day, year = date(2022, 12, 31), Period.whole_year(2022)
    books = [selectors.budget(reader=OPERATOR, committee=committee, year=2022, as_of=day)
             for committee in ("arbete", "skola")]
    return [book.value(year) for book in books]


take_steps(prepare, POINTS, do, look)
"""
KNOWN_ITEMS = """
from uppsikt.planning import known_item_services
from uppsikt.planning.known_item_selectors import items_in_force

POINTS = {
    "before the first version":
        lambda: die_in(known_item_services.StoredItem.everything, "create", after=False),
    "between the items": lambda: die_in(known_item_services, "_store"),
    "before the commit": lambda: die_in(intake, "record"),
}


def do(amount):
    text = (
        "Post;Slag;Benämning;Månad;Verksamhet;Enhet;Belopp\\n"
        f"k-1;känd kostnad;hyra;2022-02;Arbete;kr;-{amount}\\n"
        f"k-2;åtagande;bord;2022-02;Arbete;kr;-{amount}\\n"
    )
    asked = given("kanda.csv", text)
    return known_item_services.import_known(**asked, committee="arbete").status


def look():
    return [[one.key, one.version, one.amount] for one in items_in_force("arbete", None)]


take_steps(prepare, POINTS, do, look)
"""
CARRY_OVERS = """
from uppsikt.planning import carry_overs
from uppsikt.planning.carry_over_selectors import carried_over

POINTS = {
    "after the former gave way":
        lambda: die_in(carry_overs.StoredCarryOver.everything, "create", after=False),
    "between the committees": lambda: die_in(carry_overs, "_store"),
    "before the commit": lambda: die_in(intake, "record"),
}


def do(amount):
    text = (
        "År;Datum;Beslut;Nämnd;Enhet;Resultat;Överförs;Avskrivs\\n"
        f"2022;2023-04-20;KF;arbete;kr;{amount};{amount};0\\n"
        f"2022;2023-04-20;KF;skola;kr;{amount};0;{amount}\\n"
    )
    return carry_overs.import_carry_overs(**given("resultat.csv", text)).status


def look():
    decided = [carried_over(reader=OPERATOR, committee=committee, as_of=date.max).decided
               for committee in ("arbete", "skola")]
    return [[one.carried, one.written_off] for made in decided for one in made.values()]


take_steps(prepare, POINTS, do, look)
"""


@pytest.mark.parametrize(
    ("code", "points", "before", "after"),
    [
        (
            TRANSFERS,
            ("after the former gave way", "before the rows", "before the commit"),
            [10_000, -10_000],
            [25_000, -25_000],
        ),
        (
            KNOWN_ITEMS,
            ("before the first version", "between the items", "before the commit"),
            [["k-1", 1, -10_000], ["k-2", 1, -10_000]],
            [["k-1", 2, -25_000], ["k-2", 2, -25_000]],
        ),
        (
            CARRY_OVERS,
            ("after the former gave way", "between the committees", "before the commit"),
            [[10_000, 0], [0, 10_000]],
            [[25_000, 0], [0, 25_000]],
        ),
    ],
    ids=["transfers", "known items", "decisions on results"],
)
def test_killed_at_any_point(
    tmp_path: Path, code: str, points: tuple[str, ...], before: object, after: object
) -> None:
    steps = [(NOWHERE, 100), *((point, 250) for point in points), (NOWHERE, 250)]
    first, *killed, last = outcomes(
        Program.installed(tmp_path), BEGINNING + code, tmp_path, json.dumps(steps)
    )

    assert first == ["new", before]
    assert killed == [[KILLED, before]] * len(points)
    assert last == ["replaced", after]
