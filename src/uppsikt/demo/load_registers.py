"""The demo's registers, made up, read in as everybody's extracts are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from uppsikt.demo import made_employment, made_holiday
from uppsikt.demo.made_placements import MONTHS, YEARS, placements_csv
from uppsikt.demo.made_refugees import refugees_csv
from uppsikt.demo.made_registers import assistance_csv
from uppsikt.extracts.services import add_extract
from uppsikt.platform.access.rules import Actor
from uppsikt.registers import ASSISTANCE, EMPLOYMENT, HOLIDAY, PLACEMENTS, REFUGEES, Register, Span
from uppsikt.store import Store

_WORK, _CARE = "arbetslivsnamnden", "ifon"


@dataclass(frozen=True)
class _Made:
    """A made extract of a committee's register, as the file that is read in."""

    committee: str
    register: Register
    name: str
    content: Callable[[], bytes]
    span: Span | None = None


def _extracts() -> Iterator[_Made]:
    yield _Made(_WORK, ASSISTANCE, "bistand.csv", assistance_csv)
    span = made_employment.FIRST, made_employment.LAST
    yield _Made(_WORK, EMPLOYMENT, "anstallningar.csv", made_employment.employment_csv, span)
    yield _Made(_WORK, REFUGEES, "mottagna.csv", refugees_csv, (202001, 202210))
    span = made_holiday.FIRST, made_holiday.LAST
    yield _Made(_WORK, HOLIDAY, "feriearbete.csv", made_holiday.holiday_csv, span)
    for year in YEARS:
        span = year * 100 + 1, year * 100 + MONTHS
        content = partial(placements_csv, year)
        yield _Made(_CARE, PLACEMENTS, f"placeringar-{year}.csv", content, span)


def load_registers(
    *, actor: Actor, now: datetime, store: Store, progress: Callable[[str], None]
) -> int:
    """Reads every made register of the demo; returns how many changed anything. Twice changes none.

    Raises whatever the service raises about an extract.
    """
    changed = 0
    with TemporaryDirectory() as folder:
        for one in _extracts():
            progress(one.name)
            path = Path(folder, one.name)
            path.write_bytes(one.content())
            outcome = add_extract(
                actor=actor,
                now=now,
                store=store,
                path=path,
                committee=one.committee,
                register=one.register,
                span=one.span,
            )
            changed += outcome.status != "unchanged"
    return changed
