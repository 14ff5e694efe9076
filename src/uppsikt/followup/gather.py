"""From stored rows, plans and texts to the facts of one report.

First it is decided which figures the report needs, then each is looked up where it has its home.
Sums are not looked up: they follow by the identities, and the ledger's own total must agree.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from uppsikt.documents.look import OWN_LOOK, Look
from uppsikt.figures import (
    MISSING,
    Absent,
    Figure,
    Name,
    Period,
    Side,
    Unit,
    What,
    join_words,
    month_name,
    value_text,
)
from uppsikt.followup import errors
from uppsikt.followup.basis import accumulated, amended, known_items, next_year
from uppsikt.followup.basis.facts import (
    Coming,
    Facts,
    Group,
    History,
    Line,
    SectionText,
    Unbooked,
)
from uppsikt.followup.basis.late import with_periods
from uppsikt.followup.book.lookup import Lookup
from uppsikt.followup.book.rules import history_years
from uppsikt.followup.forms.form import form_of
from uppsikt.followup.forms.templates import template_texts
from uppsikt.followup.last_year.view import restated_skeleton
from uppsikt.followup.table_choices import original_apart
from uppsikt.followup.texts import histories, sections
from uppsikt.followup.wanted import prose_names, wanted
from uppsikt.organisation import selectors as organisation
from uppsikt.organisation.remembering import remembered
from uppsikt.organisation.selectors import Line as StoredLine
from uppsikt.planning.known import Known
from uppsikt.planning.known_item_selectors import places
from uppsikt.platform.access.rules import Reader
from uppsikt.sources.accrual_rules import by_month
from uppsikt.sources.accruals import accruals
from uppsikt.store import Store

_UNGROUPED = "Konton som inte hör till någon kontogrupp ingår i summorna men inte i grupperna."
YEARS_BACK = 2
"""A report speaks of three years, this one included."""


def gather(
    *,
    reader: Reader,
    store: Store,
    committee: str,
    month: Period,
    form: str,
    detail: Collection[str] = (),
    restated: bool = False,
    look: Look = OWN_LOOK,
    texts: tuple[SectionText, ...] | None = None,
) -> tuple[Facts, Lookup]:
    """The facts of a committee's report in a form, and the lookup that they came from.

    `detail` are activities whose months and account groups are wanted besides. `restated` tells
    earlier years by this year's organisation, if anything has moved since last year. The sections
    of the `look` are among the texts. `texts` are tried in place of the committee's own.

    Raises UnknownCommittee, NoLedger, NoBudget, NotPlaced, and TextFault for a text that cannot
    be bound.
    """
    with remembered():
        skeleton = skeleton_of(
            reader=reader, committee=committee, month=month, form=form, look=look
        )
        if texts is not None:
            skeleton = replace(skeleton, sections=(*texts, *template_texts(look, form)))
        lookup = lookup_of(skeleton, reader=reader, store=store)
        (form_of(form).demand or demand_figures)(skeleton, lookup)
        facts = completed(
            skeleton, lookup, reader=reader, form=form, detail=detail, restated=restated
        )
        facts = with_periods(facts, reader)
        booked = accruals(reader=reader, store=store, committee=facts.committee, period=month)
        facts = replace(facts, accruals=by_month(booked, month.year))
        figures = (
            *look_up(facts, lookup, wanted(facts)),
            *lookup.project_figures(facts),
            *lookup.carried.figures(facts),
        )
    return replace(facts, figures=figures, fingerprint=_fingerprint(facts, figures)), lookup


def lookup_of(facts: Facts, *, reader: Reader, store: Store, known: Known | None = None) -> Lookup:
    """Where the figures of a skeleton are looked up; `known` as in `Lookup`."""
    return Lookup(
        reader=reader,
        store=store,
        committee=facts.committee,
        month=facts.month,
        first_year=first_year(facts),
        known=known,
    )


def skeleton_of(
    *, reader: Reader, committee: str, month: Period, form: str, look: Look = OWN_LOOK
) -> Facts:
    """What is known without any figures: the committee, its lines and groups, and the texts.

    The texts are the committee's own, then those of the look's sections.
    """
    about = organisation.committee(reader=reader, slug=committee)
    stored = organisation.all_lines(reader=reader, committee=committee)
    columns = form_of(form).columns(month)
    lines = report_lines(stored, month, columns.spans)
    return Facts(
        committee=committee,
        committee_name=about.name,
        author=about.municipality,
        month=month,
        columns=columns,
        lines=lines,
        groups=_groups(reader, committee, month.last_day),
        figures=(),
        sections=(
            *sections(reader=reader, committee=committee, form=form, month=month),
            *template_texts(look, form),
        ),
        all_lines=tuple(_line(one) for one in stored),
        notes=_notes(lines, month),
    )


def completed(
    facts: Facts,
    lookup: Lookup,
    *,
    reader: Reader,
    form: str,
    detail: Collection[str] = (),
    restated: bool = False,
) -> Facts:
    """The skeleton with what it takes to know which figures are wanted.

    `detail` and `restated` as for `gather`.
    """
    apart = original_apart(reader=reader, committee=facts.committee)
    facts = amended.with_amendments(facts, lookup.budget_decisions, apart=apart)
    if lookup.has_moved:
        facts = replace(facts, has_moved=True)
        facts = restated_skeleton(facts, lookup.restated) if restated else facts
    items = lookup.known_items.values()
    spoken = set(prose_names(facts))
    groups = {name.of.activity for name in spoken if name.of.group}
    keys = [line.key for line in facts.lines if not line.is_contingency]
    ungrouped = _is_ungrouped(facts, lookup)
    carries_over = form_of(form).carries_over and lookup.carried.is_told
    return replace(
        facts,
        carries_over=carries_over,
        carry_over=lookup.carried.in_the_end.decided.get(facts.month.year)
        if carries_over
        else None,
        coming=_coming(facts, lookup),
        projects=tuple((one.key, one.name) for one in lookup.projects)
        if form_of(form).has_projects
        else (),
        rounds=lookup.rounds if form_of(form).looks_back else (),
        notes={**facts.notes, **_notes_beside(facts, lookup, ungrouped, carries_over)},
        known_items=known_items.known_rows(items, places(reader=reader, committee=facts.committee)),
        unbooked=tuple(
            Unbooked(one.item.key, one.item.name, one.item.reason)
            for one in items
            if one.stands_beside(facts.month)
        ),
        split_forecasts=tuple(
            key for key in keys if key in lookup.forecasts and lookup.forecasts[key].groups
        ),
        histories=tuple(_histories(reader, facts, lookup, form, {*detail, *_by_month(spoken)})),
        ungrouped=ungrouped,
        detailed=tuple(key for key in keys if key in groups or key in detail),
    )


def _coming(facts: Facts, lookup: Lookup) -> Coming | None:
    """The year that the form plans, if it plans one."""
    if not next_year.plans_ahead(facts) or lookup.proposal is None:
        return None
    known = {group.key for group in facts.groups}
    raised = tuple(one for one in lookup.steps.indexations if one.group in known)
    return Coming(lookup.proposal.version, replace(lookup.steps, indexations=raised))


def _by_month(spoken: Iterable[Name]) -> set[str]:
    """The activities that a text speaks of month by month."""
    return {
        name.of.activity
        for name in spoken
        if name.what is What.ACTUAL and name.when.kind == "month" and name.of.side is Side.NET
    }


def report_lines(
    stored: Iterable[StoredLine], month: Period, spans: Sequence[Period] = ()
) -> tuple[Line, ...]:
    """The lines of this year so far, and of the same months last year, in report order.

    With `spans` they are the lines of those periods instead. A line has the name that it had last.
    """
    found: dict[str, Line] = {}
    for line in stored:
        years = frozenset(
            until.year
            for until in spans or (month.to_date_of(), month.to_date_of().previous_year())
            if _overlaps(line, until.first_day, until.last_day)
        )
        if years:
            known = found.get(line.key)
            found[line.key] = replace(
                _line(line), years=years | (known.years if known else frozenset())
            )
    return tuple(found.values())


def _overlaps(line: StoredLine, first: date, last: date) -> bool:
    return not (
        (line.valid_from and line.valid_from > last) or (line.valid_to and line.valid_to < first)
    )


def _line(line: StoredLine) -> Line:
    return Line(line.key, line.name, line.is_contingency, aliases=line.aliases)


def _groups(reader: Reader, committee: str, on: date) -> tuple[Group, ...]:
    found = organisation.groups(reader=reader, committee=committee, on=on)
    return tuple(Group(group.key, group.name, group.side) for group in found)


def first_year(facts: Facts) -> int:
    """The first year that the tables or a text speaks of."""
    years = (name.when.year for name in prose_names(facts))
    return min((facts.month.year - YEARS_BACK, *years))


def demand_figures(facts: Facts, lookup: Lookup) -> None:
    """Raises NoLedger, NoBudget or NotPlaced unless there is what a report needs."""
    booked = lookup.balances.value(facts.to_date)
    if isinstance(booked, Absent):
        if lookup.is_unread(facts.month):
            raise errors.nothing_booked(facts.committee_name, facts.month, lookup.report_months())
        raise errors.partly_booked(facts.committee_name, facts.to_date, _lacking(facts, lookup))
    if lookup.budget(facts.month.year).value(facts.year) is MISSING:
        raise errors.no_budget(facts.committee_name, facts.month.year, lookup.years_with_budget())
    for until in (facts.to_date, facts.to_date.previous_year()):
        demand_placed(facts, lookup, until)


def _lacking(facts: Facts, lookup: Lookup) -> list[str]:
    return [month_name(month.first) for month in facts.to_date.months if lookup.is_unread(month)]


def demand_placed(facts: Facts, lookup: Lookup, until: Period) -> None:
    """What is the committee's but feeds no line would be lost from the report: refuse it."""
    astray = lookup.balances.value(until, activity="")
    if isinstance(astray, Absent) or astray == 0:
        return
    raise errors.NotPlaced(
        f"{value_text(astray, Unit.KR)} är bokfört på {facts.committee_name} utan att höra till "
        "någon verksamhet.",
        where=until.text,
        why="Beloppet skulle saknas i rapporten.",
        todo="Lägg till ansvar, verksamhet eller konto för det i installationsfilen och kör "
        "uppsikt setup igen.",
    )


def _is_ungrouped(facts: Facts, lookup: Lookup) -> bool:
    """Whether something is booked on accounts in no group, in a column of actuals."""
    values = (
        lookup.booked_by(one.organisation).value(one.when, group="")
        for one in facts.value_columns.measured
        if one.what is What.ACTUAL
    )
    return any(not isinstance(value, Absent) and value != 0 for value in values)


def _histories(
    reader: Reader, facts: Facts, lookup: Lookup, form: str, also: Collection[str]
) -> Iterator[History]:
    """The histories that are shown, then those of the activities in `also` that lack one."""
    shown = histories(reader=reader, committee=facts.committee, form=form)
    own = [(one.key, one.title, one.activity, True) for one in shown]
    known = {one.activity for one in shown}
    hidden = [(key, key, key, False) for key in sorted(set(also) - known)]
    lines = {line.key for line in facts.lines}
    for key, title, activity, is_shown in (*own, *hidden):
        if activity in lines:
            spans = [
                lookup.booked_by(facts.restated_to if year < facts.restated_to else 0).spans(
                    year, activity
                )
                for year in history_years(facts)
            ]
            pieces = common_pieces(spans, facts.month.last)
            yield History(key, title, activity, pieces, is_shown)


def common_pieces(years: Sequence[Sequence[Period]], last: int) -> tuple[tuple[int, int], ...]:
    """The finest parts of January to `last` that every year can fill, as (first, last) months.

    `years` holds the covered spans of each year. A year that does not cover the whole time says
    nothing of the parts; what it lacks is shown as lacking.
    """
    ends = set(range(1, last + 1))
    for spans in years:
        inside = [span for span in spans if span.last <= last]
        if sum(len(span.months) for span in inside) == last:
            ends &= {span.last for span in inside}
    found, first = [], 1
    for end in sorted(ends | {last}):
        found.append((first, end))
        first = end + 1
    return tuple(found)


def look_up(facts: Facts, lookup: Lookup, asked: Iterable[Name]) -> Iterator[Figure]:
    """The figures asked for; those that only follow from others are left out."""
    contingencies = {line.key for line in facts.known_lines if line.is_contingency}
    for name in asked:
        found = lookup.found(name, is_contingency=name.of.activity in contingencies)
        if found is not None:
            yield Figure(name, found.value, Unit.TKR, found.source)


def _notes_beside(
    facts: Facts, lookup: Lookup, ungrouped: bool, carries_over: bool
) -> dict[str, tuple[str, ...]]:
    """Remarks on the summary, and on the accumulated result that the year leaves."""
    year = facts.month.year
    opening = accumulated.opening_notes(lookup.carried.beginning(year), year)
    summary = (*((_UNGROUPED,) if ungrouped else ()), *opening)
    notes = {"samm": summary} if summary else {}
    if carries_over:
        notes["ackumulerat"] = accumulated.closing_notes(lookup.carried.in_the_end, year)
    return notes


def _notes(lines: Sequence[Line], month: Period) -> dict[str, tuple[str, ...]]:
    """Remarks on the tables: lines that have gone since last year."""
    gone = [line.name for line in lines if month.year not in line.years]
    if not gone:
        return {}
    note = f"{join_words(gone)} finns inte kvar hos nämnden; förra årets utfall visas som det var."
    return {"netto": (note,), "verk": (note,)}


def _fingerprint(facts: Facts, figures: tuple[Figure, ...]) -> str:
    """Names everything that the report rests on; `facts` hold no figures yet."""
    about = repr((replace(facts, notes={}), sorted(facts.notes.items())))
    values = "\n".join(f"{_written(figure.name)}={figure.value}" for figure in figures)
    return hashlib.sha256(f"{about}\n{values}".encode()).hexdigest()


def _written(name: Name) -> str:
    of, when = name.of, name.when
    whom = f"{of.activity}/{of.side}/{of.group}/{of.organisation}"
    return f"{name.what}/{whom}/{when.year}-{when.first}-{when.last}"
