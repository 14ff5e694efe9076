"""The server in a process of its own, as the command starts it."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

_START = "from uppsikt.web.serve import serve; import sys; serve(port=int(sys.argv[1]))"
_PATIENCE = 60  # seconds; a machine that is busy with other tests starts slowly


@dataclass
class Server:
    """Where it answers; after it has stopped, what it wrote."""

    address: str
    output: bytes = b""
    log: bytes = field(default=b"", repr=False)


def environment(data: Path) -> dict[str, str]:
    """The environment of a process that works on a data folder with SQLite."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return kept | {"UPPSIKT_DATA": str(data)}


@contextmanager
def running(data: Path, settings: Mapping[str, str] = {}) -> Iterator[Server]:
    """Serve a data folder while the block runs, then stop the server as Ctrl+C does.

    What it writes goes to files: a pipe that nobody empties would stop it after some hundred lines.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    with (
        tempfile.TemporaryFile() as output,
        tempfile.TemporaryFile() as log,
        subprocess.Popen(
            [sys.executable, "-c", _START, str(port)],
            env=environment(data) | dict(settings),
            stdout=output,
            stderr=log,
            start_new_session=True,
        ) as process,
    ):
        server = Server(f"http://127.0.0.1:{port}")
        try:
            get(f"{server.address}/halsa/")
            yield server
            process.send_signal(signal.SIGINT)
            process.wait(timeout=_PATIENCE)
            output.seek(0)
            log.seek(0)
            server.output, server.log = output.read(), log.read()
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def get(address: str) -> tuple[int, dict[str, str], bytes]:
    """Fetch an address, waiting for a server that is still starting. Header names in lower case."""
    patience = time.monotonic() + _PATIENCE
    while True:
        try:
            with urllib.request.urlopen(address, timeout=_PATIENCE) as answer:
                headers = {name.lower(): value for name, value in answer.headers.items()}
                return answer.status, headers, answer.read()
        except urllib.error.URLError as fault:
            if not isinstance(fault.reason, ConnectionError) or time.monotonic() > patience:
                raise
            time.sleep(0.1)
