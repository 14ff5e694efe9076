"""Reading a set-up file: values with the line they stand on, and faults that name it.

The apps that own a table of the file take its entries from here (see `extensions`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import NoReturn, TypeVar

from uppsikt.figures import Period, PeriodError, UppsiktError, amount
from uppsikt.figures.toml_lines import Place, places
from uppsikt.organisation.rules import LARGEST_AMOUNT, nearest

LARGEST_FILE = 5_000_000
"""Bytes. A committee's file is some tens of kilobytes; more is another kind of file."""

T = TypeVar("T")
_KEY_SHAPE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CODE_SHAPE = re.compile(r"[0-9A-Za-zÅÄÖåäö_.-]+")


class SetupFault(UppsiktError):
    """Something in a set-up file is wrong; `where` names the file and the line."""


class SetupFaults(UppsiktError):
    """Several faults in one set-up file, each with its line."""


@dataclass(frozen=True)
class Entry:
    """One table of the file, `[[verksamhet]]` say, with the line of each of its keys.

    The reading methods raise SetupFault naming the line when a value is absent or of another
    kind than asked for.
    """

    file: str
    table: str
    values: Mapping[str, object]
    place: Place

    def fault(self, key: str, what: str, *, todo: str = "", values: Sequence[str] = ()) -> NoReturn:
        """Raises SetupFault for the key's line (the table's own line if the key is absent)."""
        line = self.place.keys.get(key, self.place.line)
        table = f" i [[{self.table}]]" if self.table else ""
        raise SetupFault(what, where=f"{self.file}, rad {line}{table}", values=values, todo=todo)

    def only(self, *known: str) -> None:
        """Refuses any key that is not among `known`, and names the nearest."""
        for key in self.values:
            if key not in known:
                self.fault(
                    key,
                    f"Nyckeln ”{key}” är okänd.",
                    todo=f"Menade du någon av dessa: {nearest(key, known)}?",
                )

    def text(self, key: str) -> str:
        """A text that must be there and not be empty."""
        value = self._get(key, str, "en text inom citattecken")
        if not value.strip():
            self.fault(key, f"”{key}” är tom.")
        return value.strip()

    def optional_text(self, key: str) -> str:
        """A text, empty if the key is absent."""
        return self.text(key) if key in self.values else ""

    def key(self, key: str) -> str:
        """A fixed name: a–z, digits and hyphens."""
        value = self.text(key)
        if not _KEY_SHAPE.fullmatch(value) or len(value) > 80:
            self.fault(
                key,
                f"”{value}” kan inte vara {key}.",
                todo="Använd små bokstäver a–z, siffror och bindestreck, högst 80 tecken.",
            )
        return value

    def codes(self, key: str) -> tuple[str, ...]:
        """A list of prefixes of ledger codes, empty if the key is absent."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(code, str) for code in value):
            self.fault(key, f"”{key}” ska vara en lista av texter.", todo=f'Skriv {key} = ["14"].')
        for code in value:
            if not _CODE_SHAPE.fullmatch(code):
                self.fault(key, f"”{code}” är ingen kod.", todo="En kod har inga mellanslag.")
        return tuple(dict.fromkeys(value))

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, empty if the key is absent."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
            self.fault(key, f"”{key}” ska vara en lista av texter.")
        return tuple(value)

    def flag(self, key: str) -> bool:
        """`true` or `false`; false if the key is absent."""
        return self._get(key, bool, "true eller false") if key in self.values else False

    def whole(self, key: str, least: int, most: int) -> int:
        """A whole number from `least` to `most`."""
        value = self._get(key, int, "ett heltal")
        if isinstance(value, bool) or not least <= value <= most:
            self.fault(key, f"”{key}” ska vara ett heltal från {least} till {most}.")
        return value

    def optional_whole(self, key: str, least: int, most: int) -> int | None:
        """A whole number, or None if the key is absent."""
        return self.whole(key, least, most) if key in self.values else None

    def year(self, key: str) -> int:
        """A year."""
        return self.whole(key, 1900, 2999)

    def day(self, key: str) -> date:
        """A day that must be there."""
        value = self._get(key, date, "en dag, till exempel 2022-01-01 utan citattecken")
        return value.date() if isinstance(value, datetime) else value

    def optional_day(self, key: str) -> date | None:
        """A day, or None if the key is absent."""
        return self.day(key) if key in self.values else None

    def month(self, key: str) -> Period:
        """A month as `"2022-10"`."""
        text = self.text(key)
        try:
            period = Period.parse(text)
        except PeriodError:
            period = None
        if period is None or period.kind != "month":
            self.fault(key, f"”{text}” är ingen månad.", todo=f'Skriv {key} = "2022-10".')
        return period

    def optional_month(self, key: str) -> Period | None:
        """A month, or None if the key is absent."""
        return self.month(key) if key in self.values else None

    def money(self, key: str) -> int:
        """An amount with its unit as text, in öre."""
        value = self.values.get(key)
        if not isinstance(value, str):
            self.fault(
                key,
                f"”{key}” ska vara ett belopp med enhet inom citattecken.",
                todo=f'Skriv till exempel {key} = "252 900 tkr".',
            )
        try:
            read = amount(value)
            exact = read.exact()
        except UppsiktError as fault:
            self.fault(key, fault.what, values=fault.values, todo=fault.todo)
        if read.unit is None or not read.unit.is_money or not isinstance(exact, int):
            self.fault(key, f"”{value}” är inga pengar.", todo="Skriv enheten kr, tkr eller mnkr.")
        if abs(exact) > LARGEST_AMOUNT:
            self.fault(key, f"”{value}” är orimligt stort.")
        return exact

    def choice(self, key: str, options: Mapping[str, T]) -> T:
        """One of the texts in `options`, as what it stands for."""
        text = self.text(key)
        if text.casefold() not in options:
            self.fault(
                key,
                f"”{text}” kan inte vara {key}.",
                todo=f"Välj något av: {', '.join(options)}.",
            )
        return options[text.casefold()]

    def _get(self, key: str, kind: type[T], wanted: str) -> T:
        if key not in self.values:
            self.fault(key, f"”{key}” saknas.", todo=f"Lägg till {key}: {wanted}.")
        value = self.values[key]
        if not isinstance(value, kind):
            self.fault(key, f"”{key}” ska vara {wanted}.", values=[str(value)[:60]])
        return value


@dataclass(frozen=True)
class SetupFile:
    """A whole set-up file: what stands at its top, and its tables by name."""

    path: Path
    text: str
    top: Entry
    tables: Mapping[str, tuple[Entry, ...]]


def read_setup_file(path: Path) -> SetupFile:
    """Reads a set-up file. Raises SetupFault for what is not TOML, naming the line."""
    text = _text(path)
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise _not_toml(path, text, str(fault)) from fault
    found = places(text)
    tables: dict[str, tuple[Entry, ...]] = {}
    for name, value in list(values.items()):
        where = [place for place in found if place.table == name]
        if isinstance(value, dict) and where:
            tables[name] = (Entry(path.name, name, value, where[0]),)
        elif isinstance(value, list) and where:
            pairs = zip(value, where, strict=True)
            tables[name] = tuple(Entry(path.name, name, item, place) for item, place in pairs)
        else:
            continue
        del values[name]
    return SetupFile(path, text, Entry(path.name, "", values, found[0]), tables)


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise SetupFault("Filen är för stor för att vara en installationsfil.", where=str(path))
        data = path.read_bytes()
    except OSError as fault:
        raise SetupFault(
            "Filen går inte att läsa.", where=str(path), why=_reason(fault), todo="Kontrollera."
        ) from fault
    if not data.strip():
        raise SetupFault("Filen är tom.", where=str(path), todo="Se docs/installationsfil.md.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        raise SetupFault(
            "Filen är inte skriven i UTF-8.",
            where=f"{path.name}, rad {line}",
            todo="Spara filen med teckenkodningen UTF-8.",
        ) from fault


def _reason(fault: OSError) -> str:
    if isinstance(fault, FileNotFoundError):
        return "Den finns inte."
    if isinstance(fault, IsADirectoryError):
        return "Det är en mapp."
    if isinstance(fault, PermissionError):
        return "Rättigheter saknas."
    return str(fault.strerror or fault)


_REASONS = (
    ("Cannot overwrite a value", "Samma nyckel står två gånger."),
    ("Cannot declare", "Samma tabell står två gånger, eller är både tabell och lista."),
    ("Unterminated string", "Ett citattecken saknas i slutet av texten."),
    ("Illegal character", "Ett tecken får inte stå här; saknas ett citattecken?"),
    ("Expected '='", "Ett likhetstecken saknas efter nyckeln."),
    ("Unclosed array", "En hakparentes ] saknas."),
    ("Expected ']", "En hakparentes ] saknas."),
    ("Invalid value", "Värdet går inte att läsa; text ska stå inom citattecken."),
)


def _not_toml(path: Path, text: str, message: str) -> SetupFault:
    found = re.search(r"at line (\d+)", message)
    line = int(found[1]) if found else text.count("\n") + 1
    lines = text.splitlines()
    shown = lines[line - 1].strip()[:80] if 0 < line <= len(lines) else ""
    return SetupFault(
        "Filen följer inte TOML.",
        where=f"{path.name}, rad {line}",
        values=[shown] if shown else [],
        why=next((why for start, why in _REASONS if message.startswith(start)), ""),
        todo="Rätta raden och försök igen.",
    )
