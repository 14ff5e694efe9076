"""Whatever is put into an address, it is answered or refused in the one shape."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api_addresses import API_ADDRESSES
from uppsikt.api.limits import COUNTER

pytestmark = [pytest.mark.database, pytest.mark.django_db]

PARTS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["arbetslivsnamnden", "ifon", "2022-10", "2022-12", "1900-01", "2999-12", "monthly",
         "netto", "integration", "utfall-2022-10", "..", "%00", "-", "=", "0", "1" * 40, "٣", "’",
         "\x00"]
    ),
)  # fmt: skip
WORDS = st.sampled_from(
    ["page", "per_page", "unit", "last_year", "order", "activity", "side", "group", "account",
     "counterpart", "project", "least", "most", "voucher", "text", "first", "last", "restated_to"]
)  # fmt: skip
HEADERS = st.dictionaries(
    st.sampled_from(["Authorization", "If-None-Match", "Accept", "X-Forwarded-For", "Cookie"]),
    st.text(st.characters(max_codepoint=255, exclude_characters="\r\n"), max_size=20),
    max_size=2,
)


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(sorted(API_ADDRESSES.values())),
    st.lists(PARTS, min_size=6, max_size=6),
    st.integers(0, 63),
    st.dictionaries(WORDS, PARTS, max_size=3),
    HEADERS,
)
def test_no_input_is_a_fault_of_ours(
    api: Client, address: str, parts: list[str], put: int, query: dict[str, str],
    headers: dict[str, str],
) -> None:  # fmt: skip
    COUNTER.forget()
    filled = address.format(slug="arbetslivsnamnden", key="integration").split("/")
    for at in range(4, len(filled)):
        if put >> (at - 4) & 1:
            filled[at] = quote(parts[(at - 4) % 6], safe="")
    answer = api.get("/".join(filled), query, headers=headers)
    assert answer.status_code in (200, 304, 401, 403, 404, 422), answer.content
    if answer.status_code >= 400:
        assert list(answer.json()) == ["error"]
