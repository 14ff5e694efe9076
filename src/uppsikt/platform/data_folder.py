"""The data folder: everything that an installation keeps, and the lock on it. No Django.

The settings read this module before Django is set up, so nothing here may import Django.
"""

from __future__ import annotations

import errno
import fcntl
import json
import os
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TextIO
from zoneinfo import ZoneInfo

from uppsikt.figures import UppsiktError

ENVIRONMENT_NAME = "UPPSIKT_DATA"
DEFAULT_FOLDER = "data"
SHORTEST_KEY = 32
"""Signs of a key of one's own, so that it cannot be guessed."""
STOCKHOLM = ZoneInfo("Europe/Stockholm")

_HELD: set[tuple[Path, int]] = set()
"""The locks that this process holds, by folder and thread."""


class FolderBusy(UppsiktError):
    """Somebody else is doing, on this data folder, what must not run twice."""


class FolderUnusable(UppsiktError):
    """The data folder cannot be made or written to."""


@dataclass(frozen=True)
class DataFolder:
    """The paths of one installation's data; `root` is absolute."""

    root: Path

    @classmethod
    def from_environment(cls) -> DataFolder:
        """The folder that `UPPSIKT_DATA` names, by default `./data`."""
        return cls(Path(os.environ.get(ENVIRONMENT_NAME) or DEFAULT_FOLDER).expanduser().resolve())

    @property
    def database(self) -> Path:
        """The SQLite database, when `DATABASE_URL` names no other."""
        return self.root / "uppsikt.db"

    @property
    def columns(self) -> Path:
        """The root of the column files (`store.Store`)."""
        return self.root / "columns"

    @property
    def reading(self) -> Path:
        """What long readings that were broken off have come to (`store.Stage`)."""
        return self.root / "reading"

    @property
    def files(self) -> Path:
        """Finished documents and other files."""
        return self.root / "files"

    @property
    def demo_marker(self) -> Path:
        """The file that says that this folder holds the demo."""
        return self.root / "DEMO"

    @property
    def is_demo(self) -> bool:
        """Whether this is the demo's folder."""
        return self.demo_marker.is_file()

    def make(self) -> None:
        """Makes the folder, readable for its owner alone. Raises FolderUnusable."""
        try:
            self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as fault:
            raise FolderUnusable(
                "Datamappen går inte att skapa.",
                where=str(self.root),
                why=str(fault.strerror or fault),
                todo=f"Peka ut en annan mapp med {ENVIRONMENT_NAME} eller ändra rättigheterna.",
            ) from fault

    def secret_key(self) -> str:
        """The installation's secret key: made at the first start, kept in `secret.key` (0600).

        Two processes that start at once agree: the file is linked into place, so that the first
        one to finish wins and nobody ever reads half a key.
        """
        return self._key("secret.key")

    def register_key(self) -> str:
        """The key that seals identities in registers: from the environment, or made at first use.

        Kept in `register.key` (0600), apart from the database and in no backup, so that whoever
        has those cannot try their way from a seal to a person. Raises FolderUnusable for one in
        the environment that is too short to keep anything.
        """
        given = os.environ.get("UPPSIKT_REGISTER_KEY", "")
        if not given:
            return self._key("register.key")
        if len(given) < SHORTEST_KEY:
            raise FolderUnusable(
                "Nyckeln för register är för kort.",
                where="UPPSIKT_REGISTER_KEY",
                todo=f"Sätt en slumpad text på minst {SHORTEST_KEY} tecken, eller ta bort "
                "inställningen: då gör Uppsikt en nyckel i datamappen.",
            )
        return given

    def _key(self, name: str) -> str:
        path = self.root / name
        if not path.exists():
            self.make()
            self._make_key(path)
        return path.read_text(encoding="ascii").strip()

    def _make_key(self, path: Path) -> None:
        draft = self.root / f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}"
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50) + "\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass  # another process was first; its key is the key
        finally:
            draft.unlink()

    @contextmanager
    def lock(self, what: str, *, now: datetime) -> Iterator[None]:
        """Holds the folder's one advisory lock while the block runs.

        `what` is Swedish and is shown to whoever comes second ("inläsning av SIE.se"). The lock
        goes with the process: it cannot be left behind by one that was killed. Whoever holds it
        may take it again, so that a service may call another.

        Raises FolderBusy, which names the holder: what, who and since when.
        """
        holder = (self.root, threading.get_ident())
        if holder in _HELD:
            yield
            return
        self.make()
        path = self.root / "uppsikt.lock"
        path.touch(mode=0o600)
        with path.open("r+", encoding="utf-8") as file:
            self._take(file, what)
            _write_holder(file.fileno(), _holder(what, now))
            _HELD.add(holder)
            try:
                yield
            finally:
                _HELD.remove(holder)
                _write_holder(file.fileno(), "")

    def _take(self, file: TextIO, what: str) -> None:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as fault:
            if fault.errno not in (errno.EWOULDBLOCK, errno.EACCES):
                raise
            raise self._busy(what, file.read()) from fault

    def _busy(self, what: str, holder: str) -> FolderBusy:
        try:
            known = json.loads(holder)
            who = f"{known['what']}, process {known['process']} på {known['machine']}"
            since = f"sedan {known['since']}"
        except (ValueError, KeyError, TypeError):
            # The holder has the lock but has not yet written its name, or is about to let go.
            who, since = "en annan process", ""
        return FolderBusy(
            f"Det går inte att påbörja {what}: datamappen är upptagen.",
            where=str(self.root),
            values=[text for text in (who, since) if text],
            why="Bara en i taget får ändra i datamappen, annars kan uppgifter gå förlorade.",
            todo="Vänta tills det andra är klart och försök igen.",
        )


def _holder(what: str, now: datetime) -> str:
    return json.dumps(
        {
            "what": what,
            "process": os.getpid(),
            "machine": os.uname().nodename,
            "since": now.astimezone(STOCKHOLM).strftime("%Y-%m-%d %H:%M:%S"),
        },
        ensure_ascii=False,
    )


def _write_holder(descriptor: int, text: str) -> None:
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, text.encode(), 0)
