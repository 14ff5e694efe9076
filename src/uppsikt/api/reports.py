"""A committee's reports: which there are, and each as it is now."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from uppsikt.api import links
from uppsikt.api.month import month_report
from uppsikt.api.papers import DocumentShape, TableShape, document_of, table_of
from uppsikt.api.reader import reader_of
from uppsikt.api.reading import reads
from uppsikt.api.shapes import (
    Link,
    Month,
    Page,
    Paging,
    Slug,
    cut,
    last_year_asked,
    month_text,
)
from uppsikt.figures import Period
from uppsikt.followup import selectors
from uppsikt.followup.forms.form import Form, form_of
from uppsikt.followup.given.notice import Notice, notice
from uppsikt.followup.given.reports import Given
from uppsikt.followup.given.tables import difference_lead, difference_tables, others_table
from uppsikt.followup.last_year.view import LastYear
from uppsikt.organisation.selectors import committee as committee_of
from uppsikt.platform.stores import current_store

router = Router(tags=["Rapporter"])
_MONTH = "/committees/{slug}/{period}"


class ReportLinks(Schema):
    """A report that can be made after the month."""

    form: str = Field(description="Rapportens namn i adresser: monthly, interim, annual …")
    name: str
    address: Link
    page: Link
    files: dict[str, str] = Field(description="Rapporten som fil, efter format")
    versions: Link = Field(description="Versionerna som är lämnade")


class GivenFile(Schema):
    """A file of a report that was given out."""

    address: Link
    fingerprint: str = Field(description="Filens innehåll, som sha256")


class LedgerShape(Schema):
    """A ledger file that a report rests on, by months."""

    number: int = Field(description="Inläsningens nummer")
    fingerprint: str = Field(description="Filens innehåll, som sha256")
    first: str
    last: str


class GivenShape(Schema):
    """A report that was given out: it never changes."""

    form: str
    version: int
    title: str
    last_year: LastYear
    given_at: datetime
    actor: str
    content: str = Field(description="Fingeravtryck av allt som rapporten säger")
    reason: str = Field(description="Skälet till en ny version; tomt för den första")
    released_at: datetime | None = Field(description="När den blev offentlig; null innan dess")
    seal: str = Field(
        description="Ett fingeravtryck över filer, uppgifter och huvudböcker; tomt för en rapport "
        "från innan det sparades"
    )
    sealed: str = Field(
        description="Texten som seal är SHA-256 av, i UTF-8: alla uppgifter, och varje fils eget "
        "fingeravtryck"
    )
    imports: list[LedgerShape] = Field(description="Huvudböckerna som den vilar på")
    files: dict[str, GivenFile] = Field(description="Filerna, efter format")
    look: int = Field(description="Numret på utseendet som den är skriven i")
    address: Link
    page: Link


class RetoldShape(Schema):
    """Something besides amounts that the report would tell otherwise now."""

    kind: str = Field(description="text, kommentar, namn, anmärkning eller avrundning")
    place: str = Field(description="Rubriken, tabellen eller cellen där det står")
    then: str = Field(description="I rapporten; tomt om det inte fanns")
    now: str = Field(description="Nu; tomt om det inte finns längre")


class ChangesShape(Schema):
    """What differs between a version given out and the report as it would be now."""

    version: int
    count: int = Field(description="Hur många belopp som skiljer")
    only_texts: bool = Field(description="Inget belopp skiljer, men en text eller en tabell")
    lead: str
    tables: list[TableShape]
    retold: list[RetoldShape] = Field(description="Det som skiljer utöver beloppen")


class ReportShape(DocumentShape):
    """A report as it is now, and what differs from the last version given out."""

    form: str
    name: str
    last_year: LastYear
    has_moved: bool = Field(description="Om något har flyttat sedan förra året")
    page: Link
    files: dict[str, str]
    given: GivenShape | None = Field(description="Den senaste versionen som är lämnad")
    changes: ChangesShape | None = Field(description="Vad som skiljer från den")


@reads(
    router,
    f"{_MONTH}/reports",
    Page[ReportLinks],
    name="reports",
    summary="Rapporterna som kan göras efter en månad",
    kept=True,
)
def reports(
    request: HttpRequest, slug: Slug, period: Month, paging: Query[Paging]
) -> dict[str, Any]:
    """The reports that are offered, in the order of the forms."""
    reader = reader_of(request)
    committee_of(reader=reader, slug=slug)
    forms = selectors.offered_forms(reader=reader, committee=slug, period=period)
    return cut(request, paging, [_links(form, slug, period) for form in forms])


@reads(
    router,
    _MONTH + "/reports/{form}",
    ReportShape,
    name="report",
    summary="En rapport som den är nu",
    about="Tabellerna är desamma som i rapportens JSON-fil. En rapport som inte är lämnad är ett "
    "utkast, och kan ändras.",
    kept=True,
)
def report(
    request: HttpRequest,
    slug: Slug,
    period: Month,
    form: Slug,
    last_year: LastYear = last_year_asked(),
) -> dict[str, Any]:
    """The whole report. Raises UnknownForm and what `build_report` raises."""
    reader, chosen = reader_of(request), form_of(form)
    committee_of(reader=reader, slug=slug)
    built = month_report(reader, slug, period, chosen.key, last_year)
    found = notice(
        reader=reader,
        store=current_store(),
        committee=slug,
        month=period,
        form=chosen.key,
        shown=last_year,
        report=built,
    )
    return {
        **document_of(built.document),
        "form": chosen.key,
        "name": chosen.name,
        "last_year": last_year,
        "has_moved": built.figures.facts.has_moved,
        "page": links.report_page(chosen, slug, period, last_year),
        "files": links.report_files(chosen, slug, period, last_year),
        "given": given_of(found.given) if found else None,
        "changes": changes_of(found) if found else None,
    }


def given_of(one: Given) -> dict[str, Any]:
    """A version given out, with where its files are."""
    place = (one.committee, one.month, one.form)
    return {
        "form": one.form,
        "version": one.version,
        "title": one.title,
        "last_year": one.last_year,
        "given_at": one.given_at,
        "actor": one.actor,
        "content": one.content,
        "reason": one.reason,
        "released_at": one.released_at,
        "seal": one.seal,
        "sealed": one.sealed,
        "imports": [
            {
                "number": ledger.number,
                "fingerprint": ledger.fingerprint,
                "first": month_text(ledger.first),
                "last": month_text(ledger.last),
            }
            for ledger in one.imports
        ],
        "files": {
            kind: {"address": links.given_file(one, kind), "fingerprint": one.files[kind]}
            for kind in links.FILES
            if kind in one.files
        },
        "look": one.look,
        "address": links.address("version", *place, one.version),
        "page": links.given_page(one),
    }


def changes_of(found: Notice) -> dict[str, Any]:
    """What differs, in tables."""
    rest = others_table(found.since)
    tables = (*difference_tables(found.since), *([rest] if rest else []))
    return {
        "version": found.given.version,
        "count": found.since.count,
        "only_texts": found.only_texts,
        "lead": difference_lead(found.since) if found.since.count else "",
        "tables": [table_of(table) for table in tables],
        "retold": [
            {"kind": one.kind.value, "place": one.place, "then": one.then, "now": one.now}
            for one in found.retold
        ],
    }


def _links(form: Form, slug: str, period: Period) -> dict[str, Any]:
    return {
        "form": form.key,
        "name": form.name,
        "address": links.address("report", slug, period, form.key),
        "page": links.report_page(form, slug, period, LastYear.PUBLISHED),
        "files": links.report_files(form, slug, period, LastYear.PUBLISHED),
        "versions": links.address("versions", slug, period, form.key),
    }
