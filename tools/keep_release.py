"""Keeps a small data folder as a released version leaves it, for the test of upgrades.

    .venv/bin/python tools/keep_release.py

Run it at each release, when the version and CHANGELOG.md are set: it writes
`tests/upgrade/VERSION.tar.xz` with the data folder, and what a report said of it in `figures.json`.
An earlier version is kept from its source: `--source PATH/src` with a checkout of it.

The same files give the same bytes, but for what the program itself notes of time.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
KEPT = ROOT / "tests/upgrade"
MOST = 500_000
"""Bytes: the repository holds one for each release, for ever."""

COMMITTEE = "arbetslivsnamnden"
PERIOD = "2022-10"
REPORT = ("report", "--committee", COMMITTEE, "--period", PERIOD, "--format", "json")
STEPS: tuple[tuple[str, ...], ...] = (
    ("setup", f"{COMMITTEE}.toml"),
    ("import", f"saldon-{COMMITTEE}-2021.csv", "huvudbok-2022.se"),
    ("import", f"prognos-{COMMITTEE}-2022.csv", "--committee", COMMITTEE),
    ("report", "--committee", COMMITTEE, "--period", PERIOD, "--format", "json", "--give-out"),
    ("period", "--committee", COMMITTEE, "--period", "2022-09", "--set", "closed"),
    ("comment", "--committee", COMMITTEE, "--period", PERIOD, "--row", "Ekonomiskt bistånd",
     "--column", "Prognos 2022", "--text", "Fler hushåll än väntat", "--author", "controller"),
)  # fmt: skip
"""What puts something in the folder. A step that the version does not have is left out, and told.
A new kind of data is given a step here, so that later versions are tried with it."""
NOT_KEPT = frozenset({"secret.key", "uppsikt.lock"})


def main() -> int:
    """Writes the file of one version. Returns 1 if it would be too large."""
    parser = argparse.ArgumentParser(description="Keep a data folder of a released version.")
    parser.add_argument("--source", type=Path, default=ROOT / "src", help="its src folder")
    source = parser.parse_args().source.resolve()
    version = _version(source)
    with tempfile.TemporaryDirectory() as folder:
        content = _packed(Path(folder), _figures(source, Path(folder)))
    if len(content) > MOST:
        print(f"{len(content)} bytes are more than {MOST}: leave something out of STEPS")
        return 1
    KEPT.mkdir(exist_ok=True)
    (KEPT / f"{version}.tar.xz").write_bytes(content)
    print(f"kept {version}: {len(content)} bytes")
    return 0


def _version(source: Path) -> str:
    text = (source / "uppsikt/__init__.py").read_text(encoding="utf-8")
    found = re.search(r'__version__ = "([^"]+)"', text)
    if found is None:
        raise SystemExit(f"no version in {source}")
    return found[1]


def _figures(source: Path, folder: Path) -> bytes:
    """Puts something in a data folder, and returns what its report then says."""
    for step in STEPS:
        done = _run(source, folder, step)
        if done.returncode:
            print(f"left out: {' '.join(step)}\n  {done.stderr.splitlines()[-1]}")
    report = _run(source, folder, REPORT)
    if report.returncode:
        raise SystemExit(report.stderr)
    return report.stdout.encode()


def _run(source: Path, folder: Path, step: tuple[str, ...]) -> subprocess.CompletedProcess[str]:
    data = source / "uppsikt/demo/data"
    words = [str(data / word) if (data / word).is_file() else word for word in step]
    rest = {name: text for name, text in os.environ.items() if name != "DATABASE_URL"}
    return subprocess.run(
        [sys.executable, "-m", "uppsikt.cli", *words],
        cwd=folder,
        env=rest | {"PYTHONPATH": str(source), "UPPSIKT_DATA": str(folder / "data")},
        capture_output=True,
        text=True,
        check=False,
    )


def _packed(folder: Path, report: bytes) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:xz", preset=9) as archive:
        _add(archive, "figures.json", json.dumps(json.loads(report), ensure_ascii=False).encode())
        for path in sorted((folder / "data").rglob("*")):
            if path.is_file() and path.name not in NOT_KEPT:
                _add(archive, path.relative_to(folder).as_posix(), path.read_bytes())
    return packed.getvalue()


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    about = tarfile.TarInfo(name)
    about.size, about.mode = len(content), 0o644
    archive.addfile(about, io.BytesIO(content))


if __name__ == "__main__":
    raise SystemExit(main())
