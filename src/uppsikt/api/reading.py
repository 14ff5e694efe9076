"""How an address of the API is declared: what it answers, what it is called, and how it is kept."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from uppsikt.api import clock
from uppsikt.api.faults import JSON, Fault
from uppsikt.api.reader import reader_of
from uppsikt.documents import json_text
from uppsikt.platform.kept.keeper import Keeper
from uppsikt.platform.kept.questions import QUESTION_SIZE

View = Callable[..., Any]
MOST_KEPT = 32 * 1024 * 1024
"""Bytes of answers and their questions that a process keeps; the longest unasked go first."""
KEEPER: Keeper[bytes] = Keeper(MOST_KEPT, len, QUESTION_SIZE)
LONGEST_KEPT = 500
"""Letters of an address whose answer is kept: no more memory goes to addresses than to answers."""
REFUSALS = frozenset({401, 403, 404, 422, 429, 500, 503})
"""The statuses that are told in the one shape of a fault."""
FILE = {
    "responses": {
        200: {
            "description": "Filen",
            "content": {"*/*": {"schema": {"type": "string", "format": "binary"}}},
        }
    }
}
"""What the description says of an address that answers with a file."""


def reads(
    router: Router,
    path: str,
    shape: type[Schema],
    *,
    name: str,
    summary: str,
    about: str = "",
    kept: bool = False,
) -> Callable[[View], View]:
    """A view that answers GET (and HEAD) at the path with the shape.

    `name` is the address's own; `summary` and `about` are Swedish and stand on the page of the API.
    `kept`: what is answered is the same for all with the same roles, and is kept until something
    that it shows has changed. What is recorded as a reading is made each time all the same.
    """

    def declared(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, **asked: object) -> HttpResponse:
            def make() -> bytes:
                return _written(shape, view(request, **asked))

            may_keep = kept and len(request.get_full_path()) <= LONGEST_KEPT
            content = KEEPER.value(_key(request), make) if may_keep else make()
            return HttpResponse(content, content_type=JSON)

        # ninja reads the parameters from it, and would look for their types in this module.
        answer.__signature__ = inspect.signature(view, eval_str=True)  # type: ignore[attr-defined]
        router.get(
            path,
            response={200: shape, REFUSALS: Fault},
            url_name=name,
            operation_id=name,
            summary=summary,
            description=about or summary,  # a docstring is for developers
        )(answer)
        return view

    return declared


def _written(shape: type[Schema], told: object) -> bytes:
    content = shape.model_validate(told).model_dump(by_alias=True)
    return (json_text(content) + "\n").encode()


def _key(request: HttpRequest) -> tuple[object, ...]:
    """All that an answer may differ by, beside what is in the database."""
    folder = settings.DATA_FOLDER
    grants = frozenset(reader_of(request).grants)
    day = clock.now().date()
    # The query as it came: two that are read differently can be the same where they are quoted.
    query = request.META.get("QUERY_STRING", "")
    return str(folder.root), folder.is_demo, day, grants, request.path, query
