"""``python -m tools.make_example_look``: write the Word template of the example look.

Everything else of the example is text, and stands in its folder.
"""

from __future__ import annotations

import io
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from uppsikt.documents.packed import repacked

TARGET = Path(__file__).resolve().parents[1] / "src" / "uppsikt" / "look" / "example" / "mall.docx"
HEADING, ACCENT = RGBColor(0x4A, 0x1D, 0x52), RGBColor(0x6D, 0x2C, 0x78)
QUIET = RGBColor(0x4F, 0x5A, 0x63)
LETTERS = "Calibri"


def template() -> bytes:
    """The template's file. Deterministic: the same bytes each time, on every machine."""
    word = docx.Document()
    _about(word)
    _page(word)
    _styles(word)
    word.add_paragraph("{{innehåll}}")
    out = io.BytesIO()
    word.save(out)
    return repacked(out.getvalue())


def _about(word: WordDocument) -> None:
    about = word.core_properties
    about.author, about.title, about.comments = "Provköpings kommun", "Rapportmall", ""


def _page(word: WordDocument) -> None:
    """A4 with a wide left margin; who it is from above, and which document below."""
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(32), Mm(22)
    section.top_margin, section.bottom_margin = Mm(30), Mm(25)
    _line(section.header.paragraphs[0], "Provköpings kommun\t{{nämnd}}")
    footer = section.footer.paragraphs[0]
    _line(footer, "{{titel}}, {{datum}}\tsida ")
    _page_number(footer)


def _line(paragraph: Paragraph, text: str) -> None:
    paragraph.text = text
    stops = paragraph.paragraph_format.tab_stops
    stops.add_tab_stop(Mm(156), WD_TAB_ALIGNMENT.RIGHT)


def _page_number(paragraph: Paragraph) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def _styles(word: WordDocument) -> None:
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = LETTERS, Pt(11)
    for name, size in (("Title", 24), ("Heading 1", 16), ("Heading 2", 13), ("Heading 3", 11)):
        style = word.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = LETTERS, Pt(size), HEADING
        letters = style.element.rPr.rFonts
        for key in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            letters.attrib.pop(qn(f"w:{key}"), None)
    for name in ("Header", "Footer"):
        word.styles[name].font.size, word.styles[name].font.color.rgb = Pt(9), QUIET
    lead = word.styles.add_style("Provköping ingress", WD_STYLE_TYPE.PARAGRAPH)
    lead.base_style = normal
    lead.font.size, lead.font.color.rgb = Pt(14), HEADING
    lead.paragraph_format.space_after = Pt(12)
    facts = word.styles.add_style("Provköping nyckeltal", WD_STYLE_TYPE.PARAGRAPH)
    facts.base_style = normal
    facts.font.bold, facts.font.color.rgb = True, ACCENT


if __name__ == "__main__":
    TARGET.write_bytes(template())
