"""What is read of the organisation. Everything comes back as plain, frozen values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from uppsikt.figures import NothingThere, Period, Side, UppsiktError, swedish_sort_key
from uppsikt.organisation import definition, models
from uppsikt.organisation.counterparts import Counterparties, Counterparty, outside
from uppsikt.organisation.dimensions import Dimensions
from uppsikt.organisation.feeds import Feed, Mapping
from uppsikt.organisation.remembering import once
from uppsikt.organisation.rules import (
    EARLIEST,
    LATEST,
    SMALLEST_COUNT,
    Group,
    holds_on,
    month_number,
    nearest,
)
from uppsikt.platform.access.rules import Reader, Thing, Verb, demand


class UnknownCommittee(NothingThere):
    """There is no committee of that short name."""


class MunicipalitiesDiffer(UppsiktError):
    """The committees do not agree on how the ledger is to be read."""


@dataclass(frozen=True)
class Committee:
    """A committee. `slug` is its name in commands and addresses.

    Counts of people below `smallest_count` are not shown to the public. `holiday_line` is the line
    that holiday work is booked on, or empty.
    """

    slug: str
    name: str
    designation: str
    municipality: str
    municipality_code: str
    valid_from: date | None
    valid_to: date | None
    smallest_count: int = SMALLEST_COUNT
    holiday_line: str = ""

    def exists(self, period: Period) -> bool:
        """Whether it exists at any time of the period."""
        return not (
            (self.valid_from and self.valid_from > period.last_day)
            or (self.valid_to and self.valid_to < period.first_day)
        )


@dataclass(frozen=True)
class Line:
    """A report line as it is on a day. `feeds` are empty for a contingency."""

    key: str
    name: str
    order: int
    is_contingency: bool
    aliases: tuple[str, ...]
    feeds: tuple[Feed, ...]
    valid_from: date | None
    valid_to: date | None


def committees(*, reader: Reader) -> tuple[Committee, ...]:
    """All committees, by name in Swedish order."""
    demand(reader, Verb.READ, Thing.ORGANISATION)
    found = models.Committee.objects.seen_by(reader).select_related("municipality")
    return tuple(_committee(row) for row in sorted(found, key=lambda c: swedish_sort_key(c.name)))


def committee(*, reader: Reader, slug: str) -> Committee:
    """One committee. Raises UnknownCommittee, which names the nearest or all that are known."""
    demand(reader, Verb.READ, Thing.ORGANISATION.of(slug))
    return _committee(_row(slug))


def lines(*, reader: Reader, committee: str, on: date) -> tuple[Line, ...]:
    """The report lines that hold on the day, in report order."""
    return tuple(
        line
        for line in all_lines(reader=reader, committee=committee)
        if holds_on(line.valid_from, line.valid_to, on)
    )


def all_lines(*, reader: Reader, committee: str) -> tuple[Line, ...]:
    """The report lines of all times, in report order."""
    demand(reader, Verb.READ, Thing.ORGANISATION.of(committee))
    return once("lines", committee, lambda: _all_lines(_row(committee)))


def groups(*, reader: Reader, committee: str, on: date | None = None) -> tuple[Group, ...]:
    """The account groups in report order: of all times, or those that hold on a day."""
    demand(reader, Verb.READ, Thing.ORGANISATION.of(committee))
    every = once("groups", committee, lambda: _all_groups(_row(committee)))
    month = None if on is None else month_number(on, EARLIEST)
    return tuple(group for group in every if month is None or group.first <= month <= group.last)


def unit_names(*, reader: Reader, committee: str, on: date) -> dict[str, str]:
    """The names of the committee's units by ledger code, as they are on the day."""
    demand(reader, Verb.READ, Thing.ORGANISATION.of(committee))
    return {
        unit.code: unit.name
        for unit in models.Unit.objects.seen_by(reader).filter(committee=_row(committee))
        if holds_on(unit.valid_from, unit.valid_to, on)
    }


def mapping(*, reader: Reader) -> Mapping:
    """What in the ledger belongs to which committee and line, for all committees together."""
    demand(reader, Verb.READ, Thing.ORGANISATION)
    rows = (
        models.Committee.objects.seen_by(reader)
        .prefetch_related(Prefetch("lines", models.Line.objects.seen_by(reader)))
        .order_by("slug")
    )
    return Mapping(tuple(feed for row in rows for feed in _feeds(row)))


def counterparties(*, reader: Reader) -> tuple[Counterparties, ...]:
    """Of each municipality its committees and its other named parts, with counterpart codes.

    A committee without codes is among them: nobody's rows can name it.
    """
    demand(reader, Verb.READ, Thing.ORGANISATION)
    rows = (
        models.Committee.objects.seen_by(reader)
        .select_related("municipality")
        .prefetch_related(
            Prefetch("internal_counterparts", models.InternalCounterpart.objects.seen_by(reader))
        )
    )
    found: dict[str, list[models.Committee]] = {}
    for row in rows.order_by("slug"):
        found.setdefault(row.municipality.code, []).append(row)
    return tuple(
        Counterparties(code, (*(_party(row) for row in its), *_outside(its)))
        for code, its in sorted(found.items())
    )


def _party(row: models.Committee) -> Counterparty:
    return Counterparty(row.slug, row.name, tuple(row.counterparts))


def _outside(rows: Iterable[models.Committee]) -> tuple[Counterparty, ...]:
    """The parts that are no committees; several files may name the same one."""
    named: dict[str, dict[str, None]] = {}
    for row in rows:
        for one in row.internal_counterparts.all():
            named.setdefault(one.name, {}).update(dict.fromkeys(one.prefixes))
    return tuple(outside(name, prefixes) for name, prefixes in sorted(named.items()))


def dimensions(*, reader: Reader, committee: str | None = None) -> Dimensions:
    """The SIE dimension numbers: of the committee's municipality, or of the only one there is.

    Raises MunicipalitiesDiffer when there is no municipality, or several that differ.
    """
    demand(reader, Verb.READ, Thing.ORGANISATION.of(committee or ""))
    if committee is not None:
        return _stored_dimensions(_row(committee).municipality)
    found = {_stored_dimensions(row) for row in models.Municipality.objects.seen_by(reader)}
    if len(found) != 1:
        raise MunicipalitiesDiffer(
            "Det går inte att veta hur huvudbokens dimensioner ska läsas.",
            why="Kommunerna har olika dimensionsnummer."
            if found
            else "Ingen nämnd är upplagd ännu.",
            todo="Ange --committee."
            if found
            else "Lägg först upp nämnden: uppsikt setup FIL.toml.",
        )
    return found.pop()


def setup_texts(*, reader: Reader, committee: str) -> tuple[str, ...]:
    """The set-up files as they were read, oldest first; the last one is in force."""
    demand(reader, Verb.READ, Thing.IMPORTS.of(committee))
    texts = models.Setup.objects.seen_by(reader).filter(committee=_row(committee))
    return tuple(texts.values_list("text", flat=True))


def _stored_dimensions(row: models.Municipality) -> Dimensions:
    """A municipality's dimension numbers as a plain value."""
    return Dimensions(
        unit=row.unit_dimension,
        activity=row.activity_dimension,
        project=row.project_dimension,
        counterpart=row.counterpart_dimension,
    )


def _all_lines(row: models.Committee) -> tuple[Line, ...]:
    lines = models.Line.everything.filter(committee=row)
    return tuple(_line(row, line) for line in lines)


def _all_groups(row: models.Committee) -> tuple[Group, ...]:
    return tuple(_group(group) for group in models.Group.everything.filter(committee=row))


def _row(slug: str) -> models.Committee:
    return once("committee", slug, lambda: _stored(slug))


def _stored(slug: str) -> models.Committee:
    row = models.Committee.everything.select_related("municipality").filter(slug=slug).first()
    if row is None:
        known = sorted(models.Committee.everything.values_list("slug", flat=True))
        raise UnknownCommittee(
            f"Nämnden ”{slug}” finns inte.",
            todo=f"Använd något av dessa kortnamn: {nearest(slug, known)}."
            if known
            else "Ingen nämnd är upplagd ännu. Lägg upp den: uppsikt setup FIL.toml.",
        )
    return row


def _committee(row: models.Committee) -> Committee:
    return Committee(
        slug=row.slug,
        name=row.name,
        designation=row.designation,
        municipality=row.municipality.name,
        municipality_code=row.municipality.code,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        smallest_count=row.smallest_count,
        holiday_line=row.holiday_line,
    )


def _line(committee: models.Committee, row: models.Line) -> Line:
    return Line(
        key=row.key,
        name=row.name,
        order=row.order,
        is_contingency=row.is_contingency,
        aliases=tuple(row.aliases),
        feeds=_line_feeds(committee, row),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def _group(row: models.Group) -> Group:
    return Group(
        key=row.key,
        name=row.name,
        side=Side(row.side),
        order=row.order,
        prefixes=tuple(row.prefixes),
        first=month_number(row.valid_from, EARLIEST),
        last=month_number(row.valid_to, LATEST),
    )


def _feeds(row: models.Committee) -> tuple[Feed, ...]:
    own = tuple(definition.committee_feeds(row.slug, row.units, row.activities))
    return own + tuple(feed for line in row.lines.all() for feed in _line_feeds(row, line))


def _line_feeds(committee: models.Committee, row: models.Line) -> tuple[Feed, ...]:
    if row.is_contingency:
        return ()
    prefixes = (row.units or committee.units, row.activities, row.accounts)
    return tuple(
        definition.line_feeds(committee.slug, row.key, prefixes, row.valid_from, row.valid_to)
    )
