"""The server itself: started as the command starts it, asked over the network."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

START = "from uppsikt.web.serve import serve; import sys; serve(port=int(sys.argv[1]))"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def address(data_folder: Path) -> Iterator[str]:
    port = _free_port()
    environment = {**os.environ, "UPPSIKT_DATA": str(data_folder)}
    environment.pop("DATABASE_URL", None)
    with subprocess.Popen(
        [sys.executable, "-c", START, str(port)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as server:
        yield f"http://127.0.0.1:{port}"
        server.send_signal(signal.SIGINT)
        out, err = server.communicate(timeout=20)
        assert out == b"", "standard output is for results; the server has none"
        assert err.count(b"Spawning worker") == 2


def _get(address: str) -> tuple[int, str, str]:
    for _ in range(100):
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                return answer.status, answer.headers["Content-Security-Policy"], answer.read()
        except ConnectionError:
            time.sleep(0.1)
        except urllib.error.URLError as fault:
            if not isinstance(fault.reason, ConnectionError):
                raise
            time.sleep(0.1)
    raise AssertionError("the server never answered")


@pytest.mark.slow
def test_the_server_answers_with_two_workers_and_logs_to_standard_error(address: str) -> None:
    status, policy, body = _get(f"{address}/halsa/")

    assert status == 200
    assert policy.startswith("default-src 'none'")
    assert "Databasen svarar." in body.decode()
    assert b"@font-face" in _get(f"{address}/static/uppsikt/report.css")[2]
