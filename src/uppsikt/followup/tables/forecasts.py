"""The forecasts of a year against what it became, as documents: of all, and of one activity."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping

from uppsikt.documents import Block, Bullets, Document, Heading, Lead, Paragraph, Row, Table, Text
from uppsikt.figures import NothingThere, join_words, month_name
from uppsikt.followup.basis.value_columns import UNIT
from uppsikt.followup.tables.annual import after_text
from uppsikt.followup.tables.forecast_parts import (
    MEAN_NOTE,
    Printed,
    Shown,
    forecast_rows,
    lead,
    mean_row,
    means_table,
    own_table,
    picture,
    printed_of,
    shown_of_all,
    year_columns,
    years_text,
)
from uppsikt.followup.tables.layout import ROUNDING_NOTE
from uppsikt.organisation.rules import nearest
from uppsikt.planning.accuracy import ForecastsTried, LineForecasts, YearForecasts
from uppsikt.planning.accuracy_rules import Accuracy, accuracy, accuracy_by

ACCURACY = "Hur fel prognoserna har haft"
BY_ACTIVITY = "Verksamheternas prognoser"
SAID = "Så skrev den som lämnade prognosen"


class NoSuchActivity(NothingThere):
    """The committee has no activity of that key that forecasts can be of."""


def forecasts_document(of: ForecastsTried) -> Document:
    """The year's forecasts against its outcome, and how right the forecasts of all years were."""
    printed, whole = printed_of(of.asked), shown_of_all(of.asked)
    blocks: list[Block] = [Lead(lead(whole, printed))]
    if whole.tried:
        blocks += [*picture(whole, printed), own_table(whole, printed)]
    blocks += _accuracy_blocks(of)
    if whole.tried:
        blocks += [Heading(1, BY_ACTIVITY), _activities_table(of.asked, printed)]
    return _document(of, f"Prognoserna {of.asked.year} mot utfallet", "", blocks)


def activity_document(of: ForecastsTried, key: str) -> Document:
    """The same of an activity, with what was written with each forecast.

    Raises NoSuchActivity.
    """
    if key not in of.names:
        raise NoSuchActivity(
            f"Verksamheten ”{key}” finns inte hos {of.committee.name}.",
            todo=f"Närmast: {nearest(key, list(of.names))}." if of.names else "",
        )
    found = (line for line in of.asked.activities if line.key == key)
    line = next(found, None)
    its = Shown(
        of.asked.year,
        key,
        of.names[key],
        line.became if line else of.asked.became,
        line.tried if line else (),
    )
    printed = printed_of(of.asked)
    blocks: list[Block] = [Lead(lead(its, printed))]
    if its.tried:
        blocks += [*picture(its, printed), own_table(its, printed)]
        blocks += _said(its)
    blocks += _activity_accuracy(of, key)
    return _document(of, f"{its.name}: prognoserna {its.year} mot utfallet", key, blocks)


def _document(of: ForecastsTried, title: str, key: str, blocks: list[Block]) -> Document:
    mark = hashlib.sha256(repr(blocks).encode()).hexdigest()[:16]
    about = "-".join(filter(None, (of.committee.slug, "prognoser", str(of.asked.year), key)))
    return Document(
        title=title,
        subtitle=of.committee.name,
        author=of.committee.municipality,
        date="",
        period_text=str(of.asked.year),
        blocks=tuple(blocks),
        identifier=f"{about}-{mark}",
    )


def _activities_table(year: YearForecasts, printed: Printed) -> Table:
    """Each activity's forecasts under its name, and who gave them."""
    shown = [line for line in year.activities if line.tried]
    with_outcome = any((line.key, None) in printed.values for line in shown)
    rows: list[Row] = []
    for line in shown:
        head = f"{line.name} – {join_words(_authors(line))}"
        rows.append(Row(line.name, head, "head", (), f"{line.key}.rubrik"))
        its = Shown(year.year, line.key, line.name, line.became, line.tried)
        rows += forecast_rows(its, printed, with_outcome=with_outcome, nested=True)
    caption = f"Prognoserna för {year.year}, och vem som lämnade dem"
    return Table(
        "verksamheter", caption, caption, UNIT,
        year_columns(year.year, with_outcome=with_outcome), tuple(rows), (ROUNDING_NOTE,),
    )  # fmt: skip


def _authors(line: LineForecasts) -> list[str]:
    """Who gave the activity's forecasts, each once."""
    return list(dict.fromkeys(one.row.author for one in line.tried if one.row))


def _said(its: Shown) -> Iterator[Block]:
    """Who gave each forecast, and why it was so."""
    rows = [one.row for one in its.tried if one.row]
    yield Heading(1, SAID)
    yield Bullets(
        tuple(
            (
                Text(f"{after_text(row.month)}, {row.author}: ", strong=True),
                Text(row.comment or "ingen kommentar."),
            )
            for row in rows
        )
    )


def _accuracy_blocks(of: ForecastsTried) -> Iterator[Block]:
    """How right the forecasts were of all years whose outcome is known."""
    whole, activities = of.of_all(), of.by_activity()
    yield Heading(1, ACCURACY)
    if not activities and whole is None:
        yield Paragraph((Text(_untried(of)),))
        return
    span = _span(activities.values())
    rows = [] if whole is None else [mean_row("=namnden", "Hela nämnden", whole)]
    rows += [mean_row(key, of.names[key], one) for key, one in activities.items()]
    yield means_table("fel-verksamhet", f"Per verksamhet, {span}", "Verksamhet", rows, (MEAN_NOTE,))
    yield from _by_month("Hela nämndens prognos per månad", whole, of.by_month())
    yield _by_author(f"Per den som lämnade prognosen, {span}", of.by_author())


def _activity_accuracy(of: ForecastsTried, key: str) -> Iterator[Block]:
    tried = of.of_activity(key)
    whole = accuracy(tried)
    yield Heading(1, ACCURACY)
    if whole is None:
        yield Paragraph((Text("Ingen prognos för verksamheten går att pröva ännu."),))
        return
    caption = f"Alla prognoser, {_span([whole])}"
    rows = [mean_row(key, of.names[key], whole)]
    yield means_table("fel-verksamhet", caption, "Verksamhet", rows, (MEAN_NOTE,))
    months = accuracy_by(tried, lambda one: one.month.last)
    yield from _by_month("Prognosen per månad", whole, dict(sorted(months.items())))
    authors = accuracy_by(tried, lambda one: one.row.author if one.row else "")
    if len(authors) > 1:
        yield _by_author(f"Per den som lämnade prognosen, {_span([whole])}", authors)


def _by_month(
    caption: str, whole: Accuracy | None, months: Mapping[int, Accuracy]
) -> Iterator[Table]:
    """By month of the year; of one year alone the months' own table tells it."""
    if whole is not None and len(whole.years) > 1:
        rows = [
            mean_row(f"{month:02d}", month_name(month).capitalize(), one)
            for month, one in months.items()
        ]
        caption = f"{caption}, {years_text(whole.years)}"
        yield means_table("fel-manad", caption, "Prognos efter", rows)


def _by_author(caption: str, authors: Mapping[str, Accuracy]) -> Table:
    every = enumerate(authors.items(), 1)
    rows = [mean_row(f"{at:02d}", who, one) for at, (who, one) in every]
    return means_table("fel-lamnare", caption, "Lämnad av", rows)


def _span(of: Iterable[Accuracy]) -> str:
    return years_text(sorted({year for one in of for year in one.years}))


def _untried(of: ForecastsTried) -> str:
    if not of.every:
        return "Nämnden har inga prognoser. De läses in med uppsikt import."
    return (
        f"Det finns prognoser för {years_text(of.years)}, men inget av åren har ett utfall att "
        "pröva dem mot. Det kommer när årets alla månader är inlästa."
    )
