"""Reading a file of decisions on the year's result (docs/bokslut.md): what is carried over."""

from __future__ import annotations

from collections.abc import Sequence

from uppsikt.figures import Unit, value_text
from uppsikt.organisation.faults import refuse
from uppsikt.organisation.selectors import Committee
from uppsikt.planning.carry_over_rules import CarryOver
from uppsikt.planning.files import PlanFault, PlanFaults, Row
from uppsikt.planning.transfer_file import LONGEST_DECISION, committee_of

COLUMNS = ("År", "Datum", "Beslut", "Nämnd", "Enhet", "Resultat", "Överförs", "Avskrivs")
AMOUNTS = ("Resultat", "Överförs", "Avskrivs")

Given = dict[str, dict[int, CarryOver]]
"""Decisions by the committee's short name and by year."""


def carry_overs_of(file: str, rows: Sequence[Row], committees: Sequence[Committee]) -> Given:
    """The file's decisions. Raises PlanFault(s), also where amounts or years do not agree."""
    faults: list[PlanFault] = []
    found: Given = {}
    for row in rows:
        try:
            slug, one = committee_of(row, committees), _carry_over(row)
            if one.year in found.setdefault(slug, {}):
                row.fault(
                    f"Resultatet för {one.year} beslutas två gånger för {row.text('Nämnd')}.",
                    todo="Lägg hela beslutet om ett års resultat på en rad.",
                    column="Nämnd",
                )
            found[slug][one.year] = one
        except PlanFault as fault:
            faults.append(fault)
    refuse(file, faults, PlanFaults)
    return found


def _carry_over(row: Row) -> CarryOver:
    decision, (result, carried, written_off) = row.text("Beslut"), map(row.money, AMOUNTS)
    if not 0 < len(decision) <= LONGEST_DECISION:
        row.fault(
            f"Beslut saknas eller är längre än {LONGEST_DECISION} tecken.",
            todo="Skriv vad det vilar på, till exempel KF 2023-04-20 § 51.",
            column="Beslut",
        )
    one = CarryOver(row.year("År"), row.day("Datum"), decision, result, carried, written_off)
    _refuse_unequal(row, one)
    if one.decided.year <= one.year:
        row.fault(
            f"Resultatet för {one.year} kan inte vara beslutat redan {one.decided}.",
            todo="Beslutet fattas när året är slut. Rätta År eller Datum.",
            column="Datum",
        )
    return one


def _refuse_unequal(row: Row, one: CarryOver) -> None:
    """The whole result is either carried over or written off."""
    left = one.result - one.carried - one.written_off
    if left:
        amounts = zip(AMOUNTS, (one.result, one.carried, one.written_off), strict=True)
        row.fault(
            "Det som förs över och det som skrivs av är inte årets resultat tillsammans.",
            values=[
                *(f"{name} {value_text(value, Unit.KR)}" for name, value in amounts),
                f"skillnad {value_text(left, Unit.KR)}",
            ],
            todo="Rätta beloppen: Resultat = Överförs + Avskrivs, alla med resultatets tecken.",
            column="Resultat",
        )
