"""A municipality's own Word template: which of its styles are ours, and where content goes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from .docx_styles import (
    STYLES,
    TABLE_STYLE,
    Frame,
    facts_style,
    language_tag,
    shape,
    style_of,
    table_style,
)
from .look import Look, WordTemplate
from .model import Document
from .printed import plain

CONTENT = "innehåll"
FIELDS = ("titel", "nämnd", "period", "datum")
"""What a template may ask for besides the content, in double braces, also in headers."""

_EMU_PER_TWIP = 635
_WIDE_SIGN = 118  # twips: enough for a digit of most letters in the size of a table
_MARK = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")


@dataclass(frozen=True, slots=True)
class Role:
    """A role of ours: its name in a look's file, our own style for it, and where it is sought.

    A `demanded` role must be one of the template's styles; the others are made from its body text
    where they lack.
    """

    key: str
    style: str
    sought: tuple[str, ...]
    demanded: bool = False
    kind: str = "paragraph"


ROLES = (
    Role("brodtext", "Normal", ("Brödtext", "Body Text", "Normal"), demanded=True),
    Role("titel", "Title", ("Titel", "Title", "Rubrik"), demanded=True),
    Role("rubrik1", "Heading 1", ("Rubrik 1", "heading 1"), demanded=True),
    Role("rubrik2", "Heading 2", ("Rubrik 2", "heading 2"), demanded=True),
    Role("rubrik3", "Heading 3", ("Rubrik 3", "heading 3"), demanded=True),
    Role("punktlista", "List Bullet", ("Punktlista", "List Bullet"), demanded=True),
    Role("underrubrik", "Subtitle", ("Underrubrik", "Subtitle")),
    Role("uppgifter", "Uppgifter", ("Uppgifter",)),
    Role("ingress", "Ingress", ("Ingress",)),
    Role("nyckeltal", "Nyckeltal", ("Nyckeltal",)),
    Role("bildtext", "Caption", ("Tabellrubrik", "Beskrivning", "caption")),
    Role("tabelltext", "Tabelltext", ("Tabelltext", "Table Text")),
    Role("tabellhuvud", "Tabellhuvud", ("Tabellhuvud",)),
    Role("anmarkning", "Anmärkning", ("Anmärkning",)),
    Role("innehall1", "toc 1", ("Innehåll 1", "toc 1")),
    Role("innehall2", "toc 2", ("Innehåll 2", "toc 2")),
    Role("tabell", TABLE_STYLE, ("Tabell",), kind="table"),
)


def open_template(template: WordTemplate) -> WordDocument:
    """Open a template as a new document."""
    return docx.Document(io.BytesIO(template.content))


def frame_of(word: WordDocument, look: Look, styles: Mapping[str, str], language: str) -> Frame:
    """Make a template ready to be written in; `styles` are its own by our keys for them."""
    _speak(word, language_tag(language))
    width = _text_width(word)
    known = found_styles(word)
    ids: dict[str, str] = {}
    for role in ROLES:
        named = known.get((role.kind, styles.get(role.key, "").casefold()))
        if named is not None:
            ids[role.style] = named
        elif role.kind == "paragraph":
            ids[role.style] = _made(word, role, ids["Normal"], look)
            if role.key == "nyckeltal":
                facts_style(word, role.style, width)
    own_table = TABLE_STYLE not in ids
    if own_table:
        table_style(word, look.colours.ink.lstrip("#").upper())
    table = ids.pop(TABLE_STYLE, TABLE_STYLE)
    return Frame(ids, table, width, look.colours, own_table, _WIDE_SIGN)


def found_styles(word: WordDocument) -> Mapping[tuple[str, str], str]:
    """The identifiers of the styles by kind and name in small letters: as Word shows and keeps it.

    Word keeps built-in styles by their English names and shows them in its own language.
    """
    found: dict[tuple[str, str], str] = {}
    for style in word.styles.element.findall(qn("w:style")):
        kind, identifier = style.get(qn("w:type"), ""), style.get(qn("w:styleId"), "")
        name = style.find(qn("w:name"))
        names = [identifier, "" if name is None else name.get(qn("w:val"), "")]
        names += [_SWEDISH[one.casefold()] for one in names if one.casefold() in _SWEDISH]
        for one in filter(None, names):
            found.setdefault((kind, one.casefold()), identifier)
    return found


_SWEDISH = {
    "title": "rubrik",
    "subtitle": "underrubrik",
    "body text": "brödtext",
    "list bullet": "punktlista",
    "caption": "beskrivning",
    **{f"heading {number}": f"rubrik {number}" for number in range(1, 10)},
    **{f"toc {number}": f"innehåll {number}" for number in range(1, 10)},
}
"""What Word in Swedish calls its own styles."""


def marks(word: WordDocument) -> Iterator[tuple[str, bool]]:
    """The names in double braces, and whether each stands in the body (not in a header)."""
    body: Any = word.element.body
    for root in _texts(word):
        for paragraph in root.iter(qn("w:p")):
            for found in _MARK.finditer(_text_of(paragraph)):
                yield found[1].casefold(), root is body


def fill(word: WordDocument, doc: Document) -> None:
    """Put title, committee, period and date where the template asks for them."""
    values = dict(zip(FIELDS, (doc.title, doc.subtitle, doc.period_text, doc.date), strict=True))
    for root in _texts(word):
        for paragraph in root.iter(qn("w:p")):
            _fill(paragraph, values)


def place_of_content(word: WordDocument) -> Any:  # noqa: ANN401 - an element
    """The paragraph that stands where the content goes, or None for the end."""
    for paragraph in word.element.body.iter(qn("w:p")):
        if any(found[1].casefold() == CONTENT for found in _MARK.finditer(_text_of(paragraph))):
            return paragraph
    return None


def move_to(place: Any, written: list[Any]) -> None:  # noqa: ANN401 - elements
    """Move what was written to the marked place, and take the mark away."""
    for element in written:
        place.addprevious(element)
    if place.find(qn("w:pPr") + "/" + qn("w:sectPr")) is None:
        place.getparent().remove(place)
        return
    for run in place.findall(qn("w:r")):  # the paragraph ends a section, and must stay
        place.remove(run)


def _texts(word: WordDocument) -> Iterator[Any]:
    yield word.element.body
    for part in word.part.package.iter_parts():
        if re.match(r"/word/(header|footer)\d*\.xml", str(part.partname)):
            yield part.element


def _text_of(paragraph: Any) -> str:  # noqa: ANN401 - an element
    return "".join(one.text or "" for one in paragraph.iter(qn("w:t")))


def _fill(paragraph: Any, values: Mapping[str, str]) -> None:  # noqa: ANN401 - an element
    """Replace marks, also those that Word has cut into several runs; the first run's form holds."""
    for found in reversed(list(_MARK.finditer(_text_of(paragraph)))):
        value = values.get(found[1].casefold())
        if value is None:
            continue
        start, end, at = found.start(), found.end(), 0
        for piece in paragraph.iter(qn("w:t")):
            text = piece.text or ""
            first, last = max(start - at, 0), min(end - at, len(text))
            if first < last:
                instead = plain(value) if at + first == start else ""
                piece.text = text[:first] + instead + text[last:]
                piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            at += len(text)


def _speak(word: WordDocument, tag: str) -> None:
    """Say which language the text is in."""
    styles: Any = word.styles.element
    defaults = styles.find(qn("w:docDefaults"))
    if defaults is None:
        defaults = OxmlElement("w:docDefaults")
        styles.insert(0, defaults)
    if next(defaults.iter(qn("w:lang")), None) is None:
        default = defaults.find(qn("w:rPrDefault"))
        if default is None:
            default = OxmlElement("w:rPrDefault")
            defaults.insert(0, default)
        form = default.find(qn("w:rPr"))
        if form is None:
            form = OxmlElement("w:rPr")
            default.append(form)
        form.append(OxmlElement("w:lang"))
    for found in styles.iter(qn("w:lang")):
        found.set(qn("w:val"), tag)


def _text_width(word: WordDocument) -> int:
    """The room between the margins, in EMU, of the section that the content stands in."""
    place = place_of_content(word)
    body: Any = word.element.body
    section = None
    while place is not None and section is None:
        section = place.find(qn("w:pPr") + "/" + qn("w:sectPr"))
        place = place.getnext()
    if section is None:
        section = body.find(qn("w:sectPr"))
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    sides = sum(int(margins.get(qn(f"w:{side}"), "0")) for side in ("left", "right"))
    return (int(size.get(qn("w:w"))) - sides) * _EMU_PER_TWIP


def _made(word: WordDocument, role: Role, body: str, look: Look) -> str:
    """A style of ours in the template, with the letters of its body text."""
    sheet = next(one for one in STYLES if one.name == role.style)
    if sheet.name not in {style.name for style in word.styles}:
        word.styles.add_style(
            sheet.name, WD_STYLE_TYPE.PARAGRAPH, builtin=sheet.name.startswith("toc ")
        )
        style = style_of(word, sheet.name)
        style.base_style = next(one for one in word.styles if one.style_id == body)
        shape(style, sheet, look.colours)
    return str(style_of(word, sheet.name).style_id)
