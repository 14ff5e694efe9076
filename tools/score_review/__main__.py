"""``python -m tools.score_review [LABELS …] [--documents FOLDER]``: measure, and write the page."""

from __future__ import annotations

import re
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from . import labels, mutations, planted

PAGE = Path(__file__).resolve().parents[2] / "docs" / "granskningens-traffsakerhet.md"
ROUNDS = 200
SEED = 2025


def main(arguments: list[str] | None = None) -> int:
    """Measure what there is to measure, write it to the page, and print it."""
    asked = _asked(arguments)
    page = asked.page.read_text("utf-8")
    page = filled(page, "uppdiktade", planted.measure(planted.MISSES))
    if asked.labels:
        page = filled(page, "publicerade", labels.measure(asked.labels, asked.documents))
    if asked.documents:
        texts = sorted(asked.documents.glob("*.txt"))
        found = mutations.measure(texts, rounds=asked.rounds, seed=SEED)
        page = filled(page, "andrade", found)
    asked.page.write_text(page, "utf-8")
    sys.stdout.write(page)
    return 0


def filled(page: str, name: str, lines: list[str]) -> str:
    """The page with what stands between a section's marks replaced.

    Raises ValueError if the page has no such section.
    """
    marks = re.compile(rf"(<!-- {name} -->\n).*?(\n<!-- slut {name} -->)", re.DOTALL)
    body = "\n".join(lines)
    changed, times = marks.subn(lambda found: f"{found[1]}\n{body}\n{found[2]}", page)
    if times != 1:
        raise ValueError(f"the page has {times} sections named {name}")
    return changed


def _asked(arguments: list[str] | None) -> Namespace:
    parser = ArgumentParser(prog="python -m tools.score_review", description=__doc__)
    parser.add_argument("labels", nargs="*", type=Path, help="labelled reports (JSON)")
    parser.add_argument("--documents", type=Path, help="the folder of the labelled reports")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="changed figures a report")
    parser.add_argument("--page", type=Path, default=PAGE, help="the page to fill in")
    asked = parser.parse_args(arguments)
    if asked.labels and not asked.documents:
        parser.error("labels need --documents, where their reports lie")
    return asked


if __name__ == "__main__":
    sys.exit(main())
