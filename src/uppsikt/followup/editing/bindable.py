"""The figures that a text can bind, with the values that they would be printed with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from uppsikt.figures import UppsiktError
from uppsikt.followup.basis.facts import SectionText
from uppsikt.followup.editing.faults import faults
from uppsikt.followup.editing.reading import figures_with
from uppsikt.followup.editing.rules import Where
from uppsikt.followup.setup_tables import committee_naming
from uppsikt.followup.words.binding import COMMITTEE, Naming, read
from uppsikt.followup.words.prose import bound
from uppsikt.followup.words.vocabulary import MEASURES, WORDS, Kind, Measure
from uppsikt.followup.words.wording import ALLOWED, Style
from uppsikt.organisation.selectors import lines
from uppsikt.platform.access.rules import Reader, Thing, Verb, demand
from uppsikt.store import Store

_NATURAL = {
    Kind.AMOUNT: Style.UNSIGNED.value,
    Kind.VARIANCE: Style.WORDS.value,
    Kind.CHANGE: Style.WORDS.value,
    Kind.RESULT: Style.WORDS.value,
}
_PERIODS = ("i fjol", "i förfjol")


@dataclass(frozen=True, slots=True)
class Bindable:
    """A figure or a word that a text can bind: what is written for it, and how it is printed.

    `printed` is empty where nothing can be told, as before anything is booked.
    """

    text: str
    printed: str


def bindable(
    *, reader: Reader, store: Store, where: Where, query: str, most: int
) -> tuple[tuple[Bindable, ...], int]:
    """What can be bound that has all the words of the query, the best first, and how many there
    are. A slash asks for parts of an activity, and a bar for the ways to write a figure."""
    demand(reader, Verb.READ, Thing.TEXTS.of(where.committee))
    naming = committee_naming(where.committee)
    on = where.month.last_day
    names = [one.name for one in lines(reader=reader, committee=where.committee, on=on)]
    every = list(matching(names, naming, query))
    shown = [one for one in every[:most] if not faults(one, naming)]
    printed = _printed(reader, store, where, naming, shown)
    return tuple(Bindable(text, printed.get(text, "")) for text in shown), len(every)


def matching(names: Sequence[str], naming: Naming, query: str) -> Iterator[str]:
    """What can be written between brackets, whole, that has all the words of a query.

    What begins as the query does comes first.
    """
    wanted = query.strip().removeprefix("[[").removesuffix("]]").casefold()
    words = wanted.replace(":", " ").replace("|", " ").replace("/", " ").split()
    found = [
        one
        for one in _candidates(names, naming, wanted)
        if all(word in one.casefold() for word in words)
    ]
    plain = " ".join(wanted.split())
    yield from sorted(found, key=lambda one: not one.casefold().startswith(f"[[{plain}"))


def _candidates(names: Sequence[str], naming: Naming, wanted: str) -> Iterator[str]:
    has_options = "|" in wanted
    for who in (COMMITTEE, *names):
        for measure in MEASURES.values():
            if not (measure.committee_only and who != COMMITTEE):
                yield from _ways(f"{who}: {measure.words}", measure, every=has_options)
    yield from (f"[[{word}]]" for word in WORDS)
    if "/" in wanted:
        for who in (COMMITTEE, *names):
            yield from _of_parts(who, naming, every=has_options)


def _of_parts(who: str, naming: Naming, *, every: bool) -> Iterator[str]:
    for part in ("Intäkt", "Kostnad", *(group.name for group in naming.groups)):
        for measure in MEASURES.values():
            if not measure.committee_only:
                yield from _ways(f"{who} / {part}: {measure.words}", measure, every=every)


def _ways(head: str, measure: Measure, *, every: bool) -> Iterator[str]:
    """The ways to write a figure: the one that prose mostly has, or all of them."""
    natural = _NATURAL.get(measure.kind, "")
    yield f"[[{head} | {natural}]]" if natural else f"[[{head}]]"
    if every:
        if measure.kind is not Kind.WORDS:
            others = (style.value for style in ALLOWED[measure.kind] if style.value != natural)
            yield from (f"[[{head} | {other}]]" for other in others)
        if not measure.this_year_only and measure.kind is not Kind.WORDS:
            way = f" | {natural}" if natural else ""
            yield from (f"[[{head}{way} | {period}]]" for period in _PERIODS)


def _printed(
    reader: Reader, store: Store, where: Where, naming: Naming, texts: Iterable[str]
) -> dict[str, str]:
    asked = tuple(texts)
    tried = SectionText("", "", " ".join(asked))
    try:
        figures = figures_with(reader, store, where, naming, [tried])
    except UppsiktError:
        return {}
    return {one: bound(read(one[2:-2], naming, ""), figures).text for one in asked}
