"""What whoever writes a report reads: its sections, one with what it has said, and templates."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from uppsikt.figures import Period
from uppsikt.followup.basis.facts import PLACES
from uppsikt.followup.basis.written import Wording, Written
from uppsikt.followup.editing.faults import faults
from uppsikt.followup.editing.reading import read_all, shown
from uppsikt.followup.editing.rules import Where, first_words, in_places
from uppsikt.followup.models import WrittenText
from uppsikt.followup.setup_tables import committee_naming
from uppsikt.followup.texts import report_sections, text_of, wording_of
from uppsikt.followup.words.binding import Naming
from uppsikt.platform.access.rules import Reader, Thing, Verb, demand
from uppsikt.store import Store


@dataclass(frozen=True, slots=True)
class ListedSection:
    """A section in the list: how it begins as it is printed, and how many faults it has."""

    section: Written
    heading: str
    begins: str
    faults: int


@dataclass(frozen=True, slots=True)
class WrittenSection:
    """A section as its writer sees it, by today's names, and how many faults it has."""

    section: Written
    heading: str
    body: str
    faults: int


@dataclass(frozen=True, slots=True)
class OpenSection:
    """A section as its writer sees it, by today's names, with all it has said this month.

    `section` is None for one that nobody has written yet.
    """

    section: Written | None
    heading: str
    body: str
    place: str
    number: int
    former: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """A section that months without a text of their own begin with, from `starts` on."""

    key: str
    heading: str
    begins: str
    starts: Period
    saved_at: datetime
    actor: str


def listed_sections(
    *, reader: Reader, store: Store, where: Where
) -> tuple[tuple[ListedSection, ...], tuple[ListedSection, ...]]:
    """The sections of a report in its order, and those that are taken out of the month."""
    demand(reader, Verb.READ, Thing.TEXTS.of(where.committee))
    naming = committee_naming(where.committee)
    every = _sections(reader, where)
    texts = [text_of(one) for one in every]
    words = read_all(reader=reader, store=store, where=where, naming=naming, texts=texts)
    listed = tuple(
        ListedSection(
            one,
            words[one.key][0],
            first_words(words[one.key][1]),
            _faulty(one, naming),
        )
        for one in every
    )
    return (
        tuple(one for one in listed if not one.section.is_taken_out),
        tuple(one for one in listed if one.section.is_taken_out),
    )


def written_sections(*, reader: Reader, where: Where) -> tuple[WrittenSection, ...]:
    """The sections of a report in its order, whole and by today's names; also those taken out."""
    demand(reader, Verb.READ, Thing.TEXTS.of(where.committee))
    naming = committee_naming(where.committee)
    return tuple(
        WrittenSection(
            one,
            shown(one.heading, naming),
            shown(one.body, naming).strip("\n"),
            _faulty(one, naming),
        )
        for one in _sections(reader, where)
    )


def open_section(*, reader: Reader, where: Where, key: str) -> OpenSection | None:
    """A section to be written in; None if the report has none with the key.

    One that is taken out has the words that it had before.
    """
    demand(reader, Verb.READ, Thing.TEXTS.of(where.committee))
    found = next((one for one in _sections(reader, where) if one.key == key), None)
    if found is None:
        return None
    naming = committee_naming(where.committee)
    former = former_wordings(reader=reader, where=where, key=key)
    body = found.body or next((one.body for one in reversed(former) if one.body), "")
    return OpenSection(
        section=found,
        heading=shown(found.heading, naming),
        body=shown(body, naming).strip("\n"),
        place=found.place,
        number=found.number,
        former=former,
    )


def former_wordings(*, reader: Reader, where: Where, key: str) -> tuple[Wording, ...]:
    """All that a section has said this month, the first first, by today's names."""
    demand(reader, Verb.READ, Thing.TEXTS.of(where.committee))
    naming = committee_naming(where.committee)
    rows = WrittenText.objects.seen_by(reader).filter(
        committee__slug=where.committee, form=where.form, month=str(where.month), key=key
    )
    found = (wording_of(row) for row in rows.order_by("number"))
    return tuple(
        replace(one, heading=shown(one.heading, naming), body=shown(one.body, naming))
        for one in found
    )


def carried_over(
    *, reader: Reader, committee: str, month: Period, form: str
) -> tuple[Written, ...]:
    """The sections whose words came along from an earlier month, and wait for somebody to say that
    they still hold. `since` is the month that they were written for."""
    demand(reader, Verb.READ, Thing.TEXTS.of(committee))
    every = _sections(reader, Where(committee, month, form))
    return tuple(one for one in every if one.since and not one.is_taken_out)


def templates(*, reader: Reader, where: Where) -> tuple[Template, ...]:
    """The templates that hold for the month after the report's, by key."""
    demand(reader, Verb.READ, Thing.TEXTS.of(where.committee))
    naming = committee_naming(where.committee)
    rows = WrittenText.objects.seen_by(reader).filter(
        committee__slug=where.committee, form=where.form, month=""
    )
    latest = {row.key: row for row in rows.order_by("starts", "number")}
    return tuple(
        Template(
            row.key,
            shown(row.heading, naming),
            first_words(shown(row.body, naming)),
            Period.parse(row.starts),
            row.saved_at,
            row.actor,
        )
        for _, row in sorted(latest.items())
        if row.body
    )


def _faulty(one: Written, naming: Naming) -> int:
    return len(faults(one.heading, naming)) + len(faults(one.body, naming))


def _sections(reader: Reader, where: Where) -> tuple[Written, ...]:
    every = report_sections(
        reader=reader, committee=where.committee, form=where.form, month=where.month
    )
    return in_places(every, PLACES)
