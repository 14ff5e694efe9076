"""`uppsikt comment`: what is said of the figures of a committee's reports."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from uppsikt.cli import acting, installation
from uppsikt.cli.given import month
from uppsikt.figures import Period, UppsiktError
from uppsikt.store import Store

if TYPE_CHECKING:
    from uppsikt.followup.cells.commenting import Wish
    from uppsikt.followup.comments import Comment


class HalfAPlace(UppsiktError):
    """A comment without a row or a column to stand on, or somebody's without words."""


def run(options: argparse.Namespace) -> int:
    """Shows the comments of a month or of a cell, or puts one on a cell."""
    period = month(options.period)
    _refuse_half(options)
    folder = installation.open_to_read()
    store = Store(folder.columns)
    # Know the database, so they can be imported only when Django has started.
    from uppsikt.followup.cells.commenting import comment
    from uppsikt.organisation.selectors import committee

    slug = committee(reader=acting.reader(), slug=options.committee).slug
    if not options.row:
        lines = _of_month(store, slug, period)
    elif options.text is None:
        lines = _of_cell(store, slug, _wish(options, period))
    else:
        wish = _wish(options, period)
        outcome = comment(
            actor=acting.actor(), now=installation.now(), store=store, committee=slug, wish=wish
        )
        lines = iter([str(outcome)])
    print("\n".join(lines))
    return 0


def _refuse_half(options: argparse.Namespace) -> None:
    """Raises HalfAPlace where something is said of a comment, but not which or where it stands."""
    asked = (options.row, options.column, options.text, options.table, options.author)
    if any(one is not None for one in asked) and not (options.row and options.column):
        raise HalfAPlace(
            "Det framgår inte vilken siffra kommentaren gäller.",
            todo='Ange både rad och kolumn, till exempel --row "Ekonomiskt bistånd" '
            '--column "Prognos 2022".',
        )
    if options.author is not None and options.text is None:
        raise HalfAPlace(
            "Det framgår inte vad som ska sägas om siffran.",
            values=[f"från {options.author}"],
            todo="Ange kommentaren med --text, eller utelämna --author.",
        )


def _wish(options: argparse.Namespace, period: Period) -> Wish:
    from uppsikt.followup.cells.commenting import Wish

    return Wish(
        period,
        options.form,
        options.row,
        options.column,
        options.table or "",
        options.text or "",
        options.author or "",
    )


def _of_month(store: Store, slug: str, period: Period) -> Iterator[str]:
    from uppsikt.followup.cells.commenting import seen
    from uppsikt.followup.comments import comments_of_month

    found = comments_of_month(reader=acting.reader(), committee=slug, month=period)
    several = "kommentar" if len(found) == 1 else "kommentarer"
    yield f"{len(found) or 'Inga'} {several} {period.text}"
    told = seen(reader=acting.reader(), store=store, comments=found)
    for one in found:
        yield from ("", told.get(one.address, str(one.address)), f"  {_said(one)}")
        if one.address not in told:
            yield "  Siffran finns inte i rapporten nu, så kommentaren visas ingenstans."


def _of_cell(store: Store, slug: str, wish: Wish) -> Iterator[str]:
    from uppsikt.followup.cells.commenting import Placing
    from uppsikt.followup.cells.text_readings import record_former
    from uppsikt.followup.comments import comment_history

    placed = Placing(store, slug).place(wish)
    yield placed.told
    found = comment_history(reader=acting.reader(), address=placed.address)
    record_former(reader=acting.actor(), now=installation.now(), committee=slug, comments=found)
    yield from (f"  {_said(one)}" for one in found)
    if not found:
        yield "  Ingen har kommenterat siffran."


def _said(one: Comment) -> str:
    when = installation.minute(one.given_at)
    author = f", från {one.author}" if one.author else ""
    return f"{when} av {one.actor}{author}: {one.text or 'kommentaren togs tillbaka'}"
