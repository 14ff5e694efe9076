"""`uppsikt setup`: a committee from its file."""

import argparse
from pathlib import Path

from uppsikt.cli import installation


def run(options: argparse.Namespace) -> int:
    """Sets the committee up, or changes it; all of the file or nothing of it."""
    path = Path(options.file)
    installation.refuse_missing(path)
    installation.open_to_write()
    from uppsikt.organisation.services import setup_committee
    from uppsikt.platform.access.rules import COMMAND_LINE

    print(setup_committee(actor=COMMAND_LINE, now=installation.now(), path=path))
    return 0
