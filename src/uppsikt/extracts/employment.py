"""What is counted of subsidised employment: exact, so never shown without the right to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from uppsikt.extracts.selectors import rows_held
from uppsikt.figures import NOT_COMPUTABLE, Period, Value
from uppsikt.registers import EMPLOYMENT
from uppsikt.registers.employment import FORMS
from uppsikt.registers.insurance import counts_on
from uppsikt.store import Store

SOON = 3
"""An employment that ends within so many months is about to end."""

# Every row of a month touches it, so whoever goes on over its last day is employed at its end.
_END = "last_day(make_date(cast(floor(month / 100) as int), month % 100, 1))"
_STAYS = f"(last is null or last >= {_END})"
_STOCK = (
    "select month, form, count(*), sum(case when switched = 'yes' then 1 else 0 end), "
    "sum(case when switched = 'yes' then wage else 0 end), "
    "sum(case when switched = 'yes' then support else 0 end) "
    f"from rows where {_STAYS} group by month, form"
)
_FLOW = (
    "with here as (select person, form, month, "
    f"max(case when {_STAYS} then 1 else 0 end) as stays from rows group by person, form, month), "
    "before as (select person, form, case when month % 100 = 12 then month + 89 else month + 1 end "
    "as month from here where stays = 1) "
    "select month, sum(started), sum(ended) from ("
    "select coalesce(here.month, before.month) as month, "
    "case when before.person is null then 1 else 0 end as started, "
    "case when coalesce(here.stays, 0) = 0 then 1 else 0 end as ended "
    "from here full outer join before on here.person = before.person "
    "and here.form = before.form and here.month = before.month) as both_months group by month"
)
_ENDS = (
    "select month, form, last, count(*) from rows "
    f"where last is not null and last >= {_END} group by month, form, last"
)


@dataclass(frozen=True)
class EmploymentMonth:
    """A month: those employed on its last day by form, and of them those who switched.

    `wage` and `support` are of those who switched, in öre for a month. `started` and `ended` are
    since the last day of the month before: in a form that the person was not in, or is no more in.
    They cannot be computed where no extract tells of the month before. `ending` are those in a form
    that does not count towards unemployment insurance whose last day has come within three months;
    not computable where the rules are not known for all of that time.
    `uninsured` are the forms that it is counted in.
    """

    forms: Mapping[str, int]
    switched: int = 0
    wage: int = 0
    support: int = 0
    started: Value = NOT_COMPUTABLE
    ended: Value = NOT_COMPUTABLE
    ending: Value = NOT_COMPUTABLE
    uninsured: tuple[str, ...] = ()

    @property
    def employed(self) -> int:
        """All forms together: nobody is in two at once."""
        return sum(self.forms.values())


@dataclass
class _Tally:
    """A month while it is counted."""

    forms: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FORMS.values(), 0))
    switched: int = 0
    wage: int = 0
    support: int = 0
    started: int = 0
    ended: int = 0
    ends: list[tuple[str, date, int]] = field(default_factory=list)


def employment_counts(
    store: Store, committee: str, until: Period
) -> Mapping[Period, EmploymentMonth]:
    """Every month that an extract tells of up to a month, in order. Whoever shows them has asked.

    A month without rows is zero; a month that no extract tells of is not there. Raises StoreError
    for rows that are lost.
    """
    held = {
        at: file
        for at, file in rows_held(committee, EMPLOYMENT.key).items()
        if at <= until.first_month
    }
    if not held:
        return {}
    tallies = {at: _Tally() for at in held}
    tables = {"rows": list(held.values())}
    _count(
        tallies,
        store.query(_STOCK, tables),
        store.query(_FLOW, tables),
        store.query(_ENDS, tables),
    )
    return {
        month: _month(tallies[at], month, has_before=month_before(month).first_month in held)
        for at in sorted(held)
        for month in (Period.month(*divmod(at, 100)),)
    }


def _count(
    tallies: Mapping[int, _Tally],
    stock: Iterable[tuple[int, str, int, int, int, int]],
    flow: Iterable[tuple[int, int, int]],
    ends: Iterable[tuple[int, str, date, int]],
) -> None:
    """Puts what was asked for in its month. The database's sums are wider than our whole numbers.

    The flow also tells of the month after the last one, which is none that is told of.
    """
    for at, form, count, switched, wage, support in stock:
        one = tallies[at]
        one.forms[form] = count
        one.switched += int(switched)
        one.wage += int(wage)
        one.support += int(support)
    for at, started, ended in flow:
        if at in tallies:
            tallies[at].started, tallies[at].ended = int(started), int(ended)
    for at, form, last, count in ends:
        tallies[at].ends.append((form, last, count))


def _month(tally: _Tally, month: Period, *, has_before: bool) -> EmploymentMonth:
    horizon = _months_on(month, SOON).last_day
    rules = {form: (counts_on(form, month.last_day), counts_on(form, horizon)) for form in FORMS_OF}
    is_known = all(now is not None and now == then for now, then in rules.values())
    uninsured = tuple(form for form, (now, _) in rules.items() if now is False)
    ending = sum(count for form, last, count in tally.ends if form in uninsured and last <= horizon)
    return EmploymentMonth(
        tally.forms,
        tally.switched,
        tally.wage,
        tally.support,
        tally.started if has_before else NOT_COMPUTABLE,
        tally.ended if has_before else NOT_COMPUTABLE,
        ending if is_known else NOT_COMPUTABLE,
        uninsured if is_known else (),
    )


FORMS_OF = tuple(FORMS.values())
"""The forms by key, in order."""


def month_before(month: Period) -> Period:
    """The month before a month."""
    return _months_on(month, -1)


def _months_on(month: Period, steps: int) -> Period:
    year, at = divmod(month.year * 12 + month.last - 1 + steps, 12)
    return Period.month(year, at + 1)
