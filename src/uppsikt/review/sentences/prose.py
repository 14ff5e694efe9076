"""What money in sentences states, where what, of whom and when are all clear.

A sentence is read only where every word between what the figure is and the figure itself is
understood. Wishes, goals, conditions, prices and what an earlier report said state nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from uppsikt.figures import Amount, Figure, Name, Period, Side, Subject, Unit, What
from uppsikt.reading import Number
from uppsikt.review.lexicon.hedges import half_of, is_bound
from uppsikt.review.model import Direction, Place, Statement
from uppsikt.review.sentences.phrases import Atom, Kind
from uppsikt.review.sentences.readings import VETO, Reading, readings
from uppsikt.review.sentences.setting import Setting
from uppsikt.review.sentences.whose import CONTINGENCY, activity_of, whole_item

_WHAT = {
    Kind.NET, Kind.COST, Kind.INCOME, Kind.BUDGET, Kind.PERIOD_BUDGET, Kind.FORECAST,
    Kind.RESULT, Kind.GRANT, Kind.CONTINGENCY, Kind.PLUS, Kind.MINUS, Kind.ZERO,
}  # fmt: skip
_NOUGHT = re.compile(r"noll|plus", re.IGNORECASE)
_ZERO_HALF = 500
"""``Plus minus noll`` is told of what is less than this many tkr."""


def money_statements(setting: Setting) -> Iterator[Statement]:
    """The statements that the money in a sentence makes."""
    money = any(map(_is_money, setting.sentence.numbers)) or _NOUGHT.search(setting.text)
    if not money or VETO.search(setting.text):
        return
    for reading in readings(setting):
        if reading.figure.number and not _is_money(reading.figure.number):
            continue
        statement = _stated(setting, reading)
        if statement is not None:
            yield statement


def _is_money(number: Number) -> bool:
    return number.amount.unit is not None and number.amount.unit.is_money


def _stated(setting: Setting, reading: Reading) -> Statement | None:
    """The statement of one figure, None where something is not clear."""
    if {Kind.MORE, Kind.LESS, Kind.THAN} & reading.kinds or not _understood(setting, reading):
        return None
    activity = activity_of(setting, reading)
    if activity is None:
        return None
    meant = _name(setting, reading, activity)
    return None if meant is None else _statement(setting, reading, meant)


def _understood(setting: Setting, reading: Reading) -> bool:
    """Whether every word that the figure rests on is known, and it is no limit."""
    if reading.figure.number and is_bound(setting.text[: reading.figure.start]):
        return False
    if reading.right and reading.right[0].kind is Kind.OTHER:
        return False
    told = zip(reading.right, reading.right[1:], strict=False)
    if any(one.kind is Kind.OF and after.kind is Kind.OTHER for one, after in told):
        return False
    if whole_item(setting, reading) is not None:
        return True
    core = next(
        (i for i, one in enumerate(reading.left) if one.kind in _WHAT | {Kind.SUBJECT}), None
    )
    if core is None:
        return reading.figure.kind is Kind.ZERO
    if any(one.kind is Kind.OTHER for one in reading.left[core:]):
        return False
    return not core or reading.left[core - 1].kind is not Kind.OTHER


def _name(setting: Setting, reading: Reading, activity: str) -> Name | None:
    """What the figure is called."""
    kinds = reading.kinds
    if Kind.CONTINGENCY in kinds and not activity:
        activity = CONTINGENCY
    subject = Subject(setting.committee, activity)
    told = _period(reading)
    if told is _UNCLEAR or _mixed(setting, reading):
        return None
    if {Kind.PLUS, Kind.MINUS, Kind.ZERO} & kinds or _is_signed_result(reading):
        return _variance_name(setting, reading, subject, told)
    if Kind.RESULT in kinds:
        return None
    year = _year(setting, told)
    if Kind.GRANT in kinds:
        return Name(What.GRANT, subject, year) if year else None
    if Kind.CONTINGENCY in kinds:
        return Name(What.BUDGET, subject, year) if year else None
    return _cost_name(setting, reading, subject, told)


def _mixed(setting: Setting, reading: Reading) -> bool:
    """Whether a surplus or deficit is told together with the contingency, and may be without it."""
    signs = {Kind.PLUS, Kind.MINUS, Kind.ZERO} & reading.kinds
    return bool(signs) and Kind.CONTINGENCY in reading.kinds and not setting.item


def _is_signed_result(reading: Reading) -> bool:
    number = reading.figure.number
    return number is not None and Kind.RESULT in reading.kinds and number.amount.number < 0


@dataclass(frozen=True, slots=True)
class _Told:
    """The period that a reading tells: None if none; ``point`` a date or month, ``month`` a
    month as such (``i oktober``)."""

    period: Period | None = None
    point: bool = False
    month: bool = False


_UNCLEAR = _Told(None, point=True, month=True)


def _period(reading: Reading) -> _Told:
    """The one period around a figure; the part of the year if the year is told too."""
    around = (*reading.left, *reading.right)
    found = [(i, one.period) for i, one in enumerate(around) if one.period is not None]
    if any(one.tertial for _, one in found):
        return _UNCLEAR
    periods = {one.period for _, one in found}
    if len(periods) == 2:
        wide, narrow = sorted(periods, key=lambda one: one.first - one.last)
        if wide.kind != "year" or wide.year != narrow.year:
            return _UNCLEAR
        found = [pair for pair in found if pair[1].period == narrow]
    elif len(periods) > 2:
        return _UNCLEAR
    if not found:
        return _Told()
    index, one = found[0]
    words = around[index].text.split()
    before = around[index - 1].text.casefold() if index else ""
    month = one.point and words[0].isalpha() and before in ("i", "under", "för")
    return _Told(one.period, point=one.point, month=month)


def _year(setting: Setting, told: _Told) -> Period | None:
    """The year that a figure of a year is about."""
    period = told.period or setting.period
    return Period.whole_year(period.year) if period else None


def _of_result(setting: Setting, reading: Reading, subject: Subject) -> tuple[What, What] | None:
    """What a surplus or deficit is called to date and as a forecast.

    Where the committee's budget has a result of its own, ``resultat`` is held against the grant
    and a surplus may be held against either, so that it says nothing.
    """
    if subject.activity or not setting.known.results_apart:
        return What.VARIANCE, What.FORECAST_VARIANCE
    words = " ".join(one.text.casefold() for one in (*reading.left, reading.figure))
    return (What.RESULT, What.FORECAST_RESULT) if "resultat" in words else None


def _forecast_before(reading: Reading, told: _Told) -> bool:
    """Whether the same thought began as a forecast: ``Prognosen är 5 tkr och ett underskott …``."""
    began = any(one.kind is Kind.FORECAST for one in reading.earlier)
    return began and (told.period is None or told.period.kind == "year")


def _variance_name(
    setting: Setting, reading: Reading, subject: Subject, told: _Told
) -> Name | None:
    """A surplus or deficit: of the forecast, or to date."""
    kinds = reading.kinds
    if {Kind.BUDGET, Kind.GRANT, Kind.INCOME, Kind.COST, Kind.NET} & kinds:
        return None
    whats = _of_result(setting, reading, subject)
    if whats is None:
        return None
    year = _year(setting, told)
    if Kind.FORECAST in kinds or setting.forecasting or _forecast_before(reading, told):
        if _of_other_time(setting, told):
            return None
        return Name(whats[1], subject, year) if year else None
    return _to_date_result(setting, whats[0], subject, told)


def _to_date_result(setting: Setting, what: What, subject: Subject, told: _Told) -> Name | None:
    """A surplus or deficit of the year so far, or of a year that is over."""
    period = told.period
    if period is None:
        return None
    if period.kind == "year":
        return _of_year(setting, what, subject, period)
    if period.first != 1 and not told.point:
        return None
    if told.month and (setting.period is None or period.last != setting.period.last):
        return None
    return Name(what, subject, period.to_date_of())


def _of_other_time(setting: Setting, told: _Told) -> bool:
    """Whether a forecast was made in another month than the report: ``I april var prognosen``."""
    period, now = told.period, setting.period
    return period is not None and period.kind != "year" and (now is None or period.last != now.last)


def _of_year(setting: Setting, what: What, subject: Subject, year: Period) -> Name | None:
    """A figure of a whole year that is over; of one that is not, it may be a forecast."""
    now = setting.period
    over = now is not None and (year.year < now.year or now == year)
    return Name(what, subject, year) if over else None


def _cost_name(setting: Setting, reading: Reading, subject: Subject, told: _Told) -> Name | None:
    """A budget, a forecast or an actual: all of costs, so without a sign."""
    kinds = reading.kinds
    side = _side(setting, kinds, subject.activity)
    if side is None or Kind.CONTINGENCY in kinds:
        return None
    subject = Subject(subject.committee, subject.activity, side)
    measured = {Kind.NET, Kind.COST, Kind.INCOME} & kinds
    planned = {Kind.BUDGET, Kind.PERIOD_BUDGET} & kinds
    if planned and Kind.FORECAST in kinds:
        return None
    if planned:
        return _budget_name(setting, kinds, subject, told)
    if not measured or told.month:
        return None
    if Kind.FORECAST in kinds:
        year = _year(setting, told)
        whole = told.period is None or told.period.kind == "year"
        return Name(What.FORECAST, subject, year) if year and whole else None
    period = told.period or _told_before(setting) or _own_year(setting)
    if period is None or (period.first != 1 and not told.point):
        return None
    if period.kind == "year":
        return _of_year(setting, What.ACTUAL, subject, period)
    return Name(What.ACTUAL, subject, period.to_date_of())


def _own_year(setting: Setting) -> Period | None:
    """The year that a report of a whole year is about."""
    own = setting.period
    return own if own is not None and own.kind == "year" else None


def _told_before(setting: Setting) -> Period | None:
    """The report's own period, if the sentence before speaks of just that."""
    if setting.before is None:
        return None
    told = {one.period.period for one in setting.before.atoms if one.period}
    return setting.period if told == {setting.period} else None


def _side(setting: Setting, kinds: set[Kind], activity: str) -> Side | None:
    """The side of the books; None where ``kostnaden`` may be gross or net."""
    sides = {Kind.COST, Kind.INCOME} & kinds
    if len(sides) > 1 or (sides and Kind.NET in kinds):
        return None
    if Kind.INCOME in kinds:
        return Side.INCOME if activity in setting.known.sided else None
    if Kind.COST in kinds and (not activity or activity in setting.known.sided):
        return None
    return Side.NET


def _budget_name(setting: Setting, kinds: set[Kind], subject: Subject, told: _Told) -> Name | None:
    """The year's budget, or that of the period so far."""
    period = told.period
    if Kind.PERIOD_BUDGET in kinds:
        period = period or setting.period
        if period is None or period.kind == "year":
            return None
        return Name(What.BUDGET, subject, period.to_date_of())
    if told.month:
        return None
    if period is None:
        year = _year(setting, told)
        return Name(What.BUDGET, subject, year) if year else None
    if period.first != 1 and not told.point:
        return None
    return Name(What.BUDGET, subject, period if period.kind == "year" else period.to_date_of())


_SIGNED = (What.VARIANCE, What.FORECAST_VARIANCE, What.RESULT, What.FORECAST_RESULT)


def _statement(setting: Setting, reading: Reading, name: Name) -> Statement:
    """The statement: a surplus or deficit with its sign, a cost without one."""
    number = reading.figure.number or zero(setting, reading.figure)
    unit = number.amount.unit
    assert unit is not None, "money has a unit"
    value = number.amount.exact()
    direction = None
    if name.what in _SIGNED:
        negative = Kind.MINUS in reading.kinds or number.amount.number < 0
        size = max(value, -value)
        value = -size if negative else size
        direction = Direction.MINUS if negative else Direction.PLUS
        direction = direction if value else Direction.SAME
    half = (
        _ZERO_HALF * Unit.TKR.factor
        if reading.figure.kind is Kind.ZERO
        else half_of(number.amount, unit, setting.text[: reading.figure.start])
    )
    return Statement(
        Figure(name, value, unit, setting.text, half),
        Place(setting.file, number.spans),
        number,
        setting.text,
        signed=name.what in _SIGNED,
        direction=direction,
        sentence=setting.sentence.text,
    )


def zero(setting: Setting, atom: Atom) -> Number:
    """The number that ``plus minus noll`` stands for."""
    spans = setting.sentence.text.spans(atom.start, atom.end)
    return Number(Amount(Decimal(0), Unit.TKR, Decimal(1)), atom.text, atom.start, atom.end, spans)
