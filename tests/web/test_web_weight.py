"""How pages are sent: compressed to those who take it, and not again while they are the same."""

from __future__ import annotations

import gzip

import pytest
from django.test import Client

pytestmark = [pytest.mark.database, pytest.mark.django_db, pytest.mark.any_database]

REPORT = "/namnder/arbetslivsnamnden/2022-10/manadsuppfoljning/"
TAKES = {"accept-encoding": "gzip, br"}


def test_a_page_is_compressed_where_the_browser_takes_it(demo: Client) -> None:
    plain, sent = demo.get(REPORT), demo.get(REPORT, headers=TAKES)

    assert "Content-Encoding" not in plain.headers
    assert sent.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(sent.content) == plain.content
    assert len(sent.content) * 5 < len(plain.content)
    assert {"Accept-Encoding", "Cookie"} <= set(sent.headers["Vary"].split(", "))


def test_a_compressed_page_that_is_the_same_is_not_sent_again(demo: Client) -> None:
    mark = demo.get(REPORT, headers=TAKES).headers["ETag"]

    again = demo.get(REPORT, headers=TAKES | {"if-none-match": mark})

    assert again.status_code == 304
    assert not again.content


@pytest.mark.parametrize(
    "address", [f"{REPORT[:-1]}.pdf", f"{REPORT[:-1]}.json", "/mallar/prognos.xlsx", "/halsa/"]
)
def test_a_file_is_sent_as_it_is(demo: Client, address: str) -> None:
    assert "Content-Encoding" not in demo.get(address, headers=TAKES).headers
