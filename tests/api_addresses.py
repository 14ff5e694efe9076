"""An example of each address of the API, by its name, in the demo.

`slug` and `key` are a committee and an activity in it.
"""

from __future__ import annotations

API_ADDRESSES = {
    "openapi": "/api/v1/openapi.json",
    "months": "/api/v1/months",
    "overview": "/api/v1/months/2022-10",
    "internal": "/api/v1/months/2022-10/internal",
    "last_year": "/api/v1/months/2023-07/last-year",
    "committees": "/api/v1/committees",
    "committee": "/api/v1/committees/{slug}",
}
