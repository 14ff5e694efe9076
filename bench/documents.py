"""How long five formats of one report of some fifteen pages take, in one process.

Eight tables, eight charts and prose. Every round has figures of its own, so that no picture is
known from the round before; the first round also starts the engines and is shown apart.
"""

from __future__ import annotations

import random
import re
import statistics
import sys
import time
from collections.abc import Callable
from decimal import Decimal

from uppsikt.documents import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Row,
    Series,
    Table,
    Text,
    history_chart,
    render_docx,
    render_html,
    render_json,
    render_pdf,
    render_xlsx,
    variance_chart,
)
from uppsikt.documents.model import SeriesRole
from uppsikt.figures import Unit

LIMIT = 2.0
ROUNDS = 7
ACTIVITIES = 24
FORMATS: dict[str, Callable[[Document], str | bytes]] = {
    "html": render_html,
    "pdf": render_pdf,
    "docx": render_docx,
    "xlsx": render_xlsx,
    "json": render_json,
}
SENTENCE = "Kostnaden är högre än budget, eftersom fler hushåll har fått bistånd under längre tid. "


def report(seed: int) -> Document:
    """A report with figures of its own."""
    chance = random.Random(seed)
    blocks: list[Block] = []
    for number in range(1, 9):
        table = _table(f"tabell{number}", chance)
        blocks += [Heading(1, f"Avsnitt {number}"), *[Paragraph((Text(SENTENCE * 6),))] * 3, table]
        blocks += [Heading(2, "Bilden"), _chart(number, table, chance)]
        blocks += [*[Paragraph((Text(SENTENCE * 6),))] * 2, PageBreak()]
    return Document(
        title=f"Budgetuppföljning {seed}",
        subtitle="Nämnden",
        author="Förvaltningen",
        date="2022-11-11",
        period_text="januari–oktober 2022",
        blocks=tuple(blocks),
        identifier=f"matning-{seed}",
    )


def _table(key: str, chance: random.Random) -> Table:
    columns = tuple(
        Column(f"Kolumn {number}", f"Kolumn\n{number}", "variance" if number == 6 else "normal")
        for number in range(1, 7)
    )
    figures = [[chance.randint(-60000, 9000) for _ in columns] for _ in range(ACTIVITIES)]
    rows = [
        Row(f"Verksamhet {n}", f"Verksamhet {n}", "row", tuple(map(_cell, values)), f"v{n}")
        for n, values in enumerate(figures, 1)
    ]
    total = tuple(_cell(sum(values)) for values in zip(*figures, strict=True))
    rows.append(Row("Summa", "Summa", "sum", total, "summa"))
    return Table(key, key, f"Nettokostnader {key}", Unit.TKR, columns, tuple(rows))


def _cell(value: int) -> Cell:
    return Cell(value, Decimal(value) + Decimal("0.125"))


def _chart(number: int, table: Table, chance: random.Random) -> Block:
    if number % 2:
        variances = [(row.text, row.cells[5].printed) for row in table.rows[:11]]
        return variance_chart("Avvikelser", "avvikelse per verksamhet", variances, Unit.TKR)
    roles: tuple[SeriesRole, ...] = ("this", "last", "older")
    series = [
        Series(str(2022 - index), role, tuple(chance.randint(3000, 7000) for _ in range(12)))
        for index, role in enumerate(roles)
    ]
    return history_chart("Tre år", "kostnad", series, Unit.TKR)


def round_of(seed: int) -> tuple[dict[str, float], int]:
    """Seconds per format, in the order of FORMATS, and the number of pages of the PDF."""
    doc, taken, pages = report(seed), {}, 0
    for name, render in FORMATS.items():
        began = time.perf_counter()
        made = render(doc)
        taken[name] = time.perf_counter() - began
        if isinstance(made, bytes) and made.startswith(b"%PDF"):
            pages = int(re.findall(rb"/Type/Pages/Count (\d+)", made)[0])
    return taken, pages


def main() -> int:
    """Prints medians per format and of the whole; returns 1 if the limit is broken."""
    (first, pages), *later = [round_of(seed) for seed in range(ROUNDS + 1)]
    rounds = [taken for taken, _ in later]
    print(f"{pages} pages, 8 tables, 8 charts; {ROUNDS} rounds after the first")
    print(f"{'format':10}{'median s':>10}{'min s':>8}{'max s':>8}{'first s':>9}")
    for name in FORMATS:
        times = [taken[name] for taken in rounds]
        shown = f"{statistics.median(times):10.3f}{min(times):8.3f}{max(times):8.3f}"
        print(f"{name:10}{shown}{first[name]:9.3f}")
    totals = [sum(taken.values()) for taken in rounds]
    median, whole_first = statistics.median(totals), sum(first.values())
    print(f"{'all':10}{median:10.3f}{min(totals):8.3f}{max(totals):8.3f}{whole_first:9.3f}")
    print("html pays for all pictures, in two widths; docx for the PNG of each")
    print(f"limit for all five: {LIMIT} s, {'kept' if median < LIMIT else 'BROKEN'}")
    return 0 if median < LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
