"""The command on files that were handed in."""

from __future__ import annotations

from uppsikt.cli.command import Argument, Command

FILES = Command(
    name="files",
    summary="inlämnade filer: visa, kontrollera och städa",
    text=(
        "list visar de filer som är inlämnade: när, hur stora, av vilket slag och vad de hör till. "
        "check läser igenom alla och säger om någon är skadad eller saknas. sweep tar bort det som "
        "inget hör till och som är äldre än en timme."
    ),
    example="files check",
    run="uppsikt.cli.files:run",
    arguments=(
        Argument(("verb",), "list, check eller sweep", {"choices": ("list", "check", "sweep")}),
    ),
)
