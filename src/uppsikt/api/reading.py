"""How an address of the API is declared: what it answers, and what it is called."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from ninja import Router

from uppsikt.api.faults import Fault

View = TypeVar("View", bound=Callable[..., Any])

_REFUSALS = frozenset({401, 403, 404, 422, 429, 500, 503})


def reads(
    router: Router, path: str, shape: Any, *, name: str, summary: str, about: str = ""
) -> Callable[[View], View]:
    """A view that answers GET (and HEAD) at the path with the shape.

    `name` is the address's own; `summary` and `about` are Swedish and stand on the page of the API.
    """
    return router.get(
        path,
        response={200: shape, _REFUSALS: Fault},
        by_alias=True,
        url_name=name,
        operation_id=name,
        summary=summary,
        description=about or summary,  # a docstring is for developers
    )
