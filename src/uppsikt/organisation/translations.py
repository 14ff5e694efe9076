"""The table `[[oversattning]]`: how a new activity tree is told from the old one.

A line of the old tree becomes a line of the new one, wholly or by a share that has been decided.
What nothing is decided of is the remainder; it is never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from uppsikt.organisation import models
from uppsikt.organisation.extensions import SetupContext
from uppsikt.organisation.rules import holds_on, nearest
from uppsikt.organisation.selectors import Line, all_lines
from uppsikt.organisation.setup_file import Entry
from uppsikt.platform.access.rules import OPERATOR, Reader, Thing, Verb, demand

_PERCENT = re.compile(r"(\d{1,3})(?:[.,](\d{1,4}))?\s*%")
_FRACTION = re.compile(r"(\d{1,6})/(\d{1,6})")
_FIELDS = ("year", "origin", "target", "numerator", "denominator", "decision")


@dataclass(frozen=True)
class Translated:
    """That a share of an old line is told as a line of the tree of `year`."""

    year: int
    origin: str
    target: str
    share: Fraction
    decision: str


def translations(*, reader: Reader, committee: str, year: int) -> tuple[Translated, ...]:
    """The translations to the tree of a year, in the order of the set-up file."""
    demand(reader, Verb.READ, Thing.ORGANISATION.of(committee))
    rows = models.Translation.objects.seen_by(reader).filter(committee__slug=committee, year=year)
    return tuple(
        Translated(
            row.year, row.origin, row.target, Fraction(row.numerator, row.denominator), row.decision
        )
        for row in rows
    )


def load_translations(context: SetupContext, entries: tuple[Entry, ...]) -> bool:
    """Take the translations of a set-up file in place of the former ones; whether any changed.

    Raises SetupFault, which names the line.
    """
    lines = all_lines(reader=OPERATOR, committee=context.committee)
    found: list[Translated] = []
    for entry in entries:
        one = _read(entry, lines)
        _check_share(entry, one, [other for other in found if _same_origin(one, other)])
        found.append(one)
    rows = [(o.year, o.origin, o.target, *o.share.as_integer_ratio(), o.decision) for o in found]
    stored = models.Translation.everything.filter(committee__slug=context.committee)
    if list(stored.values_list(*_FIELDS)) == rows:
        return False
    committee = models.Committee.everything.get(slug=context.committee)
    stored.delete()
    models.Translation.everything.bulk_create(
        models.Translation(committee=committee, **dict(zip(_FIELDS, row, strict=True)))
        for row in rows
    )
    return True


def _same_origin(one: Translated, other: Translated) -> bool:
    return (one.year, one.origin) == (other.year, other.origin)


def _read(entry: Entry, lines: Sequence[Line]) -> Translated:
    entry.only("ar", "fran", "till", "andel", "beslut")
    year = entry.year("ar")
    origin = _line(entry, "fran", lines, date(year - 1, 12, 31))
    target = _line(entry, "till", lines, date(year, 1, 1))
    if origin.is_contingency != target.is_contingency:
        entry.fault("till", "En buffert kan bara bli en buffert, och bara en buffert kan bli det.")
    return Translated(year, origin.key, target.key, _share(entry), entry.text("beslut"))


def _line(entry: Entry, field: str, lines: Sequence[Line], day: date) -> Line:
    key = entry.key(field)
    there = [line for line in lines if holds_on(line.valid_from, line.valid_to, day)]
    found = next((line for line in there if line.key == key), None)
    if found is None:
        names = nearest(key, [line.key for line in there])
        entry.fault(field, f"Raden ”{key}” finns inte den {day}.", todo=f"Närmast: {names}.")
    return found


def _share(entry: Entry) -> Fraction:
    """The decided share; all of the line if none is given."""
    text = entry.optional_text("andel")
    if not text:
        return Fraction(1)
    percent, fraction = _PERCENT.fullmatch(text), _FRACTION.fullmatch(text)
    share = Fraction(0)
    if percent:
        share = Fraction(f"{percent[1]}.{percent[2] or 0}") / 100
    elif fraction and int(fraction[2]):
        share = Fraction(int(fraction[1]), int(fraction[2]))
    if not 0 < share <= 1:
        entry.fault(
            "andel", f"”{text}” är ingen andel.", todo='Skriv till exempel "60 %" eller "3/5".'
        )
    return share


def _check_share(entry: Entry, one: Translated, before: Sequence[Translated]) -> None:
    if any(other.target == one.target for other in before):
        entry.fault("till", f"{one.origin} översätts redan till {one.target} år {one.year}.")
    if one.share + sum(other.share for other in before) > 1:
        entry.fault(
            "andel" if "andel" in entry.values else "fran",
            f"Andelarna av {one.origin} är tillsammans mer än hela raden.",
            todo="Ange bara de andelar som är beslutade. Resten visas som ej fördelat.",
        )
