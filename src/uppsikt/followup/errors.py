"""Why a report cannot be made: what exists, and what to do."""

from __future__ import annotations

from collections.abc import Sequence

from uppsikt.figures import NothingThere, Period, UppsiktError, join_words


class Lacking(NothingThere):
    """A report cannot be made because something has not been read in."""


class NoLedger(Lacking):
    """Nothing is booked in the report's period, or not all of it is read in."""


class NoBudget(Lacking):
    """The committee has no budget for the year."""


class NoProposal(Lacking):
    """No budget is proposed for the coming year."""


class NotPlaced(UppsiktError):
    """Something is booked that no report line takes up."""


def nothing_booked(committee: str, month: Period, booked: Sequence[Period]) -> NoLedger:
    """The error for a month without entries; names the nearest months that have them.

    `booked` are the months, of any year, that a report can be made after.
    """
    if not booked:
        return NoLedger(
            f"{committee} har ingen huvudbok för {month.text}.",
            why="Ingen huvudbok är inläst för nämnden.",
            todo="Läs in huvudboken: uppsikt import FIL.",
        )
    latest = max(booked)
    before = max((one for one in booked if one < month), default=min(booked))
    values = [f"senaste månad med poster: {latest.text}"]
    if before != latest:
        when = "före" if before < month else "efter"
        values.append(f"närmast {when} {month.text}: {before.text}")
    return NoLedger(
        f"{committee} har inga poster i huvudboken för {month.text}.",
        values=values,
        todo=f"Välj {before}, eller läs in huvudboken för {month.text}: uppsikt import FIL.",
    )


def partly_booked(committee: str, to_date: Period, lacking: list[str]) -> NoLedger:
    """The error for a period of which only some months are read in."""
    return NoLedger(
        f"Huvudboken för {committee} är inte fullständig för {to_date.text}.",
        values=[f"saknas: {join_words(lacking)}"] if lacking else [],
        why="Ett utfall till och med månaden behöver alla månader; en saknad månad är inte noll.",
        todo="Läs in de månader som saknas: uppsikt import FIL.",
    )


def no_budget(committee: str, year: int, known: list[int]) -> NoBudget:
    """The error for a year without a budget; names the years that have one."""
    years = join_words([str(one) for one in known])
    return NoBudget(
        f"{committee} har ingen budget för {year}.",
        values=[f"budget finns för {years}"] if known else [],
        todo=f"Läs in budgeten för {year}: uppsikt import FIL --kind budget, eller lägg den i "
        "installationsfilen och kör uppsikt setup igen.",
    )


def no_proposal(
    committee: str, year: int, month: Period, known: Sequence[tuple[int, Period]]
) -> NoProposal:
    """The error for a year that no budget is proposed for; names the proposals that there are.

    `known` are years and the months that a proposal for them was made after.
    """
    return NoProposal(
        f"{committee} har inget budgetförslag för {year} som är gjort efter {month.text} "
        "eller tidigare.",
        values=[f"förslag för {one} finns efter {after.text}" for one, after in known],
        todo=f"Läs in förslaget för {year}: uppsikt import FIL --kind proposal, eller lägg det i "
        "installationsfilen ([[forslag]]) och kör uppsikt setup igen.",
    )
