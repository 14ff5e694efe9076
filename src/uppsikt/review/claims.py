"""What sentences say of differences: how much higher, how large an increase, and which way.

A claim holds what is compared by name (the cost to date with the period budget) or by the two
figures of the same sentence (``från 1 946 till 2 073``); the rules hold it against the figures.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from uppsikt.figures import Exact, Name, Period, Subject, Unit, What
from uppsikt.reading import Number, Span
from uppsikt.review.hedges import half_of, is_bound
from uppsikt.review.model import Direction, Place
from uppsikt.review.phrases import Atom, Kind
from uppsikt.review.prose import carried, money_statements
from uppsikt.review.readings import VETO, segments
from uppsikt.review.setting import Setting, without_brackets


@dataclass(frozen=True, slots=True)
class Claim:
    """A difference that a sentence tells.

    ``now`` and ``before`` name what is compared where tables or other sentences hold the
    figures; ``operands`` are (now, before) where the sentences hold them themselves. ``number``
    is how much, None if only the direction is told; ``mark`` is the words at stake, as columns
    in ``text``. ``half`` is how far the number may lie from the exact value, in base units.
    ``explicit`` is false where the sentence does not say with what it compares.
    """

    place: Place
    text: str
    mark: tuple[int, int]
    direction: Direction
    now: Name | None = None
    before: Name | None = None
    operands: "tuple[Operand, Operand] | None" = None
    number: Number | None = None
    half: Exact = 0
    explicit: bool = True


@dataclass(frozen=True, slots=True)
class Operand:
    """A number of a sentence that a difference is between."""

    number: Number
    place: Place
    text: str
    unit: Unit | None
    half: Exact

    @property
    def value(self) -> Exact:
        """The number in base units."""
        return self.number.amount.exact(self.number.amount.unit or self.unit or Unit.COUNT)


def claims_of(setting: Setting) -> Iterator[Claim]:
    """The differences that a sentence tells."""
    if not _TOLD.search(setting.text) or VETO.search(setting.text) or _HEDGED.search(setting.text):
        return
    yield from _between_numbers(setting)
    for segment in segments(without_brackets(setting.atoms), item=setting.item):
        claim = _of_costs(setting, segment) or _of_antecedent(setting, segment)
        if claim is not None:
            yield claim


def _of_antecedent(setting: Setting, segment: Sequence[Atom]) -> Claim | None:
    """``…, vilket är 943 tkr högre än budget``: of the cost that was told right before."""
    ways = _ways(segment)
    numbers = [one for one in segment if one.kind is Kind.NUMBER]
    if len(ways) != 1 or len(numbers) != 1 or not _plain_comparison(setting, segment):
        return None
    start = segment[0].start
    within = [one for one in money_statements(setting) if one.number.end <= start]
    own = within if start else ()
    told = own or (list(money_statements(setting.before)) if not start and setting.before else ())
    costs = [one for one in told if one.name.what is What.ACTUAL and not one.signed]
    if len(costs) != 1 or len(told) != 1 or costs[0].name.when != setting.period:
        return None
    compared = _compared(setting, segment, costs[0].name.of)
    if compared is None or not compared[2]:
        return None
    return _claim(setting, ways[0], numbers[0], compared)


def _plain_comparison(setting: Setting, segment: Sequence[Atom]) -> bool:
    """Whether a thought is only a comparison, and points back at what was told before it."""
    allowed = {
        Kind.NOW, Kind.NUMBER, Kind.MORE, Kind.LESS, Kind.THAN, Kind.BUDGET, Kind.PERIOD_BUDGET,
        Kind.PERIOD, Kind.FILL, Kind.OF,
    }  # fmt: skip
    if not segment or any(one.kind not in allowed for one in segment):
        return False
    before = setting.text[: segment[0].start].rstrip(" ,").casefold()
    return before.endswith("vilket") or segment[0].text.casefold() in ("det", "detta")


_HEDGED = re.compile(
    r"\b(?:något|marginellt|stabil\w*|i stort sett|inte|kan|kunna|befaras|troligen|väntas|"
    r"förväntas|varav|exempelvis|t\.ex|till exempel)\b",
    re.IGNORECASE,
)
"""Words that take the edge off a direction, or make it no statement of what is."""
_TOLD = re.compile(
    r"\b(?:ök|minsk|högre|lägre|större|mindre|fler|färre|steg|stig|sjönk|sjunk|sänkt)",
    re.IGNORECASE,
)
_WAYS = {Kind.MORE: Direction.UP, Kind.LESS: Direction.DOWN}


def _ways(atoms: Sequence[Atom]) -> list[Atom]:
    return [one for one in atoms if one.kind in _WAYS]


def _of_costs(setting: Setting, segment: Sequence[Atom]) -> Claim | None:
    """``Nettokostnaden är 1 562 tkr högre än budget``, with or without the amount."""
    kinds = {one.kind for one in segment}
    ways = _ways(segment)
    costs = {Kind.NET, Kind.COST} & kinds
    if len(ways) != 1 or len(costs) != 1 or {Kind.INCOME, Kind.PLUS, Kind.MINUS} & kinds:
        return None
    numbers = [one for one in segment if one.kind is Kind.NUMBER]
    core = _core(segment)
    if len(numbers) > 1 or any(one.kind is Kind.OTHER for one in core):
        return None
    activity = _activity(setting, segment)
    if activity is None or (Kind.COST in kinds and _may_be_gross(setting, activity)):
        return None
    compared = _compared(setting, segment, Subject(setting.committee, activity))
    if compared is None:
        return None
    if numbers and not compared[2]:
        return None
    return _claim(setting, ways[0], numbers[0] if numbers else None, compared)


def _core(segment: Sequence[Atom]) -> Sequence[Atom]:
    """The atoms from the first word of the comparison to the last."""
    telling = {
        Kind.NET, Kind.COST, Kind.MORE, Kind.LESS, Kind.THAN, Kind.NUMBER, Kind.SUBJECT,
        Kind.BUDGET, Kind.PERIOD_BUDGET,
    }  # fmt: skip
    at = [index for index, one in enumerate(segment) if one.kind in telling]
    return segment[at[0] : at[-1] + 2] if at else ()


def _may_be_gross(setting: Setting, activity: str) -> bool:
    return not activity or activity in setting.known.sided


def _activity(setting: Setting, segment: Sequence[Atom]) -> str | None:
    """Of which activity the difference is; None if it is not clear."""
    spoken = [one.subject for one in segment if one.subject is not None]
    named = {one.activity for one in spoken}
    if len(named - {""}) > 1 or "?" in named:
        return None
    if named - {""}:
        return (named - {""}).pop()
    if spoken:
        return setting.activity if any(one.verbal for one in spoken) else ""
    return carried(setting)


def _compared(
    setting: Setting, segment: Sequence[Atom], subject: Subject
) -> tuple[Name, Name, bool] | None:
    """What is compared with what, and whether the sentence says so."""
    report = setting.period
    periods = [one.period for one in segment if one.period is not None]
    if report is None or any(one.tertial for one in periods):
        return None
    kinds = {one.kind for one in segment}
    if Kind.FORECAST in kinds or any(one.period.first != 1 for one in periods):
        return None
    other = {one.period for one in periods} - {report, Period.whole_year(report.year)}
    now = Name(What.ACTUAL, subject, report)
    if {Kind.BUDGET, Kind.PERIOD_BUDGET} & kinds:
        if other or Kind.THAN not in kinds:
            return None
        return now, Name(What.BUDGET, subject, report), True
    if not other and not periods and Kind.THAN not in kinds:
        return now, Name(What.ACTUAL, subject, report.previous_year()), False
    if other != {report.previous_year()} or Kind.THAN not in kinds:
        return None
    return now, Name(What.ACTUAL, subject, report.previous_year()), True


def _claim(
    setting: Setting, way: Atom, amount: Atom | None, compared: tuple[Name, Name, bool]
) -> Claim | None:
    number = amount.number if amount else None
    if number is not None:
        unit = number.amount.unit
        if unit is None or not (unit.is_money or unit is Unit.PERCENT):
            return None
        if is_bound(setting.text[: number.start]):
            return None
    at = amount or way
    unit = number.amount.unit if number else None
    half = half_of(number.amount, unit, setting.text[: number.start]) if number and unit else 0
    return Claim(
        Place(setting.file, number.spans if number else _spans(setting, way)),
        setting.text,
        (number.start, number.end) if number else (at.start, at.end),
        _WAYS[way.kind],
        now=compared[0],
        before=compared[1],
        number=number,
        half=half,
        explicit=compared[2],
    )


def _spans(setting: Setting, atom: Atom) -> tuple[Span, ...]:
    return setting.sentence.text.spans(atom.start, atom.end)


_FROM_TO = re.compile(r"\bfrån\s+$", re.IGNORECASE)
_TO = re.compile(r"\btill\s+(?:nuvarande\s+)?$", re.IGNORECASE)
_STEP = re.compile(
    r"^(?:det (?:är|blev|motsvarar|innebär) (?:alltså |därmed )?|"
    r"detta (?:är|motsvarar|innebär) )?en (?:ökning|minskning) (?:med|på) ",
    re.IGNORECASE,
)
_POINTING = re.compile(r"^(?:det|detta) (?:är|blev|var|motsvarar) (?:alltså |därmed )?", re.I)
_TO_NEW = re.compile(r"\s+till\s+(?:totalt\s+)?$", re.IGNORECASE)


def _between_numbers(setting: Setting) -> Iterator[Claim]:
    """``En ökning från 1 946 till 2 073``, ``1 560 jämfört med 1 482. En ökning med 5 %``."""
    row = without_brackets(setting.atoms)
    pair = _from_to(setting, row)
    if pair is not None:
        step = _step_beside(setting, row, pair)
        way = _way_before(row, step or pair[0])
        if way is not None:
            yield _of_pair(setting, way, _operands(setting, pair[1], pair[0]), step)
        return
    if setting.before is not None and not VETO.search(setting.before.text):
        yield from _of_two_sentences(setting, setting.before, row)


def _of_two_sentences(setting: Setting, before: Setting, row: Sequence[Atom]) -> Iterator[Claim]:
    """A step told in one sentence between numbers of which one at least is in the one before."""
    numbers = [one for one in row if one.number]
    ways = _ways(row)
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
            yield _of_pair(setting, ways[0], _operands(before, *compared), numbers[0])
        first = _only_number(before)
        if first is not None and len(numbers) == 2 and _leads_to_new(setting, numbers, first):
            operands = (_operand(setting, numbers[1], None), _operand(before, first, None))
            yield _of_pair(setting, ways[0], operands, numbers[0])
    pointing = _POINTING.match(setting.text)
    first = _only_number(before)
    if pointing and first and len(numbers) == 2 and _is_held_against(setting, row, numbers):
        unit = _unit(first)
        if unit is not None and _unit(numbers[1]) is unit:
            operands = (_operand(before, first, None), _operand(setting, numbers[1], None))
            yield _of_pair(setting, ways[0], operands, numbers[0])


def _counts_the_same(step: Atom, setting: Setting, before: Setting) -> bool:
    """Whether the step counts what the sentence before did: ``en ökning med 78 barn``."""
    noun = re.match(r"\s+([a-zåäö]{3,})", setting.text[step.end :])
    if _unit(step) is not None or noun is None or noun[1] in ("jämfört", "sedan", "mot", "från"):
        return True
    return noun[1] in before.text.casefold()


def _only_number(setting: Setting) -> Atom | None:
    numbers = [one for one in without_brackets(setting.atoms) if one.number]
    bound = numbers and is_bound(setting.text[: numbers[0].start])
    return numbers[0] if len(numbers) == 1 and not bound else None


def _leads_to_new(setting: Setting, numbers: Sequence[Atom], first: Atom) -> bool:
    """``… med 15 procent till 46 480 besök``, of what the sentence before counted."""
    between = setting.text[numbers[0].end : numbers[1].start]
    return bool(_TO_NEW.search(between)) and len(between) < 12 and _one_kind(first, numbers[1])


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
            return (first, second) if _one_kind(first, second) and not ages else None
    return None


def _one_kind(first: Atom, second: Atom) -> bool:
    """Whether two numbers are in one unit, and neither is negative.

    The first may leave its unit to the second; of negative ones nobody knows which is more.
    """
    one, other = _unit(first), _unit(second)
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
    ways = _ways(near)
    return ways[0] if len(ways) == 1 else None


def _step_beside(setting: Setting, row: Sequence[Atom], pair: tuple[Atom, Atom]) -> Atom | None:
    """How much it is by, told before the two: ``minskat med 93 barn, från 2 868 till 2 775``."""
    numbers = [one for one in row if one.number]
    at = numbers.index(pair[0])
    if at != 1 or not re.search(r"\b(?:med|på)\s*$", setting.text[: numbers[0].start]):
        return None
    return numbers[0]


def _set_against(setting: Setting) -> tuple[Atom, Atom] | None:
    """(now, before) of ``1 560 unika barn jämfört med 1 482``; None if there are other numbers."""
    row = without_brackets(setting.atoms)
    numbers = [one for one in row if one.number and not is_bound(setting.text[: one.start])]
    if len(numbers) != 2 or not _one_kind(numbers[1], numbers[0]):
        return None
    start, stop = (row.index(one) for one in numbers)
    than = [one for one in row[start:stop] if one.kind is Kind.THAN]
    return (numbers[0], numbers[1]) if len(than) == 1 else None


def _of_pair(
    setting: Setting, way: Atom, operands: tuple[Operand, Operand], step: Atom | None
) -> Claim:
    """A claim about two numbers that the sentences hold themselves."""
    number = step.number if step else None
    half: Exact = 0
    if number is not None:
        unit = number.amount.unit or operands[0].unit or Unit.COUNT
        half = half_of(number.amount, unit, setting.text[: number.start])
    return Claim(
        Place(setting.file, number.spans if number else _spans(setting, way)),
        setting.text,
        (number.start, number.end) if number else (way.start, way.end),
        _WAYS[way.kind],
        operands=operands,
        number=number,
        half=half,
    )


def _operands(setting: Setting, now: Atom, before: Atom) -> tuple[Operand, Operand]:
    unit = _unit(now) or _unit(before)
    return _operand(setting, now, unit), _operand(setting, before, unit)


def _unit(atom: Atom) -> Unit | None:
    return atom.number.amount.unit if atom.number else None


def _operand(setting: Setting, atom: Atom, unit: Unit | None) -> Operand:
    number = atom.number
    assert number is not None, "an operand is a number"
    half = half_of(number.amount, unit or Unit.COUNT, setting.text[: atom.start])
    return Operand(number, Place(setting.file, number.spans), setting.text, unit, half)
