"""How long a review of a made-up report of a hundred pages takes, as text and as PDF.

Measured as users have it: a whole `uppsikt review`, start-up and child process included, and its
processor time, so that whatever else the machine does is left out. The PDF is reviewed with the
structure that it is tagged with, and with that made unreadable. The peer is a bare Python that
starts, takes the text out of the tagged PDF with pypdfium2 and does nothing with it.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
from pathlib import Path

from bench.spent import Spent, spent
from tools.review_documents.plain import columns
from tools.review_documents.source import Block, Heading, Items, Paragraph, Table

PAGES = 100
ROUNDS = 5
LIMITS = {"text.txt": 10.2, "taggad.pdf": 17.2, "otaggad.pdf": 11.2}
"""Times the processor time of pypdfium2 in a bare Python: see decision 0049."""
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


EXTRACT = """
import sys, pypdfium2
with pypdfium2.PdfDocument(sys.argv[1]) as pdf:
    assert sum(len(page.get_textpage().get_text_range()) for page in pdf)
"""


def measure(folder: Path) -> bool:
    """Prints every contestant beside the peer; whether all limits were kept."""
    from tools.review_documents.pdf import by_ourselves  # weighs too much to import for nothing

    blocks = report(PAGES)
    files = {name: folder / f"rapport-{name}" for name in LIMITS}
    files["text.txt"].write_text(columns(blocks), "utf-8")
    pdf = by_ourselves(blocks, "Rapport")
    assert pdf is not None, "all its figures are whole"
    files["taggad.pdf"].write_bytes(pdf)
    files["otaggad.pdf"].write_bytes(untagged(pdf))
    lines = files["text.txt"].read_text("utf-8").count("\n")
    print(f"{PAGES} parts, {lines} lines of text, {len(pdf) // 1024} kB PDF; {ROUNDS} rounds")
    uppsikt = str(Path(sys.executable).with_name("uppsikt"))
    commands = {name: [uppsikt, "review", str(path)] for name, path in files.items()}
    commands[PEER] = [sys.executable, "-c", EXTRACT, str(files["taggad.pdf"])]
    taken = _taken(commands, folder / "kept")
    return _verdict(taken)


PEER = "bare Python, pypdfium2"


def _taken(commands: dict[str, list[str]], kept: Path) -> dict[str, list[Spent]]:
    """What each took in each round, in turns, after a round that compiles."""
    found: dict[str, list[Spent]] = {name: [] for name in commands}
    for number in range(ROUNDS + 1):
        for name, command in commands.items():
            one = spent(command, kept, well=(0, 1))
            if number:
                found[name].append(one)
    return found


def _verdict(found: dict[str, list[Spent]]) -> bool:
    peers = [seconds for seconds, _ in found[PEER]]
    kept = True
    print(f"{'processor seconds':24}{'min':>8}{'median':>8}{'ratio':>8}{'limit':>8}{'MB':>6}")
    for name, runs in found.items():
        times = [seconds for seconds, _ in runs]
        ratio = statistics.median(a / b for a, b in zip(times, peers, strict=True))
        peak, limit = max(used for _, used in runs), LIMITS.get(name, 1.0)
        good = ratio <= limit and peak < LARGEST
        kept = kept and good
        shown = f"{min(times):8.3f}{statistics.median(times):8.3f}{ratio:8.2f}{limit:8.2f}{peak:6}"
        print(f"{name:24}{shown}{'' if good else '  BROKEN'}")
    print(f"limits: as shown, memory {LARGEST} MB, {'kept' if kept else 'BROKEN'}")
    return kept


def main() -> int:
    """Returns 1 if a limit is broken."""
    with tempfile.TemporaryDirectory() as folder:
        return 0 if measure(Path(folder)) else 1


if __name__ == "__main__":
    sys.exit(main())
