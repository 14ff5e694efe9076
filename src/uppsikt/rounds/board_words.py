"""The board in words: the one sentence that it opens with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from uppsikt.figures import Absent, Period, join_words
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.rounds.board import Board, BoardRow, difference, net_of
from uppsikt.rounds.days import the_day_text
from uppsikt.rounds.outliers import in_tkr, tkr
from uppsikt.rounds.rules import ActivityState, RoundState

_COUNTS = (
    "ingen", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv",
)  # fmt: skip


def count_text(count: int) -> str:
    """A count in running text: in words up to twelve."""
    return _COUNTS[count] if count < len(_COUNTS) else str(count)


def lead(board: Board, today: date) -> str:
    """What the board says in a line: who has reported, until when, and what the year ends on."""
    return " ".join((*_reported(board), *_until(board, today), *_forecast(board)))


def activity_lead(row: BoardRow, month: Period) -> str:
    """What is to be known of an activity in a line: how far it has come, and what changed."""
    now, change = net_of(row.now), row.change
    if isinstance(now, Absent):
        return f"Ingen prognos är lämnad för {month.year}."
    given = row.now is not None and row.now.month == month
    text = f"Prognosen för {month.year} är {tkr(now)}"
    if not given:
        of = "" if row.now is None else f", som den lämnades efter {row.now.month.text}"
        return f"{text}{of}. Efter {month.text} är ingen lämnad."
    if isinstance(change, Absent):
        return f"{text}. Det är årets första."
    moved = in_tkr(now) - in_tkr(now - change)
    if moved == 0:
        return f"{text}, samma som förra gången."
    return (
        f"{text}, {tkr(abs(moved) * 100_000)} {'bättre' if moved > 0 else 'sämre'} än förra gången."
    )


def _reported(board: Board) -> Iterator[str]:
    rows = board.reporting
    done = [row for row in rows if row.state is ActivityState.REPORTED]
    if not rows:
        yield "Ingen verksamhet lämnar prognos den här månaden."
        return
    if len(done) == len(rows):
        yield (
            f"Alla {count_text(len(rows))} har lämnat." if len(rows) > 1 else "Prognosen är lämnad."
        )
        return
    text = f"{count_text(len(done)).capitalize()} av {count_text(len(rows))} har lämnat"
    rest = [*_returned(rows), *_excused(rows)]
    yield f"{text}; {join_words(rest)}." if rest else f"{text}."


def _returned(rows: Sequence[BoardRow]) -> Iterator[str]:
    back = [row for row in rows if row.state is ActivityState.RETURNED]
    if back:
        first = min(row.since for row in back if row.since is not None)
        verb = "är tillbakaskickad" if len(back) == 1 else "är tillbakaskickade"
        yield f"{count_text(len(back))} {verb} sedan {_day_text(first)}"


def _excused(rows: Sequence[BoardRow]) -> Iterator[str]:
    without = sum(row.state is ActivityState.EXCUSED for row in rows)
    if without:
        yield f"{count_text(without)} går ni vidare utan"


def _until(board: Board, today: date) -> Iterator[str]:
    due = board.round.dates.due_on
    if board.round.state is RoundState.PLANNED:
        yield f"Rundan öppnar {the_day_text(board.round.dates.opens_on)}."
    elif any(row.state is not None and not row.state.is_done for row in board.rows):
        verb = "är" if due >= today else "var"
        yield f"Sista dagen {verb} {the_day_text(due)}."


def _forecast(board: Board) -> Iterator[str]:
    now, change = board.now, difference(board.now, board.earlier)
    if isinstance(now, Absent):
        return
    text = f"Prognosen för nämnden är nu {tkr(now)}"
    if isinstance(change, Absent):
        yield f"{text}."
        return
    # What is printed is what is compared: the difference of two whole tkr.
    moved = in_tkr(board.now) - in_tkr(board.earlier)  # type: ignore[arg-type]
    if moved == 0:
        yield f"{text}, samma som förra månaden."
    else:
        way = "bättre" if moved > 0 else "sämre"
        yield f"{text}, {tkr(abs(moved) * 100_000)} {way} än förra månaden."


def _day_text(when: datetime) -> str:
    return the_day_text(when.astimezone(STOCKHOLM).date())
