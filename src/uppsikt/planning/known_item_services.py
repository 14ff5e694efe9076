"""What changes known items: their files, what is said of vouchers, and what is withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from uppsikt.figures import Period, UppsiktError, kronor
from uppsikt.organisation import selectors as organisation
from uppsikt.organisation.models import Committee
from uppsikt.planning import known_item_file
from uppsikt.planning.changes import known_look
from uppsikt.planning.findable import refresh_known
from uppsikt.planning.intake import PlanFile, PlanOutcome, Status, take_in, together
from uppsikt.planning.known_item_books import rows_of
from uppsikt.planning.known_item_models import KnownItem as StoredItem
from uppsikt.planning.known_item_models import KnownLink
from uppsikt.planning.known_item_rules import BookedRow, KnownItem, VoucherId, covers
from uppsikt.planning.known_item_selectors import (
    FollowedItem,
    item_named,
    items_in_force,
    known,
    set_up_items,
    version_of,
)
from uppsikt.planning.reading import read_rows
from uppsikt.planning.services import names_of
from uppsikt.platform.access.rules import OPERATOR, Actor, Thing, Verb, demand
from uppsikt.platform.audit.services import record
from uppsikt.sheets import Columns
from uppsikt.sources.latest import last_import
from uppsikt.sources.period_rules import span_text
from uppsikt.sources.rehearsal import Rehearsal
from uppsikt.store import Store

_LAST = Period.month(2999, 12)
"""A month that every voucher lies before."""
_VERBS = {
    True: "kopplade känd post till verifikation",
    False: "skilde känd post från verifikation",
    None: "tog bort koppling av känd post",
}


class NoSuchVoucher(UppsiktError):
    """The committee has no such voucher, or not where the item says."""


class TakenVoucher(UppsiktError):
    """Somebody has said that the voucher reverses another item in the same place."""


class NotWithdrawn(UppsiktError):
    """An item cannot be withdrawn: it lacks a reason, or stands in the set-up file."""


@dataclass(frozen=True)
class LinkOutcome:
    """What was said of a voucher, and how the item stands then (None: nothing was changed)."""

    voucher: VoucherId
    belongs: bool | None
    after: FollowedItem
    changed: bool

    def __str__(self) -> str:
        item, stands = self.after.item, self.after.standing
        if not self.changed:
            return f"{item.key}: det är redan sagt om {self.voucher.text}, ingenting är ändrat."
        said = {
            True: f"hör ihop med {self.voucher.text}",
            False: f"hör inte ihop med {self.voucher.text}",
            None: f"är inte längre kopplad till {self.voucher.text} för hand",
        }[self.belongs]
        return (
            f"{item.key} {said}. Av {kronor(stands.amount)} är {kronor(stands.reversed)} "
            f"återfört och {kronor(stands.remaining)} kvar."
        )


def import_known(
    *,
    actor: Actor,
    now: datetime,
    path: Path,
    committee: str,
    again: bool = True,
    columns: Columns | None = None,
    rehearsal: Rehearsal | None = None,
) -> PlanOutcome:
    """Reads a file of known items for a committee: all of it or nothing.

    An item that is there already gets a new version, and the former stays readable; an equal one
    changes nothing. Items that the file does not name are left as they are. Without `again` a file
    whose content has been read before changes nothing. `columns` and `rehearsal` as for a budget.
    Raises PlanFault(s) and FileFault.
    """
    demand(actor, Verb.CHANGE, Thing.PLANS.of(committee))
    names = names_of(committee)
    file = PlanFile("known", path, actor, now, committee, rehearsal=rehearsal)
    if not again and file.was_read:
        return file.outcome("unchanged", 0)
    read = read_rows(
        path,
        known_item_file.COLUMNS,
        (*known_item_file.OPTIONAL, *known_item_file.TOLD),
        known_item_file.AMOUNTS,
        columns,
    )
    elsewhere = {item.key for item in set_up_items(committee)}
    items = known_item_file.known_items(path.name, read.rows, names, elsewhere)
    row = Committee.everything.get(slug=committee)

    def store() -> PlanOutcome:
        done = [_store(row, item, path.name, actor, now) for item in items]
        refresh_known(committee)
        return file.outcome(
            together(done), sum(one != "unchanged" for one in done), notes=read.notes
        )

    return take_in(file, known_look(row, items) if rehearsal else None, store)


def say_of_voucher(
    *,
    actor: Actor,
    now: datetime,
    store: Store,
    committee: str,
    key: str,
    voucher: VoucherId,
    belongs: bool | None,
    reason: str = "",
) -> LinkOutcome:
    """Keeps that a voucher reverses an item, does not, or (None) that nothing is said of it.

    A voucher that reverses an item must have rows of the committee where the item says that it
    will be booked, and may not be said to reverse another item there.
    Raises UnknownItem, NoSuchVoucher, TakenVoucher and FolderBusy.
    """
    demand(actor, Verb.CHANGE, Thing.PLANS.of(committee))
    slug = organisation.committee(reader=OPERATOR, slug=committee).slug
    with settings.DATA_FOLDER.lock("koppling av känd post", now=now), transaction.atomic():
        item = item_named(reader=OPERATOR, committee=slug, key=key)
        if belongs:
            _refuse_strange(slug, item, voucher, rows_of(store, slug, voucher))
        changed = _said(slug, item.key, voucher) is not belongs
        if changed:
            KnownLink.everything.create(
                committee=Committee.everything.get(slug=slug),
                key=item.key,
                year=voucher.year,
                series=voucher.series,
                number=voucher.number,
                belongs=belongs,
                reason=reason,
                said_at=now,
                actor=actor.name,
                known_at=last_import(reader=OPERATOR),
            )
            record(
                actor=actor,
                now=now,
                verb=_VERBS[belongs],
                thing=f"{item.key}, {voucher.text}",
                committee=slug,
                detail={"year": voucher.year, "reason": reason},
            )
    after = known(reader=OPERATOR, store=store, committee=slug, month=_LAST)
    return LinkOutcome(
        voucher, belongs, next(one for one in after if one.item.key == item.key), changed
    )


def withdraw(*, actor: Actor, now: datetime, committee: str, key: str, reason: str) -> KnownItem:
    """Keeps that an item is known no more, with the reason; all its versions stay readable.

    Raises UnknownItem, NotWithdrawn and FolderBusy.
    """
    demand(actor, Verb.CHANGE, Thing.PLANS.of(committee))
    slug = organisation.committee(reader=OPERATOR, slug=committee).slug
    with settings.DATA_FOLDER.lock("återtagande av känd post", now=now), transaction.atomic():
        item = item_named(reader=OPERATOR, committee=slug, key=key)
        if item.key in {one.key for one in set_up_items(slug)}:
            raise NotWithdrawn(
                f"Posten ”{item.key}” står i installationsfilen och återtas där.",
                todo="Ta bort den ur [[ej_bokford]] och kör uppsikt setup.",
            )
        if not reason.strip():
            raise NotWithdrawn(
                f"Posten ”{item.key}” återtas bara med ett skäl.",
                todo='Ange skälet med --reason "…".',
            )
        if not item.withdrawn:
            gone = replace(item, withdrawn=True, reason=reason)
            _store(Committee.everything.get(slug=slug), gone, "", actor, now)
            refresh_known(slug)
            record(
                actor=actor,
                now=now,
                verb="återtog känd post",
                thing=item.key,
                committee=slug,
                detail={"reason": reason},
            )
    return item


def voucher_of(store: Store, committee: str, text: str, years: Sequence[int]) -> VoucherId:
    """The voucher that a user names as ``A-117`` in one of the years.

    Raises NoSuchVoucher where no year has it, or several have.
    """
    series, _, number = text.strip().rpartition("-")
    found = [
        voucher
        for voucher in (VoucherId(year, series, number) for year in years)
        if rows_of(store, committee, voucher)
    ]
    if len(found) == 1:
        return found[0]
    if not found:
        raise NoSuchVoucher(
            f"Verifikationen {text} finns inte hos {committee} {' eller '.join(map(str, years))}.",
            todo="Skriv serie och nummer som A-117, och ange året med --period om det är ett "
            "annat. Verifikationerna visas med uppsikt vouchers.",
        )
    raise NoSuchVoucher(
        f"Verifikationen {text} finns flera år.",
        values=[str(voucher.year) for voucher in found],
        todo="Ange vilket med --period, till exempel --period 2022.",
    )


def _refuse_strange(
    slug: str, item: KnownItem, voucher: VoucherId, rows: Sequence[BookedRow]
) -> None:
    """Raises NoSuchVoucher or TakenVoucher for a voucher that cannot reverse the item."""
    if not rows:
        raise NoSuchVoucher(
            f"Verifikationen {voucher.text} finns inte hos {slug} {voucher.year}.",
            todo="Verifikationerna visas med uppsikt vouchers.",
        )
    own = [row for row in rows if covers(item, row)]
    if not own:
        raise NoSuchVoucher(
            f"Verifikationen {voucher.text} är inte bokförd där posten ”{item.key}” väntas.",
            values=[
                f"{row.activity or 'utan verksamhet'}, {row.group or 'utan kontogrupp'}, "
                f"{span_text((row.month, row.month))}: {kronor(row.amount)}"
                for row in rows
            ],
            todo=f"Posten har verksamheten {item.activity or '(alla)'} och kontogruppen "
            f"{item.group or '(alla)'}. Rätta posten i filen och läs in den igen.",
        )
    others = [
        other.key
        for other in items_in_force(slug, None)
        if other.key != item.key
        and other.kind.counts is item.kind.counts
        and not other.withdrawn
        and any(covers(other, row) for row in own)
        and _said(slug, other.key, voucher)
    ]
    if others:
        raise TakenVoucher(
            f"Verifikationen {voucher.text} hör redan ihop med posten ”{others[0]}”.",
            why="En verifikationsrad återför bara en post, annars skulle den räknas två gånger.",
            todo="Slå ihop posterna till en i filen, eller ta bort den andra kopplingen med "
            "--unmatch.",
        )


def _said(slug: str, key: str, voucher: VoucherId) -> bool | None:
    """What is said of the item and the voucher now."""
    last = KnownLink.everything.filter(
        committee__slug=slug,
        key=key,
        year=voucher.year,
        series=voucher.series,
        number=voucher.number,
    ).last()
    return last.belongs if last else None


def _store(committee: Committee, item: KnownItem, file: str, actor: Actor, now: datetime) -> Status:
    """Puts a version of an item in force, unless it already is."""
    former = StoredItem.everything.filter(
        committee=committee, key=item.key, replaced_at=None
    ).first()
    if former is not None and version_of(former, item.version) == item:
        return "unchanged"
    if former is not None:
        former.replaced_at = now
        former.save(update_fields=["replaced_at"])
    StoredItem.everything.create(
        committee=committee,
        key=item.key,
        version=former.version + 1 if former else 1,
        kind=item.kind,
        name=item.name,
        activity=item.activity,
        group=item.group,
        month=item.month,
        amount=item.amount,
        counterpart=item.counterpart,
        reference=item.reference,
        reason=item.reason,
        expected=date.fromisoformat(item.expected) if item.expected else None,
        withdrawn=item.withdrawn,
        file_name=file,
        given_at=now,
        actor=actor.name,
        known_at=last_import(reader=OPERATOR),
    )
    return "replaced" if former else "new"
