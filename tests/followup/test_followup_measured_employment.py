"""Subsidised employment from a register: what was published is given again, and nobody is shown."""

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
from people import controller
from sources.city import WORK, set_up
from uppsikt.demo.made_employment import FIRST, LAST, employment_csv
from uppsikt.disclosure import THRESHOLD, Sum
from uppsikt.documents import render_html, render_json
from uppsikt.extracts.services import add_extract
from uppsikt.figures import Period, month_name
from uppsikt.followup.measured.report import NoRegister, measures_report
from uppsikt.organisation.setup_file import SetupFault
from uppsikt.platform.access.rules import COMMAND_LINE, PUBLIC, Reader
from uppsikt.platform.data_folder import STOCKHOLM, DataFolder
from uppsikt.platform.stores import current_store
from uppsikt.registers import EMPLOYMENT, RegisterFault

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NOW = datetime(2023, 6, 14, 9, 30, tzinfo=STOCKHOLM)
SLUG = "arbete"
CONTROLLER = controller(SLUG)
HEAD = "Person;Form;Från;Till;Lönekostnad;Statligt stöd;Växlat bidrag mot lön\n"
IN_MEASURES = "Antal personer i arbetsmarknadsinsatser"
SWITCHED = "Antal växla bidrag mot lön"
ENDING = "Slutar inom 3 månader i en form utan a-kassa"

MEASURES = ("all", "came", "went", "switched", "others", "ending")


@pytest.fixture(autouse=True)
def _city(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "DATA_FOLDER", DataFolder(tmp_path / "data"))
    set_up(tmp_path, WORK)


def read(folder: Path, rows: str | bytes, first: int, last: int, now: datetime = NOW) -> None:
    path = folder / "anstallda.csv"
    path.write_bytes(rows if isinstance(rows, bytes) else (HEAD + rows).encode())
    add_extract(
        actor=COMMAND_LINE,
        now=now,
        store=current_store(),
        path=path,
        committee=SLUG,
        register=EMPLOYMENT,
        span=(first, last),
    )


def told(period: Period, reader: Reader = CONTROLLER) -> dict[str, Mapping[str, list[Any]]]:
    """Every table by key: its rows' values by label."""
    document = measures_report(
        reader=reader, now=NOW, store=current_store(), committee=SLUG, period=period
    )
    tables = json.loads(render_json(document))["tables"]
    return {
        table["key"]: {row["label"]: row["values"] for row in table["rows"]} for table in tables
    }


def people(form: str, count: int, days: str, rest: str = "20000;15000;nej", at: str = "") -> str:
    return "".join(f"{form[:3]}{at}-{number};{form};{days};{rest}\n" for number in range(count))


PUBLISHED = {
    5: (
        {
            "Trygghetsanställningar": [144, 155],
            "OSA Anställning": [92, 80],
            "Utvecklingsanställningar": [48, 69],
            "Nystartsjobb": [64, 8],
            "Introduktionsjobb": [29, 36],
            "Extratjänster": [32, 139],
            "Lönebidrag": [12, 7],
        },
        {IN_MEASURES: [448, 358], SWITCHED: [46, 63]},
        [421, 494],
    ),
    10: (
        {
            "Trygghetsanställningar": [139, 147],
            "OSA Anställning": [90, 84],
            "Utvecklingsanställningar": [52, 63],
            "Nystartsjobb": [51, 22],
            "Introduktionsjobb": [41, 22],
            "Extratjänster": [22, 91],
            "Lönebidrag": [10, 7],
        },
        {IN_MEASURES: [384, 344], SWITCHED: [52, 61]},
        [405, 436],
    ),
}
"""By month: the forms of 2022 and 2021, the measures of 2021 and 2022, and all that were told."""


@pytest.mark.parametrize("month", PUBLISHED)
def test_the_made_register_gives_what_was_published(tmp_path: Path, month: int) -> None:
    forms, measures, everybody = PUBLISHED[month]
    read(tmp_path, employment_csv(), FIRST, LAST)
    found = told(Period.month(2022, month))

    assert found["anst"] == forms
    assert found["matt"] == measures
    last = Period.month(2022, month).last_day.day
    together = found["anst_lage"][f"Anställda {last} {month_name(month)}"]
    assert together == everybody
    year = found["anst_manad"]
    assert list(year)[-1] == month_name(month).capitalize()
    assert year[month_name(month).capitalize()][-1] == together[0]
    cost = found["vaxlat_kostnad"]
    assert [wage - support for wage, support in
            zip(cost["Lönekostnad"], cost["Statligt stöd"], strict=True)] == cost[
        "Lönekostnad minus statligt stöd"
    ]  # fmt: skip
    assert cost["Lönekostnad"][0] > 20_000 * measures[SWITCHED][1]


SAVED = "Minskat ekonomiskt bistånd"


def saved(amount: str, more: str = "", source: str = "nämndens beslut") -> str:
    return f'[[sparat_bistand]]\nbelopp = "{amount}"\nkalla = "{source}"\n{more}\n'


def test_what_they_cost_is_set_against_the_assistance_that_is_saved(tmp_path: Path) -> None:
    rows = people("OSA", 8, "2022-01-01;", "20000;15000,50;ja")
    rows += people("OSA", 2, "2022-03-01;", "20000;15000;ja", at="b")
    rows += people("OSA", 9, "2022-01-01;", at="c")
    read(tmp_path, rows, 202201, 202203)
    none = told(Period.month(2022, 3))["vaxlat_bistand"]
    assert none == {
        "Lönekostnad minus statligt stöd": [49_996, 129_988, None, None],
        SAVED: [None] * 4,
        "Kvar att betala": [None] * 4,
    }

    rates = saved("4 000 kr", "till = 2022-01-31") + saved("4 000,25 kr", "fran = 2022-02-01")
    set_up(tmp_path, WORK + rates)
    march = told(Period.month(2022, 3))["vaxlat_bistand"]
    # January 8 x 4 000, February 8 x 4 000,25 and March 10 x 4 000,25, printed in whole kronor.
    assert march[SAVED] == [40_003, 104_005, None, None]
    assert march["Kvar att betala"] == [9_994, 25_984, None, None]
    assert told(Period.month(2022, 1))["vaxlat_bistand"][SAVED] == [32_000, None]

    document = measures_report(
        reader=PUBLIC, now=NOW, store=current_store(), committee=SLUG, period=Period.month(2022, 3)
    )
    (table,) = [one for one in document.tables() if one.key == "vaxlat_bistand"]
    notes = " ".join(table.notes).replace("\u00a0", " ")
    assert "4 000 kr per person och månad" in notes
    assert "4 000,25 kr per person och månad" in notes

    public = dict(told(Period.month(2022, 3), PUBLIC)["vaxlat_bistand"])
    assert public.pop(SAVED) == march[SAVED], "a known rate times a count that is shown"
    assert all(value is None for values in public.values() for value in values)

    with pytest.raises(SetupFault, match="Två belopp gäller samtidigt"):
        set_up(tmp_path, WORK + rates + saved("1 kr", "fran = 2022-05-01"))


def test_what_is_saved_by_a_few_is_hidden_with_them_and_in_the_year_so_far(tmp_path: Path) -> None:
    set_up(tmp_path, WORK + saved("4 000 kr"))
    rest = "20000;15000;ja"
    rows = people("OSA", 30, "2022-01-01;")
    rows += people("OSA", 8, "2022-01-01;2022-02-15", rest, at="b")
    read(tmp_path, f"{rows}P-x;OSA;2022-02-01;2022-03-15;{rest}\n", 202201, 202203)
    assert told(Period.month(2022, 1), PUBLIC)["vaxlat_bistand"][SAVED][0] == 32_000
    february, march = (told(Period.month(2022, at), PUBLIC) for at in (2, 3))
    assert told(Period.month(2022, 2))["vaxlat_bistand"][SAVED][:2] == [4_000, 36_000]
    assert february["vaxlat_bistand"][SAVED][:2] == [None, None]
    assert march["matt"][SWITCHED][1] == 0
    assert march["vaxlat_bistand"][SAVED][:2] == [0, None], "less January it would tell February"


def test_whoever_is_employed_on_the_last_day_is_counted_and_who_came_and_went(
    tmp_path: Path,
) -> None:
    rows = (
        "A;OSA;2022-01-01;;20000;15000;nej\n"
        "B;OSA;2022-01-01;2022-09-30;20000;15000;nej\n"
        "C;OSA;2022-01-01;2022-10-30;20000;15000;nej\n"
        "D;OSA;2022-10-31;2022-10-31;20000,50;15000;ja\n"
        "E;extratjänst;2022-01-01;2022-10-10;20000;15000;nej\n"
        "E;nystartsjobb;2022-10-11;2023-03-31;20000;15000;nej\n"
        "F;OSA;2022-10-02;2022-10-20;20000;15000;nej\n"
        "G;OSA;2021-01-01;2022-10-15;20000;15000;nej\n"
        "G;OSA;2022-10-16;;21000;15000;nej\n"
    )
    read(tmp_path, rows, 202209, 202210)
    found = told(Period.month(2022, 10))

    assert found["anst"]["OSA Anställning"] == [3, None]
    assert found["anst_lage"]["Anställda 31 oktober"] == [4, None], "A, D, E and G"
    assert found["anst_lage"]["Började i oktober"] == [3, None], "D, F, and E in another form"
    assert found["anst_lage"]["Slutade i oktober"] == [4, None], "B, C, F, and E in the first form"
    assert found["anst_manad"]["September"][-1] == 5
    assert found["vaxlat_kostnad"]["Lönekostnad minus statligt stöd"] == [5001, None]

    assert found["anst_manad"]["Augusti"] == [None] * 8
    september = told(Period.month(2022, 9))["anst_lage"]
    assert september["Började i september"] == [None, None], "nothing is known of August"
    with pytest.raises(NoRegister, match="augusti 2022"):
        told(Period.month(2022, 8))


def test_a_month_without_rows_is_zero(tmp_path: Path) -> None:
    read(tmp_path, "A;OSA;2022-09-01;2022-09-15;20000;15000;nej\n", 202208, 202210)
    found = told(Period.month(2022, 10))
    assert found["anst"]["OSA Anställning"] == [0, None]
    assert found["matt"][IN_MEASURES] == [None, 0]
    assert found["anst_lage"]["Slutade i oktober"][0] == 0
    assert told(Period.month(2022, 9))["anst_lage"]["Slutade i september"][0] == 1


def test_who_is_about_to_end_without_insurance_follows_dated_rules(tmp_path: Path) -> None:
    rows = (
        "A;extratjänst;2022-01-01;2023-01-31;20000;15000;nej\n"
        "B;extratjänst;2022-01-01;2023-02-01;20000;15000;nej\n"
        "C;extratjänst;2022-01-01;;20000;15000;nej\n"
        "D;introduktionsjobb;2022-01-01;2022-10-31;20000;15000;nej\n"
        "E;nystartsjobb;2022-01-01;2022-11-30;20000;15000;nej\n"
        "F;introduktionsjobb;2022-01-01;2022-10-30;20000;15000;nej\n"
    )
    read(tmp_path, rows, 202210, 202210)
    assert told(Period.month(2022, 10))["anst_lage"][ENDING] == [2, None], "A and D"

    later = datetime(2025, 11, 14, tzinfo=STOCKHOLM)
    read(tmp_path, "A;extratjänst;2025-01-01;2025-07-31;20000;1;nej\n", 202505, 202510, later)
    for month, value in ((6, 1), (7, None)):
        found = told(Period.month(2025, month))["anst_lage"]
        assert found[ENDING][0] == value, "from October 2025 no rule is known"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("P-1;praktik;2022-10-01;;20000;15000;nej", "rad 2, Form: ordet finns inte i listan"),
        ("P-1;OSA;2022-10-01;;0;0;nej", "rad 2, Lönekostnad: kan inte stämma"),
        ("P-1;OSA;2022-10-01;;20000;20001;nej", "rad 2: det statliga stödet är större"),
        ("P-1;OSA;2022-10-01;;20000;;nej", "rad 2, Statligt stöd: cellen är tom"),
        ("P-1;OSA;2022-10-01;;20000;1;kanske", "rad 2, Växlat bidrag mot lön: ordet finns inte"),
        ("P-1;OSA;2022-10-01;;20000;1;", "rad 2, Växlat bidrag mot lön: cellen är tom"),
        (
            "P-1;OSA;2022-10-01;;20000;1;nej\nP-1;lönebidrag;2022-10-31;;20000;1;nej",
            "rad 3: överlappar raden på rad 2",
        ),
    ],
)
def test_a_bad_extract_is_refused_as_a_whole(tmp_path: Path, row: str, words: str) -> None:
    with pytest.raises(RegisterFault) as fault:
        read(tmp_path, f"{row}\nP-0;OSA;2022-10-01;;20000;15000;nej\n", 202210, 202210)
    assert words in str(fault.value)
    with pytest.raises(NoRegister):
        told(Period.month(2022, 10))


def test_the_public_sees_no_few_and_no_wages_of_a_few(tmp_path: Path) -> None:
    rows = people("OSA", 20, "2022-01-01;") + people(
        "nystartsjobb", 3, "2022-01-01;", "21111;15000;ja"
    )
    read(tmp_path, rows, 202209, 202210)
    document = measures_report(
        reader=PUBLIC,
        now=NOW,
        store=current_store(),
        committee=SLUG,
        period=Period.month(2022, 10),
    )
    tables = {table["key"]: table for table in json.loads(render_json(document))["tables"]}

    assert {"label": "Nystartsjobb", "column": "2022"} in tables["anst"]["suppressed"]
    hidden = {one["label"] for one in tables["matt"]["suppressed"]}
    assert SWITCHED in hidden
    assert {one["label"] for one in tables["vaxlat_kostnad"]["suppressed"]} == {
        "Lönekostnad", "Statligt stöd", "Lönekostnad minus statligt stöd",
    }  # fmt: skip
    for form in (render_html, render_json):
        assert not any(few in form(document) for few in ("63333", "63 333", "63\u00a0333"))
    assert told(Period.month(2022, 10))["vaxlat_kostnad"]["Lönekostnad"] == [63333, None]


def test_two_months_do_not_tell_what_the_one_who_came_earns(tmp_path: Path) -> None:
    rows = people("OSA", 20, "2022-01-01;", "20000;15000;ja")
    read(tmp_path, f"{rows}P-x;OSA;2022-10-01;;29000;15000;ja\n", 202209, 202210)
    for month in (9, 10):
        whole, public = told(Period.month(2022, month)), told(Period.month(2022, month), PUBLIC)
        assert whole["matt"][SWITCHED][1] == 11 + month
        assert all(values[0] for values in whole["vaxlat_kostnad"].values())
        assert all(values[0] is None for values in public["vaxlat_kostnad"].values())


def test_a_correction_by_few_is_not_told_beside_what_was_told_before(tmp_path: Path) -> None:
    told_of = []
    for count in (30, 32, 36):
        read(tmp_path, people("OSA", count, "2022-01-01;"), 202210, 202210)
        assert told(Period.month(2022, 10))["anst"]["OSA Anställning"] == [count, None]
        told_of.append(told(Period.month(2022, 10), PUBLIC)["anst"]["OSA Anställning"][0])
    assert told_of == [30, None, 36]


def test_nobody_gets_a_few_out_of_all_reports_of_a_year(tmp_path: Path) -> None:
    """The attack is on what is printed alone: a table a month, with every sum that it tells."""
    rows = (
        people("OSA", 12, "2022-01-01;")
        + people("OSA", 2, "2022-03-01;2022-04-15", at="b")
        + people("trygghetsanställning", 30, "2022-01-01;")
        + people("extratjänst", 9, "2022-01-01;2022-06-30")
        + people("extratjänst", 2, "2022-01-01;", at="b")
        + people("introduktionsjobb", 6, "2022-02-01;2022-09-30", "20000;15000;ja")
        + people("nystartsjobb", 3, "2022-04-01;", "20000;15000;ja")
    )
    read(tmp_path, rows, 202201, 202206)
    shown: dict[str, int] = {}
    every: set[str] = set()
    sums: list[Sum[str]] = []
    for at in range(1, 7):
        period = Period.month(2022, at)
        public, whole = told(period, PUBLIC), told(period)
        cells = {f"{at} {label}": values[0] for label, values in public["anst"].items()}
        forms = tuple(cells)
        labels = dict(zip(MEASURES, public["anst_lage"], strict=True))
        cells |= {f"{at} {key}": public["anst_lage"][label][0] for key, label in labels.items()}
        assert public["matt"][SWITCHED][1] == cells[f"{at} switched"]
        assert public["anst_manad"][month_name(at).capitalize()] == [
            *(cells[form] for form in forms), cells[f"{at} all"],
        ]  # fmt: skip
        sums += [
            Sum(f"{at} all", forms),
            Sum(f"{at} all", (f"{at} switched", f"{at} others")),
        ]
        uninsured = (f"{at} Introduktionsjobb", f"{at} Extratjänster")
        sums += [
            Sum(f"{at} uninsured", uninsured),
            Sum(f"{at} uninsured", (f"{at} ending", f"{at} staying")),
        ]
        cells |= {f"{at} uninsured": None, f"{at} staying": None}
        if at > 1:
            cells[f"{at} touched"] = None
            sums += [
                Sum(f"{at} touched", (f"{at - 1} all", f"{at} came")),
                Sum(f"{at} touched", (f"{at} all", f"{at} went")),
            ]
        else:
            assert whole["anst_lage"][labels["came"]][0] is None
            cells = {k: v for k, v in cells.items() if k not in ("1 came", "1 went")}
        every |= set(cells)
        shown |= {key: value for key, value in cells.items() if value is not None}

    hidden = every - set(shown)
    told_hidden = {key for key in hidden if key.split(" ", 1)[1] not in (
        "uninsured", "staying", "touched")}  # fmt: skip
    assert {"4 Nystartsjobb", "3 came", "4 switched"} - set(shown)
    assert "1 all" in shown
    assert told_hidden
    for key, (least, most) in attacked(shown, hidden, sums, told_hidden).items():
        if key in told_hidden:
            assert most - least >= THRESHOLD - 1e-6, key


def test_the_command_reads_the_register_and_writes_both_forms(own_demo: Program) -> None:
    slug = "arbetslivsnamnden"
    (own_demo.folder / "anstallda.csv").write_bytes(employment_csv())
    add = ("register", "add", "anstallda.csv", "--committee", slug, "--register", "employment")
    assert "--from" in own_demo(*add).stderr
    added = own_demo(*add, "--from", "2021-01", "--to", "2022-10")
    assert added.returncode == 0, added.stderr
    asked = f"report --committee {slug} --period 2022-10 --form measures --format json".split()

    def forms(*options: str) -> Mapping[str, list[int | None]]:
        done = own_demo(*options, *asked)
        assert done.returncode == 0, done.stderr
        tables = {table["key"]: table for table in json.loads(done.stdout)["tables"]}
        return {row["label"]: row["values"] for row in tables["anst"]["rows"]}

    assert forms("--as", f"controller.{slug}@demo.invalid")["Lönebidrag"] == [10, 7]
    assert forms()["Trygghetsanställningar"] == [139, 147]
