"""The looks of a DOCX report as named styles, so that who edits it keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Emu, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from .lettering import FAMILY

INK, INK_2, INK_3, FAINT, ACCENT = "1B2126", "4F5A63", "66717A", "EBE7DE", "0B4F6C"
TONES = {"better": "1D6A43", "worse": "A12622"}
TABLE_STYLE = "Uppsiktstabell"
PAGE_WIDTH, PAGE_HEIGHT, SIDE, TOP, BOTTOM = Mm(210), Mm(297), Mm(22), Mm(20), Mm(22)
TEXT_WIDTH = PAGE_WIDTH - 2 * SIDE


class _Look(NamedTuple):
    """A paragraph style: size and space in points; `keep` holds it with the next paragraph."""

    name: str
    base: str
    size: float
    bold: bool
    colour: str
    before: float
    after: float
    keep: bool = False


_LOOKS = (
    _Look("Normal", "", 10.5, False, INK, 0, 7),
    _Look("Title", "Normal", 20, True, INK, 0, 4, True),
    _Look("Subtitle", "Normal", 10.5, False, INK_2, 0, 0, True),
    _Look("Heading 1", "Normal", 14.5, True, INK, 24, 7, True),
    _Look("Heading 2", "Normal", 12, True, INK, 18, 6, True),
    _Look("Heading 3", "Normal", 10.5, True, INK, 14, 4, True),
    _Look("Caption", "Normal", 11.5, True, INK, 12, 5, True),
    _Look("List Bullet", "Normal", 10.5, False, INK, 0, 3),
    _Look("Footer", "Normal", 9, False, INK_2, 0, 0),
    _Look("toc 1", "Normal", 10.5, False, INK, 0, 2),
    _Look("toc 2", "Normal", 10.5, False, INK, 0, 2),
    _Look("Uppgifter", "Normal", 9, False, INK_2, 0, 12),
    _Look("Ingress", "Normal", 13, False, INK, 0, 10),
    _Look("Nyckeltal", "Normal", 10.5, False, INK, 0, 3),
    _Look("Tabelltext", "Normal", 9.5, False, INK, 2.5, 2.5),
    _Look("Tabellhuvud", "Tabelltext", 9, False, INK_2, 2, 3, True),
    _Look("Anmärkning", "Normal", 9, False, INK_2, 4, 2),
)


def prepare(word: WordDocument, language: str) -> Mapping[str, str]:
    """Give a new document its page, its letters, its language and its styles.

    Returns the identifier of each style by its name.
    """
    _prune(word)
    _page(word)
    _defaults(word, language)
    for look in _LOOKS:
        _style(word, look)
    for name, indent in (("toc 2", 12.0), ("List Bullet", 14.0)):
        style_of(word, name).paragraph_format.left_indent = Pt(indent)
    style_of(word, "List Bullet").paragraph_format.first_line_indent = Pt(-14)
    _facts_style(word)
    _table_style(word)
    _font_table(word)
    return {look.name: str(style_of(word, look.name).style_id) for look in _LOOKS}


def style_of(word: WordDocument, name: str) -> ParagraphStyle:
    """Return a paragraph style by name."""
    style = word.styles[name]
    if not isinstance(style, ParagraphStyle):
        raise TypeError(f"{name} is no paragraph style")
    return style


def _prune(word: WordDocument) -> None:
    """Take away the template's table styles: a hundred, none of them ours."""
    styles = word.styles.element
    for style in styles.findall(qn("w:style")):
        if style.get(qn("w:type")) == "table" and style.get(qn("w:default")) is None:
            styles.remove(style)


def _page(word: WordDocument) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = PAGE_WIDTH, PAGE_HEIGHT
    section.left_margin = section.right_margin = SIDE
    section.top_margin, section.bottom_margin = TOP, BOTTOM


def _defaults(word: WordDocument, language: str) -> None:
    tag = "sv-SE" if language == "sv" else language
    defaults = word.styles.element.find(qn("w:docDefaults"))
    if defaults is None:
        raise ValueError("the template has no defaults")
    for found in defaults.iter(qn("w:lang")):
        found.set(qn("w:val"), tag)
        found.set(qn("w:eastAsia"), tag)
    for found in defaults.iter(qn("w:rFonts")):
        _letters(found)


def _letters(fonts: BaseOxmlElement) -> None:
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FAMILY)


def _style(word: WordDocument, look: _Look) -> None:
    known = {style.name for style in word.styles}
    if look.name not in known:
        built_in = look.name.startswith("toc ")
        word.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH, builtin=built_in)
    style = style_of(word, look.name)
    if look.base:
        style.base_style = word.styles[look.base]
    _clear(style)
    font, form = style.font, style.paragraph_format
    font.name, font.size, font.bold = FAMILY, Pt(look.size), look.bold
    font.color.rgb = RGBColor.from_string(look.colour)
    _letters(style.element.rPr.rFonts)
    form.space_before, form.space_after = Pt(look.before), Pt(look.after)
    form.line_spacing = 1.15
    form.keep_with_next = look.keep
    style.hidden, style.quick_style = False, True


def _clear(style: ParagraphStyle) -> None:
    """Take away what the template says of a style; its numbering and its level are kept."""
    element = style.element
    for found in element.findall(qn("w:rPr")):
        element.remove(found)
    for tag in ("w:pBdr", "w:contextualSpacing", "w:spacing", "w:ind", "w:tabs"):
        for found in list(element.iter(qn(tag))):
            found.getparent().remove(found)


def _facts_style(word: WordDocument) -> None:
    """A line of a key figure: its name, a tab, its value, and a faint rule below."""
    style = style_of(word, "Nyckeltal")
    style.paragraph_format.tab_stops.add_tab_stop(Emu(TEXT_WIDTH // 3))
    border = parse_xml(f"<w:pBdr {nsdecls('w')}>{_line('bottom', 4, FAINT, space=3)}</w:pBdr>")
    style.element.get_or_add_pPr().insert_element_before(border, "w:tabs", "w:spacing", "w:ind")


def _line(side: str, width: int, colour: str, *, space: int = 0) -> str:
    """Return one border; the width is in eighths of a point."""
    return f'<w:{side} w:val="single" w:sz="{width}" w:space="{space}" w:color="{colour}"/>'


def _table_style(word: WordDocument) -> None:
    """Heavy rule below the head, faint ones between rows, none at the sides, no zebra."""
    word.styles.element.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="{TABLE_STYLE}">'
            f'<w:name w:val="{TABLE_STYLE}"/><w:basedOn w:val="TableNormal"/>'
            '<w:uiPriority w:val="99"/><w:qFormat/>'
            f"<w:tblPr><w:tblBorders>{_line('insideH', 4, FAINT)}</w:tblBorders>"
            '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
            "</w:tblCellMar></w:tblPr>"
            '<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr><w:tcBorders>'
            f"{_line('bottom', 12, INK)}</w:tcBorders></w:tcPr></w:tblStylePr></w:style>"
        )
    )


def _font_table(word: WordDocument) -> None:
    """Say what may stand in for the letters where they are not installed: a sans serif."""
    entry = (
        f'<w:font w:name="{FAMILY}"><w:altName w:val="Source Sans 3"/>'
        '<w:panose1 w:val="020B0503030403020204"/><w:charset w:val="00"/>'
        '<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>'
    )
    for relation in word.part.rels.values():
        if relation.reltype.endswith("/fontTable"):
            part = relation.target_part
            part._blob = part.blob.replace(b"</w:fonts>", entry.encode("utf-8"))
