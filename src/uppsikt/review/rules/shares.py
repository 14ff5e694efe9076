"""Shares of one whole, and the population that counts and shares imply."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from uppsikt.figures import Exact, Unit, share, thousands, total
from uppsikt.figures import Finding as Contradicted
from uppsikt.reading import Row, Table
from uppsikt.review.lexicon.vocabulary import Role, key, role
from uppsikt.review.material import Material
from uppsikt.review.model import Cure, Finding, Severity
from uppsikt.review.printed import Printed, local, marks_of
from uppsikt.review.registry import rule
from uppsikt.review.tables.shares import (
    Shares,
    is_partition,
    is_sexes,
    not_all,
    printed_at,
    shares_of,
)

_WHOLE, _PART, _SHARE = local("helhet"), local("del"), local("andel")


@rule("share-total", "Andelar av en helhet")
def check_share_total(material: Material) -> Iterable[Finding]:
    """Shares of one whole are 100 per cent together, within half a step for each of them.

    Only where the rows are all the parts there are: a sum of 100 % is printed under them, or they
    are ages without gaps, a list with a row for the rest, or the rows of another column that does
    sum to 100. A list of the largest may come to less, and answers where several may be chosen to
    more, so what is far from 100 is silent.
    """
    for one in material.reviewed:
        every = [each for table in one.document.tables for each in shares_of(table, one.index)]
        for each in every:
            if each.whole and (window := _window(each, every)):
                found = not_all(each)
                if found and abs(Fraction(found.difference)) <= window:
                    yield _total_finding(each, found)


_PLAIN_HEAD = re.compile(
    r"^(?:(?:köns|ålders)?fördelning|andel(?:en|ar)?|procent|i|av|total[at]*|antalet|%|\(%\)|[\d–-]+|"
    r"\s|,)+$",
    re.IGNORECASE,
)
"""A head that says shares and nothing else; with more words they may be shares in each row."""


def _window(shares: Shares, every: Sequence[Shares]) -> Fraction | None:
    """How far from 100 the sum may be and still be a slip; None if it need not be 100."""
    if shares.total is not None:
        return Fraction(1, 5) if shares.total.value == 1 else None
    labels = [row.label.text for row in shares.rows]
    if _has_sibling(shares, every):
        return Fraction(1, 10)
    if not _PLAIN_HEAD.match(_head(shares)):
        return None
    words = f"{_head(shares)} {shares.table.title.text} {shares.table.corner.text}"
    if is_sexes(labels) and "fördelning" in words.casefold():
        return Fraction(1, 20)
    return Fraction(1, 20) if is_partition(labels) else None


def _has_sibling(shares: Shares, every: Sequence[Shares]) -> bool:
    """Whether another column with the same rows sums to 100, and none but this does not."""
    same = [one for one in every if one is not shares and one.whole and one.keys == shares.keys]
    return len(shares.parts) >= 3 and bool(same) and all(not_all(one) is None for one in same)


def _total_finding(shares: Shares, found: Contradicted) -> Finding:
    """The finding on shares, with each of them and what it would have to be."""
    like = shares.parts[0]
    numbers = (*shares.parts, shares.total) if shares.total else shares.parts
    of = f" ({shares.name})" if shares.name else ""
    return Finding(
        code="share-total",
        message=(
            f"Andelarna i kolumnen ”{_head(shares)}”{of} blir {like.text(found.expected)} "
            f"tillsammans, inte {like.text(1)}."
        ),
        marks=marks_of(numbers),
        values=tuple(one.named(place) for place, one in enumerate(numbers)),
        expected=like.text(1),
        tolerance=like.text(found.tolerance, 1),
        cures=tuple(_cures(shares)),
    )


def _head(shares: Shares) -> str:
    head = " ".join(shares.table.columns[shares.position].text.split())
    return head or f"kolumn {shares.position + 1}"


def _cures(shares: Shares) -> Iterator[Cure]:
    """What any one share would have to be."""
    names = [local(str(place)) for place in range(len(shares.parts))]
    known = {name: one.value for name, one in zip(names, shares.parts, strict=True)} | {_WHOLE: 1}
    relation = total(_WHOLE, names)
    for name, printed in zip(names, shares.parts, strict=True):
        value = relation.solved(name, known)
        if isinstance(value, Exact) and value >= 0:
            yield printed.cure(value)


_OF_ALL = re.compile(
    r"\bandel\w*\b(.*)\bav (?:det |den |de )?"
    r"(?:totala?\b|samtliga|alla\b|befolkning|invånar|antalet)",
    re.IGNORECASE,
)
_NEAR = Fraction(1, 10)
"""How far a population may move from one year to another and back without it being strange."""

_MANY = 1000
"""Fewer than so many may well come and go by a tenth."""


@dataclass(frozen=True)
class _Pair:
    """A count and the share it is of all, in one column, and the limits of the implied whole."""

    count: Printed
    share: Printed
    low: Fraction
    high: Fraction

    def far_above(self, other: "_Pair") -> bool:
        """Whether this whole is more than a tenth above the other, whatever the rounding."""
        return self.low > other.high * (1 + _NEAR)


@rule("share-population", "Andel av befolkningen")
def check_share_population(material: Material) -> Iterable[Finding]:
    """A count and its share of all of a kind imply how many there are in all.

    Rounding lets that number lie between two limits. A population does not fall by more than a
    tenth and then rise by as much again from one year to the next; where the limits say that it
    did, a count or a share is wrong. If it only moves one way it is a note.
    """
    for one in material.reviewed:
        for table in one.document.tables:
            for before, row in pairwise(table.rows):
                if _belong(before, row):
                    yield from _population(_pairs(table, one.index, before, row))


def _belong(count: Row, shares: Row) -> bool:
    """Whether a row of shares is of the counts above it."""
    found = _OF_ALL.search(shares.label.text)
    label = key(count.label.text)
    if found is None or not label.startswith("antal") or role(count.label.text) is Role.SHARE:
        return False
    named = key(found[1]).split()
    return bool(named) and set(named) <= set(label.split())


def _pairs(table: Table, file: int, counts: Row, shares: Row) -> list[_Pair]:
    """The columns that hold both, with the population they imply."""
    pairs = []
    for position in range(len(table.columns)):
        count, part = (printed_at(table, file, row, position) for row in (counts, shares))
        if count and part and part.unit is Unit.PERCENT and part.value - part.half > 0:
            low, high = (_implied(count.value, part.value + sign * part.half) for sign in (1, -1))
            pairs.append(_Pair(count, part, low, high))
    return pairs


def _implied(count: Exact, of_all: Exact) -> Fraction:
    """The whole that a count is a share of: the count divided by the share."""
    whole = share(_WHOLE, _PART, _SHARE).computed({_PART: count, _SHARE: of_all})
    assert isinstance(whole, Exact), "a share above zero has a whole"
    return Fraction(whole)


def _population(pairs: Sequence[_Pair]) -> Iterator[Finding]:
    """The finding on one row of counts with its shares."""
    jumps = [
        1 if after.far_above(before) else -1 if before.far_above(after) else 0
        for before, after in pairwise(_turns(pairs))
    ]
    sudden = any(one.far_above(other) or other.far_above(one) for one, other in pairwise(pairs))
    many = all(pair.low >= _MANY for pair in pairs)
    if 1 in jumps and -1 in jumps and many:
        yield _population_finding(pairs, "contradiction")
    elif sudden and many:
        yield _population_finding(pairs, "note")


def _turns(pairs: Sequence[_Pair]) -> list[_Pair]:
    """The pairs without those that their neighbours agree with: where the whole jumps."""
    kept: list[_Pair] = []
    for pair in pairs:
        if kept and not (pair.far_above(kept[-1]) or kept[-1].far_above(pair)):
            continue
        kept.append(pair)
    return kept


def _population_finding(pairs: Sequence[_Pair], severity: Severity) -> Finding:
    """The finding, with every count and share and the population that each pair implies."""
    numbers = [one for pair in pairs for one in (pair.count, pair.share)]
    low = max(pairs, key=lambda pair: pair.low)
    high = min(pairs, key=lambda pair: pair.high)
    return Finding(
        code="share-population",
        severity=severity,
        message=(
            f"”{low.share.where}” {low.share.as_printed} av {low.count.as_printed} ger minst "
            f"{_round(low.low)} i allt, men ”{high.share.where}” {high.share.as_printed} av "
            f"{high.count.as_printed} ger högst {_round(high.high)}."
        ),
        marks=marks_of(numbers),
        values=tuple(one.named(place) for place, one in enumerate(numbers)),
    )


def _round(value: Fraction) -> str:

    return thousands(int(value))
