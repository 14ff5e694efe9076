"""What the first pages tell somebody whose own forecasts wait."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from uppsikt.platform.access.rules import Reader
from uppsikt.rounds.board_words import count_text
from uppsikt.rounds.days import day_text
from uppsikt.rounds.mine import Waiting, waiting
from uppsikt.web import clock


@dataclass(frozen=True, slots=True)
class WaitingNote:
    """A sentence on a round that waits for the reader, and the page where it is answered."""

    text: str
    address: str


def waiting_notes(reader: Reader) -> tuple[WaitingNote, ...]:
    """The rounds that wait for the reader's own forecasts, the one due first first.

    The same for all with the same roles on the same day, so that a page that is kept may hold it.
    """
    return tuple(_note(one) for one in waiting(reader=reader, now=clock.now()))


def _note(one: Waiting) -> WaitingNote:
    names = [line.name for line in one.activities]
    count = len(names)
    whose = names[0] if count == 1 else f"{count_text(count)} av dina verksamheter"
    back = ", med en fråga att svara på" if one.returned else ""
    text = (
        f"Prognosen efter {one.month.text} väntar för {whose}, "
        f"senast {day_text(one.due_on, clock.today())}{back}."
    )
    if count == 1:
        line = one.activities[0]
        return WaitingNote(text, reverse("my_forecast", args=(one.committee, one.month, line.key)))
    return WaitingNote(text, reverse("my_round", args=(one.committee, one.month)))
