"""What a long reading has come to: pieces of rows in a folder of their own, until all are read.

A piece is there whole or not at all, and counts when the list of pieces names it. The list is
replaced as one, so that a process killed at any point leaves the pieces that it had finished.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from uppsikt.store import files

_LIST = "pieces.json"
_PIECE = ".parquet"


@dataclass
class Stage:
    """The pieces of one reading.

    ``about`` (plain JSON) is what is read and how: pieces of anything else are never found by it.
    ``label`` names it for a user. ``state`` (plain JSON) is what the reader needs to go on after
    the last piece. Nothing is written before there is a piece to keep.
    """

    folder: Path
    about: Mapping[str, Any]
    label: str
    pieces: list[tuple[str, int]] = field(default_factory=list)
    state: Mapping[str, Any] = field(default_factory=dict)

    def keep(self, rows: pl.DataFrame, state: Mapping[str, Any]) -> None:
        """Keeps a piece. Raises ``StoreError`` for a full disk; what was kept before stays."""
        pieces = self.pieces
        if not rows.is_empty():
            name = files.save(self.folder, _PIECE, files.parquet(rows))
            pieces = [*pieces, (name, rows.height)]
        told = {"about": self.about, "label": self.label, "pieces": pieces, "state": state}
        files.replace(self.folder / _LIST, json.dumps(told, ensure_ascii=False).encode())
        self.pieces, self.state = pieces, state

    def end(self, state: Mapping[str, Any]) -> None:
        """All is read; ``state`` is what there is to tell of it. Raises ``StoreError``."""
        self.keep(pl.DataFrame(), state)

    def drop(self) -> None:
        """Removes all that is kept."""
        (self.folder / _LIST).unlink(missing_ok=True)
        shutil.rmtree(self.folder, ignore_errors=True)
        self.pieces, self.state = [], {}

    def __iter__(self) -> Iterator[pl.DataFrame]:
        for name, _ in self.pieces:
            yield pl.read_parquet(self._path(name))

    def __len__(self) -> int:
        return sum(rows for _, rows in self.pieces)

    def __bool__(self) -> bool:
        return bool(self.state)

    def _path(self, name: str) -> Path:
        return self.folder / (name + _PIECE)

    def _is_sound(self) -> bool:
        return all(
            path.is_file() and files.fingerprint(path) == name
            for name, path in ((name, self._path(name)) for name, _ in self.pieces)
        )


def stage(root: Path, about: Mapping[str, Any], label: str) -> Stage:
    """What is kept under ``root`` of a reading; nothing where any of it is damaged."""
    key = hashlib.sha256(json.dumps(about, sort_keys=True).encode()).hexdigest()
    known = _listed(root / key)
    if known is not None and known.about == about and known._is_sound():
        return known
    return Stage(root / key, about, label)


def stages(root: Path) -> Iterator[tuple[Stage, float]]:
    """All that is kept under ``root``, with when each was added to last (seconds of the epoch).

    What has no list that can be read has no label either.
    """
    for folder in sorted(root.iterdir()) if root.is_dir() else []:
        known = _listed(folder)
        yield known or Stage(folder, {}, ""), folder.stat().st_mtime


def _listed(folder: Path) -> Stage | None:
    try:
        told = json.loads((folder / _LIST).read_bytes())
        pieces = [(str(name), int(rows)) for name, rows in told["pieces"]]
        return Stage(folder, told["about"], told["label"], pieces, told["state"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
