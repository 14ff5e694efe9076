"""Readers of a site that is served: browsers with cookies, who come at an even pace."""

from __future__ import annotations

import gzip
import http.client
import itertools
import random
import re
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urlencode

CROWD = 64
"""How many readers can wait for an answer at once; more than that come too late, and it shows."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one reader got: seconds from coming to the last byte, and the status (0: none)."""

    kind: str
    came: float
    seconds: float
    status: int


class Visitor:
    """A browser or a program, at an address of its own behind a proxy, and its cookies."""

    def __init__(self, port: int, number: int = 0) -> None:
        self.port = port
        self.address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        self.cookies: dict[str, str] = {}

    def ask(
        self,
        path: str,
        form: Mapping[str, str] | None = None,
        token: str = "",
        accept: str = "text/html",
    ) -> tuple[int, str, str]:
        """Status, text and where the answer leads."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        head = {
            "Host": f"localhost:{self.port}",
            "X-Forwarded-For": self.address,
            "Accept-Encoding": "gzip",
            "Accept": accept,
        }
        if self.cookies:
            head["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if token:
            head["Authorization"] = f"Bearer {token}"
        body = None
        if form is not None:
            body = urlencode(form)
            head["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request("GET" if form is None else "POST", path, body, head)
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        if answer.getheader("Content-Encoding") == "gzip":
            content = gzip.decompress(content)
        text = content.decode("utf-8", "replace")
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                cookie, _, kept = value.partition(";")[0].partition("=")
                self.cookies[cookie] = kept
        return answer.status, text, answer.getheader("Location") or ""

    def sign_in(self, address: str, password: str, came: float) -> Iterator[Answer]:
        """Fetches the form, sends it, and reads the page that it leads to."""
        _, page, _ = self.ask("/konto/logga-in/")
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        began = time.perf_counter()
        form = {
            "csrfmiddlewaretoken": found.group(1) if found else "",
            "login": address,
            "password": password,
        }
        status, _, leads = self.ask("/konto/logga-in/", form)
        signed_in = status == 302 and "session" in " ".join(self.cookies)
        yield Answer("sign-in", came, time.perf_counter() - began, 200 if signed_in else 0)
        status, text, _ = self.ask(leads or "/")
        yield Answer(
            "page", came, time.perf_counter() - began, status if "Ditt konto" in text else 0
        )


@dataclass
class Readers:
    """Those who come to a site at an even pace, and what they got.

    Of fifty one signs in, and reads on as the one who did; five read a cell that nobody has read
    before, five ask the API, half of them with a key, five a static file; the rest read one of a
    few pages, half of them signed in.
    """

    port: int
    rate: int
    pages: Sequence[str]
    cells: Sequence[str]
    api: Sequence[str]
    static: str
    account: tuple[str, str]
    key: str
    answers: list[Answer] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)
    signed_in: list[Visitor] = field(default_factory=list)

    def come(self) -> None:
        """Lets readers come until told to stop."""
        chance = random.Random(1)
        start = time.perf_counter()
        with ThreadPoolExecutor(CROWD) as crowd:
            for number in itertools.count():
                came = start + number / self.rate
                time.sleep(max(0.0, came - time.perf_counter()))
                if self.stop.is_set():
                    break
                crowd.submit(self._read, number, came, chance.random())

    def _read(self, number: int, came: float, draw: float) -> None:
        if number % 50 == 0:
            self._sign_in(number, came)
            return
        kind, path = self._wanted(number, draw)
        is_program = kind == "api"
        known = self.signed_in if number % 2 and not is_program else []
        visitor = known[int(draw * len(known))] if known else Visitor(self.port, number)
        try:
            key = self.key if is_program and number // 10 % 2 else ""
            status, _, _ = visitor.ask(path, token=key)
        except OSError:
            status = 0
        self.answers.append(Answer(kind, came, time.perf_counter() - came, status))

    def _sign_in(self, number: int, came: float) -> None:
        visitor = Visitor(self.port, number)
        try:
            self.answers.extend(visitor.sign_in(*self.account, came))
            self.signed_in.append(visitor)
        except OSError:
            self.answers.append(Answer("sign-in", came, time.perf_counter() - came, 0))

    def _wanted(self, number: int, draw: float) -> tuple[str, str]:
        if number % 10 == 1:
            return "static", self.static
        if number % 10 == 2:
            return "cell", self.cells[number // 10 % len(self.cells)]
        if number % 10 == 3 and self.api:
            return "api", self.api[int(draw * len(self.api))]
        return "page", self.pages[int(draw * len(self.pages))]
