"""A document as DOCX: real headings and styles, so that it can be worked on and read aloud."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Emu, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from . import printed
from .charts import chart_png, chart_size
from .docx_styles import ACCENT, INK_2, TEXT_WIDTH, TONES, prepare
from .docx_table import table_xml
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
from .outline import CONTENTS_LEVELS, Entry, contents, entries
from .packed import repacked

_EMU_PER_PIXEL = 9144  # as in the PDF: letters of 13 pixels become 9.4 points


def render_docx(doc: Document) -> bytes:
    """Return the document as DOCX; the same bytes for the same document."""
    word = docx.Document()
    prepare(word, doc.language)
    _properties(word, doc)
    _footer(word, doc)
    _title(word, doc)
    headings = iter(entries(doc))
    listed = contents(doc)
    for block in doc.blocks:
        if listed and isinstance(block, Heading | PageBreak):
            _contents(word, listed)
            listed = ()
        if isinstance(block, Heading):
            _heading(word, next(headings))
        else:
            _block(word, block)
    out = io.BytesIO()
    word.save(out)
    return repacked(out.getvalue())


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


def _title(word: WordDocument, doc: Document) -> None:
    if doc.subtitle:
        word.add_paragraph(printed.plain(doc.subtitle), "Subtitle")
    word.add_paragraph(printed.plain(doc.title), "Title")
    about = " · ".join(part for part in (doc.period_text, doc.author, doc.date) if part)
    if about:
        word.add_paragraph(printed.plain(about), "Uppgifter")


def _footer(word: WordDocument, doc: Document) -> None:
    paragraph = word.sections[0].footer.paragraphs[0]
    paragraph.style = word.styles["Footer"]
    tabs = paragraph.paragraph_format.tab_stops
    tabs.add_tab_stop(Emu(TEXT_WIDTH), alignment=2)
    running = " · ".join(part for part in (doc.subtitle, doc.title) if part)
    paragraph.add_run(printed.plain(running) + "\tsida ")
    _add(paragraph, _field("PAGE", "1"))
    paragraph.add_run(" av ")
    _add(paragraph, _field("NUMPAGES", "1"))


def _field(code: str, shown: str) -> str:
    return (
        f'<w:fldSimple {nsdecls("w")} w:instr="{code}"><w:r><w:t>{shown}</w:t></w:r></w:fldSimple>'
    )


def _contents(word: WordDocument, listed: tuple[Entry, ...]) -> None:
    """Write a filled table of contents: entries that lead to their headings, no page numbers.

    It is a field, so a word processor can make it anew; it is right without that.
    """
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> '
        f'TOC \\o "1-{CONTENTS_LEVELS}" \\h \\n \\z \\u </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    last = len(listed) - 1
    for index, entry in enumerate(listed):
        paragraph = word.add_paragraph(style=f"toc {entry.level}")
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


def _heading(word: WordDocument, entry: Entry) -> None:
    paragraph = word.add_paragraph(style=f"Heading {entry.level}")
    number = entry.anchor.rpartition("-")[2]
    name = quoteattr(_bookmark(entry))
    _add(paragraph, f'<w:bookmarkStart {nsdecls("w")} w:id="{number}" w:name={name}/>')
    paragraph.add_run(printed.plain(entry.text))
    _add(paragraph, f'<w:bookmarkEnd {nsdecls("w")} w:id="{number}"/>')


def _block(word: WordDocument, block: Block) -> None:
    match block:
        case Lead(runs) | Paragraph(runs) | Note(runs):
            styles = {Lead: "Ingress", Note: "Anmärkning"}
            _runs(word.add_paragraph(style=styles.get(type(block), "Normal")), runs)
        case Bullets(items):
            for item in items:
                _runs(word.add_paragraph(style="List Bullet"), item)
        case Facts(items):
            _facts(word, items)
        case Table():
            _table(word, block)
        case Chart():
            _chart(word, block)
        case PageBreak():
            word.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _runs(paragraph: WordParagraph, runs: Runs) -> None:
    bound_is_strong = paragraph.style is not None and paragraph.style.name == "Ingress"
    for run in runs:
        if isinstance(run, Link):
            _link(paragraph, run)
        else:
            _run(paragraph, run, bound_is_strong)


def _run(paragraph: WordParagraph, run: Run, bound_is_strong: bool) -> None:
    written = paragraph.add_run(printed.plain(run.text))
    if isinstance(run, FigureText):
        written.bold = True if bound_is_strong else None
        if run.direction:
            written.font.color.rgb = RGBColor.from_string(TONES[run.direction])
    elif isinstance(run, Text):
        written.bold = run.strong or None
        written.italic = run.emphasis or None


def _link(paragraph: WordParagraph, link: Link) -> None:
    relation = paragraph.part.relate_to(link.href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    text = escape(printed.plain(link.text))
    _add(
        paragraph,
        f'<w:hyperlink {nsdecls("w", "r")} r:id="{relation}"><w:r><w:rPr>'
        f'<w:color w:val="{ACCENT}"/><w:u w:val="single"/></w:rPr>'
        f'<w:t xml:space="preserve">{text}</w:t></w:r></w:hyperlink>',
    )


def _facts(word: WordDocument, items: tuple[tuple[str, str, str], ...]) -> None:
    """Write the key figures as lines: a table that only holds places would be read as one."""
    for term, value, unit in items:
        paragraph = word.add_paragraph(style="Nyckeltal")
        label = paragraph.add_run(printed.plain(term) + "\t")
        label.font.color.rgb = RGBColor.from_string(INK_2)
        paragraph.add_run(printed.plain(value)).bold = True
        if unit:
            paragraph.add_run(f"\N{NO-BREAK SPACE}{printed.plain(unit)}")


def _caption(word: WordDocument, text: str, unit: str) -> None:
    paragraph = word.add_paragraph(printed.plain(text), "Caption")
    symbol = paragraph.add_run(f"\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}{unit}")
    symbol.bold, symbol.font.size = False, Pt(9)
    symbol.font.color.rgb = RGBColor.from_string(INK_2)


def _table(word: WordDocument, table: Table) -> None:
    _caption(word, table.caption, table.unit.symbol)
    body: Any = word.element.body
    body.find(qn("w:sectPr")).addprevious(parse_xml(table_xml(table)))
    notes = printed.table_notes(table) or ("",)  # two tables must not grow together
    for note in notes:
        word.add_paragraph(printed.plain(note), "Anmärkning")


def _chart(word: WordDocument, chart: Chart) -> None:
    _caption(word, chart.heading, chart.unit.symbol)
    width, _ = chart_size(chart)
    picture = word.add_picture(
        io.BytesIO(chart_png(chart)), width=Emu(min(round(width * _EMU_PER_PIXEL), TEXT_WIDTH))
    )
    about: Any = picture._inline.docPr
    about.set("descr", printed.plain(chart.alt))
    about.set("name", printed.plain(chart.heading))


def _add(paragraph: WordParagraph, xml: str) -> None:
    paragraph._p.append(parse_xml(xml))
