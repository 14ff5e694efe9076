"""`uppsikt report`: a committee's follow-up report in one of five formats."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from uppsikt.cli import acting, installation, measured_report
from uppsikt.cli.command import MEASURES_FORM
from uppsikt.cli.commands import LAST_YEARS
from uppsikt.cli.given import month
from uppsikt.cli.output import deliver, progress, refuse_folder
from uppsikt.documents.formats import FORMATS
from uppsikt.figures import Period, UppsiktError
from uppsikt.platform.access.rules import Thing, Verb, may
from uppsikt.platform.data_folder import DataFolder
from uppsikt.store import Store

if TYPE_CHECKING:
    from uppsikt.documents.look import Look
    from uppsikt.documents.model import Document
    from uppsikt.followup.report import Report

RENDERED = FORMATS
PUBLISHED, RESTATED = LAST_YEARS


class TwoWishes(UppsiktError):
    """What is asked for of giving a report out does not go together."""


def run(options: argparse.Namespace) -> int:
    """Builds the report and writes it to standard output or to the file given by -o."""
    period = month(options.period)
    if options.give_out and options.version is not None:
        raise TwoWishes(
            "Både --give-out och --version är angivna.",
            why="Den ena lämnar rapporten nu, den andra hämtar en som redan är lämnad.",
            todo="Ange bara en av dem.",
        )
    if options.reason and not options.give_out:
        raise TwoWishes(
            "--reason är angivet utan --give-out.",
            why="Ett skäl hör till en rapport som lämnas.",
            todo="Ange --give-out också, eller ta bort skälet.",
        )
    target = Path(options.output) if options.output else None
    if target is not None:
        refuse_folder(target)
    folder = installation.open_to_read()
    content = _content(options, folder, period)
    todo = f"Ange en fil, till exempel -o {options.committee}-{period}.{options.format}"
    is_text = RENDERED[options.format].is_text
    deliver(content, target, is_text=is_text, todo=todo, done="Rapporten är skriven")
    return 0


def _content(options: argparse.Namespace, folder: DataFolder, period: Period) -> bytes:
    """The file that was asked for: of the report given out, or of the report as it is now."""
    if options.form == MEASURES_FORM:
        return measured_report.content(options, folder, period)
    if options.give_out:
        return _given_out(options, folder, period)
    if options.version is not None:
        return _version(options, folder, period, options.version)
    report = build(folder, options.committee, period, options.form, options.last_year)
    if options.last_year == RESTATED and not report.figures.facts.restated_to:
        progress("Inget har flyttat sedan förra året: omräknat är detsamma som publicerat.")
    content = RENDERED[options.format].content(report.document)
    keep(report)
    _tell_of_given(report)
    return content


def _given_out(options: argparse.Namespace, folder: DataFolder, period: Period) -> bytes:
    """Gives the report out, and the file of what was given. Raises RoundFault where it is fixed."""
    from uppsikt.followup.given.giving import give_out
    from uppsikt.followup.last_year.view import LastYear
    from uppsikt.organisation.selectors import committee
    from uppsikt.rounds.gate_selectors import demand_no_round

    slug = committee(reader=acting.reader(), slug=options.committee).slug
    demand_no_round(reader=acting.reader(), committee=slug, month=period, form=options.form)
    outcome = give_out(
        actor=acting.actor(),
        now=installation.now(),
        store=Store(folder.columns),
        committee=options.committee,
        period=period,
        form=options.form,
        last_year=LastYear(options.last_year),
        reason=options.reason,
    )
    progress(str(outcome))
    return _version(options, folder, period, outcome.given.version)


def _version(
    options: argparse.Namespace, folder: DataFolder, period: Period, version: int
) -> bytes:
    """The file of a report that was given out, byte for byte. Raises NotGivenOut."""
    from uppsikt.followup.given.reports import given_file, given_report
    from uppsikt.organisation.selectors import committee

    slug = committee(reader=acting.reader(), slug=options.committee).slug
    given = given_report(
        reader=acting.reader(), committee=slug, month=period, form=options.form, version=version
    )
    store = Store(folder.columns)
    return given_file(reader=acting.reader(), store=store, given=given, kind=options.format)


def _tell_of_given(report: Report) -> None:
    """Says when the report was given out before and would be another one now."""
    from uppsikt.followup.given.reports import given_reports
    from uppsikt.followup.last_year.view import LastYear

    facts = report.figures.facts
    shown = LastYear(RESTATED if facts.restated_to else PUBLISHED)
    every = given_reports(
        reader=acting.reader(), committee=facts.committee, month=facts.month, form=report.form.key
    )
    # One that tells last year in the other way is another view, not an older state.
    given = [one for one in every if one.last_year is shown]
    if given and given[-1].content != report.content:
        progress(
            f"Obs: rapporten är lämnad i version {given[-1].version} och har ändrats sedan dess. "
            f"Det här är läget nu. Den lämnade skrivs med --version {given[-1].version}."
        )


def keep(report: Report) -> None:
    """Remembers what the report printed, now that it is written: later ones print the same.

    Not where somebody may read reports alone (`--as`): then this is as a page that is shown.
    """
    from uppsikt.followup.services import remember_printed

    actor, committee = acting.actor(), report.figures.facts.committee
    if may(actor, Verb.CHANGE, Thing.REPORTS.of(committee)):
        remember_printed(actor=actor, now=installation.now(), report=report)


def dressed(document: Document, store: Store) -> Document:
    """The document in the look that is chosen."""
    from uppsikt.look.selectors import chosen_look

    return replace(document, look=chosen_look(reader=acting.reader(), store=store))


def build(
    folder: DataFolder,
    committee: str,
    period: Period,
    form: str,
    last_year: str = PUBLISHED,
    *,
    look: Look | None = None,
) -> Report:
    """A committee's report, in the look that is chosen unless another is given.

    Raises UppsiktError: unknown committee, nothing imported …
    """
    # Know the database, so they can be imported only when Django has started.
    from uppsikt.followup.last_year.view import LastYear
    from uppsikt.followup.services import build_report

    return build_report(
        reader=acting.reader(),
        store=Store(folder.columns),
        committee=committee,
        period=period,
        form=form,
        last_year=LastYear(last_year),
        look=look,
    )
