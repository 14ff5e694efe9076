"""What cannot be read is refused in Swedish; no bytes at all end in a traceback."""

from __future__ import annotations

import contextlib
import io
import random
import zipfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from table_text import assert_places, prose

from documents.october import october
from uppsikt.documents import render_docx, render_html, render_pdf, render_xlsx
from uppsikt.reading import Limits, Unreadable, read

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def written(tmp_path: Path, name: str, data: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def package(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name.replace("__", "/").replace("_", "."), data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("tom.pdf", b"", "Filen är tom"),
        ("blank.txt", b" \n ", "Filen är tom"),
        ("gammal.doc", OLE + b"\x00" * 600, "spara den som .docx"),
        ("gammal.xls", OLE + b"\x00" * 600, "spara den som .xlsx"),
        ("okänd", OLE + "Workbook".encode("utf-16-le"), "spara den som .xlsx"),
        ("låst.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "lösenord"),
        ("text.odt", package(content_xml=b"<a/>"), "spara den som .docx eller PDF"),
        ("bilder.pptx", package(ppt__slide_xml=b"<a/>"), "spara den som PDF"),
        ("arkiv.zip", package(rapport_txt=b"5 tkr"), "Packa upp"),
        ("bild.jpg", b"\xff\xd8\xff\xe0" + b"\x00" * 50, "en bild"),
        ("bild.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "en bild"),
        ("text.rtf", b"{\\rtf1 5 tkr}", "spara den som .docx"),
        ("trasig.pdf", b"%PDF-1.7\n" + b"x" * 500, "trasig"),
        ("trasig.docx", b"PK\x03\x04" + b"x" * 500, "trasig"),
        ("trasig2.docx", package(word__document_xml=b"<w:document"), "trasig"),
        ("utan.docx", package(word__styles_xml=b"<a/>"), "trasig"),
        ("trasig.xlsx", package(xl__workbook_xml=b"<a/>"), "trasig"),
        ("falsk.docx", b"Bara text.", "trasig"),
        ("brus.txt", bytes(range(256)) * 20, "varken text"),
    ],
)
def test_one_clear_refusal(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(written(tmp_path, name, data))
    assert words in str(refused.value)
    assert name in str(refused.value)


def test_what_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="Filen finns inte"):
        read(tmp_path / "saknas.pdf")
    with pytest.raises(Unreadable, match="mapp"):
        read(tmp_path)
    with pytest.raises(Unreadable):
        read(Path("nolla\0.txt"))


def test_a_file_too_large_is_not_opened(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="för stor"):
        read(written(tmp_path, "stor.txt", b"a" * 2000), Limits(file_bytes=1000))


@pytest.mark.parametrize("name", ["rapport.txt", "rapport.md"])
@pytest.mark.parametrize(
    ("text", "limits", "told"),
    [
        ("ord " * 500, Limits(characters=1000), "2000 tecken"),
        ("rad\n" * 500, Limits(lines=100), "500 rader"),
        ("post 1 2\n" * 500, Limits(cells=100), "1000 tal"),
    ],
)
def test_more_text_than_a_report_has_is_refused(
    tmp_path: Path, name: str, text: str, limits: Limits, told: str
) -> None:
    path = written(tmp_path, name, text.encode())
    with pytest.raises(Unreadable, match="för mycket text") as refused:
        read(path, limits)
    assert told in str(refused.value)


def test_a_paragraph_in_one_long_line_is_read_to_its_end(tmp_path: Path) -> None:
    line = "Där fanns 45 platser. " * 200 + "Kostnaden var 5 123 tkr."
    document = read(written(tmp_path, "rapport.txt", line.encode()))
    last = list(document.sentences())[-1]
    assert (last.text.text, last.numbers[0].text) == ("Kostnaden var 5 123 tkr.", "5 123")
    assert last.numbers[0].spans[0].start == len(line) - len("5 123 tkr.")


def test_a_run_of_words_without_end_is_read_in_parts(tmp_path: Path) -> None:
    line = "och 45 platser " * 5_000
    found = list(read(written(tmp_path, "rapport.txt", line.encode())).sentences())
    assert 1 < len(found) <= 10
    assert {len(one.text.text) for one in found} == {2_000}


def test_a_web_page_may_be_longer_than_its_text(tmp_path: Path) -> None:
    page = "<!doctype html><script>" + "x" * 5000 + "</script><p>Det är 5 hus.</p>"
    path = written(tmp_path, "sida.html", page.encode())
    assert read(path, Limits(characters=1000)).blocks
    with pytest.raises(Unreadable, match="för stor"):
        read(path, Limits(characters=100))


@pytest.mark.parametrize("name", ["bomb.docx", "bomb.xlsx"])
def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, name: str) -> None:
    inner = "word__document_xml" if name == "bomb.docx" else "xl__workbook_xml"
    path = written(tmp_path, name, package(**{inner: b" " * 60_000_000}))
    with pytest.raises(Unreadable, match="packas upp"):
        read(path)
    with pytest.raises(Unreadable, match="packas upp"):
        read(written(tmp_path, name, package(**{inner: b"x" * 5000})), Limits(unpacked_bytes=1000))
    many = package(**{f"word__f{number}": b"" for number in range(50)})
    with pytest.raises(Unreadable, match="packas upp"):
        read(written(tmp_path, "många.docx", many), Limits(members=20))


def test_a_package_that_lies_of_its_size(tmp_path: Path) -> None:
    data = package(word__document_xml=b"x" * 1_000_000)
    lying = data.replace((1_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lying != data
    with pytest.raises(Unreadable, match="trasig"):
        read(written(tmp_path, "ljuger.docx", lying))


def test_entities_that_grow_are_not_resolved(tmp_path: Path) -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 20}">' for n in range(1, 12))
    xml = (
        f'<!DOCTYPE d [<!ENTITY e0 "ha">{levels}]><w:document xmlns:w='
        '"http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
        "<w:t>5 tkr &e11;</w:t></w:r></w:p></w:body></w:document>"
    )
    path = written(tmp_path, "väx.docx", package(word__document_xml=xml.encode()))
    try:
        texts = prose(read(path))
    except Unreadable:
        return
    assert sum(map(len, texts)) < 1000


def test_too_many_pages(tmp_path: Path) -> None:
    path = written(tmp_path, "lång.pdf", sample("pdf"))
    assert read(path).pages == 3
    with pytest.raises(Unreadable, match="för många sidor"):
        read(path, Limits(pages=2))
    with pytest.raises(Unreadable, match="för mycket text"):
        read(path, Limits(characters=500))


@pytest.mark.parametrize(
    "data",
    [
        "Överskott 5 tkr".encode(),
        b"\xef\xbb\xbf" + "Överskott 5 tkr".encode(),
        "Överskott 5 tkr".encode("utf-16"),
        "Överskott 5 tkr".encode("cp1252"),
        "Överskott\r5 tkr".encode("cp1252"),
    ],
)
def test_text_in_any_encoding(tmp_path: Path, data: bytes) -> None:
    document = read(written(tmp_path, "rapport.txt", data))
    assert " ".join(line.text for line in document.lines) == "Överskott 5 tkr"


@pytest.mark.parametrize("kind", ["pdf", "docx", "xlsx", "html"])
def test_the_content_tells_what_a_file_is(tmp_path: Path, kind: str) -> None:
    assert read(written(tmp_path, "rapport.txt", sample(kind))).kind == kind


@cache
def sample(kind: str) -> bytes:
    """Our report in a format, made once."""
    if kind == "html":
        return render_html(october()).encode()
    made = {"pdf": render_pdf, "docx": render_docx, "xlsx": render_xlsx}
    return made[kind](october())


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    kind=st.sampled_from(["pdf", "docx", "xlsx", "html"]),
    seed=st.integers(0, 10_000),
    how=st.sampled_from(["cut", "flip", "shuffle", "zero"]),
)
@example(kind="pdf", seed=1, how="cut")
@example(kind="docx", seed=1, how="flip")
def test_a_damaged_file_is_read_or_refused(tmp_path: Path, kind: str, seed: int, how: str) -> None:
    chance = random.Random(seed)
    data = bytearray(sample(kind))
    if how == "cut":
        del data[chance.randrange(len(data)) :]
    elif how == "flip":
        for _ in range(chance.randrange(1, 200)):
            data[chance.randrange(len(data))] = chance.randrange(256)
    elif how == "shuffle":
        blocks = [data[start : start + 997] for start in range(0, len(data), 997)]
        chance.shuffle(blocks)
        data = bytearray(b"".join(blocks))
    else:
        start = chance.randrange(len(data))
        data[start : start + 2000] = bytes(len(data[start : start + 2000]))
    read_or_refused(written(tmp_path, f"skadad.{kind}", bytes(data)))


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    name=st.sampled_from(["a.pdf", "a.docx", "a.xlsx", "a.html", "a.md", "a.txt", "a"]),
    start=st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html>", b"<table>", OLE]),
    data=st.binary(max_size=300),
)
def test_any_bytes_are_read_or_refused(
    tmp_path: Path, name: str, start: bytes, data: bytes
) -> None:
    read_or_refused(written(tmp_path, name, start + data))


def read_or_refused(path: Path) -> None:
    with contextlib.suppress(Unreadable):
        assert_places(read(path))
