"""`uppsikt review`: the figures of a report that contradict each other."""

from __future__ import annotations

import argparse
from pathlib import Path

from uppsikt.cli.given import existing_file
from uppsikt.cli.output import progress, refuse_folder, write_file, write_standard
from uppsikt.review.safely import safely


def run(options: argparse.Namespace) -> int:
    """Reviews the files and writes the result. Status 0 without contradictions, 1 with.

    Raises NoFile, Unreadable, Stopped or NotWritable (status 2); then nothing is written.
    """
    files = [str(existing_file(text)) for text in options.files]
    earlier = [str(existing_file(text)) for text in options.against]
    target = Path(options.output) if options.output else None
    if target is not None:
        refuse_folder(target)
    outcome = safely(files, earlier, form=options.format)
    if target is None:
        write_standard(outcome.content, is_text=True, todo="")
    else:
        write_file(target, outcome.content)
        progress(f"Granskningen är skriven till {target}.")
    return outcome.status
