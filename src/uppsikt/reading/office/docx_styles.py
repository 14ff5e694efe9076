"""What the styles of a Word document say: which are headings, lists and contents."""

import re
from dataclasses import dataclass
from typing import Any, TypeAlias

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""The namespace of a Word document's elements."""

Element: TypeAlias = Any  # an element of lxml, which has no types

_HEADING = re.compile(r"(?:heading|rubrik|överskrift|otsikko)\s*(\d)(?!\d)", re.IGNORECASE)
_TITLE = frozenset(("title", "titel", "dokumenttitel", "dokumentrubrik", "rubrik"))
_LIST = re.compile(r"list (?:bullet|number)|punktlista|numrerad lista|lista ", re.IGNORECASE)
_CONTENTS = re.compile(r"toc |toc\d|innehåll|table of figures|figurförteckning", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style means. ``level`` is that of a heading, 0 for other styles."""

    level: int = 0
    is_list: bool = False
    is_contents: bool = False
    bold: bool = False


PLAIN = Style()
"""A style that means nothing in particular."""


def styles_of(root: Element | None) -> dict[str, Style]:
    """The meaning of each paragraph style by its identifier, taken also from its parents."""
    if root is None:
        return {}
    elements = {
        one.get(W + "styleId"): one
        for one in root.iter(W + "style")
        if one.get(W + "type") in (None, "paragraph") and one.get(W + "styleId")
    }
    return {identifier: _style(identifier, elements) for identifier in elements}


def outline_level(properties: Element | None) -> int:
    """The heading level that paragraph properties state, 0 if none (9 is body text)."""
    found = None if properties is None else properties.find(W + "outlineLvl")
    value = "" if found is None else found.get(W + "val") or ""
    return int(value) + 1 if value.isdecimal() and int(value) < 9 else 0


def in_list(properties: Element | None) -> bool | None:
    """Whether paragraph properties put it in a list; None if they do not say."""
    found = None if properties is None else properties.find(f"{W}numPr/{W}numId")
    return None if found is None else found.get(W + "val") != "0"


def is_on(element: Element | None) -> bool:
    """Whether a switch such as ``w:b`` is there and not turned off."""
    return element is not None and element.get(W + "val") not in ("0", "false", "off", "none")


def _style(identifier: str, elements: dict[str, Element]) -> Style:
    level = 0
    is_list: bool | None = None
    contents = bold = False
    for one in _family(identifier, elements):
        named = one.find(W + "name")
        name = (named.get(W + "val") if named is not None else None) or ""
        properties = one.find(W + "pPr")
        level = level or _level(name) or outline_level(properties)
        contents = contents or _CONTENTS.match(name) is not None
        said = in_list(properties)
        is_list = said if is_list is None else is_list
        if _LIST.match(name):
            is_list = True
        bold = bold or is_on(one.find(f"{W}rPr/{W}b"))
    # A heading may be numbered by a list; it is a heading still.
    return Style(0 if contents else level, bool(is_list) and not level, contents, bold)


def _level(name: str) -> int:
    if found := _HEADING.match(name):
        return int(found[1]) or 1
    return 1 if name.strip().casefold() in _TITLE else 0


def _family(identifier: str, elements: dict[str, Element]) -> list[Element]:
    """A style and those that it rests on, itself first; a circle is cut."""
    family: list[Element] = []
    seen: set[str] = set()
    while identifier in elements and identifier not in seen:
        seen.add(identifier)
        family.append(elements[identifier])
        parent = elements[identifier].find(W + "basedOn")
        identifier = (parent.get(W + "val") if parent is not None else None) or ""
    return family
