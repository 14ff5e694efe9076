"""What programs follow the site by: the feed of reports given out, the map and robots.txt."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.test import Client
from lxml import etree  # type: ignore[import-untyped]

from uppsikt.figures import Period
from uppsikt.followup.given.giving import give_out
from uppsikt.platform.access.rules import COMMAND_LINE
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.platform.stores import current_store

pytestmark = [pytest.mark.database, pytest.mark.django_db, pytest.mark.any_database]

NOW = datetime(2022, 11, 8, 9, 0, tzinfo=STOCKHOLM)
ATOM = {"a": "http://www.w3.org/2005/Atom"}
MAP = {"m": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@pytest.fixture
def visitor(demo: Client) -> Iterator[Client]:
    """A visitor of the demo; what is given out is undone after the test."""
    point = transaction.savepoint()
    yield demo
    transaction.savepoint_rollback(point)


def give(month: int, hours: int) -> None:
    give_out(
        actor=COMMAND_LINE,
        now=NOW + timedelta(hours=hours),
        store=current_store(),
        committee="arbetslivsnamnden",
        period=Period.month(2022, month),
        form="monthly",
    )


def entries(visitor: Client) -> list[tuple[str, str, str]]:
    """Title, page and time of what the feed tells."""
    answer = visitor.get("/flode.xml", headers={"host": "localhost"})
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = etree.fromstring(answer.content)
    return [
        (
            str(one.xpath("string(a:title)", namespaces=ATOM)),
            str(one.xpath("string(a:link/@href)", namespaces=ATOM)),
            str(one.xpath("string(a:updated)", namespaces=ATOM)),
        )
        for one in feed.xpath("a:entry", namespaces=ATOM)
    ]


def test_the_feed_tells_what_was_given_out_the_newest_first(visitor: Client) -> None:
    before = entries(visitor)
    give(9, 0)
    give(10, 1)
    found = entries(visitor)
    first = "Arbetslivsnämnden: Månadsuppföljning oktober 2022, version 1"
    page = "http://localhost/namnder/arbetslivsnamnden/2022-10/manadsuppfoljning/version/1/"
    mine = [one for one in found if one not in before]
    assert mine[0] == (first, page, "2022-11-08T09:00:00+00:00")
    assert "september 2022" in mine[1][0]
    assert len(mine) == 2
    for _, address, _ in mine:
        assert visitor.get(urlsplit(address).path).status_code == 200


def test_a_site_with_nothing_given_out_has_an_empty_feed_that_is_whole() -> None:
    answer = Client().get("/flode.xml")
    feed = etree.fromstring(answer.content)
    assert feed.xpath("a:entry", namespaces=ATOM) == []
    assert feed.xpath("string(a:title)", namespaces=ATOM) == "Lämnade rapporter – Uppsikt"
    assert feed.xpath("string(a:id)", namespaces=ATOM)
    assert Client().get("/sitemap.xml").status_code == 200


def test_all_that_the_map_tells_is_there_for_everybody(visitor: Client) -> None:
    give(10, 0)
    found = etree.fromstring(visitor.get("/sitemap.xml").content)
    addresses = [str(one) for one in found.xpath("//m:loc/text()", namespaces=MAP)]
    assert len(addresses) == len(set(addresses)) > 40
    version = "/namnder/arbetslivsnamnden/2022-10/manadsuppfoljning/version/1/"
    assert f"http://testserver{version}" in addresses
    assert found.xpath("string(//m:url[m:loc[contains(., 'version/1')]]/m:lastmod)", namespaces=MAP)
    for address in addresses[::7]:
        assert Client().get(urlsplit(address).path).status_code == 200


def test_pages_lead_to_the_feed_and_robots_to_the_map(visitor: Client) -> None:
    assert '<link rel="alternate" href="/flode.xml"' in visitor.get("/").content.decode()
    lines = visitor.get("/robots.txt").content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert lines[-1] == "Sitemap: http://testserver/sitemap.xml"
    assert "Disallow: /konto/" in lines


def test_a_host_of_somebody_elses_is_written_nowhere(visitor: Client) -> None:
    for address in ("/flode.xml", "/sitemap.xml", "/robots.txt"):
        answer = visitor.get(address, headers={"host": "ond.example"})
        assert answer.status_code == 400
        assert b"ond.example" not in answer.content
