"""The quick look at a sheet: its XML as bytes, searched only for marks of what is special.

A sheet of a million rows is 400 MB of XML, which takes minutes to build as elements and seconds to
search. Whatever is written in another way than the programs we know write it is left to the
careful look in ``scan``, which says what is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import IO

from uppsikt.sheets.book import column_number
from uppsikt.sheets.look import Scan

_READ = 1 << 22
_LARGEST = 1 << 26
"""Bytes without the end of a row: more than any row of 16 384 columns needs."""
_ROOT = re.compile(rb'(?:\xef\xbb\xbf)?(?:<\?xml[^<>]*\?>)?\s*<worksheet\s[^<>]*\bxmlns="')
_DATA = re.compile(rb"<sheetData\s*(/?)>")
_STRANGE = re.compile(rb'<c(?! r="[A-Z]{1,3}\d)[\s/>]|<row(?! r="\d)[\s/>]')
"""Cells and rows that do not begin by telling where they are."""
_ATTRIBUTE = re.compile(rb"<[^<>]*(?:&|='|= | =)[^<>]*>")
"""An attribute written so that a search for it could miss it."""
_ROW = re.compile(rb'<row r="(\d+)"')
_HIDDEN = re.compile(rb'<row r="(\d+)"[^<>]* hidden="(?:1|true)"')
_COLUMN = re.compile(rb"<col\s([^<>]*)/?>")
_AFTER = re.compile(rb"<(?:row|col)[\s/>]")
_WIDE = re.compile(rb'<c r="([A-Z]{2,3})\d')
_CELL = rb'<c r="([A-Z]{1,3})(\d+)"'
_ERROR = re.compile(_CELL + rb'[^<>]* t="e"[^<>]*?(?:/>|>(.*?)</c>)', re.DOTALL)
_VALUE = re.compile(rb"<v(?:\s[^<>]*)?>([^<]*)</v>")
_FORMULAS = re.compile(rb"<f[\s/>]")
_FORMULA = re.compile(
    _CELL + rb"([^<>]*)><f(?:\s[^<>]*)?(?:/>|>[^<]*</f>)(<v>[^<]+</v>)?(?:<v>\s*</v>|<v/>)?</c>"
)


class _Unknown(Exception):
    """Written in a way that only the careful look reads."""


def glance(part: IO[bytes], widths: Mapping[str, int]) -> Scan | None:
    """What is special in a sheet, and an area that all its cells lie in; None to look carefully.

    ``widths``: digits shown, by the number of a cell style that only says that. Reads the part to
    its end, so that its checksum is tested.
    """
    scan = Scan()
    try:
        for piece in _body(part, scan):
            _take(piece, scan, widths)
    except _Unknown:
        return None
    return scan


def _body(part: IO[bytes], scan: Scan) -> Iterator[bytes]:
    """The rows, in pieces of whole rows; what stands before and after is looked at here."""
    rest = _before(part, scan)
    if rest is None:
        return
    while (end := rest.find(b"</sheetData>")) < 0:
        chunk = part.read(_READ)
        if not chunk or len(rest) > _LARGEST:
            raise _Unknown
        rest += chunk
        cut = rest.rfind(b"</row>") + 6
        if cut > 5:
            yield rest[:cut]
            rest = rest[cut:]
    yield rest[:end]
    _refuse_after(rest[end:] + part.read())


def _before(part: IO[bytes], scan: Scan) -> bytes | None:
    """What follows after ``<sheetData>``; None if the sheet has no rows."""
    start = b""
    while not (found := _DATA.search(start)):
        chunk = part.read(_READ)
        if not chunk or len(start) > _LARGEST:
            raise _Unknown
        start += chunk
    top = start[: found.end()]
    if not _ROOT.match(top) or b"<!" in top or _ATTRIBUTE.search(top.partition(b"?>")[2]):
        raise _Unknown
    for column in _COLUMN.finditer(top):
        _column(column[1], scan)
    if found[1]:
        _refuse_after(start[found.end() :] + part.read())
        return None
    return start[found.end() :]


def _refuse_after(tail: bytes) -> None:
    """Rows or columns do not stand below the rows, and the sheet must have an end."""
    if not tail.rstrip().endswith(b"</worksheet>") or b"<!" in tail or _AFTER.search(tail):
        raise _Unknown


def _column(attributes: bytes, scan: Scan) -> None:
    told = dict(re.findall(rb'([a-z]+)="([^"]*)"', attributes))
    if told.get(b"hidden") not in {b"1", b"true"}:
        return
    if not (told.get(b"min", b"").isdigit() and told.get(b"max", b"").isdigit()):
        raise _Unknown
    scan.hidden_columns.update(range(int(told[b"min"]) - 1, min(int(told[b"max"]), 16_384)))


def _take(piece: bytes, scan: Scan, widths: Mapping[str, int]) -> None:
    """Adds a piece of whole rows."""
    if b"<!" in piece or _STRANGE.search(piece):
        raise _Unknown
    odd = any(mark in piece for mark in (b"&#", b"='", b' ="', b'= "'))
    if odd and _ATTRIBUTE.search(piece):
        raise _Unknown
    _reach(piece, scan)
    if b"hidden" in piece:
        scan.hidden_rows.update(int(number) for number in _HIDDEN.findall(piece))
    if b't="e"' in piece:
        _errors(piece, scan)
    if b"<f" in piece:
        _formulas(piece, scan)
    if any(b' s="%b"' % style.encode() in piece for style in widths):
        _padded(piece, scan, widths)


def _reach(piece: bytes, scan: Scan) -> None:
    """Widens the area that all cells lie in, empty ones too."""
    numbers = [int(number) for number in _ROW.findall(piece)]
    if not numbers:
        return
    scan.rows = (min(scan.rows[0], *numbers), max(scan.rows[1], *numbers))
    letters = max(_WIDE.findall(piece), key=lambda name: (len(name), name), default=b"Z")
    scan.columns = (0, max(scan.columns[1], column_number(letters.decode()) or 0))


def _place(column: bytes, row: bytes) -> tuple[int, int]:
    number = column_number(column.decode())
    assert number is not None  # the pattern has found one to three letters
    return int(row), number


def _errors(piece: bytes, scan: Scan) -> None:
    for column, row, body in _ERROR.findall(piece):
        found = _VALUE.search(body)
        if b"<v" in body.replace(b"<v/>", b"") and (not found or b"&" in found[1]):
            raise _Unknown
        said = found[1].decode() if found else ""
        scan.broken[_place(column, row)] = said or "fel"


def _formulas(piece: bytes, scan: Scan) -> None:
    """Formulas whose value was never worked out."""
    seen = 0
    for column, row, attributes, value in _FORMULA.findall(piece):
        seen += 1
        if not value and b' t="e"' not in attributes:
            scan.broken[_place(column, row)] = "formel utan uträknat värde"
    if seen != len(_FORMULAS.findall(piece)):
        raise _Unknown


def _padded(piece: bytes, scan: Scan, widths: Mapping[str, int]) -> None:
    styles = b"|".join(style.encode() for style in widths)
    for column, row, attributes in re.findall(
        _CELL + rb'([^<>]* s="(?:%b)"[^<>]*)>' % styles, piece
    ):
        place = _place(column, row)
        told = dict(re.findall(rb' ([a-z]+)="([^"]*)"', attributes))
        if told.get(b"t", b"n") == b"n" and place not in scan.broken:
            scan.padded[place] = widths[told[b"s"].decode()]
