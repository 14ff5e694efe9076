"""Shares of a few that no whole number of them can give."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from uppsikt.figures import Amount, Exact, Figure, Unit, amount, find_contradictions, share
from uppsikt.reading import Number, Sentence, Table
from uppsikt.review.lexicon.numerals import NUMERAL, numeral
from uppsikt.review.material import Material, Reviewed
from uppsikt.review.model import Finding
from uppsikt.review.printed import Printed, in_sentence, local, marks_of
from uppsikt.review.registry import rule
from uppsikt.review.tables.shares import not_all, shares_of

_WHOLE, _PART, _SHARE = local("helhet"), local("del"), local("andel")
_NUMBER = r"(?P<{0}>\d{{1,3}}(?:[ \u00a0\u202f]\d{{3}})+|\d{{1,6}}(?:,\d{{1,2}})?)"
_NOUNS = (
    "personer|elever|barn|deltagare|hushåll|ungdomar|kvinnor|män|flickor|pojkar|svarande|brukare|"
    "klienter|ärenden|enheter|skolor|förskolor|kommuner|nämnder|medarbetare|anställda|chefer|"
    "lägenheter|företag|ansökningar|beslut|placeringar|familjer|respondenter|besökare|mål|"
    "indikatorer|uppdrag|åtgärder|inspektioner|tillsyner|objekt|flyktingar|familjehem|vuxna|unga"
)
_OF_FEW = re.compile(
    _NUMBER.format("share") + r" ?(?:%|procent) av (?:de |dessa |totalt |våra |alla )?"
    + _NUMBER.format("whole") + rf" (?:[a-zåäö]{{3,20}} )?(?:{_NOUNS})\b"
)  # fmt: skip
_SPLIT_OF = re.compile(
    _NUMBER.format("whole") + r"(?: ?st\.?)?(?: [a-zåäö]{2,20}){0,2} ?\("
    + _NUMBER.format("share") + r" ?(?:%|procent) (?:kvinnor|män|flickor|pojkar)"
)  # fmt: skip
_OF_THE = re.compile(
    rf"\b[Aa]v (?:de|dessa|våra|nämndens|kommunens|förvaltningens|enhetens) (?P<whole>{NUMERAL}) "
    r"(?:[a-zåäö]{3,20} )?(?P<noun>[a-zåäö]{3,30})(?: (?:i|på|inom|från|vid) [a-zåäö]{3,30}){0,2} "
    r"(?P<verb>[a-zåäö]{2,20}) " + _NUMBER.format("share") + r" ?(?:%|procent)\b(?! ?enhet)"
)  # fmt: skip
_OF_FIRST = re.compile(
    rf"\b[Aa]v (?P<whole>{NUMERAL}) (?P<noun>{_NOUNS}) (?P<verb>[a-zåäö]{{2,20}}) "
    + _NUMBER.format("share") + r" ?(?:%|procent)(?! ?enhet)"
    r"(?! (?:av|frånvaro|närvaro|sjuk|tjänst|heltid|deltid|högre|lägre|mer|mindre|fler|färre|"
    r"ökning|minskning|rabatt|bidrag|lön|ersättning))"
)  # fmt: skip
"""``Av 7 elever blev 37 % godkända``."""
_NO_VERB = frozenset(["med", "om", "på", "till", "i", "av", "från", "för", "och", "än", "minus"])
_MEASURED = re.compile(
    r"^(?:miljon|miljard|kron|tusen|tkr|mnkr|timm|dag|veck|månad|år|ton|km|kilo|mil|meter|kvm|"
    r"kvadrat|liter|heltid|tjänst|årsarb|procent|gånger|punkt)"
)
_ABOUT = re.compile(
    r"\b(?:cirka|ca|omkring|ungefär|runt|drygt|knappt|nästan|närmare|minst|högst|över|under|"
    r"mer än|upp till|mål\w*|ska|skall|bör)\b"
)
_HEADED = re.compile(r"(?P<whole>\d{1,4}) ?(?:st\b|personer|elever|svarande|svar\b|barn\b)")


@rule("share-impossible", "Andel som inget antal ger")
def check_share_impossible(material: Material) -> Iterable[Finding]:
    """A share of a few is a whole number of them: of 9 persons, 4 are 44 per cent and 5 are 56.

    So 50 % of 9 cannot be, however it is rounded. Shares that end in 0 or 5 may be rounded to
    that, and a share told as approximate is left alone.
    """
    for one in material.reviewed:
        for sentence in one.document.sentences():
            yield from _few_in_sentence(sentence, one)
        if not one.protected:
            for table in one.document.tables:
                yield from _few_in_table(table, one)


def _few_in_sentence(sentence: Sentence, one: Reviewed) -> Iterator[Finding]:
    """The impossible shares of one sentence."""
    text = sentence.text.text
    if ("%" not in text and "procent" not in text) or _ABOUT.search(text.casefold()):
        return
    by_start = {number.start: number for number in sentence.numbers}
    for pattern in (_OF_FEW, _SPLIT_OF, _OF_THE, _OF_FIRST):
        for found in pattern.finditer(text):
            whole = by_start.get(found.start("whole")) or _in_words(sentence, found)
            numbers = [by_start.get(found.start("share")), whole]
            if pattern is _OF_THE and not _of_them(found):
                continue
            if pattern is _OF_FIRST and found["verb"] in _NO_VERB:
                continue
            if (pair := _pair(numbers, sentence, one)) and not _possible(*pair):
                yield _few_finding(*pair)


def _of_them(found: re.Match[str]) -> bool:
    """Whether ``Av de nio lärarna är 44 procent`` speaks of a share of those nine."""
    verb, noun = found["verb"], found["noun"]
    counted = noun.endswith(("a", "en")) and not _MEASURED.match(noun)
    return counted and verb not in _NO_VERB and numeral(verb) is None


def _in_words(sentence: Sentence, found: re.Match[str]) -> Number | None:
    """A whole that is told in letters, as a number."""
    start, end = found.span("whole")
    value = numeral(found["whole"])
    if value is None:
        return None
    read = Amount(Decimal(value), None, Decimal(1))
    return Number(read, found["whole"], start, end, sentence.text.spans(start, end))


def _pair(
    numbers: Sequence[Number | None], sentence: Sentence, one: Reviewed
) -> tuple[Printed, Printed] | None:
    """The share and the whole of a sentence in exact terms."""
    if numbers[0] is None or numbers[1] is None:
        return None
    of_all = in_sentence(numbers[0], sentence, one.index, "andelen")
    whole = in_sentence(numbers[1], sentence, one.index, "antalet")
    if of_all is None or whole is None or of_all.unit is not Unit.PERCENT:
        return None
    if whole.unit is not Unit.COUNT or whole.decimals or not 0 < whole.value <= _MANY:
        return None
    return of_all, whole


_MANY = 2000
"""A share of more than so many can be anything."""


def _possible(of_all: Printed, whole: Printed, *, coarse: bool = True) -> bool:
    """Whether some whole number of the whole is the share, as it may be rounded."""
    if not 0 <= of_all.value <= 1:
        return True
    half = _coarse_half(of_all) if coarse else of_all.half
    stated = of_all.figure(_SHARE, half)
    relation = share(_SHARE, _PART, _WHOLE)
    near = int(Fraction(of_all.value) * Fraction(whole.value))
    for part in range(max(0, near - 1), near + 3):
        figures = [stated, Figure(_PART, part, Unit.COUNT, ""), whole.figure(_WHOLE, 0)]
        if not find_contradictions(figures, [relation]):
            return True
    return False


def _coarse_half(of_all: Printed) -> Exact:
    """Half the step a whole per cent may be rounded to: tens, fives or ones."""
    if of_all.decimals:
        return of_all.half
    percent = int(of_all.number.amount.number)
    return of_all.half * (10 if percent % 10 == 0 else 5 if percent % 5 == 0 else 1)


def _few_finding(of_all: Printed, whole: Printed) -> Finding:
    """The finding on a share that no whole number gives."""
    return Finding(
        code="share-impossible",
        message=f"Inget helt antal av {whole.as_printed} är {of_all.as_printed}.",
        marks=marks_of((of_all, whole)),
        values=(of_all.named(0), whole.named(1)),
    )


def _few_in_table(table: Table, one: Reviewed) -> Iterator[Finding]:
    """The impossible shares of a table whose title says how many they are of."""
    found = list(_HEADED.finditer(table.title.text))
    if len(found) != 1:
        return
    whole = _title_number(table, found[0], one.index)
    for shares in shares_of(table, one.index):
        wrong = [part for part in shares.parts if whole and not _possible(part, whole)]
        apart = not_all(shares)
        near = apart is None or abs(Fraction(apart.difference)) <= Fraction(1, 10)
        if whole and shares.whole and near and len(wrong) * 3 <= len(shares.parts):
            for part in wrong:
                yield _few_finding(part, whole)


def _title_number(table: Table, found: re.Match[str], file: int) -> Printed | None:
    """The whole that a table's title tells."""
    start, end = found.span("whole")
    read = amount(found["whole"])
    if not 0 < read.number <= _MANY:
        return None
    text = table.title.text
    number = Number(read, found["whole"], start, end, table.title.spans(start, end))
    return Printed(
        number, file, int(read.number), 0, Unit.COUNT, stated=True, where="antalet",
        before=text[:start], after=text[end:],
    )  # fmt: skip
