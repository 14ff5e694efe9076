"""A cell explained: its exact value, the sums and differences it follows by, and what is booked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from uppsikt.figures import AnyRelation, Exact, Name, Relation, Side, Value, What
from uppsikt.followup.basis import amended, names
from uppsikt.followup.basis.address import (
    CellAddress,
    FoundCell,
    UnknownCell,
    address_of,
    cells_of,
    find_cell,
)
from uppsikt.followup.book import rules
from uppsikt.followup.last_year.view import LastYear
from uppsikt.followup.report import Report
from uppsikt.followup.services import build_report
from uppsikt.followup.tables.layout import subject_text
from uppsikt.followup.tables.summary import LABELS
from uppsikt.platform.access.rules import Reader
from uppsikt.sources.row_filter import RowFilter
from uppsikt.sources.voucher_selectors import VoucherQuery
from uppsikt.store import Store

_AMENDED = "gällande budget = ursprunglig budget + beslut under året"


@dataclass(frozen=True, slots=True)
class Part:
    """A figure that another one is made of: `weight` · `value` is what it adds, in base units.

    `address` is a cell of the report where it stands, if any does; `query` the rows behind it, if
    it is booked.
    """

    name: Name
    text: str
    weight: Exact
    value: Value
    address: CellAddress | None
    query: VoucherQuery | None


@dataclass(frozen=True, slots=True)
class Derivation:
    """A rule that the figure follows by (in Swedish), and its parts; their sum is the figure."""

    rule: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Explained:
    """A cell and what is behind it.

    `text` says what figure it is, `source` where it comes from. `value` is exact, in base units,
    or absent. `query` are the booked rows behind it, None for what is not booked.
    """

    report: Report
    address: CellAddress
    found: FoundCell
    name: Name
    text: str
    value: Value
    source: str
    derivations: tuple[Derivation, ...]
    query: VoucherQuery | None


def explained(
    *,
    reader: Reader,
    store: Store,
    address: CellAddress,
    last_year: LastYear = LastYear.PUBLISHED,
) -> Explained:
    """The cell at the address, explained; `last_year` is how its report tells last year.

    Raises UnknownCell, and what `build_report` raises.
    """
    report = build_report(
        reader=reader,
        store=store,
        committee=address.committee,
        period=address.month,
        form=address.form,
        last_year=last_year,
    )
    found = find_cell(report.tables, address)
    if found.name is None:
        raise UnknownCell("I cellen står inget som är räknat.", where=str(address))
    figure = report.book.get(found.name)
    return Explained(
        report,
        address,
        found,
        found.name,
        figure_text(report, found.name),
        report.book.value(found.name),
        "" if figure is None else figure.source,
        tuple(_derivations(report, found.name, address)),
        booked_query(found.name) or _reversing_query(report, found.name),
    )


def booked_query(name: Name) -> VoucherQuery | None:
    """The booked rows that a figure is the sum of, None for a figure that is not booked."""
    of = name.of
    if name.what is not What.ACTUAL or (of.group.startswith("=") and of.group != names.OPERATING):
        return None
    # A group tells its own side, also for what is booked on the other one.
    group = of.group if of.group and of.group != names.OPERATING else None
    side = None if of.side is Side.NET or group else of.side
    chosen = RowFilter(of.activity or None, side, group)
    return VoucherQuery(of.committee, name.when, chosen, restated_to=of.organisation or None)


def _reversing_query(report: Report, name: Name) -> VoucherQuery | None:
    """The rows of the voucher that reverses a known item, None for any other figure."""
    key = name.of.group.removeprefix("=")
    rows = report.figures.facts.known_items if name.what is What.REVERSED else ()
    chosen = next((row.booked_by for row in rows if row.key == key), None)
    return VoucherQuery(name.of.committee, name.when, chosen) if chosen else None


def figure_text(report: Report, name: Name) -> str:
    """A figure in Swedish by the names that people use: ``Utfall 2022 för Integration, intäkt``."""
    what = name.what.text[:1].upper() + name.what.text[1:]
    return f"{what} {name.when.text} för {_subject(report, name)}"


def _subject(report: Report, name: Name) -> str:
    """Whom the figure is about; what only the report itself has is called as its row is."""
    decided = amended.row_of(report.figures.facts, name)
    if decided:
        return (
            f"{subject_text(report.figures, decided.of)}, {amended.decision_text(decided.decision)}"
        )
    key = name.of.group.removeprefix("=")
    if key == name.of.group:
        return subject_text(report.figures, name.of)
    facts = report.figures.facts
    items = {row.key: row.name for row in facts.known_items}
    items |= {item.key: item.name for item in facts.unbooked}
    rows = {row.value: label[:1].lower() + label[1:] for row, label in LABELS.items()}
    rows[names.OPERATING.removeprefix("=")] = "verksamheternas kostnader"
    return {**items, **rows}.get(key, report.figures.facts.committee_name)


def _derivations(report: Report, name: Name, address: CellAddress) -> Iterator[Derivation]:
    """The rules that have the figure as their result, each once, without those that are trivial.

    A budget that decisions have changed is first told as the original one and the decisions.
    """
    facts, standing = report.figures.facts, _standing(report, address)
    decided = amended.since_original(facts, name)
    if decided:
        parts = (_part(report, 1, one, standing) for one in decided)
        yield Derivation(_AMENDED, tuple(parts))
    for relation in rules.relations(facts):
        if relation.result == name and _tells(relation):
            terms = relation.terms if isinstance(relation, Relation) else ()
            parts = (_part(report, weight, one, standing) for weight, one in terms)
            yield Derivation(relation.identity.rule, tuple(parts))


def _tells(relation: AnyRelation) -> bool:
    """Whether the rule says more than that one figure is another; a decision always does."""
    return len(relation.names) > 2 or relation.names[1].of.group.startswith(amended.DECIDED)


def _part(report: Report, weight: Exact, name: Name, standing: dict[Name, CellAddress]) -> Part:
    text, value = figure_text(report, name), report.book.value(name)
    return Part(name, text, weight, value, standing.get(name), booked_query(name))


def _standing(report: Report, address: CellAddress) -> dict[Name, CellAddress]:
    """Where each figure stands in the report: in the cell's own table if it does."""
    found: dict[Name, CellAddress] = {}
    tables = sorted(report.tables, key=lambda table: table.key != address.table)
    for one in cells_of(tables):
        if one.name is not None:
            at = address_of(one, address.committee, address.month, address.form)
            found.setdefault(one.name, at)
    return found
