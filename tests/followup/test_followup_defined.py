"""Measures that a committee has defined, in the form `measures`: as published, and as shown."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from people import controller
from sources.city import WORK, set_up
from uppsikt.demo.made_registers import assistance_csv
from uppsikt.documents import FigureText, render_json
from uppsikt.documents.model import Bullets
from uppsikt.extracts.services import add_extract
from uppsikt.figures import Period
from uppsikt.followup.measured.report import NoRegister, measures_report
from uppsikt.measures.services import import_counts
from uppsikt.platform.access.rules import COMMAND_LINE, PUBLIC, Reader
from uppsikt.platform.data_folder import STOCKHOLM, DataFolder
from uppsikt.platform.stores import current_store
from uppsikt.registers import ASSISTANCE

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.any_database]

NOW = datetime(2023, 1, 14, 9, 30, tzinfo=STOCKHOLM)
SLUG = "arbete"
CONTROLLER = controller(SLUG)
MEASURES = """
[[matt]]
nyckel = "hushall"
namn = "Antal hushåll med försörjningsstöd"
enhet = "hushåll"
aret = "medel"
riktning = "ned"
register = "hushåll med ekonomiskt bistånd"

[[matt]]
nyckel = "anstallningar"
namn = "Anställningar"
enhet = "personer"
aret = "senaste"

[[matt]]
nyckel = "vaxlat"
namn = "Antal växla bidrag mot lön"
enhet = "personer"
aret = "senaste"
riktning = "upp"

[[matt]]
nyckel = "insatser"
namn = "Antal personer i arbetsmarknadsinsatser"
enhet = "personer"
aret = "senaste"
formel = "anstallningar - vaxlat"

[[matt]]
nyckel = "mottagna"
namn = "Mottagna flyktingar"
enhet = "personer"
aret = "summa"

[[matt]]
nyckel = "sjuk"
namn = "Andel sjukfrånvaro av ordinarie arbetstid"
enhet = "%"
aret = "senaste"
slag = "indikator"
riktning = "ned"
lamnas = "tertial"
decimaler = 1

[[mattniva]]
matt = "hushall"
ar = 2022
budget = 670

[[mattniva]]
matt = "vaxlat"
manad = "2022-10"
budget = 65

[[mattniva]]
matt = "sjuk"
ar = 2022
mal = "8,5"
"""


@pytest.fixture(autouse=True)
def _city(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "DATA_FOLDER", DataFolder(tmp_path / "data"))
    set_up(tmp_path, WORK + MEASURES)


def give(folder: Path, rows: str) -> None:
    path = folder / "antal.csv"
    path.write_text("Månad;Mått;Antal;Skäl;Status\n" + rows, encoding="utf-8")
    import_counts(actor=COMMAND_LINE, now=NOW, path=path, committee=SLUG)


def told(period: str, reader: Reader = CONTROLLER) -> dict[str, Any]:
    """The tables by key, each with its columns, notes and rows by label."""
    document = measures_report(
        reader=reader, now=NOW, store=current_store(), committee=SLUG, period=Period.parse(period)
    )
    return {
        table["key"]: {row["label"]: row["values"] for row in table["rows"]}
        | {"columns": table["columns"]}
        for table in json.loads(render_json(document))["tables"]
    } | {
        "bullets": [
            "".join(run.text for run in item)
            for block in document.blocks
            if isinstance(block, Bullets)
            for item in block.items
        ],
        "courses": [
            run.direction
            for block in document.blocks
            if isinstance(block, Bullets)
            for item in block.items
            for run in item
            if isinstance(run, FigureText) and run.direction
        ],
    }


def test_measures_and_indicators_stand_as_published(tmp_path: Path) -> None:
    path = tmp_path / "bistand.csv"
    path.write_bytes(assistance_csv())
    add_extract(
        actor=COMMAND_LINE, now=NOW, store=current_store(), path=path, committee=SLUG,
        register=ASSISTANCE,
    )  # fmt: skip
    give(
        tmp_path,
        "2022-05;anstallningar;421;;\n2022-05;vaxlat;63;;\n2022-10;anstallningar;405;;\n"
        "2022-10;vaxlat;61;;\n2021-10;vaxlat;70;;\n2021-12;vaxlat;72;;\n"
        "2020-12;sjuk;8,1;;\n2021-12;sjuk;8,9;;\n2022-08;sjuk;9,6;;preliminär\n"
        "2022-01;mottagna;30;;\n2022-02;mottagna;0;;\n",
    )
    october = told("2022-10")

    assert october["matt"]["columns"] == [
        "Utfall Okt 2021", "Årsutfall 2021", "Budget 2022", "Utfall Okt 2022", "Avvikelse",
    ]  # fmt: skip
    households = october["matt"]["Antal hushåll med försörjningsstöd"]
    assert [households[at] for at in (0, 2, 3, 4)] == [724, 670, 636, 34], "fewer is better"
    assert october["matt"]["Antal växla bidrag mot lön"] == [70, 72, 65, 61, -4]
    in_measures = "Antal personer i arbetsmarknadsinsatser"
    assert october["matt"][in_measures] == [None, None, None, 344, None]
    assert told("2022-05")["matt"][in_measures][-2] == 358
    assert october["matt"]["Mottagna flyktingar"][3] is None, "a month that is missing is no zero"
    assert told("2022-02")["matt"]["Mottagna flyktingar"][3] == 30
    sick = "Andel sjukfrånvaro av ordinarie arbetstid"
    august = told("2022-08")["ind_procent_1"]
    assert august["columns"][:3] == ["Utfall 2020", "Utfall 2021", "Utfall T2 2022"]
    assert august[sick] == [8.1, 8.9, 9.6, 8.5, -1.1]
    assert october["matt_sjuk"]["Augusti"] == [9.6, None, None]
    assert "Medel januari-oktober" not in october["matt_vaxlat"], "the last one is no mean"
    assert (
        "Antal hushåll med försörjningsstöd var 636 i oktober 2022, 88 färre än i oktober 2021. "
        "Det är åt önskat håll."
    ) in october["bullets"]
    assert sorted(october["courses"]) == ["better", "worse"]


def test_the_public_is_shown_no_small_count_nor_what_would_give_one(tmp_path: Path) -> None:
    give(
        tmp_path,
        "2022-10;anstallningar;30;;\n2022-10;vaxlat;3;;\n2022-01;mottagna;20;;\n"
        "2022-02;mottagna;2;;\n2022-03;mottagna;40;;\n",
    )
    seen, whole = told("2022-10", PUBLIC), told("2022-10")

    row, formula = "Antal växla bidrag mot lön", "Antal personer i arbetsmarknadsinsatser"
    assert (whole["matt"][row][3], whole["matt"][formula][3]) == (3, 27)
    assert seen["matt"][row][3] is None
    assert None in (seen["matt"][formula][3], seen["matt"]["Anställningar"][3])
    assert seen["matt"][row][4] is None, "nor how much worse than its budget"
    assert whole["matt_mottagna"]["Februari"] == [2, None, None]
    march = told("2022-03", PUBLIC)["matt_mottagna"]
    hidden = [march[label][0] is None for label in ("Januari", "Februari", "Mars")]
    assert hidden[1]
    assert sum(hidden) > 1 or march["Summa januari-mars"][0] is None
    assert (
        f"{row} visas inte för oktober 2022, eftersom antalet kunde peka ut någon."
        in (seen["bullets"])
    )


def test_without_counts_the_month_is_refused() -> None:
    with pytest.raises(NoRegister, match="inga lämnade antal"):
        told("2022-10")
