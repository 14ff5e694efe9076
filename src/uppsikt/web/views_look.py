"""The looks: which one is chosen, what each holds, and a page of a report in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from uppsikt.documents import Document
from uppsikt.documents.contrast import TEXT_LEAST, measured, ratio_text
from uppsikt.documents.look import Look, SectionTemplate
from uppsikt.documents.look_css import font_type, logo_type, look_css
from uppsikt.documents.look_folder import COLOURS
from uppsikt.documents.to_pdf import page_pictures
from uppsikt.figures import Period, UppsiktError
from uppsikt.followup import selectors as followup
from uppsikt.followup.forms.form import forms
from uppsikt.followup.forms.parts import PARTS
from uppsikt.followup.report import Report
from uppsikt.followup.services import build_report
from uppsikt.followup.words.references import REFERENCE
from uppsikt.look import selectors
from uppsikt.look.selectors import Choice, KeptLook
from uppsikt.organisation.selectors import committees
from uppsikt.platform.access.rules import Reader
from uppsikt.platform.stores import current_store
from uppsikt.web.dressing import shown_look
from uppsikt.web.given import day_text
from uppsikt.web.kept import kept
from uppsikt.web.links import Crumb
from uppsikt.web.reader import reader_of
from uppsikt.web.views_report import FILE_POLICY, KINDS, content_of

LOGO_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""A logotype is drawn with styles of its own, and fetches and runs nothing."""

SHOWN_PAGES = (1, 2)
TRIAL_KINDS = (("PDF", "pdf"), ("Word", "docx"), ("Excel", "xlsx"))
_COLOUR_WORDS = {
    "rubrik": "rubriker", "text": "text", "stodtext": "stödtext", "blek_text": "blek text",
    "accent": "länkar och årets linje", "ljus_accent": "bakom det som är valt",
    "battre": "bättre än budget", "samre": "sämre än budget",
    "bakgrund": "runt sidan", "linje": "linjer",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """A version in the list: its page, when it was added by whom, and since when it is chosen."""

    number: int
    name: str
    page: str
    added: str
    chosen: str
    is_shown: bool


@dataclass(frozen=True, slots=True)
class ShownPair:
    """Two colours that stand together, and their contrast in words."""

    words: str
    front: str
    back: str
    ratio: str


@require_safe
@kept
def looks(request: HttpRequest) -> HttpResponse:
    """The look that is chosen."""
    return _page(request, selectors.chosen_number(reader=reader_of(request)))


@require_safe
@kept
def look(request: HttpRequest, number: int) -> HttpResponse:
    """One version, and the whole page shown in it."""
    return _page(request, number, above=(Crumb("Utseende", reverse("looks")),))


@require_safe
def look_style(request: HttpRequest, number: int) -> HttpResponse:
    """The look's own part of the style sheet."""
    found = _look(reader_of(request), number)
    files = found.letters.files if found.letters else ()
    sheet = look_css(
        found, lambda file: reverse("look_letters", args=(number, files.index(file) + 1))
    )
    return HttpResponse(sheet, content_type="text/css; charset=utf-8")


@require_safe
def look_logo(request: HttpRequest, number: int) -> HttpResponse:
    """The logotype."""
    found = _look(reader_of(request), number)
    if found.logo is None:
        raise Http404
    answer = HttpResponse(found.logo.content, content_type=logo_type(found))
    answer.headers["Content-Security-Policy"] = LOGO_POLICY
    return answer


@require_safe
def look_letters(request: HttpRequest, number: int, place: int) -> HttpResponse:
    """One of the look's files of letters, counted from 1."""
    letters = _look(reader_of(request), number).letters
    if letters is None or not 1 <= place <= len(letters.files):
        raise Http404
    file = letters.files[place - 1]
    return HttpResponse(file.web, content_type=font_type(file))


@require_safe
def look_trial(request: HttpRequest, number: int, kind: str) -> HttpResponse:
    """The example as a file in the look."""
    if kind not in (one for _, one in TRIAL_KINDS):
        raise Http404
    report = _example(reader_of(request), _look(reader_of(request), number))
    if report is None:
        raise Http404
    name = f"utseende-{number}-{report.document.identifier.rpartition('-')[0]}.{kind}"
    content = content_of(report.document, kind)
    answer = HttpResponse(content, content_type=KINDS[kind].content_type)
    place = content_disposition_header(not KINDS[kind].shown_in_browser, name)
    answer.headers["Content-Disposition"] = place or ""
    answer.headers["Content-Security-Policy"] = FILE_POLICY
    return answer


@require_safe
def look_picture(request: HttpRequest, number: int, page: int) -> HttpResponse:
    """A page of the example, as a picture."""
    report = _example(reader_of(request), _look(reader_of(request), number))
    pages = _pictures(report.document) if report else ()
    if page not in SHOWN_PAGES or page > len(pages):
        raise Http404
    return HttpResponse(pages[page - 1], content_type="image/svg+xml")


def _page(request: HttpRequest, number: int, above: tuple[Crumb, ...] = ()) -> HttpResponse:
    every, made = (
        selectors.versions(reader=reader_of(request)),
        selectors.choices(reader=reader_of(request)),
    )
    kept = selectors.version(reader=reader_of(request), number=number)
    context = {
        "section": "looks",
        "crumbs": above,
        "kept": kept,
        "chosen": made[-1] if made else None,
        "since": day_text(made[-1].since) if made else "",
        "is_chosen": number == selectors.chosen_number(reader=reader_of(request)),
        "versions": tuple(_versions(every, made, number)),
        **_content(reader_of(request), number),
    }
    return render(request, "web/looks.html", context)


def _content(reader: Reader, number: int) -> dict[str, object]:
    """What a version holds; one that cannot be read any more, or has lost a file, says why."""
    try:
        found, shown = _look(reader, number), shown_look(number)
    except UppsiktError as fault:
        return {"fault": fault}
    return {
        "look": shown,
        "shown": found,
        "colours": tuple(
            (_COLOUR_WORDS[key], key, found.colours.of(role)) for key, role in COLOURS.items()
        ),
        "pairs": tuple(
            ShownPair(pair.words, front, back, ratio_text(ratio))
            for pair, front, back, ratio in measured(found.colours)
        ),
        "least": ratio_text(TEXT_LEAST),
        "italic": bool(found.letters and any(file.italic for file in found.letters.files)),
        "sections": tuple(_sections(found)),
        "styles": sorted(found.word.styles.items()) if found.word else (),
        **_trial(reader, number, found),
    }


def _sections(found: Look) -> Iterator[tuple[str, list[tuple[str, SectionTemplate]]]]:
    """The sections that the look decides with their headings, by the name of their form."""
    for form in forms():
        sections = found.sections_of(form.key)
        if sections:
            yield form.name, [(_heading(one), one) for one in sections]


def _heading(section: SectionTemplate) -> str:
    """The heading as it is written, with bound words as words; else what stands in the part."""
    bound = REFERENCE.sub(lambda one: one[1], section.heading)
    return bound or capfirst(PARTS[section.form][section.part])


def _trial(reader: Reader, number: int, found: Look) -> dict[str, object]:
    """The example's pages and files; why there are none, where no report can be made."""
    try:
        report = _example(reader, found)
    except UppsiktError as fault:
        return {"no_trial": f"{fault.what} {fault.todo}"}
    if report is None:
        return {"no_trial": "Ingen nämnd har siffror att visa i utseendet ännu."}
    pages = range(1, min(len(_pictures(report.document)), SHOWN_PAGES[-1]) + 1)
    return {
        "example": report.document,
        "pictures": [(page, reverse("look_picture", args=(number, page))) for page in pages],
        "files": [(text, reverse("look_trial", args=(number, kind))) for text, kind in TRIAL_KINDS],
    }


def _versions(
    every: tuple[KeptLook, ...], made: tuple[Choice, ...], shown: int
) -> Iterator[ShownVersion]:
    """The newest first; of each, whether it is chosen or has been."""
    now = made[-1].number if made else selectors.OWN
    for one in reversed(every):
        times = [choice for choice in made if choice.number == one.number]
        words = ""
        if one.number == now:
            words = (
                f"valt den {day_text(times[-1].since)} av {times[-1].actor}" if times else "valt"
            )
        elif times:
            words = f"har varit valt, senast från den {day_text(times[-1].since)}"
        added = f"{day_text(one.added_at)}, {one.actor}" if one.added_at else ""
        page = reverse("look", args=(one.number,))
        yield ShownVersion(one.number, one.name, page, added, words, one.number == shown)


def _look(reader: Reader, number: int) -> Look:
    return selectors.look(reader=reader, store=current_store(), number=number)


def _example(reader: Reader, look: Look) -> Report | None:
    """The latest report of the first committee that has one, in the look."""
    found = _latest(reader)
    if found is None:
        return None
    slug, month = found
    return build_report(
        reader=reader, store=current_store(), committee=slug, period=month, look=look
    )


def _latest(reader: Reader) -> tuple[str, Period] | None:
    for one in committees(reader=reader):
        months = followup.months(reader=reader, store=current_store(), committee=one.slug)
        if months:
            return one.slug, months[-1]
    return None


@lru_cache(maxsize=4)
def _pictures(document: Document) -> tuple[bytes, ...]:
    """The first pages as pictures, kept because they take a while to set."""
    return page_pictures(document)[: SHOWN_PAGES[-1]]
