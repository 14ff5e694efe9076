"""A sentence as a row of atoms: numbers, periods, subjects, and words that say what a figure is.

What a number says is read only where every word between it and what it is of is understood; a
word that is not is an atom of its own (``OTHER``) and stops the reading.
"""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from uppsikt.figures import Period
from uppsikt.reading import Number, Sentence
from uppsikt.review.lexicon.periods import Found, find_periods
from uppsikt.review.lexicon.subjects import Spoken, Wordbook


class Kind(StrEnum):
    """What an atom is."""

    NUMBER = "number"
    ZERO = "zero"
    """plus minus noll, nollresultat"""
    PERIOD = "period"
    SUBJECT = "subject"
    NET = "net"
    COST = "cost"
    INCOME = "income"
    BUDGET = "budget"
    PERIOD_BUDGET = "period budget"
    FORECAST = "forecast"
    """the noun or verb of a forecast"""
    RESULT = "result"
    GRANT = "grant"
    CONTINGENCY = "contingency"
    PLUS = "plus"
    MINUS = "minus"
    MORE = "more"
    """higher, increased by"""
    LESS = "less"
    THAN = "than"
    """compared with, than"""
    NOW = "now"
    """a verb of the present or past: is, was, amounts to"""
    OF = "of"
    """a preposition that tells of whom: för, inom, av, avseende"""
    FILL = "fill"
    """a word that changes nothing"""
    BREAK = "break"
    """a word or mark that begins another thought"""
    COMMA = "comma"
    OPEN = "open"
    CLOSE = "close"
    OTHER = "other"


class Atom(NamedTuple):
    """One atom of a sentence, with what it stands for."""

    kind: Kind
    start: int
    end: int
    text: str
    number: Number | None = None
    period: Found | None = None
    subject: Spoken | None = None


_PHRASES: tuple[tuple[Kind, str], ...] = (
    (Kind.ZERO, r"plus[ /-]?minus (?:noll|0)(?: (?:tkr|kr|mnkr|kronor))?|\+/-\s?0(?: tkr)?"),
    (Kind.ZERO, r"nollresultat|noll-resultat|plus/minus noll"),
    (Kind.FILL, r"på grund av|till följd av|i huvudsak|till största delen|som helhet|i sin helhet"),
    (Kind.FILL, r"tack vare"),
    (Kind.MINUS, r"minus[ -]?resultat(?:et)?|negativ[at]? (?:resultat(?:et)?|avvikelse(?:n)?)"),
    (Kind.MINUS, r"negativ[at]? (?:budget|prognos|helårs)avvikelse(?:n)?"),
    (Kind.PLUS, r"plus[ -]?resultat(?:et)?|positiv[at]? (?:resultat(?:et)?|avvikelse(?:n)?)"),
    (Kind.PLUS, r"positiv[at]? (?:budget|prognos|helårs)avvikelse(?:n)?"),
    (Kind.MINUS, r"underskott(?:et)?|budgetunderskott(?:et)?|minus(?:et)?"),
    (Kind.PLUS, r"överskott(?:et)?|budgetöverskott(?:et)?|plus(?:et)?"),
    (Kind.PERIOD_BUDGET, r"periodbudget(?:en)?|periodens budget|budget(?:en)? för perioden"),
    (Kind.PERIOD_BUDGET, r"periodiserade? budget(?:en)?|periodens budgetram"),
    (Kind.BUDGET, r"årsbudget(?:en)?|helårsbudget(?:en)?|budget(?:en|ens)?|budgeteras|budgeterats"),
    (Kind.BUDGET, r"budgetram(?:en)?|är budgeterad|är budgeterat|budgeterat|budgeterad"),
    (Kind.NET, r"nettokostnad(?:en|er|erna)?|nettokostnadsutfall(?:et)?|nettoutfall(?:et)?"),
    (Kind.COST, r"kostnad(?:en|erna)|bruttokostnad(?:en|erna)"),
    (Kind.INCOME, r"intäkt(?:en|erna)"),
    (Kind.NET, r"utfall(?:et)?"),
    (Kind.FORECAST, r"helårsprognos(?:en)?|årsprognos(?:en)?|prognos(?:en)?|prognostiseras?"),
    (Kind.FORECAST, r"prognostiserar|prognosticerar|prognosticeras|prognostiserat|prognostiserade"),
    (Kind.FORECAST, r"prognosticerat|beräknas|beräknar|beräknat|förväntas|väntas|bedöms|bedömer"),
    (Kind.FORECAST, r"kommer(?: att)?|prognosavvikelse(?:n)?|uppskattas|räknar med"),
    (Kind.RESULT, r"budgetavvikelse(?:n)?|avvikelse(?:n)?|resultat(?:et)?"),
    (Kind.GRANT, r"kommunbidrag(?:et)?|nämndbidrag(?:et)?"),
    (Kind.CONTINGENCY, r"budgetbuffert(?:en)?|buffert(?:en)?"),
    (Kind.MORE, r"högre|ökat|ökade|ökar|större|fler|steg|stigit|ökning(?:en)?"),
    (Kind.LESS, r"lägre|minskat|minskade|minskar|mindre|färre|sjunkit|sjönk|minskning(?:en)?"),
    (Kind.LESS, r"lägre|sänkt"),
    (Kind.PLUS, r"bättre"),
    (Kind.MINUS, r"sämre"),
    (Kind.THAN, r"i jämförelse med|i förhållande till|jämfört med|jämfört mot|jämfört|gentemot"),
    (Kind.THAN, r"att jämföra med|mot|än|jämförbart med"),
    (Kind.NOW, r"är|var|blev|har varit|har|haft|uppgår|uppgick|uppgått|ligger|låg|visar|visade"),
    (
        Kind.NOW,
        r"ger|gav|innebär|innebar|redovisar|redovisade|redovisas|landade|landar|gör|gjorde|blir|varit|hade|visas",
    ),
    (Kind.OF, r"för|inom|av|avseende|gällande|hos|på|i|under|vad gäller|beträffande|kring"),
    (
        Kind.FILL,
        (
            r"till|med|om|och|den|det|de|ett|en|totalt|totala|sammanlagt|sammantaget|netto|nu|"
            r"fram|året|år|hela|helår|helåret|period(?:en)?|perioden|att|gå|göra|ge|bli|redovisa|visa|"
            r"landa|uppgå|få|hamna|årets|tkr|mnkr|mkr|kr|kronor|tusen|miljoner|därmed|således|då|"
            r"där|verksamheter(?:na|nas)?|verksamhet(?:en|ens)?|sitt|sin|detta|denna|tilldelats|"
            r"tilldelat|tilldelad|avsatt|avsatts|avsattes|budgeterade|fortsatt|ackumulerat|ackumulerade|"
            r"ligga|vara|stanna|finns|fått|har fått|månad|månaden|närvarande|dagsläget|samt|helhet|"
            r"cirka|ca|c:a|omkring|ungefär|runt|drygt|knappt|nästan|närmare|preliminärt|totalsumma"
        ),
    ),
    (
        Kind.BREAK,
        (
            r"men|medan|trots|eftersom|vilket|vilka|som|varav|därav|samtidigt|dock|när|om inte|"
            r"beroende|främst|bland|dels|utöver|förutom|inklusive|exklusive|inkl|exkl|istället"
        ),
    ),
)
_WORDS = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(f"(?P<k{index}>{words})" for index, (_, words) in enumerate(_PHRASES))
    + r")(?![\w-])",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"\s*(?:tkr|mnkr|mkr|kkr|msek|tsek|sek|tusen (?:kronor|kr)|miljoner (?:kronor|kr)|miljoner|"
    r"milj\.? ?(?:kronor|kr)|milj|kronor|kr|procentenheter|procent|%|stycken|st)(?!\w)\.?",
    re.IGNORECASE,
)
_MARK = re.compile(r"[;:()\[\],–—]|\w+(?:[-/]\w+)*-?|[^\w\s]")
_MARKS = {
    ",": Kind.COMMA, ";": Kind.BREAK, ":": Kind.BREAK, "(": Kind.OPEN, "[": Kind.OPEN,
    ")": Kind.CLOSE, "]": Kind.CLOSE, "–": Kind.BREAK, "—": Kind.BREAK,
}  # fmt: skip
_SILENT = frozenset(".”\"'“!•*")
_SIGN = re.compile(r"(?:minus|plus)\s*$", re.IGNORECASE)


def atoms(sentence: Sentence, wordbook: Wordbook, period: Period | None) -> tuple[Atom, ...]:
    """The atoms of a sentence in order; ``period`` is what the report around it is about."""
    text = sentence.text.text
    found = list(_periods(text, period))
    taken = bytearray(len(text))
    for one in found:
        taken[one.start : one.end] = b"\x01" * (one.end - one.start)
    _add(found, taken, _zeros(text))
    _add(found, taken, _numbers(text, sentence.numbers))
    _add(found, taken, _fixed(text))
    _add(
        found,
        taken,
        (
            Atom(Kind.SUBJECT, one.start, one.end, text[one.start : one.end], subject=one)
            for one in wordbook.spoken(text)
        ),
    )
    _add(found, taken, _words(text, taken))
    _add(found, taken, _rest(text, taken))
    return tuple(sorted(found, key=lambda one: one.start))


def _add(found: list[Atom], taken: bytearray, more: Iterable[Atom]) -> None:
    """Add the atoms that stand where none stands yet; ``taken`` marks where atoms stand."""
    for one in more:
        if _is_free(taken, one.start, one.end):
            found.append(one)
            taken[one.start : one.end] = b"\x01" * (one.end - one.start)


def _is_free(taken: bytearray, start: int, end: int) -> bool:
    """Whether no atom stands anywhere from ``start`` to ``end``."""
    return taken.find(1, start, end) < 0


def _periods(text: str, period: Period | None) -> Iterator[Atom]:
    for one in find_periods(text, period):
        yield Atom(Kind.PERIOD, one.start, one.end, text[one.start : one.end], period=one)


def _numbers(text: str, numbers: Iterable[Number]) -> Iterator[Atom]:
    for one in numbers:
        unit = _UNIT.match(text, one.end)
        end = unit.end() if unit else one.end
        yield Atom(Kind.NUMBER, one.start, end, text[one.start : end], number=one)


_ZERO = re.compile(rf"(?<![\w-])(?:{_PHRASES[0][1]}|{_PHRASES[1][1]})(?![\w-])", re.IGNORECASE)
_FIXED = re.compile(
    r"(?<![\w-])(?:minus[ -]?resultat(?:et)?|plus[ -]?resultat(?:et)?|till följd av|på grund av)"
    r"(?![\w-])",
    re.IGNORECASE,
)


def _zeros(text: str) -> Iterator[Atom]:
    for match in _ZERO.finditer(text):
        yield Atom(Kind.ZERO, *match.span(), match.group())


def _fixed(text: str) -> Iterator[Atom]:
    """Nothing yet stands between subjects and words for phrases that hold words of both."""
    for match in _FIXED.finditer(text):
        yield Atom(_kind_of(match.group()), *match.span(), match.group())


def _kind_of(phrase: str) -> Kind:
    small = phrase.casefold()
    if small.startswith("minus"):
        return Kind.MINUS
    return Kind.PLUS if small.startswith("plus") else Kind.BREAK


def _words(text: str, taken: bytearray) -> Iterator[Atom]:
    for match in _WORDS.finditer(text):
        if not _is_free(taken, *match.span()):
            continue
        assert match.lastgroup is not None, "every branch is a named group"
        kind = _PHRASES[int(match.lastgroup[1:])][0]
        yield Atom(kind, *match.span(), match.group())


def _rest(text: str, taken: bytearray) -> Iterator[Atom]:
    for match in _MARK.finditer(text):
        word = match.group()
        if word not in _SILENT and _is_free(taken, *match.span()):
            yield Atom(_MARKS.get(word, Kind.OTHER), *match.span(), word)
