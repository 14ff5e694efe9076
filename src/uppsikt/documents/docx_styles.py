"""The looks of a DOCX report as named styles, so that who edits it keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Emu, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from .look import Colours, Look, bare

FAINT = "EBE7DE"
TABLE_STYLE = "Uppsiktstabell"
PAGE_WIDTH, PAGE_HEIGHT, SIDE, TOP, BOTTOM = Mm(210), Mm(297), Mm(22), Mm(20), Mm(22)
TEXT_WIDTH = PAGE_WIDTH - 2 * SIDE


@dataclass(frozen=True, slots=True)
class Frame:
    """What content is written with: styles by our names for them, and room between the margins.

    `styles` gives identifiers, `table_style` one too; `width` is in EMU. `draws_rules` says that
    the rules in tables are ours, since the table style is. `sign` is the room in twips that a
    digit of a table gets: ours are narrow.
    """

    styles: Mapping[str, str]
    table_style: str
    width: int
    colours: Colours
    draws_rules: bool = True
    sign: int = 100

    def colour(self, role: str) -> str:
        """The colour of a role as office files write it."""
        return bare(self.colours.of(role))

    def tone(self, direction: str) -> str:
        """The colour of what is better or worse; empty for neither."""
        return self.colour({"better": "good", "worse": "bad"}[direction]) if direction else ""


class StyleSheet(NamedTuple):
    """A paragraph style: size and space in points; `keep` holds it with the next paragraph."""

    name: str
    base: str
    size: float
    bold: bool
    colour: str
    before: float
    after: float
    keep: bool = False


STYLES = (
    StyleSheet("Normal", "", 10.5, False, "ink", 0, 7),
    StyleSheet("Title", "Normal", 20, True, "heading", 0, 4, True),
    StyleSheet("Subtitle", "Normal", 10.5, False, "ink_2", 0, 0, True),
    StyleSheet("Heading 1", "Normal", 14.5, True, "heading", 24, 7, True),
    StyleSheet("Heading 2", "Normal", 12, True, "heading", 18, 6, True),
    StyleSheet("Heading 3", "Normal", 10.5, True, "heading", 14, 4, True),
    StyleSheet("Caption", "Normal", 11.5, True, "heading", 12, 5, True),
    StyleSheet("List Bullet", "Normal", 10.5, False, "ink", 0, 3),
    StyleSheet("Footer", "Normal", 9, False, "ink_2", 0, 0),
    StyleSheet("toc 1", "Normal", 10.5, False, "ink", 0, 2),
    StyleSheet("toc 2", "Normal", 10.5, False, "ink", 0, 2),
    StyleSheet("Uppgifter", "Normal", 9, False, "ink_2", 0, 12),
    StyleSheet("Ingress", "Normal", 13, False, "ink", 0, 10),
    StyleSheet("Nyckeltal", "Normal", 10.5, False, "ink", 0, 3),
    StyleSheet("Tabelltext", "Normal", 9.5, False, "ink", 2.5, 2.5),
    StyleSheet("Tabellhuvud", "Tabelltext", 9, False, "ink_2", 2, 3, True),
    StyleSheet("Anmärkning", "Normal", 9, False, "ink_2", 4, 2),
)


def prepare(word: WordDocument, language: str, look: Look) -> Frame:
    """Give a new document its page, its letters, its language and its styles."""
    _prune(word)
    _page(word)
    _defaults(word, language, look.family)
    for sheet in STYLES:
        _style(word, sheet, look)
    for name, indent in (("toc 2", 12.0), ("List Bullet", 14.0)):
        style_of(word, name).paragraph_format.left_indent = Pt(indent)
    style_of(word, "List Bullet").paragraph_format.first_line_indent = Pt(-14)
    facts_style(word, "Nyckeltal", TEXT_WIDTH)
    table_style(word, bare(look.colours.ink))
    _font_table(word, look.family)
    styles = {sheet.name: str(style_of(word, sheet.name).style_id) for sheet in STYLES}
    return Frame(styles, TABLE_STYLE, TEXT_WIDTH, look.colours)


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


def _defaults(word: WordDocument, language: str, family: str) -> None:
    tag = language_tag(language)
    defaults = word.styles.element.find(qn("w:docDefaults"))
    if defaults is None:
        raise ValueError("the template has no defaults")
    for found in defaults.iter(qn("w:lang")):
        found.set(qn("w:val"), tag)
        found.set(qn("w:eastAsia"), tag)
    for found in defaults.iter(qn("w:rFonts")):
        _letters(found, family)


def language_tag(language: str) -> str:
    """Return the language as office files write it."""
    return "sv-SE" if language == "sv" else language


def _letters(fonts: BaseOxmlElement, family: str) -> None:
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), family)


def _style(word: WordDocument, sheet: StyleSheet, look: Look) -> None:
    known = {style.name for style in word.styles}
    if sheet.name not in known:
        built_in = sheet.name.startswith("toc ")
        word.styles.add_style(sheet.name, WD_STYLE_TYPE.PARAGRAPH, builtin=built_in)
    style = style_of(word, sheet.name)
    if sheet.base:
        style.base_style = word.styles[sheet.base]
    _clear(style)
    style.font.name = look.family
    shape(style, sheet, look.colours)
    _letters(style.element.rPr.rFonts, look.family)
    style.paragraph_format.line_spacing = 1.15


def shape(style: ParagraphStyle, sheet: StyleSheet, colours: Colours) -> None:
    """Give a style its size, weight, colour and room; its letters are left as they are."""
    font, form = style.font, style.paragraph_format
    font.size, font.bold = Pt(sheet.size), sheet.bold
    font.color.rgb = RGBColor.from_string(bare(colours.of(sheet.colour)))
    form.space_before, form.space_after = Pt(sheet.before), Pt(sheet.after)
    form.keep_with_next = sheet.keep
    style.hidden, style.quick_style = False, True


def _clear(style: ParagraphStyle) -> None:
    """Take away what the template says of a style; its numbering and its level are kept."""
    element = style.element
    for found in element.findall(qn("w:rPr")):
        element.remove(found)
    for tag in ("w:pBdr", "w:contextualSpacing", "w:spacing", "w:ind", "w:tabs"):
        for found in list(element.iter(qn(tag))):
            found.getparent().remove(found)


def facts_style(word: WordDocument, name: str, width: int) -> None:
    """A line of a key figure: its name, a tab, its value, and a faint rule below."""
    style = style_of(word, name)
    style.paragraph_format.tab_stops.add_tab_stop(Emu(width // 3))
    border = parse_xml(f"<w:pBdr {nsdecls('w')}>{_line('bottom', 4, FAINT, space=3)}</w:pBdr>")
    style.element.get_or_add_pPr().insert_element_before(border, "w:tabs", "w:spacing", "w:ind")


def _line(side: str, width: int, colour: str, *, space: int = 0) -> str:
    """Return one border; the width is in eighths of a point."""
    return f'<w:{side} w:val="single" w:sz="{width}" w:space="{space}" w:color="{colour}"/>'


def table_style(word: WordDocument, ink: str) -> None:
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
            f"{_line('bottom', 12, ink)}</w:tcBorders></w:tcPr></w:tblStylePr></w:style>"
        )
    )


def _font_table(word: WordDocument, family: str) -> None:
    """Say what may stand in for the letters where they are not installed: a sans serif."""
    entry = (
        f'<w:font w:name={quoteattr(family)}><w:altName w:val="Source Sans 3"/>'
        '<w:panose1 w:val="020B0503030403020204"/><w:charset w:val="00"/>'
        '<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>'
    )
    for relation in word.part.rels.values():
        if relation.reltype.endswith("/fontTable"):
            part = relation.target_part
            part._blob = part.blob.replace(b"</w:fonts>", entry.encode("utf-8"))
