"""Texts and month histories in a set-up file: kept by key, chosen by form and month, refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from followup_books import NOW, write_setup_file

from uppsikt.figures import Period, UppsiktError
from uppsikt.followup.models import MonthHistory, Section
from uppsikt.followup.texts import histories, sections
from uppsikt.organisation.services import setup_committee
from uppsikt.platform.access.rules import COMMAND_LINE, PUBLIC

pytestmark = [pytest.mark.database, pytest.mark.django_db]
OCTOBER = Period.month(2022, 10)


@pytest.fixture
def setup_file(tmp_path: Path) -> Path:
    return write_setup_file(tmp_path)


def run(path: Path, tables: str = "") -> tuple[str, ...]:
    """Set the committee up with more tables in its file; the tables that changed."""
    path.write_text(path.read_text(encoding="utf-8") + tables, encoding="utf-8")
    return setup_committee(actor=COMMAND_LINE, now=NOW, path=path).tables


def shown(form: str = "monthly", month: Period = OCTOBER) -> list[str]:
    found = sections(reader=PUBLIC, committee="provnamnden", form=form, month=month)
    return [section.body.strip() for section in found]


def test_texts_are_kept_by_key_and_the_same_file_changes_nothing(setup_file: Path) -> None:
    table = (
        '[[avsnitt]]\nnyckel = "skolan"\nrubrik = "Skolan [[året]]"\nplats = "inledning"\n'
        'text = """\nUtfallet är [[Skolan: utfall]].\n"""\n'
    )
    assert "avsnitt" in run(setup_file, table)
    kept = Section.objects.get(committee__slug="provnamnden")
    assert kept.body == "Utfallet är [[#skola: utfall]].\n"
    assert kept.place == "inledning"
    assert "avsnitt" not in run(setup_file)


def test_a_text_that_is_gone_from_the_file_is_gone(setup_file: Path) -> None:
    before = setup_file.read_text(encoding="utf-8")
    run(setup_file, '[[avsnitt]]\nnyckel = "a"\ntext = "Text."\n')
    assert shown() == ["Text."]
    setup_file.write_text(before, encoding="utf-8")
    run(setup_file)
    assert shown() == []


def test_the_narrowest_text_is_shown_in_the_order_given(setup_file: Path) -> None:
    run(
        setup_file,
        '[[avsnitt]]\nnyckel = "b"\nordning = 20\ntext = "alla"\n'
        '[[avsnitt]]\nnyckel = "b"\nordning = 20\nform = "monthly"\ntext = "månad"\n'
        '[[avsnitt]]\nnyckel = "b"\nordning = 20\nperiod = "2022-10"\ntext = "oktober"\n'
        '[[avsnitt]]\nnyckel = "a"\nordning = 30\ntext = "sist"\n'
        '[[avsnitt]]\nnyckel = "c"\nordning = 5\ntext = "först"\n'
        '[[avsnitt]]\nnyckel = "c"\nordning = 5\nperiod = "2022-09"\ntext = ""\n',
    )
    assert shown() == ["först", "oktober", "sist"]
    assert shown(month=Period.month(2022, 9)) == ["månad", "sist"]
    assert shown("interim", Period.month(2022, 8)) == ["först", "alla", "sist"]


@pytest.mark.parametrize(
    ("table", "line", "message"),
    [
        ('[[avsnitt]]\nnyckel = "a"\ntext = """\nett\n[[Skolam: utfall]]\n"""\n', 5, "Skola"),
        ('[[avsnitt]]\nnyckel = "a"\ntext = "[[Skola: utfal]]"\n', 3, "utfall"),
        ('[[avsnitt]]\nnyckel = "a"\nrubrik = "År 2022"\ntext = "t"\n', 3, "siffra"),
        ('[[avsnitt]]\nnyckel = "a"\nform = "weekly"\ntext = "t"\n', 3, "monthly, interim"),
        ('[[avsnitt]]\nnyckel = "a"\nplats = "mitten"\ntext = "t"\n', 3, "inledning"),
        ('[[avsnitt]]\nnyckel = "a"\ntexten = "t"\n', 3, "text"),
        (
            '[[avsnitt]]\nnyckel = "a"\ntext = "t"\n[[avsnitt]]\nnyckel = "a"\ntext = "u"\n',
            5,
            "två gånger",
        ),
        ('[[manadshistorik]]\nverksamhet = "Skol"\nnyckel = "h"\nnamn = "H"\n', 2, "Skola"),
    ],
)
def test_a_fault_names_its_line_and_changes_nothing(
    setup_file: Path, table: str, line: int, message: str
) -> None:
    lines = setup_file.read_text(encoding="utf-8").count("\n")
    with pytest.raises(UppsiktError) as found:
        run(setup_file, table)
    assert f"rad {lines + line}" in str(found.value)
    assert message in str(found.value)
    assert not Section.objects.filter(committee__slug="provnamnden").exists()


def test_a_month_history_is_for_its_form(setup_file: Path) -> None:
    table = (
        '[[manadshistorik]]\nverksamhet = "Skolan"\nnyckel = "h"\nnamn = "Månad"\n'
        '[[manadshistorik]]\nverksamhet = "skola"\nnyckel = "h"\nnamn = "Delår"\n'
        'form = "interim"\n'
    )
    assert "manadshistorik" in run(setup_file, table)
    assert MonthHistory.objects.filter(activity="skola").count() == 2
    for form, title in (("monthly", "Månad"), ("interim", "Delår")):
        kept = histories(reader=PUBLIC, committee="provnamnden", form=form)
        assert [one.title for one in kept] == [title]
