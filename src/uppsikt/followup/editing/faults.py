"""What is wrong in a text, each fault where it stands: for whoever writes it, while they write.

A report stops at the first fault of its texts. A writer is told all of them, with the very words
and what could stand there instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from uppsikt.followup.words.binding import COMMITTEE, Naming, read
from uppsikt.followup.words.references import PIECE, Place, TextFault, pieces
from uppsikt.followup.words.vocabulary import MEASURES, WORDS
from uppsikt.followup.words.wording import Style

MOST_NEAREST = 3
_NOWHERE = Place("")
_BRACKETS = re.compile(r"\[\[|\]\]")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a text that cannot be printed.

    It stands on `line` (counted from 1), from sign `start` up to `end` of the whole text, as
    `words`. `nearest` are whole texts that could stand there instead, the most like first.
    """

    line: int
    start: int
    end: int
    words: str
    what: str
    why: str = ""
    todo: str = ""
    nearest: tuple[str, ...] = ()


def faults(text: str, naming: Naming) -> tuple[Fault, ...]:
    """Every fault of a text, in order; none for one that can be kept."""
    return tuple(_faults(text, naming))


def _faults(text: str, naming: Naming) -> Iterator[Fault]:
    end = 0
    for found in PIECE.finditer(text):
        yield from _in_plain(text, end, found.start())
        fault = _refused(found.group(), found[1], naming)
        if fault is not None:
            nearest = () if found[1] is None else _nearest(found[1], naming)
            yield _at(text, found.start(), found.end(), fault, nearest)
        end = found.end()
    yield from _in_plain(text, end, len(text))


def _refused(whole: str, reference: str | None, naming: Naming) -> TextFault | None:
    """Why a bound figure, a word or a mark cannot stand as it does."""
    try:
        if reference is None:
            tuple(pieces(whole, _NOWHERE))
        else:
            read(reference, naming, "")
    except TextFault as fault:
        return fault
    return None


def _in_plain(text: str, start: int, end: int) -> Iterator[Fault]:
    """What is wrong outside brackets and marks: half of a pair of brackets, or a digit."""
    at = start
    for row in text[start:end].split("\n"):
        yield from _in_row(text, row, at)
        at += len(row) + 1


def _in_row(text: str, row: str, at: int) -> Iterator[Fault]:
    half = _BRACKETS.search(row)
    try:
        tuple(pieces(row, _NOWHERE))
    except TextFault as fault:
        if half is not None:
            last = len(row) if half.group() == "[[" else half.end()
            first = half.start() if half.group() == "[[" else 0
            yield _at(text, at + first, at + last, fault, ())
            return
        for first, last in _numbers(row):
            words = row[first:last]
            nearest = (f"{{datum: {words}}}",) if _YEAR.fullmatch(words) else ()
            yield _at(text, at + first, at + last, fault, nearest)


def _numbers(row: str) -> Iterator[tuple[int, int]]:
    """Where numbers stand in a row, with the spaces and points inside them."""
    first = -1
    last = 0
    for at, sign in enumerate(row):
        if sign.isnumeric():
            first = at if first < 0 else first
            last = at + 1
        elif first >= 0 and not (sign in " \u00a0.,:-–" and at == last):
            yield first, last
            first = -1
    if first >= 0:
        yield first, last


def _at(text: str, start: int, end: int, fault: TextFault, nearest: tuple[str, ...]) -> Fault:
    line = text.count("\n", 0, start) + 1
    return Fault(line, start, end, text[start:end], fault.what, fault.why, fault.todo, nearest)


def _nearest(content: str, naming: Naming) -> tuple[str, ...]:
    """What a wrong reference may have meant: whole references that can be read."""
    head, *options = (part.strip() for part in content.split("|"))
    who, colon, what = head.rpartition(":")
    if not colon:
        return tuple(f"[[{word}]]" for word in _like(head, WORDS))
    names = tuple(_names(who.strip(), naming))
    measures = _like(what, MEASURES)
    for chosen in ((tuple(options),), tuple(_other_options(options))):
        written = (
            f"[[{' | '.join((f'{name}: {measure}', *some))}]]"
            for some in chosen
            for name in names
            for measure in measures
        )
        readable = dict.fromkeys(one for one in written if _is_readable(one, naming))
        if readable:
            return tuple(readable)[:MOST_NEAREST]
    return ()


def _is_readable(whole: str, naming: Naming) -> bool:
    return _refused(whole, whole[2:-2], naming) is None


def _names(who: str, naming: Naming) -> Iterator[str]:
    """The names most like what is written; with its part, where it has one."""
    lines = [COMMITTEE, *(line.name for line in naming.lines)]
    name, slash, part = (one.strip() for one in who.rpartition("/"))
    if not slash:
        yield from _like(part, lines)
        return
    parts = ["Intäkt", "Kostnad", *(group.name for group in naming.groups)]
    for known in _like(name, lines):
        for known_part in _like(part, parts):
            yield f"{known} / {known_part}"


def _other_options(options: list[str]) -> Iterator[tuple[str, ...]]:
    """The wordings most like what is written, then none at all."""
    for option in options:
        for style in _like(option, [one.value for one in Style]):
            yield (style,)
    yield ()


def _like(text: str, known: Iterable[str]) -> list[str]:
    """The known words most like a text, whatever the case: the word itself where it is known."""
    by_plain = {one.casefold(): one for one in known}
    plain = " ".join(text.split()).casefold()
    if plain in by_plain:
        return [by_plain[plain]]
    close = get_close_matches(plain, list(by_plain), n=MOST_NEAREST, cutoff=0.5)
    return [by_plain[one] for one in close]
