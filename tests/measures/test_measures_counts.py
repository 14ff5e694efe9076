"""Counts through the doors users use: set up, read in, corrected, refused and read."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from sources.city import NOW, SCHOOL, WORK, set_up
from uppsikt.figures import MISSING, NOT_COMPUTABLE, Absent, UppsiktError, Value
from uppsikt.measures import models
from uppsikt.measures.rules import Sort, to_date
from uppsikt.measures.selectors import (
    MeasureYear,
    UnknownMeasure,
    count_history,
    measures,
)
from uppsikt.measures.services import CountOutcome, import_counts
from uppsikt.organisation.selectors import UnknownCommittee
from uppsikt.organisation.setup_file import SetupFault
from uppsikt.platform.access.rules import COMMAND_LINE, OPERATOR, PUBLIC, NotAllowed
from uppsikt.platform.audit.models import Entry
from uppsikt.platform.data_folder import DataFolder
from uppsikt.sources.rehearsal import Rehearsal

pytestmark = [pytest.mark.django_db, pytest.mark.database]

MEASURES = """
[[matt]]
nyckel = "hushall"
namn = "Hushåll med bistånd"
enhet = "hushåll"
verksamhet = "Ekonomiskt bistånd"
aret = "medel"

[[matt]]
nyckel = "starter"
namn = "Nya anställningar"
enhet = "personer"
aret = "summa"
"""
HEAD = "Månad;Mått;Antal;Skäl\n"
FIRST = (
    HEAD + "2022-01;Hushåll med bistånd;641;\n2022-02;hushall;0;\n"
    "2022-03;hushall;;\n2022-01;starter;12;\n"
)


@pytest.fixture(autouse=True)
def _city(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "DATA_FOLDER", DataFolder(tmp_path / "data"))
    set_up(tmp_path, WORK + MEASURES)
    set_up(tmp_path, SCHOOL)


def read(folder: Path, text: str, committee: str = "arbete", hours: int = 0) -> CountOutcome:
    path = folder / "antal.csv"
    path.write_text(text, encoding="utf-8")
    now = NOW + timedelta(hours=hours)
    return import_counts(actor=COMMAND_LINE, now=now, path=path, committee=committee)


def known() -> dict[str, MeasureYear]:
    return {
        one.definition.key: one for one in measures(reader=OPERATOR, committee="arbete", year=2022)
    }


def test_counts_are_read_and_a_blank_one_is_missing(tmp_path: Path) -> None:
    outcome = read(tmp_path, FIRST)
    found = known()

    assert (outcome.new, outcome.blank, outcome.status) == (3, 1, "new")
    assert "1 rader utan antal" in str(outcome)
    assert found["hushall"].months[:4] == (641, 0, MISSING, MISSING)
    assert found["hushall"].definition.activity == "bistand"
    assert found["hushall"].to_date(2) == Fraction(641, 2)
    assert found["hushall"].to_date(3) == Fraction(641, 2), "a missing month is in no mean"
    assert found["hushall"].known(3) == (2, 3)
    assert found["starter"].to_date(2) is NOT_COMPUTABLE
    assert found["starter"].to_date(1) == 12
    entries = Entry.objects.count()
    assert read(tmp_path, FIRST).status == "unchanged"
    assert (models.Count.objects.count(), Entry.objects.count()) == (3, entries)


def test_a_workbook_is_read_alike(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Månad", "Mått", "Antal"], ["2022-01", "hushall", 641], ["2022-02", "hushall", 0]):
        sheet.append(row)
    book.save(tmp_path / "antal.xlsx")
    outcome = import_counts(
        actor=COMMAND_LINE, now=NOW, path=tmp_path / "antal.xlsx", committee="arbete"
    )

    assert outcome.new == 2
    assert known()["hushall"].months[:3] == (641, 0, MISSING)


def test_a_correction_needs_a_reason_and_keeps_what_it_corrects(tmp_path: Path) -> None:
    read(tmp_path, FIRST)
    changed = HEAD + "2022-01;hushall;640;\n2022-04;hushall;7;\n"
    with pytest.raises(UppsiktError, match="redan lämnat som 641, men här 640") as refused:
        read(tmp_path, changed)
    assert refused.value.where == "antal.csv, rad 2"
    assert known()["hushall"].months[3] is MISSING

    outcome = read(
        tmp_path, changed.replace("640;", "640;Ett hushåll räknades två gånger"), hours=1
    )
    assert (outcome.new, outcome.corrected, outcome.status) == (1, 1, "replaced")
    assert known()["hushall"].months[0] == 640
    assert known()["hushall"].corrected == frozenset({1})
    kept = count_history(reader=OPERATOR, committee="arbete", measure="hushall")
    assert [(one.value, one.reason) for one in kept if one.month == 202201] == [
        (641, ""),
        (640, "Ett hushåll räknades två gånger"),
    ]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("2022-01;hushåll utan bistånd;1;", "finns inte"),
        ("januari;hushall;1;", "2022-10"),
        ("2022-01;hushall;1,5;", "inget antal"),
        ("2022-01;hushall;-1;", "inget antal"),
        ("2022-01;hushall;många;", "heltal"),
        ("2022-01;hushall;5 tkr;", "heltal"),
        ("2022-01;hushall;10000000000;", "inget antal"),
        ("2022-12;hushall;1;", "har inte varit än"),
        ("2022-02;hushall;3;", "står två gånger"),
    ],
)
def test_what_is_wrong_is_refused_with_its_place_and_nothing_is_done(
    tmp_path: Path, row: str, says: str
) -> None:
    with pytest.raises(UppsiktError) as refused:
        read(tmp_path, HEAD + "2022-02;hushall;2;\n" + row + "\n")

    assert says in str(refused.value)
    assert "antal.csv, rad 3" in str(refused.value)
    assert not models.Count.objects.exists()


def test_all_faults_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(UppsiktError) as refused:
        read(tmp_path, HEAD + "2022-01;hushall;x;\n2022-01;inget;1;\n")

    assert "rad 2" in str(refused.value)
    assert "rad 3" in str(refused.value)


def test_a_rehearsal_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "antal.csv"
    path.write_text(FIRST, encoding="utf-8")
    entries = Entry.objects.count()
    outcome = import_counts(
        actor=COMMAND_LINE, now=NOW, path=path, committee="arbete", rehearsal=Rehearsal()
    )

    assert outcome.new == 3
    assert (models.Count.objects.count(), Entry.objects.count()) == (0, entries)


def test_the_public_reads_no_counts_and_a_neighbour_has_none(tmp_path: Path) -> None:
    read(tmp_path, FIRST)

    with pytest.raises(NotAllowed):
        measures(reader=PUBLIC, committee="arbete", year=2022)
    with pytest.raises(NotAllowed):
        count_history(reader=PUBLIC, committee="arbete", measure="hushall")
    assert measures(reader=OPERATOR, committee="skola", year=2022) == ()
    with pytest.raises(UppsiktError, match="finns inte"):
        read(tmp_path, FIRST, committee="skola")
    with pytest.raises(UnknownCommittee):
        measures(reader=OPERATOR, committee="ingen", year=2022)
    with pytest.raises(UnknownMeasure, match="hushall"):
        count_history(reader=OPERATOR, committee="arbete", measure="hushal")


def test_a_measure_with_counts_may_be_renamed_but_not_removed(tmp_path: Path) -> None:
    read(tmp_path, FIRST)
    set_up(tmp_path, WORK + MEASURES.replace("Hushåll med bistånd", "Hushåll"))
    assert known()["hushall"].definition.name == "Hushåll"

    with pytest.raises(SetupFault, match="hushall"):
        set_up(tmp_path, WORK + MEASURES.replace('"hushall"', '"familjer"'))
    with pytest.raises(SetupFault, match="två gånger"):
        set_up(tmp_path, WORK + MEASURES.replace('"starter"', '"hushall"'))
    with pytest.raises(SetupFault, match="summa, medel, senaste"):
        set_up(tmp_path, WORK + MEASURES.replace('"summa"', '"median"'))
    assert set(known()) == {"hushall", "starter"}


_values = st.lists(st.integers(0, 10**9) | st.just(MISSING), min_size=1, max_size=12)


@given(_values, st.sampled_from(Sort))
def test_a_missing_month_is_never_zero(months: list[Value], sort: Sort) -> None:
    found = to_date(months, sort)
    lacking = [isinstance(one, Absent) for one in months]

    if all(lacking):
        assert found is MISSING
    elif sort is Sort.LAST:
        assert found == months[-1]
    elif sort is Sort.MEAN:
        known = [one for one in months if not isinstance(one, Absent)]
        assert found == Fraction(sum(known)) / len(known)
    elif any(lacking):
        assert found is NOT_COMPUTABLE
    else:
        assert not isinstance(found, Absent)
        assert found == sum(months)  # type: ignore[arg-type]
