"""Zip packages (DOCX and XLSX are such): opened only when their size unpacked is within bounds."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from uppsikt.reading.errors import Unreadable
from uppsikt.reading.limits import Limits
from uppsikt.sheets import packages
from uppsikt.sheets.packages import BROKEN

if TYPE_CHECKING:
    from lxml import etree  # type: ignore[import-untyped]


def opened_package(data: bytes, name: str, limits: Limits) -> zipfile.ZipFile:
    """The package, once its directory is found to be within the limits. Raises Unreadable."""
    try:
        return packages.opened(
            io.BytesIO(data),
            len(data),
            members=limits.members,
            unpacked_bytes=limits.unpacked_bytes,
        )
    except packages.Damaged as error:
        raise damaged(name) from error
    except packages.TooLarge as error:
        raise _too_large(name, str(error)) from error
    except packages.Locked as error:
        raise locked(name) from error


def member(package: zipfile.ZipFile, path: str, name: str) -> bytes | None:
    """The bytes of one member, None if there is no such member."""
    try:
        info = package.getinfo(path)
    except KeyError:
        return None
    try:
        return package.read(info)
    except BROKEN as error:
        raise damaged(name) from error


def parsed(data: bytes, name: str) -> etree._Element:
    """The root of a member in XML. Entities are not resolved and nothing is fetched."""
    from lxml import etree  # noqa: PLC0415 — only Word needs it

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        return etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        raise damaged(name) from error


def damaged(name: str) -> Unreadable:
    """The refusal of a file that is cut or damaged."""
    return Unreadable(
        "Filen är trasig.",
        where=name,
        why="Innehållet är avbrutet eller skadat.",
        todo="Hämta filen på nytt, eller öppna den i sitt program och spara om den.",
    )


def locked(name: str) -> Unreadable:
    """The refusal of a file with a password."""
    return Unreadable(
        "Filen är skyddad med lösenord.",
        where=name,
        todo="Spara en kopia utan lösenord och granska den.",
    )


def _too_large(name: str, value: str) -> Unreadable:
    return Unreadable(
        "Filen är för stor när den packas upp.",
        where=name,
        values=[value],
        why="Så stora filer är inga rapporter, och kan vara gjorda för att stoppa datorn.",
        todo="Spara bara de delar som hör till rapporten i en ny fil.",
    )
