"""The web server: Granian with two WSGI workers, started from code."""

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from uppsikt.platform import logs

WORKERS = 2
THREADS_PER_WORKER = 4
"""Pages read column files and wait little: more threads would only queue on the processor."""

SECONDS_TO_STOP = 3
"""A worker that is told to stop while it starts may miss it; then it is ended."""

_LOG_TO_STDERR = {
    "formatters": {
        name: {"()": "uppsikt.platform.logs.Lines", "form": logs.form()}
        for name in ("generic", "access")
    },
    "handlers": {
        name: {
            "class": "logging.StreamHandler",
            "formatter": formatter,
            "stream": "ext://sys.stderr",
        }
        for name, formatter in (("console", "generic"), ("access", "access"))
    },
}


def serve(*, host: str = "127.0.0.1", port: int = 8000, workers: int = WORKERS) -> None:
    """Serve the pages at `host`:`port` until interrupted.

    The server logs to standard error, so that standard output holds results only.
    """
    Server(
        "uppsikt.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS_PER_WORKER,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=SECONDS_TO_STOP,
        # Its daily messages are in English, and say nothing that the command has not said.
        log_level=LogLevels.error,
        log_dictconfig=_LOG_TO_STDERR,
    ).serve()
