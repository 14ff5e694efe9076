"""Backups made by hand, whole and otherwise, without a database."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable
from pathlib import Path

from uppsikt.platform.backup.archive import HEAD, MANIFEST, writing
from uppsikt.platform.backup.manifest import Kept, Manifest, Table, table_entry

ROWS = b'[1,"\xc3\xa5"]\n[2,null]\n'


def kept(content: bytes) -> Kept:
    return Kept(len(content), hashlib.sha256(content).hexdigest())


COLUMN = b"PAR1 and more"
COLUMN_FILE = f"columns/{kept(COLUMN).digest}.parquet"
PDF = b"%PDF"
PDF_FILE = f"files/{kept(PDF).digest[:2]}/{kept(PDF).digest}"


def manifest(**changes: object) -> Manifest:
    told: dict[str, object] = {
        "program": "0.1.0",
        "made_at": "2026-11-21 09:00:00",
        "is_demo": False,
        "migrations": (("audit", "0001_initial"),),
        "tables": {"audit.entry": Table(("id", "at"), 2, kept(ROWS))},
        "files": {COLUMN_FILE: kept(COLUMN), PDF_FILE: kept(PDF)},
    }
    return Manifest(**{**told, **changes})  # type: ignore[arg-type]


def small_backup(path: Path) -> Path:
    """A backup of two rows and two files, as the product itself writes it."""
    folder = path.parent
    with writing(path, head="Säkerhetskopia") as archive:
        archive.add_lines(table_entry("audit.entry"), ROWS.splitlines(keepends=True))
        for name, content in ((COLUMN_FILE, COLUMN), (PDF_FILE, PDF)):
            (folder / "source").write_bytes(content)
            with (folder / "source").open("rb") as file:
                archive.add_file(name, file, packed=False)
        archive.add_text(MANIFEST, manifest().to_json())
    (folder / "source").unlink()
    return path


def sealed(path: Path, entries: Iterable[tuple[str, bytes]], told: bytes) -> Path:
    """An archive with a seal of its own, as somebody who means harm would make it."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(HEAD, "Säkerhetskopia")
        for name, content in entries:
            archive.writestr(name, content)
        archive.writestr(MANIFEST, told)
        archive.comment = b"0" * 64
    content = path.read_bytes()[:-64]
    path.write_bytes(content + hashlib.sha256(content).hexdigest().encode())
    return path


def telling(**changes: object) -> bytes:
    """The small backup's manifest as JSON, where some of it is something else."""
    return json.dumps({**json.loads(manifest().to_json()), **changes}).encode()


CONTENTS = {
    table_entry("audit.entry"): ROWS,
    COLUMN_FILE: COLUMN,
    PDF_FILE: PDF,
}
