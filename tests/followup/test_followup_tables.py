"""Whole tables from small books: what is printed, what is absent, what adds up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from followup_books import (
    ASSISTANCE,
    OCTOBER,
    SLUG,
    TKR,
    assert_sums,
    assert_table,
    figure,
    fixture,
    key_of,
    october,
)

from uppsikt.figures import (
    MISSING,
    NOT_COMPUTABLE,
    Contradiction,
    Figure,
    Name,
    Period,
    Side,
    Subject,
    Unit,
    What,
)
from uppsikt.followup.basis.facts import Facts, Group, History, Line
from uppsikt.followup.gather import common_pieces
from uppsikt.followup.report import Report, compose

MONTHLY_COLUMNS = (
    "Utfall 2021-10",
    "Budget 2022",
    "Budget 2022-10",
    "Utfall 2022-10",
    "Prognos 2022",
    "Avvikelse",
)


def test_the_net_cost_table_is_as_published() -> None:
    report = compose(october(), "monthly")
    table = report.table("netto")
    assert table.name == "Verksamheternas nettokostnader, tkr (okt 2022)"
    assert_table(table, MONTHLY_COLUMNS, fixture("arbetslivsnamnden-2022-10", "netto"))


def test_the_forecast_list_is_as_published() -> None:
    table = compose(october(), "monthly").table("proglista")
    assert table.name == "Prognos för 2022 (lista)"
    assert_table(table, ["Prognosavvikelse"], fixture("arbetslivsnamnden-2022-10", "proglista"))


def test_the_month_history_is_as_published() -> None:
    table = compose(october(), "monthly").table("ebmanad")
    expected = fixture("arbetslivsnamnden-2022-10", "ebmanad")
    assert_table(table, ["2022", "2021", "2020"], expected)


def test_contingency_has_no_actual_and_its_variance_to_date_is_its_budget() -> None:
    report = compose(october(), "interim")
    contingency = report.table("verk").rows[-6:-3]
    net = next(row for row in report.table("verk").rows if row.label == "Buffert / Nettokostnad")
    assert contingency
    assert [cell.absent for cell in net.cells] == [MISSING, None, None, MISSING, None, None]
    assert [cell.printed for cell in net.cells] == [None, -2529, -2108, None, 2108, 2529]


def test_a_forecast_of_zero_is_zero_and_not_absent() -> None:
    row = compose(october(), "monthly").table("netto").rows[10]
    assert row.label == "Buffert"
    assert row.cells[4].printed == 0
    assert row.cells[4].absent is None


def test_one_missing_line_makes_the_sum_not_computable_and_never_smaller() -> None:
    missing = figure(What.FORECAST, "integration", Period.whole_year(2022), None)
    report = compose(october(extra=[missing]), "monthly")
    rows = {row.label: row for row in report.table("netto").rows}
    assert rows["Integration"].cells[4].absent is MISSING
    assert rows["Integration"].cells[5].absent is NOT_COMPUTABLE
    assert rows["Summa"].cells[4].absent is NOT_COMPUTABLE
    assert rows["Summa"].cells[3].printed == -217_014


def test_a_column_without_data_is_absent_in_every_cell() -> None:
    last_year = OCTOBER.to_date_of().previous_year()
    gone = [figure(What.ACTUAL, line.key, last_year, None) for line in october().lines]
    report = compose(october(extra=gone, histories=()), "monthly")
    cells = [row.cells[0] for row in report.table("netto").rows]
    assert all(cell.printed is None and cell.exact is None for cell in cells)
    assert cells[-1].absent is NOT_COMPUTABLE


def test_the_summary_leaves_out_sides_that_nobody_knows() -> None:
    table = compose(october(), "monthly").table("samm")
    assert [row.label for row in table.rows][:2] == ["Buffert (endast i budget)", "Nettokostnader"]
    assert any("var för sig" in note for note in table.notes)


def test_the_result_follows_grant_and_net_cost() -> None:
    rows = {row.label: row for row in compose(october(), "monthly").table("samm").rows}
    result = rows["Resultat jämfört med kommunbidrag"]
    assert [cell.printed for cell in result.cells] == [None, 0, 0, 6_958, -6_000, -6_000]
    available = rows["Resultat jämfört med tillgängliga medel"]
    assert [cell.printed for cell in available.cells] == [None, 0, 0, 6_958, -6_000, -6_000]
    accumulated = rows["Ackumulerat resultat"]
    assert all(cell.absent is MISSING for cell in accumulated.cells)


def test_approved_use_adds_to_available_means() -> None:
    use = figure(What.APPROVED_USE, "", Period.whole_year(2022), 1_500)
    rows = {row.label: row for row in compose(october(extra=[use]), "monthly").table("samm").rows}
    available = rows["Resultat jämfört med tillgängliga medel"]
    assert [cell.printed for cell in available.cells][3:5] == [8_458, -4_500]


def test_two_facts_that_disagree_are_refused() -> None:
    total = figure(What.ACTUAL, "", OCTOBER.to_date_of(), -217_015)
    with pytest.raises(Contradiction, match="två olika värden"):
        compose(october(extra=[total]), "monthly")


def _rough(report: Facts) -> Facts:
    """The same facts in öre that print otherwise: a third of a krona here and there."""
    rough = [
        replace(one, value=one.value + (index * 37_331) % 49_000)
        if isinstance(one.value, int) and one.name.what is not What.GRANT
        else one
        for index, one in enumerate(report.figures)
        if one.name.when.kind != "month"
    ]
    return replace(report, figures=tuple(rough), histories=())


def test_every_printed_sum_holds_when_rounding_is_at_work() -> None:
    for form in ("monthly", "interim"):
        report = compose(_with_sides(_rough(october())), form)
        for table in report.tables:
            assert_sums(table)


def _with_sides(facts: Facts) -> Facts:
    """Every net cost divided into an income of 7 kr and a cost, and the cost put on staff."""

    def divided(one: Figure) -> Iterable[Figure]:
        yield one
        of = one.name.of
        if isinstance(one.value, int) and of.activity and one.name.when.kind != "month":
            income = 0 if of.activity == "buffert" else 777
            for side, value in ((Side.INCOME, income), (Side.COST, int(one.value) - income)):
                name = Name(one.name.what, replace(of, side=side), one.name.when)
                yield Figure(name, value, Unit.TKR, "prov")

    figures = [part for one in facts.figures for part in divided(one)]
    return replace(facts, figures=tuple(figures))


def test_variances_are_differences_of_printed_columns() -> None:
    report = compose(_with_sides(_rough(october())), "interim")
    for row in report.table("verk").rows:
        printed = [cell.printed for cell in row.cells]
        if row.cells and printed[3] is not None and printed[2] is not None:
            assert printed[4] == printed[3] - printed[2], row.label


def test_the_same_figure_is_printed_alike_in_all_tables() -> None:
    report = compose(_with_sides(_rough(october())), "interim")
    total = next(row for row in report.table("verk").rows if row.label == "Totalt / Nettokostnad")
    net = next(row for row in report.table("samm").rows if row.label == "Nettokostnader")
    assert [cell.printed for cell in total.cells] == [cell.printed for cell in net.cells]


def test_the_exact_value_stands_beside_the_printed_one() -> None:
    facts = _rough(october())
    report = compose(facts, "monthly")
    cell = report.table("netto").rows[0].cells[3]
    exact = report.book.value(
        Name(What.ACTUAL, Subject(SLUG, "central-administration"), facts.to_date)
    )
    assert isinstance(exact, int)
    assert cell.exact is not None
    assert cell.exact * TKR == exact
    assert cell.printed is not None
    assert abs(cell.exact - cell.printed) < 1


def test_a_value_printed_earlier_is_kept_where_it_can_stand() -> None:
    facts = _rough(october())
    name = Name(What.ACTUAL, Subject(SLUG, "integration"), facts.to_date)
    exact = compose(facts, "monthly").book.value(name)
    assert isinstance(exact, int)
    floor = exact // TKR
    for before in (floor, floor + 1):
        report = compose(facts, "monthly", earlier={(name, exact): before})
        assert report.figures.tkr(name) == before
        assert not report.figures.moved


def test_a_value_that_cannot_stand_is_noted() -> None:
    facts = october()
    name = Name(What.ACTUAL, Subject(SLUG, "integration"), facts.to_date)
    report = compose(facts, "monthly", earlier={(name, -352 * TKR): -351})
    assert report.figures.moved == {name}
    notes = report.table("netto").notes
    assert any("oförändrade sedan en tidigare rapport" in note for note in notes)
    assert any("Integration, januari–oktober 2022" in note for note in notes)


def test_a_line_that_went_away_stands_in_last_year_alone() -> None:
    facts = october()
    lines = tuple(
        replace(line, years=frozenset({2021}) if line.key == "integration" else frozenset())
        for line in facts.lines
    )
    kept = [
        one
        for one in facts.figures
        if one.name.of.activity != "integration" or one.name.when.year == 2021
    ]
    report = compose(replace(facts, lines=lines, figures=tuple(kept)), "monthly")
    rows = {row.label: row for row in report.table("netto").rows}
    assert rows["Integration"].cells[0].printed == -4_325
    assert [cell.absent for cell in rows["Integration"].cells[1:5]] == [MISSING] * 4
    assert rows["Summa"].cells[0].printed == -219_284
    assert rows["Summa"].cells[3].printed == -217_014 + 352


@pytest.mark.parametrize(
    ("years", "last", "expected"),
    [
        ([[(1, 1), (2, 2), (3, 3)]] * 3, 3, ((1, 1), (2, 2), (3, 3))),
        ([[(1, 5), (6, 6)], [(1, 5), (6, 6)]], 6, ((1, 5), (6, 6))),
        ([[(1, 1), (2, 2), (3, 3)], [(1, 2), (3, 3)]], 3, ((1, 2), (3, 3))),
        ([[(1, 1), (2, 2)], []], 2, ((1, 1), (2, 2))),
        ([[(1, 2), (3, 4)], [(1, 3), (4, 4)]], 4, ((1, 4),)),
        ([[(1, 12)]], 4, ((1, 1), (2, 2), (3, 3), (4, 4))),
    ],
)
def test_a_history_has_the_finest_parts_that_every_year_can_fill(
    years: list[list[tuple[int, int]]], last: int, expected: tuple[tuple[int, int], ...]
) -> None:
    spans = [[Period(2022, *span) for span in year] for year in years]
    assert common_pieces(spans, last) == expected


def test_a_span_of_months_is_one_row_and_is_never_spread() -> None:
    spans = ((1, 5), (6, 6), (7, 7), (8, 8), (9, 9), (10, 10))
    facts = october()
    months = {Period(year, 1, 1) for year in (2022, 2021, 2020)}
    figures = [
        one
        for one in facts.figures
        if one.name.of.activity != ASSISTANCE
        or one.name.when.kind != "month"
        or one.name.when.first > 5
    ]
    assert months
    sums = {2022: -25_373, 2021: -25_392, 2020: -22_864}
    figures += [
        figure(What.ACTUAL, ASSISTANCE, Period(year, 1, 5), value) for year, value in sums.items()
    ]
    history = History("ebmanad", "Utveckling", ASSISTANCE, spans)
    report = compose(replace(facts, figures=tuple(figures), histories=(history,)), "monthly")
    rows = {row.label: row for row in report.table("ebmanad").rows}
    assert [cell.printed for cell in rows["Januari-Maj"].cells] == [25_373, 25_392, 22_864]
    assert "Mars" not in rows
    assert [cell.printed for cell in rows["Summa Jan-Okt"].cells] == [49_479, 50_150, 46_224]
    assert any("januari–maj" in note for note in report.table("ebmanad").notes)


def test_january_and_december_are_reports_too() -> None:
    for month in (1, 12):
        report = compose(_one_line(Period.month(2022, month)), "monthly")
        assert [cell.printed for cell in report.table("netto").rows[0].cells][3] == -month


def _one_line(month: Period) -> Facts:
    to_date, year = month.to_date_of(), Period.whole_year(month.year)
    actual = figure(What.ACTUAL, "allt", to_date, -month.last)
    figures = {
        one.name: one
        for one in (
            actual,
            figure(What.ACTUAL, "allt", to_date.previous_year(), -1),
            figure(What.BUDGET, "allt", year, -12),
            figure(What.BUDGET, "allt", to_date, -month.last),
            figure(What.FORECAST, "allt", year, -12),
            figure(What.GRANT, "", year, 12),
            figure(What.GRANT, "", to_date, month.last),
        )
    }
    return Facts(
        SLUG,
        "Nämnden",
        month,
        (Line("allt", "Allt"),),
        (Group("personal", "Personal", Side.COST),),
        tuple(figures.values()),
        histories=(History("allt", "Allt", "allt", ((1, month.last),)),),
    )


def test_keys_are_what_the_fixture_says() -> None:
    assert key_of("Arbetsförberedande åtgärder") == "arbetsforberedande-atgarder"


def test_a_report_names_its_forms_and_months() -> None:
    report = compose(october(), "monthly")
    assert isinstance(report, Report)
    assert report.document.title == "Budgetuppföljning efter oktober 2022"
    assert report.document.period_text == "januari–oktober 2022"
