"""A process where what takes long to import is imported, and that forks into one for each command.

The tests give hundreds of commands, and starting each of them anew took longer than what they do.
A forked process has its own folder, environment and standard streams, runs the command's own
module from its beginning, and ends with its own status: all but the start is as users have it.
Django is made ready before the fork, with settings that are forgotten again: each command reads
its own, and no command sees another's.

`python warm_process.py FD` is told what to run on a socket that it inherits, and answers there
with the status that subprocess would have given. It ends when nobody holds the other end.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import pkgutil
import runpy
import socket
import sys
import tempfile
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.db import connections
from django.utils.functional import empty

_IMPORTED = (
    "django.core.management",
    "django.core.serializers.json",
    "django.db.backends.sqlite3.base",
    "django.db.backends.postgresql.base",
    "django.db.migrations.executor",
    "django.template.defaulttags",
    "django.template.loader_tags",
    "django.templatetags.i18n",
    "django.utils.translation.reloader",
    "django.views.debug",
    "docx",
    "duckdb",
    "fido2.features",
    "fido2.server",
    "lxml.html",
    "markdown_it",
    "openpyxl",
    "polars",
    "pypdfium2",
    "python_calamine",
    "snowballstemmer",
    "typst",
    "vl_convert",
    "xlsxwriter",
)
"""Libraries that our modules import where they are needed, and not before."""
_LEFT_OUT = ("uppsikt.api", "uppsikt.web")
"""Rooms that commands use little of, and that read settings when they are imported."""
_SETTINGS = "uppsikt.web.settings"
_LONGEST = 1 << 20  # bytes of a request: arguments and environment


def serve(asked: socket.socket) -> None:
    """Run what is asked for, one at a time, until the other end is closed."""
    with tempfile.TemporaryDirectory() as folder:
        _make_django_ready(Path(folder))
        for name in _IMPORTED:
            importlib.import_module(name)
        _import_ours()
        _forget_settings()
    gc.freeze()  # a collection in a child would otherwise copy all memory
    while True:
        request, streams, _, _ = socket.recv_fds(asked, _LONGEST, 3)
        if not request:
            gc.unfreeze()  # so that nothing is told of as leaked
            return
        child = os.fork()
        if not child:
            asked.close()
            _become(json.loads(request), streams)
        for stream in streams:
            os.close(stream)
        _, ended = os.waitpid(child, 0)
        asked.sendall(json.dumps(os.waitstatus_to_exitcode(ended)).encode())


def _make_django_ready(folder: Path) -> None:
    """Import what Django does at each start, all models among it, for a data folder of no use."""
    for name in [name for name in os.environ if name.startswith("UPPSIKT_")]:
        del os.environ[name]
    os.environ.pop("DATABASE_URL", None)
    os.environ |= {"DJANGO_SETTINGS_MODULE": _SETTINGS, "UPPSIKT_DATA": str(folder)}
    django.setup()


def _import_ours() -> None:
    """Import each module of the program but those of the rooms left out."""
    import uppsikt

    for room in pkgutil.iter_modules(uppsikt.__path__, "uppsikt."):
        if room.name in _LEFT_OUT or not room.ispkg:
            continue
        folder = importlib.import_module(room.name).__path__
        for module in pkgutil.walk_packages(folder, f"{room.name}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)


def _forget_settings() -> None:
    """Leave the settings to be read by whoever asks for them next, the databases' among them."""
    for alias in connections:
        if connections[alias].connection is not None:
            raise AssertionError("a connection that is open would be shared by all commands")
        del connections[alias]
    del connections.settings  # it is worked out anew when it is asked for
    vars(connections)["_settings"] = None
    settings._wrapped = empty
    del sys.modules[_SETTINGS]


def _become(request: Mapping[str, Any], streams: list[int]) -> None:
    """Be the process that was asked for, and end as it ends."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(request["environment"])
    more = [path for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path]
    sys.path[:1] = [request["folder"], *more]
    os._exit(_ended(request))


def _ended(request: Mapping[str, Any]) -> int:
    """Run the module or code to its end as Python itself would; return the status."""
    status = 0
    try:
        if "module" in request:
            sys.argv = [request["module"], *request["arguments"]]
            runpy.run_module(request["module"], run_name="__main__", alter_sys=True)
        else:
            sys.argv = ["-c", *request["arguments"]]
            exec(request["code"], {"__name__": "__main__"})
    except SystemExit as end:
        if end.code is not None and not isinstance(end.code, int):
            print(end.code, file=sys.stderr)
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001 — as Python does with what nobody catches
        traceback.print_exc()
        status = 1
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    return status


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as channel:
        serve(channel)
