"""How long a review of a made-up report of a hundred pages takes, as text and as PDF.

Each contestant has a process of its own, bound to one core, and its processor time is what counts,
so that whatever else the machine does is left out. A PDF may take what pypdfium2 needs
to take its text out, and one and a half times what the same report takes as text. The PDF is
reviewed with the structure that it is tagged with, and with that made unreadable.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from tools.review_documents.plain import columns
from tools.review_documents.source import Block, Heading, Items, Paragraph, Table

PAGES = 100
ROUNDS = 5
LIMIT = 1.0
TIMES_TEXT = 1.5
LARGEST = 500  # MB
HEAD = ("Tkr", "Budget 2024", "Budget jan–okt", "Utfall jan–okt", "Prognos 2024", "Avvikelse")
MONTHS = ("Januari", "Februari", "Mars", "April", "Maj", "Juni", "Juli", "Augusti", "September")
SENTENCE = (
    "Kostnaden för {name} var {actual} tkr efter oktober, vilket är {difference} tkr {word} än "
    "budgeten för samma tid. Antalet ärenden var {count} den 31 oktober 2024. "
)


def report(pages: int) -> tuple[Block, ...]:
    """A report with sums that hold: on each page two tables, a list and prose."""
    chance = random.Random(pages)
    blocks: list[Block] = [Heading(1, "Budgetuppföljning oktober 2024, tekniska nämnden")]
    for page in range(1, pages + 1):
        blocks += _page(page, chance)
    return tuple(blocks)


def _page(page: int, chance: random.Random) -> list[Block]:
    rows = [_money(f"Verksamhet {page}.{row}", chance) for row in range(1, 9)]
    total = [sum(column) for column in zip(*(figures for _, figures in rows), strict=True)]
    counts = [tuple(chance.randint(300, 900) for _ in range(3)) for _ in MONTHS]
    months = [(month, *map(str, row)) for month, row in zip(MONTHS, counts, strict=True)]
    sums = ("Summa jan–sep", *(_shown(sum(column)) for column in zip(*counts, strict=True)))
    return [
        Heading(2, f"Område {page}"),
        Paragraph("".join(_told(name, figures, chance) for name, figures in rows[:4])),
        Table(HEAD, tuple(_row(name, figures) for name, figures in [*rows, ("Summa", total)])),
        Items((f"Åtgärd {page} a", f"Åtgärd {page} b", f"Åtgärd {page} c"), ordered=False),
        Table((f"Antal besök {page}", "2022", "2023", "2024"), (*months, sums)),
    ]


def _money(name: str, chance: random.Random) -> tuple[str, list[int]]:
    budget = -chance.randint(1000, 90_000)
    period, forecast = budget * 10 // 12, budget * chance.randint(95, 105) // 100
    return name, [budget, period, period + chance.randint(-900, 900), forecast, forecast - budget]


def _row(name: str, figures: list[int]) -> tuple[str, ...]:
    return (name, *map(_shown, figures))


def _told(name: str, figures: list[int], chance: random.Random) -> str:
    more = figures[1] - figures[2]
    return SENTENCE.format(
        name=name,
        actual=_shown(-figures[2]),
        difference=_shown(abs(more)),
        word="högre" if more > 0 else "lägre",
        count=chance.randint(20, 900),
    )


def _shown(value: int) -> str:
    return f"{value:,}".replace(",", " ")


def untagged(pdf: bytes) -> bytes:
    """The PDF with its structure under a name that no reader looks for."""
    return pdf.replace(b"/StructTreeRoot", b"/StructTreeRxxt")


def reviewed(path: Path) -> int:
    """Read, review and print one report; how many contradictions there were."""
    from uppsikt.reading import read
    from uppsikt.review import render_text, review

    found = review([read(path)])
    render_text(found)
    return len(found.contradictions)


def extracted(path: Path) -> int:
    """Take the text out of a PDF and do nothing with it; how long it is."""
    import pypdfium2  # type: ignore[import-untyped]

    with pypdfium2.PdfDocument(path) as pdf:
        return sum(len(page.get_textpage().get_text_range()) for page in pdf)


CONTESTANTS: dict[str, Callable[[Path], int]] = {"review": reviewed, "extract": extracted}


def one(name: str, path: Path) -> None:
    """In the child: processor seconds of each round after a first one, the result, and peak MB."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    if name == "review":
        from uppsikt.review.child import leave_garbage

        leave_garbage()  # as the process does that reviews for the command
    result = CONTESTANTS[name](path)
    times = [time.process_time()]
    for _ in range(ROUNDS):
        CONTESTANTS[name](path)
        times.append(time.process_time())
    taken = [after - before for before, after in pairwise(times)]
    print(json.dumps({"seconds": taken, "result": result, "peak": peak()}))


def peak() -> int:
    """The most MB that this process has used; getrusage would count its parent's as well."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text("ascii"))
    return int(found[1]) // 1024 if found else 0


def run(name: str, path: Path) -> tuple[float, int, int]:
    """One contestant in a process of its own: median seconds, result, and peak MB."""
    command = [sys.executable, "-m", "bench.review", "--one", name, str(path)]
    told = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return statistics.median(told["seconds"]), told["result"], told["peak"]


def command(path: Path) -> float:
    """Median seconds of the whole command, start-up and child process included."""
    uppsikt = str(Path(sys.executable).with_name("uppsikt"))
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        done = subprocess.run([uppsikt, "review", str(path)], capture_output=True, check=False)
        times.append(time.perf_counter() - began)
        if done.returncode not in (0, 1):
            raise RuntimeError(done.stderr.decode())
    return statistics.median(times)


def measure(folder: Path) -> bool:
    """Prints every contestant beside the text; whether all limits were kept."""
    from tools.review_documents.pdf import by_ourselves  # weighs too much for the contestants

    blocks = report(PAGES)
    files = {name: folder / f"rapport-{name}" for name in ("text.txt", "taggad.pdf", "otaggad.pdf")}
    files["text.txt"].write_text(columns(blocks), "utf-8")
    pdf = by_ourselves(blocks, "Rapport")
    assert pdf is not None, "all its figures are whole"
    files["taggad.pdf"].write_bytes(pdf)
    files["otaggad.pdf"].write_bytes(untagged(pdf))
    lines = files["text.txt"].read_text("utf-8").count("\n")
    print(f"{PAGES} parts, {lines} lines of text, {len(pdf) // 1024} kB PDF; {ROUNDS} rounds")
    text, _, used = run("review", files["text.txt"])
    _print("review of the text", text, text, used)
    kept = [text < LIMIT, used < LARGEST]
    for name in ("taggad.pdf", "otaggad.pdf"):
        extraction, _, least = run("extract", files[name])
        taken, _, used = run("review", files[name])
        _print(f"text out of {name}", extraction, text, least)
        _print(f"review of {name}", taken, text, used)
        allowed = extraction + TIMES_TEXT * text
        print(f"{'':30}allowed {allowed:.3f} s: {taken / allowed:.2f} of it used")
        kept += [taken <= allowed, used < LARGEST]
    _print("whole command on the text", command(files["text.txt"]), text, 0)
    print(f"limits: text {LIMIT} s, memory {LARGEST} MB, {'kept' if all(kept) else 'BROKEN'}")
    return all(kept)


def _print(name: str, seconds: float, text: float, peak: int) -> None:
    memory = f"{peak:6} MB" if peak else ""
    print(f"{name:30}{seconds:8.3f} s{seconds / text:8.2f} of the text{memory}")


def main() -> int:
    """Returns 1 if a limit is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--one", nargs=2, metavar=("NAME", "FILE"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        one(asked.one[0], Path(asked.one[1]))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        return 0 if measure(Path(folder)) else 1


if __name__ == "__main__":
    sys.exit(main())
