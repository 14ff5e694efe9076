"""How long a key holds and what it is called: pure decisions."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum

from uppsikt.figures import UppsiktError
from uppsikt.platform.tokens.secret import holds_secret

LONGEST = timedelta(days=365)
"""No key holds longer: one that is forgotten ends by itself."""
USUAL = timedelta(days=90)
"""How long a key holds for whoever chooses nothing else."""
KEPT = timedelta(days=90)
"""How long it is shown that there was a key that holds no more; the audit log keeps it longer."""
MOST = 20
"""Keys of a user that hold at once."""
LONGEST_NAME = 80


class WrongToken(UppsiktError):
    """A key cannot be made or ended so."""


class State(StrEnum):
    """How a key stands on a day."""

    HELD = "gäller"
    OVER = "tiden är ute"
    ENDED = "avslutad"


def state(*, last_day: date, ended_at: datetime | None, on: date) -> State:
    """How a key stands: it holds through its last day, unless somebody has ended it."""
    if ended_at is not None:
        return State.ENDED
    return State.HELD if on <= last_day else State.OVER


def checked_name(text: str) -> str:
    """What the key is for, as it is kept. Raises WrongToken."""
    name = " ".join(text.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise WrongToken(
            "Nyckeln behöver ett namn." if not name else "Namnet går inte att använda.",
            why="Av namnet ska det gå att se vad nyckeln används till.",
            todo=f"Skriv vad den är till, till exempel ”Power BI”, högst {LONGEST_NAME} tecken.",
        )
    if holds_secret(name):
        raise WrongToken(
            "Namnet ser ut att innehålla en nyckel.",
            why="Namnet sparas och visas, och det får en nyckel aldrig göra.",
            todo="Skriv vad nyckeln är till, till exempel ”Power BI”.",
        )
    return name


def checked_last_day(asked: date | None, today: date) -> date:
    """The last day that a key holds; the usual one if none is asked for. Raises WrongToken."""
    last = asked or today + USUAL
    if not today <= last <= today + LONGEST:
        raise WrongToken(
            "Nyckeln kan inte gälla till den dagen.",
            values=[f"{last}"],
            why="En nyckel gäller högst ett år, så att en bortglömd inte gäller för alltid.",
            todo=f"Välj en dag från {today} till {today + LONGEST}.",
        )
    return last
