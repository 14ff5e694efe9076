"""`uppsikt register`: extracts of registers, read in, listed and deleted."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from uppsikt.cli import acting, installation
from uppsikt.cli.given import existing_file, month
from uppsikt.cli.output import deliver, refuse_folder
from uppsikt.figures import UppsiktError, thousands
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.store import Store

if TYPE_CHECKING:
    from uppsikt.extracts.selectors import KeptExtract
    from uppsikt.registers import Span


class NotSaid(UppsiktError):
    """It was not said what is to be done with which register."""


def run(options: argparse.Namespace) -> int:
    """Does what the verb says."""
    verbs = {"add": _add, "list": _list, "delete": _delete, "template": _template}
    for line in verbs[options.verb](options):
        print(line)
    return 0


def _add(options: argparse.Namespace) -> Iterator[str]:
    if not options.file:
        raise NotSaid(
            "Det framgår inte vilken fil som ska läsas in.",
            todo="Skriv «uppsikt register add FIL --committee KORTNAMN».",
        )
    path, committee = existing_file(options.file), _committee(options)
    folder = installation.open_to_write()
    # Knows the database, so it can be imported only when Django has started.
    from uppsikt.extracts.services import add_extract
    from uppsikt.registers import REGISTERS

    yield str(
        add_extract(
            actor=acting.actor(),
            now=installation.now(),
            store=Store(folder.columns),
            path=path,
            committee=committee,
            register=REGISTERS[options.register],
            span=_span(options),
        )
    )


def _span(options: argparse.Namespace) -> Span | None:
    """The months that the extract is said to tell of; None if it is not said."""
    given = (options.first, options.last)
    if given == (None, None):
        return None
    if None in given:
        raise NotSaid(
            "Bara den ena av --from och --to är angiven.",
            todo="Ange både den första och den sista månaden som utdraget gäller.",
        )
    first, last = (month(text).first_month for text in given)
    return first, last


def _list(options: argparse.Namespace) -> Iterator[str]:
    committee = _committee(options)
    installation.open_to_read()
    from uppsikt.extracts.selectors import extracts

    found = extracts(reader=acting.reader(), committee=committee)
    if not found:
        yield "Inget registerutdrag är inläst. Hämta en mall med «uppsikt register template»."
    for one in found:
        yield _told(one)


def _told(one: KeptExtract) -> str:
    held = "inget av det gäller längre"
    if one.months_held:
        held = (
            f"{one.months_held} månader med {thousands(one.rows_held)} rader gäller, "
            f"{_until(one.delete_on, installation.now())}"
        )
    first, last = (
        f"{number // 100}-{number % 100:02d}" for number in (one.first_month, one.last_month)
    )
    return (
        f"{one.number} {one.label}: {one.file}, {first}–{last}, {thousands(one.rows)} rader, "
        f"inläst {installation.day(one.read_at)} av {one.actor}; {held}."
    )


def _until(last: date, now: datetime) -> str:
    if last < now.astimezone(STOCKHOLM).date():
        return f"skulle ha raderats {last}: kör «uppsikt register delete»"
    return f"raderas senast {last}"


def _delete(options: argparse.Namespace) -> Iterator[str]:
    """Deletes a month, all, or what has had its time."""
    committee = _committee(options)
    if options.all and options.period:
        raise NotSaid(
            "Både --all och --period är angivna.", todo="Ange den ena, eller ingen av dem."
        )
    months = [month(options.period).first_month] if options.period else None
    folder = installation.open_to_read()
    from uppsikt.extracts.services import delete_expired, delete_months
    from uppsikt.registers import REGISTERS

    actor, now, store = acting.actor(), installation.now(), Store(folder.columns)
    register = REGISTERS[options.register]
    if options.all or months:
        gone = delete_months(
            actor=actor, now=now, store=store, committee=committee, register=register,
            months=months,
        )  # fmt: skip
    else:
        gone = delete_expired(
            actor=actor, now=now, store=store, committee=committee, register=register
        )
    if gone:
        count = "En månad" if gone == 1 else f"{gone} månader"
        yield f"{count} i registret {register.label.lower()} är borta och kan inte hämtas tillbaka."
    else:
        yield "Ingenting att radera: ingen inläst månads tid är ute."


def _template(options: argparse.Namespace) -> Iterator[str]:
    """Writes a file to fill in; no data folder need be there."""
    target = Path(options.output) if options.output else None
    if target is not None:
        refuse_folder(target)
    from uppsikt.registers import REGISTERS, template

    content = template(REGISTERS[options.register], options.format)
    deliver(
        content,
        target,
        is_text=options.format == "csv",
        todo=f"Ange en fil, till exempel -o mall.{options.format}",
        done="Mallen är skriven",
    )
    yield from ()


def _committee(options: argparse.Namespace) -> str:
    if not options.committee:
        raise NotSaid(
            "Det framgår inte vilken nämnd registret hör till.",
            todo="Lägg till --committee KORTNAMN.",
        )
    return str(options.committee)
