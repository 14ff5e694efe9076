"""What gives single forecasts in a month's round, and makes them public."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from uppsikt.figures import Period, UppsiktError
from uppsikt.organisation import selectors as organisation
from uppsikt.organisation.models import Committee
from uppsikt.organisation.rules import LARGEST_AMOUNT
from uppsikt.planning.models import Forecast
from uppsikt.platform.access.rules import OPERATOR, Actor, Thing, Verb, demand
from uppsikt.platform.audit.services import record
from uppsikt.platform.data_folder import STOCKHOLM

LONGEST = 4_000
"""Signs in the comment of a forecast."""


class NotReleased(UppsiktError):
    """A public report would rest on forecasts that are not public."""


class ForecastRefused(UppsiktError):
    """A forecast that cannot be kept."""


def give_forecast(
    *,
    actor: Actor,
    now: datetime,
    committee: str,
    month: Period,
    activity: str,
    net: int,
    author: str,
    comment: str,
) -> int:
    """Gives an activity's forecast of the whole year after a month; the number that it is kept by.

    `net` is whole öre, costs negative. `author` is a role in words. It is working material until
    `release_forecasts`. Raises UnknownCommittee and ForecastRefused.
    """
    demand(actor, Verb.CHANGE, Thing.FORECASTS.of(committee, activity))
    organisation.committee(reader=OPERATOR, slug=committee)
    _refuse(committee, month, activity, net, comment)
    with transaction.atomic():
        row = Forecast.everything.create(
            committee=Committee.everything.get(slug=committee),
            year=month.year,
            month=month.last,
            activity=activity,
            net=net,
            author=author,
            comment=comment.strip(),
            given_on=now.astimezone(STOCKHOLM).date(),
            recorded_at=now,
            actor=actor.name,
            file_name="",
        )
        record(
            actor=actor,
            now=now,
            verb="lämnade prognos",
            thing=f"{committee} {month} {activity}",
            committee=committee,
        )
    return row.pk


def release_forecasts(*, actor: Actor, now: datetime, committee: str, month: Period) -> int:
    """Makes the forecasts that a report after the month rests on public; how many they were.

    Of each activity and month the last one, as the report tells it; one that was given again
    before anybody read it stays working material. Those of earlier months of the year too: the
    report tells them beside its own. Called in the transaction that makes the report public,
    which is what is recorded.
    """
    demand(actor, Verb.CHANGE, Thing.REPORTS.of(committee))
    numbers = [row.pk for row in _at_work(committee, month)]
    return Forecast.everything.filter(pk__in=numbers).update(released_at=now)


def demand_released(*, committee: str, month: Period) -> None:
    """Raises NotReleased where a report after the month would rest on working material.

    For whoever makes a report public past the round that those forecasts were given in.
    """
    rows = _at_work(committee, month)
    if not rows:
        return
    waiting = min(Period.month(row.year, row.month) for row in rows)
    raise NotReleased(
        f"Rapporten skulle visa prognoser efter {waiting.text} som inte är offentliga än.",
        why="De är lämnade i månadens runda, och blir offentliga med den rapporten.",
        todo=f"Gör rapporten för {waiting.text} offentlig i rundan först.",
    )


def _at_work(committee: str, month: Period) -> list[Forecast]:
    """The forecasts that a report after the month tells and that are not public yet."""
    given = Forecast.everything.filter(
        committee__slug=committee, year=month.year, month__lte=month.last
    )
    told = {(row.month, row.activity): row for row in given}
    return [row for row in told.values() if row.released_at is None]


def _refuse(committee: str, month: Period, activity: str, net: int, comment: str) -> None:
    lines = organisation.lines(reader=OPERATOR, committee=committee, on=month.last_day)
    known = {line.key: line for line in lines if not line.is_contingency}
    if activity not in known:
        raise ForecastRefused(
            f"Prognos lämnas inte för ”{activity}” efter {month.text}.",
            values=[line.name for line in known.values()],
            todo="Välj en av verksamheterna ovan.",
        )
    if abs(net) > LARGEST_AMOUNT:
        raise ForecastRefused(
            "Beloppet är större än vad en kommun omsätter.",
            todo="Skriv prognosen i tusental kronor.",
        )
    if len(comment.strip()) > LONGEST:
        raise ForecastRefused(
            f"Kommentaren har {len(comment.strip())} tecken, och {LONGEST} får plats.",
            todo="Korta texten. Längre resonemang skrivs som ett avsnitt i rapporten.",
        )
