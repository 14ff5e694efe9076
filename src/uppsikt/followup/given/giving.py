"""Gives reports out: what was given is kept for ever, and a correction makes a new version."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.metadata import version as version_of

from django.conf import settings
from django.db import transaction

from uppsikt.documents import Document, render_html
from uppsikt.documents.formats import FORMATS
from uppsikt.figures import Period, UppsiktError, thousands
from uppsikt.followup.basis.facts import Facts
from uppsikt.followup.findable import refresh_report
from uppsikt.followup.gather import YEARS_BACK
from uppsikt.followup.given import kept_tables, retold
from uppsikt.followup.given.frozen import frozen, to_json
from uppsikt.followup.given.reports import Given, given_reports, sealed
from uppsikt.followup.given.seal import seal_of
from uppsikt.followup.last_year.view import LastYear
from uppsikt.followup.models import GivenReport
from uppsikt.followup.releasing import release_texts
from uppsikt.followup.report import Report
from uppsikt.followup.services import build_report, remember_printed
from uppsikt.look.selectors import chosen_number
from uppsikt.organisation.models import Committee
from uppsikt.planning.forecasts_given import demand_released
from uppsikt.platform.access.rules import OPERATOR, Actor, Thing, Verb, demand
from uppsikt.platform.audit.services import record
from uppsikt.sources.latest import last_import
from uppsikt.sources.readings import ledgers_in_force
from uppsikt.store import Store

LONGEST_REASON = 500
"""Characters of a reason: it stands in a list of versions."""
_FIXED_ANEW = "fastställd på nytt i månadsrundan"
"""Why there is a new version where a round is the first to fix what was given out before it."""


class NoReason(UppsiktError):
    """A correction is given out without a reason, or with one that has no room."""


@dataclass(frozen=True)
class GivenOutcome:
    """What giving a report out did: the version, and whether it is a new one."""

    given: Given
    is_new: bool

    def __str__(self) -> str:
        name, version = f"{self.given.title} är", f"lämnad i version {self.given.version}"
        if self.is_new:
            return f"{name} {version}. Den ändras aldrig mer."
        return f"{name} redan {version}, och ingenting är ändrat sedan dess."


def give_out(
    *,
    actor: Actor,
    now: datetime,
    store: Store,
    committee: str,
    period: Period,
    form: str = "monthly",
    last_year: LastYear = LastYear.PUBLISHED,
    reason: str = "",
    is_public: bool = True,
    within: Callable[[Report, int], None] = lambda _report, _version: None,
) -> GivenOutcome:
    """Give a committee's report out: its five formats, its page and its exact amounts are kept.

    The first is version 1. Later, a report that is equal to the last version changes nothing, and
    another one becomes the next version; those before stay as they were. Files are written first
    and one transaction makes them a version, so that a process killed at any point gave nothing.
    `last_year` says how it tells last year, and `reason` why there is a new version. One that is
    not public is fixed, for those at work on it, until `make_public`. `within` is called with the
    report and its version first in that transaction: what it raises undoes all of it.

    Raises what `build_report` raises, NoReason for a new version without one, NotReleased for a
    public one that would show what is not, and StoreError and FolderBusy.
    """
    demand(actor, Verb.CHANGE, Thing.REPORTS.of(committee))
    why = tidy_reason(reason)
    with settings.DATA_FOLDER.lock("utlämning av rapport", now=now):
        report = build_report(
            reader=OPERATOR,
            store=store,
            committee=committee,
            period=period,
            form=form,
            last_year=last_year,
        )
        before = given_reports(reader=OPERATOR, committee=committee, month=period, form=form)
        if before and before[-1].content == report.content:
            with transaction.atomic():
                within(report, before[-1].version)
            return GivenOutcome(before[-1], is_new=False)
        why = _reason(why, before, is_public=is_public)
        if is_public:
            demand_released(committee=committee, month=period)
        draft = _draft(report, store, len(before) + 1)
        draft.given_at, draft.actor, draft.reason = now, actor.name, why
        draft.released_at = now if is_public else None
        draft.seal = seal_of(sealed(draft))
        with transaction.atomic():
            within(report, draft.version)
            _keep(draft, report, actor, now)
    every = given_reports(reader=OPERATOR, committee=committee, month=period, form=form)
    return GivenOutcome(every[-1], is_new=True)


def _reason(why: str, before: Sequence[Given], *, is_public: bool) -> str:
    """Why there is a new version. Raises NoReason for a correction without a reason."""
    if why or not before:
        return why
    if not is_public:
        return _FIXED_ANEW
    raise NoReason(
        f"Rapporten är redan lämnad i version {before[-1].version}, och en rättelse "
        "behöver ett skäl.",
        why="Skälet står bredvid versionerna, så att var och en ser vad som rättades.",
        todo="Ange skälet, på kommandoraden med --reason.",
    )


def _keep(draft: GivenReport, report: Report, actor: Actor, now: datetime) -> None:
    """Makes the draft a version: what it printed and says is kept, and all of it is recorded."""
    is_public, facts = draft.released_at is not None, report.figures.facts
    if is_public:
        demand_released(committee=facts.committee, month=facts.month)
    draft.save()
    refresh_report(draft.pk)
    remember_printed(actor=actor, now=now, report=report)
    record(
        actor=actor,
        now=now,
        verb=f"{'lämnade ut' if is_public else 'fastställde'} rapport, version {draft.version}",
        thing=report.document.identifier,
        committee=facts.committee,
        detail={"files": draft.files, "known_at": draft.known_at},
    )
    if is_public:
        release_texts(
            actor=actor,
            now=now,
            committee=facts.committee,
            month=facts.month,
            form=draft.form,
        )


def tidy_reason(text: str) -> str:
    """A reason on one line. Raises NoReason for one that is too long."""
    line = " ".join(text.split())
    if len(line) > LONGEST_REASON:
        raise NoReason(
            f"Skälet har {thousands(len(line))} tecken, och {LONGEST_REASON} får plats.",
            values=[f"{line[:60]} …"],
            todo="Korta det.",
        )
    return line


def make_public(
    *, actor: Actor, now: datetime, committee: str, period: Period, form: str
) -> Given | None:
    """Make the version of a report that was fixed last public, and its texts; answers it, if any.

    One that was fixed before it and opened again never left the house: it stays working material,
    with what it was opened again for. Within the transaction of whoever calls, if there is one.
    """
    demand(actor, Verb.CHANGE, Thing.REPORTS.of(committee))
    with transaction.atomic():
        last = (
            GivenReport.everything.filter(committee__slug=committee, month=str(period), form=form)
            .order_by("version")
            .last()
        )
        is_fixed = last is not None and last.released_at is None
        if last is not None and is_fixed:
            GivenReport.everything.filter(pk=last.pk).update(released_at=now)
            refresh_report(last.pk)
            record(
                actor=actor,
                now=now,
                verb=f"gjorde rapport offentlig, version {last.version}",
                thing=f"{committee} {period} {form}",
                committee=committee,
            )
        release_texts(actor=actor, now=now, committee=committee, month=period, form=form)
    every = given_reports(reader=OPERATOR, committee=committee, month=period, form=form)
    return every[-1] if is_fixed else None


def numbered(document: Document, version: int) -> Document:
    """The document with its version beside its date; the first version needs no number."""
    if version == 1:
        return document
    return replace(
        document,
        date=f"{document.date} (version {version})",
        identifier=f"{document.identifier}-v{version}",
    )


def _draft(report: Report, store: Store, version: int) -> GivenReport:
    """The report as it is to be kept; its files are written here."""
    facts, document = report.figures.facts, numbered(report.document, version)
    return GivenReport(
        committee=Committee.everything.get(slug=facts.committee),
        month=str(facts.month),
        form=report.form.key,
        last_year=LastYear.RESTATED if facts.restated_to else LastYear.PUBLISHED,
        version=version,
        title=f"{facts.committee_name}, {document.title[0].lower()}{document.title[1:]}"[:300],
        facts=facts.fingerprint,
        content=report.content,
        known_at=last_import(reader=OPERATOR),
        program=version_of("uppsikt"),
        look=chosen_number(reader=OPERATOR),
        imports=_imports(facts),
        files={kind: store.write_bytes(form.content(document)) for kind, form in FORMATS.items()},
        article=store.write_bytes(render_html(document, standalone=False).encode()),
        figures=store.write_bytes(
            to_json(
                frozen(report.figures),
                tables=kept_tables.written(report),
                texts=retold.written(document),
            )
        ),
    )


def _imports(facts: Facts) -> list[list[object]]:
    """The ledger files that the figures rest on: number, fingerprint and months (yyyymm).

    Those of all committees where last year is restated, since activities came from others.
    """
    files = ledgers_in_force(
        reader=OPERATOR,
        committee=None if facts.restated_to else facts.committee,
        first_year=facts.month.year - YEARS_BACK,
        last_year=facts.month.year,
    )
    return [[one.number, one.fingerprint, one.first, one.last] for one in files]
