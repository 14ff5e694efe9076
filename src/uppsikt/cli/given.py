"""What the user gave on the command line, looked at before anything is made or opened."""

from __future__ import annotations

from pathlib import Path

from uppsikt.figures import Period, PeriodError, UppsiktError


class NoFile(UppsiktError):
    """A file that was named is not there, or is not a file."""


def existing_file(text: str) -> Path:
    """The path of a file that is there. Raises NoFile."""
    path = Path(text)
    if path.is_dir():
        raise NoFile("Det är en mapp, inte en fil.", where=text, todo="Ange en fil i mappen.")
    if not path.exists():
        raise NoFile("Filen finns inte.", where=text, todo="Kontrollera sökvägen.")
    return path


def month(text: str) -> Period:
    """The month of a report. Raises PeriodError, also for a period that is longer."""
    try:
        period = Period.parse(text)
    except PeriodError:
        period = None
    if period is None or period.kind != "month":
        raise PeriodError(
            "En rapport gäller till och med en månad.",
            values=[f"”{text}”"],
            todo="Ange månaden, till exempel --period 2022-10.",
        )
    return period


def whole_year(text: str) -> int:
    """A year. Raises PeriodError."""
    try:
        period = Period.parse(text)
    except PeriodError:
        period = None
    if period is None or period.kind != "year":
        raise PeriodError(
            "Det som angavs är inget år.",
            values=[f"”{text}”"],
            todo="Ange året med fyra siffror, till exempel --year 2022.",
        )
    return period.year
