"""An example of each address of the API, by its name, in the demo.

`slug` and `key` are a committee and an activity in it.
"""

from __future__ import annotations

_MONTH = "/api/v1/committees/{slug}/2022-10"
_VERSION = f"{_MONTH}/reports/monthly/versions/1"
_CELL = f"{_MONTH}/reports/monthly/cells/netto/{{key}}/prognos-2022"

API_ADDRESSES = {
    "openapi": "/api/v1/openapi.json",
    "months": "/api/v1/months",
    "overview": "/api/v1/months/2022-10",
    "internal": "/api/v1/months/2022-10/internal",
    "last_year": "/api/v1/months/2023-07/last-year",
    "committees": "/api/v1/committees",
    "committee": "/api/v1/committees/{slug}",
    "periods": "/api/v1/committees/{slug}/periods",
    "accumulated": "/api/v1/committees/{slug}/accumulated",
    "suggestions": f"{_MONTH}/suggestions",
    "forecasts": "/api/v1/committees/{slug}/forecasts/2022",
    "oversight": "/api/v1/months/2022-10/oversight",
    "rounds": "/api/v1/committees/{slug}/rounds",
    "round": f"{_MONTH}/round",
    "my_round": f"{_MONTH}/round/mine",
    "my_forecast": f"{_MONTH}/round/mine/{{key}}",
    "month": _MONTH,
    "activity": f"{_MONTH}/activities/{{key}}",
    "new_activities": f"{_MONTH}/new-activities",
    "reports": f"{_MONTH}/reports",
    "report": f"{_MONTH}/reports/monthly",
    "texts": f"{_MONTH}/reports/monthly/texts",
    "bindable": f"{_MONTH}/reports/monthly/bindable?q=utfall",
    "versions": f"{_MONTH}/reports/monthly/versions",
    "version": _VERSION,
    "given_table": f"{_VERSION}/tables/netto",
    "given_cell": f"{_VERSION}/cells/netto/{{key}}/prognos-2022",
    "cell": _CELL,
    "history": f"{_CELL}/history",
    "rows": f"{_MONTH}/rows",
    "known_items": f"{_MONTH}/known-items",
    "accruals": f"{_MONTH}/accruals",
    "gate": f"{_MONTH}/round/gate",
    "templates": "/api/v1/templates",
    "looks": "/api/v1/looks",
    "look": "/api/v1/looks/0",
    "me": "/api/v1/me",
    "search": "/api/v1/search?q=bist%C3%A5nd",
    "search_kind": "/api/v1/search/organisation?q=bist%C3%A5nd",
    "imports": "/api/v1/imports",
    "import": "/api/v1/imports/1",
    "import_file": "/api/v1/imports/1/file",
    "jobs": "/api/v1/jobs",
    "job": "/api/v1/jobs/1",
    "log": "/api/v1/log",
    "users": "/api/v1/users",
    "user": "/api/v1/users/1",
    "messages": "/api/v1/messages",
    "message": "/api/v1/messages/1",
    "files": "/api/v1/files",
    "file": "/api/v1/files/AbCdEfGhIjKlMnOpQrStUvWx",
    "file_content": "/api/v1/files/AbCdEfGhIjKlMnOpQrStUvWx/content",
    "reviews": "/api/v1/reviews",
    "review": "/api/v1/reviews/AbCdEfGhIjKlMnOpQrStUvWx",
}

ASKING = {
    "texts", "bindable", "oversight", "rounds", "round", "my_round",
    "my_forecast",
    "imports", "import", "import_file", "jobs", "job", "log", "users", "user", "messages",
    "message", "files",
    "file", "file_content", "review", "gate",
}  # fmt: skip
"""Those that have nothing to show to whoever comes without a key."""
