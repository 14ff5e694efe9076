"""Charts: made with a heading that says their point and a text that says what they show.

The SVG is made once, the PNG from it; both are kept by what the picture shows, so that five
formats of one report draw each chart once.
"""

from __future__ import annotations

import functools
import html
import json
import re
from collections.abc import Sequence

import vl_convert

from uppsikt.figures import Unit, join_words, month_name, month_short, thousands

from .chart_specs import specification
from .font_folder import font_folder
from .lettering import FONT_FOLDER
from .look import OWN_LOOK, Letters, Look
from .model import Chart, Series
from .printed import plain

MONTHS = tuple(month_short(number) for number in range(1, 13))

# The locale of the chart library capitalises months and uses a hyphen for minus.
_LOCALE = {
    "decimal": ",",
    "thousands": "\N{NO-BREAK SPACE}",
    "grouping": [3],
    "currency": ["", "\N{NO-BREAK SPACE}kr"],
    "percent": "\N{NO-BREAK SPACE}%",
    "minus": "\N{MINUS SIGN}",
    "nan": "",
}
_PNG_SCALE = 2  # some 200 points per inch on paper


def year_chart(heading: str, what: str, series: Sequence[Series], unit: Unit) -> Chart:
    """Return a chart of actual, budget and forecast over the months of one year.

    `what` names what is measured, for those who cannot see the picture.
    """
    return Chart("year", heading, _describe_lines(what, series, unit), MONTHS, tuple(series), unit)


def history_chart(heading: str, what: str, series: Sequence[Series], unit: Unit) -> Chart:
    """Return a chart of some years month by month, one labelled line for each year."""
    alt = _describe_lines(what, series, unit)
    return Chart("history", heading, alt, MONTHS, tuple(series), unit)


def variance_chart(
    heading: str, what: str, variances: Sequence[tuple[str, int | None]], unit: Unit
) -> Chart:
    """Return a chart of one bar per activity: to the left what is worse than budget."""
    labels = tuple(label for label, _ in variances)
    series = Series(what, "this", tuple(value for _, value in variances))
    alt = _describe_bars(what, variances, unit)
    return Chart("variance", heading, alt, labels, (series,), unit)


def forecast_chart(heading: str, what: str, series: Sequence[Series], unit: Unit) -> Chart:
    """Return a chart of what was said of one year after each month, and of what it became.

    Its scale need not hold zero: what matters is how far the lines are from each other.
    """
    alt = " ".join(
        [f"Linjediagram: {what}, så som den sågs efter varje månad, {unit.symbol}."]
        + [_describe_said(one) for one in series]
    )
    return Chart("forecast", heading, alt, MONTHS, tuple(series), unit)


def chart_svg(chart: Chart, *, narrow: bool = False, look: Look = OWN_LOOK) -> str:
    """Return the picture as an SVG file of its own, letters as text in the look's family."""
    _register_letters(look.letters)
    return _svg(json.dumps(specification(chart, narrow=narrow, look=look), sort_keys=True))


def chart_png(chart: Chart, look: Look = OWN_LOOK) -> bytes:
    """Return the picture as PNG on white, for programs that cannot show SVG."""
    start, end, rest = chart_svg(chart, look=look).partition(">")
    return _png(f'{start}{end}<rect width="100%" height="100%" fill="white"/>{rest}')


def chart_size(chart: Chart, look: Look = OWN_LOOK) -> tuple[float, float]:
    """Return width and height of the picture in pixels."""
    found = re.search(r'width="([\d.]+)" height="([\d.]+)"', chart_svg(chart, look=look))
    if not found:
        raise ValueError(f"the picture {chart.heading!r} has no size")
    return float(found[1]), float(found[2])


def inline_svg(chart: Chart, *, narrow: bool = False, look: Look = OWN_LOOK) -> str:
    """Return the picture as an element of a web page: scales, and carries its alt text."""
    drawn = chart_svg(chart, narrow=narrow, look=look)
    svg = re.sub(r' (?:aria-[a-z]+|role)="[^"]*"', "", drawn)
    start = svg.index(">") + 1
    size = " ".join(re.findall(r'(?:width|viewBox)="[^"]+"', svg[:start]))
    kind = "narrow" if narrow else "wide"
    alt = html.escape(plain(chart.alt))
    return f'<svg class="chart {kind}" {size} role="img" aria-label="{alt}">{svg[start:]}'


@functools.lru_cache(maxsize=512)
def _svg(specification_text: str) -> str:
    _register_fonts()
    return vl_convert.vegalite_to_svg(
        specification_text, format_locale=_LOCALE, allowed_base_urls=[]
    )


@functools.lru_cache(maxsize=128)
def _png(svg: str) -> bytes:
    _register_fonts()
    return vl_convert.svg_to_png(svg, scale=_PNG_SCALE)


@functools.cache
def _register_fonts() -> None:
    vl_convert.register_font_directory(str(FONT_FOLDER))


@functools.lru_cache(maxsize=64)
def _register_letters(letters: Letters | None) -> None:
    """Let the drawing library find a look's letters; it is only told once, and never forgets."""
    if letters is not None:
        vl_convert.register_font_directory(str(font_folder(letters)))


def _describe_lines(what: str, series: Sequence[Series], unit: Unit) -> str:
    return " ".join(
        [f"Linjediagram: {what} per månad, {unit.symbol}."]
        + [_describe_line(one) for one in series]
    )


def _describe_line(series: Series) -> str:
    known = [(value, month) for month, value in enumerate(series.values, 1) if value is not None]
    if not known:
        return f"{series.name}: inga värden."
    value, month = known[-1]
    last = f"{thousands(value)} i {month_name(month)}"
    if len(known) < 3 or series.role in ("budget", "forecast"):
        return f"{series.name}: {last}."
    high, high_month = max(known)
    low, low_month = min(known)
    return (
        f"{series.name}: lägst {thousands(low)} i {month_name(low_month)}, "
        f"högst {thousands(high)} i {month_name(high_month)}, senast {last}."
    )


def _describe_said(series: Series) -> str:
    known = [(month, value) for month, value in enumerate(series.values, 1) if value is not None]
    if not known:
        return f"{series.name}: inga värden."
    if len({value for _, value in known}) == 1 and len(known) == len(MONTHS):
        return f"{series.name}: {thousands(known[0][1])}."
    told = [f"{thousands(value)} efter {month_name(month)}" for month, value in known]
    return f"{series.name}: {join_words(told)}."


def _describe_bars(what: str, variances: Sequence[tuple[str, int | None]], unit: Unit) -> str:
    known = sorted(((v, label) for label, v in variances if v is not None), reverse=True)
    better = [f"{label} plus {thousands(value)}" for value, label in known if value > 0]
    worse = [f"{label} minus {thousands(-value)}" for value, label in reversed(known) if value < 0]
    even = [label for value, label in known if value == 0]
    parts = [f"Liggande staplar: {what}, {unit.symbol}."]
    for words, names in (
        ("Bättre än budget", better),
        ("Sämre än budget", worse),
        ("Ingen avvikelse", even),
    ):
        if names:
            parts.append(f"{words}: {join_words(names)}.")
    return " ".join(parts)
