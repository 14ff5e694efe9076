"""The server itself: started as the command starts it, asked over the network."""

from pathlib import Path

import pytest
from uppsikt_program import Program
from web_server import get, running


@pytest.mark.slow
def test_the_server_answers_and_says_nothing_of_its_own_in_english(tmp_path: Path) -> None:
    with running(Program.installed(tmp_path).data) as server:
        status, headers, body = get(f"{server.address}/halsa/")
        style = get(f"{server.address}/static/uppsikt/report.css")

    assert status == 200
    assert "Uppsikt svarar." in body.decode()
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert b"@font-face" in style[2]
    assert style[1]["content-security-policy"].startswith("default-src 'none'")
    assert server.output == b"", "standard output is for results; the server has none"
    words = {line.split()[2] for line in server.log.decode().splitlines()}
    assert words == {"request"}, "what goes well is told by the command, in Swedish"
