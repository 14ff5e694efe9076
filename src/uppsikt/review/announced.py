"""Lists led in by a number: what the number is of, and what the items count."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from uppsikt.reading import ListItem, Text
from uppsikt.review.numerals import NUMERAL, numeral

_KINDS = (
    r"delar|områden|mål|verksamheter|avtal|punkter|kriterier|steg|grupper|uppdrag|enheter|"
    r"prioriteringar|frågor|alternativ|kategorier|insatser|åtgärder|nivåer|faser|syften|skäl|"
    r"förslag|perspektiv|risker|indikatorer|projekt|aktiviteter|satsningar|principer|"
    r"inriktningar|strategier|spår|utmaningar|faktorer|avdelningar|förvaltningar|nämnder|bolag|"
    r"skolor|förskolor|boenden|leverantörer|utförare|ärenden|beslut|motioner|lagar|krav|villkor|"
    r"moment|orsaker|anledningar|processer|teman|yttranden|entreprenörer|företag|föreningar|"
    r"kommuner|orter|stadsdelar|anläggningar|fastigheter|lokaler|bibliotek|rapporter|utredningar"
)
"""What may be listed item by item; compounds of them too. Of money and people lists are made of
other things than what is counted."""
_UNIT = re.compile(
    r"^(?:år|månader|veckor|dagar|dygn|timmar|minuter|gånger|procent|kronor|kr|tkr|mnkr|miljoner|"
    r"tjänster|årsarbetare|personer|barn|elever|brukare|klienter|hushåll|platser)$",
    re.IGNORECASE,
)
_INTRO = re.compile(
    rf"(?P<before>\b[^\W\d_]+\.?\s)?(?P<told>\b(?P<number>{NUMERAL})\s"
    r"(?:[^\W\d_]+[ae]\s){0,2}(?P<noun>[^\W\d_]+))(?P<of>,?\svarav)?"
    r"(?:\s(?:är|enligt\snedan|som\sföljer))?\s?(?P<colon>:?)\s?$",
    re.IGNORECASE,
)
_LOOSE = re.compile(
    r"^(?:minst|högst|cirka|ca|ungefär|omkring|drygt|knappt|nästan|över|under|de|första|bland|"
    r"ytterligare|kapitel|kap|steg|fas|bilaga|tabell|till|mellan|eller|och|andra)\.?$",
    re.IGNORECASE,
)
_OF_MORE = re.compile(
    rf"\b(?:{NUMERAL}|någon|något|några|flera|flesta|fler|del|delar|hälften)\sav\s(?:de\s|våra\s)?$",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\bbland\s(?:annat|andra)\b|\bbl\.?\s?a\b|\btill\sexempel\b|\bt\.?\s?ex\b|\bexempel|"
    r"\bm\.?\s?m\b|\bmed\smera\b|\bm\.?\s?fl\b|\bmed\sflera\b|\betc\b|\bosv\b|\bfrämst\b|"
    r"\bhuvudsak|\bframför\sallt\b|\bdäribland\b|\bsåsom\b|\bövrig|\brest(?:en|erande)\b|"
    r"\b(?:de\sflesta|någon|några|flera|båda|samtliga|varav\solika)\b",
    re.IGNORECASE,
)
_LEAD = re.compile(
    rf"(?:(?:varav|därav)\s)?(?P<number>{NUMERAL})\s(?P<rest>(?!år\b|månad|vecko|procent|tkr|mnkr|"
    r"kr\b|miljon|timm|dag)[^\W\d_].*)",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Announced:
    """A number that a sentence announces of what the list after it holds.

    ``start`` and ``end`` are the columns of number and noun. ``parts`` is true after ``varav``:
    the items then divide what is counted, and each begins with its own count.
    """

    number: int
    noun: str
    start: int
    end: int
    parts: bool


_WITHIN = re.compile(
    rf"(?P<told>\b(?P<number>{NUMERAL})\s(?:[^\W\d_]+[ae]\s){{0,2}}(?P<noun>[^\W\d_]+)),?\svarav\s"
    rf"(?={NUMERAL}\s)",
    re.IGNORECASE,
)


def announced_within(text: str) -> tuple[Announced, int] | None:
    """A number whose parts follow in the same sentence, and the column where they begin."""
    if "varav" not in text.casefold():
        return None
    match = _WITHIN.search(text)
    told = announced(text[: match.end()].rstrip()) if match else None
    return (told, match.end()) if match and told else None


def announced(intro: str) -> Announced | None:
    """The number that a list's intro ends in; None where none is, or only a loose one."""
    if not intro.rstrip().casefold().endswith((":", "varav")):
        return None
    match = _INTRO.search(intro, max(len(intro) - 120, 0))
    if not match or not (match["colon"] or match["of"]) or _OPEN.search(intro):
        return None
    before = (match["before"] or "").strip()
    if _OF_MORE.search(intro, max(match.start("told") - 40, 0), match.start("told")):
        return None
    number, noun, of = numeral(match["number"]), match["noun"].casefold(), bool(match["of"])
    if number is None or number < 2 or _LOOSE.match(before) or _UNIT.match(noun):
        return None
    listed = before.casefold() == "följande" or re.search(rf"(?:{_KINDS})$", noun)
    if not listed or (not of and number > 12):
        return None
    return Announced(number, noun, *match.span("told"), of)


_PAIR = re.compile(
    r"\b(?:barn\soch\s(?:unga|ungdomar|vuxna)|unga\soch\svuxna|(?:kvinnor|flickor)\soch\s(?:män|pojkar)|"
    r"män\soch\skvinnor|vård\soch\somsorg|[^\W\d_]+-\soch\s[^\W\d_]+)",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\b(?:och|samt)\b|[/&]", re.IGNORECASE)


def may_be_two(text: str) -> bool:
    """Whether an item may hold two of what is counted: ``Kultur och fritid``.

    Pairs that are one thing (``barn och unga``, ``hälso- och sjukvård``) do not count.
    """
    return bool(_JOINED.search(_PAIR.sub("", text)))


@dataclass(frozen=True, slots=True)
class Counted:
    """An item with the count that it begins with: None without one, at columns in its text.

    ``rest`` is the words after the count.
    """

    text: Text
    number: int | None
    start: int
    end: int
    rest: str


def counted(item: ListItem) -> Counted:
    """The count that an item begins with."""
    return _counted(item.sentences[0].text if item.sentences else Text(""))


def _counted(text: Text) -> Counted:
    match = _LEAD.match(text.text)
    if match is None:
        return Counted(text, None, 0, len(text.text), text.text)
    return Counted(text, numeral(match["number"]), *match.span("number"), match["rest"])


_DIVIDED = re.compile(rf"(?:,\s|,?\soch\s)(?={NUMERAL}\s[^\W\d_])", re.IGNORECASE)


def parts_in(text: Text, start: int = 0) -> list[Counted]:
    """The parts that a sentence tells from a column on, where each begins with its own count."""
    edges = [start, *(match.end() for match in _DIVIDED.finditer(text.text, start))]
    ends = [*(match.start() for match in _DIVIDED.finditer(text.text, start)), len(text.text)]
    return [_counted(text.part(*edge)) for edge in zip(edges, ends, strict=True)]


def is_open(text: str) -> bool:
    """Whether words say that a list is not complete, or that a part is uncounted."""
    return bool(_OPEN.search(text))


def is_numbering(items: Sequence[Counted]) -> bool:
    """Whether the counts are but the items' own numbers, 1, 2, 3."""
    return [one.number for one in items] == list(range(1, len(items) + 1))


_INNER = re.compile(rf"\b{NUMERAL}\b", re.IGNORECASE)


def one_frame(items: Sequence[Counted], noun: str) -> bool:
    """Whether the items say one thing with other numbers: ``har haft en …``, ``har haft två …``.

    Such items divide all that is counted, each into its own class.
    """
    frames: set[tuple[str, ...]] = set()
    inner: list[str] = []
    for one in items:
        words = [word for word in one.rest.casefold().split() if word.strip(",.") not in _own(noun)]
        number = next((word for word in words if _INNER.fullmatch(word)), None)
        if number is None:
            return False
        frames.add(tuple(words[: words.index(number)]))
        inner.append(number)
    return len(frames) == 1 and len(set(inner)) == len(inner) and () not in frames


def _own(noun: str) -> tuple[str, ...]:
    """The noun as one or as many: ``leverantörer``, ``leverantör``."""
    return (noun, noun.removesuffix("er"), noun.removesuffix("ar"), noun.removesuffix("or") + "a")
