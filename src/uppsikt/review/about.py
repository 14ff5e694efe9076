"""What a document is about: whose report it is, and of which period, part by part.

The words of titles and running heads tell (``Budgetuppföljning efter oktober 2022``). A bundle of
a meeting holds several reports, so the period may differ by part; where titles say nothing, the
latest period that the heads of actual figures name is taken.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from uppsikt.figures import Period, What
from uppsikt.reading import Document, Table, Text
from uppsikt.review.lexicon.periods import Found, find_periods
from uppsikt.review.lexicon.vocabulary import key
from uppsikt.review.tables.columns import meaning

UNKNOWN = "namnden"
"""The key of a committee that the document does not name."""


@dataclass(frozen=True, slots=True)
class Part:
    """A run of lines about one period: from line ``start`` (an index) to the next part."""

    start: int
    period: Period | None
    title: bool = False
    """Whether a title says so; else it is what the tables' heads show."""


@dataclass(frozen=True)
class About:
    """Whose report a document is, and the parts that it has by period."""

    committee: str
    parts: tuple[Part, ...]

    def part(self, line: int) -> int:
        """The index of the part that a line stands in."""
        return max(bisect_right([one.start for one in self.parts], line) - 1, 0)

    def period(self, line: int) -> Period | None:
        """The period that the report around a line is about."""
        return self.parts[self.part(line)].period

    @property
    def main(self) -> Period | None:
        """The period of the whole document; None if its parts differ."""
        periods = {one.period for one in self.parts if one.period}
        return periods.pop() if len(periods) == 1 else None


_FOLLOWING = (
    r"budgetuppföljning|verksamhetsuppföljning|ekonomisk uppföljning|ekonomiuppföljning|"
    r"månadsuppföljning|(?:ekonomisk )?månadsrapport|kvartalsuppföljning|"
    r"uppföljningsrapport|uppföljning|delårsrapport|delårsbokslut|"
    r"delårsuppföljning|delår|tertialrapport|tertialuppföljning|tertialbokslut|kvartalsrapport|"
    r"ekonomirapport|ekonomisk rapport|prognosrapport|helårsprognos"
)
_CLOSING = (
    r"verksamhetsberättelse|årsredovisning|årsrapport|årsbokslut|bokslut|årsuppföljning|"
    r"årsberättelse"
)
_PLANNING = (
    r"planering(?:sunderlag)? (?:för |till )?budget|budgetunderlag|budgetförslag|nämndbudget|"
    r"förslag till budget|internbudget|verksamhetsplan(?: och budget)?|detaljbudget"
)
_TITLE = re.compile(
    r"^(?:(?P<who>[^,.:]{3,70}(?:nämnden|styrelsen|utskottet|nämnd)s?)[,:]?\s+(?:[-–]\s+)?)?"
    rf"(?:(?P<following>{_FOLLOWING})|(?P<closing>{_CLOSING})|(?P<planning>{_PLANNING}))\b"
    r"(?P<rest>[^.?!]{0,60})\.?$",
    re.IGNORECASE,
)
_RUNNING_PLAN = re.compile(
    r"^[^,.:]{3,70}(?:nämnden|styrelsen),\s+budget (?P<year>20\d\d)\b.{0,40}$", re.IGNORECASE
)
_LONGEST = 110
_PAGE = re.compile(r"\s+(?:sida?\s*)?\d+\s*(?:\(\d+\)|/\s*\d+|av \d+)\s*$", re.IGNORECASE)
_THIRD = re.compile(
    r"\b(?:t|tertial[a-zåäö]*|delår(?:srapport)?)\s?(?P<number>[123])\b", re.IGNORECASE
)
_QUARTER = re.compile(r"\b(?:q|kvartal[a-zåäö]*)\s?(?P<number>[1-4])\b", re.IGNORECASE)


def about(document: Document) -> About:
    """Whose report the document is and which period each part of it is about."""
    parts = _titled(document)
    if not parts:
        parts = [Part(0, _from_heads(document.tables))]
    elif parts[0].start:
        first = parts[0]
        parts[0] = Part(0, first.period, title=True)
    return About(_committee(document), tuple(parts))


def line_of(text: Text) -> int | None:
    """The line (an index) that a text begins on."""
    return text.pieces[0].line if text.pieces else None


def _titled(document: Document) -> list[Part]:
    """One part for each title with another period than the one before."""
    parts: list[Part] = []
    for index, line in enumerate(document.lines):
        period = title_period(line.text)
        if period and (not parts or parts[-1].period != period):
            parts.append(Part(index, period, title=True))
    return parts


def title_period(line: str) -> Period | None:
    """The period of a report by its title; None if the line is no title, or names no year.

    A line with a number before it is an item of an agenda, and no title.
    """
    plain = " ".join(line.lstrip("#* ").split())
    if not 8 <= len(plain) <= _LONGEST:
        return None
    plain = _PAGE.sub("", plain)
    running = _RUNNING_PLAN.match(plain)
    if running:
        return Period.whole_year(int(running["year"]))
    found = _TITLE.match(plain)
    if found is None:
        return None
    periods = [one for one in find_periods(found["rest"]) if one.dated]
    if len({one.period for one in periods}) != 1:
        return None
    return _meant(periods[0], found)


def _meant(found: Found, title: re.Match[str]) -> Period | None:
    """What a period in a title says that the report is about: January to its last month."""
    if found.period.kind == "year" and not title["following"]:
        return found.period
    if found.period.kind == "year":
        for pattern, size in ((_THIRD, 4), (_QUARTER, 3)):
            if part := pattern.search(title.group()):
                return Period.to_date(found.period.year, size * int(part["number"]))
        return None
    return None if title["planning"] else found.period.to_date_of()


def _from_heads(tables: Iterable[Table]) -> Period | None:
    """The latest period that heads of actual figures name to date."""
    found = [
        one.when
        for table in tables
        for column in table.columns
        if column.path
        for one in (meaning(column.text),)
        if one.what is What.ACTUAL and one.when and one.when.kind != "year"
    ]
    return max(found, key=lambda one: (one.year, one.last), default=None)


_COMMITTEE = re.compile(
    r"\b(?P<name>(?:[A-ZÅÄÖ][a-zåäö]+-? ?(?:, [a-zåäö]+-?)?(?: och |-och )[a-zåäö]+nämnden"
    r"|[A-ZÅÄÖ][a-zåäö]+(?:ska|iga|ala) [a-zåäö]*nämnden|[A-ZÅÄÖ][a-zåäö]{3,}nämnden"
    r"|Kommunstyrelsen))s?\b"
)
_SENTENCE_START = re.compile(r"^(?:Att|För|Under|Av|Enligt|Inom|Om|När|Därför|Även|Kommunal)\b ")


def committees(document: Document) -> Counter[str]:
    """How often each committee is named in the document, by key."""
    return Counter(_named(" ".join(line.text.split()) for line in document.lines))


def _named(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        if "nämnden" not in line and "styrelsen" not in line:
            continue
        for match in _COMMITTEE.finditer(line):
            yield key(_SENTENCE_START.sub("", match["name"]))


def _committee(document: Document) -> str:
    """The committee that is named far more often than others; empty if none is."""
    named = committees(document).most_common(2)
    if not named:
        return ""
    if len(named) == 1 or named[0][1] >= 2 * named[1][1]:
        return named[0][0]
    first = Counter(_named(" ".join(line.text.split()) for line in document.lines[:60]))
    early = first.most_common(2)
    clear = early and (len(early) == 1 or early[0][1] >= 2 * early[1][1])
    return early[0][0] if clear else ""
