"""The text of a paragraph in a Word document as a reader sees it."""

from collections.abc import Iterator

from uppsikt.reading.cells import superscript
from uppsikt.reading.office.docx_styles import Element, W, is_on

_ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Taken away, moved from here, codes of fields, notes, and boxes, which are read by themselves.
_LEFT_OUT = frozenset(
    [_ALTERNATIVE, W + "txbxContent"]
    + [W + name for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sectPr",
                             "footnoteReference", "endnoteReference", "commentReference")]
)  # fmt: skip
_SIGNS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
}


def text_of(paragraph: Element) -> str:
    """The text with tabs and line breaks, without deleted words and soft hyphens."""
    return "".join(_texts(paragraph)).replace("\u00ad", "").replace("\u2011", "-")


def is_bold(paragraph: Element) -> bool:
    """Whether all words of a paragraph are bold by themselves, as a makeshift heading is."""
    runs = [run for run in paragraph.iter(W + "r") if _has_words(run)]
    return bool(runs) and all(is_on(run.find(f"{W}rPr/{W}b")) for run in runs)


def boxes_of(paragraph: Element) -> Iterator[Element]:
    """The contents of text boxes that hang on a paragraph, each once."""
    for box in paragraph.iter(W + "txbxContent"):
        if not any(above.tag == _ALTERNATIVE for above in box.iterancestors()):
            yield box


def _texts(element: Element) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag in _LEFT_OUT:
            continue
        if tag == W + "t":
            yield child.text or ""
        elif tag in _SIGNS:
            yield _SIGNS[tag]
        elif tag == W + "r":
            yield from _run(child)
        elif len(child):
            yield from _texts(child)


def _run(run: Element) -> Iterator[str]:
    properties = run.find(W + "rPr")
    if properties is not None and is_on(properties.find(W + "vanish")):
        return
    raised = properties is not None and any(
        one.get(W + "val") == "superscript" for one in properties.findall(W + "vertAlign")
    )
    for text in _texts(run):
        yield superscript(text) if raised else text


def _has_words(run: Element) -> bool:
    return any((text.text or "").strip() for text in run.iter(W + "t"))
