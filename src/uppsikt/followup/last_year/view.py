"""Last year by this year's organisation: which lines it has, and what leads there.

A report tells earlier years either as published or restated, never both in one column. The
*bridge* shows line by line how one becomes the other, and by which moves.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import StrEnum

from uppsikt.figures import Absent, Period, What
from uppsikt.followup.basis import names
from uppsikt.followup.basis.facts import Bridge, BridgeLine, Facts, Line, MovedLine
from uppsikt.followup.basis.value_columns import ValueColumn
from uppsikt.followup.book.computed import Computed
from uppsikt.organisation import selectors as organisation
from uppsikt.organisation.move_selectors import moves, place_names
from uppsikt.organisation.moves import REMAINDER, Move, Place, chain
from uppsikt.platform.access.rules import Reader
from uppsikt.sources.balances import Balances
from uppsikt.sources.restated import Flow, Flows

REMAINDER_NAME = "Rest utan efterträdare"


class LastYear(StrEnum):
    """How a report tells last year."""

    PUBLISHED = "published"
    RESTATED = "restated"


def restated_skeleton(facts: Facts, restated: Balances) -> Facts:
    """The facts of a report, still without figures, with earlier years restated.

    Its lines are this year's; last year's column has those that rows can have come to. The
    remainder is a line of its own, so that the sum holds it.
    """
    year, before = facts.month.year, facts.last_year
    had = {one.key for one in restated.times if one.months_in(before)}
    lines = [
        replace(line, years=_years(line, year, line.key in had))
        for line in facts.lines
        if max(line.years) >= year
    ]
    if REMAINDER in had:
        lines.append(Line(REMAINDER, REMAINDER_NAME, years=frozenset({year - 1})))
    gone = {"netto", "verk"}
    return replace(
        facts,
        restated_to=year,
        lines=tuple(lines),
        columns=facts.value_columns.told_by(year),
        notes={key: notes for key, notes in facts.notes.items() if key not in gone},
    )


def _years(line: Line, year: int, had: bool) -> frozenset[int]:
    """The years of a line: last year's if rows can have come to it."""
    if had or (line.is_contingency and year - 1 in line.years):
        return line.years | {year - 1}
    return line.years - {year - 1}


def bridge(*, reader: Reader, published: Computed, flows: Flows) -> Bridge:
    """How last year as a published report prints it becomes last year restated."""
    facts = published.facts
    before = facts.last_year
    column = ValueColumn(What.ACTUAL, before)
    lines = [line for line in facts.lines if not line.is_contingency]
    return Bridge(
        tuple(_published_line(published, line, column) for line in lines),
        _published_line(published, Line("", facts.committee_name), column),
        tuple(moved_lines(reader, facts.committee, flows, before)),
    )


def with_bridge(facts: Facts, leads: Bridge) -> Facts:
    """The facts of a restated report with the bridge that it shows."""
    mark = hashlib.sha256(f"{facts.fingerprint}{leads!r}".encode()).hexdigest()
    return replace(facts, bridge=leads, fingerprint=mark)


def _published_line(published: Computed, line: Line, column: ValueColumn) -> BridgeLine:
    name = names.cell(names.line(published.facts, line.key), column)
    if line.key and not line.exists(column.when):
        return BridgeLine(line, None, None)
    return BridgeLine(line, published.exact.value(name), published.printed.value(name))


def moved_lines(
    reader: Reader, committee: str, flows: Flows, before: Period
) -> Iterator[MovedLine]:
    """What has moved of last year's months, from and to the committee, with decision and amount."""
    titles = {one.slug: one.name for one in organisation.committees(reader=reader)}
    lines = place_names(reader=reader)
    known = [move for move in moves(reader=reader) if _is_between(move, before)]
    for flow in flows.moved(before):
        amount = flows.value(flow, before)
        if isinstance(amount, Absent) or amount or chain(known, flow.origin, flow.target):
            yield MovedLine(
                _told(flow, known, committee, titles, lines),
                flow.origin.line if flow.origin.committee == committee else "",
                flow.target.line if flow.target.committee == committee else "",
                amount,
            )


def _is_between(move: Move, before: Period) -> bool:
    return any(move.holds(before.year * 100 + one.first, before.year + 1) for one in before.months)


def _told(
    flow: Flow,
    known: Iterable[Move],
    committee: str,
    titles: dict[str, str],
    lines: dict[Place, str],
) -> str:
    """In Swedish: what went from where to where, from when and by whose decision."""

    def place(at: Place) -> str:
        name = lines.get(at, REMAINDER_NAME if at.line == REMAINDER else at.line)
        other = "" if at.committee == committee else f" ({titles.get(at.committee, at.committee)})"
        return name + other

    steps = chain(known, flow.origin, flow.target)
    whole = all(step.is_whole for step in steps)
    what = f"{'' if whole else 'En del av '}{place(flow.origin)} till {place(flow.target)}"
    if not steps:
        return f"{what}, utan beslut om vem som tar över"
    decided = "; ".join(
        f"från och med {Period.month(*divmod(step.month, 100)).text}, {step.decision}"
        for step in steps
    )
    return f"{what} ({decided})"
