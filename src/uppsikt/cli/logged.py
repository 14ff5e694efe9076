"""One line in the log for each command, where the log is read by a machine."""

from __future__ import annotations

import logging
import logging.config
from collections.abc import Callable, Sequence
from time import perf_counter

from uppsikt.cli.commands import COMMANDS
from uppsikt.platform.logs import JSON, configuration, event


def logged(run: Callable[[], int], arguments: Sequence[str]) -> int:
    """Runs a command and logs its name, its status and how long it took; never its arguments."""
    logging.config.dictConfig(configuration(JSON))
    began, status = perf_counter(), 1
    try:
        status = run()
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
        raise
    finally:
        known = {command.name for command in COMMANDS}
        event(
            logging.getLogger("uppsikt.commands"),
            "command",
            logging.INFO if status == 0 else logging.WARNING,
            command=next((word for word in arguments[:1] if word in known), None),
            status=status,
            ms=round((perf_counter() - began) * 1000),
        )
    return status
