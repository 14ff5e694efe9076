"""`uppsikt` as a user runs it: a process of its own, in a folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

DEMO_DATA = Path(__file__).parents[2] / "src/uppsikt/demo/data"


class Program:
    """Runs commands in a folder, on the data folder below it, with SQLite."""

    def __init__(self, folder: Path, data: Path | None = None) -> None:
        self.folder = folder
        self.data = data or folder / "data"

    def __call__(
        self, *arguments: str | Path, database: str | None = None
    ) -> subprocess.CompletedProcess[str]:
        return self._run("uppsikt.cli", *arguments, database=database)

    def django(self, *arguments: str) -> None:
        assert self._run("django", *arguments).returncode == 0

    @property
    def environment(self) -> dict[str, str]:
        rest = {name: text for name, text in os.environ.items() if name != "DATABASE_URL"}
        settings = {
            "UPPSIKT_DATA": str(self.data),
            "DJANGO_SETTINGS_MODULE": "uppsikt.web.settings",
        }
        return rest | settings

    def _run(
        self, module: str, *arguments: str | Path, database: str | None = None
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", module, *arguments],
            cwd=self.folder,
            env=self.environment | ({"DATABASE_URL": database} if database else {}),
            capture_output=True,
            text=True,
            check=False,
        )
