"""Choosing columns from a file's head: what is suggested, and what a user says instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from uppsikt.figures import UppsiktError
from uppsikt.organisation.rules import nearest
from uppsikt.sheets import Book, Head, Scheme, Sheet, chosen, head_at, head_of, suggested
from uppsikt.sources.kinds import FileKind


class UnknownChoice(UppsiktError):
    """A field, an option or a value that the kind of file does not have."""


@dataclass(frozen=True)
class Choice:
    """A file's head, and what each of its columns would be. It need not be whole."""

    kind: FileKind
    sheet: Sheet
    head: Head
    scheme: Scheme

    @property
    def told(self) -> tuple[str, ...]:
        """The fields that have a column or a text."""
        return (*self.scheme.fields, *self.scheme.constants)


def choose(
    kind: FileKind,
    book: Book,
    *,
    columns: Sequence[str] = (),
    options: Sequence[str] = (),
    sheet: str = "",
    row: int | None = None,
) -> Choice:
    """What a file's columns would be: as its heads suggest, and as the user says.

    `columns` are texts such as ``Konto=C`` or ``Konto=Kontonr``, and ``Konto=`` for none;
    `options` such as ``enhet=tkr``, or ``Ansvar=6120`` for a text that is the same on all rows.
    `sheet` and `row` say where the head stands (its last row) if it is not the likeliest. Raises
    UnknownChoice, NoSuchColumn and TableFault.
    """
    where, head = head_of(book, sheet) if row is None else head_at(book, sheet, row)
    said = {_field(kind, name): text for name, text in _pairs(columns, "--column")}
    own = {name: chosen(head, text) for name, text in said.items() if text}
    constants, values = _options(kind, options)
    left = {
        name: text
        for name, text in suggested(head, kind.fields).items()
        if name not in said and name not in constants and text not in own.values()
    }
    fields = {**_without_rivals(kind, left, (*own, *constants)), **own}
    ordered = {one.name: fields[one.name] for one in kind.fields if one.name in fields}
    heads = tuple(filter(None, head.names))
    return Choice(kind, where, head, Scheme(where.name, heads, ordered, constants, values))


def _without_rivals(
    kind: FileKind, left: Mapping[str, str], settled: Iterable[str]
) -> dict[str, str]:
    """Suggestions without those that tell once more what another way tells already."""
    kept = dict(left)
    taken = set(settled)
    ways = sorted(kind.one_of, key=lambda way: (not taken & set(way), -len(set(left) & set(way))))
    for rival in ways[1:]:
        if set(ways[0]) & (taken | set(left)):
            kept = {name: text for name, text in kept.items() if name not in rival}
    return kept


def _pairs(texts: Iterable[str], option: str) -> list[tuple[str, str]]:
    pairs = []
    for text in texts:
        name, mark, value = text.partition("=")
        if not mark or not name.strip():
            raise UnknownChoice(
                f"”{text}” är inget val.", todo=f"Skriv {option} NAMN=VÄRDE, med likhetstecken."
            )
        pairs.append((name.strip(), value.strip()))
    return pairs


def _field(kind: FileKind, name: str) -> str:
    found = kind.field(name)
    if found is None:
        known = [one.label for one in kind.fields]
        raise UnknownChoice(
            f"{kind.noun.capitalize()} har inget fält som heter ”{name}”.",
            todo=f"Menade du något av dessa: {nearest(name, known)}?",
        )
    return found.name


def _options(kind: FileKind, texts: Iterable[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Fields with one text for the whole file, and how the file is written."""
    constants: dict[str, str] = {}
    values: dict[str, str] = {}
    for name, text in _pairs(texts, "--option"):
        option = kind.option(name)
        if option is not None:
            values[option.name] = _among(text, option.choices, option.label)
            continue
        fixed = kind.field(name)
        if fixed is None or not fixed.fixed:
            known = [one.label for one in kind.options]
            known += [one.label for one in kind.fixed_fields]
            raise UnknownChoice(
                f"”{name}” går inte att ange för hela filen.",
                todo=f"Det går för: {', '.join(known)}.",
            )
        same = {one: one for one in fixed.texts}
        constants[fixed.name] = _among(text, same, fixed.label) if same else text
    return constants, values


def _among(text: str, choices: Mapping[str, str], label: str) -> str:
    found = choices.get(text.casefold())
    if found is None:
        raise UnknownChoice(
            f"{label} kan inte vara ”{text}”.", todo=f"Välj något av: {', '.join(choices)}."
        )
    return found
