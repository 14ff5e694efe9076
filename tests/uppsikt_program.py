"""`uppsikt` as a user runs it: a process of its own, in a folder of its own.

Each process is forked from one where the libraries are imported already (`warm_process`). With
UPPSIKT_TEST_COLD=1 in the environment each is started anew instead, as a user starts it.
"""

from __future__ import annotations

import atexit
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parent
DEMO_DATA = TESTS.parent / "src/uppsikt/demo/data"
_COLD = bool(os.environ.get("UPPSIKT_TEST_COLD"))
_PATIENCE = 300  # seconds that a command may take


class Program:
    """Runs commands in a folder, on the data folder below it, with SQLite."""

    def __init__(self, folder: Path, data: Path | None = None) -> None:
        self.folder = folder
        self.data = data or folder / "data"

    @classmethod
    def installed(cls, folder: Path) -> Program:
        """With the tables made, as every command finds them but the first, which takes a second."""
        program = cls(folder)
        shutil.copytree(_installation(), program.data)
        return program

    def __call__(
        self, *arguments: str | Path, database: str | None = None
    ) -> subprocess.CompletedProcess[str]:
        return _as_text(self.raw(*arguments, database=database))

    def raw(
        self, *arguments: str | Path, database: str | None = None, cold: bool = False
    ) -> subprocess.CompletedProcess[bytes]:
        """What the command wrote, as bytes; `cold` starts it anew, as a user does."""
        environment = self.environment | ({"DATABASE_URL": database} if database else {})
        return run(["-m", "uppsikt.cli", *arguments], self.folder, environment, cold=cold)

    def django(self, *arguments: str) -> None:
        done = run(["-m", "django", *arguments], self.folder, self.environment)
        assert done.returncode == 0, done.stderr

    def code(
        self, code: str, *arguments: str | Path, database: str | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Python code beside the program, which may import the tests' helpers."""
        environment = self.environment | {"PYTHONPATH": str(TESTS)}
        environment |= {"DATABASE_URL": database} if database else {}
        return _as_text(run(["-c", code, *arguments], self.folder, environment))

    @property
    def environment(self) -> dict[str, str]:
        rest = {name: text for name, text in os.environ.items() if name != "DATABASE_URL"}
        settings = {
            "UPPSIKT_DATA": str(self.data),
            "DJANGO_SETTINGS_MODULE": "uppsikt.web.settings",
        }
        return rest | settings


def run(
    command: list[str | Path], folder: Path, environment: dict[str, str], *, cold: bool = False
) -> subprocess.CompletedProcess[bytes]:
    """Run `-m MODULE` or `-c CODE` with its arguments, with nothing on standard input."""
    words = [str(word) for word in command]
    if cold or _COLD:
        return subprocess.run(
            [sys.executable, *words],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    kind, what, *arguments = words
    request = {
        {"-m": "module", "-c": "code"}[kind]: what,
        "arguments": arguments,
        "folder": str(folder),
        "environment": environment,
    }
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        status = _warm_process().run(request, out.fileno(), err.fileno())
        out.seek(0)
        err.seek(0)
        return subprocess.CompletedProcess(words, status, out.read(), err.read())


class _WarmProcess:
    """The process that forks into commands, and our end of its socket. It ends when we do."""

    def __init__(self) -> None:
        self.channel, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.channel.settimeout(_PATIENCE)
        with its:
            self.process = subprocess.Popen(
                [sys.executable, TESTS / "warm_process.py", str(its.fileno())],
                pass_fds=[its.fileno()],
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        atexit.register(self.end)

    def run(self, request: dict[str, Any], out: int, err: int) -> int:
        """The status that the request ends with."""
        with Path(os.devnull).open("rb") as nothing:
            streams = [nothing.fileno(), out, err]
            socket.send_fds(self.channel, [json.dumps(request).encode()], streams)
        try:
            answer = self.channel.recv(64)
        except TimeoutError:
            answer = b""
        if not answer:
            self.end()
            _warm_process.cache_clear()
            raise AssertionError("the command has not ended, or the process it is forked from has")
        return int(json.loads(answer))

    def end(self) -> None:
        """End it, with the command that it may be running."""
        self.channel.close()
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@cache
def _warm_process() -> _WarmProcess:
    return _WarmProcess()


@cache
def _installation() -> Path:
    """A data folder with tables and nothing in them, made once by each process of the tests."""
    folder = Path(tempfile.mkdtemp(prefix="uppsikt-installation-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    program = Program(folder)
    program.data.mkdir()
    program.django("migrate", "--verbosity", "0")
    return program.data


def _as_text(done: subprocess.CompletedProcess[bytes]) -> subprocess.CompletedProcess[str]:
    out, err = (stream.decode().replace("\r\n", "\n") for stream in (done.stdout, done.stderr))
    return subprocess.CompletedProcess(done.args, done.returncode, out, err)
