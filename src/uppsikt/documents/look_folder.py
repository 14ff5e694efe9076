"""A municipality's look as files: `utseende.toml` and what it names.

Everything in them comes from outside. The look is made whole or refused, with the file and
the field that is at fault.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from .contrast import nearest_readable, ratio_text, too_faint
from .fonts import checked_font
from .logo import checked_logo
from .look import OWN_LOOK, Colours, Letters, Logo, Look, Weight, WordTemplate
from .look_files import FILE, FolderFiles, LookFault, LookFiles
from .look_sections import TABLE, sections
from .word_template import checked_template

COLOURS = {
    "rubrik": "heading",
    "text": "ink",
    "stodtext": "ink_2",
    "blek_text": "ink_3",
    "accent": "accent",
    "ljus_accent": "accent_soft",
    "battre": "good",
    "samre": "bad",
    "bakgrund": "ground",
    "linje": "line",
}
"""The names of colours in the file, and our roles for them."""

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_CUTS: Mapping[str, tuple[Weight, bool]] = {
    "normal": (400, False),
    "halvfet": (600, False),
    "kursiv": (400, True),
}
_TOP = ("namn", "logotyp", "farger", "typsnitt", "word_mall", TABLE)


def read_look(folder: Path) -> Look:
    """Return the look that a folder describes. Raises LookFault and the faults of its parts."""
    return look_of(FolderFiles(folder))


def look_of(files: LookFiles) -> Look:
    """Return the look that files describe. Raises LookFault and the faults of its parts."""
    toml = _toml(files)
    values = _values(toml)
    _only(values, _TOP, "")
    name = values.get("namn")
    if not isinstance(name, str) or not name.strip():
        _refuse("namn", "Utseendet har inget namn.", 'Skriv till exempel namn = "Kommunens".')
    return Look(
        name=name.strip(),
        colours=_colours(_table(values, "farger")),
        letters=_letters(files, _table(values, "typsnitt")),
        logo=_logo(files, _table(values, "logotyp")),
        word=_word(files, _table(values, "word_mall")),
        sections=sections(values.get(TABLE, []), toml, files),
    )


def _toml(files: LookFiles) -> str:
    try:
        return files.content(FILE, FILE).decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise _unreadable(fault) from fault


def _values(toml: str) -> dict[str, Any]:
    try:
        return tomllib.loads(toml)
    except tomllib.TOMLDecodeError as fault:
        raise _unreadable(fault) from fault


def _unreadable(fault: Exception) -> LookFault:
    return LookFault(
        "Filen går inte att läsa som TOML.",
        where=FILE,
        why=str(fault),
        todo="Rätta raden, och spara filen som UTF-8.",
    )


def _colours(given: Mapping[str, Any]) -> Colours:
    _only(given, tuple(COLOURS), "farger.")
    chosen = {}
    for key, value in given.items():
        if not isinstance(value, str) or not _COLOUR.fullmatch(value):
            _refuse(f"farger.{key}", f"Färgen går inte att läsa: {value!r}.",
                    "Skriv den som # och sex tecken, till exempel #0b4f6c.")  # fmt: skip
        chosen[COLOURS[key]] = value.lower()
    colours = Colours(**chosen)
    _refuse_faint(colours)
    return colours


def _refuse_faint(colours: Colours) -> None:
    """Refuse what cannot be read, and tell the nearest colour that can."""
    faint = too_faint(colours)
    if not faint:
        return
    lines = []
    for pair, front, back, ratio in faint:
        near = nearest_readable(front, back)
        hint = f"; närmast läsbara är {near}" if near else ""
        shown = ratio_text(ratio)
        lines.append(f"{pair.words}: {front} på {back} har kontrasten {shown}{hint}")
    raise LookFault(
        "Färgerna går inte att läsa mot varandra.",
        where=f"{FILE}, farger",
        values=lines,
        why="Text ska ha kontrasten 4,5 mot sin grund (WCAG 2.1 AA, 1.4.3).",
        todo="Välj en mörkare textfärg eller en ljusare grund.",
    )


def _letters(files: LookFiles, given: Mapping[str, Any]) -> Letters | None:
    if not given:
        return None
    webs = tuple(f"{cut}_webb" for cut in _CUTS)
    _only(given, (*_CUTS, *webs, "licens"), "typsnitt.")
    for needed in ("normal", "halvfet", "licens"):
        if needed not in given:
            _refuse(f"typsnitt.{needed}", "Uppgiften saknas.",
                    "Typsnitt behöver normal, halvfet och licens (licensens text).")  # fmt: skip
    if not _file(files, given, "typsnitt", "licens").strip():
        _refuse("typsnitt.licens", "Licensfilen är tom.", "Lägg in licensens text.")
    families, cuts = set(), []
    for cut, (weight, italic) in _CUTS.items():
        if cut in given:
            web = f"{cut}_webb"
            family, file = checked_font(
                _file(files, given, "typsnitt", cut),
                str(given[cut]),
                weight,
                italic=italic,
                web=_file(files, given, "typsnitt", web) if web in given else None,
            )
            families.add(family)
            cuts.append(file)
    if len(families) != 1:
        _refuse("typsnitt", f"Filerna är av olika typsnitt: {', '.join(sorted(families))}.",
                "Ange filer av ett och samma typsnitt.")  # fmt: skip
    return Letters(families.pop(), tuple(cuts))


def _logo(files: LookFiles, given: Mapping[str, Any]) -> Logo | None:
    if not given:
        return None
    _only(given, ("fil", "alt"), "logotyp.")
    alt = given.get("alt")
    if not isinstance(alt, str) or not alt.strip():
        _refuse("logotyp.alt", "Logotypen saknar text för den som inte ser den.",
                "Skriv vad den visar, till exempel alt = \"Provköpings kommun\".")  # fmt: skip
    return checked_logo(_file(files, given, "logotyp", "fil"), str(given["fil"]), alt.strip())


def _word(files: LookFiles, given: Mapping[str, Any]) -> WordTemplate | None:
    if not given:
        return None
    _only(given, ("fil", "stilar"), "word_mall.")
    styles = _table(given, "stilar", "word_mall.")
    wrong = [key for key, value in styles.items() if not isinstance(value, str)]
    if wrong:
        _refuse(f"word_mall.stilar.{wrong[0]}", "Stilens namn ska vara text.", 'Skriv det i "".')
    content = _file(files, given, "word_mall", "fil")
    return checked_template(content, str(given["fil"]), styles)


def _table(values: Mapping[str, Any], key: str, above: str = "") -> Mapping[str, Any]:
    found = values.get(key, {})
    if not isinstance(found, Mapping):
        _refuse(f"{above}{key}", "Här ska det stå en tabell.", f"Skriv den som [{above}{key}].")
    return found


def _only(values: Mapping[str, Any], known: Sequence[str], above: str) -> None:
    for key in values:
        if key not in known:
            _refuse(f"{above}{key}", "Uppgiften är okänd.", f"Välj: {', '.join(known)}.")


def _file(files: LookFiles, given: Mapping[str, Any], table: str, key: str) -> bytes:
    where, name = f"{table}.{key}", given.get(key)
    if not isinstance(name, str) or not name.strip():
        _refuse(where, "Ingen fil är angiven.", "Ange filens namn i mappen.")
    return files.content(name, f"{FILE}, {where}")


def _refuse(field: str, what: str, todo: str) -> NoReturn:
    raise LookFault(what, where=f"{FILE}, {field}", todo=todo)


def told(look: Look, forms: Mapping[str, str]) -> tuple[str, ...]:
    """Say in Swedish, a line each, what a look holds and what it leaves as Uppsikt has it.

    `forms` are the Swedish names of the forms of reports, which documents know nothing of.
    """
    own = OWN_LOOK.colours
    changed = [key for key, role in COLOURS.items() if look.colours.of(role) != own.of(role)]
    return (
        f"Utseende: {look.name}",
        f"Färger: {', '.join(changed) or 'Uppsikts egna'}",
        f"Typsnitt: {look.letters.family if look.letters else 'Uppsikts eget'}",
        f"Logotyp: {look.logo.alt if look.logo else 'ingen'}",
        f"Word-mall: {'med ' + str(len(look.word.styles)) + ' stilar' if look.word else 'ingen'}",
        f"Avsnitt: {_told_sections(look, forms) or 'formernas egna'}",
    )


def _told_sections(look: Look, names: Mapping[str, str]) -> str:
    forms = dict.fromkeys(one.form for one in look.sections)
    counts = {form: len(look.sections_of(form)) for form in forms}
    return ", ".join(f"{names.get(form, form).lower()} ({counts[form]})" for form in forms)
