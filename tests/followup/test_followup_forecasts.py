"""A year's forecasts against what it became, of the demo's two committees."""

from __future__ import annotations

import csv
import json
from dataclasses import replace

import pytest

from uppsikt.documents import Bullets, Document, Table
from uppsikt.documents.chart_specs import close_scale
from uppsikt.documents.charts import chart_svg
from uppsikt.figures import MISSING, Period
from uppsikt.followup.forecast_export import forecasts_csv, forecasts_json
from uppsikt.followup.services import build_report
from uppsikt.followup.tables.forecasts import (
    NoSuchActivity,
    activity_document,
    forecasts_document,
)
from uppsikt.planning.accuracy import ForecastsTried, YearForecasts, forecasts_tried
from uppsikt.planning.accuracy_rules import Tried
from uppsikt.platform.access.rules import OPERATOR, PUBLIC
from uppsikt.store import Store

pytestmark = [pytest.mark.database, pytest.mark.django_db]
TKR = 100_000


def told(store: Store, committee: str, year: int) -> ForecastsTried:
    return forecasts_tried(reader=PUBLIC, store=store, committee=committee, year=year)


def table(document: Document, key: str) -> Table:
    return next(one for one in document.tables() if one.key == key)


def rows(of: Table) -> dict[str, list[object]]:
    return {
        row.label: [cell.printed if cell.absent is None else cell.absent for cell in row.cells]
        for row in of.rows
        if row.cells
    }


def lead(document: Document) -> str:
    text = "".join(run.text for run in document.blocks[0].runs)  # type: ignore[union-attr]
    return text.replace("\u00a0", " ")


def test_a_year_that_is_over_is_set_against_its_forecasts(demo_store: Store) -> None:
    document = forecasts_document(told(demo_store, "ifon", 2023))
    assert lead(document) == (
        "Nettokostnaden för 2023 blev 427 331 tkr: 5 333 tkr högre än prognosen efter april och "
        "1 033 tkr högre än den efter oktober."
    )
    # By hand: −427 331 − (−421 998) and so on; the mean of −5 333, −2 131 and −1 033 is −2 832,33.
    assert rows(table(document, "namnden")) == {
        "April": [-421_998, None, -427_331, -5_333],
        "Juli": [-425_200, -3_202, -427_331, -2_131],
        "Oktober": [-426_298, -1_098, -427_331, -1_033],
    }
    means = rows(table(document, "fel-verksamhet"))
    assert means["Hela nämnden"] == [3, -2_832, 2_832]
    # −89, 1 411 and 211: with signs 1 533 / 3, without 1 711 / 3.
    assert means["Vård av vuxna"] == [3, 511, 570]
    assert "Buffert" not in means
    assert rows(table(document, "fel-lamnare"))["Verksamhetschef vuxna"] == [3, 511, 570]
    assert "fel-manad" not in [one.key for one in document.tables()], "one year is the table above"


def test_it_says_what_the_year_ends_report_says(demo_store: Store) -> None:
    report = build_report(
        reader=OPERATOR,
        store=demo_store,
        committee="ifon",
        period=Period.month(2023, 12),
        form="annual",
    )
    document = forecasts_document(told(demo_store, "ifon", 2023))
    for ours, theirs in (("namnden", "prognoser"), ("verksamheter", "prognosverk")):
        found = {key: [row[0], row[2], row[3]] for key, row in rows(table(document, ours)).items()}
        assert found == {key: row[:3] for key, row in rows(report.table(theirs)).items()}


def test_a_year_that_is_not_over_tells_how_its_forecasts_moved(demo_store: Store) -> None:
    document = forecasts_document(told(demo_store, "arbetslivsnamnden", 2022))
    assert lead(document) == (
        "Efter oktober var prognosen för 2022 258 950 tkr, 8 079 tkr högre än prognosen efter "
        "mars. Utfallet för hela 2022 är inte känt ännu."
    )
    # As the committee published them after May and October.
    whole = table(document, "namnden")
    assert [column.name for column in whole.columns] == ["Prognos 2022", "Ändring"]
    assert {key: row[0] for key, row in rows(whole).items()} == {
        "Mars": -250_871, "Maj": -252_900, "Augusti": -255_871, "Oktober": -258_950
    }  # fmt: skip
    found = rows(table(document, "verksamheter"))
    assert found["Ekonomiskt bistånd / Maj"] == [-60_000, -1_000]
    assert found["Ekonomiskt bistånd / Oktober"] == [-60_000, 0]
    [chart] = document.charts()
    assert chart.heading.replace("\u00a0", " ") == "Prognosen har höjts med 8 079 tkr sedan mars"


def test_an_activity_may_be_known_before_the_others(demo_store: Store) -> None:
    document = forecasts_document(told(demo_store, "arbetslivsnamnden", 2023))
    found = rows(table(document, "verksamheter"))
    assert found["Ekonomiskt bistånd / Juli"] == [-55_938, None, -60_627, -4_689]
    assert found["Integration / Juli"] == [-5_450, None, MISSING, MISSING]
    means = rows(table(document, "fel-verksamhet"))
    assert means == {"Ekonomiskt bistånd": [1, -4_689, 4_689]}


def test_a_year_without_forecasts_says_so(demo_store: Store) -> None:
    document = forecasts_document(told(demo_store, "ifon", 2019))
    assert lead(document) == "Ingen prognos är lämnad för 2019."
    assert not document.charts()
    assert [one.key for one in document.tables()] == ["fel-verksamhet", "fel-lamnare"]


def test_several_years_are_told_by_month_too(demo_store: Store) -> None:
    known = told(demo_store, "ifon", 2023)
    more = replace(known, every=(year(2021, -100, -90), year(2022, -100, -130), *known.every))
    document = forecasts_document(more)
    assert table(document, "fel-manad").caption == "Hela nämndens prognos per månad, 2021–2023"
    # April: (−5 333 057 kr + 10 tkr − 30 tkr) / 3, and without signs; October: one year alone.
    assert rows(table(document, "fel-manad")) == {
        "April": [3, -1_784, 1_791], "Juli": [1, -2_131, 2_131], "Oktober": [1, -1_033, 1_033]
    }  # fmt: skip


def year(number: int, said: int, became: int) -> YearForecasts:
    month = Period.month(number, 4)
    return YearForecasts(number, became * TKR, (Tried(month, said * TKR, became * TKR),), ())


def test_part_of_a_sum_is_no_forecast(demo_store: Store) -> None:
    known = told(demo_store, "ifon", 2023)
    unknown = tuple(Tried(one.month, MISSING, one.became) for one in known.asked.tried)
    document = forecasts_document(replace(known, asked=replace(known.asked, tried=unknown)))
    assert "inte för alla verksamheter" in lead(document)
    assert rows(table(document, "namnden"))["April"] == [MISSING, None, -427_331, MISSING]
    assert not document.charts()


def test_the_picture_has_lines_by_name_and_all_amounts_in_words(demo_store: Store) -> None:
    [chart] = forecasts_document(told(demo_store, "ifon", 2023)).charts()
    assert chart.heading.replace("\u00a0", " ") == (
        "Längst ifrån låg prognosen efter april: utfallet blev 5 333 tkr högre än den"
    )
    for text in ("421 998 efter april", "426 298 efter oktober", "Utfall 2023: 427 331."):
        assert text in chart.alt.replace("\u00a0", " ")
    svg = chart_svg(chart)
    assert [svg.count(f">{name}</text>") for name in ("Prognos", "Utfall 2023")] == [1, 1]
    assert ">0</text>" not in svg, "forecasts that are near each other are told apart"


@pytest.mark.parametrize(
    ("low", "high", "scale"),
    [
        (421_998, 427_331, (420_000, 430_000, 5_000)),
        (-3, 40, (-20, 40, 20)),
        (5_000, 5_000, (4_950, 5_050, 50)),
        (0, 0, (-2, 2, 1)),
    ],
)
def test_a_close_scale_holds_its_values_and_has_round_steps(
    low: float, high: float, scale: tuple[float, float, float]
) -> None:
    bottom, top, step = close_scale(low, high)
    assert bottom <= low <= high <= top
    assert 2 <= (top - bottom) / step <= 6
    assert (bottom, top, step) == pytest.approx(scale)


def test_files_are_exact_and_an_empty_field_is_none(demo_store: Store) -> None:
    over, unknown = (told(demo_store, *of) for of in (("ifon", 2023), ("arbetslivsnamnden", 2022)))
    lines = list(csv.reader(forecasts_csv(over).decode("utf-8-sig").splitlines(), delimiter=";"))
    heads = lines[0]
    april = dict(zip(heads, lines[1], strict=True))
    assert april["Verksamhet"] == "Hela nämnden"
    assert april["Miss (kr)"] == "-5333057,00"
    found = json.loads(forecasts_json(over))
    assert found["whole"][0] == {
        "month": "2023-04", "forecast": -42199800000, "miss": -533305700
    }  # fmt: skip
    amounts = [one["miss"] for one in found["whole"]]
    assert found["accuracy"]["whole"]["bias"] == round(sum(amounts) / 3)
    lines = list(csv.reader(forecasts_csv(unknown).decode("utf-8-sig").splitlines(), delimiter=";"))
    assert {row[heads.index("Utfall (kr)")] for row in lines[1:]} == {""}
    assert json.loads(forecasts_json(unknown))["accuracy"]["whole"] is None


def test_an_activity_has_its_own_forecasts_and_what_was_written_with_them(
    demo_store: Store,
) -> None:
    known = told(demo_store, "ifon", 2023)
    document = activity_document(known, "vard-av-vuxna")
    assert document.title == "Vård av vuxna: prognoserna 2023 mot utfallet"
    assert lead(document) == (
        "Nettokostnaden för 2023 blev 116 030 tkr: 89 tkr högre än prognosen efter april och "
        "211 tkr lägre än den efter oktober."
    )
    assert rows(table(document, "fel-verksamhet")) == {"Vård av vuxna": [3, 511, 570]}
    assert rows(table(document, "vard-av-vuxna"))["Juli"] == [-117_441, -1_500, -116_030, 1_411]
    said = next(block for block in document.blocks if isinstance(block, Bullets))
    assert "".join(run.text for run in said.items[0]) == (
        "April, Verksamhetschef vuxna: Köpt vård ökar."
    )
    for key in ("buffert", "finns-inte"):
        with pytest.raises(NoSuchActivity, match="finns inte"):
            activity_document(known, key)
