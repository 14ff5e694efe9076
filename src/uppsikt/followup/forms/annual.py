"""The form `annual`: the year-end against budget, and against what the forecasts said."""

from __future__ import annotations

from collections.abc import Iterator

from uppsikt.documents import Block, Heading, Lead, Paragraph, Run, Text
from uppsikt.documents import Facts as KeyFigures
from uppsikt.figures import Name
from uppsikt.followup.basis import names
from uppsikt.followup.basis.facts import Line
from uppsikt.followup.basis.names import SummaryRow
from uppsikt.followup.basis.value_columns import Columns
from uppsikt.followup.book.computed import Computed
from uppsikt.followup.forms.form import Form, Layout, Part, headed, register
from uppsikt.followup.forms.sections import sections_at
from uppsikt.followup.tables import annual as annual_tables
from uppsikt.followup.tables.accumulated import accumulated_blocks
from uppsikt.followup.tables.amended import amended_blocks
from uppsikt.followup.tables.earmarked import earmarked_blocks
from uppsikt.followup.tables.known_items import known_blocks
from uppsikt.followup.words.figure_runs import higher_run, printed_words
from uppsikt.followup.words.sentences import genitive, in_words, unbooked_notes


def annual_layout(figures: Computed) -> Layout:
    """The sentence, the year-end against budget, the summary, and the forecasts."""
    year = figures.facts.month.year
    against_budget: tuple[Block, ...] = (
        annual_tables.activities_table(figures),
        *annual_tables.variance_picture(figures),
    )
    parts = (
        Part("inledning", "", tuple(sections_at(figures, "inledning"))),
        Part("verksamheter", f"Bokslut {year} mot budget", against_budget),
        Part("sammandrag", "Ekonomi i sammandrag", (annual_tables.year_summary(figures),)),
        headed("budgetandring", amended_blocks(figures)),
        headed("ackumulerat", accumulated_blocks(figures)),
        Part("analys", "", tuple(sections_at(figures, "analys"))),
        headed("kanda", known_blocks(figures)),
        headed("oronmarkt", earmarked_blocks(figures)),
        headed("prognoser", _forecasts(figures)),
        Part("avslutning", "", tuple(sections_at(figures, "avslutning"))),
    )
    return Layout((_lead(figures), _key_figures(figures), *unbooked_notes(figures)), parts)


def _lead(figures: Computed) -> Lead:
    """The result against the grant, the net cost against budget, and the activity behind it."""
    facts, columns = figures.facts, Columns.of(figures.facts.month)
    variance = names.cell(names.whole(facts), columns.variance)
    runs: list[Run] = [
        Text(f"{genitive(facts.committee_name)} resultat för {facts.month.year} är "),
        in_words(figures, names.result(facts)),
        Text(" mot kommunbidraget. Nettokostnaden är "),
        higher_run(figures, variance, "budget"),
        *_mostly(figures, variance),
        Text("."),
    ]
    return Lead(tuple(runs))


def _mostly(figures: Computed, whole: Name) -> Iterator[Run]:
    """The activity behind most of a variance that is not nothing."""
    value = figures.known(whole)
    found = _furthest(figures, 1 if value > 0 else -1) if value else None
    if found is not None:
        line, name = found
        yield Text(f", mest inom {line.name} (")
        yield in_words(figures, name)
        yield Text(")")


def _furthest(figures: Computed, sign: int) -> tuple[Line, Name] | None:
    """The activity with the largest variance of that sign; the contingency is none."""
    facts, column = figures.facts, Columns.of(figures.facts.month).variance
    found = [
        (sign * value, line, name)
        for line in facts.lines
        if not line.is_contingency
        and (value := figures.known(name := names.cell(names.line(facts, line.key), column)))
        and sign * value > 0
    ]
    return max(found, key=lambda one: one[0])[1:] if found else None


def _key_figures(figures: Computed) -> KeyFigures:
    facts, columns = figures.facts, Columns.of(figures.facts.month)
    whole, year = names.whole(facts), facts.month.year
    shown = (
        (f"Kommunbidrag {year}", names.summary(facts, SummaryRow.GRANT, columns.budget)),
        (f"Budget {year}", names.cell(whole, columns.budget)),
        (f"Bokslut {year}", names.cell(whole, columns.actual)),
        (f"Resultat {year}", names.result(facts)),
        ("Avvikelse", names.cell(whole, columns.variance)),
    )
    return KeyFigures(tuple((term, *printed_words(figures, name)) for term, name in shown))


def _forecasts(figures: Computed) -> Iterator[Block]:
    """What was said each month against what it became; that none was said is told."""
    yield Heading(1, "Prognoserna mot bokslutet")
    if not figures.facts.rounds:
        yield Paragraph((Text("Ingen prognos lämnades under året."),))
        return
    yield annual_tables.forecasts_table(figures)
    yield from annual_tables.miss_picture(figures)
    yield annual_tables.forecasts_by_activity(figures)


ANNUAL = register(
    Form(
        key="annual",
        title="Bokslut {year}",
        months=frozenset({12}),
        layout=annual_layout,
        own_texts=True,
        looks_back=True,
        rank=1,
        has_projects=True,
        carries_over=True,
    )
)
