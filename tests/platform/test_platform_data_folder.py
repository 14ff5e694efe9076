"""The data folder: its secret key and its lock, between real processes."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from datetime import datetime
from pathlib import Path

import pytest

from uppsikt.platform.data_folder import (
    STOCKHOLM,
    DataFolder,
    FolderBusy,
    FolderUnusable,
)

NOW = datetime(2022, 11, 8, 9, 30, tzinfo=STOCKHOLM)
HOLDER = """
import sys
from datetime import datetime
from pathlib import Path
from uppsikt.platform.data_folder import DataFolder, STOCKHOLM
folder = DataFolder(Path(sys.argv[1]))
with folder.lock("inläsning av SIE.se", now=datetime(2022, 11, 8, 9, 30, tzinfo=STOCKHOLM)):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_the_key_is_made_once_and_only_the_owner_may_read_it(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "ny")
    key = folder.secret_key()
    assert len(key) >= 50
    assert DataFolder(tmp_path / "ny").secret_key() == key
    assert stat.S_IMODE((tmp_path / "ny" / "secret.key").stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "ny").iterdir()] == ["secret.key"]


def test_all_who_start_at_once_get_the_same_key(tmp_path: Path) -> None:
    keys: list[str] = []
    threads = [
        threading.Thread(target=lambda: keys.append(DataFolder(tmp_path).secret_key()))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(keys) == 8
    assert len(set(keys)) == 1


def test_the_folder_comes_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("UPPSIKT_DATA", str(tmp_path))
    assert DataFolder.from_environment().root == tmp_path
    monkeypatch.delenv("UPPSIKT_DATA")
    assert DataFolder.from_environment().root == Path.cwd() / "data"


def test_a_folder_that_cannot_be_made_is_told_in_swedish(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("")
    with pytest.raises(FolderUnusable, match="går inte att skapa"):
        DataFolder(tmp_path / "fil" / "data").make()


def test_the_second_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        folder = DataFolder(tmp_path)
        with pytest.raises(FolderBusy) as busy, folder.lock("uppgradering", now=NOW):
            pass
        text = str(busy.value)
        for part in ("uppgradering", "inläsning av SIE.se", str(holder.pid), "2022-11-08 09:30:00"):
            assert part in text
        holder.kill()
    with folder.lock("uppgradering", now=NOW):
        pass  # the lock went with the process that held it


def test_the_holder_may_take_the_lock_again_and_then_lets_go(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    with folder.lock("demo", now=NOW), folder.lock("inläsning", now=NOW):
        holder = (tmp_path / "uppsikt.lock").read_text(encoding="utf-8")
        assert "demo" in holder
        assert str(os.getpid()) in holder
    assert (tmp_path / "uppsikt.lock").read_text(encoding="utf-8") == ""


def test_another_thread_is_another_holder(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    told: list[str] = []

    def second() -> None:
        try:
            with folder.lock("två", now=NOW):
                told.append("held")
        except FolderBusy as busy:
            told.append(str(busy))

    with folder.lock("ett", now=NOW):
        thread = threading.Thread(target=second)
        thread.start()
        thread.join()
    assert len(told) == 1
    assert "ett" in told[0]


def test_a_folder_is_the_demos_by_its_marker(tmp_path: Path) -> None:
    marks = []
    for _ in range(2):
        folder = DataFolder(tmp_path)
        marks.append(folder.is_demo)
        folder.demo_marker.write_text("")
    assert marks == [False, True]
