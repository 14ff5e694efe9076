"""A report's exact amounts, put aside when it is given out so that they can be compared for ever.

The file is JSON: what the activities, account groups and items were called, which value columns
the form had, and every amount of money by its figure's name.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from uppsikt.figures import Absent, Name, Period, Side, Subject, Value, What
from uppsikt.figures.absent import tidy
from uppsikt.followup.basis import names
from uppsikt.followup.basis.amended import decision_text, rows_of
from uppsikt.followup.basis.value_columns import ValueColumn
from uppsikt.followup.book.computed import Computed
from uppsikt.followup.tables.summary import LABELS

_OPERATING = "kostnader utom buffert"


@dataclass(frozen=True)
class FrozenFigures:
    """The exact amounts of one report, in öre (income positive), by figure.

    `printed` are the amounts as the report printed them, in whole tkr; reports that were given out
    before that was kept have none. `lines` are the activities in the report's order and `parts`
    its account groups and own items, key to name. `columns` are the value columns of the form.
    """

    committee: str
    committee_name: str
    lines: Mapping[str, str]
    parts: Mapping[str, str]
    columns: tuple[ValueColumn, ...]
    amounts: Mapping[Name, Value]
    printed: Mapping[Name, int] = field(default_factory=dict)

    def subject_text(self, subject: Subject) -> str:
        """Whom a figure is about, by the names that people used."""
        return subject_words(subject, self.committee_name, self.lines, self.parts)


def subject_words(
    subject: Subject, committee: str, lines: Mapping[str, str], parts: Mapping[str, str]
) -> str:
    """Whom a figure is about: activity (or the committee), side or part, and if it is restated."""
    activity = lines.get(subject.activity, subject.activity) or committee
    part = parts.get(subject.group, subject.group)
    side = "" if subject.side is Side.NET or part else subject.side.text
    restated = f"omräknat till {subject.organisation}" if subject.organisation else ""
    return ", ".join(text for text in (activity, side, part, restated) if text)


def frozen(figures: Computed) -> FrozenFigures:
    """The exact amounts of a report: all figures in money, also those that no table shows."""
    facts, book = figures.facts, figures.exact
    found = (book.get(name) for name in book.names())
    amounts = {one.name: one.value for one in found if one is not None and one.unit.is_money}
    printed = {name: figures.known(name) for name in amounts}
    at = facts.value_columns
    return FrozenFigures(
        committee=facts.committee,
        committee_name=facts.committee_name,
        lines={line.key: line.name for line in facts.lines},
        parts={
            **{group.key: group.name for group in facts.groups},
            **{f"={row.key}": f"känd post {row.name}" for row in facts.known_items},
            **{f"={item.key}": f"ej bokförd {item.name}" for item in facts.unbooked},
            **{f"={row.value}": label for row, label in LABELS.items()},
            **{row.name.of.group: decision_text(row.decision) for row in rows_of(facts)},
            names.OPERATING: _OPERATING,
        },
        columns=tuple(dict.fromkeys((*at.measured, *(one.result for one in at.variances)))),
        amounts=amounts,
        printed={name: tkr for name, tkr in printed.items() if tkr is not None},
    )


def to_json(kept: FrozenFigures, **more: object) -> bytes:
    """The amounts as a file, and what `more` is kept in it; the same give the same bytes."""
    content = {
        "committee": kept.committee,
        "committee_name": kept.committee_name,
        "lines": list(kept.lines.items()),
        "parts": list(kept.parts.items()),
        "columns": [
            [column.what, str(column.when), column.organisation] for column in kept.columns
        ],
        "amounts": [_row(name, value) for name, value in sorted(kept.amounts.items(), key=_key)],
        "printed": [_row(name, value) for name, value in sorted(kept.printed.items(), key=_key)],
        **more,
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def from_json(content: bytes) -> FrozenFigures:
    """The amounts as they were put aside."""
    read = json.loads(content)
    committee = str(read["committee"])
    return FrozenFigures(
        committee=committee,
        committee_name=str(read["committee_name"]),
        lines=dict(read["lines"]),
        parts=dict(read["parts"]),
        columns=tuple(
            ValueColumn(What(what), Period.parse(when), organisation)
            for what, when, organisation in read["columns"]
        ),
        amounts=dict(_figure(committee, row) for row in read["amounts"]),
        printed={
            name: value
            for name, value in (_figure(committee, row) for row in read.get("printed", ()))
            if isinstance(value, int)
        },
    )


def _key(item: tuple[Name, object]) -> Name:
    return item[0]


def _row(name: Name, value: Value) -> list[object]:
    return [*name_parts(name), _written(value)]


def name_parts(name: Name) -> list[object]:
    """A figure's name as JSON has it, without the committee that all of them are of."""
    of = name.of
    return [name.what, of.activity, of.side, of.group, of.organisation, str(name.when)]


def name_of(committee: str, parts: Sequence[Any]) -> Name:
    """The name that was written so."""
    what, activity, side, group, organisation, when = parts
    subject = Subject(committee, activity, Side(side), group, organisation)
    return Name(What(what), subject, Period.parse(when))


def _figure(committee: str, row: Sequence[Any]) -> tuple[Name, Value]:
    *parts, value = row
    return name_of(committee, parts), _read(value)


def _written(value: Value) -> int | str:
    """An amount as a number; a fraction of an öre as a/b, and an absent value by its name."""
    if isinstance(value, Absent):
        return value.name
    return value if isinstance(value, int) else str(value)


def _read(value: int | str) -> Value:
    if isinstance(value, int):
        return value
    return Absent[value] if value in Absent.__members__ else tidy(Fraction(value))
