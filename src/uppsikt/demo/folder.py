"""Which data folders the demo may be loaded into. No Django: asked before a database is made."""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatch
from pathlib import Path

from uppsikt.figures import UppsiktError
from uppsikt.platform.data_folder import ENVIRONMENT_NAME, DataFolder

_NAMED = 5
"""How many foreign files a refusal names."""


class NotTheDemo(UppsiktError):
    """The data folder holds something of somebody's own."""


def refuse_foreign(folder: DataFolder) -> None:
    """Raises NotTheDemo if the folder holds what the program does not make itself.

    A folder that is the demo's, is empty or does not exist is let through.
    """
    if folder.is_demo or not folder.root.is_dir():
        return
    foreign = sorted(path.name for path in folder.root.iterdir() if not _is_ours(folder, path))
    if foreign:
        raise not_the_demo(folder, foreign)


def not_the_demo(folder: DataFolder, foreign: Sequence[str] = ()) -> NotTheDemo:
    """The refusal of a folder; `foreign` are the names of files that are not the program's."""
    return NotTheDemo(
        "Datamappen innehåller egna uppgifter. Demon läses inte in där.",
        where=str(folder.root),
        values=foreign[:_NAMED],
        todo=f"Kör demon i en egen mapp: {ENVIRONMENT_NAME}=./demo-data uppsikt demo",
    )


def _is_ours(folder: DataFolder, path: Path) -> bool:
    """Whether the program itself makes a file or folder of this name (docs/installningar.md)."""
    ours = (
        f"{folder.database.name}*",
        folder.columns.name,
        folder.files.name,
        "secret.key",
        "uppsikt.lock",
        "fel-*.txt",
    )
    return any(fnmatch(path.name, name) for name in ours)
