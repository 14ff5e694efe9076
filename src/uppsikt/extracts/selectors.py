"""What is read of extracts: which there are, and which rows hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Sum

from uppsikt.extracts.models import Extract, ExtractMonth
from uppsikt.organisation import selectors as organisation
from uppsikt.platform.access.rules import Reader, Thing, Verb, demand
from uppsikt.platform.data_folder import STOCKHOLM
from uppsikt.platform.health.rules import State
from uppsikt.registers import REGISTERS


@dataclass(frozen=True)
class KeptExtract:
    """An extract as it was read, and what of it holds: so many months, with so many rows.

    `label` is the register's name. An extract whose months have all been replaced or deleted
    holds none.
    """

    number: int
    register: str
    label: str
    file: str
    rows: int
    first_month: int
    last_month: int
    read_at: datetime
    actor: str
    delete_on: date
    months_held: int
    rows_held: int


def extracts(*, reader: Reader, committee: str) -> tuple[KeptExtract, ...]:
    """Every extract that was read for a committee, the first read first.

    Raises NotAllowed and UnknownCommittee.
    """
    demand(reader, Verb.READ, Thing.REGISTERS.of(committee))
    organisation.committee(reader=reader, slug=committee)
    found = Extract.objects.seen_by(reader).filter(committee__slug=committee)
    told = found.annotate(held=Count("months"), held_rows=Sum("months__rows", default=0))
    return tuple(
        KeptExtract(
            one.pk,
            one.register,
            REGISTERS[one.register].label,
            one.file_name,
            one.rows,
            one.first_month,
            one.last_month,
            one.read_at,
            one.actor,
            one.delete_on,
            one.held,
            one.held_rows,
        )
        for one in told.order_by("id")
    )


def rows_held(committee: str, register: str) -> Mapping[int, str]:
    """The fingerprint of the rows that hold, by month (yyyymm): for what counts them.

    Whoever shows what is counted has asked for the right to it.
    """
    held = ExtractMonth.everything.filter(committee__slug=committee, register=register)
    return dict(held.order_by("month").values_list("month", "fingerprint"))


def latest_month(committee: str) -> int | None:
    """The last month (yyyymm) that any of a committee's registers tells of; None if none does."""
    held = ExtractMonth.everything.filter(committee__slug=committee)
    return held.order_by("month").values_list("month", flat=True).last()


def labels_without(committee: str, month: int) -> tuple[str, ...]:
    """The committee's registers, by label, that tell of other months but not of one (yyyymm)."""
    held = ExtractMonth.everything.filter(committee__slug=committee)
    there = set(held.filter(month=month).values_list("register", flat=True))
    lacking = set(held.values_list("register", flat=True)) - there
    return tuple(one.label for key, one in REGISTERS.items() if key in lacking)


def time_is_out(now: datetime) -> tuple[State, str]:
    """Whether rows are left that should have been deleted by now, for the site's health."""
    today = now.astimezone(STOCKHOLM).date()
    late = ExtractMonth.everything.filter(extract__delete_on__lt=today).count()
    if late:
        return State.WARNING, f"{late} månader skulle ha raderats: kör uppsikt register delete"
    return State.WELL, "inga rader har varit kvar längre än de får"


def files_kept() -> Iterable[str]:
    """The fingerprints of all rows that hold: they must not be swept away."""
    return ExtractMonth.everything.values_list("fingerprint", flat=True)
