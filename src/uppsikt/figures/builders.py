"""The identities bound to the names of figures: one builder for each.

A builder looks its identity up each time, so that a test can put a broken one in.
"""

from collections.abc import Sequence

from uppsikt.figures.figure import Name
from uppsikt.figures.identities import IDENTITIES
from uppsikt.figures.relation import Quotient, Relation, RelationError


def _linear(code: str, result: Name, terms: Sequence[Name]) -> Relation:
    """Bind a linear identity to names."""
    identity = IDENTITIES[code]
    if not terms:
        raise RelationError(
            "Ett samband saknar delar.",
            where=f"{identity.name}: {result.text}",
            why="En summa av ingenting är inte noll utan saknas.",
        )
    weights = identity.weights(len(terms))
    return Relation(identity, result, tuple(zip(weights, terms, strict=True)))


def net_cost(net: Name, income: Name, cost: Name) -> Relation:
    """Net cost = income + cost."""
    return _linear("net_cost", net, (income, cost))


def total(total: Name, parts: Sequence[Name]) -> Relation:
    """Total = sum of rows."""
    return _linear("total", total, parts)


def group_sum(side_total: Name, groups: Sequence[Name]) -> Relation:
    """Total of a side = sum of its account groups."""
    return _linear("group_sum", side_total, groups)


def without_internal(whole: Name, external: Name, internal: Name) -> Relation:
    """Sum of committees = what is left without internal entries + the internal entries."""
    return _linear("without_internal", whole, (external, internal))


def to_date(total: Name, months: Sequence[Name]) -> Relation:
    """A span = sum of the months (or published spans) in it."""
    return _linear("to_date", total, months)


def variance(variance: Name, measured: Name, planned: Name) -> Relation:
    """Variance = actual or forecast − budget."""
    return _linear("variance", variance, (measured, planned))


def original_budget(original: Name, current: Name, changes: Sequence[Name]) -> Relation:
    """Original budget = budget in force − what later decisions have changed."""
    return _linear("original_budget", original, (current, *changes))


def change(change: Name, now: Name, before: Name) -> Relation:
    """Change = now − before."""
    return _linear("change", change, (now, before))


def moved(moved: Name, restated: Name, published: Name | None = None) -> Relation:
    """Moved = restated − published; all of it where nothing was published on the line."""
    return _linear("moved", moved, (restated,) if published is None else (restated, published))


def moved_away(moved: Name, published: Name) -> Relation:
    """Moved = −published, for a line that is not there any more."""
    return _linear("moved_away", moved, (published,))


def unused_contingency(variance: Name, budget: Name) -> Relation:
    """Variance of a contingency = −budget, for it never has an actual."""
    return _linear("unused_contingency", variance, (budget,))


def grant_result(result: Name, grant: Name, net: Name) -> Relation:
    """Result = grant + net cost."""
    return _linear("grant_result", result, (grant, net))


def with_unbooked(result: Name, base: Name, items: Sequence[Name]) -> Relation:
    """Result with known unbooked items = result + items (costs are negative)."""
    return _linear("with_unbooked", result, (base, *items))


def available_result(result: Name, base: Name, approved: Name, earmarked: Name) -> Relation:
    """Result against available means = result + approved use + earmarked (both positive)."""
    return _linear("available_result", result, (base, approved, earmarked))


def result_adjustment(adjustment: Name, carried: Name, result: Name) -> Relation:
    """Adjustment = carried − result."""
    return _linear("result_adjustment", adjustment, (carried, result))


def closing_result(
    closing: Name, opening: Name, result: Name, adjustments: Sequence[Name]
) -> Relation:
    """Closing accumulated result = opening + the year's result + adjustments by decision."""
    return _linear("closing_result", closing, (opening, result, *adjustments))


def forecast_miss(miss: Name, outcome: Name, forecast: Name) -> Relation:
    """Miss = outcome − forecast."""
    return _linear("forecast_miss", miss, (outcome, forecast))


def earmarked_left(left: Name, approved: Name, before: Name, now: Name) -> Relation:
    """Remaining = approved − used to last year − used this year."""
    return _linear("earmarked_left", left, (approved, before, now))


def other_change(result: Name, proposal: Name, explained: Sequence[Name]) -> Relation:
    """Other changes = proposal − this year's budget − the steps that are known."""
    return _linear("other_change", result, (proposal, *explained))


def ended_change(result: Name, explained: Sequence[Name]) -> Relation:
    """Other changes of an activity without a proposal = −(budget + the steps that are known)."""
    return _linear("ended_change", result, explained)


def mean(mean: Name, total: Name, n: int) -> Relation:
    """Mean = total / n. The total is absent if one of its parts is, and then so is the mean."""
    if n < 1:
        raise RelationError("Ett medelvärde behöver minst ett värde.", values=[f"antal: {n}"])
    identity = IDENTITIES["mean"]
    (weight,) = identity.weights(n)
    return Relation(identity, mean, ((weight, total),))


def share(share: Name, part: Name, whole: Name) -> Quotient:
    """Share = part / whole, as a ratio."""
    identity = IDENTITIES["share"]
    (factor,) = identity.weights(1)
    return Quotient(identity, share, part, whole, factor)


def priced(amount: Name, count: Name, price: int) -> Relation:
    """Amount = price · count; the price is in öre for one of what is counted."""
    identity = IDENTITIES["priced"]
    (weight,) = identity.weights(price)
    return Relation(identity, amount, ((weight, count),))


def known_left(left: Name, amount: Name, reversed_: Name) -> Relation:
    """Remaining = the item's amount − what vouchers have reversed of it."""
    return _linear("known_left", left, (amount, reversed_))
