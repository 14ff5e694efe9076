"""Two numbers set against each other after a word of direction: ``fler fick stöd: 412 mot 436``."""

import re
from collections.abc import Iterator, Sequence

from uppsikt.figures import Unit
from uppsikt.review.lexicon.calendar import MONTH
from uppsikt.review.lexicon.hedges import is_bound
from uppsikt.review.sentences.claim import Claim, ways_of
from uppsikt.review.sentences.phrases import Atom, Kind
from uppsikt.review.sentences.setting import Setting
from uppsikt.review.sentences.steps import of_pair, one_kind, operands, unit_of

_AGAINST = re.compile(
    rf"(?:\s(?!{MONTH}|förra|året|år\b|i\b|per\b)[a-zåäö]+){{0,2}},?\s"
    r"(?:jämfört med|mot|i jämförelse med|att jämföra med)\s"
    r"(?:budgeterade\s|budgetens\s|förra årets\s|föregående års\s)?"
)
_LEAD = re.compile(r"(?:\s[^\s:]+){0,9}[:,]\s|\s(?:[a-zåäö]+\s){0,3}till\s", re.IGNORECASE)
_YEAR_BEFORE = r"(?:året (?:före|innan)|förra året|föregående år|i fjol|(?:år )?20\d\d)"
_TAIL = re.compile(
    rf"(?:\s(?!mål|rik|län|snitt)[a-zåäö]+)?(?:,?\s(?:{_YEAR_BEFORE}|i budget(?:en)?|"
    rf"(?:(?:under|i|vid) )?samma (?:period|tid|månad) {_YEAR_BEFORE}))?\s?\.?\s?"
)
_NOT_BY_SIZE = re.compile(
    r"underskott|överskott|\bminus|resultat|avvikelse|\brank|\bplats\b|\bplacera(?:d|t)\b|\bbetyg",
    re.IGNORECASE,
)
"""Of these the lower number may be the higher, or the better."""
_OF_MONEY = re.compile(r"kostnad|intäkt|utfall|budget|bidrag|avgift|belopp|anslag", re.IGNORECASE)
_OF_COUNT = re.compile(r"fler|färre", re.IGNORECASE)


def set_against(setting: Setting) -> Iterator[Claim]:
    """The direction that a sentence tells of two numbers that it sets against each other itself.

    ``Kostnaden är högre än budgeten: 29 875 tkr mot 30 410 tkr``. There is one word of direction,
    before just two numbers of one kind, the later of which is of the budget or of earlier.
    """
    row = setting.outside
    numbers = [one for one in row if one.number]
    ways = ways_of(row)
    if len(numbers) != 2 or len(ways) != 1 or _NOT_BY_SIZE.search(setting.text):
        return
    now, before = numbers
    if (
        _is_set_against(setting.text, ways[0], now, before)
        and _one_thought(row, now)
        and one_kind(before, now)
        and _of_its_kind(setting.text, ways[0], now, before)
    ):
        yield of_pair(setting, ways[0], operands(setting, now, before), None)


_THEN = re.compile(r",? vilket (?:är|var|blev) $")
_THAN_THEN = re.compile(
    rf"(?: [a-zåäö]+)? än (?:{_YEAR_BEFORE}|(?:under )?samma (?:period|tid|månad) {_YEAR_BEFORE}),?"
    r" (?:då|när) (?:antalet|det|de|siffran|motsvarande (?:antal|siffra)) (?:var|uppgick till) $"
)


def then_and_now(setting: Setting) -> Iterator[Claim]:
    """``214, vilket är 21 fler än året innan då antalet var 203``: all three are printed."""
    row = setting.outside
    numbers = [one for one in row if one.number]
    ways = ways_of(row)
    if len(ways) != 1 or _NOT_BY_SIZE.search(setting.text):
        return
    for now, step, before in zip(numbers, numbers[1:], numbers[2:], strict=False):
        text = setting.text
        if (
            _THEN.search(text[now.end : step.start])
            and len(text[now.end : step.start]) < _SHORT
            and text[step.end : ways[0].start] == " "
            and _THAN_THEN.fullmatch(text, ways[0].end, before.start)
            and not any(is_bound(text[: one.start]) for one in (now, before))
            and one_kind(before, now)
            and unit_of(step) in (None, Unit.PERCENT, unit_of(now))
        ):
            yield of_pair(setting, ways[0], operands(setting, now, before), step)
            return


_SHORT = 60
"""Between a number and what is said of it stand at most so many characters."""


def _is_set_against(text: str, way: Atom, now: Atom, before: Atom) -> bool:
    """Whether nothing but what belongs to the two numbers stands around them."""
    return (
        way.end <= now.start
        and _LEAD.fullmatch(text, way.end, now.start) is not None
        and _AGAINST.fullmatch(text, now.end, before.start) is not None
        and _TAIL.fullmatch(text, before.end) is not None
        and not any(is_bound(text[: one.start]) for one in (now, before))
    )


def _one_thought(row: Sequence[Atom], now: Atom) -> bool:
    """Whether no word begins another thought before the numbers."""
    lead = row[: row.index(now)]
    joined = any(one.text.casefold() in ("och", "samt") for one in lead)
    return not joined and not any(one.kind is Kind.BREAK and one.text != ":" for one in lead)


def _of_its_kind(text: str, way: Atom, now: Atom, before: Atom) -> bool:
    """Whether money is said of money, and more or fewer of counts and shares."""
    unit = unit_of(now) or unit_of(before) or Unit.COUNT
    if _OF_COUNT.fullmatch(way.text):
        return not unit.is_money
    return unit.is_money or not _OF_MONEY.search(text[: now.start])
