"""`uppsikt setup`: a committee from its file."""

from __future__ import annotations

import argparse

from uppsikt.cli import acting, installation
from uppsikt.cli.given import existing_file


def run(options: argparse.Namespace) -> int:
    """Sets the committee up, or changes it: all of the file, or nothing of it."""
    path = existing_file(options.file)
    installation.open_to_write()
    from uppsikt.organisation.services import setup_committee

    print(
        setup_committee(
            actor=acting.actor(), now=installation.now(), path=path, reason=options.reason
        )
    )
    return 0
