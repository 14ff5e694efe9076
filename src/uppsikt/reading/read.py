"""One door for all kinds of files. What a file is, is told by its content before its name.

Each format's reader, and the library it is built on, is loaded when a file is of that format:
together they take longer to load than a report takes to review.
"""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from uppsikt.reading.encodings import decoded
from uppsikt.reading.errors import Unreadable
from uppsikt.reading.limits import LIMITS, Limits
from uppsikt.reading.model import Document
from uppsikt.reading.packages import damaged, locked
from uppsikt.reading.plain.read import read_text, refuse_too_much
from uppsikt.sheets.packages import BROKEN

_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--[^>]{0,500}-->\s*)?<(?:!doctype\s+html|html\b)",
    re.IGNORECASE,
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\x00", b"MM\x00*", b"BM", b"RIFF")
_SOURCE = 15
"""A web page's source may be so many times longer than its text may."""
_HEAD = 1024  # bytes: a PDF may have something before its mark

_INSTEAD = "Spara rapporten som PDF, Word (.docx), Excel (.xlsx), webbsida eller text."
_KINDS = {
    ".doc": ("Word före 2007", "Öppna filen i Word eller LibreOffice och spara den som .docx."),
    ".rtf": ("RTF", "Öppna filen i Word eller LibreOffice och spara den som .docx."),
    ".odt": ("OpenDocument-text", "Öppna filen och spara den som .docx eller PDF."),
    ".ods": ("OpenDocument-kalkyl", "Öppna filen och spara den som .xlsx."),
    ".odp": ("OpenDocument-presentation", "Öppna filen och spara den som PDF."),
    ".xls": ("Excel före 2007", "Öppna filen i Excel eller LibreOffice och spara den som .xlsx."),
    ".xlsb": ("binär Excel", "Öppna filen i Excel och spara den som .xlsx."),
    ".ppt": ("PowerPoint", "Öppna filen och spara den som PDF."),
    ".pptx": ("PowerPoint", "Öppna filen och spara den som PDF."),
    ".zip": ("ett zip-arkiv", "Packa upp arkivet och granska filerna i det."),
    ".pages": ("Pages", "Exportera dokumentet som PDF eller Word."),
    ".numbers": ("Numbers", "Exportera dokumentet som PDF eller Excel."),
}


def read(path: Path, limits: Limits = LIMITS) -> Document:
    """Read a report of any of the six kinds.

    Raises ``Unreadable`` with one clear reason in Swedish for a file that is missing, empty, of
    another kind, locked, broken, too large, or without text.
    """
    data = _bytes(path, limits)
    name = path.name
    if data.startswith(_OLE):
        _refuse_ole(data, path)
    if data.startswith(b"PK"):
        return _package_reader(data, path)(data, name, limits)
    if b"%PDF-" in data[:_HEAD]:
        from uppsikt.reading.pdf.read import read_pdf  # noqa: PLC0415

        return read_pdf(data, name, limits)
    if data.startswith(_PICTURES) or (data[4:8] == b"ftyp" and b"\x00" in data[:_HEAD]):
        raise _unknown("en bild", path, "Granska originalet i stället för en bild av det.")
    if data.startswith(b"{\\rtf"):
        raise _unknown(*_named(".rtf", path))
    return _text_document(decoded(data, name), path, limits)


def _text_document(text: str, path: Path, limits: Limits) -> Document:
    name, suffix = path.name, path.suffix.casefold()
    if not text.strip():
        raise _empty(name)
    if _HTML.match(text) or suffix in (".html", ".htm", ".xhtml"):
        # Its styles, programs and pictures are in it too; what is to be read is counted later.
        if len(text) > _SOURCE * limits.characters:
            raise _too_large(name, f"{len(text)} tecken")
        from uppsikt.reading.html import read_html  # noqa: PLC0415

        return read_html(text, name, limits)
    if suffix in _KINDS:
        raise _unknown(*_named(suffix, path))
    if suffix in (".docx", ".xlsx", ".pdf"):
        raise damaged(name)
    if suffix in (".md", ".markdown"):
        refuse_too_much(text, name, limits)
        from uppsikt.reading.markdown import read_markdown  # noqa: PLC0415

        return read_markdown(text, name, limits)
    return read_text(text, name, limits)


def _bytes(path: Path, limits: Limits) -> bytes:
    """The content of a file, once it is known to be one and not too large."""
    name = path.name or str(path)
    try:
        if path.is_dir():
            raise Unreadable("Det är en mapp, ingen fil.", where=str(path),
                             todo="Ange filerna i mappen, till exempel mappen/*.pdf.")  # fmt: skip
        if not path.exists():
            raise Unreadable("Filen finns inte.", where=str(path),
                             todo="Kontrollera namnet och mappen.")  # fmt: skip
        if path.stat().st_size > limits.file_bytes:
            raise _too_large(name, f"{path.stat().st_size // 1_000_000} MB")
        if not path.is_file():
            raise Unreadable("Det är ingen vanlig fil.", where=str(path), todo="Ange en fil.")
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        raise Unreadable("Filen går inte att öppna.", where=str(path), why=_reason(error),
                         todo="Kontrollera att filen får läsas.") from error  # fmt: skip
    if not data:
        raise _empty(name)
    return data


def _reason(error: Exception) -> str:
    if isinstance(error, PermissionError):
        return "Behörighet saknas."
    return "Operativsystemet nekade läsningen."


def _package_reader(data: bytes, path: Path) -> Callable[[bytes, str, Limits], Document]:
    """The reader for a zip package, by what lies in it."""
    names = _member_names(data, path)
    if any(name.startswith("word/") for name in names):
        from uppsikt.reading.office.docx import read_docx  # noqa: PLC0415

        return read_docx
    if any(name.startswith("xl/") and name.endswith(".xml") for name in names):
        from uppsikt.reading.office.xlsx import read_xlsx  # noqa: PLC0415

        return read_xlsx
    suffix = path.suffix.casefold()
    if any(name.startswith("ppt/") for name in names):
        suffix = ".pptx"
    elif "content.xml" in names and suffix not in (".odt", ".ods", ".odp"):
        suffix = ".odt"
    elif suffix not in _KINDS:
        suffix = ".xlsb" if any(name.startswith("xl/") for name in names) else ".zip"
    raise _unknown(*_named(suffix, path))


def _member_names(data: bytes, path: Path) -> list[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return package.namelist()
    except BROKEN as error:
        raise damaged(path.name) from error


def _refuse_ole(data: bytes, path: Path) -> NoReturn:
    """Refuse the old container: locked files of today lie in it, and files of before 2007."""
    if _ENCRYPTED in data:
        raise locked(path.name)
    suffix = path.suffix.casefold()
    if suffix not in _KINDS:
        suffix = ".xls" if "Workbook".encode("utf-16-le") in data else ".doc"
    raise _unknown(*_named(suffix, path))


def _named(suffix: str, path: Path) -> tuple[str, Path, str]:
    what, todo = _KINDS[suffix]
    return what, path, todo


def _unknown(what: str, path: Path, todo: str) -> Unreadable:
    return Unreadable(
        "Filen är av en sort som inte kan granskas.",
        where=path.name,
        values=[what],
        todo=todo or _INSTEAD,
    )


def _empty(name: str) -> Unreadable:
    return Unreadable("Filen är tom.", where=name, todo="Kontrollera att hela filen kom med.")


def _too_large(name: str, value: str) -> Unreadable:
    return Unreadable(
        "Filen är för stor.",
        where=name,
        values=[value],
        why="Så stora filer är inga rapporter.",
        todo="Spara bara de delar som hör till rapporten i en ny fil.",
    )
