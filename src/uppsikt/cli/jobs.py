"""`uppsikt jobs`: what waits, goes on and has ended, and what is cancelled or tried again."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from uppsikt.cli import acting, installation
from uppsikt.cli.faults import in_lines
from uppsikt.figures import UppsiktError
from uppsikt.platform.data_folder import STOCKHOLM

if TYPE_CHECKING:
    from uppsikt.platform.jobs.selectors import JobView


class TwoThings(UppsiktError):
    """More than one thing is asked for at once."""


def run(options: argparse.Namespace) -> int:
    """Shows the jobs or one of them, or says what is to become of one."""
    asked = [one for one in (options.number, options.cancel, options.retry) if one is not None]
    if len(asked) > 1:
        raise TwoThings(
            "Bara en sak görs i taget.", todo="Ange ett nummer, --cancel eller --retry."
        )
    if options.cancel or options.retry:
        installation.open_to_write()
        print(_cancel(options.cancel) if options.cancel else _retry(options.retry))
        return 0
    installation.open_to_read()
    print("\n".join(_one(options.number) if options.number else _all()))
    return 0


def _cancel(one: int) -> str:
    from uppsikt.platform.jobs.services import cancel

    if cancel(actor=acting.actor(), now=installation.now(), number=one):
        return f"Arbete {one} är avbrutet."
    return f"Arbete {one} avbryts så snart det kan."


def _retry(one: int) -> str:
    from uppsikt.platform.jobs.services import retry

    retry(actor=acting.actor(), now=installation.now(), number=one)
    return f"Arbete {one} väntar på sin tur."


def _all() -> Iterator[str]:
    from uppsikt.platform.jobs.selectors import jobs

    found = jobs(reader=acting.reader())
    if not found:
        yield "Det finns inga arbeten."
    yield from (_line(one) for one in found)


def _line(one: JobView) -> str:
    parts = [f"{one.number}  {_minute(one.asked_at)}  {one.state.text}: {one.title}", one.far]
    return ". ".join(part for part in parts if part)


def _one(wanted: int) -> Iterator[str]:
    from uppsikt.platform.jobs.selectors import job

    one = job(reader=acting.reader(), number=wanted)
    yield _line(one)
    yield f"  Beställt av: {one.asked_by}"
    for head, at in (("Påbörjat", one.started_at), ("Avslutat", one.ended_at)):
        if at is not None:
            yield f"  {head}: {_minute(at)}"
    if text := str(one.result.get("text") or one.logged):
        yield from text.splitlines()
    if one.fault is not None:
        yield in_lines(one.fault)


def _minute(when: datetime) -> str:
    return f"{when.astimezone(STOCKHOLM):%Y-%m-%d %H.%M}"
