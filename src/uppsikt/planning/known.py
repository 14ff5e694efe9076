"""What was known at an earlier time: which readings had been made, and what counted by then.

Numbers decide and not times, since several files may be read in one moment: see decision 0021.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from django.db.models import Max, Model, Q

PlanKind = Literal[
    "budgets", "transfers", "forecasts", "proposals", "carry_overs", "withdrawn_carry_overs"
]
"""The kinds of plans that are read or taken back, by their fields in `Known`."""
PLAN_KINDS: tuple[PlanKind, ...] = (
    "budgets", "transfers", "forecasts", "proposals", "carry_overs", "withdrawn_carry_overs",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """What had been read: ledgers up to the number `imports` (0: none), and plans by number.

    `placings` is the number of the last set-up by then that placed all anew, as in `balances`.
    Of decisions on the year's result, some of `carry_overs` may have been taken back by then.
    """

    imports: int = 0
    placings: int = 0
    budgets: frozenset[int] = frozenset()
    transfers: frozenset[int] = frozenset()
    forecasts: frozenset[int] = frozenset()
    proposals: frozenset[int] = frozenset()
    carry_overs: frozenset[int] = frozenset()
    withdrawn_carry_overs: frozenset[int] = frozenset()

    def with_plans(self, kind: PlanKind, numbers: frozenset[int]) -> Known:
        """What is known when these of a kind have been read too."""
        plans = {one: getattr(self, one) for one in PLAN_KINDS}
        plans[kind] |= numbers
        return Known(self.imports, self.placings, **plans)


def in_force(
    model: type[Model],
    known: Collection[int] | None,
    same: Iterable[str],
    about: Mapping[str, object],
) -> Q:
    """What of the batches of a model counts: now (None), or when only `known` had been read.

    `same` are the fields in which a batch is the same as the one that it takes the place of: of
    those that are the same the last one counts. `about` says which batches are asked about.
    """
    if known is None:
        return Q(replaced_at=None)
    batches = model._base_manager.filter(id__in=known, **about).order_by()
    return Q(id__in=batches.values(*same).annotate(last=Max("id")).values("last"))
