"""The rows of the table of commands for jobs and who does them."""

from __future__ import annotations

from uppsikt.cli.command import Argument, Command


def job_number(text: str) -> int:
    """The number of a job, from 1. Raises ValueError, which argparse words by `__name__`."""
    if int(text) < 1:
        raise ValueError(text)
    return int(text)


job_number.__name__ = "arbetets nummer (1, 2 …)"

JOBS = Command(
    name="jobs",
    summary="visa arbeten som väntar, pågår eller är avslutade, och avbryt eller gör om dem",
    text=(
        "Visar de senaste arbetena: inläsningar och annat som en egen process utför. Med ett "
        "nummer visas arbetet helt, med resultat eller fel."
    ),
    example="jobs",
    run="uppsikt.cli.jobs:run",
    arguments=(
        Argument(
            ("number",),
            "arbetet att visa helt",
            {"type": job_number, "metavar": "NUMMER", "nargs": "?"},
        ),
        Argument(
            ("--cancel",),
            "avbryt arbetet; det som pågår slutar utan att något är ändrat",
            {"type": job_number, "metavar": "NUMMER"},
        ),
        Argument(
            ("--retry",),
            "gör om ett arbete som misslyckades eller avbröts",
            {"type": job_number, "metavar": "NUMMER"},
        ),
    ),
)

WORKER = Command(
    name="worker",
    summary="utför arbeten, i en egen process",
    text=(
        "Utför arbeten tills du trycker Ctrl+C. «uppsikt serve» startar en sådan process själv; "
        "kör kommandot på andra datorer som delar datamapp och databas när fler behövs."
    ),
    example="worker --until-empty",
    run="uppsikt.cli.worker:run",
    arguments=(
        Argument(
            ("--until-empty",),
            "utför det som väntar och avsluta sedan",
            {"action": "store_true"},
        ),
    ),
)
