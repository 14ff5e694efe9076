"""`uppsikt files`: the files that were handed in, whether they are whole, and what is left over."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from uppsikt.cli import acting, installation
from uppsikt.figures import UppsiktError, thousands
from uppsikt.platform.data_folder import STOCKHOLM

_SHOWN = 10


class NotWhole(UppsiktError):
    """Some content is missing or damaged on disk."""


def run(options: argparse.Namespace) -> int:
    """Does what the verb says."""
    installation.open_to_read()
    verbs = {"list": _list, "check": _check, "sweep": _sweep}
    for line in verbs[options.verb]():
        print(line)
    return 0


def _list() -> Iterator[str]:
    from uppsikt.platform.files.selectors import every

    found = every(reader=acting.reader())
    for one in found:
        when = f"{one.added_at.astimezone(STOCKHOLM):%Y-%m-%d %H:%M}"
        size = f"{thousands(max(one.size // 1000, 1))} kB"
        belongs = f"{one.owner.kind} {one.owner.key}"
        yield f"{when}  {size:>12}  {one.kind.noun}  {belongs}  {one.name}"
    if not found:
        yield "Inga filer är inlämnade."


def _check() -> Iterator[str]:
    """Raises NotWhole, which names the contents that are not as they were handed in."""
    from uppsikt.platform.files.selectors import damage, named

    found = damage(reader=acting.reader())
    if found:
        rest = len(found) - _SHOWN
        raise NotWhole(
            f"{len(found)} av {len(named())} filer är skadade eller saknas.",
            values=[
                *(f"{fault.what.lower()}: {fault.where}" for fault in found[:_SHOWN]),
                *([f"och {rest} till"] if rest > 0 else []),
            ],
            todo="Återställ mappen files ur säkerhetskopian.",
        )
    yield f"Alla filer är hela ({thousands(len(named()))})."


def _sweep() -> Iterator[str]:
    from uppsikt.platform.files.services import sweep

    swept = sweep(actor=acting.actor(), now=installation.now())
    word = "fil" if len(swept) == 1 else "filer"
    yield f"Borttaget: {len(swept)} {word} som inget hör till." if swept else "Inget att ta bort."
