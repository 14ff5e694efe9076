"""Measures from a register: what was published is given again, and what is missing is no zero."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from people import one
from sources.city import SCHOOL, WORK, set_up
from uppsikt.demo.made_registers import assistance_csv
from uppsikt.documents import render_json
from uppsikt.extracts.services import add_extract
from uppsikt.figures import Period
from uppsikt.followup.measured.report import NoRegister, measures_report
from uppsikt.platform.access.rules import (
    COMMAND_LINE,
    GIVEN_ROLES,
    PUBLIC,
    NotAllowed,
    Reader,
    Role,
)
from uppsikt.platform.audit.models import Entry
from uppsikt.platform.data_folder import STOCKHOLM, DataFolder
from uppsikt.platform.stores import current_store
from uppsikt.registers import ASSISTANCE

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NOW = datetime(2023, 1, 14, 9, 30, tzinfo=STOCKHOLM)
OCTOBER = Period.month(2022, 10)
SLUG = "arbete"
ABSENT = [None, None, None]


@pytest.fixture(autouse=True)
def _city(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "DATA_FOLDER", DataFolder(tmp_path / "data"))
    set_up(tmp_path, WORK)
    set_up(tmp_path, SCHOOL)


def read(folder: Path, content: bytes) -> None:
    path = folder / "bistand.csv"
    path.write_bytes(content)
    add_extract(
        actor=COMMAND_LINE,
        now=NOW,
        store=current_store(),
        path=path,
        committee=SLUG,
        register=ASSISTANCE,
    )


def told(
    period: Period, *, reader: Reader = COMMAND_LINE, committee: str = SLUG
) -> dict[str, Mapping[str, list[Any]]]:
    """Every table by key: its rows' values by label."""
    document = measures_report(
        reader=reader, now=NOW, store=current_store(), committee=committee, period=period
    )
    tables = json.loads(render_json(document))["tables"]
    return {
        table["key"]: {row["label"]: row["values"] for row in table["rows"]} for table in tables
    }


def test_the_made_register_gives_what_was_published(tmp_path: Path) -> None:
    read(tmp_path, assistance_csv())
    october = told(OCTOBER)

    label = "Antal hushåll med försörjningsstöd"
    assert october["matt"][label] == [724, 636]
    assert october["hushall"] == {
        "Antal hushåll 31 oktober": [636, 724, 734],
        "Medel januari-oktober": [683, 740, 732],
        "Hushåll minst 10 av de senaste 12 månaderna 31 oktober": [435, 433, 405],
        "Hushåll >10 månader under kalenderåret 31 oktober": ABSENT,
        "Barn i hushåll med ekonomiskt bistånd 31 oktober": [724, 783, 825],
    }
    assert october["hushall_manad"]["Maj"] == [674, 725, 731]
    assert october["bistand"] == {
        "Utbetalat i oktober": [4_556_000, 4_940_000, 4_787_000],
        "Utbetalat januari-oktober": [49_479_000, 50_150_000, 46_224_000],
        "Utbetalat per hushåll i oktober": [7164, 6823, 6522],
    }
    causes = dict(october["orsaker"])
    assert causes.pop("Summa") == [636, 724, 734]
    assert [sum(counts) for counts in zip(*causes.values(), strict=True)] == [636, 724, 734]

    december = told(Period.month(2021, 12))["hushall"]
    assert december["Hushåll >10 månader under kalenderåret 31 december"] == [433, 405, None]
    assert december["Medel januari-december"][2] is None, "of 2019 there are two months"
    assert told(Period.month(2022, 5))["matt"][label] == [725, 674]


def test_a_month_that_is_missing_is_no_zero(tmp_path: Path) -> None:
    months = [f"2022-{month:02d}" for month in range(1, 12) if month != 3]
    rows = [f"H-1;{month};100;1;0;\nH-2;{month};50;1;1;\n" for month in months]
    read(tmp_path, ("Hushåll;Månad;Belopp;Vuxna;Barn;Orsak\n" + "".join(rows)).encode())
    found = told(Period.month(2022, 11))

    assert found["hushall_manad"]["Mars"] == ABSENT
    assert found["hushall_manad"]["April"] == [2, None, None]
    assert found["hushall"]["Medel januari-november"] == ABSENT
    assert found["hushall"]["Hushåll >10 månader under kalenderåret 30 november"] == ABSENT
    assert found["bistand"]["Utbetalat per hushåll i november"] == [75, None, None]
    assert found["orsaker"]["Ej uppgiven"] == [2, None, None]

    rows = ["H-1;2022-03;100;1;0;\n"]
    read(tmp_path, ("Hushåll;Månad;Belopp;Vuxna;Barn;Orsak\n" + "".join(rows)).encode())
    found = told(Period.month(2022, 11))
    assert found["hushall_manad"]["Medel"] == [2, None, None], "21 months of household by 11"
    assert found["hushall"]["Hushåll >10 månader under kalenderåret 30 november"][0] == 1
    with pytest.raises(NoRegister, match="december 2022"):
        told(Period.month(2022, 12))


def test_small_numbers_are_a_right_of_their_own_and_that_they_are_read_is_recorded(
    tmp_path: Path,
) -> None:
    read(tmp_path, "Hushåll;Månad;Belopp;Vuxna;Barn\nH-1;2022-10;100;1;0\n".encode())
    whole = {Role.AUDITOR, Role.ADMINISTRATOR}
    people = [PUBLIC, *(one(role, None if role in whole else SLUG) for role in GIVEN_ROLES)]
    for who in people:
        role = who.grants[0].role if who.grants else Role.PUBLIC
        entries = Entry.objects.count()
        if role in (Role.CONTROLLER, Role.HEAD, Role.AUDITOR):
            assert told(OCTOBER, reader=who)["matt"]
            assert Entry.objects.count() == entries + 1
            assert Entry.objects.filter(thing="mått ur register").exists()
        else:
            with pytest.raises(NotAllowed):
                told(OCTOBER, reader=who)
            assert Entry.objects.count() == entries
        if role is not Role.AUDITOR:
            with pytest.raises(NotAllowed):
                told(OCTOBER, reader=who, committee="skola")
