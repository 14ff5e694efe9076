"""Which words hold another one as a part: *bistånd* is in *försörjningsbistånd*. Pure.

No list of Swedish words is at hand under a licence of ours, so the index's own words say what a
word is: a compound is a word that falls apart into words which stand on their own somewhere in the
index, with or without a binding s between. An s that binds is in itself a sign, since a word is
seldom followed by one: then the other part need only be long enough to be a word.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

from uppsikt.platform.search.rules import stem

SHORTEST = 4
"""A shorter word is in too many others by chance: *bo*, *lön*, *sak*."""
_SHORTEST_REST = 3
_SHORTEST_UNKNOWN = 5
_LONGEST_ENDING = 3
_VOWELS = set("aeiouyåäöéàü")


def rests(word: str, written: str, part: str) -> Iterator[tuple[str, str]]:
    """What stands before and after each place where a part stands in a word as it is `written`.

    A word written without å, ä and ö has as many letters as with them.
    """
    at = written.find(part)
    while at >= 0:
        yield word[:at], word[at + len(part) :]
        at = written.find(part, at + 1)


def holding(
    parts: Collection[str],
    candidates: Mapping[str, str],
    known: Callable[[Collection[str]], Collection[str]],
) -> tuple[str, ...]:
    """Those of the candidates that are compounds with any form of a part.

    The candidates are words with how they are written. `known` tells which of some stems are those
    of words that stand on their own. A part is looked for as it stands and as its stem: *skola* is
    *skol* in *skolverksamhet*, but *marknad* is whole in *arbetsmarknad*.
    """
    places = {
        word: [way for part in parts for way in rests(word, written, part)]
        for word, written in candidates.items()
    }
    asked = {form for ways in places.values() for way in ways for form in _forms(way)}
    standing = set(known(asked))
    return tuple(word for word, ways in places.items() if any(_is_one(w, standing) for w in ways))


def _forms(way: tuple[str, str]) -> Iterator[str]:
    before, after = way
    yield from (stem(before), stem(before.removesuffix("s")), stem(after), stem(_unbound(after)))


def _is_one(way: tuple[str, str], standing: Collection[str]) -> bool:
    before, after = way
    if not before:
        # The part stands first: what comes after it must be a word, not an ending.
        return _is_word(after, standing) or _is_after_s(after, standing)
    if len(before) < _SHORTEST_REST or not _holds_vowel(before):
        return False
    bound = before.endswith("s") and len(before) > _SHORTEST_UNKNOWN
    if not (bound or _is_known(before, standing)):
        return False
    return len(after) <= _LONGEST_ENDING or _is_known(_unbound(after), standing)


def _is_word(rest: str, standing: Collection[str]) -> bool:
    return len(rest) >= _SHORTEST_REST and _holds_vowel(rest) and stem(rest) in standing


def _is_after_s(rest: str, standing: Collection[str]) -> bool:
    """An s and then a word: one that is known, or that is long."""
    word = _unbound(rest)
    if word == rest or not _holds_vowel(word):
        return False
    return _is_word(word, standing) or len(word) > _SHORTEST_UNKNOWN


def _is_known(word: str, standing: Collection[str]) -> bool:
    return stem(word) in standing or stem(word.removesuffix("s")) in standing


def _unbound(rest: str) -> str:
    """What comes after a part without the s that binds it."""
    return rest[1:] if rest.startswith("s") and len(rest) > _SHORTEST_REST else rest


def _holds_vowel(text: str) -> bool:
    return bool(_VOWELS & set(text))
