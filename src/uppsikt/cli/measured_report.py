"""`uppsikt report --form measures`: what a committee's registers give, in one of five formats."""

from __future__ import annotations

import argparse

from uppsikt.cli import acting, installation
from uppsikt.cli.commands import LAST_YEARS
from uppsikt.documents.formats import FORMATS
from uppsikt.figures import Period, UppsiktError
from uppsikt.platform.data_folder import DataFolder
from uppsikt.store import Store


class NotForMeasures(UppsiktError):
    """Something was asked of the measures that only the other forms have."""


def content(options: argparse.Namespace, folder: DataFolder, period: Period) -> bytes:
    """The file of the measures after a month. Raises NotForMeasures."""
    given = [
        name
        for name, is_given in (
            ("--give-out", options.give_out),
            ("--version", options.version is not None),
            ("--last-year", options.last_year != LAST_YEARS[0]),
        )
        if is_given
    ]
    if given:
        raise NotForMeasures(
            "Formen measures (mått) har inte det valet.", values=given, todo="Utelämna det."
        )
    # Knows the database, so it can be imported only when Django has started.
    from uppsikt.followup.measured.report import measures_report

    document = measures_report(
        reader=acting.actor(),
        now=installation.now(),
        store=Store(folder.columns),
        committee=options.committee,
        period=period,
    )
    return FORMATS[options.format].content(document)
