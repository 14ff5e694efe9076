"""Letters as files in a folder: what sets a page or draws a chart looks for them there."""

from __future__ import annotations

import functools
import tempfile
from pathlib import Path

from .look import Letters


def font_folder(letters: Letters) -> Path:
    """A folder with the files of a family; made once in a process, and gone when it ends."""
    return Path(_folder(letters).name)


@functools.cache
def _folder(letters: Letters) -> tempfile.TemporaryDirectory[str]:
    folder = tempfile.TemporaryDirectory(prefix="uppsikt-typsnitt-")
    for file in letters.files:
        slant = "-kursiv" if file.italic else ""
        path = Path(folder.name) / f"{file.weight}{slant}{file.suffix}"
        path.write_bytes(file.content)
    return folder
