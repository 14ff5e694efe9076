"""How later apps take part in a set-up without being imported here.

An app registers, in its `AppConfig.ready()`:

- `register_table("kommunbidrag", load)`: `load` gets the entries of that table (none when the
  file has none) and returns whether it changed anything;
- `register_follower(follow)`: called last, when the committee and all its tables are in place.

All of it runs inside the set-up's one transaction: raising anything undoes everything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from uppsikt.organisation.setup_file import Entry
from uppsikt.platform.access.rules import Actor


@dataclass(frozen=True)
class SetupContext:
    """What a loader needs to know: who, when, which committee, and the folder of the file.

    `mapping_changed` says whether ledger rows may now belong elsewhere than before;
    `reason` is why they may, where that changes what was settled.
    """

    actor: Actor
    now: datetime
    committee: str
    folder: Path
    mapping_changed: bool
    reason: str = ""


Loader = Callable[[SetupContext, tuple[Entry, ...]], bool]
Follower = Callable[[SetupContext], None]

_loaders: dict[str, Loader] = {}
_followers: list[Follower] = []


def register_table(name: str, load: Loader) -> None:
    """Registers the loader of a table of the set-up file. Two for one table is a fault."""
    if _loaders.get(name, load) is not load:
        raise ValueError(f"Two loaders for the set-up table {name!r}")
    _loaders[name] = load


def register_follower(follow: Follower) -> None:
    """Registers what is to be called when a set-up is otherwise done."""
    if follow not in _followers:
        _followers.append(follow)


def loaders() -> Mapping[str, Loader]:
    """The registered loaders by table."""
    return dict(_loaders)


def followers() -> tuple[Follower, ...]:
    """The registered followers, in order of registration."""
    return tuple(_followers)
