"""`uppsikt rights`: what each role meets at each address of the site."""

from __future__ import annotations

import argparse
from importlib import import_module

from uppsikt.cli import installation


def run(options: argparse.Namespace) -> int:
    """Prints the table, as text or as the page of the documentation."""
    installation.open_to_read()
    # The pages are no floor below the commands: they are asked by name, as `uppsikt serve` does.
    print(import_module("uppsikt.web.rights_text").printed(markdown=options.markdown))
    return 0
