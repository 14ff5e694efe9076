"""What is asked for of booked rows, in Swedish words."""

from __future__ import annotations

from collections.abc import Iterator

from uppsikt.figures import Side, kronor
from uppsikt.organisation import selectors as organisation
from uppsikt.platform.access.rules import Reader
from uppsikt.sources.voucher_selectors import VoucherQuery

NO_CODE = "utan"
_SIDES = {Side.INCOME: "intäkter", Side.COST: "kostnader"}


def filter_words(*, reader: Reader, query: VoucherQuery) -> Iterator[tuple[str, str]]:
    """What a query asks for, as heads and texts: committee, period, and each thing that narrows."""
    committee, chosen = query.committee, query.chosen
    yield "Nämnd", organisation.committee(reader=reader, slug=committee).name
    yield "Period", query.period.text
    if query.restated_to is not None:
        yield "Organisation", f"omräknat till {query.restated_to}"
    if chosen.activity is not None:
        yield "Verksamhet", line_name(reader, committee, chosen.activity)
    if chosen.group is not None:
        yield "Kontogrupp", group_name(reader, committee, chosen.group)
    if chosen.side in _SIDES:
        yield "Slag", _SIDES[chosen.side]
    for head, code in (
        ("Konto", chosen.account),
        ("Ansvar", chosen.unit),
        ("Motpart", chosen.counterpart),
        ("Projekt", chosen.project),
    ):
        if code is not None:
            yield head, code or NO_CODE
    if chosen.least is not None:
        yield "Belopp från", kronor(chosen.least)
    if chosen.most is not None:
        yield "Belopp till", kronor(chosen.most)
    if chosen.voucher is not None:
        yield "Verifikation", " ".join(chosen.voucher).strip()
    if chosen.text is not None:
        yield "Text", f"innehåller ”{chosen.text}”"


def line_name(reader: Reader, committee: str, key: str) -> str:
    """A report line's latest name; the key for one that is not known."""
    if not key:
        return "utan rapportrad"
    lines = organisation.all_lines(reader=reader, committee=committee)
    return {line.key: line.name for line in lines}.get(key, key)


def group_name(reader: Reader, committee: str, key: str) -> str:
    """An account group's name; the key for one that is not known."""
    if not key:
        return "utan kontogrupp"
    groups = organisation.groups(reader=reader, committee=committee)
    return {group.key: group.name for group in groups}.get(key, key)
