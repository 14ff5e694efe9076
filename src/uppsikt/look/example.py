"""The example look: a folder to begin from, with everything that a look can hold but letters.

No Django: it is written before there is anything to read.
"""

from __future__ import annotations

import os
import secrets
import shutil
from pathlib import Path

from uppsikt.figures import UppsiktError

FOLDER = Path(__file__).with_name("example")


class FolderTaken(UppsiktError):
    """The example would be mixed with what is already there."""


def write_example(folder: Path) -> None:
    """Write the example into a folder that is not there or is empty: all of it, or nothing.

    Raises FolderTaken for one that holds anything.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderTaken(
            "Här finns redan något. Exemplet skrivs inte över det.",
            where=str(folder),
            todo="Ange en mapp som inte finns, eller en som är tom.",
        )
    if not folder.resolve().parent.is_dir():
        raise FolderTaken(
            "Mappen ovanför finns inte.",
            where=str(folder.resolve().parent),
            todo="Skapa den, eller ange en annan mapp.",
        )
    draft = folder.resolve().with_name(f".{folder.resolve().name}.{secrets.token_hex(4)}")
    try:
        shutil.copytree(FOLDER, draft)
        # Of a rename onto an empty folder the system makes one step.
        os.replace(draft, folder.resolve())  # noqa: PTH105 - replaces an empty folder too
    finally:
        shutil.rmtree(draft, ignore_errors=True)
