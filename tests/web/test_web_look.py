"""What is written takes the look that is chosen; what was given out keeps the one it had."""

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client

from look.look_folder import FAMILY, TOML, make_look
from uppsikt.documents import Heading
from uppsikt.figures import Period
from uppsikt.followup.forms.parts import NO_HEADING, PARTS
from uppsikt.followup.given.giving import give_out
from uppsikt.followup.report import Report
from uppsikt.followup.services import build_report
from uppsikt.look import selectors
from uppsikt.look.example import FOLDER
from uppsikt.look.services import add_look, choose_look
from uppsikt.platform.access.rules import COMMAND_LINE, PUBLIC
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.platform.stores import current_store

pytestmark = [pytest.mark.database, pytest.mark.django_db]

SLUG, OCTOBER = "arbetslivsnamnden", Period.month(2022, 10)
MADE, PAGE = 2, "/utseende/2"
"""The look that the tests add: the demo has one already."""

REPORT = f"/namnder/{SLUG}/2022-10/manadsuppfoljning"
NOW = datetime(2026, 11, 29, 9, 0, tzinfo=STOCKHOLM)


@pytest.fixture
def visitor(demo: Client, tmp_path: Path) -> Iterator[Client]:
    """A visitor where a look is added; what is done is undone after the test."""
    point = transaction.savepoint()
    folder = make_look(tmp_path / "utseende", toml=TOML.split("[[avsnitt]]", maxsplit=1)[0])
    add_look(actor=COMMAND_LINE, now=NOW, store=current_store(), folder=folder)
    yield demo
    transaction.savepoint_rollback(point)


def choose(number: int) -> None:
    choose_look(actor=COMMAND_LINE, now=NOW, number=number)


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(name).decode()


def test_files_take_the_look_that_is_chosen(visitor: Client) -> None:
    before = visitor.get(f"{REPORT}.docx")
    assert "Provköping" not in part(before.content, "word/styles.xml")
    choose(MADE)
    after = visitor.get(f"{REPORT}.docx", headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert after.headers["ETag"] != before.headers["ETag"]
    header = part(after.content, "word/header1.xml")
    assert "Provköpings kommun · Arbetslivsnämnden" in header
    assert FAMILY in part(visitor.get(f"{REPORT}.xlsx").content, "xl/styles.xml")
    again = visitor.get(f"{REPORT}.docx", headers={"If-None-Match": after.headers["ETag"]})
    assert again.status_code == 304
    choose(0)
    assert visitor.get(f"{REPORT}.docx").content == before.content


def test_a_report_given_out_keeps_its_look_and_is_not_said_to_have_changed(
    visitor: Client,
) -> None:
    given = give_out(
        actor=COMMAND_LINE, now=NOW, store=current_store(), committee=SLUG, period=OCTOBER
    )
    frozen = visitor.get(f"{REPORT}/version/1.docx").content
    choose(MADE)
    assert visitor.get(f"{REPORT}/version/1.docx").content == frozen
    assert visitor.get(f"{REPORT}.docx").content != frozen
    assert "Ingenting har ändrats sedan dess" in visitor.get(f"{REPORT}/").content.decode()
    again = give_out(
        actor=COMMAND_LINE, now=NOW, store=current_store(), committee=SLUG, period=OCTOBER
    )
    assert (given.is_new, again.is_new) == (True, False)


def test_pages_are_shown_in_the_look_that_is_chosen(visitor: Client) -> None:
    assert "stil.css" not in visitor.get(f"{REPORT}/").content.decode()
    choose(MADE)
    page = visitor.get(f"{REPORT}/").content.decode()
    assert f'href="{PAGE}/stil.css"' in page
    assert 'alt="Provköpings kommun"' in page
    assert "#7a2b7e" in page, "the pictures have the look's colour"
    assert "#7a2b7e" in visitor.get(f"/namnder/{SLUG}/2022-10/").content.decode()
    style = visitor.get(f"{PAGE}/stil.css").content.decode()
    assert "--accent: #7a2b7e;" in style
    for address in (f"{PAGE}/typsnitt/1", f"{PAGE}/logotyp"):
        assert visitor.get(address).status_code == 200


def test_the_page_tells_what_each_look_holds(visitor: Client) -> None:
    page = visitor.get(f"{PAGE}/").content.decode()
    assert "utseende som inte är valt" in page
    assert f'href="{PAGE}/stil.css"' in page, "the page is shown in the look itself"
    for words in ("Provköpings kommun", FAMILY, "Provingress", "#7a2b7e", "8,4"):
        assert words in page
    choose(MADE)
    page = visitor.get("/utseende/").content.decode()
    assert "Allt som skrivs har det här utseendet, sedan den 29 november 2026." in page
    assert "Valt den 29 november 2026 av kommandoraden" in page
    choose(0)
    page = visitor.get(f"{PAGE}/").content.decode()
    assert "Har varit valt, senast från den 29 november 2026" in page


def test_the_example_is_shown_in_the_look(visitor: Client) -> None:
    picture = visitor.get(f"{PAGE}/sida-1.svg").content
    assert picture.startswith(b"<svg ")
    assert picture != visitor.get("/utseende/0/sida-1.svg").content
    header = part(visitor.get(f"{PAGE}/prov.docx").content, "word/header1.xml")
    assert "Provköpings kommun · Arbetslivsnämnden" in header
    for address in (
        "2/sida-3.svg",
        "2/sida-0.svg",
        "2/prov.json",
        "2/typsnitt/9",
        "7/",
        "7/stil.css",
    ):
        assert visitor.get(f"/utseende/{address}").status_code == 404


def test_a_logotype_runs_nothing(visitor: Client) -> None:
    answer = visitor.get(f"{PAGE}/logotyp")
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_a_look_that_is_lost_hinders_no_page(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(MADE)
    selectors._look.cache_clear()
    monkeypatch.setattr("uppsikt.documents.contrast.TEXT_LEAST", 20.0)
    page = visitor.get("/utseende/")
    assert page.status_code == 200
    assert "går inte att använda" in page.content.decode()
    assert "stil.css" not in page.content.decode()
    assert visitor.get("/mallar/").status_code == 200
    assert "går inte att använda" in visitor.get(f"{REPORT}/").content.decode()


def test_a_page_given_out_keeps_its_look(visitor: Client) -> None:
    choose(MADE)
    give_out(actor=COMMAND_LINE, now=NOW, store=current_store(), committee=SLUG, period=OCTOBER)
    choose(0)
    page = visitor.get(f"{REPORT}/version/1/").content.decode()
    assert f'href="{PAGE}/stil.css"' in page
    assert "#7a2b7e" in page


def test_a_look_whose_file_is_lost_says_so(visitor: Client) -> None:
    kept = dict(selectors.version(reader=PUBLIC, number=MADE).files)["logotyp.svg"]
    file = current_store().root / f"{kept}.original"
    content = file.read_bytes()
    selectors._look.cache_clear()
    file.unlink()
    try:
        page = visitor.get(f"{PAGE}/")
        assert page.status_code == 200
        assert "Utseenden" in page.content.decode()
        assert 'class="state"' in page.content.decode()
    finally:
        file.write_bytes(content)


def test_a_page_given_out_is_shown_also_when_its_look_cannot_be_read(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(MADE)
    give_out(actor=COMMAND_LINE, now=NOW, store=current_store(), committee=SLUG, period=OCTOBER)
    selectors._look.cache_clear()
    monkeypatch.setattr("uppsikt.documents.contrast.TEXT_LEAST", 20.0)
    page = visitor.get(f"{REPORT}/version/1/")
    assert page.status_code == 200
    assert "stil.css" not in page.content.decode()


def test_two_looks_say_the_same(visitor: Client) -> None:
    before = build_report(reader=PUBLIC, store=current_store(), committee=SLUG, period=OCTOBER)
    choose(MADE)
    after = build_report(reader=PUBLIC, store=current_store(), committee=SLUG, period=OCTOBER)
    assert after.content == before.content
    assert after.mark != before.mark
    assert after.document.look.name == "Provköpings utseende"


@pytest.mark.parametrize(
    ("slug", "month", "form"),
    [(SLUG, OCTOBER, "monthly"), (SLUG, Period.month(2025, 8), "interim"),
     ("ifon", Period.month(2023, 7), "budget"), ("ifon", Period.month(2023, 12), "annual")],
)  # fmt: skip
def test_every_form_has_the_parts_that_templates_name(
    visitor: Client, slug: str, month: Period, form: str
) -> None:
    report = build_report(
        reader=PUBLIC, store=current_store(), committee=slug, period=month, form=form
    )
    layout = report.form.layout(report.figures)
    assert [part.key for part in layout.parts] == list(PARTS[form])
    without = {part.key for part in layout.parts if part.blocks and not part.heading}
    assert without <= {part for of, part in NO_HEADING if of == form}
    assert not [part for part in layout.parts if part.heading and (form, part.key) in NO_HEADING]


def test_the_numbers_of_the_planning_are_the_looks_own(visitor: Client) -> None:
    def planning() -> Report:
        return build_report(
            reader=PUBLIC, store=current_store(), committee="ifon",
            period=Period.month(2023, 7), form="budget",
        )  # fmt: skip

    def headings(report: Report) -> list[str]:
        return [one.text for one in report.document.blocks if isinstance(one, Heading)]

    numbered = planning()
    assert headings(numbered)[:2] == ["6.1 Resultat", "6.3 Verksamhet 2024"]
    assert numbered.table("samm").name == "6.1.1 Ekonomiskt sammandrag (Tkr)"
    assert numbered.table("samm").caption == "6.1.1 Ekonomiskt sammandrag"
    choose(0)
    plain = planning()
    assert headings(plain)[:2] == ["Ekonomi i sammandrag", "Verksamhet 2024"]
    assert plain.table("samm").name == "Ekonomiskt sammandrag (Tkr)"
    assert plain.table("verk").rows == numbered.table("verk").rows


def test_the_page_lists_the_sections(visitor: Client) -> None:
    page = visitor.get("/utseende/1/").content.decode()
    assert "Budgetplanering" in page
    assert "6.1.1" in page
    assert "formernas egna avsnitt" in visitor.get("/utseende/0/").content.decode()


def test_a_part_without_a_heading_is_told_in_words(visitor: Client) -> None:
    added = add_look(actor=COMMAND_LINE, now=NOW, store=current_store(), folder=FOLDER)
    page = visitor.get(f"/utseende/{added.look.number}/").content.decode()
    assert "<li>Ursprunglig och gällande budget, när den är ändrad" in page
    assert "<li>Kända poster som inte är bokförda" in page
    assert "<li>Budgetandring" not in page
