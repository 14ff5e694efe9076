"""`uppsikt upgrade`: the database brought up to the program's version."""

import argparse

from uppsikt.cli import installation


def run(_options: argparse.Namespace) -> int:
    """Upgrades under the data folder's lock; a database that is current is left alone."""
    folder = installation.open_to_upgrade()
    steps = installation.migrate(folder)
    if steps:
        print(f"Databasen är uppgraderad ({steps} steg).")
    else:
        print("Databasen är redan aktuell.")
    return 0
