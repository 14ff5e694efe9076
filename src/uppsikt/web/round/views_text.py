"""The page where a section of a report is written, beside how it will read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_http_methods

from uppsikt.documents import prose_html
from uppsikt.figures import Period
from uppsikt.followup.basis.facts import PLACES
from uppsikt.followup.basis.written import Origin, Wording
from uppsikt.followup.editing import services
from uppsikt.followup.editing.faults import Fault
from uppsikt.followup.editing.reading import Read, read_section, shown
from uppsikt.followup.editing.rules import Where, Words, differing
from uppsikt.followup.editing.selectors import OpenSection, open_section
from uppsikt.followup.editing.services import TextChanged, TextRefused
from uppsikt.followup.forms.form import form_of
from uppsikt.followup.setup_tables import committee_naming
from uppsikt.platform.access.rules import Thing, Verb, demand
from uppsikt.platform.stores import current_store
from uppsikt.rounds.days import moment_text
from uppsikt.web import clock
from uppsikt.web.links import Crumb
from uppsikt.web.middleware import SCRIPT_POLICY
from uppsikt.web.reader import actor_of, reader_of
from uppsikt.web.round.report_asked import (
    may_write,
    report_asked,
    text_page,
    texts_page,
    way_up,
)
from uppsikt.web.round.views_texts import PLACE_NAMES, number_of

PART = "X-Uppsikt-Part"
"""The header by which the page's own script asks for how the text reads, and nothing else."""


@dataclass(frozen=True, slots=True)
class ShownFault:
    """A fault in the list: the field that it stands in, and where there."""

    field: str
    place: str
    fault: Fault


@dataclass(frozen=True, slots=True)
class Former:
    """What the section has said before."""

    number: int
    heading: str
    body: str
    saved: str


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form, and which wording it was opened with."""

    words: Words
    seen: int

    @classmethod
    def of(cls, request: HttpRequest) -> Typed:
        """What was sent."""
        asked = request.POST
        words = Words.typed(
            asked.get("rubrik", ""), asked.get("text", ""), asked.get("plats", PLACES[0])
        )
        return cls(words, number_of(asked.get("sedd", "")))


@require_http_methods(["GET", "HEAD", "POST"])
def text(request: HttpRequest, slug: str, period: Period, form: str, key: str) -> HttpResponse:
    """One section. Whoever saves after another is shown both texts, and decides."""
    where = report_asked(request, slug, period, form)
    opened = open_section(reader=reader_of(request), where=where, key=key)
    if opened is None:
        raise Http404
    return _answer(request, where, key, opened)


@require_http_methods(["GET", "HEAD", "POST"])
def new_text(request: HttpRequest, slug: str, period: Period, form: str) -> HttpResponse:
    """A section that is not there yet."""
    where = report_asked(request, slug, period, form)
    demand(reader_of(request), Verb.CHANGE, Thing.TEXTS.of(slug))
    return _answer(request, where, "", None)


def _answer(
    request: HttpRequest, where: Where, key: str, opened: OpenSection | None
) -> HttpResponse:
    typed = _as_kept(opened)
    if request.method != "POST":
        return _page(request, where, opened, typed)
    demand(reader_of(request), Verb.CHANGE, Thing.TEXTS.of(where.committee))
    do, typed = request.POST.get("gor", ""), Typed.of(request)
    if do == "visa":
        if request.headers.get(PART):
            reading = _reading(request, where, typed.words)
            return render(request, "web/round/parts/reading.html", reading)
        return _page(request, where, opened, typed, shows=True)
    try:
        saved_key = _saved(request, where, key, do, typed)
    except TextRefused as refused:
        return _page(request, where, opened, typed, refused=refused, status=400)
    except TextChanged as changed:
        return _page(request, where, opened, typed, changed=changed, status=409)
    out = do == "ta-ut"
    return redirect(texts_page(where) if out else text_page(where, saved_key))


def _as_kept(opened: OpenSection | None) -> Typed:
    if opened is None:
        return Typed(Words("", "", "analys"), 0)
    return Typed(Words(opened.heading, opened.body, opened.place), opened.number)


def _saved(request: HttpRequest, where: Where, key: str, do: str, typed: Typed) -> str:
    """Does what the button says, and answers the key. Raises TextRefused and TextChanged."""
    actor, now = actor_of(request), clock.now()
    if do == "ta-ut" and key:
        services.take_out(actor=actor, now=now, where=where, key=key, seen=typed.seen)
        return key
    if do == "stammer" and key:
        services.confirm_text(actor=actor, now=now, where=where, key=key, seen=typed.seen)
        return key
    return services.save_text(
        actor=actor,
        now=now,
        where=where,
        key=key,
        words=typed.words,
        seen=typed.seen,
        as_template=do == "mall",
    ).section.key


def _page(
    request: HttpRequest,
    where: Where,
    opened: OpenSection | None,
    typed: Typed,
    *,
    shows: bool = False,
    refused: TextRefused | None = None,
    changed: TextChanged | None = None,
    status: int = 200,
) -> HttpResponse:
    form = form_of(where.form)
    section = opened.section if opened else None
    reading = _reading(request, where, typed.words)
    context = {
        "section": "committee",
        "crumbs": (*way_up(request, where), Crumb("Texter", texts_page(where))),
        "heading": reading["plain_heading"] or ("Utan rubrik" if opened else "Nytt avsnitt"),
        "period": where.month,
        "form": form,
        "where": where,
        "opened": opened,
        "kept": section,
        "saved": _told(section.saved_at, section.actor) if section and section.saved_at else "",
        "is_template": section is not None and section.origin is Origin.TEMPLATE,
        "since": Period.parse(section.since).text if section and section.since else "",
        "typed": typed,
        "seen": changed.theirs.number if changed else typed.seen,
        "places": tuple(PLACE_NAMES.items()),
        "is_typed": shows or refused is not None or changed is not None,
        "refused": refused,
        "theirs": _theirs(where, typed, changed) if changed else None,
        "former": tuple(_former(opened)),
        "texts": texts_page(where),
        "figures": reverse("bindable", args=(where.committee, where.month, form.slug)),
        "figures_json": reverse("bindable_json", args=(where.committee, where.month, form.slug)),
        "may_write": may_write(request, where.committee),
        **reading,
    }
    answer = render(request, "web/round/text.html", context, status=status)
    if context["may_write"]:
        answer.headers["Content-Security-Policy"] = SCRIPT_POLICY
    return answer


def _reading(request: HttpRequest, where: Where, words: Words) -> dict[str, object]:
    """How the words read, and what is wrong in them."""
    read = read_section(
        reader=reader_of(request),
        store=current_store(),
        where=where,
        naming=committee_naming(where.committee),
        heading=words.heading,
        body=words.body,
    )
    return {
        "read_heading": _marked(f"<h3>{escape(read.heading)}</h3>", read) if read.heading else "",
        "plain_heading": "" if read.in_heading.faults else read.heading,
        "read_body": _marked(prose_html(read.blocks, 3), read),
        "lack": read.lack,
        "faults": tuple(_faults(read)),
    }


def _marked(html: str, read: Read) -> SafeString:
    """HTML where every text is escaped, with what is wrong as the words that are written there."""
    parts = []
    for sign in html:
        fault = read.fault_of(sign)
        words = "" if fault is None else escape(fault.words)
        parts.append(sign if fault is None else f'<mark class="wrong">{words}</mark>')
    return mark_safe("".join(parts))


def _faults(read: Read) -> Iterator[ShownFault]:
    for fault in read.in_heading.faults:
        yield ShownFault("rubrik", "Rubriken", fault)
    for fault in read.in_body.faults:
        yield ShownFault("text", f"Rad {fault.line}", fault)


def _theirs(where: Where, typed: Typed, changed: TextChanged) -> dict[str, object]:
    """What somebody else saved meanwhile, as its writer sees it, and what of it is not in mine."""
    naming, theirs = committee_naming(where.committee), changed.theirs
    body = shown(theirs.body, naming).strip("\n")
    return {
        "heading": shown(theirs.heading, naming),
        "pieces": differing(typed.words.body, body),
        "when": moment_text(theirs.saved_at, clock.now()) if theirs.saved_at else "",
        "actor": theirs.actor,
        "is_out": theirs.is_taken_out,
    }


def _former(opened: OpenSection | None) -> Iterator[Former]:
    """What it has said before, the last first; what it says now is on the page already."""
    former: tuple[Wording, ...] = opened.former if opened else ()
    for one in reversed(former[:-1]):
        yield Former(one.number, one.heading, one.body, _told(one.saved_at, one.actor))


def _told(when: datetime, actor: str) -> str:
    return f"{actor} {moment_text(when, clock.now())}"
