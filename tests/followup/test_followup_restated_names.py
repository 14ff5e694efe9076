"""A restated figure is another figure than the published one, also in what is remembered."""

from __future__ import annotations

from dataclasses import replace

import pytest
from followup_books import NOW, OCTOBER, SLUG, TKR, october

from uppsikt.figures import Figure, Name, Side, Subject, Unit, What
from uppsikt.followup.basis import names
from uppsikt.followup.basis.value_columns import ValueColumn
from uppsikt.followup.given.printed import given_out
from uppsikt.followup.models import PrintedFigure
from uppsikt.followup.report import compose
from uppsikt.followup.services import remember_printed
from uppsikt.organisation.models import Committee, Municipality
from uppsikt.platform.access.rules import COMMAND_LINE, OPERATOR
from uppsikt.platform.audit.services import record

LAST = OCTOBER.to_date_of().previous_year()


def test_a_cell_of_a_restated_column_is_no_published_figure() -> None:
    subject = Subject(SLUG, "integration")
    published = names.cell(subject, ValueColumn(What.ACTUAL, LAST))
    restated = names.cell(subject, ValueColumn(What.ACTUAL, LAST, 2022))
    assert published != restated
    assert restated.of == replace(subject, organisation=2022)
    assert ValueColumn.of(restated) == ValueColumn(What.ACTUAL, LAST, 2022)
    assert "omräknat till 2022" in restated.text
    assert "omräknat" not in published.text


def known_after(shown: int) -> list[int]:
    """What is known to be printed when a backup is put back where one figure was, as shown."""
    name = Name(What.ACTUAL, Subject(SLUG, "integration", Side.NET), OCTOBER)
    PrintedFigure.everything.all().delete()
    PrintedFigure.everything.create(
        id=1, committee=Committee.everything.get(slug=SLUG), what=name.what, activity="integration",
        side=Side.NET, period=str(OCTOBER), exact=-1_240_000, printed=shown,
    )  # fmt: skip
    record(actor=COMMAND_LINE, now=NOW, verb="lade tillbaka", thing="kopia.uppsikt")
    return list(given_out(reader=OPERATOR, committee=SLUG).printed.values())


@pytest.mark.django_db
def test_what_was_printed_is_read_anew_when_a_backup_gives_other_rows_its_numbers() -> None:
    city = Municipality.objects.create(
        code="9998", name="Provköping", unit_dimension=1, activity_dimension=2
    )
    Committee.objects.create(slug=SLUG, name="Arbetslivsnämnden", municipality=city)
    assert known_after(-12) == [-12]
    assert known_after(-13) == [-13]


@pytest.mark.django_db
def test_what_was_printed_of_a_restated_figure_is_not_taken_for_the_published_one() -> None:
    city = Municipality.objects.create(
        code="9998", name="Provköping", unit_dimension=1, activity_dimension=2
    )
    Committee.objects.create(slug=SLUG, name="Arbetslivsnämnden", municipality=city)
    facts = october()
    restated = Name(What.ACTUAL, Subject(SLUG, "integration", Side.NET, "", 2022), LAST)
    exact = -12 * TKR - 40_000
    odd = Figure(restated, exact, Unit.TKR, "prov")
    report = compose(replace(facts, figures=(*facts.figures, odd)), "monthly")
    remember_printed(actor=COMMAND_LINE, now=NOW, report=report)
    kept = given_out(reader=OPERATOR, committee=SLUG).printed
    assert kept == {(restated, exact): -12}
    assert (replace(restated, of=replace(restated.of, organisation=0)), exact) not in kept
