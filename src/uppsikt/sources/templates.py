"""A file to fill in for each kind: its heads, and in a workbook what each of them holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from uppsikt.figures import join_words
from uppsikt.sheets import Value, csv_bytes, workbook_bytes
from uppsikt.sources.kinds import FileKind

FORMS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
"""The formats that a template has, and their content types."""
_ABOUT = ("Kolumn", "Krävs", "Innehåll", "Exempel")


@dataclass(frozen=True)
class TemplateColumn:
    """One column of a template, as it is told to whoever fills it in."""

    head: str
    needed: str
    about: str
    example: str


def columns(kind: FileKind) -> tuple[TemplateColumn, ...]:
    """The columns of a kind's template, in order."""
    return tuple(
        TemplateColumn(
            head,
            _needed(kind, name),
            _about(kind, name),
            kind.example.get(head, ""),
        )
        for head, name in kind.template.items()
    )


def template(kind: FileKind, form: str) -> bytes:
    """The file to fill in, as csv or xlsx: heads alone, so that nothing in it is read as data.

    A workbook says on a sheet of its own what each column holds.
    """
    heads = tuple(kind.template)
    if form == "csv":
        return csv_bytes(heads, ())
    told: list[Sequence[Value]] = [
        (one.head, one.needed, one.about, one.example) for one in columns(kind)
    ]
    return workbook_bytes(("Mall", heads, ()), ("Beskrivning", _ABOUT, told))


def _needed(kind: FileKind, name: str) -> str:
    """Whether a column must be there, or one of several; ways that the template lacks are out."""
    told = set(kind.template.values())
    for ways in kind.needs:
        there = [way for way in ways if set(way) <= told]
        if any(name in way for way in there):
            others = [one for way in there if name not in way for one in way]
            labels = [found.label for one in others if (found := kind.field(one))]
            return f"ja, eller {join_words(labels)}" if labels else "ja"
    return "nej"


def _about(kind: FileKind, name: str) -> str:
    field = kind.field(name)
    if field is None:
        return ""
    return f"{field.about}: {', '.join(field.texts)}" if field.texts else field.about
