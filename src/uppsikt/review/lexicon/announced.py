"""Lists led in by a number: what the number is of, and what the items count."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from uppsikt.reading import ListItem, Text
from uppsikt.review.lexicon.numerals import NUMERAL, numeral

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


_LED = re.compile(
    rf"(?P<before>\b[^\W\d_]+\.?\s)?(?P<told>\b(?P<number>{NUMERAL})\s"
    r"(?:[^\W\d_]+[ae]\s){0,2}(?P<noun>[^\W\d_]{3,}(?:[aeo]r|n)))"
    r"(?P<tail>(?:\s[^\W\d_]+|\s(?:19|20)\d\d){1,8})?\s?:\s?$",
    re.IGNORECASE,
)
_ASKS_FOR_MORE = re.compile(
    r"\b(?:att|genom|om|och|eller|samt|varav|följande|bland|mellan|enligt|bidrag|medel|stöd|"
    r"brister|skäl|orsak\w*|av|per|mot|var|vilka?)\b|\b(?:för|med|på|som|är|i|har|till|under)$",
    re.IGNORECASE,
)
"""Words after what is counted that lead in a list of something else."""
_ONE_OF_ALL = re.compile(r"\bav\s(?:[^\W\d_]+\s){0,3}$|s\s$", re.IGNORECASE)
_ENDINGS = ("orna", "arna", "erna", "or", "ar", "er", "en", "n")


def announced_of_names(intro: str, items: Sequence[str]) -> Announced | None:
    """A number anywhere in a list's intro, where every item says by its own words what it is.

    ``Fyra skolor avvecklas till höstterminen:`` announces ``Björkbackens skola`` and its likes,
    for what is counted is the last word of each.
    """
    match = _LED.search(intro, max(len(intro) - 160, 0))
    if not match or _OPEN.search(intro):
        return None
    number, noun = numeral(match["number"]), match["noun"].casefold()
    if number is None or not 2 <= number <= 12 or _LOOSE.match((match["before"] or "").strip()):
        return None
    lead = intro[max(match.start("told") - 40, 0) : match.start("told")]
    if _ONE_OF_ALL.search(lead) or _ASKS_FOR_MORE.search((match["tail"] or "").strip()):
        return None
    named = all(_is_name_of(item, _stem(noun)) for item in items)
    return Announced(number, noun, *match.span("told"), False) if items and named else None


def _stem(noun: str) -> str:
    """A noun without its ending of many: ``skol`` of ``skolor``."""
    ending = next((one for one in _ENDINGS if noun.endswith(one)), "")
    return noun.removesuffix(ending)


def _is_name_of(item: str, stem: str) -> bool:
    """Whether an item is a name of one thing of a kind: few words, the last of them the kind."""
    words = item.strip(" .,;").split()
    if not 1 <= len(words) <= 5 or any(map(str.isdigit, item)) or len(stem) < 3:
        return False
    last = words[-1].casefold()
    return item[:1].isupper() and not may_be_two(item) and bool(_one_of(stem).search(last))


def _one_of(stem: str) -> re.Pattern[str]:
    """A word that ends in one thing of a kind: ``skola``, ``Ekskolan``."""
    return re.compile(rf"{re.escape(stem)}(?:a|an|e|en|n|et|t)?$")


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


_CASES = (
    r"beslut|ärenden|förelägganden|överklaganden|domar|ansökningar|avtal|upphandlingar|yttranden|"
    r"motioner|medborgarförslag|detaljplaner|bygglov|anställningar"
)
_PARTED = re.compile(
    rf"(?P<told>\b(?P<number>{NUMERAL})\s(?:[^\W\d_]+[ae]\s){{0,2}}"
    rf"(?P<noun>[^\W\d_]*(?:{_CASES})))(?:\s(?:om|i|från|av|enligt)(?:\s[^\W\d_]+){{1,3}})?,?\s"
    rf"varav\s(?={NUMERAL}\s)",
    re.IGNORECASE,
)
_OF_ONE_CASE = re.compile(
    r"(?P<verb>gällde|gäller|avsåg|avser|rörde|rör|beviljades|avslogs|avvisades|avskrevs|bifölls|"
    r"återkallades|fastställdes|upphävdes)\b",
    re.IGNORECASE,
)
"""What is said of a case once: what it was about, or how it ended."""


def parted(text: str) -> tuple[Announced, int] | None:
    """A number of cases whose parts follow, words between them, and the column where they begin."""
    match = _PARTED.search(text) if "varav" in text.casefold() else None
    number = numeral(match["number"]) if match else None
    if match is None or number is None or number < 2:
        return None
    before = text[: match.start("told")].split()[-1:]
    if any(map(_LOOSE.match, before)) or is_open(text):
        return None
    return Announced(number, match["noun"].casefold(), *match.span("told"), True), match.end()


def are_parts_of_cases(items: Sequence[Counted], noun: str) -> bool:
    """Whether three parts or more are of cases, and one thing is said of each: ``gällde``.

    A case is about one thing as a rule, so such parts cannot be more than the cases.
    """
    found = [_OF_ONE_CASE.match(one.rest) for one in items]
    verbs = {one["verb"].casefold() for one in found if one}
    cases = re.search(rf"(?:{_CASES})$", noun)
    return len(items) >= 3 and all(found) and len(verbs) == 1 and cases is not None


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
