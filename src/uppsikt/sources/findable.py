"""What can be found of the ledger: the files that were read, for those who may see them."""

from __future__ import annotations

from collections.abc import Iterator

from uppsikt.figures import Period
from uppsikt.platform.access.rules import Thing
from uppsikt.platform.search.registry import Findable, Kind, register_kind
from uppsikt.platform.search.services import refresh
from uppsikt.sources import models

KIND = "imports"


def register() -> None:
    """Called when the app is ready."""
    register_kind(Kind(KIND, "Inlästa filer", _scopes, _things))


def refresh_import(number: int) -> None:
    """Writes anew what can be found of an import. Call it when its parts are placed."""
    refresh(KIND, str(number))


def refresh_imports() -> None:
    """Writes all imports anew: after a set-up that changes whose rows are."""
    for number in _scopes():
        refresh(KIND, number)


def _scopes() -> Iterator[str]:
    yield from map(str, models.Import.everything.values_list("pk", flat=True))


def _things(number: str) -> Iterator[Findable]:
    one = models.Import.everything.get(pk=number)
    first, last = (Period.month(*divmod(month, 100)) for month in (one.first_month, one.last_month))
    told = f"Huvudbok för {first.text}" + (f"–{last.text}" if first != last else "")
    for slug in sorted(
        set(models.Part.everything.filter(source=one).values_list("committee", flat=True))
    ):
        yield Findable(one.file_name, told, ("committee", slug, str(last)), Thing.IMPORTS.of(slug))
