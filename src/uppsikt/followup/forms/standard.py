"""The two forms that Uppsikt comes with: the monthly follow-up and the interim report."""

from __future__ import annotations

from collections.abc import Iterator

from uppsikt.documents import Block, Heading, Paragraph, Table, Text
from uppsikt.followup.book.computed import Computed
from uppsikt.followup.forms.form import Form, Layout, Part, headed, register
from uppsikt.followup.forms.sections import section_blocks, sections_at
from uppsikt.followup.tables import charts
from uppsikt.followup.tables.activities import forecast_list, income_cost_table, net_cost_table
from uppsikt.followup.tables.amended import amended_blocks
from uppsikt.followup.tables.history import history_table
from uppsikt.followup.tables.known_items import known_blocks
from uppsikt.followup.tables.summary import interim_summary, monthly_summary
from uppsikt.followup.words import sentences
from uppsikt.followup.words.prose import bind

_YEAR_END = "Prognos bokslut / Bokslut"
_INTERIM_YEAR_END = "Prognos Bokslut / Bokslut"


def monthly_layout(figures: Computed) -> Layout:
    """The monthly follow-up: net cost per activity with the whole year's forecast."""
    return _layout(figures, net_cost_table(figures), monthly_summary(figures), _YEAR_END)


def interim_layout(figures: Computed) -> Layout:
    """The interim report: income, cost and net cost per activity, with variances to date."""
    return _layout(figures, income_cost_table(figures), interim_summary(figures), _INTERIM_YEAR_END)


def _layout(figures: Computed, main: Table, summary: Table, year_end: str) -> Layout:
    year = figures.facts.month.year
    told = Paragraph((Text(f"Verksamheternas prognoser för {year}, jämfört med budget:"),))
    head: tuple[Block, ...] = (
        sentences.lead(figures),
        sentences.key_figures(figures),
        *sentences.unbooked_notes(figures),
    )
    parts = (
        Part("inledning", "", tuple(sections_at(figures, "inledning"))),
        Part(
            "verksamheter",
            "Utfall och prognos per verksamhet",
            (main, *charts.variances(figures)),
        ),
        Part("prognos", f"Prognos för {year}", (told, sentences.forecast_bullets(figures))),
        Part("sammandrag", "Ekonomi i sammandrag", (summary, *charts.year_so_far(figures))),
        headed("budgetandring", amended_blocks(figures)),
        headed("kanda", known_blocks(figures)),
        headed("analys", _analysis(figures, year_end)),
        Part("avslutning", "", tuple(sections_at(figures, "avslutning"))),
    )
    return Layout(head, parts, (forecast_list(figures),))


def _analysis(figures: Computed, year_end: str) -> Iterator[Block]:
    """The analysis by activity; a month history stands with the section of its activity."""
    waiting = {one.activity: one for one in figures.facts.histories if one.shown}
    sections = [section for section in figures.facts.sections if section.place == "analys"]
    if sections or waiting:
        yield Heading(1, "Analys")
    for section in sections:
        yield from section_blocks(bind(section, figures, 3), 2)
        if section.key in waiting:
            yield from _history(figures, section.key, year_end)
            del waiting[section.key]
    for activity in waiting:
        yield Heading(2, figures.facts.line(activity).name)
        yield from _history(figures, activity, year_end)


def _history(figures: Computed, activity: str, year_end: str) -> Iterator[Block]:
    for history in figures.facts.histories:
        if history.activity == activity and history.shown:
            yield history_table(figures, history, year_end)
            yield from charts.history(figures, history)


MONTHLY = register(
    Form(
        key="monthly",
        title="Budgetuppföljning efter {month} {year}",
        months=frozenset(range(1, 13)),
        layout=monthly_layout,
    )
)
INTERIM = register(
    Form(
        key="interim",
        title="Delårsrapport efter {month} {year}",
        months=frozenset({4, 8}),
        layout=interim_layout,
    )
)
