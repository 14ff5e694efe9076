"""The page of one cell of a report: what it is made of, and where its rows are."""

from dataclasses import dataclass
from fractions import Fraction

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from uppsikt.documents.printed import cell_text
from uppsikt.figures import Absent, Exact, Period, Unit, Value, What, bare_kronor, kronor, number
from uppsikt.figures.book import DERIVED
from uppsikt.figures.swedish import MINUS
from uppsikt.followup.basis.address import CellAddress
from uppsikt.followup.cells.explained import Explained, Part, explained
from uppsikt.followup.cells.text_readings import record_former
from uppsikt.followup.comments import Comment, comment_history
from uppsikt.organisation.selectors import committee as committee_of
from uppsikt.platform.access.rules import Thing, Verb, may
from uppsikt.platform.stores import current_store
from uppsikt.sources.drill import drill
from uppsikt.web import clock
from uppsikt.web.comment_form import CommentForm, comment_form, sent_comment
from uppsikt.web.given import day_text
from uppsikt.web.kept import kept
from uppsikt.web.last_year import last_year_asked, last_year_query
from uppsikt.web.links import (
    Crumb,
    cell_link,
    crumbs,
    form_of_slug,
    history_link,
    links_of,
    rows_link,
)
from uppsikt.web.reader import actor_of, reader_of
from uppsikt.web.voucher_list import breakdowns, only_balances


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A part of a figure: its sign in the sum, its text, its amount and the page behind it."""

    sign: str
    text: str
    amount: str
    address: str


@dataclass(frozen=True, slots=True)
class ShownComment:
    """What was said of a figure: the text, the day, and by whom; whether it is a text at all."""

    text: str
    when: str
    source: str
    holds: bool
    is_draft: bool = False


@require_http_methods(["GET", "HEAD", "POST"])
@kept
def cell(request: HttpRequest, slug: str, period: Period, form: str, **place: str) -> HttpResponse:
    """What stands in a cell, what it is made of, and what is booked behind it.

    `place` is its table, row and column. Those who write the report's texts comment on it here.
    """
    chosen, found = form_of_slug(form), committee_of(reader=reader_of(request), slug=slug)
    if chosen is None:
        raise Http404
    address = CellAddress(slug, period, chosen.key, **place)
    store, shown = current_store(), last_year_asked(request)
    query = last_year_query(shown)
    form_of_comment, status = CommentForm(), 200
    if request.method == "POST":
        form_of_comment, status = sent_comment(request, address)
        if status == 302:
            return redirect(cell_link(address) + query)
    told = explained(reader=reader_of(request), store=store, address=address, last_year=shown)
    report = links_of(chosen, slug, period, query)
    behind = (
        drill(reader=reader_of(request), store=store, query=told.query, limit=0)
        if told.query
        else None
    )
    comments = comment_history(reader=reader_of(request), address=address)
    if may(reader_of(request), Verb.READ, Thing.FORMER_COMMENTS.of(slug)):
        record_former(reader=actor_of(request), now=clock.now(), committee=slug, comments=comments)
    context = {
        "section": "committee",
        "committee": found,
        "period": period,
        "crumbs": (*crumbs(found, period, query), Crumb(chosen.name, report.page)),
        "told": told,
        "table": told.found.table,
        "row": told.found.row,
        "column": told.found.column.head.replace("-\n", "").replace("\n", " "),
        "printed": cell_text(told.found.cell, told.found.column),
        "exact": exact_text(told.value, told.found.table.unit),
        "derivations": [
            (one.rule, [_part(told, part, query) for part in one.parts]) for one in told.derivations
        ],
        "origin": "" if told.source.startswith(DERIVED) else told.source,
        "behind": behind,
        "not_booked": bool(told.source) and told.name.what is not What.REVERSED,
        "comments": [_said(one) for one in comments],
        **comment_form(request, told, comments, form_of_comment),
        "history": history_link(address) + query,
    }
    if behind is not None:
        context |= {
            "rows": rows_link(behind.query, period),
            "rows_amount": bare_kronor(behind.rows.amount),
            "balances": only_balances(behind),
            "breakdowns": breakdowns(reader_of(request), behind, period),
        }
    return render(request, "web/figure.html", context, status=status)


def _said(one: Comment) -> ShownComment:
    if one.text is None:
        text = "En tidigare kommentar, som har ändrats eller tagits tillbaka."
    else:
        text = one.text or "Kommentaren togs tillbaka."
    source = ", från ".join(part for part in (one.actor, one.author) if part)
    return ShownComment(
        text, day_text(one.given_at), source, holds=bool(one.text), is_draft=not one.is_public
    )


def _part(told: Explained, part: Part, query: str) -> ShownPart:
    if part.address is not None:
        address = cell_link(part.address) + query
    else:
        address = rows_link(part.query, told.address.month) if part.query else ""
    return ShownPart(
        _sign(part.weight), part.text, exact_text(part.value, told.found.table.unit), address
    )


def _sign(weight: Exact) -> str:
    if weight in (1, -1):
        return "+" if weight == 1 else MINUS
    return f"{number(Fraction(weight), 2)} ·"


def exact_text(value: Value, unit: Unit) -> str:
    """An exact value: kronor with öre, or the number itself, or why there is none."""
    if isinstance(value, Absent):
        return value.text
    if unit.is_money:
        return kronor(value)
    return f"{number(value, 2)} {unit.symbol}".strip()
