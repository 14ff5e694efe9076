"""Templates to fill in, and the looks that documents are written in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from ninja import Query, Router, Schema
from pydantic import Field

from uppsikt.api.reader import reader_of
from uppsikt.api.reading import reads
from uppsikt.api.shapes import Link, Page, Paging, cut
from uppsikt.documents.contrast import measured, ratio_text
from uppsikt.documents.look import Colours, SectionTemplate
from uppsikt.look import selectors
from uppsikt.look.selectors import Choice, KeptLook
from uppsikt.platform.access.rules import Reader
from uppsikt.platform.stores import current_store
from uppsikt.sources.kinds import FileKind, kinds
from uppsikt.sources.templates import FORMS
from uppsikt.sources.templates import columns as columns_of

router = Router(tags=["Mallar och utseende"])
_TRIALS = ("pdf", "docx", "xlsx")


class ColumnShape(Schema):
    """A column of a template."""

    head: str
    needed: str
    about: str
    example: str


class TemplateShape(Schema):
    """A kind of file that can be read in, and its template."""

    kind: str
    name: str
    columns: list[ColumnShape]
    files: dict[str, str]
    page: Link


@reads(
    router, "/templates", Page[TemplateShape], name="templates",
    summary="Filerna som kan läsas in, med kolumner och mallar", kept=True)  # fmt: skip
def templates(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """All kinds, in the order of their rooms."""
    return cut(request, paging, [_template(kind) for kind in kinds()])


def _template(kind: FileKind) -> dict[str, Any]:
    return {
        "kind": kind.key,
        "name": kind.label,
        "columns": [
            {"head": one.head, "needed": one.needed, "about": one.about, "example": one.example}
            for one in columns_of(kind)
        ],
        "files": {form: reverse("template", args=(kind.slug, form)) for form in FORMS},
        "page": reverse("templates"),
    }


class LookShape(Schema):
    """A version of a look; number 0 is Uppsikt's own."""

    number: int
    name: str
    added_at: datetime | None
    actor: str
    is_chosen: bool
    chosen_since: datetime | None = Field(description="När det senast valdes; null om aldrig")
    address: Link
    page: Link


class ContrastShape(Schema):
    """Two colours that stand together."""

    where: str
    front: str
    back: str
    ratio: str = Field(description="Kontrasten, avkortad till en decimal: 7,0")


class SectionShape(Schema):
    """A section that the look decides in the reports of a form."""

    form: str
    part: str
    heading: str
    number: str
    text: str
    tables: list[str]


class LookContent(LookShape):
    """What a look holds."""

    fingerprint: str
    colours: dict[str, str]
    contrasts: list[ContrastShape]
    family: str | None = Field(description="Utseendets eget typsnitt; null om det inte har något")
    logo: Link | None
    word_styles: dict[str, str] = Field(description="Formatmallarna i Word, efter vad de är till")
    sections: list[SectionShape]
    style: Link
    trial: dict[str, str] = Field(description="Ett exempel i utseendet, efter format")


@reads(
    router,
    "/looks",
    Page[LookShape],
    name="looks",
    summary="Utseendena, och vilket som är valt",
    kept=True,
)
def looks(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """Every version, Uppsikt's own first."""
    reader = reader_of(request)
    every, made = selectors.versions(reader=reader), selectors.choices(reader=reader)
    return cut(request, paging, [_look(reader, one, made) for one in every])


@reads(
    router, "/looks/{int:number}", LookContent, name="look",
    summary="Ett utseende: färger, typsnitt, logotyp och avsnitt", kept=True)  # fmt: skip
def look(request: HttpRequest, number: int) -> dict[str, Any]:
    """One version. Raises UnknownLook and LookUnusable."""
    reader = reader_of(request)
    kept = selectors.version(reader=reader, number=number)
    found = selectors.look(reader=reader, store=current_store(), number=number)
    return {
        **_look(reader, kept, selectors.choices(reader=reader)),
        "fingerprint": found.fingerprint,
        "colours": {role: found.colours.of(role) for role in Colours.roles()},
        "contrasts": [
            {"where": pair.words, "front": front, "back": back, "ratio": ratio_text(ratio)}
            for pair, front, back, ratio in measured(found.colours)
        ],
        "family": found.letters.family if found.letters else None,
        "logo": reverse("look_logo", args=(number,)) if found.logo else None,
        "word_styles": dict(found.word.styles) if found.word else {},
        "sections": [_section(one) for one in found.sections],
        "style": reverse("look_style", args=(number,)),
        "trial": {kind: reverse("look_trial", args=(number, kind)) for kind in _TRIALS},
    }


def _look(reader: Reader, one: KeptLook, made: Sequence[Choice]) -> dict[str, Any]:
    times = [choice.since for choice in made if choice.number == one.number]
    return {
        "number": one.number,
        "name": one.name,
        "added_at": one.added_at,
        "actor": one.actor,
        "is_chosen": one.number == selectors.chosen_number(reader=reader),
        "chosen_since": times[-1] if times else None,
        "address": reverse("api:look", args=(one.number,)),
        "page": reverse("look", args=(one.number,)),
    }


def _section(one: SectionTemplate) -> dict[str, Any]:
    return {
        "form": one.form,
        "part": one.part,
        "heading": one.heading,
        "number": one.number,
        "text": one.text,
        "tables": list(one.tables),
    }
