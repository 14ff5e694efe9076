"""Makes the texts of a report public, with the report that they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from uppsikt.figures import Period
from uppsikt.followup.basis.written import Origin, Written
from uppsikt.followup.models import GivenReport, WrittenText
from uppsikt.followup.texts import written_for
from uppsikt.organisation.models import Committee
from uppsikt.platform.access.rules import OPERATOR, Actor, Thing, Verb, demand
from uppsikt.platform.audit.services import record


def release_texts(*, actor: Actor, now: datetime, committee: str, month: Period, form: str) -> int:
    """Makes the texts of a month's report public; how many wordings became so.

    Those that the last version given out was made of: what somebody has written since then waits
    for the next one. A text that came along from a template or an earlier month is kept as the
    month's own, in the name of whoever wrote it, so that the month stays as it was read. Within
    the transaction of whoever calls, if there is one.
    """
    demand(actor, Verb.CHANGE, Thing.REPORTS.of(committee))
    with transaction.atomic():
        found = Committee.everything.select_for_update().get(slug=committee)
        until = _given_at(committee, month, form)
        along = written_for(reader=OPERATOR, committee=committee, form=form, month=month)
        texts = _come_along(along.values(), until)
        kept = WrittenText.everything.bulk_create(_kept(found, month, form, texts, now))
        drafts = _until(_of_month(committee, month, form).filter(released_at=None), until)
        count = len(kept) + drafts.update(released_at=now)
        if count:
            record(
                actor=actor,
                now=now,
                verb="gjorde rapporttexter offentliga",
                thing=f"{committee} {month} {form}",
                committee=committee,
                detail={"sections": count},
            )
    return count


def _given_at(committee: str, month: Period, form: str) -> datetime | None:
    """When the last version of the report was given out, or fixed."""
    given = GivenReport.everything.filter(committee__slug=committee, month=str(month), form=form)
    return given.order_by("version").values_list("given_at", flat=True).last()


def _of_month(committee: str, month: Period, form: str) -> QuerySet[WrittenText]:
    return WrittenText.everything.filter(committee__slug=committee, month=str(month), form=form)


def _until(rows: QuerySet[WrittenText], until: datetime | None) -> QuerySet[WrittenText]:
    return rows if until is None else rows.filter(saved_at__lte=until)


def _kept(
    committee: Committee, month: Period, form: str, texts: Iterable[Written], now: datetime
) -> Iterator[WrittenText]:
    """What came along, as the month's own rows."""
    for one in texts:
        yield WrittenText(
            committee=committee,
            month=str(month),
            form=form,
            key=one.key,
            place=one.place,
            order=one.order,
            heading=one.heading,
            body=one.body,
            number=1,
            saved_at=one.saved_at or now,
            actor=one.actor,
            carried_from=one.since,
            released_at=now,
        )


def _come_along(texts: Iterable[Written], until: datetime | None) -> Iterator[Written]:
    for one in texts:
        came = one.origin in (Origin.CARRIED, Origin.TEMPLATE)
        if came and (until is None or one.saved_at is None or one.saved_at <= until):
            yield one
