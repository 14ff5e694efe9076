"""Running text cut into sentences, with the numbers in each."""

import re
from collections.abc import Iterator

from uppsikt.reading.model import Sentence, Text
from uppsikt.reading.numbers import find_numbers

_STOP = re.compile(r"[.!?](?:[”\"')\]]{0,2})\s+(?=[A-ZÅÄÖÉ\d”\"(•\-–−])")
_SHORT = re.compile(
    r"(?:\b(?:bl|t|m|f|o|d|s|e|p|kl|ca|nr|st|kap|resp|inkl|exkl|ev|jfr|ang|avd|dvs|osv|etc|tex|"
    r"fr|tom|fom|prop|dnr|sid|tab|fig|jan|feb|mar|apr|jun|jul|aug|sept?|okt|nov|dec|milj|mån|"
    r"a|ex|k|i|u|bil|art|max|min|ungef|tfn)|§|\b[A-ZÅÄÖ])\.$",
    re.IGNORECASE,
)
_NUMBER = 40
"""Characters: the number of an item in a list is shorter."""
_LONGEST = 2_000
"""Characters: a longer run is no sentence, and is read in parts."""
_PARTS = 10
"""So many parts of such a run are read: the rest is what nobody has written."""
_ENDS = re.compile(r"\b(?:st|milj|m\.m|etc|osv|mån)\.$", re.IGNORECASE)


def sentences(text: Text) -> tuple[Sentence, ...]:
    """The sentences of a text, in order; without the spaces around them."""
    return tuple(_cut(text))


def _cut(text: Text) -> Iterator[Sentence]:
    whole = text.text
    start = 0
    for stop in _STOP.finditer(whole):
        if _goes_on(whole, start, stop):
            continue
        yield from _sentence(text, start, stop.end())
        start = stop.end()
    yield from _sentence(text, start, len(whole))


def _goes_on(whole: str, start: int, stop: re.Match[str]) -> bool:
    """Whether the dot belongs to a short form, or to a list number, and ends no sentence."""
    before = whole[max(start, stop.start() - 12) : stop.start() + 1]
    if stop.start() - start <= _NUMBER and whole[start : stop.start()].strip().isdigit():
        return True
    if not _SHORT.search(before):
        return False
    following = whole[stop.end() : stop.end() + 1]
    return not (_ENDS.search(before) and following.isupper())


def _sentence(text: Text, start: int, end: int) -> Iterator[Sentence]:
    part = text.text[start:end]
    stripped = part.strip()
    first = start + len(part) - len(part.lstrip())
    for at in range(0, min(len(stripped), _PARTS * _LONGEST), _LONGEST):
        own = text.part(first + at, first + min(at + _LONGEST, len(stripped)))
        yield Sentence(own, find_numbers(own))
