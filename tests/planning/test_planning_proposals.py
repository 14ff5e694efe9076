"""Budget proposals: the file, what counts after a month, and who may read one in."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from sources.city import NOW, WORK, set_up
from uppsikt.figures import MISSING, Period, Side, UppsiktError
from uppsikt.planning import models
from uppsikt.planning.files import PlanFault, PlanFaults
from uppsikt.planning.intake import PlanOutcome
from uppsikt.planning.proposal_models import Proposal as StoredProposal
from uppsikt.planning.proposal_selectors import Proposal, proposal, proposed
from uppsikt.planning.proposal_services import import_proposals
from uppsikt.platform.access.rules import (
    COMMAND_LINE,
    OPERATOR,
    PUBLIC,
    Actor,
    NotAllowed,
)
from uppsikt.platform.audit.models import Entry
from uppsikt.platform.data_folder import DataFolder

pytestmark = [pytest.mark.django_db, pytest.mark.database]
HEAD = "År;Version;Efter;Verksamhet;Slag;Kontogrupp;Enhet;Belopp\n"
FIRST = "2023;2023:1;2022-07;bistand;kostnad;Kostnader;tkr;-1300\n"
YEAR = Period.whole_year(2023)


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "DATA_FOLDER", DataFolder(tmp_path / "data"))
    set_up(tmp_path)


def give(folder: Path, rows: str, *, again: bool = True) -> PlanOutcome:
    path = folder / "forslag.csv"
    path.write_text(HEAD + rows, encoding="utf-8")
    return import_proposals(actor=COMMAND_LINE, now=NOW, path=path, committee="arbete", again=again)


def after(month: str) -> Proposal | None:
    return proposal(reader=PUBLIC, committee="arbete", year=2023, month=Period.parse(month))


def amount(month: str) -> object:
    found = after(month)
    return None if found is None else found.book.value(YEAR, activity="bistand")


def test_a_proposal_is_read_and_counts_from_its_month(tmp_path: Path) -> None:
    outcome = give(tmp_path, FIRST)
    assert (outcome.status, outcome.rows) == ("new", 1)
    assert str(outcome) == "forslag.csv: 1 förslagsrad inläst."
    assert after("2022-06") is None
    found = after("2022-07")
    assert found is not None
    assert (found.version, found.after) == ("2023:1", Period.month(2022, 7))
    assert found.book.value(YEAR, activity="bistand", side=Side.COST) == -130_000_000
    assert found.book.value(YEAR, activity="bistand", side=Side.INCOME) == 0
    assert found.book.value(YEAR, activity="arbete") is MISSING
    assert amount("2022-12") == -130_000_000


def test_a_later_version_counts_from_its_own_month(tmp_path: Path) -> None:
    later = (
        FIRST.replace("2023:1", "2023:2").replace("2022-07", "2022-10").replace("-1300", "-1350")
    )
    give(tmp_path, later)
    give(tmp_path, FIRST)
    assert [amount(month) for month in ("2022-07", "2022-09", "2022-10")] == [
        -130_000_000,
        -130_000_000,
        -135_000_000,
    ]
    assert proposed(reader=OPERATOR, committee="arbete") == (
        (2023, Period.month(2022, 7)),
        (2023, Period.month(2022, 10)),
    )


def test_the_same_version_again_takes_the_formers_place_which_stays(tmp_path: Path) -> None:
    give(tmp_path, FIRST)
    entries = Entry.objects.count()
    assert give(tmp_path, FIRST).status == "unchanged"
    assert Entry.objects.count() == entries
    assert give(tmp_path, FIRST.replace("-1300", "-1290")).status == "replaced"
    assert amount("2022-07") == -129_000_000
    assert StoredProposal.objects.count() == 2
    assert Entry.objects.count() == entries + 1


def test_a_proposal_is_no_budget(tmp_path: Path) -> None:
    give(tmp_path, FIRST)
    assert not models.BudgetRow.objects.filter(revision__year=2023).exists()


@pytest.mark.parametrize(
    ("rows", "message", "where"),
    [
        (FIRST.replace("2022-07", "2023-01"), "kan inte vara gjort efter januari 2023", "rad 2"),
        (FIRST.replace(";2023:1;", ";;"), "har ingen version", "rad 2"),
        (FIRST.replace("bistand", "bistad"), "”bistad” finns inte", "rad 2"),
        (FIRST + FIRST, "står två gånger", "rad 3"),
        (FIRST + FIRST.replace("2022-07", "2022-08"), "två olika månader", "rad 3"),
        (FIRST.replace("-1300", "1 3O0"), "Belopp", "rad 2"),
        (FIRST.replace("tkr", "st"), "ingen enhet", "rad 2"),
    ],
)
def test_what_is_wrong_is_told_with_its_row_and_nothing_is_kept(
    tmp_path: Path, rows: str, message: str, where: str
) -> None:
    with pytest.raises((PlanFault, PlanFaults)) as found:
        give(tmp_path, rows)
    assert message in str(found.value)
    assert where in str(found.value)
    assert not StoredProposal.objects.exists()
    assert not models.ReadFile.objects.filter(kind="proposal").exists()


def test_only_who_may_change_plans_reads_one_in(tmp_path: Path) -> None:
    path = tmp_path / "forslag.csv"
    path.write_text(HEAD + FIRST, encoding="utf-8")
    with pytest.raises(NotAllowed):
        import_proposals(actor=Actor("någon"), now=NOW, path=path, committee="arbete")
    assert not StoredProposal.objects.exists()


def test_a_set_up_file_reads_its_proposals_once(tmp_path: Path) -> None:
    (tmp_path / "budget.csv").write_text("", encoding="utf-8")
    (tmp_path / "forslag.csv").write_text(HEAD + FIRST, encoding="utf-8")
    text = WORK + '\n[[forslag]]\nfil = "forslag.csv"\n'
    set_up(tmp_path, text)
    assert amount("2022-07") == -130_000_000
    give(tmp_path, FIRST.replace("-1300", "-1250"))
    (tmp_path / "forslag.csv").write_text(HEAD + FIRST, encoding="utf-8")
    set_up(tmp_path, text.replace("Arbetsnämnden", "Arbetsnämnd"))
    assert amount("2022-07") == -125_000_000


def test_a_line_with_a_proposal_cannot_be_taken_out_of_the_set_up(tmp_path: Path) -> None:
    give(tmp_path, FIRST)
    with pytest.raises(UppsiktError, match="budget, prognos, förslag eller kända poster"):
        set_up(tmp_path, WORK.replace('"bistand"', '"bistandet"'))
