"""The dates of rounds, as they are shown and as they are typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from uppsikt.figures import Period, UppsiktError, month_name
from uppsikt.followup.forms.form import form_of, forms
from uppsikt.rounds.days import the_day_text
from uppsikt.rounds.rules import ActivityState, Dates, RoundFault, RoundState
from uppsikt.rounds.selectors import Round
from uppsikt.rounds.year_rules import suggested_dates
from uppsikt.web.round.links import board_link

FIELDS = (
    ("opens_on", "Öppnar"),
    ("due_on", "Sista dag"),
    ("sent_on", "Kallelsen"),
    ("meeting_on", "Sammanträde"),
)
"""The dates of a round, with their heads in the table."""
_NOT_FOLLOWING = "budget"
"""The form that looks ahead: no forecasts of the year lead to it."""
_OPTIONAL = ("sent_on", "meeting_on")
_WRITTEN = "Skriv dagen som 2022-11-08."


@dataclass(frozen=True, slots=True)
class ShownRound:
    """A round in the list of a year."""

    name: str
    form: str
    board: str
    state: str
    reported: str
    dates: tuple[str, ...]
    has_begun: bool


@dataclass(frozen=True, slots=True)
class DateCell:
    """A date to be typed: its name in the form, what it is called, and what stands in it."""

    name: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class DateRow:
    """A month in the form; `fault` is what is wrong with it, empty if nothing is."""

    month: Period
    name: str
    form_name: str
    form: str
    choices: tuple[tuple[str, str], ...]
    cells: tuple[DateCell, ...]
    is_set: bool
    fault: str = ""

    @property
    def key(self) -> str:
        """The month as a part of the names of its fields."""
        return str(self.month)


def timeline(dates: Dates) -> tuple[tuple[str, str], ...]:
    """The dates of a round in words, those that are set."""
    named = [
        ("Öppnar", dates.opens_on),
        ("Sista dag", dates.due_on),
        ("Kallelsen skickas", dates.sent_on),
        ("Sammanträde", dates.meeting_on),
    ]
    return tuple((name, _day_text(day)) for name, day in named if day is not None)


def shown_round(one: Round) -> ShownRound:
    """A round in the list."""
    dates = one.dates
    done = one.counts[ActivityState.REPORTED]
    return ShownRound(
        name=month_name(one.month.last).capitalize(),
        form=form_of(dates.form).name,
        board=board_link(one.committee, one.month),
        state=one.state.text,
        reported=f"{done} av {sum(one.counts.values())}",
        dates=tuple(_iso(getattr(dates, name)) for name, _ in FIELDS),
        has_begun=one.state is not RoundState.PLANNED,
    )


def form_choices(month: Period) -> tuple[tuple[str, str], ...]:
    """The forms of report that a round after the month can lead to: those that follow up."""
    return tuple(
        (form.key, form.name)
        for form in forms()
        if month.last in form.months and form.key != _NOT_FOLLOWING
    )


def rows_now(year: int, rounds: Sequence[Round]) -> tuple[DateRow, ...]:
    """The year's form as the rounds are; filled with what is suggested where there are none yet."""
    known = {one.month: one.dates for one in rounds}
    return tuple(
        _row(known.get(month) or (suggested_dates(month)), is_set=bool(month in known or not known))
        for month in Period.whole_year(year).months
    )


def rows_typed(
    year: int, typed: Mapping[str, str], faults: Mapping[Period, UppsiktError]
) -> tuple[DateRow, ...]:
    """The form as it was sent, with each month's fault at its row."""
    return tuple(_typed_row(month, typed, faults) for month in Period.whole_year(year).months)


def read(
    year: int, typed: Mapping[str, str]
) -> tuple[tuple[Dates, ...], dict[Period, UppsiktError]]:
    """The dates that were typed, and what is wrong with those that cannot be read.

    A month whose row says that it has no round is left out, whatever else stands there.
    """
    found: list[Dates] = []
    faults: dict[Period, UppsiktError] = {}
    for month in Period.whole_year(year).months:
        if not typed.get(f"runda-{month}"):
            continue
        try:
            found.append(_read_row(month, typed))
        except UppsiktError as fault:
            faults[month] = fault
    return tuple(found), faults


def _read_row(month: Period, typed: Mapping[str, str]) -> Dates:
    days = {name: _read_day(month, name, label, typed) for name, label in FIELDS}
    opens, due = days["opens_on"], days["due_on"]
    assert opens is not None
    assert due is not None
    return Dates(
        month, typed.get(f"form-{month}", ""), opens, due, days["sent_on"], days["meeting_on"]
    )


def _read_day(month: Period, name: str, label: str, typed: Mapping[str, str]) -> date | None:
    text = typed.get(f"{name}-{month}", "").strip()
    if not text and name in _OPTIONAL:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        what = f"{label}: ”{text}” är ingen dag." if text else f"{label} saknas."
        raise RoundFault(what, todo=_WRITTEN) from None


def _row(dates: Dates, *, is_set: bool) -> DateRow:
    cells = tuple(
        DateCell(f"{name}-{dates.month}", label, _iso(getattr(dates, name)))
        for name, label in FIELDS
    )
    return _date_row(dates.month, dates.form, cells, is_set=is_set)


def _typed_row(
    month: Period, typed: Mapping[str, str], faults: Mapping[Period, UppsiktError]
) -> DateRow:
    cells = tuple(
        DateCell(f"{name}-{month}", label, typed.get(f"{name}-{month}", ""))
        for name, label in FIELDS
    )
    fault = faults.get(month)
    told = "" if fault is None else " ".join(part for part in (fault.what, fault.todo) if part)
    is_set = bool(typed.get(f"runda-{month}"))
    return _date_row(month, typed.get(f"form-{month}", ""), cells, is_set=is_set, fault=told)


def _date_row(
    month: Period, form: str, cells: tuple[DateCell, ...], *, is_set: bool, fault: str = ""
) -> DateRow:
    name, choices = month_name(month.last).capitalize(), form_choices(month)
    return DateRow(month, name, f"form-{month}", form, choices, cells, is_set, fault)


def lead(year: int, rounds: Sequence[Round], today: date) -> Iterator[str]:
    """What the page says in a line: what is open until when, or what comes next."""
    if not rounds:
        yield f"Inga månadsrundor är satta för {year}."
        return
    waiting = [one for one in rounds if one.state is RoundState.OPEN]
    if waiting:
        one = waiting[0]
        due, verb = one.dates.due_on, "är" if one.dates.due_on >= today else "var"
        done, whole = one.counts[ActivityState.REPORTED], sum(one.counts.values())
        yield (
            f"Rundan för {one.month.text} är öppen: {done} av {whole} har lämnat, "
            f"och sista dagen {verb} {the_day_text(due)}."
        )
        return
    coming = [one for one in rounds if one.state is RoundState.PLANNED]
    if coming:
        day = the_day_text(coming[0].dates.opens_on)
        yield f"Nästa runda, för {coming[0].month.text}, öppnar {day}."
        return
    yield f"Ingen runda för {year} väntar på prognoser."


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _day_text(day: date) -> str:
    return f"{day.day} {month_name(day.month)} {day.year}"
