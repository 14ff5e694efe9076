"""Section templates: the order, headings and numbers of a form's parts, and what is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from followup_books import october
from hypothesis import given, settings
from hypothesis import strategies as st

from uppsikt.documents import Heading, Paragraph
from uppsikt.documents.look import Look
from uppsikt.documents.look_files import KeptFiles, LookFault
from uppsikt.documents.look_folder import look_of
from uppsikt.documents.to_html import runs_html
from uppsikt.followup.forms.form import form_of
from uppsikt.followup.forms.parts import PARTS, check_sections
from uppsikt.followup.forms.templates import template_texts
from uppsikt.followup.report import Report, compose

TOML = """\
namn = "Provköpings utseende"

[[avsnitt]]
form = "monthly"
del = "sammandrag"
nummer = "1"
rubrik = "Ekonomin [[året]]"
tabell = "1.1"
text = \"\"\"
Nämndens prognos är [[Nämnden: prognos]].

Mer om det.
\"\"\"

[[avsnitt]]
form = "monthly"
nummer = "2"
rubrik = "Om underlaget"
fil = "avsnitt/underlag.md"

[[avsnitt]]
form = "monthly"
del = "analys"
tabeller = ["3.1", "3.2"]

[[avsnitt]]
form = "budget"
del = "verksamheter"
"""
UNDERLAG = "\nUppföljningen gäller [[nämndens namn]].\n"


def look(toml: str, underlag: str = UNDERLAG) -> Look:
    files = {"utseende.toml": toml.encode(), "avsnitt/underlag.md": underlag.encode()}
    found = look_of(KeptFiles(files))
    check_sections(found)
    return found


def report(found: Look, form: str = "monthly") -> Report:
    return compose(october(sections=template_texts(found, form)), form, look=found)


def headings(built: Report) -> list[str]:
    return [
        one.text for one in built.document.blocks if isinstance(one, Heading) and one.level == 1
    ]


@pytest.mark.parametrize("form", ["monthly", "interim"])
def test_a_form_has_the_parts_that_templates_name(form: str) -> None:
    built = compose(october(), form)
    layout = form_of(form).layout(built.figures)
    assert [part.key for part in layout.parts] == list(PARTS[form])


def test_a_form_without_a_template_is_as_it_was() -> None:
    assert report(look('namn = "Prov"')).content == compose(october(), "monthly").content
    only_budget = TOML[: TOML.index("[[")] + TOML[TOML.rindex("[[") :]
    built = report(look(only_budget))
    assert built.content == compose(october(), "monthly").content
    assert headings(built) == [
        "Utfall och prognos per verksamhet", "Prognos för 2022", "Ekonomi i sammandrag", "Analys",
    ]  # fmt: skip


def test_the_template_says_order_headings_and_numbers() -> None:
    built = report(look(TOML))
    assert headings(built) == ["1 Ekonomin 2022", "2 Om underlaget", "Analys"]
    assert [table.caption for table in built.document.tables()] == [
        "1.1 Ekonomiskt sammandrag",
        "3.1 " + compose(october(), "monthly").table("ebmanad").caption,
    ]
    assert built.table("samm").name.startswith("1.1 ")


def test_the_figures_of_its_texts_are_bound() -> None:
    built = report(look(TOML))
    paragraphs = [one for one in built.document.blocks if isinstance(one, Paragraph)]
    shown = [re.sub("<.*?>", "", runs_html(one.runs)).replace("\xa0", " ") for one in paragraphs]
    assert shown[:3] == [
        "Nämndens prognos är −258 950 tkr.",
        "Mer om det.",
        "Uppföljningen gäller Arbetslivsnämnden.",
    ]


def test_what_is_left_out_is_still_open_data() -> None:
    whole, built = compose(october(), "monthly"), report(look(TOML))
    assert "netto" not in {table.key for table in built.document.tables()}
    assert built.table("netto") == whole.table("netto")
    assert {table.key for table in built.tables} == {table.key for table in whole.tables}


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(list(PARTS["monthly"])), unique=True, min_size=1))
def test_any_choice_of_parts_keeps_every_table_and_the_order(parts: list[str]) -> None:
    toml = 'namn = "Prov"\n' + "".join(
        f'[[avsnitt]]\nform = "monthly"\ndel = "{part}"\nrubrik = "Del {part}"\n' for part in parts
    )
    whole, built = compose(october(), "monthly"), report(look(toml))
    filled = {part.key for part in whole.form.layout(whole.figures).parts if part.blocks}
    assert headings(built) == [f"Del {part}" for part in parts if part in filled]
    assert {table.key: table for table in built.tables} == {
        table.key: table for table in whole.tables
    }


@pytest.mark.parametrize(
    ("old", "new", "row", "words"),
    [
        ('form = "monthly"', 'form = "manad"', 3, "Rapportformen ”manad” finns inte"),
        ('form = "monthly"\n', "", 3, "hör inte till någon form"),
        ('del = "sammandrag"', 'del = "sammandrog"', 3, "sammandrag"),
        ('del = "analys"', 'del = "sammandrag"', 21, "står redan på rad 3"),
        ('del = "analys"', 'del = "steg"', 21, "ingen del som heter ”steg”"),
        ('del = "analys"\n', "", 21, "varken del eller egen text"),
        ('nummer = "1"', 'nummer = "ett två"', 6, "inte att läsa som ett nummer"),
        ('tabell = "1.1"', "tabell = 1.1", 8, "ska vara text"),
        ('tabeller = ["3.1", "3.2"]', 'tabeller = "3.1"', 24, "en lista av texter"),
        ('tabeller = ["3.1", "3.2"]', 'tabeller = ["3.1"]\ntabell = "3"', 24, "både tabell och"),
        (
            'del = "analys"',
            'del = "avslutning"\nnummer = "9"',
            21,
            "ingen egen rubrik",
        ),
        ('nummer = "2"', 'numer = "2"', 17, "”numer” är okänd"),
        ('nummer = "2"', 'tabell = "2"', 17, "inga tabeller att numrera"),
        ('fil = "avsnitt/underlag.md"', 'fil = "saknas.md"', 19, "Filen finns inte"),
        ("[[Nämnden: prognos]]", "[[Nämnden: prognis]]", 10, "Måttet ”prognis” finns inte"),
        ("[[Nämnden: prognos]]", "[[Integration: prognos]]", 10, "Verksamheten ”Integration”"),
        ("Mer om det.", "Mer om 12 saker.", 12, "siffra står utanför"),
        ("Ekonomin [[året]]", "Ekonomin 2022", 3, "siffra står utanför"),
    ],
)
def test_what_is_wrong_is_told_with_its_row(old: str, new: str, row: int, words: str) -> None:
    assert old in TOML
    with pytest.raises(LookFault) as found:
        look(TOML.replace(old, new, 1))
    fault = found.value
    assert fault.where == f"utseende.toml, rad {row}"
    assert words in f"{fault.what} {fault.todo}"


def test_what_is_wrong_in_a_file_of_text_is_told_with_the_file() -> None:
    with pytest.raises(LookFault) as found:
        look(TOML, "\nRad två.\n\nNämnden har 3 delar.\n")
    assert found.value.where == "avsnitt/underlag.md, rad 4"


def test_a_list_of_another_kind_is_refused() -> None:
    with pytest.raises(LookFault, match="en lista av tabeller"):
        look('namn = "Prov"\navsnitt = "budget"')
    with pytest.raises(LookFault, match="Rapportformen"):
        look('namn = "Prov"\navsnitt = [{ form = "x", del = "y" }]')
    twice = '{ form = "monthly", del = "analys" }'
    with pytest.raises(LookFault, match="Delen analys står redan på rad 1"):
        look(f'namn = "Prov"\navsnitt = [{twice}, {twice}]')


def test_every_form_and_part_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs/utseende.md").read_text("utf-8")
    rows = [line for line in page.partition("| form | delar |")[2].splitlines() if "|" in line]
    for form, parts in PARTS.items():
        row = next(line for line in rows if f"`{form}`" in line)
        assert re.findall(r"`(\w+)`", row.split("|")[2]) == list(parts)


def test_where_the_file_says_a_section_is_no_part_of_the_look() -> None:
    assert look(TOML) == look("\n\n" + TOML)
    assert look(TOML) != look(TOML.replace('nummer = "2"', 'nummer = "3"'))
