"""Searching: what a reader may find, and nothing of what they may not."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from uppsikt.platform.access.rules import Reader, Thing, Verb, reach
from uppsikt.platform.search import compounds
from uppsikt.platform.search.engine import matching
from uppsikt.platform.search.models import Entry, Word
from uppsikt.platform.search.registry import kinds
from uppsikt.platform.search.rules import Asked, Piece, asked, snippet

_MOST_COMPOUNDS = 200
_BLOCK = 500


@dataclass(frozen=True)
class Hit:
    """Something that was found: its title and where it stands, with the words marked.

    `thing` is what it takes to read it.
    """

    kind: str
    title: tuple[Piece, ...]
    text: tuple[Piece, ...]
    page: tuple[str, ...]
    committee: str
    thing: Thing


@dataclass(frozen=True)
class Group:
    """The hits of a kind: how many there are, and the first or the wanted page of them."""

    key: str
    name: str
    total: int
    hits: tuple[Hit, ...]


@dataclass(frozen=True)
class Found:
    """What a question finds, by kind; `words` are what was looked for."""

    words: tuple[str, ...]
    groups: tuple[Group, ...]

    @property
    def total(self) -> int:
        """How many hits there are of all kinds."""
        return sum(group.total for group in self.groups)


def search(
    *, reader: Reader, question: str, kind: str = "", limit: int = 5, offset: int = 0
) -> Found:
    """The hits of a question that the reader may read, the best first, by kind.

    Every word must be there: as it stands, in another form of it, as a part of a compound, or,
    where it was written without å, ä and ö, with them; in that order. Rights are a part of the
    question to the database, so that neither hits, sums nor snippets tell of what is not the
    reader's to read. With `kind` only that kind's are given, from `offset`.
    """
    looked_for = tuple(_with_compounds(asked(question)))
    if not looked_for:
        return Found((), ())
    entries = _ranked(_within(reader), looked_for)
    by_kind = entries.order_by().values("kind").annotate(count=Count("pk"))
    counts = {row["kind"]: row["count"] for row in by_kind.values("kind", "count")}
    groups = tuple(
        Group(
            one.key,
            one.name,
            counts[one.key],
            tuple(
                _hit(row, looked_for)
                for row in entries.filter(kind=one.key)[offset : offset + limit]
            ),
        )
        for one in kinds()
        if one.key in counts and kind in ("", one.key)
    )
    return Found(tuple(one.word for one in looked_for), groups)


def is_empty() -> bool:
    """Whether nothing at all can be found yet."""
    return not Entry.everything.exists()


def _within(reader: Reader) -> QuerySet[Entry]:
    """The entries that the reader may read."""
    allowed = Q(pk=None)
    for thing in Thing:
        where = reach(reader, Verb.READ, thing)
        if where.everywhere:
            allowed |= Q(thing=thing.name)
            continue
        if where.committees:
            allowed |= Q(thing=thing.name, committee__in=sorted(where.committees))
        for committee, activity in sorted(where.activities):
            allowed |= Q(thing=thing.name, committee=committee, activity=activity)
    return Entry.everything.filter(allowed)


def _ranked(entries: QuerySet[Entry], looked_for: Collection[Asked]) -> QuerySet[Entry]:
    """Those that hold all the words, the best first; the newest first of those that are equal."""
    levels = [
        [[f"t{one.stem}"] for one in looked_for],
        [[f"e{one.word}"] for one in looked_for],
        [[f"e{one.word}", f"s{one.stem}"] for one in looked_for],
        [_with_parts(one) for one in looked_for],
    ]
    whole = [[*_with_parts(one), *_folded(one)] for one in looked_for]
    rank = Case(
        *(When(pk__in=matching(level), then=Value(at)) for at, level in enumerate(levels)),
        default=Value(len(levels)),
        output_field=IntegerField(),
    )
    return entries.filter(pk__in=matching(whole)).annotate(rank=rank).order_by("rank", "-pk")


def _with_parts(one: Asked) -> list[str]:
    return [f"e{one.word}", f"s{one.stem}", *(f"e{word}" for word in one.compounds)]


def _folded(one: Asked) -> list[str]:
    forms = [f"f{one.folded}"] if one.folded else []
    return [*forms, *(f"e{word}" for word in one.folded_compounds)]


def _with_compounds(question: Collection[Asked]) -> Iterator[Asked]:
    for one in question:
        forms = [form for form in {one.word, one.stem} if len(form) >= compounds.SHORTEST]
        if not forms or one.word.isdigit():
            yield one
            continue
        found = _compounds("word", forms)
        folded = _compounds("folded", forms) if one.folded else ()
        yield replace(
            one,
            compounds=found,
            folded_compounds=tuple(word for word in folded if word not in found),
        )


def _compounds(column: str, parts: Collection[str]) -> tuple[str, ...]:
    """The words of the index that hold a form of the part, as they are written in the column."""
    where = Q()
    for part in parts:
        where |= Q(**{f"{column}__contains": part})
    rows = Word.everything.filter(where).order_by("word").values_list("word", column)
    candidates = dict(rows[: 5 * _MOST_COMPOUNDS])
    return compounds.holding(parts, candidates, _known)[:_MOST_COMPOUNDS]


def _known(stems: Collection[str]) -> set[str]:
    """Those of the stems that a word of the index has."""
    every = sorted(text for text in stems if text)
    found: set[str] = set()
    for at in range(0, len(every), _BLOCK):
        rows = Word.everything.filter(stem__in=every[at : at + _BLOCK])
        found |= set(rows.values_list("stem", flat=True))
    return found


def _hit(row: Entry, looked_for: Collection[Asked]) -> Hit:
    return Hit(
        row.kind,
        snippet(row.title, looked_for),
        snippet(row.text, looked_for),
        tuple(row.page.split()),
        row.committee,
        Thing[row.thing],
    )
