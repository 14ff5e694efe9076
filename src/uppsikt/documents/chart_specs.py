"""Vega-Lite specifications of the three kinds of chart: plain dictionaries, no figures of its own.

Texts reach the picture as data only; no expression is ever built from them.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

from uppsikt.figures import thousands

from .model import Chart, Series

INK, INK_2, INK_3, LINE = "#1b2126", "#4f5a63", "#66717a", "#e3ded4"
ACCENT, GOOD, BAD = "#0b4f6c", "#1d6a43", "#a12622"
FONT = "Source Sans Pro"

Spec = dict[str, Any]

# How a line is drawn: colour, width, dashes. Width and dashes tell the lines apart in grey print.
_LINES: Mapping[str, tuple[str, float, list[int]]] = {
    "this": (ACCENT, 3, []),
    "last": (INK_3, 1.75, []),
    "older": ("#858f96", 1.75, [1, 3]),
    "budget": (INK_3, 1.75, [5, 3]),
    "forecast": (ACCENT, 2, [2, 3]),
}
_LABEL_GAP = 17  # pixels between two line labels, so that they never touch
_HEIGHT = 240


def specification(chart: Chart, *, narrow: bool = False) -> Spec:
    """Return the Vega-Lite specification of a chart, in one of two widths with equal letters.

    The narrow one is for telephones: a picture that is merely shrunk cannot be read.
    """
    body = _bars(chart, narrow) if chart.kind == "variance" else _lines(chart, narrow)
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "background": None,
        "padding": 2,
        "config": _config(),
        **body,
    }


def nice_scale(low: float, high: float) -> tuple[float, float, float]:
    """Return (low, high, step) of a scale through zero with three to six round steps."""
    low, high = min(low, 0.0), max(high, 0.0)
    span = (high - low) or 1.0
    rough = span / 4
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * n for n in (1, 2, 2.5, 5, 10) if power * n >= rough)
    return math.floor(low / step) * step, math.ceil(high / step) * step, step


def _config() -> Spec:
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
        "font": FONT,
        "view": {"stroke": None},
        "axis": axis,
        "text": {"fontSize": 14, "lineBreak": "\n"},
    }


def _lines(chart: Chart, narrow: bool) -> Spec:
    values = [value for series in chart.data for value in series.values if value is not None]
    low, high, step = nice_scale(min(values, default=0), max(values, default=0))
    ticks = [low + step * index for index in range(round((high - low) / step) + 1)]
    y: Spec = {
        "field": "value",
        "type": "quantitative",
        "scale": {"domain": [low, high], "nice": False},
        "axis": {"values": ticks, "format": ",~f"},
    }
    shown = [series for series in chart.data if any(v is not None for v in series.values)]
    # The lines of this year lie on top of the others.
    shown.sort(key=lambda series: series.role in ("this", "forecast"))
    layers = [layer for series in shown for layer in _line(chart, series, y, narrow)]
    return {
        "width": 235 if narrow else 520,
        "height": 200 if narrow else _HEIGHT,
        "layer": [_zero_rule(), *layers, _labels(shown, chart, y, (high - low) / _HEIGHT)],
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
    line = {"type": "line", "color": colour, "strokeWidth": width, "strokeCap": "round"}
    if dashes:
        line |= {"strokeDash": dashes}
    layers: list[Spec] = [{"data": {"values": rows}, "mark": line, "encoding": encoding}]
    if series.role in ("this", "forecast"):
        point = {"type": "point", "color": colour, "filled": True, "opacity": 1, "size": 55}
        if series.role == "forecast":
            point |= {"fill": "white", "strokeWidth": 2}
        layers.append({"data": {"values": rows[-1:]}, "mark": point, "encoding": encoding})
    return layers


def _labels(shown: Sequence[Series], chart: Chart, y: Spec, unit_per_pixel: float) -> Spec:
    rows = [
        {"label": chart.labels[at], "value": height, "text": series.name,
         "colour": _LINES[series.role][0], "weight": 600 if series.role == "this" else 400}
        for (series, at, height) in _spread(shown, _LABEL_GAP * unit_per_pixel)
    ]  # fmt: skip
    text = {"type": "text", "align": "left", "dx": 9, "baseline": "middle"}
    encoding = {
        "x": {"field": "label", "type": "ordinal"},
        "y": y,
        "text": {"field": "text"},
    }
    halo = {"mark": {**text, "stroke": "white", "strokeWidth": 4, "strokeJoin": "round"}}
    ink: Spec = {
        "mark": text,
        "encoding": {"color": {"field": "colour", "type": "nominal", "scale": None}},
    }
    bold = {
        "transform": [{"filter": "datum.weight == 600"}],
        "mark": {**text, "fontWeight": 600},
        "encoding": ink["encoding"],
    }
    thin = {"transform": [{"filter": "datum.weight == 400"}], **ink}
    return {"data": {"values": rows}, "encoding": encoding, "layer": [halo, thin, bold]}


def _spread(shown: Sequence[Series], gap: float) -> list[tuple[Series, int, float]]:
    """Place the labels at the lines' ends, moved apart where two would touch."""
    ends = []
    for series in shown:
        at = max(i for i, value in enumerate(series.values) if value is not None)
        ends.append((series, at, float(series.values[at] or 0)))
    ends.sort(key=lambda end: end[2])
    placed: list[tuple[Series, int, float]] = []
    for series, at, height in ends:
        near = [other for _, where, other in placed if abs(where - at) <= 2]
        placed.append((series, at, max([height, *(other + gap for other in near)])))
    return placed


def _zero_rule() -> Spec:
    return {
        "data": {"values": [{"value": 0}]},
        "mark": {"type": "rule", "color": INK_2, "strokeWidth": 1},
        "encoding": {"y": {"field": "value", "type": "quantitative"}},
    }


def _bars(chart: Chart, narrow: bool) -> Spec:
    rows = [
        _bar(label, value)
        for label, value in zip(chart.labels, chart.data[0].values, strict=True)
        if value is not None
    ]
    wrap = 17 if narrow else 34
    for row in rows:
        row["label"] = "\n".join(textwrap.wrap(row["label"], wrap, break_on_hyphens=True))
    largest = max((abs(row["value"]) for row in rows), default=0) or 1
    room = 1.75 if narrow else 1.3
    low = -largest * room if any(row["value"] < 0 for row in rows) else -0.1 * largest
    high = largest * room if any(row["value"] > 0 for row in rows) else 0.1 * largest
    encoding = {
        "y": {
            "field": "label",
            "type": "ordinal",
            "sort": None,
            "axis": {"labelExpr": "split(datum.label, '\\n')", "labelLimit": 260,
                     "labelColor": INK, "labelFontSize": 14, "labelLineHeight": 15},
        },
        "x": {
            "field": "value",
            "type": "quantitative",
            "scale": {"domain": [low, high], "nice": False},
            "axis": None,
        },
    }  # fmt: skip
    zero = {**_zero_rule(), "encoding": {"x": {"field": "value", "type": "quantitative"}}}
    return {
        "width": 190 if narrow else 400,
        "height": {"step": 40 if narrow else 27},
        "data": {"values": rows},
        "encoding": encoding,
        "layer": [_bar_marks(), zero, *_bar_values()],
    }


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
