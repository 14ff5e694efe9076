"""What counts, shares and means in sentences state: ``Antal hushåll var 2022-10-31, 636 hushåll``.

A measure is the words that define it, all of them: households with support and households with
support for more than ten months are two measures. A count is read only with the month right
beside it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from uppsikt.figures import Figure, Name, Period, Subject, Unit, What
from uppsikt.review.lexicon.hedges import half_of, is_bound
from uppsikt.review.lexicon.vocabulary import key
from uppsikt.review.model import Place, Statement
from uppsikt.review.sentences.phrases import Atom, Kind
from uppsikt.review.sentences.readings import VETO
from uppsikt.review.sentences.setting import Setting

_MEASURE = re.compile(r"^(?:(?:och|att)\s+)?(?P<kind>antal(?:et)?|andel(?:en)?)\s+", re.IGNORECASE)
_ANOTHER = re.compile(r"\b(?:antal(?:et)?|andel(?:en)?)\b", re.IGNORECASE)
_MEAN = re.compile(r"^(?:medel(?:värdet?|talet)?|genomsnitt(?:et)?|i genomsnitt)\b", re.IGNORECASE)
_LEAD = re.compile(r"^(?:antal(?:et)?|andel(?:en)?) ")
_DEFINITE = re.compile(r"^(antal|andel)(?:et|en) ")
_TAIL = re.compile(r"(?:\s+(?:i|under|för|vid|per|den|till|om|och|år|på|av))+$")
_VETO = re.compile(
    r"\b(?:överskrid\w*|överstig\w*|mål\w*|budget\w*|prognos\w*|beräkn\w*|varav|förvänt\w*|nytt?|"
    r"unika)\b",
    re.IGNORECASE,
)
_BESIDE = {Kind.COMMA, Kind.FILL, Kind.NOW, Kind.OF}
_AND = ("och", "samt")
_NOT_BESIDE = (*_AND, "till", "från")
_LINKS = ("i", "per", "under", "den", "vid", "för")


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted: its key, what its figures are, and where its words end in the sentence.

    ``group`` is the heading that it is told under, if its own words say too little.
    """

    activity: str
    what: What
    end: int
    group: str = ""


def count_statements(setting: Setting) -> Iterator[Statement]:
    """The statements that counts and shares in a sentence make."""
    lead = setting.intro if setting.item and setting.intro else setting
    if not setting.sentence.numbers or not (_MEASURE.match(lead.text) or _MEAN.match(lead.text)):
        return
    if _vetoed(setting) or (lead is not setting and _vetoed(lead)):
        return
    measure = measure_of(lead, setting)
    if measure is None:
        return
    row = setting.outside
    if lead is setting:
        last = _next_measure(setting.text, measure.end)
        row = tuple(one for one in row if measure.end <= one.start < last)
    for index, atom in enumerate(row):
        if atom.kind is Kind.NUMBER and _counts(atom, measure):
            statement = _stated(setting, lead, row, index, measure)
            if statement is not None:
                yield statement


def _next_measure(text: str, start: int) -> int:
    """Where the sentence names another measure: what follows is of that one."""
    found = _ANOTHER.search(text, start)
    return found.start() if found else len(text)


def _vetoed(setting: Setting) -> bool:
    plain = setting.text if not _MEAN.match(setting.text) else ""
    return bool(VETO.search(plain) or _VETO.search(setting.text))


def measure_of(lead: Setting, own: Setting) -> Measure | None:
    """The measure that a sentence begins with, or that the words before a list name."""
    if _MEAN.match(lead.text):
        return _mean_of(lead, own)
    found = _MEASURE.match(lead.text)
    if found is None:
        return None
    end = _end_of_measure(lead, found.end())
    words = _TAIL.sub("", " ".join(lead.text[:end].split()).casefold().rstrip(" :,"))
    if lead is not own and lead.text[end:].strip(" :"):
        return None
    plain = _DEFINITE.sub(r"\1 ", key(words))
    share = found["kind"].casefold().startswith("andel")
    if plain.count(" ") < 1:
        return None
    activity, group = _scoped(lead, plain)
    return Measure(activity, What.SHARE if share else What.ACTUAL, end, group)


_ENDS = {Kind.NOW, Kind.PERIOD, Kind.COMMA, Kind.NUMBER, Kind.FORECAST, Kind.MORE, Kind.LESS}
_COMPARING = ("fler", "färre", "mindre", "större")


def _end_of_measure(setting: Setting, start: int) -> int:
    """Where the words of a measure end: before its verb, period, comma, colon or number.

    The verb after ``som`` is part of the measure (``hushåll som får bistånd i tio månader``), and
    so is a limit (``mer än 10 månader``).
    """
    which = False
    for atom in setting.atoms:
        if atom.start < start:
            continue
        small = atom.text.casefold()
        part = which and atom.kind in (Kind.NOW, Kind.OTHER)
        limit = atom.kind is Kind.NUMBER and is_bound(setting.text[: atom.start])
        which = small == "som" or (which and not part)
        if part or limit or small in _COMPARING:
            continue
        if atom.kind in _ENDS or atom.text == ":":
            return atom.start
    return len(setting.text)


_CLEAR = 4
"""A measure of so many words says alone what it counts."""


def _scoped(setting: Setting, plain: str) -> tuple[str, str]:
    """The key of a measure: the tables' own, the words alone, or the words and their heading.

    ``Antal elever`` is of the section it stands in, however often other sections count theirs.
    """
    words = plain.count(" ") + 1
    bare = _LEAD.sub("", plain)
    known = _by_bare_words(setting.known.activities).get(bare)
    other = setting.activity is not None and _LEAD.sub("", setting.activity) != bare
    if known and (words >= _CLEAR or (words > _CLEAR - 2 and not other)):
        return known, ""
    return plain, "" if words >= _CLEAR else key(setting.heading)


@lru_cache(maxsize=16)
def _by_bare_words(activities: frozenset[str]) -> dict[str, str]:
    """The tables' own measures by their words without what leads them in; of two alike the first.

    Made once for a document: it may have a thousand measures, and as many sentences that ask.
    """
    return {_LEAD.sub("", one): one for one in sorted(activities, reverse=True)}


def _mean_of(lead: Setting, own: Setting) -> Measure | None:
    """A mean of what is counted after the number, of the activity whose section it stands in."""
    nouns = {noun for one in own.atoms if one.number and (noun := _noun(own, one))}
    if len(nouns) != 1 or lead.activity is None:
        return None
    first = next((one.end for one in lead.atoms if one.kind is Kind.PERIOD), None)
    if first is None:
        return None
    return Measure(f"{lead.activity}: {nouns.pop()}", What.MEAN, 0)


def _noun(setting: Setting, atom: Atom) -> str:
    """The word right after a number: what is counted."""
    found = re.match(r"\s+([a-zåäö]{3,})", setting.text[atom.end :])
    return found[1] if found else ""


def _counts(atom: Atom, measure: Measure) -> bool:
    """Whether a number can be of the measure by its unit."""
    assert atom.number is not None, "only numbers are asked about"
    unit = atom.number.amount.unit
    if measure.what is What.SHARE:
        return unit is Unit.PERCENT
    return unit is None or unit is Unit.COUNT


def _stated(
    setting: Setting, lead: Setting, row: Sequence[Atom], index: int, measure: Measure
) -> Statement | None:
    atom = row[index]
    before = setting.text[: atom.start]
    if is_bound(before) or _qualified(row[index + 1 :]):
        return None
    period = _period(row, index)
    if measure.what is What.MEAN:
        period = _mean_period(lead, period)
    elif period is not None and period.kind != "month":
        return None
    if period is None:
        return None
    number = atom.number
    assert number is not None, "the atom is a number"
    unit = number.amount.unit or Unit.COUNT
    name = Name(
        measure.what, Subject(setting.committee, measure.activity, group=measure.group), period
    )
    half = half_of(number.amount, unit, before)
    return Statement(
        Figure(name, number.amount.exact(unit), unit, setting.text, half),
        Place(setting.file, number.spans),
        number,
        setting.text,
        sentence=setting.sentence.text,
    )


def _qualified(rest: Sequence[Atom]) -> bool:
    """Whether what is counted is told more closely after the number: ``636 hushåll med barn``."""
    words = 0
    for place, atom in enumerate(rest):
        if atom.kind is Kind.OTHER:
            words += 1
            if words > 2:
                return True
            continue
        if atom.kind in (Kind.OF, Kind.FILL) and atom.text.casefold() not in _AND:
            following = rest[place + 1] if place + 1 < len(rest) else None
            return following is not None and following.kind in (Kind.OTHER, Kind.SUBJECT)
        return False
    return False


def _period(row: Sequence[Atom], index: int) -> Period | None:
    """The period beside a number: told after it (``636 i oktober``), else right before it."""
    after = _told_after(row, index)
    if after is not None:
        return after.period.period if after.period else None
    for place in range(index - 1, -1, -1):
        atom = row[place]
        if atom.kind is Kind.PERIOD and atom.period:
            taken = any(
                one.kind is Kind.NUMBER and _told_after(row, at) is atom
                for at, one in enumerate(row[:place])
            )
            return None if taken else atom.period.period
        if atom.kind not in _BESIDE or atom.text.casefold() in _NOT_BESIDE:
            return None
    return None


def _told_after(row: Sequence[Atom], index: int) -> Atom | None:
    """The period told after a number, with at most the word for what is counted between."""
    words = 0
    linked = False
    for atom in row[index + 1 :]:
        if atom.kind is Kind.PERIOD and atom.period:
            return atom if linked or atom.text.casefold().startswith("den") else None
        words += atom.kind is Kind.OTHER
        linked = linked or atom.text.casefold() in _LINKS
        if words > 1 or atom.kind not in (Kind.OTHER, Kind.OF, Kind.FILL):
            return None
    return None


def _mean_period(lead: Setting, own: Period | None) -> Period | None:
    """The months that a mean is of: told whole beside it, or by the intro with the item's year."""
    if own is not None and own.kind != "year":
        return own
    months = {one.period.period for one in lead.atoms if one.period and one.period.period != own}
    if own is None or len(months) != 1:
        return None
    told = months.pop()
    return Period(own.year, told.first, told.last)
