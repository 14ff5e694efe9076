"""A part, its whole and its share told together in a sentence: ``13 av 43 deltagare (45 %)``."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from uppsikt.figures import Exact, Figure, Unit, find_contradictions, share
from uppsikt.figures import Finding as Contradicted
from uppsikt.reading import Sentence
from uppsikt.review.lexicon.hedges import half_of, is_approximate, is_bound
from uppsikt.review.model import Finding
from uppsikt.review.printed import Printed, in_sentence, local, marks_of

_WHOLE, _PART, _SHARE = local("helhet"), local("del"), local("andel")
_COUNT = r"(?P<{0}>\d{{1,3}}(?:[ \u00a0\u202f]\d{{3}})+|\d{{1,6}})"
_SHARE_OF = r"(?P<share>\d{1,2}(?:,\d{1,2})?)[ \u00a0\u202f]?(?:%|procent)"
_WORDS = r"(?: (?!av |mot |än |varav |och |samt |som |jämfört |till |från )[a-zåäö-]{{2,25}}){0}"
_ALL_OF = r"(?:de |dessa |totalt |våra |alla |sammanlagt )?"
_IN_BRACKETS = rf" \({_SHARE_OF}\)"
_THAT_IS = (
    r",? (?:vilket|det vill säga|alltså) (?:(?:motsvarar|är|blir|ger) )?"
    rf"{_SHARE_OF}(?= ?[.,;]|$)"
)
_PART_OF = (
    rf"(?<![\d,.–-]){_COUNT.format('part')}{_WORDS.format('{0,2}')} av {_ALL_OF}"
    rf"{_COUNT.format('whole')}{_WORDS.format('{0,4}')}"
)
_TOLD = tuple(
    re.compile(pattern)
    for pattern in (
        (rf"\b[Aa]v {_ALL_OF}{_COUNT.format('whole')}{_WORDS.format('{1,4}')} "
        rf"{_COUNT.format('part')}{_WORDS.format('{0,3}')}{_IN_BRACKETS}"),
        _PART_OF + _IN_BRACKETS,
        _PART_OF + _THAT_IS,
        (rf"(?<![\d,.–-]){_COUNT.format('whole')}{_WORDS.format('{1,3}')},? varav "
        rf"{_COUNT.format('part')}{_WORDS.format('{0,3}')}{_IN_BRACKETS}"),
        (rf"{_SHARE_OF} \({_COUNT.format('part')}{_WORDS.format('{0,2}')} av {_ALL_OF}"
        rf"{_COUNT.format('whole')}{_WORDS.format('{0,2}')}\)"),
    )
)  # fmt: skip
_HINT = re.compile(r"\bav\b|\bvarav\b", re.IGNORECASE)
_PLACE = re.compile(
    r"\b(?:sida|sidan|dag|vecka|plats|nr|nummer|fas|steg|etapp|del|år|poäng|betyg|ranking)\s$",
    re.IGNORECASE,
)
"""After these a number is a place in a row, and no part of a whole."""
_OTHER = re.compile(
    r"\b(?:mål\w*|ska|skall|bör|minst|högst|drygt|knappt|cirka|ca|c:a|omkring|ungefär|runt|nästan|"
    r"närmare|uppskattningsvis|förra|föregående|tidigare|innan|respektive|jämfört)\b",
    re.IGNORECASE,
)
"""A sentence with such a word may tell the share of another whole, or not exactly."""
_MEASURED = re.compile(
    r"^ (?:miljon|miljard|kron|tusen|tkr|mnkr|timm|dag|veck|månad|år|ton|km|kilo|mil\b|meter|kvm|"
    r"kvadrat|liter|procent|gånger|punkt|poäng)"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_KEYED = ("inom parentes", "i parentes", "siffran i parentes", "parentesen")
"""A document that says what its brackets hold means that by them."""


def shares_told(sentences: Sequence[Sentence], file: int) -> Iterator[Finding]:
    """The shares of a document's sentences that are not the part of the whole beside them.

    The whole must stand right beside the part. Where another number of the sentence, or of the
    two before it, makes the share right, it may be of that one, and nothing is said.
    """
    if any(word in one.text.text.casefold() for one in sentences for word in _KEYED):
        return
    for index, sentence in enumerate(sentences):
        text = sentence.text.text
        if ("%" not in text and "procent" not in text) or not _HINT.search(text):
            continue
        if _OTHER.search(text):
            continue
        near = sentences[max(0, index - 2) : index + 1]
        for pattern in _TOLD:
            for found in pattern.finditer(text):
                row = _printed(sentence, file, found)
                wrong = _wrong(*row) if row else None
                if row and wrong and not _of_another(row, near):
                    yield _finding(row, wrong)


Row = tuple[Printed, Printed, Printed]
"""A share, its part and its whole."""


def _printed(sentence: Sentence, file: int, found: re.Match[str]) -> Row | None:
    """The three numbers of a match; None if one is not exact or no count."""
    text = found.string
    by_start = {number.start: number for number in sentence.numbers}
    row = []
    for group, where in (("share", "andelen"), ("part", "delen"), ("whole", "helheten")):
        before = text[: found.start(group)]
        number = by_start.get(found.start(group))
        if number is None or is_bound(before) or is_approximate(before) or _PLACE.search(before):
            return None
        printed = in_sentence(number, sentence, file, where)
        unit = Unit.PERCENT if group == "share" else Unit.COUNT
        if printed is None or printed.unit is not unit:
            return None
        if group != "share" and not _is_count(printed, text[found.end(group) :]):
            return None
        row.append(printed)
    of_all, part, whole = row
    return (of_all, part, whole) if 0 < part.value <= whole.value else None


def _is_count(one: Printed, after: str) -> bool:
    """Whether a number is a whole count, and neither a year nor so much of something measured."""
    year = _YEAR.fullmatch(one.number.text)
    return not (one.decimals or year or _MEASURED.match(after))


def _half(one: Printed) -> Exact:
    """How exact a count is: small ones are, larger ones with trailing zeros may be rounded."""
    if one.value < 100 or one.number.amount.number % 10:
        return 0
    return half_of(one.number.amount, Unit.COUNT)


def _slack(of_all: Printed) -> Exact:
    """How exact a share is: it may be cut and not rounded, and 30 or 45 may be coarse."""
    if of_all.decimals:
        return of_all.step
    percent = int(of_all.number.amount.number)
    return of_all.half * (10 if percent % 10 == 0 else 5 if percent % 5 == 0 else 2)


def _wrong(of_all: Printed, part: Printed, whole: Printed) -> Contradicted | None:
    """The contradiction if the share is not the part of the whole."""
    return _held(of_all, part.figure(_PART, _half(part)), whole.figure(_WHOLE, _half(whole)))


def _held(of_all: Printed, part: Figure, whole: Figure) -> Contradicted | None:
    figures = [of_all.figure(_SHARE, _slack(of_all)), part, whole]
    found = find_contradictions(figures, [share(_SHARE, _PART, _WHOLE)])
    return found[0] if found else None


def _of_another(row: Row, near: Sequence[Sentence]) -> bool:
    """Whether the share is right of or for some other number that stands near."""
    of_all, part, whole = row
    own = [Fraction(one.value) for one in (part, whole)]
    others = {
        Fraction(number.amount.number)
        for sentence in near
        for number in sentence.numbers
        if number.amount.unit in (None, Unit.COUNT) and number.amount.number > 0
    }
    pairs = [(mine, other) for mine in own for other in others - set(own)]
    pairs += [(other, mine) for mine, other in pairs]
    return any(
        not _held(
            of_all,
            Figure(_PART, int(one), Unit.COUNT, ""),
            Figure(_WHOLE, int(every), Unit.COUNT, ""),
        )
        for one, every in pairs
        if 0 < one <= every and one.denominator == every.denominator == 1
    )


def _finding(row: Row, wrong: Contradicted) -> Finding:
    of_all, part, whole = row
    expected = of_all.text(wrong.expected, 1)
    return Finding(
        code="share-of-count",
        message=(
            f"{part.as_printed} av {whole.as_printed} är {expected}, inte {of_all.as_printed}."
        ),
        marks=marks_of(row),
        values=tuple(each.named(place) for place, each in enumerate(row)),
        expected=expected,
        tolerance=of_all.text(wrong.tolerance, 1),
        cures=(of_all.cure(wrong.expected),),
    )
