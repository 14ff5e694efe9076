"""Figures in running text: an amount, a difference, a key figure."""

from __future__ import annotations

from uppsikt.documents import FigureText, Run
from uppsikt.figures import Absent, Name, higher_lower, thousands, with_unit
from uppsikt.followup.basis.value_columns import UNIT
from uppsikt.followup.book.computed import Computed
from uppsikt.followup.tables.layout import subject_text
from uppsikt.followup.words.prose import absent_text


def amount_run(figures: Computed, name: Name) -> Run:
    """A printed amount without its sign: 428 200 tkr."""
    value = figures.tkr(name)
    text = absent_text(value) if isinstance(value, Absent) else with_unit(abs(value), UNIT)
    return FigureText(text, name_text(figures, name))


def higher_run(figures: Computed, name: Name, than: str) -> Run:
    """How much more a net cost is than something: 8 000 tkr högre än årets budget."""
    value = figures.tkr(name)
    text = absent_text(value) if isinstance(value, Absent) else higher_lower(-value, UNIT, than)
    return FigureText(text, name_text(figures, name))


def printed_words(figures: Computed, name: Name) -> tuple[str, str]:
    """A key figure as its number and its unit; a dash where there is none."""
    value = figures.tkr(name)
    return ("–", "") if isinstance(value, Absent) else (thousands(value), UNIT.symbol)


def name_text(figures: Computed, name: Name) -> str:
    """A figure's name in words, as a reader sees it."""
    return f"{subject_text(figures, name.of)}: {name.what.text}, {name.when.text}"
