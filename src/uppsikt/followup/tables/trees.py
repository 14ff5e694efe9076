"""A new activity tree compared with the old one, by the translations that have been decided.

Each amount of an old line stands once: on a new line, or as not distributed. A line that is in
both trees is itself unless a translation says otherwise.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from uppsikt.documents import Block, Bullets, Cell, Column, Document, Lead, Row, Table, Text
from uppsikt.figures import (
    MISSING,
    NOT_COMPUTABLE,
    Absent,
    Exact,
    NothingThere,
    Period,
    Value,
    join_words,
    month_name,
    percent,
    settle,
)
from uppsikt.followup.basis.value_columns import UNIT
from uppsikt.followup.book.lookup import Lookup
from uppsikt.followup.tables.columns import months_text
from uppsikt.followup.tables.layout import ROUNDING_NOTE
from uppsikt.organisation import selectors as organisation
from uppsikt.organisation.move_selectors import moves, place_names
from uppsikt.organisation.rules import holds_on
from uppsikt.organisation.selectors import Line
from uppsikt.organisation.translations import Translated, translations
from uppsikt.planning.selectors import budget
from uppsikt.platform.access.rules import Reader, Thing, Verb, demand
from uppsikt.store import Store

REMAINDER = "Ej fördelat"
REST = "=rest"
_Part = tuple[str, str]
"""An old line and a new one (empty for what is not distributed), by keys."""


class SameTree(NothingThere):
    """The committee's lines are the same the year after."""


@dataclass(frozen=True)
class Coming:
    """The next year's net by new line, in öre, and what its column is called."""

    head: str
    amounts: Mapping[str, Value]


@dataclass(frozen=True)
class Trees:
    """Both trees (names by key), the share of each old line on each new one, and the columns.

    `amounts` are the old lines' net in öre: the year's budget and the actual to date. `coming` is
    what the next year has for the committee's own new lines, if anything is decided or proposed.
    """

    committee: organisation.Committee
    month: Period
    old: Mapping[str, str]
    new: Mapping[str, str]
    shares: Mapping[_Part, Fraction]
    amounts: tuple[Mapping[str, Value], ...]
    decided: tuple[Translated, ...]
    coming: Coming | None = None


def has_new_tree(*, reader: Reader, committee: str, month: Period) -> bool:
    """Whether the committee's lines change from the month's year to the next."""
    demand(reader, Verb.READ, Thing.REPORTS.of(committee))
    lines = organisation.all_lines(reader=reader, committee=committee)
    old, new = _both(lines, month)
    return set(old) != set(new) or bool(
        translations(reader=reader, committee=committee, year=month.year + 1)
    )


def compare_trees(*, reader: Reader, store: Store, committee: str, month: Period) -> Trees:
    """The tree of the month's year told by the next year's.

    Raises UnknownCommittee, and SameTree where nothing changes.
    """
    demand(reader, Verb.READ, Thing.REPORTS.of(committee))
    about = organisation.committee(reader=reader, slug=committee)
    lines = organisation.all_lines(reader=reader, committee=committee)
    old, new = _both(lines, month)
    decided = translations(reader=reader, committee=committee, year=month.year + 1)
    if not decided and set(old) == set(new):
        raise SameTree(
            f"{about.name} har samma verksamheter {month.year + 1} som {month.year}.",
            todo="Lägg de nya verksamheterna och [[oversattning]] i installationsfilen.",
        )
    names = {key: line.name for key, line in new.items()}
    told = {one.origin for one in decided}
    for one, name in _moved_away(reader, committee, month.year + 1):
        if one.origin in old and one.origin not in {*told, *new}:
            decided = (*decided, one)
            names.setdefault(one.target, name)
    lookup = Lookup(
        reader=reader, store=store, committee=committee, month=month, first_year=month.year
    )
    book, year = lookup.budget(month.year), Period.whole_year(month.year)
    planned = {key: book.value(year, activity=key) for key in old}
    actual = {
        key: lookup.balances.value(month.to_date_of(), activity=key)
        for key, line in old.items()
        if not line.is_contingency
    }
    return Trees(
        about,
        month,
        {key: line.name for key, line in old.items()},
        names,
        dict(shares_of(tuple(old), tuple(names), decided)),
        (planned, actual),
        decided,
        _coming(reader, lookup, about.slug, month, tuple(new)),
    )


def _coming(
    reader: Reader, lookup: Lookup, committee: str, month: Period, lines: tuple[str, ...]
) -> Coming | None:
    """The next year's budget as decided at the month's end, or else as proposed after it."""
    year = Period.whole_year(month.year + 1)
    book = budget(reader=reader, committee=committee, year=year.year, as_of=month.last_day)
    head = f"Budget {year.year}"
    if book.value(year) is MISSING:
        if lookup.proposal is None:
            return None
        book, head = lookup.proposal.book, f"Budgetförslag {year.year}"
    return Coming(head, {key: book.value(year, activity=key) for key in lines})


def _moved_away(reader: Reader, committee: str, year: int) -> Iterator[tuple[Translated, str]]:
    """The whole lines that a move of the new year's first day takes elsewhere, and where to."""
    lines = place_names(reader=reader)
    titles = {one.slug: one.name for one in organisation.committees(reader=reader)}
    for move in moves(reader=reader):
        if move.origin.committee != committee or move.month != year * 100 + 1 or not move.is_whole:
            continue
        name, target = lines.get(move.target, move.target.line), move.target.line
        if move.target.committee != committee:
            name += f" ({titles.get(move.target.committee, move.target.committee)})"
            target = f"{move.target.committee}.{target}"
        yield Translated(year, move.origin.line, target, Fraction(1), move.decision), name


def _both(lines: tuple[Line, ...], month: Period) -> tuple[dict[str, Line], dict[str, Line]]:
    """The lines on the last day of the month's year, and on the first of the next."""
    return _on(lines, date(month.year, 12, 31)), _on(lines, date(month.year + 1, 1, 1))


def _on(lines: tuple[Line, ...], day: date) -> dict[str, Line]:
    return {line.key: line for line in lines if holds_on(line.valid_from, line.valid_to, day)}


def shares_of(
    old: tuple[str, ...], new: tuple[str, ...], decided: tuple[Translated, ...]
) -> Iterator[tuple[_Part, Fraction]]:
    """Where each old line goes: the shares of a line and its remainder are one together."""
    for key in old:
        parts = {one.target: one.share for one in decided if one.origin == key}
        if not parts and key in new:
            parts = {key: Fraction(1)}
        rest = 1 - sum(parts.values(), Fraction(0))
        yield from (((key, target), share) for target, share in parts.items())
        if rest:
            yield (key, ""), rest


def trees_document(trees: Trees) -> Document:
    """Both tables, each with the same sum, and the translations with their decisions."""
    month = trees.month
    columns = [_column(trees, amounts) for amounts in trees.amounts]
    blocks: list[Block] = [
        Lead((Text(_lead(trees)),)),
        _old_table(trees, columns),
        _new_table(trees, columns),
    ]
    if trees.decided:
        blocks.append(Bullets(tuple((Text(_told(trees, one)),) for one in trees.decided)))
    mark = hashlib.sha256(repr(blocks).encode()).hexdigest()[:16]
    return Document(
        title=f"Verksamheter {month.year} översatta till {month.year + 1}",
        subtitle=trees.committee.name,
        author=trees.committee.municipality,
        date=f"läget den {month.last_day.day} {month_name(month.last)} {month.year}",
        period_text=month.to_date_of().text,
        blocks=tuple(blocks),
        identifier=f"{trees.committee.slug}-{month}-verksamheter-{mark}",
    )


def _lead(trees: Trees) -> str:
    lacking = [trees.old[old] for (old, new) in trees.shares if not new]
    year = trees.month.year + 1
    if not lacking:
        return f"Alla verksamheter är översatta till {year} års verksamheter."
    return (
        f"Det som inte har någon beslutad plats i {year} års verksamheter står som ej fördelat: "
        f"{join_words(lacking)}."
    )


def _told(trees: Trees, one: Translated) -> str:
    share = "" if one.share == 1 else f", {percent(one.share, 1)}"
    return f"{trees.old[one.origin]} till {trees.new[one.target]}{share} ({one.decision})."


@dataclass(frozen=True)
class _Printed:
    """A column: exact öre and printed tkr of each part, old line, new line and the sum."""

    exact: Mapping[tuple[str, ...], Exact]
    printed: Mapping[tuple[str, ...], int]
    absent: Mapping[tuple[str, ...], Absent]

    def cell(self, key: tuple[str, ...]) -> Cell:
        if key in self.absent:
            return Cell(absent=self.absent[key])
        if key not in self.printed:
            return Cell()
        exact = Fraction(self.exact[key]) / UNIT.factor
        known = Decimal(exact.numerator) / Decimal(exact.denominator)
        return Cell(printed=self.printed[key], exact=known)


def _column(trees: Trees, amounts: Mapping[str, Value]) -> _Printed:
    """Settle a column so that it adds up both by old lines and by new ones."""
    values: dict[tuple[str, ...], Value] = {}
    sums: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for (old, new), share in trees.shares.items():
        if old not in amounts:
            continue
        amount = amounts[old]
        values["part", old, new] = amount if isinstance(amount, Absent) else amount * share
        sums.setdefault(("old", old), []).append(("part", old, new))
        sums.setdefault(("new", new), []).append(("part", old, new))
    sums["sum",] = [key for key in sums if key[0] == "old"]
    for key, parts in sums.items():
        values[key] = _sum([values[part] for part in parts])
    exact = {key: value for key, value in values.items() if not isinstance(value, Absent)}
    ties = [(key, parts) for key, parts in sums.items() if key in exact]
    if ("sum",) in exact:
        ties.append((("sum",), [key for key in sums if key[0] == "new"]))
    printed = settle(exact, ties, unit=UNIT).printed
    absent = {key: value for key, value in values.items() if isinstance(value, Absent)}
    return _Printed(exact, printed, absent)


def _coming_column(coming: Coming) -> _Printed:
    """Settle what the next year has; only the committee's own lines take part."""
    values: dict[tuple[str, ...], Value] = {
        ("new", key): amount for key, amount in coming.amounts.items()
    }
    parts = list(values)
    values["sum",] = _sum(list(coming.amounts.values()))
    exact = {key: value for key, value in values.items() if not isinstance(value, Absent)}
    ties = [(("sum",), [part for part in parts if part in exact])] if ("sum",) in exact else []
    printed = settle(exact, ties, unit=UNIT).printed
    absent = {key: value for key, value in values.items() if isinstance(value, Absent)}
    return _Printed(exact, printed, absent)


def _sum(found: list[Value]) -> Value:
    """The sum; missing where all parts are, and not computable where only some are known."""
    if all(one is MISSING for one in found):
        return MISSING
    known = [one for one in found if not isinstance(one, Absent)]
    return sum(known) if len(known) == len(found) else NOT_COMPUTABLE


def _heads(trees: Trees) -> tuple[Column, ...]:
    year, span = trees.month.year, months_text(trees.month.to_date_of())
    return (
        Column(f"Budget {year}", f"Budget\n{year}"),
        Column(f"Utfall {trees.month}", f"Utfall\n{span} {year}"),
    )


def _cells(columns: list[_Printed], *key: str) -> tuple[Cell, ...]:
    return tuple(column.cell(key) for column in columns)


def _old_table(trees: Trees, columns: list[_Printed]) -> Table:
    """Each old line and where it goes."""
    rows: list[Row] = []
    for old, name in trees.old.items():
        parts = [new for one, new in trees.shares if one == old]
        rows.append(Row(name, name, "head", (), old))
        for new in parts:
            to = trees.new[new] if new else REMAINDER
            cells = _cells(columns, "part", old, new)
            rows.append(Row(f"{name} / {to}", f"till {to}" if new else to, "sub", cells,
                            f"{old}.{new or REST}"))  # fmt: skip
        keys = tuple(f"{old}.{new or REST}" for new in parts)
        cells = _cells(columns, "old", old)
        rows.append(Row(f"{name} / Summa", "Summa", "subtotal", cells, f"{old}.summa", keys))
    keys = tuple(f"{old}.summa" for old in trees.old)
    rows.append(Row("Summa", "Summa", "sum", _cells(columns, "sum"), "alla", keys))
    caption = f"Verksamheter {trees.month.year} och vart de går"
    return Table("gamla", f"{caption}, tkr", caption, UNIT, _heads(trees), tuple(rows),
                 (ROUNDING_NOTE,), row_head="Verksamhet")  # fmt: skip


def _new_table(trees: Trees, columns: list[_Printed]) -> Table:
    """The same amounts by the lines of the new tree, with what is not distributed."""
    keys = [*trees.new, *([""] if any(not new for _, new in trees.shares) else [])]
    heads, notes = _heads(trees), [ROUNDING_NOTE, "Tom cell: verksamheten tar inte över något."]
    if trees.coming:
        head = trees.coming.head
        columns = [*columns, _coming_column(trees.coming)]
        heads = (*heads, Column(head, head.replace(" ", "\n")))
        notes.append(f"{head} är nämndens egen, så det som går till andra är utan.")
    rows = []
    for key in keys:
        name = trees.new[key] if key else REMAINDER
        rows.append(Row(name, name, "row", _cells(columns, "new", key), key or REST))
    parts = tuple(row.key for row in rows)
    rows.append(Row("Summa", "Summa", "sum", _cells(columns, "sum"), "alla", parts))
    caption = f"{trees.month.year} med {trees.month.year + 1} års verksamheter"
    return Table("nya", f"{caption}, tkr", caption, UNIT, heads, tuple(rows), tuple(notes),
                 row_head="Verksamhet")  # fmt: skip
