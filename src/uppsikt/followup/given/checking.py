"""Checks reports that were given out: that each file is unchanged, and that the seal holds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BufferedReader
from typing import cast

from uppsikt.followup.given.reports import Given, given_from, sealed
from uppsikt.followup.given.seal import seal_of
from uppsikt.followup.models import GivenReport
from uppsikt.platform.access.rules import Reader, Thing, Verb, demand
from uppsikt.platform.health.rules import State
from uppsikt.platform.kept.keeper import Keeper
from uppsikt.platform.stores import current_store
from uppsikt.store import Store, StoreError

SEALS: Keeper[tuple[tuple[bool, tuple[str, ...]], ...]] = Keeper(4)
"""Whether each version's seal holds, by the folder of the store."""


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
    since = _sealed_since(GivenReport.everything.all())
    for row in rows:
        for fingerprint in fingerprints(row):
            if fingerprint not in states:
                states[fingerprint] = _state(store, fingerprint)
        yield Checked(given_from(row), tuple(_faults(row, states, since)))


def seals_hold(_now: datetime) -> tuple[State, str]:
    """How the versions are, told in a moment: files are looked for but not read.

    For the site's health, which is looked at often: seals are worked out anew when a row has
    changed. `uppsikt given check` reads the files.
    """
    store = current_store()
    every = SEALS.value(str(store.root), _seals)
    broken = sum(not (holds and all(map(store.has_bytes, files))) for holds, files in every)
    if broken:
        return State.WARNING, f"{broken} av {len(every)} är inte hela: kör uppsikt given check"
    return State.WELL, f"{len(every)}, alla hela" if every else "ingen är lämnad"


def _seals() -> tuple[tuple[bool, tuple[str, ...]], ...]:
    """Of each version whether its seal holds, and the files that it names."""
    rows = list(GivenReport.everything.select_related("committee"))
    since = _sealed_since(rows)
    return tuple((not _fault_of_seal(row, since), tuple(_own(row))) for row in rows)


def fingerprints(row: GivenReport) -> Iterator[str]:
    """The files of a version, and the ledgers that it rests on."""
    yield from _own(row)
    yield from (str(one[1]) for one in row.imports)


def _own(row: GivenReport) -> Iterable[str]:
    return (*row.files.values(), row.article, row.figures)


def _faults(row: GivenReport, states: Mapping[str, str], since: datetime | None) -> Iterator[str]:
    named = {
        **{f"filen {kind}": fingerprint for kind, fingerprint in row.files.items()},
        "sidan": row.article,
        "beloppen": row.figures,
        **{f"huvudboken i inläsning {one[0]}": str(one[1]) for one in row.imports},
    }
    yield from (f"{name} {states[at]}" for name, at in named.items() if states[at])
    if fault := _fault_of_seal(row, since):
        yield fault


def _sealed_since(rows: Iterable[GivenReport]) -> datetime | None:
    """When the first version with a seal was given out: those after it all have one."""
    return min((row.given_at for row in rows if row.seal), default=None)


def _fault_of_seal(row: GivenReport, since: datetime | None) -> str:
    """What is wrong with the seal; one from before there were seals has none to be wrong."""
    if row.seal:
        is_right = row.seal == seal_of(sealed(row))
        return "" if is_right else "fingeravtrycket stämmer inte: en uppgift har ändrats"
    return "fingeravtrycket är borttaget" if since is not None and row.given_at >= since else ""


def _state(store: Store, fingerprint: str) -> str:
    """What is wrong with a file, nothing if its content is what its name says."""
    try:
        with store.open_bytes(fingerprint) as file:
            found = hashlib.file_digest(cast("BufferedReader", file), "sha256").hexdigest()
    except ValueError:
        return "har ett namn som inget fingeravtryck kan vara"
    except StoreError:
        return "saknas"
    except OSError:
        return "går inte att läsa"
    return "" if found == fingerprint else "är ändrad"
