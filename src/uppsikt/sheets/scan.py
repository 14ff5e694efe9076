"""What the fast reader of workbooks does not tell: errors, hidden rows, formulas without value."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Mapping
from typing import IO

from lxml import etree  # type: ignore[import-untyped]

from uppsikt.sheets.book import column_number
from uppsikt.sheets.glance import glance
from uppsikt.sheets.look import MOST_CELLS, Scan

_PLACE = re.compile(r"([A-Z]{1,3})(\d+)")
_PADDED = re.compile(r"0{2,}")
_RELATIONSHIP = re.compile(r"\{.*relationships\}id")


def scans(package: zipfile.ZipFile) -> dict[str, Scan]:
    """Each worksheet by name. Raises what ``packages.BROKEN`` and lxml's errors say."""
    widths = _padded_styles(package)
    found = {}
    for name, path in _parts(package).items():
        if path in package.namelist():
            found[name] = _look(package, path, widths)
    return found


def _look(package: zipfile.ZipFile, path: str, widths: Mapping[str, int]) -> Scan:
    """A quick look, and a careful one where that does not settle what is in the sheet."""
    with package.open(path) as part:
        quick = glance(part, widths)
    if quick is not None and quick.extent <= MOST_CELLS:
        return quick
    with package.open(path) as part:
        return careful(part, widths)


def _parts(package: zipfile.ZipFile) -> dict[str, str]:
    """The path of each sheet's part, by the sheet's name."""
    rels = _root(package, "xl/_rels/workbook.xml.rels")
    targets = {
        str(one.get("Id")): posixpath.normpath(posixpath.join("/xl", str(one.get("Target"))))
        for one in rels.iterfind("{*}Relationship")
    }
    parts = {}
    for sheet in _root(package, "xl/workbook.xml").iterfind(".//{*}sheets/{*}sheet"):
        key = next((text for name, text in sheet.items() if _RELATIONSHIP.fullmatch(name)), "")
        parts[str(sheet.get("name"))] = targets.get(key, "").lstrip("/")
    return parts


def _root(package: zipfile.ZipFile, path: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(package.read(path), parser)


def _padded_styles(package: zipfile.ZipFile) -> dict[str, int]:
    """The cell styles whose number format only says how many digits to show: 0000 is 4."""
    if "xl/styles.xml" not in package.namelist():
        return {}
    root = _root(package, "xl/styles.xml")
    widths = {
        one.get("numFmtId"): len(code)
        for one in root.iterfind(".//{*}numFmts/{*}numFmt")
        if _PADDED.fullmatch(code := str(one.get("formatCode")))
    }
    styles = root.iterfind(".//{*}cellXfs/{*}xf")
    return {
        str(index): widths[style.get("numFmtId")]
        for index, style in enumerate(styles)
        if style.get("numFmtId") in widths
    }


def careful(part: IO[bytes], widths: Mapping[str, int]) -> Scan:
    """What is special in a sheet, told element by element."""
    scan = Scan()
    events = etree.iterparse(
        part, events=("end",), tag=("{*}row", "{*}col"), resolve_entities=False, no_network=True
    )
    number = 0
    for _, element in events:
        if etree.QName(element).localname == "col":
            _column(element, scan)
            continue
        number = int(element.get("r") or number + 1)
        if element.get("hidden") in {"1", "true"}:
            scan.hidden_rows.add(number)
        _cells(element, number, widths, scan)
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
    return scan


def _column(element: etree._Element, scan: Scan) -> None:
    if element.get("hidden") in {"1", "true"}:
        first, last = int(element.get("min")), int(element.get("max"))
        scan.hidden_columns.update(range(first - 1, min(last, 16_384)))


def _cells(row: etree._Element, number: int, widths: Mapping[str, int], scan: Scan) -> None:
    column = -1
    for cell in row.iterchildren("{*}c"):
        placed = _PLACE.fullmatch(cell.get("r") or "")
        known = column_number(placed[1]) if placed else None
        column = column + 1 if known is None else known
        value = cell.findtext("{*}v")
        if len(cell):
            scan.rows = (min(scan.rows[0], number), max(scan.rows[1], number))
            scan.columns = (min(scan.columns[0], column), max(scan.columns[1], column))
        if cell.get("t") == "e":
            scan.broken[number, column] = value or "fel"
        elif not value and cell.find("{*}f") is not None:
            scan.broken[number, column] = "formel utan uträknat värde"
        elif cell.get("s") in widths and cell.get("t") in {None, "n"}:
            scan.padded[number, column] = widths[cell.get("s")]
