"""Pure decisions about texts that are written: their names, their limits, their first words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.text import slugify

from uppsikt.figures import Period
from uppsikt.followup.basis.written import LAST_ORDER, STEP, Written
from uppsikt.followup.words.references import PIECE

LONGEST_HEADING = 200
LONGEST_BODY = 20_000
"""Signs of a section's text: some eight pages, of which a report has one or two."""

_LONGEST_KEY = 60
_PRIVATE = re.compile("[\ue000-\uf8ff\0]")
_MARKUP = re.compile(r"^\s*(?:#{1,6}|[-+*])\s|[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}", re.MULTILINE)

_WORDS = re.compile(r"\s+|[^\s]+")
_MOST_COMPARED = 3000
_SPACES = re.compile(r"[ \t\n]+")
"""Not the hard spaces that hold a figure together."""


@dataclass(frozen=True, slots=True)
class Where:
    """The report that a text stands in: a committee's, after a month, in a form."""

    committee: str
    month: Period
    form: str

    def __str__(self) -> str:
        return f"{self.committee} {self.month} {self.form}"


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody writes: a heading of one line, a text in Markdown, and the place for both."""

    heading: str
    body: str
    place: str

    @classmethod
    def typed(cls, heading: str, body: str, place: str) -> Words:
        """The words as they come from a form, whose lines end as the browser likes."""
        return cls(
            " ".join(_PRIVATE.sub("", heading).split()),
            _PRIVATE.sub("", body).replace("\r\n", "\n").replace("\r", "\n").strip("\n"),
            place,
        )


def too_long(words: Words) -> str:
    """What of the words has no room, in words; empty where all has."""
    for what, text, most in (
        ("Rubriken", words.heading, LONGEST_HEADING),
        ("Texten", words.body, LONGEST_BODY),
    ):
        if len(text) > most:
            return f"{what} har {len(text)} tecken, och {most} får plats."
    return ""


def new_key(heading: str, known: Collection[str]) -> str:
    """A name for a new section, by its heading, that no other has."""
    plain = slugify(PIECE.sub(" ", heading))[:_LONGEST_KEY].replace("_", "-").strip("-")
    parts = [part for part in plain.split("-") if part]
    base = "-".join(parts) or "avsnitt"
    if base not in known:
        return base
    return next(f"{base}-{n}" for n in range(2, len(known) + 3) if f"{base}-{n}" not in known)


def order_of(sections: Iterable[Written], key: str, place: str) -> int:
    """Where a section stands: where it stood, or last in a place that is new to it."""
    every = tuple(sections)
    known = next((one for one in every if one.key == key), None)
    if known is not None and known.place == place:
        return known.order
    last = max((one.order for one in every if one.place == place), default=0)
    return min(last + STEP, LAST_ORDER)


def next_month(month: Period) -> Period:
    """The month after."""
    if month.last == 12:
        return Period.month(month.year + 1, 1)
    return Period.month(month.year, month.last + 1)


def first_words(text: str, most: int = 140) -> str:
    """The beginning of a text without its markup, on one line."""
    line = _SPACES.sub(" ", _MARKUP.sub("", text)).strip()
    if len(line) <= most:
        return line
    return f"{line[:most].rsplit(' ', 1)[0].rstrip(',.;:')} …"


def differing(mine: str, theirs: str) -> tuple[tuple[str, bool], ...]:
    """Their text in pieces, each with whether my text lacks it there. Of very long texts nothing is
    told: to compare them takes too long."""
    mine_words, their_words = _WORDS.findall(mine), _WORDS.findall(theirs)
    if max(len(mine_words), len(their_words)) > _MOST_COMPARED:
        return ((theirs, False),)
    found = SequenceMatcher(None, mine_words, their_words, autojunk=False).get_opcodes()
    pieces = (("".join(their_words[low:high]), what != "equal") for what, _, _, low, high in found)
    return tuple(piece for piece in pieces if piece[0])


def in_places(sections: Sequence[Written], places: Sequence[str]) -> tuple[Written, ...]:
    """The sections as the report has them: place by place, each in its order."""
    return tuple(one for place in places for one in sections if one.place == place)
