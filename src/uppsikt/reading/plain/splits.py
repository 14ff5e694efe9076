"""A row of digits cut into a given number of figures, in every way that the digits allow."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import TypeAlias

from uppsikt.reading.plain.shapes import Token

Cut: TypeAlias = tuple[tuple[int, int], ...]
"""Where each cell of a row begins and ends among its tokens; an empty cell ends where it begins."""

_MOST = 64
"""So many splits of one row are looked at; more of them say nothing."""
_WIDE = 2
"""Spaces from which on a gap parts two cells, where a row has narrow gaps as well."""
_KEPT = 2_000
"""So many rows' splits are kept, for a table's rows are looked at in several ways."""
_UNITS = ("%", "st", "st.", "kr", "tkr", "mnkr")


def splits(tokens: Sequence[Token], count: int) -> list[Cut]:
    """The ways to cut tokens into ``count`` cells: from and to index of the tokens of each."""
    return list(_splits(tuple(tokens), count))


@lru_cache(maxsize=_KEPT)
def _splits(tokens: tuple[Token, ...], count: int) -> tuple[Cut, ...]:
    if not count <= len(tokens) <= 4 * count:
        return ()
    return tuple(islice(_cut(_every_end(tokens), 0, count), _MOST))


def counts(tokens: Sequence[Token], most: int = 40) -> set[int]:
    """Every number of cells that tokens can be cut into."""
    return set(_counts(tuple(tokens), most))


@lru_cache(maxsize=_KEPT)
def _counts(tokens: tuple[Token, ...], most: int) -> frozenset[int]:
    reached: list[set[int]] = [set() for _ in range(len(tokens) + 1)]
    reached[0] = {0}
    for start, ends in enumerate(_every_end(tokens)):
        for end in ends:
            reached[end] |= {one + 1 for one in reached[start] if one < most}
    return frozenset(reached[-1])


def is_one(tokens: Sequence[Token]) -> bool:
    """Whether all the tokens can be one cell."""
    return bool(tokens) and len(tokens) in _ends(tokens, 0, _narrow(tokens))


def _cut(ends: Sequence[Sequence[int]], start: int, count: int) -> Iterator[Cut]:
    if count == 0:
        if start == len(ends):
            yield ()
        return
    if len(ends) - start < count or len(ends) - start > 4 * count:
        return
    for end in ends[start]:
        for rest in _cut(ends, end, count - 1):
            yield ((start, end), *rest)


@lru_cache(maxsize=_KEPT)
def _every_end(tokens: tuple[Token, ...]) -> tuple[tuple[int, ...], ...]:
    """Where a cell can end that begins at each token."""
    narrow = _narrow(tokens)
    return tuple(tuple(_ends(tokens, start, narrow)) for start in range(len(tokens)))


def _narrow(tokens: Sequence[Token]) -> bool:
    """Whether a wide gap means something: there are narrow ones too, or all gaps are wide."""
    return any(token.gap >= _WIDE for token in tokens[1:])


def _ends(tokens: Sequence[Token], start: int, narrow: bool) -> list[int]:
    """Where a cell that begins at ``start`` can end, the longest first."""
    first = tokens[start]
    if first.text.casefold() in _UNITS:
        return []
    ends = [_with_unit(tokens, start + 1)]
    digits = first.text.lstrip("+-−–±(")
    if len(digits) > 1 and digits[0] == "0" and digits[1:2].isdigit():
        return []
    sign = first.text in ("-", "−", "–", "+")
    if sign or (1 <= len(digits) <= 3 and digits.isdigit()):
        position = start + 1
        if (
            sign
            and position < len(tokens)
            and _opens(tokens[position])
            and tokens[position].gap == 1
        ):
            position += 1
            ends.append(_with_unit(tokens, position))
        elif sign:
            return ends
        while (
            position < len(tokens) and _continues(tokens[position], narrow) and position - start < 5
        ):
            position += 1
            ends.append(_with_unit(tokens, position))
            if not tokens[position - 1].text.isdigit():
                break
    return sorted(set(ends), reverse=True)


def _opens(token: Token) -> bool:
    return token.text[:1].isdigit() and token.figure


def _continues(token: Token, narrow: bool) -> bool:
    """Whether a token can be the next three digits of a number."""
    digits = token.text.rstrip("%)*")
    whole, _, rest = digits.partition(",")
    return (
        len(whole) == 3
        and whole.isdigit()
        and (not rest or rest.isdigit())
        and not (narrow and token.gap >= _WIDE)
    )


def _with_unit(tokens: Sequence[Token], end: int) -> int:
    """The end with the unit that stands after the number."""
    return end + 1 if end < len(tokens) and tokens[end].text.casefold() in _UNITS else end
