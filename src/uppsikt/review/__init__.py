"""Reports reviewed: what their figures state, and which of them cannot all be true.

What is offered here is read when it is asked for, so that the command, which leaves the work to a
child process (`uppsikt.review.safely`), starts without the rules.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from uppsikt.review.model import Review
    from uppsikt.review.run import review
    from uppsikt.review.shown.to_html import render_html
    from uppsikt.review.shown.to_json import render_json
    from uppsikt.review.shown.to_text import render_text

__all__ = [
    "Review",
    "render_html",
    "render_json",
    "render_text",
    "review",
]

_HOMES = {
    "Review": "model",
    "render_html": "shown.to_html",
    "render_json": "shown.to_json",
    "render_text": "shown.to_text",
    "review": "run",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 — whatever the name stands for
    """The named thing, from the module that it lives in."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
