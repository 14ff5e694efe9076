"""Makes a committee's report.

Nothing is kept here: texts come by the set-up file, see `setup_tables`.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from uppsikt.figures import Period
from uppsikt.followup.computed import Earlier
from uppsikt.followup.forms import demand_month, form_of
from uppsikt.followup.gather import gather
from uppsikt.followup.report import Report, compose
from uppsikt.platform.access.rules import Reader, Thing, Verb, demand
from uppsikt.store import Store

_KEPT = 64
_reports: OrderedDict[tuple[str, str], Report] = OrderedDict()
_lock = Lock()


def build_report(
    *,
    reader: Reader,
    store: Store,
    committee: str,
    period: Period,
    form: str = "monthly",
    earlier: Earlier | None = None,
) -> Report:
    """The report of a committee (by its short name) after a month, in a form.

    `earlier` holds exact and printed values of an earlier report; they are kept where they can
    stand. Raises UnknownForm, FormNotForMonth, UnknownCommittee, NoLedger, NoBudget, NotPlaced,
    Contradiction and TextFault, all with what exists and what to do.
    """
    demand(reader, Verb.READ, Thing.REPORTS)
    demand_month(form_of(form), period)
    facts, _ = gather(reader=reader, store=store, committee=committee, month=period, form=form)
    key = (facts.fingerprint, form)
    known = _known(key) if earlier is None else None
    if known is not None:
        return known
    report = compose(facts, form, earlier=earlier)
    if earlier is None:
        _keep(key, report)
    return report


def _known(key: tuple[str, str]) -> Report | None:
    with _lock:
        report = _reports.get(key)
        if report is not None:
            _reports.move_to_end(key)
        return report


def _keep(key: tuple[str, str], report: Report) -> None:
    """Keep a report by what it rests on; the one that was asked for longest ago gives way."""
    with _lock:
        _reports[key] = report
        while len(_reports) > _KEPT:
            _reports.popitem(last=False)
