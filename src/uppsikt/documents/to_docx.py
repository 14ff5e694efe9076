"""A document as DOCX: real headings and styles, so that it can be worked on and read aloud."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shape import InlineShape
from docx.shared import Emu, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from . import docx_pages, docx_template, printed
from .charts import chart_png, chart_size
from .docx_styles import Frame, prepare
from .docx_table import table_xml
from .logo_picture import LOGO_HEIGHT, LOGO_WIDTH, logo_png
from .look import Look
from .model import (
    Block,
    Bullets,
    Chart,
    Document,
    Facts,
    FigureText,
    Heading,
    Lead,
    Link,
    Note,
    PageBreak,
    Paragraph,
    Run,
    Runs,
    Table,
    Text,
)
from .outline import Entry, contents, contents_depth, entries
from .packed import repacked
from .spreads import spreads

_EMU_PER_PIXEL = 9144  # as in the PDF: letters of 13 pixels become 9.4 points


class _Draft:
    """The document being written: adds paragraphs by our name of their style."""

    def __init__(self, doc: Document) -> None:
        self.look: Look = doc.look
        template = doc.look.word
        self.word: WordDocument
        self.frame: Frame
        if template is None:
            self.word = docx.Document()
            self.frame = prepare(self.word, doc.language, doc.look)
        else:
            self.word = docx_template.open_template(template)
            self.frame = docx_template.frame_of(self.word, doc.look, template.styles, doc.language)
        self.upright = self.frame.width
        self.new_page = False

    def paragraph(self, style: str, text: str = "") -> WordParagraph:
        """Add a paragraph; the one after a page break begins the new page itself."""
        paragraph = self.word.add_paragraph(printed.plain(text))
        # By its identifier: the library looks through all styles for a name, each time.
        paragraph._p.style = self.frame.styles[style]
        if self.new_page:
            paragraph.paragraph_format.page_break_before = True
            self.new_page = False
        return paragraph


def render_docx(doc: Document) -> bytes:
    """Return the document as DOCX; the same bytes for the same document."""
    draft = _Draft(doc)
    _properties(draft.word, doc)
    if doc.look.word is None:
        _footer(draft, doc)
        _logo(draft)
        _title(draft, doc)
        _content(draft, doc)
    else:
        _into_template(draft, doc)
    out = io.BytesIO()
    draft.word.save(out)
    return repacked(out.getvalue())


def _into_template(draft: _Draft, doc: Document) -> None:
    """Write the document where the template wants it; a title that it has is not repeated."""
    word: Any = draft.word
    has_title = any(
        mark == docx_template.FIELDS[0] and in_body
        for mark, in_body in docx_template.marks(draft.word)
    )
    docx_template.fill(draft.word, doc)
    before = len(word.element.body)
    if not has_title:
        _title(draft, doc)
    _content(draft, doc)
    place = docx_template.place_of_content(draft.word)
    if place is not None:
        written = list(word.element.body)[before - 1 : -1]  # the last one is the page's own
        docx_template.move_to(place, written)


def _content(draft: _Draft, doc: Document) -> None:
    headings = iter(entries(doc))
    listed = contents(doc)
    every = spreads(doc.blocks)
    for spread in every:
        # The table of contents stands on an upright page.
        if listed and spread.lying and isinstance(spread.blocks[0], Heading):
            _contents(draft, listed, contents_depth(doc))
            listed = ()
        if spread.lying:
            _lie_down(draft)
        for block in spread.blocks:
            if listed and isinstance(block, Heading | PageBreak):
                _contents(draft, listed, contents_depth(doc))
                listed = ()
            if isinstance(block, Heading):
                _heading(draft, next(headings))
            else:
                _block(draft, block)
        if spread.lying:
            _stand_up(draft, is_last=spread is every[-1])


def _lie_down(draft: _Draft) -> None:
    docx_pages.end_section(draft.word, lying=False)
    draft.frame = replace(draft.frame, width=docx_pages.lying_width(draft.word))


def _stand_up(draft: _Draft, *, is_last: bool) -> None:
    draft.frame = replace(draft.frame, width=draft.upright)
    if is_last and docx_template.place_of_content(draft.word) is None:
        docx_pages.lie_down_at_end(draft.word)
    else:
        docx_pages.end_section(draft.word, lying=True)


def _properties(word: WordDocument, doc: Document) -> None:
    day = printed.dated(doc.date)
    noon = dt.datetime(day.year, day.month, day.day, 12)  # noqa: DTZ001 - python-docx wants it naive
    core = word.core_properties
    core.title, core.author = printed.plain(doc.title), printed.plain(doc.author)
    core.subject, core.identifier = printed.plain(doc.subtitle), printed.plain(doc.identifier)
    core.language, core.comments, core.keywords = doc.language, "", ""
    core.last_modified_by = printed.plain(doc.author)
    core.created = core.modified = noon
    core.revision = 1


def _title(draft: _Draft, doc: Document) -> None:
    if doc.subtitle:
        draft.paragraph("Subtitle", doc.subtitle)
    draft.paragraph("Title", doc.title)
    about = " · ".join(part for part in (doc.period_text, doc.author, doc.date) if part)
    if about:
        draft.paragraph("Uppgifter", about)


def _logo(draft: _Draft) -> None:
    """The logotype above the title; a template has its own in its place."""
    logo = draft.look.logo
    if logo is None:
        return
    paragraph = draft.paragraph("Uppgifter")
    scale = min(LOGO_WIDTH / logo.width, LOGO_HEIGHT / logo.height)
    picture = paragraph.add_run().add_picture(
        io.BytesIO(logo_png(logo)), width=Mm(logo.width * scale), height=Mm(logo.height * scale)
    )
    _describe(picture, logo.alt, "Logotyp")


def _footer(draft: _Draft, doc: Document) -> None:
    word = draft.word
    paragraph = word.sections[0].footer.paragraphs[0]
    paragraph.style = word.styles["Footer"]
    tabs = paragraph.paragraph_format.tab_stops
    tabs.add_tab_stop(Emu(draft.frame.width), alignment=2)
    running = " · ".join(part for part in (doc.subtitle, doc.title) if part)
    paragraph.add_run(printed.plain(running) + "\tsida ")
    _add(paragraph, _field("PAGE", "1"))
    paragraph.add_run(" av ")
    _add(paragraph, _field("NUMPAGES", "1"))


def _field(code: str, shown: str) -> str:
    return (
        f'<w:fldSimple {nsdecls("w")} w:instr="{code}"><w:r><w:t>{shown}</w:t></w:r></w:fldSimple>'
    )


def _contents(draft: _Draft, listed: tuple[Entry, ...], depth: int) -> None:
    """Write a filled table of contents: entries that lead to their headings, no page numbers.

    It is a field, so a word processor can make it anew; it is right without that.
    """
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> '
        f'TOC \\o "1-{depth}" \\h \\n \\z \\u </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    last = len(listed) - 1
    for index, entry in enumerate(listed):
        paragraph = draft.paragraph(f"toc {entry.level}")
        if index == 0:
            paragraph.paragraph_format.space_before = Pt(16)
        inner = (begin if index == 0 else "") + _entry(entry) + (end if index == last else "")
        wrapped = parse_xml(f"<w:p {nsdecls('w')}>{inner}</w:p>")
        for element in list(wrapped):
            paragraph._p.append(element)


def _entry(entry: Entry) -> str:
    text = escape(printed.plain(entry.text))
    return (
        f'<w:hyperlink w:anchor={quoteattr(_bookmark(entry))} w:history="1">'
        f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:hyperlink>'
    )


def _bookmark(entry: Entry) -> str:
    return "_Toc" + entry.anchor.rpartition("-")[2].zfill(6)


def _heading(draft: _Draft, entry: Entry) -> None:
    paragraph = draft.paragraph(f"Heading {entry.level}")
    number = entry.anchor.rpartition("-")[2]
    name = quoteattr(_bookmark(entry))
    _add(paragraph, f'<w:bookmarkStart {nsdecls("w")} w:id="{number}" w:name={name}/>')
    paragraph.add_run(printed.plain(entry.text))
    _add(paragraph, f'<w:bookmarkEnd {nsdecls("w")} w:id="{number}"/>')


def _block(draft: _Draft, block: Block) -> None:
    match block:
        case Lead(runs) | Paragraph(runs) | Note(runs):
            style = {Lead: "Ingress", Note: "Anmärkning"}.get(type(block), "Normal")
            _runs(draft, draft.paragraph(style), runs, bound_is_strong=isinstance(block, Lead))
        case Bullets(items):
            for item in items:
                _runs(draft, draft.paragraph("List Bullet"), item)
        case Facts(items):
            _facts(draft, items)
        case Table():
            _table(draft, block)
        case Chart():
            _chart(draft, block)
        case PageBreak():
            draft.new_page = True


def _runs(
    draft: _Draft, paragraph: WordParagraph, runs: Runs, *, bound_is_strong: bool = False
) -> None:
    for run in runs:
        if isinstance(run, Link):
            _link(paragraph, run, draft.frame.colour("accent"))
        else:
            _run(paragraph, run, bound_is_strong, draft.frame)


def _run(paragraph: WordParagraph, run: Run, bound_is_strong: bool, frame: Frame) -> None:
    written = paragraph.add_run(printed.plain(run.text))
    if isinstance(run, FigureText):
        written.bold = True if bound_is_strong else None
        if run.direction:
            written.font.color.rgb = RGBColor.from_string(frame.tone(run.direction))
    elif isinstance(run, Text):
        written.bold = run.strong or None
        written.italic = run.emphasis or None


def _link(paragraph: WordParagraph, link: Link, colour: str) -> None:
    relation = paragraph.part.relate_to(link.href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    text = escape(printed.plain(link.text))
    _add(
        paragraph,
        f'<w:hyperlink {nsdecls("w", "r")} r:id="{relation}"><w:r><w:rPr>'
        f'<w:color w:val="{colour}"/><w:u w:val="single"/></w:rPr>'
        f'<w:t xml:space="preserve">{text}</w:t></w:r></w:hyperlink>',
    )


def _facts(draft: _Draft, items: tuple[tuple[str, str, str], ...]) -> None:
    """Write the key figures as lines: a table that only holds places would be read as one."""
    for term, value, unit in items:
        paragraph = draft.paragraph("Nyckeltal")
        label = paragraph.add_run(printed.plain(term) + "\t")
        label.font.color.rgb = RGBColor.from_string(draft.frame.colour("ink_2"))
        paragraph.add_run(printed.plain(value)).bold = True
        if unit:
            paragraph.add_run(f"\N{NO-BREAK SPACE}{printed.plain(unit)}")


def _caption(draft: _Draft, text: str, unit: str) -> None:
    paragraph = draft.paragraph("Caption", text)
    paragraph.paragraph_format.keep_with_next = True  # whatever the style says
    if not unit:
        return
    symbol = paragraph.add_run(f"\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}{unit}")
    symbol.bold, symbol.font.size = False, Pt(9)
    symbol.font.color.rgb = RGBColor.from_string(draft.frame.colour("ink_2"))


def _table(draft: _Draft, table: Table) -> None:
    _caption(draft, table.caption, table.unit.symbol)
    body: Any = draft.word.element.body
    body.find(qn("w:sectPr")).addprevious(parse_xml(table_xml(table, draft.frame)))
    notes = printed.table_notes(table) or ("",)  # two tables must not grow together
    for note in notes:
        draft.paragraph("Anmärkning", note)


def _chart(draft: _Draft, chart: Chart) -> None:
    _caption(draft, chart.heading, chart.unit_mark)
    width, _ = chart_size(chart, draft.look)
    picture = (
        draft.paragraph("Normal")
        .add_run()
        .add_picture(
            io.BytesIO(chart_png(chart, draft.look)),
            width=Emu(min(round(width * _EMU_PER_PIXEL), draft.frame.width)),
        )
    )
    _describe(picture, chart.alt, chart.heading)


def _describe(picture: InlineShape, alt: str, name: str) -> None:
    about: Any = picture._inline.docPr
    about.set("descr", printed.plain(alt))
    about.set("name", printed.plain(name))


def _add(paragraph: WordParagraph, xml: str) -> None:
    paragraph._p.append(parse_xml(xml))
