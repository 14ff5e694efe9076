"""Checking stated figures: rounding is never a finding, and what rounding cannot explain is."""

from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from uppsikt.figures import (
    MISSING,
    Figure,
    FigureBook,
    Finding,
    Name,
    Period,
    Subject,
    Unit,
    What,
    net_cost,
    share,
    total,
    variance,
)
from uppsikt.figures.absent import Exact, Value

YEAR = Period.whole_year(2022)
TKR = 100_000


def name(key: str, what: What = What.FORECAST) -> Name:
    return Name(what, Subject("namnden", key), YEAR)


def stated(
    key: Name, value: Value, unit: Unit = Unit.TKR, source: str = "sidan 1", half: Exact = TKR // 2
) -> Figure:
    return Figure(key, value, unit, source, half)


def book_of(*figures: Figure) -> FigureBook:
    book = FigureBook()
    for figure in figures:
        book.state(figure)
    return book


F, B, V = name(""), name("", What.BUDGET), name("", What.FORECAST_VARIANCE)
PARTS = [name(key) for key in "abc"]


def codes(findings: list[Finding]) -> list[str]:
    return [finding.identity.code for finding in findings]


def test_a_forecast_that_differs_between_table_and_text_is_one_finding() -> None:
    book = book_of(
        stated(F, -60_000 * TKR, source="tabellen, sidan 4"),
        stated(F, -60_500 * TKR, source="texten, sidan 5"),
        stated(B, -57_500 * TKR),
        stated(V, -2_500 * TKR),
    )
    (finding,) = book.check([variance(V, F, B)])
    assert finding.identity.code == "same"
    assert (finding.difference, finding.tolerance) == (-500 * TKR, TKR)
    assert finding.figure.source == "texten, sidan 5"
    for part in ("−60\u00a0500\u00a0tkr", "−60\u00a0000\u00a0tkr", "sidan 4", "500\u00a0tkr"):
        assert part in finding.text


def test_a_variance_that_does_not_follow_is_found_with_its_tolerance() -> None:
    book = book_of(
        stated(F, -60_000 * TKR),
        stated(B, -57_500 * TKR),
        stated(V, -3_500 * TKR, source="sidan 9"),
    )
    (finding,) = book.check([variance(V, F, B)])
    assert finding.name == V
    assert (finding.stated, finding.expected) == (-3_500 * TKR, -2_500 * TKR)
    assert finding.tolerance == 3 * TKR // 2
    assert "avvikelse = utfall eller prognos − budget" in finding.text
    assert "avrundning förklarar högst 1,5\u00a0tkr" in finding.text
    assert finding.text.startswith("Prognosavvikelse 2022 för namnden är −3\u00a0500\u00a0tkr")


def test_the_edge_of_the_tolerance_is_silent_and_a_step_beyond_is_not() -> None:
    """Three parts and a total in whole tkr: 4 · 0.5 = 2 tkr can be rounding, 3 tkr cannot."""
    for off, found in ((0, []), (2, []), (-2, []), (3, ["total"]), (-3, ["total"])):
        book = book_of(*(stated(part, 10 * TKR) for part in PARTS), stated(F, (30 + off) * TKR))
        assert codes(book.check([total(F, PARTS)])) == found


def test_exact_figures_have_no_tolerance() -> None:
    book = book_of(*(stated(part, 10, half=0) for part in PARTS), stated(F, 31, half=0))
    (finding,) = book.check([total(F, PARTS)])
    assert (finding.difference, finding.tolerance) == (1, 0)


def test_absent_and_unstated_figures_are_not_held_against_anything() -> None:
    book = book_of(stated(F, 5 * TKR), stated(PARTS[0], MISSING), stated(PARTS[1], 99 * TKR))
    assert book.check([total(F, PARTS)]) == []


def test_a_rougher_statement_of_the_same_figure_agrees_with_a_finer_one() -> None:
    rough = stated(F, 2_530 * 100 * TKR, Unit.MNKR, half=100 * TKR // 2)
    assert book_of(stated(F, 252_950 * TKR), rough).check([]) == []
    assert codes(book_of(stated(F, 252_949 * TKR), rough).check([])) == ["same"]


def test_the_same_slip_in_two_places_is_told_once() -> None:
    figures = [stated(F, value * TKR) for value in (1, 1, 5, 5)]
    assert len(book_of(*figures).check([])) == 1


def test_a_total_is_checked_through_parts_that_nobody_stated() -> None:
    """Income and cost of a and b are stated, their nets are not, the total net is wrong."""
    sides = [stated(name(f"{row}-{side}"), 10 * TKR) for row in "ab" for side in ("i", "c")]
    rules = [net_cost(name(r), name(f"{r}-i"), name(f"{r}-c")) for r in "ab"]
    rules.append(total(F, [name("a"), name("b")]))
    assert book_of(*sides, stated(F, 42 * TKR)).check(rules) == []
    (finding,) = book_of(*sides, stated(F, 43 * TKR)).check(rules)
    assert finding.tolerance == 5 * TKR // 2
    assert {figure.name for figure in finding.others} == {figure.name for figure in sides}


def test_our_exact_figures_are_held_against_what_is_printed() -> None:
    book = FigureBook()
    book.add(Figure(F, 1_549_999, Unit.TKR, "huvudbok"))
    book.state(stated(F, 15 * TKR))
    assert book.check([]) == []
    book.state(stated(F, 16 * TKR))
    assert codes(book.check([])) == ["same"]


def test_shares_are_checked_with_the_rounding_of_all_three() -> None:
    part, whole, ratio = name("del"), name("allt"), name("andel")
    rule = share(ratio, part, whole)
    half = Fraction(5, 1000)

    def found(percent: int) -> list[Finding]:
        return book_of(
            stated(part, 26, Unit.COUNT, half=0),
            stated(whole, 76, Unit.COUNT, half=0),
            stated(ratio, Fraction(percent, 100), Unit.PERCENT, half=half),
        ).check([rule])

    assert found(34) == []
    (finding,) = found(36)
    assert finding.tolerance == half
    nobody = book_of(stated(part, 1, half=0), stated(whole, 0, half=0), stated(ratio, 1, half=0))
    assert nobody.check([rule]) == []


def test_a_long_list_of_parts_is_cut_and_says_so() -> None:
    parts = [name(str(index)) for index in range(12)]
    book = book_of(*(stated(part, TKR) for part in parts), stated(F, 99 * TKR))
    (finding,) = book.check([total(F, parts)])
    assert "och 6 uppgifter till" in finding.text
    assert len(finding.others) == 12


# --- against brute force: true values in half units, every one of them tried ---------------------

I1, C1, I2, C2, N1, N2, T = (name(key) for key in ("i1", "c1", "i2", "c2", "n1", "n2", "t"))
RULES = [net_cost(N1, I1, C1), net_cost(N2, I2, C2), total(T, [N1, N2])]


def possible(values: dict[Name, int]) -> bool:
    """Whether any true values in half units, each within one of what is printed, fit all rules."""
    near = [
        range(values[key] - 1, values[key] + 2) if key in values else range(-8, 9)
        for key in (I1, C1, I2, C2)
    ]
    return any(
        all(
            abs(true - values[key]) <= 1
            for key, true in ((N1, a + b), (N2, c + d), (T, a + b + c + d))
            if key in values
        )
        for a, b, c, d in product(*near)
    )


printed = st.integers(-2, 2).map(lambda units: 2 * units)


@settings(max_examples=80, deadline=None)
@given(st.dictionaries(st.sampled_from([I1, C1, I2, C2, N1, N2, T]), printed))
def test_what_can_be_true_is_never_a_finding(values: dict[Name, int]) -> None:
    book = book_of(*(stated(key, value, Unit.COUNT, half=1) for key, value in values.items()))
    if possible(values):
        assert book.check(RULES) == []


@settings(max_examples=80, deadline=None)
@given(st.fixed_dictionaries(dict.fromkeys([I1, C1, I2, C2, T], printed)))
def test_what_cannot_be_true_of_parts_and_total_is_always_a_finding(
    values: dict[Name, int],
) -> None:
    book = book_of(*(stated(key, value, Unit.COUNT, half=1) for key, value in values.items()))
    assert bool(book.check(RULES)) == (not possible(values))


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.sampled_from([N1, N2, T]), printed), min_size=1, max_size=6))
def test_several_statements_of_a_name_are_silent_if_some_choice_and_all_agree(
    statements: list[tuple[Name, int]],
) -> None:
    book = book_of(*(stated(key, value, Unit.COUNT, half=1) for key, value in statements))
    found = codes(book.check([RULES[2]]))
    by_name: dict[Name, set[int]] = {}
    for key, value in statements:
        by_name.setdefault(key, set()).add(value)
    assert ("same" in found) == any(max(v) - min(v) > 2 for v in by_name.values())
    if len(by_name) == 3:
        fits = any(abs(a + b - t) <= 3 for a, b, t in product(by_name[N1], by_name[N2], by_name[T]))
        assert ("total" in found) == (not fits)
