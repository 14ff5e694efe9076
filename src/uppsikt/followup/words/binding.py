"""From what stands between the brackets to a figure: who, what, how and when.

Names are resolved to keys when a text is kept, and keys to today's names when it is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NoReturn

from uppsikt.figures import AnyRelation, Name, Period, PeriodError, Side, Subject
from uppsikt.followup.basis.facts import Facts, Group, Line, SectionText
from uppsikt.followup.words.references import Piece, Place, TextFault, pieces
from uppsikt.followup.words.vocabulary import MEASURES, WORDS, Asked, Kind, Measure
from uppsikt.followup.words.wording import ALLOWED, Style
from uppsikt.organisation.rules import find_named, nearest

COMMITTEE = "Nämnden"
_KEY_MARK = "#"
_YEARS_BACK = {"i fjol": 1, "i förfjol": 2}
_SIDES = {
    "intäkt": Side.INCOME,
    "intäkter": Side.INCOME,
    "kostnad": Side.COST,
    "kostnader": Side.COST,
    "nettokostnad": Side.NET,
}
_SIDE_NAMES = {Side.INCOME: "Intäkt", Side.COST: "Kostnad"}


@dataclass(frozen=True)
class Naming:
    """The names that prose may use: a committee's report lines and account groups."""

    lines: tuple[Line, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """A figure bound into prose. `activity` is empty for the committee; `when` is None for the
    report's own period, a number for that many years back, or a period."""

    activity: str
    side: Side
    group: str
    measure: Measure
    style: Style
    when: Period | int | None

    def asked(self, facts: Facts) -> Asked:
        """The reference seen from one report."""
        subject = Subject(facts.committee, self.activity, self.side, self.group)
        return Asked(facts, subject, self._when(facts))

    def _when(self, facts: Facts) -> Period:
        if isinstance(self.when, int):
            return Period.to_date(facts.month.year - self.when, facts.month.last)
        if self.when is None:
            return facts.to_date
        return self.when.to_date_of() if self.when.kind == "month" else self.when


@dataclass(frozen=True, slots=True)
class Word:
    """A word that follows the report's period, such as `[[månaden]]`."""

    word: str


def read(content: str, naming: Naming, where: str) -> Reference | Word:
    """Read what stands between the brackets.

    Raises TextFault for an unknown name, measure, wording or period, with the nearest ones.
    """
    head, *options = (part.strip() for part in content.split("|"))
    who, colon, what = head.rpartition(":")
    if not colon:
        return _word(head, where)
    activity, side, group = _who(who.strip(), naming, where)
    measure = _measure(what.strip(), where)
    if measure.committee_only and (activity or group or side is not Side.NET):
        _fault(
            f"Måttet ”{measure.words}” finns bara för hela nämnden.",
            where,
            f"Skriv [[{COMMITTEE}: {measure.words}]].",
        )
    style, when = _options(options, measure, where)
    return Reference(activity, side, group, measure, style, when)


def references(section: SectionText, naming: Naming) -> Iterator[Reference]:
    """The figures that a section asks for, in its heading and in its body."""
    for text in (section.heading, section.body):
        for piece in pieces(text, Place(section.key)):
            if piece.kind == "reference":
                found = read(piece.content, naming, Place(section.key).at(piece.line))
                if isinstance(found, Reference):
                    yield found


def names_asked(reference: Reference, facts: Facts) -> tuple[Name, ...]:
    """The figures that a reference rests on."""
    measure = reference.measure
    if measure.figure is None:
        return ()
    asked = reference.asked(facts)
    name = measure.figure(asked)
    if measure.follows is None:
        return (name,)
    return tuple(dict.fromkeys(measure.follows(asked, name).names[1:]))


def relation_asked(reference: Reference, facts: Facts) -> AnyRelation | None:
    """The identity that a reference's figure follows by, if it is not in the tables."""
    measure = reference.measure
    if measure.figure is None or measure.follows is None:
        return None
    asked = reference.asked(facts)
    return measure.follows(asked, measure.figure(asked))


def keep(text: str, naming: Naming, place: Place) -> str:
    """A text as it is kept: checked, and with keys in place of names."""
    return "".join(_kept(piece, naming, place) for piece in pieces(text, place))


def show(text: str, naming: Naming) -> str:
    """A kept text as a writer sees it: with today's names in place of keys."""
    return "".join(_shown(piece, naming) for piece in pieces(text, Place("")))


def _kept(piece: Piece, naming: Naming, place: Place) -> str:
    if piece.kind != "reference":
        return _plain(piece)
    found = read(piece.content, naming, place.at(piece.line))
    if isinstance(found, Word):
        return f"[[{found.word}]]"
    who = _KEY_MARK + found.activity if found.activity else COMMITTEE
    part = _KEY_MARK + found.group if found.group else _SIDE_NAMES.get(found.side, "")
    return _written(f"{who} / {part}" if part else who, piece.content)


def _shown(piece: Piece, naming: Naming) -> str:
    if piece.kind != "reference" or ":" not in piece.content:
        return _plain(piece) if piece.kind != "reference" else f"[[{piece.content}]]"
    found = read(piece.content, naming, "")
    if isinstance(found, Word):
        return f"[[{found.word}]]"
    lines = {line.key: line.name for line in naming.lines}
    groups = {group.key: group.name for group in naming.groups}
    who = lines.get(found.activity, COMMITTEE)
    part = groups.get(found.group) or _SIDE_NAMES.get(found.side, "")
    return _written(f"{who} / {part}" if part else who, piece.content)


def _written(who: str, content: str) -> str:
    """A reference with another way to say who; what comes after stays as it was written."""
    head, bar, options = content.partition("|")
    what = head.rpartition(":")[2].strip()
    return f"[[{who}: {what}{' | ' + options.strip() if bar else ''}]]"


def _plain(piece: Piece) -> str:
    if piece.kind == "text":
        return piece.content
    kind = "lag" if any(sign in piece.content for sign in ":§") else "datum"
    return f"{{{kind}: {piece.content}}}"


def _word(text: str, where: str) -> Word:
    word = " ".join(text.split()).casefold()
    if word not in WORDS:
        _fault(
            f"[[{text}]] är inget känt ord.",
            where,
            "Ett tal skrivs [[Verksamhet: mått]]. "
            f"Ord som följer perioden: {nearest(word, WORDS)}.",
        )
    return Word(word)


def _who(text: str, naming: Naming, where: str) -> tuple[str, Side, str]:
    """The activity's key, the side and the account group's key."""
    whole = _activity(text, naming)
    if whole is not None:
        return whole, Side.NET, ""
    name, slash, part = (piece.strip() for piece in text.rpartition("/"))
    activity = _activity(name, naming) if slash else None
    if activity is None:
        known = [COMMITTEE, *(line.name for line in naming.lines)]
        wanted = name if slash else text
        _fault(
            f"Verksamheten ”{wanted}” finns inte.",
            where,
            f"Närmast: {nearest(wanted, known)}. Har den bytt namn, lägg det gamla namnet som "
            "alias i installationsfilen.",
        )
    side = _SIDES.get(part.casefold())
    if side is not None:
        return activity, side, ""
    group = find_named(naming.groups, part.removeprefix(_KEY_MARK))
    if group is None:
        known = ["Intäkt", "Kostnad", *(group.name for group in naming.groups)]
        _fault(f"Delen ”{part}” finns inte.", where, f"Närmast: {nearest(part, known)}.")
    return activity, group.side, group.key


def _activity(text: str, naming: Naming) -> str | None:
    """The key of an activity by key, name or alias; empty for the committee; None if unknown."""
    if text.casefold() == COMMITTEE.casefold():
        return ""
    line = find_named(naming.lines, text.removeprefix(_KEY_MARK))
    return None if line is None else line.key


def _measure(text: str, where: str) -> Measure:
    words = " ".join(text.split()).casefold()
    if words not in MEASURES:
        _fault(
            f"Måttet ”{text}” finns inte.",
            where,
            f"Närmast: {nearest(words, MEASURES)}. Alla mått står i docs/texter.md.",
        )
    return MEASURES[words]


def _options(
    options: Sequence[str], measure: Measure, where: str
) -> tuple[Style, Period | int | None]:
    style: Style | None = None
    when: Period | int | None = None
    for option in options:
        text = " ".join(option.split()).casefold()
        if text in list(Style) and style is None:
            style = Style(text)
        elif when is None and (found := _when(text)) is not None:
            when = found
        else:
            _fault(
                f"”{option}” är varken ett sätt att skriva talet eller en period.",
                where,
                f"Närmast: {nearest(text, list(Style))}. En period skrivs 2022-10, 2022 eller "
                "i fjol.",
            )
    _demand_allowed(style, when, measure, where)
    return style or Style.TABLE, when


def _when(text: str) -> Period | int | None:
    if text in _YEARS_BACK:
        return _YEARS_BACK[text]
    try:
        return Period.parse(text)
    except PeriodError:
        return None


def _demand_allowed(
    style: Style | None, when: Period | int | None, measure: Measure, where: str
) -> None:
    if style is not None and style not in ALLOWED[measure.kind]:
        why = ""
        if style is Style.UNSIGNED:
            why = "Talet kan byta tecken nästa månad, och då säger texten fel sak. "
        allowed = ", ".join(ALLOWED[measure.kind]) if measure.kind is not Kind.WORDS else "ingen"
        _fault(
            f"”{measure.words}” kan inte skrivas ”{style.value}”.", where, f"{why}Välj: {allowed}."
        )
    if when is not None and (measure.this_year_only or measure.kind is Kind.WORDS):
        _fault(
            f"”{measure.words}” finns bara för rapportens egen period.",
            where,
            "Ta bort perioden efter |.",
        )


def _fault(what: str, where: str, todo: str) -> NoReturn:
    raise TextFault(what, where=where, todo=todo)
