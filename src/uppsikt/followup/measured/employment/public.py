"""What of subsidised employment the public is shown: decided month by month, as it came out."""

from __future__ import annotations

from functools import partial

from uppsikt.disclosure import Release, Row, Sum
from uppsikt.extracts.employment import employment_counts, month_before
from uppsikt.extracts.selectors import rows_held
from uppsikt.figures import Name, Period
from uppsikt.followup.measured.employment.book import (
    EMPLOYED,
    ENDED,
    ENDING,
    IN_MEASURES,
    OWN_COST,
    STARTED,
    SUPPORT,
    SWITCHED,
    WAGE,
    Counts,
    form_name,
    measured,
)
from uppsikt.followup.measured.remembered import release_after, remembered_after
from uppsikt.registers import EMPLOYMENT
from uppsikt.store import Store

_UNINSURED, _STAYING = "uninsured", "staying"
"""All in forms that give no insurance, and those of them who are not about to end: in no table, but
whoever reads the tables can compute them."""


def hidden_names(
    committee: str, counts: Counts, smallest: int, memory: str = ""
) -> frozenset[Name]:
    """The figures that the report does not show the public: counts below the smallest, and more.

    Every month that an extract tells of is published in order from the first, so what an earlier
    report showed is known when it is decided what a later one may show; and so is what was shown
    before the rows were corrected, which the memory tells. Wages are never shown: where one person
    comes or goes, two months' sums tell what that person earns.
    """
    release = release_after(memory, committee, smallest)
    _publish_all(committee, counts, release)
    money = (WAGE, SUPPORT, OWN_COST)
    return frozenset(
        release.hidden | {measured(committee, one, month) for month in counts for one in money}
    )


def published(store: Store, committee: str, memory: str) -> str:
    """All that the public can see of the register's rows as they are, to be remembered."""
    last = max(rows_held(committee, EMPLOYMENT.key))
    counts = employment_counts(store, committee, Period.month(*divmod(last, 100)))
    return remembered_after(memory, committee, partial(_publish_all, committee, counts))


def _publish_all(committee: str, counts: Counts, release: Release[Name]) -> None:
    for month in counts:
        _publish(release, committee, counts, month)


def _publish(release: Release[Name], committee: str, counts: Counts, month: Period) -> None:
    """A month's report: forms, those who switched and those who did not, who came and went."""
    one = counts[month]

    def name(measure: str, at: Period = month) -> Name:
        return measured(committee, measure, at)

    people = {form_name(committee, form, month): count for form, count in one.forms.items()}
    others = [form_name(committee, form, month) for form in one.forms if form not in one.uninsured]
    unseen: dict[Name, int] = {}
    sums: list[Sum[Name] | Row[Name]] = []
    if isinstance(one.ending, int):
        people[name(ENDING)] = one.ending
        whole = sum(one.forms[form] for form in one.uninsured)
        unseen |= {name(_UNINSURED): whole, name(_STAYING): whole - one.ending}
        uninsured = tuple(form_name(committee, form, month) for form in one.uninsured)
        sums += [
            Sum(name(_UNINSURED), uninsured),
            Sum(name(_UNINSURED), (name(ENDING), name(_STAYING))),
        ]
        others.append(name(_UNINSURED))
    people |= {
        name(EMPLOYED): one.employed,
        name(SWITCHED): one.switched,
        name(IN_MEASURES): one.employed - one.switched,
    }
    sums += [
        Sum(name(EMPLOYED), tuple(others)),
        Sum(name(EMPLOYED), (name(SWITCHED), name(IN_MEASURES))),
    ]
    if isinstance(one.started, int) and isinstance(one.ended, int):
        people |= {name(STARTED): one.started, name(ENDED): one.ended}
        before = name(EMPLOYED, month_before(month))
        moves = ((1, before), (1, name(STARTED)), (-1, name(EMPLOYED)), (-1, name(ENDED)))
        sums.append(Row(moves))
    release.publish(people, sums, unseen=unseen)
