"""`uppsikt audit`: the log told, checked, and old entries erased."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from uppsikt.cli import acting, installation
from uppsikt.cli.output import progress, refuse_folder, write_through
from uppsikt.figures import UppsiktError, thousands
from uppsikt.platform.access.rules import Door

if TYPE_CHECKING:
    from uppsikt.platform.audit.selectors import LogEntry, Search

NOT_WHOLE = 1
"""The status that says that the log has been tampered with."""


class NotSaid(UppsiktError):
    """It was not said what is to be done, or not in a way that can be understood."""


def run(options: argparse.Namespace) -> int:
    """Does what the verb says."""
    verbs = {"list": _list, "verify": _verify, "erase": _erase}
    return verbs[options.verb](options)


def _verify(options: argparse.Namespace) -> int:
    """Prints where the chain breaks, and where it ends."""
    known = options.head
    folder = installation.open_to_read()
    from uppsikt.platform.audit.checking import verify
    from uppsikt.platform.audit.rules import Head

    try:
        head = Head.parse(known) if known else None
    except ValueError:
        raise NotSaid(
            "Slutet går inte att läsa.",
            values=[f"”{known}”"],
            todo="Skriv det som «uppsikt audit verify» skrev ut det: ett nummer, ett kolon och "
            "64 tecken.",
        ) from None
    verdict = verify(reader=acting.reader(), folder=folder, known=head)
    print(verdict)
    return 0 if verdict.is_whole else NOT_WHOLE


def _erase(options: argparse.Namespace) -> int:
    before = _day(options.before, "--before")
    if before is None:
        raise NotSaid(
            "Det framgår inte vad som ska gallras.",
            todo="Ange dagen: med --before 2020-01-01 gallras alla poster från före den.",
        )
    folder = installation.open_to_write()
    from uppsikt.platform.audit.erasing import erase

    now = installation.now()
    with folder.lock("gallring av loggen", now=now):
        print(erase(actor=acting.actor(), now=now, before=before, reason=options.reason))
    return 0


def _list(options: argparse.Namespace) -> int:
    target = Path(options.output) if options.output else None
    if target is not None:
        refuse_folder(target)
    first, last = _day(options.first, "--from"), _day(options.last, "--to")
    installation.open_to_read()
    from uppsikt.platform.audit.selectors import Search

    doors = {door.name.lower(): door.value for door in Door}
    search = Search(
        actor=options.who,
        verb=options.did,
        thing=options.thing,
        committee=options.committee,
        door=doors[options.door] if options.door else "",
        first=first,
        last=last,
    )
    if options.format == "csv":
        _write(search, target)
    else:
        _print(search, options.most, target)
    _recorded()
    return 0


def _recorded() -> None:
    """Who reads the log is told in it."""
    from uppsikt.platform.audit.services import record_reading

    record_reading(reader=acting.actor(), now=installation.now(), thing="loggen")


def _print(search: Search, most: int, target: Path | None) -> None:
    from uppsikt.platform.audit.selectors import log_page

    if target is not None:
        raise NotSaid("Text skrivs inte till fil.", todo="Ange --format csv.")
    page = log_page(reader=acting.reader(), search=search, limit=most)
    for entry in page.entries:
        print(_line(entry))
    if not page.total:
        print("Inga poster i urvalet.")
    elif page.total > most:
        print(f"… och {thousands(page.total - most)} äldre. Visa fler med --most.")


def _line(entry: LogEntry) -> str:
    from uppsikt.platform.audit.words import detail_words

    parts = [f"{entry.at:%Y-%m-%d %H:%M}", entry.actor, f"{entry.verb}: {entry.thing}"]
    if entry.committees:
        parts.append(", ".join(entry.committees))
    if entry.door:
        parts.append(entry.door)
    parts += [f"{name}: {text}" for name, text in detail_words(entry.detail)]
    return f"{entry.number}  " + "; ".join(parts)


def _write(search: Search, target: Path | None) -> None:
    from uppsikt.platform.audit.selectors import log_blocks
    from uppsikt.platform.audit.words import csv_pieces

    pieces = csv_pieces(log_blocks(reader=acting.reader(), search=search))
    if target is None:
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
        return
    write_through(target, lambda draft: _write_pieces(pieces, draft))
    progress(f"Loggen är skriven till {target}.")


def _write_pieces(pieces: Iterator[bytes], draft: Path) -> None:
    with draft.open("wb") as output:
        output.writelines(pieces)


def _day(text: str | None, option: str) -> date | None:
    """The day of an option. Raises NotSaid."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotSaid(
            "Dagen går inte att läsa.",
            values=[f"{option} ”{text}”"],
            todo=f"Skriv den som år, månad och dag: {option} 2022-10-31.",
        ) from None
