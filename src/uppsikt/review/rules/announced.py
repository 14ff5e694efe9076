"""Totals that a sentence announces and a table then divides."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from uppsikt.figures import Exact, Figure, Relation, Unit, find_contradictions, total
from uppsikt.figures import Finding as Contradicted
from uppsikt.reading import Block, Heading, Sentence, Table, sentences_of
from uppsikt.review.lexicon.vocabulary import Role, is_sum, role
from uppsikt.review.material import Material, Reviewed
from uppsikt.review.model import Finding, Severity
from uppsikt.review.printed import Printed, in_sentence, local, marks_of
from uppsikt.review.registry import rule
from uppsikt.review.tables.months import months_of
from uppsikt.review.tables.shares import is_share_column, printed_at

_TOTAL = local("antal")
_REFERS = re.compile(
    r"(?:nedanstående|ovanstående|följande|denna) tabell|tabell(?:en)? (?:nedan|ovan)|"
    r"enligt (?:nedan|tabell)|(?:se|i) tabell|fördela\w* enligt|enligt följande",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\bantal(?:et)?\b|\btotalt\b|\bsammanlagt\b", re.IGNORECASE)
_OTHERWISE = re.compile(
    r"\b(?:cirka|ca|omkring|ungefär|runt|drygt|knappt|nästan|närmare|minst|högst|mål\w*|varav|"
    r"exklusive|inklusive|exkl|inkl|genomsnitt\w*|snitt|medel|unika|förutom|utöver|ökning|minskning|"
    r"ökat|minskat|ska|skall|bör)\b",
    re.IGNORECASE,
)
"""Words by which the number is not the plain sum, wherever in the sentence they stand."""
_LIMIT = re.compile(r"\b(?:över|under|mer än|fler än|färre än|upp till) $", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True)
class _Announced:
    """A total told in a sentence, with the parts that the table prints of it."""

    told: Printed
    parts: tuple[Printed, ...]

    @property
    def figures(self) -> list[Figure]:
        """The total and its parts as stated, exactly."""
        names = [_TOTAL, *(local(str(place)) for place in range(len(self.parts)))]
        numbers = (self.told, *self.parts)
        return [one.figure(name, 0) for one, name in zip(numbers, names, strict=True)]

    @property
    def relation(self) -> Relation:
        """The total as the sum of the parts."""
        return total(_TOTAL, [figure.name for figure in self.figures[1:]])

    @property
    def wrong(self) -> Contradicted | None:
        """The contradiction if the parts do not give the total."""
        found = find_contradictions(self.figures, [self.relation])
        return found[0] if found else None


@rule("column-total-of-counts", "Antal som tabellen delar upp")
def check_announced_total(material: Material) -> Iterable[Finding]:
    """A number that a sentence says is divided in the table beside it is the sum of the table.

    The sentence must point to the table and name no more than one number, and the year tells which
    column. A person may stand in two rows, so a difference is a contradiction only where another
    year's number is the sum of its column, or where the two are within a tenth of each other.
    """
    for one in material.reviewed:
        if one.protected:
            continue
        blocks = one.document.blocks
        for before, after in pairwise(blocks):
            if isinstance(after, Table) and not isinstance(before, Table | Heading):
                yield from _beside(before, after, one)


def _beside(block: Block, table: Table, one: Reviewed) -> Iterator[Finding]:
    """The findings on the totals that a block before a table announces."""
    sentences = list(sentences_of(block))
    refers = [place for place, each in enumerate(sentences) if _REFERS.search(each.text.text)]
    if not refers or not _divides(table):
        return
    found = [
        announced for each in sentences[refers[0] :] if (announced := _announced(each, table, one))
    ]
    fits = [each for each in found if each.wrong is None]
    for each in found:
        wrong = each.wrong
        if wrong and (fits or _near(wrong)) and len(found) - len(fits) <= max(1, len(fits)):
            yield _finding(each, wrong, "contradiction" if fits or _swapped(wrong) else "note")


def _swapped(wrong: Contradicted) -> bool:
    """Whether the told number and the sum have the same digits in another order."""
    return sorted(str(wrong.stated)) == sorted(str(wrong.expected))


def _near(wrong: Contradicted) -> bool:
    return abs(Fraction(wrong.difference)) * 10 <= abs(Fraction(wrong.expected))


def _divides(table: Table) -> bool:
    """Whether the rows of a table are counts that may be added: no parts of parts, no months."""
    labels = [row.label.text for row in table.rows]
    odd = (Role.PART, Role.MEAN, Role.SHARE)
    return (
        len([label for label in labels if not is_sum(label)]) >= 3
        and sum(map(is_sum, labels)) <= 1
        and not table.unread
        and not any(row.under for row in table.rows)
        and not any(role(label) in odd or months_of(label) for label in labels)
    )


def _announced(sentence: Sentence, table: Table, one: Reviewed) -> _Announced | None:
    """The total that a sentence tells, with the parts in the column of its year."""
    text = sentence.text.text
    numbers = [number for number in sentence.numbers if not _is_year(number.text)]
    if len(numbers) != 1 or not _COUNTED.search(text) or _OTHERWISE.search(text):
        return None
    if _LIMIT.search(text[: numbers[0].start]):
        return None
    told = in_sentence(numbers[0], sentence, one.index, "antalet i texten")
    column = _column(text, table)
    if told is None or column is None or told.unit is not Unit.COUNT or told.decimals:
        return None
    parts = [
        printed_at(table, one.index, row, column)
        for row in table.rows
        if not is_sum(row.label.text)
    ]
    if any(part is None or part.unit is not Unit.COUNT or part.decimals for part in parts):
        return None
    return _Announced(told, tuple(part for part in parts if part))


def _is_year(text: str) -> bool:
    return bool(_YEAR.fullmatch(text))


def _column(text: str, table: Table) -> int | None:
    """The column of the one year that the text names; the only column if there is one."""
    counts = [place for place in range(len(table.columns)) if not is_share_column(table, place)]
    years = set(_YEAR.findall(text))
    if len(years) == 1:
        year = years.pop()
        named = [place for place in counts if _years(table, place) == {year}]
        if named or any(_years(table, place) for place in counts):
            return named[0] if len(named) == 1 else None
    return counts[0] if len(counts) == 1 and len(years) <= 1 else None


def _years(table: Table, place: int) -> set[str]:
    return set(_YEAR.findall(table.columns[place].text))


def _finding(announced: _Announced, wrong: Contradicted, severity: Severity) -> Finding:
    """The finding on an announced total, with the parts and what each would have to be."""
    told, numbers = announced.told, (announced.told, *announced.parts)
    return Finding(
        code="column-total-of-counts",
        severity=severity,
        message=(
            f"Texten säger {told.as_printed} men tabellens rader ger {told.text(wrong.expected)}."
        ),
        marks=marks_of(numbers),
        values=tuple(one.named(place) for place, one in enumerate(numbers)),
        expected=told.text(wrong.expected),
        cures=tuple(
            one.cure(value)
            for one, value in zip(numbers, _solved(announced), strict=True)
            if isinstance(value, Exact) and value >= 0
        ),
    )


def _solved(announced: _Announced) -> Sequence[object]:
    """What the total and each part would have to be, given the others."""
    known = {figure.name: figure.value for figure in announced.figures}
    return [announced.relation.solved(name, known) for name in known]
