"""The sections of the reports as a look's file says them: `[[avsnitt]]`, in their order.

Which forms and parts there are is known by the room that makes reports, and checked there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NoReturn

from uppsikt.figures.toml_lines import Place, places

from .look import SectionTemplate
from .look_files import FILE, LookFault, LookFiles

TABLE = "avsnitt"
MOST_SECTIONS = 200
_KEYS = ("form", "del", "rubrik", "nummer", "text", "fil", "tabell", "tabeller")
_NUMBER = re.compile(r"[0-9A-Za-zÅÄÖåäö]{1,4}(\.[0-9A-Za-zÅÄÖåäö]{1,4}){0,4}")


def sections(values: object, toml: str, files: LookFiles) -> tuple[SectionTemplate, ...]:
    """Return the sections that the file lists. Raises LookFault, with the row that is at fault."""
    if not isinstance(values, list) or not all(isinstance(one, Mapping) for one in values):
        raise LookFault("Avsnitten ska vara en lista av tabeller.", where=f"{FILE}, {TABLE}",
                        todo=f"Skriv vart och ett under en egen rad [[{TABLE}]].")  # fmt: skip
    if len(values) > MOST_SECTIONS:
        raise LookFault(f"Det är fler än {MOST_SECTIONS} avsnitt.", where=f"{FILE}, {TABLE}",
                        todo="Ta bort dem som inte behövs.")  # fmt: skip
    found = [place for place in places(toml) if place.table == TABLE]
    # An inline list has no heads to stand under; its place is then that of the whole file.
    found += [Place(TABLE, 1)] * (len(values) - len(found))
    lines = toml.splitlines()
    read = zip(values, found, strict=False)
    return tuple(_Section(value, place, files, lines).template() for value, place in read)


class _Section:
    """One section of the file while it is read."""

    def __init__(
        self, values: Mapping[str, Any], place: Place, files: LookFiles, lines: Sequence[str]
    ) -> None:
        self.values, self.place, self.files, self.lines = values, place, files, lines

    def template(self) -> SectionTemplate:
        """The section. Raises LookFault."""
        for key in self.values:
            if key not in _KEYS:
                self._refuse(key, f"Uppgiften ”{key}” är okänd.", f"Välj: {', '.join(_KEYS)}.")
        made = SectionTemplate(
            form=self._text("form"),
            part=self._text("del"),
            heading=self._text("rubrik"),
            number=self._number("nummer", self._text("nummer")),
            text=self._body(),
            tables=tuple(self._tables()),
            line=self.place.line,
            text_at=self._text_at(),
        )
        if not made.form:
            self._refuse("form", "Avsnittet hör inte till någon form.",
                         'Skriv till exempel form = "budget".')  # fmt: skip
        if not made.part and not (made.heading and made.text):
            self._refuse("del", "Avsnittet har varken del eller egen text.",
                         "Skriv vilken del av formen det är, eller rubrik och text.")  # fmt: skip
        if made.tables and not made.part:
            self._refuse("tabell", "Ett avsnitt utan del har inga tabeller att numrera.",
                         "Ta bort tabellens nummer, eller skriv vilken del det är.")  # fmt: skip
        return made

    def _text(self, key: str, *, keep_start: bool = False) -> str:
        value = self.values.get(key, "")
        if not isinstance(value, str):
            self._refuse(key, f"Uppgiften ”{key}” ska vara text.", f'Skriv {key} = "…".')
        return value.rstrip() if keep_start else value.strip()

    def _text_at(self) -> tuple[str, int]:
        """The file and the line that the text begins on; a long string may begin a line below."""
        if "fil" in self.values:
            return self._text("fil"), 1
        line = self.place.keys.get("text", self.place.line)
        below = self.lines[line - 1].rstrip().endswith(('"""', "'''"))
        return FILE, line + 1 if below else line

    def _body(self) -> str:
        """The lead text, from the file itself or from one that it names."""
        if "text" in self.values and "fil" in self.values:
            self._refuse("fil", "Avsnittet har både text och fil.", "Ange bara en av dem.")
        if "fil" not in self.values:
            return self._text("text", keep_start=True)
        name = self._text("fil")
        content = self.files.content(name, self._where("fil"))
        try:
            return content.decode("utf-8-sig").rstrip()
        except UnicodeDecodeError:
            self._refuse("fil", f"Filen {name} går inte att läsa som text.", "Spara den som UTF-8.")

    def _tables(self) -> Iterator[str]:
        if "tabell" in self.values and "tabeller" in self.values:
            self._refuse("tabeller", "Avsnittet har både tabell och tabeller.", "Ange bara en.")
        if "tabell" in self.values:
            yield self._number("tabell", self._text("tabell"))
            return
        listed = self.values.get("tabeller", [])
        if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
            self._refuse("tabeller", "Tabellernas nummer ska vara en lista av texter.",
                         'Skriv till exempel tabeller = ["6.1.1", "6.1.2"].')  # fmt: skip
        yield from (self._number("tabeller", one.strip()) for one in listed)

    def _number(self, key: str, text: str) -> str:
        if text and not _NUMBER.fullmatch(text):
            todo = "Skriv siffror eller bokstäver med punkt mellan, till exempel 6.1.1."
            self._refuse(key, f"”{text}” går inte att läsa som ett nummer.", todo)
        return text

    def _where(self, key: str) -> str:
        return f"{FILE}, rad {self.place.keys.get(key, self.place.line)}"

    def _refuse(self, key: str, what: str, todo: str) -> NoReturn:
        raise LookFault(what, where=self._where(key), todo=todo)
