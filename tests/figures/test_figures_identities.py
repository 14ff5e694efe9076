"""Each identity is registered, and breaking one breaks what is filled and what is checked."""

from dataclasses import replace
from fractions import Fraction

import pytest

from uppsikt.figures import (
    IDENTITIES,
    AnyRelation,
    Figure,
    FigureBook,
    Name,
    Period,
    RelationError,
    Subject,
    Unit,
    UppsiktError,
    What,
    available_result,
    change,
    closing_result,
    earmarked_left,
    ended_change,
    forecast_miss,
    grant_result,
    group_sum,
    identities,
    known_left,
    mean,
    moved,
    moved_away,
    net_cost,
    original_budget,
    other_change,
    priced,
    result_adjustment,
    share,
    to_date,
    total,
    unused_contingency,
    variance,
    with_unbooked,
    without_internal,
)
from uppsikt.figures.absent import Exact


def name(key: str) -> Name:
    return Name(What.ACTUAL, Subject("namnden", key), Period.to_date(2022, 10))


R, A, B, C = name("r"), name("a"), name("b"), name("c")


def relations() -> dict[str, AnyRelation]:
    """One use of each identity, built when asked for so that a broken identity is seen."""
    return {
        "same": total(R, [A]),
        "net_cost": net_cost(R, A, B),
        "total": total(R, [A, B, C]),
        "group_sum": group_sum(R, [A, B, C]),
        "without_internal": without_internal(R, A, B),
        "to_date": to_date(R, [A, B, C]),
        "variance": variance(R, A, B),
        "original_budget": original_budget(R, A, [B, C]),
        "change": change(R, A, B),
        "moved": moved(R, A, B),
        "moved_away": moved_away(R, A),
        "unused_contingency": unused_contingency(R, A),
        "grant_result": grant_result(R, A, B),
        "with_unbooked": with_unbooked(R, A, [B, C]),
        "available_result": available_result(R, A, B, C),
        "result_adjustment": result_adjustment(R, A, B),
        "closing_result": closing_result(R, A, B, [C]),
        "forecast_miss": forecast_miss(R, A, B),
        "earmarked_left": earmarked_left(R, A, B, C),
        "known_left": known_left(R, A, B),
        "other_change": other_change(R, A, [B, C]),
        "ended_change": ended_change(R, [A, B]),
        "mean": mean(R, A, 4),
        "share": share(R, A, B),
        "priced": priced(R, A, 3),
    }


VALUES: dict[Name, Exact] = {A: 700, B: -300, C: 11}
EXPECTED: dict[str, Exact] = {
    "same": 700,
    "net_cost": 400,
    "total": 411,
    "group_sum": 411,
    "without_internal": 400,
    "to_date": 411,
    "variance": 1000,
    "original_budget": 989,
    "change": 1000,
    "moved": 1000,
    "moved_away": -700,
    "unused_contingency": -700,
    "grant_result": 400,
    "with_unbooked": 411,
    "available_result": 411,
    "result_adjustment": 1000,
    "closing_result": 411,
    "forecast_miss": 1000,
    "earmarked_left": 989,
    "known_left": 1000,
    "other_change": 989,
    "ended_change": -400,
    "mean": 175,
    "share": Fraction(-7, 3),
    "priced": 2100,
}


def filled(code: str) -> Exact | str:
    """What our own book makes of the result, from the values above; the error if it refuses."""
    book = FigureBook()
    try:
        for key, value in VALUES.items():
            book.add(Figure(key, value, Unit.KR, "huvudbok"))
            book.add(Figure(key, value, Unit.KR, "huvudbok"))
        book.fill([relations()[code]])
    except UppsiktError as error:
        return str(error)
    result = book.value(R)
    assert isinstance(result, int | Fraction)
    return result


def findings(code: str) -> int:
    """How many contradictions a report is found to hold that states the true values, one twice."""
    book = FigureBook()
    for key, value in {**VALUES, R: EXPECTED[code]}.items():
        book.state(Figure(key, value, Unit.KR, "sidan 1"))
    book.state(Figure(A, VALUES[A], Unit.KR, "sidan 2", half=1))
    return len(book.check([relations()[code]]))


def test_every_registered_identity_has_a_builder_and_stands_here() -> None:
    assert set(relations()) == set(EXPECTED) == set(IDENTITIES)
    for code, relation in relations().items():
        if code != "same":
            assert relation.identity is IDENTITIES[code]


def test_every_weight_function_is_registered_and_says_why() -> None:
    functions = {key: value for key, value in vars(identities).items() if key.endswith("_weights")}
    assert {identity.weights for identity in IDENTITIES.values()} == set(functions.values())
    for code, identity in IDENTITIES.items():
        assert functions[f"{code}_weights"] is identity.weights
        assert identity.code == code
        assert identity.weights.__doc__
        assert all((identity.name, identity.rule, identity.source))


@pytest.mark.parametrize("code", sorted(EXPECTED))
def test_each_identity_fills_and_stays_silent_on_what_is_true(code: str) -> None:
    assert filled(code) == EXPECTED[code]
    assert findings(code) == 0


@pytest.mark.parametrize("code", sorted(EXPECTED))
def test_breaking_one_identity_breaks_the_report_and_the_review(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = IDENTITIES[code]
    broken = replace(whole, weights=lambda n: tuple(2 * weight for weight in whole.weights(n)))
    monkeypatch.setitem(IDENTITIES, code, broken)
    assert filled(code) != EXPECTED[code]
    assert findings(code) > 0


def test_names_that_make_no_sense_together_are_refused() -> None:
    with pytest.raises(RelationError, match="två gånger"):
        total(R, [A, A])
    with pytest.raises(RelationError, match="två gånger"):
        total(A, [A, B])
    with pytest.raises(RelationError, match="saknar delar"):
        total(R, [])
    with pytest.raises(RelationError, match="minst ett värde"):
        mean(R, A, 0)
