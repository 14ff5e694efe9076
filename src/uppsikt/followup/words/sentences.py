"""The sentences that every report says by itself: its first one, and the forecast in words."""

from __future__ import annotations

from collections.abc import Iterator

from uppsikt.documents import Bullets, FigureText, Lead, Note, Run, Runs, Text
from uppsikt.documents import Facts as KeyFigures
from uppsikt.documents.model import Direction
from uppsikt.figures import Absent, Name, join_words, plus_minus, thousands
from uppsikt.followup.basis import names
from uppsikt.followup.basis.facts import Line
from uppsikt.followup.basis.known_items import MOST_IN_WORDS
from uppsikt.followup.basis.names import SummaryRow
from uppsikt.followup.basis.value_columns import UNIT, Columns
from uppsikt.followup.book.computed import Computed
from uppsikt.followup.tables.columns import months_text
from uppsikt.followup.tables.layout import subject_text
from uppsikt.followup.words.prose import absent_text


def lead(figures: Computed) -> Lead:
    """The first sentence: result to date, with what is known but not booked, and the forecast."""
    facts = figures.facts
    runs: list[Run] = [
        Text(f"{genitive(facts.committee_name)} resultat till och med {facts.month.text} är "),
        in_words(figures, names.result(facts)),
    ]
    if facts.unbooked:
        runs += [
            Text("; "),
            in_words(figures, names.result_with_unbooked(facts)),
            Text(f" med {unbooked_text(figures)}"),
        ]
    runs += [Text(". Prognosen för helåret är "), in_words(figures, names.forecast_result(facts))]
    return Lead((*runs, *_mostly(figures), Text(".")))


def _mostly(figures: Computed) -> Iterator[Run]:
    """The activity behind most of a forecast that is not in balance."""
    whole = figures.known(names.forecast_result(figures.facts))
    if not whole:
        return
    found = largest_variance(figures, 1 if whole > 0 else -1)
    if found is None:
        return
    line, name = found
    yield Text(f", mest inom {line.name} (")
    yield in_words(figures, name)
    yield Text(")")


def largest_variance(figures: Computed, sign: int) -> tuple[Line, Name] | None:
    """The activity with the largest forecast variance of that sign; the contingency is none."""
    column = Columns.of(figures.facts.month).forecast_variance
    found = [
        (sign * value, line, name)
        for line in figures.facts.lines
        if not line.is_contingency
        and (
            value := figures.known(name := names.cell(names.line(figures.facts, line.key), column))
        )
        is not None
        and sign * value > 0
    ]
    if not found:
        return None
    _, line, name = max(found, key=lambda one: one[0])
    return line, name


def unbooked_text(figures: Computed) -> str:
    """What is known but not booked: ej bokförd hyra."""
    items = [item.name for item in figures.facts.unbooked]
    if len(items) > MOST_IN_WORDS:
        return f"{len(items)} ej bokförda poster"
    if len(items) > 1:
        return f"ej bokförda poster ({join_words(items)})"
    return items[0] if items[0].casefold().startswith("ej bokför") else f"ej bokförd {items[0]}"


def genitive(name: str) -> str:
    """The name with a genitive s, where it does not end in one already."""
    return name if name[-1:].casefold() in ("s", "x", "z") else name + "s"


def key_figures(figures: Computed) -> KeyFigures:
    """The five figures that the report begins with."""
    facts, columns = figures.facts, Columns.of(figures.facts.month)
    year, span = facts.month.year, months_text(facts.to_date)
    whole = names.whole(facts)
    shown = (
        (f"Kommunbidrag {year}", names.summary(facts, SummaryRow.GRANT, columns.budget)),
        (f"Budget {span}", names.cell(whole, columns.period_budget)),
        (f"Utfall {span}", names.cell(whole, columns.actual)),
        (f"Resultat {span}", names.result(facts)),
        ("Prognos helår", names.cell(whole, columns.forecast)),
    )
    return KeyFigures(tuple((term, *_printed(figures, name)) for term, name in shown))


def _printed(figures: Computed, name: Name) -> tuple[str, str]:
    value = figures.tkr(name)
    return ("–", "") if isinstance(value, Absent) else (thousands(value), UNIT.symbol)


def forecast_bullets(figures: Computed) -> Bullets:
    """The forecast variance of each activity and in total, in words."""
    facts, column = figures.facts, Columns.of(figures.facts.month).forecast_variance
    items: list[Runs] = [
        (Text(f"{line.name} "), in_words(figures, names.cell(names.line(facts, line.key), column)))
        for line in facts.lines
        if line.exists(facts.month)
    ]
    total = in_words(figures, names.cell(names.whole(facts), column))
    items.append((Text("Totalt ", strong=True), total))
    return Bullets(tuple(items))


def unbooked_notes(figures: Computed) -> Iterator[Note]:
    """One remark per known item that is not booked; of many items one, and the table has them."""
    facts = figures.facts
    if len(facts.unbooked) > MOST_IN_WORDS:
        whole = in_words(figures, names.unbooked_total(facts))
        yield Note((Text(f"Ej bokfört: {len(facts.unbooked)} kända poster, "), whole, Text(".")))
        return
    for item in figures.facts.unbooked:
        amount = in_words(figures, names.unbooked_item(figures.facts, item.key))
        reason = f" {item.reason}" if item.reason else ""
        yield Note((Text(f"Ej bokfört: {item.name}, "), amount, Text(f".{reason}")))


def in_words(figures: Computed, name: Name) -> FigureText:
    """A printed result or variance in words: plus 6 958 tkr."""
    value = figures.tkr(name)
    name_text = f"{subject_text(figures, name.of)}: {name.what.text}, {name.when.text}"
    if isinstance(value, Absent):
        return FigureText(absent_text(value), name_text)
    direction: Direction = "" if not value else "better" if value > 0 else "worse"
    return FigureText(plus_minus(value, UNIT), name_text, direction)
