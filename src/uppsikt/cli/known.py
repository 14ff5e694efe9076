"""`uppsikt known`: what is known but not booked, how old it is, and which vouchers reverse it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from uppsikt.cli import acting, installation
from uppsikt.cli.given import month
from uppsikt.cli.output import deliver, refuse_folder
from uppsikt.figures import Period, PeriodError, UppsiktError, kronor, month_name
from uppsikt.store import Store

if TYPE_CHECKING:
    from uppsikt.planning.known_item_selectors import FollowedItem, KeptItem, Places
    from uppsikt.planning.known_item_services import LinkOutcome

LAST = Period.month(2999, 12)


class HalfAsked(UppsiktError):
    """The options do not say what is to be done with the item."""


def run(options: argparse.Namespace) -> int:
    """Shows the items, or says of one of them what its voucher is or that it is withdrawn."""
    _refuse_several(options)
    if options.match or options.unmatch or options.release:
        print(_say(options))
    elif options.withdraw:
        print(_withdraw(options))
    elif options.history:
        _print(_history(options))
    elif options.proposals:
        _print(_proposals(options))
    else:
        _show(options)
    return 0


def _refuse_several(options: argparse.Namespace) -> None:
    asked = ("match", "unmatch", "release", "withdraw", "history")
    given = [f"--{name}" for name in asked if getattr(options, name)]
    given += ["--proposals"] if options.proposals else []
    if len(given) > 1:
        raise HalfAsked("Bara en sak görs i taget.", values=given, todo="Ange en av dem.")
    linking = options.match or options.unmatch or options.release
    if bool(linking) != bool(options.voucher):
        raise HalfAsked(
            "En koppling behöver både en post och en verifikation.",
            todo="Skriv till exempel --match k-14 --voucher A-117.",
        )


def _say(options: argparse.Namespace) -> LinkOutcome:
    """Keeps what is said of an item and a voucher."""
    folder = installation.open_to_write()
    from uppsikt.planning.known_item_selectors import item_named
    from uppsikt.planning.known_item_services import say_of_voucher, voucher_of

    store = Store(folder.columns)
    key = options.match or options.unmatch or options.release
    item = item_named(reader=acting.reader(), committee=options.committee, key=key)
    first = item.month // 100
    years = [Period.parse(options.period).year] if options.period else [first, first + 1]
    return say_of_voucher(
        actor=acting.actor(),
        now=installation.now(),
        store=store,
        committee=options.committee,
        key=key,
        voucher=voucher_of(store, options.committee, options.voucher, years),
        belongs=True if options.match else False if options.unmatch else None,
        reason=options.reason,
    )


def _withdraw(options: argparse.Namespace) -> str:
    installation.open_to_write()
    from uppsikt.planning.known_item_services import withdraw

    item = withdraw(
        actor=acting.actor(),
        now=installation.now(),
        committee=options.committee,
        key=options.withdraw,
        reason=options.reason,
    )
    if item.withdrawn:
        return f"{item.key} är redan återtagen, ingenting är ändrat."
    return f"{item.key} är återtagen och räknas inte längre. Tidigare uppgifter finns kvar."


def _history(options: argparse.Namespace) -> Iterator[str]:
    installation.open_to_read()
    from uppsikt.planning.known_item_selectors import item_history, item_named

    item = item_named(reader=acting.reader(), committee=options.committee, key=options.history)
    found = item_history(reader=acting.reader(), committee=options.committee, key=item.key)
    if not found:
        yield f"{item.key} står i installationsfilen, och har inga tidigare versioner."
    yield from (_kept(one) for one in found)


def _kept(one: KeptItem) -> str:
    what = "återtagen" if one.item.withdrawn else kronor(one.item.amount)
    file = f" ({one.file})" if one.file else ""
    reason = f": {one.item.reason}" if one.item.reason else ""
    return (
        f"{one.item.key}, version {one.item.version}: {one.item.name}, {what}, lämnad "
        f"{installation.day(one.given_at)} av {one.actor}{file}{reason}"
    )


def _proposals(options: argparse.Namespace) -> Iterator[str]:
    folder = installation.open_to_read()
    from uppsikt.planning.known_item_selectors import proposals
    from uppsikt.platform.audit.services import record_reading

    found = proposals(
        reader=acting.reader(),
        store=Store(folder.columns),
        committee=options.committee,
        month=_month(options) if options.period else LAST,
    )
    if not found:
        yield "Ingen verifikation liknar någon öppen post."
        return
    # What is alike is told from the texts of the vouchers.
    thing = "verifikationer som liknar kända poster"
    record_reading(
        reader=acting.actor(), now=installation.now(), thing=thing, committee=options.committee
    )
    for one in found:
        yield (
            f"{one.key}: {one.voucher.text}, {_month_text(one.month)}, {kronor(one.amount)} "
            f"({', '.join(one.reasons)})"
        )


def _month(options: argparse.Namespace) -> Period:
    if not options.period:
        raise PeriodError(
            "Det framgår inte efter vilken månad posterna ska visas.",
            todo="Ange månaden, till exempel --period 2022-10.",
        )
    return month(options.period)


def _show(options: argparse.Namespace) -> None:
    """Prints the items, or writes them to the file of -o."""
    period = _month(options)
    target = Path(options.output) if options.output else None
    if target is not None:
        refuse_folder(target)
    folder = installation.open_to_read()
    from uppsikt.followup.cells.text_readings import record_known
    from uppsikt.planning.known_item_export import known_csv, known_xlsx
    from uppsikt.planning.known_item_selectors import known, places

    found = known(
        reader=acting.reader(),
        store=Store(folder.columns),
        committee=options.committee,
        month=period,
    )
    names = places(reader=acting.reader(), committee=options.committee)
    if target is None and options.format is None:
        _print(_lines(found, names, period))
        return
    record_known(
        reader=acting.actor(), now=installation.now(), committee=options.committee, items=found
    )
    is_text = options.format != "xlsx"
    deliver(
        (known_csv if is_text else known_xlsx)(found, names),
        target,
        is_text=is_text,
        todo=f"Ange en fil: -o kanda-poster-{period}.xlsx",
        done=f"{len(found)} poster är skrivna till {target}.",
    )


def _lines(found: tuple[FollowedItem, ...], names: Places, period: Period) -> Iterator[str]:
    """Open items that count, commitments, then what is booked; with sums."""
    counting = [one for one in found if one.is_open and one.item.kind.counts]
    commitments = [one for one in found if one.is_open and not one.item.kind.counts]
    done = [one for one in found if not one.is_open]
    if not found:
        yield f"Inga kända poster till och med {period.text}."
    for head, rows in (
        ("Kända men inte bokförda", counting),
        ("Åtaganden, som inte räknas i utfallet", commitments),
        ("Återförda och återtagna", done),
    ):
        if rows:
            yield f"{head} efter {period.text}"
            yield from (_line(one, names) for one in rows)
            if head != "Återförda och återtagna":
                yield f"  Kvar tillsammans: {kronor(sum(one.standing.remaining for one in rows))}"
            yield ""


def _line(one: FollowedItem, names: Places) -> str:
    from uppsikt.planning.known_item_export import state_text

    item, stands = one.item, one.standing
    where = names.line(item.activity) or "hela nämnden"
    vouchers = ", ".join(f"{each.voucher.text} {_month_text(each.month)}" for each in one.reversals)
    age = f", {one.days} dagar ({one.age.value})" if one.is_open else ""
    rivals = f"; samma verifikation kan höra till {', '.join(one.rivals)}" if one.rivals else ""
    booked = f"; bokfört: {vouchers}" if vouchers else ""
    return (
        f"  {item.key}: {item.name}, {where}, {_month_text(item.month)}. "
        f"{kronor(item.amount)}, återfört {kronor(stands.reversed)}, kvar "
        f"{kronor(stands.remaining)}. {state_text(one).capitalize()}{age}{booked}{rivals}"
    )


def _month_text(number: int) -> str:
    return f"{month_name(number % 100)} {number // 100}"


def _print(lines: Iterator[str]) -> None:
    print("\n".join(lines).rstrip("\n"))
