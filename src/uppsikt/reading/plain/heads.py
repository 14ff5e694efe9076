"""The header of a text table, whose words stack up and break over lines, cut into columns."""

import re
from collections.abc import Callable, Sequence
from itertools import groupby

from uppsikt.reading.model import EMPTY, Text, joined
from uppsikt.reading.plain.layout import Extent, by_order, by_position, put_together
from uppsikt.reading.plain.shapes import HEAD_WORD, Shaped, Token, is_period, is_year

_STARTS = re.compile(
    r"(?:andel|antal|total|totalt|summa|procent|skillnad|not|kvinnor|män|flickor|pojkar)",
    re.IGNORECASE,
)
_CORNER = re.compile(
    r"(?:tkr|mnkr|kr|\(?tkr\)?|belopp|verksamhet(?:er|smått)?|post|land|ålder|mått|månad|nämnd|"
    r"enhet|konto(?:grupp)?|indikator|resultatenhet|förvaltning|år|i)[.:]?",
    re.IGNORECASE,
)
_DAY = re.compile(r"\d{1,2} [a-zåäö]{3,}")
_Word = tuple[Shaped, Token]


def header(
    lines: Sequence[Shaped], count: int, extents: Sequence[Extent] = ()
) -> tuple[Text, list[Text]] | None:
    """The corner and ``count`` column headers that the lines make; None if they make no such.

    ``lines`` are the header's lines, blank ones included; ``extents`` where the columns stand, if
    their figures stand under each other.
    """
    found = by_position(lines, extents) or _by_gaps(lines, count) or _by_order(lines, count)
    if not found and certain_count(lines) != count:
        ways = (_of_last_years, _by_capitals, _in_last_line, _by_blocks)
        found = next((cut for way in ways if (cut := way(lines, count))), None)
    if found:
        return found
    corner, words = _corner([(line, token) for line in lines for token in line.tokens])
    for starts in (
        _at_heads, _at_small_heads, _at_heads_and_words, _at_years, _at_periods, _at_years_alone,
    ):  # fmt: skip
        columns = _columns(words, starts)
        if len(columns) == count:
            return corner, columns
    return None


def possible_counts(lines: Sequence[Shaped]) -> dict[int, float]:
    """How many columns the header may have, and how much each way to cut it is worth: as many
    digits that a row's figures may differ more in length."""
    words = _corner([(line, token) for line in lines for token in line.tokens])[1]
    cuts = (_at_heads, _at_small_heads, _at_heads_and_words, _at_years, _at_periods)
    worth = dict.fromkeys((len(_columns(words, starts)) for starts in cuts), 0.5)
    capitals = len(_capital_words(lines))
    if capitals > 2:
        worth |= {capitals - 1: 1.5, capitals: worth.get(capitals, 0.5)}
    stacked = [line.words for line in lines if line.tokens]
    if len(stacked) > 1 and stacked[0].text[:1].isupper():
        for begun in map(len, _ways_begun(stacked)):
            worth |= {begun - 1: 1.5, begun: worth.get(begun, 0.5)}
    return worth


def certain_count(lines: Sequence[Shaped]) -> int:
    """How many columns the header has, if each begins with a word like ``Utfall``; else 0."""
    words = _corner([(line, token) for line in lines for token in line.tokens])[1]
    columns = _columns(words, _at_heads)
    named = all(_is_head(str(column).split()[0]) for column in columns)
    return len(columns) if named else 0


def _by_gaps(lines: Sequence[Shaped], count: int) -> tuple[Text, list[Text]] | None:
    """A header in one line with wide gaps between its columns."""
    filled = [line for line in lines if line.tokens]
    if len(filled) != 1:
        return None
    parts: list[list[Token]] = []
    for token in filled[0].tokens:
        if not parts or token.gap > 1:
            parts.append([])
        parts[-1].append(token)
    texts = [filled[0].text(part[0].start, part[-1].end) for part in parts]
    return _with_corner(texts, count) if count > 1 else None


def _by_order(lines: Sequence[Shaped], count: int) -> tuple[Text, list[Text]] | None:
    """Header lines with one word a column; lines before them are the corner."""
    filled = [line for line in lines if line.tokens]
    first = next((i for i, line in enumerate(filled) if len(line.tokens) == count), 0)
    columns = by_order(filled[first:], count)
    return (joined([line.words for line in filled[:first]]), columns) if columns else None


def _by_capitals(lines: Sequence[Shaped], count: int) -> tuple[Text, list[Text]] | None:
    """Lines under each other of which those with a capital, or with a year, begin a column each."""
    words = [line.words for line in lines if line.tokens]
    if len(words) < 2 or not words[0].text[:1].isupper():
        return None
    found = (_with_corner(columns, count) for columns in _ways_begun(words))
    return next((one for one in found if one), None)


def _in_last_line(lines: Sequence[Shaped], count: int) -> tuple[Text, list[Text]] | None:
    """A last header line in which each column begins with a capital, and others with none."""
    columns = _capital_words(lines)
    return _with_corner(columns, count) if len(columns) > 2 else None


def _capital_words(lines: Sequence[Shaped]) -> list[Text]:
    """The last header line put together from each capital to the next."""
    last = next((line for line in reversed(lines) if line.tokens), None)
    columns: list[list[Token]] = []
    for token in last.tokens if last else ():
        begins = token.text[:1].isupper() and not (columns and columns[-1][-1].text.endswith("-"))
        if begins or not columns:
            columns.append([])
        columns[-1].append(token)
    if last is None or not last.tokens[0].text[:1].isupper():
        return []
    return [last.text(column[0].start, column[-1].end) for column in columns]


def _of_last_years(lines: Sequence[Shaped], count: int) -> tuple[Text, list[Text]] | None:
    """A header that ends in as many years as there are columns; what is before names the rows."""
    words = [(line, token) for line in lines for token in line.tokens]
    years = words[-count:]
    if count < 2 or len(years) < count or not all(is_year(token.text) for _, token in years):
        return None
    before = [line.text(token.start, token.end) for line, token in words[:-count]]
    if before and is_year(before[-1].text):
        return None
    return joined(before), [line.text(token.start, token.end) for line, token in years]


def _ways_begun(words: Sequence[Text]) -> list[list[Text]]:
    """The lines put together at capitals; at years too, if no word like ``Utfall`` has them."""
    named = any(map(_is_head, " ".join(map(str, words)).split()))
    return [_begun(words, years) for years in ((False,) if named else (False, True))]


def _begun(words: Sequence[Text], years: bool) -> list[Text]:
    """Lines put together, from each with a capital (or a bare year) to the next."""
    columns: list[list[Text]] = []
    for word in words:
        dated = is_year(word.text) or _DAY.match(word.text) is not None
        begins = word.text[:1].isupper() or (years and dated)
        begins = begins and not (columns and _DAY.match(columns[-1][-1].text))
        if not columns or (begins and not columns[-1][-1].text.endswith("-")):
            columns.append([])
        columns[-1].append(word)
    return [put_together(column) for column in columns]


def _by_blocks(lines: Sequence[Shaped], count: int) -> tuple[Text, list[Text]] | None:
    """Columns parted by blank lines, each with its words under each other."""
    blocks = [
        list(block) for filled, block in groupby(lines, lambda one: bool(one.tokens)) if filled
    ]
    if count < 2 or not all(_headed(block) for block in blocks[-count:]):
        return None
    return _with_corner([joined([line.words for line in block]) for block in blocks], count)


def _headed(block: Sequence[Shaped]) -> bool:
    """Whether a block has all that a column's header has: a word like ``Utfall``, or a period."""
    words = [token.text for line in block for token in line.tokens]
    return any(map(_is_head, words)) or is_period(words[-1])


def _with_corner(texts: list[Text], count: int) -> tuple[Text, list[Text]] | None:
    if len(texts) == count and not _CORNER.fullmatch(texts[0].text):
        return EMPTY, texts
    return (texts[0], texts[1:]) if len(texts) == count + 1 else None


def _corner(words: list[_Word]) -> tuple[Text, list[_Word]]:
    """The words before the first that heads a column."""
    for index, (_, token) in enumerate(words):
        if (
            HEAD_WORD.fullmatch(token.text)
            or is_period(token.text)
            or _STARTS.fullmatch(token.text)
        ):
            return joined([line.text(one.start, one.end) for line, one in words[:index]]), words[
                index:
            ]
    return EMPTY, []


def _columns(words: Sequence[_Word], starts: Callable[[list[str], str], bool]) -> list[Text]:
    columns: list[list[_Word]] = []
    for word in words:
        before = [token.text for _, token in columns[-1]] if columns else []
        if not columns or (not _hyphened(before) and starts(before, word[1].text)):
            columns.append([])
        columns[-1].append(word)
    return [_text(column) for column in columns]


def _text(words: Sequence[_Word]) -> Text:
    """One header, with words put together that a hyphen divides at a line's end."""
    parts = [line.text(token.start, token.end) for line, token in words]
    text = parts[0]
    for before, (part, (_line, _)) in zip(
        words, zip(parts[1:], words[1:], strict=True), strict=False
    ):
        glue = before[1].text.endswith("-")
        text = joined([text, part], "" if glue else " ")
    return text


def _hyphened(before: Sequence[str]) -> bool:
    return bool(before) and before[-1].endswith("-")


def _is_head(text: str) -> bool:
    return HEAD_WORD.fullmatch(text) is not None


def _at_heads(before: list[str], text: str) -> bool:
    """A column begins at a word like ``Utfall``, or at a year when the column has one."""
    capital = _is_head(text) and text[:1].isupper()
    return capital or (is_year(text) and any(map(is_year, before)))


def _at_small_heads(before: list[str], text: str) -> bool:
    return _is_head(text) or _at_heads(before, text)


def _at_heads_and_words(before: list[str], text: str) -> bool:
    return _at_heads(before, text) or _STARTS.fullmatch(text) is not None


def _at_years(_before: list[str], text: str) -> bool:
    """A column begins at each year: ``2022 Utfall tkr 2021 Utfall tkr``."""
    return is_year(text)


def _at_periods(before: list[str], text: str) -> bool:
    return is_period(text) and bool(before) and not _is_head(before[-1])


def _at_years_alone(_before: list[str], text: str) -> bool:
    return is_year(text) or _is_head(text)
