"""The addresses of the API, version 1, and the API that stands at them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.renderers import BaseRenderer

from uppsikt import __version__
from uppsikt.api import (
    ROOT,
    accruals,
    cells,
    committees,
    faults,
    files,
    finding,
    forecasts,
    gate,
    given_tables,
    imports,
    jobs,
    known_items,
    log,
    looks,
    mail,
    me,
    month,
    my_rounds,
    overview,
    reports,
    reviews,
    rounds,
    rows,
    users,
    versions,
    written_texts,
)
from uppsikt.api.reader import admitted
from uppsikt.documents import json_text

_ROUTERS = (
    overview.router,
    committees.router,
    forecasts.router,
    my_rounds.router,
    rounds.router,
    month.router,
    reports.router,
    written_texts.router,
    versions.router,
    given_tables.router,
    cells.router,
    rows.router,
    known_items.router,
    accruals.router,
    gate.router,
    looks.router,
    me.router,
    finding.router,
    imports.router,
    jobs.router,
    log.router,
    users.router,
    mail.router,
    files.router,
    reviews.router,
)
"""In the order that their addresses are tried."""


class _Renderer(BaseRenderer):
    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> str:
        return json_text(data) + "\n"


api = NinjaAPI(
    title="Uppsikt",
    version=__version__,
    description="Det som sidorna visar, som JSON. Bara läsning, med samma rättigheter.",
    urls_namespace="api",
    docs_url=None,
    openapi_url=None,
    auth=admitted,
    renderer=_Renderer(),
)
faults.tell(api)
for _router in _ROUTERS:
    api.add_router("", _router)


@api.get("/openapi.json", url_name="openapi", include_in_schema=False)
def openapi(request: HttpRequest) -> Any:
    """The description of all addresses, as OpenAPI."""
    return description()


@cache
def description() -> Any:
    """The description with its keys as texts, as JSON has them. A key may be left out."""
    told = json.loads(json.dumps(api.get_openapi_schema(path_prefix=ROOT)))
    for part in (*told["components"]["schemas"].values(), *_choices(told["paths"])):
        part.pop("description", None)  # a docstring is for developers
    told["components"]["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer"}}
    return {**told, "security": [{}, {"key": []}]}


def _choices(told: Any) -> Iterator[dict[str, Any]]:
    """The types that are a choice between few values, wherever they stand."""
    parts = told.values() if isinstance(told, dict) else told if isinstance(told, list) else ()
    if isinstance(told, dict) and "enum" in told:
        yield told
    for part in parts:
        yield from _choices(part)


app_name = "api"
urlpatterns = [one for one in api.urls[0] if getattr(one, "name", "") != "api-root"]
"""Without ninja's own first address, which answers nothing."""
