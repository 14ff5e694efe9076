"""`uppsikt report`: a committee's follow-up report in one of five formats."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from uppsikt.cli import installation
from uppsikt.cli.output import progress, refuse_folder, write_file, write_standard
from uppsikt.documents import Document
from uppsikt.figures import Period, PeriodError
from uppsikt.platform.data_folder import DataFolder


@dataclass(frozen=True)
class Format:
    """A file format: the dotted name of what renders a document to it, and if that is text."""

    render: str
    is_text: bool

    def content(self, document: Document) -> bytes:
        """The document in this format."""
        module, _, name = self.render.partition(":")
        content: str | bytes = getattr(import_module(module), name)(document)
        return content.encode() if isinstance(content, str) else content


RENDERED = {
    "html": Format("uppsikt.documents:render_html", is_text=True),
    "pdf": Format("uppsikt.documents:render_pdf", is_text=False),
    "docx": Format("uppsikt.documents:render_docx", is_text=False),
    "xlsx": Format("uppsikt.documents:render_xlsx", is_text=False),
    "json": Format("uppsikt.documents:render_json", is_text=True),
}


def run(options: argparse.Namespace) -> int:
    """Builds the report and writes it to standard output or to the file given by -o."""
    period = _month(options.period)
    target = Path(options.output) if options.output else None
    if target is not None:
        refuse_folder(target)
    folder = installation.open_to_read()
    document = build(folder, options.committee, period, options.form)
    form = RENDERED[options.format]
    content = form.content(document)
    if target is None:
        todo = f"Ange en fil, till exempel -o {options.committee}-{period}.{options.format}"
        write_standard(content, is_text=form.is_text, todo=todo)
    else:
        write_file(target, content)
        progress(f"Rapporten är skriven till {target}.")
    return 0


def build(folder: DataFolder, committee: str, period: Period, form: str) -> Document:
    """The report as a document. Raises UppsiktError: unknown committee, missing figures …"""
    from uppsikt.followup.services import build_report
    from uppsikt.platform.access.rules import OPERATOR
    from uppsikt.store import Store

    report = build_report(
        reader=OPERATOR,
        store=Store(folder.columns),
        committee=committee,
        period=period,
        form=form,
    )
    return report.document


def _month(text: str) -> Period:
    period = Period.parse(text)
    if period.kind != "month":
        raise PeriodError(
            "En rapport gäller till och med en månad.",
            values=[f"”{text}”"],
            todo="Ange månaden, till exempel --period 2022-10.",
        )
    return period
