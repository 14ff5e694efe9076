"""Numbers of acts and other publications that cannot be."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from uppsikt.reading import Text
from uppsikt.review.lexicon.acts import ACTS
from uppsikt.review.lexicon.citations import Citation, citations
from uppsikt.review.material import Material, Reviewed
from uppsikt.review.model import Cure, Finding, Mark, Named
from uppsikt.review.passages import mark_in
from uppsikt.review.registry import rule
from uppsikt.review.tables.slips import differs_by_a_slip

_FIRST = {"hslf-fs": 2015, "msbfs": 2009, "sosfs": 1976, "sou": 1922}
"""The first year of a series of publications, from the publishing authority."""
_OLDEST = 1600
"""No act that is still cited is older."""


@dataclass(frozen=True, slots=True)
class _Cited:
    """A citation in a text of a document."""

    file: int
    text: Text
    citation: Citation

    @property
    def mark(self) -> Mark:
        return mark_in(self.file, self.text, self.citation.start, self.citation.end)

    @property
    def words(self) -> str:
        return self.text.text[self.citation.start : self.citation.end]


@rule("law-number", "Omöjligt författningsnummer")
def check_laws(material: Material) -> Iterable[Finding]:
    """An act has one number, and the year in it is that of its publication.

    Told are: one act cited with two numbers of which one is a slip of the other; a well-known act
    with a slip of its number; a year before its series began or after the report. Two acts of
    one name, an older and a newer, have numbers that differ more than by a slip.
    """
    for one in material.reviewed:
        cited = [
            _Cited(one.index, text, citation)
            for text in one.passages
            for citation in citations(text.text)
        ]
        yield from _judged(one, cited)


def _judged(one: Reviewed, cited: Sequence[_Cited]) -> Iterator[Finding]:
    """The findings about one document's citations; each wrong number is told once."""
    told: set[str] = set()
    now = one.year
    for each in cited:
        if each.words in told:
            continue
        finding = _known(each, cited) or _two_numbers(each, cited, now) or _year(each, cited, now)
        if finding:
            told |= {each.words, *(value.value for value in finding.values)}
            yield finding


def _known(one: _Cited, cited: Sequence[_Cited]) -> Finding | None:
    """A well-known act with a slip of its number."""
    act, number = one.citation.act, one.citation.number
    if act is None or number in ACTS[act]:
        return None
    meant = [right for right in ACTS[act] if differs_by_a_slip(_bare(number), _bare(right))]
    if not meant:
        return None
    name = act[:1].upper() + act[1:]
    alike = [other for other in cited if other.citation.number == number]
    right = [other for other in cited if other.citation.number == meant[0]]
    message = f"{name} har nummer {meant[0]} men anges som {number}."
    return _finding(message, (*alike, *right), one, meant[0])


def _two_numbers(one: _Cited, cited: Sequence[_Cited], now: int | None) -> Finding | None:
    """An act that is cited with another number elsewhere, one a slip of the other."""
    number = one.citation.number
    others = [
        other
        for other in cited
        if other.citation.number != number
        and _one_act(one.citation, other.citation)
        and differs_by_a_slip(_bare(number), _bare(other.citation.number))
    ]
    if not others:
        return None
    wrong, right = _wrong_first(one, others[0], cited, now)
    numbers = {number, others[0].citation.number}
    places = [other for other in cited if other.citation.number in numbers]
    message = (
        f"Samma författning anges med två nummer: {wrong.citation.number} "
        f"och {right.citation.number}."
    )
    return _finding(message, places, wrong, right.citation.number)


def _wrong_first(
    one: _Cited, other: _Cited, cited: Sequence[_Cited], now: int | None
) -> tuple[_Cited, _Cited]:
    """The number that is likelier wrong first: of an impossible year, else the rarer one."""
    times = [sum(1 for each in cited if each.words == it.words) for it in (one, other)]
    if _impossible(other.citation, now) and not _impossible(one.citation, now):
        return other, one
    if _impossible(one.citation, now) or times[0] <= times[1]:
        return one, other
    return other, one


def _one_act(one: Citation, other: Citation) -> bool:
    """Whether two citations name one act.

    Where it is unclear how far the name goes, three words in common are enough for numbers with
    one serial: acts that are alike in their first words were given other serials.
    """
    if one.act or other.act or not one.name or not other.name:
        return False
    if one.name == other.name:
        return True
    first, second = one.name.split(), other.name.split()
    alike = 0
    while alike < min(len(first), len(second)) and first[alike] == second[alike]:
        alike += 1
    return (one.cut or other.cut) and alike >= 4 and one.serial == other.serial


def _year(one: _Cited, cited: Sequence[_Cited], now: int | None) -> Finding | None:
    """A number whose year cannot be."""
    why = _impossible(one.citation, now)
    if not why:
        return None
    places = [other for other in cited if other.words == one.words]
    return _finding(f"Numret {one.words} kan inte finnas: {why}.", places, one, "")


def _impossible(citation: Citation, now: int | None) -> str:
    """Why the year of a number cannot be; empty if it can."""
    year = citation.year
    if citation.second is not None and (year + 1) % 100 != citation.second:
        return f"riksmötet {year}/{citation.second:02} finns inte"
    first = _FIRST.get(citation.series, _OLDEST)
    if year < first:
        return f"serien började {first}" if first > _OLDEST else f"årtalet {year} är för tidigt"
    if now is not None and year > now + 1:
        return f"rapporten gäller {now}"
    return ""


def _finding(message: str, places: Sequence[_Cited], wrong: _Cited, right: str) -> Finding:
    cures = (Cure(wrong.mark.place, wrong.words, right),) if right else ()
    return Finding(
        code="law-number",
        message=message,
        marks=tuple(place.mark for place in places),
        values=tuple(Named("nummer", place.words, at) for at, place in enumerate(places)),
        cures=cures,
    )


def _bare(number: str) -> str:
    """The digits alone. The year takes four, so that a digit never moves past the colon."""
    return "".join(char for char in number if char.isdigit())
