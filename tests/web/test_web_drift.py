"""The files that docs/drift gives to whoever runs Uppsikt, tried as they stand there."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from uppsikt_program import Program
from web_server import running

DRIFT = Path(__file__).parents[2] / "docs/drift"
NAME = "uppsikt.example.se"
SIGN_IN = "/konto/logga-in/"
Answer = tuple[int, dict[str, str], bytes]

needs_systemd = pytest.mark.skipif(
    not shutil.which("systemd-analyze"), reason="needs systemd-analyze"
)


@needs_systemd
def test_the_units_are_what_systemd_reads(tmp_path: Path) -> None:
    units = []
    for path in sorted(DRIFT.glob("uppsikt*.service")) + sorted(DRIFT.glob("*.timer")):
        text = path.read_text(encoding="utf-8").replace("/opt/uppsikt/bin/uppsikt", sys.executable)
        units.append(tmp_path / path.name)
        units[-1].write_text(text, encoding="utf-8")
    assert len(units) == 3
    done = subprocess.run(
        ["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


@needs_systemd
@pytest.mark.parametrize("name", ["uppsikt", "uppsikt-backup"])
def test_a_service_may_do_little_else_than_its_work(name: str) -> None:
    """systemd's own measure of exposure, in tenths: 0 is none, 100 a service without limits."""
    command = ["systemd-analyze", "security", "--offline=true", "--threshold=15"]
    unit = DRIFT / f"{name}.service"
    done = subprocess.run([*command, unit], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-500:]


def test_the_environment_file_names_settings_that_there_are() -> None:
    text = (DRIFT / "uppsikt.env").read_text(encoding="utf-8")
    known = (DRIFT.parent / "installningar.md").read_text(encoding="utf-8")
    names = re.findall(r"^(?:# )?([A-Z_]+)=", text, re.M)
    assert "UPPSIKT_ADDRESS" in names
    assert [name for name in names if f"| `{name}` |" not in known] == []


def test_the_container_copies_what_the_project_has() -> None:
    """It has been built by hand; here, that what it names has not gone away."""
    text = (DRIFT / "Containerfile").read_text(encoding="utf-8")
    root = DRIFT.parents[1]
    copied = [word for line in re.findall(r"^COPY (?!--from)(.*) \S+$", text, re.M)
              for word in line.split()]  # fmt: skip
    assert "uv.lock" in copied
    assert [name for name in copied if not (root / name).exists()] == []


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A real server, and nginx in front of it with the example's own file."""
    if not (shutil.which("nginx", path=PATH) and shutil.which("openssl")):
        pytest.skip("needs nginx and openssl")
    folder = tmp_path_factory.mktemp("nginx")
    Program(folder).django("migrate", "--verbosity", "0")
    settings = {"UPPSIKT_ADDRESS": f"https://{NAME}", "UPPSIKT_LOG": "json"}
    with running(folder / "data", settings) as server, _nginx(folder, server.address) as ports:
        yield Site(*ports)
    # Nothing of what was asked for, and by whom, is left in the logs of either.
    (folder / "uppsikt.log").write_bytes(server.log)
    for log in ("uppsikt.log", "error.log"):
        assert "sokord" not in (folder / log).read_text(encoding="utf-8")


PATH = f"{os.environ.get('PATH', '')}:/usr/sbin"


class Site:
    """Where nginx answers, without and with encryption."""

    def __init__(self, plain: int, safe: int) -> None:
        self.plain, self.safe = plain, safe

    def ask(
        self,
        address: str,
        *,
        body: bytes | None = None,
        name: str = NAME,
        headers: Mapping[str, str] = {},
    ) -> Answer:
        """By https, as a browser that trusts the certificate."""
        context = ssl._create_unverified_context()
        with (
            socket.create_connection(("127.0.0.1", self.safe), 60) as plain,
            context.wrap_socket(plain, server_hostname=name) as safe,
        ):
            connection = http.client.HTTPConnection(name)
            connection.sock = safe
            return _asked(connection, address, body, headers)

    def ask_plainly(self, address: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.plain, timeout=60)
        return _asked(connection, address, None, {"Host": NAME})


def _asked(
    connection: http.client.HTTPConnection,
    address: str,
    body: bytes | None,
    headers: Mapping[str, str],
) -> Answer:
    connection.request("GET" if body is None else "POST", address, body, dict(headers))
    answer = connection.getresponse()
    found = {name.lower(): value for name, value in answer.getheaders()}
    return answer.status, found, answer.read()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _nginx(folder: Path, upstream: str) -> Iterator[tuple[int, int]]:
    """The example with its places and ports changed, and nothing else."""
    plain, safe = _free_port(), _free_port()
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1",
         "-subj", f"/CN={NAME}", "-keyout", folder / "privkey.pem",
         "-out", folder / "fullchain.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    text = (DRIFT / "nginx.conf").read_text(encoding="utf-8")
    for former, now in (
        ("listen 443", f"listen 127.0.0.1:{safe}"),
        ("listen 80", f"listen 127.0.0.1:{plain}"),
        ("server 127.0.0.1:8000", f"server {upstream.removeprefix('http://')}"),
        ("/etc/ssl/uppsikt", str(folder)),
        ("/var/cache/nginx/uppsikt", str(folder / "cache")),
    ):
        assert former in text
        text = text.replace(former, now)
    (folder / "uppsikt.conf").write_text(text, encoding="utf-8")
    places = "".join(
        f"{kind}_temp_path {folder}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    # Only root lets its workers be somebody else, who could then not read our folder.
    owner = "user root;" if os.geteuid() == 0 else ""
    (folder / "main.conf").write_text(
        f"{owner} daemon off; pid {folder}/pid; error_log {folder}/error.log; events {{}}\n"
        f"http {{ {places} include {folder}/uppsikt.conf; }}\n"
    )
    command = ["nginx", "-p", str(folder), "-c", str(folder / "main.conf")]
    environment = {**os.environ, "PATH": PATH}
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:
        try:
            _wait_for(safe, process)
            yield plain, safe
        finally:
            process.terminate()
            process.wait()


def _wait_for(port: int, process: subprocess.Popen[str]) -> None:
    patience = time.monotonic() + 30
    while time.monotonic() < patience:
        assert process.poll() is None, process.stderr and process.stderr.read()
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("nginx does not answer")


pytestmark = [pytest.mark.slow]


def test_a_page_comes_encrypted_with_its_headers_and_number(site: Site) -> None:
    status, headers, _ = site.ask("/halsa/?text=sokord")
    assert status == 200
    assert headers["strict-transport-security"] == "max-age=31536000; includeSubDomains"
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert re.fullmatch(r"[0-9a-f]{32}", headers["x-request-id"])  # nginx's own
    assert headers["server"] == "nginx"  # and not which


def test_without_encryption_the_way_leads_there(site: Site) -> None:
    status, headers, _ = site.ask_plainly("/namnder/?text=sokord")
    assert (status, headers["location"]) == (301, f"https://{NAME}/namnder/?text=sokord")


def test_a_sign_in_form_can_be_posted_and_its_cookie_is_for_this_site_alone(site: Site) -> None:
    status, headers, page = site.ask(SIGN_IN)
    assert status == 200
    cookie = headers["set-cookie"]
    assert cookie.startswith("__Host-csrf=")
    assert "Secure" in cookie
    assert "HttpOnly" in cookie
    found = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert found
    body = b"csrfmiddlewaretoken=" + found[1] + b"&login=a%40b.se&password=sokord-x"
    sent = {
        "Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie.split(";")[0],
    }  # fmt: skip
    own, other = (
        site.ask(SIGN_IN, body=body, headers=sent | {"Origin": f"https://{name}"})
        for name in (NAME, "ond.example")
    )
    assert (own[0], other[0]) == (200, 403)


def test_a_style_sheet_is_kept_by_the_proxy(site: Site) -> None:
    _, _, page = site.ask(SIGN_IN)
    found = re.search(rb'href="(/static/[^"]+)"', page)
    assert found
    first, second = (site.ask(found[1].decode()) for _ in range(2))
    assert first[0] == second[0] == 200
    assert first[2] == second[2]
    # What is not answered by Uppsikt a second time has the number that it was given then.
    assert first[1]["x-request-id"] == second[1]["x-request-id"]


def test_what_is_too_large_is_refused_before_it_is_read(site: Site) -> None:
    long = {"Content-Length": str(60 * 1024 * 1024)}
    status, _, _ = site.ask("/halsa/", body=b"", headers=long)
    assert status == 413


def test_another_name_is_not_answered(site: Site) -> None:
    with pytest.raises(ssl.SSLError):
        site.ask("/", name="annan.example.se")
    assert site.ask("/", headers={"Host": "annan.example.se"})[0] == 421


def test_what_a_visitor_claims_of_the_connection_is_written_over(site: Site) -> None:
    claims = {"X-Forwarded-Proto": "http", "X-Forwarded-Host": "ond.example"}
    status, headers, _ = site.ask("/namnder", headers=claims)
    assert (status, headers["location"]) == (301, "/namnder/")
