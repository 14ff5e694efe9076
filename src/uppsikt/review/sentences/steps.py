"""Steps between two numbers that sentences hold themselves: ``från 1 946 till 2 073``."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from uppsikt.figures import Exact, Unit
from uppsikt.review.lexicon.hedges import half_of, is_approximate, is_bound
from uppsikt.review.model import Place
from uppsikt.review.sentences.claim import WAYS, Claim, Operand, spans_of, ways_of
from uppsikt.review.sentences.phrases import Atom, Kind
from uppsikt.review.sentences.readings import VETO
from uppsikt.review.sentences.setting import Setting

_FROM_TO = re.compile(r"\bfrån\s+$", re.IGNORECASE)
_TO = re.compile(r"\btill\s+(?:nuvarande\s+)?$", re.IGNORECASE)
_STEP = re.compile(
    r"^(?:det (?:är|blev|motsvarar|innebär) (?:alltså |därmed )?|"
    r"detta (?:är|motsvarar|innebär) )?en (?:ökning|minskning) (?:med|på) ",
    re.IGNORECASE,
)
_POINTING = re.compile(r"^(?:det|detta) (?:är|blev|var|motsvarar) (?:alltså |därmed )?", re.I)
_TO_NEW = re.compile(r"\s+till\s+(?:totalt\s+)?$", re.IGNORECASE)


def between_numbers(setting: Setting) -> Iterator[Claim]:
    """``En ökning från 1 946 till 2 073``, ``1 560 jämfört med 1 482. En ökning med 5 %``."""
    row = setting.outside
    pair = _from_to(setting, row)
    if pair is not None:
        step = _step_beside(setting, row, pair)
        way = _way_before(row, step if step and step.start < pair[0].start else pair[0])
        if way is not None and _is_of_pair(setting, way, pair[0]):
            yield of_pair(setting, way, operands(setting, pair[1], pair[0]), step)
        return
    if setting.before is not None and not VETO.search(setting.before.text):
        yield from _of_two_sentences(setting, setting.before, row)


def _of_two_sentences(setting: Setting, before: Setting, row: Sequence[Atom]) -> Iterator[Claim]:
    """A step told in one sentence between numbers of which one at least is in the one before."""
    numbers = [one for one in row if one.number]
    ways = ways_of(row)
    lead = _STEP.match(setting.text)
    if len(ways) != 1 or not numbers:
        return
    if lead is not None and not setting.text[lead.end() : numbers[0].start].strip():
        compared = _set_against(before)
        if (
            compared is not None
            and len(numbers) == 1
            and _counts_the_same(numbers[0], setting, before)
        ):
            yield of_pair(setting, ways[0], operands(before, *compared), numbers[0])
        first = _only_number(before)
        if first is not None and len(numbers) == 2 and _leads_to_new(setting, numbers, first):
            pair = (_operand(setting, numbers[1], None), _operand(before, first, None))
            yield of_pair(setting, ways[0], pair, numbers[0])
    pointing = _POINTING.match(setting.text)
    first = _only_number(before)
    if pointing and first and len(numbers) == 2 and _is_held_against(setting, row, numbers):
        unit = unit_of(first)
        if unit is not None and unit_of(numbers[1]) is unit:
            pair = (_operand(before, first, None), _operand(setting, numbers[1], None))
            yield of_pair(setting, ways[0], pair, numbers[0])


def _counts_the_same(step: Atom, setting: Setting, before: Setting) -> bool:
    """Whether the step counts what the sentence before did: ``en ökning med 78 barn``."""
    noun = re.match(r"\s+([a-zåäö]{3,})", setting.text[step.end :])
    if unit_of(step) is not None or noun is None or noun[1] in ("jämfört", "sedan", "mot", "från"):
        return True
    return noun[1] in before.text.casefold()


def _only_number(setting: Setting) -> Atom | None:
    numbers = [one for one in setting.outside if one.number]
    bound = numbers and is_bound(setting.text[: numbers[0].start])
    return numbers[0] if len(numbers) == 1 and not bound else None


def _leads_to_new(setting: Setting, numbers: Sequence[Atom], first: Atom) -> bool:
    """``… med 15 procent till 46 480 besök``, of what the sentence before counted."""
    between = setting.text[numbers[0].end : numbers[1].start]
    return bool(_TO_NEW.search(between)) and len(between) < 12 and one_kind(first, numbers[1])


def _is_held_against(setting: Setting, row: Sequence[Atom], numbers: Sequence[Atom]) -> bool:
    """``Det är 337 tkr högre än budgeten på 12 400 tkr``: both numbers of the sentence."""
    pointing = _POINTING.match(setting.text)
    if pointing is None or setting.text[pointing.end() : numbers[0].start].strip():
        return False
    start, stop = (row.index(one) for one in numbers)
    between = row[start + 1 : stop]
    return any(one.kind is Kind.THAN for one in between) and not any(
        one.kind is Kind.OTHER for one in between
    )


def _from_to(setting: Setting, row: Sequence[Atom]) -> tuple[Atom, Atom] | None:
    """The two numbers of ``från 720 i mars till 636``; None if they are not of one kind."""
    numbers = [one for one in row if one.number]
    for first, second in pairwise(numbers):
        text = setting.text
        if _FROM_TO.search(text[: first.start]) and _TO.search(text[first.end : second.start]):
            ages = re.match(r"\s+(?:år|åring|-?års)", text[second.end :], re.IGNORECASE)
            return (first, second) if one_kind(first, second) and not ages else None
    return None


def one_kind(first: Atom, second: Atom) -> bool:
    """Whether two numbers are in one unit, and neither is negative.

    The first may leave its unit to the second; of negative ones nobody knows which is more.
    """
    one, other = unit_of(first), unit_of(second)
    if any(atom.number and atom.number.amount.number < 0 for atom in (first, second)):
        return False
    return one == other or (one is None and other is not None)


def _way_before(row: Sequence[Atom], first: Atom) -> Atom | None:
    """The one direction word of the same thought right before ``från``."""
    at = row.index(first)
    near: list[Atom] = []
    for atom in reversed(row[:at]):
        if atom.kind in (Kind.BREAK, Kind.NUMBER):
            break
        near.append(atom)
    ways = ways_of(near)
    return ways[0] if len(ways) == 1 else None


_OTHER_THOUGHT = re.compile(
    r"\b(?:att|så|genom|gå(?:tt|r)|gick|gav|gett|ger|gör|gjort|gjorde|medan|därför|eftersom|"
    r"kort\w+|vilket|trots|när|där)\b",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"\b(?:den|de|det|en|ett)\s+$", re.IGNORECASE)
_ADJECTIVE = re.compile(r"(?:högre|lägre|större|mindre|ökade?|minskade?)", re.IGNORECASE)


def _is_of_pair(setting: Setting, way: Atom, first: Atom) -> bool:
    """Whether a word of direction is said of the two numbers after it.

    Not in ``den ökade rörligheten gör att behovet gått från 400 till 300``.
    """
    text = setting.text
    if _OTHER_THOUGHT.search(text[way.end : first.start]):
        return False
    attribute = _ATTRIBUTE.search(text[: way.start]) is not None
    return not (attribute and _ADJECTIVE.fullmatch(way.text))


_BY = re.compile(r"\b(?:med|på)\s*$", re.IGNORECASE)
_BY_AFTER = re.compile(
    r",\s*(?:det vill säga |alltså )?en (?:ökning|minskning) (?:med|på)\s*$", re.I
)


def _step_beside(setting: Setting, row: Sequence[Atom], pair: tuple[Atom, Atom]) -> Atom | None:
    """How much it is by, told before the two (``minskat med 93 barn, från 2 868 till 2 775``) or
    after them (``från 2 868 till 2 775, en minskning med 93``)."""
    numbers = [one for one in row if one.number]
    at = numbers.index(pair[0])
    if at == 1 and _BY.search(setting.text[: numbers[0].start]):
        return numbers[0]
    later = numbers[at + 2] if at + 2 < len(numbers) else None
    if at == 0 and later and _BY_AFTER.search(setting.text[: later.start]):
        return later
    return None


def _set_against(setting: Setting) -> tuple[Atom, Atom] | None:
    """(now, before) of ``1 560 unika barn jämfört med 1 482``; None if there are other numbers."""
    row = setting.outside
    numbers = [one for one in row if one.number and not is_bound(setting.text[: one.start])]
    if len(numbers) != 2 or not one_kind(numbers[1], numbers[0]):
        return None
    start, stop = (row.index(one) for one in numbers)
    than = [one for one in row[start:stop] if one.kind is Kind.THAN]
    return (numbers[0], numbers[1]) if len(than) == 1 else None


def of_pair(
    setting: Setting, way: Atom, operands: tuple[Operand, Operand], step: Atom | None
) -> Claim:
    """A claim about two numbers that the sentences hold themselves."""
    number = step.number if step else None
    half: Exact = 0
    if number is not None:
        unit = number.amount.unit or operands[0].unit or Unit.COUNT
        half = half_of(number.amount, unit, setting.text[: number.start])
    return Claim(
        Place(setting.file, number.spans if number else spans_of(setting, way)),
        setting.text,
        (number.start, number.end) if number else (way.start, way.end),
        WAYS[way.kind],
        operands=operands,
        number=number,
        half=half,
    )


def operands(setting: Setting, now: Atom, before: Atom) -> tuple[Operand, Operand]:
    """Two numbers of a sentence as what a claim is between; one may leave its unit to the other."""
    unit = unit_of(now) or unit_of(before)
    return _operand(setting, now, unit, before), _operand(setting, before, unit, now)


def unit_of(atom: Atom) -> Unit | None:
    """The unit that a number is written with; None if it has none, or the atom is no number."""
    return atom.number.amount.unit if atom.number else None


def _operand(
    setting: Setting, atom: Atom, unit: Unit | None, beside: Atom | None = None
) -> Operand:
    number = atom.number
    assert number is not None, "an operand is a number"
    other = beside.number.amount if beside and beside.number else None
    if other and is_approximate(setting.text[: beside.start if beside else 0]):
        other = None
    half = half_of(number.amount, unit or Unit.COUNT, setting.text[: atom.start], other)
    return Operand(number, Place(setting.file, number.spans), setting.text, unit, half)
