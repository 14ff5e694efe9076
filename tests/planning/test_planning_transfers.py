"""Budget transfers: between activities, groups and committees, through the command's service."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from planning.plan_files import BUDGET, CHANGE, FIRST, TABLES, YEAR, budget, give_budget
from sheets.books import workbook
from sources.city import NOW, SCHOOL, WORK, set_up
from uppsikt.figures import MISSING, Period
from uppsikt.organisation.selectors import Committee, Line
from uppsikt.organisation.setup_file import SetupFault
from uppsikt.planning import intake, models, selectors
from uppsikt.planning.files import Names, PlanFault, PlanFaults, Row
from uppsikt.planning.intake import PlanOutcome
from uppsikt.planning.rules import Grant
from uppsikt.planning.transfer_file import transfer_batches
from uppsikt.planning.transfers import SameDecisionOtherDay, import_transfers
from uppsikt.platform.access.rules import COMMAND_LINE, OPERATOR, Actor, NotAllowed
from uppsikt.platform.audit.models import Entry
from uppsikt.platform.data_folder import DataFolder
from uppsikt.platform.search.selectors import search
from uppsikt.sheets.book import Sheet
from uppsikt.sheets.table import TableRow
from uppsikt.sources.importing import kind_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]

HEAD = "År;Datum;Beslut;Nämnd;Verksamhet;Slag;Kontogrupp;Enhet;Belopp;Fördelning\n"
OUT = "2022;2022-06-13;KS § 210;arbete;Ekonomiskt bistånd;kostnad;Kostnader;tkr;400;tolftedelar\n"
IN = "2022;2022-06-13;KS § 210;arbete;Arbete;kostnad;Kostnader;tkr;-400;tolftedelar\n"
TO_SCHOOL = IN.replace(";arbete;", ";Skolnämnden;")
JUNE, MAY = date(2022, 6, 30), date(2022, 5, 31)


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "DATA_FOLDER", DataFolder(tmp_path / "data"))
    (tmp_path / "budget.csv").write_text(BUDGET + FIRST, encoding="utf-8")
    set_up(tmp_path, WORK + TABLES)
    set_up(tmp_path, SCHOOL)


def give(folder: Path, text: str, *, accept: bool = False) -> PlanOutcome:
    path = folder / "omforing.csv"
    path.write_text(text, encoding="utf-8")
    return import_transfers(actor=COMMAND_LINE, now=NOW, path=path, accept=accept)


def grant(committee: str, as_of: date = JUNE) -> Grant:
    return selectors.grant(reader=OPERATOR, committee=committee, year=2022, as_of=as_of)


def test_a_transfer_moves_budget_from_its_day_and_changes_no_sum(tmp_path: Path) -> None:
    assert str(give(tmp_path, HEAD + OUT + IN)) == "omforing.csv: 2 omföringsrader inlästa."
    assert budget(MAY).value(YEAR, activity="bistand") == -120_000_000
    assert budget(JUNE).value(YEAR, activity="bistand") == -80_000_000
    assert budget(JUNE).value(YEAR, activity="arbete") == -40_000_000
    assert budget(JUNE).value(YEAR) == budget(MAY).value(YEAR)
    assert budget(JUNE).value(Period.to_date(2022, 6), activity="arbete") == -20_000_000
    assert grant("arbete").year == grant("arbete", MAY).year


def test_a_transfer_between_committees_moves_the_grant_too(tmp_path: Path) -> None:
    before = grant("arbete").year
    give(tmp_path, HEAD + OUT + TO_SCHOOL)
    assert isinstance(before, int)
    assert grant("arbete").year == before - 40_000_000
    assert [one.decision for one in grant("arbete").revisions] == ["Budget", "KS § 210"]
    school = selectors.budget(reader=OPERATOR, committee="skola", year=2022, as_of=JUNE)
    assert school.value(YEAR, activity="arbete") == -40_000_000
    assert grant("skola").year is MISSING  # nothing was granted that a move could change


def test_what_is_not_zero_is_refused_with_its_rows_and_difference(tmp_path: Path) -> None:
    with pytest.raises(PlanFault) as fault:
        give(tmp_path, HEAD + OUT + IN.replace("-400", "-399,99"))
    text = str(fault.value)
    assert "rad 2, rad 3" in text
    assert "skillnad 10 kr" in text.replace("\N{NO-BREAK SPACE}", " ")
    assert not models.Transfer.objects.exists()


def test_a_workbook_is_refused_with_its_cells(tmp_path: Path) -> None:
    rows = [[*text.strip().split(";")] for text in (OUT, IN.replace("-400", "-300"))]
    path = workbook(tmp_path / "omforing.xlsx", [HEAD.strip().split(";"), *rows])
    with pytest.raises(PlanFault) as fault:
        import_transfers(actor=COMMAND_LINE, now=NOW, path=path)
    assert "blad Blad1, cell I2, blad Blad1, cell I3" in str(fault.value)
    rows[0][3] = "Finns inte"
    workbook(path, [HEAD.strip().split(";"), *rows])
    with pytest.raises(PlanFault, match="blad Blad1, cell D2"):
        import_transfers(actor=COMMAND_LINE, now=NOW, path=path)
    assert not models.Transfer.objects.exists()


def test_a_workbook_gives_the_transfer_and_its_sum_row_is_left_out(tmp_path: Path) -> None:
    rows = [[*text.strip().split(";")] for text in (OUT, IN)]
    for row in rows:
        row[8] = int(row[8])  # type: ignore[call-overload]
    total = [None] * 7 + ["Summa", 0]
    path = workbook(tmp_path / "omforing.xlsx", [HEAD.strip().split(";"), *rows, total])
    assert kind_of(path) == "transfer"
    assert "2 omföringsrader inlästa" in str(
        import_transfers(actor=COMMAND_LINE, now=NOW, path=path)
    )
    assert budget(JUNE).value(YEAR, activity="arbete") == -40_000_000


def test_each_decision_and_year_is_zero_by_itself(tmp_path: Path) -> None:
    other = IN.replace("§ 210", "§ 211")
    with pytest.raises(PlanFaults, match="2 fel"):
        give(tmp_path, HEAD + OUT + other)
    with pytest.raises(PlanFaults, match="2 fel"):
        give(tmp_path, HEAD + OUT + IN.replace("2022;", "2023;", 1))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (";arbete;", ";arbetet;", "Nämnden ”arbetet” finns inte"),
        (";arbete;", ";;", "finns inte"),
        ("KS § 210", "", "Beslut saknas"),
        ("KS § 210", "x" * 301, "längre än 300"),
        ("Ekonomiskt bistånd", "Bidrag", "finns inte"),
        ("tkr", "kilo", "ingen enhet"),
    ],
)
def test_a_fault_names_its_row(tmp_path: Path, old: str, new: str, says: str) -> None:
    with pytest.raises(PlanFault, match=says) as fault:
        give(tmp_path, HEAD + OUT.replace(old, new, 1) + IN)
    assert "omforing.csv, rad 2" in str(fault.value)
    assert not models.Transfer.objects.exists()


def test_a_decision_is_found_by_its_words_and_its_correction_instead_of_it(tmp_path: Path) -> None:
    give(tmp_path, HEAD + OUT + IN)
    found = search(reader=OPERATOR, question="KS 210 omföringen", limit=9)
    assert {hit.committee for group in found.groups for hit in group.hits} == {"arbete"}
    give(tmp_path, HEAD + (OUT + IN).replace("400", "30"))
    (group,) = search(reader=OPERATOR, question="KS 210", limit=9).groups
    shown = "".join(piece.text for hit in group.hits for piece in hit.text)
    assert (group.total, "400" in shown, "30" in shown) == (1, False, True)


def test_the_same_file_twice_changes_nothing(tmp_path: Path) -> None:
    give(tmp_path, HEAD + OUT + IN)
    entries = Entry.objects.count()
    assert give(tmp_path, HEAD + OUT + IN).status == "unchanged"
    assert (Entry.objects.count(), models.Transfer.objects.count()) == (entries, 1)


def test_a_corrected_decision_takes_its_place_and_others_of_the_day_stay(tmp_path: Path) -> None:
    give(tmp_path, HEAD + OUT + IN)
    other = (OUT + IN).replace("§ 210", "§ 211").replace("400", "30")
    give(tmp_path, HEAD + other)
    corrected = (OUT + IN).replace("400", "500")
    assert give(tmp_path, HEAD + corrected).status == "replaced"
    assert budget().value(YEAR, activity="arbete") == -53_000_000
    old = models.Transfer.objects.exclude(replaced_at=None).get()
    assert sorted(old.rows.values_list("amount", flat=True)) == [-40_000_000, 40_000_000]


def test_the_same_words_on_another_day_are_not_counted_twice_in_silence(tmp_path: Path) -> None:
    give(tmp_path, HEAD + OUT + IN)
    later = (OUT + IN).replace("06-13", "06-14")
    with pytest.raises(SameDecisionOtherDay, match="2022-06-13"):
        give(tmp_path, HEAD + later)
    assert budget().value(YEAR, activity="arbete") == -40_000_000
    assert "2022-06-13" in str(give(tmp_path, HEAD + later, accept=True))
    assert budget().value(YEAR, activity="arbete") == -80_000_000


def test_zero_undoes_a_decision(tmp_path: Path) -> None:
    give(tmp_path, HEAD + OUT + IN)
    give(tmp_path, HEAD + (OUT + IN).replace("400", "0"))
    assert budget().value(YEAR, activity="bistand") == -120_000_000


def test_own_months_move_budget_within_the_year(tmp_path: Path) -> None:
    months = ";Jan;Feb;Mar;Apr;Maj;Jun;Jul;Aug;Sep;Okt;Nov;Dec\n"
    row = OUT.replace("400;tolftedelar\n", "0;egna månader;-60;0;0;0;0;0;0;0;0;0;0;60\n")
    give(tmp_path, HEAD.replace("\n", months) + row)
    assert budget().value(YEAR, activity="bistand") == -120_000_000
    assert budget().value(Period.month(2022, 1), activity="bistand") == -16_000_000
    with pytest.raises(PlanFault, match="Månaderna ger inte"):
        give(tmp_path, HEAD.replace("\n", months) + row.replace(";60", ";61"))


def test_the_rest_of_the_year_leaves_the_months_before_the_decision(tmp_path: Path) -> None:
    give(tmp_path, HEAD + (OUT + IN).replace("tolftedelar", "resten av året"))
    june = budget(JUNE)
    assert june.value(Period.to_date(2022, 5), activity="bistand") == -50_000_000
    assert june.value(Period.month(2022, 6), activity="bistand") == -10_000_000 + 5_714_286
    assert june.value(Period.to_date(2022, 6), activity="arbete") == -5_714_286
    assert june.value(YEAR, activity="arbete") == -40_000_000
    months = [june.value(Period.month(2022, one), activity="arbete") for one in range(1, 13)]
    assert sum(one for one in months if isinstance(one, int)) == -40_000_000


def test_nothing_is_left_of_a_year_that_is_over(tmp_path: Path) -> None:
    late = (OUT + IN).replace("2022-06-13", "2023-01-10").replace("tolftedelar", "resten av året")
    with pytest.raises(PlanFaults, match="inget kvar av året") as fault:
        give(tmp_path, HEAD + late)
    assert "rad 2" in str(fault.value)
    early = late.replace("2023-01-10", "2021-12-20")
    give(tmp_path, HEAD + early)
    assert budget(JUNE).value(Period.to_date(2022, 6), activity="arbete") == -20_000_000


def test_the_decisions_of_a_budget_are_told_in_order(tmp_path: Path) -> None:
    give_budget(tmp_path, BUDGET + FIRST + CHANGE)
    give(tmp_path, HEAD + OUT + IN)
    found = selectors.budget_changes(
        reader=OPERATOR, committee="arbete", year=2022, as_of=date(2022, 12, 31)
    )
    assert [(str(one.decided), one.decision, one.is_transfer) for one in found] == [
        ("2021-11-25", "Budget", False),
        ("2022-06-13", "KS § 210", True),
        ("2022-09-22", "Ramjustering", False),
    ]
    assert sum(line.amount for one in found for line in one.lines) == budget().value(YEAR)


def test_a_file_beside_the_set_up_file_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "omf.csv").write_text(HEAD + OUT + IN, encoding="utf-8")
    text = WORK + TABLES + '\n[[omforing]]\nfil = "omf.csv"\n'
    set_up(tmp_path, text)
    assert budget().value(YEAR, activity="arbete") == -40_000_000
    set_up(tmp_path, text)
    assert models.Transfer.objects.count() == 1


def test_a_line_with_a_transfer_may_not_just_vanish(tmp_path: Path) -> None:
    give(tmp_path, HEAD + OUT + TO_SCHOOL)
    with pytest.raises(SetupFault, match="arbete"):
        set_up(tmp_path, SCHOOL.replace('nyckel = "arbete"', 'nyckel = "nytt"'))


def test_the_command_knows_the_file_by_its_heads(tmp_path: Path) -> None:
    for text, kind in ((HEAD + OUT, "transfer"), (BUDGET + FIRST, "budget")):
        path = tmp_path / "fil.csv"
        path.write_text(text, encoding="utf-8")
        assert kind_of(path) == kind


def test_a_failure_before_the_end_leaves_everything_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(tmp_path, HEAD + OUT + IN)

    def stop(**_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(intake, "record", stop)
    with pytest.raises(KeyboardInterrupt):
        give(tmp_path, HEAD + (OUT + TO_SCHOOL).replace("400", "500"))
    assert budget().value(YEAR, activity="arbete") == -40_000_000
    assert models.Transfer.objects.get().replaced_at is None


def test_rights(tmp_path: Path) -> None:
    path = tmp_path / "omforing.csv"
    path.write_text(HEAD + OUT + IN, encoding="utf-8")
    with pytest.raises(NotAllowed):
        import_transfers(actor=Actor("någon"), now=NOW, path=path)
    assert not models.Transfer.objects.exists()


@given(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=8), st.integers(-5, 5))
def test_only_rows_that_sum_to_zero_are_a_transfer(amounts: list[int], off: int) -> None:
    amounts = [*amounts, off - sum(amounts)]
    line = Line("a", "A", 1, False, (), (), None, None)
    names = Names((line,), ())
    committees = (Committee("n", "Nämnden", "", "K", "9999", None, None),)
    heads = HEAD.strip().split(";")
    sheet, places = Sheet("", ()), {head: index for index, head in enumerate(heads)}
    rows = [
        Row(
            "f.csv", TableRow(number, dict(zip(heads, text.split(";"), strict=True)), sheet, places)
        )
        for number, amount in enumerate(amounts, start=2)
        for text in (f"2022;2022-06-13;§ 1;n;A;kostnad;;kr;{amount};tolftedelar",)
    ]
    if off:
        with pytest.raises(PlanFault):
            transfer_batches("f.csv", rows, committees, lambda _: names)
    else:
        (batch,) = transfer_batches("f.csv", rows, committees, lambda _: names)
        assert sum(move.line.amount for move in batch.moves) == 0
