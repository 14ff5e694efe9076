"""Whether two phrases name the same thing that is counted, or its complement."""

import re
from collections.abc import Sequence

from uppsikt.review.lexicon.vocabulary import key

_LEADING = re.compile(r"^(?:antalet|antal|andelen|andel)\b")
_SMALL = frozenset(
    ("i", "under", "för", "per", "av", "med", "om", "på", "till", "inom", "vid", "den", "det", "de",
     "en", "ett", "år", "året")
)  # fmt: skip
_NOT = frozenset(("inte", "ej", "icke"))
_LEAST = 2
"""So many words at least a measure has beside ``antal``."""


def words_of(measure: str) -> list[str]:
    """The words of a measure in order, without prepositions; ``antal`` or ``andel`` first.

    >>> words_of("Antalet hushåll med bistånd i mer än tio månader")
    ['antal', 'hushåll', 'bistånd', 'mer', 'än', 'tio', 'månader']
    """
    plain = key(measure)
    lead = _LEADING.match(plain)
    rest = plain[lead.end() :] if lead else plain
    own = [lead.group()[:5]] if lead else []
    return [*own, *(one for one in rest.split() if one not in _SMALL)]


def same_measure(one: str, other: str) -> bool:
    """Whether two phrases are of the same measure: the same words but for prepositions.

    One word may be told more closely by another word that the measure has anyway
    (``biståndshushåll som får bistånd`` are ``hushåll som får bistånd``).
    """
    return _same(words_of(one), words_of(other))


def is_complement(measure: str, negated: str) -> bool:
    """Whether ``negated`` is the share that is not in ``measure``: ``andel barn som inte lever i
    hushåll med bistånd``. The later phrase may leave words out, but neither the first nor the
    last, nor the verb."""
    whole, told = words_of(negated), words_of(measure)
    nots = [at for at, one in enumerate(whole) if one in _NOT]
    if len(nots) != 1 or _NOT & set(told) or whole[0] != "andel" or len(told) <= _LEAST:
        return False
    at = nots[0]
    kept = whole[:at] + whole[at + 1 :]
    verb = kept[at : at + 1]
    return _shortened(told, kept) and set(verb) <= set(told) and told[:2] == kept[:2]


def _shortened(told: Sequence[str], kept: Sequence[str]) -> bool:
    """Whether one is the other with words left out, one at most, and never the last."""
    rest = iter(kept)
    inside = all(one in rest for one in told)
    return inside and len(kept) - len(told) <= 1 and told[-1:] == kept[-1:]


def _same(one: Sequence[str], other: Sequence[str]) -> bool:
    if len(one) != len(other) or len(one) <= _LEAST:
        return False
    apart = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    if not apart:
        return True
    if len(apart) > 1:
        return False
    long, short = sorted(apart[0], key=len, reverse=True)
    first = long.removesuffix(short)
    told = {first, first.removesuffix("s")} & {*one, *other}
    return long.endswith(short) and len(short) > _LEAST and bool(told)
