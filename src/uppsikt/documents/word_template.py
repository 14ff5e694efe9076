"""A Word template looked at before anything is written in it: safe, readable, and with our styles.

A template comes from outside and ends up in every report, so what could run, fetch or hide
something is refused, with the part of the file that holds it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import NoReturn

from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml import etree  # type: ignore[import-untyped]

from uppsikt.figures import UppsiktError

from .docx_template import CONTENT, FIELDS, ROLES, Role, found_styles, marks, open_template
from .look import WordTemplate
from .model import is_address

MOST_BYTES, MOST_UNPACKED, MOST_PARTS = 5_000_000, 50_000_000, 500
_RUNS = re.compile(r"macroenabled|vbaproject|activex|oleobject|afchunk|control\+xml", re.IGNORECASE)
_EMBEDDED = re.compile(r"^word/(embeddings|activeX|vbaProject)", re.IGNORECASE)
_FETCHES = re.compile(r"^\s*(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|MACROBUTTON)\b")


class TemplateFault(UppsiktError):
    """A Word template cannot be used; `where` names the file and the part of it."""


def checked_template(content: bytes, name: str, given: Mapping[str, str]) -> WordTemplate:
    """Return the template with its own style for each of our roles that it has one for.

    `given` are the styles that the look names (role → style). Raises TemplateFault for a file
    that is no plain .docx, that holds macros, links out or embedded objects, or lacks styles.
    """
    _refuse_unsafe(content, name)
    try:
        word = open_template(WordTemplate(content, {}))
    except (PackageNotFoundError, ValueError, KeyError, etree.XMLSyntaxError) as fault:
        raise TemplateFault(
            "Word-mallen går inte att läsa.",
            where=name,
            why="Filen är inget vanligt Word-dokument.",
            todo="Öppna den i Word och spara den som Word-dokument (.docx), inte som mall (.dotx).",
        ) from fault
    if word.element.body.find(qn("w:sectPr")) is None:
        _refuse(name, "Word-mallen saknar sidinställningar.", "Öppna och spara den i Word.")
    _refuse_unknown_marks(name, [*marks(word)])
    known = found_styles(word)
    styles = {role.key: _style(role, given.get(role.key, ""), known) for role in ROLES}
    _refuse_missing(name, given, styles, known)
    return WordTemplate(content, {key: style for key, style in styles.items() if style})


def _style(role: Role, given: str, known: Mapping[tuple[str, str], str]) -> str:
    """The name by which the template has the role's style; empty if it has none."""
    sought = (given,) if given else role.sought
    return next((one for one in sought if (role.kind, one.casefold()) in known), "")


def _refuse_missing(
    name: str,
    given: Mapping[str, str],
    styles: Mapping[str, str],
    known: Mapping[tuple[str, str], str],
) -> None:
    lacking = [
        role for role in ROLES if not styles[role.key] and (role.demanded or given.get(role.key))
    ]
    if not lacking:
        return
    raise TemplateFault(
        "Word-mallen saknar formatmallar som behövs.",
        where=name,
        values=[_wanted(role, given.get(role.key, ""), known) for role in lacking],
        why="Rapportens text skrivs med mallens egna formatmallar.",
        todo="Lägg till formatmallarna i Word, eller skriv under [word_mall.stilar] vilka av "
        "mallens egna som ska användas.",
    )


def _wanted(role: Role, given: str, known: Mapping[tuple[str, str], str]) -> str:
    sought = given or " eller ".join(role.sought)
    shown = {name: name for kind, name in known if kind == role.kind}
    near = get_close_matches((given or role.sought[0]).casefold(), shown, n=3, cutoff=0.5)
    hint = f" (närmast i mallen: {', '.join(near)})" if near else ""
    return f"{role.key}: {sought}{hint}"


def _refuse_unknown_marks(name: str, found: Sequence[tuple[str, bool]]) -> None:
    allowed = ", ".join("{{" + one + "}}" for one in (CONTENT, *FIELDS))
    for mark, _ in found:
        if mark not in (CONTENT, *FIELDS):
            _refuse(name, f"Word-mallen har en okänd plats: {{{{{mark}}}}}.", f"Välj: {allowed}.")
    places = [in_body for mark, in_body in found if mark == CONTENT]
    if places not in ([], [True]):
        _refuse(
            name,
            "Platsen {{innehåll}} ska stå på ett ställe, i mallens brödtext.",
            "Ta bort de andra, också ur sidhuvud och sidfot.",
        )


def _refuse_unsafe(content: bytes, name: str) -> None:
    if len(content) > MOST_BYTES:
        _refuse(name, "Word-mallen är för stor.", f"Högst {MOST_BYTES // 1_000_000} MB.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_bomb(archive, name)
            for part in archive.namelist():
                _refuse_part(archive, part, name)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as fault:
        raise TemplateFault(
            "Word-mallen går inte att läsa.",
            where=name,
            why="Filen är inget Word-dokument, är skadad eller har lösenord.",
            todo="Öppna den i Word och spara den som Word-dokument (.docx) utan lösenord.",
        ) from fault


def _refuse_bomb(archive: zipfile.ZipFile, name: str) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        _refuse(name, "Word-mallen packar upp sig till mer än ett dokument kan vara.", "Byt mall.")


def _refuse_part(archive: zipfile.ZipFile, part: str, name: str) -> None:
    if _EMBEDDED.match(part):
        _refuse(
            f"{name}, {part}",
            "Word-mallen har makron eller inbäddade objekt.",
            "Spara den utan makron och objekt, som Word-dokument (.docx).",
        )
    if not part.endswith((".xml", ".rels")):
        return
    text = archive.read(part)
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        _refuse(f"{name}, {part}", "Word-mallen har egna XML-definitioner.", "Spara den i Word.")
    try:
        root = etree.fromstring(text, _parser())
    except etree.XMLSyntaxError:
        _refuse(f"{name}, {part}", "Word-mallen är skadad.", "Öppna och spara den i Word.")
    for what, todo in _faults(part, root):
        _refuse(f"{name}, {part}", what, todo)


def _faults(part: str, root: etree._Element) -> Iterator[tuple[str, str]]:
    """What in one part of the template could run or fetch something."""
    if part == "[Content_Types].xml":
        for one in root:
            if _RUNS.search(one.get("ContentType", "")):
                yield "Word-mallen har makron eller inbäddade objekt.", "Spara den utan dem."
    elif part.endswith(".rels"):
        for one in root:
            target = one.get("Target", "")
            link = one.get("Type", "").endswith("/hyperlink") and is_address(target)
            if one.get("TargetMode") == "External" and not link:
                yield (
                    f"Word-mallen hämtar något utifrån: {target}.",
                    "Bädda in bilden, eller ta bort kopplingen till filen eller dokumentmallen.",
                )
    else:
        codes = [one.text or "" for one in root.iter(qn("w:instrText"))]
        codes += [one.get(qn("w:instr"), "") for one in root.iter(qn("w:fldSimple"))]
        for code in codes:
            if _FETCHES.match(code):
                yield f"Word-mallen har ett fält som hämtar något: {code.strip()}.", "Ta bort det."


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def _refuse(where: str, what: str, todo: str) -> NoReturn:
    raise TemplateFault(what, where=where, todo=todo)
