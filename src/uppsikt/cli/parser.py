"""From the table of commands to a parser with Swedish help."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from difflib import get_close_matches

from uppsikt import __version__
from uppsikt.cli.command import Command
from uppsikt.cli.commands import COMMANDS
from uppsikt.cli.swedish import swedish

PROGRAM = "uppsikt"
_ABOUT = "Uppsikt: från huvudbok till nämndens uppföljningsrapport."


class _Help(argparse.RawDescriptionHelpFormatter):
    """Keeps the lines of examples; wraps nothing that we have wrapped."""


def build() -> argparse.ArgumentParser:
    """The whole parser: one sub-parser for each row of the table."""
    parser = argparse.ArgumentParser(
        prog=PROGRAM,
        description=_ABOUT,
        epilog=f"exempel:\n  {PROGRAM} demo\n  {PROGRAM} report --help",
        formatter_class=_Help,
        allow_abbrev=False,
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"{PROGRAM} {__version__}",
        help="visa programmets version",
    )
    parser.add_argument(
        "--as",
        dest="acting_as",
        metavar="ADRESS",
        help="före kommandot: utför det med den användarens rättigheter; det noteras i loggen",
    )
    chosen = parser.add_subparsers(title="kommandon", metavar="KOMMANDO", dest="command")
    for command in COMMANDS:
        _add(chosen, command)
    return parser


def _add(chosen: argparse._SubParsersAction[argparse.ArgumentParser], command: Command) -> None:
    sub = chosen.add_parser(
        command.name,
        help=command.summary,
        description=_wrapped(command.text),
        epilog=f"exempel:\n  {PROGRAM} {command.example}",
        formatter_class=_Help,
        allow_abbrev=False,
    )
    for argument in command.arguments:
        sub.add_argument(*argument.names, help=argument.help, **argument.keywords)
    sub.set_defaults(run=command.run, fault=command.fault)


def _wrapped(text: str) -> str:
    from textwrap import fill

    return fill(text, width=80)


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Options of a command line; `run` in them is the dotted name of what to do.

    Ends the process by SystemExit: 0 after help, 2 after a fault in the command line.
    """
    with swedish():
        parser = build()
        if not arguments:
            parser.print_help()
            parser.exit(0)
        _refuse_unknown(parser, arguments[0])
        return parser.parse_args(arguments)


def _refuse_unknown(parser: argparse.ArgumentParser, first: str) -> None:
    known = [command.name for command in COMMANDS]
    if first.startswith("-") or first in known:
        return
    near = get_close_matches(first, known, n=1)
    hint = f"Menade du {near[0]}?" if near else f"Välj bland {', '.join(known)}."
    parser.error(f"kommandot {first} finns inte. {hint}")
