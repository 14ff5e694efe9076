"""`uppsikt upgrade`: the database brought up to the program's version."""

import argparse
from pathlib import Path

from uppsikt.cli import installation


def run(options: argparse.Namespace) -> int:
    """Upgrades under the data folder's lock; a database that is current is left alone.

    A backup that is asked for is whole before anything is changed. An upgrade that was broken off
    goes on from the step that it had come to.
    """
    folder = installation.open_to_upgrade()
    if options.backup is not None and installation.database_age() is installation.Age.OLDER:
        from uppsikt.cli.backup import save_and_tell

        save_and_tell(Path(options.backup), accept=False)
    steps = installation.migrate(folder)
    if steps:
        print(f"Databasen är uppgraderad ({steps} steg).")
        _write_index()
    else:
        print("Databasen är redan aktuell.")
    return 0


def _write_index() -> None:
    """What was there before there was a search can be found too."""
    from uppsikt.platform.access.rules import COMMAND_LINE
    from uppsikt.platform.search.selectors import is_empty
    from uppsikt.platform.search.services import rebuild

    if is_empty():
        rebuild(actor=COMMAND_LINE)
