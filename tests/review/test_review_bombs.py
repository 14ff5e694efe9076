"""Files made to hurt: each is one clean refusal, or a review, in time and without a trace."""

from __future__ import annotations

import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from uppsikt.figures import UppsiktError
from uppsikt.review.safely import Bounds, Outcome, safely

pytestmark = pytest.mark.slow

LONGEST = 30.0
"""Seconds that a refusal may take here, on a busy machine; Bounds alone would allow more."""
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def package(path: Path, main: str, kind: str, parts: dict[str, bytes]) -> Path:
    """An Office file of the given parts, with what points to its main one."""
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{main}" ContentType="{kind}"/></Types>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'relationships/officeDocument" Target="{main}"/></Relationships>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        file.writestr("[Content_Types].xml", types)
        file.writestr("_rels/.rels", relations)
        for name, content in parts.items():
            file.writestr(name, content)
    return path


def zipped_docx(folder: Path) -> Path:
    inside = b"<w:document>" + b" " * 400_000_000
    return package(folder / "bomb.docx", "word/document.xml", WORD, {"word/document.xml": inside})


def zipped_xlsx(folder: Path) -> Path:
    inside = b"<sst>" + b"<si><t>a</t></si>" * 25_000_000
    parts = {"xl/workbook.xml": b"<workbook/>", "xl/sharedStrings.xml": inside}
    return package(folder / "bomb.xlsx", "xl/workbook.xml", SHEET, parts)


def many_members(folder: Path) -> Path:
    parts = {f"word/media/{number}.xml": b"" for number in range(30_000)}
    return package(folder / "många.docx", "word/document.xml", WORD,
                   {"word/document.xml": b"<w:document/>", **parts})  # fmt: skip


def entities(folder: Path) -> Path:
    """A word that stands for ten words that each stand for ten, nine times over."""
    levels = "".join(f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' for level in range(1, 10))
    xml = (
        f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a0 "60 500 tkr ">{levels}]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p><w:r><w:t>&a9;</w:t></w:r></w:p></w:body></w:document>"
    )
    return package(folder / "entiteter.docx", "word/document.xml", WORD,
                   {"word/document.xml": xml.encode()})  # fmt: skip


def pdf(path: Path, objects: list[bytes]) -> Path:
    """A PDF of numbered objects; the first is the catalogue."""
    content = b"%PDF-1.7\n"
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(content))
        content += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(content)
    content += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    content += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    content += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, start,
    )  # fmt: skip
    path.write_bytes(content)
    return path


CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"


def stream_pdf(folder: Path) -> Path:
    """One page whose content unpacks to 500 MB of drawing."""
    packed = zlib.compress(b"BT /F1 9 Tf (60 500) Tj ET\n" * 20_000_000, 1)
    head = b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed)
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
    tree = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return pdf(folder / "ström.pdf", [CATALOGUE, tree, page, head + packed + b"\nendstream"])


def endless_pages(folder: Path) -> Path:
    """A page tree that says ten million pages and has itself as a branch."""
    tree = b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 10000000 >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    return pdf(folder / "sidor.pdf", [CATALOGUE, tree, page])


def large_text(folder: Path) -> Path:
    path = folder / "stor.txt"
    path.write_bytes(b"Nettokostnaden var 60 500 tkr i oktober.\n" * 5_000_000)
    return path


REFUSED: list[Callable[[Path], Path]] = [
    zipped_docx, zipped_xlsx, many_members, entities, stream_pdf, endless_pages, large_text,
]  # fmt: skip


def review_of(path: Path) -> Outcome | UppsiktError:
    """The outcome or the refusal, within the longest time."""
    began = time.monotonic()
    try:
        outcome: Outcome | UppsiktError = safely([str(path)], bounds=Bounds(seconds=LONGEST))
    except UppsiktError as fault:
        outcome = fault
    assert time.monotonic() - began < LONGEST + 5
    return outcome


@pytest.mark.parametrize("make", REFUSED, ids=lambda make: make.__name__)
def test_a_bomb_is_one_refusal(make: Callable[[Path], Path], tmp_path: Path) -> None:
    path = make(tmp_path)

    fault = review_of(path)

    assert isinstance(fault, UppsiktError)
    assert fault.what.endswith(".")
    assert path.name in fault.where
    assert "fel i programmet" not in fault.what, fault.why
    assert sorted(tmp_path.iterdir()) == [path]


HOSTILE = {
    "digits": "1 " * 400_000,
    "one number": "9" * 2_000_000,
    "groups": "1 234 567 890 " * 60_000,
    "rows of digits": ("Rad " + "1 2 3 4 5 6 7 8 9 0 " * 10 + "\n") * 3_000,
    "words": "utfall budget prognos " * 60_000,
    "dates": "2031-10-31, 435 hushåll jämfört " * 20_000,
    "lists": "fem delar:\n- tre har\n" * 20_000,
    "dots": "t.ex. bl.a. ca. " * 60_000,
    "dashes": "- – − - " * 100_000,
    "spaces": "Summa" + " " * 1_000_000 + "1",
    "stops": "t. A " * 250_000,
    "no stop": "Kostnaden var 5 000 tkr i oktober och " * 35_000,
    "numbered": "".join(f"{line % 99}. Punkt som är\n" for line in range(80_000)),
    "short rows": ("Rad " + "100 " * 12 + "\n") * 7_000,
    "prose": "Kostnaden var 5 000 tkr till och med oktober 2022, 20 tkr mer än budgeten.\n\n"
    * 15_000,
    "hyphens": "verksamhets-\n" * 60_000,
    "brackets": "(" * 300_000 + ")" * 300_000,
    "laws": "lagen (2001:453) om stöd " * 30_000,
    "months": "januari 4 814 februari 4 357 mars " * 20_000,
    "feeds": "\f\n" * 60_000,
    "no lines": "\r" * 200_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_text_made_to_be_slow_ends_in_time(name: str, tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text(HOSTILE[name], encoding="utf-8")

    outcome = review_of(path)

    if isinstance(outcome, UppsiktError):
        assert "fel i programmet" not in outcome.what, outcome.why
    else:
        assert outcome.content


def test_an_ordinary_report_takes_little_memory(tmp_path: Path) -> None:
    """Addresses are more than memory, so this leaves an ordinary report under 500 MB."""
    path = tmp_path / "rapport.txt"
    line = "Nettokostnaden för biblioteken var 60 500 tkr till och med oktober 2031.\n\n"
    path.write_text("Budgetuppföljning efter oktober 2031\n\n" + line * 2_500, encoding="utf-8")

    assert safely([str(path)], bounds=Bounds(memory=700 * 1024**2)).status == 0
