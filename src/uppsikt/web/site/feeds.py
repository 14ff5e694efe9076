"""What programs follow the site by: a feed of reports given out, and a map of its public pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap
from django.http import HttpRequest, HttpResponse
from django.template.response import SimpleTemplateResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from uppsikt.followup.forms.form import form_of
from uppsikt.followup.given.places import table_keys
from uppsikt.followup.given.reports import Given, given_reports, latest_given
from uppsikt.followup.selectors import months
from uppsikt.organisation.selectors import committees
from uppsikt.platform.access.rules import Reader
from uppsikt.platform.stores import current_store
from uppsikt.web.given import day_text
from uppsikt.web.kept import kept
from uppsikt.web.links import given_links, given_table_link, report_links
from uppsikt.web.reader import reader_of

_MOST = 50
"""Reports in the feed: a year's of four committees."""


@require_safe
@kept
def given_feed(request: HttpRequest) -> HttpResponse:
    """The reports given out last, the newest first, as Atom (RFC 4287)."""
    home = request.build_absolute_uri(reverse("start"))
    feed = Atom1Feed(
        title="Lämnade rapporter – Uppsikt",
        link=home,
        description="",
        feed_url=request.build_absolute_uri(reverse("given_feed")),
        language="sv",
        author_name="Uppsikt",
    )
    names = {one.slug: one.name for one in committees(reader=reader_of(request))}
    for one in latest_given(reader=reader_of(request), most=_MOST):
        since = one.released_at or one.given_at
        page = request.build_absolute_uri(given_links(one).page)
        report = f"{form_of(one.form).name} {one.month.text}, version {one.version}"
        feed.add_item(
            title=f"{names[one.committee]}: {report}",
            link=page,
            description=f"{one.title}. Lämnad {day_text(since)}.{_why(one)}",
            unique_id=page,
            pubdate=since,
            updateddate=since,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _why(one: Given) -> str:
    return f" Rättad: {one.reason}" if one.reason and one.version > 1 else ""


@dataclass(frozen=True, slots=True)
class _Page:
    address: str
    changed: datetime | None = None


if TYPE_CHECKING:
    _PageMap = Sitemap[_Page]
else:
    _PageMap = Sitemap


class _Pages(_PageMap):
    """The pages that the reader may read and that last; figures' own are reached from them."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def items(self) -> list[_Page]:
        return list(_pages(self.reader))

    def location(self, item: _Page) -> str:
        return item.address

    def lastmod(self, item: _Page) -> datetime | None:
        return item.changed


def _pages(reader: Reader) -> Iterator[_Page]:
    for name in ("start", "method", "templates", "api", "accessibility"):
        yield _Page(reverse(name))
    for one in committees(reader=reader):
        yield _Page(reverse("periods", args=(one.slug,)))
        yield _Page(reverse("accumulated", args=(one.slug,)))
        booked = months(reader=reader, store=current_store(), committee=one.slug)
        for year in sorted({month.year for month in booked}):
            yield _Page(reverse("forecasts", args=(one.slug, year)))
        for month in booked:
            yield _Page(reverse("committee", args=(one.slug, month)))
            for report in report_links(reader, one.slug, month):
                yield _Page(report.page)
        for given in given_reports(reader=reader, committee=one.slug):
            yield _Page(given_links(given).page, given.released_at)
            for key in table_keys(reader=reader, store=current_store(), given=given):
                yield _Page(given_table_link(given, key), given.released_at)


@require_safe
@kept
def site_map(request: HttpRequest) -> HttpResponse:
    """The public pages, for search engines (sitemaps.org)."""
    answer = sitemap(request, {"pages": _Pages(reader_of(request))})
    if isinstance(answer, SimpleTemplateResponse):
        answer.render()
    return answer


@require_safe
@kept
def robots(request: HttpRequest) -> HttpResponse:
    """Where the map is, and what is no use to look through (RFC 9309)."""
    lines = (
        "User-agent: *",
        f"Disallow: {reverse('account')}",
        f"Disallow: {reverse('search')}",
        f"Sitemap: {request.build_absolute_uri(reverse('site_map'))}",
    )
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
