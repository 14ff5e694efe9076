"""Reads reports that were given out: which there are, their files, and what has changed since."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from uppsikt.figures import NothingThere, Period
from uppsikt.followup.given.frozen import FrozenFigures, from_json, frozen
from uppsikt.followup.given.seal import Sealed, text_of
from uppsikt.followup.given.since import Since
from uppsikt.followup.given.since import since as compare
from uppsikt.followup.last_year.view import LastYear
from uppsikt.followup.models import GivenReport
from uppsikt.followup.report import Report
from uppsikt.platform.access.rules import Reader, Thing, Verb, demand, may
from uppsikt.sources.readings import LedgerFile
from uppsikt.store import Store


class NotGivenOut(NothingThere):
    """There is no report of that version, or no file of that kind."""


@dataclass(frozen=True)
class Given:
    """A report that was given out, telling last year in one way.

    `files` are its formats by kind, as fingerprints in the store. `known_at` is the
    number of the last import that had been read then, 0 for none, and `look` that of the look
    that it was written in, 0 for Uppsikt's own. `reason` says why there is a new version.
    `imports` are the ledger files that it rests on, and `seal` one fingerprint over all of it: of
    the text `sealed`, in UTF-8. Both are empty for one from before there were seals.
    """

    committee: str
    month: Period
    form: str
    last_year: LastYear
    version: int
    title: str
    content: str
    known_at: int
    given_at: datetime
    actor: str
    files: dict[str, str]
    article: str
    figures: str
    look: int
    reason: str
    seal: str
    sealed: str
    facts: str
    program: str
    imports: tuple[LedgerFile, ...]
    released_at: datetime | None

    @property
    def is_public(self) -> bool:
        """Whether it is for everybody. Until then it is fixed, for those at work on it."""
        return self.released_at is not None


def given_reports(
    *, reader: Reader, committee: str, month: Period | None = None, form: str | None = None
) -> tuple[Given, ...]:
    """The committee's reports that were given out, by month, form and version."""
    demand(reader, Verb.READ, Thing.REPORTS.of(committee))
    rows = (
        GivenReport.objects.seen_by(reader)
        .filter(committee__slug=committee)
        .select_related("committee")
    )
    if month is not None:
        rows = rows.filter(month=str(month))
    if form is not None:
        rows = rows.filter(form=form)
    return tuple(given_from(row) for row in rows)


def latest_given(*, reader: Reader, most: int) -> tuple[Given, ...]:
    """The reports of all committees that were made public last, the newest first."""
    demand(reader, Verb.READ, Thing.REPORTS)
    rows = GivenReport.objects.seen_by(reader).exclude(released_at=None)
    newest = rows.select_related("committee").order_by("-released_at", "-pk")
    return tuple(given_from(row) for row in newest[:most])


def given_report(
    *, reader: Reader, committee: str, month: Period, form: str, version: int
) -> Given:
    """One version of a report. Raises NotGivenOut, which says which versions there are."""
    every = given_reports(reader=reader, committee=committee, month=month, form=form)
    for one in every:
        if one.version == version:
            return one
    raise NotGivenOut(
        f"Rapporten för {month.text} är inte lämnad i version {version}.",
        values=[f"version {one.version}" for one in every],
        why="" if every else "Ingen version av rapporten är lämnad.",
        todo=_todo(reader, committee, is_any=bool(every)),
    )


def _todo(reader: Reader, committee: str, *, is_any: bool) -> str:
    """What somebody can do who asked for a version that is not there."""
    if is_any:
        return "Välj en av versionerna ovan."
    if may(reader, Verb.CHANGE, Thing.REPORTS.of(committee)):
        return "Lämna ut den på rapportens sida eller med report --give-out."
    return "Läs rapporten som den är nu."


def given_file(*, reader: Reader, store: Store, given: Given, kind: str) -> bytes:
    """A file of the report, byte for byte as it was given out. Raises NotGivenOut, StoreError."""
    demand(reader, Verb.READ, Thing.REPORTS.of(given.committee))
    if kind not in given.files:
        raise NotGivenOut(
            f"Rapporten finns inte som {kind}.",
            values=sorted(given.files),
            todo="Välj ett av formaten ovan.",
        )
    return content_of(store, given.files[kind])


def given_version(*, number: int) -> Given:
    """A report that was given out, by the number of its row: for what can be found."""
    return given_from(GivenReport.everything.select_related("committee").get(pk=number))


def given_article(*, reader: Reader, store: Store, given: Given) -> str:
    """The report's page as it was given out: HTML without the page around it."""
    demand(reader, Verb.READ, Thing.REPORTS.of(given.committee))
    return content_of(store, given.article).decode()


def changed_since(*, reader: Reader, store: Store, given: Given, now: Report) -> Since:
    """What differs between the report as it was given out and as it would be `now`."""
    demand(reader, Verb.READ, Thing.REPORTS.of(given.committee))
    return compare(given_figures(reader=reader, store=store, given=given), frozen(now.figures))


def given_figures(*, reader: Reader, store: Store, given: Given) -> FrozenFigures:
    """The exact amounts of the report as it was given out."""
    demand(reader, Verb.READ, Thing.REPORTS.of(given.committee))
    return _figures(store.root, given.figures)


def files_kept() -> Iterable[str]:
    """The fingerprints of all files of reports given out: they must never be swept away."""
    for files, article, figures in GivenReport.everything.values_list(
        "files", "article", "figures"
    ):
        yield from (*files.values(), article, figures)


@lru_cache(maxsize=32)
def _figures(root: Path, fingerprint: str) -> FrozenFigures:
    """Files are named by their content, so what was read once is so for ever."""
    return from_json(content_of(Store(root), fingerprint))


def content_of(store: Store, fingerprint: str) -> bytes:
    """A file in the store, whole. Raises StoreError."""
    with store.open_bytes(fingerprint) as file:
        return file.read()


def sealed(row: GivenReport) -> Sealed:
    """What the seal of a row is over."""
    return Sealed(
        committee=row.committee.slug,
        month=row.month,
        form=row.form,
        last_year=str(row.last_year),
        version=row.version,
        title=row.title,
        reason=row.reason,
        given_at=row.given_at,
        actor=row.actor,
        program=row.program,
        known_at=row.known_at,
        look=row.look,
        facts=row.facts,
        content=row.content,
        figures=row.figures,
        article=row.article,
        files=row.files,
        imports=row.imports,
    )


def given_from(row: GivenReport) -> Given:
    """A row as it is read."""
    return Given(
        committee=row.committee.slug,
        month=Period.parse(row.month),
        form=row.form,
        last_year=LastYear(row.last_year),
        version=row.version,
        title=row.title,
        content=row.content,
        known_at=row.known_at,
        given_at=row.given_at,
        actor=row.actor,
        files=dict(row.files),
        article=row.article,
        figures=row.figures,
        look=row.look,
        reason=row.reason,
        seal=row.seal,
        sealed=text_of(sealed(row)) if row.seal else "",
        facts=row.facts,
        program=row.program,
        imports=tuple(LedgerFile(*one) for one in row.imports),
        released_at=row.released_at,
    )
