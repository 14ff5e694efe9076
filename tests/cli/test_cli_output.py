"""Where results go, and that a file is whole or not there at all."""

from __future__ import annotations

import errno
import io
import os
from pathlib import Path

import pytest

from uppsikt.cli.output import NotWritable, refuse_folder, write_file, write_standard


def test_a_file_is_written_and_replaced(tmp_path: Path) -> None:
    path = tmp_path / "rapport.pdf"
    write_file(path, b"ett")
    write_file(path, b"tv\xe5")
    assert path.read_bytes() == b"tv\xe5"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotWritable, match="sökvägen är en mapp"):
        refuse_folder(tmp_path)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotWritable, match="mappen finns inte") as told:
        write_file(tmp_path / "saknas" / "rapport.pdf", b"")
    assert told.value.where == str(tmp_path / "saknas")


def test_a_full_disk_leaves_the_earlier_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "rapport.pdf"
    write_file(path, b"den gamla")

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NotWritable, match="Disken är full"):
        write_file(path, b"den nya")
    assert path.read_bytes() == b"den gamla"
    assert list(tmp_path.iterdir()) == [path]


def test_a_device_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_file(pipe, b"rapport")
        assert os.read(reader, 100) == b"rapport"
        assert pipe.is_fifo()
    finally:
        os.close(reader)


def test_a_link_keeps_pointing(tmp_path: Path) -> None:
    target, link = tmp_path / "mål.json", tmp_path / "länk.json"
    target.write_bytes(b"")
    link.symlink_to(target)
    write_file(link, b"{}")
    assert link.is_symlink()
    assert target.read_bytes() == b"{}"


class _Terminal(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


def test_a_terminal_is_given_text_but_no_binary_file(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr("sys.stdout", _Terminal(raw, encoding="utf-8"))
    with pytest.raises(NotWritable, match="terminalen") as told:
        write_standard(b"%PDF", is_text=False, todo="Ange en fil med -o")
    assert told.value.todo == "Ange en fil med -o"
    write_standard("å".encode(), is_text=True, todo="")
    assert raw.getvalue() == "å".encode()
