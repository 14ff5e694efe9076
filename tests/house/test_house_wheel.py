"""The product as it is delivered: the wheel, alone in an empty environment."""

from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
UV = ROOT / ".uv/bin/uv"
NEEDED = ("html", "woff2", "ttf", "css", "typ", "se", "toml", "csv")
"""Kinds of files that the product is not whole without."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not UV.exists(), reason="needs the uv that ./dev setup puts in .uv"),
]


def uv(*arguments: str | Path, **more: str) -> str:
    """Runs uv without network: what the wheel needs is in its cache since ./dev setup."""
    environment = {**os.environ, "UV_OFFLINE": "1", "UV_PYTHON_DOWNLOADS": "never", **more}
    done = subprocess.run(
        [UV, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    uv("build", "--wheel", "--out-dir", folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an environment that holds the wheel and what it needs."""
    folder = tmp_path_factory.mktemp("empty") / "venv"
    needed = ("--frozen", "--no-dev", "--no-install-project")
    uv("sync", *needed, UV_PROJECT_ENVIRONMENT=str(folder))
    uv("pip", "install", "--no-deps", "--python", folder / "bin/python", wheel)
    return folder / "bin"


def test_the_wheel_carries_all_that_is_not_code(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    kinds = {name.rpartition(".")[2] for name in names}
    assert [kind for kind in NEEDED if kind not in kinds] == []
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not any(name.startswith(("tests/", "docs/", "tools/", "bench/")) for name in names)


def test_the_wheel_has_every_file_of_the_package(wheel: Path) -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "src/uppsikt"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    wanted = {name.removeprefix("src/") for name in tracked.stdout.splitlines()}
    present = {name for name in wanted if (ROOT / "src" / name).exists()}
    assert present - set(zipfile.ZipFile(wheel).namelist()) == set()


def test_the_demo_runs_from_the_wheel_alone(installed: Path, tmp_path: Path) -> None:
    environment = {"PATH": str(installed), "LANG": "C.UTF-8", "HOME": str(tmp_path)}
    done = subprocess.run(
        [installed / "uppsikt", "demo", "--no-serve"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "−219\N{NO-BREAK SPACE}284" in done.stdout
    kinds = {path.suffix for path in (tmp_path / "out").iterdir()}
    assert kinds == {".html", ".pdf", ".docx", ".xlsx", ".json"}
    shutil.rmtree(tmp_path / "data")
