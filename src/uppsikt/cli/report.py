"""`uppsikt report`: a committee's follow-up report in one of five formats."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from uppsikt import documents
from uppsikt.cli import installation
from uppsikt.cli.commands import LAST_YEARS
from uppsikt.cli.given import month
from uppsikt.cli.output import progress, refuse_folder, write_file, write_standard
from uppsikt.documents import Document
from uppsikt.figures import Period
from uppsikt.platform.access.rules import COMMAND_LINE, OPERATOR
from uppsikt.platform.data_folder import DataFolder
from uppsikt.store import Store

if TYPE_CHECKING:
    from uppsikt.followup.report import Report


PUBLISHED, RESTATED = LAST_YEARS


@dataclass(frozen=True)
class Format:
    """A file format: what renders a document to it, and whether it is text."""

    render: Callable[[Document], str | bytes]
    is_text: bool

    def content(self, document: Document) -> bytes:
        """The document in this format."""
        content = self.render(document)
        return content.encode() if isinstance(content, str) else content


RENDERED = {
    "html": Format(documents.render_html, is_text=True),
    "pdf": Format(documents.render_pdf, is_text=False),
    "docx": Format(documents.render_docx, is_text=False),
    "xlsx": Format(documents.render_xlsx, is_text=False),
    "json": Format(documents.render_json, is_text=True),
}


def run(options: argparse.Namespace) -> int:
    """Builds the report and writes it to standard output or to the file given by -o."""
    period = month(options.period)
    target = Path(options.output) if options.output else None
    if target is not None:
        refuse_folder(target)
    folder = installation.open_to_read()
    report = build(folder, options.committee, period, options.form, options.last_year)
    if options.last_year == RESTATED and not report.figures.facts.restated_to:
        progress("Inget har flyttat sedan förra året: omräknat är detsamma som publicerat.")
    form = RENDERED[options.format]
    content = form.content(report.document)
    if target is None:
        todo = f"Ange en fil, till exempel -o {options.committee}-{period}.{options.format}"
        write_standard(content, is_text=form.is_text, todo=todo)
    else:
        write_file(target, content)
        progress(f"Rapporten är skriven till {target}.")
    keep(report)
    return 0


def keep(report: Report) -> None:
    """Remembers what the report printed, now that it is written: later ones print the same."""
    from uppsikt.followup.services import give_out

    give_out(actor=COMMAND_LINE, now=installation.now(), report=report)


def build(
    folder: DataFolder, committee: str, period: Period, form: str, last_year: str = PUBLISHED
) -> Report:
    """A committee's report. Raises UppsiktError: unknown committee, nothing imported …"""
    # Know the database, so they can be imported only when Django has started.
    from uppsikt.followup.last_year import LastYear
    from uppsikt.followup.services import build_report

    return build_report(
        reader=OPERATOR,
        store=Store(folder.columns),
        committee=committee,
        period=period,
        form=form,
        last_year=LastYear(last_year),
    )
