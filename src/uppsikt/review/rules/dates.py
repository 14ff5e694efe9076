"""Dates that the calendar does not have, weekdays that fall on others, dates held twice."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from uppsikt.figures import month_name
from uppsikt.reading import ListBlock, Table, Text
from uppsikt.review.lexicon.calendar import WEEKDAY, WEEKDAYS, Written, days_in, find_dates
from uppsikt.review.lexicon.dated import (
    YEAR,
    DatedValue,
    compared,
    dated_values,
    odd_year,
    of_one_thing,
)
from uppsikt.review.material import Material
from uppsikt.review.model import Cure, Finding, Mark, Named
from uppsikt.review.passages import mark_in
from uppsikt.review.registry import rule


@dataclass(frozen=True, slots=True)
class _Dated:
    """A date in a text of a document."""

    file: int
    text: Text
    written: Written

    @property
    def mark(self) -> Mark:
        return mark_in(self.file, self.text, self.written.start, self.written.end)

    @property
    def words(self) -> str:
        return self.text.text[self.written.start : self.written.end]


def _dates(material: Material) -> Iterator[_Dated]:
    for one in material.reviewed:
        for text in one.passages:
            for written in find_dates(text.text):
                yield _Dated(one.index, text, written)


@rule("impossible-date", "Datum som inte finns")
def check_dates(material: Material) -> Iterable[Finding]:
    """The calendar has no 31 April, no 30 February, and 29 February only in leap years.

    A month above 12, or a day above 31, is only told where nothing but a date can be meant: such
    digits are more often the number of a case.
    """
    found: dict[tuple[int, int | None, int, int], list[_Dated]] = {}
    for one in _dates(material):
        date = one.written
        if not date.exists and (date.sure or _only_the_day(date)):
            key = (one.file, date.year, date.month, date.day)
            found.setdefault(key, []).append(one)
    for same in found.values():
        yield _impossible(same)


def _only_the_day(date: Written) -> bool:
    return 1 <= date.month <= 12 and 1 <= date.day <= 31


def _impossible(same: list[_Dated]) -> Finding:
    date, words = same[0].written, same[0].words
    if 1 <= date.month <= 12:
        year = f" {date.year}" if date.year and date.month == 2 else ""
        has = days_in(date.month, date.year)
        why = f"{month_name(date.month)}{year} har {has} dagar"
    else:
        why = f"det finns ingen månad {date.month}"
    return Finding(
        code="impossible-date",
        message=f"Datumet {words} finns inte: {why}.",
        marks=tuple(one.mark for one in same),
        values=tuple(Named("datum", one.words, place) for place, one in enumerate(same)),
    )


_DAY_BEFORE = re.compile(
    rf"(?P<day>{WEEKDAY})(?P<ending>en|ens)?,?\s(?:den\s)?$",
    re.IGNORECASE,
)
_DAY_AFTER = re.compile(rf"\s?\((?P<day>{WEEKDAY})(?P<ending>en)?\)", re.IGNORECASE)
_ANOTHER_BEFORE = re.compile(
    rf"(?:{WEEKDAY}(?:en|ar|arna)?\s?(?:,|[-–/]|\b(?:och|eller|till|respektive)\b)\s?|"
    r"\b(?:varje|varannan|nästkommande|följande)\s)$",
    re.IGNORECASE,
)


@rule("weekday", "Fel veckodag")
def check_weekdays(material: Material) -> Iterable[Finding]:
    """Each date falls on one weekday; 7 June 2022 was a Tuesday and no Monday.

    The year has to be written in the date, or in the next date of the same enumeration.
    """
    for one in material.reviewed:
        for text in one.passages:
            dates = find_dates(text.text)
            for position, written in enumerate(dates):
                named = _weekday(text.text, written)
                full = _with_year(text.text, dates, position)
                if named and full and full.date:
                    finding = _wrong_day(one.index, text, full, named)
                    if finding:
                        yield finding


def _weekday(text: str, date: Written) -> re.Match[str] | None:
    """The weekday that stands right before a date, or in brackets after it."""
    before = _DAY_BEFORE.search(text, max(date.start - 20, 0), date.start)
    if before:
        lead = text[max(before.start() - 25, 0) : before.start()]
        return None if _ANOTHER_BEFORE.search(lead) or lead[-1:].isalpha() else before
    return _DAY_AFTER.match(text, date.end)


_JOINED = re.compile(
    rf"[\s,]*(?:(?:och|samt|till|{WEEKDAY}(?:en)?|den|kl\.?|klockan|[\d.:–-]+)[\s,]*)*",
    re.IGNORECASE,
)


def _with_year(text: str, dates: Sequence[Written], position: int) -> Written | None:
    """The date with its year: its own, or that of the date it is enumerated with."""
    date = dates[position]
    if date.year:
        return date
    for earlier, later in pairwise(dates[position:]):
        between = text[earlier.end : later.start]
        in_order = (earlier.month, earlier.day) < (later.month, later.day)
        if len(between) > 40 or not in_order or not _JOINED.fullmatch(between):
            return None
        if later.year:
            return Written(later.year, date.month, date.day, date.start, date.end, True)
    return None


def _wrong_day(file: int, text: Text, date: Written, named: re.Match[str]) -> Finding | None:
    day = date.date
    assert day is not None, "only a date that exists has a weekday"
    said, right = named["day"].casefold(), WEEKDAYS[day.weekday()]
    if said == right:
        return None
    start, end = min(named.start("day"), date.start), max(named.end("day"), date.end)
    mark = mark_in(file, text, start, end)
    printed = named["day"] + (named["ending"] or "")
    instead = (right.capitalize() if printed[0].isupper() else right) + (named["ending"] or "")
    weekday = mark_in(file, text, named.start("day"), named.start("day") + len(printed))
    return Finding(
        code="weekday",
        message=f"{date.text} är en {right} men kallas {said}.",
        marks=(mark,),
        values=(Named("veckodag", printed, 0),),
        cures=(Cure(weekday.place, printed, instead),),
    )


@rule("date-with-itself", "Datum jämfört med sig självt")
def check_itself(material: Material) -> Iterable[Finding]:
    """A comparison has two sides: one thing has one value on one date.

    Held together are the two sides of a comparison in one sentence, the items of a list of dated
    values, and the heads of a table that are nothing but years. With equal values on both sides it
    is a note.
    """
    for one in material.reviewed:
        for text in one.passages:
            for pair in compared(text.text):
                yield from _itself(one.index, [(text, dated) for dated in pair])
        for block in one.document.blocks:
            if isinstance(block, ListBlock):
                yield from _twice_in_list(one.index, block)
            elif isinstance(block, Table):
                yield from _twice_in_heads(one.index, block)


_AGAINST_PLAN = re.compile(r"budget|prognos|plan|mål|ram\b|beräkna", re.IGNORECASE)


def _itself(file: int, pair: Sequence[tuple[Text, DatedValue]]) -> Iterator[Finding]:
    """A finding if both values are of one date; a bare year is also that of a plan."""
    (text, one), (_, other) = pair
    if one.when != other.when or (not one.when[1] and _AGAINST_PLAN.search(text.text)):
        return
    told = [whole.text[slice(*dated.date)] for whole, dated in pair]
    numbers = [dated.number for _, dated in pair]
    noun = f" {one.noun}" if one.noun else ""
    same = one.size == other.size
    yield Finding(
        code="date-with-itself",
        severity="note" if same else "contradiction",
        message=(
            f"{told[0]} jämförs med sig självt: {numbers[0]} och {numbers[1]}{noun}."
            if not same
            else f"{told[0]} jämförs med sig självt, med samma värde {numbers[0]}{noun}."
        ),
        marks=tuple(mark_in(file, whole, dated.start, dated.end) for whole, dated in pair),
        values=tuple(
            Named(told[place], dated.number, place) for place, (_, dated) in enumerate(pair)
        ),
    )


def _items(block: ListBlock) -> list[tuple[Text, DatedValue]]:
    """The dated value that each item of a list begins with; empty unless every item does."""
    found: list[tuple[Text, DatedValue]] = []
    for item in block.items:
        text = item.sentences[0].text if item.sentences else Text("")
        dated = dated_values(text.text)
        if not dated or text.text[: dated[0].start].strip(" –-").casefold() not in ("", "år"):
            return []
        found.append((text, dated[0]))
    return found


def _twice_in_list(file: int, block: ListBlock) -> Iterator[Finding]:
    """A list of one thing at the same time of several years, with one date twice."""
    items = _items(block)
    if len(items) < 3 or len({dated.when[1:] for _, dated in items}) > 1:
        return
    if len({dated.noun for _, dated in items}) > 1:
        return
    for position, one in enumerate(items):
        for other in items[position + 1 :]:
            if of_one_thing(one[1], other[1]):
                yield from _itself(file, (one, other))


_ONLY_YEAR = re.compile(rf"(?:år\s)?({YEAR})", re.IGNORECASE)


def _head_years(table: Table) -> list[int]:
    """The years that are all of a table's heads; empty if they say anything more."""
    found = [_ONLY_YEAR.fullmatch(column.text.strip()) for column in table.columns]
    lone = all(len(column.path) == 1 for column in table.columns)
    return [int(one[1]) for one in found if one] if lone and all(found) else []


def _twice_in_heads(file: int, table: Table) -> Iterator[Finding]:
    """The same year heads two columns, and another in its place would make the row of years."""
    years = _head_years(table)
    odd = odd_year(years)
    if odd is None or years.count(years[odd[0]]) != 2:
        return
    year = years[odd[0]]
    same = [place for place, other in enumerate(years) if other == year]
    pairs = [[row.cells[place].text.text for place in same] for row in table.rows]
    if not any(one and other and one != other for one, other in pairs):
        return
    heads = [table.columns[place].path[0] for place in same]
    yield Finding(
        code="date-with-itself",
        severity="contradiction" if len(years) > 3 else "note",
        message=f"Två kolumner bredvid varandra har samma år {year} men olika värden.",
        marks=tuple(mark_in(file, head, 0, len(head.text)) for head in heads),
        values=tuple(Named("kolumn", head.text, place) for place, head in enumerate(heads)),
        expected=str(odd[1]),
    )
