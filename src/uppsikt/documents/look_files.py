"""Where the files of a look are read from: a folder that somebody made, or what was kept of one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from uppsikt.figures import UppsiktError

FILE = "utseende.toml"
MOST_BYTES = 6_000_000
"""No file of a look is larger; each kind has a smaller limit of its own."""


class LookFault(UppsiktError):
    """A look cannot be used; `where` names the file and the field."""


class LookFiles(Protocol):
    """The files of a look by name, as `utseende.toml` names them."""

    def content(self, name: str, where: str) -> bytes:
        """The file's bytes. Raises LookFault, which says `where` it was named."""


class FolderFiles:
    """The files of a folder; `used` holds those that were read, by name."""

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise LookFault(
                "Mappen finns inte.", where=str(folder), todo=f"Ange en mapp med filen {FILE}."
            )
        self.folder = folder
        self.used: dict[str, bytes] = {}

    def content(self, name: str, where: str) -> bytes:
        """A file in the folder; one that lies outside it, also by a link, is not read."""
        try:
            self.used[name] = self._read(name, where)
        # A name with a sign that no file can have, and a link that leads to itself, are no OSError.
        except (OSError, ValueError, RuntimeError) as fault:
            raise LookFault(
                "Filen går inte att läsa.",
                where=where,
                values=[name.replace("\0", "\N{REPLACEMENT CHARACTER}")],
                why="Filen finns inte." if isinstance(fault, FileNotFoundError) else "",
                todo="Kontrollera namnet och att filen får läsas.",
            ) from fault
        return self.used[name]

    def _read(self, name: str, where: str) -> bytes:
        path, root = (self.folder / name).resolve(), self.folder.resolve()
        if not path.is_relative_to(root):
            raise LookFault("Filen ligger utanför mappen.", where=where, values=[name],
                            todo="Lägg en kopia av den i mappen.")  # fmt: skip
        if path.exists() and not path.is_file():
            raise LookFault("Det är ingen fil.", where=where, values=[name],
                            todo="Ange en fil i mappen.")  # fmt: skip
        if path.stat().st_size > MOST_BYTES:
            raise LookFault("Filen är för stor.", where=where, values=[name],
                            todo=f"Högst {MOST_BYTES // 1_000_000} MB.")  # fmt: skip
        return path.read_bytes()


class KeptFiles:
    """The files that were kept of a folder, by name."""

    def __init__(self, contents: Mapping[str, bytes]) -> None:
        self._contents = contents

    def content(self, name: str, where: str) -> bytes:
        """A file that was read when the look was kept; another one was never there."""
        if name not in self._contents:
            raise LookFault("Filen finns inte bland utseendets filer.", where=where, values=[name],
                            todo="Lägg in utseendet på nytt.")  # fmt: skip
        return self._contents[name]
