"""`uppsikt serve`: the pages in a browser."""

import argparse
import errno
import socket
from importlib import import_module

from uppsikt.cli import installation
from uppsikt.cli.beside import worker_beside
from uppsikt.cli.output import progress
from uppsikt.figures import UppsiktError

PROCESSES = 2
"""How many processes answer, if nothing is said: one page that takes long stops no other."""


class PortTaken(UppsiktError):
    """Somebody else is served at the port already."""


def run(options: argparse.Namespace) -> int:
    """Serves until interrupted. An older database is refused before anything starts."""
    installation.open_to_read()
    start(options.host, options.port, options.processes)
    return 0


def start(host: str, port: int, processes: int = PROCESSES) -> None:
    """Says the address and serves there, with a worker beside, until interrupted.

    Raises PortTaken.
    """
    refuse_taken(host, port)
    progress(f"Sidorna visas på http://{_shown(host)}:{port}/ (avsluta med Ctrl+C).")
    with worker_beside():
        # Looked up by name: rooms on floor 9 do not import each other.
        import_module("uppsikt.web.serve").serve(host=host, port=port, workers=processes)


def refuse_taken(host: str, port: int) -> None:
    """Raises PortTaken, or OSError if the address is not this machine's.

    Asked before the server starts: it would tell so in a log of its own, once for each worker.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as fault:
            if fault.errno != errno.EADDRINUSE:
                raise
            raise PortTaken(
                f"Porten {port} är upptagen.",
                where=f"http://{_shown(host)}:{port}/",
                todo="Välj en annan port med --port.",
            ) from fault


def _shown(host: str) -> str:
    if host in {"0.0.0.0", "::"}:
        return "localhost"
    return f"[{host}]" if ":" in host else host
