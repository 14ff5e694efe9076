"""Asks a virus scanner (clamd) about a content, by its own protocol. No Django.

`INSTREAM` is a few lines: the content in pieces with their lengths before them, a zero, and a
verdict in one line. Whatever is not a clear "nothing found" refuses the file.
"""

from __future__ import annotations

import socket
import struct
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from uppsikt.figures import UppsiktError
from uppsikt.platform.files import errors

_CHUNK = 1 << 16
_LONGEST_ANSWER = 4096
_SECONDS = 60.0
"""How long the scanner may be silent: a large file takes it some seconds."""


@dataclass(frozen=True)
class Scanner:
    """Where the scanner listens: a host and a port, or a place in the file system."""

    host: str = ""
    port: int = 0
    place: str = ""

    @classmethod
    def parse(cls, text: str) -> Scanner | None:
        """The scanner that a setting names: `dator:3310` or `/run/clamav/clamd.ctl`; empty, none.

        Raises UppsiktError for what is neither.
        """
        if not text:
            return None
        if text.startswith("/"):
            return cls(place=text)
        host, _, port = text.rpartition(":")
        if not host or not port.isascii() or not port.isdecimal() or not 0 < int(port) < 65_536:
            raise UppsiktError(
                "Virusskyddets adress går inte att läsa.",
                where="inställningen UPPSIKT_CLAMD",
                values=[f"”{text}”"],
                todo="Skriv den som dator:3310 eller som sökvägen till ett uttag, till exempel "
                "/run/clamav/clamd.ctl.",
            )
        return cls(host=host.strip("[]"), port=int(port))

    def check(self, path: Path, name: str) -> None:
        """Raises Infected if the scanner finds something, and ScannerDown without a verdict."""
        try:
            with self._connected() as line:
                answer = _asked(line, path)
        except (OSError, ValueError) as fault:
            raise errors.scanner_down(_reason(fault)) from fault
        if answer == "stream: OK":
            return
        if answer.endswith(" FOUND"):
            raise errors.infected(name, answer.removeprefix("stream: ").removesuffix(" FOUND"))
        raise errors.scanner_down(f"Det svarade ”{answer[:200]}”." if answer else "Svaret är tomt.")

    def _connected(self) -> socket.socket:
        if not self.place:
            return socket.create_connection((self.host, self.port), timeout=_SECONDS)
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(_SECONDS)
        try:
            line.connect(self.place)
        except OSError:
            line.close()
            raise
        return line


def _asked(line: socket.socket, path: Path) -> str:
    # A scanner that has had enough answers and hangs up while there is more to send.
    with suppress(BrokenPipeError, ConnectionResetError), path.open("rb") as file:
        line.sendall(b"zINSTREAM\0")
        while chunk := file.read(_CHUNK):
            line.sendall(struct.pack("!I", len(chunk)) + chunk)
        line.sendall(struct.pack("!I", 0))
    answer = b""
    while len(answer) < _LONGEST_ANSWER and not answer.endswith(b"\0"):
        more = line.recv(_LONGEST_ANSWER)
        if not more:
            break
        answer += more
    if not answer.endswith(b"\0"):
        return ""  # cut off: what is left of "stream: OK…" is no verdict
    return answer.decode("utf-8", "replace").rstrip("\0").strip()


def _reason(fault: Exception) -> str:
    if isinstance(fault, TimeoutError):
        return f"Inget svar kom på {_SECONDS:.0f} sekunder."
    return str(getattr(fault, "strerror", "") or fault)
