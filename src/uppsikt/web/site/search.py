"""The search page: hits by kind, or all of one kind page by page."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from uppsikt.figures import thousands
from uppsikt.followup.cells.text_readings import record_found
from uppsikt.followup.site_pages import address_of
from uppsikt.organisation.selectors import committees
from uppsikt.platform.access.rules import Reader
from uppsikt.platform.search.rules import LONGEST_QUESTION, Piece
from uppsikt.platform.search.selectors import Group, Hit, is_empty, search
from uppsikt.web import clock
from uppsikt.web.reader import actor_of, reader_of

PER_KIND = 5
PER_PAGE = 20
MOST_PAGES = 10_000


@dataclass(frozen=True, slots=True)
class ShownHit:
    """A hit with its address and the committee that it is of."""

    title: tuple[Piece, ...]
    text: tuple[Piece, ...]
    address: str
    committee: str


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """The hits of a kind; `all` is the page with all of them, "" where all are shown."""

    key: str
    name: str
    count: str
    hits: tuple[ShownHit, ...]
    all: str


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """What the reader may find of what was asked for."""
    reader = reader_of(request)
    question = request.GET.get("q", "").replace("\0", " ").strip()[:LONGEST_QUESTION]
    kind, number = request.GET.get("slag", ""), _page_number(request)
    limit = PER_PAGE if kind else PER_KIND
    offset = (number - 1) * limit if kind else 0
    found = search(reader=reader, question=question, kind=kind, limit=limit, offset=offset)
    if kind and number > 1 and not any(group.hits for group in found.groups):
        raise Http404
    record_found(reader=actor_of(request), now=clock.now(), found=found)
    names = {one.slug: one.name for one in committees(reader=reader)}
    context = {
        "section": "search",
        "question": question,
        "total": thousands(found.total),
        "one": found.total == 1,
        "groups": [_group(reader, one, names, question, kind) for one in found.groups],
        "kind": kind,
        "back": _query(q=question),
        "empty": bool(question) and not found.total and is_empty(),
        **_pages(question, kind, number, found.total),
    }
    return render(request, "web/search.html", context)


def _group(
    reader: Reader, group: Group, names: dict[str, str], question: str, kind: str
) -> ShownGroup:
    more = group.total > len(group.hits) and not kind
    return ShownGroup(
        group.key,
        group.name,
        thousands(group.total),
        tuple(_shown(reader, hit, names) for hit in group.hits),
        _query(q=question, slag=group.key) if more else "",
    )


def _shown(reader: Reader, hit: Hit, names: dict[str, str]) -> ShownHit:
    committee = names.get(hit.committee, "")
    return ShownHit(hit.title, hit.text, address_of(reader, hit.page), committee)


def _pages(question: str, kind: str, number: int, total: int) -> dict[str, object]:
    pages = -(-total // PER_PAGE) if kind else 1

    def page(other: int) -> str:
        return _query(q=question, slag=kind, sida=str(other))

    return {
        "number": number,
        "pages": pages,
        "before": page(number - 1) if kind and number > 1 else "",
        "after": page(number + 1) if number < pages else "",
    }


def _query(**asked: str) -> str:
    return f"{reverse('search')}?{urlencode(asked)}"


def _page_number(request: HttpRequest) -> int:
    """The number in `?sida=`, 1 if left out. Raises Http404 for what is no page number."""
    text = request.GET.get("sida", "1")
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= MOST_PAGES):
        raise Http404
    return int(text)
