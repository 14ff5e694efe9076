"""One transaction in which a report's texts are read and written, by one person at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from uppsikt.figures import Period
from uppsikt.followup.basis.written import Written
from uppsikt.followup.editing.rules import Where, Words, next_month, order_of
from uppsikt.followup.models import WrittenText
from uppsikt.followup.texts import report_sections
from uppsikt.organisation.models import Committee
from uppsikt.platform.access.rules import OPERATOR, Actor


@dataclass(frozen=True)
class Writing:
    """A report's sections as they are while nobody else writes, and what writes new wordings."""

    where: Where
    committee: Committee
    sections: tuple[Written, ...]
    actor: Actor
    now: datetime

    def of(self, key: str) -> Written | None:
        """The section with the key, also one that is taken out of the month."""
        return next((one for one in self.sections if one.key == key), None)

    def says_the_same(self, one: Written, number: int) -> bool:
        """Whether a section still says what its wording with that number did: it may have moved."""
        if one.number == number:
            return True
        row = self._rows().filter(key=one.key, month=str(self.where.month), number=number).first()
        return row is not None and (row.heading, row.body, row.place) == (
            one.heading,
            one.body,
            one.place,
        )

    @property
    def keys(self) -> frozenset[str]:
        """The keys that are taken, in the month or by a wording of any other."""
        rows = self._rows().values_list("key", flat=True)
        return frozenset(rows) | {one.key for one in self.sections}

    def template_of(self, key: str) -> WrittenText | None:
        """The last template of the key, whenever it starts."""
        return self._rows().filter(key=key, month="").order_by("starts", "number").last()

    def write(self, key: str, words: Words, order: int | None = None, since: str = "") -> None:
        """The month's next wording. Without an `order` it stands where it stood, or last.

        `since` is the month that the words came along from, if they still only do.
        """
        self._write(key, words, order, month=str(self.where.month), carried_from=since)

    def write_template(self, key: str, words: Words, starts: Period | None = None) -> bool:
        """A template for the months after this one, or from the month that is given.

        One that says so already is left: whether anything was written.
        """
        held = self.template_of(key)
        if held is not None and Words(held.heading, held.body, held.place) == words:
            return False
        self._write(key, words, None, starts=str(starts or next_month(self.where.month)))
        return True

    def _write(
        self,
        key: str,
        words: Words,
        order: int | None,
        *,
        month: str = "",
        starts: str = "",
        carried_from: str = "",
    ) -> None:
        before = self._rows().filter(key=key, month=month, starts=starts).order_by("number").last()
        if order is None:
            order = order_of(self.sections, key, words.place)
        WrittenText.everything.create(
            committee=self.committee,
            month=month,
            starts=starts,
            form=self.where.form,
            key=key,
            place=words.place,
            order=order,
            heading=words.heading,
            body=words.body,
            number=1 if before is None else before.number + 1,
            saved_at=self.now,
            actor=self.actor.name,
            carried_from=carried_from,
        )

    def _rows(self) -> QuerySet[WrittenText]:
        return WrittenText.everything.filter(committee=self.committee, form=self.where.form)


@contextmanager
def writing(where: Where, actor: Actor, now: datetime) -> Iterator[Writing]:
    """Whoever writes holds the committee until the transaction ends; others wait their turn."""
    with transaction.atomic():
        committee = Committee.everything.select_for_update().get(slug=where.committee)
        sections = report_sections(
            reader=OPERATOR, committee=where.committee, form=where.form, month=where.month
        )
        yield Writing(where, committee, sections, actor, now)
