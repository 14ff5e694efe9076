"""Two committees that sell to each other, from files to page, command line and document."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from followup_books import NOW, write_setup_file

from uppsikt.documents import render_docx, render_html, render_json, render_pdf, render_xlsx
from uppsikt.figures import NOT_COMPUTABLE, Period, Side
from uppsikt.followup.together.document import overview_document
from uppsikt.followup.together.facts import SCALES, external, internal, whole
from uppsikt.followup.together.overview import overview
from uppsikt.followup.together.tables import overview_notes
from uppsikt.organisation.services import setup_committee
from uppsikt.platform.access.rules import COMMAND_LINE, PUBLIC
from uppsikt.platform.data_folder import DataFolder
from uppsikt.sources.services import import_ledger
from uppsikt.store import Store

pytestmark = [pytest.mark.database, pytest.mark.django_db, pytest.mark.any_database]
FEBRUARY = Period.month(2022, 2)
ROWS = {
    "provnamnden": [
        "2022-01;2022-01;77;4;5010;;-90000,37",
        "2022-01;2022-01;77;4;3010;18;10000,01",
        "2022-02;2022-02;77;4;3010;180;5,55",
        "2022-02;2022-02;77;4;5010;99;-7,77",
    ],
    "grannen": [
        "2022-01;2022-01;88;4;5010;17;-10000,01",
        "2022-02;2022-02;88;4;5010;;-12345,67",
    ],
}


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Two committees and a part that is none, each with its counterpart codes."""
    before = settings.DATA_FOLDER
    settings.DATA_FOLDER = DataFolder(tmp_path / "data")
    first = write_setup_file(tmp_path)
    text = first.read_text(encoding="utf-8").replace(
        "verksamhet = 2\n", "verksamhet = 2\nmotpart = 3\n"
    )
    text += '[[intern_motpart]]\nnamn = "Fastigheter"\nmotparter = ["99"]\n'
    text += '[[kontogrupp]]\nnyckel = "salt"\nnamn = "Sålt"\nslag = "intäkt"\nkonton = ["3"]\n'
    one = text.replace('ansvar = ["77"]', 'ansvar = ["77"]\nmotparter = ["17"]')
    other = (
        text.replace('ansvar = ["77"]', 'ansvar = ["88"]\nmotparter = ["18"]')
        .replace("provnamnden", "grannen")
        .replace("Provnämnden", "Grannen")
    )
    for name, content in (("en.toml", one), ("tva.toml", other)):
        path = tmp_path / name
        path.write_text(content, encoding="utf-8")
        setup_committee(actor=COMMAND_LINE, now=NOW, path=path)
    yield tmp_path
    settings.DATA_FOLDER = before


def book(folder: Path, committee: str) -> Store:
    """Read the committee's period balances in."""
    store = Store(settings.DATA_FOLDER.columns)
    path = folder / f"saldon-{committee}.csv"
    head = "Från;Till;Ansvar;Verksamhet;Konto;Motpart;Belopp (kr)"
    path.write_text("\n".join([head, *ROWS[committee]]) + "\n", encoding="utf-8")
    import_ledger(
        actor=COMMAND_LINE, now=NOW, store=store, path=path, committee=committee, accept=True
    )
    return store


def test_internal_sales_are_taken_out_to_the_ore(folder: Path) -> None:
    for committee in ROWS:
        store = book(folder, committee)
    page = overview(reader=PUBLIC, store=store, period=FEBRUARY)
    facts, exact = page.together.facts, page.together.exact

    assert exact.value(whole(facts, Side.INCOME)) == 1_000_556
    assert exact.value(whole(facts, Side.COST)) == -9_000_037 - 777 - 1_000_001 - 1_234_567
    assert exact.value(internal(facts, Side.INCOME)) == 1_000_001 + 555
    assert exact.value(internal(facts, Side.COST)) == -1_000_001 - 777
    assert exact.value(internal(facts)) == 555 - 777
    assert exact.value(external(facts, Side.INCOME)) == 0
    assert exact.value(external(facts, Side.COST)) == -9_000_037 - 1_234_567
    texts = {row.text: row.cells for row in overview_document(page).tables()[2].rows}
    sold = texts["Provnämnden till Grannen"]
    assert [str(cell.exact) for cell in sold] == ["10.00556", "-10.00001", "0.00555"]
    assert texts["Fastigheter till Provnämnden"][0].absent is None


def test_without_one_of_them_the_sum_is_not_computable(folder: Path) -> None:
    store = book(folder, "grannen")
    page = overview(reader=PUBLIC, store=store, period=FEBRUARY)

    assert page.sum_cells()[1].absent is NOT_COMPUTABLE
    part = page.part_cells()
    assert part is not None
    assert str(part[1].exact) == "-22.34568"
    assert "Utfall saknas för Provnämnden" in "".join(overview_notes(page))


@pytest.mark.parametrize("unit", list(SCALES))
def test_it_can_be_written_in_five_formats(folder: Path, unit: str) -> None:
    for committee in ROWS:
        store = book(folder, committee)
    page = overview(reader=PUBLIC, store=store, period=FEBRUARY, scale=SCALES[unit])
    document = overview_document(page)

    for render in (render_html, render_pdf, render_docx, render_xlsx, render_json):
        assert render(document)
    other = "mnkr" if unit == "tkr" else "tkr"
    assert f" {other}" not in render_html(document, standalone=False).replace("\xa0", " ")
    if unit == "mnkr":
        assert '"values": [null, -0.1, null, null]' in render_json(document)
