"""Checks reports that were given out: that each file is unchanged, and that the seal holds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from uppsikt.followup.given.reports import Given, given_from, sealed
from uppsikt.followup.given.seal import seal_of
from uppsikt.followup.models import GivenReport
from uppsikt.platform.access.rules import Reader, Thing, Verb, demand
from uppsikt.platform.health.rules import State
from uppsikt.platform.stores import current_store
from uppsikt.store import Store, StoreError

_BLOCK = 1024 * 1024
"""Bytes of a file that are read at a time: a ledger is large."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A version given out, and what is wrong with it, in Swedish; nothing is the usual case."""

    given: Given
    faults: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing was found."""
        return not self.faults


def check_given(*, reader: Reader, store: Store, committee: str = "") -> Iterator[Checked]:
    """Every version in turn, of one committee or all, each file of it read through once."""
    demand(reader, Verb.READ, Thing.REPORTS.of(committee))
    rows = GivenReport.objects.seen_by(reader).select_related("committee")
    if committee:
        rows = rows.filter(committee__slug=committee)
    states: dict[str, str] = {}
    for row in rows:
        for fingerprint in fingerprints(row):
            if fingerprint not in states:
                states[fingerprint] = _state(store, fingerprint)
        yield Checked(given_from(row), tuple(_faults(row, states)))


def seals_hold(_now: datetime) -> tuple[State, str]:
    """How the versions are, told in a moment: seals are worked out, files looked for but not read.

    For the site's health; `uppsikt given check` reads the files.
    """
    store = current_store()
    rows = list(GivenReport.everything.select_related("committee"))
    broken = sum(not _holds(row) or not all(map(store.has_bytes, _own(row))) for row in rows)
    if broken:
        return State.ILL, f"{broken} av {len(rows)} är inte hela: kör uppsikt given check"
    return State.WELL, f"{len(rows)}, alla hela" if rows else "ingen är lämnad"


def fingerprints(row: GivenReport) -> Iterator[str]:
    """The files of a version, and the ledgers that it rests on."""
    yield from _own(row)
    yield from (str(one[1]) for one in row.imports)


def _own(row: GivenReport) -> Iterable[str]:
    return (*row.files.values(), row.article, row.figures)


def _faults(row: GivenReport, states: Mapping[str, str]) -> Iterator[str]:
    named = {
        **{f"filen {kind}": fingerprint for kind, fingerprint in row.files.items()},
        "sidan": row.article,
        "beloppen": row.figures,
        **{f"huvudboken i inläsning {one[0]}": str(one[1]) for one in row.imports},
    }
    yield from (f"{name} {states[at]}" for name, at in named.items() if states[at])
    if not _holds(row):
        yield "fingeravtrycket stämmer inte: en uppgift om rapporten har ändrats"


def _holds(row: GivenReport) -> bool:
    """Whether the seal is right; one from before there were seals has none to be wrong."""
    return not row.seal or row.seal == seal_of(sealed(row))


def _state(store: Store, fingerprint: str) -> str:
    """What is wrong with a file, nothing if its content is what its name says."""
    try:
        with store.open_bytes(fingerprint) as file:
            found = _digest(file)
    except StoreError:
        return "saknas"
    except OSError:
        return "går inte att läsa"
    return "" if found == fingerprint else "är ändrad"


def _digest(file: BinaryIO) -> str:
    found = hashlib.sha256()
    while block := file.read(_BLOCK):
        found.update(block)
    return found.hexdigest()
