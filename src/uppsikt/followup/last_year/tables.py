"""The bridge of a restated report: last year as published, what has moved, and restated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from uppsikt.documents import (
    Block,
    Bullets,
    Cell,
    Column,
    FigureText,
    Heading,
    Note,
    Paragraph,
    Row,
    Runs,
    Table,
    Text,
)
from uppsikt.figures import (
    Absent,
    Figure,
    FigureBook,
    Name,
    Relation,
    Unit,
    Value,
    What,
    join_words,
    moved,
    moved_away,
    round_half_away,
    with_unit,
)
from uppsikt.followup.basis import names
from uppsikt.followup.basis.facts import Bridge, BridgeLine, Line, MovedLine
from uppsikt.followup.basis.value_columns import UNIT
from uppsikt.followup.book.computed import Computed
from uppsikt.followup.tables.columns import months_text
from uppsikt.followup.tables.layout import RESTATED, ROUNDING_NOTE
from uppsikt.followup.words.prose import absent_text

HEADING = "Förra året omräknat"
_ALONE = "Går flera flyttar från eller till samma verksamhet är deras belopp avrundade var för sig."


def bridge_blocks(figures: Computed) -> tuple[tuple[Block, ...], tuple[Table, ...]]:
    """The section of a restated report that shows what has moved, and its open data.

    Nothing for a report that tells last year as published.
    """
    parts = bridge_parts(figures)
    if parts is None:
        return (), ()
    blocks: list[Block] = [Heading(1, HEADING), Paragraph(parts.lead), parts.table]
    if parts.moves is None or parts.data is None:
        return tuple(blocks), ()
    blocks += [Paragraph((Text(parts.moves_lead),)), parts.moves]
    if parts.note:
        blocks.append(Note((Text(parts.note),)))
    return tuple(blocks), (parts.data,)


@dataclass(frozen=True)
class BridgeParts:
    """What shows how last year as published became last year restated.

    `moves` are the moves in words, `data` the same as a table; None where no line has moved.
    """

    lead: Runs
    table: Table
    moves_lead: str = ""
    moves: Bullets | None = None
    note: str = ""
    data: Table | None = None


def bridge_parts(figures: Computed) -> BridgeParts | None:
    """The bridge of a restated report; None for a report that tells last year as published."""
    if figures.facts.bridge is None:
        return None
    work = _Work(figures, figures.facts.bridge)
    parts = BridgeParts(tuple(_lead(work)), _bridge_table(work))
    if not work.bridge.moves:
        return parts
    return replace(
        parts,
        moves_lead=f"Det här har flyttat, med utfallet {work.span}:",
        moves=Bullets(tuple(_item(work, move) for move in work.bridge.moves)),
        note=_ALONE if work.is_alone else "",
        data=_moves_table(work),
    )


@dataclass(frozen=True)
class _Work:
    """A restated report and its bridge; `both` are the figures of the bridge, settled."""

    figures: Computed
    bridge: Bridge

    @property
    def span(self) -> str:
        before = self.figures.facts.last_year
        year = str(before.year)
        return year if before.kind == "year" else f"{months_text(before)} {year}"

    @cached_property
    def lines(self) -> tuple[tuple[BridgeLine, bool], ...]:
        """The lines as published, and whether each has a place in last year restated."""
        facts = self.figures.facts
        before = facts.last_year
        restated = {line.key: line for line in facts.lines if not line.is_contingency}
        had = {key for key, line in restated.items() if line.exists(before)}
        known = {one.line.key for one in self.bridge.lines}
        more = [BridgeLine(restated[key], None, None) for key in restated if key not in known]
        every = ((one, one.line.key in had) for one in (*self.bridge.lines, *more))
        return tuple(one for one in every if one[1] or one[0].exact is not None)

    def published(self, line: Line) -> Name:
        before = self.figures.facts.last_year
        return Name(What.ACTUAL, names.line(self.figures.facts, line.key), before)

    def restated(self, line: Line) -> Name:
        return self.figures.facts.told(self.published(line))

    def moved(self, line: Line) -> Name:
        return replace(self.restated(line), what=What.MOVED)

    @cached_property
    def both(self) -> Computed:
        """What is printed of last year in both reports, and the differences."""
        lines = [*self.lines, (self.bridge.whole, True)]
        relations = [self._relation(one, has) for one, has in lines]
        exact, printed = FigureBook(), FigureBook()
        for one, has in lines:
            if one.exact is not None:
                exact.add(_figure(self.published(one.line), one.exact))
                printed.add(_figure(self.published(one.line), one.printed))
            if has:
                name = self.restated(one.line)
                exact.add(_figure(name, self.figures.exact.value(name)))
                printed.add(_figure(name, self.figures.printed.value(name)))
        exact.fill(relations)
        printed.fill(relations)
        return Computed(self.figures.facts, exact, printed, frozenset(), ())

    def _relation(self, one: BridgeLine, has: bool) -> Relation:
        if not has:
            return moved_away(self.moved(one.line), self.published(one.line))
        published = None if one.exact is None else self.published(one.line)
        return moved(self.moved(one.line), self.restated(one.line), published)

    def printed(self, move: MovedLine) -> int | Absent:
        """A move's amount in tkr: the line's own where it is the only one from or to it."""
        touched = Counter(
            key for one in self.bridge.moves for key in (one.origin, one.target) if key
        )
        for key, sign in ((move.origin, -1), (move.target, 1)):
            if key and touched[key] == 1:
                value = self.both.tkr(self.moved(Line(key, "")))
                return value if isinstance(value, Absent) else sign * value
        if isinstance(move.amount, Absent):
            return move.amount
        return round_half_away(Fraction(move.amount) / UNIT.factor)

    @property
    def is_alone(self) -> bool:
        """Whether some amounts of moves are rounded by themselves."""
        ends = Counter(key for one in self.bridge.moves for key in (one.origin, one.target) if key)
        return any(count > 1 for count in ends.values())


def _figure(name: Name, value: Value | None) -> Figure:
    assert value is not None
    return Figure(name, value, Unit.TKR, "förra året")


def _lead(work: _Work) -> Iterator[Text | FigureText]:
    year = work.figures.facts.month.year
    whole = work.bridge.whole.line
    yield Text(f"Nettokostnaden {work.span} är ")
    yield _amount(work.both.tkr(work.published(whole)), "förra året som publicerat")
    yield Text(" som publicerat och ")
    yield _amount(work.both.tkr(work.restated(whole)), "förra året omräknat")
    yield Text(
        f" omräknat till {year} års organisation. Omräkningen flyttar bokförda belopp; ingen krona "
        "läggs till, tas bort eller räknas två gånger."
    )


def _amount(value: int | Absent, name: str) -> FigureText:
    if isinstance(value, Absent):
        return FigureText(absent_text(value), name)
    return FigureText(with_unit(value, UNIT), name)


def _bridge_table(work: _Work) -> Table:
    """Line by line: as published, what has moved, restated."""
    columns = (
        Column("Som publicerat", "Som\npublicerat", "pale", 2),
        Column("Flyttat", "Flyttat"),
        Column(RESTATED.capitalize(), RESTATED.capitalize(), "pale"),
    )
    rows = [
        Row(one.line.name, one.line.name, "row", _cells(work, one, has), one.line.key)
        for one, has in work.lines
    ]
    keys = tuple(row.key for row in rows)
    rows.append(Row("Summa", "Summa", "sum", _cells(work, work.bridge.whole, True), "alla", keys))
    caption = f"Förra året som publicerat och omräknat, {work.span}"
    notes = (ROUNDING_NOTE, *_gone_notes(work))
    return Table(
        "fjolar", f"{caption}, tkr", caption, UNIT, columns, tuple(rows), notes,
        row_head="Verksamhet",
    )  # fmt: skip


def _cells(work: _Work, one: BridgeLine, has: bool) -> tuple[Cell, ...]:
    published, restated = work.published(one.line), work.restated(one.line)
    return (
        Cell() if one.exact is None else work.both.cell(published),
        work.both.cell(work.moved(one.line)),
        work.both.cell(restated) if has else Cell(),
    )


def _gone_notes(work: _Work) -> Iterator[str]:
    gone = [one.line.name for one, has in work.lines if not has]
    new = [one.line.name for one, has in work.lines if has and one.exact is None]
    if gone:
        yield f"Tom cell: {join_words(gone)} är ingen egen rad i årets organisation."
    if new:
        yield f"Tom cell: {join_words(new)} fanns inte i förra årets organisation."


def _item(work: _Work, move: MovedLine) -> Runs:
    return (Text(f"{move.text}: "), _amount(work.printed(move), move.text), Text("."))


def _moves_table(work: _Work) -> Table:
    """The moves with their amounts, which the bullets say in words."""
    rows = []
    for number, move in enumerate(work.bridge.moves, 1):
        value = work.printed(move)
        cell = Cell(absent=value) if isinstance(value, Absent) else Cell(printed=value)
        rows.append(Row(move.text, move.text, "row", (cell,), str(number)))
    column = Column(f"Utfall {work.span}", f"Utfall\n{work.span}")
    caption = "Flyttar sedan förra året"
    notes = (_ALONE,) if work.is_alone else ()
    return Table(
        "flyttar", f"{caption}, tkr", caption, UNIT, (column,), tuple(rows), notes,
        row_head="Flytt",
    )  # fmt: skip
