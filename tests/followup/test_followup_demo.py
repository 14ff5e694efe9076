"""The reports of the demo through the doors of the room, and what it says when it cannot."""

from __future__ import annotations

import pytest
from followup_books import FIXTURES, assert_sums, assert_table, fixture

from uppsikt.documents import Bullets, Chart, FigureText, Lead, Paragraph, render_json
from uppsikt.figures import MISSING, Absent, Name, Period, Side, Subject, UppsiktError, What
from uppsikt.followup.errors import NoBudget, NoLedger, NoProposal
from uppsikt.followup.forms.form import FormNotForMonth, UnknownForm
from uppsikt.followup.report import Report
from uppsikt.followup.selectors import UnknownActivity, activity_page, months, overview
from uppsikt.followup.services import build_report
from uppsikt.organisation.selectors import UnknownCommittee
from uppsikt.platform.access.rules import OPERATOR, PUBLIC
from uppsikt.store import Store

pytestmark = [pytest.mark.database, pytest.mark.django_db, pytest.mark.any_database]
ALN = "arbetslivsnamnden"
PUBLISHED = [
    (ALN, "2022-05", "monthly", ["netto", "ebmanad"]),
    (ALN, "2022-10", "monthly", ["netto", "proglista", "ebmanad"]),
    ("ifon", "2023-07", "monthly", ["netto"]),
    ("ifon", "2023-07", "budget", ["samm", "verk"]),
    (ALN, "2025-08", "interim", ["verk", "samm", "ebmanad"]),
]


def made(store: Store, committee: str, period: str, form: str = "monthly") -> Report:
    return build_report(
        reader=OPERATOR, store=store, committee=committee, period=Period.parse(period), form=form
    )


@pytest.mark.parametrize(("committee", "period", "form", "keys"), PUBLISHED)
def test_whole_tables_are_as_published(
    demo_store: Store, committee: str, period: str, form: str, keys: list[str]
) -> None:
    report = made(demo_store, committee, period, form)
    name = f"{committee}-{period}-{form}" if form == "budget" else f"{committee}-{period}"
    assert (FIXTURES / f"{name}.json").exists()
    for key in keys:
        table = report.table(key)
        columns = [column.name for column in table.columns]
        assert_table(table, columns, fixture(name, key))


@pytest.mark.parametrize(("committee", "period", "form", "keys"), PUBLISHED)
def test_all_printed_sums_hold(
    demo_store: Store, committee: str, period: str, form: str, keys: list[str]
) -> None:
    for table in made(demo_store, committee, period, form).tables:
        assert_sums(table)


def test_contingency_is_null_in_json_and_never_an_actual(demo_store: Store) -> None:
    report = made(demo_store, ALN, "2022-10")
    row = next(row for row in report.table("netto").rows if row.label == "Buffert")
    assert row.cells[3].absent is MISSING
    assert '"values": [null, -2529, -2108, null, 0, 2529]' in render_json(report.document)


def test_text_says_what_the_table_says(demo_store: Store) -> None:
    report = made(demo_store, ALN, "2022-10")
    text = plain(report)
    assert "plus 6 958 tkr; plus 958 tkr med ej bokförd hyra" in text
    assert "Budgeten för ekonomiskt bistånd är 57 500 tkr." in text
    assert "oktober 2022 är 49 479 tkr, vilket är 1 562 tkr högre än budget" in text
    assert "671 tkr lägre än samma period 2021" in text
    assert "[[" not in text


@pytest.mark.parametrize(("committee", "period", "form", "keys"), PUBLISHED)
def test_every_bound_figure_is_a_printed_figure(
    demo_store: Store, committee: str, period: str, form: str, keys: list[str]
) -> None:
    report = made(demo_store, committee, period, form)
    printed = {
        f"{abs(value // 100_000):,}".replace(",", "\xa0")
        for name in report.printed.names()
        if isinstance(value := report.printed.value(name), int)
    }
    bound = [run for run in runs(report) if isinstance(run, FigureText) and "tkr" in run.text]
    assert len(bound) > (1 if form == "budget" else 10)
    for run in bound:
        digits = "".join(
            char for char in run.text.split("tkr")[0] if char.isdigit() or char == "\xa0"
        )
        assert digits.strip("\xa0") in printed, run


def test_charts_say_their_point_and_what_they_show(demo_store: Store) -> None:
    report = made(demo_store, ALN, "2022-10")
    charts = [block for block in report.document.blocks if isinstance(block, Chart)]
    assert [chart.kind for chart in charts] == ["variance", "year", "history"]
    headings = [chart.heading.replace("\xa0", " ") for chart in charts]
    assert headings == [
        "Integration väntas avvika mest: minus 6 500 tkr",
        "Nettokostnaden är 6 958 tkr lägre än budget till och med oktober",
        "Ekonomiskt bistånd är 671 tkr lägre än samma period 2021",
    ]
    year = charts[1]
    actual, budget, forecast = year.data
    assert actual.values[9] == 217_014
    assert actual.values[10] is None
    assert budget.values[9] == 223_972
    assert budget.values[11] == 252_950
    assert forecast.values[9:] == (217_014, None, 258_950)
    assert "217 014 i oktober" in year.alt.replace("\xa0", " ")
    history = charts[2].data[0]
    rows = report.table("ebmanad").rows
    assert history.values[:10] == tuple(row.cells[0].printed for row in rows[:10])


def test_decisions_after_the_month_are_not_known_in_it(demo_store: Store) -> None:
    grants = {}
    for period in ("2022-05", "2022-10"):
        report = made(demo_store, ALN, period)
        name = Name(What.GRANT, Subject(ALN), Period.whole_year(2022))
        grants[period] = report.figures.tkr(name)
    assert grants == {"2022-05": 252_900, "2022-10": 252_950}


def test_the_same_question_gives_the_same_report(demo_store: Store) -> None:
    assert made(demo_store, ALN, "2022-10") is made(demo_store, ALN, "2022-10")


@pytest.mark.parametrize(
    ("committee", "period", "form", "error", "message"),
    [
        (ALN, "2022-11", "monthly", NoLedger, "oktober 2022"),
        (ALN, "2019-03", "monthly", NoLedger, "augusti 2025"),
        (ALN, "2024-08", "monthly", NoBudget, "2022, 2023 och 2025"),
        (ALN, "2022-10", "interim", FormNotForMonth, "april och augusti"),
        (ALN, "2022-10", "weekly", UnknownForm, "monthly"),
        (ALN, "2022-10", "annual", FormNotForMonth, "december"),
        (ALN, "2022-12", "annual", NoLedger, "oktober 2022"),
        ("ifon", "2023-06", "budget", NoProposal, "förslag för 2024 finns efter juli 2023"),
        (ALN, "2022-10", "budget", NoProposal, "--kind proposal"),
        (ALN, "2024-08", "budget", NoBudget, "2022, 2023 och 2025"),
        ("arbetsnamnden", "2022-10", "monthly", UnknownCommittee, "arbetslivsnamnden"),
    ],
)
def test_what_cannot_be_made_says_what_exists(
    demo_store: Store,
    committee: str,
    period: str,
    form: str,
    error: type[UppsiktError],
    message: str,
) -> None:
    with pytest.raises(error) as found:
        made(demo_store, committee, period, form)
    assert message in str(found.value)
    assert "Gör så här" in str(found.value)


def test_the_overview_prints_what_the_reports_print(demo_store: Store) -> None:
    period = Period.month(2022, 10)
    page = overview(reader=PUBLIC, store=demo_store, period=period)
    rows = {row.slug: row for row in page.rows}
    row, total = rows[ALN], made(demo_store, ALN, "2022-10").table("netto").rows[-1]
    assert row.grant.printed == 252_950
    assert (row.actual, row.forecast, row.variance) == total.cells[3:]
    assert row.spark[9] is not None
    assert row.spark[10] is None
    assert isinstance(rows["ifon"].grant.absent, Absent)


def test_the_months_that_can_be_reported(demo_store: Store) -> None:
    found = months(reader=PUBLIC, store=demo_store, committee=ALN)
    assert [str(month) for month in found if month.year == 2022] == [
        f"2022-{month:02d}" for month in range(1, 11)
    ]
    assert Period.month(2024, 8) not in found
    assert Period.month(2025, 8) in found
    assert Period.month(2025, 2) not in found


@pytest.mark.parametrize("activity", ["ekonomiskt-bistand", "integration", "buffert"])
def test_an_activity_page_adds_up_to_the_report(demo_store: Store, activity: str) -> None:
    page = activity_page(
        reader=PUBLIC,
        store=demo_store,
        committee=ALN,
        activity=activity,
        period=Period.month(2022, 10),
    )
    report = made(demo_store, ALN, "2022-10").table("netto")
    row = next(row for row in report.rows if row.label == page.line.name)
    last_year, _, budget, actual, *_ = row.cells
    assert page.months.rows[-1].cells[:3] == (last_year, budget, actual)
    assert_sums(page.months)
    if page.groups is not None:
        assert page.groups.rows[-1].cells[:3] == (last_year, budget, actual)
        assert_sums(page.groups)
    if page.accounts is not None:
        booked = sum(account.cells[0].printed or 0 for account in page.accounts.rows)
        assert booked == actual.printed


def test_an_activity_page_prints_the_months_of_the_history(demo_store: Store) -> None:
    page = activity_page(
        reader=PUBLIC,
        store=demo_store,
        committee=ALN,
        activity="ekonomiskt-bistand",
        period=Period.month(2022, 10),
    )
    history = made(demo_store, ALN, "2022-10").table("ebmanad")
    ours = [row.cells[2].printed for row in page.months.rows[:10]]
    assert [-(value or 0) for value in ours] == [row.cells[0].printed for row in history.rows[:10]]


def test_an_unknown_activity_names_the_nearest(demo_store: Store) -> None:
    with pytest.raises(UnknownActivity, match="ekonomiskt-bistand"):
        activity_page(
            reader=OPERATOR,
            store=demo_store,
            committee=ALN,
            activity="ekonomiskt-bistan",
            period=Period.month(2022, 10),
        )


def test_last_years_income_is_known_where_the_ledger_tells_it(demo_store: Store) -> None:
    report = made(demo_store, ALN, "2025-08", "interim")
    name = Name(What.ACTUAL, Subject(ALN, "integration", Side.INCOME), Period.to_date(2024, 8))
    assert report.figures.tkr(name) == 10_909


def runs(report: Report) -> list[object]:
    found: list[object] = []
    for block in report.document.blocks:
        if isinstance(block, Lead | Paragraph):
            found += block.runs
        elif isinstance(block, Bullets):
            found += [run for item in block.items for run in item]
    return found


def plain(report: Report) -> str:
    return "".join(getattr(run, "text", "") for run in runs(report)).replace("\xa0", " ")
