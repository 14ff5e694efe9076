"""Counts divided into parts: the parts' sum, their shares, and shares that no count can give."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from functools import partial
from itertools import permutations

from uppsikt.figures import Exact, Figure, Unit, find_contradictions, share, total
from uppsikt.figures import Finding as Contradicted
from uppsikt.reading import Sentence, Table
from uppsikt.review.lexicon.vocabulary import Role, is_sum, role
from uppsikt.review.material import Material, Reviewed
from uppsikt.review.model import Finding, Severity
from uppsikt.review.printed import Printed, in_sentence, local, marks_of
from uppsikt.review.registry import rule
from uppsikt.review.sentences.of_whole import shares_told
from uppsikt.review.tables.shares import as_share, is_share_column, printed_at

_WHOLE, _PART, _SHARE = local("helhet"), local("del"), local("andel")
_ALL = Figure(_WHOLE, 1, Unit.PERCENT, "100 %")

_SEX = r"(?P<{0}>kvinnor|män|flickor|pojkar)"
_OPPOSITE = {"kvinnor": "män", "män": "kvinnor", "flickor": "pojkar", "pojkar": "flickor"}
_NUMBER = r"(?P<{0}>\d{{1,3}}(?:[ \u00a0\u202f]\d{{3}})+|\d{{1,6}}(?:,\d{{1,2}})?)"
_AND = r"(?: ?, ?| och | samt | respektive )"
_SHARES = re.compile(
    _NUMBER.format("first") + r" ?(?:%|procent) " + _SEX.format("one") + _AND
    + _NUMBER.format("second") + r" ?(?:%|procent) " + _SEX.format("other")
    + r"(?! (?:över|under|som|med|i åld|mellan))"
)  # fmt: skip
_BEFORE = re.compile(
    r"(?:varav|fördela[dt]e?(?: på)?|(?:fördelning\w*|av (?:dem|dessa|vilka|de))(?: är| var)?"
    r"|\d(?:[ .]?st\.?| [a-zåäö]{2,20})?(?: [a-zåäö]{2,20})? ?\()[ :]*$"
)
_COUNTS = re.compile(
    _NUMBER.format("whole") + r"(?: ?st\.?)?(?: [a-zåäö]{2,20}){0,3} ?\((?:varav )?"
    + _NUMBER.format("first") + " " + _SEX.format("one") + _AND
    + _NUMBER.format("second") + " " + _SEX.format("other") + r" ?\)"
)  # fmt: skip


@rule("share-of-count", "Andel och antal")
def check_share_of_count(material: Material) -> Iterable[Finding]:
    """Where the parts, their shares and the whole are all printed, they are one division.

    A group divided in two, women and men, has shares that are 100 per cent and counts that are
    the whole. In a table that prints counts with shares beside them, each share is its count
    divided by the whole; a row that breaks what holds for the others has a wrong figure.
    """
    for one in material.reviewed:
        for sentence in one.document.sentences():
            yield from _in_sentence(sentence, one)
        if not one.protected:
            yield from shares_told(list(one.document.sentences()), one.index)
            for table in one.document.tables:
                yield from _in_table(table, one.index)


def _in_sentence(sentence: Sentence, one: Reviewed) -> Iterator[Finding]:
    """The divisions in two that one sentence tells."""
    text = sentence.text.text
    if "kvinnor" not in text and "flickor" not in text:
        return
    for found in _SHARES.finditer(text):
        if found["other"] == _OPPOSITE[found["one"]] and _BEFORE.search(text[: found.start()]):
            yield from _two_shares(sentence, one, found)
    for found in _COUNTS.finditer(text):
        if found["other"] == _OPPOSITE[found["one"]] and not one.protected:
            yield from _two_counts(sentence, one, found)


def _at(
    sentence: Sentence, one: Reviewed, found: re.Match[str], groups: Sequence[str]
) -> list[Printed]:
    """The numbers of the sentence that stand where the groups of a match do."""
    by_start = {number.start: number for number in sentence.numbers}
    numbers = [by_start.get(found.start(group)) for group in groups]
    printed = [
        in_sentence(number, sentence, one.index, f"{found[label]}" if label else "alla")
        for number, label in zip(numbers, [None, "one", "other"][-len(groups) :], strict=True)
        if number
    ]
    return [each for each in printed if each]


def _two_shares(sentence: Sentence, one: Reviewed, found: re.Match[str]) -> Iterator[Finding]:
    """Two shares that should be all: 44 % women, 65 % men."""
    parts = _at(sentence, one, found, ["first", "second"])
    third = re.match(_AND + r"\d", sentence.text.text[found.end() :])
    if len(parts) < 2 or third or any(part.unit is not Unit.PERCENT for part in parts):
        return
    names = [local(part.where) for part in parts]
    figures = [part.figure(name) for part, name in zip(parts, names, strict=True)]
    relation = total(_WHOLE, names)
    for wrong in find_contradictions([_ALL, *figures], [relation])[:1]:
        first, second = parts
        known = {_WHOLE: 1} | {
            figure.name: part.value for figure, part in zip(figures, parts, strict=True)
        }
        cures = [relation.solved(name, known) for name in names]
        yield Finding(
            code="share-of-count",
            message=(
                f"{first.as_printed} {first.where} och {second.as_printed} {second.where} blir "
                f"{first.text(wrong.expected)} tillsammans, inte {first.text(1)}."
            ),
            marks=marks_of(parts),
            values=tuple(part.named(place) for place, part in enumerate(parts)),
            expected=first.text(1),
            tolerance=first.text(wrong.tolerance, 1),
            cures=tuple(
                part.cure(value)
                for part, value in zip(parts, cures, strict=True)
                if isinstance(value, Exact) and value >= 0
            ),
        )


def _two_counts(sentence: Sentence, one: Reviewed, found: re.Match[str]) -> Iterator[Finding]:
    """Two counts that should be the whole: 110 (48 women and 60 men)."""
    numbers = _at(sentence, one, found, ["whole", "first", "second"])
    if len(numbers) < 3 or any(each.unit is not Unit.COUNT or each.decimals for each in numbers):
        return
    names = [_WHOLE, local("en"), local("annan")]
    figures = [each.figure(name, 0) for each, name in zip(numbers, names, strict=True)]
    relation = total(_WHOLE, names[1:])
    for wrong in find_contradictions(figures, [relation])[:1]:
        known = {figure.name: figure.value for figure in figures}
        cures = [relation.solved(name, known) for name in names]
        whole, first, second = numbers
        yield Finding(
            code="share-of-count",
            message=(
                f"{first.as_printed} {first.where} och {second.as_printed} {second.where} blir "
                f"{whole.text(wrong.expected)}, inte {whole.as_printed}."
            ),
            marks=marks_of(numbers),
            values=tuple(each.named(place) for place, each in enumerate(numbers)),
            expected=whole.text(wrong.expected),
            cures=tuple(
                each.cure(value)
                for each, value in zip(numbers, cures, strict=True)
                if isinstance(value, Exact) and value >= 0
            ),
        )


Row = tuple[Printed, Printed, Printed]
"""A share with the part and the whole it may be of."""


_MOST_ROWS = 300
"""A longer table is raw data."""


def _in_table(table: Table, file: int) -> Iterator[Finding]:
    """The shares of a table that break what holds for the others in their column."""
    if table.unread or not 2 <= len(table.columns) <= 12 or len(table.rows) > _MOST_ROWS:
        return
    for position in range(len(table.columns)):
        if is_share_column(table, position):
            yield from _in_column(_likeliest(table, file, position))


def _likeliest(table: Table, file: int, position: int) -> list[Row]:
    """The rows of the counts that most shares of a column are of, if they clearly are."""
    counts = [other for other in range(len(table.columns)) if not is_share_column(table, other)]
    ways: list[Callable[[], list[Row]]] = [
        partial(_of_sum, table, file, position, part) for part in counts
    ]
    ways += [
        partial(_of_column, table, file, position, part, whole)
        for part, whole in permutations(counts[:6], 2)
    ]
    best = max(ways, key=lambda way: sum(map(_strong, way()[:_ENOUGH])), default=list)
    return best()


_ENOUGH = 40
"""So many rows are enough to tell what a column's shares are of."""


def _of_sum(table: Table, file: int, position: int, part: int) -> list[Row]:
    """Each share with the count in its row, and the count of the sum row as the whole."""
    sums = [row for row in table.rows if is_sum(row.label.text)]
    whole = printed_at(table, file, sums[-1], part) if len(sums) == 1 else None
    if whole is None or whole.value == 0 or any(row.under for row in table.rows):
        return []
    found = []
    for row in table.rows:
        of_all = printed_at(table, file, row, position)
        own = printed_at(table, file, row, part)
        if of_all and own and role(row.label.text) is not Role.MEAN:
            found.append((as_share(of_all), own, whole))
    return found


def _of_column(table: Table, file: int, position: int, part: int, whole: int) -> list[Row]:
    """Each share with two counts in its own row."""
    found = []
    for row in table.rows:
        of_all = printed_at(table, file, row, position)
        own, every = (printed_at(table, file, row, place) for place in (part, whole))
        if of_all and own and every and every.value:
            found.append((as_share(of_all), own, every))
    return found


def _broken(row: Row) -> Contradicted | None:
    """The contradiction if a share is not its part of the whole."""
    of_all, part, whole = row
    figures = [of_all.figure(_SHARE)]
    figures += [
        one.figure(name, 0 if one.unit is Unit.COUNT and not one.decimals else None)
        for one, name in ((part, _PART), (whole, _WHOLE))
    ]
    found = find_contradictions(figures, [share(_SHARE, _PART, _WHOLE)])
    return found[0] if found else None


def _strong(row: Row) -> bool:
    """Whether a share holds in a way that says something: it is neither nothing nor all."""
    return row[0].value not in (0, 1) and row[1].unit == row[2].unit and _broken(row) is None


def _in_column(rows: Sequence[Row]) -> Iterator[Finding]:
    """The shares that break a division that clearly holds for the others."""
    holds = sum(map(_strong, rows))
    wrong = [(row, found) for row in rows if (found := _broken(row))]
    if holds < 3 or len(wrong) * 10 > len(rows) * 3:
        return
    for row, found in wrong:
        step = row[0].step
        cut = abs(Fraction(found.difference)) < step
        yield _share_finding(row, found, "note" if cut else "contradiction")


def _share_finding(row: Row, found: Contradicted, severity: Severity) -> Finding:
    """The finding on a share in a table."""
    of_all, part, whole = row
    expected = of_all.text(found.expected, 1)
    return Finding(
        code="share-of-count",
        severity=severity,
        message=(
            f"”{of_all.where}” är {of_all.as_printed} men {part.as_printed} av {whole.as_printed} "
            f"är {expected}."
        ),
        marks=marks_of(row),
        values=tuple(each.named(place) for place, each in enumerate(row)),
        expected=expected,
        tolerance=of_all.text(found.tolerance, 1),
        cures=(of_all.cure(found.expected),),
    )
