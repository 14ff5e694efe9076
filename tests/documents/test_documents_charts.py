"""Pictures: Swedish, honest, the same every time, and told in words."""

from __future__ import annotations

import itertools
import re

import pytest

from documents.october import history, october, year
from uppsikt.documents import Series, chart_html, history_chart, variance_chart, year_chart
from uppsikt.documents.chart_specs import nice_scale, specification
from uppsikt.documents.charts import chart_png, chart_svg, inline_svg
from uppsikt.documents.inline import bar_svg, spark_svg
from uppsikt.documents.model import Chart
from uppsikt.figures import Unit

HISTORY = history_chart("Rubrik", "ekonomiskt bistånd", history(), Unit.TKR)


def test_letters_months_and_numbers_are_swedish() -> None:
    svg = chart_svg(HISTORY)
    assert "Source Sans Pro" in svg
    for text in ("jan", "maj", "dec", "2\u00a0000", "2022"):
        assert f">{text}</text>" in svg
    assert "Jan" not in svg


def test_lines_are_named_at_their_ends_without_legend() -> None:
    svg = chart_svg(HISTORY)
    assert [svg.count(f">{name}</text>") for name in ("2022", "2021", "2020")] == [1, 1, 1]
    assert "legend" not in svg


@pytest.mark.parametrize(
    ("low", "high", "scale"),
    [
        (3018, 6615, (0, 8000, 2000)),
        (-6500, 3000, (-7500, 5000, 2500)),
        (0, 0, (0, 1, 0.25)),
        (-258950, -20100, (-300000, 0, 100000)),
    ],
)
def test_money_starts_at_zero(low: float, high: float, scale: tuple[float, ...]) -> None:
    assert nice_scale(low, high) == pytest.approx(scale)


def test_lines_differ_without_colour() -> None:
    layers = specification(HISTORY)["layer"]
    lines = [one["mark"] for one in layers if one["mark"].get("type") == "line"]
    looks = {(line["strokeWidth"], tuple(line.get("strokeDash", ()))) for line in lines}
    assert len(looks) == len(lines) == 3


def test_names_at_the_edge_do_not_touch() -> None:
    series = [Series(str(year), "older", (None,) * 11 + (5000 + year,)) for year in range(4)]
    svg = chart_svg(history_chart("R", "x", series, Unit.TKR))
    places = re.findall(r'transform="translate\([\d.]+,(-?[\d.]+)\)"[^>]*>([0-3])</text>', svg)
    heights = sorted(float(place) for place, _ in places)
    assert len(heights) == 4
    assert all(after - before > 14 for before, after in itertools.pairwise(heights))


def test_names_of_lines_that_end_together_inside_the_year_do_not_touch() -> None:
    ends = {"2022": 4556, "2021": 4940, "2020": 4787}
    series = [Series(name, "older", (4000,) * 9 + (end, None, None)) for name, end in ends.items()]
    svg = chart_svg(history_chart("R", "x", series, Unit.TKR))
    places = re.findall(r'transform="translate\([\d.]+,(-?[\d.]+)\)"[^>]*>(202\d)</text>', svg)
    heights = sorted(float(place) for place, _ in places)
    assert len(heights) == 3
    assert all(after - before > 14 for before, after in itertools.pairwise(heights))


def test_the_picture_in_words() -> None:
    assert HISTORY.alt == (
        "Linjediagram: ekonomiskt bistånd per månad, tkr. "
        "2022: lägst 3\u00a0499 i augusti, högst 6\u00a0025 i juni, senast 4\u00a0664 i oktober. "
        "2021: lägst 3\u00a0018 i augusti, högst 6\u00a0615 i juni, senast 5\u00a0390 i december. "
        "2020: lägst 2\u00a0900 i augusti, högst 5\u00a0100 i juni, senast 4\u00a0700 i december."
    )
    chart = year_chart("R", "nettokostnad", year(), Unit.TKR)
    assert "prognos: 258\u00a0950 i december." in chart.alt
    empty = history_chart("R", "x", [Series("2023", "this", (None,) * 12)], Unit.TKR)
    assert empty.alt.endswith("2023: inga värden.")


def test_variances_in_words_and_with_signs() -> None:
    rows = [("Integration", -6500), ("Övrigt", 300), ("Politik", 0), ("Buffert", None)]
    chart = variance_chart("R", "prognosavvikelse", rows, Unit.TKR)
    assert chart.alt == (
        "Liggande staplar: prognosavvikelse, tkr. Bättre än budget: Övrigt plus 300. "
        "Sämre än budget: Integration minus 6\u00a0500. Ingen avvikelse: Politik."
    )
    svg = chart_svg(chart)
    assert ">−6\u00a0500</text>" in svg
    assert ">+300</text>" in svg
    assert "undefined" not in svg


def test_text_in_a_chart_is_only_text() -> None:
    nasty = "datum.value'); <script>alert(1)</script>"
    svg = chart_svg(variance_chart("R", "x", [(nasty, 5), ("a\\nb", -5)], Unit.TKR))
    assert "<script" not in svg
    assert "&lt;script&gt;" in svg


@pytest.mark.parametrize("chart", [HISTORY, *october().charts()])
def test_drawn_once(chart: Chart) -> None:
    assert chart_svg(chart) is chart_svg(chart)
    assert chart_png(chart) is chart_png(chart)
    assert chart_png(chart).startswith(b"\x89PNG")


def test_empty_charts_can_be_drawn() -> None:
    assert chart_svg(variance_chart("R", "x", [], Unit.TKR))
    assert chart_svg(history_chart("R", "x", [Series("a", "this", (None,) * 12)], Unit.TKR))


def test_on_a_page_in_two_widths_with_the_same_words() -> None:
    page = chart_html(HISTORY)
    assert page.count(f'role="img" aria-label="{HISTORY.alt}"') == 2
    assert 'class="chart wide"' in page
    assert 'class="chart narrow"' in page
    assert "graphics-object" not in inline_svg(HISTORY)


@pytest.mark.parametrize(
    ("heading", "mark"),
    [
        ("Utfallet per månad", "tkr"),
        ("Integration väntas avvika mest: minus 6\u00a0500\u00a0tkr", ""),
        ("Bistånd är 3\u00a0016\u00a0tkr lägre än samma period 2021", ""),
    ],
)
def test_the_unit_stands_after_a_heading_that_does_not_say_it(heading: str, mark: str) -> None:
    chart = history_chart(heading, "x", [], Unit.TKR)
    page = chart_html(chart)
    assert chart.unit_mark == mark
    assert re.sub("<[^>]*>", "", page.partition("<svg")[0]).count("tkr") == 1


def test_small_pictures() -> None:
    assert 'class="worse" x="25" y="1" width="25"' in bar_svg(-50, 100)
    assert 'class="better" x="50"' in bar_svg(50, 100)
    assert "rect" not in bar_svg(0, 100)
    assert "rect" not in bar_svg(None, 0)
    line = spark_svg([1, None, 3, 4])
    assert line.count("M") == 2
    assert line.count("L") == 1
    assert spark_svg([None]) == ""
    assert 'aria-hidden="true"' in line
