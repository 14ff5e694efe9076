"""How words are found: taken out of texts, stemmed, folded, and marked in what is shown. Pure.

Both databases are given the words as they are made here, so both find the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from snowballstemmer import stemmer

LONGEST_WORD = 60
MOST_WORDS = 12
"""Words of a question that are looked for; the rest are left out."""
LONGEST_QUESTION = 500
_WORD = re.compile(r"[^\W_]+")
_SWEDISH = stemmer("swedish")
_VOWELS = set("aeiouyåäöé")
_SNIPPET = 220
_BEFORE = 60

# Words that stand in nearly every text, and would only keep what is asked for from being found.
# Source: the most frequent closed-class words of Swedish.
_EMPTY = frozenset({
    "att", "av", "de", "den", "det", "dem", "dess", "detta", "denna", "dessa", "du", "där",
    "då", "efter", "eller", "en", "ett", "från", "för", "har", "hur", "hos", "i", "in",
    "inte", "jag", "kan", "man", "med", "men", "mot", "mycket", "ni", "nu", "när", "och",
    "om", "på", "sig", "sin", "sina", "sitt", "ska", "som", "så", "till", "under", "upp",
    "ur", "ut", "vad", "var", "vara", "vi", "vid", "vilka", "vilken", "vilket", "är", "över",
})  # fmt: skip
# Words that look like the plural of another: the stemmer would take intern for the int of inte.
_WHOLE = {f"{word}{end}": word for word in ("intern", "extern", "modern") for end in ("", "a", "t")}


@dataclass(frozen=True)
class Asked:
    """A word that is looked for: as it stands, its stem, and folded where it has no å, ä or ö.

    `compounds` are words of the index that hold it as a part.
    """

    word: str
    stem: str
    folded: str = ""
    compounds: tuple[str, ...] = ()
    folded_compounds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Piece:
    """A part of a text that is shown; `is_hit` if it is what was looked for."""

    text: str
    is_hit: bool = field(default=False)


def words(text: str) -> Iterator[str]:
    """The words of a text in lower case; a number is one too."""
    for found in _WORD.finditer(unicodedata.normalize("NFC", text)):
        yield found[0].lower()[:LONGEST_WORD]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """What a word has in common with its other forms. Source: Snowball's Swedish stemmer.

    It knows the definite form of some words only, and takes an s that belongs to the word from
    *prognos* but not from *prognosen*. So the endings -et and -an are taken here, and what is left
    is stemmed again, until nothing more is.
    """
    if word in _WHOLE:
        return _WHOLE[word]
    its = word
    while (shorter := _shorter(its)) != its:
        its = shorter
    return its


def _shorter(word: str) -> str:
    rest = str(_SWEDISH.stemWord(word))
    for ending in ("et", "an"):
        left = rest.removesuffix(ending)
        if left != rest and len(left) >= 3 and _VOWELS & set(left):
            return left
    return rest


def fold(word: str) -> str:
    """A word without what stands over or under its letters: å and ä are a, ö is o."""
    parts = unicodedata.normalize("NFD", word)
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def tokens(title: str, text: str) -> str:
    """The words of an entry as the index has them, each once, with a letter for what it is.

    t: a stem of the title; e: a word as it stands; s: a stem; f: a stem folded.
    """
    found: set[str] = {f"t{stem(word)}" for word in words(title)}
    for word in words(f"{title} {text}"):
        its = stem(word)
        found |= {f"e{word}", f"s{its}", f"f{fold(its)}"}
    return " ".join(sorted(found))


def asked(question: str) -> tuple[Asked, ...]:
    """What a question looks for. Words that say nothing are left out, unless it has no others."""
    every = list(dict.fromkeys(words(question[:LONGEST_QUESTION])))
    telling = [word for word in every if word not in _EMPTY] or every
    return tuple(_asked(word) for word in telling[:MOST_WORDS])


def _asked(word: str) -> Asked:
    its = stem(word)
    return Asked(word, its, fold(its) if fold(word) == word else "")


def snippet(text: str, question: Collection[Asked]) -> tuple[Piece, ...]:
    """The part of a text where what was looked for stands, with the words marked."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    hits = [found.span() for found in _WORD.finditer(text) if is_hit(found[0], question)]
    first = hits[0][0] if hits else 0
    begin = _word_start(text, first - _BEFORE)
    end = _word_end(text, begin + _SNIPPET)
    pieces = list(_pieces(text, begin, end, hits))
    if begin:
        pieces.insert(0, Piece("… "))
    if end < len(text):
        pieces.append(Piece(" …"))
    return tuple(piece for piece in pieces if piece.text)


def is_hit(word: str, question: Collection[Asked]) -> bool:
    """Whether a word of a text is one that was looked for."""
    word = word.lower()[:LONGEST_WORD]
    its = stem(word)
    return any(
        its == one.stem
        or word == one.word
        or word in one.compounds
        or (one.folded and (fold(its) == one.folded or word in one.folded_compounds))
        for one in question
    )


def _pieces(text: str, begin: int, end: int, hits: list[tuple[int, int]]) -> Iterator[Piece]:
    at = begin
    for first, last in hits:
        if begin <= first and last <= end:
            yield Piece(text[at:first])
            yield Piece(text[first:last], is_hit=True)
            at = last
    yield Piece(text[at:end])


def _word_start(text: str, at: int) -> int:
    return 0 if at <= 0 else text.find(" ", at) + 1


def _word_end(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    last = text.rfind(" ", 0, at)
    return last if last > 0 else at
