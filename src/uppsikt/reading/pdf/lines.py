"""From words with places to lines: by baseline, with wide gaps kept as two spaces."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from uppsikt.reading.cells import superscript
from uppsikt.reading.pdf.words import Word
from uppsikt.reading.source import CELL_GAP, Source

_SAME_LINE = 0.35  # of a letter's height: words this much apart stand on one line
_WIDE = 0.5  # of a letter's height: a gap that may part two cells …
_STRETCHED = 1.7  # … if it is so many times wider than the line's usual gap
_VERY_WIDE = 1.2  # of a letter's height: a gap that always parts
_JOINED = 0.1  # of a letter's height: a smaller gap is none
_MARGIN = 0.09  # of the page's height: where page headers and footers stand
_FEWEST_IN_TWO = 6  # lines with prose on both sides of a gap: then the page has two columns
_DIGITS = str.maketrans("0123456789", "#" * 10)


@dataclass(slots=True)
class PageLine:
    """One line of a page: its words from left to right, and where it stands."""

    words: list[Word]
    base: float
    size: float
    index: int = -1
    """Its index among the document's lines."""
    running: bool = False
    """Whether it is a header or footer that is printed on page after page."""
    text: str = ""


@dataclass(slots=True)
class Page:
    """A page as read: its lines from the top, its words in the order of the file, its height."""

    number: int
    height: float
    words: list[Word]
    lines: list[PageLine] = field(default_factory=list)


def lined(words: Sequence[Word]) -> list[PageLine]:
    """The lines that the words of a page stand on, from the top."""
    lines: list[PageLine] = []
    for word in sorted(words, key=lambda one: (-one.base, one.left)):
        last = lines[-1] if lines else None
        if last and last.base - word.base <= _SAME_LINE * max(min(last.size, word.size), 1.0):
            last.words.append(word)
            last.size = max(last.size, word.size)
        else:
            lines.append(PageLine([word], word.base, word.size))
    lines = _with_raised(lines)
    for line in lines:
        line.words.sort(key=lambda one: one.left)
        line.words = _without_doubles(line.words)
        line.text = _set(line)
    return lines


def in_reading_order(words: Sequence[Word]) -> list[PageLine]:
    """The lines of a page; where its text is set in two columns, the left one before the right."""
    lines = lined(words)
    both = [gap for line in lines if (gap := _gutter(line)) is not None]
    if len(both) < _FEWEST_IN_TWO:
        return lines
    left, right = max(gap.left for gap in both), min(gap.right for gap in both)
    if left >= right:
        return lines
    middle = (left + right) / 2
    top, bottom = both[0].base, both[-1].base
    inner = [word for line in lines if bottom <= line.base <= top for word in line.words]
    if any(word.left < middle < word.right for word in inner):
        return lines
    return [
        *(line for line in lines if line.base > top),
        *lined([word for word in inner if word.right <= middle]),
        *lined([word for word in inner if word.left >= middle]),
        *(line for line in lines if line.base < bottom),
    ]


@dataclass(frozen=True, slots=True)
class _Gutter:
    """The gap between two runs of prose on one line."""

    left: float
    right: float
    base: float


def _gutter(line: PageLine) -> _Gutter | None:
    runs = [words for words, text in parts_of(line) if _reads_as_prose(words, text)]
    if len(runs) != 2 or len(runs[0]) + len(runs[1]) != len(line.words):
        return None
    return _Gutter(runs[0][-1].right, runs[1][0].left, line.base)


def _reads_as_prose(words: Sequence[Word], text: str) -> bool:
    return len(words) >= 3 and sum(map(str.isalpha, text)) >= 0.6 * len(text)


def _with_raised(lines: Sequence[PageLine]) -> list[PageLine]:
    """The lines with small raised words, note marks most often, on the line they belong to."""
    kept: list[PageLine] = []
    for line, below in zip(lines, [*lines[1:], None], strict=False):
        if below is None or not _all_raised(line, below):
            kept.append(line)
            continue
        for word in line.words:
            word.text, word.base, word.glued = superscript(word.text), below.base, True
        below.words.extend(line.words)
    return kept


def _all_raised(line: PageLine, below: PageLine) -> bool:
    """Whether all words of a line are small and stand right after words of the line below."""
    if line.size > 0.8 * below.size or line.base - below.base > 0.6 * below.size:
        return False
    return all(
        len(word.text) <= 3
        and any(abs(word.left - one.right) < 0.2 * below.size for one in below.words)
        for word in line.words
    )


def _without_doubles(words: list[Word]) -> list[Word]:
    """The words without those printed twice in one place, as bold type is sometimes made."""
    kept: list[Word] = []
    for word in words:
        if kept and kept[-1].text == word.text and abs(kept[-1].left - word.left) < 0.1 * word.size:
            word.start = -1
            continue
        kept.append(word)
    return kept


def _set(line: PageLine) -> str:
    """The text of a line; tells each word where in it it stands."""
    gaps = [after.left - before.right for before, after in pairwise(line.words)]
    usual = median(gaps) if gaps else 0.0
    text = ""
    for word, gap in zip(line.words, [None, *gaps], strict=True):
        if gap is not None:
            text += _between(word, gap, usual, line.size)
        word.start = len(text)
        text += word.text
    return text


def parts_of(line: PageLine) -> list[tuple[list[Word], str]]:
    """The runs of words in a line that wide gaps set apart, each with its text."""
    runs: list[list[Word]] = []
    for before, word in zip([None, *line.words], line.words, strict=False):
        gap = "" if before is None else line.text[before.start + len(before.text) : word.start]
        if before is None or gap == CELL_GAP:
            runs.append([])
        runs[-1].append(word)
    return [(run, line.text[run[0].start : run[-1].start + len(run[-1].text)]) for run in runs]


def _between(word: Word, gap: float, usual: float, size: float) -> str:
    if gap < _JOINED * size and (word.glued or gap < -_JOINED * size):
        return ""
    if gap > _VERY_WIDE * size or (gap > _WIDE * size and gap > _STRETCHED * usual):
        return CELL_GAP
    return " "


def mark_running(pages: Sequence[Page]) -> None:
    """Mark the headers and footers: lines in the margins that stand on most pages alike.

    Numbers in them may differ, as page numbers do. Two pages are enough if both have it.
    """
    if len(pages) < 2:
        return
    seen = Counter(
        key for page in pages for key in {_key(line, page) for line in page.lines} if key
    )
    least = max(2, min(len(pages) // 3, 10))
    for page in pages:
        for line in page.lines:
            key = _key(line, page)
            line.running = key is not None and seen[key] >= least


def _key(line: PageLine, page: Page) -> tuple[str, int] | None:
    """What is alike in a header or footer on all its pages; None for a line between the margins."""
    place = line.base / page.height if page.height else 0.5
    if _MARGIN < place < 1 - _MARGIN:
        return None
    shape = " ".join(line.text.translate(_DIGITS).split())
    while "##" in shape:
        shape = shape.replace("##", "#")
    return shape, round(line.base / 4)


def put_lines(pages: Sequence[Page], source: Source) -> None:
    """Add the lines of all pages to the document, an empty one where the page leaves a gap."""
    for page in pages:
        source.turn_to(page.number)
        usual = _usual_step(page.lines)
        above: PageLine | None = None
        for line in page.lines:
            if above is not None and _apart(above, line, usual):
                source.blank()
            source.line(line.text)
            line.index = len(source.lines) - 1
            for word in line.words:
                word.line = line.index
            above = line


def _apart(above: PageLine, line: PageLine, usual: float) -> bool:
    """Whether a line begins something new: after a gap, or in letters of another size."""
    if line.base > above.base:
        return True
    larger, smaller = max(above.size, line.size), min(above.size, line.size)
    return above.base - line.base > 1.35 * usual + 1 or larger > 1.35 * smaller


def _usual_step(lines: Sequence[PageLine]) -> float:
    """The distance between lines of running text on a page."""
    steps = [
        round(above.base - below.base, 1)
        for above, below in pairwise(lines)
        if above.base - below.base < 2.2 * max(above.size, below.size)
    ]
    return median(steps) if steps else 0.0
