"""Tables in plain text whose cells stand between bars or semicolons, as in Markdown and CSV."""

import re
from collections.abc import Sequence
from dataclasses import replace

from uppsikt.reading.model import Line

_LEAST = 3
"""So many lines in a row with as many marks are a table."""
_RULE = re.compile(r"[\s|:;+=-]*-{2,}[\s|:;+=-]*")
_EDGES = re.compile(r"^(\s*)\||\|(\s*)$")


def with_tabs(lines: Sequence[Line]) -> list[Line]:
    """The lines with tabs for the marks between cells, every character where it was.

    Rules of dashes become blank; all else stays as it is.
    """
    found = list(lines)
    for mark in "|;":
        start = 0
        while start < len(found):
            end = _end(found, start, mark)
            if end - start >= _LEAST:
                found[start:end] = [_parted(line, mark) for line in found[start:end]]
            start = max(end, start + 1)
    return found


def _end(lines: Sequence[Line], start: int, mark: str) -> int:
    """Where the run of lines ends that have as many marks, at least two of them, as the first."""
    count = _inner(lines[start].text, mark).count(mark)
    end = start
    if count < 2:
        return start
    while end < len(lines) and _inner(lines[end].text, mark).count(mark) == count:
        end += 1
    return end


def _inner(text: str, mark: str) -> str:
    """The line without bars around it, at the same length."""
    if mark != "|":
        return text
    return _EDGES.sub(lambda found: " " * len(found[0]), text)


def _parted(line: Line, mark: str) -> Line:
    if _RULE.fullmatch(line.text):
        return replace(line, text="")
    return replace(line, text=_inner(line.text, mark).replace(mark, "\t"))
