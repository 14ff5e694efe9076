"""The book: filling in, and keeping missing, zero and not computable apart."""

import os
import pickle
import subprocess
import sys
from collections.abc import Mapping, Sequence
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from uppsikt.figures import (
    MISSING,
    NOT_COMPUTABLE,
    Absent,
    Contradiction,
    Figure,
    FigureBook,
    Name,
    Period,
    Relation,
    RelationError,
    Subject,
    Unit,
    What,
    change,
    grant_result,
    mean,
    net_cost,
    priced,
    share,
    to_date,
    total,
    unused_contingency,
    variance,
)
from uppsikt.figures.absent import Exact, Value

OCTOBER = Period.to_date(2022, 10)


def name(key: str, what: What = What.ACTUAL) -> Name:
    return Name(what, Subject("namnden", key), OCTOBER)


def book_of(values: Mapping[Name, Value], unit: Unit = Unit.KR) -> FigureBook:
    book = FigureBook()
    for key, value in values.items():
        book.add(Figure(key, value, unit, "huvudbok"))
    return book


A, B, C, T, V = name("a"), name("b"), name("c"), name(""), name("", What.VARIANCE)


def test_what_follows_is_filled_in_both_directions_and_through_chains() -> None:
    book = book_of({A: 100, T: 350, C: 50})
    added = book.fill([variance(V, T, name("", What.BUDGET)), total(T, [A, B, C])])
    assert book.value(B) == 200
    assert [figure.name for figure in added] == [B, V]
    assert book.value(V) is NOT_COMPUTABLE
    budget = name("", What.BUDGET)
    book = book_of({budget: -500, A: 1, B: 2, C: 3})
    book.fill([variance(V, T, budget), total(T, [A, B, C])])
    assert (book.value(T), book.value(V)) == (6, 506)


def test_zero_missing_and_not_computable_stay_apart() -> None:
    book = book_of({A: 0, B: MISSING, C: NOT_COMPUTABLE})
    x, y, z = name("x"), name("y"), name("z")
    book.fill([total(x, [A]), total(y, [A, B]), total(z, [A, C]), total(T, [x, y])])
    assert book.value(A) == 0
    assert book.value(x) == 0
    assert book.value(B) is MISSING
    assert book.value(name("nobody")) is MISSING
    assert book.get(name("nobody")) is None
    for key in (y, z, T):
        assert book.value(key) is NOT_COMPUTABLE


def test_an_entered_absence_is_neither_solved_nor_overwritten() -> None:
    book = book_of({T: 10, A: 4, B: MISSING})
    assert book.fill([total(T, [A, B])]) == []
    assert book.value(B) is MISSING


def test_a_mean_over_months_of_which_one_is_missing_cannot_be_computed() -> None:
    months = {Name(What.ACTUAL, Subject("n", "hushåll"), one): 700 for one in OCTOBER.months}
    last = list(months)[-1]
    whole = Name(What.ACTUAL, Subject("n", "hushåll"), OCTOBER)
    middle = Name(What.MEAN, Subject("n", "hushåll"), OCTOBER)
    rules = [to_date(whole, list(months)), mean(middle, whole, 10)]
    book = book_of(months, Unit.COUNT)
    book.fill(rules)
    assert book.value(middle) == 700
    book = book_of({**months, last: MISSING}, Unit.COUNT)
    book.fill(rules)
    assert book.value(middle) is NOT_COMPUTABLE


def test_a_share_is_a_ratio_in_per_cent_and_of_nothing_not_computable() -> None:
    book = book_of({A: 26, B: 100}, Unit.COUNT)
    book.fill([share(C, A, B)])
    figure = book.get(C)
    assert figure is not None
    assert (figure.value, figure.unit) == (Fraction(26, 100), Unit.PERCENT)
    book = book_of({A: 26, B: 0}, Unit.COUNT)
    book.fill([share(C, A, B)])
    assert book.value(C) is NOT_COMPUTABLE


def test_a_share_is_never_turned_back_into_a_part() -> None:
    book = book_of({C: Fraction(1, 4), B: 100}, Unit.COUNT)
    assert book.fill([share(C, A, B)]) == []
    assert book.value(A) is MISSING


def test_what_follows_a_price_is_money_and_can_be_set_against_money() -> None:
    book = book_of({A: 603}, Unit.COUNT)
    book.add(Figure(B, 225_000_000, Unit.KR, "huvudbok"))
    book.fill([priced(C, A, 374_000), change(T, B, C)])
    figures = [book.get(key) for key in (C, T)]
    assert [(one.value, one.unit) for one in figures if one] == [
        (225_522_000, Unit.KR), (-522_000, Unit.KR),
    ]  # fmt: skip
    book = book_of({C: 374_000})
    book.fill([priced(C, A, 374_000)])
    figure = book.get(A)
    assert figure is not None
    assert (figure.value, figure.unit) == (1, Unit.COUNT)


def test_contingency_has_a_variance_without_an_actual() -> None:
    budget, spare = name("buffert", What.BUDGET), name("buffert", What.VARIANCE)
    book = book_of({budget: -210_800_000}, Unit.TKR)
    book.fill([unused_contingency(spare, budget)])
    assert book.value(spare) == 210_800_000


def test_two_values_for_one_name_are_refused_and_nothing_is_overwritten() -> None:
    book = book_of({A: 100})
    book.add(Figure(A, 100, Unit.KR, "budgetfil"))
    assert len(book) == 1
    with pytest.raises(Contradiction) as caught:
        book.add(Figure(A, 200, Unit.KR, "budgetfil"))
    assert "1\u00a0kr (huvudbok); 2\u00a0kr (budgetfil)" in str(caught.value)
    for other in (MISSING, 0):
        with pytest.raises(Contradiction):
            book.add(Figure(A, other, Unit.KR, "annan fil"))
    assert book.value(A) == 100


def test_two_derivations_that_differ_are_refused_and_both_are_named() -> None:
    grant, net = name("bidrag"), name("netto")
    book = book_of({A: 100, B: -300, grant: 500, T: 250})
    before = book.names()
    with pytest.raises(Contradiction) as caught:
        book.fill([net_cost(net, A, B), grant_result(T, grant, net)])
    text = str(caught.value)
    assert "2,5\u00a0kr (huvudbok)" in text
    assert "3\u00a0kr (beräknad: resultat = kommunbidrag + nettokostnad" in text
    assert "kommunbidrag" in text
    assert book.names() == before


def test_both_derivations_of_a_derived_figure_are_named_with_their_members() -> None:
    book = book_of({A: 100, B: -300, C: 999})
    with pytest.raises(Contradiction) as caught:
        book.fill([net_cost(T, A, B), total(T, [A, C])])
    text = str(caught.value)
    assert "nettokostnad = intäkt + kostnad" in text
    assert "summan = delarna tillsammans" in text
    assert f"{B.text} −3\u00a0kr" in text
    assert f"{C.text} 9,99\u00a0kr" in text


def test_money_and_counts_do_not_add_up() -> None:
    book = book_of({A: 100})
    book.add(Figure(B, 3, Unit.COUNT, "register"))
    with pytest.raises(RelationError, match="Pengar och antal"):
        book.fill([total(T, [A, B])])


def test_the_unit_of_what_is_filled_is_that_of_its_members() -> None:
    book = book_of({A: 100, B: 5}, Unit.TKR)
    (figure,) = book.fill([total(T, [A, B])])
    assert figure.unit is Unit.TKR
    assert figure.source == "beräknad: summan = delarna tillsammans"


# --- against brute force -------------------------------------------------------------------------

LEAVES = [name(key) for key in "abcd"]
NETS = [name(key) for key in "mn"]
SUM, PLAN, GAP = name("sum"), name("plan"), name("gap")
EVERYTHING = [*LEAVES, *NETS, SUM, PLAN, GAP]
SYSTEM: list[Relation] = [
    net_cost(NETS[0], LEAVES[0], LEAVES[1]),
    net_cost(NETS[1], LEAVES[2], LEAVES[3]),
    total(SUM, NETS),
    variance(GAP, SUM, PLAN),
]


def solution(leaves: Sequence[int], plan: int) -> dict[Name, Exact]:
    """The one solution, worked out without the product's arithmetic."""
    a, b, c, d = leaves
    values = [a, b, c, d, a + b, c + d, a + b + c + d, plan, a + b + c + d - plan]
    return dict(zip(EVERYTHING, values, strict=True))


def determined(known: set[Name]) -> set[Name]:
    """What the known figures leave no freedom: names that are zero in every null solution."""
    free = [key for key in EVERYTHING if key not in known]
    rows = [
        [Fraction({n: w for w, n in rule.members}.get(key, 0)) for key in free] for rule in SYSTEM
    ]
    pivots = eliminate(rows)
    return known | {free[column] for row, column in pivots if sum(1 for value in row if value) == 1}


def eliminate(rows: list[list[Fraction]]) -> list[tuple[list[Fraction], int]]:
    """Gauss and Jordan: the reduced rows with their pivot columns."""
    done: list[tuple[list[Fraction], int]] = []
    rows = [list(row) for row in rows]
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((row for row in rows if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        pivot = [value / pivot[column] for value in pivot]
        rows = [[x - row[column] * p for x, p in zip(row, pivot, strict=True)] for row in rows]
        done = [
            ([x - row[column] * p for x, p in zip(row, pivot, strict=True)], at) for row, at in done
        ]
        done.append((pivot, column))
    return done


small = st.integers(-9, 9)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(small, min_size=4, max_size=4),
    small,
    st.sets(st.sampled_from(EVERYTHING)),
    st.sampled_from([MISSING, NOT_COMPUTABLE, None]),
    st.permutations(SYSTEM),
)
def test_fill_gives_what_is_determined_and_nothing_else(
    leaves: list[int],
    plan: int,
    known: set[Name],
    absent: Absent | None,
    order: list[Relation],
) -> None:
    truth = solution(leaves, plan)
    book = book_of({key: truth[key] for key in EVERYTHING if key in known})
    hidden = next((key for key in LEAVES if key not in known), None)
    if absent is not None and hidden is not None:
        book.add(Figure(hidden, absent, Unit.KR, "huvudbok"))
    book.fill(order)
    certain = determined(known)
    results = {rule.result for rule in SYSTEM}
    for key in EVERYTHING:
        value = book.value(key)
        if absent is not None and key == hidden:
            assert value is absent
        elif isinstance(value, Absent):
            assert key not in known
            assert value is (NOT_COMPUTABLE if key in results else MISSING)
            assert absent is not None or key not in certain
        else:
            assert value == truth[key]
            assert key in certain


@settings(max_examples=80, deadline=None)
@given(
    st.lists(small, min_size=4, max_size=4),
    small,
    st.sampled_from(EVERYTHING),
    st.integers(1, 5),
    st.permutations(SYSTEM),
)
def test_one_wrong_value_in_a_full_book_is_always_a_contradiction(
    leaves: list[int], plan: int, wrong: Name, by: int, order: list[Relation]
) -> None:
    truth = solution(leaves, plan)
    with pytest.raises(Contradiction):
        book_of({**truth, wrong: truth[wrong] + by}).fill(order)
    assert book_of(truth).fill(order) == []


def test_a_name_is_the_same_in_another_process() -> None:
    """Texts have other hashes there, so a hash that came along would find nothing."""
    check = (
        "import pickle, sys; names = pickle.load(sys.stdin.buffer);"
        "print({type(one)(one.what, one.of, one.when) for one in names} == set(names))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    done = subprocess.run(
        [sys.executable, "-c", check],
        input=pickle.dumps([name("a"), name("b")]),
        capture_output=True,
        check=True,
        env=environment,
    )
    assert done.stdout.strip() == b"True"
