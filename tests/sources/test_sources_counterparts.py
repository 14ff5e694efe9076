"""What committees have booked on counterparts: the same as their balances, code by code."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from django.conf import settings

from sources.city import SCHOOL, load, set_up
from uppsikt.figures import MISSING, Absent, Period, Side
from uppsikt.platform.access.rules import OPERATOR
from uppsikt.platform.data_folder import DataFolder
from uppsikt.platform.stores import current_store
from uppsikt.sources.counterparts import counterpart_sums
from uppsikt.sources.selectors import balances

pytestmark = [pytest.mark.django_db, pytest.mark.database]
CODES = ("161", "1610", "162", "17", "810", "")
PREFIXES = ("16", "161", "17")
MARCH = Period.to_date(2022, 3)


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "DATA_FOLDER", DataFolder(tmp_path / "data"))


def rows(chance: random.Random, unit: str, activity: str) -> list[str]:
    """Period balances by month, account and counterpart, to the öre."""
    return [
        f"2022-{month:02d};2022-{month:02d};{unit};{activity};{account};{code};"
        f"{chance.randrange(-99_999, 99_999) / 100:.2f}"
        for month in range(1, 5)
        for account in ("3010", "4510")
        for code in CODES
    ]


def test_the_sums_are_those_of_the_balances(tmp_path: Path) -> None:
    set_up(tmp_path)
    set_up(tmp_path, SCHOOL)
    chance = random.Random(7)
    head = "Från;Till;Ansvar;Verksamhet;Konto;Motpart;Belopp (kr)"
    booked = [*rows(chance, "1401", "5750"), *rows(chance, "1402", "6110")]
    load(tmp_path, "\n".join([head, *booked]) + "\n", "saldon.csv", committee="arbete", accept=True)

    found = counterpart_sums(
        reader=OPERATOR,
        store=current_store(),
        prefixes={"arbete": PREFIXES, "skola": PREFIXES},
        period=MARCH,
    )

    assert found["skola"] is MISSING
    book = balances(
        reader=OPERATOR, store=current_store(), committee="arbete", first_year=2022, last_year=2022
    )
    wanted: dict[tuple[str, Side | None], int] = {}
    for side in (Side.INCOME, Side.COST):
        for code in CODES[:4]:
            amount = book.value(MARCH, side=side, counterpart=code)
            assert isinstance(amount, int)
            key = (max((one for one in PREFIXES if code.startswith(one)), key=len), side)
            wanted[key] = wanted.get(key, 0) + amount
    sums = found["arbete"]
    assert not isinstance(sums, Absent)
    assert {(one.prefix, one.side): one.amount for one in sums} == wanted
