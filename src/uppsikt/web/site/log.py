"""The page of the audit log: searched, page by page, and as a file."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from uppsikt.figures import thousands
from uppsikt.organisation.selectors import committees
from uppsikt.platform.access.rules import Door, Reader, Thing, Verb, may, reach
from uppsikt.platform.audit.selectors import (
    EVERYTHING,
    LogEntry,
    Search,
    erased_count,
    log_blocks,
    log_page,
)
from uppsikt.platform.audit.services import record_reading
from uppsikt.platform.audit.words import csv_pieces, detail_words
from uppsikt.web import clock
from uppsikt.web.reader import actor_of, reader_of

PER_PAGE = 50
MOST_PAGES = 1_000_000
FIELDS = ("vem", "vad", "med", "namnd", "vag", "fran", "till")
"""What an address may ask for."""
_DOORS = {
    "kommando": Door.COMMAND, "webbsida": Door.PAGE, "granssnitt": Door.API, "arbete": Door.JOB,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """An entry in words."""

    number: int
    day: str
    time: str
    actor: str
    verb: str
    thing: str
    committees: str
    door: str
    detail: tuple[tuple[str, str], ...]


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """The entries that the reader may read and has searched for, the newest first."""
    reader = reader_of(request)
    given, faults = _given(request)
    names = _names(reader)
    number = _page_number(request)
    found = None
    if not faults:
        found = log_page(
            reader=reader,
            search=_search(given),
            limit=PER_PAGE,
            offset=(number - 1) * PER_PAGE,
        )
        if number > 1 and not found.entries:
            raise Http404
        _record(request, given, names)
    total = found.total if found else 0
    context = {
        "section": "log",
        "given": given,
        "faults": faults,
        "names": names,
        "doors": {key: door.value for key, door in _DOORS.items()},
        "entries": [_shown(one, names) for one in found.entries] if found else [],
        "count": thousands(total),
        "one": total == 1,
        "is_searched": any(given.values()),
        "erased": _erased(reader, given),
        "csv": reverse("log_file") + _query(given),
        "all": may(reader, Verb.READ, Thing.AUDIT),
        **_pages(number, -(-total // PER_PAGE), given),
    }
    return render(request, "web/log.html", context, status=400 if faults else 200)


@require_safe
def log_file(request: HttpRequest) -> HttpResponseBase:
    """All that the page's words ask for, as CSV."""
    given, faults = _given(request)
    if faults:
        raise Http404
    blocks = log_blocks(reader=reader_of(request), search=_search(given))
    _record(request, given, _names(reader_of(request)))
    answer = StreamingHttpResponse(csv_pieces(blocks), content_type="text/csv; charset=utf-8")
    name = content_disposition_header(True, f"logg-{clock.today()}.csv")
    answer.headers["Content-Disposition"] = name or ""
    return answer


def _given(request: HttpRequest) -> tuple[dict[str, str], dict[str, str]]:
    """What the address asks for, and what is wrong with it, by field."""
    given = {field: request.GET.get(field, "").replace("\0", "").strip() for field in FIELDS}
    faults = {}
    for field in ("fran", "till"):
        try:
            _day(given[field])
        except ValueError:
            faults[field] = (
                f"”{given[field]}” är ingen dag. Skriv dagen som år, månad och dag, till exempel"
                " 2022-10-31."
            )
    return given, faults


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _search(given: dict[str, str]) -> Search:
    door = _DOORS.get(given["vag"])
    return Search(
        actor=given["vem"],
        verb=given["vad"],
        thing=given["med"],
        committee=given["namnd"],
        door=door.value if door else "",
        first=_day(given["fran"]),
        last=_day(given["till"]),
    )


def _record(request: HttpRequest, given: dict[str, str], names: dict[str, str]) -> None:
    """Who reads the log is told in it, but not whom or what they looked for."""
    committee = given["namnd"] if given["namnd"] in names else ""
    reader, now = actor_of(request), clock.now()
    record_reading(reader=reader, now=now, thing="loggen", committee=committee)


def _names(reader: Reader) -> dict[str, str]:
    """The committees whose log the reader may read, by short name."""
    where = reach(reader, Verb.READ, Thing.AUDIT)
    every = committees(reader=reader)
    return {one.slug: one.name for one in every if where.covers(Thing.AUDIT.of(one.slug))}


def _erased(reader: Reader, given: dict[str, str]) -> str:
    """How many entries are erased, where all of the log is shown; else nothing."""
    if _search_is_empty(given) and may(reader, Verb.READ, Thing.AUDIT):
        count = erased_count(reader=reader)
        return thousands(count) if count else ""
    return ""


def _search_is_empty(given: dict[str, str]) -> bool:
    return _search(given | {"fran": "", "till": ""}) == EVERYTHING and not (
        given["fran"] or given["till"]
    )


def _shown(entry: LogEntry, names: dict[str, str]) -> ShownEntry:
    return ShownEntry(
        number=entry.number,
        day=f"{entry.at:%Y-%m-%d}",
        time=f"{entry.at:%H.%M}",
        actor=entry.actor,
        verb=entry.verb,
        thing=entry.thing,
        committees=", ".join(names.get(slug, slug) for slug in entry.committees),
        door=entry.door,
        detail=tuple(detail_words(entry.detail)),
    )


def _pages(number: int, pages: int, given: dict[str, str]) -> dict[str, object]:
    def page(other: int) -> str:
        return _query({**given, "sida": str(other)})

    return {
        "number": number,
        "pages": pages,
        "before": page(number - 1) if number > 1 else "",
        "after": page(number + 1) if number < pages else "",
    }


def _query(given: dict[str, str]) -> str:
    asked = {field: text for field, text in given.items() if text}
    return f"?{urlencode(asked)}" if asked else ""


def _page_number(request: HttpRequest) -> int:
    """The number in `?sida=`, 1 if left out. Raises Http404 for what is no page number."""
    text = request.GET.get("sida", "1")
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= MOST_PAGES):
        raise Http404
    return int(text)
