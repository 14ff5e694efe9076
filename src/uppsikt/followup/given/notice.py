"""Beside a report as it is now: the last version that was given out, and what differs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from uppsikt.figures import Period
from uppsikt.followup.given.places import given_tables
from uppsikt.followup.given.reports import Given, changed_since, given_reports
from uppsikt.followup.given.retold import Retold, paragraphs, retold_tables, retold_texts
from uppsikt.followup.given.since import Since
from uppsikt.followup.last_year.view import LastYear
from uppsikt.followup.report import Report
from uppsikt.followup.services import build_report
from uppsikt.platform.access.rules import Reader
from uppsikt.store import Store


@dataclass(frozen=True)
class Notice:
    """A report that was given out, and what differs in the one that would be given out now.

    `only_texts`: no amount does, but the report would say something else. `retold` is what that
    is: texts, comments, names, notes and printed values of amounts that are the same.
    """

    given: Given
    since: Since
    only_texts: bool
    retold: tuple[Retold, ...] = ()


def notice(
    *,
    reader: Reader,
    store: Store,
    committee: str,
    month: Period,
    form: str,
    shown: LastYear,
    report: Report,
) -> Notice | None:
    """The last version given out of a report, None if none is.

    `report` is the one that is shown, which tells last year as `shown`; a version given out that
    told it in the other way is compared with one that does too.
    """
    every = given_reports(reader=reader, committee=committee, month=month, form=form)
    if not every:
        return None
    last = every[-1]
    if last.last_year is not shown:
        report = build_report(
            reader=reader,
            store=store,
            committee=committee,
            period=month,
            form=form,
            last_year=last.last_year,
        )
    return compared(reader=reader, store=store, given=last, report=report)


def compared(*, reader: Reader, store: Store, given: Given, report: Report) -> Notice:
    """A version given out beside the report as it would be now, which tells last year as it."""
    found = changed_since(reader=reader, store=store, given=given, now=report)
    if given.content == report.content:
        return Notice(given, found, only_texts=False)
    return Notice(given, found, not found.count, tuple(_retold(reader, store, given, report)))


def _retold(reader: Reader, store: Store, given: Given, report: Report) -> Iterator[Retold]:
    kept = given_tables(reader=reader, store=store, given=given)
    if kept.texts is None:
        return  # given out before texts were kept
    yield from retold_texts(kept.texts, tuple(paragraphs(report.document)))
    yield from retold_tables(kept.tables, report.tables)
