"""What the pages show of reports that were given out: links, and what has changed since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString, mark_safe

from uppsikt.documents import Table, table_html
from uppsikt.figures import Period, month_name
from uppsikt.followup.forms.form import Form, forms
from uppsikt.followup.given.notice import Notice, compared, notice
from uppsikt.followup.given.reports import Given, given_reports
from uppsikt.followup.given.tables import difference_lead, difference_tables, others_table
from uppsikt.followup.last_year.view import LastYear
from uppsikt.followup.report import Report
from uppsikt.platform.access.rules import Reader
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.platform.stores import current_store
from uppsikt.web.links import ReportLinks, given_links


@dataclass(frozen=True, slots=True)
class GivenLink:
    """A report that was given out: its name and version, when, where it is, and why it is new."""

    name: str
    version: int
    when: str
    links: ReportLinks
    is_last: bool = True
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """What has changed since a report was given out: a sentence and tables, or that nothing has.

    `others` is the table of figures besides the activities' net costs. `only_texts`: no amount
    has, but the report would say something else.
    """

    lead: str
    tables: tuple[SafeString, ...] = ()
    count: int = 0
    others: SafeString | None = None
    only_texts: bool = False


def day_text(when: datetime) -> str:
    """The day in words, in Stockholm: 28 november 2026."""
    day = when.astimezone(STOCKHOLM)
    return f"{day.day} {month_name(day.month)} {day.year}"


def given_of(
    reader: Reader, slug: str, period: Period, form: Form | None = None
) -> tuple[GivenLink, ...]:
    """The reports of a committee after a month that were given out, each with all its versions."""
    key = None if form is None else form.key
    every = given_reports(reader=reader, committee=slug, month=period, form=key)
    last = {one.form: one.version for one in every}
    known = {one.key: one.name for one in forms()}
    return tuple(
        GivenLink(
            known[one.form],
            one.version,
            day_text(one.given_at),
            given_links(one),
            one.version == last[one.form],
            one.reason,
        )
        for one in every
        if one.form in known
    )


def given_notice(
    reader: Reader, slug: str, period: Period, form: Form, *, shown: LastYear, report: Report
) -> Mapping[str, object]:
    """For the page of a report as it is now: the last version given out, and what differs.

    `report` is the one on the page, which tells last year as `shown`; if the version given out
    told it in the other way, it is compared with one that does too.
    """
    found = notice(
        reader=reader,
        store=current_store(),
        committee=slug,
        month=period,
        form=form.key,
        shown=shown,
        report=report,
    )
    if found is None:
        return {}
    return {"given": given_of(reader, slug, period, form)[-1], "changes": _changes(found)}


def changes(reader: Reader, given: Given, built: Report) -> Changes:
    """What differs between a report as it was given out and as it would be now."""
    return _changes(compared(reader=reader, store=current_store(), given=given, report=built))


def _changes(found: Notice) -> Changes:
    if not found.since.count:
        return Changes("", only_texts=found.only_texts)
    rest = others_table(found.since)
    return Changes(
        difference_lead(found.since),
        tuple(_html(table) for table in difference_tables(found.since)),
        found.since.count,
        None if rest is None else _html(rest),
    )


def _html(table: Table) -> SafeString:
    return mark_safe(table_html(table))
