"""The report forms: each is registered once, and looked up by key."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.text import slugify

from uppsikt.documents import Block, Heading, Table
from uppsikt.figures import NothingThere, Period, join_words, month_name
from uppsikt.followup.basis.value_columns import FormColumns, month_columns
from uppsikt.followup.book.computed import Computed
from uppsikt.followup.forms.parts import NAMES, choice_text

if TYPE_CHECKING:
    from uppsikt.followup.basis.facts import Facts
    from uppsikt.followup.book.lookup import Lookup
    from uppsikt.platform.access.rules import Reader


@dataclass(frozen=True)
class Part:
    """A part of a report, by the key that section templates name it by (see `parts`).

    `heading` is its own heading of level 1, empty for a part that has none; `blocks` are what
    stands below it. A part without blocks is not shown.
    """

    key: str
    heading: str
    blocks: tuple[Block, ...]


def headed(key: str, blocks: Iterable[Block]) -> Part:
    """The part of blocks that begin with its heading, if there are any."""
    every = tuple(blocks)
    if every and isinstance(every[0], Heading) and every[0].level == 1:
        return Part(key, every[0].text, every[1:])
    return Part(key, "", every)


@dataclass(frozen=True)
class Layout:
    """A report laid out: what always comes first, its parts, and open data that they say in words.

    The parts are those of `parts.PARTS` for the form, in that order.
    """

    head: tuple[Block, ...]
    parts: tuple[Part, ...]
    data: tuple[Table, ...] = ()


@dataclass(frozen=True)
class Form:
    """A kind of report.

    `title` is the document's title with {month}, {year} and {next_year};
    `months` are the months that it is made after; `layout` makes its blocks from the figures;
    `columns` gives the value columns that the figures stand in after a month. `demand` raises an
    error when there is not what the form needs; without it, what a report of a month needs is
    demanded. `own_texts` says that texts and histories written for all forms are not for this one,
    because it speaks of other periods than a follow-up does. `looks_back` says that it sets all
    forecasts of the year against the outcome. `rank` is its place among the forms;
    `has_projects` that it tells of earmarked projects, `carries_over` that it tells how the
    accumulated result goes on into the next year. `offered` says whether a page should lead to
    the form's report of a committee after a month; without it, after each of its months.
    """

    key: str
    title: str
    months: frozenset[int]
    layout: Callable[[Computed], Layout]
    columns: Callable[[Period], FormColumns] = month_columns
    demand: Callable[[Facts, Lookup], None] | None = None
    own_texts: bool = False
    looks_back: bool = False
    rank: int = 0
    has_projects: bool = False
    carries_over: bool = False
    offered: Callable[[Reader, str, Period], bool] | None = None

    @property
    def name(self) -> str:
        """The Swedish name."""
        return NAMES[self.key]

    @property
    def slug(self) -> str:
        """The Swedish name as a part of a page's address: manadsuppfoljning."""
        return slugify(self.name)

    def title_of(self, month: Period) -> str:
        """The title of the report of a month."""
        return self.title.format(
            month=month_name(month.last), year=month.year, next_year=month.year + 1
        )


class UnknownForm(NothingThere):
    """There is no report form with that key."""


class FormNotForMonth(NothingThere):
    """The form is not made for that month."""


_FORMS: dict[str, Form] = {}


def register(form: Form) -> Form:
    """Add a form. Raises ValueError if the key is taken."""
    if form.key in _FORMS:
        raise ValueError(f"the report form {form.key!r} is registered twice")
    _FORMS[form.key] = form
    return form


def forms() -> tuple[Form, ...]:
    """All forms, by rank."""
    return tuple(sorted(_FORMS.values(), key=lambda form: form.rank))


def form_of(key: str) -> Form:
    """The form with the key. Raises UnknownForm, which names those that exist."""
    if key not in _FORMS:
        raise UnknownForm(
            f"Rapportformen ”{key}” finns inte.",
            values=[choice_text(form.key) for form in forms()],
            todo="Välj en av formerna ovan.",
        )
    return _FORMS[key]


def demand_month(form: Form, month: Period) -> None:
    """Raises FormNotForMonth unless the form is made for the month."""
    if month.last in form.months:
        return
    allowed = join_words([month_name(number) for number in sorted(form.months)])
    others = [choice_text(other.key) for other in forms() if month.last in other.months]
    raise FormNotForMonth(
        f"{form.name} görs inte för {month.text}.",
        why=f"{form.name} görs efter {allowed}.",
        todo=f"Välj en av de månaderna, eller formen {' eller '.join(others)}."
        if others
        else "Välj en av de månaderna.",
    )
