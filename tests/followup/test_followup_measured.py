"""Measures from a register: what was published is given again, and what is missing is no zero."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from uppsikt_program import Program

from disclosure.attacker import attacked
from people import controller, one
from sources.city import SCHOOL, WORK, set_up
from uppsikt.demo.made_registers import assistance_csv
from uppsikt.disclosure import THRESHOLD, Sum
from uppsikt.documents import render_html, render_json
from uppsikt.documents.printed import SUPPRESSED_NOTE
from uppsikt.documents.sums import parts_of
from uppsikt.extracts.selectors import rows_held
from uppsikt.extracts.services import add_extract, delete_months
from uppsikt.figures import Period, month_name
from uppsikt.followup.measured.report import NoRegister, measures_report
from uppsikt.platform.access.rules import (
    COMMAND_LINE,
    GIVEN_ROLES,
    PUBLIC,
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
CONTROLLER = controller(SLUG)
HEAD = "Hushåll;Månad;Belopp;Vuxna;Barn;Orsak\n"
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
    period: Period, *, reader: Reader = CONTROLLER, committee: str = SLUG
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
    read(tmp_path, (HEAD + "".join(rows)).encode())
    found = told(Period.month(2022, 11))

    assert found["hushall_manad"]["Mars"] == ABSENT
    assert found["hushall_manad"]["April"] == [2, None, None]
    assert found["hushall"]["Medel januari-november"] == ABSENT
    assert found["hushall"]["Hushåll >10 månader under kalenderåret 30 november"] == ABSENT
    assert found["bistand"]["Utbetalat per hushåll i november"] == [75, None, None]
    assert found["orsaker"]["Ej uppgiven"] == [2, None, None]
    assert found["orsaker"]["Annan"] == [0, None, None]

    rows = ["H-1;2022-03;100;1;0;\n"]
    read(tmp_path, (HEAD + "".join(rows)).encode())
    found = told(Period.month(2022, 11))
    assert found["hushall_manad"]["Medel"] == [2, None, None], "21 months of household by 11"
    assert found["hushall"]["Hushåll >10 månader under kalenderåret 30 november"][0] == 1
    with pytest.raises(NoRegister, match="december 2022"):
        told(Period.month(2022, 12))


def test_small_numbers_are_a_right_of_their_own_and_that_they_are_read_is_recorded(
    tmp_path: Path,
) -> None:
    rows = "".join(f"H-{number};2022-10;100;1;0;\n" for number in range(3))
    read(tmp_path, f"{HEAD}{rows}".encode())
    whole = {Role.AUDITOR, Role.ADMINISTRATOR}
    people = [PUBLIC, *(one(role, None if role in whole else SLUG) for role in GIVEN_ROLES)]
    for who in [*people, COMMAND_LINE, controller("skola")]:
        entries = Entry.objects.count()
        role = who.grants[0].role if who.grants else Role.PUBLIC
        sees = role in (Role.CONTROLLER, Role.HEAD, Role.AUDITOR) and who != controller("skola")
        shown = told(OCTOBER, reader=who)
        assert shown["matt"]["Antal hushåll med försörjningsstöd"] == [None, 3 if sees else None]
        assert Entry.objects.count() - entries == (1 if sees else 0)
    assert Entry.objects.filter(thing="mått ur register, med små antal").exists()


def test_the_public_form_lists_what_it_does_not_show(tmp_path: Path) -> None:
    rows = "".join(f"H-{number};2022-10;100;1;0;annan\n" for number in range(3))
    read(tmp_path, f"{HEAD}{rows}".encode())
    document = measures_report(
        reader=PUBLIC, now=NOW, store=current_store(), committee=SLUG, period=OCTOBER
    )
    tables = {table["key"]: table for table in json.loads(render_json(document))["tables"]}

    assert {"label": "Antal hushåll 31 oktober", "column": "2022"} in tables["hushall"][
        "suppressed"
    ]
    assert {"label": "Annan", "column": "2022"} in tables["orsaker"]["suppressed"]
    assert {one["label"] for one in tables["bistand"]["suppressed"]} == {
        "Utbetalat i oktober", "Utbetalat per hushåll i oktober",
    }  # fmt: skip
    for form in (render_html, render_json):
        text = form(document)
        assert "300" not in text, "what was paid to three households"
        assert ">3<" not in text
    html = render_html(document)
    assert ".. i oktober 2022" in html
    assert SUPPRESSED_NOTE in html
    (causes,) = [table for table in document.tables() if table.key == "orsaker"]
    assert not parts_of(causes, causes.rows[-1]), "no live sum in a workbook"


def test_a_committee_hides_what_is_below_its_own_smallest_count(tmp_path: Path) -> None:
    rows = "".join(f"H-{number};2022-10;100;1;0;annan\n" for number in range(7))
    read(tmp_path, f"{HEAD}{rows}".encode())
    assert told(OCTOBER, reader=PUBLIC)["hushall"]["Antal hushåll 31 oktober"][0] == 7

    set_up(tmp_path, WORK.replace('kortnamn = "arbete"', 'kortnamn = "arbete"\nlagsta_antal = 8'))
    assert told(OCTOBER, reader=PUBLIC)["hushall"]["Antal hushåll 31 oktober"][0] is None
    document = measures_report(
        reader=PUBLIC, now=NOW, store=current_store(), committee=SLUG, period=OCTOBER
    )
    assert "Antal från 1 till 7 visas inte" in render_html(document)


def test_a_correction_by_few_is_not_told_beside_what_was_told_before(tmp_path: Path) -> None:
    """Whoever has the earlier report would know that two came in late."""
    label, told_of = "Antal hushåll 31 oktober", []
    for count in (30, 32, 36):
        rows = "".join(f"H-{number};2022-10;100;1;0;annan\n" for number in range(count))
        read(tmp_path, f"{HEAD}{rows}".encode())
        assert told(OCTOBER)["hushall"][label][0] == count, "whoever may is told"
        told_of.append(told(OCTOBER, reader=PUBLIC)["hushall"][label][0])

    assert told_of == [30, None, 36], "six more than what was told are not few"


def test_what_was_told_is_known_after_the_rows_are_deleted(tmp_path: Path) -> None:
    rows = "".join(f"H-{number};2022-10;100;1;0;annan\n" for number in range(32))
    label = "Antal hushåll 31 oktober"
    read(tmp_path, f"{HEAD}{rows}".encode())
    delete_months(
        actor=COMMAND_LINE, now=NOW, store=current_store(), committee=SLUG, register=ASSISTANCE
    )
    read(tmp_path, f"{HEAD}{rows}H-x;2022-10;100;1;0;annan\n".encode())
    assert told(OCTOBER, reader=PUBLIC)["hushall"][label][0] is None
    read(tmp_path, f"{HEAD}{rows}".encode())
    assert told(OCTOBER, reader=PUBLIC)["hushall"][label][0] == 32, "as it was told at first"


def test_rows_that_are_lost_can_be_read_in_anew(tmp_path: Path) -> None:
    rows = "".join(f"H-{number};2022-10;100;1;0;annan\n" for number in range(30))
    read(tmp_path, f"{HEAD}{rows}".encode())
    for fingerprint in rows_held(SLUG, ASSISTANCE.key).values():
        current_store().remove([fingerprint])
    read(tmp_path, f"{HEAD}{rows}H-x;2022-10;100;1;0;annan\n".encode())

    assert told(OCTOBER)["hushall"]["Antal hushåll 31 oktober"][0] == 31


def test_nobody_gets_a_small_number_out_of_all_reports_of_a_year(tmp_path: Path) -> None:
    """The attack is on what is printed alone, month after month, with sums as they are told."""
    months = ([9, 20], [2, 1], [8, 3], [40, 0], [6, 4])
    rows = "".join(
        f"H-{number}-{place};2022-{at:02d};100;1;0;{cause}\n"
        for at, counts in enumerate(months, 1)
        for place, (count, cause) in enumerate(zip(counts, ("annan", "språkhinder"), strict=True))
        for number in range(count)
    )
    read(tmp_path, f"{HEAD}{rows}".encode())
    shown: dict[str, int] = {}
    every: set[str] = set()
    sums: list[Sum[str]] = []
    for at in range(1, len(months) + 1):
        public = told(Period.month(2022, at), reader=PUBLIC)
        told_of = {f"{at} {label}": values[0] for label, values in public["orsaker"].items()}
        mean = next(values for label, values in public["hushall"].items() if "Medel" in label)
        assert told_of[f"{at} Summa"] == public["hushall"][f"Antal hushåll {_day(at)}"][0]
        told_of[f"{at} till och med"] = None if mean[0] is None else sum(map(sum, months[:at]))
        every |= set(told_of)
        shown |= {key: value for key, value in told_of.items() if value is not None}
        causes = [key for key in told_of if key.split(" ", 1)[1] not in ("Summa", "till och med")]
        sums.append(Sum(f"{at} Summa", tuple(causes)))
        so_far = tuple(f"{one} Summa" for one in range(1, at + 1))
        sums.append(Sum(f"{at} till och med", so_far))

    hidden = every - set(shown)
    assert {"2 Summa", "2 Annan", "2 Språkhinder", "3 Språkhinder", "5 Språkhinder"} <= hidden
    assert {"1 Summa", "4 Summa"} <= set(shown), "no more is hidden than there must be"
    somebody = [key for key in hidden if not key.endswith("till och med")]
    for key, (least, most) in attacked(shown, hidden, sums, somebody).items():
        assert most - least >= THRESHOLD - 1e-6, key


def test_one_count_less_another_that_is_part_of_it_tells_of_no_few(tmp_path: Path) -> None:
    """Twelve with ten of twelve months, ten of them with more than ten of the year's."""
    rows = "".join(
        f"H-{number};2022-{month:02d};100;1;0;\n"
        for number in range(12)
        for month in range(1, 12 if number < 10 else 11)
    )
    read(tmp_path, f"{HEAD}H-x;2021-12;100;1;0;\n{rows}".encode())
    november = Period.month(2022, 11)
    labels = {
        label: values[0] for label, values in told(november, reader=PUBLIC)["hushall"].items()
    }
    (long,) = [value for label, value in labels.items() if "minst tio" in label.lower()
               or "minst 10" in label]  # fmt: skip
    assert long == 12
    assert labels["Hushåll >10 månader under kalenderåret 30 november"] is None
    whole = told(november)["hushall"]
    assert whole["Hushåll >10 månader under kalenderåret 30 november"][0] == 10


def _day(month: int) -> str:
    last = Period.month(2022, month).last_day
    return f"{last.day} {month_name(month)}"


@pytest.mark.any_database
def test_the_command_shows_the_cells_to_whom_it_is_run_as_and_else_the_public_form(
    own_demo: Program,
) -> None:
    slug = "arbetslivsnamnden"
    (own_demo.folder / "bistand.csv").write_bytes(assistance_csv())
    added = own_demo("register", "add", "bistand.csv", "--committee", slug)
    assert added.returncode == 0, added.stderr
    asked = f"report --committee {slug} --period 2022-10 --form measures --format json".split()

    def causes(*options: str) -> tuple[list[int | None], int]:
        done = own_demo(*options, *asked)
        assert done.returncode == 0, done.stderr
        table = json.loads(done.stdout)["tables"][3]
        rows = {row["label"]: row["values"] for row in table["rows"]}
        return rows["Arbetar heltid"], len(table.get("suppressed", ()))

    assert causes() == ([None, 5, None], 4)
    assert causes("--as", f"reader.{slug}@demo.invalid") == ([None, 5, None], 4)
    assert causes("--as", f"controller.{slug}@demo.invalid") == ([4, 5, 2], 0)
    refused = own_demo(*asked, "--give-out")
    assert (refused.returncode, "--give-out" in refused.stderr) == (2, True)
