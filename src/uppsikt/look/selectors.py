"""Reads looks: which versions there are, which one is chosen, and the look that a version is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from uppsikt.documents.look import OWN_LOOK, Look
from uppsikt.documents.look_files import KeptFiles
from uppsikt.documents.look_folder import look_of
from uppsikt.figures import NothingThere, UppsiktError
from uppsikt.look.checks import check
from uppsikt.look.models import LookChoice, LookVersion
from uppsikt.platform.access.rules import Reader, Thing, Verb, demand
from uppsikt.store import Store

OWN = 0
"""The number of Uppsikt's own look, which is always there."""


class UnknownLook(NothingThere):
    """There is no version of a look with that number."""


class LookUnusable(UppsiktError):
    """A look that was kept cannot be read by this version of the program."""


@dataclass(frozen=True)
class KeptLook:
    """A version of a look: its number, name and files, and who added it when.

    Uppsikt's own has number 0 and was added by nobody. `files` are names and fingerprints.
    """

    number: int
    name: str
    files: tuple[tuple[str, str], ...] = ()
    added_at: datetime | None = None
    actor: str = ""


@dataclass(frozen=True)
class Choice:
    """That the look with the number holds since a time, as somebody chose."""

    number: int
    since: datetime
    actor: str


def versions(*, reader: Reader) -> tuple[KeptLook, ...]:
    """Every look that can be chosen: Uppsikt's own first, then those added, in their order."""
    demand(reader, Verb.READ, Thing.LOOKS)
    return (KeptLook(OWN, OWN_LOOK.name), *map(_kept, LookVersion.objects.seen_by(reader)))


def version(*, reader: Reader, number: int) -> KeptLook:
    """One version. Raises UnknownLook, which says which there are."""
    every = versions(reader=reader)
    for one in every:
        if one.number == number:
            return one
    raise UnknownLook(
        f"Det finns inget utseende med nummer {number}.",
        values=[f"{one.number} {one.name}" for one in every],
        todo="Välj ett av dem, eller lägg in ett nytt med «uppsikt look add MAPP».",
    )


def choices(*, reader: Reader) -> tuple[Choice, ...]:
    """Every choice that was made, the oldest first; the last one holds."""
    demand(reader, Verb.READ, Thing.LOOKS)
    rows = LookChoice.objects.seen_by(reader).select_related("version")
    return tuple(
        Choice(row.version.number if row.version else OWN, row.chosen_at, row.actor) for row in rows
    )


def chosen_number(*, reader: Reader) -> int:
    """The number of the look that holds now; 0 where nobody has chosen."""
    demand(reader, Verb.READ, Thing.LOOKS)
    found = (
        LookChoice.objects.seen_by(reader)
        .order_by("-id")
        .values_list("version__number", flat=True)
        .first()
    )
    return found or OWN


def look(*, reader: Reader, store: Store, number: int) -> Look:
    """The look of a version. Raises UnknownLook, LookUnusable, and StoreError for a lost file."""
    demand(reader, Verb.READ, Thing.LOOKS)
    if number == OWN:
        return OWN_LOOK
    return _look(store.root, version(reader=reader, number=number))


def chosen_look(*, reader: Reader, store: Store) -> Look:
    """The look that documents are written in now. Raises LookUnusable and StoreError."""
    return look(reader=reader, store=store, number=chosen_number(reader=reader))


def files_kept() -> Iterable[str]:
    """The fingerprints of the files of all looks: they must never be swept away."""
    for files in LookVersion.everything.values_list("files", flat=True):
        yield from files.values()


@lru_cache(maxsize=4)
def _look(root: Path, kept: KeptLook) -> Look:
    """Files are named by their content, so what was read once is so for ever."""
    store, contents = Store(root), {}
    for name, fingerprint in kept.files:
        with store.open_bytes(fingerprint) as file:
            contents[name] = file.read()
    try:
        found = look_of(KeptFiles(contents))
        check(found)
    except UppsiktError as fault:
        raise LookUnusable(
            f"Utseendet med nummer {kept.number} går inte att använda: {fault.what}",
            where=fault.where,
            values=fault.values,
            why=fault.why,
            todo="Rätta mappen och lägg in den igen med «uppsikt look add», eller välj ett annat "
            "utseende med «uppsikt look choose».",
        ) from fault
    return found


def _kept(row: LookVersion) -> KeptLook:
    files = tuple(sorted(row.files.items()))
    return KeptLook(row.number, row.name, files, row.added_at, row.actor)
