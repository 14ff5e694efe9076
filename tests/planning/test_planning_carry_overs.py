"""The accumulated result carries over by the council's decision, and by nothing else."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from planning.plan_files import TABLES
from sheets.books import workbook
from sources.city import NOW, SCHOOL, WORK, set_up
from uppsikt.figures import MISSING, NOT_COMPUTABLE, UNDECIDED
from uppsikt.planning.carry_over_models import CarryOver as StoredCarryOver
from uppsikt.planning.carry_over_rules import CarriedOver, CarryOver
from uppsikt.planning.carry_over_selectors import carried_over, carry_over_versions
from uppsikt.planning.carry_overs import NothingDecided, import_carry_overs, withdraw_carry_over
from uppsikt.planning.files import PlanFault, PlanFaults
from uppsikt.planning.intake import PlanOutcome
from uppsikt.platform.access.rules import COMMAND_LINE, OPERATOR, PUBLIC, Actor, NotAllowed
from uppsikt.platform.audit.models import Entry
from uppsikt.platform.data_folder import DataFolder
from uppsikt.sources.importing import kind_of
from uppsikt.sources.rehearsal import Rehearsal

HEAD = "År;Datum;Beslut;Nämnd;Enhet;Resultat;Överförs;Avskrivs\n"
WORKS = "2022;2023-04-20;KF § 51;arbete;tkr;-500;-300;-200\n"
SCHOOLS = "2022;2023-04-20;KF § 51;Skolnämnden;tkr;80;80;0\n"
TKR = 100_000


def decision(year: int, carried: int, written_off: int = 0) -> CarryOver:
    day = date(year + 1, 4, 20)
    return CarryOver(year, day, f"KF {year + 1}", carried + written_off, carried, written_off)


def test_what_is_carried_waits_for_its_decision_and_is_not_zero() -> None:
    known = CarriedOver({2021: 100}, {2021: decision(2021, 40)})
    assert [known.opening(year) for year in (2020, 2021, 2022, 2023, 2024)] == [
        MISSING, 100, 140, UNDECIDED, UNDECIDED,
    ]  # fmt: skip
    assert known.undecided(2022) == ()
    assert known.undecided(2024) == (2022, 2023)


def test_a_decision_on_what_is_not_known_cannot_be_counted_with() -> None:
    known = CarriedOver({}, {2021: decision(2021, 40)})
    assert known.opening(2021) is MISSING
    assert known.opening(2022) is NOT_COMPUTABLE
    assert CarriedOver({2024: 5}, {2021: decision(2021, 40)}).opening(2024) == 5


def test_a_later_decision_does_not_fill_the_gap_before_it() -> None:
    known = CarriedOver({2020: 1}, {2021: decision(2021, 40)})
    assert known.opening(2022) is UNDECIDED
    assert known.undecided(2022) == (2020,)


def test_a_given_amount_goes_first_and_what_decisions_say_beside_it_is_told() -> None:
    known = CarriedOver({2021: 100, 2022: 150}, {2021: decision(2021, 40)})
    assert known.opening(2022) == 150
    assert known.disagreement(2022) == 140
    assert CarriedOver({2021: 100, 2022: 140}, known.decided).disagreement(2022) is None
    assert CarriedOver({2022: 140}, {}).disagreement(2022) is None


@given(st.integers(-(10**12), 10**12), st.lists(st.integers(-(10**12), 10**12), max_size=12))
def test_the_opening_is_what_was_given_and_all_that_was_carried_since(
    first: int, carried: list[int]
) -> None:
    decided = {2010 + at: decision(2010 + at, one) for at, one in enumerate(carried)}
    assert CarriedOver({2010: first}, decided).opening(2010 + len(carried)) == first + sum(carried)


database = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def city(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(settings, "DATA_FOLDER", DataFolder(tmp_path / "data"))
    (tmp_path / "budget.csv").write_text(
        "År;Datum;Beslut;Verksamhet;Slag;Enhet;Belopp;Fördelning\n"
        "2022;2021-11-25;Budget;Arbete;kostnad;tkr;-1;tolftedelar\n",
        encoding="utf-8",
    )
    set_up(tmp_path, WORK + TABLES)
    set_up(tmp_path, SCHOOL)
    return tmp_path


def give(
    folder: Path, text: str, *, days: int = 0, rehearsal: Rehearsal | None = None
) -> PlanOutcome:
    path = folder / "resultat.csv"
    path.write_text(HEAD + text, encoding="utf-8")
    now = NOW + timedelta(days=days)
    return import_carry_overs(actor=COMMAND_LINE, now=now, path=path, rehearsal=rehearsal)


def opening(year: int = 2023, as_of: date = date(2023, 4, 30)) -> object:
    return carried_over(reader=PUBLIC, committee="arbete", as_of=as_of).opening(year)


class TestStored:
    pytestmark = database

    def test_a_decision_counts_from_its_day(self, city: Path) -> None:
        assert str(give(city, WORKS + SCHOOLS)) == "resultat.csv: 2 resultatregleringar inlästa."
        assert opening() == 2_700 * TKR
        assert opening(as_of=date(2023, 3, 31)) is UNDECIDED
        entry = Entry.objects.get(verb="läste in resultatregleringar")
        assert entry.committee == "arbete skola"

    def test_the_same_file_twice_changes_nothing(self, city: Path) -> None:
        give(city, WORKS)
        assert "inget nytt" in str(give(city, WORKS, days=1))
        assert StoredCarryOver.objects.count() == 1

    def test_a_corrected_decision_takes_the_place_and_the_former_stays(self, city: Path) -> None:
        give(city, WORKS)
        said = str(give(city, WORKS.replace("-300;-200", "-500;0"), days=1))
        assert "1 resultatreglering inläst" in said
        assert "ersatta" in said
        assert opening() == 2_500 * TKR
        former, now = carry_over_versions(reader=PUBLIC, committee="arbete")
        assert (former.told.carried, former.replaced_at) == (-300 * TKR, NOW + timedelta(days=1))
        assert (now.told.carried, now.replaced_at) == (-500 * TKR, None)

    def test_a_withdrawn_decision_leaves_the_result_undecided(self, city: Path) -> None:
        give(city, WORKS)
        with pytest.raises(NothingDecided, match="varför"):
            withdraw_carry_over(
                actor=COMMAND_LINE, now=NOW, committee="arbete", year=2022, reason=" "
            )
        withdraw_carry_over(
            actor=COMMAND_LINE, now=NOW, committee="arbete", year=2022, reason="Återremiss"
        )
        assert opening() is UNDECIDED
        (one,) = carry_over_versions(reader=OPERATOR, committee="arbete")
        assert (one.reason, one.replaced_by) == ("Återremiss", "kommandoraden")
        assert Entry.objects.filter(verb="tog tillbaka resultatreglering").exists()
        with pytest.raises(NothingDecided, match="inget beslut"):
            withdraw_carry_over(
                actor=COMMAND_LINE, now=NOW, committee="arbete", year=2022, reason="Igen"
            )

    @pytest.mark.parametrize(
        ("row", "said"),
        [
            (WORKS.replace("-200", "-199"), "rad 2.*skillnad −1 000 kr"),
            (WORKS.replace("-200", "200"), "inte årets resultat tillsammans"),
            (WORKS.replace("2023-04-20", "2022-12-31"), "redan 2022-12-31.*rad 2"),
            (WORKS.replace("arbete", "Arbetet"), "Nämnden ”Arbetet” finns inte.*rad 2"),
            (WORKS.replace("KF § 51", ""), "Beslut saknas"),
            (WORKS.replace("-500", ""), "Resultat: .*rad 2"),
            (WORKS + WORKS, "två gånger.*rad 3"),
        ],
    )
    def test_what_is_wrong_is_refused_with_its_row(self, city: Path, row: str, said: str) -> None:
        with pytest.raises((PlanFault, PlanFaults)) as fault:
            give(city, row)
        text = " ".join(str(fault.value).replace("\N{NO-BREAK SPACE}", " ").split())
        assert re.search(said, text), text
        assert not StoredCarryOver.objects.exists()

    def test_a_workbook_is_known_by_its_heads_and_refused_with_its_cell(self, city: Path) -> None:
        rows = [[*text.strip().split(";")] for text in (WORKS, SCHOOLS)]
        rows[1][5] = "90"
        path = workbook(city / "resultat.xlsx", [HEAD.strip().split(";"), *rows])
        assert kind_of(path) == "carryover"
        with pytest.raises(PlanFault, match="blad Blad1, cell F3"):
            import_carry_overs(actor=COMMAND_LINE, now=NOW, path=path)

    def test_a_preview_tells_what_would_be_carried_and_changes_nothing(self, city: Path) -> None:
        rehearsal = Rehearsal()
        give(city, WORKS, rehearsal=rehearsal)
        (found,) = rehearsal.found
        (whole,) = [one for one in found.sums if not one.activity]
        assert (whole.before, whole.after) == (UNDECIDED, 2_700 * TKR)
        assert not StoredCarryOver.objects.exists()

    def test_only_the_administration_decides_and_everybody_reads(self, city: Path) -> None:
        visitor = Actor("besökaren")
        with pytest.raises(NotAllowed):
            import_carry_overs(actor=visitor, now=NOW, path=city / "finns-inte.csv")
        with pytest.raises(NotAllowed):
            withdraw_carry_over(
                actor=visitor, now=NOW, committee="arbete", year=2022, reason="Skäl"
            )
        give(city, WORKS)
        assert len(carry_over_versions(reader=PUBLIC, committee="arbete")) == 1
        assert carry_over_versions(reader=PUBLIC, committee="skola") == ()
