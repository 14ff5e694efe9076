"""The accumulated result in a report: what the year begins with, what it adds, what goes on."""

from __future__ import annotations

from collections.abc import Iterator

from uppsikt.figures import (
    UNDECIDED,
    Exact,
    Figure,
    Name,
    Period,
    Relation,
    Unit,
    What,
    closing_result,
    join_words,
    result_adjustment,
    value_text,
)
from uppsikt.followup.basis import names
from uppsikt.followup.basis.facts import Facts
from uppsikt.planning.carry_over_rules import CarriedOver, CarryOver

_UNDECIDED = (
    "Resultatet för {years} är ej beslutat. Det ingår i ackumulerat resultat först när "
    "fullmäktige har beslutat hur mycket som förs över."
)


def opening_name(facts: Facts) -> Name:
    """The accumulated result that the year begins with."""
    return Name(What.ACCUMULATED, names.whole(facts), facts.year)


def closing_name(facts: Facts) -> Name:
    """The accumulated result that the next year begins with."""
    return Name(What.ACCUMULATED, names.whole(facts), Period.whole_year(facts.month.year + 1))


def carried_name(facts: Facts) -> Name:
    """What is carried of the year's result, by decision."""
    return Name(What.CARRIED, names.whole(facts), facts.year)


def adjustment_name(facts: Facts) -> Name:
    """What the decision changes: the carried amount less the year's result."""
    return Name(What.RESULT_ADJUSTMENT, names.whole(facts), facts.year)


def figures(facts: Facts, known: CarriedOver) -> Iterator[Figure]:
    """What is carried over of the year's result; without a decision it is undecided, not zero."""
    made = known.decided.get(facts.month.year)
    value = UNDECIDED if made is None else made.carried
    yield Figure(carried_name(facts), value, Unit.TKR, source(made))


def source(made: CarryOver | None) -> str:
    """Where what is carried over comes from, in Swedish."""
    return "inget beslut ännu" if made is None else f"beslutet {made.decision}, {made.decided}"


def relations(facts: Facts) -> Iterator[Relation]:
    """Adjustment = carried − result; closing = opening + result + adjustment."""
    if facts.carries_over:
        yield from year_relations(
            names.result(facts),
            carried_name(facts),
            adjustment_name(facts),
            opening_name(facts),
            closing_name(facts),
        )


def year_relations(
    result: Name, carried: Name, adjustment: Name, opening: Name, closing: Name
) -> Iterator[Relation]:
    """How one year's figures hang together."""
    yield result_adjustment(adjustment, carried, result)
    yield closing_result(closing, opening, result, [adjustment])


def closing_notes(known: CarriedOver, year: int) -> tuple[str, ...]:
    """What is decided of the year's own result, and where another closing is given."""
    made = known.decided.get(year)
    told = _UNDECIDED.format(years=year) if made is None else decision_text(made)
    return (told, *(opening_notes(known, year + 1) if year + 1 in known.given else ()))


def opening_notes(known: CarriedOver, year: int) -> tuple[str, ...]:
    """What decisions the opening of a year rests on, or which one it waits for."""
    other = known.disagreement(year)
    if other is not None:
        told, said = (value_text(one, Unit.KR) for one in (known.given[year], other))
        return (f"Ackumulerat resultat för {year} är angivet till {told}; besluten ger {said}.",)
    if year in known.given:
        return ()
    if waiting := known.undecided(year):
        return (_UNDECIDED.format(years=join_words([str(one) for one in waiting])),)
    made = known.decided.get(year - 1)
    return () if made is None else (decision_text(made),)


def decision_text(made: CarryOver) -> str:
    """A decision in words: what became of the year's result."""
    carried, written_off = (value_text(one, Unit.KR) for one in (made.carried, made.written_off))
    return (
        f"Enligt {made.decision}, den {made.decided}, förs {carried} av resultatet för "
        f"{made.year} över och {written_off} skrivs av."
    )


def other_result(made: CarryOver, booked: Exact) -> Iterator[str]:
    """That a decision was taken on another result than the one booked (öre), beyond rounding."""
    if -Unit.TKR.factor <= (made.result - booked) * 2 <= Unit.TKR.factor:
        return
    told, said = (value_text(one, Unit.KR) for one in (made.result, booked))
    yield (
        f"Beslutet om {made.year} räknar med resultatet {told}, men bokslutet visar {said}. Det "
        "som förs över är det som beslutades, så skillnaden ingår i resultatregleringen."
    )
