"""Where the pages of the round are."""

from __future__ import annotations

from django.urls import reverse

from uppsikt.figures import Period


def board_link(slug: str, month: Period) -> str:
    """The controller's board of a round."""
    return reverse("round", args=(slug, month))


def gate_link(slug: str, month: Period) -> str:
    """The way of a round's report to public."""
    return reverse("gate", args=(slug, month))


def dates_link(slug: str, year: int) -> str:
    """The rounds of a year and their dates."""
    return reverse("round_dates", args=(slug, year))
