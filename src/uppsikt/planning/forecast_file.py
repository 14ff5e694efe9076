"""Reading a forecast file (docs/prognosfil.md) into one forecast per activity and month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from uppsikt.figures import Period, Side, value_text
from uppsikt.organisation.faults import refuse
from uppsikt.planning.files import Names, PlanFault, PlanFaults, Row
from uppsikt.planning.rules import ForecastRow

COLUMNS = ("Månad", "Verksamhet", "Slag", "Enhet", "Belopp")
OPTIONAL = ("Kontogrupp", "Lämnad", "Lämnad av", "Kommentar")
AMOUNTS = ("Belopp",)


@dataclass(frozen=True)
class _Part:
    """One row of the file: an amount for a side, and perhaps a group."""

    row: Row
    side: Side
    group: str
    amount: int


def forecasts_of(
    file: str, rows: Sequence[Row], names: Names, today: date
) -> tuple[ForecastRow, ...]:
    """One forecast per month and activity of the file. Raises PlanFault(s).

    `today` is the day given where the file states none.
    """
    faults: list[PlanFault] = []
    found: dict[tuple[Period, str], list[_Part]] = {}
    for row in rows:
        try:
            month = row.month("Månad")
            of_year = names.of_year(month.year)
            line, side = row.line(of_year), row.side()
            part = _Part(row, side, row.group(of_year, side, line), row.money("Belopp"))
        except PlanFault as fault:
            faults.append(fault)
        else:
            found.setdefault((month, line.key), []).append(part)
    forecasts = []
    for (month, activity), parts in found.items():
        try:
            forecasts.append(_forecast(month, activity, parts, today))
        except PlanFault as fault:
            faults.append(fault)
    refuse(file, faults, PlanFaults)
    return tuple(forecasts)


def _forecast(month: Period, activity: str, parts: Sequence[_Part], today: date) -> ForecastRow:
    """Puts an activity's rows together; all splits that are given must give the same net."""
    amounts: dict[tuple[Side, str], int] = {}
    for part in parts:
        if (part.side, part.group) in amounts:
            part.row.fault("Samma slag och kontogrupp står två gånger för verksamheten.")
        amounts[part.side, part.group] = part.amount
    groups = {group: value for (_, group), value in amounts.items() if group}
    income, cost = (_side(amounts, side, parts) for side in (Side.INCOME, Side.COST))
    net, income, cost = _settled(parts, amounts.get((Side.NET, "")), income, cost)
    return ForecastRow(
        activity=activity,
        month=month,
        net=net,
        income=income,
        cost=cost,
        groups=groups,
        author=_first(parts, "Lämnad av"),
        comment=_first(parts, "Kommentar"),
        given_at=_given(parts, today),
    )


def _settled(
    parts: Sequence[_Part], net: int | None, income: int | None, cost: int | None
) -> tuple[int, int | None, int | None]:
    """Net, income and cost that agree; the third of them follows when two are given."""
    if net is None:
        if income is None or cost is None:
            parts[0].row.fault(
                "Prognosen har bara det ena slaget.",
                todo="Ange både intäkt och kostnad (0 om det inte väntas någon), eller netto.",
            )
        return income + cost, income, cost
    if income is not None and cost is not None and income + cost != net:
        _differ(parts, "netto", net, "intäkt och kostnad", income + cost)
    if income is not None and cost is None:
        return net, income, net - income
    if cost is not None and income is None:
        return net, net - cost, cost
    return net, income, cost


def _side(
    amounts: Mapping[tuple[Side, str], int], side: Side, parts: Sequence[_Part]
) -> int | None:
    """The amount of a side: as given, or the sum of its groups; None if neither is given."""
    stated = amounts.get((side, ""))
    groups = [value for (its, group), value in amounts.items() if its is side and group]
    if stated is not None and groups and sum(groups) != stated:
        _differ(parts, side.text, stated, "kontogrupperna", sum(groups))
    return stated if stated is not None else (sum(groups) if groups else None)


def _differ(parts: Sequence[_Part], one: str, value: int, other: str, second: int) -> None:
    unit = parts[0].row.unit()
    parts[0].row.fault(
        f"Prognosen går inte ihop: {one} och {other} ger olika belopp.",
        values=[
            f"{one} {value_text(value, unit)}",
            f"{other} {value_text(second, unit)}",
            "rader " + ", ".join(str(part.row.number) for part in parts),
        ],
        todo="Båda delningarna ska ge samma netto.",
    )


def _first(parts: Sequence[_Part], column: str) -> str:
    return next((text for part in parts if (text := part.row.text(column))), "")


def _given(parts: Sequence[_Part], today: date) -> date:
    stated = [part.row.day("Lämnad") for part in parts if part.row.text("Lämnad")]
    return max(stated, default=today)
