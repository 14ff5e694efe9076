"""Of whom a figure in a sentence is: what the sentence names, what was told before, the heading."""

import re
from collections.abc import Sequence

from uppsikt.review.lexicon.subjects import UNCLEAR
from uppsikt.review.lexicon.vocabulary import Role, key, role
from uppsikt.review.sentences.phrases import Atom, Kind
from uppsikt.review.sentences.readings import Reading
from uppsikt.review.sentences.setting import Setting

CONTINGENCY = "buffert"
"""The activity of a committee's contingency, as the tables' statements name it."""


def whole_item(setting: Setting, reading: Reading) -> str | None:
    """The activity of an item that is a label and a figure: ``Integration minus 6 500 tkr``."""
    if not setting.item:
        return None
    signs = [one.start for one in reading.left if one.kind in (Kind.PLUS, Kind.MINUS)]
    label = setting.text[: signs[0] if signs else reading.figure.start].strip(" ,:–-")
    if role(label) is Role.TOTAL:
        return ""
    if role(label) is Role.CONTINGENCY:
        return CONTINGENCY
    return key(label) if key(label) in setting.known.activities else None


def activity_of(setting: Setting, reading: Reading) -> str | None:
    """Of which activity the figure is; empty for the committee, None if it is not clear."""
    whole = whole_item(setting, reading)
    if whole is not None:
        return whole
    kinds = reading.kinds
    around = (*reading.left, *reading.right)
    spoken = [one.subject for one in around if one.subject is not None]
    if any(one.activity == UNCLEAR for one in spoken):
        return None
    named = {one.activity for one in spoken if one.activity}
    if len(named) > 1:
        return None
    if named:
        return named.pop() if _belongs(around, {one.kind for one in around}) else None
    if any(one.verbal for one in spoken):
        return None if _told_of(setting) - {"", setting.activity} else setting.activity
    if spoken or Kind.CONTINGENCY in kinds or Kind.GRANT in kinds:
        return None if setting.wordbook.several else ""
    unknown = any(one.kind is Kind.OTHER for one in around)
    return None if unknown else carried(setting)


_BACK = 3
"""How many sentences back a subject may be told."""
_GENERAL = re.compile(
    r"^(?:(?:nämndens |årets |periodens )?(?:ekonomi|resultat|ekonomiskt? \w+|resultatanalys|"
    r"driftredovisning|helårsprognos|prognos|budget|budgetuppföljning)|sammanfattning.*)$"
)
"""Headings under which a report speaks of the whole committee."""


def carried(setting: Setting) -> str | None:
    """The subject of a sentence that names none: the last one told before it, and the heading's.

    Where the two are different activities it is not clear which is meant. Under a heading of the
    economy as a whole it is the committee's.
    """
    named = _told_of(setting)
    if len(named) > 1 or UNCLEAR in named:
        return None
    if named and setting.activity is not None:
        return setting.activity if named == {setting.activity} else None
    if setting.wordbook.several and not named - {""}:
        return setting.activity
    if named:
        return next(iter(named))
    return "" if _is_general(setting) else setting.activity


def _is_general(setting: Setting) -> bool:
    """Whether a sentence stands under the economy as a whole, and none before it begins with
    something that nobody knows (``Bygglovsenheten …``), of which it may go on to tell."""
    if setting.activity is not None or not _GENERAL.match(key(setting.heading)):
        return False
    first = setting.before.atoms[:1] if setting.before else ()
    return not any(one.kind is Kind.OTHER for one in first)


def _told_of(setting: Setting) -> set[str]:
    """The activities that the nearest sentence before with a subject names."""
    before = setting.before
    for _ in range(_BACK):
        if before is None:
            break
        named = {one.subject.activity for one in before.atoms if one.subject is not None}
        pointing = {one.subject.verbal for one in before.atoms if one.subject is not None}
        if named:
            return set() if pointing == {True} else named
        before = before.before
    return set()


def _belongs(around: Sequence[Atom], kinds: set[Kind]) -> bool:
    """Whether the one activity named is what the figure is of, beside a committee also named."""
    if {Kind.GRANT, Kind.CONTINGENCY} & kinds:
        return False
    committee = any(one.subject and not one.subject.activity and not one.subject.verbal
                    for one in around)  # fmt: skip
    if not committee:
        return True
    place = next(i for i, one in enumerate(around) if one.subject and one.subject.activity)
    return place > 0 and around[place - 1].kind is Kind.OF
