"""Puts comments on cells, one or a whole file of them: nothing is overwritten."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings

from uppsikt.figures import Period, UppsiktError, thousands
from uppsikt.followup import models
from uppsikt.followup.basis.address import (
    CellAddress,
    FoundCell,
    UnknownCell,
    address_of,
    find_cell,
)
from uppsikt.followup.cells.places import named_cell, place_text
from uppsikt.followup.comments import Comment, comments_on
from uppsikt.followup.findable import refresh_comments
from uppsikt.followup.forms.parts import NAMES
from uppsikt.followup.report import Report
from uppsikt.followup.services import build_report
from uppsikt.organisation.models import Committee
from uppsikt.platform.access.rules import OPERATOR, Actor, Reader, Thing, Verb, demand, demand_in
from uppsikt.platform.audit.services import record
from uppsikt.sources.rehearsal import Rehearsal, changing
from uppsikt.store import Store

LONGEST = 500
"""Signs in a comment: it stands in a column of a table."""
_LONGEST_AUTHOR = 80


class CommentRefused(UppsiktError):
    """A comment that cannot stand in a table."""


class CommentChanged(UppsiktError):
    """Somebody has said something else of the cell meanwhile; `said` is what."""

    def __init__(self, said: str, actor: str) -> None:
        super().__init__(
            f"{actor or 'Någon annan'} har ändrat kommentaren sedan du öppnade sidan.",
            todo="Läs vad som står nu, och spara igen om din text ska gälla.",
        )
        self.said = said


@dataclass(frozen=True, slots=True)
class Wish:
    """A comment as it is asked for: where, by what people call its row, column and table.

    An empty `text` takes the comment back.
    """

    month: Period
    form: str
    row: str
    column: str
    table: str
    text: str
    author: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """A comment with the address of its cell, its text in one line.

    `told` is the cell in words; the address is for what is kept, and for programs.
    """

    address: CellAddress
    told: str
    text: str
    author: str


@dataclass(frozen=True)
class CommentOutcome:
    """What became of comments: new ones, changed ones, those taken back, and those known."""

    about: str
    new: int
    changed: int
    taken_back: int
    same: int
    notes: tuple[str, ...] = ()

    @property
    def status(self) -> str:
        """new, replaced or unchanged."""
        if self.changed or self.taken_back:
            return "replaced"
        return "new" if self.new else "unchanged"

    def __str__(self) -> str:
        counts = (
            (self.new, "ny", "nya"),
            (self.changed, "ändrad", "ändrade"),
            (self.taken_back, "tillbakatagen", "tillbakatagna"),
            (self.same, "som redan gällde", "som redan gällde"),
        )
        told = [f"{thousands(n)} {one if n == 1 else more}" for n, one, more in counts if n]
        said = f"kommentarer: {', '.join(told)}" if told else "inga kommentarer"
        return "\n".join([f"{self.about}: {said}.", *self.notes])


class Placing:
    """Finds the cells of a committee's reports by name; each report is made once."""

    def __init__(self, store: Store, committee: str) -> None:
        self._store, self._committee = store, committee
        self._reports: dict[tuple[Period, str], Report] = {}

    def place(self, wish: Wish) -> Placed:
        """The comment with its address. Raises NoSuchPlace, CommentRefused, and what
        `build_report` raises."""
        key = (wish.month, wish.form)
        if key not in self._reports:
            self._reports[key] = build_report(
                reader=OPERATOR,
                store=self._store,
                committee=self._committee,
                period=wish.month,
                form=wish.form,
            )
        found = named_cell(self._reports[key].document.tables(), wish.row, wish.column, wish.table)
        address = address_of(found, self._committee, wish.month, wish.form)
        told = in_report(found, wish.form)
        return Placed(
            address, told, _short(wish.text, LONGEST, "Kommentaren"), _author(wish.author)
        )


def comment(
    *, actor: Actor, now: datetime, store: Store, committee: str, wish: Wish
) -> CommentOutcome:
    """Puts one comment on a cell. The same text again changes nothing.

    Raises what `Placing.place` raises, and FolderBusy.
    """
    demand(actor, Verb.CHANGE, Thing.REPORTS.of(committee))
    placed = Placing(store, committee).place(wish)
    done = keep(actor=actor, now=now, comments=[placed], about=str(placed.address))
    return replace(done, about=placed.told)


def comment_cell(
    *,
    actor: Actor,
    now: datetime,
    store: Store,
    address: CellAddress,
    text: str,
    seen: str,
    is_draft: bool,
) -> CommentOutcome:
    """Puts a comment on the cell at an address, or takes it back with an empty text.

    `seen` is the comment that was shown when the text was written. `is_draft` as in `keep`.
    Raises CommentChanged, CommentRefused, UnknownCell and what `build_report` raises.
    """
    demand(actor, Verb.CHANGE, right_to_say(is_draft=is_draft).of(address.committee))
    report = build_report(
        reader=OPERATOR,
        store=store,
        committee=address.committee,
        period=address.month,
        form=address.form,
    )
    told = in_report(find_cell(report.document.tables(), address), address.form)
    placed = Placed(address, told, _short(text, LONGEST, "Kommentaren"), "")
    done = keep(
        actor=actor,
        now=now,
        comments=[placed],
        about=str(address),
        is_draft=is_draft,
        seen={address: seen},
    )
    return replace(done, about=told)


def right_to_say(*, is_draft: bool) -> Thing:
    """What commenting asks for: what is public at once is said by those who give reports out.

    Whoever writes a report's texts comments too, where the report goes through a round first.
    """
    return Thing.TEXTS if is_draft else Thing.REPORTS


def in_report(found: FoundCell, form: str) -> str:
    """A cell in words, with the form of its report."""
    return f"{NAMES[form]}, {place_text(found)}"


def seen(*, reader: Reader, store: Store, comments: Iterable[Comment]) -> Mapping[CellAddress, str]:
    """The cells of comments in words, for those that stand in a report as it is now.

    One that is not among them nobody sees: the activity has gone, say, or the report can no
    longer be made.
    """
    reports: dict[tuple[str, Period, str], list[CellAddress]] = {}
    for one in comments:
        at = one.address
        reports.setdefault((at.committee, at.month, at.form), []).append(at)
    return {at: told for one in reports.values() for at, told in _seen(reader, store, one)}


def keep(
    *,
    actor: Actor,
    now: datetime,
    comments: Sequence[Placed],
    about: str,
    is_draft: bool = False,
    seen: Mapping[CellAddress, str] = {},
    rehearsal: Rehearsal | None = None,
) -> CommentOutcome:
    """Keeps comments, all or none; those that hold already are left. `about` names the whole.

    A draft is public first when its month's report is. `seen` is what was said of a cell when its
    comment was written. With a `rehearsal` all is done and undone.
    Raises FolderBusy, and CommentChanged where somebody has said something else meanwhile.
    """
    about_whom = {one.address.committee for one in comments}
    demand_in(actor, Verb.CHANGE, right_to_say(is_draft=is_draft), about_whom)
    with settings.DATA_FOLDER.lock("kommentarer", now=now), changing(rehearsal, None):
        known = _known(comments)
        _demand_seen(comments, known, seen)
        fresh = [one for one in comments if _differs(one, known.get(one.address))]
        slugs = {one.address.committee for one in fresh}
        committees = {row.slug: row for row in Committee.everything.filter(slug__in=slugs)}
        models.Comment.everything.bulk_create(
            _row(one, committees[one.address.committee], actor, now, is_draft=is_draft)
            for one in fresh
        )
        for slug in sorted(slugs):
            refresh_comments(slug)
        outcome = CommentOutcome(
            about,
            new=sum(one.address not in known for one in fresh),
            changed=sum(one.address in known and bool(one.text) for one in fresh),
            taken_back=sum(not one.text for one in fresh),
            same=len(comments) - len(fresh),
        )
        if fresh:
            # The texts are in the comments' own history: one that is taken back may have been so
            # because it pointed somebody out.
            record(
                actor=actor,
                now=now,
                verb="kommenterade",
                thing=about,
                committee=sorted(slugs),
                detail={"cells": [str(one.address) for one in fresh]},
            )
    return outcome


def release_comments(
    *, actor: Actor, now: datetime, committee: str, month: Period, form: str, last: int
) -> int:
    """Makes what was said of a report public, up to the comment of that number; how many.

    Called in the transaction that makes the month's report public, which is what is recorded.
    """
    demand(actor, Verb.CHANGE, Thing.REPORTS.of(committee))
    drafts = models.Comment.everything.filter(
        committee__slug=committee, month=str(month), form=form, released_at=None, pk__lte=last
    )
    released = drafts.update(released_at=now)
    if released:
        refresh_comments(committee)
    return released


def _seen(
    reader: Reader, store: Store, addresses: Sequence[CellAddress]
) -> Iterator[tuple[CellAddress, str]]:
    """Those of the addresses, all in one report, that are in it, with their cells in words."""
    of = addresses[0]
    try:
        report = build_report(
            reader=reader, store=store, committee=of.committee, period=of.month, form=of.form
        )
    except UppsiktError:
        return
    for at in addresses:
        with suppress(UnknownCell):
            yield at, in_report(find_cell(report.document.tables(), at), of.form)


def _known(comments: Iterable[Placed]) -> Mapping[CellAddress, Comment]:
    """The comments that hold in the reports that these are about."""
    reports = dict.fromkeys(
        (one.address.committee, one.address.month, one.address.form) for one in comments
    )
    return {
        one.address: one
        for committee, month, form in reports
        for one in comments_on(
            reader=OPERATOR, committee=committee, month=month, form=form
        ).values()
    }


def _demand_seen(
    comments: Iterable[Placed],
    known: Mapping[CellAddress, Comment],
    seen: Mapping[CellAddress, str],
) -> None:
    for one in comments:
        held = known.get(one.address)
        said = held.text or "" if held else ""
        if said not in (seen.get(one.address, said), one.text):
            raise CommentChanged(said, held.actor if held else "")


def _differs(one: Placed, known: Comment | None) -> bool:
    if known is None:
        return bool(one.text)
    return (one.text, one.author) != (known.text, known.author) if one.text else True


def _row(
    one: Placed, committee: Committee, actor: Actor, now: datetime, *, is_draft: bool
) -> models.Comment:
    at = one.address
    return models.Comment(
        committee=committee,
        month=str(at.month),
        form=at.form,
        table=at.table,
        row=at.row,
        column=at.column,
        text=one.text,
        author=one.author,
        given_at=now,
        actor=actor.name,
        released_at=None if is_draft else now,
    )


def _author(text: str) -> str:
    return _short(text, _LONGEST_AUTHOR, "Från vem")


def _short(text: str, most: int, what: str) -> str:
    """The text on one line. Raises CommentRefused for a longer one."""
    line = " ".join(text.split())
    if len(line) > most:
        raise CommentRefused(
            f"{what} har {len(line)} tecken, och {most} får plats.",
            values=[f"{line[:60]} …"],
            todo="Korta texten. Längre resonemang skrivs som ett avsnitt i rapporten.",
        )
    return line
