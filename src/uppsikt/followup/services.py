"""Makes a committee's report, and keeps what a report that is written has printed.

Texts come by the set-up file, see `setup_tables`.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from threading import Lock

from django.db import transaction

from uppsikt.documents.look import Look
from uppsikt.figures import Period
from uppsikt.followup.basis.facts import Facts
from uppsikt.followup.comments import comments_on, with_comments
from uppsikt.followup.forms.form import demand_month, form_of
from uppsikt.followup.gather import gather
from uppsikt.followup.given.printed import GivenOut, choices, given_out
from uppsikt.followup.last_year.view import LastYear, bridge, with_bridge
from uppsikt.followup.models import PrintedFigure
from uppsikt.followup.report import Report, compose
from uppsikt.followup.report_history import Asked, history_of, with_history
from uppsikt.look.selectors import chosen_look
from uppsikt.organisation.models import Committee
from uppsikt.platform.access.rules import OPERATOR, Actor, Reader, Thing, Verb, demand, sight
from uppsikt.platform.audit.services import record
from uppsikt.platform.kept.keeper import Keeper
from uppsikt.store import Store

_KEPT = 64
KEEPER: Keeper[Report] = Keeper(_KEPT)
"""Reports as their readers may see them; `_reports` has them by what they rest on."""
_Key = tuple[str, str, str, str]
_reports: OrderedDict[_Key, Report] = OrderedDict()
_lock = Lock()


def build_report(
    *,
    reader: Reader,
    store: Store,
    committee: str,
    period: Period,
    form: str = "monthly",
    last_year: LastYear = LastYear.PUBLISHED,
    look: Look | None = None,
    has_history: bool = True,
) -> Report:
    """The report of a committee (by its short name) after a month, in a form.

    What an earlier report has printed is printed alike where the sums allow it, and else noted.
    `last_year` restated tells earlier years by this year's organisation; where nothing has moved
    since last year that is the same as published, and the published report. It is written in the
    look that is chosen, unless another `look` is given to be tried. The comments that hold
    stand in its tables, and last how it came to be, unless it is asked for without (`has_history`).
    Raises UnknownForm, FormNotForMonth, UnknownCommittee, NoLedger, NoBudget, NotPlaced,
    Contradiction, TextFault and LookUnusable, all with what exists and what to do.
    """
    demand(reader, Verb.READ, Thing.REPORTS.of(committee))
    demand_month(form_of(form), period)

    def make() -> Report:
        report = _without_comments(
            reader=reader,
            store=store,
            committee=committee,
            period=period,
            form=form,
            last_year=last_year,
            look=look or chosen_look(reader=reader, store=store),
        )
        said = comments_on(reader=reader, committee=committee, month=period, form=form)
        report = replace(report, document=with_comments(report.document, said)) if said else report
        return _with_history(reader, report, reviewed) if has_history else report

    def reviewed() -> str:
        """The content that is reviewed: last year as published, without the history."""
        return build_report(
            reader=reader, store=store, committee=committee, period=period, form=form, look=look,
            has_history=False,
        ).content  # fmt: skip

    asked = (committee, period, form, last_year, look.fingerprint if look else "", has_history)
    return KEEPER.value((str(store.root), sight(reader, committee), *asked), make)


def _with_history(reader: Reader, report: Report, reviewed: Callable[[], str]) -> Report:
    facts = report.figures.facts
    content = reviewed if facts.restated_to else lambda: report.content
    asked = Asked(facts.committee, facts.month, report.form.key, content)
    told = history_of(reader=reader, asked=asked)
    return replace(report, document=with_history(report.document, told)) if told else report


def _without_comments(
    *,
    reader: Reader,
    store: Store,
    committee: str,
    period: Period,
    form: str,
    last_year: LastYear,
    look: Look,
) -> Report:
    read = partial(
        gather,
        reader=reader,
        store=store,
        committee=committee,
        month=period,
        form=form,
        look=look,
    )
    facts, lookup = read()
    before = given_out(reader=reader, committee=committee)
    published = _composed(facts, form, before, look)
    if last_year is LastYear.PUBLISHED or not facts.has_moved:
        return published
    facts, _ = read(restated=True)
    leads = bridge(reader=reader, published=published.figures, flows=lookup.flows)
    return _composed(with_bridge(facts, leads), form, before, look)


def _composed(facts: Facts, form: str, before: GivenOut, look: Look) -> Report:
    """The report of the facts, kept by what it rests on."""
    key = (facts.fingerprint, form, before.mark, look.fingerprint)
    known = _known(key)
    if known is not None:
        return known
    report = compose(facts, form, earlier=before.printed, look=look)
    _keep(key, report)
    return report


def remember_printed(*, actor: Actor, now: datetime, report: Report) -> None:
    """Keep what a report has printed, as it leaves the house: later ones print the same.

    The first printed value of an exact amount stays. The same report twice changes nothing.
    """
    facts = report.figures.facts
    demand(actor, Verb.CHANGE, Thing.REPORTS.of(facts.committee))
    committee = Committee.everything.get(slug=facts.committee)
    before = given_out(reader=OPERATOR, committee=facts.committee).printed
    rows = [
        PrintedFigure(
            committee=committee,
            what=name.what,
            activity=name.of.activity,
            side=name.of.side,
            group=name.of.group,
            organisation=name.of.organisation,
            period=str(name.when),
            exact=exact,
            printed=printed,
        )
        for name, exact, printed in choices(report.figures)
        if (name, exact) not in before
    ]
    if not rows:
        return
    with transaction.atomic():
        PrintedFigure.everything.bulk_create(rows, ignore_conflicts=True)
        record(
            actor=actor,
            now=now,
            verb="skrev ut rapport",
            thing=report.document.identifier,
            committee=facts.committee,
        )


def _known(key: _Key) -> Report | None:
    with _lock:
        report = _reports.get(key)
        if report is not None:
            _reports.move_to_end(key)
        return report


def _keep(key: _Key, report: Report) -> None:
    """Keep a report by what it rests on; the one that was asked for longest ago gives way."""
    with _lock:
        _reports[key] = report
        while len(_reports) > _KEPT:
            _reports.popitem(last=False)
