"""The texts of a report as those who write them see them, and the figures that they can bind."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from uppsikt.api import links
from uppsikt.api.reader import reader_of
from uppsikt.api.reading import reads
from uppsikt.api.shapes import Link, Month, Page, Paging, Slug, cut, page_of
from uppsikt.api.texts import Words
from uppsikt.figures import Period
from uppsikt.followup.editing.bindable import bindable
from uppsikt.followup.editing.rules import Where
from uppsikt.followup.editing.selectors import written_sections
from uppsikt.followup.forms.form import demand_month, form_of
from uppsikt.organisation.selectors import committee as committee_of
from uppsikt.platform.access.rules import Thing, Verb, demand
from uppsikt.platform.stores import current_store

router = Router(tags=["Rapporter"])
_REPORT = "/committees/{slug}/{period}/reports/{form}"


class TextShape(Schema):
    """A section of a report's texts."""

    key: str
    place: str = Field(description="inledning, analys eller avslutning")
    order: int
    heading: str = Field(description="Rubriken som den är skriven, med bundna tal i [[ ]]")
    body: str = Field(description="Texten som den är skriven, i Markdown med bundna tal i [[ ]]")
    origin: str = Field(description="Varifrån texten kommer, i ord")
    taken_out: bool = Field(description="Om avsnittet är taget ur månaden")
    since: str = Field(
        description="Månaden som orden skrevs för, om ingen har sagt att de stämmer; annars tomt"
    )
    faults: int = Field(description="Hur många ställen som inte kan skrivas ut")
    number: int = Field(description="Vilken lydelse i ordningen det är denna månad; 0 om ingen")
    saved_at: datetime | None
    actor: str
    public: bool = Field(description="Om lydelsen är offentlig")
    page: Link


class FigureShape(Schema):
    """A figure or a word that a text can bind."""

    text: str = Field(description="Det som skrivs i texten")
    printed: str = Field(description="Så står det i rapporten; tomt innan månaden är bokförd")


class Asked(Paging):
    """What is looked for among the figures."""

    q: Words = Field("", description="Ord som det bundna talet ska ha")


@reads(
    router,
    f"{_REPORT}/texts",
    Page[TextShape],
    name="texts",
    summary="Rapportens texter, som de som skriver dem ser dem",
    about="Arbetsmaterial: allmänheten läser texterna i rapporten, när den är offentlig.",
    kept=True,
)
def texts(
    request: HttpRequest, slug: Slug, period: Month, form: Slug, paging: Query[Paging]
) -> dict[str, Any]:
    """The sections in the report's order, with those that are taken out."""
    where = _where(request, slug, period, form)
    every = written_sections(reader=reader_of(request), where=where)
    place = (slug, period, form_of(form).slug)
    told = [
        {
            "key": one.section.key,
            "place": one.section.place,
            "order": one.section.order,
            "heading": one.heading,
            "body": one.body,
            "origin": one.section.origin.value,
            "taken_out": one.section.is_taken_out,
            "since": one.section.since,
            "faults": one.faults,
            "number": one.section.number,
            "saved_at": one.section.saved_at,
            "actor": one.section.actor,
            "public": one.section.is_released,
            "page": links.page("text", *place, one.section.key),
        }
        for one in every
    ]
    return cut(request, paging, told)


@reads(
    router,
    f"{_REPORT}/bindable",
    Page[FigureShape],
    name="bindable",
    summary="Tal och ord som en text kan binda, med sina värden",
    about="Utan q: alla. Ett snedstreck i q ger delar av en verksamhet, och ett lodstreck alla "
    "sätt att skriva ett tal.",
)
def figures(
    request: HttpRequest,
    slug: Slug,
    period: Month,
    form: Slug,
    asked: Query[Asked],
) -> dict[str, Any]:
    """What has all the words of the query."""
    found, total = bindable(
        reader=reader_of(request),
        store=current_store(),
        where=_where(request, slug, period, form),
        query=asked.q,
        most=asked.offset + asked.per_page,
    )
    items = [{"text": one.text, "printed": one.printed} for one in found[asked.offset :]]
    return page_of(request, asked, items, total)


def _where(request: HttpRequest, slug: str, period: Period, form: str) -> Where:
    """The report. Raises UnknownForm, UnknownCommittee, NotAllowed and FormNotForMonth."""
    chosen = form_of(form)
    committee_of(reader=reader_of(request), slug=slug)
    demand(reader_of(request), Verb.READ, Thing.TEXTS.of(slug))
    demand_month(chosen, period)
    return Where(slug, period, chosen.key)
