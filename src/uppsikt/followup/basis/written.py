"""Which text holds for each section of a month's report, of all that has been written: pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

STEP = 10
"""Between the orders of two sections that stand after one another, so that one goes between."""

LAST_ORDER = 100_000


class Origin(StrEnum):
    """Where the text of a section comes from, in words."""

    WRITTEN = "skriven för månaden"
    TEMPLATE = "från mallen"
    CARRIED = "från en tidigare månad"
    SETUP = "från installationsfilen"


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording as it was saved. Months are text, `2022-10`; see `models.WrittenText`."""

    month: str
    starts: str
    key: str
    place: str
    order: int
    heading: str
    body: str
    number: int
    saved_at: datetime
    actor: str
    carried_from: str = ""
    is_released: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """A section as a month's report has it. An empty `body`: it is taken out of the month.

    `since` is the month that the words were written for, where nobody has said yet that they still
    hold; else empty. `number` is that of the month's last wording, 0 where there is none yet.
    """

    key: str
    place: str
    order: int
    heading: str
    body: str
    origin: Origin
    since: str = ""
    number: int = 0
    saved_at: datetime | None = None
    actor: str = ""
    is_released: bool = False

    @property
    def is_taken_out(self) -> bool:
        """Whether the section is left out of the month."""
        return not self.body.strip()


def in_force(rows: Iterable[Wording], month: str, *, is_at_work: bool) -> Mapping[str, Written]:
    """The section of each key, from the last wording of each key, month and start.

    What is written for the month goes first, then the template, then what the last month that had
    the key says. What nobody has written for the month is for those at work on it alone
    (`is_at_work`), until it is made public with the rest; a month that is public takes in no more.
    """
    every = tuple(rows)
    own = {one.key: one for one in every if one.month == month}
    found = {key: _section(one, Origin.WRITTEN, one.carried_from) for key, one in own.items()}
    if not is_at_work or any(one.is_released for one in own.values()):
        return found
    others = {**_latest_before(every, month), **_templates(every, month)}
    return {**{key: one for key, one in others.items() if not one.is_taken_out}, **found}


def _latest_before(rows: Iterable[Wording], month: str) -> dict[str, Written]:
    latest: dict[str, Wording] = {}
    for one in rows:
        known = latest.get(one.key)
        if one.month and one.month < month and (known is None or known.month < one.month):
            latest[one.key] = one
    return {
        key: _section(one, Origin.CARRIED, one.carried_from or one.month, number=0)
        for key, one in latest.items()
    }


def _templates(rows: Iterable[Wording], month: str) -> dict[str, Written]:
    """A template without a text is taken back: then it is as if there were none."""
    latest: dict[str, Wording] = {}
    for one in rows:
        known = latest.get(one.key)
        if not one.month and one.starts <= month and (known is None or known.starts < one.starts):
            latest[one.key] = one
    return {
        key: _section(one, Origin.TEMPLATE, "", number=0)
        for key, one in latest.items()
        if one.body.strip()
    }


def _section(one: Wording, origin: Origin, since: str, number: int | None = None) -> Written:
    return Written(
        key=one.key,
        place=one.place,
        order=one.order,
        heading=one.heading,
        body=one.body,
        origin=origin,
        since=since if one.body.strip() else "",
        number=one.number if number is None else number,
        saved_at=one.saved_at,
        actor=one.actor,
        is_released=one.is_released and origin is Origin.WRITTEN,
    )


def moved(orders: Sequence[int], index: int, step: int) -> list[int]:
    """The orders of sections that stand after one another, when one has moved by `step` places.

    `orders` is given and answered in the order that the sections stood in. Where there is room
    between its new neighbours the others keep theirs; else all are numbered anew.
    """
    target = index + step
    if not 0 <= target < len(orders):
        return list(orders)
    others = [*orders[:index], *orders[index + 1 :]]
    before = others[target - 1] if target else -1
    after = others[target] if target < len(others) else before + 2 * STEP
    if after - before >= 2:
        return [*orders[:index], (before + after + 1) // 2, *orders[index + 1 :]]
    places = [*range(len(orders))]
    places.insert(target, places.pop(index))
    return [(places.index(at) + 1) * STEP for at in range(len(orders))]
