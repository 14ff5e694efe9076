"""What was published, as text to be kept: the next report is decided knowing the earlier ones.

It has the hidden counts too. Without them nobody could say later whether one was corrected, and so
whether it is told anew. Whoever keeps it keeps small numbers.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from uppsikt.disclosure.sums import Key, Row
from uppsikt.disclosure.told import Record, Told

FORM = 1
"""The form of the text. One of another form is not read."""


class NotAMemory(ValueError):
    """A text that is not what was published, or is in a form of another time."""


def as_text(record: Record[Key], threshold: int, name: Callable[[Key], str]) -> str:
    """The record as JSON, the same text for the same record.

    Each count is name, version, earlier version (of a correction), value, whether it is hidden and
    known to be somebody, and how wide it was to be, if it is hidden.
    """
    order = sorted(record.values, key=lambda one: (name(one.key), one.version, one.less))
    place = {one: at for at, one in enumerate(order)}
    counts = [
        [
            name(one.key), one.version, one.less, record.values[one], int(one in record.hidden),
            int(one in record.people),
            record.widths.get(one, threshold) if one in record.hidden else 0,
        ]
        for one in order
    ]  # fmt: skip
    rows = [
        [[times, place[one]] for times, one in row.terms] + [[row.low, row.high]]
        for row in record.rows
    ]
    rows.sort(key=json.dumps)
    return json.dumps({"form": FORM, "counts": counts, "rows": rows}, ensure_ascii=False)


def from_text(text: str, key: Callable[[str], Key]) -> Record[Key]:
    """The record that a text tells of. Raises NotAMemory."""
    try:
        told = json.loads(text)
        if told["form"] != FORM:
            raise NotAMemory(f"the form is {told['form']!r}, and {FORM} is read")
        return _record(told, key)
    except (ValueError, LookupError, TypeError) as fault:
        raise NotAMemory(f"what was published cannot be read: {fault}") from fault


def _record(told: dict[str, Any], key: Callable[[str], Key]) -> Record[Key]:
    record: Record[Key] = Record()
    order = []
    for name, version, less, value, hidden, somebody, width in told["counts"]:
        one = Told(key(name), int(version), int(less))
        order.append(one)
        record.values[one] = int(value)
        if not one.less:
            record.latest[one.key] = max(one.version, record.latest.get(one.key, 0))
        if somebody:
            record.people.add(one)
        if hidden:
            record.hidden.add(one)
            record.widths[one] = int(width)
    for *terms, (low, high) in told["rows"]:
        record.rows[Row(tuple((int(times), order[at]) for times, at in terms), low, high)] = None
    return record
