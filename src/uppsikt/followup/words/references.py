"""Reading prose: where figures are bound into it, and which digits are a date or a law.

A text is cut into plain text, references `[[ … ]]` and marks `{datum: …}` and `{lag: …}`. A digit
anywhere else is refused, since it would stay when the tables change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from uppsikt.figures import UppsiktError, month_name

REFERENCE = re.compile(r"\[\[([^\[\]\n]*)\]\]")
_MARK = re.compile(r"\{(datum|lag):\s*([^{}\n]+?)\s*\}")
PIECE = re.compile(f"{REFERENCE.pattern}|{_MARK.pattern}")

_MONTHS = "|".join(month_name(number) for number in range(1, 13))
_YEAR, _DAY = r"(?:19|20)\d\d", r"(?:[1-9]|[12]\d|3[01])"
_DATE = re.compile(
    rf"(?:(?:den )?(?:{_DAY} )?(?:{_MONTHS})(?: {_YEAR})?|{_YEAR}(?:-\d\d(?:-\d\d)?)?)"
)
_LAW = re.compile(
    r"(?=.*(?:\d:\d|§))[A-Za-zÅÄÖåäö]*(?: ?\(\d{4}:\d+\))?(?: ?\d+ ?(?:kap\.|:|[a-z]|[–-]|§§?|,)?)*"
)


class TextFault(UppsiktError):
    """Something in a text is wrong; `where` names the text and the line."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text: `kind` is "text", "reference" or "mark"; `line` counts from 1."""

    kind: str
    content: str
    line: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands, for faults: its name, and the line that its first line stands on."""

    text: str
    first_line: int = 1

    def at(self, line: int) -> str:
        """The place of a line of the text (counted from 1)."""
        return f"texten ”{self.text}”, rad {self.first_line + line - 1}"


def pieces(text: str, place: Place) -> Iterator[Piece]:
    """Cut a text into its pieces.

    Raises TextFault for brackets that do not meet, for a mark that is no date or law, and for a
    digit in plain text.
    """
    end = 0
    for found in PIECE.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        yield from _plain(text[end : found.start()], text.count("\n", 0, end) + 1, place)
        reference, kind, content = found.groups()
        if reference is not None:
            yield Piece("reference", reference, line)
        else:
            _refuse_other(kind, content, place.at(line))
            yield Piece("mark", content, line)
        end = found.end()
    yield from _plain(text[end:], text.count("\n", 0, end) + 1, place)


def _plain(text: str, line: int, place: Place) -> Iterator[Piece]:
    """Plain text, without brackets that do not meet and without digits."""
    for number, row in enumerate(text.split("\n"), line):
        if "[[" in row or "]]" in row:
            raise TextFault(
                "En dubbel hakparentes saknar sin andra hälft.",
                where=place.at(number),
                values=[row.strip()[:80]],
                todo="Skriv hela det bundna talet på en rad: [[Verksamhet: mått]].",
            )
        digit = next((char for char in row if char.isnumeric()), "")
        if digit:
            raise TextFault(
                "En siffra står utanför [[ ]].",
                where=place.at(number),
                values=[_around(row, digit)],
                why="Siffran skulle stå kvar när tabellerna ändras.",
                todo="Bind talet, till exempel [[Nämnden: resultat]]. Ett datum märks "
                "{datum: 1 januari 2023} och ett lagrum {lag: KL 6:1}.",
            )
    if text:
        yield Piece("text", text, line)


def _around(row: str, digit: str) -> str:
    at = row.index(digit)
    return f"… {row[max(0, at - 25) : at + 25].strip()} …"


def _refuse_other(kind: str, content: str, where: str) -> None:
    """Refuse a mark that holds something else than it says, such as an amount."""
    if (_DATE if kind == "datum" else _LAW).fullmatch(content):
        return
    example = "{datum: 1 januari 2023}" if kind == "datum" else "{lag: KL 6:1}"
    raise TextFault(
        f"”{content}” är {'inget datum' if kind == 'datum' else 'inget lagrum'}.",
        where=where,
        why="Märkningen är till för siffror som inte är tal ur ekonomin.",
        todo=f"Skriv till exempel {example}, eller bind talet med [[ ]].",
    )
