"""``python -m tools.review_documents``: write the plants and the PDFs that tests do not make."""

from __future__ import annotations

import gzip
import json
from dataclasses import asdict

from .formats import place
from .pdf import from_browser, from_word
from .source import FOLDER, names, plants, report, source, traps


def sidecar(name: str) -> str:
    """The JSON beside a source: what is planted in it, and what may not be reported."""
    text = source(name)
    shown = {
        "plants": [asdict(plant) for plant in plants(text)],
        "traps": [asdict(trap) for trap in traps(text)],
    }
    return json.dumps(shown, ensure_ascii=False, indent=1) + "\n"


def main() -> None:
    """Write all of it; LibreOffice and Chromium have to be installed."""
    for name in names():
        (FOLDER / f"{name}.json").write_text(sidecar(name), "utf-8")
        for planted in (False, True):
            blocks = report(source(name), planted=planted)
            printed = {"word.pdf": from_word(blocks), "webb.pdf": from_browser(blocks, name)}
            for form, content in printed.items():
                kept = place(name, form, planted=planted)
                kept.write_bytes(gzip.compress(content, 9, mtime=0))


if __name__ == "__main__":
    main()
