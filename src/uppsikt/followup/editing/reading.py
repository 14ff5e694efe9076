"""How a text reads: with its figures in place, and with what is wrong in it where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from uppsikt.documents import Block, Bullets, Heading, Paragraph, parse
from uppsikt.documents.look import OWN_LOOK
from uppsikt.figures import UppsiktError
from uppsikt.followup.basis.facts import SectionText
from uppsikt.followup.book.computed import Computed
from uppsikt.followup.editing.faults import Fault, faults
from uppsikt.followup.editing.rules import Where
from uppsikt.followup.gather import gather
from uppsikt.followup.given.printed import given_out
from uppsikt.followup.report import figures_of
from uppsikt.followup.texts import sections
from uppsikt.followup.words.binding import Naming, show
from uppsikt.followup.words.prose import BoundSection, bind
from uppsikt.followup.words.references import PIECE, TextFault
from uppsikt.platform.access.rules import Reader
from uppsikt.store import Store

_FIRST_MARK = 0xE100
"""Signs of the private use area, which no keyboard writes, stand for what is wrong in a text."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with a sign in place of each of its faults."""

    text: str
    faults: tuple[Fault, ...]
    first: int

    def of(self, sign: str) -> Fault | None:
        """The fault that a sign stands for."""
        index = ord(sign) - _FIRST_MARK - self.first
        return self.faults[index] if 0 <= index < len(self.faults) else None


@dataclass(frozen=True, slots=True)
class Read:
    """A section as it reads. `heading` and `blocks` hold signs where something is wrong (`Marked`).

    `lack` says why there are no figures, where there are none: then the names stand in the text.
    """

    heading: str
    blocks: tuple[Block, ...]
    in_heading: Marked
    in_body: Marked
    lack: str = ""

    def fault_of(self, sign: str) -> Fault | None:
        """The fault that a sign stands for; None for a sign that is none of them."""
        return self.in_heading.of(sign) or self.in_body.of(sign)

    @property
    def has_faults(self) -> bool:
        """Whether something is wrong."""
        return bool(self.in_heading.faults or self.in_body.faults)


def read_section(
    *, reader: Reader, store: Store, where: Where, naming: Naming, heading: str, body: str
) -> Read:
    """How a section would read in the report, with the very figures that it would print."""
    in_heading = _marked(heading, naming, 0)
    in_body = _marked(body, naming, len(in_heading.faults))
    tried = SectionText("", in_heading.text, in_body.text)
    why = ""
    try:
        found = bind(tried, figures_with(reader, store, where, naming, [tried]), 3)
    except UppsiktError as lack:
        found, why = _without_figures(tried), lack.what
    return Read(found.heading, found.blocks, in_heading, in_body, why)


def read_all(
    *, reader: Reader, store: Store, where: Where, naming: Naming, texts: Sequence[SectionText]
) -> Mapping[str, tuple[str, str]]:
    """The heading and the words of sections as they are printed, by key.

    Without figures, or where something is wrong, they are as their writer sees them.
    """
    sound = _sound(texts, naming)
    try:
        figures = figures_with(reader, store, where, naming, sound)
        bound = {one.key: bind(one, figures, 3) for one in sound}
    except UppsiktError:
        bound = {}
    found = {key: (one.heading, plain_words(one.blocks)) for key, one in bound.items()}
    return {
        one.key: found.get(one.key) or (shown(one.heading, naming), shown(one.body, naming))
        for one in texts
    }


def plain_words(blocks: Iterable[Block]) -> str:
    """The words of prose, without anything else."""
    texts: list[str] = []
    for block in blocks:
        match block:
            case Heading(_, text):
                texts.append(text)
            case Paragraph(runs):
                texts.append("".join(run.text for run in runs))
            case Bullets(items):
                texts += ["".join(run.text for run in runs) for runs in items]
    return " ".join(texts)


def figures_with(
    reader: Reader, store: Store, where: Where, naming: Naming, tried: Sequence[SectionText]
) -> Computed:
    """The figures of the report, with those that the texts tried ask for besides.

    Raises what `gather` raises, but no TextFault: a text that is wrong is left out.
    """
    own = sections(reader=reader, committee=where.committee, form=where.form, month=where.month)
    facts, _ = gather(
        reader=reader,
        store=store,
        committee=where.committee,
        month=where.month,
        form=where.form,
        look=OWN_LOOK,
        texts=(*_sound(own, naming), *tried),
    )
    before = given_out(reader=reader, committee=where.committee)
    return figures_of(facts, before.printed)


def shown(text: str, naming: Naming) -> str:
    """A kept text as its writer sees it, by today's names; what has no name stays by its key."""

    def one(found: str) -> str:
        try:
            return show(found, naming)
        except TextFault:
            return found

    return PIECE.sub(lambda found: one(found.group()), text)


def _sound(texts: Iterable[SectionText], naming: Naming) -> tuple[SectionText, ...]:
    return tuple(
        one for one in texts if not faults(one.heading, naming) and not faults(one.body, naming)
    )


def _marked(text: str, naming: Naming, first: int) -> Marked:
    found = faults(text, naming)
    parts, end = [], 0
    for number, fault in enumerate(found, first):
        parts += [text[end : fault.start], chr(_FIRST_MARK + number)]
        end = fault.end
    return Marked("".join([*parts, text[end:]]), found, first)


def _without_figures(text: SectionText) -> BoundSection:
    """The section with what stands between the brackets in place of figures."""
    return BoundSection(text.key, _bare(text.heading), parse(_bare(text.body)))


def _bare(text: str) -> str:
    """The text with the content of its marks; bound figures stand as they are written."""
    return PIECE.sub(lambda found: found.group() if found[1] is not None else found[3], text)
