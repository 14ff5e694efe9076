"""A look of one's own, in the five formats."""

from __future__ import annotations

import base64
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace

import docx
import openpyxl
import pypdfium2  # type: ignore[import-untyped]
import pytest
from docx.document import Document as WordDocument

from documents.october import october
from documents.test_documents_pdf import structure
from look.look_folder import FAMILY, LOGO, png, renamed_font, template, template_bytes
from uppsikt.documents import render_docx, render_html, render_json, render_pdf, render_xlsx
from uppsikt.documents.contrast import (
    PAIRS,
    contrast,
    nearest_readable,
    too_faint,
)
from uppsikt.documents.fonts import FontFault, checked_font
from uppsikt.documents.lettering import FONT_FOLDER
from uppsikt.documents.logo import LogoFault, checked_logo
from uppsikt.documents.look import OWN_LOOK, Colours, FontFile, Letters, Look, Weight
from uppsikt.documents.look_css import look_css
from uppsikt.documents.word_template import TemplateFault, checked_template
from uppsikt.figures import UppsiktError

OCTOBER = october()
ACCENT, HEADING = "#7a2b7e", "#5b1a5e"


def font(file: str, weight: Weight, *, italic: bool = False) -> FontFile:
    return checked_font(renamed_font(file), f"{file}.ttf", weight, italic=italic)[1]


@pytest.fixture(scope="module")
def look() -> Look:
    files = (font("Regular", 400), font("Semibold", 600), font("It", 400, italic=True))
    return Look(
        "Provköping",
        Colours(heading=HEADING, accent=ACCENT),
        Letters(FAMILY, files),
        checked_logo(LOGO.encode(), "logotyp.svg", "Provköpings kommun"),
    )


@pytest.fixture(scope="module")
def own_template(look: Look) -> Look:
    content = template_bytes(template())
    return replace(look, word=checked_template(content, "mall.docx", {"ingress": "Provingress"}))


def xml(content: bytes, part: str = "word/document.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(part).decode("utf-8")


def test_a_look_is_its_content(look: Look) -> None:
    assert look == replace(look)
    assert look != replace(look, colours=Colours())
    assert replace(OCTOBER, look=look) != OCTOBER
    assert hash(replace(OCTOBER, look=look)) == hash(replace(OCTOBER, look=replace(look)))


def test_the_page_has_the_colours_letters_and_logotype(look: Look) -> None:
    page = render_html(replace(OCTOBER, look=look))
    assert f"--accent: {ACCENT}" in page
    assert "--good" not in page.rpartition(":root")[2]
    assert (
        'font-weight: 600; font-style: normal; font-display: swap; src: url("data:font/ttf' in page
    )
    found = re.search(
        r'<img class="logo" src="data:image/svg\+xml;base64,([^"]+)" alt="([^"]+)"', page
    )
    assert found
    assert found[2] == "Provköpings kommun"
    assert b"metadata" not in base64.b64decode(found[1])
    assert f'stroke="{ACCENT}"' in page  # this year in the charts
    assert "#0b4f6c" not in page.partition("</style>")[2]


def test_the_own_look_adds_nothing() -> None:
    assert look_css(OWN_LOOK) == ""
    assert "<img" not in render_html(OCTOBER)


def test_the_pdf_is_set_in_the_letters_and_tagged(look: Look) -> None:
    pdf = render_pdf(replace(OCTOBER, look=look))
    assert pdf == render_pdf(replace(OCTOBER, look=look))
    assert b"ProvkopingSan-Semibold" in pdf
    assert b"SourceSansPro" not in pdf
    assert ("Figure", "Provköpings kommun") in structure(pypdfium2.PdfDocument(pdf))
    document = pypdfium2.PdfDocument(pdf)
    assert "Verksamheternas nettokostnader" in "".join(
        page.get_textpage().get_text_bounded() for page in document
    )


def test_a_png_logotype_in_all(look: Look) -> None:
    logo = checked_logo(png(300, 80), "logotyp.png", "Provköping")
    assert b"hemlig" not in logo.content
    doc = replace(OCTOBER, look=replace(look, logo=logo))
    assert render_pdf(doc)
    assert "data:image/png" in render_html(doc)
    assert 'descr="Provköping"' in xml(render_docx(doc))


def test_word_and_excel_name_the_letters_and_the_colours(look: Look) -> None:
    content = render_docx(replace(OCTOBER, look=look))
    assert FAMILY in xml(content, "word/styles.xml")
    assert HEADING.upper()[1:] in xml(content, "word/styles.xml")
    assert 'descr="Provköpings kommun"' in xml(content)
    book = openpyxl.load_workbook(io.BytesIO(render_xlsx(replace(OCTOBER, look=look))))
    title = book.worksheets[0]["A2"].font
    assert (title.name, title.color.rgb) == (FAMILY, "FF" + HEADING.upper()[1:])


def test_open_data_has_no_look(look: Look) -> None:
    assert render_json(replace(OCTOBER, look=look)) == render_json(OCTOBER)


def test_the_template_keeps_what_is_its_own(own_template: Look) -> None:
    content = render_docx(replace(OCTOBER, look=own_template))
    assert content == render_docx(replace(OCTOBER, look=own_template))
    word = docx.Document(io.BytesIO(content))
    texts = [one.text for one in word.paragraphs]
    assert texts[0] == "Före innehållet"
    assert texts[-1] == "Efter innehållet"
    assert "{{" not in "".join(texts)
    section = word.sections[0]
    assert section.header.paragraphs[0].text == f"Provköpings kommun · {OCTOBER.subtitle}"
    assert section.footer.paragraphs[0].text == f"Diarieförs hos nämnden. {OCTOBER.title}"
    assert section.left_margin is not None
    assert round(section.left_margin.mm) == 40
    styles = {one.style.name for one in word.paragraphs if one.style}
    assert {"Provingress", "Heading 1", "Title", "Caption"} <= styles
    assert 'w:ascii="Georgia"' in xml(content, "word/styles.xml")


def test_the_template_has_tables_pictures_and_properties_as_before(own_template: Look) -> None:
    content = render_docx(replace(OCTOBER, look=own_template))
    body = xml(content)
    word = docx.Document(io.BytesIO(content))
    assert body.count("<w:tblHeader/>") == len(OCTOBER.tables())
    assert body.count("<w:tblCaption") == len(OCTOBER.tables())
    assert body.count("descr=") == len(OCTOBER.charts())
    widths = [int(one) for one in re.findall(r'<w:tblW w:w="(\d+)"', body)]
    assert max(widths) <= 150 * 57  # 150 millimetres between the margins
    assert word.core_properties.title == OCTOBER.title
    assert word.core_properties.language == "sv"
    assert 'w:lang w:val="sv-SE"' in xml(content, "word/styles.xml")


def test_a_template_without_a_place_gets_the_content_last(look: Look) -> None:
    word = docx.Document()
    word.add_paragraph("Först")
    used = checked_template(template_bytes(word), "mall.docx", {})
    made = docx.Document(io.BytesIO(render_docx(replace(OCTOBER, look=replace(look, word=used)))))
    assert made.paragraphs[0].text == "Först"
    assert len(made.paragraphs) > 10


def test_a_mark_that_word_has_cut_into_runs(look: Look) -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("Om ")
    for part in ("{{ti", "t", "el}} nu"):
        paragraph.add_run(part)
    used = checked_template(template_bytes(word), "mall.docx", {})
    made = docx.Document(io.BytesIO(render_docx(replace(OCTOBER, look=replace(look, word=used)))))
    assert made.paragraphs[0].text == f"Om {OCTOBER.title} nu"
    assert OCTOBER.title not in [one.text for one in made.paragraphs]  # not twice


def without_style(name: str) -> bytes:
    word = docx.Document()
    style = word.styles[name]
    style.element.getparent().remove(style.element)
    return template_bytes(word)


def with_part(name: str, content: bytes) -> bytes:
    out = io.BytesIO(template_bytes(template()))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(name, content)
    return out.getvalue()


def with_relation(kind: str, target: str) -> bytes:
    word = template()
    word.part.relate_to(
        target,
        f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}",
        is_external=True,
    )
    return template_bytes(word)


def with_field() -> bytes:
    word = template()
    word.paragraphs[0]._p.append(
        docx.oxml.parse_xml(
            f"<w:fldSimple {docx.oxml.ns.nsdecls('w')} w:instr=' INCLUDETEXT c:/x '/>"
        )
    )
    return template_bytes(word)


def unknown_place() -> WordDocument:
    word = template()
    word.add_paragraph("{{diarienummer}}")
    return word


def two_places() -> WordDocument:
    word = template()
    word.add_paragraph("{{ innehåll }}")
    return word


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"hej", "inget Word-dokument"),
        (without_style("Heading 2"), "rubrik2: Rubrik 2 eller heading 2"),
        (with_part("word/vbaProject.bin", b"x"), "makron"),
        (with_part("word/embeddings/oleObject1.bin", b"x"), "inbäddade"),
        (with_part("word/extra.xml", b"<!DOCTYPE a><a/>"), "XML-definitioner"),
        (with_part("word/extra.xml", b"<a>"), "skadad"),
        (with_relation("image", "http://exempel.se/bild.png"), "hämtar något utifrån"),
        (with_relation("attachedTemplate", "file:///c:/mall.dotm"), "dokumentmallen"),
        (with_relation("hyperlink", "file:///c:/x.exe"), "hämtar något utifrån"),
        (with_field(), "INCLUDETEXT"),
        (template_bytes(unknown_place()), "{{diarienummer}}"),
        (template_bytes(two_places()), "ett ställe"),
    ],
)
def test_a_template_that_is_refused(content: bytes, words: str) -> None:
    with pytest.raises(TemplateFault) as refused:
        checked_template(content, "mall.docx", {})
    assert words in str(refused.value)
    assert "mall.docx" in refused.value.where


def test_a_web_address_in_the_template_is_no_fault() -> None:
    assert checked_template(with_relation("hyperlink", "https://exempel.se/"), "mall.docx", {})


def test_a_style_that_the_look_names_must_be_there() -> None:
    with pytest.raises(TemplateFault) as refused:
        checked_template(template_bytes(template()), "mall.docx", {"ingress": "Provingres"})
    assert "närmast i mallen: provingress" in str(refused.value)


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ("<script>alert(1)</script>", "script"),
        ("<foreignObject/>", "foreignObject"),
        ("<image href='x.png'/>", "image"),
        ("<text>Namn</text>", "kurvor"),
        ("<path onload='x()'/>", "onload"),
        ("<use href='https://exempel.se/a.svg#b'/>", "utifrån"),
        ("<path fill='url(https://exempel.se/x)'/>", "fill"),
        ("<path style='background: url(x.png)'/>", "style"),
        ("<style>@import 'x'</style>", "stilmall"),
        ("<style>a{b:url(x)}</style>", "stilmall"),
        ("<a href='javascript:1'><path/></a>", " a."),
        ("<animate attributeName='x'/>", "animate"),
    ],
)
def test_an_svg_that_is_refused(inside: str, words: str) -> None:
    svg = f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>\n{inside}</svg>"
    with pytest.raises(LogoFault) as refused:
        checked_logo(svg.encode(), "logotyp.svg", "x")
    assert words in refused.value.what + refused.value.todo
    assert "rad 2" in refused.value.where


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg xmlns='http://www.w3.org/2000/svg'/>", "DOCTYPE"),
        (b"<svg", "varken"),
        (b"<html/>", "ingen SVG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "hur stor"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 900 1'/>", "tjugo"),
        (b" " * 200_001, "för stor"),
        (png(8, 80), "bildpunkter"),
        (png(30, 30)[:-4], "avklippt"),
        (png(30, 30).replace(b"hemlig", b"HEMLIG"), "kontrollsumma"),
    ],
)
def test_a_logotype_that_is_refused(content: bytes, words: str) -> None:
    with pytest.raises(LogoFault) as refused:
        checked_logo(content, "logotyp", "x")
    assert words in str(refused.value)


def test_fonts_that_are_refused() -> None:
    regular = (FONT_FOLDER / "SourceSansPro-Regular.ttf").read_bytes()
    asked: list[tuple[bytes, Weight, bool, str]] = [
        (b"hej", 400, False, "TTF eller OTF"),
        (regular[:5000], 400, False, "avklippt"),
        (regular, 600, False, "grovleken 400"),
        (regular, 400, True, "kursiv"),
    ]
    for content, weight, italic, words in asked:
        with pytest.raises(FontFault) as refused:
            checked_font(content, "typsnitt.ttf", weight, italic=italic)
        assert words in str(refused.value)
    with pytest.raises(FontFault, match="WOFF2"):
        checked_font(regular, "typsnitt.ttf", 400, italic=False, web=b"nej")


def test_our_own_colours_can_be_read() -> None:
    assert too_faint(Colours()) == ()
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_a_pair_that_cannot_be_read_has_a_nearest_that_can() -> None:
    faint = too_faint(Colours(accent="#7fb3d5"))
    assert {pair.front for pair, *_ in faint} == {"accent"}
    better = nearest_readable("#7fb3d5", *(back for _, _, back, _ in faint))
    assert better
    assert not too_faint(Colours(accent=better))
    assert nearest_readable("#1b2126", "#777777", "#888888") is not None


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.words)
def test_every_pair_is_between_roles(pair: object) -> None:
    roles = {*Colours.roles(), "white"}
    assert {pair.front, pair.back} <= roles  # type: ignore[attr-defined]


def test_faults_are_told_to_people() -> None:
    kinds: list[Callable[..., UppsiktError]] = [LogoFault, FontFault, TemplateFault]
    assert all(issubclass(kind, UppsiktError) for kind in kinds)  # type: ignore[arg-type]
