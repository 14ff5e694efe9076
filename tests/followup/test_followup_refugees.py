"""Received refugees: what was published is given again, what is due, and what nobody is told."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from uppsikt_program import Program

from disclosure.attacker import attacked
from people import controller
from sources.city import WORK, set_up
from uppsikt.demo.made_refugees import FIRST, LAST, refugees_csv
from uppsikt.disclosure import THRESHOLD, Sum
from uppsikt.documents import render_json
from uppsikt.extracts.models import Extract
from uppsikt.extracts.services import add_extract
from uppsikt.figures import Period
from uppsikt.followup.measured.report import measures_report
from uppsikt.followup.measured.to_date import DIVIDED
from uppsikt.platform.access.rules import COMMAND_LINE, PUBLIC, Reader
from uppsikt.platform.data_folder import STOCKHOLM, DataFolder
from uppsikt.platform.stores import current_store
from uppsikt.registers import REFUGEES, RegisterFault, Span

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NOW = datetime(2025, 12, 14, 9, 30, tzinfo=STOCKHOLM)
OCTOBER = Period.month(2022, 10)
SLUG = "arbete"
CONTROLLER = controller(SLUG)
HEAD = "Person;Mottagen;Kön;Födelseår;Land;År i skolan\n"
MADE: Span = (202001, 202210)


@pytest.fixture(autouse=True)
def _city(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "DATA_FOLDER", DataFolder(tmp_path / "data"))
    set_up(tmp_path, WORK)


def read(folder: Path, content: bytes | str, span: Span) -> None:
    path = folder / "mottagna.csv"
    path.write_bytes(content if isinstance(content, bytes) else f"{HEAD}{content}".encode())
    add_extract(
        actor=COMMAND_LINE,
        now=NOW,
        store=current_store(),
        path=path,
        committee=SLUG,
        register=REFUGEES,
        span=span,
    )


def notes_of(key: str, period: Period, reader: Reader = CONTROLLER) -> str:
    document = measures_report(
        reader=reader, now=NOW, store=current_store(), committee=SLUG, period=period
    )
    (table,) = [one for one in document.tables() if one.key == key]
    return " ".join(table.notes)


def tables(period: Period, reader: Reader = CONTROLLER) -> dict[str, dict[str, Any]]:
    document = measures_report(
        reader=reader, now=NOW, store=current_store(), committee=SLUG, period=period
    )
    return {table["key"]: table for table in json.loads(render_json(document))["tables"]}


def told(period: Period, reader: Reader = CONTROLLER) -> dict[str, Mapping[str, list[Any]]]:
    """Every table by key: its rows' values by label."""
    return {
        key: {row["label"]: row["values"] for row in table["rows"]}
        for key, table in tables(period, reader).items()
    }


def test_the_made_register_gives_what_was_published(tmp_path: Path) -> None:
    read(tmp_path, refugees_csv(), MADE)
    found = tables(OCTOBER)
    october = told(OCTOBER)

    assert october["matt"]["Mottagna flyktingar"] == [107, 110]
    assert told(Period.month(2022, 5))["matt"]["Mottagna flyktingar"] == [55, 52]
    assert october["kon"] == {"Kvinnor": [44], "Män": [56]}
    assert told(Period.month(2021, 10))["kon"] == {"Kvinnor": [51], "Män": [49]}
    assert october["land"] == {
        "Afghanistan": [26], "Syrien": [17], "Turkiet": [15], "Iran": [7], "Somalia": [7],
        "Burundi": [5], "Jemen": [5], "Eritrea": [4], "Palestina": [3], "Sudan": [3],
        "Libanon": [1], "Kina": [1], "Haiti": [1], "Irak": [1], "Statslösa": [4],
    }  # fmt: skip
    assert october["alder"] == {
        "0-5": [4], "6": [4], "7-15": [15], "16-19": [8], "20-39": [45], "40-59": [20], "60>": [4],
    }  # fmt: skip
    assert october["skola"] == {
        ">12": [36], "10-12": [25], "7-9": [7], "4-6": [7], "1-3": [3], "0": [1], "saknas": [22],
    }  # fmt: skip
    names = {key: (found[key]["name"], found[key]["columns"]) for key in ("land", "alder", "skola")}
    assert names == {
        "land": ("Mottagna flyktingar: ursprungsland", ["Andel %"]),
        "alder": ("Mottagna flyktingar: ålder", ["Andel %"]),
        "skola": ("År i skolan över 19 år, 76 st", ["Andel %"]),
    }


def test_what_is_due_goes_by_the_year_and_the_age_in_it(tmp_path: Path) -> None:
    rows = "P-1;2022-01-03;kvinna;1957;Iran;\nP-2;2022-01-04;man;1958;Iran;9\n"
    read(tmp_path, rows + "P-3;2021-01-04;man;1958;Iran;9\n", (202101, 202201))
    january = told(Period.month(2022, 1))
    assert january["schablon"] == {
        "Under åldersgränsen": [151_800, 149_600],
        "Från åldersgränsen": [85_200, 0],
        "Summa": [237_000, 149_600],
    }
    notes = notes_of("schablon", Period.month(2022, 1))
    assert "Att beloppen gäller 2022 är inte bekräftat" in notes
    assert "2021 är inte bekräftat" not in notes

    # In 2023 the age limit is another; for 2025 no amounts are known.
    rows = "P-4;2023-01-03;kvinna;1958;Iran;\nP-5;2023-01-03;kvinna;1957;Iran;\n"
    read(tmp_path, rows, (202301, 202301))
    read(tmp_path, "P-6;2025-01-03;kvinna;1990;Iran;\n", (202501, 202501))
    january = told(Period.month(2023, 1))
    assert [values[0] for values in january["schablon"].values()] == [165_000, 92_600, 257_600]
    assert told(Period.month(2025, 1))["schablon"]["Summa"] == [None, None]
    notes = notes_of("schablon", Period.month(2025, 1))
    assert "Beloppen för 2025 är inte kända" in notes


def test_a_person_month_is_one_of_the_first_twenty_four(tmp_path: Path) -> None:
    rows = "P-1;2020-01-31;man;2016;Iran;\nP-2;2020-02-01;man;2016;Iran;\n"
    read(tmp_path, rows, (202001, 202201))
    december = told(Period.month(2021, 12))["personmanader"]
    assert december["0-5"] == [2, None], "January 2021 would need extracts of 2019"
    january = told(Period.month(2022, 1))["personmanader"]
    assert (january["0-5"], january["6"], january["Summa"]) == ([0], [1], [1])


def test_a_month_that_is_missing_is_no_zero(tmp_path: Path) -> None:
    read(tmp_path, "P-1;2022-01-03;man;1990;Iran;\n", (202201, 202201))
    read(tmp_path, "", (202203, 202203))
    march = told(Period.month(2022, 3))
    assert march["matt"]["Mottagna flyktingar"] == [None, None]
    assert march["alder"]["20-39"] == [None]
    read(tmp_path, "", (202202, 202202))
    assert told(Period.month(2022, 3))["matt"]["Mottagna flyktingar"] == [None, 1]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("P-1;2022-01-03;kvinna;2023;Iran;", "rad 2: personen är mottagen före sitt födelseår"),
        ("P-1;2022-01-03;kvinna;1900;Iran;", "rad 2: personen skulle vara över 115 år"),
        ("P-1;2022-01-03;kvinna;2016;Iran;7", "rad 2: fler år i skolan än personen har levat"),
        ("P-1;2022-01-03;flicka;2016;Iran;", "Kön: ordet finns inte i listan"),
        ("P-1;2022-01-03;kvinna;2016;Persien;", "Land: ordet finns inte i listan"),
        ("P-1;2022-01-03;kvinna;88;Iran;", "Födelseår: kan inte stämma"),
        ("P-1;;kvinna;2016;Iran;", "Mottagen: cellen är tom"),
        ("P-1;2022-02-03;kvinna;2016;Iran;", "rad 2: ligger utanför de månader"),
        ("P-1;2022-01-03;man;1990;Iran;\nP-1;2022-01-09;man;1990;Iran;", "står två gånger"),
    ],
)
def test_a_bad_extract_is_refused_as_a_whole(tmp_path: Path, row: str, words: str) -> None:
    good = "P-9;2022-01-03;kvinna;1990;Syrien;0\n"
    with pytest.raises(RegisterFault) as fault:
        read(tmp_path, row + "\n" + good, (202201, 202201))
    assert words in str(fault.value)
    assert not Extract.everything.exists()


def test_nobody_gets_a_small_number_out_of_all_reports_of_a_year(tmp_path: Path) -> None:
    """The attack is on the exact shares that are shown, month after month, and on how many.

    Whoever attacks knows that zero is shown in the months that tell who they were. Also those who
    came between two reports are counts, though they stand nowhere.
    """
    read(tmp_path, refugees_csv(), MADE)
    shown: dict[str, int] = {}
    there: dict[str, int] = {}
    sums: list[Sum[str]] = []
    for at in range(1, 13):
        public = told(Period.month(2021, at), PUBLIC)
        assert public["matt"]["Mottagna flyktingar"][1] == _count(2021, at)
        for key in ("schablon", "personmanader"):
            assert all(value is None for row in public[key].values() for value in row)
        shown[f"{at} alla"] = there[f"{at} alla"] = _count(2021, at)
        grown = there[f"{at} 20+"] = _count(2021, at, adults=True)
        if f"{grown} st" in tables(Period.month(2021, at), PUBLIC)["skola"]["name"]:
            shown[f"{at} 20+"] = grown
        for key in ("kon", "land", "alder", "skola"):
            cells = public.get(key, {})
            for label, (value,) in cells.items():
                there[name := f"{at} {key} {label}"] = _count(2021, at, key, label)
                shown |= {name: there[name]} if value is not None else {}
            if key != "land" or at in DIVIDED:
                whole = "20+" if key == "skola" else "alla"
                sums.append(Sum(f"{at} {whole}", tuple(f"{at} {key} {label}" for label in cells)))
        old = [f"{at} alder {label}" for label in ("20-39", "40-59", "60>")]
        sums.append(Sum(f"{at} 20+", tuple(old)))
    for label in {name.split(" ", 1)[1] for name in there}:
        months = [at for at in range(1, 13) if f"{at} {label}" in there]
        for first, second in pairwise(months):
            ends = f"{first} {label}", f"{second} {label}"
            sums.append(Sum(ends[1], (ends[0], came := f"{first}-{second} {label}")))
            there[came] = there[ends[1]] - there[ends[0]]

    assert {"4 alder 20-39", "8 kon Kvinnor", "12 land Syrien"} <= set(shown), "not all is hidden"
    assert not {"3 alder 20-39", "10 kon Kvinnor"} & set(shown)
    assert "efter april, augusti och december" in notes_of("land", OCTOBER, PUBLIC)
    hidden = set(there) - set(shown)
    somebody = {name for name in hidden if there[name] and name.split(" ")[0] in map(str, DIVIDED)}
    for name, (least, most) in attacked(shown, hidden, sums, somebody).items():
        if 0 < there[name] < THRESHOLD:
            assert most - least >= THRESHOLD - 1e-6, (name, least, most)


def test_a_correction_by_few_tells_no_share_of_how_many_there_are_now(tmp_path: Path) -> None:
    rows = [f"P-{number};2022-04-03;man;1990;Iran;9\n" for number in range(30)]
    rows += [f"K-{number};2022-04-03;kvinna;1990;Iran;9\n" for number in range(30)]
    april = Period.month(2022, 4)
    read(tmp_path, "".join(rows), (202201, 202204))
    assert told(april, PUBLIC)["kon"] == {"Kvinnor": [50], "Män": [50]}
    read(tmp_path, "".join(rows[2:]), (202201, 202204))
    public = told(april, PUBLIC)
    assert public["matt"]["Mottagna flyktingar"] == [None, None]
    assert public["kon"] == {"Kvinnor": [None], "Män": [None]}, "30 of 58 are 52 %, and women 30"


def _count(year: int, month: int, key: str = "", label: str = "", *, adults: bool = False) -> int:
    """Counted from the file itself, by other means than the program's."""
    found = 0
    for row in csv.DictReader(io.StringIO(refugees_csv().decode("utf-8-sig")), delimiter=";"):
        at = date.fromisoformat(row["Mottagen"])
        age, school = at.year - int(row["Födelseår"]), row["År i skolan"]
        if at.year != year or at.month > month or ((adults or key == "skola") and age < 20):
            continue
        told_of = {
            "": True,
            "kon": label == {"kvinna": "Kvinnor", "man": "Män"}[row["Kön"]],
            "land": label == row["Land"],
            "alder": _within(label, age),
            "skola": not school if label == "saknas" else bool(school) and _within(label, school),
        }
        found += told_of[key]
    return found


def _within(label: str, years: int | str) -> bool:
    if label == ">12":
        return int(years) > 12
    first, _, last = label.rstrip(">").partition("-")
    if not first.isdecimal():
        return False
    return int(first) <= int(years) <= (999 if ">" in label else int(last or first))


def test_the_command_shows_the_cells_to_whom_it_is_run_as_and_else_the_public_form(
    own_demo: Program,
) -> None:
    slug = "arbetslivsnamnden"
    (own_demo.folder / "mottagna.csv").write_bytes(refugees_csv())
    given = f"--register refugees --from {FIRST} --to {LAST} --committee {slug}".split()
    added = own_demo("register", "add", "mottagna.csv", *given)
    assert added.returncode == 0, added.stderr
    asked = f"report --committee {slug} --period 2022-08 --form measures --format json".split()

    def ages(*options: str) -> tuple[dict[str, list[int | None]], set[str]]:
        done = own_demo(*options, *asked)
        assert done.returncode == 0, done.stderr
        table = next(one for one in json.loads(done.stdout)["tables"] if one["key"] == "alder")
        rows = {row["label"]: row["values"] for row in table["rows"]}
        return rows, {cell["label"] for cell in table.get("suppressed", ())}

    public, suppressed = ages()
    whole, none = ages("--as", f"controller.{slug}@demo.invalid")
    assert not none
    assert suppressed == {label for label, values in public.items() if values == [None]}
    assert "60>" in suppressed
    assert all(values == whole[label] for label, values in public.items() if values != [None])
    assert None not in [values[0] for values in whole.values()]
