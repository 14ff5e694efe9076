"""Holiday work: what was published is given again, what a place costs, and what nobody is told."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from disclosure.attacker import attacked
from people import controller
from sources.city import WORK, aid, load, set_up, sie
from uppsikt.demo.made_holiday import FIRST, LAST, holiday_csv
from uppsikt.disclosure import THRESHOLD, Sum
from uppsikt.documents import render_json
from uppsikt.extracts.models import Extract
from uppsikt.extracts.services import add_extract
from uppsikt.figures import Period
from uppsikt.followup.measured.report import measures_report
from uppsikt.followup.measured.to_date import DIVIDED
from uppsikt.organisation.setup_file import SetupFault
from uppsikt.platform.access.rules import COMMAND_LINE, PUBLIC, Reader
from uppsikt.platform.data_folder import STOCKHOLM, DataFolder
from uppsikt.platform.stores import current_store
from uppsikt.registers import HOLIDAY, RegisterFault, Span

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.any_database]

NOW = datetime(2022, 11, 14, 9, 30, tzinfo=STOCKHOLM)
OCTOBER = Period.month(2022, 10)
SLUG = "arbete"
CONTROLLER = controller(SLUG)
HEAD = "Person;År;Grupp;Sökt;Erbjuden;Tackat ja\n"
GROUPS = {"Årskurs 9": "årskurs 9", "Gymnasiet år 1": "gymnasiet år 1"}
SEASON: Span = (202110, 202210)


@pytest.fixture(autouse=True)
def _city(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "DATA_FOLDER", DataFolder(tmp_path / "data"))
    set_up(tmp_path, WORK)


def read(folder: Path, content: bytes | str, span: Span = SEASON) -> None:
    path = folder / "feriearbete.csv"
    path.write_bytes(content if isinstance(content, bytes) else f"{HEAD}{content}".encode())
    add_extract(
        actor=COMMAND_LINE,
        now=NOW,
        store=current_store(),
        path=path,
        committee=SLUG,
        register=HOLIDAY,
        span=span,
    )


def tables(period: Period, reader: Reader = CONTROLLER) -> dict[str, dict[str, Any]]:
    document = measures_report(
        reader=reader, now=NOW, store=current_store(), committee=SLUG, period=period
    )
    return {table["key"]: table for table in json.loads(render_json(document))["tables"]}


def notes_of(key: str, period: Period, reader: Reader = CONTROLLER) -> str:
    document = measures_report(
        reader=reader, now=NOW, store=current_store(), committee=SLUG, period=period
    )
    return " ".join(note for one in document.tables() if one.key == key for note in one.notes)


def told(period: Period, reader: Reader = CONTROLLER) -> dict[str, Mapping[str, list[Any]]]:
    """Every table by key: its rows' values by label."""
    return {
        key: {row["label"]: row["values"] for row in table["rows"]}
        for key, table in tables(period, reader).items()
    }


def test_the_made_register_gives_what_was_published(tmp_path: Path) -> None:
    read(tmp_path, holiday_csv(), (FIRST, LAST))
    october = told(OCTOBER)
    assert october["feriearbete"]["Summa"] == [1746, 1708, 1468]
    assert october["feriearbete"]["Årskurs 9"] == [648, 636, 546]
    assert october["feriearbete"]["Annan"] == [0, 0, 0]
    assert october["matt"]["Tackat ja till feriearbete"] == [1402, 1468]
    assert october["feriearbete_ar"]["Sökt"] == [1746, 1675]
    assert october["feriearbete_kostnad"]["Nettokostnad per plats"] == [None, None]
    assert told(Period.month(2022, 4))["feriearbete"]["Summa"] == [1746, 1708, 0]


def test_a_place_costs_what_the_ledger_has_on_the_activity_pointed_out(tmp_path: Path) -> None:
    pointed = WORK.replace('kortnamn = "arbete"', 'kortnamn = "arbete"\nferiearbete = "bistand"')
    set_up(tmp_path, pointed)
    load(tmp_path, sie(aid("20220301", 1000), aid("20221005", 2200), aid("20221102", 9000)))
    rows = [f"P-{n};2022;annan;2022-02-01;2022-04-01;2022-04-0{2 + n % 5}\n" for n in range(6)]
    read(tmp_path, "".join(rows))
    cost = told(OCTOBER, PUBLIC)["feriearbete_kostnad"]
    assert cost == {"Nettokostnad": [3200, None], "Nettokostnad per plats": [533, None]}
    assert "Nettokostnad för Ekonomiskt bistånd" in notes_of("feriearbete_kostnad", OCTOBER)

    # Of four the public sees what the activity costs, and not what each does: that tells four.
    read(tmp_path, "".join(rows[:4]))
    cost = told(OCTOBER, PUBLIC)["feriearbete_kostnad"]
    assert cost == {"Nettokostnad": [3200, None], "Nettokostnad per plats": [None, None]}
    with pytest.raises(SetupFault, match="Ingen verksamhet med utfall har nyckeln ”buffert”"):
        set_up(tmp_path, pointed.replace('"bistand"\n', '"buffert"\n', 1))


def test_a_year_begins_in_october_before_and_without_it_nothing_is_told(tmp_path: Path) -> None:
    early = "P-1;2022;annan;2021-10-01;2022-01-10;\nP-2;2023;annan;2022-10-01;;\n"
    read(tmp_path, early)
    assert told(Period.month(2022, 1))["feriearbete"]["Summa"] == [1, 1, 0]
    assert told(OCTOBER)["feriearbete"]["Summa"] == [1, 1, 0]
    assert told(Period.month(2021, 12))["feriearbete"]["Summa"] == [None, None, None]
    notes = notes_of("feriearbete", Period.month(2021, 12))
    assert "från och med oktober året före" in notes
    with pytest.raises(RegisterFault, match="börjar i oktober"):
        read(tmp_path, early, (202201, 202210))


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("P-1;2022;annan;2021-09-30;;", "rad 2: ansökan är varken från feriearbetets år"),
        ("P-1;2022;annan;2022-02-01;2022-01-31;", "rad 2: platsen är erbjuden före ansökan"),
        ("P-1;2022;annan;2022-02-01;;2022-03-01", "utan att vara erbjuden en plats"),
        ("P-1;2022;annan;2022-02-01;2022-03-02;2022-03-01", "tackat ja före erbjudandet"),
        ("P-1;2022;årskurs 12;2022-02-01;;", "Grupp: ordet finns inte i listan"),
        ("P-1;2022;annan;2022-02-01;;\nP-1;2022;annan;2022-03-01;;", "två gånger samma år"),
        ("19800101-1231;2022;annan;2022-02-01;;", "rad 2: personens ålder kan inte stämma"),
    ],
)
def test_a_bad_extract_is_refused_as_a_whole(tmp_path: Path, row: str, words: str) -> None:
    good = "P-9;2022;årskurs 9;2022-02-01;;\n20060101-1232;2022;annan;2022-02-01;;\n"
    with pytest.raises(RegisterFault) as fault:
        read(tmp_path, row + "\n" + good)
    assert words in str(fault.value)
    assert not Extract.everything.exists()


_TOLD = (4, 8, 10)
"""The months that are attacked: two that tell of groups, and one in which two came late."""


def test_nobody_gets_a_small_number_out_of_the_reports_of_a_year(tmp_path: Path) -> None:
    """The attack is on all that is shown, with those who came between and those who went no on."""
    rows = []
    for at, (group, applied, offered, accepted) in enumerate(
        [("årskurs 9", 60, 57, 40), ("gymnasiet år 1", 30, 30, 26), ("annan", 12, 9, 3)]
    ):
        rows += [
            f"P-{at}-{n};2022;{group};2022-0{1 + n % 5}-03;{'2022-06-01' if n < offered else ''};"
            f"{'2022-07-01' if n < accepted else ''}\n"
            for n in range(applied)
        ]
    rows += [f"P-late-{n};2022;årskurs 9;2022-10-03;;\n" for n in range(2)]
    read(tmp_path, "".join(rows))
    there: dict[str, int] = {}
    shown: set[str] = set()
    sums: list[Sum[str]] = []
    for at in _TOLD:
        _look(at, there, shown, sums)
    for key in list(there):
        month, measure = key.split(" ", 1)
        after = {str(one): str(other) for one, other in pairwise(_TOLD)}.get(month, "")
        if f"{after} {measure}" in there and " inte " not in measure:
            there[came := f"{month}-{after} {measure}"] = there[f"{after} {measure}"] - there[key]
            sums.append(Sum(f"{after} {measure}", (key, came)))

    assert {"4 Årskurs 9 s", "8 Gymnasiet år 1 s", "8 Summa j"} <= shown, "not all is hidden"
    assert not {"8 Annan j", "10 Summa s"} & shown, "three accepted, and two came late"
    hidden = set(there) - shown
    for name, (least, most) in attacked(there, hidden, sums).items():
        if 0 < there[name] < THRESHOLD:
            assert most - least >= THRESHOLD - 1e-6, (name, least, most)


def _look(at: int, there: dict[str, int], shown: set[str], sums: list[Sum[str]]) -> None:
    """What the report of a month has, and shows the public, and what adds up in it."""
    period = Period.month(2022, at)
    exact, public = told(period)["feriearbete"], told(period, PUBLIC)["feriearbete"]
    if at not in DIVIDED:
        assert all(public[label] == [None] * 3 for label in exact if label != "Summa")
        exact = {"Summa": exact["Summa"]}
    for label, values in exact.items():
        names = [f"{at} {label} {stage}" for stage in "soj"]
        there |= dict(zip(names, values, strict=True))
        shown |= {name for name, seen in zip(names, public[label], strict=True) if seen is not None}
        for first, second in pairwise(names):
            there[left := f"{at} {label} inte {second[-1]}"] = there[first] - there[second]
            sums.append(Sum(first, (second, left)))
    groups = [label for label in exact if label != "Summa"]
    if groups:
        sums += [
            Sum(f"{at} Summa {stage}", tuple(f"{at} {label} {stage}" for label in groups))
            for stage in "soj"
        ]
