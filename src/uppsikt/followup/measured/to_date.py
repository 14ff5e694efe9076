"""Counts to date as the public is told them: month after month, each with who came in between."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from uppsikt.disclosure import Release, Sum
from uppsikt.figures import Name, Period

DIVIDED = (4, 8, 12)
"""The months after which the public is told who they were: those of the interim and annual reports.

What is printed is counts to date, and two of them less each other are those who came between. Month
by month those are so few that hardly anything could be shown, in any month.
"""

Parts = tuple[str, tuple[str, ...]]
"""A measure, and those that it is the sum of."""


@dataclass
class ToDate:
    """What is published of a year. `latest` is when each measure was last told of, and how many.

    `named` is the name of a measure at a time, of one register and committee.
    """

    named: Callable[[str, Period], Name]
    release: Release[Name]
    latest: dict[str, tuple[Name, int]] = field(default_factory=dict)

    def publish(
        self,
        counts: Mapping[str, int],
        parts: Iterable[Parts],
        month: Period,
        *,
        unseen: Mapping[str, int] | None = None,
    ) -> None:
        """Publishes counts to date, which tell also who came since they were told of last.

        `unseen` are told nowhere, but can be computed as parts of what is.
        """
        span = month.to_date_of()
        new: dict[Name, int] = {}
        never = {self.named(measure, span): value for measure, value in (unseen or {}).items()}
        sums: list[Sum[Name]] = []
        for measure, value in counts.items():
            to_date = self.named(measure, span)
            new[to_date] = value
            if measure in self.latest:
                before, known = self.latest[measure]
                since = self.named(f"{measure}-since", month)
                never[since] = value - known
                sums.append(Sum(to_date, (before, since)))
            self.latest[measure] = to_date, value
        for whole, some in parts:
            sums.append(Sum(self.named(whole, span), tuple(self.named(one, span) for one in some)))
        self.release.publish(new, sums, unseen=never)
