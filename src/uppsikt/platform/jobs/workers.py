"""Which workers are alive: each holds a lock on a file of its own as long as its process lives."""

from __future__ import annotations

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from uppsikt.platform.data_folder import DataFolder


def _place(folder: DataFolder, name: str) -> Path:
    return folder.root / "workers" / name


@contextmanager
def signed_on(folder: DataFolder) -> Iterator[str]:
    """Within the block this process is a worker; its name, which no other process ever had.

    The lock goes with the process, so that a killed worker's jobs can be taken up at once.
    """
    name = f"{os.uname().nodename}-{os.getpid()}-{secrets.token_hex(4)}"[-120:]
    path = _place(folder, name)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        try:
            yield name
        finally:
            path.unlink(missing_ok=True)


def is_gone(folder: DataFolder, name: str) -> bool:
    """Whether the worker's process has ended, however it did."""
    try:
        with _place(folder, name).open("r+") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return True
    except BlockingIOError:
        return False
    return True


def alive(folder: DataFolder) -> int:
    """How many workers there are."""
    names = [path.name for path in _place(folder, "").glob("*")]
    return sum(not is_gone(folder, name) for name in names)


def forget(folder: DataFolder, name: str) -> None:
    """Removes what a worker that is gone has left behind."""
    _place(folder, name).unlink(missing_ok=True)
