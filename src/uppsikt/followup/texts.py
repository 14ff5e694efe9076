"""Which texts and month histories a report shows, and the texts as their writers see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db.models import Max, Q

from uppsikt.figures import Period
from uppsikt.followup.basis.facts import PLACES, Place, SectionText
from uppsikt.followup.basis.written import Origin, Wording, Written, in_force
from uppsikt.followup.forms.form import form_of
from uppsikt.followup.models import MonthHistory, Section, WrittenText
from uppsikt.platform.access.rules import Reader, Thing, Verb, demand, may


@dataclass(frozen=True, slots=True)
class KeptHistory:
    """An activity that is to be shown month by month; `key` and `title` name the table."""

    key: str
    title: str
    activity: str


def sections(
    *, reader: Reader, committee: str, form: str, month: Period
) -> tuple[SectionText, ...]:
    """The sections of a report in order, as the reader may see them; those without text are out."""
    every = report_sections(reader=reader, committee=committee, form=form, month=month)
    return tuple(text_of(one) for one in every if not one.is_taken_out)


def report_sections(
    *, reader: Reader, committee: str, form: str, month: Period
) -> tuple[Written, ...]:
    """The sections of a report in order, also those that are taken out of the month.

    What is written on the pages for the month goes before the set-up file's sections; so does what
    comes along from a template or the month before, but for a section of the file for that very
    month. Of those in the file with the same key the narrowest holds: one for the month goes
    before one for all months, then one for the form before one for all forms. A form of its own
    kind has only its own texts.
    """
    demand(reader, Verb.READ, Thing.REPORTS.of(committee))
    narrowest = _from_setup(reader, committee, form, month)
    written = written_for(reader=reader, committee=committee, form=form, month=month)
    found = {key: _of_setup(row) for key, row in narrowest.items()}
    for key, one in written.items():
        row = narrowest.get(key)
        if one.origin is Origin.WRITTEN or row is None or not row.month:
            is_the_files = row is not None and (row.heading, row.body) == (one.heading, one.body)
            found[key] = replace(one, since="") if is_the_files else one
    file_order = {key: row.pk for key, row in narrowest.items()}
    last = max(file_order.values(), default=0) + 1
    return tuple(
        sorted(found.values(), key=lambda one: (one.order, file_order.get(one.key, last), one.key))
    )


def written_for(
    *, reader: Reader, committee: str, form: str, month: Period
) -> Mapping[str, Written]:
    """What of a report's texts is written on the pages, by key: for the month, or come along.

    Nothing comes along that is more than a year old.
    """
    demand(reader, Verb.READ, Thing.REPORTS.of(committee))
    seen = WrittenText.objects.seen_by(reader).filter(committee__slug=committee, form=form)
    held = seen.filter(
        Q(month="", starts__lte=str(month))
        | Q(month__gte=str(month.previous_year()), month__lte=str(month))
    )
    last = held.order_by().values("key", "month", "starts").annotate(last=Max("pk")).values("last")
    rows = seen.filter(pk__in=last)
    is_at_work = may(reader, Verb.READ, Thing.DRAFTS.of(committee))
    return in_force(map(wording_of, rows), str(month), is_at_work=is_at_work)


def wording_of(row: WrittenText) -> Wording:
    """A row as a plain value."""
    return Wording(
        month=row.month,
        starts=row.starts,
        key=row.key,
        place=row.place,
        order=row.order,
        heading=row.heading,
        body=row.body,
        number=row.number,
        saved_at=row.saved_at,
        actor=row.actor,
        carried_from=row.carried_from,
        is_released=row.released_at is not None,
    )


def text_of(one: Written) -> SectionText:
    """A section as reports take it."""
    return SectionText(one.key, one.heading, one.body, place_of(one.place))


def place_of(name: str) -> Place:
    """The place with the name. Raises StopIteration for none of them."""
    return next(place for place in PLACES if place == name)


def _from_setup(reader: Reader, committee: str, form: str, month: Period) -> dict[str, Section]:
    rows = Section.objects.seen_by(reader).filter(
        committee__slug=committee, form__in=_holding_for(form), month__in=("", str(month))
    )
    narrowest: dict[str, Section] = {}
    for row in rows:
        known = narrowest.get(row.key)
        if known is None or _narrowness(row) > _narrowness(known):
            narrowest[row.key] = row
    return narrowest


def _of_setup(row: Section) -> Written:
    return Written(row.key, row.place, row.order, row.heading, row.body, Origin.SETUP)


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
