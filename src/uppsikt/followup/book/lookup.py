"""Looks up a figure where it has its home: ledger, budget, forecast, grant or decision."""

from __future__ import annotations

from uppsikt.figures import MISSING, NOT_COMPUTABLE, Name, Period, Side, Value, What
from uppsikt.followup.basis import known_items
from uppsikt.followup.basis.look_back import month_of
from uppsikt.followup.book.asked import AHEAD, Found, as_cost, is_decided, planned, selected
from uppsikt.followup.book.material import Material
from uppsikt.planning.rules import forecasts_in_force


class Lookup(Material):
    """The material of one report, and which part of it each figure is found in."""

    def found(self, name: Name, *, is_contingency: bool = False) -> Found | None:
        """The figure's value, or None for a figure that only follows from others."""
        if name.of.organisation and name.what is not What.ACTUAL:
            return Found(NOT_COMPUTABLE, "räknas inte om") if is_decided(name) else None
        match name.what:
            case What.ACTUAL:
                return Found(MISSING if is_contingency else self._booked(name), "huvudboken")
            case What.BUDGET:
                return Found(self._budgeted(name, is_contingency), "budgeten")
            case What.BUDGET_CHANGE | What.ORIGINAL_BUDGET:
                value = self.amended.value(name, is_contingency)
                return None if value is None else Found(value, "beslut om budgeten")
            case what if what in AHEAD:
                return self._ahead(name, is_contingency)
            case What.FORECAST:
                return self._forecast(name, is_contingency)
            case What.UNBOOKED | What.KNOWN | What.REVERSED if name.of.group:
                return self._of_item(name)
        return self._decided(name)

    def _of_item(self, name: Name) -> Found:
        """A figure of a known item; nothing where it was not known by then."""
        one = self.known_items.get(name.of.group.removeprefix("="))
        return Found(0, "inte känd") if one is None else Found(*known_items.told(name.what, one))

    def _booked(self, name: Name) -> Value:
        return self.booked_by(name.of.organisation).value(name.when, **selected(name))

    def _budgeted(self, name: Name, is_contingency: bool) -> Value:
        return planned(self.budget(name.when.year), name, is_contingency)

    def _proposed(self, name: Name, is_contingency: bool) -> Value:
        found = self.proposal
        return MISSING if found is None else planned(found.book, name, is_contingency)

    def _ahead(self, name: Name, is_contingency: bool) -> Found:
        """What is said of the coming year, or was said of this one."""
        if name.what is What.EARLIER_FORECAST:
            rows = forecasts_in_force(self.forecast_history, month_of(name))
            found = [row.net for row in rows if row.activity == name.of.activity]
            return Found(found[0] if found else MISSING, f"prognos efter {month_of(name).text}")
        if name.what is What.PROPOSAL:
            return Found(self._proposed(name, is_contingency), "budgetförslaget")
        return Found(self._step(name), "beslut och äskanden inför nästa år")

    def _step(self, name: Name) -> Value:
        """A step to the coming year's budget: costs more (negative) or less."""
        book, activity, group = self.budget(self._month.year), name.of.activity, name.of.group
        if name.what is What.INDEXATION:
            return self.steps.indexation(book, activity, group)
        if name.what is What.EFFICIENCY:
            return self.steps.saving(book, activity)
        asked = {f"={one.key}": one.amount for one in self.steps.requests}
        return -asked[group] if group else 0

    def _forecast(self, name: Name, is_contingency: bool) -> Found | None:
        """An activity's forecast; the committee's follows, unless there is none at all."""
        if not name.of.activity and self.forecasts:
            return None
        row = self.forecasts.get(name.of.activity)
        if row is None or name.when != Period.whole_year(self._month.year):
            return Found(MISSING, "ingen prognos")
        source = f"prognos efter {row.month.text}"
        if name.of.group:
            return Found(row.groups.get(name.of.group, 0), source)
        parts = {Side.NET: row.net, Side.INCOME: row.income, Side.COST: row.cost}
        value = parts[name.of.side]
        if value is None and is_contingency:
            return Found(as_cost(name.of.side, row.net), source)
        return Found(MISSING if value is None else value, source)

    def _decided(self, name: Name) -> Found | None:
        year = name.when.year
        if name.what is What.GRANT:
            grant = self.grant(year)
            whole = name.when == Period.whole_year(year)
            return Found(grant.year if whole else grant.to_date(name.when), "kommunbidraget")
        if name.what is What.ACCUMULATED:
            return Found(self.carried.beginning(year).opening(year), "beslut om resultatet")
        if name.what not in (What.APPROVED_USE, What.EARMARKED):
            return None
        items = self.result_items(year)
        approved = name.what is What.APPROVED_USE
        return Found(items.approved_use if approved else items.earmarked, "beslut om resultatet")
