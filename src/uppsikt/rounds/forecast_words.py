"""What is said to whoever gives a forecast: how it stands, and what each suggestion is worth.

Costs are negative, as in the tables; the words say which way a difference goes.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from uppsikt.documents import FigureText, Run, Runs, Text
from uppsikt.documents.model import Direction
from uppsikt.figures import (
    MISSING,
    Absent,
    Period,
    Unit,
    higher_lower,
    month_short,
    number,
    with_unit,
)
from uppsikt.planning.suggestion_rules import Held, Miss, Suggestion, Way
from uppsikt.rounds.answer_rules import TKR, in_tkr
from uppsikt.rounds.asked import Choice, Standing

_NUMBERS = ("noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio")


def lead(standing: Standing, last: int | None, month: Period) -> Runs:
    """The first sentence: what is booked beside its budget, and the last forecast (öre)."""
    runs: list[Run] = []
    if standing.actual is not None:
        actual = FigureText(with_unit(standing.actual, Unit.TKR), "utfall")
        runs += [Text(f"Utfallet {_until(month)} är "), actual, *_beside(standing), Text(". ")]
    else:
        runs.append(Text(f"Utfallet till och med {month.text} är inte inläst. "))
    if last is None:
        runs.append(Text(f"Du har inte lämnat någon prognos för {month.year} tidigare."))
    else:
        runs += [Text("Din senaste prognos var "), FigureText(in_tkr(last), "prognos"), Text(".")]
    return tuple(runs)


def _until(month: Period) -> str:
    if month.last == 1:
        return f"i januari {month.year}"
    return f"januari–{month.text}"


def _beside(standing: Standing) -> Iterator[Run]:
    """The difference to the period budget, in words that follow its sign."""
    actual, budget = standing.actual, standing.period_budget
    if actual is None or budget is None:
        return
    better = actual - budget
    direction: Direction = "better" if better > 0 else "worse" if better < 0 else ""
    yield Text(", ")
    if better == 0:
        yield Text("i nivå med periodbudgeten")
    elif actual <= 0 and budget <= 0:
        word = "lägre" if better > 0 else "högre"
        text = f"{with_unit(abs(better), Unit.TKR)} {word}"
        yield FigureText(text, "avvikelse mot periodbudget", direction)
        yield Text(" kostnad än periodbudgeten")
    elif actual >= 0 and budget >= 0:
        text = higher_lower(better, Unit.TKR, "periodbudgeten")
        yield FigureText(text, "avvikelse mot periodbudget", direction)
    else:
        word = "bättre" if better > 0 else "sämre"
        text = f"{with_unit(abs(better), Unit.TKR)} {word}"
        yield FigureText(text, "avvikelse mot periodbudget", direction)
        yield Text(" än periodbudgeten")


def worth(one: Suggestion) -> tuple[str, ...]:
    """How wrong a suggestion has been, and how sure it says that it is."""
    if isinstance(one.value, Absent):
        return ()
    return tuple(text for text in (_missed(one.miss), _between(one)) if text)


def absent_why(choice: Choice, month: Period, *, is_booked: bool) -> str:
    """Why a suggestion says nothing."""
    if choice.suggestion.way is Way.CARRIED:
        return f"Ingen prognos är lämnad tidigare för {month.year}."
    if not is_booked:
        return f"Utfallet till och med {month.text} är inte inläst."
    if choice.value is MISSING:
        return f"Det saknas utfall för {month.year - 1} att gå efter."
    return f"Går inte att beräkna: {month.year - 1} säger inget om resten av året."


def amount_words(value: int) -> str:
    """An amount in öre as it stands beside a choice, whole tkr without their unit."""
    return number(Fraction(value, TKR))


def month_words(month: int) -> str:
    """A month (yyyymm) in short: okt 2022."""
    return f"{month_short(month % 100)} {month // 100}"


def _missed(miss: Miss | None) -> str:
    if miss is None:
        return "inte prövat på tidigare år"
    return f"fel i snitt {in_whole_tkr(miss.mean)}, {_years(len(miss.years))}"


def _between(one: Suggestion) -> str:
    if one.low is None or one.high is None:
        return ""
    low, high = (amount_words(value) for value in (one.low, one.high))
    return f"troligen mellan {low} och {high}{_held(one.held)}"


def _held(held: Held | None) -> str:
    if held is None:
        return ""
    return f", stämde {_count(held.times)} av {_years(len(held.years))}"


def in_whole_tkr(ore: int) -> str:
    """Öre in whole thousands with their unit."""
    return f"{amount_words(ore)}\u00a0{Unit.TKR.symbol}"


def _years(count: int) -> str:
    return f"{_count(count)} år"


def _count(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)
