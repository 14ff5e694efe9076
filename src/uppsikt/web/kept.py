"""Pages that are kept as they were made, until something that they show has changed.

Most readers of a month read the same few pages. A page that is kept costs one question to the
database (has anything changed?) instead of a report built anew, and when something has, its own
questions once more (`platform.kept`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from uppsikt.platform.access.rules import Grant
from uppsikt.platform.kept.keeper import Keeper
from uppsikt.platform.kept.questions import QUESTION_SIZE
from uppsikt.web import clock
from uppsikt.web.reader import reader_of

MOST_KEPT = 64 * 1024 * 1024
"""Bytes of pages and their questions that a process keeps; those asked for longest ago go first."""

LONGEST_KEPT = 500
"""Characters of an address whose page is kept: nobody follows a link that is longer."""

SLOT = mark_safe("<!--who-->")
"""Where the shell of a page that is kept tells who is signed in."""

_IN_SLOT = "_uppsikt_slot"

Key = tuple[object, ...]
View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page as it was made, with the slot still empty."""

    content: bytes
    content_type: str


KEEPER: Keeper[KeptPage | None] = Keeper(
    MOST_KEPT, lambda page: len(page.content) if page else 0, QUESTION_SIZE
)


def kept(view: View) -> View:
    """A view whose page is kept for readers with the same rights, until something changes.

    For pages that are the same for everybody who has the same roles: no form with a token, and
    nothing of one's own but who is signed in, which the shell tells in a slot of its own. A page
    that shows something secret is made each time, since each reading is recorded.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **named: object) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return view(request, *args, **named)
        made: list[HttpResponse] = []

        def make() -> KeptPage | None:
            made.append(_made(request, lambda: view(request, *args, **named)))
            return _to_keep(made[0])

        is_short = len(request.get_full_path()) <= LONGEST_KEPT
        page = KEEPER.value(_key(request), make, lambda page: is_short and page is not None)
        if page is not None:
            return HttpResponse(_with_who(request, page.content), content_type=page.content_type)
        if not made[0].streaming:
            made[0].content = _with_who(request, made[0].content)
        return made[0]

    return answer


def in_slot(request: HttpRequest) -> bool:
    """Whether who is signed in is to be told in the slot, for a page that may be kept."""
    return hasattr(request, _IN_SLOT)


def _key(request: HttpRequest) -> Key:
    """All that the page may differ by, beside what is in the database."""
    grants: frozenset[Grant] = frozenset(reader_of(request).grants)
    folder = settings.DATA_FOLDER
    # The query as it came: two that are read differently can be the same where they are quoted.
    return (
        str(folder.root), folder.is_demo, clock.today(), grants, request.scheme,
        request.get_host(), request.path, request.META.get("QUERY_STRING", ""),
    )  # fmt: skip


def _made(request: HttpRequest, make: Callable[[], HttpResponse]) -> HttpResponse:
    setattr(request, _IN_SLOT, True)
    try:
        return make()
    except BaseException:
        delattr(request, _IN_SLOT)  # the page that tells of the fault is made elsewhere, and whole
        raise


def _to_keep(response: HttpResponse) -> KeptPage | None:
    """The page to keep, None for one that is its reader's own or tells of a fault."""
    if response.streaming or response.status_code != 200 or response.cookies:
        return None
    content = response.content
    if b"csrfmiddlewaretoken" in content:
        return None
    return KeptPage(content, response.headers["Content-Type"])


def _with_who(request: HttpRequest, content: bytes) -> bytes:
    if SLOT.encode() not in content:
        return content
    reader = reader_of(request)
    name = "" if reader.user is None else reader.name
    told = render_to_string("web/parts/who.html", {"account_name": name})
    return content.replace(SLOT.encode(), told.encode(), 1)
