"""Sections of prose with their figures in place, as blocks of a document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from uppsikt.documents import (
    Block,
    Bullets,
    FigureText,
    Heading,
    Link,
    Paragraph,
    Run,
    Runs,
    Text,
    parse,
)
from uppsikt.documents.model import Direction
from uppsikt.figures import (
    MISSING,
    NOT_COMPUTABLE,
    SUPPRESSED,
    UNDECIDED,
    Absent,
    Side,
    join_words,
    month_name,
    percent,
)
from uppsikt.followup.basis.facts import Facts, SectionText
from uppsikt.followup.book.computed import Computed
from uppsikt.followup.tables.layout import subject_text
from uppsikt.followup.words.binding import Naming, Reference, Word, read
from uppsikt.followup.words.references import Place, pieces
from uppsikt.followup.words.vocabulary import Asked, Kind
from uppsikt.followup.words.wording import Style, worded

Level = Literal[1, 2, 3]
NO_FIGURE = "(ingen uppgift)"
NOT_COMPUTABLE_FIGURE = "(går inte att beräkna)"
_ABSENT = {
    MISSING: NO_FIGURE,
    NOT_COMPUTABLE: NOT_COMPUTABLE_FIGURE,
    UNDECIDED: f"({UNDECIDED.text})",
    SUPPRESSED: SUPPRESSED.text,
}

# Placeholders from the private use area: no Markdown meaning, and no keyboard writes them.
_OPEN, _CLOSE = "\ue000", "\ue001"
_PLACEHOLDER = re.compile(f"{_OPEN}(\\d+){_CLOSE}")


@dataclass(frozen=True)
class BoundSection:
    """A section with its figures in place."""

    key: str
    heading: str
    blocks: tuple[Block, ...]


def bind(section: SectionText, figures: Computed, level: Level) -> BoundSection:
    """Put the figures into a section; `level` is that of the headings inside it.

    Raises TextFault, which names the line, for a name that is not there any more.
    """
    place = Place(section.key)
    heading, words = _filled(section.heading, figures, place)
    body, runs = _filled(section.body, figures, place)
    return BoundSection(
        section.key,
        _without_runs(heading, words),
        tuple(_placed(block, runs, level) for block in parse(body)),
    )


def bound(reference: Reference | Word, figures: Computed) -> Run:
    """The run of text that a reference becomes."""
    facts = figures.facts
    if isinstance(reference, Word):
        return Text(period_word(reference.word, facts))
    asked = reference.asked(facts)
    measure = reference.measure
    if measure.figure is None:
        return Text(_words(measure.words, asked, figures))
    name = measure.figure(asked)
    value = figures.printed.value(name)
    name_text = f"{subject_text(figures, asked.subject)}: {measure.words}, {name.when.text}"
    if isinstance(value, Absent):
        return FigureText(absent_text(value), name_text)
    if measure.kind is Kind.SHARE:
        ratio = Fraction(value)
        if measure.committee_only:
            ratio = abs(ratio)
        decimals = 0 if reference.style is Style.WHOLE_PERCENT else 1
        return FigureText(percent(ratio, decimals), name_text)
    tkr = figures.known(name) or 0
    text = worded(tkr, measure, _side(asked), reference.style, _than(measure.kind, asked))
    return FigureText(text, name_text, _direction(measure.kind, tkr))


def absent_text(value: Absent) -> str:
    """What prose says where there is no figure; never a zero."""
    return _ABSENT[value]


def period_word(word: str, facts: Facts) -> str:
    """A word that follows the report's period."""
    month = facts.month
    words: dict[str, str] = {
        "månaden": month.text,
        "månadens namn": month_name(month.last),
        "perioden": facts.to_date.text,
        "året": str(month.year),
        "förra året": str(month.year - 1),
        "nästa år": str(month.year + 1),
        "nämndens namn": facts.committee_name,
    }
    return words[word]


def _words(measure: str, asked: Asked, figures: Computed) -> str:
    if measure == "namn":
        return subject_text(figures, asked.subject)
    names = [item.name for item in figures.facts.unbooked]
    return join_words(names) if names else "inga kända poster"


def _side(asked: Asked) -> Side:
    return asked.subject.side


def _than(kind: Kind, asked: Asked) -> str:
    if kind is not Kind.CHANGE:
        return "budget"
    before = asked.when.previous_year()
    if asked.when == asked.facts.to_date:
        return f"samma period {asked.facts.year_text(before.year)}"
    return f"{before.text} omräknat" if before.year < asked.facts.restated_to else before.text


def _direction(kind: Kind, value: int) -> Direction:
    if kind not in (Kind.VARIANCE, Kind.RESULT) or not value:
        return ""
    return "better" if value > 0 else "worse"


def _filled(text: str, figures: Computed, place: Place) -> tuple[str, list[Run]]:
    """The text with placeholders, and the runs that they stand for, in order."""
    naming = Naming(figures.facts.known_lines, figures.facts.groups)
    parts: list[str] = []
    runs: list[Run] = []
    for piece in pieces(text.replace(_OPEN, "").replace(_CLOSE, ""), place):
        if piece.kind == "text":
            parts.append(piece.content)
            continue
        parts.append(f"{_OPEN}{len(runs)}{_CLOSE}")
        if piece.kind == "mark":
            runs.append(Text(piece.content))
        else:
            runs.append(bound(read(piece.content, naming, place.at(piece.line)), figures))
    return "".join(parts), runs


def _without_runs(text: str, runs: Sequence[Run]) -> str:
    return _PLACEHOLDER.sub(lambda found: runs[int(found[1])].text, text)


def _placed(block: Block, runs: Sequence[Run], level: Level) -> Block:
    """A block of Markdown with its placeholders replaced and its headings under `level`."""
    match block:
        case Paragraph(inner):
            return Paragraph(_spread(inner, runs))
        case Bullets(items):
            return Bullets(tuple(_spread(item, runs) for item in items))
        case Heading(depth, text):
            deeper: tuple[Level, ...] = (1, 2, 3, 3, 3)
            return Heading(deeper[level + depth - 2], _without_runs(text, runs))
    return block


def _spread(inner: Runs, runs: Sequence[Run]) -> Runs:
    return tuple(new for run in inner for new in _split(run, runs))


def _split(run: Run, runs: Sequence[Run]) -> Iterator[Run]:
    """A run cut at its placeholders; what stands there keeps the emphasis around it."""
    if not isinstance(run, Text):
        yield Link(_without_runs(run.text, runs), run.href) if isinstance(run, Link) else run
        return
    for index, part in enumerate(_PLACEHOLDER.split(run.text)):
        if index % 2 == 0:
            if part:
                yield Text(part, run.strong, run.emphasis)
            continue
        placed = runs[int(part)]
        if isinstance(placed, Text):
            yield Text(placed.text, run.strong, run.emphasis)
        else:
            yield placed
