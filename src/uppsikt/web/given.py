"""What the pages show of reports that were given out: links, and what has changed since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString, mark_safe

from uppsikt.documents import Table, table_html
from uppsikt.figures import Period, month_name
from uppsikt.followup.forms.form import Form, forms
from uppsikt.followup.given.notice import Notice, compared, notice
from uppsikt.followup.given.reports import Given, given_reports
from uppsikt.followup.given.retold import Retold
from uppsikt.followup.given.seal import grouped, shortened
from uppsikt.followup.given.tables import difference_lead, difference_tables, others_table
from uppsikt.followup.last_year.view import LastYear
from uppsikt.followup.report import Report
from uppsikt.platform.access.rules import Reader
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.platform.stores import current_store
from uppsikt.web.links import FILES, ReportLinks, given_links


@dataclass(frozen=True, slots=True)
class GivenLink:
    """A report that was given out: its name and version, when, why, and where it is.

    `is_public`: for everybody, not only for those at work on it.
    """

    name: str
    version: int
    when: str
    links: ReportLinks
    is_last: bool = True
    reason: str = ""
    is_public: bool = True


@dataclass(frozen=True, slots=True)
class Changes:
    """What has changed since a report was given out: a sentence and tables, or that nothing has.

    `others` is the table of figures besides the activities' net costs. `only_texts`: no amount
    has, but the report would say something else. `retold` is what that is, besides amounts.
    """

    lead: str
    tables: tuple[SafeString, ...] = ()
    count: int = 0
    others: SafeString | None = None
    only_texts: bool = False
    retold: tuple[Retold, ...] = ()


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
            one.is_public,
        )
        for one in every
        if one.form in known
    )


@dataclass(frozen=True, slots=True)
class SealPart:
    """Something that the seal of a report is over: what it is, and its fingerprint or number."""

    name: str
    mark: str


@dataclass(frozen=True, slots=True)
class Seal:
    """The one fingerprint of a report given out, short and whole, and what it is over."""

    short: str
    whole: str
    parts: tuple[SealPart, ...]


def seal_of(one: Given) -> Seal | None:
    """The seal of a report; None for one that was given out before there were seals."""
    if not one.seal:
        return None
    return Seal(shortened(one.seal), grouped(one.seal), tuple(_seal_parts(one)))


def _seal_parts(one: Given) -> Iterator[SealPart]:
    for name, kind in (*FILES, ("Webbsida i en fil", "html")):
        if kind in one.files:
            yield SealPart(name, one.files[kind])
    yield SealPart("Rapportens sida", one.article)
    yield SealPart("Exakta belopp och tabeller", one.figures)
    for ledger in one.imports:
        months = f"{month_text(ledger.first)}–{month_text(ledger.last)}"
        yield SealPart(f"Huvudbok, inläsning {ledger.number}, {months}", ledger.fingerprint)
    yield SealPart("Uppgifterna som beloppen vilar på", one.facts)
    yield SealPart("Allt som rapporten säger", one.content)


def month_text(month: int) -> str:
    """A month (yyyymm) as 2022-10."""
    return f"{month // 100}-{month % 100:02d}"


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
        return Changes("", only_texts=found.only_texts, retold=found.retold)
    rest = others_table(found.since)
    return Changes(
        difference_lead(found.since),
        tuple(_html(table) for table in difference_tables(found.since)),
        found.since.count,
        None if rest is None else _html(rest),
        retold=found.retold,
    )


def _html(table: Table) -> SafeString:
    return mark_safe(table_html(table))
