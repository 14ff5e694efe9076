"""Vega-Lite specifications of the three kinds of chart: plain dictionaries, no figures of its own.

Texts reach the picture as data only; no expression is ever built from them.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

from uppsikt.figures import thousands

from .lettering import displayable
from .look import OWN_LOOK, Look
from .model import Chart, Series


class _Role(str):
    """A colour by what it is for; the finished specification holds the look's own colour."""

    __slots__ = ()


INK, INK_2, INK_3 = _Role("ink"), _Role("ink_2"), _Role("ink_3")
ACCENT, GOOD, BAD = _Role("accent"), _Role("good"), _Role("bad")
LINE, OLDER = "#e3ded4", "#858f96"

Spec = dict[str, Any]

# How a line is drawn: colour, width, dashes. Width and dashes tell the lines apart in grey print.
_LINES: Mapping[str, tuple[str, float, list[int]]] = {
    "this": (ACCENT, 3, []),
    "last": (INK_3, 1.75, []),
    "older": (OLDER, 1.75, [1, 3]),
    "budget": (INK_3, 1.75, [5, 3]),
    "forecast": (ACCENT, 2, [2, 3]),
}
_LABEL_GAP = 17  # pixels between two line labels, so that they never touch


def specification(chart: Chart, *, narrow: bool = False, look: Look = OWN_LOOK) -> Spec:
    """Return the Vega-Lite specification of a chart, in one of two widths with equal letters.

    The narrow one is for telephones: a picture that is merely shrunk cannot be read.
    """
    body = _bars(chart, narrow) if chart.kind == "variance" else _lines(chart, narrow)
    whole = {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "background": None,
        "padding": 2,
        "config": _config(", ".join(look.families)),
        **body,
    }
    return {key: _coloured(value, look) for key, value in whole.items()}


def _coloured(value: Any, look: Look) -> Any:  # noqa: ANN401 - any part of a specification
    """The part with the look's colours in place of roles; no text that a user wrote is a role."""
    if isinstance(value, _Role):
        return look.colours.of(value)
    if isinstance(value, dict):
        return {key: _coloured(one, look) for key, one in value.items()}
    return [_coloured(one, look) for one in value] if isinstance(value, list) else value


def nice_scale(low: float, high: float) -> tuple[float, float, float]:
    """Return (low, high, step) of a scale through zero with three to six round steps."""
    low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        high = 1.0
    rough = (high - low) / 4
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * n for n in (1, 2, 2.5, 5, 10) if power * n >= rough)
    return math.floor(low / step) * step, math.ceil(high / step) * step, step


def close_scale(low: float, high: float) -> tuple[float, float, float]:
    """Return (low, high, step) of a scale around the values, zero or not, with round steps.

    It spans at least a fiftieth of the values, and three whole ones: what is nearly alike is shown
    as nearly alike.
    """
    spread = max(high - low, abs(low) / 50, abs(high) / 50, 3.0)
    power = 10.0 ** math.floor(math.log10(spread / 3))
    step = next(power * n for n in (1, 2, 2.5, 5, 10) if power * n >= spread / 3)
    middle = (low + high) / 2
    bottom = math.floor(min(low, middle - spread / 2) / step) * step
    top = math.ceil(max(high, middle + spread / 2) / step) * step
    return bottom, top, step


def _config(families: str) -> Spec:
    axis = {
        "labelColor": INK_2,
        "labelFontSize": 13,
        "labelPadding": 8,
        "domain": False,
        "ticks": False,
        "gridColor": LINE,
        "title": None,
    }
    return {
        "font": families,
        "view": {"stroke": None},
        "axis": axis,
        "text": {"fontSize": 14, "lineBreak": "\n"},
    }


def _lines(chart: Chart, narrow: bool) -> Spec:
    values = [value for series in chart.data for value in series.values if value is not None]
    scale = close_scale if chart.kind == "forecast" else nice_scale
    low, high, step = scale(min(values, default=0), max(values, default=0))
    ticks = [low + step * index for index in range(round((high - low) / step) + 1)]
    y: Spec = {
        "field": "value",
        "type": "quantitative",
        "scale": {"domain": [low, high], "nice": False},
        "axis": {"values": ticks, "format": ",~f"},
    }
    height = 200 if narrow else 260
    shown = [series for series in chart.data if any(v is not None for v in series.values)]
    # The lines of this year lie on top of the others.
    shown.sort(key=lambda series: series.role in ("this", "forecast"))
    layers = [layer for series in shown for layer in _line(chart, series, y, narrow)]
    return {
        "width": 235 if narrow else 600,
        "height": height,
        "layer": [
            *([_zero_rule("y")] if low <= 0 <= high else []),
            *layers,
            *_labels(shown, chart, y, (high - low) / height),
        ],
    }


def _months(chart: Chart, narrow: bool) -> Spec:
    every_other = "indexof(['feb','april','juni','aug','okt','dec'], datum.value) >= 0 ? '' : "
    axis: Spec = {"labelAngle": 0, "grid": False, "labelOverlap": False}
    axis["labelExpr"] = (every_other if narrow else "") + "slice(datum.value, 0, 3)"
    return {
        "field": "label",
        "type": "ordinal",
        "scale": {"type": "point", "padding": 0.3, "domain": list(chart.labels)},
        "axis": axis,
    }


def _line(chart: Chart, series: Series, y: Spec, narrow: bool) -> list[Spec]:
    colour, width, dashes = _LINES[series.role]
    rows = [
        {"label": label, "value": value}
        for label, value in zip(chart.labels, series.values, strict=True)
        if value is not None
    ]
    encoding = {"x": _months(chart, narrow), "y": y}
    line: Spec = {"type": "line", "color": colour, "strokeWidth": width, "strokeCap": "round"}
    if dashes:
        line["strokeDash"] = dashes
    layers: list[Spec] = [{"data": {"values": rows}, "mark": line, "encoding": encoding}]
    if series.role in ("this", "forecast"):
        point: Spec = {"type": "point", "color": colour, "filled": True, "opacity": 1, "size": 55}
        if series.role == "forecast":
            point |= {"filled": False, "fill": "white", "strokeWidth": 2}
        marked = rows if chart.kind == "forecast" else rows[-1:]
        layers.append({"data": {"values": marked}, "mark": point, "encoding": encoding})
    return layers


def _labels(shown: Sequence[Series], chart: Chart, y: Spec, scale: float) -> list[Spec]:
    """Return the names of the lines at their ends; `scale` is units per pixel.

    Where no line goes on, the names stand beside the ends, moved apart; a line that ends while
    others go on has its name above or below, where it touches no line and no other name.
    """
    last = max((_end(one) for one in shown), default=0)
    layers: list[Spec] = []
    for one, height in _beside([one for one in shown if _end(one) == last], _LABEL_GAP * scale):
        layers.append(_label(chart, one, y, height, {"align": "left", "dx": 9}))
    taken: dict[int, list[float]] = {}
    for one in (one for one in shown if _end(one) < last):
        height = _clear_of(one, shown, taken.setdefault(_end(one), []), scale)
        taken[_end(one)].append(height)
        layers.append(_label(chart, one, y, height, {"align": "center"}))
    return layers


def _label(chart: Chart, series: Series, y: Spec, height: float, place: Spec) -> Spec:
    row = {"label": chart.labels[_end(series)], "value": height, "text": displayable(series.name)}
    mark = {
        "type": "text",
        "baseline": "middle",
        "color": ACCENT if series.role in ("this", "forecast") else INK_3,
        "fontWeight": 600 if series.role == "this" else 400,
        **place,
    }
    encoding = {"x": {"field": "label", "type": "ordinal"}, "y": y, "text": {"field": "text"}}
    return {"data": {"values": [row]}, "mark": mark, "encoding": encoding}


def _end(series: Series) -> int:
    return max(index for index, value in enumerate(series.values) if value is not None)


def _beside(ending: Sequence[Series], gap: float) -> list[tuple[Series, float]]:
    placed: list[tuple[Series, float]] = []
    for series in sorted(ending, key=lambda one: one.values[_end(one)] or 0):
        height = float(series.values[_end(series)] or 0)
        lowest = placed[-1][1] + gap if placed else height
        placed.append((series, max(height, lowest)))
    return placed


def _clear_of(
    series: Series, shown: Sequence[Series], taken: Sequence[float], scale: float
) -> float:
    """Return the height nearest to the line's end where its name touches nothing."""
    end = _end(series)
    height = float(series.values[end] or 0)
    near = [
        value for one in shown for value in one.values[max(end - 1, 0) : end + 2]
        if value is not None
    ]  # fmt: skip
    tries = [height + way * step * scale for step in range(14, 80, 4) for way in (1, -1)]
    clear = [
        place
        for place in tries
        if all(abs(place - value) >= 12 * scale for value in near)
        and all(abs(place - other) >= _LABEL_GAP * scale for other in taken)
    ]
    return clear[0] if clear else tries[0]


def _zero_rule(axis: str) -> Spec:
    return {
        "data": {"values": [{"value": 0}]},
        "mark": {"type": "rule", "color": INK_2, "strokeWidth": 1},
        "encoding": {axis: {"field": "value", "type": "quantitative"}},
    }


def _bars(chart: Chart, narrow: bool) -> Spec:
    width, wrap = (190, 20) if narrow else (440, 34)
    rows = [
        _bar("\n".join(textwrap.wrap(displayable(label), wrap, break_long_words=False)), value)
        for label, value in zip(chart.labels, chart.data[0].values, strict=True)
        if value is not None
    ]
    x: Spec = {
        "field": "value",
        "type": "quantitative",
        "scale": {"domain": _bar_domain(rows, width), "nice": False},
        "axis": None,
    }
    return {
        "width": width,
        "height": {"step": 40 if narrow else 27},
        "layer": [
            {"data": {"values": rows}, "encoding": {"y": _bar_names(), "x": x},
             "layer": [_bar_marks(), *_bar_values()]},
            _zero_rule("x"),
        ],
    }  # fmt: skip


def _bar_domain(rows: Sequence[Spec], width: int) -> list[float]:
    """Return the ends of the scale, with room outside the bars for the longest figures."""
    worse = [row for row in rows if row["value"] < 0]
    better = [row for row in rows if row["value"] >= 0]
    left = max((6.6 * len(row["text"]) + 8 for row in worse), default=8.0)
    right = max((6.6 * len(row["text"]) + 8 for row in better), default=8.0)
    low = min((row["value"] for row in worse), default=0)
    high = max((row["value"] for row in better), default=0)
    per_pixel = ((high - low) or 1) / (width - left - right)
    return [low - left * per_pixel, high + right * per_pixel]


def _bar_names() -> Spec:
    axis = {
        "labelExpr": "split(datum.label, '\\n')",
        "labelLimit": 260,
        "labelColor": INK,
        "labelFontSize": 14,
        "labelLineHeight": 15,
    }
    return {"field": "label", "type": "ordinal", "sort": None, "axis": axis}


def _bar(label: str, value: int) -> Spec:
    sign = "+" if value > 0 else ""
    return {"label": label, "value": value, "text": sign + thousands(value)}


def _bar_marks() -> Spec:
    colour = {"condition": {"test": "datum.value < 0", "value": BAD}, "value": GOOD}
    return {
        "mark": {"type": "bar", "height": 14},
        "encoding": {"color": colour, "x2": {"datum": 0}},
    }


def _bar_values() -> list[Spec]:
    def text(test: str, align: str, dx: int, colour: str) -> Spec:
        return {
            "transform": [{"filter": test}],
            "mark": {"type": "text", "align": align, "dx": dx, "color": colour},
            "encoding": {"text": {"field": "text"}},
        }

    return [
        text("datum.value < 0", "right", -6, BAD),
        text("datum.value > 0", "left", 6, GOOD),
        text("datum.value == 0", "left", 6, INK_3),
    ]
