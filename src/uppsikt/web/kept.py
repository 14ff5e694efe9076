"""Pages that are kept as they were made, until anything that they could show has changed.

Most readers of a month read the same few pages. A page that is kept costs one question to the
database (has anything changed?) instead of a report built anew. It is kept in the memory of the
process that made it, so nothing has to be thrown away when the process ends.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from uppsikt.platform.access.rules import Grant
from uppsikt.platform.audit.selectors import state
from uppsikt.platform.audit.services import readings_recorded
from uppsikt.web import clock
from uppsikt.web.reader import reader_of

MOST_KEPT = 64 * 1024 * 1024
"""Bytes of pages that a process keeps; those asked for longest ago go first."""

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
    size: int


@dataclass
class Keeper:
    """The pages of a process, and one lock for each page that is being made.

    Of several who ask for the same page at once, one makes it and the others wait for it.
    """

    most: int = MOST_KEPT
    pages: OrderedDict[Key, KeptPage] = field(default_factory=OrderedDict)
    making: dict[Key, threading.Lock] = field(default_factory=dict)
    size: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def known(self, key: Key) -> KeptPage | None:
        """The page, if it is kept."""
        with self.lock:
            found = self.pages.get(key)
            if found is not None:
                self.pages.move_to_end(key)
            return found

    def keep(self, key: Key, page: KeptPage) -> None:
        """Keeps the page, and lets go of others until there is room."""
        with self.lock:
            before = self.pages.pop(key, None)
            self.size += page.size - (before.size if before else 0)
            self.pages[key] = page
            while self.size > self.most and self.pages:
                _, gone = self.pages.popitem(last=False)
                self.size -= gone.size

    def maker(self, key: Key) -> threading.Lock:
        """The lock that whoever makes the page holds meanwhile."""
        with self.lock:
            return self.making.setdefault(key, threading.Lock())

    def made(self, key: Key) -> None:
        """That nobody needs to wait for the page any more."""
        with self.lock:
            self.making.pop(key, None)

    def forget(self) -> None:
        """Lets go of every page."""
        with self.lock:
            self.pages.clear()
            self.size = 0


KEEPER = Keeper()


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
        key = _key(request)
        page = KEEPER.known(key)
        if page is not None:
            return _filled(request, page)
        with KEEPER.maker(key):
            page = KEEPER.known(key)
            if page is not None:
                return _filled(request, page)
            try:
                return _made(request, key, lambda: view(request, *args, **named))
            finally:
                KEEPER.made(key)

    return answer


def in_slot(request: HttpRequest) -> bool:
    """Whether who is signed in is to be told in the slot, for a page that may be kept."""
    return hasattr(request, _IN_SLOT)


def _key(request: HttpRequest) -> Key:
    """All that the page may differ by. What is in the database is told by the last change."""
    grants: frozenset[Grant] = frozenset(reader_of(request).grants)
    folder = settings.DATA_FOLDER
    return (
        state(), str(folder.root), folder.is_demo, clock.today(), grants,
        request.get_host(), request.get_full_path(),
    )  # fmt: skip


def _made(request: HttpRequest, key: Key, make: Callable[[], HttpResponse]) -> HttpResponse:
    setattr(request, _IN_SLOT, True)
    secrets_before = readings_recorded()
    try:
        response = make()
    except BaseException:
        delattr(request, _IN_SLOT)  # the page that tells of the fault is made elsewhere, and whole
        raise
    if response.streaming:
        return response
    whole = response.content
    if readings_recorded() == secrets_before and _may_be_kept(response):
        content_type = response.headers["Content-Type"]
        KEEPER.keep(key, KeptPage(whole, content_type, len(whole)))
    response.content = _with_who(request, whole)
    return response


def _may_be_kept(response: HttpResponse) -> bool:
    return (
        response.status_code == 200
        and not response.cookies
        and b"csrfmiddlewaretoken" not in response.content
    )


def _filled(request: HttpRequest, page: KeptPage) -> HttpResponse:
    return HttpResponse(_with_who(request, page.content), content_type=page.content_type)


def _with_who(request: HttpRequest, content: bytes) -> bytes:
    if SLOT.encode() not in content:
        return content
    reader = reader_of(request)
    name = "" if reader.user is None else reader.name
    told = render_to_string("web/parts/who.html", {"account_name": name})
    return content.replace(SLOT.encode(), told.encode(), 1)
