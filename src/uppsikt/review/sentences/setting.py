"""What stands around a sentence: its part of the document, its heading, what was told before."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from uppsikt.figures import Period, Side, What
from uppsikt.reading import Block, Document, Heading, ListBlock, Paragraph, Sentence
from uppsikt.review.about import UNKNOWN, About, line_of
from uppsikt.review.lexicon.subjects import Wordbook, activities_of, headings_of
from uppsikt.review.model import Statement
from uppsikt.review.sentences.phrases import Atom, Kind, atoms


@dataclass(frozen=True, slots=True)
class Known:
    """What the document's tables have figures of, for reading its sentences.

    ``sided`` are the activities whose income and cost are told apart, where ``kostnaden`` may be
    gross or net; ``activities`` all that tables name.
    """

    activities: frozenset[str] = frozenset()
    sided: frozenset[str] = frozenset()
    results_apart: bool = False
    """Whether the budget has a result of its own, so that result and variance differ."""


@dataclass(frozen=True)
class Setting:
    """A sentence and what stands around it.

    ``period`` is what this part of the document is about, to date. ``activity`` is what the
    nearest heading names, None if it names no subject of the tables. ``forecasting`` is true in a
    list under a heading or intro about the forecast, ``item`` in any list. ``before`` is the
    sentence before it in the same paragraph or list, ``intro`` what leads into the list.
    """

    file: int
    sentence: Sentence
    wordbook: Wordbook
    committee: str
    period: Period | None
    activity: str | None
    known: Known
    heading: str = ""
    forecasting: bool = False
    item: bool = False
    before: "Setting | None" = None
    intro: "Setting | None" = None

    @property
    def text(self) -> str:
        """The sentence."""
        return self.sentence.text.text

    @cached_property
    def outside(self) -> tuple[Atom, ...]:
        """The atoms outside brackets: what stands inside is told of something beside."""
        return _without_brackets(self.atoms)

    @cached_property
    def atoms(self) -> tuple[Atom, ...]:
        """The sentence's atoms. Most sentences tell no figure and are never asked for them."""
        return atoms(self.sentence, self.wordbook, self.period)


@dataclass
class _Walk:
    """A walk through a document's blocks that remembers the headings."""

    file: int
    document: Document
    about: About
    wordbook: Wordbook
    known: Known
    headings: list[Heading] = field(default_factory=list)
    forecasting: bool = False
    line: str = ""
    """The last line that heads what follows without being set as a heading."""
    activities: dict[str, str | None] = field(default_factory=dict)

    def settings(self) -> Iterator[Setting]:
        last: Block | None = None
        for block in self.document.blocks:
            if isinstance(block, Heading):
                closing = self._closing(block, last)
                if closing is not None:
                    yield closing
                self.headings = [one for one in self.headings if one.level < block.level]
                self.headings.append(block)
                self.line = ""
            elif isinstance(block, Paragraph):
                yield from self._row(block.sentences)
                self.line = titled(block) or self.line
            elif isinstance(block, ListBlock):
                yield from self._list(block, last)
            last = block

    def _closing(self, heading: Heading, last: Block | None) -> Setting | None:
        """The last line of a list of forecasts that looks like a heading: ``Totalt minus …``."""
        if not isinstance(last, ListBlock) or not _SUM.match(heading.sentence.text.text):
            return None
        return replace(self._setting(heading.sentence), item=True, forecasting=self.forecasting)

    def _row(self, sentences: tuple[Sentence, ...]) -> Iterator[Setting]:
        before: Setting | None = None
        for sentence in sentences:
            if len(sentence.text.text) > _LONGEST:
                continue
            self.line = self._opening(sentence) or self.line
            before = replace(self._setting(sentence), before=before)
            yield before

    def _opening(self, sentence: Sentence) -> str:
        """The heading that a sentence is or begins with, where no empty line parts it off."""
        pieces = sentence.text.pieces
        lines = [one.offset for one in pieces if one.line != pieces[0].line]
        first = sentence.text.text[: lines[0] if lines else None].strip()
        return first if 0 < len(first) <= _SHORT and self._activity_of(first) else ""

    def _list(self, block: ListBlock, last: Block | None) -> Iterator[Setting]:
        lead = block.intro or _lead(last)
        intro = self._setting(lead) if lead else None
        words = f"{self.heading if intro is None else intro.text}".casefold()
        self.forecasting = "prognos" in words and not _EARLIER.search(words)
        for item in block.items:
            before: Setting | None = None
            for sentence in item.sentences:
                if len(sentence.text.text) > _LONGEST:
                    continue
                before = replace(
                    self._setting(sentence),
                    before=before,
                    intro=intro,
                    item=True,
                    forecasting=self.forecasting,
                )
                yield before

    def _activity_of(self, heading: str) -> str | None:
        """The activity that a heading names, looked up once for all sentences under it."""
        if heading not in self.activities:
            found = self.wordbook.of_heading(heading) if heading else None
            self.activities[heading] = found.activity if found else None
        return self.activities[heading]

    @property
    def heading(self) -> str:
        return self.headings[-1].sentence.text.text if self.headings else ""

    def _setting(self, sentence: Sentence) -> Setting:
        line = line_of(sentence.text)
        period = self.about.period(line or 0)
        return Setting(
            file=self.file,
            sentence=sentence,
            wordbook=self.wordbook,
            committee=self.about.committee or UNKNOWN,
            period=period,
            activity=self._activity_of(self.line or self.heading),
            known=self.known,
            heading=self.heading,
        )


_SUM = re.compile(r"^(?:totalt|summa|sammanlagt|sammantaget)\b[:,]?\s+(?:plus|minus)\b", re.I)
_EARLIER = re.compile(r"\b(?:förra|föregående|tidigare|ursprunglig)\b")
_SHORT = 60
_LONGEST = 2_000
"""What is longer is no sentence that somebody wrote to be read."""


def headline(block: Block) -> str:
    """A short line of its own at a block's end, which heads what follows; empty if it has none."""
    if not isinstance(block, Paragraph) or not block.sentences:
        return ""
    last = block.sentences[-1].text
    lines = {one.line for one in last.pieces}
    before = {one.line for each in block.sentences[:-1] for one in each.text.pieces[-1:]}
    apart = len(last.text) <= _SHORT and len(lines) <= 1 and not lines & before
    return last.text.strip() if apart else ""


_NO_TITLE = re.compile(r"[.:;,!?]$|^\W*\d|^[a-zåäö]")


def titled(block: Block) -> str:
    """A headline that is no sentence, caption or figure: a heading that was not set as one."""
    line = headline(block)
    return "" if _NO_TITLE.search(line) else line


def _lead(last: Block | None) -> Sentence | None:
    """A short line of its own right before a list, which is what the list is about."""
    if not isinstance(last, Paragraph) or len(last.sentences) != 1:
        return None
    (only,) = last.sentences
    return only if len(only.text.text) <= _SHORT else None


def settings(
    file: int, document: Document, about: About, cells: list[Statement]
) -> Iterator[Setting]:
    """Every sentence of a document's paragraphs and lists, with what stands around it."""
    activities = activities_of(cells)
    wordbook = Wordbook(about.committee, activities, headings_of(document))
    sided = {one.name.of.activity for one in cells if one.name.of.side is not Side.NET}
    apart = any(one.name.what is What.BUDGET_RESULT and one.value for one in cells)
    known = Known(frozenset(activities), frozenset(sided), apart)
    return _Walk(file, document, about, wordbook, known).settings()


def _without_brackets(found: tuple[Atom, ...]) -> tuple[Atom, ...]:
    depth = 0
    kept: list[Atom] = []
    for atom in found:
        if atom.kind is Kind.OPEN:
            depth += 1
        elif atom.kind is Kind.CLOSE:
            depth = max(depth - 1, 0)
        elif not depth:
            kept.append(atom)
    return tuple(kept)
