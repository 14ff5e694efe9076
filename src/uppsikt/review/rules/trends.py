"""Which way a measure is said to have gone, against the values that the same section prints."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from uppsikt.figures import (
    Absent,
    Exact,
    Figure,
    Name,
    Period,
    Subject,
    Unit,
    What,
    find_contradictions,
    join_words,
    total,
    value_text,
)
from uppsikt.reading import Text
from uppsikt.review.held import Held, agree, marks, named
from uppsikt.review.lexicon.measures import is_complement, same_measure
from uppsikt.review.material import Material
from uppsikt.review.model import Finding, Statement
from uppsikt.review.passages import mark_in
from uppsikt.review.registry import rule
from uppsikt.review.sentences.sections import Section, first_line, sections

_MEASURE = r"(?P<measure>(?:antalet|andelen|antal|andel)\s[^,.;:()]{6,120}?)"
_UP = r"(?:ökat|stigit|vuxit)"
_WAY = rf"(?P<way>{_UP}|minskat|sjunkit)"
_STEADY = r"(?:successivt|gradvis|stadigt|kontinuerligt|år för år|(?:för )?varje år|steg för steg)"
_YEAR = r"(?:19|20)\d\d"
_TREND = re.compile(
    rf"^{_MEASURE}\shar\s(?P<lead>{_STEADY}\s)?{_WAY}(?(lead)|\s{_STEADY})"
    rf"\ssedan\s(?:år\s)?(?P<since>{_YEAR})\.?$",
    re.IGNORECASE,
)
_YEARS = rf"(?P<years>(?:år\s)?{_YEAR}(?:(?:,|\soch|\ssamt)\s(?:år\s)?{_YEAR}){{0,3}})"
_COMPARING = r"(?:jämfört\smed|i\sjämförelse\smed)\s(?:samma\speriod\s|åren\s)?"
_EARLIER = re.compile(
    rf"(?:^|,\s|\boch\s){_COMPARING}{_YEARS}\shar\s{_MEASURE}\s{_WAY}\b(?=\snågot\b|[,.]|$)",
    re.IGNORECASE,
)
_LATER = re.compile(
    rf"^{_MEASURE}\shar\s{_WAY}\s(?:något\s|marginellt\s)?{_COMPARING}{_YEARS}(?=[,.]|$)",
    re.IGNORECASE,
)
_VETO = re.compile(
    r"\b(?:inte|ej|ska|skall|bör|kan|kunna|skulle|mål\w*|budget\w*|prognos\w*|väntas|förväntas|"
    r"beräknas|fram till|undantag\w*|bortsett|förutom|trots|men|medan|dock|däremot|varav|"
    r"i genomsnitt|snitt\w*|befolkning\w*|justera\w*|ny definition)\b",
    re.IGNORECASE,
)
_TURNED = re.compile(
    r"\b(?:dock|däremot|men|igen|åter\w*|senaste året|i år|undantag\w*|vänt|brutits|"
    r"fram till)\b",
    re.IGNORECASE,
)
"""Words with which the next sentence says that it has gone otherwise lately."""
_FEWEST = 3
"""So many values make a series."""
_STEADY_PER_HUNDRED = 5
"""How far, in per cent, a series has to go the other way throughout."""
_PER_HUNDRED = 1


@rule("measure-direction", "Utveckling i texten mot måttets värden")
def check_measures(material: Material) -> Iterable[Finding]:
    """What is said to have risen has not fallen by the values printed in the same section.

    Two ways of telling are read. ``Andelen … har ökat jämfört med år 2021`` is held against the
    values of just those years, at the same month or of whole years. ``Antalet … har successivt
    minskat sedan 2016`` is held against a series of three values at least that all go the other
    way, by five per cent at least; a series that turns contradicts nothing. If the values are of
    the share that is *not* in the measure, the measure is the rest of the whole.
    """
    for reviewed in material.reviewed:
        if reviewed.nudged:
            continue
        held = Held(reviewed)
        for section in sections(reviewed.document):
            for place, (_, sentence) in enumerate(section.sentences):
                yield from _trend(held, section, place, sentence.text)
                yield from _compared(held, section, sentence.text)


@dataclass(frozen=True)
class _Point:
    """A value of the measure: the statement, and its value or what the complement leaves."""

    statement: Statement
    figure: Figure

    @property
    def value(self) -> Exact:
        value = self.figure.value
        assert not isinstance(value, Absent), "a printed number has a value"
        return value

    @property
    def when(self) -> Period:
        return self.statement.name.when


def _trend(held: Held, section: Section, place: int, text: Text) -> Iterator[Finding]:
    """The finding on a steady trend since a year, if the series goes the other way throughout."""
    found = _TREND.match(text.text)
    if found is None or _VETO.search(text.text[found.end("measure") :]):
        return
    if _TURNED.search(section.after(place)):
        return
    up = _is_up(found)
    since = int(found["since"])
    points = [one for one in _points(held, section, found["measure"]) if one.when.year >= since]
    if len(points) < _FEWEST or not _all_other_way(points, up=up):
        return
    yield _finding(held, text, found.span("way"), points)


def _is_up(found: re.Match[str]) -> bool:
    return re.fullmatch(_UP, found["way"], re.IGNORECASE) is not None


def _all_other_way(points: Sequence[_Point], *, up: bool) -> bool:
    """Whether every later value is on the other side of every earlier one, the last clearly.

    Two values that one year is said to have count both.
    """
    steps = [
        (one, other) for at, one in enumerate(points) for other in points[at + 1 :]
        if one.when != other.when
    ]  # fmt: skip
    if not steps or not all(_other_way(later, earlier, up=up) for earlier, later in steps):
        return False
    return _clear(points[-1], points[0], _STEADY_PER_HUNDRED)


def _compared(held: Held, section: Section, text: Text) -> Iterator[Finding]:
    """The finding on a direction since named years, if each of them says the opposite."""
    for pattern in (_EARLIER, _LATER):
        for found in pattern.finditer(text.text):
            if _VETO.search(found.group().replace(found["measure"], "")):
                continue
            points = _points(held, section, found["measure"])
            yield from _against(held, text, found, points)


def _against(
    held: Held, text: Text, found: re.Match[str], points: Sequence[_Point]
) -> Iterator[Finding]:
    """The finding on one claim; nothing if a year has no value, or two that differ."""
    about = held.reviewed.about
    period = about.period(first_line(text)) if about else held.reviewed.period
    years = {int(one) for one in re.findall(_YEAR, found["years"])}
    if period is None or not points or points[-1].when.year != period.year:
        return
    by_year: dict[int, list[_Point]] = {}
    for one in points:
        by_year.setdefault(one.when.year, []).append(one)
    now = by_year.pop(period.year)
    if not years <= set(by_year):
        return
    before = [one for year in sorted(years) for one in by_year[year]]
    if any(not agree(row[0].figure, one.figure) for row in (now, *by_year.values()) for one in row):
        return
    up = _is_up(found)
    if all(_other_way(now[0], one, up=up) and _clear(now[0], one, _PER_HUNDRED) for one in before):
        yield _finding(held, text, found.span("way"), [*before, now[0]])


def _points(held: Held, section: Section, measure: str) -> list[_Point]:
    """The values of a measure that its section prints, the oldest first.

    All are of one subject, and at one month of their years or of whole years, so that no season
    tells between them; empty if they are not.
    """
    found: list[_Point] = []
    for one in held.reviewed.statements:
        if one.unit.is_money or one.name.what not in _COUNTED or not _near(section, one):
            continue
        if same_measure(measure, one.name.of.activity):
            found.append(_Point(one, one.figure))
        elif one.unit is Unit.PERCENT and is_complement(measure, one.name.of.activity):
            found.append(_Point(one, _rest(one.figure)))
    kinds = {(one.statement.name.of, one.statement.name.what) for one in found}
    seasons = {(one.when.first, one.when.last) for one in found}
    units = {one.statement.unit for one in found}
    if len(kinds) != 1 or len(seasons) != 1 or len(units) != 1 or _unfinished(held, found):
        return []
    return sorted(found, key=lambda one: one.when)


_COUNTED = (What.ACTUAL, What.SHARE)


def _unfinished(held: Held, points: Sequence[_Point]) -> bool:
    """Whether a value of a year may be of the part of it that the report is about."""
    now = {one.period for one in held.reviewed.about.parts} if held.reviewed.about else set()
    open_years = {one.year for one in now if one is not None and one.kind != "year"}
    return any(one.when.kind == "year" and one.when.year in open_years for one in points)


def _near(section: Section, statement: Statement) -> bool:
    spans = statement.place.spans
    return bool(spans) and all(section.holds(span.line) for span in spans)


_PART = Subject("texten", "andelen")
_REST = Subject("texten", "resten")
_WHOLE = Subject("texten", "helheten")


def _rest(figure: Figure) -> Figure:
    """What is left of the whole when a share is taken: the two make a hundred per cent."""
    when = figure.name.when
    part, rest, whole = (Name(What.SHARE, one, when) for one in (_PART, _REST, _WHOLE))
    left = total(whole, (part, rest)).solved(rest, {whole: 1, part: figure.value})
    return replace(figure, name=rest, value=left)


def _other_way(later: _Point, earlier: _Point, *, up: bool) -> bool:
    """Whether the later value is printed on the other side of the earlier than the text says."""
    return later.value < earlier.value if up else later.value > earlier.value


def _clear(now: _Point, before: _Point, least: int) -> bool:
    """Whether rounding cannot turn two values about, and they are apart by ``least`` per cent.

    Values that are printed equally exactly are in the order of what they are rounded from.
    """
    same = replace(now.figure, name=before.figure.name)
    if now.figure.half != before.figure.half and not find_contradictions([same, before.figure], []):
        return False
    low, high = sorted((now.value, before.value))
    return low >= 0 and high * 100 >= low * (100 + least)


def _finding(held: Held, text: Text, span: tuple[int, int], points: Sequence[_Point]) -> Finding:
    """The finding: what the text says, and the values in the order of time."""
    statements = [one.statement for one in points]
    rest = any(one.figure is not one.statement.figure for one in points)
    shown = [f"{value_text(one.value, one.figure.unit)} ({one.when.year})" for one in points]
    way = "stiger" if points[-1].value > points[0].value else "sjunker"
    whole = " (det som är kvar till 100 %)" if rest else ""
    return Finding(
        code="measure-direction",
        message=f"Texten säger ”{text.text[slice(*span)]}”, men värdena {way}: "
        f"{join_words(shown)}{whole}.",
        marks=(mark_in(held.reviewed.index, text, *span), *marks(statements)),
        values=tuple(replace(one, place=(one.place or 0) + 1) for one in named(statements)),
    )
