"""The file of a backup: sealed, and refused when anything about it is not as it was written."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from backup_files import (
    COLUMN,
    COLUMN_FILE,
    CONTENTS,
    PDF,
    PDF_FILE,
    ROWS,
    manifest,
    sealed,
    small_backup,
    telling,
)

from uppsikt.platform.backup.archive import opened
from uppsikt.platform.backup.errors import BackupBroken, BackupError, NewerBackup, NotABackup
from uppsikt.platform.backup.manifest import from_json


def read_through(path: Path) -> None:
    with opened(path) as backup:
        backup.check()


def test_what_was_written_is_read(tmp_path: Path) -> None:
    with opened(small_backup(tmp_path / "k.zip")) as backup:
        backup.check()
        assert backup.manifest == manifest() == from_json(manifest().to_json())
        assert (backup.manifest.rows, backup.manifest.size) == (
            2,
            len(ROWS) + len(COLUMN) + len(PDF),
        )
        assert list(backup.lines("tables/audit.entry.jsonl")) == [
            '[1,"å"]\n'.encode(),
            b"[2,null]\n",
        ]
        target = io.BytesIO()
        backup.extract(COLUMN_FILE, target)
    assert target.getvalue() == COLUMN
    assert zipfile.ZipFile(tmp_path / "k.zip").testzip() is None  # other programs read it too


def test_any_altered_byte_is_refused(tmp_path: Path) -> None:
    path = small_backup(tmp_path / "k.zip")
    whole = path.read_bytes()
    for place in range(0, len(whole), 4):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(BackupError):
            read_through(path)


def test_a_backup_that_is_cut_short_anywhere_is_refused(tmp_path: Path) -> None:
    path = small_backup(tmp_path / "k.zip")
    whole = path.read_bytes()
    for length in range(0, len(whole), 4):
        path.write_bytes(whole[:length])
        with pytest.raises(BackupError) as told:
            read_through(path)
        short = 30 + len("uppsikt.txt")
        assert isinstance(told.value, NotABackup if length < short else BackupBroken)
        assert length < short or "avkortad" in told.value.what


@pytest.mark.parametrize("content", [b"", b"hej", b"PK\x03\x04", b"\x00" * 4096])
def test_what_is_no_backup_is_told_so(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "k.zip").write_bytes(content)
    with pytest.raises(NotABackup, match="ingen säkerhetskopia"):
        read_through(tmp_path / "k.zip")


def test_any_other_zip_is_no_backup(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "k.zip", "w") as archive:
        archive.writestr("rapport.docx", b"text")
    with pytest.raises(NotABackup):
        read_through(tmp_path / "k.zip")


ZEROS = {"size": 3, "digest": "0" * 64}


@pytest.mark.parametrize(
    "name",
    ["../ute", "/etc/passwd", "files/../../ute", "files//a", "files/lock", "files", "files/", "",
     f"files/00/{'0' * 63}", f"files/11/{'0' * 64}", f"files/00/{'0' * 64}\n", f"files/{'0' * 64}",
     "secret.key", "uppsikt.db",
     f"columns/{'0' * 63}.parquet",
     f"columns/{'1' * 64}.parquet", f"columns/{'0' * 64}.py", f"columns/../{'0' * 64}.parquet"],
)  # fmt: skip
def test_a_name_that_leads_elsewhere_is_refused(name: str, tmp_path: Path) -> None:
    path = sealed(
        tmp_path / "k.zip", {name or "x": b"pdf"}.items(), telling(tables={}, files={name: ZEROS})
    )
    with pytest.raises(BackupBroken, match="skadad eller ändrad"):
        read_through(path)


@pytest.mark.parametrize(
    "told",
    [{"tables": {"../x": {}}}, {"tables": []}, {"files": None}, {"migrations": [["a"]]},
     {"format": "1"}, {"format": -1}, {"files": {COLUMN_FILE: {"size": True, "digest": "0" * 64}}},
     {"files": {PDF_FILE: {"size": 4, "digest": "x"}}}, {"missing": 3}],
)  # fmt: skip
def test_a_manifest_that_none_can_have_is_refused(told: dict[str, Any], tmp_path: Path) -> None:
    path = sealed(tmp_path / "k.zip", CONTENTS.items(), telling(**told))
    with pytest.raises(BackupBroken):
        read_through(path)


@pytest.mark.parametrize("told", [b"", b"[]", b"{", b"[" * 100_000])
def test_a_manifest_that_is_no_object_is_refused(told: bytes, tmp_path: Path) -> None:
    with pytest.raises(BackupBroken):
        read_through(sealed(tmp_path / "k.zip", CONTENTS.items(), told))


def test_a_file_more_or_less_than_the_manifest_names_is_refused(tmp_path: Path) -> None:
    more = {**CONTENTS, "files/c": b""}
    less = {name: content for name, content in CONTENTS.items() if name != COLUMN_FILE}
    for contents in (more, less):
        with pytest.raises(BackupBroken):
            read_through(sealed(tmp_path / "k.zip", contents.items(), telling()))


def test_a_file_twice_is_refused(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        path = sealed(tmp_path / "k.zip", [*CONTENTS.items(), (COLUMN_FILE, COLUMN)], telling())
    with pytest.raises(BackupBroken):
        read_through(path)


def test_a_file_that_is_larger_than_it_says_is_not_read_to_its_end(tmp_path: Path) -> None:
    bomb = {**CONTENTS, PDF_FILE: b"p" * 10_000_000}
    path = sealed(tmp_path / "k.zip", bomb.items(), telling())
    with opened(path) as backup:
        target = io.BytesIO()
        with pytest.raises(BackupBroken, match="skadad eller ändrad"):
            backup.extract(PDF_FILE, target)
    assert len(target.getvalue()) == len(PDF) + 1  # one byte more than what it said


def test_a_form_that_is_not_known_yet_asks_for_a_newer_program(tmp_path: Path) -> None:
    path = sealed(
        tmp_path / "k.zip", CONTENTS.items(), telling(format=2, program="9.1", files="nytt")
    )
    with pytest.raises(NewerBackup, match="nyare version") as told:
        read_through(path)
    assert told.value.values == ("version 9.1",)
