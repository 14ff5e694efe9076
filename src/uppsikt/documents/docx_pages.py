"""Upright and lying pages of a DOCX: sections, each ended by its last paragraph."""

from __future__ import annotations

import copy
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Twips

from . import docx_template

_SIDES = ("left", "right")


def lying_width(word: WordDocument) -> int:
    """The room between the margins of a lying page, in EMU."""
    page = _page(word)
    margins = page.find(qn("w:pgMar"))
    height = int(page.find(qn("w:pgSz")).get(qn("w:h")))
    return int(Twips(height - sum(int(margins.get(qn(f"w:{side}"))) for side in _SIDES)))


def end_section(word: WordDocument, *, lying: bool) -> None:
    """Let what has been written since the last section be one, upright or lying."""
    body: Any = word.element.body
    last = body[-2]  # before the page's own
    page = copy.deepcopy(_page(word))
    if lying:
        _turn(page)
    last.get_or_add_pPr().append(page)


def lie_down_at_end(word: WordDocument) -> None:
    """Let the last section of the document lie."""
    _turn(word.element.body.find(qn("w:sectPr")))


def _page(word: WordDocument) -> Any:  # noqa: ANN401 - an element
    """The section that content is written in: the one of its place, or the last one."""
    body: Any = word.element.body
    place = docx_template.place_of_content(word)
    if place is not None:
        for paragraph in (place, *place.itersiblings(qn("w:p"))):
            page = paragraph.find(qn("w:pPr") + "/" + qn("w:sectPr"))
            if page is not None:
                return page
    return body.find(qn("w:sectPr"))


def _turn(page: Any) -> None:  # noqa: ANN401 - an element
    size = page.find(qn("w:pgSz"))
    width, height = size.get(qn("w:w")), size.get(qn("w:h"))
    size.set(qn("w:w"), height)
    size.set(qn("w:h"), width)
    size.set(qn("w:orient"), "landscape")
