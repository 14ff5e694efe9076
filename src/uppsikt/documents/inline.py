"""Small pictures that stand inside a line or a table cell. They repeat figures beside them."""

from __future__ import annotations

from collections.abc import Sequence

_BAR_HALF, _BAR_HEIGHT = 50, 12
_SPARK_WIDTH, _SPARK_HEIGHT = 88, 22


def bar_svg(value: int | None, largest: int) -> str:
    """Return a bar from a middle line: left is worse, right is better.

    `largest` is the largest absolute value of the column. Hidden from screen readers, since the
    figure itself stands in the same row.
    """
    length = min(round(_BAR_HALF * abs(value or 0) / largest, 1), _BAR_HALF) if largest else 0
    kind, start = ("worse", _BAR_HALF - length) if (value or 0) < 0 else ("better", _BAR_HALF)
    bar = f'<rect class="{kind}" x="{start:g}" y="1" width="{length:g}" height="10"/>'
    return (
        f'<svg class="bar" viewBox="0 0 {2 * _BAR_HALF} {_BAR_HEIGHT}" aria-hidden="true">'
        f"{bar if length else ''}"
        f'<path class="zero" d="M{_BAR_HALF} 0V{_BAR_HEIGHT}"/></svg>'
    )


def spark_svg(values: Sequence[int | None]) -> str:
    """Return a line of the values in order, broken where there is none, with its last value marked.

    Money starts at zero, so the height of the line can be compared with nothing.
    """
    known = [value for value in values if value is not None]
    if not known:
        return ""
    low, high = min(0, *known), max(0, *known)
    span = (high - low) or 1
    steps = max(len(values) - 1, 1)

    def point(index: int, value: int) -> tuple[str, str]:
        x = 3 + (_SPARK_WIDTH - 6) * index / steps
        y = 3 + (_SPARK_HEIGHT - 6) * (high - value) / span
        return f"{x:.1f}", f"{y:.1f}"

    path, pen_down = "", False
    for index, value in enumerate(values):
        if value is not None:
            path += f"{'L' if pen_down else 'M'}{' '.join(point(index, value))}"
        pen_down = value is not None
    last = max(index for index, value in enumerate(values) if value is not None)
    x, y = point(last, known[-1])
    return (
        f'<svg class="spark" viewBox="0 0 {_SPARK_WIDTH} {_SPARK_HEIGHT}" aria-hidden="true">'
        f'<path d="{path}"/><circle cx="{x}" cy="{y}" r="2.5"/></svg>'
    )
