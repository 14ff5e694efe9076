"""The look of a municipality that does not exist, Provköping: every file of it is made here."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Mm, Pt, RGBColor

from uppsikt.documents.lettering import FONT_FOLDER

FAMILY = "Provköping Sans"
TOML = """\
namn = "Provköpings utseende"

[logotyp]
fil = "logotyp.svg"
alt = "Provköpings kommun"

[farger]
rubrik = "#5b1a5e"
accent = "#7a2b7e"
ljus_accent = "#f3e6f4"

[typsnitt]
normal = "typsnitt/normal.ttf"
halvfet = "typsnitt/halvfet.ttf"
kursiv = "typsnitt/kursiv.ttf"
licens = "typsnitt/LICENS.txt"

[word_mall]
fil = "mall.docx"

[word_mall.stilar]
ingress = "Provingress"

[[avsnitt]]
form = "monthly"
nummer = "1"
rubrik = "Om uppföljningen"
fil = "avsnitt/inledning.md"

[[avsnitt]]
form = "monthly"
del = "sammandrag"
nummer = "2"
tabell = "2.1"

[[avsnitt]]
form = "monthly"
del = "verksamheter"

[[avsnitt]]
form = "interim"
del = "verksamheter"
rubrik = "Delåret"
text = "Prognosen är [[Nämnden: prognos]]."
"""
LOGO = """\
<svg xmlns="http://www.w3.org/2000/svg" xmlns:i="http://www.inkscape.org/namespaces/inkscape"
 viewBox="0 0 240 60"><metadata>rit</metadata><style>.b{fill:#7a2b7e}</style>
<g i:label="Lager"><circle class="b" cx="30" cy="30" r="26"/>
<path d="M18 40V18h14a8 8 0 0 1 0 16H24v6z" fill="#fff"/>
<rect class="b" x="70" y="14" width="150" height="10"/><rect class="b" x="70" y="36" width="110"
 height="10"/></g></svg>
"""
INTRODUCTION = """\
Uppföljningen gäller [[nämndens namn]] till och med [[månaden]]. Nettokostnaden är hittills
[[Nämnden: utfall]].
"""


def make_look(folder: Path, *, toml: str = TOML) -> Path:
    """Write a whole look into a folder and return the folder."""
    (folder / "typsnitt").mkdir(parents=True)
    (folder / "avsnitt").mkdir()
    (folder / "utseende.toml").write_text(toml, "utf-8")
    (folder / "logotyp.svg").write_text(LOGO, "utf-8")
    for name, file in (("normal", "Regular"), ("halvfet", "Semibold"), ("kursiv", "It")):
        (folder / "typsnitt" / f"{name}.ttf").write_bytes(renamed_font(file))
    (folder / "typsnitt" / "LICENS.txt").write_text("SIL Open Font License 1.1\n", "utf-8")
    (folder / "mall.docx").write_bytes(template_bytes(template()))
    (folder / "avsnitt" / "inledning.md").write_text(INTRODUCTION, "utf-8")
    return folder


def renamed_font(file: str) -> bytes:
    """One of the shipped files under another family name (of as many letters)."""
    content = (FONT_FOLDER / f"SourceSansPro-{file}.ttf").read_bytes()
    old, new = "Source Sans Pro", FAMILY
    assert len(old) == len(new)
    content = content.replace(old.encode("utf-16-be"), new.encode("utf-16-be"))
    for coding in ("utf-16-be", "mac-roman"):
        content = content.replace("SourceSansPro".encode(coding), "ProvkopingSan".encode(coding))
    return content.replace(old.encode("mac-roman"), new.encode("mac-roman"))


def template() -> WordDocument:
    """A Word template with its own margins, header, footer, styles and places."""
    word = docx.Document()
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(40), Mm(20)
    section.header.paragraphs[0].text = "Provköpings kommun · {{nämnd}}"
    section.footer.paragraphs[0].text = "Diarieförs hos nämnden. {{titel}}"
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = "Georgia", Pt(11)
    heading = word.styles["Heading 1"]
    heading.font.color.rgb = RGBColor(0x5B, 0x1A, 0x5E)
    lead = word.styles.add_style("Provingress", WD_STYLE_TYPE.PARAGRAPH)
    lead.font.size = Pt(14)
    word.add_paragraph("Före innehållet")
    word.add_paragraph("{{innehåll}}")
    word.add_paragraph("Efter innehållet")
    return word


def template_bytes(word: WordDocument) -> bytes:
    """The file of a Word document."""
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def png(width: int, height: int) -> bytes:
    """A purple PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data).to_bytes(4, "big")
        return struct.pack(">I", len(data)) + kind + data + check

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = (b"\0" + b"\x7a\x2b\x7e" * width) * height
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"tEXt", b"Comment\0hemlig text")
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )
