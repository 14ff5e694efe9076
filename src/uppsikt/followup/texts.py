"""Which texts and month histories a report shows, and the texts as their writers see them."""

from __future__ import annotations

from dataclasses import dataclass

from uppsikt.figures import Period
from uppsikt.followup.basis.facts import PLACES, SectionText
from uppsikt.followup.forms.form import form_of
from uppsikt.followup.models import MonthHistory, Section
from uppsikt.platform.access.rules import Reader, Thing, Verb, demand


@dataclass(frozen=True, slots=True)
class KeptHistory:
    """An activity that is to be shown month by month; `key` and `title` name the table."""

    key: str
    title: str
    activity: str


def sections(
    *, reader: Reader, committee: str, form: str, month: Period
) -> tuple[SectionText, ...]:
    """The sections of a report in order: of each key the narrowest that holds.

    One for the month goes before one for all months, then one for the form before one for all
    forms. A section without text is left out. A form of its own kind has only its own texts.
    """
    demand(reader, Verb.READ, Thing.REPORTS.of(committee))
    rows = Section.objects.seen_by(reader).filter(
        committee__slug=committee, form__in=_holding_for(form), month__in=("", str(month))
    )
    narrowest: dict[str, Section] = {}
    for row in rows:
        known = narrowest.get(row.key)
        if known is None or _narrowness(row) > _narrowness(known):
            narrowest[row.key] = row
    chosen = sorted(narrowest.values(), key=lambda row: (row.order, row.pk))
    return tuple(_text(row) for row in chosen if row.body.strip())


def histories(*, reader: Reader, committee: str, form: str) -> tuple[KeptHistory, ...]:
    """The month histories of a form, in order; one for the form goes before one for all forms."""
    demand(reader, Verb.READ, Thing.REPORTS.of(committee))
    rows = MonthHistory.objects.seen_by(reader).filter(
        committee__slug=committee, form__in=_holding_for(form)
    )
    narrowest: dict[str, MonthHistory] = {}
    for row in rows:
        if row.form or row.key not in narrowest:
            narrowest[row.key] = row
    return tuple(KeptHistory(row.key, row.title, row.activity) for row in narrowest.values())


def _holding_for(form: str) -> tuple[str, ...]:
    """The form, and what is written for all forms where that holds for it too."""
    return (form,) if form_of(form).own_texts else ("", form)


def _narrowness(row: Section) -> tuple[bool, bool]:
    return bool(row.month), bool(row.form)


def _text(row: Section) -> SectionText:
    place = next(place for place in PLACES if place == row.place)
    return SectionText(row.key, row.heading, row.body, place)
