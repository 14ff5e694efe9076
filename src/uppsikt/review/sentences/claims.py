"""What sentences say of differences: how much higher, how large an increase, and which way.

A claim holds what is compared by name (the cost to date with the period budget) or by the two
figures of the same sentence (``från 1 946 till 2 073``); the rules hold it against the figures.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from uppsikt.figures import Name, Period, Subject, Unit, What
from uppsikt.review.lexicon.hedges import half_of, is_bound
from uppsikt.review.lexicon.subjects import UNCLEAR
from uppsikt.review.model import Place
from uppsikt.review.sentences.claim import WAYS, Claim, spans_of, ways_of
from uppsikt.review.sentences.phrases import Atom, Kind
from uppsikt.review.sentences.prose import money_statements
from uppsikt.review.sentences.readings import VETO, segments
from uppsikt.review.sentences.set_against import set_against, then_and_now
from uppsikt.review.sentences.setting import Setting
from uppsikt.review.sentences.steps import between_numbers
from uppsikt.review.sentences.whose import carried


def claims_of(setting: Setting) -> Iterator[Claim]:
    """The differences that a sentence tells."""
    if not _TOLD.search(setting.text) or VETO.search(setting.text) or _HEDGED.search(setting.text):
        return
    compared = list(set_against(setting)) or list(then_and_now(setting))
    if compared:
        yield from compared
        return
    yield from between_numbers(setting)
    for segment in segments(setting.outside, item=setting.item):
        claim = _of_costs(setting, segment) or _of_antecedent(setting, segment)
        if claim is not None:
            yield claim


def _of_antecedent(setting: Setting, segment: Sequence[Atom]) -> Claim | None:
    """``…, vilket är 943 tkr högre än budget``: of the cost that was told right before."""
    ways = ways_of(segment)
    numbers = [one for one in segment if one.kind is Kind.NUMBER]
    if len(ways) != 1 or len(numbers) != 1 or not _plain_comparison(setting, segment):
        return None
    start = segment[0].start
    within = [one for one in money_statements(setting) if one.number.end <= start]
    own = within if start else ()
    told = own or (list(money_statements(setting.before)) if not start and setting.before else ())
    costs = [one.name for one in told if one.name.what in (What.ACTUAL, What.FORECAST)]
    if len(costs) != 1 or len(told) != 1:
        return None
    compared = _compared_with(setting, segment, costs[0])
    return None if compared is None else _claim(setting, ways[0], numbers[0], compared)


def _compared_with(
    setting: Setting, segment: Sequence[Atom], cost: Name
) -> tuple[Name, Name, bool] | None:
    """What a cost that was just told is compared with; a forecast only with the year's budget."""
    if cost.what is What.FORECAST:
        periods = any(one.period for one in segment)
        budget = any(one.kind is Kind.BUDGET for one in segment)
        return None if periods or not budget else (cost, replace(cost, what=What.BUDGET), True)
    compared = _compared(setting, segment, cost.of)
    return compared if compared and compared[2] and cost.when == setting.period else None


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


def _of_costs(setting: Setting, segment: Sequence[Atom]) -> Claim | None:
    """``Nettokostnaden är 1 562 tkr högre än budget``, with or without the amount."""
    kinds = {one.kind for one in segment}
    ways = ways_of(segment)
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
    if len(named - {""}) > 1 or UNCLEAR in named:
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
        Place(setting.file, number.spans if number else spans_of(setting, way)),
        setting.text,
        (number.start, number.end) if number else (at.start, at.end),
        WAYS[way.kind],
        now=compared[0],
        before=compared[1],
        number=number,
        half=half,
        explicit=compared[2],
    )
