"""The details of a fault in the program, kept for whoever runs Uppsikt. No Django."""

from __future__ import annotations

import logging
import os
import tempfile
import traceback
from datetime import datetime
from pathlib import Path

from uppsikt.platform.data_folder import STOCKHOLM, DataFolder
from uppsikt.platform.logs import new_number, request_number

_logger = logging.getLogger("uppsikt.requests")

_MOST = 200
"""So many are kept; after that none is written until somebody has removed some."""


def keep_fault(fault: BaseException, number: str, *, now: datetime) -> Path:
    """Writes the fault's traceback, with what it said, to the data folder or among temporary files.

    The name holds the time and `number`, which the user is shown. What a fault says may be
    personal data, so only the owner may read it. A page that fails time after time fills no disk.
    """
    when = now.astimezone(STOCKHOLM).strftime("%Y%m%d-%H%M%S")
    name = f"fel-{when}-{number}.txt"
    text = "".join(traceback.format_exception(fault))
    folder = DataFolder.from_environment().root
    for place in (folder / name, Path(tempfile.gettempdir()) / f"uppsikt-{name}"):
        try:
            if sum(1 for _ in place.parent.glob("*fel-*.txt")) >= _MOST:
                continue
            handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
        except OSError:
            continue
        return place
    return Path(os.devnull)


def log_fault(fault: BaseException, *, now: datetime) -> None:
    """Logs what failed a request by its class and place, and keeps what it said with its number."""
    _logger.error("fault", exc_info=fault)
    keep_fault(fault, request_number.get() or new_number(), now=now)
