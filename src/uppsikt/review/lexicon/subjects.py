"""Of whom a sentence speaks: the labels of the document's own tables, and its headings.

No list of activities is known beforehand. A label is recognised with the endings that Swedish
puts on it, and with a preposition between its words (``Insatser inom relationsvåld``).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from uppsikt.figures import Subject
from uppsikt.reading import Document, Heading
from uppsikt.review.lexicon.vocabulary import Role, key, role
from uppsikt.review.model import Statement


@dataclass(frozen=True, slots=True)
class Spoken:
    """A subject named in a text, at the columns from ``start`` to ``end``.

    ``activity`` is its key, empty for the committee itself. ``known`` is false for a subject that
    only a heading names, of which no table has figures. ``verbal`` is true for words that point
    back (``verksamheten``), whose activity the heading gives.
    """

    activity: str
    start: int
    end: int
    known: bool = True
    verbal: bool = False


_GENERIC = re.compile(
    r"^(?:övrigt|övriga|totalt?|summa|resultat\w*|personal\w*|lokaler|inledning|sammanfattning|"
    r"ekonomi\w*|verksamhet\w*|budget\w*|prognos\w*|avvikelse\w*|utfall\w*|intäkt\w*|kostnad\w*|"
    r"nettokostnad\w*|analys\w*|bakgrund|ärende\w*|beslut\w*|uppföljning\w*|indikator\w*|mål|"
    r"kommunbidrag\w*|buffert\w*|reserv\w*|år|period\w*|antal|andel|helår\w*|tertial\w*|övrig\w*|"
    r"nämnd\w*|förvaltning\w*|kommun\w*|material|tjänster|kvinnor|män|barn|unga|vuxna|äldre)$"
)
_WORDLESS = re.compile(r"\d")
_FIGURE_WORDS = re.compile(
    r"budget|prognos|resultat|avvikelse|kostnad|intäkt|utfall|uppfölj|analys|förutsättning|beslut"
)
_ENDING = r"(?:s|en|et|n|t|na|erna|arna|ens|ets|ernas|arnas|nas)?"
_BETWEEN = r"[\s,/–-]+(?:(?:inom|för|av|i|mot|med|till|och|på)\s+)?"
_POINTING = re.compile(
    r"\b(?:verksamheten|verksamhetens|verksamheterna|verksamheternas)\b"
    r"(?!\s+(?:under|inom|för|i|med|på))",
    re.IGNORECASE,
)
_COMMITTEE = re.compile(
    r"\b(?:nämnden|nämndens|förvaltningen|förvaltningens|nämndens verksamheter|"
    r"nämndens verksamhet|hela nämnden)\b",
    re.IGNORECASE,
)
_OTHER_COMMITTEE = re.compile(
    r"\b(?:[a-zåäö]+-? ?(?:och )?)?[a-zåäö]{3,}nämnden(?:s)?\b|\bkommunstyrelsens?\b|"
    r"\bkommunens\b|\bstadens\b|\bkoncernens\b",
    re.IGNORECASE,
)


UNCLEAR = "?"
"""The activity of a subject that is none of the document's own."""


class Wordbook:
    """The subjects that a document's sentences may speak of.

    ``several`` is true where the tables compare committees, so that ``nämnden`` may be any.
    """

    def __init__(self, committee: str, activities: Iterable[str], headings: Iterable[str]) -> None:
        self.committee = committee
        self._known = _by_words(activities)
        self.several = sum(one.endswith(_BODIES) for one in self._known) > 1
        told = {one for one in map(key, headings) if _usable(one) and _nameable(one)} - {committee}
        self._index: dict[str, list[str]] = {}
        for words in _longest_first(told | set(self._known)):
            self._index.setdefault(words[:_FIRST], []).append(words)
        self._own = _own_committee(committee)

    def spoken(self, text: str) -> tuple[Spoken, ...]:
        """Every subject named in a text, in order, the longest at each place."""
        found = list(self._labels(text))
        itself = UNCLEAR if self.several else ""
        for pattern, activity, verbal in (
            (self._own, itself, False),
            (_COMMITTEE, itself, False),
            (_POINTING, "", True),
        ):
            for match in pattern.finditer(text):
                if not _overlaps(found, match):
                    found.append(Spoken(activity, *match.span(), verbal=verbal))
        for match in _OTHER_COMMITTEE.finditer(text):
            if not _overlaps(found, match):
                found.append(Spoken(UNCLEAR, *match.span(), known=False))
        return tuple(sorted(found, key=lambda one: one.start))

    def of_heading(self, text: str) -> Spoken | None:
        """The subject that a heading names alone; None if it says something else."""
        plain = key(text)
        if plain in self._known:
            return Spoken(self._known[plain], 0, len(text))
        spoken = [one for one in self._labels(text) if one.known]
        whole = spoken and spoken[0].end - spoken[0].start >= len(text.strip()) - 3
        return spoken[0] if whole else None

    def _labels(self, text: str) -> Iterator[Spoken]:
        """The labels in a text: at each word, the longest that begins so."""
        end = 0
        for word in _WORD.finditer(text):
            if word.start() < end:
                continue
            for words in self._index.get(word.group()[:_FIRST].casefold(), ())[:_MOST]:
                match = _pattern(words).match(text, word.start())
                if match is not None:
                    end = match.end()
                    activity = self._known.get(words, words)
                    yield Spoken(activity, *match.span(), known=words in self._known)
                    break


_WORD = re.compile(r"\b\w+")
_FIRST = 3
"""Labels are looked up by so many letters."""
_MOST = 40
"""More labels that begin alike are a register, and no names that sentences use."""


def _overlaps(found: Iterable[Spoken], match: re.Match[str]) -> bool:
    return any(one.start < match.end() and match.start() < one.end for one in found)


def _by_words(activities: Iterable[str]) -> dict[str, str]:
    """Activities by the words that a sentence would use; those of two activities are left out."""
    found: dict[str, set[str]] = {}
    for activity in activities:
        found.setdefault(activity.split("/")[-1], set()).add(activity)
    return {words: min(keys) for words, keys in found.items() if len(keys) == 1 and _usable(words)}


def _usable(activity: str) -> bool:
    """Whether a key is a name that a sentence could mean by its words."""
    return len(activity) >= 4 and not _GENERIC.match(activity) and role(activity) is Role.PLAIN


def _nameable(plain: str) -> bool:
    """Whether a heading is the name of something, and not what is told of it."""
    told = _WORDLESS.search(plain) or _FIGURE_WORDS.search(plain)
    return plain.count(" ") < 4 and not told and not plain.endswith(_BODIES)


_BODIES = ("nämnden", "nämndens", "styrelsen", "styrelsens")


def _longest_first(activities: Iterable[str]) -> list[str]:
    return sorted(activities, key=lambda one: (-len(one), one))


@lru_cache(maxsize=5_000)
def _pattern(words: str) -> re.Pattern[str]:
    """The pattern of a label as a sentence inflects it."""
    inflected = _BETWEEN.join(re.escape(word) + _ENDING for word in words.split())
    return re.compile(inflected + r"\b", re.IGNORECASE)


def _own_committee(committee: str) -> re.Pattern[str]:
    """The committee's own name, with its genitive."""
    if not committee:
        return re.compile(r"(?!)")
    words = r"[\s-]+".join(rf"{re.escape(word)}-?" for word in committee.split())
    return re.compile(rf"\b{words}s?\b", re.IGNORECASE)


def activities_of(statements: Iterable[Statement]) -> set[str]:
    """The activities of which tables have figures."""
    subjects: set[Subject] = {one.name.of for one in statements}
    return {one.activity for one in subjects if one.activity}


def headings_of(document: Document) -> list[str]:
    """The words of all headings."""
    return [block.sentence.text.text for block in document.blocks if isinstance(block, Heading)]
