"""`uppsikt setup`: a committee from its file, and the files that it was set up from."""

from __future__ import annotations

import argparse

from uppsikt.cli import acting, installation
from uppsikt.cli.given import existing_file
from uppsikt.cli.output import progress, write_standard
from uppsikt.figures import NothingThere, UppsiktError


class FileOrShow(UppsiktError):
    """A set-up file is to be read or shown, and it is not said which, or both are."""


def run(options: argparse.Namespace) -> int:
    """Sets the committee up, or changes it: all of the file, or nothing of it. Or shows a file."""
    if (options.file is None) == (options.show is None) or (options.number and not options.show):
        raise FileOrShow(
            "Antingen läses en installationsfil in, eller så visas en som är inläst.",
            todo="Ange FIL.toml, eller --show KORTNAMN, där --number säger vilken av filerna.",
        )
    if options.show is not None:
        _show(options.show, options.number)
        return 0
    path = existing_file(options.file)
    installation.open_to_write()
    from uppsikt.organisation.services import setup_committee

    print(
        setup_committee(
            actor=acting.actor(), now=installation.now(), path=path, reason=options.reason
        )
    )
    return 0


def _show(committee: str, wanted: int | None) -> None:
    """Write a file that was read to standard output; beside it, which of them it is."""
    installation.open_to_read()
    from uppsikt.organisation.selectors import setup_texts

    texts = setup_texts(reader=acting.reader(), committee=committee)
    number = wanted or len(texts)
    if number > len(texts):
        raise NothingThere(
            f"Så många installationsfiler har inte lästs in för {committee}.",
            values=[f"--number {number}"],
            todo=f"Ange ett nummer från 1 till {len(texts)}.",
        )
    progress(f"Installationsfil {number} av {len(texts)} för {committee}.")
    write_standard(texts[number - 1].encode(), is_text=True, todo="")
