"""Which line of a TOML file each table and key stands on: the standard reader does not say."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_HEADER = re.compile(r"\s*\[{1,2}\s*([^\]\s]+)\s*\]")
_KEY = re.compile(r"\s*([A-Za-z0-9_-]+|\"[^\"]*\"|'[^']*')\s*[.=]")
_TOKEN = re.compile(r'"""|\'\'\'|"(?:\\.|[^"\\])*"|\'[^\']*\'|#|[\[\]{}]')
_END = {'"""': re.compile(r'(?:\\.|[^\\])*?"""'), "'''": re.compile(r".*?'''")}


@dataclass
class Place:
    """Where one table begins, and each key in it (lines from 1)."""

    table: str
    line: int
    keys: dict[str, int] = field(default_factory=dict)


@dataclass
class _State:
    depth: int = 0
    quotes: str = ""

    @property
    def outside(self) -> bool:
        return not self.depth and not self.quotes


def places(text: str) -> list[Place]:
    """The tables of a TOML text in order, first the nameless one at the top of the file.

    The text must already have been read without faults by a TOML reader.
    """
    found = [Place("", 1)]
    state = _State()
    for number, line in enumerate(text.splitlines(), start=1):
        if state.outside and (header := _HEADER.match(line)):
            found.append(Place(header[1].strip("\"'"), number))
            continue
        start = 0
        if state.outside and (key := _KEY.match(line)):
            found[-1].keys[key[1].strip("\"'")] = number
            start = key.end()
        _follow(line, start, state)
    return found


def _follow(line: str, position: int, state: _State) -> None:
    """Moves the state to the end of the line: inside a list, a long string, or neither."""
    while position < len(line):
        if state.quotes:
            end = _END[state.quotes].match(line, position)
            if end is None:
                return
            position, state.quotes = end.end(), ""
            continue
        token = _TOKEN.search(line, position)
        if token is None or token[0] == "#":
            return
        position = token.end()
        if token[0] in _END:
            state.quotes = token[0]
        elif token[0] in "[{":
            state.depth += 1
        elif token[0] in "]}":
            state.depth -= 1
