"""The rows of a table in plain text: labels put together, figures not yet cut into cells."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from uppsikt.reading.model import EMPTY, Text, joined
from uppsikt.reading.plain.shapes import Shape, Shaped, Token, is_period


@dataclass(slots=True)
class PlainRow:
    """A row of the table to be: its label and its figures, before they are cut into cells."""

    label: Text
    shaped: Shaped | None = None
    figures: tuple[Token, ...] = ()
    cuts: list[tuple[tuple[int, int], ...]] = field(default_factory=list)
    cells: tuple[Text, ...] = ()
    labels: tuple[Text, ...] = ()


def plain_rows(body: Sequence[Shaped]) -> Iterator[PlainRow]:
    """The rows and group names of a table in order."""
    waiting: list[list[Shaped]] = []
    adjacent = False
    for one in body:
        if one.shape is Shape.BLANK:
            adjacent = False
        elif one.shape is Shape.WORDS:
            if waiting and (adjacent or one.words.text[0].islower()):
                waiting[-1].append(one)
            else:
                waiting.append([one])
            adjacent = True
        elif one.shape in (Shape.ROW, Shape.PAIRS):
            yield from _row(one, waiting, adjacent)
            waiting, adjacent = [], False


def _row(one: Shaped, waiting: list[list[Shaped]], adjacent: bool) -> Iterator[PlainRow]:
    own = one.label
    taken: list[Shaped] = []
    if waiting and (not own.text or (adjacent and _reads_on(waiting[-1], own.text))):
        taken = waiting.pop()
    for block in waiting:
        yield PlainRow(_wrapped(block))
    label = _wrapped(taken) if taken else EMPTY
    parts = [part for part in (label, own) if part.text]
    yield PlainRow(_glued(parts), one, one.figures)


def _reads_on(block: Sequence[Shaped], own: str) -> bool:
    """Whether a row's own words go on from the line above."""
    last = block[-1].words.text
    return own[0].islower() or last.endswith(("-", ",", "/")) or last.split()[-1].casefold() in (
        "och", "i", "med", "av", "för", "till", "på", "samt", "från"
    )  # fmt: skip


def _wrapped(block: Sequence[Shaped]) -> Text:
    return _glued([one.words for one in block])


def _glued(parts: Sequence[Text]) -> Text:
    """Parts of a label as one; a hyphen at a line's end divides a word before a small letter."""
    text = parts[0] if parts else EMPTY
    for part in parts[1:]:
        if text.text.endswith("-") and part.text[:1].islower() and not part.text.startswith("och "):
            last = text.text.split()[-1]
            keep = last[-4:-1].isupper() or last[-2:-1].isdigit() or is_period(last)
            text = joined([text if keep else text.part(0, len(text.text) - 1), part], "")
        elif text.text.endswith("-") and part.text[:1].isupper():
            text = joined([text, part], "")
        else:
            text = joined([text, part])
    return text


def paired_rows(body: Sequence[Shaped]) -> tuple[list[PlainRow], int]:
    """The rows of a table that repeats a label before each figure."""
    sizes = Counter(len(_pairs(one)) for one in body if one.shape is Shape.PAIRS)
    count = sizes.most_common(1)[0][0]
    rows: list[PlainRow] = []
    labels: list[Text] = []
    cells: list[Text] = []
    words: list[Text] = []
    for one in body:
        if one.shape is Shape.BLANK:
            continue
        for label, figure in _pairs(one) or ((one.words, EMPTY),):
            if label.text:
                words.append(label)
            if figure.text:
                labels.append(_glued(words))
                cells.append(figure)
                words = []
        if len(cells) >= count:
            rows.append(
                PlainRow(labels[0], one, cells=tuple(cells[:count]), labels=tuple(labels[:count]))
            )
            labels, cells = [], []
    return rows, count


def _pairs(one: Shaped) -> list[tuple[Text, Text]]:
    """Label and figure, as often as a line has them; words after the last figure go with none."""
    found: list[tuple[Text, Text]] = []
    words: list[Token] = []
    figure: list[Token] = []
    for token in one.tokens:
        if (token.figure and (words or figure or found)) or (token.figure and not words):
            figure.append(token)
            continue
        if figure:
            found.append(_pair(one, words, figure))
            words, figure = [], []
        words.append(token)
    if words or figure:
        found.append(_pair(one, words, figure))
    return found if any(figure.text for _, figure in found) else []


def _pair(one: Shaped, words: Sequence[Token], figure: Sequence[Token]) -> tuple[Text, Text]:
    label = one.text(words[0].start, words[-1].end) if words else EMPTY
    return label, one.text(figure[0].start, figure[-1].end) if figure else EMPTY


def mended(label: Text, known: frozenset[str]) -> Text:
    """A label whose words were broken without a hyphen, where the document has the whole word."""
    words = label.text.split(" ")
    at = 0
    for first, second in pairwise(words):
        at += len(first)
        whole = (first.rsplit("-", 1)[-1] + second).casefold()
        if second[:1].islower() and whole in known:
            whole_text = joined([label.part(0, at), label.part(at + 1, len(label.text))], "")
            return mended(whole_text, known)
        at += 1
    return label
