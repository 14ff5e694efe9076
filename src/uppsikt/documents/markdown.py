"""Prose in Markdown, read with an allow-list: nothing but text can come out of it.

Headings, paragraphs, strong, emphasis, bullet lists and links. Raw HTML, pictures, tables and code
have no meaning here and stay the text they are.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from .model import Block, Bullets, Heading, Link, Paragraph, Run, Runs, Text, is_address

_RULES = ["heading", "list", "emphasis", "link", "escape", "newline"]


def parse(text: str) -> tuple[Block, ...]:
    """Return the blocks of a text in Markdown.

    `# ` becomes a heading of level 1, deeper ones at most 3. A link that is not http, https or
    mailto stays text. Items of a list inside a list follow those of the outer one.
    """
    return tuple(_blocks(_reader().parse(text)))


@functools.cache
def _reader() -> MarkdownIt:
    reader = MarkdownIt("zero", {"html": False, "linkify": False}).enable(_RULES)
    # The addresses are checked where the link is made, by a list of what is allowed.
    reader.validateLink = _any_address  # type: ignore[method-assign]
    return reader


def _any_address(url: str) -> bool:
    return bool(url)


def _blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    items: list[Runs] = []
    depth = 0
    level = 0
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            depth += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            depth -= 1
            if not depth and items:
                yield Bullets(tuple(items))
                items = []
        elif token.type == "heading_open":
            level = int(token.tag[1:])
        elif token.type == "heading_close":
            level = 0
        elif token.type == "inline":
            runs = tuple(_runs(token.children or []))
            if depth:
                items.append(runs)
            elif level:
                yield from _heading(level, runs)
            elif runs:
                yield Paragraph(runs)


def _heading(level: int, runs: Runs) -> Iterator[Heading]:
    text = "".join(run.text for run in runs)
    if text.strip():
        yield Heading(1 if level == 1 else 2 if level == 2 else 3, text)


def _runs(tokens: Sequence[Token]) -> Iterator[Run]:
    strong = emphasis = 0
    href = ""
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                strong += token.nesting
            case "em_open" | "em_close":
                emphasis += token.nesting
            case "link_open":
                href = str(token.attrGet("href") or "")
            case "link_close":
                href = ""
            case "softbreak" | "hardbreak":
                yield Text(" ", bool(strong), bool(emphasis))
            case _ if token.content:
                yield _run(token.content, bool(strong), bool(emphasis), href)


def _run(text: str, strong: bool, emphasis: bool, href: str) -> Run:
    return Link(text, href) if is_address(href) else Text(text, strong, emphasis)
