"""A result that a sentence takes as known: ``Minusresultatet beror på …``."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from uppsikt.figures import Absent, Exact, Name, Period, Subject, What, value_text, variance
from uppsikt.reading import Text
from uppsikt.review.about import UNKNOWN
from uppsikt.review.held import Held, agree, marks, named
from uppsikt.review.lexicon.subjects import Wordbook, activities_of
from uppsikt.review.lexicon.vocabulary import key
from uppsikt.review.material import Material
from uppsikt.review.model import Finding, Statement
from uppsikt.review.passages import mark_in
from uppsikt.review.registry import rule
from uppsikt.review.sentences.sections import Section, first_line, sections

_TOLD = re.compile(
    r"^(?:(?:Orsaken|Anledningen|Förklaringen) till )?"
    r"(?P<word>(?P<minus>minusresultatet|underskottet|budgetunderskottet)"
    r"|plusresultatet|överskottet|budgetöverskottet)\s"
    r"(?:i verksamheten\s)?(?:är att|är främst|beror|förklaras|består|orsakas|kan förklaras)\b",
    re.IGNORECASE,
)
_ELSE = re.compile(
    r"\b(?:föregående|förra|tidigare|ackumulera\w*|ingående|bokslut\w*|"
    r"månaden|delvis|kommunen\w*|koncern\w*)\b",
    re.IGNORECASE,
)
"""Words that make the result another one than that of the report."""
_RESULT = re.compile(
    r"\d|underskott|överskott|resultat|avvik|prognos|budget|\bminus|\bplus", re.IGNORECASE
)
"""Words with which a sentence before may have told of another result."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_PLAIN_HEADING = re.compile(
    r"^(?:ekonomi|resultat|resultatanalys|analys|ekonomisk analys|ekonomiskt resultat|kommentar|"
    r"kommentarer|utfall|avvikelse|budgetavvikelse|ekonomiskt utfall)$"
)
_GENERIC_END = re.compile(r"\s(?:verksamhet|verksamheten|administration|området|enheten)$")
_CLEARLY = 100
"""A result is clearly on one side if it is at least one part in so many of the budget."""


@rule("presupposed-result", "Resultat som texten tar för givet")
def check_presupposed(material: Material) -> Iterable[Finding]:
    """A deficit that the text explains has to be there.

    ``Minusresultatet beror på …``, told first under the heading of an activity, is of that
    activity and this report. A contradiction only where the tables hold both the actual with the
    period budget and the forecast with the year's, the first is clearly on the other side, and
    the second is not on the told one; of a year that is over, its actual is enough.
    """
    for reviewed in material.reviewed:
        held = Held(reviewed)
        for section in sections(reviewed.document):
            yield from _told_in(held, section)


def _told_in(held: Held, section: Section) -> Iterator[Finding]:
    """The finding on the first result that the sentences of a section take for granted."""
    for place, (_, sentence) in enumerate(section.sentences):
        found = _TOLD.match(sentence.text.text)
        if found is not None:
            if _is_own(held, sentence.text):
                yield from _finding(held, sentence.text, found, section)
            return
        if place >= _FIRST or _RESULT.search(sentence.text.text):
            return


_FIRST = 3
"""So many sentences may stand between the heading and the result."""


def _activities(held: Held, headings: Sequence[str]) -> list[str]:
    """The labels that tables may have for what the nearest heading names; none if it is not clear.

    Under a heading such as ``Resultat`` it is the heading above that tells.
    """
    if not headings:
        return []
    heading = headings[-1]
    if _PLAIN_HEADING.match(key(heading)):
        return _activities(held, headings[:-1])
    known = activities_of(one for one in held.reviewed.statements if one.table is not None)
    found = Wordbook(held.reviewed.committee, known, ()).of_heading(heading)
    named = {found.activity} if found else set()
    alike = sorted(named | _alike(key(heading), known))
    divided = any(one.startswith(f"{activity}/") for one in known for activity in alike)
    return [] if divided else alike


def _alike(heading: str, known: Iterable[str]) -> set[str]:
    """The activities that differ from a heading only by a last word that says nothing."""
    stem = _GENERIC_END.sub("", heading)
    return {one for one in known if _GENERIC_END.sub("", one) == stem} if " " in stem else set()


def _is_own(held: Held, text: Text) -> bool:
    """Whether the sentence can only be of the report's own year."""
    period = _period(held, text)
    if period is None or _ELSE.search(text.text):
        return False
    return {int(one) for one in _YEAR.findall(text.text)} <= {period.year}


def _period(held: Held, text: Text) -> Period | None:
    about = held.reviewed.about
    return about.period(first_line(text)) if about else held.reviewed.period


@dataclass(frozen=True)
class _Result:
    """A result worked out from an actual or a forecast and its budget, both printed."""

    value: Exact
    cells: tuple[Statement, ...]
    budget: Exact

    @property
    def clear(self) -> bool:
        """Whether it is beyond rounding and a hundredth of the budget."""
        slack = sum((one.figure.half for one in self.cells), start=0 * self.value)
        size = max(self.value, -self.value)
        return size > slack and size * _CLEARLY >= max(self.budget, -self.budget)

    @property
    def text(self) -> str:
        """The result as a reader is told it, in the cells' unit."""
        text = value_text(self.value, self.cells[0].unit)
        return f"plus {text}" if self.value > 0 else text


def _result(held: Held, names: tuple[Name, Name, Name], part: int) -> _Result | None:
    """The result that the identity gives; None if a figure is missing or stated twice apart,
    or if the table's own result is on the other side."""
    told, measured, planned = names
    rows = [held.cells(one, part) for one in (measured, planned)]
    if not all(rows):
        return None
    for row in rows:
        if not all(agree(held.figure(row[0]), held.figure(one)) for one in row):
            return None
    first = [row[0] for row in rows]
    values = {one.name: held.figure(one).value for one in first}
    right = variance(told, measured, planned).solved(told, values)
    budget = values[planned]
    if isinstance(right, Absent) or isinstance(budget, Absent):
        return None
    printed = held.stated(told, part)
    if any(one.value * right < 0 for one in printed):
        return None
    return _Result(right, tuple(first), budget)


def _results(held: Held, activity: str, text: Text) -> list[_Result]:
    """The result to date and that of the forecast; of a year that is over only its own. None
    where one of them cannot be worked out."""
    period = _period(held, text)
    if period is None:
        return []
    about = held.reviewed.about
    part = about.part(first_line(text)) if about else 0
    subject = Subject(held.reviewed.committee or UNKNOWN, activity)
    year = Period.whole_year(period.year)
    kinds = [(_OWN, period)] if period == year else [(_OWN, period), (_TO_COME, year)]
    found: list[_Result] = []
    for whats, when in kinds:
        told, measured, planned = (Name(what, subject, when) for what in whats)
        result = _result(held, (told, measured, planned), part)
        if result is None:
            return []
        found.append(result)
    return found


_OWN = (What.VARIANCE, What.ACTUAL, What.BUDGET)
_TO_COME = (What.FORECAST_VARIANCE, What.FORECAST, What.BUDGET)


def _finding(held: Held, text: Text, found: re.Match[str], section: Section) -> Iterator[Finding]:
    """The finding, if no result of the activity is on the told side."""
    activities = _activities(held, section.headings)
    known = [(one, results) for one in activities if (results := _results(held, one, text))]
    if len(known) != 1 or _otherwise_told(held, activities, section):
        return
    ((activity, results),) = known
    told = -1 if found["minus"] else 1
    if not results[0].clear or any(one.value * told > 0 for one in results):
        return
    cells = [one for result in results for one in result.cells]
    shown = [one.text for one in results]
    forecast = f" och i prognosen {shown[1]}" if len(shown) > 1 else ""
    yield Finding(
        code="presupposed-result",
        message=f"Texten förklarar ”{found['word'].casefold()}” för {activity}, "
        f"men enligt tabellens tal är avvikelsen {shown[0]}{forecast}.",
        marks=(mark_in(held.reviewed.index, text, *found.span("word")), *marks(cells)),
        values=tuple(replace(one, place=(one.place or 0) + 1) for one in named(cells)),
        expected=shown[0],
    )


def _otherwise_told(held: Held, activities: Sequence[str], section: Section) -> bool:
    """Whether a sentence about the activity, or one of the section, tells a result in figures,
    so that it is not the table's that is explained."""
    return any(
        one.direction is not None
        and (
            one.name.of.activity in activities
            or any(section.holds(span.line) for span in one.place.spans)
        )
        for one in held.reviewed.prose
    )
