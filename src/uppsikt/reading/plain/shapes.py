"""What kind of line a line of plain text is: words, figures, a header, or running prose."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from uppsikt.reading.model import Line, Piece, Text

_TOKEN = re.compile(r"\S+")
_FIGURE = re.compile(
    r"\(?[+\-−–]?\d{1,3}(?:\.\d{3})+(?:,\d+)?\)?%?|\(?[+\-−–±]?\d{1,12}(?:[.,]\d{1,4})?\)?%?"
)
_ATTACHED = re.compile(r"(?:%|st\.?|kr|tkr|mnkr)")
_NOTE = re.compile(r"(?<=\d)(?:\*{1,3}|\d?\)|[¹²³])$")
_MISSING = frozenset(("-", "–", "—", "−", "*", "..", "...", "…", "x", "+", "±"))
_YEAR = re.compile(r"\(?(?:19|20)\d\d(?::\d)?\)?")
_PERIOD = re.compile(
    r"(?:(?:19|20)\d\d-(?:\d\d)?(?:-\d\d)?|(?:t|q|kv|tertial|kvartal)\d?|"
    r"(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|sept|okt|nov|dec)\.?-?|"
    r"(?:januari|februari|mars|april|juni|juli|augusti|september|oktober|november|december)-?|"
    r"(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-z]*[-–](?:jan|feb|mar|apr|maj|jun|jul|"
    r"aug|sep|okt|nov|dec)[a-z]*|tom|t\.o\.m\.?|helår|helåret|ack|ack\.|ackumulerat|ackumulerad|-\d\d)",
    re.IGNORECASE,
)
HEAD_WORD = re.compile(
    r"(?:års|period|helårs|prognos|budget|netto|månads|års)?-?(?:utfall|budget|prognos|avvikelse|"
    r"avv\.?|bokslut|redovisning|redovisat|differens|diff\.?|förändring|andel|ack\.?|medelvärde|"
    r"målvärde|målnivå|återstår)[.:-]?",
    re.IGNORECASE,
)
_CORNERS = re.compile(
    r"(?:tkr|mnkr|belopp|verksamhet(?:er|smått)?|post|mått|nämnd|indikator)[.:]?", re.IGNORECASE
)
_NAMED_PART = re.compile(
    r"(?:kv|kvartal|tertial|delår|halvår)\.? \d(?: (?:19|20)\d\d)?|"
    r"(?:utfall|budget) (?:kv|t)\.? ?\d",
    re.IGNORECASE,
)
_LISTED = re.compile(r"\d{1,2}\.|\d{1,2}(?:\.\d{1,2})+\.?")
_CUT = re.compile(r"(?:19|20)\d\d-")
_PART = re.compile(r"(?:0[1-9]|1[0-2])(?:-\d\d)?")
_BULLET = re.compile(r"\s*(?:[•·▪◦‣●○■\uf0b7\uf0a7\uf02d]|[-–o](?=\s))\s*(?=\S)")
_NUMBERED = re.compile(r"\s*(\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+(?=[A-ZÅÄÖ])")
_WIDEST_HEAD = 160
"""Characters: no header in one line is longer."""
_SHORT = 62
"""Characters: a longer line is running text, unless it holds a row of figures."""


class Shape(Enum):
    """The kinds of line."""

    BLANK = "blank"
    ROW = "row"
    """ends in figures, after a label or none"""
    PAIRS = "pairs"
    """a label and a figure, several times over"""
    HEAD = "head"
    """words of a table's header"""
    WORDS = "words"
    """few words without figures at the end: a label, a heading, part of a header"""
    PROSE = "prose"


@lru_cache(maxsize=5_000)
def _is_figure(text: str) -> bool:
    return _FIGURE.fullmatch(_NOTE.sub("", text)) is not None


class Token(NamedTuple):
    """A run of characters without space; ``gap`` is how many spaces stand before it.

    ``figure`` tells whether it can be a number or a part of one.
    """

    text: str
    start: int
    end: int
    gap: int
    figure: bool

    @property
    def missing(self) -> bool:
        """Whether it stands for a figure that is not there."""
        return self.text in _MISSING


@dataclass(frozen=True, slots=True)
class Shaped:
    """A line with its kind; ``tail`` are the tokens of the figures that end a row."""

    index: int
    line: Line
    shape: Shape
    tokens: tuple[Token, ...] = ()
    tail: int = 0

    @property
    def figures(self) -> tuple[Token, ...]:
        """The tokens of the figures that the line ends in."""
        return self.tokens[len(self.tokens) - self.tail :] if self.tail else ()

    @property
    def label(self) -> Text:
        """The words before the figures."""
        words = self.tokens[: len(self.tokens) - self.tail]
        return self.text(words[0].start, words[-1].end) if words else Text("")

    def text(self, start: int, end: int) -> Text:
        """A part of the line with its place."""
        return Text(self.line.text[start:end], (Piece(0, self.index, start, end - start),))

    @property
    def words(self) -> Text:
        """The line without the spaces around it."""
        if not self.tokens:
            return Text("")
        return self.text(self.tokens[0].start, len(self.line.text.rstrip()))


def shaped(index: int, line: Line) -> Shaped:
    """The kind of one line."""
    tokens = _tokens(line.text)
    if not tokens:
        return Shaped(index, line, Shape.BLANK)
    if is_bullet(line.text) and not tokens[-1].figure:
        return Shaped(index, line, Shape.PROSE, tokens)
    tail = _tail(tokens)
    if _is_head(tokens):
        return Shaped(index, line, Shape.HEAD, tokens)
    if not tail and _is_spread(tokens):
        return Shaped(index, line, Shape.HEAD, tokens)
    if _pairs(tokens) >= 2:
        return Shaped(index, line, Shape.PAIRS, tokens, tail)
    if tail and _is_row(line.text, tokens, tail):
        return Shaped(index, line, Shape.ROW, tokens, tail)
    text = line.text.strip()
    if (len(text) <= _SHORT and not text.endswith((".", ";", "!", "?"))) or tail:
        return Shaped(index, line, Shape.WORDS if len(text) <= _SHORT else Shape.PROSE, tokens)
    return Shaped(index, line, Shape.PROSE, tokens)


def with_broken_periods(lines: Sequence[Shaped]) -> list[Shaped]:
    """The lines with the end of a broken period told for what it is.

    ``2022-`` over ``07`` is a header; ``Överfört januari-`` over ``september`` is a label.
    """
    found: list[Shaped] = []
    before: Shaped | None = None
    for line in lines:
        one = _after_break(before, line) if before is not None else line
        found.append(one)
        before = one if one.tokens else before
    return found


def with_heads_above(lines: Sequence[Shaped]) -> list[Shaped]:
    """The lines with those as headers that stand right above rows and name their columns.

    Such a line begins each column with a capital, and there are as many as the rows have figures
    (and one more, if the column of labels is named too).
    """
    found = list(lines)
    for index in range(len(lines) - 2):
        one, row, next_row = lines[index : index + 3]
        if one.shape not in (Shape.WORDS, Shape.PROSE) or row.shape is not Shape.ROW:
            continue
        if next_row.shape is not Shape.ROW or not (row.label.text and next_row.label.text):
            continue
        capitals = sum(token.text[:1].isupper() for token in one.tokens)
        plain = one.line.text.strip()
        sizes = len(plain) <= _WIDEST_HEAD and not plain.endswith((".", ":", ";", ","))
        years = sum(1 for _ in takewhile(is_year, (token.text for token in reversed(one.tokens))))
        named = capitals > 2 and capitals - 1 <= row.tail <= 3 * capitals
        if sizes and (named or 2 <= years <= row.tail <= 2 * years):
            found[index] = replace(one, shape=Shape.HEAD, tail=0)
    return found


def _after_break(before: Shaped, one: Shaped) -> Shaped:
    """A line that may be the end of a period that the last word of the line before begins."""
    cut = before.tokens[-1].text
    if not 0 < len(one.tokens) <= 2:
        return one
    if before.shape is Shape.HEAD and _CUT.fullmatch(cut) and _PART.fullmatch(one.tokens[0].text):
        return replace(one, shape=Shape.HEAD, tail=0)
    if before.shape is Shape.WORDS and one.shape is Shape.HEAD and cut.endswith("-"):
        return replace(one, shape=Shape.WORDS)
    return one


def is_bullet(text: str) -> re.Match[str] | None:
    """The mark of a list item at the beginning of a line."""
    return _BULLET.match(text)


@lru_cache(maxsize=500)
def is_numbered(text: str) -> re.Match[str] | None:
    """The number of a heading or an item at the beginning of a line."""
    return _NUMBERED.match(text)


@lru_cache(maxsize=5_000)
def is_year(text: str) -> bool:
    """Whether a token is a bare year."""
    return _YEAR.fullmatch(text) is not None


@lru_cache(maxsize=5_000)
def is_period(text: str) -> bool:
    """Whether a token is a year, month or other word of a period."""
    return is_year(text) or _PERIOD.fullmatch(text) is not None


def _tokens(text: str) -> tuple[Token, ...]:
    found: list[Token] = []
    last = 0
    tabs = "\t" in text
    for match in _TOKEN.finditer(text[:2_000]):
        start, end = match.span()
        gap = start - last
        wide = tabs and "\t" in text[last:start]
        word = match[0]
        found.append(Token(word, start, end, max(gap, 8) if wide else gap, _is_figure(word)))
        last = end
    return tuple(found)


def _tail(tokens: Sequence[Token]) -> int:
    """How many tokens at the end are figures, dashes for missing ones, or their units."""
    count = 0
    figures = 0
    for token in reversed(tokens):
        after_figure = len(tokens) > count + 1 and tokens[-count - 2].figure
        if token.figure or (token.missing and (count or token.gap > 1 or after_figure)):
            figures += token.figure
        elif not _ATTACHED.fullmatch(token.text.casefold()) or (count and not figures):
            break
        count += 1
    while count and _ATTACHED.fullmatch(tokens[len(tokens) - count].text.casefold()):
        count -= 1
    return count if figures or count > 1 else 0


@lru_cache(maxsize=5_000)
def _is_head_word(text: str) -> bool:
    return HEAD_WORD.fullmatch(text) is not None


def _is_head(tokens: Sequence[Token]) -> bool:
    """Whether a line is of words and periods that head columns, and of nothing that is counted."""
    if (
        len(tokens) <= 6
        and tokens[-1].text == "%"
        and HEAD_WORD.fullmatch(tokens[-2].text if len(tokens) > 1 else "")
    ):
        return True
    heads = sum(_is_head_word(token.text) for token in tokens)
    periods = sum(is_period(token.text) for token in tokens)
    figures = sum(token.figure and not is_period(token.text) for token in tokens)
    if _NAMED_PART.fullmatch(" ".join(token.text for token in tokens)):
        return True
    if _ends_in_years(tokens) or (
        HEAD_WORD.fullmatch(tokens[-1].text) and tokens[-1].gap > 2 and not figures
    ):
        return True
    if periods >= 2 and figures == 0 and _only_last(tokens, periods):
        return True
    if figures or not heads + periods or len(tokens) > 30 or _LISTED.fullmatch(tokens[0].text):
        return False
    others = len(tokens) - heads - periods
    if len(tokens) <= 3 and heads and _CORNERS.fullmatch(tokens[0].text):
        return True
    if heads + periods == len(tokens):
        return True
    return (
        heads + periods >= 2
        and heads >= 1
        and others <= 2 * (heads + periods)
        and not any(token.text.endswith((".", ",")) and len(token.text) > 4 for token in tokens)
    )


def _ends_in_years(tokens: Sequence[Token]) -> bool:
    """Whether a line ends in years that stand apart, with at most a name before them."""
    first = len(tokens)
    while first and is_year(tokens[first - 1].text) and tokens[first - 1].gap > 1:
        first -= 1
    return len(tokens) - first >= 2 and not any(is_year(token.text) for token in tokens[:first])


def _is_spread(tokens: Sequence[Token]) -> bool:
    """Whether a line of words stands in parts with wide gaps between, as a header's do."""
    parts = 1 + sum(token.gap > 2 for token in tokens[1:])
    long = any(token.text.endswith((".", ",", ";")) for token in tokens[:-1])
    return not long and (parts >= 3 or (parts == 2 and tokens[0].gap > 8)) and len(tokens) <= 24


def _only_last(tokens: Sequence[Token], periods: int) -> bool:
    """Whether the periods come last, after a name with room between."""
    first = len(tokens) - periods
    return all(is_period(token.text) for token in tokens[first:]) and (
        first == 0 or tokens[first].gap > 1
    )


def _pairs(tokens: Sequence[Token]) -> int:
    """How many times a line says the same word and then a figure."""
    names: list[str] = []
    for before, token in itertools.pairwise(tokens):
        if (token.figure and not is_year(token.text) and before.text[-1].isalpha()) or (
            token.figure and before.text.endswith(":")
        ):
            names.append(before.text.casefold().rstrip(":"))
    if len(names) < 2 or not tokens[-1].figure:
        return 0
    return len(names) if len(set(names)) <= max(1, len(names) - 2 + (len(names) == 2)) else 0


def _is_row(text: str, tokens: Sequence[Token], tail: int) -> bool:
    """Whether the words before the figures can be a row's label."""
    words = tokens[: len(tokens) - tail]
    if not words:
        return True
    if all(is_year(token.text) for token in tokens[len(words) :]):
        return False
    wide = tokens[len(tokens) - tail].gap > 1
    label = text[words[0].start : words[-1].end]
    if len(label) > (110 if wide else _SHORT) or len(words) > (18 if wide else 10):
        return False
    figures = sum(token.figure for token in tokens[len(words) :])
    if figures == 1 and label.endswith((",", "§", "kap.")):
        return False
    if figures == 1 and not wide and len(words) > 6:
        return False
    return not re.search(r"[.!?]\s+[A-ZÅÄÖ]", label)
