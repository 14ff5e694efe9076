"""`uppsikt look`: a municipality's own looks, tried, added and chosen."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from uppsikt.cli import acting, installation
from uppsikt.cli.output import progress, refuse_folder, write_file
from uppsikt.figures import UppsiktError
from uppsikt.store import Store

if TYPE_CHECKING:
    from uppsikt.documents.look import Look
    from uppsikt.look.selectors import KeptLook


class NotSaid(UppsiktError):
    """It was not said which look, or on what it is to be tried."""


def run(options: argparse.Namespace) -> int:
    """Does what the verb says."""
    verbs = {"list": _list, "example": _example, "try": _try, "add": _add, "choose": _choose}
    for line in verbs[options.verb](options):
        print(line)
    return 0


def _list(options: argparse.Namespace) -> Iterator[str]:
    """Every look, and which one holds since when."""
    if options.what:
        raise NotSaid(
            "list visar alla utseenden och tar ingen mapp och inget nummer.",
            values=[f"”{options.what}”"],
            todo="Skriv «uppsikt look list», eller prova ett med «uppsikt look try».",
        )
    installation.open_to_read()
    from uppsikt.look.selectors import OWN, choices, versions

    every, made = versions(reader=acting.reader()), choices(reader=acting.reader())
    now = made[-1].number if made else OWN
    for one in every:
        added = f", inlagt {installation.day(one.added_at)} av {one.actor}" if one.added_at else ""
        since = f" {installation.day(made[-1].since)} av {made[-1].actor}" if made else ""
        yield f"{_told(one)}{added}{f' – valt{since}' if one.number == now else ''}"
    if len(every) == 1:
        yield "Inget eget utseende är inlagt. Lägg in ett med «uppsikt look add MAPP»."


def _example(options: argparse.Namespace) -> Iterator[str]:
    """Writes a folder to begin from; no data folder need be there."""
    from uppsikt.look.example import write_example

    folder = Path(_asked(options, "vilken mapp exemplet ska skrivas till", "mitt-utseende"))
    write_example(folder)
    yield f"Exemplet är skrivet till {folder}. Ändra i {folder / 'utseende.toml'}, och prova:"
    yield f"uppsikt look try {shlex.quote(str(folder))}"


def _add(options: argparse.Namespace) -> Iterator[str]:
    """Keeps a folder as the next version, and tells what is in it."""
    from uppsikt.documents.look_folder import read_look

    path = Path(_asked(options, "vilken mapp utseendet ligger i", "utseende"))
    look = read_look(path)
    folder = installation.open_to_write()
    from uppsikt.look.services import add_look

    done = add_look(
        actor=acting.actor(), now=installation.now(), store=Store(folder.columns), folder=path
    )
    number = done.look.number
    yield from _contents(look)
    if done.is_new:
        yield f"Inlagt med nummer {number}. Det används när det väljs: uppsikt look choose {number}"
    else:
        yield f"Samma utseende är redan inlagt med nummer {number}. Ingenting är ändrat."


def _choose(options: argparse.Namespace) -> Iterator[str]:
    """Lets everything be written in a version from now on."""
    number = _number(_asked(options, "vilket utseende som ska väljas", "1"))
    installation.open_to_read()
    from uppsikt.look.services import choose_look

    done = choose_look(actor=acting.actor(), now=installation.now(), number=number)
    if done.is_new:
        yield f"Valt: {_told(done.look)}. Rapporter som redan är lämnade ändras inte."
    else:
        yield f"Redan valt: {_told(done.look)}. Ingenting är ändrat."


def _told(look: KeptLook) -> str:
    return f"{look.number} {look.name}"


def _try(options: argparse.Namespace) -> Iterator[str]:
    """Checks a folder or a version; with a committee and a month also writes their report."""
    target = _target(options)
    look = _look(_asked(options, "vilket utseende som ska provas", "utseende"))
    yield from _contents(look)
    if target is None:
        return
    from uppsikt.cli.given import month
    from uppsikt.cli.report import RENDERED, build

    period = month(options.period)
    folder = installation.open_to_read()
    report = build(folder, options.committee, period, options.form, look=look)
    write_file(target, RENDERED[target.suffix[1:]].content(report.document))
    progress(f"Provet är skrivet till {target}. Ingenting är ändrat eller lämnat ut.")


def _contents(look: Look) -> tuple[str, ...]:
    """What is in a look, a line each; no data folder need be there."""
    from uppsikt.documents.look_folder import told
    from uppsikt.followup.forms.parts import NAMES

    return told(look, NAMES)


def _look(asked: str) -> Look:
    """The look of a folder, or of the version whose number was given."""
    from uppsikt.documents.look_folder import read_look

    if not asked.isdecimal() or Path(asked).is_dir():
        # Asked of the forms themselves: no data folder need be there to try a look.
        from uppsikt.followup.forms.parts import check_sections

        found = read_look(Path(asked))
        check_sections(found)
        return found
    folder = installation.open_to_read()
    from uppsikt.look.selectors import look

    return look(reader=acting.reader(), store=Store(folder.columns), number=int(asked))


def _asked(options: argparse.Namespace, what: str, example: str) -> str:
    """The folder or number that was given. Raises NotSaid."""
    if not options.what:
        raise NotSaid(
            f"Det framgår inte {what}.",
            todo=f"Skriv till exempel «uppsikt look {options.verb} {example}».",
        )
    return str(options.what)


def _number(text: str) -> int:
    """The number of a look. Raises NotSaid for what is no number."""
    if not text.isdecimal():
        raise NotSaid(
            "Ett utseende väljs med sitt nummer.",
            values=[f"”{text}”"],
            todo="Se numren med «uppsikt look list». Lägg in en mapp med «uppsikt look add MAPP».",
        )
    return int(text)


def _target(options: argparse.Namespace) -> Path | None:
    """Where the trial goes; None when there is to be none. Raises NotSaid."""
    given = (options.committee, options.period, options.output)
    if not any(given):
        return None
    target = Path(options.output or "")
    if not all(given) or target.suffix not in (".html", ".pdf", ".docx", ".xlsx"):
        raise NotSaid(
            "För att prova utseendet på en rapport behövs nämnd, månad och en fil.",
            todo="Ange --committee, --period och -o FIL som slutar på .pdf, .docx, .html "
            "eller .xlsx. Utan dem kontrolleras bara utseendet.",
        )
    refuse_folder(target)
    return target
