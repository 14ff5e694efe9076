"""The board's rows and an activity's steps, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from uppsikt.figures import Absent, Period, Unit, Value, with_unit
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.rounds.asked import Standing
from uppsikt.rounds.board import Board, BoardRow, net_of
from uppsikt.rounds.outliers import Outlier, tkr
from uppsikt.rounds.rules import ActivityState, Step, StepKind
from uppsikt.web.pages import ShownCell
from uppsikt.web.round.amounts import Printed, less, money, moved, printed

_TAGS = {
    ActivityState.WAITING: "waits",
    ActivityState.RETURNED: "back",
    ActivityState.EXCUSED: "off",
    ActivityState.REPORTED: "done",
}


@dataclass(frozen=True, slots=True)
class ShownRow:
    """An activity on the board; amounts in tkr. A contingency has no page and no state."""

    name: str
    page: str
    people: str
    state: str
    tag: str
    since: str
    is_begun: bool
    asks: bool
    reminded: str
    earlier: ShownCell
    now: ShownCell
    change: ShownCell
    variance: ShownCell
    outliers: tuple[Outlier, ...]


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A step: who did what when, and what was written."""

    when: str
    who: str
    what: str
    text: str
    amount: str


def shown_rows(board: Board) -> tuple[ShownRow, ...]:
    """The rows of the board, in report order."""
    return tuple(_row(board, row) for row in board.rows)


def sum_row(board: Board) -> tuple[ShownCell, ...]:
    """The committee's amounts: before, now, and the differences of what is printed."""
    earlier, now = (_together(board, each) for each in ("earlier", "now"))
    budget = _together(board, "budget")
    return money(earlier), money(now), moved(less(now, earlier)), moved(less(now, budget))


def _together(board: Board, what: str) -> Printed:
    """The committee's amount: the nearest tkr, as in its report."""
    return printed(getattr(board, what))


def _row(board: Board, row: BoardRow) -> ShownRow:
    slug, month = board.round.committee, board.round.month
    earlier, now = printed(net_of(row.earlier)), printed(net_of(row.now))
    state = row.state
    return ShownRow(
        name=row.line.name,
        page="" if state is None else activity_link(slug, month, row.line.key),
        people=", ".join(person.name for person in row.people),
        state="" if state is None else state.text,
        tag="" if state is None else _TAGS[state],
        since="" if row.since is None else minute(row.since),
        is_begun=row.is_begun and state is not None and not state.is_done,
        asks=row.question is not None,
        reminded="" if row.reminded is None else minute(row.reminded),
        earlier=money(earlier),
        now=money(now),
        change=moved(less(now, earlier)),
        variance=moved(less(now, printed(row.budget))),
        outliers=row.outliers,
    )


def shown_steps(steps: Sequence[Step]) -> tuple[ShownStep, ...]:
    """The steps of an activity, the last first."""
    return tuple(
        ShownStep(
            when=minute(step.at),
            who=step.actor,
            what=step.kind.text,
            text=step.text,
            amount=_amount(step),
        )
        for step in reversed(steps)
    )


def _amount(step: Step) -> str:
    """The forecast that was given by the step, if it gave one."""
    net = step.detail.get("net")
    return tkr(net) if isinstance(net, int) and step.kind in _GIVING else ""


_GIVING = (StepKind.REPORTED, StepKind.ADJUSTED)


def key_figures(row: BoardRow, stands: Standing) -> tuple[tuple[str, str], ...]:
    """What the activity's forecast is held against, in words and tkr.

    As the month's report prints it (`stands`), which the manager's own form does too; the nearest
    tkr where there is no report.
    """
    found: list[tuple[str, int | None, Value]] = [
        ("Prognos nu", stands.forecast, net_of(row.now)),
        ("Förra månadens prognos", None, net_of(row.earlier)),
        ("Budget", stands.budget, row.budget),
        ("Bokfört hittills", stands.actual, row.booked),
    ]
    return tuple(
        (name, tkr(exact) if told is None else with_unit(told, Unit.TKR))
        for name, told, exact in found
    )


def suggestions(row: BoardRow) -> tuple[tuple[str, str, str], ...]:
    """What each way says, and how wrong it has been, for those that say something."""
    return tuple(
        (
            one.way.value,
            tkr(one.value),
            "inte prövat" if one.miss is None else f"fel i snitt {tkr(one.miss.mean)}",
        )
        for one in row.suggestions
        if not isinstance(one.value, Absent)
    )


def activity_link(slug: str, month: Period, key: str) -> str:
    """The page of an activity in a round."""
    return reverse("round_activity", args=(slug, month, key))


def minute(when: datetime) -> str:
    """A time in a table, in Stockholm."""
    return f"{when.astimezone(STOCKHOLM):%Y-%m-%d %H.%M}"
