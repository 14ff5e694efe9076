"""Which report an address of the round asks for, and the way up from its pages."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.urls import reverse

from uppsikt.figures import Period
from uppsikt.followup.editing.rules import Where
from uppsikt.followup.forms.form import Form, demand_month, form_of
from uppsikt.organisation.selectors import Committee
from uppsikt.organisation.selectors import committee as committee_of
from uppsikt.platform.access.rules import Thing, Verb, demand, may
from uppsikt.web.links import Crumb, crumbs, form_of_slug
from uppsikt.web.reader import reader_of


def report_asked(request: HttpRequest, slug: str, period: Period, form: str) -> Where:
    """The report whose texts are asked for, by somebody who may read them.

    Raises Http404, NotAllowed, UnknownCommittee and FormNotForMonth.
    """
    chosen = form_of_slug(form)
    if chosen is None:
        raise Http404
    committee_of(reader=reader_of(request), slug=slug)
    demand(reader_of(request), Verb.READ, Thing.TEXTS.of(slug))
    demand_month(chosen, period)
    return Where(slug, period, chosen.key)


def may_write(request: HttpRequest, slug: str) -> bool:
    """Whether the reader may write the texts, and not only read them."""
    return may(reader_of(request), Verb.CHANGE, Thing.TEXTS.of(slug))


def way_up(request: HttpRequest, where: Where) -> tuple[Crumb, ...]:
    """From all committees to the report whose texts they are."""
    found: Committee = committee_of(reader=reader_of(request), slug=where.committee)
    form: Form = form_of(where.form)
    page = reverse("report", args=(where.committee, where.month, form.slug))
    return (*crumbs(found, where.month), Crumb(form.name, page))


def texts_page(where: Where) -> str:
    """The list of the report's texts."""
    return reverse("texts", args=(where.committee, where.month, form_of(where.form).slug))


def text_page(where: Where, key: str) -> str:
    """The page of one text."""
    return reverse("text", args=(where.committee, where.month, form_of(where.form).slug, key))
