"""Reports that were given out: every version as it was, and what has changed since."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from uppsikt.api import links
from uppsikt.api.faults import Told, told
from uppsikt.api.month import month_report
from uppsikt.api.papers import FileTable
from uppsikt.api.reader import reader_of
from uppsikt.api.reading import reads
from uppsikt.api.reports import ChangesShape, GivenShape, changes_of, given_of
from uppsikt.api.shapes import Link, Month, Page, Paging, Slug, cut
from uppsikt.figures import UppsiktError
from uppsikt.followup.forms.form import form_of
from uppsikt.followup.given.notice import compared
from uppsikt.followup.given.places import table_keys
from uppsikt.followup.given.reports import Given, given_file, given_report, given_reports
from uppsikt.organisation.selectors import committee as committee_of
from uppsikt.platform.access.rules import Reader
from uppsikt.platform.stores import current_store

router = Router(tags=["Rapporter"])
_FORM = "/committees/{slug}/{period}/reports/{form}"


class VersionShape(GivenShape):
    """A version given out: its tables as they were, and what has changed since."""

    tables: list[FileTable] = Field(description="Tabellerna i den lämnade JSON-filen")
    places: dict[str, Link] = Field(description="Varje tabells egen adress, efter dess nyckel")
    changes: ChangesShape | None
    fault: Told | None = Field(description="Varför ändringarna inte går att räkna ut")


@reads(
    router,
    f"{_FORM}/versions",
    Page[GivenShape],
    name="versions",
    summary="Versionerna av en rapport som är lämnade, med filer och fingeravtryck",
    kept=True,
)
def versions(
    request: HttpRequest, slug: Slug, period: Month, form: Slug, paging: Query[Paging]
) -> dict[str, Any]:
    """Every version, the first first."""
    reader = reader_of(request)
    committee_of(reader=reader, slug=slug)
    every = given_reports(reader=reader, committee=slug, month=period, form=form_of(form).key)
    return cut(request, paging, [given_of(one) for one in every])


@reads(
    router,
    _FORM + "/versions/{int:version}",
    VersionShape,
    name="version",
    summary="En lämnad version, så som den var, och vad som har ändrats sedan dess",
    kept=True,
)
def version(
    request: HttpRequest, slug: Slug, period: Month, form: Slug, version: int
) -> dict[str, Any]:
    """One version. Raises NotGivenOut."""
    reader = reader_of(request)
    committee_of(reader=reader, slug=slug)
    one = given_report(
        reader=reader, committee=slug, month=period, form=form_of(form).key, version=version
    )
    keys = table_keys(reader=reader, store=current_store(), given=one)
    return {
        **given_of(one),
        "tables": _tables(reader, one),
        "places": {key: links.given_table_address(one, key) for key in keys},
        **_since(reader, one),
    }


def _tables(reader: Reader, one: Given) -> Any:
    """The tables of the file as they were given out, with every digit."""
    if "json" not in one.files:
        return []
    content = given_file(reader=reader, store=current_store(), given=one, kind="json")
    return json.loads(content, parse_float=Decimal)["tables"]


def _since(reader: Reader, one: Given) -> dict[str, Any]:
    """What has changed; a report that cannot be made now leaves what was given as it was."""
    try:
        report = month_report(reader, one.committee, one.month, one.form, one.last_year)
        found = compared(reader=reader, store=current_store(), given=one, report=report)
    except UppsiktError as fault:
        return {"changes": None, "fault": told(fault)}
    return {"changes": changes_of(found), "fault": None}
